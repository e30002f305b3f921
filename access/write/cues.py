"""Captions out of words: which words stand together, where lines break and when each cue comes and goes, decided at once.

One optimisation over the places between words. A cue's cost is the sum of what its end costs the sense, its line breaks, its
length, its reading speed, its duration, the pauses and sentence ends inside it and the cuts it straddles; the cheapest
chain of cues wins. The in-time depends on the first word alone (`timing.py`), so the chain has no memory and the cheapest is
exact; a cue holds only so many words, so the work grows with the number of words and no faster.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from access.model.findings import ScriptLine, Word
from access.model.profile import CaptionProfile, columns_of, speaker_label
from access.model.script import Cue
from access.model.time import Span
from access.write.linebreaks import (
    COMMA,
    LEAST_ROOM,
    SENTENCE,
    Layout,
    Text,
    break_lines,
    costs_between,
    cut,
    lay_out,
    layout,
)
from access.write.pieces import Piece, pieces
from access.write.timing import Timing, settled, timing

PAUSE_MS = 1_000
"""A longer pause ends the cue."""
_LEAST_WORD_MS = 30
"""Nobody begins words closer together: a recogniser that piles them up is spread out."""

_CUE = 3.0
"""Each cue: fewer are calmer."""
_PAUSE_EASES = 0.7
"""Of the cost of a break, how much a pause of `_LONG_PAUSE_MS` takes away."""
_LONG_PAUSE_MS = 700
_PAUSE_INSIDE = 4.0
"""A second of pause inside a cue."""
_LINE_EASES = 0.6
"""The same, where the script has a line end."""
_LINE_INSIDE = 1.0
_SENTENCE_INSIDE = 1.5
_ENDS_WITHIN_SENTENCE = 12.0
"""A cue that holds the end of a sentence and part of the next one."""
_BEGINS_WITHIN_SENTENCE = 6.0
_DANGLES = 6.0
"""A word or two that a comma or more splits off at either end of the cue; less the longer they are."""
_CLAUSE_COLUMNS = 18
"""So long is no such word or two."""
_THIN = 10.0
"""An empty cue; less the fuller it is, none from `_FULL` of its room on. Makes neighbours even."""
_FULL = 0.75
_FAST, _VERY_FAST = 12.0, 20.0
"""Reading twice as fast as the profile allows, linear and squared."""
_SHORT = 25.0
"""A cue of no duration, squared below the least."""
_TOO_LONG = 100.0
"""A second over the greatest duration."""
_STRADDLES = 9.0
"""A cut inside the cue."""
_TOO_WIDE = 500.0
"""Only where nothing else is possible."""


def compose(
    words: Sequence[Word], profile: CaptionProfile, language: str, shots: Sequence[int] = (), bounds: Span | None = None,
    frame_rate: float | None = None,
) -> tuple[Cue, ...]:
    """Return the words as cues, every word once and in order, within the profile's lines.

    `shots`: where shots begin, in ms; `bounds`: where cues may stand (the whole film); `frame_rate`: for what the profile
    gives in frames. A speaker's name stands in the cue where it changes. Speech faster than the reading speed stays as it
    is: the words are what was said.
    """
    limits = profile.for_language(language)
    atoms = _atoms(words, limits, language, bounds)
    if not atoms:
        return ()
    return _Composer(atoms, limits, timing(limits, shots, bounds, frame_rate), language).cues()


def from_lines(lines: Sequence[ScriptLine], profile: CaptionProfile, language: str) -> tuple[Cue, ...]:
    """Return given captions as cues at the times their author gave; those without a time are passed over.

    A line that its author broke stays broken as it was; one that is too wide for the profile is broken here.
    """
    cues = []
    for line in lines:
        if line.span is None or not line.text.strip():
            continue
        text = f"[{line.text}]" if line.sounds else line.text
        rows = tuple(" ".join(row.split()) for row in text.splitlines() if row.strip())
        room = profile.for_language(language).max_characters - columns_of(speaker_label(line.speaker))
        if len(rows) == 1 and columns_of(rows[0]) > room:
            rows = break_lines(rows[0].split(), profile, language, speaker_label(line.speaker))
        cues.append(Cue(line.span, rows, line.speaker))
    return tuple(cues)


@dataclass(frozen=True, slots=True)
class _Atom:
    """A word, or a piece of one, that no line break goes through."""

    piece: Piece
    start: int
    end: int
    line: int
    speaker: str
    """Of the word, shown or not."""
    label: int
    """Columns that the name takes if a cue begins here."""


def _atoms(words: Sequence[Word], limits: CaptionProfile, language: str, bounds: Span | None) -> list[_Atom]:
    result: list[_Atom] = []
    before = ""
    clock = bounds.start if bounds else 0
    latest = bounds.end if bounds else None
    for word in words:
        label = columns_of(speaker_label(word.speaker)) if word.speaker != before else 0
        before = word.speaker
        room = limits.max_characters - label
        parts = pieces(word.text, room if room >= LEAST_ROOM else limits.max_characters, limits.max_characters, language)
        total = sum(max(1, columns_of(part.text)) for part in parts)
        span = word.span.within(bounds) if bounds else word.span
        done = 0
        for part in parts:
            start = max(span.start + span.duration * done // total, clock)
            done += max(1, columns_of(part.text))
            end = max(span.start + span.duration * done // total, start)
            if latest is not None:
                start, end = min(start, latest), min(end, latest)
            result.append(_Atom(part, start, end, word.line, word.speaker, label))
            clock = start + _LEAST_WORD_MS
            label = 0
    return result


class _Composer:
    """The chain of cues for one run of words. Arrays over the places between them, made once; a place is a word's number."""

    def __init__(self, atoms: Sequence[_Atom], limits: CaptionProfile, clock: Timing, language: str) -> None:
        parts = [atom.piece for atom in atoms]
        costs = costs_between(parts, language)
        self.atoms = atoms
        self.clock = clock
        self.columns, self.max_lines = limits.max_characters, limits.max_lines
        self.text: Text = lay_out([part.text for part in parts], [part.glued for part in parts], costs)
        self.sentence = [True, *(cost == SENTENCE for cost in costs[1:]), True]
        self.walls, self.joints, self.inside, self.sentences = self._joints(costs)
        self.clause = [True, *(cost <= COMMA for cost in costs[1:]), True]
        self.clause_before, self.clause_after = _nearest(self.clause)
        self.begins = [
            clock.in_time(atom.start, self.atoms[place - 1].end if place else 0) for place, atom in enumerate(atoms)
        ]

    def _joints(self, costs: Sequence[float]) -> tuple[list[bool], list[float], list[float], list[int]]:
        """Return for each place: must a cue end there, what that costs, and what it costs not to, summed up to there."""
        walls, joints, inside, sentences = [True], [0.0], [0.0], [0]
        for left, right, cost in zip(self.atoms, self.atoms[1:], costs[1:], strict=False):
            pause = max(0, right.start - left.end)
            turn = left.speaker != right.speaker
            new_line = left.line != right.line
            within = pause / 1000 * _PAUSE_INSIDE + _LINE_INSIDE * new_line + _SENTENCE_INSIDE * (cost == SENTENCE)
            if new_line:
                cost *= 1 - _LINE_EASES
            cost *= 1 - _PAUSE_EASES * min(1.0, pause / _LONG_PAUSE_MS)
            walls.append(turn or pause > PAUSE_MS)
            joints.append(0.0 if walls[-1] else cost)
            inside.append(inside[-1] + within)
            sentences.append(sentences[-1] + (cost == SENTENCE))
        return [*walls, True], [*joints, 0.0], [*inside, inside[-1]], [*sentences, sentences[-1]]

    def cues(self) -> tuple[Cue, ...]:
        """Return the cheapest chain."""
        chain = self._chain()
        times = settled(
            [(self.begins[first], self._end(first, last)) for first, last, _ in chain], self.clock.bounds)
        return tuple(
            Cue(span, cut(self.text, first, last, breaks), self.atoms[first].speaker if self.atoms[first].label else "")
            for span, (first, last, breaks) in zip(times, chain, strict=True)
        )

    def _chain(self) -> list[tuple[int, int, tuple[int, ...]]]:
        count = len(self.atoms)
        best = [float("inf")] * (count + 1)
        best[0] = 0.0
        step: list[tuple[int, tuple[int, ...]]] = [(0, ())] * (count + 1)
        room = self.columns * self.max_lines + self.max_lines
        for first in range(count):
            so_far = best[first] + _CUE
            reach = self.text.starts[first] + room - self.atoms[first].label
            for last in range(first + 1, count + 1):
                if last > first + 1 and (self.walls[last - 1] or self.text.ends[last - 1] > reach):
                    break
                least = so_far + self.joints[last]
                if least >= best[last]:
                    continue
                lines = layout(
                    self.text, first, last, self.atoms[first].label, self.columns, self.max_lines) or self._wide(first, last)
                if lines is None:
                    break
                total = least + lines[0] + self._weight(first, last)
                if total < best[last]:
                    best[last] = total
                    step[last] = (first, lines[1])
        chain = []
        last = count
        while last:
            first, breaks = step[last]
            chain.append((first, last, breaks))
            last = first
        return chain[::-1]

    def _wide(self, first: int, last: int) -> Layout | None:
        """Let a single word through that does not fit beside its speaker's name, so that no word is ever lost."""
        return (_TOO_WIDE, ()) if last == first + 1 else None

    def _end(self, first: int, last: int) -> int:
        following = self.begins[last] if last < len(self.begins) else None
        return self.clock.out_time(self.begins[first], self.atoms[last - 1].end, following, self._columns(first, last))

    def _columns(self, first: int, last: int) -> int:
        return self.text.ends[last - 1] - self.text.starts[first] + self.atoms[first].label

    def _weight(self, first: int, last: int) -> float:
        """Return what a cue costs beyond its end and its lines: its length, its time, and what it holds."""
        columns = self._columns(first, last)
        begin, end = self.begins[first], self._end(first, last)
        clock = self.clock
        cost = self.inside[last - 1] - self.inside[first]
        if self.sentences[last - 1] > self.sentences[first]:
            cost += _ENDS_WITHIN_SENTENCE * (not self.sentence[last]) + _BEGINS_WITHIN_SENTENCE * (not self.sentence[first])
        tail, head = self.clause_before[last - 1], self.clause_after[first + 1]
        if tail > first and (dangling := 1 - self._columns(tail, last) / _CLAUSE_COLUMNS) > 0:
            cost += _DANGLES * dangling * (not self.clause[last])
        if head < last and (dangling := 1 - self._columns(first, head) / _CLAUSE_COLUMNS) > 0:
            cost += _DANGLES * dangling * (not self.clause[first])
        thin = 1 - columns / (_FULL * self.columns * self.max_lines)
        if thin > 0:
            cost += _THIN * thin * thin
        duration = max(1, end - begin)
        over = columns * 1000 / (duration * clock.max_cps) - 1
        if over > 0:
            # Bounded: words piled up at one instant have no speed.
            over = min(over, 3.0)
            cost += over * (_FAST + _VERY_FAST * over)
        if duration < clock.min_duration:
            cost += _SHORT * (1 - duration / clock.min_duration) ** 2
        spoken = self.atoms[last - 1].end - begin
        if spoken > clock.max_duration:
            cost += _TOO_LONG * (spoken - clock.max_duration) / 1000
        if clock.cuts:
            cost += _STRADDLES * clock.straddled(begin, end)
        return cost


def _nearest(marked: Sequence[bool]) -> tuple[list[int], list[int]]:
    """Return for each place the nearest marked one at or before it, and at or after it. Both ends are marked."""
    before, after = list(range(len(marked))), list(range(len(marked)))
    for place in range(1, len(marked)):
        if not marked[place]:
            before[place] = before[place - 1]
    for place in range(len(marked) - 2, -1, -1):
        if not marked[place]:
            after[place] = after[place + 1]
    return before, after

"""Given captions mended: their times and breaks changed where they break a profile's rules, never a word.

Cues that keep the rules stay as they are. Where some do not, a few ways to mend them are tried, the gentlest first – lines
broken anew, times moved, each cue cut anew, all of them together, their neighbours with them – and measured by the same rules
that found them. A way is taken only if it leaves less to find, so that mending comes to an end, and what is mended stays.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import IntEnum

from access.model.captions import SOUND_LABEL, opens_speech
from access.model.findings import ScriptLine, Word
from access.model.languages import spaceless
from access.model.package import Finding, Severity
from access.model.profile import CaptionProfile, Stretch, columns_of
from access.model.script import Cue
from access.model.time import Span
from access.write.chain import PAUSE_MS
from access.write.cues import compose
from access.write.linebreaks import break_lines
from access.write.timing import Timing, timing
from access.write.weighing import Weight, weight, worth_it

Measure = Callable[[Sequence[Cue], Sequence[str], Sequence[int]], Sequence[Sequence[Finding]]]
"""What each cue does not keep, the cues being at these places and the cuts of the film these."""
Spread = Callable[[ScriptLine, int], list[Word]]
"""The words of a line over its time."""

_CONTEXT = 2
"""Cues on either side that a change may make better or worse."""
_MOST_TOGETHER = 8
"""Cues that are cut anew at once."""
_TOGETHER_MS = 250
"""Cues that begin so close to each other are shown at once: their time is shared out."""
_MOST_PASSES = 20
_TIED = "_"
"""Stands for a blank at which no line breaks while lines are looked for."""


class Freedom(IntEnum):
    """What may be changed of a cue."""

    NOTHING = 0
    TIMES = 1
    BREAKS = 2
    """Times and breaks."""


@dataclass(frozen=True, slots=True)
class Mendable:
    """A given cue, and what may be done to it."""

    cue: Cue
    freedom: Freedom = Freedom.BREAKS
    style: str = ""
    """Words of different styles – voices, places, fonts – never share a cue."""
    place: str = ""
    """On the picture. Cues at different places are not to be shown at once."""
    at: int = 0
    """How many letters of all captions stand before it: so its words are found again as they were given."""


@dataclass(frozen=True, slots=True)
class Ground:
    """What captions stand on, and the tools that other rooms hand in."""

    profile: CaptionProfile
    language: str
    measure: Measure
    spread: Spread
    cuts: tuple[int, ...] = ()
    duration: int | None = None
    frame_rate: float | None = None


def mend(cues: Sequence[Mendable], ground: Ground) -> tuple[Cue, ...]:
    """Return the captions in order of time, with less to find or as they were. Cues without words are left out."""
    before = sorted((one for one in cues if any(one.cue.lines)), key=lambda one: one.cue.span)
    state = _Mender(ground).mended([_held(one, ground) for one in before])
    better = weight(_found(state, ground, ground.cuts)) <= weight(_found(before, ground, ground.cuts))
    return tuple(one.cue for one in (state if better else before))


def _found(cues: Sequence[Mendable], ground: Ground, cuts: Sequence[int]) -> Sequence[Sequence[Finding]]:
    return ground.measure([one.cue for one in cues], [one.place for one in cues], cuts)


def _held(one: Mendable, ground: Ground) -> Mendable:
    """Take away the freedom that would do harm.

    Nobody can say where a cue belongs that begins when the media has ended; and where words have no blanks between them, a
    blank is punctuation that no line break would keep.
    """
    if ground.duration is not None and one.cue.span.start >= ground.duration:
        return replace(one, freedom=Freedom.NOTHING)
    if spaceless(ground.language) and any(" " in line for line in one.cue.lines):
        return replace(one, freedom=min(one.freedom, Freedom.TIMES))
    return one


@dataclass(frozen=True, slots=True)
class _Given:
    """A caption as it came, by its letters in the whole."""

    first: int
    last: int
    span: Span
    held: bool
    """It is read with difficulty as it is, and is never to stand shorter."""


class _Mender:
    def __init__(self, ground: Ground) -> None:
        self._ground = replace(ground, cuts=tuple(sorted(ground.cuts)))
        self._limits = ground.profile.for_language(ground.language)
        # A given cue has stood long enough after its words: it stays longer only where reading needs it. And it comes
        # with its words: whoever mends what was mended would else move it again and again.
        self._still = replace(ground.profile, linger=0, sync=Stretch())
        self._clock: Timing = timing(self._limits, ground.cuts, None, ground.frame_rate)
        self._given: list[_Given] = []
        self._begins: dict[int, tuple[Span, int]] = {}
        """For the first letter of each given cue between which times a cue may begin with it, and when it came."""

    def mended(self, state: list[Mendable]) -> list[Mendable]:
        state = self._remembered(state)
        for _ in range(_MOST_PASSES):
            after = self._pass(state)
            if after == state:
                break
            state = after
        return state

    def _remembered(self, state: Sequence[Mendable]) -> list[Mendable]:
        """Keep in mind when each caption came."""
        result: list[Mendable] = []
        shown_until = at = 0
        for number, one in enumerate(state):
            span = one.cue.span
            waits = shown_until > span.start
            makes_room = number + 1 < len(state) and state[number + 1].cue.span.start < span.end
            # What was shown at once with the caption before it may wait until that has gone.
            latest = max(span.start + self._clock.sync, shown_until + self._clock.gap if waits else 0)
            self._begins[at] = Span(max(0, span.start - self._clock.sync), latest), span.start
            until = at + _letters(one.cue)
            self._given.append(_Given(at, until, span, self._hurried(one.cue, waits or makes_room)))
            result.append(replace(one, at=at))
            shown_until, at = max(shown_until, span.end), until
        return result

    def _hurried(self, cue: Cue, tangled: bool) -> bool:
        """Return whether a cue is shown for too short a time. `tangled`: with others, and time to read is the lesser evil."""
        return cue.span.duration < (self._clock.min_duration if tangled else self._clock.needed(columns_of(cue.text)))

    def _allowed(self, run: Sequence[Mendable], candidate: Sequence[Mendable]) -> list[Mendable] | None:
        """Return cues in place of others with their place among the letters; None where one comes too soon or goes too soon."""
        placed: list[Mendable] = []
        edges: list[int] = []
        at = run[0].at
        for one in candidate:
            begin = one.cue.span.start
            if at in self._begins:
                window, start = self._begins[at]
                if not window.start <= begin <= window.end and begin != self._clock.moment(start).begin:
                    return None
            placed.append(replace(one, at=at))
            edges.append(at)
            at += _letters(one.cue)
        if self._undone(run, edges, placed):
            return None
        for before in self._kept(run, at):
            begin = placed[bisect_right(edges, before.first) - 1].cue.span.start
            end = placed[bisect_right(edges, before.last - 1) - 1].cue.span.end
            if end - begin < before.span.duration:
                return None
        return placed

    def _undone(self, run: Sequence[Mendable], edges: Sequence[int], placed: Sequence[Mendable]) -> bool:
        """Return whether cues are made one that does not keep the rules, or a cue is cut that does.

        Where a caption began that is now inside another is known no more: it would come at another time if it were cut again.
        """
        firsts = {one.at for one in run}
        for one in placed:
            inside = any(one.at < first < one.at + _letters(one.cue) for first in firsts)
            if inside and self._breaks_rules(one.cue):
                return True
        return any(not self._breaks_rules(one.cue) for one in run
                   if any(one.at < edge < one.at + _letters(one.cue) for edge in edges))

    def _breaks_rules(self, cue: Cue) -> bool:
        cuts = self._cuts(cue.span.start - PAUSE_MS, cue.span.end + PAUSE_MS)
        return any(one.severity is not Severity.NOTE for found in self._ground.measure([cue], [""], cuts) for one in found)

    def _kept(self, run: Sequence[Mendable], until: int) -> Iterator[_Given]:
        """Yield what must not be shown for a shorter time: of the run as it is, and of the captions as they were given."""
        for number, one in enumerate(run):
            tangled = any(other.cue.span.start < one.cue.span.end and one.cue.span.start < other.cue.span.end
                          for other in (*run[:number], *run[number + 1:]))
            if self._hurried(one.cue, tangled):
                yield _Given(one.at, one.at + _letters(one.cue), one.cue.span, held=True)
        for given in self._given[bisect_left(self._given, run[0].at, key=lambda given: given.first):]:
            if given.last > until:
                break
            if given.held:
                yield given

    def _pass(self, state: list[Mendable]) -> list[Mendable]:
        found = _found(state, self._ground, self._ground.cuts)
        done: list[Mendable] = []
        first = 0
        while first < len(state):
            if not found[first] or state[first].freedom is Freedom.NOTHING:
                done.append(state[first])
                first += 1
                continue
            last = first + 1
            while (last < len(state) and last - first < _MOST_TOGETHER and found[last] and _near(state[last - 1], state[last])
                   and state[last].freedom is not Freedom.NOTHING):
                last += 1
            done, first = self._better(done, state, first, last)
        return done

    def _better(self, done: list[Mendable], state: list[Mendable], first: int, last: int) -> tuple[list[Mendable], int]:
        """Mend the cues `first` ≤ n < `last`, all before them being `done`; return what is done now and where to go on."""
        widest = (min(1, len(done)), min(len(state), last + 1))
        whole = [*done[len(done) - widest[0] - _CONTEXT if len(done) > widest[0] + _CONTEXT else 0:],
                 *state[first:widest[1] + _CONTEXT]]
        best_weight, best = self._weigh(whole), (0, last, state[first:last])
        for back, ahead in ((0, last), (widest[0], last), (0, widest[1]), widest):
            run = [*done[len(done) - back:], *state[first:ahead]]
            left = done[:len(done) - back]
            bounds = self._room(left, state[ahead:])
            if bounds is None:
                continue
            for way in self._ways(run, bounds, alone=not back and ahead == last):
                candidate = self._allowed(run, way)
                if candidate is None:
                    continue
                shown = [*left[max(0, len(left) - _CONTEXT - (widest[0] - back)):], *candidate,
                         *state[ahead:widest[1] + _CONTEXT]]
                weighs = self._weigh(shown)
                if worth_it(weighs, best_weight):
                    best_weight, best = weighs, (back, ahead, candidate)
        back, ahead, chosen = best
        return [*done[:len(done) - back], *chosen], ahead

    def _weigh(self, shown: Sequence[Mendable]) -> Weight:
        cues = [one.cue for one in shown]
        low, high = min(cue.span.start for cue in cues), max(cue.span.end for cue in cues)
        return weight(_found(shown, self._ground, self._cuts(low - PAUSE_MS, high + PAUSE_MS)))

    def _cuts(self, low: int, high: int) -> tuple[int, ...]:
        cuts = self._ground.cuts
        return cuts[bisect_left(cuts, low):bisect_left(cuts, high)]

    def _room(self, left: Sequence[Mendable], right: Sequence[Mendable]) -> Span | None:
        """Return the time between the cues on either side; None where there is none."""
        start = left[-1].cue.span.end + self._clock.gap if left else 0
        end = self._clock.bounds.end if self._ground.duration is None else self._ground.duration
        if right:
            end = min(end, right[0].cue.span.start - self._clock.gap)
        return Span(start, end) if start < end else None

    # --- the ways ---

    def _ways(self, run: Sequence[Mendable], bounds: Span, alone: bool) -> Iterator[list[Mendable]]:
        """Yield ways to mend a run of cues, the gentlest first. `alone`: without a neighbour that has nothing to mend."""
        if any(one.freedom is Freedom.NOTHING for one in run):
            return
        free = all(one.freedom is Freedom.BREAKS for one in run)
        rebroken = [self._rebroken(one) for one in run]
        if alone:
            yield rebroken
        yield self._retimed(run, bounds)
        yield self._retimed(rebroken, bounds)
        if not free:
            return
        if alone and len(run) > 1 and (apart := _all_of(self._cut_apart(run, bounds))) is not None:
            yield self._retimed(apart, bounds)
        together = self._composed(self._untangled(run), bounds)
        if together is not None:
            yield together
            yield self._retimed(together, bounds)

    def _cut_apart(self, run: Sequence[Mendable], bounds: Span) -> Iterator[list[Mendable] | None]:
        """Yield each cue of a run cut anew for itself, none of them staying when the next one comes."""
        untangled = self._untangled(run)
        for number, one in enumerate(untangled):
            end = untangled[number + 1].cue.span.start if number + 1 < len(untangled) else bounds.end
            room = Span(bounds.start, min(end, bounds.end)) if end > bounds.start else bounds
            yield self._composed([one], room)

    def _rebroken(self, one: Mendable) -> Mendable:
        words = _words(one.cue.lines)
        if one.freedom is not Freedom.BREAKS or any(map(opens_speech, one.cue.lines[1:])):
            return one
        rows = break_lines([_tied(word) for word in words], self._ground.profile, self._ground.language)
        lines = self._with_words(rows, words)
        return one if lines is None else replace(one, cue=replace(one.cue, lines=lines[0]))

    def _retimed(self, run: Sequence[Mendable], bounds: Span) -> list[Mendable]:
        """Give the cues other times, their words staying where they are: apart from each other, readable, on the cuts."""
        clock = replace(self._clock, linger=0, bounds=bounds)
        untangled = self._untangled(run)
        begins: list[int] = []
        for one in untangled:
            begin = min(max(clock.moment(one.cue.span.start).begin, bounds.start), bounds.end - 1)
            begins.append(max(begin, begins[-1] + 1) if begins else begin)
        result = []
        for number, (one, begin) in enumerate(zip(untangled, begins, strict=True)):
            following = begins[number + 1] if number + 1 < len(begins) else None
            needed = clock.needed(columns_of(one.cue.text))
            end = clock.out_time(begin, min(one.cue.span.end, bounds.end), following, needed, clock.next_cut(begin))
            latest = bounds.end if following is None else following
            if one.cue.span.duration < needed:
                end = max(end, begin + one.cue.span.duration)
            end = max(min(end, latest), begin + 1)
            result.append(replace(one, cue=replace(one.cue, span=Span(begin, end))))
        return result

    def _untangled(self, run: Sequence[Mendable]) -> list[Mendable]:
        """Share out the time of cues that are shown at once, in proportion to their length."""
        result: list[Mendable] = []
        first = 0
        while first < len(run):
            start = run[first].cue.span.start
            last = first + 1
            while last < len(run) and run[last].cue.span.start < min(start + _TOGETHER_MS, run[last - 1].cue.span.end):
                last += 1
            group = run[first:last]
            end = max(one.cue.span.end for one in group)
            if last < len(run):
                end = max(min(end, run[last].cue.span.start), start + 1)
            shares = Span(start, end).shared_out(columns_of(one.cue.text) for one in group)
            result += (replace(one, cue=replace(one.cue, span=span)) for one, span in zip(group, shares, strict=True))
            first = last
        return result

    def _composed(self, run: Sequence[Mendable], bounds: Span) -> list[Mendable] | None:
        """Cut the words of a run into cues anew; None where a word would have to be broken."""
        result: list[Mendable] = []
        free = bounds.start
        stretches = list(self._stretches(run))
        for number, stretch in enumerate(stretches):
            latest = bounds.end
            if number + 1 < len(stretches):
                latest = min(latest, stretches[number + 1].begin - self._clock.gap)
            if latest <= free:
                return None
            cues = compose(stretch.spread(self._ground.spread), self._still, self._ground.language, self._cuts(free, latest),
                           Span(free, latest), self._ground.frame_rate)
            words = stretch.words
            for cue in cues:
                found = self._with_words(cue.lines, words)
                if found is None:
                    return None
                lines, words = found
                result.append(Mendable(Cue(cue.span, lines), Freedom.BREAKS, stretch.style, stretch.place))
            if words:
                return None
            free = cues[-1].span.end + self._clock.gap
        return result

    def _stretches(self, run: Sequence[Mendable]) -> Iterator[_Stretch]:
        """Yield what may share a cue: one style, one speaker, no label of a sound among words, no long pause."""
        open_: _Stretch | None = None
        for one in run:
            if open_ is not None and spaceless(self._ground.language):
                # Where words have no blanks between them, only the edge of a caption shows that a word ends there.
                yield open_
                open_ = None
            parts = _parts(one.cue.lines)
            spans = one.cue.span.shared_out(sum(map(columns_of, lines)) for lines in parts)
            for lines, span in zip(parts, spans, strict=True):
                apart = opens_speech(lines[0]) or SOUND_LABEL.fullmatch(" ".join(lines)) is not None
                if open_ is not None and (
                        apart or open_.closed or one.style != open_.style or span.start - open_.end > PAUSE_MS):
                    yield open_
                    open_ = None
                if open_ is None:
                    open_ = _Stretch(one.style, [], SOUND_LABEL.fullmatch(" ".join(lines)) is not None, one.place)
                open_.said.append((_words(lines), span))
        if open_ is not None:
            yield open_

    def _with_words(self, lines: Sequence[str], words: Sequence[str]) -> tuple[tuple[str, ...], Sequence[str]] | None:
        """Return the lines with the words as they were given, and the words after them; None where one was broken."""
        if spaceless(self._ground.language):
            length = sum(len("".join(line.split())) for line in lines)
            rest = "".join("".join(words).split())
            return tuple(lines), [rest[length:]] if rest[length:] else []
        rows = []
        for line in lines:
            count = len(line.split())
            row, words = words[:count], words[count:]
            if " ".join(map(_tied, row)) != line:
                return None
            rows.append(" ".join(row))
        return tuple(rows), words


@dataclass(slots=True)
class _Stretch:
    style: str
    said: list[tuple[list[str], Span]]
    closed: bool
    """Nothing may follow in it: it is the label of a sound."""
    place: str

    @property
    def words(self) -> Sequence[str]:
        return [word for words, _ in self.said for word in words]

    @property
    def begin(self) -> int:
        return self.said[0][1].start

    @property
    def end(self) -> int:
        return self.said[-1][1].end

    def spread(self, spread: Spread) -> list[Word]:
        return [word for number, (words, span) in enumerate(self.said)
                for word in spread(ScriptLine(" ".join(map(_tied, words)), span=span), number)]


def _letters(cue: Cue) -> int:
    return sum(len("".join(line.split())) for line in cue.lines)


def _near(left: Mendable, right: Mendable) -> bool:
    return right.cue.span.start - left.cue.span.end <= PAUSE_MS


def _all_of(parts: Iterable[list[Mendable] | None]) -> list[Mendable] | None:
    result: list[Mendable] = []
    for part in parts:
        if part is None:
            return None
        result += part
    return result


def _parts(lines: Sequence[str]) -> list[list[str]]:
    """Take lines apart where another speaker begins."""
    parts: list[list[str]] = []
    for line in lines:
        if parts and not opens_speech(line):
            parts[-1].append(line)
        else:
            parts.append([line])
    return parts


def _words(lines: Sequence[str]) -> list[str]:
    """Return the words of lines; a no-break space is inside one."""
    return [word for line in lines for word in line.split(" ") if word]


def _tied(word: str) -> str:
    return _TIED.join(word.split()) or _TIED

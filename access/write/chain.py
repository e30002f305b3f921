"""The cheapest chain of cues for a run of words, by dynamic programming: breaks and times are decided at once.

A cue's cost is the sum of what its end costs the sense, its line breaks, its length, its reading speed, its duration, the
pauses and sentence ends inside it, the cuts it straddles and every limit it breaks. What a cue costs hangs on its own words
and on when it and the next one begin: with the first word of each, or, where the speech is fast, somewhat sooner or later. So
the chain has no memory but a shift, of which a few steps are told apart; without shifts the cheapest chain is exact. A cue
holds only so many words, so the work grows with the number of words and no faster.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from access.model.profile import CaptionProfile
from access.write.linebreaks import COMMA, LEANS, SENTENCE, Layout, Text, costs_between, lay_out, layout
from access.write.pieces import Piece
from access.write.timing import Moment, Timing

PAUSE_MS = 1_000
"""A longer pause ends the cue, unless that breaks a limit, or the word before it leans on the next one (`the …`)."""
_SILENCE_MS = 2_500
"""A longer pause ends the cue, always."""

_CUE = 3.0
"""Each cue: fewer are calmer."""
_PAUSE_EASES = 0.7
"""Of the cost of a break, how much a pause of `_LONG_PAUSE_MS` takes away; …"""
_HESITATION_EASES = 0.2
"""… little, after a word that leans on the next one: people hesitate after `the`, but do not end there."""
_LONG_PAUSE_MS = 700
_PAUSE_INSIDE = 4.0
"""A second of pause inside a cue."""
_LONG_PAUSE_INSIDE = 40.0
"""A pause longer than `PAUSE_MS`."""
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
_BREAKS_LIMIT = 200.0
"""Each limit of the profile that a cue breaks, however little: timing comes before nice breaks (Netflix)."""
_FAST, _VERY_FAST = 12.0, 20.0
"""Reading twice as fast as the profile allows, linear and squared, …"""
_UNREADABLE = 3.0
"""… as far as so many times too fast, and linear beyond."""
_SHORT = 25.0
"""A cue of no duration, squared below the least."""
_TOO_LONG = 100.0
"""A second of speech over the greatest duration."""
_LEAVES_EARLY = 8.0
"""A second of speech after its cue has gone, the first `_UNNOTICED_MS` of it excepted."""
_UNNOTICED_MS = 200
_FLICKERS = 8.0
"""A gap to the next cue that is neither the least one nor a rest for the eye."""
_SHIFT = 10.0
"""A second off the first word."""
_LATE = 2.0
"""Late is worse than early by this factor."""
_STRADDLES = 9.0
"""A cut inside the cue."""
_TOO_WIDE = 500.0
"""Only where nothing else is possible."""

_GRAINS = 3
"""Shifts are told apart in so many steps."""
_SHARES = (0.4, 0.7, 1.0)
"""Of the room of a cue: cues as long as this tell whether the speech is fast."""
_NEAR_LIMIT = 0.9
"""Shifts are looked at where speech runs at this share of the reading speed or faster."""


@dataclass(frozen=True, slots=True)
class Atom:
    """A word, or a piece of one, that no line break goes through."""

    piece: Piece
    start: int
    end: int
    line: int
    speaker: str
    """Of the word, shown or not."""
    label: int
    """Columns that the name takes if a cue begins here."""
    apart: int | None = None
    """The line of what is shown and not said, which has cues of its own; None for what is said."""


_Following = tuple[int, int | None, float]
"""When the next cue begins, if there is one: the shift from its first word in grains, the moment, and what it costs."""
_NOTHING_FOLLOWS: Sequence[_Following] = ((0, None, 0.0),)


@dataclass(slots=True)
class _Way:
    """The cheapest way to a place if the next cue is to begin at a certain moment, and the last cue of it."""

    cost: float
    begin: int
    first: int = 0
    shift: int = 0
    """Of the last cue."""
    breaks: tuple[int, ...] = ()
    end: int = 0


@dataclass(frozen=True, slots=True)
class Link:
    """One cue of the chain: the atoms `first` ≤ n < `last`."""

    first: int
    last: int
    breaks: tuple[int, ...]
    """The atoms before which its lines break."""
    begin: int
    end: int


class Chain:
    """The chain of cues for one run of words. Arrays over the places between them, made once; a place is an atom's number."""

    def __init__(self, atoms: Sequence[Atom], limits: CaptionProfile, clock: Timing, language: str) -> None:
        parts = [atom.piece for atom in atoms]
        costs = costs_between(parts, language)
        self.atoms = atoms
        self.clock = clock
        self.columns, self.max_lines = limits.max_characters, limits.max_lines
        self.room = self.columns * self.max_lines + self.max_lines
        self.text: Text = lay_out([part.text for part in parts], [part.glued for part in parts], costs)
        self.labels = [atom.label for atom in atoms]
        self.spoken = [atom.end for atom in atoms]
        self.sentence = [True, *(cost == SENTENCE for cost in costs[1:]), True]
        self.walls, self.joints, self.inside, self.sentences = self._joints(costs)
        self.clause = [True, *(cost <= COMMA for cost in costs[1:]), True]
        self.clause_before, self.clause_after = _nearest(self.clause)
        self.moments = self._moments()
        self.grain = max(1, clock.sync // _GRAINS)
        self.followings: list[Sequence[_Following]] = [
            ((0, moment.begin, 0.0), (-(moment.early // self.grain), moment.begin - moment.early, _SHIFT * moment.early / 1000))
            if moment.early else ((0, moment.begin, 0.0),)
            for moment in self.moments
        ]

    def _joints(self, costs: Sequence[float]) -> tuple[list[bool], list[float], list[float], list[int]]:
        """Return for each place: must a cue end there, what that costs, and what it costs not to, summed up to there."""
        walls, joints, inside, sentences = [True], [0.0], [0.0], [0]
        for (left, right), cost in zip(pairwise(self.atoms), costs[1:], strict=True):
            pause = max(0, right.start - left.end)
            turn = left.speaker != right.speaker or left.apart != right.apart
            new_line = left.line != right.line
            leans, long = cost >= LEANS, pause > PAUSE_MS
            within = pause / 1000 * _PAUSE_INSIDE + _LINE_INSIDE * new_line + _SENTENCE_INSIDE * (cost == SENTENCE)
            within += _LONG_PAUSE_INSIDE * (long and not leans)
            if new_line:
                cost *= 1 - _LINE_EASES
            cost *= 1 - (_HESITATION_EASES if leans else _PAUSE_EASES) * min(1.0, pause / _LONG_PAUSE_MS)
            walls.append(turn or pause > _SILENCE_MS)
            joints.append(0.0 if walls[-1] or (long and not leans) else cost)
            inside.append(inside[-1] + within)
            sentences.append(sentences[-1] + (cost == SENTENCE))
        return [*walls, True], [*joints, 0.0], [*inside, inside[-1]], [*sentences, sentences[-1]]

    def _moments(self) -> list[Moment]:
        """Return for each place when a cue may begin there: with some choice only where the speech around is fast."""
        moments = [self.clock.moment(atom.start) for atom in self.atoms]
        hurried = self._hurried([moment.begin for moment in moments])
        return [moment if place in hurried else Moment(moment.begin) for place, moment in enumerate(moments)]

    def _hurried(self, begins: Sequence[int]) -> set[int]:
        """Return the places where some cue begins or ends that is close to being too fast or too short."""
        count, clock, starts = len(begins), self.clock, self.text.starts
        result: set[int] = set()
        wall = count
        for first in range(count - 1, -1, -1):
            for share in _SHARES:
                last = min(wall, max(first + 1, bisect_right(starts, starts[first] + self.room * share, first) - 1))
                if last == count:
                    continue
                width = self.text.ends[last - 1] - starts[first] + self.labels[first]
                if (begins[last] - clock.gap - begins[first]) * _NEAR_LIMIT < clock.needed(width):
                    result |= {first, last}
            if self.walls[first]:
                wall = first
        return result

    def links(self) -> list[Link]:
        """Return the cheapest chain."""
        count, infinite = len(self.atoms), float("inf")
        best: list[dict[int, _Way]] = [{} for _ in range(count + 1)]
        for shift, begin, price in self._followings(0, 0):
            best[0][shift] = _Way(price, begin or 0)
        ends, starts = self.text.ends, self.text.starts
        for first in range(count):
            ways = [(shift, way, self.clock.next_cut(way.begin)) for shift, way in _undominated(best[first])]
            least = min(way.cost for _, way, _ in ways) + _CUE
            reach = starts[first] + self.room - self.labels[first]
            for last in range(first + 1, count + 1):
                if last > first + 1 and (self.walls[last - 1] or ends[last - 1] > reach):
                    break
                known = best[last]
                dearest = max([way.cost for way in known.values()]) if known else infinite
                fixed = self.joints[last]
                if least + fixed >= dearest or least + (fixed := fixed + self._weight(first, last)) >= dearest:
                    continue
                lines = self._layout(first, last)
                if lines is None:
                    break
                fixed += lines[0]
                columns = self._columns(first, last)
                needed = self.clock.needed(columns)
                for shift, way, cut in ways:
                    free = way.begin + needed + self.clock.gap
                    for other, following, price in self._followings(last, free):
                        cost = way.cost + _CUE + fixed + price
                        if other in known:
                            hurried = following is not None and following < free
                            if cost + (_BREAKS_LIMIT if hurried else 0.0) >= known[other].cost:
                                continue
                        end, timed = self._timed(way.begin, self.spoken[last - 1], following, columns, needed, cut)
                        if other not in known or cost + timed < known[other].cost:
                            known[other] = _Way(cost + timed, following or 0, first, shift, lines[1], end)
        return self._walked(best)

    def _followings(self, place: int, free: int) -> Sequence[_Following]:
        """Return when the next cue may begin: with its first word; late, as long as the cue before needs until it is `free`;
        early, as much as may be, or as the cue before allows."""
        if place == len(self.moments):
            return _NOTHING_FOLLOWS
        fixed, moment = self.followings[place], self.moments[place]
        late = free - moment.begin
        if late > 0 and moment.late:
            late = min(moment.late, late)
            return (*fixed, (-(-late // self.grain), moment.begin + late, _SHIFT * _LATE * late / 1000))
        if 0 < -late < moment.early:
            return (*fixed, (late // self.grain, moment.begin + late, _SHIFT * -late / 1000))
        return fixed

    def _walked(self, best: Sequence[Mapping[int, _Way]]) -> list[Link]:
        chain: list[Link] = []
        last, shift = len(self.atoms), 0
        while last:
            way = best[last][shift]
            chain.append(Link(way.first, last, way.breaks, best[way.first][way.shift].begin, way.end))
            last, shift = way.first, way.shift
        return chain[::-1]

    def _layout(self, first: int, last: int) -> Layout | None:
        """Return the lines of a cue, None where they do not fit.

        A single word goes through that does not fit beside its speaker's name, so that no word is ever lost.
        """
        found = layout(self.text, first, last, self.labels[first], self.columns, self.max_lines)
        return found or ((_TOO_WIDE, ()) if last == first + 1 else None)

    def _columns(self, first: int, last: int) -> int:
        return self.text.ends[last - 1] - self.text.starts[first] + self.labels[first]

    def _weight(self, first: int, last: int) -> float:
        """Return what a cue costs beyond its end, its lines and its times: its length, and what it holds."""
        cost = self.inside[last - 1] - self.inside[first]
        if self.sentences[last - 1] > self.sentences[first]:
            cost += _ENDS_WITHIN_SENTENCE * (not self.sentence[last]) + _BEGINS_WITHIN_SENTENCE * (not self.sentence[first])
        tail, head = self.clause_before[last - 1], self.clause_after[first + 1]
        if tail > first and (dangling := 1 - self._columns(tail, last) / _CLAUSE_COLUMNS) > 0:
            cost += _DANGLES * dangling * (not self.clause[last])
        if head < last and (dangling := 1 - self._columns(first, head) / _CLAUSE_COLUMNS) > 0:
            cost += _DANGLES * dangling * (not self.clause[first])
        thin = 1 - self._columns(first, last) / (_FULL * self.columns * self.max_lines)
        if thin > 0:
            cost += _THIN * thin * thin
        return cost

    def _timed(
        self, begin: int, spoken: int, following: int | None, columns: int, needed: int, cut: int,
    ) -> tuple[int, float]:
        """Return when a cue ends, and what its times cost."""
        clock = self.clock
        end = clock.out_time(begin, spoken, following, needed, cut)
        cost = 0.0
        duration = end - begin
        if duration < needed:
            over = columns * 1000 / (max(1, duration) * clock.max_cps) - 1
            if over > 0:
                much = min(over, _UNREADABLE)
                cost += _BREAKS_LIMIT + much * (_FAST + _VERY_FAST * much) + _FAST * (over - much)
            if duration < clock.min_duration:
                cost += _BREAKS_LIMIT + _SHORT * (1 - duration / clock.min_duration) ** 2
        if spoken - begin > clock.max_duration:
            cost += _TOO_LONG * (spoken - begin - clock.max_duration) / 1000
        if spoken > end + _UNNOTICED_MS:
            cost += _LEAVES_EARLY * min(3.0, (spoken - end - _UNNOTICED_MS) / 1000)
        if following is not None and clock.gap < following - end < clock.close_gap and not clock.straddled(end, following + 1):
            cost += _FLICKERS
        if cut - clock.out_window <= end:
            cost += _STRADDLES * clock.straddled(begin, end) + _BREAKS_LIMIT * clock.unsettled(begin, end, following)
        return end, cost


def _undominated(ways: Mapping[int, _Way]) -> list[tuple[int, _Way]]:
    """Return the ways that no other one is both cheaper and sooner than."""
    result: list[tuple[int, _Way]] = []
    least = float("inf")
    for shift in sorted(ways):
        if ways[shift].cost < least:
            least = ways[shift].cost
            result.append((shift, ways[shift]))
    return result


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

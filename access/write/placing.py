"""Which description is spoken in which pause, and how fast: the best plan for the whole film, by measured durations.

Dynamic programming over what is wanted, in order of time. A state is what the told descriptions are worth together and when
the next may begin; one that is worth less and is free later than another is dropped, for whatever follows it could follow
the other. What a start costs falls in a few steps before the picture appears and never rises after, so that of all instants
only the soonest and those few steps need be tried, and the plan is the best there is among the texts and tempos tried.
"""

from __future__ import annotations

import math
from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from access.config import DescribeOptions
from access.model.nearness import BREATH_MS, MOST_LEAD_MS, lead, may_begin, reach, usable
from access.model.script import Matter, Omission, Placement, Wanted
from access.model.time import Span
from access.model.words import fastest

Say = Callable[[str], int]
"""Speaks a text at the voice's own tempo and returns how long that took, in ms."""

REST_MS = {"brief": 4_000, "standard": 2_000, "detailed": 1_000}
"""Before one that is not important: a film is not talked full (DCMP), and what matters is not crowded by what does not."""
_STEP_MS = 500
_STEP = 0.005
"""What each step before the picture costs."""
_PATIENCE_MS = 60_000
_PATIENCE = 0.02
"""What it costs to be told so long after it appeared, while it is there; more time costs no more."""
_LATE_MS = 3_000
_FAR = 0.1
"""What it costs to begin at the last instant within reach; nothing for so long after the picture is gone. Like all that
nearness costs it is less than any word lost: of two plans that say as much the nearer is better."""
_SHORTENED = 0.85
"""What a shorter text is worth at most against the whole one; each word that it lacks costs in proportion."""
_FAST = 0.02
"""What the highest tempo costs: any tempo is better than any lost word."""
_TEMPO_STEPS = 3
_PLANNED = 0.9
"""Share of the haste allowed that is planned with: what a voice makes of a rate is not exact, and the rest is for that."""
_MAX_STATES = 128
"""Of the table: more than any real film needs, and a bound on the time for one that is made to have no end."""


class _Form(NamedTuple):
    """One text of something wanted, measured."""

    text: str
    natural: int
    limit: float
    """The highest tempo that is planned with."""
    share: float
    """Of what the whole says."""


class _Way(NamedTuple):
    """One text at one tempo, as it may stand in one pause."""

    text: str
    tempo: float
    length: int
    """In ms."""
    worth: float
    """Beyond the core, which every way keeps."""


class _State(NamedTuple):
    """The best that can be told so far if the voice is silent at `free`. Plain, because there are very many."""

    free: int
    """In ms: when a description that matters may begin; others rest a little longer."""
    value: float
    last: tuple[_State, int, _Way, int] | None = None
    """What it came from; the number of what is wanted, how it is told, and when."""


def plan(
    wanted: Sequence[Wanted], gaps: Sequence[Span], say: Say, options: DescribeOptions
) -> tuple[tuple[Placement, ...], tuple[Omission, ...]]:
    """Choose what is spoken when, so that the most weight is kept; nothing sounds outside the gaps or over another text.

    Descriptions keep the order in which their pictures appear, none comes long before its picture or long after, and one that
    is not important leaves silence before it. Each is whole at its own tempo if it can be, else faster, else shorter, else an
    `Omission` with its reason. `say` measures a text; it is asked only for texts that have a gap within reach.
    """
    order = sorted(range(len(wanted)), key=lambda number: in_order(wanted[number]))
    rests = silences(wanted, options)
    rooms = _Rooms(gaps)
    pauses = {number: rooms.near(wanted[number]) for number in order}
    forms = {number: _forms(wanted[number], say, options) if pauses[number] else [] for number in order}
    states = [_State(-max(REST_MS.values()), 0.0)]
    for number in order:
        wish = wanted[number]
        told = [
            told for room in pauses[number]
            for told in _told(states, number, wish, room, _ways(wish, room, forms[number], options), rests[number])
        ]
        if told:
            states = _pruned([*states, *told], wish.span.start - MOST_LEAD_MS - max(REST_MS.values()))
    placements = _placements(max(states, key=lambda state: state.value), rooms, say, rests)
    spoken = {placement.wanted for placement in placements}
    omitted = [_omission(wanted[number], pauses[number], forms[number], options) for number in order if number not in spoken]
    return placements, tuple(omitted)


def worth(wish: Wanted, text: str, haste: float, start: int) -> float:
    """Return what it is worth to begin `text` at `start`; `haste` is 0 at the voice's own tempo, 1 at the highest allowed."""
    return wish.core + _spoken(wish, _share(text, wish), haste) * (1 - _distance(start, wish))


def kept(text: str, wish: Wanted) -> float:
    """Return how much of the weight a text keeps, whenever it is told."""
    return wish.core + _spoken(wish, _share(text, wish), haste=0.0)


def _share(text: str, wish: Wanted) -> float:
    """Return how much of the whole a text says."""
    whole = wish.texts[0]
    return 1.0 if text == whole else _SHORTENED * (0.25 + 0.75 * min(1.0, len(text) / len(whole)))


def in_order(wish: Wanted) -> tuple[int, int, int]:
    """Return what to sort by: when its picture appears, together, text first, and general before specific."""
    return wish.span.start, list(Matter).index(wish.matter), wish.span.end


def silences(wanted: Sequence[Wanted], options: DescribeOptions) -> tuple[int, ...]:
    """Return how long nothing may be told before each, in ms: a breath before what is important or goes on with it."""
    begun = {wish.span.start for wish in wanted if wish.important}
    rest = max(BREATH_MS, REST_MS[options.detail])
    return tuple(BREATH_MS if wish.important or wish.span.start in begun else rest for wish in wanted)


class _Rooms:
    """The pauses, found by time."""

    def __init__(self, gaps: Sequence[Span]) -> None:
        self._rooms = sorted(gap for gap in gaps if gap.duration)
        self._starts = [room.start for room in self._rooms]
        self._ends = [room.end for room in self._rooms]

    def near(self, wish: Wanted) -> tuple[Span, ...]:
        """Return what of the pauses is within reach: none begins sooner than it may be told, or later."""
        when = may_begin(wish.span, wish.matter)
        found = self._rooms[bisect_right(self._ends, when.start):bisect_right(self._starts, when.end)]
        return tuple(part for room in found if (part := usable(room, wish.span, wish.matter)))

    def end(self, start: int) -> int:
        """Return when the pause ends that `start` lies in."""
        return self._ends[bisect_right(self._starts, start) - 1]


def _forms(wish: Wanted, say: Say, options: DescribeOptions) -> list[_Form]:
    forms = []
    for text in wish.texts:
        natural = say(text)
        limit = 1 + _PLANNED * (fastest(text, natural, options.max_tempo, options.max_words_per_minute) - 1)
        forms.append(_Form(text, natural, limit, _share(text, wish)))
    return forms


def _ways(wish: Wanted, room: Span, forms: Sequence[_Form], options: DescribeOptions) -> list[_Way]:
    """Return each text at each tempo worth trying: its own, the one that just fills the pause, and steps up to the limit.

    One that is longer than another and worth no more is not tried. The longest and most worthy comes first.
    """
    ways = []
    for form in forms:
        tempos = {1.0 + (form.limit - 1.0) * step / _TEMPO_STEPS for step in range(_TEMPO_STEPS + 1)}
        if room.duration < form.natural <= room.duration * form.limit:
            tempos.add(form.natural / room.duration)
        for tempo in tempos:
            haste = (tempo - 1) / (options.max_tempo - 1) if options.max_tempo > 1 else 0.0
            length = _at(form.natural, tempo)
            if length <= room.duration:
                ways.append(_Way(form.text, tempo, length, _spoken(wish, form.share, haste)))
    kept: list[_Way] = []
    for way in sorted(ways, key=lambda way: (way.length, -way.worth)):
        if not kept or way.worth > kept[-1].worth:
            kept.append(way)
    return kept[::-1]


def _told(
    states: Sequence[_State], number: int, wish: Wanted, room: Span, ways: Sequence[_Way], silence: int,
) -> Iterator[_State]:
    """Yield the states after `wish` is told in `room`: as soon as can be, and at each step nearer to its picture's appearing.

    `states` are in order of time and value, so that of those that wait for the same instant the last is the best.
    """
    last, rest = wish.span.end + reach(wish.matter), silence - BREATH_MS
    soonest = [max(state.free + rest, room.start) for state in states]
    waiting = max(0, bisect_right(soonest, room.start) - 1)
    begins = list(zip(soonest[waiting:], states[waiting:], strict=True))
    for step in range(wish.span.start - lead(wish.matter), wish.span.start + 1, _STEP_MS):
        if step > room.start and (place := bisect_right(soonest, step)):
            begins.append((step, states[place - 1]))
    for start, state in begins:
        nearness = 1 - _distance(start, wish)
        for way in ways:
            if start <= last and start + way.length <= room.end:
                value = state.value + wish.core + way.worth * nearness
                yield _State(start + way.length + BREATH_MS, value, (state, number, way, start))


def _at(natural: int, tempo: float) -> int:
    """Return the length in ms at a tempo, never too short; a hair of a ms is the arithmetic's, not the clip's."""
    return math.ceil(natural / tempo - 1e-6)


def _spoken(wish: Wanted, share: float, haste: float) -> float:
    return (wish.weight - wish.core) * share * (1 - _FAST * haste)


def _distance(start: int, wish: Wanted) -> float:
    """Return what it costs to begin then: falling by steps till the picture appears, rising from then on."""
    about = wish.span
    if start < about.start:
        return _STEP * math.ceil((about.start - start) / _STEP_MS)
    waited = min(1.0, (start - about.start) / _PATIENCE_MS)
    late = max(0, start - about.end - _LATE_MS) / (reach(wish.matter) - _LATE_MS)
    return _PATIENCE * waited + _FAR * late


def _pruned(states: Sequence[_State], horizon: int) -> list[_State]:
    """Keep the states that no other beats in both value and time; before `horizon` time does not matter any more."""
    kept: list[_State] = []
    best = float("-inf")
    for state in sorted(states, key=lambda state: (max(state.free, horizon), -state.value)):
        if state.value > best + 1e-9:
            kept.append(state)
            best = state.value
    if len(kept) <= _MAX_STATES:
        return kept
    step = (len(kept) - 1) / (_MAX_STATES - 1)
    return [kept[round(number * step)] for number in range(_MAX_STATES)]


def _placements(
    state: _State, rooms: _Rooms, say: Say, rests: Sequence[int],
) -> tuple[Placement, ...]:
    """Follow the best state back; give each text the time that is left before the next, so that none hurries for nothing."""
    found: list[Placement] = []
    until: int | None = None
    while state.last is not None:
        state, number, way, start = state.last
        end = rooms.end(start)
        space = (end if until is None else min(end, until)) - start
        natural = say(way.text)
        tempo = max(1.0, natural / space) if way.tempo > 1 else 1.0
        found.append(Placement(number, way.text, Span(start, start + min(space, _at(natural, tempo))), tempo, space))
        until = start - rests[number]
    return tuple(reversed(found))


def _omission(wish: Wanted, near: Sequence[Span], forms: Sequence[_Form], options: DescribeOptions) -> Omission:
    if not near:
        before, after = lead(wish.matter) // 1000, reach(wish.matter) // 1000
        reason = f"there is no pause in the speech from {before} s before it to {after} s after it"
    else:
        shortest = min(forms, key=lambda form: form.natural)
        needed = _at(shortest.natural, fastest(
            shortest.text, shortest.natural, options.max_tempo, options.max_words_per_minute))
        longest = max(room.duration for room in near)
        reason = (
            f"even its shortest form takes {needed / 1000:.1f} s and the longest pause near it lasts {longest / 1000:.1f} s"
            if needed > longest else "other texts took the pauses near it"
        )
    return Omission(
        wish.span, wish.texts[0], reason, wish.matter, wish.weight, wish.important, wish.doubts)

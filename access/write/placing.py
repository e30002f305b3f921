"""Which description is spoken in which pause, and how fast: the most that fits, by measured durations."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from access.config import DescribeOptions
from access.model.script import Omission, Placement, Wanted
from access.model.time import Span
from access.model.words import fastest

Say = Callable[[str], int]
"""Speaks a text at the voice's own tempo and returns how long that took, in ms."""

BREATH_MS = 400
"""Between two descriptions in one pause."""
_REACH_MS = 10_000
"""A description may begin this long before its picture appears, or after it is gone, but had better not."""
_EARLY_MS = 2_000
_LATE_MS = 3_000
"""It had best begin no earlier before, and no later after."""
_SHORTENED = 0.85
"""What a shorter text is worth at most against the whole one; each word that it lacks costs in proportion."""
_FAST = 0.05
"""What the highest tempo costs: any tempo is better than any lost word."""
_FAR = 0.3
"""What it costs to be out of reach but for the last ms."""
_TEMPO_STEPS = 4
_PLANNED = 0.9
"""Share of the haste allowed that is planned with: what a voice makes of a rate is not exact, and the rest is for that."""
_MAX_STATES = 64
"""Of the table: more than any real film needs, and a bound on the time for one that is made to have no end."""


class _Way(NamedTuple):
    """One text at one tempo, as it may stand in one pause."""

    text: str
    tempo: float
    length: int
    """In ms."""
    worth: float


class _State(NamedTuple):
    """The best that can be told so far if the voice is silent again at `free`. Plain, because there are very many."""

    free: int
    """In ms: when the next description may begin."""
    value: float
    last: tuple[_State, int, _Way, int] | None = None
    """What it came from; the number of what is wanted, how it is told, and when."""


def plan(
    wanted: Sequence[Wanted], gaps: Sequence[Span], say: Say, options: DescribeOptions
) -> tuple[tuple[Placement, ...], tuple[Omission, ...]]:
    """Choose what is spoken when, so that the most weight is kept; nothing sounds outside the gaps or over another text.

    Descriptions keep the order in which their pictures appear. Each is whole at its own tempo if it can be, else faster,
    else shorter, else an `Omission` with its reason. `say` measures a text; it is asked only for texts that have a gap
    within reach. Dynamic programming over the list in order of time, so it grows with its length alone.
    """
    order = sorted(range(len(wanted)), key=lambda number: wanted[number].span)
    rooms = [gap for gap in sorted(gaps) if gap.duration]
    states = [_State(0, 0.0)]
    for number in order:
        wish = wanted[number]
        told = [
            told for room in rooms if room.overlap(_reach(wish))
            for told in _told(states, number, wish, room, _ways(wish, room, say, options))
        ]
        states = _pruned([*states, *told], max(0, wish.span.start - _REACH_MS))
    placements = _placements(max(states, key=lambda state: state.value), rooms, say)
    spoken = {placement.wanted for placement in placements}
    omitted = [_omission(wanted[number], rooms, say, options) for number in order if number not in spoken]
    return placements, tuple(omitted)


def _reach(wish: Wanted) -> Span:
    return wish.span.padded(_REACH_MS)


def _ways(wish: Wanted, room: Span, say: Say, options: DescribeOptions) -> list[_Way]:
    """Return each text at each tempo worth trying: its own, the one that just fills the pause, and steps up to the limit."""
    ways = []
    for text in wish.texts:
        natural = say(text)
        limit = 1 + _PLANNED * (fastest(text, natural, options.max_tempo, options.max_words_per_minute) - 1)
        tempos = {1.0 + (limit - 1.0) * step / _TEMPO_STEPS for step in range(_TEMPO_STEPS + 1)}
        if room.duration < natural <= room.duration * limit:
            tempos.add(natural / room.duration)
        for tempo in tempos:
            haste = (tempo - 1) / (options.max_tempo - 1) if options.max_tempo > 1 else 0.0
            length = _at(natural, tempo)
            if length <= room.duration:
                ways.append(_Way(text, tempo, length, wish.weight * _share(text, wish) * (1 - _FAST * haste)))
    return ways


def _told(states: Sequence[_State], number: int, wish: Wanted, room: Span, ways: Sequence[_Way]) -> Iterator[_State]:
    """Yield the states after `wish` is told in `room`: as soon as can be, and when its picture appears."""
    first, last = max(room.start, wish.span.start - _REACH_MS), wish.span.end + _REACH_MS
    for state in states:
        earliest = max(state.free, first)
        for way in ways:
            latest = min(room.end - way.length, last)
            if latest < earliest:
                continue
            for start in {earliest, min(max(wish.span.start, earliest), latest)}:
                value = state.value + way.worth * (1 - _distance(start, wish.span))
                yield _State(start + way.length + BREATH_MS, value, (state, number, way, start))


def _at(natural: int, tempo: float) -> int:
    """Return the length in ms at a tempo, never too short; a hair of a ms is the arithmetic's, not the clip's."""
    return math.ceil(natural / tempo - 1e-6)


def _share(text: str, wish: Wanted) -> float:
    """Return how much of the whole a text says."""
    whole = wish.texts[0]
    return 1.0 if text == whole else _SHORTENED * (0.25 + 0.75 * min(1.0, len(text) / len(whole)))


def _distance(start: int, about: Span) -> float:
    """Return what it costs to begin then: little while the picture is there or nearly, more outside."""
    early, late = about.start - start, start - about.end
    away = max(early - _EARLY_MS, late - _LATE_MS, 0)
    close = max(early, start - about.start, 0) / 1_000_000  # of two good instants, the one nearer to its appearing
    return _FAR * min(1.0, away / (_REACH_MS - _EARLY_MS)) + min(close, 0.01)


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


def _placements(state: _State, rooms: Sequence[Span], say: Say) -> tuple[Placement, ...]:
    """Follow the best state back; give each text the time that is left before the next, so that none hurries for nothing."""
    found: list[Placement] = []
    following: int | None = None
    while state.last is not None:
        state, number, way, start = state.last
        end = next(room.end for room in rooms if room.start <= start and start + way.length <= room.end)
        space = (end if following is None else min(end, following - BREATH_MS)) - start
        natural = say(way.text)
        tempo = max(1.0, natural / space) if way.tempo > 1 else 1.0
        found.append(Placement(number, way.text, Span(start, start + min(space, _at(natural, tempo))), tempo, space))
        following = start
    return tuple(reversed(found))


def _omission(wish: Wanted, rooms: Sequence[Span], say: Say, options: DescribeOptions) -> Omission:
    near = [room for room in rooms if room.overlap(_reach(wish))]
    if not near:
        reason = f"there is no pause in the speech within {_REACH_MS // 1000} s of it"
    else:
        shortest = min(wish.texts, key=say)
        natural = say(shortest)
        needed = _at(natural, fastest(shortest, natural, options.max_tempo, options.max_words_per_minute))
        longest = max(room.duration for room in near)
        reason = (
            f"even its shortest form takes {needed / 1000:.1f} s and the longest pause near it lasts {longest / 1000:.1f} s"
            if needed > longest else "other texts took the pauses near it"
        )
    return Omission(wish.span, wish.texts[0], reason)

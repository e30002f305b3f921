"""Where descriptions that a person put into the film are spoken: there, in the order and the words that they chose.

The times of a cue say when it begins. When it ends, nobody knows before it is spoken: so where a pause goes on, a text may.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from access.config import DescribeOptions
from access.model.nearness import BREATH_MS
from access.model.script import Omission, Placement, Wanted
from access.model.time import Span
from access.model.words import fastest
from access.write.placing import Say


def rooms(cues: Sequence[Span], gaps: Sequence[Span]) -> tuple[Span, ...]:
    """Return the room that each cue has: its own, and what is left of the pause that it begins in, up to the next cue."""
    pauses = sorted(gaps)
    starts = sorted({cue.start for cue in cues})
    found: dict[int, Span] = {}
    for cue in sorted(cues):
        after = bisect_right(starts, cue.start)
        following = starts[after] if after < len(starts) else None
        pause = pauses[at] if (at := bisect_right([one.start for one in pauses], cue.start) - 1) >= 0 else cue
        on = pause.end if cue.start in pause else cue.end
        if following is not None:
            on = min(on, following - BREATH_MS)
        end = max(cue.end, on)
        found.setdefault(cue.start, Span(cue.start, end if following is None else min(end, following)))
    return tuple(found.values())


def as_put(
    wanted: Sequence[Wanted], gaps: Sequence[Span], say: Say, options: DescribeOptions,
) -> tuple[tuple[Placement, ...], tuple[Omission, ...]]:
    """Place each text in the room that begins where it does, at its own tempo or faster, or leave it out with the reason.

    `gaps` are the `rooms`. Of two that begin together, the one that ends first is spoken.
    """
    free = {room.start: room for room in gaps}
    placements, omitted = [], []
    for number in sorted(range(len(wanted)), key=lambda number: wanted[number].span):
        wish, room = wanted[number], free.pop(wanted[number].span.start, None)
        text = wish.texts[0]
        if room is None:
            omitted.append(_left_out(wish, "another description begins where it was put"))
            continue
        natural = say(text)
        tempo = max(1.0, natural / room.duration) if room.duration else float("inf")
        limit = fastest(text, natural, options.max_tempo, options.max_words_per_minute)
        if tempo <= limit:
            length = min(room.duration, round(natural / tempo))
            placements.append(Placement(number, text, Span(room.start, room.start + length), tempo, room.duration))
        else:
            omitted.append(_left_out(wish, (
                f"it takes {natural / limit / 1000:.1f} s at the fastest, and there is room for {room.duration / 1000:.1f} s "
                "where it was put")))
    return tuple(placements), tuple(omitted)


def _left_out(wish: Wanted, reason: str) -> Omission:
    return Omission(wish.span, wish.texts[0], reason, wish.matter, wish.weight, wish.important, wish.doubts)

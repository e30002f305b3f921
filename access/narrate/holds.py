"""Where a film may hold still: in no word, at a cut where there is one, and before what is told then (DCMP). Pure.

Apart from the loop that decides what is told, because it asks nothing of a voice.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from access.model.time import Span, between, merged

_LEAST_MS = 120
"""A shorter silence is the closure of a consonant, not a pause."""
_SHORT_MS = 1_000
"""A pause up to this long is held in its middle; a longer one at each second."""
_SNAP_MS = 1_000
"""An instant this near a cut in the same pause gives way to the cut."""
_CLEAR_MS = 100
"""Kept between a hold and speech where the pause allows it, and between a hold and a description."""
_UNBROKEN_MS = 10_000
"""Where someone speaks on for longer, the longest space between two words in every such stretch is a stop as well."""
_CLOSE_MS = 5_000
"""Told earlier than this before it is seen, with speech between, it is better told late (DCMP wants it before)."""
_REACH_MS = 15_000
"""A hold farther from what it tells of would puzzle more than it helps."""


def stops(voiced: Sequence[Span], words: Sequence[Span], cuts: Sequence[int], duration: int) -> tuple[int, ...]:
    """Return the instants (ms) at which a film of `duration` ms may hold still, in order of time.

    Speech is what voice activity or the words say; `cuts` are where shots begin.
    """
    speech, spoken, shots = merged([*voiced, *words]), merged(words), sorted(cuts)
    pauses = [pause for pause in between(speech, Span(0, duration)) if pause.duration >= _LEAST_MS or pause.start == 0]
    found = {instant for pause in pauses for instant in _in_pause(pause, shots)}
    spaces = [Span(before.end, after.start) for before, after in pairwise(spoken)]
    for stretch in between(pauses, Span(0, duration)):
        found.update(_between_words(stretch, spaces))
    return tuple(sorted(found))


def _in_pause(pause: Span, cuts: Sequence[int]) -> Iterator[int]:
    inside = cuts[bisect_left(cuts, pause.start):bisect_right(cuts, pause.end)]
    yield from inside
    clear = pause.padded(-_CLEAR_MS if pause.start else 0, -_CLEAR_MS)
    grid = [*range(clear.start, clear.end, 1_000), clear.end] if pause.duration > _SHORT_MS else [pause.middle]
    yield from (instant for instant in grid if all(abs(instant - cut) > _SNAP_MS for cut in inside))


def _between_words(stretch: Span, spaces: Sequence[Span]) -> Iterator[int]:
    """Yield a space between words in every 10 s of a stretch in which someone speaks all the time."""
    for start in range(stretch.start + _UNBROKEN_MS // 2, stretch.end - _UNBROKEN_MS // 2, _UNBROKEN_MS):
        end = start + _UNBROKEN_MS
        first, last = (bisect_left(spaces, at, key=lambda space: space.middle) for at in (start, end))
        if here := [space for space in spaces[first:last] if stretch.start <= space.start and space.end <= stretch.end]:
            yield max(here, key=lambda space: space.duration).middle


def hold_point(about: Span, stops: Iterable[int], told: Sequence[Span] = ()) -> int | None:
    """Return where to hold for what is seen in `about`: the last stop before it appears, if that is close to it.

    Else the first one while it shows, else the last one before; None where there is none within 15 s. `told` is what is
    described in pauses, which no hold may tear.
    """
    first, last = about.start - _REACH_MS, max(about.start, min(about.end, about.start + _REACH_MS))
    torn = [span.padded(_CLEAR_MS) for span in told if first - _CLEAR_MS <= span.end and span.start <= last + _CLEAR_MS]
    free = sorted(
        stop for stop in stops if first <= stop <= last and not any(span.start < stop < span.end for span in torn))
    before = [stop for stop in free if stop <= about.start]
    while_shown = [stop for stop in free if stop > about.start]
    if before and (about.start - before[-1] <= _CLOSE_MS or not while_shown):
        return before[-1]
    return while_shown[0] if while_shown else None

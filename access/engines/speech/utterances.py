"""Voiced spans made into utterances: what a recogniser is given at once. Shared by every engine that decodes piece by piece."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from access.model.time import Span, merged

PAD_MS = 200
"""Sound kept on either side of a voice: the gate cuts soft onsets."""
JOIN_MS = 500
"""A shorter pause does not end an utterance."""
PAUSE_MS = 400
"""A pause between phrases: a window may end there as well as in a longer one."""
APART_MS = 3_000
"""So long a pause is not given to a recogniser that looks at a fixed window: it invents words for silence."""


def utterances(voiced: Sequence[Span], bounds: Span, longest: int = 20_000) -> tuple[Span, ...]:
    """Return padded, disjoint spans of speech of about `longest` ms at most.

    Neighbours are joined across short pauses until the utterance is full; a single voiced span that is longer than
    `longest` is cut evenly, since nothing shows a better place.
    """
    result: list[Span] = []
    for span in merged(voiced):
        pieces = _cut(span, longest)
        if result and span.start - result[-1].end < JOIN_MS and span.end - result[-1].start <= longest:
            result[-1] = Span(result[-1].start, span.end)
        else:
            result.extend(pieces)
    return tuple(_padded(result, bounds))


def windows(voiced: Sequence[Span], bounds: Span, longest: int) -> tuple[Span, ...]:
    """Return padded, disjoint spans of speech as near `longest` ms as they come, for a recogniser whose cost is by the window.

    A window that is full ends at the last pause of `PAUSE_MS` in its second half, else at the longest there; no window holds a
    pause of `APART_MS`.
    """
    result: list[Span] = []
    waiting: list[Span] = []
    room = longest - 2 * PAD_MS
    for span in (piece for one in merged(voiced) for piece in _cut(one, room)):
        if waiting and span.start - waiting[-1].end >= APART_MS:
            result.append(Span(waiting[0].start, waiting[-1].end))
            waiting = []
        waiting.append(span)
        while span.end - waiting[0].start > room:
            late = [n for n in range(1, len(waiting)) if waiting[n - 1].end - waiting[0].start >= room // 2]
            cut = max(late or [len(waiting) - 1], key=lambda n: (min(waiting[n].start - waiting[n - 1].end, PAUSE_MS), n))
            result.append(Span(waiting[0].start, waiting[cut - 1].end))
            waiting = waiting[cut:]
    if waiting:
        result.append(Span(waiting[0].start, waiting[-1].end))
    return tuple(_padded(result, bounds))


def _cut(span: Span, longest: int) -> tuple[Span, ...]:
    return span.shared_out([1] * (-(-span.duration // longest) or 1))


def _padded(spans: list[Span], bounds: Span) -> list[Span]:
    """Pad each span by `PAD_MS`, by half of the pause where two would meet."""
    walls = [bounds.start, *((a.end + b.start) // 2 for a, b in pairwise(spans)), bounds.end]
    return [
        Span(max(span.start - PAD_MS, left, 0), max(span.start, min(span.end + PAD_MS, right)))
        for span, left, right in zip(spans, walls, walls[1:], strict=False)
    ]

"""Words given to those who speak them, whoever told the speakers apart: the channels, or an engine by the voices."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import replace
from itertools import accumulate

from access.model.findings import Turn, Word
from access.model.time import Span


def spoken_by(words: Sequence[Word], turns: Sequence[Turn]) -> tuple[Word, ...]:
    """Return the words with their speakers, named `Speaker 1`, `Speaker 2`, … in the order in which they first speak.

    A word is that one's whose turn holds most of it, else whose turn is nearest. Where all is one speaker's, nobody is named:
    a name tells people apart.
    """
    if not turns:
        return tuple(words)
    order = sorted(turns, key=lambda turn: turn.span)
    starts = [turn.span.start for turn in order]
    ends = list(accumulate((turn.span.end for turn in order), max))
    owners = [_owner(word.span, order, starts, ends) for word in words]
    names = {owner: f"Speaker {number}" for number, owner in enumerate(dict.fromkeys(owners), 1)}
    if len(names) < 2:
        return tuple(words)
    return tuple(replace(word, speaker=names[owner]) for word, owner in zip(words, owners, strict=True))


def _owner(span: Span, turns: Sequence[Turn], starts: Sequence[int], ends: Sequence[int]) -> str:
    """Return whose turn it is. `ends` holds the latest end up to each turn: turns may overlap."""
    first, last = bisect_right(ends, span.start), bisect_left(starts, max(span.end, span.start + 1))
    if first < last:
        held: dict[str, int] = {}
        for turn in turns[first:last]:
            held[turn.speaker] = held.get(turn.speaker, 0) + turn.span.overlap(Span(span.start, max(span.end, span.start + 1)))
        best = max(held, key=lambda speaker: held[speaker])
        if held[best]:
            return best
    near = turns[max(0, first - 1):last + 1]
    return min(near, key=lambda turn: max(turn.span.start - span.end, span.start - turn.span.end)).speaker

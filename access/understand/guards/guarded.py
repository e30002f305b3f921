"""What a guard gives back. Apart, because all of them do."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from statistics import median

from access.files import printable
from access.model.findings import Remark, Word
from access.model.time import Span

_QUOTED = 60
"""Letters of what was said that a remark repeats."""

Again = Callable[[Sequence[Span]], tuple[Word, ...] | None]
"""Hears spans once more, on their own and without terms, and returns words whose times fit; None where it cannot be done."""


@dataclass(frozen=True, slots=True)
class Guarded:
    words: tuple[Word, ...]
    remarks: tuple[Remark, ...] = ()


def quoted(words: Sequence[Word]) -> str:
    text = printable(" ".join(word.text for word in words))
    return f"“{text if len(text) <= _QUOTED else text[:_QUOTED].rstrip() + '…'}”"


def extent(words: Sequence[Word]) -> Span:
    """Return the time from the first word to the last, whatever order their times have."""
    return Span(min(word.span.start for word in words), max(word.span.end for word in words))


def usual_confidence(words: Sequence[Word]) -> float:
    """Return the confidence that half of the words have: what an engine's figure means depends on the engine."""
    return float(median(word.confidence for word in words)) if words else 0.0


def utterances(words: Sequence[Word], pause: int) -> list[range]:
    """Return what was said in one go: up to the end of a sentence, or a pause of `pause` ms."""
    result, first = [], 0
    for place, word in enumerate(words):
        last = place + 1 == len(words)
        if last or word.text.rstrip("\"'”’»)）」』").endswith(_ENDS) or words[place + 1].span.start - word.span.end >= pause:
            result.append(range(first, place + 1))
            first = place + 1
    return result


_ENDS = (".", "!", "?", "…", "。", "！", "？", "؟", "।")

"""What is said around a time: what the speech says nobody has to describe or read aloud."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from rapidfuzz.distance import Indel

from access.model.findings import Word
from access.model.time import Span
from access.model.words import spoken_forms
from access.write.wording import content_words

_NEAR_MS = 5_000
"""A text is heard if it is spoken this long before it appears or after it is gone."""
_LONGEST_WORD_MS = 10_000
"""Of a word's span, so that few need be looked at."""
_MOSTLY = 0.6
"""Share of its content words that must be heard."""
_FEW = 3
"""Fewer content words than this fall by chance: such a text is heard if it is said as it stands."""
_SAME_WORD = 0.8


class Speech:
    """The spoken words of a film, looked up by time."""

    def __init__(self, spoken: Sequence[Word], language: str) -> None:
        self._words = sorted(spoken, key=lambda word: word.span)
        self._starts = [word.span.start for word in self._words]
        self._language = language
        self.end = max((word.span.end for word in spoken), default=0)
        """When the last word has been said, in ms; 0 where nobody speaks."""

    def says(self, text: str, seen: Span) -> bool:
        """Return whether a text that is to be seen during `seen` is said then, or just before or after."""
        near = self._near(seen)
        if not near:
            return False
        words, run = content_words(text, self._language), "".join(near)
        if len(words) < _FEW:
            return "".join(spoken_forms(text)) in run
        forms = set(near)
        return sum(_is_spoken(word, forms, run) for word in words) >= _MOSTLY * len(words)

    def _near(self, seen: Span) -> list[str]:
        around = seen.padded(_NEAR_MS)
        first = bisect_left(self._starts, around.start - _LONGEST_WORD_MS)
        words = self._words[first:bisect_left(self._starts, around.end)]
        return [form for word in words if word.span.overlap(around) for form in spoken_forms(word.text)]


def alike(word: str, other: str) -> bool:
    """Return whether two words in spoken form are one, read or heard a little differently."""
    if word == other:
        return True
    if min(len(word), len(other)) < 4 or 2 * min(len(word), len(other)) < _SAME_WORD * (len(word) + len(other)):
        return False
    return Indel.normalized_similarity(word, other, score_cutoff=_SAME_WORD) > 0


def _is_spoken(word: str, near: set[str], run: str) -> bool:
    """Return whether it is among the words `near`, or nearly, or several of them run together as readers of text do."""
    if word in near or (len(word) >= 8 and word in run):
        return True
    return any(alike(word, other) for other in near)

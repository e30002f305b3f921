"""Whether two texts say the same thing: a sentence over again, or a piece of what the question was asked with."""

from __future__ import annotations

from collections.abc import Sequence

from rapidfuzz import fuzz

from access.lexis.commonness import has_list, small
from access.model.words import spoken_forms

_REPEATS = 80
"""How alike two texts may be, 0 to 100, without being the same thing said twice."""
_SAME_WORD = 80
"""How alike two words are, 0 to 100, that a model spells in two ways."""
_STEM = 3
"""Letters with which two forms of one word begin at least: `sits` and `sitting`."""
_COPIED_WORDS = 3
_COPIED = 0.8
"""Share of a sentence's words, in their order, that stand in one text: it is that text, and not about it."""


def repeats(text: str, other: str, language: str) -> bool:
    """Tell whether a sentence says again what a text that was told says: the same words, and none that matters is new."""
    words, told = spoken_forms(text), spoken_forms(other)
    one, two = " ".join(words), " ".join(told)
    if f" {one} " in f" {two} ":
        return True
    if len(words) <= _COPIED_WORDS:
        return False
    if max(fuzz.ratio(one, two), fuzz.token_sort_ratio(one, two), fuzz.partial_ratio(one, two)) < _REPEATS:
        return False
    return all(
        (has_list(language) and small(word, language)) or any(_same_word(word, said) for said in told)
        for word in words)


def _same_word(one: str, other: str) -> bool:
    if any(map(str.isdigit, one + other)):
        return one == other
    stem = max(_STEM, min(len(one), len(other)) - 1)
    return one[:stem] == other[:stem] or fuzz.ratio(one, other) >= _SAME_WORD


def copies(text: str, line: str, least: int = _COPIED_WORDS) -> bool:
    """Tell whether a sentence is a piece of a text from the file, not about it: what obeys that text is such a piece.

    One of fewer than `least` words must be all of that text.
    """
    words, given = spoken_forms(text), spoken_forms(line)
    if len(words) < least:
        return bool(words) and words == given
    joined = " ".join(words)
    if len(given) < len(words) * _COPIED or fuzz.partial_ratio(joined, " ".join(given)) < 100 * _COPIED:
        return False
    return _in_order(words, given) >= _COPIED * len(words)


def _in_order(words: Sequence[str], given: Sequence[str]) -> int:
    """Return how many of `words` stand in `given` in the same order (their longest common subsequence)."""
    row = [0] * (len(given) + 1)
    for word in words:
        before = 0
        for place, other in enumerate(given, 1):
            before, row[place] = row[place], before + 1 if word == other else max(row[place], row[place - 1])
    return row[-1]

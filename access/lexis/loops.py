"""Texts that caught themselves repeating: a word without an end, the same phrase again and again."""

from __future__ import annotations

import re
from collections.abc import Sequence

_LONGEST_PHRASE, _TIMES = 12, 3
_LONGEST_WORD = 45
_SAME_SIGN = re.compile(r"([^\W\d_])\1{4,}|([^\w\s])\2{5,}|(\d)\3{9,}")
_FEW_WORDS, _VARIED = 24, 0.34


def loops(text: str) -> bool:
    """Tell whether a text caught itself repeating."""
    if _SAME_SIGN.search(text):
        return True
    words = [form for form in (word.strip(".,;:!?\"'").casefold() for word in text.split()) if form]
    if any(len(word) > _LONGEST_WORD for word in words):
        return True
    if len(words) >= _FEW_WORDS and len(set(words)) < _VARIED * len(words):
        return True
    return any(_repeats(words, length) for length in range(1, min(_LONGEST_PHRASE, len(words) // _TIMES) + 1))


def _repeats(words: Sequence[str], length: int) -> bool:
    """Tell whether a phrase of so many words stands three times and more in a row."""
    run = 0
    for here, there in zip(words, words[length:], strict=False):
        run = run + 1 if here == there else 0
        if run >= (_TIMES - 1) * length:
            return True
    return False

"""What an answer says to be written or counted in the picture, held against what was read there and what is known besides.

OCR misreads, breaks words at the ends of lines and forgets blanks; people write one number in several ways. None of that is an
untruth.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from rapidfuzz import fuzz

from access.lexis.quotes import quotes
from access.model.words import spoken_forms

_MANY = 12
"""A larger number was read, not counted."""
_SAME_TEXT = 85
_FEW_LETTERS = 3
"""So short a quote must be a word that was read: it is found in any text."""
_NUMBER = re.compile(r"\d+(?:[.,:'’/\u00a0\u202f]\d+)*(?:[ ]\d{3}(?!\d))*")
_SEPARATOR = re.compile(r"[.,:'’/ \u00a0\u202f]")
_BROKEN = re.compile(r"(?<=\w)-\s+(?=[^\W\d_])")
_THOUSAND = 3


def was_read(quote: str, texts: Sequence[str]) -> bool:
    """Tell whether a quote stands in what was read, on one line or over several, give or take some letters."""
    said = _even(quote)
    shown = _even(_BROKEN.sub("", "\n".join(texts)))
    if not said:
        return True
    if len(said) <= _FEW_LETTERS:
        return said in shown.split()
    return max(_likeness(said, shown), _likeness(said.replace(" ", ""), shown.replace(" ", ""))) >= _SAME_TEXT


def unread(text: str, texts: Sequence[str], known: Sequence[str] = ()) -> list[str]:
    """Return what a sentence quotes, and numbers too large to be counted, that nobody read in `texts` or knows from `known`."""
    strange = [
        quote for quote in quotes(text) if not was_read(quote, texts) and not any(was_read(quote, (one,)) for one in known)]
    numbers = {value for one in (*texts, *known) for number in _NUMBER.findall(one) for value in _values(number)}
    return strange + [
        number for number in _NUMBER.findall(text)
        if not (_values(number) & numbers) and not any(number in quote for quote in strange)
        and not (number.isdigit() and int(number) <= _MANY)]


def _even(text: str) -> str:
    return " ".join(spoken_forms(text))


def _likeness(said: str, shown: str) -> float:
    """Return how much of a quote stands in what was read, 0 to 100. What was not read at all cannot bear a longer quote."""
    return fuzz.partial_ratio(said, shown) if len(said) <= len(shown) else fuzz.ratio(said, shown)


def _values(number: str) -> set[str]:
    """Return what a number may mean: `1,234` is 1234 to some and 1.234 to others."""
    parts = [part for part in _SEPARATOR.split(number) if part]
    whole = "".join(parts).lstrip("0") or "0"
    if len(parts) == 1:
        return {whole}
    fraction = parts[-1].rstrip("0")
    decimal = ("".join(parts[:-1]).lstrip("0") or "0") + (f".{fraction}" if fraction else "")
    grouped = all(len(part) == _THOUSAND for part in parts[1:])
    return {decimal, whole} if grouped else {decimal}

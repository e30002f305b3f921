"""Whether a text says what stands in a picture, though a reader of pictures misread a letter, and a writer put it otherwise.

On the ground because what adds the text that is missing and what checks that none is must agree on it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import SequenceMatcher

from access.lexis.quotes import quotes
from access.model.languages import spaceless_letters
from access.model.words import spoken_form, spoken_forms

_ALIKE = 0.8
"""Share of letters in common from which two words are one, misread."""
_LEAST_ALIKE = 4
"""Letters; shorter words differ by one letter as often as they are misread."""
_GLUED = 6
"""Letters, from which a word that an engine ran together is looked for across words."""
_LONG = 8
"""Words; of so many, one in ten may be put otherwise."""
_MAY_DIFFER = 0.1
_FEW = 2
"""Words; so few may well stand in a text by chance: only as they are written, or in quotation marks, do they count."""
_PARTS = re.compile(r"[-–—/|:.,'’&+]+")
_DATE = r"\d{1,2}[./-]\d{1,2}[./-]\d{2,4}|\d{4}-\d{2}-\d{2}"
_GROUPED = r"\d{1,3}(?:[.,'’ \u00a0\u202f]\d{3})+(?!\d)(?:[.,]\d+)?"
_NUMBER = re.compile(rf"(?P<date>(?<!\d)(?:{_DATE})(?!\d))|(?P<grouped>(?<![\d.,]){_GROUPED})|\d+(?:[.,]\d+)?")
_BLANK = re.compile(r"[ \u00a0\u202f]")


def numbers(text: str) -> list[tuple[str, ...]]:
    """Return the numbers in a text, in order, each in every way it may be meant.

    What only sets digits apart is no part of one: 1,234 is 1.234 and 1 234; this may as well be two, 1 and 234. A date is its
    day, its month and its year.
    """
    found: list[tuple[str, ...]] = []
    for match in _NUMBER.finditer(text):
        number = match.group()
        if match["date"]:
            found += [(plain_number(part),) for part in re.split(r"[./-]", number)]
        else:
            parts = _BLANK.split(number)
            found.append(tuple(dict.fromkeys(map(plain_number, (number, *(parts if len(parts) > 1 else ()))))))
    return found


def all_numbers(*texts: str) -> frozenset[str]:
    """Return every number that may be meant in texts."""
    return frozenset(one for text in texts for ways in numbers(text) for one in ways)


def plain_number(number: str) -> str:
    """Return a number as its digits, with a point before decimals. A group of three digits is no decimals."""
    parts = re.split(r"[.,'’ \u00a0\u202f]", number.strip())
    if len(parts) > 1 and all(len(part) == 3 for part in parts[1:]) and len(parts[0]) <= 3 and parts[0] != "0":
        return "".join(parts).lstrip("0") or "0"
    whole, decimals = ("".join(parts[:-1]), parts[-1]) if len(parts) > 1 else (parts[0], "")
    whole = whole.lstrip("0") or "0"
    decimals = decimals.rstrip("0")
    return f"{whole}.{decimals}" if decimals else whole


def alike(one: str, other: str) -> bool:
    """Return whether two spoken forms are one word; what holds a digit must be the same."""
    if one == other:
        return True
    if min(len(one), len(other)) < _LEAST_ALIKE or abs(len(one) - len(other)) > 2:
        return False
    if any(map(str.isdigit, one)) or any(map(str.isdigit, other)):
        return False
    return SequenceMatcher(None, one, other, autojunk=False).ratio() >= _ALIKE


@dataclass(frozen=True, slots=True)
class Saying:
    """A text, taken apart once to be asked what it says."""

    text: str
    forms: tuple[str, ...]
    known: frozenset[str]
    numbers: frozenset[str]
    letters: str
    """Run together."""

    @classmethod
    def of(cls, *texts: str) -> Saying:
        text = "\n".join(filter(None, texts))
        forms = spoken_forms(text)
        known = {*forms, *(part for form in forms for part in _PARTS.split(form) if part)}
        return cls(text, tuple(forms), frozenset(known), all_numbers(text), _run_together(forms))

    def missing(self, text: str) -> list[str]:
        """Return the words of `text` that it does not say, wherever and in whatever order, in spoken form."""
        return [form for form in spoken_forms(text.replace("|", " ")) if not self._says_word(form)]

    def tells(self, lines: Iterable[str]) -> bool:
        """Return whether it says a text as a whole: its words near each other, so that a listener knows it as that text."""
        told = [line for line in lines if spoken_forms(line)]
        return all(map(self._tells, told)) or (len(told) > 1 and self._tells(" ".join(told)))

    def _tells(self, line: str) -> bool:
        words = spoken_forms(line)
        missing = self.missing(line)
        if len(missing) > (_MAY_DIFFER * len(words) if len(words) >= _LONG else 0):
            return False
        if any(map(str.isdigit, "".join(missing))):
            return False
        if len(words) <= _FEW:
            plain = " ".join(line.split()).strip(" .,:;!?")
            return plain in self.text or any(not Saying.of(quote).missing(line) for quote in quotes(self.text))
        return self._near(words) or _run_together(words) in self.letters

    def _near(self, words: list[str]) -> bool:
        """Return whether all but few of the words stand within a stretch about twice as long as they are."""
        wanted, reach = set(words), 2 * len(words) + 4
        needed = len(wanted) * (1 - _MAY_DIFFER)
        at = [frozenset(word for word in wanted if alike(word, form) or word in _PARTS.split(form)) for form in self.forms]
        return any(
            len(frozenset[str]().union(*at[first:first + reach])) >= needed
            for first in range(max(1, len(at) - reach + 1)))

    def _says_word(self, form: str) -> bool:
        if form in self.known:
            return True
        parts = [part for part in _PARTS.split(form) if part]
        if any(map(str.isdigit, form)) and all_numbers(form) <= self.numbers and all(
                part in self.known or part.isdigit() for part in parts):
            return True
        if len(parts) > 1 and all(map(self._says_word, parts)):
            return True
        if (len(form) >= _GLUED or spaceless_letters(form) > 1) and _run_together([form]) in self.letters:
            return True
        return any(alike(form, other) for other in self.known)


def _run_together(forms: Iterable[str]) -> str:
    return "".join(letter for form in forms for letter in spoken_form(form) if letter.isalnum())

"""Numbers as they are said and as they are written, brought to one form: `twenty five` is 25, `1,234` is 1234.

Two people write down the same speech with other numerals, and both are right; so is a slide. Number words are English; digits
are understood in every language.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from access.model.languages import primary
from access.model.words import spoken_form

_UNITS = {word: number for number, word in enumerate(
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen "
    "nineteen".split())}
_TENS = {word: 10 * number for number, word in enumerate(
    "twenty thirty forty fifty sixty seventy eighty ninety".split(), 2)}
_SCALES = {"thousand": 3, "million": 6, "billion": 9, "trillion": 12}
"""And how many noughts they are."""
_NOUGHTS = {"hundred": 2, **_SCALES}
_ORDINALS = {
    "first": "one", "second": "two", "third": "three", "fifth": "five", "eighth": "eight", "ninth": "nine", "twelfth": "twelve",
    **{f"{word}th": word for word in "four six seven ten eleven thirteen fourteen fifteen sixteen seventeen eighteen nineteen "
       "hundred thousand million billion trillion".split()},
    **{f"{word[:-1]}ieth": word for word in _TENS}}
_CENTURIES = range(11, 21)
_AROUND = "$€£¥%~≈()[]<>\"'“”‘’«».,;:!?…"
_PAUSES, _CLOSING = frozenset(",;.:!?…"), "\"'”’»)]"
SIGNS = {"$": "dollars", "£": "pounds", "€": "euros", "%": "percent"}
"""Signs that are said, as they are said of more than one."""


def _digits(marks: str) -> re.Pattern[str]:
    """Return the pattern of a number in digits; `marks` may stand between its thousands, and one other before its fraction."""
    return re.compile(
        rf"(?P<whole>\d{{1,3}}(?P<mark>[{marks}])\d{{3}}(?:(?P=mark)\d{{3}})*|\d+)(?:(?!(?P=mark))[.,](?P<fraction>\d+))?"
        r"(?P<ordinal>st|nd|rd|th)?", re.IGNORECASE)


_ENGLISH_DIGITS, _ANY_DIGITS = _digits(",'’"), _digits(".,'’")


@dataclass(frozen=True, slots=True)
class Number:
    """A number in a row of words."""

    value: str
    """In plain digits, with a dot before a fraction: `1234`, `3.5`."""
    first: int
    end: int
    """The words `first` to `end` (not with it) say it."""
    ordinal: bool = False


def numbers_in(words: Sequence[str], language: str = "") -> tuple[Number, ...]:
    """Return the numbers in a row of words, in order, each as large as the words make it; a comma or a full stop ends it.

    Where the language is not known, number words are taken for English, and a dot before three digits for a mark of thousands.
    """
    found, first = list[Number](), 0
    for place in range(len(words)):
        if place + 1 == len(words) or ends_in_pause(words[place]):
            found += (replace(number, first=first + number.first, end=first + number.end)
                      for number in _in_one_breath(words[first:place + 1], language))
            first = place + 1
    return tuple(found)


def ends_in_pause(word: str) -> bool:
    """Return whether a comma or a full stop follows a word: `nineteen, twenty` are two numbers."""
    return word.rstrip(_CLOSING)[-1:] in _PAUSES


def _in_one_breath(words: Sequence[str], language: str) -> Iterator[Number]:
    forms = [spoken_form(part) for part in words]
    place = 0
    while place < len(words):
        number = _written(words, forms, place, language)
        if number is None and primary(language) in ("en", ""):
            number = _year(forms, place) or _said(forms, place)
        if number is not None:
            yield number
        place = number.end if number else place + 1


def normalised(words: Sequence[str], language: str) -> list[tuple[str, int, int]]:
    """Return the words with their numbers in digits, each with the first and the last (exclusive) of the words it stands for.

    `words` are spoken forms, but the signs of numbers and a comma after a word are kept. An ordinal ends in a dot.
    """
    forms = [word.rstrip(",") for word in words]
    result: list[tuple[str, int, int]] = []
    place = 0
    for number in numbers_in(words, language):
        first, end = number.first, number.end
        result += [(forms[at], at, at + 1) for at in range(place, first)]
        result.append((f"{number.value}." if number.ordinal else number.value, first, end))
        signs = [sign for sign in (forms[first][:1], forms[first][-1:]) if sign in SIGNS]
        result += [(SIGNS[sign].removesuffix("s") if number.value == "1" else SIGNS[sign], first, end) for sign in signs]
        place = end
        if forms[end:end + 2] == ["per", "cent"]:
            result.append(("percent", end, end + 2))
            place += 2
    return result + [(forms[at], at, at + 1) for at in range(place, len(forms))]


def is_number(form: str) -> bool:
    """Return whether a normalised word is a number."""
    return form[:1].isdigit()


def _written(words: Sequence[str], forms: Sequence[str], place: int, language: str) -> Number | None:
    """Read a number in digits of any script: `1,234`, `21st`, `3 million`."""
    pattern = _ENGLISH_DIGITS if primary(language) == "en" else _ANY_DIGITS
    match = pattern.fullmatch(words[place].strip(_AROUND))
    if match is None:
        return None
    whole, fraction, end = _plain(match["whole"]), _plain(match["fraction"] or ""), place + 1
    if primary(language) in ("en", "") and not match["ordinal"] and forms[end:end + 1] and forms[end] in _NOUGHTS:
        noughts = _NOUGHTS[forms[end]]
        padded = fraction.ljust(noughts, "0")
        whole, fraction, end = (whole + padded[:noughts]).lstrip("0") or "0", padded[noughts:].rstrip("0"), end + 1
    return Number(f"{whole}.{fraction}" if fraction else whole, place, end, bool(match["ordinal"]))


def _plain(digits: str) -> str:
    return "".join(str(unicodedata.decimal(sign)) for sign in digits if sign.isdecimal())


def _year(forms: Sequence[str], place: int) -> Number | None:
    """Read `nineteen eighty four`, `twenty twenty six`, `nineteen oh five`: two numbers that make one."""
    century, end = _below_a_hundred(forms, place)
    if century not in _CENTURIES or end >= len(forms):
        return None
    if forms[end] in ("oh", "o") and end + 1 < len(forms) and 0 < _UNITS.get(forms[end + 1], 0) < 10:
        return Number(f"{century}0{_UNITS[forms[end + 1]]}", place, end + 2)
    rest, last = _below_a_hundred(forms, end)
    return Number(f"{century}{rest}", place, last) if rest is not None and rest >= 10 else None


def _below_a_hundred(forms: Sequence[str], place: int) -> tuple[int | None, int]:
    tens, _, unit = forms[place].partition("-")
    if tens in _UNITS and not unit:
        return _UNITS[tens], place + 1
    if tens not in _TENS or (unit and not 0 < _UNITS.get(unit, 0) < 10):
        return None, place
    if unit:
        return _TENS[tens] + _UNITS[unit], place + 1
    if place + 1 < len(forms) and 0 < _UNITS.get(forms[place + 1], 0) < 10:
        return _TENS[tens] + _UNITS[forms[place + 1]], place + 2
    return _TENS[tens], place + 1


@dataclass(frozen=True, slots=True)
class _Sum:
    """What number words come to so far."""

    total: int = 0
    part: int = 0
    """What the next `thousand` or `million` counts."""
    last: int = 0
    """The size of the last word: what follows must be smaller, or it begins another number."""
    noughts: int = 99
    """Of the last `thousand` or `million`: the next is smaller too."""

    def with_(self, word: str) -> _Sum | None:
        """Return it with one more word; None where that begins another number, or is none."""
        small = _UNITS.get(word, _TENS.get(word))
        if small is not None and (not self.last or (small and (self.last >= 100 or (self.last >= 20 and small < 10)))):
            return replace(self, part=self.part + small, last=small or 1)
        if word == "hundred" and 0 < self.part < 100:
            return replace(self, part=self.part * 100, last=100)
        if word in _SCALES and self.part and _SCALES[word] < self.noughts:
            return _Sum(self.total + self.part * 10 ** _SCALES[word], 0, 1000, _SCALES[word])
        return None


def _said(forms: Sequence[str], place: int) -> Number | None:
    """Read `two hundred and six`, `twenty-first`, `a hundred`, `three point one four`."""
    reached, at, end, ordinal = _Sum(), place, place, False
    passed = list[tuple[_Sum, int]]()
    if forms[place] == "a" and place + 1 < len(forms) and forms[place + 1] in ("hundred", *_SCALES):
        reached, at = _Sum(part=1, last=1), place + 1
    while at < len(forms) and not ordinal:
        if forms[at] == "and" and at == end and reached.last >= 100:
            at += 1
            continue
        *words, last = forms[at].split("-")
        last_word = _ORDINALS.get(last, last)
        after: _Sum | None = reached
        for word in (*words, last_word):
            after = after and after.with_(word)
        if after is None:
            if last_word in _NOUGHTS:
                # `two hundred and three hundred`: what this word counts is of another number.
                least = 100 if last_word == "hundred" else 1000
                reached, end = next(((one, there) for one, there in reversed(passed) if one.last >= least), (reached, end))
            break
        reached, ordinal, at = after, last in _ORDINALS, at + 1
        end = at
        passed.append((reached, end))
    if end == place:
        return None
    value = str(reached.total + reached.part)
    fraction = "" if ordinal else _after_point(forms, end)
    return Number(f"{value}.{fraction}", place, end + 1 + len(fraction)) if fraction else Number(value, place, end, ordinal)


def _after_point(forms: Sequence[str], place: int) -> str:
    """Return the digits that follow `point` at `place`; empty where that does not stand there."""
    digits = ""
    if place < len(forms) and forms[place] == "point":
        for form in forms[place + 1:]:
            if _UNITS.get(form, 10) >= 10:
                break
            digits += str(_UNITS[form])
    return digits

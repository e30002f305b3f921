"""Numbers as they are said and as they are written, brought to one form: `twenty five` is 25, `1,234` is 1234.

Number words are English; in other languages only digits are understood.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from access.model.words import spoken_form

_UNITS = {word: number for number, word in enumerate(
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen "
    "nineteen".split())}
_TENS = {word: 10 * number for number, word in enumerate(
    "twenty thirty forty fifty sixty seventy eighty ninety".split(), 2)}
_SCALES = {"thousand": 10**3, "million": 10**6, "billion": 10**9, "trillion": 10**12}
_THOUSANDS = re.compile(r"\d{1,3}(?:([,.'’])\d{3})(?:\1\d{3})*")
_DIGITS = re.compile(r"(\d[\d.,'’]*)(?:st|nd|rd|th)?")
_AROUND = "$€£¥%~≈()[]<>\"'“”‘’«».,;:!?…"
_CENTURIES = range(11, 21)


@dataclass(frozen=True, slots=True)
class Number:
    """A number in a row of words."""

    value: str
    """In plain digits, with a dot before a fraction: `1234`, `3.5`."""
    first: int
    end: int
    """The words `first` to `end` (not with it) say it."""


def numbers_in(words: Sequence[str]) -> tuple[Number, ...]:
    """Return the numbers in a row of words, in order, each as large as the words make it."""
    forms = [spoken_form(part) for part in words]
    found, place = list[Number](), 0
    while place < len(words):
        value, end = _number(words, forms, place)
        if end > place:
            found.append(Number(value, place, end))
        place = max(end, place + 1)
    return tuple(found)


def _number(words: Sequence[str], forms: Sequence[str], place: int) -> tuple[str, int]:
    """Return the number that begins at `place` and where it ends; an end at `place` where none begins there."""
    if match := _DIGITS.fullmatch(words[place].strip(_AROUND)):
        plain = _plain(match[1])
        if place + 1 < len(words) and forms[place + 1] in _SCALES:
            return _written(float(plain) * _SCALES[forms[place + 1]]), place + 2
        return plain, place + 1
    if year := _year(forms, place):
        return year
    total, part, end, after_and = 0, 0, place, False
    last = 0
    """The size of the last word: what follows must be smaller, or it begins another number."""
    if forms[place] == "a" and place + 1 < len(forms) and forms[place + 1] in ("hundred", *_SCALES):
        part, last, end = 1, 1, place + 1
    while end < len(forms):
        for form in forms[end].split("-") if "-" in forms[end] else [forms[end]]:
            small = _UNITS.get(form, _TENS.get(form))
            if small is not None and (last in (0, 100) or last >= 1000 or (last >= 20 and 0 < small < 10)):
                part, last, after_and = part + small, small or 1, False
            elif form == "hundred" and 0 < part < 100:
                part, last = part * 100, 100
            elif form in _SCALES and part:
                total, part, last = total + part * _SCALES[form], 0, 1000
            elif form == "and" and last in (100, 1000):
                after_and = True
            else:
                return _ended(total + part, place, end - after_and, forms)
        end += 1
    return _ended(total + part, place, end - after_and, forms)


def _ended(value: int, place: int, end: int, forms: Sequence[str]) -> tuple[str, int]:
    """Return a whole number, or with the digits that follow `point`."""
    fraction = ""
    if end > place and end < len(forms) and forms[end] == "point":
        while end + 1 + len(fraction) < len(forms) and _UNITS.get(forms[end + 1 + len(fraction)], 10) < 10:
            fraction += str(_UNITS[forms[end + 1 + len(fraction)]])
    return (f"{value}.{fraction}", end + 1 + len(fraction)) if fraction else (str(value), end)


def _year(forms: Sequence[str], place: int) -> tuple[str, int] | None:
    """Read `nineteen eighty four`, `twenty twenty six`, `nineteen oh five`: two numbers that make one."""
    century, end = _below_a_hundred(forms, place)
    if century not in _CENTURIES or end >= len(forms):
        return None
    if forms[end] in ("oh", "o") and end + 1 < len(forms) and 0 < _UNITS.get(forms[end + 1], 0) < 10:
        return f"{century}0{_UNITS[forms[end + 1]]}", end + 2
    rest, last = _below_a_hundred(forms, end)
    return (f"{century}{rest}", last) if rest is not None and rest >= 10 else None


def _below_a_hundred(forms: Sequence[str], place: int) -> tuple[int | None, int]:
    tens, _, unit = forms[place].partition("-")
    if tens in _UNITS and not unit:
        return _UNITS[tens], place + 1
    if tens not in _TENS:
        return None, place
    if 0 < _UNITS.get(unit, 0) < 10:
        return _TENS[tens] + _UNITS[unit], place + 1
    if place + 1 < len(forms) and 0 < _UNITS.get(forms[place + 1], 0) < 10:
        return _TENS[tens] + _UNITS[forms[place + 1]], place + 2
    return _TENS[tens], place + 1


def _plain(digits: str) -> str:
    """Return digits without marks between thousands, a dot before a fraction."""
    if _THOUSANDS.fullmatch(digits):
        return re.sub(r"\D", "", digits)
    whole, _, fraction = re.sub(r"[,'’]", ".", digits).rpartition(".")
    return f"{re.sub(r'[^0-9]', '', whole)}.{fraction}" if whole else fraction


def _written(value: float) -> str:
    return f"{value:.6f}".rstrip("0").rstrip(".")

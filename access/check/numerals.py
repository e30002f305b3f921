"""Numbers written one way: `twenty-one`, `21`; `nineteen eighty-four`, `1984`; `1,500`, `fifteen hundred`.

Two people write down the same speech with other numerals, and both are right. English words; digits in every language.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

_UNITS = {word: number for number, word in enumerate(
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen "
    "nineteen".split())}
_TENS = {word: number * 10 for number, word in enumerate(
    "twenty thirty forty fifty sixty seventy eighty ninety".split(), start=2)}
_SCALES = {"thousand": 1000, "million": 10**6, "billion": 10**9}
_ORDINALS = {
    "first": "one", "second": "two", "third": "three", "fifth": "five", "eighth": "eight", "ninth": "nine", "twelfth": "twelve",
    **{f"{word}th": word for word in "four six seven ten eleven thirteen fourteen fifteen sixteen seventeen eighteen nineteen "
       "hundred thousand million billion".split()},
    **{f"{word[:-1]}ieth": word for word in _TENS}}
_DIGITS = re.compile(r"(?P<sign>[$£€])?(?P<number>\d+(?:[.,:]\d+)*)(?P<tail>%|st|nd|rd|th)?")
_GROUPED = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?")
_SIGNS = {"$": "dollars", "£": "pounds", "€": "euros", "%": "percent"}


def is_number(form: str) -> bool:
    """Return whether a normalised word is a number."""
    return form[:1].isdigit()


def normalised(forms: Sequence[str], language: str) -> list[tuple[str, int, int]]:
    """Return the words with their numbers in digits, each with the first and the last (exclusive) of the words it stands for.

    `forms` are spoken forms: lower case, no punctuation around them, but `$`, `£`, `€` and `%` kept.
    """
    english = language.partition("-")[0].lower() in ("en", "")
    result: list[tuple[str, int, int]] = []
    at = 0
    while at < len(forms):
        found = _spelt(forms, at) if english else None
        if found is not None:
            form, end = _with_decimals(*found, forms)
            result.append((form, at, end))
            at = end
            continue
        match = _DIGITS.fullmatch(forms[at])
        if match is None:
            result.append((forms[at], at, at + 1))
        else:
            number = match["number"].replace(",", "") if _GROUPED.fullmatch(match["number"]) else match["number"]
            tail = match["tail"] or ""
            result.append((f"{number}." if tail not in ("", "%") else number, at, at + 1))
            result += [(_SIGNS[sign], at, at + 1) for sign in (match["sign"], tail) if sign in _SIGNS]
        at += 1
    return result


def _spelt(forms: Sequence[str], at: int) -> tuple[str, int] | None:
    """Read a number in words from `at` on; return it in digits, and where it ends."""
    begin, total, group, digits = at, 0, 0, ""
    previous = 0
    """What the last word was: 0 nothing yet, 1 a unit or teen, 2 a ten, 3 a hundred, 4 a thousand or more."""
    ordinal = False
    while at < len(forms) and not ordinal:
        parts = _parts(forms[at])
        if parts is None:
            if not (forms[at] == "and" and previous >= 3 and at + 1 < len(forms) and _parts(forms[at + 1])):
                break
            at += 1
            continue
        words, ordinal = parts
        for word in words:
            if word in _SCALES:
                if not previous:
                    return None
                total, group, previous = total + max(1, group) * _SCALES[word], 0, 4
            elif word == "hundred":
                if not previous:
                    return None
                group, previous = max(1, group) * 100, 3
            else:
                value, kind = (_TENS[word], 2) if word in _TENS else (_UNITS[word], 1)
                follows = previous in (0, 3, 4) or (previous == 2 and 0 < value < 10)
                if not follows:
                    # `nineteen | eighty four` is a year; other numbers in a row are numbers in a row.
                    if digits or value < 10 or not 10 <= total + group <= 99:
                        return _ended(digits, total + group, begin, at, False)
                    digits, total, group = str(total + group), 0, 0
                group, previous = group + value, kind
        at += 1
    return None if at == begin else _ended(digits, total + group, begin, at, ordinal)


def _with_decimals(form: str, end: int, forms: Sequence[str]) -> tuple[str, int]:
    """Go on after a number where `point five` follows."""
    place = end + 1
    while form[-1] != "." and place < len(forms) and forms[end] == "point" and _UNITS.get(forms[place], 10) < 10:
        place += 1
    decimals = "".join(str(_UNITS[digit]) for digit in forms[end + 1:place])
    return (f"{form}.{decimals}", place) if decimals else (form, end)


def _ended(digits: str, number: int, begin: int, end: int, ordinal: bool) -> tuple[str, int]:
    return f"{digits}{number}{'.' if ordinal else ''}", end


def _parts(form: str) -> tuple[list[str], bool] | None:
    """Return the number words in one word, `twenty-first`, and whether it is an ordinal; None where it is no number."""
    words = form.split("-")
    ordinal = words[-1] in _ORDINALS
    words[-1] = _ORDINALS.get(words[-1], words[-1])
    return (words, ordinal) if all(word in _UNITS or word in _TENS or word in _SCALES or word == "hundred" for word in words) \
        else None

"""Numbers said and written come to one form."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from access.check.numerals import normalised, numbers_in

UNITS = "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen " \
    "eighteen nineteen".split()
TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()


def said(number: int) -> str:
    """Say a whole number below a billion in words."""
    for scale, name in ((10**6, "million"), (10**3, "thousand"), (100, "hundred")):
        if number >= scale:
            rest = f" {said(number % scale)}" if number % scale else ""
            return f"{said(number // scale)} {name}{rest}"
    if number < 20:
        return UNITS[number]
    return TENS[number // 10 - 2] + (f" {UNITS[number % 10]}" if number % 10 else "")


def values(text: str) -> list[str]:
    return [number.value for number in numbers_in(text.split())]


@pytest.mark.parametrize(("text", "value"), [
    ("twenty five mills", "25"), ("twenty-five", "25"), ("1,234 visitors", "1234"), ("1.234 Leute", "1234"), ("1’234", "1234"),
    ("one thousand two hundred and thirty four", "1234"), ("a hundred and ten", "110"), ("two hundred and the rest", "200"),
    ("nineteen eighty four", "1984"), ("in twenty twenty six", "2026"), ("nineteen oh five", "1905"),
    ("eighteen forty-three", "1843"),
    ("two thousand and eight", "2008"), ("three point one four", "3.14"), ("3,5 Meter", "3.5"), ("2.5 million", "2500000"),
    ("$1,200.50", "1200.50"), ("25%", "25"), ("(1843).", "1843"), ("the 21st century", "21"), ("room five hundred", "500"),
    ("3 hundred", "300"), ("٣٤ شخص", "34"), ("2 billion", "2000000000"),
])
def test_a_number_is_understood(text: str, value: str) -> None:
    assert values(text) == [value]


@pytest.mark.parametrize(("text", "found"), [
    ("one two three", ["1", "2", "3"]), ("twenty one twenty two", ["21", "22"]), ("1914 1918", ["1914", "1918"]),
    ("five and six", ["5", "6"]), ("nineteen, twenty people", ["19", "20"]), ("It was twenty. Five came", ["20", "5"]),
    ("“one hundred,” twenty", ["100", "20"]), ("20, 30 people", ["20", "30"]), ("thirty, forty people", ["30", "40"]),
    ("between two hundred and three hundred", ["200", "300"]), ("two thousand three thousand", ["2000", "3000"]),
    ("five million three hundred million", ["5000000", "300000000"]),
])
def test_numbers_in_a_row_stay_apart(text: str, found: list[str]) -> None:
    assert values(text) == found


@pytest.mark.parametrize(
    "text", ["9:30", "12/05/2024", "H2O", "A380", "and", "point", "hundred", "a thousandfold", "", "–", "1a"])
def test_what_is_no_number_is_none(text: str) -> None:
    assert values(text) == []


@pytest.mark.parametrize(("words", "expected"), [
    ("twenty-one", "21"), ("twenty one", "21"), ("nineteen eighty four", "1984"), ("fifteen hundred", "1500"),
    ("one thousand five hundred", "1500"), ("two hundred and six bones", "206 bones"), ("1,500.50", "1500.50"), ("21st", "21."),
    ("twenty first", "21."), ("$5 and 3%", "5 dollars and 3 percent"), ("one two three", "1 2 3"), ("one and two", "1 and 2"),
    ("a hundred", "100"), ("three point five one", "3.51"), ("three point", "3 point"), ("forty two thousand", "42000"),
    ("and", "and"), ("point taken", "point taken"), ("10:30", "10:30"), ("two million and one", "2000001"),
    ("nineteen oh five", "1905"), ("a hundred and first", "101."), ("twenty twelfth", "20 12."),
    ("$2.5 million", "2500000 dollars"), ("3 trillion", "3000000000000"), ("1.234 is", "1.234 is"), ("3.1.4", "3.1.4"),
    ("twenty one twenty two", "21 22"), ("thirty thousand zero", "30000 0"), ("two hundred twenty-odd", "200 twenty-odd"),
    ("0.5 thousand", "500"), ("3rd million", "3. million"), ("fifty per cent of", "50 percent of"),
    ("$1 and 1%", "1 dollar and 1 percent"),
    ("nineteen, twenty people", "19 20 people"), ("well, yes", "well yes"),
])
def test_numbers_are_written_one_way(words: str, expected: str) -> None:
    assert " ".join(form for form, _, _ in normalised(words.split(), "en")) == expected


def test_words_of_other_languages_are_not_taken_for_english_numbers() -> None:
    assert [form for form, _, _ in normalised(["one", "six", "7"], "fr")] == ["one", "six", "7"]
    assert normalised(["1.234", "million", "3,5"], "de") == [("1234", 0, 1), ("million", 1, 2), ("3.5", 2, 3)]


@given(st.integers(0, 10**9 - 1))
def test_every_whole_number_is_understood_in_words_and_in_digits(number: int) -> None:
    assert values(f"{number:,}") == [str(number)]
    words = said(number)
    assert values(words) == [str(number)]
    assert numbers_in(["about", *words.split(), "of", "them"])[0].end == 1 + len(words.split())


@given(st.lists(st.text(max_size=12), max_size=12))
def test_any_words_have_numbers_in_order_or_none(words: list[str]) -> None:
    found = numbers_in(words)
    assert all(0 <= number.first < number.end <= len(words) for number in found)
    assert [number.first for number in found] == sorted(number.first for number in found)

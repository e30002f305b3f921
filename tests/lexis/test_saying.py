"""A text says what stands in a picture, or it does not: whatever its capitals and order, and though a letter was misread."""

from __future__ import annotations

import pytest

from access.lexis.saying import Saying, all_numbers, numbers, plain_number


@pytest.mark.parametrize(("text", "lines"), [
    ("A sign reads “Open daily, 9 to 5”.", ["OPEN DAILY", "9 to 5"]),
    ("The museum is open from 9 to 5, daily.", ["Open daily 9 to 5"]),
    ("American Museum of Natural History.", ["Amerlcan Museum of Natural Histery"]),
    ("Grand Opening of the gallery", ["GrandOpening of the gallery"]),
    ("A door marked Exit.", ["Exit"]),
    ("A door with the word “exit”.", ["EXIT"]),
    ("Tickets: 1,234 sold.", ["Tickets 1.234 sold"]),
    ("Ein Schild: 入口はこちら", ["入口"]),
    ("Open/Closed sign on the door", ["open / closed sign"]),
])
def test_what_is_said_is_told(text: str, lines: list[str]) -> None:
    assert Saying.of(text).tells(lines)


@pytest.mark.parametrize(("text", "lines"), [
    ("People stand near the exit.", ["EXIT"]),
    ("Open from 9 to 6.", ["Open from 9 to 5"]),
    ("A sign reads “Open daily”.", ["Open daily", "Closed in winter"]),
    ("The way of the river and of many people who live far from the sea, told by one who has been on a boat there for long.",
     ["The river boat", "the sea people"]),
    ("", ["Exit"]),
])
def test_what_is_not_said_is_not_told(text: str, lines: list[str]) -> None:
    assert not Saying.of(text).tells(lines)


def test_the_words_that_are_missing_are_named() -> None:
    assert Saying.of("Welcome to the museum").missing("Welcome to our Museum | café") == ["our", "café"]
    assert Saying.of("").missing("Exit") == ["exit"]


@pytest.mark.parametrize("one", ["1,234", "1.234", "1 234", "1'234", "1234", "01234"])
def test_what_sets_digits_apart_is_no_part_of_a_number(one: str) -> None:
    assert plain_number(one) == "1234"
    assert "1234" in all_numbers(f"In all {one}.")


def test_decimals_are() -> None:
    assert plain_number("3,50") == plain_number("3.5") == "3.5"
    assert plain_number("0.125") == "0.125"
    assert numbers("From 3.5 to 1,200 and 7, at 9:30.") == [("3.5",), ("1200",), ("7",), ("9",), ("30",)]


def test_numbers_side_by_side_may_be_one_or_several() -> None:
    assert all_numbers("42 310 1874") == {"42310", "42", "310", "1874"}


@pytest.mark.parametrize("date", ["12.05.2024", "12/5/2024", "2024-05-12"])
def test_a_date_is_its_parts(date: str) -> None:
    assert all_numbers(f"Since {date}.") == {"12", "5", "2024"}

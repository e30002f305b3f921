"""Captions and screen that disagree are told; what only looks like it is not."""

from __future__ import annotations

from functools import partial

import pytest

from access.check.screen import RULE, check_against_screen
from access.lexis.commonness import ordinary
from access.model.findings import Context, Probe, ScreenText, TextOrigin, Transcript, Word
from access.model.package import Finding, Severity
from access.model.time import Span
from access.understand.terms import likely_terms, rare_words


def told(
    said: str, *lines: str, at: int = 5_000, shown: int = 0, origin: TextOrigin = TextOrigin.MACHINE, language: str = "en",
) -> tuple[Finding, ...]:
    """Return the findings for words said from `at` on, half a second each, under a slide that stands for 10 s from `shown`."""
    screen = (ScreenText(Span(shown, shown + 10_000), lines, 0.99, 0.1),)
    words = tuple(Word(word, Span(at + 500 * n, at + 500 * n + 400)) for n, word in enumerate(said.split()))
    names = rare_words(likely_terms(Context(), (), Probe("mp4", 600_000), screen, language), language)
    return check_against_screen(Transcript(words, language, origin), names, screen, partial(ordinary, language=language))


@pytest.mark.parametrize(("said", "line", "forms"), [
    ("and Ross Macfee says so", "Dr. Ross MacPhee", ("Macfee", "MacPhee")),
    ("the hills of Strath Miglo are green", "Strathmiglow", ("Strath Miglo", "Strathmiglow")),
    ("the road to Strathmiglo.", "Strathmiglow", ("Strathmiglo", "Strathmiglow")),
    ("it is called lerzolite, I think", "Lherzolite", ("lerzolite", "Lherzolite")),
    ("Professor Krennwick's mirror", "Tobiah Krenwick", ("Krennwick's", "Krenwick")),
    ("there were 1,243 visitors", "1,234 visitors", ("1,243", "1,234")),
    ("there were one thousand two hundred and forty three of them", "Visitors: 1,234",
     ("one thousand two hundred and forty three", "1,234")),
    ("it has thirty five rooms", "25 rooms", ("thirty five", "25")),
    ("founded in eighteen thirty four", "Founded 1843", ("eighteen thirty four", "1843")),
    ("a mass of 3.1425 kilos", "3.1415 kg", ("3.1425", "3.1415")),
    ("it weighs 3.15 kilos", "3.14 kilos", ("3.15", "3.14")),
    ("for three hundred and forty days", "350 days", ("three hundred and forty", "350")),
    ("page 555", "Page 155", ("555", "155")),
])
def test_a_name_or_a_number_that_differs_is_told_with_both_forms_and_its_time(
    said: str, line: str, forms: tuple[str, str]
) -> None:
    finding, = told(said, line)
    assert finding.rule == RULE
    assert finding.severity is Severity.WARNING
    assert f"“{forms[0]}”" in finding.message
    assert f"“{forms[1]}”" in finding.message
    first = forms[0].split()[0]
    start = 5_000 + 500 * next(n for n, word in enumerate(said.split()) if word.startswith(first))
    assert finding.span is not None
    assert finding.span.start == start


@pytest.mark.parametrize(("said", "lines"), [
    ("Ross MacPhee says so", ("Dr. Ross MacPhee",)),
    ("ross macphee's book and the macphees", ("Dr. Ross MacPhee",)),
    ("a thixotropic clay flows", ("Thixotropy",)),
    ("two ostracoderms and an ostracoderm", ("The ostracoderm",)),
    ("the Trebuchons of Trebuchon", ("Ignacz Trebuchon",)),
    ("a night at the museum with a knight", ("Museum Knights",)),
    ("we were going to lose the game", ("Toulouse",)),
    ("the mark on the marble", ("Marc Marbler",)),
    ("to Trebuchon and of Trebuchon", ("Trebuchon",)),
    ("Marten and Martin Hallowick", ("Marten Hallowick", "Martin Hallowick")),
    ("there were twelve hundred people in 25 rooms", ("30 rooms", "12 guides")),
    ("there were one thousand two hundred and thirty four", ("1,234 visitors",)),
    ("from 1914 to 1918 in 1916", ("1914–1918",)),
    ("it ended in 1918", ("Founded 1914",)),
    ("room 12 or 13", ("Open at 9:30", "14 Main Street")),
    ("the year nineteen eighty four", ("1984",)),
    ("two thousand eight was good", ("In 2008",)),
    ("twenty five percent", ("25 %",)),
    ("the third of five, or 352", ("No. 253",)),
    ("we did it 100 percent", ("300 participants",)),
    ("after two hundred days", ("900 km",)),
    ("there are 400 students", ("Room 401",)),
    ("the number 555", ("Slide 155",)),
    ("about 12,300 of them", ("12,400 km",)),
    ("a mass of 3.15 kilos", ("3.14 seconds",)),
    ("in twenty, five rooms", ("26 rooms",)),
])
def test_what_agrees_or_is_another_thing_is_not_told(said: str, lines: tuple[str, ...]) -> None:
    assert told(said, *lines) == ()


def test_far_from_the_slide_nothing_is_told() -> None:
    assert told("Ross Macfee had 1,243 mills", "Ross MacPhee", "1,234 mills", at=5_000, shown=60_000) == ()
    assert len(told("Ross Macfee had 1,243 mills", "Ross MacPhee", "1,234 mills", at=5_000, shown=30_000)) == 2


def test_a_difference_is_told_once_at_its_first_time() -> None:
    finding, = told("Macfee and Macfee and Macfee", "Ross MacPhee")
    assert finding.span == Span(5_000, 5_400)


def test_in_a_persons_words_it_is_a_note() -> None:
    assert [one.severity for one in told("Ross Macfee", "Ross MacPhee", origin=TextOrigin.PERSON)] == [Severity.NOTE]


def test_names_in_languages_that_bend_them_are_left_alone_and_numbers_are_not() -> None:
    assert told("w Zakopanem", "Zakopane", language="pl") == ()
    assert len(told("1243 osoby", "1234 osoby", language="pl")) == 1
    assert len(told("in Hohenzwinngen", "Die Burg Hohenzwingen", language="de")) == 1


LECTURE = """Good morning everybody and welcome back to the museum. Last week we looked at the river and the mills that stood on
it, and at the families that owned them. Today I would like to talk about trade, and about the road over the hills that Ignacz
Trebuchon built between 1842 and 1851. He had twelve men, later twenty five, and they were paid three shillings a day. In the
archive at Ballynacourty there are two hundred and forty letters of his. I have read about a hundred of them. They tell us what
bread cost, when the snow came, and how Trebuchon's brother lost a horse. The farmers of Ballynacourty did not like the road at
first. By 1860 most of them used it, and forty years later there was a railway beside it. Please look at the map: here is the
river, here are the four old mills, and this line is the road. It is nineteen miles long and climbs nine hundred feet."""
SLIDES = (
    "The Road over the Hills", "Ignacz Trebuchon, 1842–1851", "The Ballynacourty letters", "240 letters, 25 men",
    "Map: 19 miles")


def test_an_ordinary_lecture_under_its_slides_has_nothing_to_tell() -> None:
    assert told(LECTURE, *SLIDES, at=0) == ()
    wrong = LECTURE.replace("Ballynacourty", "Ballynacorty").replace("two hundred and forty", "204")
    assert len(told(wrong, *SLIDES, at=0)) == 2

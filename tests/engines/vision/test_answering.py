"""What answers of models become."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from access.engines.base import Question, Subject
from access.engines.vision.answering import Said, shortened, sight, text
from access.model.findings import Sight
from access.model.media import Frame

PICTURE = Question((Frame(Path("a.png"), 40, 30),), "en", max_characters=60)
SHOT = replace(PICTURE, subject=Subject.SHOT)


def told(answer: str, whole: bool = True, question: Question = SHOT) -> str:
    found = sight(Said(answer, 0.5, whole), question)
    return found.text if found else ""


def test_a_shot_keeps_its_lines() -> None:
    found = sight(Said("PLACE: A yard.\n\nWHO:  A man.\n", 0.7), SHOT)
    assert found == Sight("PLACE: A yard.\nWHO: A man.", "", 0.7, looked=True)


@pytest.mark.parametrize(("answer", "lines"), [
    ("**PLACE:** A yard.\n- **WHO:** A man.", "PLACE: A yard.\nWHO: A man."),
    ("```\nPLACE: A yard.\n```", "PLACE: A yard."),
    ("PLACE: A yard.\nWHO: NONE\nACTION:\nLOOK: N/A.", "PLACE: A yard."),
    ("<think>The user wants\nlines.</think>\nPLACE: A yard.", "PLACE: A yard."),
    ("so, lines …</think>PLACE: A yard.", "PLACE: A yard."),
    ("a dog runs along a beach", "A dog runs along a beach."),
    ("PLACE: A\u202e ya\x07rd\u200b.", "PLACE: A yard."),
])
def test_what_is_no_answer_is_taken_out_of_it(answer: str, lines: str) -> None:
    assert told(answer) == lines


@pytest.mark.parametrize("answer", [
    "", " \n ", "NONE", "none.", "'NONE'", "PLACE: NONE\nWHO:", "<think>What is this", "```\n```"])
def test_an_answer_that_says_nothing_is_none(answer: str) -> None:
    assert sight(Said(answer), SHOT) is None
    assert sight(Said(answer), PICTURE) is None
    assert text(Said(answer)) == ""


@pytest.mark.parametrize(("answer", "kept"), [
    ("PLACE: A yard.\nWHO: A man in a", "PLACE: A yard."), ("PLACE: A yard\nWHO: A man", "PLACE: A yard"),
    ("A yard. A man in", "A yard."), ("A yard and a man in", ""), ("庭がある。男が", "庭がある。"),
])
def test_of_an_answer_that_broke_off_what_is_whole_is_kept(answer: str, kept: str) -> None:
    assert told(answer, whole=False) == kept


def test_the_long_description_stands_apart_from_the_alternative() -> None:
    found = sight(Said('Alt text: "Sales rise."\nLONG: In May 3.\nIn June 4.', 0.5), replace(PICTURE, max_characters=125))
    assert found == Sight("Sales rise.", "In May 3.\nIn June 4.", 0.5, looked=True)
    below = sight(Said("Sales rise.\nLONG:\nIn May 3.", 0.5), PICTURE)
    assert below == Sight("Sales rise.", "In May 3.", 0.5, looked=True)
    assert sight(Said("Sales rise.\nLONG: NONE", 0.5), PICTURE) == Sight("Sales rise.", "", 0.5, looked=True)


def test_an_alternative_that_is_too_long_keeps_its_whole_sentences_and_stands_whole_in_the_long_text() -> None:
    answer = "A red boat lies on a beach. Two children are painting its hull, one blue and one green."
    assert sight(Said(answer, 0.5), PICTURE) == Sight("A red boat lies on a beach.", answer, 0.5, looked=True)
    assert told("one two three four five six seven eight nine ten eleven twelve", question=PICTURE).endswith(" ten eleven…")


@pytest.mark.parametrize(("language", "end"), [("en", "."), ("ja", "。"), ("zh-Hant", "。"), ("th", ".")])
def test_an_alternative_ends_as_its_language_ends_sentences(language: str, end: str) -> None:
    assert told("a boat", question=replace(PICTURE, language=language)) == f"A boat{end}"


@pytest.mark.parametrize(("answer", "one"), [
    ('"A man walks."', "A man walks."), ("“A man walks.”", "A man walks."),
    ('"Exit" is lit, not "Way"', '"Exit" is lit, not "Way"'),
    ("A man\nwalks.", "A man walks."),
])
def test_a_text_is_one_line_without_the_quotation_marks_around_it(answer: str, one: str) -> None:
    assert text(Said(answer)) == one


@given(st.text(), st.integers(10, 80), st.booleans(), st.sampled_from(["en", "ja"]))
def test_whatever_is_answered_a_picture_gets_one_line_within_its_length_or_nothing(
    answer: str, most: int, whole: bool, language: str
) -> None:
    found = sight(Said(answer, 0.5, whole), replace(PICTURE, max_characters=most, language=language))
    assert found is None or (0 < len(found.text) <= most and "\n" not in found.text and found.text.strip())


@given(st.text(alphabet="ab .!。", max_size=60), st.integers(2, 40))
def test_what_is_shortened_is_how_it_began(long: str, most: int) -> None:
    short = shortened(long, most)
    assert len(short) <= most
    assert long.startswith(short.removesuffix("…").rstrip())


@pytest.mark.parametrize(("answer", "kept"), [
    ("A bust of J. S. Bach stands on a shelf. Behind it hangs a map of Thuringia in a gilded frame.",
     "A bust of J. S. Bach stands on a shelf."),
    ("Dr. Ana Pérez and Mr. Wood sign a book. A crowd of a hundred people looks on from the stairs.",
     "Dr. Ana Pérez and Mr. Wood sign a book."),
    ("St. Peter's at dusk. A line of several hundred visitors goes around the whole square in front.", "St. Peter's at dusk."),
    ('A sign: "Closed." A person reads it and walks on along the long and empty road to the harbour.', 'A sign: "Closed."'),
])
def test_an_abbreviation_ends_no_sentence(answer: str, kept: str) -> None:
    assert told(answer, question=PICTURE) == kept


def test_a_sentence_that_is_a_little_long_is_kept_whole_where_that_is_allowed() -> None:
    sentence = "A keeper in a green coat feeds the youngest of the three penguins from a bucket."
    more = f"{sentence} A school class looks on."
    allowed = replace(PICTURE, hard_max_characters=120)
    assert sight(Said(more, 0.5), allowed) == Sight(sentence, more, 0.5, looked=True)
    assert sight(Said(sentence, 0.5), allowed) == Sight(sentence, "", 0.5, looked=True)
    assert told(sentence, question=PICTURE).endswith("…")
    assert told(sentence, question=replace(PICTURE, hard_max_characters=70)) == told(sentence, question=PICTURE)


def test_a_persons_text_said_in_another_language_has_no_long_description_and_may_be_as_long_as_theirs() -> None:
    said = "Ein Boot liegt am Strand. Zwei Kinder streichen es, eines blau und eines grün, während der Hund schläft."
    asked = replace(PICTURE, language="de", given="A boat lies on the beach.", hard_max_characters=250)
    assert sight(Said(f"{said}\nLONG: Mehr.", 0.5), asked) == Sight(said, "", 0.5, looked=True)

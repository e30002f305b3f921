"""Past tense is told where it is sure, and a participle is never taken for it: measured on sentences as people write them."""

from __future__ import annotations

import description_texts as texts
import pytest
from hypothesis import given
from hypothesis import strategies as st

from access.check.tense import LANGUAGES, Sure, past_tense

NOT_TOLD = {
    "The car stopped at the lights.", "A large crowd gathered in the square.", "The snow melted and the river rose.",
    "The cell divided into two.", "The train pulled into the station.", "The chef cut the onions and fried them.",
    "The dancers spun across the stage."}
"""Each may be a noun with its participle, or a verb that is the same now and then."""
IN_OTHERS = [
    (language, text) for language, lines in texts.SPOKEN_IN_OTHER_LANGUAGES.items() for text in lines.strip().splitlines()]
PAST_IN_OTHERS = [(language, text) for language, lines in texts.PAST_IN_OTHER_LANGUAGES.items() for text in lines.splitlines()]


@pytest.mark.parametrize("text", texts.KEPT)
def test_no_sentence_in_the_present_is_blamed(text: str) -> None:
    assert past_tense(text, "en") is None


@pytest.mark.parametrize("text", [text for text in texts.IN_THE_PAST if text not in NOT_TOLD])
def test_a_sentence_in_the_past_is_found(text: str) -> None:
    assert past_tense(text, "en-GB") is not None


def test_what_is_not_found_is_known_and_of_those_found_most_are_sure() -> None:
    found = [past_tense(text, "en") for text in texts.IN_THE_PAST]
    assert {text for text, past in zip(texts.IN_THE_PAST, found, strict=True) if past is None} == NOT_TOLD
    assert sum(past is not None and past.sure is Sure.YES for past in found) >= 80


@pytest.mark.parametrize(("language", "text"), IN_OTHERS)
def test_no_sentence_in_the_present_is_blamed_in_other_languages(language: str, text: str) -> None:
    assert past_tense(text, language) is None


@pytest.mark.parametrize(("language", "text"), PAST_IN_OTHERS)
def test_a_sentence_in_the_past_is_found_in_other_languages(language: str, text: str) -> None:
    assert past_tense(text, language) is not None


def test_the_verb_is_named_as_it_stands() -> None:
    past = past_tense("Mist. The old man Walked to the door.", "en")
    assert past is None, "a capital inside a sentence is a name"
    past = past_tense("Mist. The old man walked to the door.", "en")
    assert past is not None
    assert (past.verb, past.sure) == ("walked", Sure.YES)


def test_a_verb_in_the_past_beside_one_in_the_present_is_unsure() -> None:
    past = past_tense("He opened the door and she smiles.", "en")
    assert past is not None
    assert past.sure is Sure.NO


@pytest.mark.parametrize("text", [
    "A sign reads: We were here.", 'A stone says "He died here".', "Title: She was the one.", "The note reads ‘I left’."])
def test_what_is_quoted_or_cited_is_somebody_else_s(text: str) -> None:
    assert past_tense(text, "en") is None


def test_a_language_whose_tenses_are_not_known_is_left_alone() -> None:
    assert "fi" not in LANGUAGES
    assert past_tense("He was here.", "fi") is None
    assert past_tense("He was here.", "") is None


@given(st.text(max_size=200), st.sampled_from(sorted(LANGUAGES)))
def test_any_text_has_an_answer(text: str, language: str) -> None:
    past = past_tense(text, language)
    assert past is None or past.verb in text.replace("’", "'")

"""The words of a question: what is asked for, and that data stays data whatever it says."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from planted import HOSTILE, block, outside

from access.engines.base import Question, Subject
from access.engines.vision.asking import FENCE, MOST_DATA, about, data, shorter
from access.model.findings import Facet
from access.model.media import Frame

FRAME = Frame(Path("a.png"), 40, 30)
SHOT = Question((FRAME,) * 3, "de", subject=Subject.SHOT, max_words=14)
PICTURE = Question((FRAME,), "pt-BR", max_characters=90)


# --- what is asked for -----------------------------------------------------------------------------------------------


def test_a_shot_is_asked_for_by_facets_in_its_language_and_length() -> None:
    asked = about(replace(SHOT, said=("Guten Tag.",), told=("Ein Hof.",), people=("Ada",)))
    assert all(f"\n{facet.name}: " in asked.text for facet in Facet)
    for words in ("3 pictures", "in order of time", "in German", "at most 14 words", "present tense", '"we see"', "feels"):
        assert words in asked.text
    assert "at most" not in about(replace(SHOT, max_words=0)).text


def test_the_question_stands_again_after_the_data() -> None:
    for question in (replace(SHOT, texts=("Exit",)), replace(PICTURE, texts=("Exit",))):
        end = about(question).text.rpartition(FENCE)[2]
        assert "German" in end or "Portuguese" in end
    assert shorter("A man walks slowly.", "de", 3).text.endswith("in German, in at most 3 words.")


def test_where_nothing_is_known_there_is_no_block() -> None:
    assert FENCE not in about(SHOT).text


def test_an_answer_has_room_for_its_words_and_no_more() -> None:
    assert 128 <= about(SHOT).tokens <= about(replace(SHOT, max_words=400)).tokens == about(replace(SHOT, max_words=0)).tokens
    assert shorter("x", "en", 5).tokens < shorter("x", "en", 50).tokens


# --- what is data ------------------------------------------------------------------------------------------------------


def test_each_thing_known_is_one_line_that_says_what_it_is() -> None:
    question = replace(
        SHOT, people=("Ada Lovelace",), place="Bern", title="The Engine", caption="At work", told=("A hall.",), texts=("EXIT",),
        said=("Good morning.",))
    assert block(about(question).text) == [
        {"people": "Ada Lovelace"}, {"place": "Bern"}, {"title": "The Engine"}, {"caption": "At work"}, {"told": "A hall."},
        {"on screen": "EXIT"}, {"said": "Good morning."}]


def test_of_what_was_told_the_latest_is_kept_in_its_order_and_of_the_rest_the_first() -> None:
    many = tuple(f"Number {number:04} is a sentence of some length." for number in range(200))
    known = data(replace(SHOT, told=many, said=many))
    told, said = ([text for name, text in known if name == wanted] for wanted in ("told", "said"))
    assert told == list(many[-len(told):])
    assert said == list(many[:len(said)])
    assert 10 < len(told) < 200


@pytest.mark.parametrize("text", HOSTILE)
def test_a_planted_instruction_stays_in_the_block(text: str) -> None:
    """And the instructions are the same, letter for letter, as with a harmless text in its place."""
    evil = about(replace(SHOT, texts=(text, "EXIT"), caption=text, title=text, people=(text,), said=(text,), told=(text,)))
    assert outside(evil.text) == outside(about(replace(SHOT, texts=("EXIT",))).text)
    assert {"on screen": "EXIT"} in block(evil.text)
    assert outside(shorter(f"{text} A man.", "en", 4).text) == outside(shorter("A man.", "en", 4).text)


@given(st.lists(st.text(alphabet=st.one_of(st.characters(), st.sampled_from("`<>[]{}|\"\\\n\r\u2028\u0085"))), max_size=6))
def test_no_text_at_all_leaves_the_block_or_becomes_a_mark_of_a_model(texts: list[str]) -> None:
    question = replace(SHOT, texts=tuple(texts), said=tuple(texts), told=tuple(texts), people=tuple(texts), title="T")
    asked = about(question)
    for item in block(asked.text):
        (name, text), = item.items()
        assert name in {"people", "title", "told", "on screen", "said"}
        assert re.sub("[\u200c\u200d]", "", text).isprintable()
        assert not set(text) & set("`<>[]{}")
    assert outside(asked.text) == outside(about(replace(SHOT, title="T")).text)
    asked.text.encode()


@given(st.lists(st.text(min_size=1, max_size=900), max_size=60))
def test_data_is_bounded_and_nothing_stands_twice(texts: list[str]) -> None:
    known = data(replace(
        SHOT, texts=tuple(texts), said=tuple(texts), told=tuple(texts), people=tuple(texts), place="".join(texts),
        title="".join(texts), caption="".join(texts)))
    assert sum(len(text) for _, text in known) <= MOST_DATA
    assert len(set(known)) == len(known)
    assert all(0 < len(text) <= 300 for _, text in known)

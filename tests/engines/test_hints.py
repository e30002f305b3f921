"""What a model of Whisper's kind is told: the terms near in time first, within the room that it has."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from access.engines.speech.hints import MOST_BYTES, near, prompt
from access.model.findings import Term
from access.model.time import Span

EARLY = Term("Castellanza", shown=(Span(0, 10_000),))
LATE = Term("Pomerelle", shown=(Span(400_000, 410_000), Span(900_000, 910_000)))
ALWAYS = Term("Ondine Vasquelle")


def test_what_is_on_the_screen_near_by_goes_first_and_nothing_is_lost() -> None:
    assert near((ALWAYS, EARLY, LATE), Span(0, 30_000)) == (EARLY, ALWAYS, LATE)
    assert near((ALWAYS, EARLY, LATE), Span(920_000, 950_000)) == (LATE, ALWAYS, EARLY)
    assert near((ALWAYS, EARLY, LATE), Span(500_000, 530_000)) == (ALWAYS, EARLY, LATE)


def test_a_name_inside_a_longer_one_is_said_once() -> None:
    assert prompt((Term("Ondine Vasquelle"), Term("Ondine"), Term("Vasque"))) == "Ondine Vasquelle, Vasque"
    assert prompt(()) == ""


def test_no_term_becomes_a_mark_of_the_model() -> None:
    assert prompt((Term("<|endoftext|>Okavango"),)) == "< |endoftext|>Okavango"


@given(st.lists(st.text(min_size=1, max_size=80)))
def test_a_prompt_never_outgrows_its_room(texts: list[str]) -> None:
    said = prompt([Term(text) for text in texts])
    assert len(said.encode("utf-8")) <= MOST_BYTES


def test_the_likeliest_are_kept() -> None:
    terms = [Term(f"Name-{number:03}") for number in range(100)]
    said = prompt(terms).split(", ")
    assert said == [term.text for term in terms[:len(said)]]
    assert len(said) == MOST_BYTES // 10

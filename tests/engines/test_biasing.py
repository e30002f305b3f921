"""PocketSphinx is told names: it hears them as they are written, hears no others, and forgets them after the file."""

from __future__ import annotations

import re
import wave
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from made import speak

from access.engines.base import Listening
from access.engines.speech.biasing import spelled
from access.engines.speech.pocketsphinx import PocketSphinx
from access.engines.speech.pronounce import arpabet, pronunciations, readings
from access.model.findings import Term, Word
from access.model.media import Sound
from access.model.time import Span

NAMED = ("The story is told in the Pevensor chronicle.", "It was sold to a farmer in Ludgershaw.")
TERMS = (Term("Pevensor", shown=(Span(0, 10_000),)), Term("Ludgershaw"), Term("Ondine Vasquelle"), Term("NASA"))
ORDINARY = ("The museum opens at nine and closes at five.", "Please keep your ticket until you leave.")


@pytest.fixture(scope="module")
def engine() -> Iterator[PocketSphinx]:
    engine = PocketSphinx()
    yield engine
    engine.close()


def heard(engine: PocketSphinx, folder: Path, sentences: tuple[str, ...], *terms: Term) -> tuple[Word, ...]:
    spoken = speak(folder / "talk.wav", sentences)
    with wave.open(str(spoken.path)) as file:
        sound = Sound(spoken.path, file.getframerate(), file.getnframes())
    return engine.transcribe(sound, spoken.speech, Listening("en", terms)).words


def text(words: tuple[Word, ...]) -> str:
    return " ".join(word.text for word in words)


def test_names_are_heard_and_written_as_the_slide_has_them(engine: PocketSphinx, tmp_path: Path) -> None:
    words = heard(engine, tmp_path, NAMED, *TERMS)
    assert "Pevensor" in text(words)
    assert "Ludgershaw" in text(words)
    assert "pevensor" not in text(heard(engine, tmp_path, NAMED)).lower()


def test_what_one_file_was_told_the_next_does_not_hear(engine: PocketSphinx, tmp_path: Path) -> None:
    before = heard(engine, tmp_path, NAMED)
    heard(engine, tmp_path, NAMED, *TERMS)
    assert heard(engine, tmp_path, NAMED) == before
    assert not {"Pevensor", "Ludgershaw"} & set(text(heard(engine, tmp_path, NAMED, Term("Castellanza"))).split())


def test_ordinary_speech_is_heard_as_without_the_terms(engine: PocketSphinx, tmp_path: Path) -> None:
    assert text(heard(engine, tmp_path, ORDINARY, *TERMS)) == text(heard(engine, tmp_path, ORDINARY))


def test_a_name_of_several_words_comes_out_as_words_with_times_of_their_own(engine: PocketSphinx, tmp_path: Path) -> None:
    words = heard(engine, tmp_path, ("They were planned by a woman named Ondine Vasquelle.",), *TERMS)
    first, last = words[-2:]
    assert (first.text, last.text) == ("Ondine", "Vasquelle")
    assert first.span.start < first.span.end == last.span.start < last.span.end


def test_the_possessive_of_a_name_is_heard(engine: PocketSphinx, tmp_path: Path) -> None:
    assert "Ludgershaw's" in text(heard(engine, tmp_path, ("This is Ludgershaw's first map of the river.",), *TERMS))


def test_a_term_is_heard_as_a_person_says_that_it_sounds(engine: PocketSphinx, tmp_path: Path) -> None:
    assert "Lgrsh" not in text(heard(engine, tmp_path, NAMED[1:], Term("Lgrsh")))
    assert "Lgrsh" in text(heard(engine, tmp_path, NAMED[1:], Term("Lgrsh", "ludger shaw")))


@pytest.mark.parametrize("strange", ["~0", "(2)", "<s>", "—", "日本語", "one two three four five six seven eight", "'s"])
def test_no_term_breaks_the_recogniser(engine: PocketSphinx, strange: str, tmp_path: Path) -> None:
    assert "museum" in text(heard(engine, tmp_path, ORDINARY[:1], Term(strange)))


def test_many_terms_leave_ordinary_speech_alone(engine: PocketSphinx, tmp_path: Path) -> None:
    beginnings = "Wist Trega Kren Velo Hallo Strath Pome Quinta Oukai Zlati".split()
    ends = "rrow wick bury mander shaw dine nico verra sford".split()
    terms = [Term(f"{first}{last}") for first in beginnings for last in ends]
    assert text(heard(engine, tmp_path, ORDINARY, *terms)) == text(heard(engine, tmp_path, ORDINARY))


def test_names_that_share_a_time_share_it_by_their_letters() -> None:
    words = [Word("~0", Span(100, 1_100), 0.5), Word("the", Span(1_100, 1_200))]
    assert list(spelled(words, {"~0": "Jo Quillota"})) == [
        Word("Jo", Span(100, 300), 0.5), Word("Quillota", Span(300, 1_100), 0.5), Word("the", Span(1_100, 1_200))]


def test_the_likeliest_reading_is_the_first_and_others_differ_by_one_vowel() -> None:
    found = readings("Quillota")
    assert found[0] == pronunciations("Quillota")[0]
    assert "K W IY L OW T AH" in found
    assert len(set(found)) == len(found) <= 48


def test_an_acronym_is_spelled_and_read() -> None:
    assert {"EH N EY EH S EY", "N AE S AH"} <= set(readings("NASA"))


def test_a_sign_that_holds_an_r_says_it_once() -> None:
    assert arpabet("ˈɪlmɚɹi") == "IH L M ER IY"
    assert arpabet("ɡˈælɑːɹɹəs") == "G AE L AA R AH S"


@given(st.text(max_size=30))
def test_readings_are_made_of_the_models_phones(word: str) -> None:
    assert all(re.fullmatch(r"[A-Z]{1,2}( [A-Z]{1,2})*", reading) for reading in readings(word))

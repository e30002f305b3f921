"""Scores of pairs whose errors are counted beforehand."""

from __future__ import annotations

import random
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from access.check.score import Errors, Offsets, SaidWord, score
from access.model.time import Span


def said(text: str, each: int = 0, offset: int = 0) -> list[SaidWord]:
    """Return words; with `each`, timed, one cue a line."""
    words: list[SaidWord] = []
    clock = offset
    for line in text.splitlines():
        parts = line.split()
        for place, part in enumerate(parts):
            words.append(SaidWord(part, Span(clock, clock + each) if each else None, not place, place + 1 == len(parts)))
            clock += each
    return words


REFERENCE = (
    "Good morning. My name is Anna Krzyzewski, and\nI was born in Oslo on the twenty-first of May 1984.\n"
    "We paid 1,500 dollars.")


def test_the_same_text_has_no_errors_of_any_kind() -> None:
    found = score(said(REFERENCE, 300), said(REFERENCE, 300), "en")
    assert found.words.rate == found.verbatim.rate == found.numbers.rate == 0
    assert found.names
    assert (found.names.total, found.names.missed) == (4, 0)
    assert found.numbers.total == 3
    assert found.starts == found.ends == Offsets(3, 3, 0, 0, 0)
    assert found.word_starts == Offsets(23, 23, 0, 0, 0)


def test_case_punctuation_and_the_writing_of_numbers_are_errors_only_to_the_letter() -> None:
    other = "good morning my name is anna krzyzewski and I was born in oslo on the 21st of may nineteen eighty four " \
        "we paid fifteen hundred dollars"
    found = score(said(other), said(REFERENCE), "en")
    assert found.words.rate == 0
    assert found.verbatim.rate
    assert found.verbatim.rate > 0.4


def test_what_is_wrong_missing_and_added_is_counted() -> None:
    found = score(said("the cat sat on a big mat"), said("the cat sits on the mat today"), "en")
    assert (found.words.rate, found.words.right) == (4 / 7, 4)
    assert score(said("x y z"), said("a"), "en").words.rate == 3.0
    assert score([], said("a b"), "en").words == Errors(2, 0, 0, 2, 0)
    assert score(said("a b"), [], "en").words.rate is None


def test_names_and_numbers_are_told_apart() -> None:
    other = ("Good morning. My name is Anna Shoe Chef ski, and I was born in Oslo on the 22nd of May 1984. "
             "We paid 1,500 dollars.")
    found = score(said(other), said(REFERENCE), "en")
    assert found.names
    assert (found.names.total, found.names.missed) == (4, 1)
    assert found.names.examples[0][0] == "krzyzewski"
    assert (found.numbers.total, found.numbers.missed, found.numbers.examples) == (3, 1, (("21.", "22."),))


def test_a_name_at_the_start_of_a_sentence_is_known_from_elsewhere() -> None:
    found = score(said("oslo. we love rome"), said("Oslo is cold. We love Oslo."), "en")
    assert found.names
    assert found.names.total == 2


@pytest.mark.parametrize(("text", "language"), [("Der Hund und die Katze", "de"), ("ALL OF IT IS LOUD IN OSLO", "en")])
def test_where_capitals_do_not_tell_names_nothing_is_claimed(text: str, language: str) -> None:
    assert score(said(text), said(text), language).names is None


def test_times_are_compared_where_cues_begin_and_end_with_the_same_word() -> None:
    reference = said("one two\nthree four\nfive six", 500)
    late = said("one two\nthree four\nfive six", 500, offset=250)
    found = score(late, reference, "en")
    assert found.starts == found.ends == Offsets(3, 3, 250, 250, 250)
    other_cues = score(said("one two three\nfour five six", 500), reference, "en")
    assert other_cues.starts == Offsets(1, 3, 0, 0, 0)
    assert other_cues.ends == Offsets(1, 3, 0, 0, 0)
    assert score(said("one two"), reference, "en").starts is None


@pytest.mark.parametrize(("written", "really"), [
    ("8 billion", "eight billion"), ("$5 million", "five million dollars"), ("1905", "nineteen oh five"), ("a hundred", "100"),
    ("thirty, forty people", "30, 40 people"), ("nineteen, twenty people", "19, 20 people"), ("one hundred, twenty", "100, 20"),
    ("between 200 and 300", "between two hundred and three hundred"), ("50 %", "fifty percent"), ("5€", "five euros"),
    ("5 €, please", "five euros please"), ("$1", "one dollar"), ("a 20-year-old", "a twenty year old"),
    ("1914–1918", "1914 - 1918"), ("50%", "fifty per cent"),
])
def test_the_same_number_written_in_two_ways_is_no_error(written: str, really: str) -> None:
    assert score(said(written), said(really), "en").words.rate == 0
    assert score(said(really), said(written), "en").words.rate == 0


def test_an_accent_typed_for_an_apostrophe_is_one_and_moves_no_other_word() -> None:
    found = score(said("I don´t know. It`s a cat"), said("I don't know. It's a dog"), "en")
    assert (found.words.right, found.words.wrong, found.words.reference) == (5, 1, 6)
    assert found.verbatim.wrong == 1
    assert score(said("na¨ıve ¯ ¸ _-_ word"), said("na¨ıve ¯ ¸ _-_ word"), "en").words.rate == 0


@pytest.mark.parametrize(("text", "names"), [
    ("Then Mr. Smith met Dr. Jones.", "smith jones"), ("We saw Mme. Curie and St. Peter", "curie peter"),
    ("It was J. Smith", "j smith"), ("So do I. They do. We went (to Dr. No)", "no"), ("It is big. They left", ""),
])
def test_a_title_or_an_initial_ends_no_sentence(text: str, names: str) -> None:
    found = score([], said(text), "en").names
    assert found
    assert [name for name, _ in found.examples] == names.split()


ANY_TEXT = st.text(max_size=40) | st.text(st.sampled_from("a1´`¨¸ﷺ½²٣፩$€%,.-–_—'()♪[]\u00a0\u3000\x1c\x85 "), max_size=20)


@settings(max_examples=300, deadline=None)
@given(ANY_TEXT, ANY_TEXT, st.sampled_from(["en", "ja", ""]))
def test_any_two_texts_have_a_score_and_one_and_the_same_has_no_errors(left: str, right: str, language: str) -> None:
    for other in (right, left):
        found = score(said(left, 300), said(other, 300), language, characters=language == "ja")
        assert found.words.right + found.words.wrong + found.words.missing == found.words.reference
    assert not found.words.rate
    assert not found.verbatim.rate
    assert (found.words.added, found.verbatim.added, found.numbers.missed) == (0, 0, 0)


def test_languages_without_blanks_are_counted_in_characters() -> None:
    found = score(said("今日は天気が悪い。", 900), said("今日は天気がいい", 900), "ja", characters=True)
    assert (found.words.reference, found.words.wrong, found.words.added) == (8, 1, 0)
    assert found.characters
    assert found.starts == Offsets(1, 1, 0, 0, 0)


WORDS = st.lists(st.sampled_from("the old man Anna 21 twenty one ran, home. and oh!".split()), max_size=30)


@settings(max_examples=200, deadline=None)
@given(WORDS, WORDS)
def test_the_counts_add_up_and_both_ways_are_the_same_distance(left: list[str], right: list[str]) -> None:
    there, back = (score(said(" ".join(a)), said(" ".join(b)), "en").words for a, b in ((left, right), (right, left)))
    for errors in (there, back):
        assert errors.right + errors.wrong + errors.missing == errors.reference
        assert errors.reference + errors.added - errors.missing == errors.right + errors.wrong + errors.added
    assert there.wrong + there.missing + there.added == back.wrong + back.missing + back.added
    assert there.right + there.wrong + there.added == back.reference
    longest = max(there.reference, back.reference)
    assert abs(there.reference - back.reference) <= there.wrong + there.missing + there.added <= longest


@settings(max_examples=100, deadline=None)
@given(st.lists(st.sampled_from("amber basalt cedar dune ember".split()), min_size=1, max_size=30), st.data())
def test_words_taken_out_are_missing_and_words_put_in_are_added(words: list[str], data: st.DataObject) -> None:
    kept = data.draw(st.lists(st.booleans(), min_size=len(words), max_size=len(words)))
    fewer = [word for word, keep in zip(words, kept, strict=True) if keep]
    gone = len(words) - len(fewer)
    assert score(said(" ".join(fewer)), said(" ".join(words)), "en").words == Errors(len(words), len(fewer), 0, gone, 0)
    if fewer:
        assert score(said(" ".join(words)), said(" ".join(fewer)), "en").words == Errors(len(fewer), len(fewer), 0, 0, gone)


def test_eleven_hours_of_speech_are_scored_in_reasonable_time() -> None:
    rng = random.Random(7)
    vocabulary = [f"word{n}" for n in range(4_000)]
    reference = [rng.choice(vocabulary) for _ in range(20_000)]
    other = [word if rng.random() > 0.15 else rng.choice(vocabulary) for word in reference if rng.random() > 0.03]
    began = time.process_time()
    found = score([SaidWord(word) for word in other], [SaidWord(word) for word in reference], "en")
    # A fifth of eleven hours; the work grows with the square, but bit by bit.
    assert time.process_time() - began < 20
    assert found.words.rate
    assert 0.12 < found.words.rate < 0.2

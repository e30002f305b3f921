"""Words that came without times are given them, and none is lost, out of order or outside the voice."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from access.engines.speech.times import overlapping, placed, spread, tokens
from access.model.findings import Word
from access.model.time import Span

VOICE = (Span(100, 900), Span(1_500, 2_500))


@st.composite
def voices(draw: st.DrawFn) -> tuple[Span, ...]:
    edges = sorted(draw(st.lists(st.integers(0, 30_000), min_size=2, max_size=12, unique=True)))
    return tuple(Span(start, end) for start, end in zip(edges[::2], edges[1::2], strict=False))


@st.composite
def timed_words(draw: st.DrawFn) -> list[Word]:
    texts = draw(st.lists(st.text(max_size=8), max_size=12))
    return [Word(text, Span(start, start + draw(st.integers(0, 2_000)))) for text in texts
            for start in [draw(st.integers(0, 30_000))]]


def words(text: str, *times: tuple[int, int]) -> list[Word]:
    return [Word(word, Span(*span), 0.9) for word, span in zip(text.split(), times, strict=True)]


def shown(found: list[Word]) -> list[tuple[str, int, int]]:
    return [(word.text, word.span.start, word.span.end) for word in found]


@given(st.lists(st.text(min_size=1, max_size=10), max_size=20), voices())
def test_words_are_spread_in_order_over_the_voice_and_none_over_a_pause(texts: list[str], voice: tuple[Span, ...]) -> None:
    found = spread(texts, voice, 0.5)
    assert [word.text for word in found] == texts
    assert all(a.span.end <= b.span.start for a, b in pairwise(found))
    assert all(any(word.span.within(span) == word.span for span in voice) for word in found)


def test_a_longer_word_takes_longer() -> None:
    assert shown(spread(["a", "bbb"], [Span(0, 400)], 0.5)) == [("a", 0, 100), ("bbb", 100, 400)]


@given(st.text(max_size=60), timed_words(), voices())
def test_no_letter_of_the_text_is_lost_and_no_word_runs_backwards(
    text: str, timed: list[Word], voice: tuple[Span, ...]
) -> None:
    found = placed(text, timed, voice, 0.5)
    assert "".join("".join(word.text for word in found).split()) == "".join(text.split())
    assert all(word.text.strip() for word in found)
    assert all(a.span.end <= b.span.start for a, b in pairwise(found))


def test_bare_words_lend_their_times_to_the_words_as_they_are_written() -> None:
    timed = words("dr smith said hello", (0, 100), (100, 300), (400, 500), (600, 900))
    found = placed("Dr. Smith said: “Hello!”", timed, VOICE, 0.5)
    assert shown(found) == [("Dr.", 0, 100), ("Smith", 100, 300), ("said:", 400, 500), ("“Hello!”", 600, 900)]
    assert {word.confidence for word in found} == {0.9}


def test_words_that_are_cut_otherwise_find_each_other() -> None:
    timed = words("well known new york", (0, 100), (100, 200), (300, 400), (400, 600))
    assert shown(placed("Well-known, NewYork", timed, VOICE, 0.5)) == [("Well-known,", 0, 200), ("NewYork", 300, 600)]
    whole = [Word("new york", Span(0, 700))]
    assert shown(placed("New York.", whole, VOICE, 0.5)) == [("New", 0, 300), ("York.", 300, 700)]


def test_a_number_that_is_spoken_otherwise_stands_between_its_neighbours() -> None:
    timed = words("in nineteen eighty we met", (100, 200), (250, 500), (500, 700), (750, 800), (800, 900))
    found = placed("In 1980 we met.", timed, VOICE, 0.5)
    assert shown(found) == [("In", 100, 200), ("1980", 200, 750), ("we", 750, 800), ("met.", 800, 900)]
    assert found[1].confidence == 0.5


def test_words_after_the_last_time_take_the_rest_of_the_voice() -> None:
    found = placed("Yes, and then some more", words("yes and", (100, 300), (300, 900)), VOICE, 0.5)
    assert shown(found)[:2] == [("Yes,", 100, 300), ("and", 300, 900)]
    assert shown(found)[2][1] == 1_500
    assert shown(found)[-1][2] == 2_500


@pytest.mark.parametrize(("text", "timed", "expected"), [
    ("今日は「晴れ」です。", ["今日", "は", "晴れ", "です"], ["今日", "は", "「晴れ」", "です。"]),
    ("สวัสดี ครับ", ["สวัส", "ดี", "ครับ"], ["สวัส", "ดี", "ครับ"]),
])
def test_a_script_without_blanks_is_cut_where_the_timed_words_begin(text: str, timed: list[str], expected: list[str]) -> None:
    found = placed(text, [Word(one, Span(n * 100, n * 100 + 100)) for n, one in enumerate(timed)], VOICE, 0.5)
    assert [word.text for word in found] == expected
    assert [word.span.start for word in found] == [n * 100 for n in range(len(expected))]


def test_a_script_without_blanks_and_without_times_is_cut_in_phrases() -> None:
    assert tokens("今日は、晴れです。明日も？") == ["今日は、", "晴れです。", "明日も？"]
    assert tokens("Korean 한국어 has blanks.") == ["Korean", "한국어", "has", "blanks."]


def test_what_lies_in_no_voice_keeps_its_own_time() -> None:
    assert overlapping(VOICE, Span(800, 1_600)) == (Span(800, 900), Span(1_500, 1_600))
    assert overlapping(VOICE, Span(1_000, 1_200)) == (Span(1_000, 1_200),)

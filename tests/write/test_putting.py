"""What a person put into a film is spoken where they put it, or nowhere."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from access.config import DescribeOptions
from access.model.script import Matter, Wanted
from access.model.time import Span
from access.model.words import fastest
from access.write.putting import as_put, rooms

OPTIONS = DescribeOptions()
PAUSES = (Span(0, 6_000), Span(10_000, 20_000))


def say(words: str) -> int:
    """A voice of 160 words a minute, on the dot."""
    return len(words.split()) * 375


def put(start: int, end: int, count: int) -> Wanted:
    return Wanted(Span(start, end), (" ".join(["word"] * count),), 1.0, Matter.PLACE)


@pytest.mark.parametrize(("cues", "expected"), [
    ([Span(1_000, 2_000)], [Span(1_000, 6_000)]),
    ([Span(1_000, 7_000)], [Span(1_000, 7_000)]),
    ([Span(7_000, 8_000)], [Span(7_000, 8_000)]),
    ([Span(1_000, 2_000), Span(3_000, 4_000)], [Span(1_000, 2_600), Span(3_000, 6_000)]),
    ([Span(1_000, 3_000), Span(3_000, 4_000)], [Span(1_000, 3_000), Span(3_000, 6_000)]),
    ([Span(1_000, 3_500), Span(3_000, 4_000)], [Span(1_000, 3_000), Span(3_000, 6_000)]),
])
def test_a_cue_has_its_time_and_the_rest_of_its_pause_up_to_the_next(cues: list[Span], expected: list[Span]) -> None:
    assert list(rooms(cues, PAUSES)) == expected


def test_what_is_too_long_for_its_place_is_left_out_and_never_told_elsewhere() -> None:
    wishes = [put(7_000, 7_500, 8), put(11_000, 12_000, 2)]
    (placed,), (missed,) = as_put(wishes, rooms([one.span for one in wishes], PAUSES), say, OPTIONS)
    assert (placed.wanted, placed.span.start) == (1, 11_000)
    assert missed.about == wishes[0].span
    assert missed.important
    assert missed.reason == "it takes 2.4 s at the fastest, and there is room for 0.5 s where it was put"


def test_what_nearly_fits_is_spoken_faster() -> None:
    (placed,), omitted = as_put([put(1_000, 3_000, 15)], rooms([Span(1_000, 3_000)], PAUSES), say, OPTIONS)
    assert (placed.span, round(placed.tempo, 3), omitted) == (Span(1_000, 6_000), 1.125, ())


def test_of_two_that_begin_together_one_is_spoken_and_the_other_told() -> None:
    wishes = [put(1_000, 2_000, 2), put(1_000, 3_000, 3)]
    (placed,), (missed,) = as_put(wishes, rooms([one.span for one in wishes], PAUSES), say, OPTIONS)
    assert placed.wanted == 0
    assert missed.reason == "another description begins where it was put"


@given(
    st.lists(st.tuples(st.integers(0, 60_000), st.integers(1, 9_000), st.integers(1, 30)), max_size=12),
    st.lists(st.integers(0, 60_000), max_size=8, unique=True))
def test_each_begins_where_it_was_put_and_none_sounds_over_another(
    cues: list[tuple[int, int, int]], edges: list[int],
) -> None:
    wishes = [put(start, start + length, count) for start, length, count in cues]
    pauses = [Span(start, end) for start, end in list(pairwise(sorted(edges)))[::2]]
    placed, omitted = as_put(wishes, rooms([one.span for one in wishes], pauses), say, OPTIONS)
    assert len(placed) + len(omitted) == len(wishes)
    assert all(wishes[one.wanted].span.start == one.span.start for one in placed)
    assert all(before.span.end <= after.span.start for before, after in pairwise(sorted(placed, key=lambda one: one.span)))
    for one in placed:
        natural = say(one.text)
        assert one.tempo <= fastest(one.text, natural, OPTIONS.max_tempo, OPTIONS.max_words_per_minute)
        assert natural / one.tempo <= one.room + 1
        cue = wishes[one.wanted].span
        assert one.span.end <= cue.end or any(one.span.start in pause and one.span.end <= pause.end for pause in pauses)

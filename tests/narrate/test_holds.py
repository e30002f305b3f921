"""A film holds still in no word, before what it tells of, at a cut where there is one."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from access.model.time import Span, merged
from access.narrate.holds import hold_point, stops

spans = st.lists(st.tuples(st.integers(0, 60_000), st.integers(60, 9_000)), max_size=20).map(
    lambda pairs: [Span(start, start + length) for start, length in pairs])


@given(spans, spans, st.lists(st.integers(0, 70_000), max_size=20))
def test_no_stop_is_in_a_word_or_outside_the_film(voiced: list[Span], words: list[Span], cuts: list[int]) -> None:
    found = stops(voiced, words, cuts, 70_000)
    assert list(found) == sorted(set(found))
    assert all(0 <= stop <= 70_000 for stop in found)
    assert not [stop for stop in found for word in merged(words) if word.start < stop < word.end]


@given(spans, st.lists(st.integers(0, 70_000), max_size=20))
def test_voice_without_words_counts_as_speech(voiced: list[Span], cuts: list[int]) -> None:
    assert not [stop for stop in stops(voiced, [], cuts, 70_000) for span in merged(voiced) if span.start < stop < span.end]


def test_a_cut_in_a_pause_is_a_stop_and_other_instants_near_it_are_none() -> None:
    found = stops([Span(0, 10_000), Span(16_000, 20_000)], [], [5_000, 13_000], 20_000)
    assert 13_000 in found
    assert 5_000 not in found, "someone speaks there"
    assert not [stop for stop in found if 0 < abs(stop - 13_000) <= 1_000]


def test_a_short_pause_is_held_in_its_middle() -> None:
    assert stops([Span(0, 5_000), Span(5_400, 9_000)], [], [], 9_000) == (5_200,)


def test_a_film_that_begins_in_silence_may_be_held_before_it_begins() -> None:
    assert stops([Span(3_000, 9_000)], [], [], 9_000)[0] == 0


def test_where_someone_speaks_on_and_on_it_holds_between_two_words() -> None:
    words = [Span(at, at + 480) for at in range(0, 60_000, 500)]
    words[45] = Span(words[45].start, words[45].end - 60)
    found = stops([Span(0, 60_000)], words, [], 60_000)
    assert 22_960 in found, "where the space is longest"
    assert max(b - a for a, b in zip([0, *found], [*found, 60_000], strict=True)) <= 20_000


def test_it_holds_at_the_last_stop_before_what_is_told() -> None:
    assert hold_point(Span(10_000, 12_000), [4_000, 8_000, 9_500, 10_500]) == 9_500
    assert hold_point(Span(10_000, 12_000), [4_000, 10_000]) == 10_000


def test_a_hold_long_before_gives_way_to_one_while_the_picture_shows() -> None:
    assert hold_point(Span(10_000, 14_000), [100, 11_160]) == 11_160
    assert hold_point(Span(10_000, 14_000), [5_000, 11_160]) == 5_000
    assert hold_point(Span(10_000, 14_000), [100]) == 100


def test_it_holds_while_the_thing_is_seen_where_there_is_no_stop_near_before_it() -> None:
    assert hold_point(Span(40_000, 45_000), [4_000, 41_000, 44_000]) == 41_000


@pytest.mark.parametrize("there", [[], [4_000], [46_000]])
def test_it_holds_nowhere_where_all_stops_are_far(there: list[int]) -> None:
    assert hold_point(Span(40_000, 45_000), there) is None


def test_it_never_tears_a_description() -> None:
    assert hold_point(Span(10_000, 12_000), [4_000, 8_000, 9_950], told=[Span(7_000, 9_900)]) == 4_000
    assert hold_point(Span(10_000, 12_000), [4_000, 8_000, 10_000], told=[Span(7_000, 9_900)]) == 10_000


def test_a_film_of_two_hours_is_gone_through_in_seconds() -> None:
    words = [Span(450 * number, 450 * number + (300, 430, 100)[number % 3]) for number in range(16_000)]
    began = time.process_time()
    found = stops(words, words, range(0, 7_200_000, 4_800), 7_200_000)
    told = [Span(start, start + 3_000) for start in range(0, 7_200_000, 9_000)]
    assert all(hold_point(Span(start, start + 4_000), found, told) is not None for start in range(0, 7_000_000, 14_000))
    assert time.process_time() - began < 10  # well under a second; the bound is for a machine that does much else

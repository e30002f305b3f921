"""Pauses that can be used: no speech in them, long enough, and not right up against a voice."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from access.config import DescribeOptions
from access.model.time import Span
from access.write.gaps import usable_gaps

OPTIONS = DescribeOptions(min_gap_seconds=2.0, lead_ms=250)


def spans() -> st.SearchStrategy[list[Span]]:
    edges = st.tuples(st.integers(0, 60_000), st.integers(1, 5_000))
    return st.lists(edges.map(lambda pair: Span(pair[0], sum(pair))), max_size=12)


def test_the_beginning_and_the_end_of_the_film_are_used_to_the_last_ms() -> None:
    assert usable_gaps([Span(5_000, 20_000)], [], 30_000, OPTIONS) == (Span(0, 4_750), Span(20_250, 30_000))


def test_a_pause_is_a_pause_only_where_neither_words_nor_voice_are_heard() -> None:
    voiced = [Span(0, 4_000), Span(10_000, 20_000)]
    words = [Span(5_000, 5_400)]
    assert usable_gaps(voiced, words, 20_000, OPTIONS) == (Span(5_650, 9_750),)


def test_the_least_length_counts_before_the_lead_is_taken_off() -> None:
    assert usable_gaps([Span(0, 1_000), Span(3_000, 9_000)], [], 9_000, OPTIONS) == (Span(1_250, 2_750),)
    assert usable_gaps([Span(0, 1_000), Span(2_999, 9_000)], [], 9_000, OPTIONS) == ()


def test_a_pause_that_the_lead_eats_up_is_none() -> None:
    assert usable_gaps([Span(0, 100), Span(500, 900)], [], 900, DescribeOptions(min_gap_seconds=0.3, lead_ms=250)) == ()


def test_a_film_without_speech_is_one_pause() -> None:
    assert usable_gaps([], [], 40_000, OPTIONS) == (Span(0, 40_000),)
    assert usable_gaps([], [], 0, OPTIONS) == ()


@given(spans(), spans(), st.integers(0, 60_000))
@settings(max_examples=80, deadline=None)
def test_no_gap_ever_touches_speech(voiced: list[Span], words: list[Span], duration: int) -> None:
    gaps = usable_gaps(voiced, words, duration, OPTIONS)
    for gap in gaps:
        assert gap.duration > 0
        assert gap.end <= duration
        for span in [*voiced, *words]:
            assert not gap.overlap(span)
            if span.start >= duration:
                continue
            assert span.end + OPTIONS.lead_ms <= gap.start or gap.end + OPTIONS.lead_ms <= span.start
    assert list(gaps) == sorted(gaps)

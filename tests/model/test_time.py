from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from access.model.time import Span, between, clock, merged

instants = st.integers(0, 100_000)
spans = st.tuples(instants, instants).map(lambda pair: Span(min(pair), max(pair)))
BOUNDS = Span(0, 100_000)


def test_a_span_never_ends_before_it_starts() -> None:
    with pytest.raises(ValueError, match="not a span"):
        Span(5, 4)


def test_half_open_spans_that_touch_do_not_overlap() -> None:
    assert Span(0, 10).overlap(Span(10, 20)) == 0
    assert 10 not in Span(0, 10)


@given(st.lists(spans))
def test_what_is_merged_and_what_lies_between_make_the_whole(pieces: list[Span]) -> None:
    covered, holes = merged(pieces), between(pieces, BOUNDS)
    assert sum(span.duration for span in covered) + sum(hole.duration for hole in holes) == BOUNDS.duration
    assert all(hole.overlap(piece) == 0 for hole in holes for piece in pieces)


@given(st.lists(spans), st.integers(0, 500))
def test_merged_spans_stand_apart_in_order(pieces: list[Span], join: int) -> None:
    result = merged(pieces, join)
    assert all(b.start - a.end > join for a, b in pairwise(result))


@given(spans, spans)
def test_a_span_within_bounds_is_inside_them(span: Span, bounds: Span) -> None:
    inside = span.within(bounds)
    assert bounds.start <= inside.start <= inside.end <= bounds.end
    assert inside.duration == span.overlap(bounds)


@pytest.mark.parametrize(("ms", "text"), [(0, "00:00:00.000"), (3_723_004, "01:02:03.004"), (360_000_000, "100:00:00.000")])
def test_a_clock_shows_hours_minutes_seconds_and_milliseconds(ms: int, text: str) -> None:
    assert clock(ms) == text


def test_a_span_is_shared_out_by_weight() -> None:
    assert Span(1000, 1400).shared_out([1, 3]) == (Span(1000, 1100), Span(1100, 1400))
    assert Span(0, 10).shared_out([]) == ()
    assert Span(5, 10).shared_out([0, 0]) == (Span(5, 5), Span(5, 5))


@given(spans, st.lists(st.integers(0, 1000), min_size=1))
def test_what_is_shared_out_makes_the_whole_in_order(span: Span, weights: list[int]) -> None:
    parts = span.shared_out(weights)
    assert len(parts) == len(weights)
    assert all(a.end == b.start for a, b in pairwise(parts))
    assert parts[0].start == span.start
    assert parts[-1].end == (span.end if any(weights) else span.start)
    assert all(abs(part.duration * sum(weights) - span.duration * weight) <= sum(weights)
               for part, weight in zip(parts, weights, strict=True))

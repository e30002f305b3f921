"""What a recogniser is given at once."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from access.engines.speech.utterances import APART_MS, windows
from access.model.time import Span

WINDOW = 30_000


@st.composite
def voices(draw: st.DrawFn) -> list[Span]:
    spans, at = [], 0
    for pause, length in draw(st.lists(st.tuples(st.integers(1, 6_000), st.integers(1, 70_000)), max_size=40)):
        spans.append(Span(at + pause, at + pause + length))
        at += pause + length
    return spans


@given(voices())
def test_windows_hold_all_the_voice_in_order_and_none_is_longer_than_the_recogniser_looks(voiced: list[Span]) -> None:
    bounds = Span(0, voiced[-1].end + 500 if voiced else 500)
    found = windows(voiced, bounds, WINDOW)
    assert all(left.end <= right.start for left, right in pairwise(found))
    assert all(0 < window.duration <= WINDOW and window.end <= bounds.end for window in found)
    for span in voiced:
        assert sum(window.overlap(span) for window in found) == span.duration


def test_a_full_window_ends_at_the_last_pause_between_phrases() -> None:
    voiced = [Span(0, 14_000), Span(15_500, 20_000), Span(20_500, 27_000), Span(27_300, 33_000)]
    assert windows(voiced, Span(0, 34_000), WINDOW)[0].end == 20_200


def test_a_long_pause_is_in_no_window() -> None:
    voiced = [Span(1_000, 2_000), Span(2_000 + APART_MS, 6_000)]
    assert len(windows(voiced, Span(0, 7_000), WINDOW)) == 2


def test_short_pauses_do_not_make_more_windows() -> None:
    voiced = [Span(n * 2_000, n * 2_000 + 1_000) for n in range(14)]
    assert len(windows(voiced, Span(0, 30_000), WINDOW)) == 1

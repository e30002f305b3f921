"""Tokens made into words, and tokens laid along a sound."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from access.engines.speech.tokens import Part, joined, starts
from access.model.time import Span


def pieces(*texts: str) -> list[Part]:
    return [Part(text, Span(100 * number, 100 * number + 100), 0.5 + number / 10) for number, text in enumerate(texts)]


def said(*texts: str, spaced: bool = True) -> list[str]:
    return [word.text for word in joined(pieces(*texts), spaced)]


def test_a_space_begins_a_word_and_punctuation_goes_with_the_one_before() -> None:
    words = joined(pieces(" Mus", "eum", ",", " it", "'s", " open"))
    assert [(word.text, word.span) for word in words] == [
        ("Museum,", Span(0, 300)), ("it's", Span(300, 500)), ("open", Span(500, 600))]
    assert words[0].confidence == pytest.approx(0.6)


def test_what_has_no_letters_is_no_word() -> None:
    assert said(" ", " a", " ") == ["a"]
    assert said() == []


def test_where_no_spaces_are_written_each_piece_is_a_word_but_for_signs_that_cannot_stand_alone() -> None:
    assert said("今日", "は", "。", "「", "雨", "」", "です", spaced=False) == ["今日", "は。", "「雨」", "です"]
    assert said("ก", "ำ", "ไ", spaced=False) == ["กำ", "ไ"]


def test_the_best_path_follows_the_weight() -> None:
    weights = np.zeros((3, 9), dtype=np.float32)
    weights[0, :2] = weights[1, 2:7] = weights[2, 7:] = 1.0
    assert starts(weights) == [0, 2, 7]


def test_one_strong_frame_out_of_order_does_not_break_the_order() -> None:
    weights = np.zeros((3, 9), dtype=np.float32)
    weights[0, :2] = weights[1, 2:7] = weights[2, 7:] = 1.0
    weights[2, 0] = 3.0
    assert starts(weights) == [0, 2, 7]


def test_more_tokens_than_frames_have_no_path() -> None:
    assert starts(np.zeros((3, 2), dtype=np.float32)) is None
    assert starts(np.zeros((0, 2), dtype=np.float32)) is None


@given(st.integers(1, 12), st.integers(0, 30), st.randoms(use_true_random=False))
def test_every_token_has_a_frame_and_none_runs_backwards(rows: int, more: int, chance: object) -> None:
    weights = np.random.default_rng(chance.randint(0, 99)).standard_normal((rows, rows + more))  # type: ignore[attr-defined]
    begin = starts(weights.astype(np.float32))
    assert begin is not None
    assert begin[0] == 0
    assert all(a < b for a, b in pairwise(begin))
    assert begin[-1] < rows + more


@given(st.integers(1, 4), st.integers(0, 4), st.integers(0, 99))
def test_no_other_path_is_better(rows: int, more: int, seed: int) -> None:
    weights = np.random.default_rng(seed).standard_normal((rows, rows + more)).astype(np.float32)
    begin = starts(weights)
    assert begin is not None

    def total(edges: list[int]) -> float:
        ends = [*edges[1:], rows + more]
        return float(sum(weights[row, a:b].sum() for row, (a, b) in enumerate(zip(edges, ends, strict=True))))

    def paths(left: int, first: int) -> list[list[int]]:
        if not left:
            return [[]]
        return [[at, *rest] for at in range(first, rows + more) for rest in paths(left - 1, at + 1)]

    assert total(begin) == pytest.approx(max(total([0, *rest]) for rest in paths(rows - 1, 1)), abs=1e-4)

"""A word belongs to the one whose turn it is."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from access.model.findings import Turn, Word
from access.model.time import Span
from access.understand.speakers import spoken_by

TURNS = (Turn(Span(0, 1_000), "SPEAKER_07"), Turn(Span(1_200, 2_000), "SPEAKER_02"), Turn(Span(5_000, 6_000), "SPEAKER_07"))
SPANS = st.integers(0, 9_000).flatmap(lambda start: st.integers(0, 2_000).map(lambda length: Span(start, start + length)))


def speakers(*spans: tuple[int, int], turns: tuple[Turn, ...] = TURNS) -> list[str]:
    return [word.speaker for word in spoken_by([Word("a", Span(*span)) for span in spans], turns)]


def test_speakers_are_named_in_the_order_in_which_they_first_speak() -> None:
    assert speakers((1_300, 1_500), (100, 300)) == ["Speaker 1", "Speaker 2"]
    assert speakers((100, 300), (1_300, 1_500), (5_100, 5_200)) == ["Speaker 1", "Speaker 2", "Speaker 1"]


def test_a_word_between_two_turns_goes_with_the_larger_part() -> None:
    assert speakers((0, 10), (900, 1_250), (950, 1_400)) == ["Speaker 1", "Speaker 1", "Speaker 2"]


def test_a_word_in_no_turn_goes_with_the_nearest_also_where_it_has_no_time() -> None:
    assert speakers((0, 10), (1_050, 1_060), (1_180, 1_180), (3_000, 3_100), (4_500, 4_500), (9_000, 9_500)) == [
        "Speaker 1", "Speaker 1", "Speaker 2", "Speaker 2", "Speaker 1", "Speaker 1"]


def test_turns_may_overlap_and_a_long_one_is_not_forgotten() -> None:
    turns = (Turn(Span(0, 10_000), "long"), Turn(Span(1_000, 1_200), "b"), Turn(Span(2_000, 2_100), "b"))
    assert speakers((2_050, 2_300), (5_000, 5_500), (1_210, 1_300), turns=turns) == ["", "", ""], "all is the long one's"


def test_where_all_is_one_speakers_nobody_is_named() -> None:
    assert speakers((100, 200), (300, 400)) == ["", ""]
    assert speakers((100, 200), turns=()) == [""]


@given(st.lists(SPANS, max_size=12), st.lists(st.tuples(SPANS, st.sampled_from("abc")), max_size=8))
def test_each_word_is_one_of_greatest_overlap_and_nothing_else_of_it_changes(
    spans: list[Span], turns: list[tuple[Span, str]]
) -> None:
    words = [Word(str(number), span) for number, span in enumerate(spans)]
    found = spoken_by(words, [Turn(*turn) for turn in turns])
    assert [(word.text, word.span) for word in found] == [(word.text, word.span) for word in words]
    names = {word.speaker for word in found}
    assert len(names) != 1 or names == {""}
    owner: dict[str, str] = {}
    for word in found:
        held = {who: sum(span.overlap(word.span) for span, name in turns if name == who) for _, who in turns}
        best = [who for who in held if held[who] == max(held.values()) > 0]
        if word.speaker and len(best) == 1:
            assert owner.setdefault(word.speaker, best[0]) == best[0]

"""Which description is spoken in which pause: nothing over speech, what matters first, near to where it is seen, and no plan is
better among all that could be made."""

from __future__ import annotations

import time
from dataclasses import replace
from functools import cache
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from made_plans import content, first_come, made_film, worth_of
from made_plans import say as spoken_length

from access.config import DescribeOptions
from access.model.nearness import lead, reach
from access.model.script import Matter, Placement, Wanted
from access.model.time import Span
from access.model.words import fastest
from access.write.gaps import usable_gaps
from access.write.placing import in_order, plan, silences, worth

OPTIONS = DescribeOptions()


def say(words: str) -> int:
    """A voice of 160 words a minute, on the dot."""
    return len(words.split()) * 375


def wish(start: int, end: int, *counts: int, weight: float = 1.0, matter: Matter = Matter.TEXT) -> Wanted:
    return Wanted(Span(start, end), tuple(" ".join(["word"] * count) for count in counts), weight, matter)


def action(start: int, end: int, *counts: int, weight: float = 1.0) -> Wanted:
    return wish(start, end, *counts, weight=weight, matter=Matter.ACTION)


def test_what_fits_is_whole_at_its_own_tempo_when_its_picture_appears() -> None:
    (placed,), omitted = plan([wish(20_000, 25_000, 8)], [Span(15_000, 40_000)], say, OPTIONS)
    assert (placed.span, placed.tempo) == (Span(20_000, 23_000), 1.0)
    assert omitted == ()


def test_what_nearly_fits_is_spoken_as_fast_as_needed_and_no_faster() -> None:
    (placed,), _ = plan([wish(20_000, 25_000, 16, 4)], [Span(20_000, 25_000)], say, OPTIONS)
    assert placed.tempo == pytest.approx(1.2, abs=0.01)
    assert placed.span == Span(20_000, 25_000)


def test_it_is_never_faster_than_the_limits() -> None:
    slow = DescribeOptions(max_words_per_minute=176)
    (placed,), _ = plan([wish(20_000, 25_000, 16, 4)], [Span(20_000, 25_000)], say, slow)
    assert len(placed.text.split()) == 4
    assert placed.tempo == 1.0


def test_what_cannot_fit_is_told_shorter_else_left_out_with_the_reason() -> None:
    (placed,), _ = plan([wish(20_000, 25_000, 40, 10)], [Span(20_000, 25_000)], say, OPTIONS)
    assert len(placed.text.split()) == 10
    placements, (omitted,) = plan([wish(20_000, 25_000, 40, 20)], [Span(20_000, 25_000)], say, OPTIONS)
    assert placements == ()
    assert "takes 6.0 s" in omitted.reason
    _, (omitted,) = plan([wish(20_000, 25_000, 4)], [Span(50_000, 60_000)], say, OPTIONS)
    assert "no pause" in omitted.reason


def test_what_is_left_out_says_what_it_was_and_whether_it_matters() -> None:
    doubted = Wanted(Span(0, 900), ("In a yard.",), 0.7, Matter.PLACE, ("unsure",))
    _, (omitted,) = plan([doubted], [], say, OPTIONS)
    assert (omitted.matter, omitted.weight, omitted.important, omitted.doubts) == (Matter.PLACE, 0.7, True, ("unsure",))
    _, (omitted,) = plan([action(0, 900, 4)], [], say, OPTIONS)
    assert not omitted.important


def test_the_heavier_of_two_texts_gets_the_pause() -> None:
    two = [wish(20_000, 25_000, 12, weight=1.0), wish(21_000, 25_000, 12, weight=3.0)]
    (placed,), (omitted,) = plan(two, [Span(20_000, 25_000)], say, OPTIONS)
    assert placed.wanted == 1
    assert "other texts" in omitted.reason


def test_no_title_is_left_out_for_more_of_another_or_for_what_is_less() -> None:
    titles = [
        Wanted(Span(at, at + 3_000), (" ".join(["word"] * 12), "word word"), 44.0, Matter.TITLE, core=40.0)
        for at in (0, 3_000, 6_000)]
    others = [wish(9_000, 12_000, 20, 9, weight=4.5), action(9_500, 12_000, 8, weight=4.5)]
    placements, _ = plan([*titles, *others], [Span(0, 4_000)], say, OPTIONS)
    assert [(placed.wanted, placed.text) for placed in placements] == [(number, "word word") for number in range(3)]
    wider, _ = plan([*titles, *others], [Span(0, 9_000)], say, OPTIONS)
    assert {placed.wanted for placed in wider} >= {0, 1, 2}
    assert sum(len(placed.text.split()) for placed in wider) > 6, "what is left of the pause is used"


def test_texts_share_a_pause_in_the_order_of_their_pictures() -> None:
    three = [wish(22_000, 23_000, 5), wish(20_000, 21_000, 5), wish(24_000, 25_000, 5)]
    placements, _ = plan(three, [Span(20_000, 30_000)], say, OPTIONS)
    assert [placement.wanted for placement in placements] == [1, 0, 2]
    assert all(b.span.start - a.span.end >= 300 for a, b in pairwise(placements))


def test_a_title_that_stands_during_speech_is_told_in_the_nearest_pause() -> None:
    gaps = [Span(0, 4_000), Span(13_000, 18_000), Span(40_000, 50_000)]
    (placed,), _ = plan([wish(20_000, 30_000, 8)], gaps, say, OPTIONS)
    assert gaps[1].start <= placed.span.start
    assert placed.span.end <= gaps[1].end


def test_a_picture_is_not_told_away_before_it_is_there() -> None:
    before, after = Span(10_000, 17_000), Span(29_000, 40_000)
    (placed,), _ = plan([action(20_000, 25_000, 6)], [before, after], say, OPTIONS)
    assert placed.span.start == after.start
    (placed,), _ = plan([action(20_000, 25_000, 6)], [Span(10_000, 20_500)], say, OPTIONS)
    assert placed.span.start == 18_000, "two seconds before, and no sooner"


def test_a_picture_that_is_long_gone_is_not_told_but_a_text_is() -> None:
    late = [Span(33_000, 40_000)]
    assert plan([action(20_000, 25_000, 6)], late, say, OPTIONS)[0] == ()
    assert len(plan([wish(20_000, 25_000, 6)], late, say, OPTIONS)[0]) == 1


def test_of_two_pauses_the_nearer_is_taken_though_both_have_room() -> None:
    near, far = Span(22_000, 26_000), Span(27_500, 33_000)
    (placed,), _ = plan([action(20_000, 23_000, 8)], [near, far], say, OPTIONS)
    assert placed.span.start == near.start


@pytest.mark.parametrize(("detail", "pause"), [("brief", 4_000), ("standard", 2_000), ("detailed", 1_000)])
def test_what_is_not_important_leaves_silence_before_it(detail: str, pause: int) -> None:
    options = DescribeOptions.model_validate({"detail": detail})
    two = [action(10_000, 30_000, 6), action(10_500, 30_000, 6)]
    first, second = plan(two, [Span(10_000, 60_000)], say, options)[0]
    assert second.span.start - first.span.end == pause
    assert first.room == second.span.start - pause - first.span.start


def test_a_text_follows_a_picture_after_a_breath() -> None:
    two = [action(10_000, 30_000, 6), wish(10_500, 30_000, 6)]
    first, second = plan(two, [Span(10_000, 60_000)], say, OPTIONS)[0]
    assert second.span.start - first.span.end == 400


def test_many_texts_are_placed_in_little_time() -> None:
    many = [wish(5_000 * number, 5_000 * number + 3_000, 12, 6) for number in range(120)]
    placements, _ = plan(many, [Span(0, 600_000)], say, OPTIONS)
    assert len(placements) == 120


def test_a_film_of_two_hours_is_planned_in_seconds() -> None:
    gaps = [Span(9_000 * number, 9_000 * number + (1_800, 2_500, 4_000, 6_000)[number % 4]) for number in range(800)]
    wishes = [
        wish(4_800 * number, 4_800 * number + 3_000, 20 + number % 9, 16, 12, 8, 5, 3, weight=1 + number % 7,
             matter=list(Matter)[number % 8])
        for number in range(1_500)
    ]
    began = time.process_time()
    placements, omitted = plan(wishes, gaps, say, OPTIONS)
    assert len(placements) + len(omitted) == 1_500
    assert len(placements) > 700
    assert time.process_time() - began < 30  # a second or two; the bound is for a machine that does much else


# --- rules that always hold ------------------------------------------------------------------------------------------

CORES = {Matter.TITLE: 40.0, Matter.CREDITS: 5.0, Matter.CAPTION: 5.0}

WISHES = st.lists(
    st.tuples(st.integers(0, 60), st.integers(0, 12), st.lists(st.integers(1, 30), min_size=1, max_size=3),
              st.floats(0.1, 3.0), st.sampled_from(list(Matter))), max_size=8)


def made(things: list[tuple[int, int, list[int], float, Matter]]) -> list[Wanted]:
    return [
        replace(wish(start * 1000, (start + length) * 1000, *sorted(set(counts), reverse=True), matter=matter),
                weight=CORES.get(matter, 0.0) + weight, core=CORES.get(matter, 0.0))
        for start, length, counts, weight, matter in things
    ]


def assert_kept(wishes: list[Wanted], gaps: list[Span], placements: tuple[Placement, ...], options: DescribeOptions) -> None:
    for placement in placements:
        about = wishes[placement.wanted]
        assert any(gap.start <= placement.span.start and placement.span.end <= gap.end for gap in gaps)
        assert placement.span.duration >= say(placement.text) / placement.tempo - 1
        assert placement.span.duration <= placement.room
        assert 1.0 <= placement.tempo <= options.max_tempo + 1e-6
        assert placement.text in about.texts
        assert -lead(about.matter) <= placement.span.start - about.span.start
        assert placement.span.start - about.span.end <= reach(about.matter)
    assert len({placement.wanted for placement in placements}) == len(placements)
    rests = silences(wishes, options)
    for one, other in pairwise(placements):
        assert in_order(wishes[one.wanted]) <= in_order(wishes[other.wanted])
        assert one.span.end + rests[other.wanted] <= other.span.start


@given(WISHES, st.lists(st.tuples(st.integers(0, 60_000), st.integers(1, 15_000)), max_size=8))
@settings(max_examples=80, deadline=None)
def test_no_placement_ever_overlaps_speech_or_another(
    things: list[tuple[int, int, list[int], float, Matter]], speech: list[tuple[int, int]]
) -> None:
    voices = [Span(start, start + length) for start, length in speech]
    gaps = usable_gaps(voices, [], [], 90_000, OPTIONS)
    wishes = made(things)
    placements, omitted = plan(wishes, gaps, say, OPTIONS)
    assert len(placements) + len(omitted) == len(wishes)
    assert not any(placement.span.overlap(voice) for placement in placements for voice in voices)
    assert_kept(wishes, list(gaps), placements, OPTIONS)


# --- no better plan --------------------------------------------------------------------------------------------------


def best_of_all(wishes: list[Wanted], gaps: list[Span], options: DescribeOptions) -> float:
    """Return the most that any plan is worth, found by trying every text of everything, at its own tempo and the highest, at
    every half second of every pause and as soon as the one before allows."""
    order = sorted(wishes, key=in_order)
    rests = silences(order, options)

    @cache
    def rest(number: int, free: int | None) -> float:
        if number == len(order):
            return 0.0
        about = order[number]
        best = rest(number + 1, free)
        soonest = 0 if free is None else free + rests[number]
        for gap in gaps:
            first = max(gap.start, soonest, about.span.start - lead(about.matter))
            for start in {first, *range(-(-first // 500) * 500, min(gap.end, about.span.end + reach(about.matter)) + 1, 500)}:
                if start > about.span.end + reach(about.matter):
                    continue
                for text in about.texts:
                    natural = say(text)
                    most = fastest(text, natural, options.max_tempo, options.max_words_per_minute)
                    for tempo in {1.0, 1 + 0.9 * (most - 1)}:
                        end = start + -int(-natural // tempo)
                        if end <= gap.end:
                            haste = (tempo - 1) / (options.max_tempo - 1)
                            best = max(best, worth(about, text, haste, start) + rest(number + 1, end))
        return best

    return rest(0, None)


@given(
    st.lists(st.tuples(st.integers(0, 24), st.integers(0, 6), st.lists(st.integers(2, 24), min_size=1, max_size=2),
                       st.sampled_from([0.1, 0.5, 1.0, 3.0]), st.sampled_from(list(Matter))), min_size=1, max_size=4),
    st.lists(st.tuples(st.integers(0, 56), st.integers(3, 20)), min_size=1, max_size=3),
    st.sampled_from(["brief", "standard", "detailed"]),
)
@settings(max_examples=150, deadline=None)
def test_no_other_plan_is_worth_more(
    things: list[tuple[int, int, list[int], float, Matter]], pauses: list[tuple[int, int]], detail: str
) -> None:
    options = DescribeOptions.model_validate({"detail": detail})
    wishes = made(things)
    gaps: list[Span] = []
    for start, length in sorted(pauses):
        if not gaps or gaps[-1].end < start * 500:
            gaps.append(Span(start * 500, (start + length) * 500))
    placements, _ = plan(wishes, gaps, say, options)
    assert_kept(wishes, gaps, placements, options)
    assert worth_of(wishes, placements, options) >= best_of_all(wishes, gaps, options) - 1e-6


@pytest.mark.parametrize("seed", range(12))
def test_the_plan_says_no_less_than_first_come(seed: int) -> None:
    film = made_film(seed)
    placements, _ = plan(film.wishes, film.gaps, spoken_length, OPTIONS)
    taken = first_come(film.wishes, film.gaps, OPTIONS)
    assert taken
    assert content(film.wishes, placements) >= content(film.wishes, taken) - 1e-9
    assert worth_of(film.wishes, placements, OPTIONS) >= worth_of(film.wishes, taken, OPTIONS) - 1e-9

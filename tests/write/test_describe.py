"""What is told of the screen, in which words, and where: what is heard is not told, and nothing is told over speech."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from access.config import DescribeOptions
from access.model.findings import ScreenText, Word
from access.model.script import Description, Verdict, Wanted
from access.model.time import Span
from access.write.describe import plan, verdict, wanted
from access.write.gaps import usable_gaps
from access.write.wording import phrases

OPTIONS = DescribeOptions()
FILM = 95_000


def text(start: float, end: float, *lines: str, height: float = 0.05) -> ScreenText:
    return ScreenText(Span(int(start * 1000), int(end * 1000)), lines, 0.95, height)


def spoken(at: float, words: str) -> list[Word]:
    start = int(at * 1000)
    return [Word(word, Span(start + 300 * number, start + 300 * number + 280)) for number, word in enumerate(words.split())]


def told(texts: list[ScreenText], words: list[Word] | None = None, language: str = "en") -> list[str]:
    return [wish.texts[0] for wish in wanted(texts, words or [], language, FILM)]


# --- what is heard -------------------------------------------------------------------------------------------------


def test_what_is_read_aloud_is_not_told_again() -> None:
    slide = text(30, 40, "Admission is free", "for children under twelve")
    assert told([slide], spoken(31, "admission is free for all children under the age of twelve")) == []
    assert told([slide], spoken(60, "admission is free for all children under the age of twelve")) != []


def test_words_that_a_reader_ran_together_are_heard_all_the_same() -> None:
    assert told([text(30, 40, "NaturalHistory Museum")], spoken(32, "the natural history museum")) == []


def test_a_word_or_two_are_heard_only_as_they_stand() -> None:
    question = text(30, 35, "What is a mammal?")
    assert told([question], spoken(33, "mammals are a group of vertebrates")) == ["Text on screen: What is a mammal?"]
    assert told([question], spoken(33, "so what is a mammal then")) == []


def test_only_what_is_mostly_spoken_counts_as_heard() -> None:
    slide = text(30, 40, "Harbour ferry timetable summer season")
    assert told([slide], spoken(31, "take the ferry")) != []


# --- in which words ------------------------------------------------------------------------------------------------


def test_text_is_told_as_title_text_or_credits() -> None:
    texts = [
        text(1, 5, "The Old Lighthouse", height=0.12), text(40, 45, "Room 12"),
        text(88, 94, "Directed by A. Reed", "Camera B. Holt"),
    ]
    assert told(texts) == [
        "Title: The Old Lighthouse.", "Text on screen: Room 12.", "Credits: Directed by A. Reed. Camera B. Holt.",
    ]


def test_labels_are_in_the_language_of_the_descriptions_or_left_out() -> None:
    title = [text(1, 5, "Radio", height=0.1)]
    assert told(title, language="de-AT") == ["Titel: Radio."]
    assert told(title, language="sw") == ["Radio."]


def test_lines_broken_in_mid_sentence_are_joined_and_others_end() -> None:
    lines = [
        "An interview with", "Dr. Ross MacPhee", "Curator and Researcher", "at the", "American Museum of Natural History",
        "• Three tiny bones in the", "middle ear: malleus, incus,", "and stapes",
    ]
    assert phrases(lines, "en") == (
        "An interview with Dr. Ross MacPhee", "Curator and Researcher at the American Museum of Natural History",
        "Three tiny bones in the middle ear: malleus, incus, and stapes",
    )


@pytest.mark.parametrize(("line", "said"), [
    ("BEYOND PENGUINS AND POLAR BEARS", "Beyond Penguins and Polar Bears"),
    ("RECORDED AT AMNH BY NSDL", "Recorded at AMNH by NSDL"),
    ("NSDL", "NSDL"), ("USA", "USA"), ("Recorded at AMNH", "Recorded at AMNH"), ("HOW IT WORKS", "How it Works"),
])
def test_capitals_go_only_where_it_is_surely_no_acronym(line: str, said: str) -> None:
    assert phrases([line], "en") == (said,)


def test_capitals_stay_in_a_language_whose_small_words_are_unknown() -> None:
    assert phrases(["MAKUMBUSHO YA TAIFA"], "sw") == ("MAKUMBUSHO YA TAIFA",)


def test_an_address_is_told_without_what_nobody_says() -> None:
    assert told([text(40, 44, "See https://museum.example.org/visit/")]) == ["Text on screen: See museum.example.org/visit."]


def test_control_characters_of_the_screen_never_get_into_the_text() -> None:
    assert told([text(40, 44, "Exit\x01 50S\u2028 left\x00")]) == ["Text on screen: Exit 50S left."]


def test_shorter_forms_are_shorter_and_keep_the_first_words() -> None:
    names = [f"Editor Number {number} Miller Smith" for number in range(12)]
    (credits,) = wanted([text(85, 94, *names)], [], "en", FILM)
    assert [len(form) for form in credits.texts] == sorted({len(form) for form in credits.texts}, reverse=True)
    assert len(credits.texts) == 8
    assert all(form.startswith("Credits: Editor Number 0 Miller Smith.") for form in credits.texts)


# --- once ----------------------------------------------------------------------------------------------------------


def test_a_slide_that_grows_is_told_by_its_new_lines_and_the_first_stand_on() -> None:
    grows = [text(20, 25, "Opening hours"), text(25, 30, "Opening hours", "Monday closed")]
    first, second = wanted(grows, [], "en", FILM)
    assert (first.texts[0], first.span) == ("Text on screen: Opening hours.", Span(20_000, 30_000))
    assert (second.texts[0], second.span) == ("Text on screen: Monday closed.", Span(25_000, 30_000))


def test_a_banner_that_comes_back_is_told_once_alone_or_above_other_text() -> None:
    banner = ("POLAR BEARS", "museum.example.org")
    texts = [text(0, 3, *banner), text(60, 64, "POLAR BEAR5", "museum.example.org"), text(70, 75, *banner, "Go online today")]
    assert told(texts[:1] + texts[2:]) == ["Title: Polar Bears. museum.example.org.", "Text on screen: Go online today."]
    assert len(told([texts[0], text(60, 64, "POLAR BEARS", "museum.examp1e.org")])) == 2  # a digit makes another address
    assert len(told([texts[0], text(60, 64, "POLAR BEARS", "museum.exanple.org")])) == 1


def test_a_line_inside_a_sentence_stays_there_though_it_was_told_before() -> None:
    credits = text(85, 90, "Special thanks to the", "Museum of Natural History", "for its help")
    texts = [text(2, 6, "Museum of Natural History"), credits]
    assert told(texts)[1] == "Credits: Special thanks to the Museum of Natural History for its help."


def test_two_lines_that_differ_in_a_number_are_two() -> None:
    assert len(told([text(20, 24, "Question number 1"), text(30, 34, "Question number 2")])) == 2


def test_signs_and_running_clocks_are_no_text() -> None:
    assert told([text(20, 24, "|", "—"), text(30, 34, "00:12:33:04"), text(40, 44, "2008")]) == ["Text on screen: 2008."]


# --- the verdict ---------------------------------------------------------------------------------------------------


def test_a_film_that_needs_description_is_told_apart_from_one_that_does_not() -> None:
    slide = [text(30, 40, "Admission is free for children")]
    wishes = wanted(slide, [], "en", FILM)
    spoke = Description(Span(0, 900), "a", 1.0, Span(0, 900))
    assert verdict(slide, wishes, [spoke]) is Verdict.DESCRIBED
    assert verdict(slide, wishes, []) is Verdict.NO_USABLE_PAUSE
    assert verdict(slide, (), []) is Verdict.SPEECH_SAYS_ALL
    assert verdict([], (), []) is Verdict.PICTURES_NOT_LOOKED_AT
    assert verdict([text(1, 2, "|")], (), []) is Verdict.PICTURES_NOT_LOOKED_AT


# --- where ---------------------------------------------------------------------------------------------------------


def say(words: str) -> int:
    """A voice of 160 words a minute, on the dot."""
    return len(words.split()) * 375


def wish(start: int, end: int, *counts: int, weight: float = 1.0) -> Wanted:
    return Wanted(Span(start, end), tuple(" ".join(["word"] * count) for count in counts), weight)


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


def test_the_heavier_of_two_texts_gets_the_pause() -> None:
    two = [wish(20_000, 25_000, 12, weight=1.0), wish(21_000, 25_000, 12, weight=3.0)]
    (placed,), (omitted,) = plan(two, [Span(20_000, 25_000)], say, OPTIONS)
    assert placed.wanted == 1
    assert "other texts" in omitted.reason


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


def test_many_texts_are_placed_in_little_time() -> None:
    many = [wish(4_000 * number, 4_000 * number + 3_000, 12, 6) for number in range(120)]
    placements, _ = plan(many, [Span(0, 480_000)], say, OPTIONS)
    assert len(placements) == 120


@given(
    st.lists(st.tuples(st.integers(0, 60), st.integers(0, 12), st.lists(st.integers(1, 30), min_size=1, max_size=3),
                       st.floats(0.5, 3.0)), max_size=8),
    st.lists(st.tuples(st.integers(0, 60_000), st.integers(1, 15_000)), max_size=8),
)
@settings(max_examples=80, deadline=None)
def test_no_placement_ever_overlaps_speech_or_another(
    wishes: list[tuple[int, int, list[int], float]], speech: list[tuple[int, int]]
) -> None:
    voices = [Span(start, start + length) for start, length in speech]
    gaps = usable_gaps(voices, [], [], 90_000, OPTIONS)
    things = [
        wish(start * 1000, (start + length) * 1000, *sorted(set(counts), reverse=True), weight=weight)
        for start, length, counts, weight in wishes
    ]
    placements, omitted = plan(things, gaps, say, OPTIONS)
    assert len({placement.wanted for placement in placements}) == len(placements)
    assert len(placements) + len(omitted) == len(things)
    for placement in placements:
        assert any(gap.start <= placement.span.start and placement.span.end <= gap.end for gap in gaps)
        assert not any(placement.span.overlap(voice) for voice in voices)
        assert placement.span.duration >= say(placement.text) / placement.tempo - 1
        assert placement.span.duration <= placement.room
        assert 1.0 <= placement.tempo <= OPTIONS.max_tempo + 1e-6
        assert placement.text in things[placement.wanted].texts
    assert all(a.span.end + 300 <= b.span.start for a, b in pairwise(placements))


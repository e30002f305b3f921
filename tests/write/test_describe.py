"""What is told of the screen, and in which words: what is heard is not told, and what was told is not told again."""

from __future__ import annotations

import pytest

from access.config import DescribeOptions
from access.model.findings import ScreenText, Word
from access.model.time import Span
from access.write.describe import wanted
from access.write.wording import phrases

OPTIONS = DescribeOptions()
FILM = 95_000


def text(start: float, end: float, *lines: str, height: float = 0.05) -> ScreenText:
    return ScreenText(Span(int(start * 1000), int(end * 1000)), lines, 0.95, height)


def spoken(at: float, words: str) -> list[Word]:
    start = int(at * 1000)
    return [Word(word, Span(start + 300 * number, start + 300 * number + 280)) for number, word in enumerate(words.split())]


def told(texts: list[ScreenText], words: list[Word] | None = None, language: str = "en") -> list[str]:
    return [wish.texts[0] for wish in wanted(texts, [], words or [], language, FILM, OPTIONS)]


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
    (credits,) = wanted([text(85, 94, *names)], [], [], "en", FILM, OPTIONS)
    assert [len(form) for form in credits.texts] == sorted({len(form) for form in credits.texts}, reverse=True)
    assert len(credits.texts) == 8
    assert all(form.startswith("Credits: Editor Number 0 Miller Smith.") for form in credits.texts)


# --- once ----------------------------------------------------------------------------------------------------------


def test_a_slide_that_grows_is_told_by_its_new_lines_and_the_first_stand_on() -> None:
    grows = [text(20, 25, "Opening hours"), text(25, 30, "Opening hours", "Monday closed")]
    first, second = wanted(grows, [], [], "en", FILM, OPTIONS)
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



"""What is told of the screen, and in which words: what is heard is not told, and what was told is not told again."""

from __future__ import annotations

import time
from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from access.config import DescribeOptions
from access.model.findings import Depiction, Detail, Facet, ScreenText, Word
from access.model.script import Matter
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


def test_a_subtitle_is_told_from_the_rest_of_a_title() -> None:
    assert phrases(["The River Wend", "From the hills to the sea"], "en") == ("The River Wend", "From the hills to the sea")
    assert phrases(["The Lord", "Of the Rings"], "en") == ("The Lord Of the Rings",)
    assert phrases(["THE RIVER", "OF THE NORTH"], "en") == ("The River of the North",)


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


def test_a_blank_that_a_reader_ran_over_is_there_again_and_no_address_is_torn() -> None:
    assert phrases(["Arctic cod.(Photo Ann Lee)", "Night fell.Then it rained"], "en") == (
        "Arctic cod. (Photo Ann Lee)", "Night fell. Then it rained")
    for line in ("Museum.example.org", "Booking.Com", "www.Museum.Example", "U.S.A", "z.B.", "3.Teil", "ann.Lee@example.org"):
        assert phrases([line], "en") == (line,)


def test_addresses_go_first_then_photographers_then_all_but_the_first_sentence() -> None:
    slide = text(40, 44, "Arctic cod.(Ann Lee/NOAA)", "Lives under the ice", "www.example.org")
    (cod,) = wanted([slide], [], [], "en", FILM, OPTIONS)
    assert cod.texts == (
        "Text on screen: Arctic cod. (Ann Lee/NOAA). Lives under the ice. www.example.org.",
        "Text on screen: Arctic cod. (Ann Lee/NOAA). Lives under the ice.",
        "Text on screen: Arctic cod. Lives under the ice.",
        "Text on screen: Arctic cod.")
    assert told([text(40, 44, "www.example.org")]) == ["Text on screen: www.example.org."]


@pytest.mark.parametrize("line", [
    "An interview with Dr. Ross MacPhee", "U.S. Navy archives", "Symphony in D, Vol. 2", "St. John's Wood"])
def test_a_line_is_not_cut_after_what_is_short_for_something(line: str) -> None:
    (wish,) = wanted([text(40, 44, line)], [], [], "en", FILM, OPTIONS)
    assert wish.texts == (f"Text on screen: {line}.",)


def test_the_least_of_a_title_outweighs_the_most_of_all_else_and_the_least_of_a_caption_a_page_of_text() -> None:
    page = text(40, 50, *(f"Line number {chr(97 + line)} of a long page of text" for line in range(12)))
    lower = replace(text(60, 64, "Jane Doe"), top=0.8)
    credits = text(80, 94, *(f"Camera assistant {chr(97 + line)} Miller Smith" for line in range(12)))
    title, other, caption, names = wanted([text(1, 5, "Up"), page, lower, credits], [], [], "en", FILM, OPTIONS)
    assert [one.matter for one in (title, other, caption, names)] == [
        Matter.TITLE, Matter.TEXT, Matter.CAPTION, Matter.CREDITS]
    assert title.core > other.weight + caption.weight + names.weight
    assert min(caption.core, names.core) > other.weight > other.core == 0


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


def test_what_was_misread_beyond_words_is_not_told() -> None:
    assert told([text(12, 18, "Seal. Man Yee DeSandies, 2002", "htto:itwww.pics4leamino.com")]) == [
        "Title: Seal. Man Yee DeSandies, 2002."]
    assert told([text(40, 44, "htto:itwww.pics4leamino.com")]) == []


def low(start: float, end: float, *lines: str, height: float = 0.05) -> ScreenText:
    return replace(text(start, end, *lines, height=height), top=0.8)


def test_a_lower_third_that_names_somebody_or_a_place_is_a_caption() -> None:
    assert told([low(20, 24, "Jane Doe", "Director of the City Museum")]) == [
        "Caption: Jane Doe. Director of the City Museum."]
    assert told([low(3, 6, "Ludwig van Beethoven")]) == ["Caption: Ludwig van Beethoven."]
    assert told([low(20, 24, "London, 1942")], language="de") == ["Einblendung: London, 1942."]


@pytest.mark.parametrize("shown", [
    text(20, 24, "Jane Doe", "Director"),  # not low
    low(20, 24, "Where did you go?"), low(20, 24, "we went home by the river"), low(20, 24, "Go home now."),
    low(20, 24, "Jane Doe", height=0.2), low(20, 24, "Jane Doe", "one", "two", "three"),
])
def test_other_text_is_no_caption(shown: ScreenText) -> None:
    (wish,) = wanted([shown], [], [], "en", FILM, OPTIONS)
    assert wish.matter is Matter.TEXT


def test_text_that_must_be_read_weighs_more_than_a_picture_and_a_place_more_than_the_rest_of_it() -> None:
    screen = [text(40, 44, "Exit")]
    shown = [depiction(40, 44, place="In a yard.", who="A tall man.", action="He runs.", look="His coat is red.")]
    sign, place, rest = wanted(screen, shown, [], "en", FILM, DescribeOptions(detail="detailed"))
    assert [sign.matter, place.matter, rest.matter] == [Matter.TEXT, Matter.PLACE, Matter.WHO]
    assert sign.weight > place.weight + rest.weight
    assert place.weight > rest.weight
    assert (sign.important, place.important, rest.important) == (True, True, False)


# --- pictures --------------------------------------------------------------------------------------------------------


def depiction(start: float, end: float, doubts: tuple[str, ...] = (), **said: str) -> Depiction:
    details = tuple(Detail(Facet(facet), sentence) for facet, sentence in said.items())
    return Depiction(Span(int(start * 1000), int(end * 1000)), details, 0.8, doubts)


def seen(shown: list[Depiction], words: list[Word] | None = None, detail: str = "standard") -> list[str]:
    options = DescribeOptions.model_validate({"detail": detail})
    return [wish.texts[0] for wish in wanted([], shown, words or [], "en", FILM, options)]


KITCHEN = depiction(
    10, 16, place="In a kitchen.", who="A woman in an apron.", action="A woman kneads dough.", look="The walls are yellow.")


def test_one_look_serves_every_detail() -> None:
    assert seen([KITCHEN], detail="brief") == ["In a kitchen.", "A woman kneads dough."]
    assert seen([KITCHEN]) == ["In a kitchen.", "A woman in an apron. A woman kneads dough."]
    assert seen([KITCHEN], detail="detailed")[1].endswith("The walls are yellow.")


def test_who_acts_is_told_where_the_action_has_no_more_than_a_pronoun() -> None:
    shown = depiction(10, 16, who="A woman in an apron.", action="She kneads dough.")
    assert seen([shown], detail="brief") == ["A woman in an apron. She kneads dough."]


def test_a_place_a_person_and_a_look_are_told_once_and_an_action_while_it_goes_on() -> None:
    again = replace(KITCHEN, span=Span(30_000, 35_000))
    assert len(seen([KITCHEN, again], detail="detailed")) == 2
    other = depiction(30, 35, place="A kitchen.", action="A man washes a pan.")
    assert seen([KITCHEN, other])[2:] == ["A man washes a pan."]
    assert "In a kitchen at night." in seen([KITCHEN, depiction(30, 35, place="In a kitchen at night.")])
    late = depiction(80, 85, action="A woman kneads dough.")
    assert seen([KITCHEN, late])[-1] == "A woman kneads dough.", "after a minute it is done anew"


def test_what_the_speech_says_is_not_told() -> None:
    words = spoken(11, "look how this woman kneads the dough")
    assert seen([KITCHEN], words) == ["In a kitchen.", "A woman in an apron."]
    assert seen([KITCHEN], spoken(11, "so we are in a kitchen")) == ["A woman in an apron. A woman kneads dough."]
    assert len(seen([KITCHEN], spoken(60, "look how this woman kneads the dough"))) == 2


def test_what_is_read_from_the_screen_is_not_described_too() -> None:
    shown = depiction(20, 24, place="In a street.", look="A sign reads “City Museum”.", action="The City Museum opens.")
    texts = wanted([text(20, 25, "City Museum")], [shown], [], "en", FILM, DescribeOptions(detail="detailed"))
    assert [wish.texts[0] for wish in texts] == ["Text on screen: City Museum.", "In a street."]


def test_a_place_may_be_told_as_long_as_it_is_seen() -> None:
    shown = [
        depiction(10, 12, place="In a kitchen."), depiction(14, 20, action="A cat sleeps."),
        depiction(22, 26, place="A kitchen."), depiction(28, 33, place="On a beach."),
    ]
    kitchen = wanted([], shown, [], "en", FILM, OPTIONS)[0]
    assert kitchen.span == Span(10_000, 26_000)
    for_long = [depiction(10, 12, place="In a kitchen."), depiction(14, 90, place="In a kitchen.")]
    assert wanted([], for_long, [], "en", FILM, OPTIONS)[0].span == Span(10_000, 42_000)


def test_what_is_doubtful_weighs_less_and_stays_marked() -> None:
    doubted = replace(KITCHEN, doubts=("the answer is unsure",))
    sure, unsure = (wanted([], [one], [], "en", FILM, OPTIONS)[0] for one in (KITCHEN, doubted))
    assert unsure.weight < sure.weight
    assert unsure.doubts == ("the answer is unsure",)


def test_it_is_said_in_fewer_facets_and_in_fewer_words() -> None:
    shown = depiction(10, 16, who="An old man in a dark coat.", action="He slowly opens a door with a key.", look="It rains.")
    (wish,) = wanted([], [shown], [], "en", FILM, DescribeOptions(detail="detailed"))
    assert wish.texts[0] == "An old man in a dark coat. He slowly opens a door with a key. It rains."
    assert wish.texts[-1] == "An old man."
    counts = [len(form.split()) for form in wish.texts]
    assert counts == sorted(set(counts), reverse=True)
    assert len(wish.texts) <= 6


_SENTENCES = st.sampled_from([
    "In a small garden.", "A young woman in a red dress.", "She waters the plants with a can.", "On a bridge, at night.",
    "Two men carry a heavy box.", "The light is warm.", "A dog, wet and tired, sleeps near a stove.", "Snow falls.",
])


@given(st.lists(st.tuples(st.integers(0, 80), st.integers(1, 12), st.lists(st.tuples(st.sampled_from(list(Facet)), _SENTENCES),
       min_size=1, max_size=5)), max_size=12), st.sampled_from(["brief", "standard", "detailed"]))
@settings(max_examples=100, deadline=None)
def test_every_wish_is_whole_sentences_each_form_shorter_in_order_of_time(
    shots: list[tuple[int, int, list[tuple[Facet, str]]]], detail: str
) -> None:
    shown = [
        Depiction(Span(start * 1000, (start + length) * 1000), tuple(Detail(facet, said) for facet, said in details))
        for start, length, details in shots
    ]
    wishes = wanted([], shown, [], "en", FILM, DescribeOptions.model_validate({"detail": detail}))
    assert [wish.span.start for wish in wishes] == sorted(wish.span.start for wish in wishes)
    for wish in wishes:
        assert all(form.endswith(".") and form[0].isupper() for form in wish.texts)
        assert all(len(one.split()) > len(other.split()) for one, other in pairwise(wish.texts))
        assert wish.weight > 0
        assert not wish.matter.read
        assert detail == "detailed" or wish.matter is not Matter.LOOK
    said = [wish.texts[0] for wish in wishes if wish.matter is Matter.PLACE]
    assert len(said) == len(set(said))


def test_a_long_film_is_gone_through_in_seconds() -> None:
    words = [Word(f"word{number % 700}", Span(number * 400, number * 400 + 300)) for number in range(18_000)]
    shown = [
        depiction(number * 4.8, number * 4.8 + 3, place=f"In room {number} of house {number % 97}.", who=f"Guest {number}.",
                  action=f"Guest {number} opens drawer {number * 7}.", look=f"The wall has colour {number * 3}.")
        for number in range(1_500)
    ]
    began = time.process_time()
    assert wanted([], shown, words, "en", 7_200_000, DescribeOptions(detail="detailed"))
    assert time.process_time() - began < 60  # a few seconds; the bound is for a machine that does much else


def test_a_screen_full_of_new_text_every_four_seconds_is_gone_through_in_seconds() -> None:
    words = [Word(f"word{number % 700}", Span(number * 400, number * 400 + 300)) for number in range(18_000)]
    screen = [
        text(number * 4, number * 4 + 3, *(f"Room {number} of house {line} {chr(97 + number % 26) * 3}" for line in range(4)))
        for number in range(1_800)]
    began = time.process_time()
    assert len(wanted(screen, [], words, "en", 7_200_000, OPTIONS)) == 1_800
    assert time.process_time() - began < 60  # a few seconds, and many minutes where each text is compared with every other

"""The static text alternative: what is known, in the film's language, and nothing that nobody knows."""

from __future__ import annotations

import pytest

from access.model.findings import Depiction, Detail, Facet, ScreenText
from access.model.time import Span
from access.write.static import static_text

VIEW = [Depiction(Span(0, 9_000), (
    Detail(Facet.PLACE, "In a study."),
    Detail(Facet.WHO, "A woman in a blue suit."), Detail(Facet.ACTION, "She raises a hand.")))]
LOWER_THIRD = [ScreenText(Span(2_000, 6_000), ("Jane Doe", "Director, City Museum"), 0.99, 0.05, 0.8)]


def test_it_says_what_is_known() -> None:
    assert static_text("Our museum", ("Jane Doe",), "London", LOWER_THIRD, VIEW, 1, "en") == (
        "The film is called “Our museum”. People in it: Jane Doe. Place: London. It shows one view. In a study. "
        "A woman in a blue suit. Captions on the screen: Jane Doe, Director, City Museum. "
        "As far as a machine can tell, it shows nothing else of importance that is not said as well.")


def test_where_nobody_looked_nothing_is_claimed_of_the_pictures() -> None:
    text = static_text("Our museum", ("Jane Doe",), "", [], [], 4, "en-GB")
    assert text == "The film is called “Our museum”. People in it: Jane Doe."


def test_of_several_scenes_it_says_that_it_tells_the_first() -> None:
    assert "It shows 3 scenes, of which this is the first. In a study." in static_text("", (), "", [], VIEW, 3, "en")


def test_what_happens_in_an_instant_is_told_only_where_nothing_lasts() -> None:
    waves = [Depiction(Span(0, 900), (Detail(Facet.ACTION, "A man waves."),))]
    assert "A man waves." in static_text("", (), "", [], waves, 1, "en")
    assert "She raises a hand." not in static_text("", (), "", [], VIEW, 1, "en")


def test_a_name_comes_from_a_person_or_a_caption_alone() -> None:
    title = [ScreenText(Span(0, 4_000), ("Radio Days",), 0.99, 0.15, 0.4)]
    assert static_text("Radio Days", (), "", title, [], 1, "en") == ""
    assert "Jane Doe" in static_text("", (), "", LOWER_THIRD, [], 1, "en")


def test_a_title_alone_says_nothing_of_what_is_shown() -> None:
    assert static_text("VID_0001", (), "", [], [], 1, "en") == ""


@pytest.mark.parametrize("language", ["en", "de-AT", "fr", "es", "it", "pt-BR", "nl"])
def test_it_is_in_the_language_of_the_film(language: str) -> None:
    text = static_text("{0} %s", ("A. Reed",), "Oslo", LOWER_THIRD, VIEW, 2, language)
    assert "{0} %s" in text, "a title is data"
    assert all(known in text for known in ("A. Reed", "Oslo", "Jane Doe", "In a study.", "2"))
    assert text.endswith(".")
    assert ("As far as" in text) == (language == "en")


def test_a_language_without_phrases_is_left_without_a_text() -> None:
    assert static_text("Our museum", ("Jane Doe",), "London", LOWER_THIRD, VIEW, 1, "sw") == ""

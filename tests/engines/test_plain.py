"""The engine without a model: it repeats what is known, whole, and invents nothing."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from access.engines.base import Question
from access.engines.vision.plain import PlainVision
from access.model.findings import Sight

SIGN = ("Entrance", "Open 9 to 5")
REPORT = ("Annual report 2026", "Visitors by month", "January 1200", "February 1300", "March 1750", "April 2100")


def look(
    texts: tuple[str, ...] = (), caption: str = "", title: str = "", people: tuple[str, ...] = (), place: str = "",
    language: str = "en", limit: int = 125,
) -> Sight | None:
    return PlainVision().look([Question((), language, texts, caption, title, people, place, limit)])[0]


def text(sight: Sight | None) -> str:
    assert sight is not None
    assert not sight.looked
    return sight.text


def test_where_nothing_is_known_it_says_nothing() -> None:
    assert look() is None
    assert look(texts=("", "\u202e\n"), caption="  ") is None


def test_the_text_of_a_sign_is_the_alternative() -> None:
    assert text(look(SIGN)) == 'Text: "Entrance. Open 9 to 5."'
    assert look(SIGN) == Sight('Text: "Entrance. Open 9 to 5."', long="", confidence=0.0, looked=False)


def test_the_authors_caption_comes_first_then_who_what_is_written_and_where() -> None:
    said = text(look(("Entrance",), caption="Visitors queue at the door", people=("Ana Pérez", "Tom Wood"), place="London"))
    assert said == 'Visitors queue at the door. People: Ana Pérez, Tom Wood. Text: "Entrance." Place: London.'


def test_nobody_is_named_twice() -> None:
    assert text(look(caption="Ana Pérez in London.", people=("Ana Pérez",), place="London")) == "Ana Pérez in London."


@pytest.mark.parametrize("name", [
    "IMG_2031.JPG", "DSC00042", "20240711_101112.jpg", "untitled", "Screenshot 2024-01-02 at 10.11.12",
])
def test_a_file_name_is_no_caption(name: str) -> None:
    assert look(caption=name) is None
    assert text(look(caption=name, title="A grey heron")) == "A grey heron."


def test_much_text_is_begun_in_short_and_whole_line_by_line_at_length() -> None:
    sight = look(REPORT)
    assert sight is not None
    assert sight.text == 'Text that begins: "Annual report 2026. Visitors by month. January 1200. February 1300. March 1750…"'
    assert sight.long == "Text:\n" + "\n".join(REPORT)


def test_a_long_caption_is_cut_between_words_and_kept_whole_at_length() -> None:
    caption = "The keeper feeds the youngest of the three penguins while the school class from Leeds looks on and takes notes"
    sight = look(caption=caption, limit=60)
    assert sight is not None
    assert sight.text == "The keeper feeds the youngest of the three penguins while…"
    assert sight.long == caption + "."


def test_quotes_in_the_text_do_not_end_the_quotation() -> None:
    assert text(look(("Say “no” to", '"yes"'))) == 'Text: "Say \'no\' to. \'yes\'."'


def test_a_line_that_was_only_broken_is_joined() -> None:
    assert text(look(("Museum of natural", "history,", "Hall 3"))) == 'Text: "Museum of natural history, Hall 3."'


def test_it_labels_in_the_asked_language() -> None:
    assert text(look(("Ausgang",), place="Köln", language="de-DE")) == 'Text: "Ausgang." Ort: Köln.'
    assert text(look(("Sortie",), people=("Zoé",), language="fr")) == 'Personnes: Zoé. Texte: "Sortie."'


def test_control_and_direction_characters_are_left_out() -> None:
    assert text(look(caption="A\u202ebird\x07 in\tflight\u0000")) == "Abird in flight."


WORDS = st.text(max_size=60)


@settings(max_examples=80, deadline=None)
@given(
    texts=st.lists(WORDS, max_size=8), caption=WORDS, people=st.lists(WORDS, max_size=2), place=WORDS,
    limit=st.integers(20, 250),
)
def test_whatever_is_known_is_within_the_limit_or_at_length(
    texts: list[str], caption: str, people: list[str], place: str, limit: int
) -> None:
    sight = look(tuple(texts), caption=caption, people=tuple(people), place=place, limit=limit)
    if sight is None:
        return
    assert 0 < len(sight.text) <= limit
    assert not {unicodedata.category(character) for character in sight.text} & {"Cc", "Cs", "Zl", "Zp"}
    everything = f"{sight.text}\n{sight.long}".replace("'", '"')
    for line in texts:
        for word in line.split():
            if word.isascii() and word.isalnum():
                assert word in everything

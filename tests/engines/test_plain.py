"""The engine without a model: it repeats what is known, whole, and invents nothing."""

from __future__ import annotations

import unicodedata
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from access.engines.base import Question
from access.engines.vision.plain import PlainVision
from access.model.findings import Sight
from access.model.pictures import PictureKind

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


# --- kinds, keywords, links, products ------------------------------------------------------------------------------------


def said(**known: Any) -> str:
    sight = PlainVision().look([Question((), known.pop("language", "en"), **known)])[0]
    assert sight is None or not sight.looked
    return sight.text if sight else ""


@pytest.mark.parametrize(("kind", "text", "begins"), [
    (PictureKind.CHART, 'Chart with the text: "Entrance. Open 9 to 5."', 'Chart. Text that begins: "'),
    (PictureKind.SCREENSHOT, 'Screenshot with the text: "Entrance. Open 9 to 5."', 'Screenshot. Text that begins: "'),
    *((kind, 'Text: "Entrance. Open 9 to 5."', 'Text that begins: "') for kind in (
        None, PictureKind.PHOTO, PictureKind.DOCUMENT, PictureKind.DRAWING, PictureKind.BLANK)),
])
def test_what_kind_of_picture_it_is_stands_before_its_text_where_that_helps(
    kind: PictureKind | None, text: str, begins: str
) -> None:
    assert said(texts=SIGN, kind=kind) == text
    assert said(texts=REPORT, kind=kind).startswith(f"{begins}Annual report 2026. ")


@pytest.mark.parametrize("kind", PictureKind)
def test_a_kind_alone_is_no_alternative_text(kind: PictureKind) -> None:
    assert said(kind=kind) == ""


def test_where_a_kind_has_no_room_the_text_still_begins() -> None:
    assert said(texts=REPORT, kind=PictureKind.SCREENSHOT, max_characters=48).startswith('Text that begins: "Annual report')


def test_keywords_are_the_last_resort_and_none_of_a_blank_picture() -> None:
    assert said(keywords=("heron", "lake", "heron", "IMG_2031")) == "Keywords: heron, lake."
    assert said(keywords=("heron",), caption="A grey heron") == "A grey heron."
    assert said(keywords=("heron",), kind=PictureKind.BLANK) == ""
    assert said(keywords=tuple(f"word{number}" for number in range(90)), max_characters=40) == (
        "Keywords: word0, word1, word2, word3.")


def test_a_link_is_told_by_what_it_leads_to_and_never_by_an_address() -> None:
    assert said(link="Opening hours", texts=("i",)) == 'Opening hours. Text: "i."'
    for address in ("https://example.org/a", "/opening.html", "opening.html", "#top", "www.example.org"):
        assert said(link=address, caption="A clock") == "A clock."


def test_a_product_is_told_by_its_names_and_values() -> None:
    product = (("colour", "blue"), ("Material", "merino wool"), ("", "x"), ("size", ""))
    assert said(product=product, caption="A scarf") == "A scarf. Colour: blue. Material: merino wool."


def test_a_caption_that_is_a_little_long_is_kept_whole_where_that_is_allowed() -> None:
    caption = "The keeper feeds the youngest of the three penguins while the school class looks on."
    assert said(caption=caption, max_characters=60, hard_max_characters=100) == caption
    sight = PlainVision().look([Question((), "en", SIGN, caption, max_characters=60, hard_max_characters=100)])[0]
    assert sight == Sight(caption, f"{caption}\nText:\nEntrance\nOpen 9 to 5")


@pytest.mark.parametrize(("language", "text"), [
    ("en", 'Chart with the text: "5." Place: Bern.'), ("de", 'Diagramm mit dem Text: "5." Ort: Bern.'),
    ("fr", 'Graphique avec le texte: "5." Lieu: Bern.'), ("es-MX", 'Gráfico con el texto: "5." Lugar: Bern.'),
    ("it", 'Grafico con il testo: "5." Luogo: Bern.'), ("pt", 'Gráfico com o texto: "5." Local: Bern.'),
    ("nl", 'Grafiek met de tekst: "5." Plaats: Bern.'), ("sv", 'Diagram med texten: "5." Plats: Bern.'),
    ("da", 'Diagram med teksten: "5." Sted: Bern.'), ("no", 'Diagram med teksten: "5." Sted: Bern.'),
    ("pl", 'Wykres z tekstem: "5." Miejsce: Bern.'), ("xx", 'Chart with the text: "5." Place: Bern.'),
])
def test_it_knows_the_phrases_of_the_main_languages(language: str, text: str) -> None:
    assert said(texts=("5",), place="Bern", kind=PictureKind.CHART, language=language) == text


def test_a_country_may_have_phrases_of_its_own() -> None:
    assert said(texts=("5",), kind=PictureKind.SCREENSHOT, language="pt-BR") == 'Captura de tela com o texto: "5."'
    assert said(texts=("5",), kind=PictureKind.SCREENSHOT, language="pt-PT") == 'Captura de ecrã com o texto: "5."'


WORDS = st.text(max_size=60)


@settings(max_examples=80, deadline=None)
@given(
    texts=st.lists(WORDS, max_size=8), caption=WORDS, people=st.lists(WORDS, max_size=2), place=WORDS,
    limit=st.integers(20, 250), kind=st.sampled_from([None, *PictureKind]), link=WORDS,
)
def test_whatever_is_known_is_within_the_limit_or_at_length(
    texts: list[str], caption: str, people: list[str], place: str, limit: int, kind: PictureKind | None,
    link: str,
) -> None:
    sight = PlainVision().look([Question(
        (), "de", tuple(texts), caption, people=tuple(people), place=place, max_characters=limit, kind=kind, link=link,
        keywords=tuple(texts), product=tuple(zip(people, texts, strict=False)))])[0]
    if sight is None:
        return
    assert 0 < len(sight.text) <= limit
    assert not {unicodedata.category(character) for character in sight.text} & {"Cc", "Cs", "Zl", "Zp"}
    everything = f"{sight.text}\n{sight.long}".replace("'", '"')
    for line in texts:
        for word in line.split():
            if word.isascii() and word.isalnum():
                assert word in everything

"""The rules for alternative texts, each broken and kept."""

from __future__ import annotations

import pytest

from access.check.alt import Around, check_alt
from access.model.findings import TextOrigin
from access.model.package import Finding, Severity
from access.model.script import AltText, Provenance, ReviewState
from access.profiles import load_alt_profile

WEB = load_alt_profile("web")
GOOD = "A grey heron stands in shallow water."


def check(
    text: str, long: str = "", caption: str = "", screen: tuple[str, ...] = (), name: str = "photo.jpg"
) -> dict[str, Finding]:
    alt = AltText(text, long, "en", Provenance(TextOrigin.PERSON, ReviewState.APPROVED))
    return {finding.rule: finding for finding in check_alt(alt, Around(name, caption, texts=screen), WEB)}


def test_a_good_text_keeps_every_rule() -> None:
    assert check(GOOD, caption="Herons at the lake, 2026", screen=()) == {}
    for text in (
        "Icon painting of Saint Nicholas.", "Photographers at a football match.", "Bar chart: visitors rose from 3 to 9.",
        "Entrance. Open 9 to 5.", "He asks: “Why?”", "Rated 4 of 5 stars – our best.",
        "Dr. No: film poster.", "The file upload.jpg is selected in a list of nine files.",
    ):
        assert check(text) == {}, text


def test_no_text_at_all_is_the_failure() -> None:
    (finding,) = check_alt(None, Around("photo.jpg"), WEB)
    assert (finding.rule, finding.severity) == ("alt.missing", Severity.FAILURE)
    assert check("")["alt.missing"].severity is Severity.FAILURE


@pytest.mark.parametrize("text", [
    "photo.jpg", "IMG_2031.JPG", "DSC00042", "PXL_20240102_101112345.jpg", "heron-final-v2.png", "0001",
    "WhatsApp Image 2024-01-02 at 10.11.12", "IMG-20240102-WA0003",
    "d41d8cd98f00b204e9800998ecf8427e", "Screenshot 2024-01-02 at 10.11.12", "photo",
])
def test_a_file_name_is_a_failure(text: str) -> None:
    found = check(text)
    assert found["alt.file-name"].severity is Severity.FAILURE
    assert "alt.placeholder" not in found


def test_a_file_may_be_named_after_what_it_shows() -> None:
    assert check("Grey heron in flight.", name="Grey heron in flight.jpg") == {}


@pytest.mark.parametrize("text", [
    "image", "Picture 1", "spacer", "…", "-", "Foto", "alt text", "No photo description available.",
])
def test_a_placeholder_is_a_failure(text: str) -> None:
    assert check(text)["alt.placeholder"].severity is Severity.FAILURE


@pytest.mark.parametrize("text", [
    "Image of a heron.", "A photo of a heron.", "picture of a heron.", "Screenshot of the settings.",
    "This is a picture showing herons.", "Aerial photo of a lake.", "Bild von einem Reiher.", "Ein Foto mit Wasser.",
    "Une photo de héron.", "Imagen de una garza.",
])
def test_announcing_a_picture_is_redundant(text: str) -> None:
    assert "alt.redundant-prefix" in check(text)


def test_the_caption_again_is_found_whatever_its_points_and_capitals() -> None:
    assert "alt.repeats-caption" in check(GOOD, caption="a grey Heron stands, in shallow water")
    assert "alt.repeats-caption" not in check(GOOD, caption="The lake in May")


def test_length_is_a_note_over_125_and_a_warning_over_250() -> None:
    note, warning = check("a" * 125 + ".")["alt.too-long"], check("b" * 250 + ".")["alt.too-long"]
    assert (note.severity, note.measure, note.limit) == (Severity.NOTE, 126, 125)
    assert (warning.severity, warning.measure, warning.limit) == (Severity.WARNING, 251, 250)
    assert "alt.too-long" not in check("c" * 124 + ".")


@pytest.mark.parametrize("text", ["A heron 🐦.", "A heron :-)", "Love <3.", "*****======> sale.", "¯\\_(ツ)_/¯ nobody knows."])
def test_emoji_and_drawings_of_characters_are_warned_of(text: str) -> None:
    assert "alt.emoji" in check(text)


def test_a_missing_full_stop_is_a_note() -> None:
    assert check("A grey heron")["alt.no-punctuation"].severity is Severity.NOTE


def test_text_in_the_picture_must_be_said_in_short_or_at_length() -> None:
    screen = ("Entrance", "Open 9 to 5")
    finding = check(GOOD, screen=screen)["alt.text-not-covered"]
    assert finding.severity is Severity.WARNING
    assert "alt.text-not-covered" not in check("Sign: entrance, open 9 to 5.", screen=screen)
    assert "alt.text-not-covered" not in check("A sign.", long="Entrance\nOpen 9 to 5", screen=screen)


def test_a_letter_that_ocr_misread_does_not_matter() -> None:
    assert check("American Museum of Natural History.", screen=("Amerlcan Museum of Natural Histery",)) == {}


def test_failures_come_first() -> None:
    alt = AltText("🐦 Image of a bird", "", "en", Provenance(TextOrigin.PERSON, ReviewState.APPROVED))
    assert [finding.severity for finding in check_alt(alt, Around("a.jpg"), WEB)] == [Severity.WARNING, Severity.NOTE]
    told = AltText("IMG_2031", "", "en", Provenance(TextOrigin.PERSON, ReviewState.APPROVED))
    assert [finding.severity for finding in check_alt(told, Around("a.jpg", texts=("Open",)), WEB)] == [
        Severity.FAILURE, Severity.WARNING]

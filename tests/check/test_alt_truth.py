"""What a text says of what stands written in its picture is held against what was read there."""

from __future__ import annotations

import pytest

from access.check.alt import Around, check_alt
from access.check.alt_advice import advice
from access.model.findings import TextOrigin
from access.model.package import Finding, Severity
from access.model.pictures import Alternative, KindGuess, Nature, PictureInfo, PictureKind, TextBlock
from access.model.script import AltText, Provenance, ReviewState
from access.profiles import load_alt_profile
from access.write.alt import Sources, alt_text

WEB = load_alt_profile("web")
TRUTH = ("alt.quote-not-read", "alt.number-differs", "alt.text-not-covered", "alt.not-prose", "alt.reads-out")


def prose(*lines: str) -> TextBlock:
    return TextBlock(Nature.PROSE, lines)


def check(
    text: str, *blocks: TextBlock, long: str = "", person: bool = False, read: bool = True, caption: str = "",
) -> dict[str, Finding]:
    origin, review = (TextOrigin.PERSON, ReviewState.APPROVED) if person else (TextOrigin.MACHINE, ReviewState.PROPOSED)
    alt = AltText(text, long, "en", Provenance(origin, review))
    found = check_alt(alt, Around("a.jpg", caption, blocks=blocks, read=read), WEB)
    return {finding.rule: finding for finding in found if finding.rule in TRUTH}


# --- quotations ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("text", [
    "A sign reads “Main entrance”.", "A sign reads 'MAIN ENTRANCE'.", "Ein Schild: „Main Entrance“.",
    "A sign: «main entrence».",
    "A sign that says “Main entrance. Open daily”.", "A sign: “Open daily at the main entrance”.",
])
def test_a_quotation_that_was_read_is_true(text: str) -> None:
    assert "alt.quote-not-read" not in check(text, prose("MAIN", "ENTRANCE"), prose("Open daily at"))


@pytest.mark.parametrize("text", [
    "A sign reads “No smoking”.", "Ein Schild: „Ausgang“.", "A shop called «Chez Marie».", "A door marked 'Exit'.",
])
def test_a_quotation_that_nobody_read_is_found(text: str) -> None:
    finding = check(text, prose("Main entrance"))["alt.quote-not-read"]
    assert finding.severity is Severity.WARNING
    assert check(text, prose("Main entrance"), person=True)["alt.quote-not-read"].severity is Severity.NOTE
    assert "alt.quote-not-read" in check(text)


def test_a_quotation_in_the_long_description_is_held_to_it_too() -> None:
    assert "alt.quote-not-read" in check("A shop.", long="Above the door stands “Chez Marie”.")


def test_what_nobody_looked_for_may_be_quoted() -> None:
    assert check("A sign reads “No smoking”.", read=False) == {}


def test_what_people_said_of_the_picture_may_be_quoted() -> None:
    assert check("The painting “Starry Night”.", caption="Starry Night, oil on canvas") == {}


# --- numbers -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("text", "read"), [
    ("Visitors rose to 1,234.", "1.234 visitors"), ("Visitors rose to 1 234.", "1,234 visitors"),
    ("Seven of 12 birds fly.", "45 birds"),
    ("A note of 12.05.2024.", "12 May 2024"), ("About 1,200 visitors.", "1,187 visitors"), ("It costs 3.50.", "€ 3,5"),
    ("Open from 9:30 to 18:00.", "9:30 – 18:00"), ("A third of 1,500 people.", "45 %"), ("Built in 1998.", "45"),
])
def test_a_number_that_stands_there_is_true_however_it_is_written(text: str, read: str) -> None:
    assert "alt.number-differs" not in check(text, prose(read))


@pytest.mark.parametrize(("text", "read"), [
    ("Visitors rose to 1,243.", "1,234 visitors"), ("A share of 54 percent.", "45 %"), ("In 2014 it was built.", "2024"),
    ("It costs 3.80.", "€ 3.50"), ("Bus 174 stops here.", "Bus 147"),
])
def test_a_number_that_only_looks_like_one_that_stands_there_is_found(text: str, read: str) -> None:
    finding = check(text, prose(read))["alt.number-differs"]
    assert finding.severity is Severity.WARNING


# --- what is missing -----------------------------------------------------------------------------------------------


def test_the_words_that_are_missing_are_said() -> None:
    finding = check("A door in a wall.", prose("Main entrance", "Open daily"))["alt.text-not-covered"]
    assert finding.severity is Severity.WARNING
    assert "main, entrance, open, daily" in finding.message
    assert finding.measure == 0


def test_a_text_over_several_lines_is_said_as_one() -> None:
    assert "alt.text-not-covered" not in check("A sign: museum of natural history.", prose("Museum of", "Natural", "History"))


def test_rubbish_need_not_be_said_nor_code_nor_formulas() -> None:
    for nature in (Nature.GARBLED, Nature.CODE, Nature.FORMULA):
        assert "alt.text-not-covered" not in check("A wall.", TextBlock(nature, ("xkjqz trwpl",)))


def test_a_table_that_is_told_nowhere_is_noted() -> None:
    table = TextBlock(Nature.TABLE, ("Animal | Legs", "Spider | 8"))
    assert check("A page of a book.", table)["alt.text-not-covered"].severity is Severity.NOTE
    assert "alt.text-not-covered" not in check("A table.", table, long="Row 1: Animal; Legs\nRow 2: Spider; 8")


# --- what is no prose ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("nature", [Nature.TABLE, Nature.FORMULA, Nature.CODE, Nature.GARBLED])
def test_a_person_should_look_where_the_picture_holds_no_prose(nature: Nature) -> None:
    finding = check("A slide.", TextBlock(nature, ("E = mc²",)))["alt.not-prose"]
    assert finding.severity is (Severity.NOTE if nature is Nature.GARBLED else Severity.WARNING)
    assert check("A slide.", TextBlock(nature, ("E = mc²",)), person=True)["alt.not-prose"].severity is Severity.NOTE


@pytest.mark.parametrize("text", [
    "if (x > 3) { return y; }", "The screen shows: for (int i = 0; i < n; i++) {", "E = mc².", "A slide: x² + y² = z².",
    "A slide that says “a² + b² = c²”.", "xkjqz trwpl wgh.",
])
def test_a_text_that_reads_out_what_no_voice_can_is_found(text: str) -> None:
    assert check(text, read=False)["alt.reads-out"].severity is Severity.WARNING


@pytest.mark.parametrize("text", [
    "A slide about energy. A formula.", "Program code, 12 lines.", "A sign: open 9:00 – 17:00.",
    "Einstein's formula of mass and energy.",
    "A price list: tea 2.50 €, coffee 3.00 €.", "A poster: “Terms & conditions (2024)”.", "Ein Reiher im Schilf.",
    "入口の看板。",
])
def test_words_may_be_read_out(text: str) -> None:
    assert check(text, read=False) == {}


def test_a_model_is_asked_again_for_what_it_made_up() -> None:
    alt = AltText("A sign reads “No smoking”.", "", "en", Provenance(TextOrigin.MACHINE, ReviewState.PROPOSED))
    assert advice(check_alt(alt, Around(read=True), WEB), WEB) == ("Quote only what stands in the picture, letter for letter.",)


# --- what is written here keeps to it ------------------------------------------------------------------------------


@pytest.mark.parametrize("language", ["en", "de", "fr", "es", "it", "pt", "nl"])
def test_what_is_added_by_rule_is_true_and_nothing_is_missing(language: str) -> None:
    blocks = (
        prose("Visitors of the museum"), TextBlock(Nature.LABELS, ("0", "250", "500", "Jan", "Feb")),
        TextBlock(Nature.TABLE, ("Animal | Legs", "Spider | 1,874", "Snake | ")), TextBlock(Nature.FORMULA, ("E = mc²",)),
        prose("The museum shows birds of", "the north and of the south, and the", "boats of those who went to see them."))
    told = alt_text(
        Sources(PictureInfo(1, 1, 1), answer=Alternative("…"), blocks=blocks, kind=KindGuess(PictureKind.CHART, 0.9)),
        language, (), WEB)
    assert told is not None
    found = check_alt(told, Around(blocks=blocks, read=True), WEB)
    assert {finding.rule for finding in found if finding.rule in TRUTH} == {"alt.not-prose"}

"""Strangers' descriptions: told from captions, read in every form, and held against captions or a film."""

from __future__ import annotations

from pathlib import Path

import pytest
from made import shared

from access.config import DescribeOptions
from access.errors import MediaRefused
from access.linting.descriptions import Around, against_captions, kind_of, lint
from access.model.findings import ScreenText
from access.model.package import Finding, Severity
from access.model.script import Description, Matter
from access.model.texts import TextKind
from access.model.time import Span, clock
from access.pack.dapt import script_dapt
from access.pack.vtt import captions_vtt, descriptions_vtt

OPTIONS = DescribeOptions()
BOAT = Description(Span(1_000, 3_000), "A boat leaves.", 1.0, Span(1_000, 3_000))
TITLE = Description(Span(5_000, 8_000), "Title: The Old Mill.", 1.0, Span(5_000, 8_000), Matter.TITLE)


def vtt(*cues: tuple[int, int, str], head: str = "") -> str:
    return "\n\n".join([f"WEBVTT{head}", *(f"{clock(start)} --> {clock(end)}\n{text}" for start, end, text in cues)]) + "\n"


def srt(*cues: tuple[int, int, str]) -> str:
    return "\n".join(f"{number}\n{clock(start, ',')} --> {clock(end, ',')}\n{text}\n" for number, (start, end, text) in
                     enumerate(cues, 1))


def put(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.write_text(text, "utf-8")
    return path


def rules(findings: tuple[Finding, ...]) -> list[tuple[str, Severity]]:
    return [(one.rule, one.severity) for one in findings]


# --- what a file holds ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", [
    "a.descriptions.vtt", "a.en.descriptions.vtt", "a.en.Descriptions.SRT", "a.de.descriptions.draft.vtt", "a.en.dapt.ttml",
    "a.en.extended.descriptions.vtt"])
def test_descriptions_are_known_by_their_name(tmp_path: Path, name: str) -> None:
    assert kind_of(tmp_path / name) is TextKind.DESCRIPTIONS


@pytest.mark.parametrize("name", ["descriptions.vtt", "my descriptions of it.vtt", "a.en.vtt", "a.srt", "missing.vtt", "a.txt"])
def test_a_name_that_only_speaks_of_descriptions_makes_none(tmp_path: Path, name: str) -> None:
    assert kind_of(tmp_path / name) is TextKind.CAPTIONS


def test_descriptions_are_known_by_their_head(tmp_path: Path) -> None:
    headed = vtt((0, 1_000, "A."), head="\nKind: descriptions\nLanguage: en")
    assert kind_of(put(tmp_path, "a.vtt", headed)) is TextKind.DESCRIPTIONS
    assert kind_of(put(tmp_path, "b.vtt", descriptions_vtt([BOAT], "en", "by a person"))) is TextKind.DESCRIPTIONS
    assert kind_of(put(tmp_path, "c.ttml", script_dapt([BOAT], "en", "Film", "by a person"))) is TextKind.DESCRIPTIONS
    assert kind_of(put(tmp_path, "d.vtt", vtt((0, 1_000, "A."), head="\nKind: captions"))) is TextKind.CAPTIONS
    assert kind_of(put(tmp_path, "e.vtt", vtt((0, 1_000, "kind: descriptions")))) is TextKind.CAPTIONS
    assert kind_of(put(tmp_path, "f.vtt", captions_vtt([], "en", "descriptions of nothing"))) is TextKind.CAPTIONS


# --- reading -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("name", "text"), [
    ("a.en.descriptions.vtt", descriptions_vtt([BOAT, TITLE], "en", "")),
    ("a.en.descriptions.srt", srt((1_000, 3_000, "A boat leaves."), (5_000, 8_000, "Title: The Old Mill."))),
    ("a.en.dapt.ttml", script_dapt([BOAT, TITLE], "en", "Film", ""))])
def test_every_form_is_read_and_its_language_is_that_of_the_name(tmp_path: Path, name: str, text: str) -> None:
    path = put(tmp_path, name, text)
    found = lint(path, "", Around(), OPTIONS)
    assert (found.language, len(found.file.cues), found.findings) == ("en", 2, ())
    over = lint(path, "", Around(speech=(Span(2_000, 2_500),), heard=True), OPTIONS)
    # The boat takes three words at 160 a minute, 1,125 ms.
    assert [(one.rule, one.measure) for one in over.findings] == [("descriptions.overlap", 125)]


def test_a_label_makes_text_from_the_screen_and_other_words_do_not(tmp_path: Path) -> None:
    marked = put(tmp_path, "a.en.descriptions.vtt", vtt((0, 5_000, "Text on screen: we saw the sea")))
    assert lint(marked, "", Around(), OPTIONS).findings == ()
    plain = put(tmp_path, "b.en.descriptions.vtt", vtt((0, 5_000, "In a sign's shade we saw the sea.")))
    assert rules(lint(plain, "", Around(), OPTIONS).findings) == [
        ("descriptions.past-tense", Severity.WARNING), ("descriptions.person", Severity.WARNING)]


def test_a_file_with_damage_is_told_as_any_file_of_cues(tmp_path: Path) -> None:
    found = lint(put(tmp_path, "a.en.descriptions.vtt", "00:01.000 --> 00:03.000\nA boat leaves.\n"), "", Around(), OPTIONS)
    assert rules(found.findings) == [("captions.header", Severity.FAILURE)]
    empty = lint(put(tmp_path, "b.en.descriptions.vtt", "WEBVTT\n"), "", Around(), OPTIONS)
    assert rules(empty.findings) == [("descriptions.none", Severity.FAILURE)]


def test_what_is_no_such_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(MediaRefused):
        lint(put(tmp_path, "a.descriptions.srt", "only words"), "", Around(), OPTIONS)
    (tmp_path / "link.descriptions.vtt").symlink_to(put(tmp_path, "a.vtt", vtt((0, 1_000, "A."))))
    with pytest.raises(MediaRefused):
        lint(tmp_path / "link.descriptions.vtt", "", Around(), OPTIONS)


def test_descriptions_that_are_not_in_the_language_of_their_name_are_told(tmp_path: Path) -> None:
    german = "Ein Mann mit einem Hut betritt die Halle und öffnet langsam das große Fenster zum Garten."
    found = lint(put(tmp_path, "a.en.descriptions.vtt", vtt((0, 9_000, german))), "", Around(), OPTIONS)
    assert rules(found.findings) == [("descriptions.other-language", Severity.FAILURE)]
    assert lint(put(tmp_path, "a.de.descriptions.vtt", vtt((0, 9_000, german))), "", Around(), OPTIONS).findings == ()


# --- what they are held against ------------------------------------------------------------------------------------


def test_captions_say_when_somebody_speaks_and_labels_of_sounds_do_not(tmp_path: Path) -> None:
    captions = put(tmp_path, "a.en.vtt", vtt((0, 2_000, "Hello there."), (4_000, 6_000, "[music]"), (9_000, 9_500, "Bye.")))
    around = against_captions(captions, Around(duration=20_000))
    assert around.speech == (Span(0, 2_000), Span(9_000, 9_500))
    assert [word.text for word in around.words] == ["Hello", "there.", "Bye."]
    found = lint(put(tmp_path, "a.en.descriptions.vtt", vtt((1_000, 4_000, "A boat leaves."))), "", around, OPTIONS)
    assert [(one.rule, one.measure) for one in found.findings] == [
        ("descriptions.overlap", 1_000), ("descriptions.unused-gap", 10.25)]


def test_where_nobody_listened_nothing_is_a_pause(tmp_path: Path) -> None:
    path = put(tmp_path, "a.en.descriptions.vtt", vtt((0, 2_000, "A boat leaves.")))
    assert lint(path, "", Around(duration=60_000), OPTIONS).findings == ()
    assert rules(lint(path, "", Around(duration=60_000, heard=True), OPTIONS).findings) == [
        ("descriptions.unused-gap", Severity.NOTE)]


def test_text_on_the_screen_is_asked_for_where_somebody_looked(tmp_path: Path) -> None:
    path = put(tmp_path, "a.en.descriptions.vtt", vtt((0, 2_000, "A boat leaves.")))
    around = Around(screen=(ScreenText(Span(3_000, 6_000), ("The Old Mill",), 0.99, 0.1),))
    assert rules(lint(path, "", around, OPTIONS).findings) == [("descriptions.unread-text", Severity.WARNING)]


def test_the_captions_of_a_real_film_are_no_descriptions_and_could_not_be_spoken_over_themselves() -> None:
    path = shared("mammals.human.en.vtt")
    assert kind_of(path) is TextKind.CAPTIONS
    found = lint(path, "en", against_captions(path, Around()), OPTIONS)
    assert sum(one.rule == "descriptions.overlap" for one in found.findings) >= len(found.file.cues) - 2

"""`access check` on alternative texts, as its user meets it."""

from __future__ import annotations

from pathlib import Path

import pytest
from commandtools import Place

LIST = "file,alt,language\nheron.jpg,Image of a heron,en\nboat.jpg,Ein Boot auf einem See.,de\nx.jpg,IMG_2031.jpg,\n"


@pytest.fixture
def place(tmp_path: Path) -> Place:
    return Place(tmp_path)


def test_each_text_is_told_with_its_line_its_picture_and_its_rule(place: Place) -> None:
    (place.folder / "a.csv").write_text(LIST)
    said = place.access("check", "a.csv")
    assert (said.code, said.err) == (1, "")
    assert said.out == (
        "a.csv: alternative texts, each in the language that it shows, held against web (125 characters, at most 250)\n"
        "  warning  alt.redundant-prefix   line 2, heron.jpg: It begins with “Image of”: a screen reader has announced the picture "
        "as one already.\n"
        "  note     alt.no-punctuation     line 2, heron.jpg: It ends without punctuation: a screen reader makes no pause.\n"
        "  failure  alt.file-name          line 4, x.jpg: The alternative text is a file's name, a path or an address.\n"
        "  3 texts, nothing found in 1; 1 failure, 1 warning, 1 note\n")


def test_a_copy_is_mended_checked_and_what_is_left_decides(place: Place) -> None:
    (place.folder / "a.csv").write_text(LIST.replace("IMG_2031.jpg", "photo of a dog"))
    said = place.access("check", "a.csv", "--fix", "--fail-on", "note")
    assert said.code == 0
    assert "  mended in a.fixed.csv: 2 texts\n  3 texts, nothing found in 3\n" in said.out
    assert (place.folder / "a.fixed.csv").read_text() == (
        "file,alt,language\nheron.jpg,A heron.,en\nboat.jpg,Ein Boot auf einem See.,de\nx.jpg,A dog.,\n")
    again = place.access("check", "a.csv", "--fix")
    assert again.code == 1
    assert "is there already" in again.err


def test_machines_get_an_object_a_line(place: Place) -> None:
    (place.folder / "a.csv").write_text(LIST)
    first, _, third, checked, fixed_left, fixed, end = place.access("check", "a.csv", "--json", "--fix").rows
    assert first == {
        "event": "finding", "file": "a.csv", "row": 2, "picture": "heron.jpg", "language": "en", "text": "Image of a heron",
        "rule": "alt.redundant-prefix", "severity": "warning", "measure": None, "limit": None,
        "message": "It begins with “Image of”: a screen reader has announced the picture as one already."}
    assert (third["rule"], third["row"]) == ("alt.file-name", 4)
    assert checked == {
        "event": "checked", "file": "a.csv", "kind": "alt", "profile": "web", "texts": 3, "clean": 1, "notes": 1, "warnings": 1,
        "failures": 1, "rules": {"alt.file-name": 1, "alt.no-punctuation": 1, "alt.redundant-prefix": 1}}
    assert (fixed_left["event"], fixed_left["rule"]) == ("left", "alt.file-name")
    assert (fixed["event"], fixed["changed"], fixed["failures"]) == ("fixed", 1, 1)
    assert end == {"event": "end", "files": 1, "failed": 0}


def test_the_profile_is_that_of_alternative_texts(place: Place) -> None:
    long = "A grey heron " + "stands in shallow water and waits " * 7 + "there."
    (place.folder / "a.en.csv").write_text(f"file,alt\na.jpg,{long}\n")
    web, mastodon = place.access("check", "a.en.csv", "--json"), place.access("check", "a.en.csv", "--json", "--profile", "mastodon")
    assert [(row["rule"], row["severity"]) for row in web.rows if row["event"] == "finding" and row["rule"] == "alt.too-long"] == [
        ("alt.too-long", "warning")]
    assert mastodon.rows[-2]["profile"] == "mastodon"
    assert [row["severity"] for row in mastodon.rows if row.get("rule") == "alt.too-long"] == ["note"]
    wrong = place.access("check", "a.en.csv", "--profile", "netflix")
    assert (wrong.code, "netflix" in wrong.err) == (1, True)


def test_captions_and_alternative_texts_are_checked_in_one_call(place: Place) -> None:
    (place.folder / "a.csv").write_text("file,alt\na.jpg,A boat.\n")
    (place.folder / "a.en.vtt").write_text("WEBVTT\n\n00:01.000 --> 00:03.000\nWe walked home.\n")
    (place.folder / "b.csv").write_text("no,list\n")
    said = place.access("check", "a.csv", "a.en.vtt", "b.csv")
    assert said.code == 1
    assert "1 text, nothing found in 1" in said.out
    assert "a.en.vtt: 1 caption" in said.out
    assert said.err.startswith("failed   b.csv: b.csv is no list of alternative texts")


def test_what_steers_a_terminal_is_shown_and_not_sent(place: Place) -> None:
    (place.folder / "a.csv").write_text("file,alt\na\x1b[2Jb.jpg,\x1b]0;x\x07 image\n")
    for option in ((), ("--json",)):
        assert "\x1b" not in place.access("check", "a.csv", *option).out

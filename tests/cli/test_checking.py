"""`access check` and `access score` as their user meets them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from commandtools import Place

GOOD = "WEBVTT\n\n00:01.000 --> 00:03.000\nWe walked home.\n"
WIDE = "WEBVTT\n\n00:01.000 --> 00:06.000\nMammals are a group of vertebrates, that is to say, animals.\n"
BRIEF = "WEBVTT\n\n00:01.000 --> 00:01.500\nYes.\n"


@pytest.fixture
def place(tmp_path: Path) -> Place:
    return Place(tmp_path)


def test_captions_that_keep_the_rules_end_with_0(place: Place) -> None:
    (place.folder / "a.en.vtt").write_text(GOOD)
    said = place.access("check", "a.en.vtt")
    assert (said.code, said.err) == (0, "")
    assert said.out == "a.en.vtt: 1 caption, en, held against web\n  nothing found\n"


def test_what_is_found_is_told_with_its_time_rule_measure_and_limit(place: Place) -> None:
    (place.folder / "a.en.vtt").write_text(WIDE)
    said = place.access("check", "a.en.vtt")
    assert said.code == 1
    assert "  failure  captions.line-length         00:00:01.000: a line of 60 characters; 42 at most.\n" in said.out
    finding, checked, end = place.access("check", "a.en.vtt", "--json", "--profile", "netflix").rows
    assert finding == {
        "event": "finding", "file": "a.en.vtt", "rule": "captions.line-length", "severity": "failure", "start_ms": 1_000,
        "end_ms": 6_000, "time": "00:00:01.000", "measure": 60, "limit": 42,
        "message": "00:00:01.000: a line of 60 characters; 42 at most."}
    assert (checked["profile"], checked["cues"], checked["failures"], checked["per_100_cues"]) == ("netflix", 1, 1, 100.0)
    assert checked["rules"] == {"captions.line-length": 1}
    assert end == {"event": "end", "files": 1, "failed": 0}


@pytest.mark.parametrize(("fail_on", "code"), [("failure", 0), ("warning", 1), ("note", 1)])
def test_how_grave_it_must_be_to_end_with_1_is_asked_for(place: Place, fail_on: str, code: int) -> None:
    (place.folder / "a.en.vtt").write_text(BRIEF)
    assert place.access("check", "a.en.vtt", "--fail-on", fail_on).code == code


def test_a_file_that_cannot_be_read_harms_no_other(place: Place) -> None:
    (place.folder / "a.en.vtt").write_text(GOOD)
    (place.folder / "b.srt").write_text("only words")
    (place.folder / "c.vtt").mkdir()
    said = place.access("check", "b.srt", "c.vtt", "a.en.vtt")
    assert said.code == 1
    assert "a.en.vtt: 1 caption" in said.out
    assert [line.split(":")[0] for line in said.err.splitlines()] == ["failed   b.srt", "failed   c.vtt"]


def test_a_corrected_copy_is_written_beside_the_original_and_checked(place: Place) -> None:
    (place.folder / "a.en.vtt").write_text(WIDE)
    said = place.access("check", "a.en.vtt", "--fix")
    assert (said.code, said.err) == (0, "")
    assert (place.folder / "a.en.vtt").read_text() == WIDE
    assert (place.folder / "a.en.fixed.vtt").read_text() == (
        "WEBVTT\n\n00:01.000 --> 00:06.000\nMammals are a group of vertebrates,\nthat is to say, animals.\n")
    assert said.out.endswith("  mended in a.en.fixed.vtt: 1 caption, the same words\n  nothing found\n")
    again = place.access("check", "a.en.vtt", "--fix")
    assert again.code == 1
    assert "is there already" in again.err
    assert place.access("check", "a.en.vtt", "--fix", "--output", "b.vtt").code == 0
    assert "no copy is written" in place.access("check", "b.vtt", "--fix").out


def test_a_copy_s_name_is_for_one_file_and_asked_for(place: Place) -> None:
    for name in ("a.en.vtt", "b.en.vtt"):
        (place.folder / name).write_text(WIDE)
    assert place.access("check", "a.en.vtt", "b.en.vtt", "--fix", "--output", "c.vtt").code == 2
    assert place.access("check", "a.en.vtt", "--output", "c.vtt").code == 2
    refused = place.access("check", "a.en.vtt", "--fix", "--output", "c.srt")
    assert refused.code == 2
    assert "c.srt names another" in refused.err
    assert not (place.folder / "c.srt").exists()
    assert not (place.folder / "c.vtt").exists()


def test_names_and_texts_from_outside_do_not_reach_the_terminal_raw(place: Place) -> None:
    (place.folder / "a\x1b[31m.vtt").write_text("WEBVTT\n\n00:01.000 --> 00:02.000\n<fo\x1b[31mnt>x\n\nlo\x1b[31mst\n")
    said = place.access("check", "a\x1b[31m.vtt")
    assert "\x1b" not in said.out + said.err


def test_a_text_is_scored_against_what_was_said(place: Place) -> None:
    (place.folder / "said.txt").write_text("We walked home to Oslo in 1984.\n")
    captions = "WEBVTT\n\n00:01.000 --> 00:03.000\nwe talked home\nto Oslo in nineteen eighty-four.\n"
    (place.folder / "a.en.vtt").write_text(captions)
    said = place.access("score", "a.en.vtt", "said.txt")
    assert (said.code, said.err) == (0, "")
    assert "word errors" in said.out
    assert "14.3%" in said.out
    row, = place.access("score", "a.en.vtt", "said.txt", "--json").rows
    assert row["words"] == {"reference": 7, "right": 6, "wrong": 1, "missing": 0, "added": 0, "rate": 1 / 7}
    assert (row["names"]["total"], row["numbers"]["total"], row["starts_ms"]) == (1, 1, None)
    assert row["violations"]["cues"] == 1
    assert row["reference_violations"] is None


def test_the_documentation_s_example_of_a_score_is_true(place: Place) -> None:
    part = (Path(__file__).parents[2] / "docs" / "checking.md").read_text(encoding="utf-8").split("## `access score")[1]
    reference, captions, printed = re.findall(r"```\n(.*?)```", part, re.DOTALL)
    (place.folder / "said.txt").write_text(reference, encoding="utf-8")
    (place.folder / "heard.en.vtt").write_text(captions, encoding="utf-8")
    command, *lines = printed.splitlines()
    said = place.access(*command.split()[2:])
    assert (said.code, [line.rstrip() for line in said.out.splitlines()]) == (0, lines)


def test_a_reference_without_a_word_is_refused(place: Place) -> None:
    (place.folder / "a.en.vtt").write_text(GOOD)
    (place.folder / "said.txt").write_text("[music]\n")
    said = place.access("score", "a.en.vtt", "said.txt")
    assert said.code == 1
    assert "holds no word" in said.err

"""`access check` and `access score` as their user meets them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from commandtools import Place
from made import film, picture, tone

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


# --- descriptions --------------------------------------------------------------------------------------------------

LOOKED = "WEBVTT\n\n00:01.000 --> 00:03.000\nWe see a boat.\n\n00:04.000 --> 00:06.000\nA man leaves.\n"


def test_the_documentation_s_example_of_descriptions_is_true(place: Place) -> None:
    page = (Path(__file__).parents[2] / "docs" / "checking.md").read_text(encoding="utf-8")
    part = page.split("## `access check` on descriptions")[1].split("\n## ")[0]
    descriptions, captions, printed = re.findall(r"```\n(.*?)```", part, re.DOTALL)
    (place.folder / "talk.en.descriptions.vtt").write_text(descriptions, encoding="utf-8")
    (place.folder / "talk.en.vtt").write_text(captions, encoding="utf-8")
    command, *lines = printed.splitlines()
    said = place.access(*command.split()[2:])
    assert (said.code, [line.rstrip() for line in said.out.splitlines()]) == (1, lines)


def test_descriptions_are_checked_as_such_by_name_and_where_that_is_asked_for(place: Place) -> None:
    (place.folder / "a.en.descriptions.vtt").write_text(LOOKED)
    (place.folder / "a.en.vtt").write_text(LOOKED)
    both = place.access("check", "a.en.descriptions.vtt", "a.en.vtt")
    assert both.code == 0
    head = "a.en.descriptions.vtt: 2 descriptions, en, at most 220 words a minute\n  warning  descriptions.we-see"
    assert both.out.startswith(head)
    assert "\na.en.vtt: 2 captions, en, held against web\n" in both.out
    as_asked = place.access("check", "--kind", "descriptions", "a.en.vtt", "--fail-on", "warning")
    assert (as_asked.code, "descriptions.we-see" in as_asked.out) == (1, True)
    assert "descriptions" not in place.access("check", "--kind", "captions", "a.en.descriptions.vtt").out.split("\n", 1)[1]


def test_how_fast_descriptions_may_be_is_asked_for(place: Place) -> None:
    text = "WEBVTT\n\n00:00.000 --> 00:03.000\nA man in a long coat opens the gate.\n"
    (place.folder / "a.en.descriptions.vtt").write_text(text)
    assert "nothing found" in place.access("check", "a.en.descriptions.vtt").out
    slower = place.access("check", "a.en.descriptions.vtt", "--max-words-per-minute", "150")
    assert "descriptions.rate" in slower.out
    by_setting = place.access("check", "a.en.descriptions.vtt", ACCESS_DESCRIBE__MAX_WORDS_PER_MINUTE="150")
    assert by_setting.out == slower.out
    assert place.access("check", "a.en.descriptions.vtt", "--max-words-per-minute", "30").code == 2


def test_no_copy_of_descriptions_is_written_and_that_is_said(place: Place) -> None:
    (place.folder / "a.en.descriptions.vtt").write_text(LOOKED)
    said = place.access("check", "a.en.descriptions.vtt", "--fix")
    assert (said.code, "no copy is written" in said.out) == (0, True)
    assert [path.name for path in place.folder.iterdir() if path.suffix == ".vtt"] == ["a.en.descriptions.vtt"]
    *_, checked, not_fixed, _ = place.access("check", "a.en.descriptions.vtt", "--fix", "--json").rows
    assert (checked["kind"], checked["cues"], checked["max_words_per_minute"]) == ("descriptions", 2, 220)
    assert (not_fixed["event"], "no copy is written" in not_fixed["reason"]) == ("not fixed", True)


def test_descriptions_are_held_against_a_film_that_is_heard_and_watched(place: Place) -> None:
    scenes = [(picture(place.folder / f"{seed}.png", (320, 180), seed), 6_000) for seed in (1, 2)]
    film(place.folder / "a.mp4", scenes, tone(place.folder / "a.wav", 12_000))
    (place.folder / "a.en.descriptions.vtt").write_text("WEBVTT\n\n00:11.500 --> 00:14.000\nA boat leaves the old harbour.\n")
    rows = place.access("check", "a.en.descriptions.vtt", "--video", "a.mp4", "--json").rows
    assert [(row["rule"], row["severity"], row["measure"], row["limit"]) for row in rows if row["event"] == "finding"] == [
        ("descriptions.cut-off", "failure", 13_750, 12_000)]
    (place.folder / "a.en.vtt").write_text("WEBVTT\n\n00:00.000 --> 00:11.700\nHello.\n")
    held = place.access("check", "a.en.descriptions.vtt", "--video", "a.mp4", "--captions", "a.en.vtt", "--json").rows
    assert "descriptions.overlap" in [row["rule"] for row in held if row["event"] == "finding"]


"""WebVTT: what we write is what any reader reads, whatever the words are; what people write is read."""

from __future__ import annotations

from io import StringIO

import pysubs2
import pytest
import webvtt
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from pack_texts import cue_lists, misread_by_pysubs2, shown

from access.model.findings import ScriptLine
from access.model.script import Cue, Description
from access.model.time import Span
from access.pack.texts import clean
from access.pack.vtt import captions_vtt, descriptions_vtt, parse, raw_cues


def test_captions_are_written_whole() -> None:
    cues = [
        Cue(Span(0, 1500), ("Good morning,", "everybody."), "ANNA"),
        Cue(Span(3_600_000, 3_601_250), ("Fish & chips < 5 pounds --> here",)),
        Cue(Span(3_602_000, 3_603_000), ("[applause]",)),
    ]
    assert captions_vtt(cues, "en", "Made by pocketsphinx.\n\nNobody has checked --> it.") == """\
WEBVTT

NOTE
captions, language: en
Made by pocketsphinx.
Nobody has checked --&gt; it.

00:00:00.000 --> 00:00:01.500
<v ANNA>ANNA: Good morning,
everybody.

01:00:00.000 --> 01:00:01.250
Fish &amp; chips &lt; 5 pounds --&gt; here

01:00:02.000 --> 01:00:03.000
[applause]
"""


@settings(max_examples=60, deadline=None)
@given(cue_lists())
def test_an_independent_reader_finds_every_cue_and_every_word(cues: list[Cue]) -> None:
    wanted = [(cue.span, shown(cue)) for cue in cues if shown(cue)]
    text = captions_vtt(cues, "en", "a note")
    assert text.count("-->") == len(wanted)
    found = webvtt.from_buffer(StringIO(text)).captions if wanted else []
    assert [(one.start_in_seconds, one.end_in_seconds) for one in found] == [
        (span.start // 1000, span.end // 1000) for span, _ in wanted
    ]
    assert [one.start for one in found] == [clock_of(span.start) for span, _ in wanted]
    assert [unescaped(without_voice(one.raw_text)) for one in found] == [said for _, said in wanted]


@settings(max_examples=40, deadline=None)
@given(cue_lists())
def test_a_second_independent_reader_finds_the_same_times(cues: list[Cue]) -> None:
    assume(not misread_by_pysubs2(cues))
    wanted = [cue.span for cue in cues if shown(cue)]
    found = pysubs2.SSAFile.from_string(captions_vtt(cues, "en", ""), format_="vtt") if wanted else []
    assert [(one.start, one.end) for one in found] == [(span.start, span.end) for span in wanted]


@settings(max_examples=60, deadline=None)
@given(cue_lists())
def test_our_own_reader_gives_back_times_and_speakers(cues: list[Cue]) -> None:
    wanted = [cue for cue in cues if shown(cue)]
    read = parse(captions_vtt(cues, "en", ""))
    assert [line.span for line in read] == [cue.span for cue in wanted]
    for line, cue in zip(read, wanted, strict=True):
        assert not cue.speaker or line.speaker in (clean(cue.speaker), "") or line.sounds


@settings(max_examples=60, deadline=None)
@given(st.text(st.characters() | st.sampled_from("\n-> :.<v>0123[]"), max_size=300))
def test_no_text_at_all_breaks_the_reader(text: str) -> None:
    parse(text)
    parse(f"WEBVTT\n\n00:01.000 --> 00:02.000\n{text}")


def test_a_cue_that_has_no_length_is_given_some() -> None:
    assert "00:00:01.000 --> 00:00:01.001" in captions_vtt([Cue(Span(1000, 1000), ("x",))], "en", "")


def test_a_name_that_ends_in_hyphens_makes_no_arrow() -> None:
    text = captions_vtt([Cue(Span(1000, 2000), ("x",), "Anna --")], "en", "")
    assert text.count("-->") == 1
    assert parse(text) == (ScriptLine("x", "Anna --", Span(1000, 2000)),)


def test_descriptions_stand_when_they_sound() -> None:
    text = descriptions_vtt([Description(Span(1000, 2500), "Title: <A & B>.", 1.0, Span(0, 4000))], "en", "note")
    assert text.endswith("00:00:01.000 --> 00:00:02.500\nTitle: &lt;A &amp; B&gt;.\n")
    assert parse(text) == (ScriptLine("Title: <A & B>.", span=Span(1000, 2500)),)


def test_what_people_and_programs_write_is_read() -> None:
    text = (
        "\ufeffWEBVTT - made elsewhere\r\nKind: captions\r\n\r\nSTYLE\r\n::cue { color: red }\r\n\r\nNOTE nothing\r\n\r\n"
        "intro\r\n00:01.000 --> 00:02.500 line:0 align:start\r\n<v.loud Mary Ann>Hello <i>you</i> &amp; all&nbsp;!\r\n\r\n"
        "2\r\n1:00:00,5 --> 1:00:01.250\r\nJOHN: It is\r\n10:30.\r\n\r\n"
        "bad --> 00:00:01.000\r\nlost\r\n\r\n"
        "00:00:09.000 --> 00:00:08.000\r\nbackwards\r\n\r\n"
        "01:00:02.000 --> 01:00:03.000\r\n(music)\r\n01:00:03.000 --> 01:00:04.000\r\n<c.yellow>no blank line before</c>\r\n"
    )
    assert parse(text) == (
        ScriptLine("Hello you & all\u00a0!", "Mary Ann", Span(1000, 2500)),
        ScriptLine("It is 10:30.", "JOHN", Span(3_600_500, 3_601_250), rows=("It is", "10:30.")),
        ScriptLine("music", span=Span(3_602_000, 3_603_000), sounds=True, rows=("(music)",)),
        ScriptLine("no blank line before", span=Span(3_603_000, 3_604_000)),
    )


@pytest.mark.parametrize(("text", "line"), [
    ("[applause]", ("applause", "", True)),
    ("[door slams] (music)", ("door slams, music", "", True)),
    ("♪ la la ♪", ("♪ la la ♪", "", True)),
    ("♪♪", ("music", "", True)),
    ("[laughs] I see", ("[laughs] I see", "", False)),
    ("DR. ROSS: Mammals", ("Mammals", "DR. ROSS", False)),
    ("Anna: hello", ("Anna: hello", "", False)),
    ("So I told him: go", ("So I told him: go", "", False)),
    ("THE LAST FIVE WORDS WERE: GO", ("THE LAST FIVE WORDS WERE: GO", "", False)),
    ("AT 10:30", ("AT 10:30", "", False)),
    ("HTTP://X.ORG", ("HTTP://X.ORG", "", False)),
    ("I <3 you", ("I <3 you", "", False)),
])
def test_names_in_capitals_are_speakers_and_brackets_are_sounds(text: str, line: tuple[str, str, bool]) -> None:
    (read,) = parse(f"WEBVTT\n\n00:01.000 --> 00:02.000\n{text}\n")
    assert (read.text, read.speaker, read.sounds) == line


@pytest.mark.parametrize(("text", "line"), [
    ("- Where?\n- There.", ("- Where? - There.", "", ("- Where?", "- There."))),
    ("ANNA: Where?\nBOB: There.", ("Where? BOB: There.", "ANNA", ("Where?", "BOB: There."))),
    ("<v Anna>Anna: Where\nis it?", ("Where is it?", "Anna", ("Where", "is it?"))),
    ("<v Anna>Where\nis it?", ("Where is it?", "Anna", ("Where", "is it?"))),
    ("♪ We are the champions,\nmy friends ♪", ("♪ We are the champions, my friends ♪", "", (
        "♪ We are the champions,", "my friends ♪"))),
    ("[crowd cheers\nand whistles]", ("crowd cheers and whistles", "", ("[crowd cheers", "and whistles]"))),
    ("ANNA:\nWhere?", ("Where?", "ANNA", ())),
    ("<v Anna>Anna:", ("Anna:", "Anna", ())),
])
def test_a_cue_keeps_the_lines_of_its_author(text: str, line: tuple[str, str, tuple[str, ...]]) -> None:
    (read,) = parse(f"WEBVTT\n\n00:01.000 --> 00:02.000\n{text}\n")
    assert (read.text, read.speaker, read.rows) == line


def test_two_voices_in_one_cue_share_its_time() -> None:
    read = parse("WEBVTT\n\n00:00.000 --> 00:04.000\n<v Anna>Yes?\n<v Ben>Oh no, never.\n")
    assert read == (ScriptLine("Yes?", "Anna", Span(0, 941)), ScriptLine("Oh no, never.", "Ben", Span(941, 4000)))


def clock_of(ms: int) -> str:
    return f"{ms // 3_600_000:02d}:{ms // 60_000 % 60:02d}:{ms // 1000 % 60:02d}.{ms % 1000:03d}"


def without_voice(text: str) -> str:
    return text.partition(">")[2] if text.startswith("<v ") else text


def unescaped(text: str) -> str:
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def test_a_line_written_from_right_to_left_says_so_where_its_first_letter_does_not() -> None:
    cues = [Cue(Span(0, 1000), ("Ross אמר שלום.", "שלום Ross."), "דנה"), Cue(Span(1000, 2000), ("שלום.",), "ROSS & CO")]
    text = captions_vtt(cues, "he", "")
    assert "\n<v דנה>דנה: Ross אמר שלום.\nשלום Ross.\n" in text
    assert "\n<v ROSS &amp; CO>\u200fROSS &amp; CO: שלום.\n" in text
    assert "\u200f" not in captions_vtt(cues, "en", "")
    assert [line.text for line in parse(text)] == ["Ross אמר שלום. שלום Ross.", "שלום."]


def test_what_is_to_be_checked_about_a_description_stands_in_a_comment_that_nobody_is_shown() -> None:
    doubtful = Description(Span(1000, 2000), "A dog & a cat.", 1.0, Span(0, 9), doubts=("unsure --> \nof the cat", "short"))
    text = descriptions_vtt([doubtful, Description(Span(3000, 4000), "Rain.", 1.0, Span(0, 9))], "en", "Machine-made.")
    assert text == """\
WEBVTT

NOTE
descriptions, language: en
Machine-made.

NOTE To be checked: unsure --&gt; of the cat; short

00:00:01.000 --> 00:00:02.000
A dog &amp; a cat.

00:00:03.000 --> 00:00:04.000
Rain.
"""
    assert [cue.plain for cue in raw_cues(text)] == [("A dog & a cat.",), ("Rain.",)]

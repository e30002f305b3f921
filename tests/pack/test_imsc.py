"""TTML: ours is IMSC 1.1; what strangers' programs write is read as their players show it, and what is none is refused."""

from __future__ import annotations

from contextlib import suppress

import pysubs2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pack_texts import cue_lists, shown

from access.errors import MediaRefused
from access.model.findings import ScriptLine
from access.model.script import Cue
from access.model.time import Span
from access.pack.imsc import captions_imsc, parse, raw_cues, unreadable
from access.pack.texts import clean

NAMES = (
    'xmlns="http://www.w3.org/ns/ttml" xmlns:ttp="http://www.w3.org/ns/ttml#parameter" '
    'xmlns:tts="http://www.w3.org/ns/ttml#styling" xmlns:ttm="http://www.w3.org/ns/ttml#metadata"'
)


def tt(body: str, attributes: str = "", head: str = "") -> str:
    return f'<tt {NAMES} xml:lang="en" {attributes}><head>{head}</head><body>{body}</body></tt>'


def read(body: str, attributes: str = "", head: str = "") -> list[tuple[int, int, str]]:
    return [(span.start, span.end, "|".join(lines)) for span, lines in raw_cues(tt(body, attributes, head))]


def test_captions_are_written_whole() -> None:
    cues = [Cue(Span(0, 1500), ("Good morning,", "all."), "ANNA"), Cue(Span(3_600_000, 3_601_250), ("[<applause> & more]",))]
    assert captions_imsc(cues, "en-GB", "A <lecture>", "Machine-made draft.\n\nNo person has checked it.") == """\
<?xml version="1.0" encoding="UTF-8"?>
<tt xmlns="http://www.w3.org/ns/ttml" xmlns:ebutts="urn:ebu:tt:style" xmlns:ttm="http://www.w3.org/ns/ttml#metadata" \
xmlns:ttp="http://www.w3.org/ns/ttml#parameter" xmlns:tts="http://www.w3.org/ns/ttml#styling" xml:lang="en-GB" \
ttp:contentProfiles="http://www.w3.org/ns/ttml/profile/imsc1.1/text" ttp:timeBase="media">
  <head>
    <metadata>
      <ttm:title>A &lt;lecture&gt;</ttm:title>
      <ttm:desc>Machine-made draft.
No person has checked it.</ttm:desc>
      <ttm:agent type="person" xml:id="speaker1">
        <ttm:name type="full">ANNA</ttm:name>
      </ttm:agent>
    </metadata>
    <layout>
      <region xml:id="bottom" tts:displayAlign="after" tts:extent="80% 80%" tts:origin="10% 10%" \
tts:showBackground="whenActive" />
    </layout>
  </head>
  <body region="bottom" tts:color="#ffffff" tts:fontFamily="proportionalSansSerif" tts:fontSize="80%" tts:lineHeight="125%" \
ebutts:linePadding="0.25c" tts:textAlign="center">
    <div>
      <p begin="00:00:00.000" end="00:00:01.500" ttm:agent="speaker1"><span tts:backgroundColor="#000000cc">ANNA: Good \
morning,</span><br /><span tts:backgroundColor="#000000cc">all.</span></p>
      <p begin="01:00:00.000" end="01:00:01.250"><span tts:backgroundColor="#000000cc">[&lt;applause&gt; &amp; more]</span></p>
    </div>
  </body>
</tt>
"""


@pytest.mark.parametrize(("language", "tag", "rtl"), [
    ("ar", "ar", True), ("he-IL", "he-IL", True), ("fa", "fa", True), ("en", "en", False), ("az-arab", "az-Arab", True),
    ("ar-Latn", "ar-Latn", False), ("not a language", "und", False), ("", "und", False),
])
def test_the_language_is_named_and_runs_its_own_way(language: str, tag: str, rtl: bool) -> None:
    text = captions_imsc([Cue(Span(0, 1000), ("x",))], language, "", "")
    assert f'xml:lang="{tag}"' in text
    assert ('tts:direction="rtl"' in text) is rtl


@settings(max_examples=60, deadline=None)
@given(cue_lists())
def test_another_program_finds_every_cue_and_every_word(cues: list[Cue]) -> None:
    wanted = [cue for cue in cues if shown(cue)]
    found = pysubs2.SSAFile.from_string(captions_imsc(cues, "en", "t", "n"), format_="ttml")
    assert [(one.start, one.end) for one in found] == [(cue.span.start, cue.span.end) for cue in wanted]
    assert [one.text.replace("\\N", " ").split() for one in found] == [
        shown(cue).translate({0xFFFE: 0xFFFD, 0xFFFF: 0xFFFD}).replace("\\N", " ").split() for cue in wanted]


@settings(max_examples=60, deadline=None)
@given(cue_lists())
def test_our_own_reader_gives_back_times_and_speakers(cues: list[Cue]) -> None:
    wanted = [cue for cue in cues if shown(cue)]
    read = parse(captions_imsc(cues, "en", "t", "n"))
    assert [line.span for line in read] == [cue.span for cue in wanted]
    for line, cue in zip(read, wanted, strict=True):
        name = clean(cue.speaker).translate({0xFFFE: 0xFFFD, 0xFFFF: 0xFFFD})
        assert line.sounds or not name or line.speaker == name


def test_a_break_breaks_the_line_and_white_space_does_not() -> None:
    body = '<div><p begin="1s" end="2.5s">\n  Good <span>morn<span>ing,</span></span>\n  all.<br/>And\tyou.</p></div>'
    assert read(body) == [(1000, 2500, "Good morning, all.|And you.")]
    assert read(body.replace("<p ", '<p xml:space="preserve" ')) == [(1000, 2500, "Good morning,|all.|And you.")]


@pytest.mark.parametrize(("time", "attributes", "ms"), [
    ("00:00:04.040", "", 4040), ("00:00:04:12", 'ttp:frameRate="25"', 4480), ("101f", 'ttp:frameRate="25"', 4040),
    ("101f", 'ttp:frameRate="24" ttp:frameRateMultiplier="1000 1001"', 4213), ("40400000t", 'ttp:tickRate="10000000"', 4040),
    ("4040ms", "", 4040), ("0.1m", "", 6000), ("00:01:00;02", 'ttp:timeBase="smpte" ttp:dropMode="dropNTSC"', -1),
    ("0:00:4,04", "", 4040), (" 4.04s ", "", 4040), ("00:00:75.000", "", -1), ("soon", "", -1), ("9" * 5000 + "s", "", -1),
    ("1f", 'ttp:frameRate="0"', -1), ("1t", 'ttp:tickRate="0"', -1),
])
def test_times_are_read_in_every_unit_and_what_is_none_is_left_out(time: str, attributes: str, ms: int) -> None:
    body = f'<div><p begin="{time}" dur="1s">a</p><p begin="99s" end="100s">b</p></div>'
    assert read(body, attributes) == [*([(ms, ms + 1000, "a")] if ms >= 0 else []), (99_000, 100_000, "b")]


def test_what_has_no_readable_time_is_counted() -> None:
    body = '<div><p begin="soon" end="2s">a</p><p begin="x"/><p begin="3s" end="4s">b</p></div><div begin="y"><p>c</p></div>'
    assert unreadable(tt(body)) == 2


def test_drop_frame_time_code_is_the_frames_it_counts() -> None:
    smpte = 'ttp:timeBase="smpte" ttp:dropMode="dropNTSC" ttp:frameRate="30" ttp:frameRateMultiplier="1000 1001"'
    assert read('<div><p begin="00:01:00:02" end="00:10:00:00">a</p></div>', smpte) == [(60_060, 599_999, "a")]


def test_times_count_from_those_of_what_is_around() -> None:
    body = '<div begin="10s"><p begin="1s" end="2s">a</p><p begin="3s"><span begin="1s" end="2s">b</span></p></div>'
    assert read(body) == [(11_000, 12_000, "a"), (14_000, 15_000, "b")]
    assert read('<div begin="10s" end="12s"><p begin="1s" end="5s">a</p></div>') == [(11_000, 12_000, "a")]
    assert read('<div timeContainer="seq"><p dur="1s">a</p><p dur="2s">b</p></div>') == [(0, 1000, "a"), (1000, 3000, "b")]


def test_a_paragraph_that_changes_is_a_cue_for_each_change() -> None:
    assert read('<div><p begin="1s" end="4s">one <span begin="1s">two</span><br/><span begin="2s">three</span></p></div>') == [
        (1000, 2000, "one"), (2000, 3000, "one two"), (3000, 4000, "one two|three")]


def test_paragraphs_that_stand_at_one_time_are_cues_of_their_own() -> None:
    layout = '<layout><region xml:id="top"/><region xml:id="low"/></layout>'
    body = '<div><p region="low" begin="2s" end="4s">low</p><p region="top" begin="1s" end="3s">top</p></div>'
    assert read(body, head=layout) == [(1000, 3000, "top"), (2000, 4000, "low")]


def test_what_nothing_ends_lasts_until_the_next_begins() -> None:
    assert read('<div><p begin="1s">a</p><p begin="3s">b</p></div>') == [(1000, 3000, "a"), (3000, 8000, "b")]
    assert read("<div><p>no</p><p>times</p></div>") == []


def test_what_is_not_shown_is_not_read() -> None:
    body = '<div><p begin="1s" end="2s">a<span tts:display="none"> b</span></p><p tts:display="none" begin="3s" end="4s">c</p>'
    assert read(body + "</div>") == [(1000, 2000, "a")]
    ruby = '<span tts:ruby="container"><span tts:ruby="base">東京</span><span tts:ruby="text">とうきょう</span></span>'
    assert read(f'<div><p begin="1s" end="2s">{ruby}へ</p></div>') == [(1000, 2000, "東京へ")]


def test_a_cue_keeps_the_lines_of_its_author() -> None:
    line, = parse(tt('<div><p begin="1s" end="2s">- Where?<br/>- There.</p></div>'))
    assert (line.text, line.rows) == ("- Where? - There.", ("- Where?", "- There."))


def test_whose_words_they_are_stands_in_the_file_or_before_them() -> None:
    head = '<metadata><ttm:agent xml:id="a"><ttm:name type="full">Anna</ttm:name></ttm:agent></metadata>'
    body = (
        '<div><p ttm:agent="a" begin="1s" end="2s">Good morning.</p><p ttm:agent="a" begin="2s" end="3s">Anna: Again.</p>'
        '<p begin="3s" end="4s">BEN: Yes?</p><p begin="4s" end="5s">[applause]</p></div>'
    )
    assert parse(tt(body, head=head)) == (
        ScriptLine("Good morning.", "Anna", Span(1000, 2000)), ScriptLine("Again.", "Anna", Span(2000, 3000)),
        ScriptLine("Yes?", "BEN", Span(3000, 4000)), ScriptLine("applause", span=Span(4000, 5000), sounds=True),
    )


@pytest.mark.parametrize("names", [
    'xmlns="http://www.w3.org/2006/10/ttaf1" xmlns:s="http://www.w3.org/2006/10/ttaf1#style"',
    'xmlns="http://www.w3.org/2006/04/ttaf1" xmlns:s="http://www.w3.org/2006/04/ttaf1#styling"',
    'xmlns:s="http://www.w3.org/ns/ttml#styling"',
])
def test_the_drafts_that_dfxp_files_name_are_read_like_today_s_ttml(names: str) -> None:
    text = f'<?xml version="1.0" encoding="utf-16"?>\n<tt {names}><body><div><p begin="1s" end="2s">a<span s:display="none">b' \
           "</span></p></div></body></tt>"
    assert list(raw_cues(f"\ufeff{text}")) == [(Span(1000, 2000), ("a",))]


@pytest.mark.parametrize("text", [
    "", "hello", "WEBVTT\n\n00:01.000 --> 00:02.000\nhi\n", "<html/>", "<tt><body>", f"<x:tt {NAMES} xmlns:x='urn:x'/>",
    tt("", 'ttp:timeBase="clock"'), tt("<div>" * 5000 + "</div>" * 5000), tt('<p begin="1s" tts:fontSize="x">\0</p>'),
])
def test_what_is_no_ttml_is_refused(text: str) -> None:
    with pytest.raises(MediaRefused, match="TTML"):
        list(raw_cues(text))


@pytest.mark.parametrize("declared", [
    '<!DOCTYPE tt [<!ENTITY a "&#98;">]>', '<!DOCTYPE tt [<!ENTITY a SYSTEM "file:///etc/passwd">]>', '<!DOCTYPE tt SYSTEM "http://127.0.0.1/">',
])
def test_entities_and_document_types_are_not_opened(declared: str) -> None:
    with pytest.raises(MediaRefused, match="document type"):
        list(raw_cues(declared + tt('<div><p begin="1s" end="2s">&a;</p></div>')))


def test_a_paragraph_of_many_changes_is_one_cue() -> None:
    spans = "".join(f'<span begin="{at}ms" end="{at + 10}ms">{at} </span>' for at in range(0, 10_000, 10))
    (cue,) = read(f'<div><p begin="1s">{spans}</p></div>')
    assert cue[:2] == (1000, 11_000)
    assert cue[2].split() == [str(at) for at in range(0, 10_000, 10)]


MARKS = st.sampled_from([
    "<p>", "</p>", "<br/>", '<p begin="1s">', '<span end="3s" begin="00:00:01:29">', "</span>", "<div timeContainer='seq'>",
    "</div>", "x", '<p tts:color="red" region="r" style="s" dur="-1s">', "<set begin='1s' tts:display='none'/>", "&lt;", " ",
])


@settings(max_examples=150, deadline=None)
@given(st.lists(MARKS, max_size=25).map("".join) | st.text(max_size=60), st.sampled_from(["", 'ttp:frameRate="1001"']))
def test_no_text_at_all_breaks_the_reader(body: str, attributes: str) -> None:
    with suppress(MediaRefused):
        for span, lines in raw_cues(tt(body, attributes)):
            assert span.duration > 0
            assert all(lines)

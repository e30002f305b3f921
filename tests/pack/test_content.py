"""What a sidecar says: tools change bytes and nothing is said differently; a person changes a word and it is."""

from __future__ import annotations

from io import StringIO
from xml.etree.ElementTree import fromstring, register_namespace, tostring

import pysrt
import pytest
import webvtt
from pack_facts import CUES, alt_text, script

from access.model.package import Ducking, Role
from access.model.script import Description, Matter
from access.model.time import Span
from access.pack.content import content_digest
from access.pack.dapt import Recording, script_dapt
from access.pack.imsc import captions_imsc
from access.pack.page import transcript_html, transcript_text
from access.pack.scc import captions_scc, fitted
from access.pack.srt import captions_srt
from access.pack.vtt import captions_vtt
from access.pack.xmp import xmp_sidecar

VTT = captions_vtt(CUES, "en", "a note")
SRT = captions_srt(CUES)
TTML = captions_imsc(CUES, "en", "A lecture", "a note")
SCC = captions_scc(fitted(CUES).cues)
TXT = transcript_text(script())
HTML = transcript_html(script())


def said(name: str, text: str | bytes) -> str:
    return content_digest(Role.CAPTIONS, name, text.encode() if isinstance(text, str) else text)


@pytest.mark.parametrize(("name", "text"), [
    ("a.vtt", VTT), ("a.srt", SRT), ("a.ttml", TTML), ("a.scc", SCC), ("a.txt", TXT), ("a.html", HTML)])
def test_line_ends_marks_and_blanks_say_nothing(name: str, text: str) -> None:
    once = said(name, text)
    assert said(name, text.replace("\n", "\r\n")) == once
    assert said(name, b"\xef\xbb\xbf" + text.encode()) == once
    assert said(name, text.encode("utf-16")) == once
    assert said(name, text.replace("\n", "  \n")) == once
    assert said(name, text + "\n\n") == once


def test_another_program_s_copy_of_the_captions_says_the_same() -> None:
    again = webvtt.WebVTT(captions=webvtt.from_buffer(StringIO(VTT)).captions).content
    assert again != VTT
    assert said("a.vtt", again) == said("a.vtt", VTT)
    other = pysrt.from_string(SRT)
    other.insert(0, other.pop())
    other.clean_indexes()
    assert said("a.srt", "".join(f"{item}\n" for item in other)) == said("a.srt", SRT)


def test_a_number_or_a_note_in_captions_says_nothing() -> None:
    assert said("a.vtt", VTT.replace("00:00:02.000 -->", "17\n00:00:02.000 -->")) == said("a.vtt", VTT)
    assert said("a.vtt", VTT.replace("a note", "another note")) == said("a.vtt", VTT)
    assert said("a.srt", SRT.replace("2\n00:", "7\n00:", 1)) == said("a.srt", SRT)


def test_another_program_s_copy_of_the_ttml_says_the_same() -> None:
    for name, element in (("tt", "http://www.w3.org/ns/ttml"), ("tts", "http://www.w3.org/ns/ttml#styling")):
        register_namespace(name, element)
    again = tostring(fromstring(TTML), "unicode")
    assert "<tt:p" in again
    assert said("a.ttml", again) == said("a.ttml", TTML)
    assert said("a.ttml", TTML.replace("00:00:01.500", "1500ms").replace('"bottom"', '"low"')) == said("a.ttml", TTML)


@pytest.mark.parametrize(("name", "text", "old", "new"), [
    ("a.ttml", TTML, "morning", "evening"), ("a.ttml", TTML, "00:00:01.500", "00:00:01.501"), ("a.ttml", TTML, "<br />", " "),
    ("a.ttml", TTML, ">ANNA<", ">EVE<"), ("a.ttml", TTML, "10% 10%", "10% 0%"), ("a.ttml", TTML, "00:00:01.500", "soon"),
    ("a.ttml", TTML, "</tt>", ""), ("a.scc", SCC, "6ee9 6e67", "6ee9 e567"), ("a.scc", SCC, "00:00:00;28", "00:00:00;27"),
    ("a.scc", SCC, "94f4 94f4", "9454 9454"), ("a.scc", SCC, "942c 942c", "zz2c 942c"),
])
def test_every_change_of_broadcast_captions_counts(name: str, text: str, old: str, new: str) -> None:
    assert old in text
    assert said(name, text.replace(old, new)) != said(name, text)


@pytest.mark.parametrize(("old", "new"), [
    ("morning", "evening"), ("00:00:01.500", "00:00:01.501"), ("00:00:00.000 -->", "00:00:00.001 -->"),
    ("ANNA:", "ANNE:"), ("Fish &amp; chips\ncost", "Fish &amp; chips cost"), ("[applause]", "[laughter]"),
    ("00:00:04.200 --> 00:00:05.000\n[applause]\n", ""), ("--> 00:00:01.500", "--> 00:00:01.500 line:0"),
])
def test_every_change_of_a_caption_counts(old: str, new: str) -> None:
    assert old in VTT
    assert said("a.vtt", VTT.replace(old, new)) != said("a.vtt", VTT)


@pytest.mark.parametrize(("name", "text", "old", "new"), [
    ("a.srt", SRT, "morning", "evening"), ("a.srt", SRT, "01,500", "01,400"),
    ("a.txt", TXT, "morning", "evening"), ("a.txt", TXT, "[applause]\n", ""),
    ("a.html", HTML, "morning", "evening"), ("a.html", HTML, "0:04", "0:05"),
])
def test_every_change_of_a_word_counts(name: str, text: str, old: str, new: str) -> None:
    assert old in text
    assert said(name, text.replace(old, new)) != said(name, text)


def test_a_page_says_what_can_be_read_not_how_it_looks() -> None:
    page = '<p class="a">Hello <b>you</b></p><script>let x</script><img alt="A dog">'
    assert said("a.html", page) == said("a.html", '<p>Hello\n you</p><style>p{}</style><img src="x" alt="A  dog">')
    assert said("a.html", page) != said("a.html", page.replace("A dog", "A cat"))


def test_metadata_says_its_two_texts() -> None:
    one = xmp_sidecar([alt_text("A dog.", "It runs.")], None)
    assert said("a.xmp", one.replace(b"\n", b"\r\n")) == said("a.xmp", one)
    assert said("a.xmp", one.replace(b"A dog.", b"A cat.")) != said("a.xmp", one)
    assert said("a.xmp", one.replace(b"It runs.", b"It sits.")) != said("a.xmp", one)
    assert said("a.xmp", b"no xmp") != said("a.xmp", b"no  xmp")


def test_the_order_of_json_keys_says_nothing() -> None:
    assert said("a.json", '{"a": 1, "b": [2]}') == said("a.json", '{ "b":[2],\n"a":1}')
    assert said("a.json", '{"a": 1}') != said("a.json", '{"a": 2}')
    assert said("a.json", "{") != said("a.json", "{ ")


def test_sound_counts_byte_by_byte() -> None:
    assert content_digest(Role.DESCRIBED_AUDIO, "a.m4a", b"x\r\n") != content_digest(Role.DESCRIBED_AUDIO, "a.m4a", b"x\n")


def test_a_script_of_descriptions_says_its_texts_their_times_and_what_they_tell_of() -> None:
    told = (Description(Span(5_200, 7_000), "A lake.", 1.0, Span(0, 1), Matter.PLACE),)
    mixed = Recording(Ducking(0.39, 300, (Span(5_000, 7_300),)), "n.m4a")
    script = script_dapt(told, "en", "A film", "note", mixed)

    def digest(text: str) -> str:
        return content_digest(Role.DESCRIPTIONS, "a.en.dapt.ttml", text.encode())

    assert digest(script) == digest(script.replace("\n      ", "\n").replace("note", "another"))
    for old, new in (("A lake.", "A pond."), ("00:00:05.000", "00:00:05.040"), ("visual.nonText\"", "visual.text.title\"")):
        assert digest(script) != digest(script.replace(old, new))

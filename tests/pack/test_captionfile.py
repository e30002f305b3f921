"""Strangers' captions files: what players show of them, and what they do not."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from access.errors import MediaRefused
from access.model.captions import CaptionFile, FlawKind
from access.model.script import Cue
from access.model.time import Span
from access.pack import srt, vtt
from access.pack.captionfile import MAX_BYTES, parse_srt, parse_vtt, read_captions
from access.pack.imsc import captions_imsc

GOOD = b"WEBVTT - a talk\nLanguage: de\n\nNOTE nobody sees this\n\nSTYLE\n::cue { color: red }\n\nfirst\n" \
    b"00:00:01.000 --> 00:00:02.000 line:0\n<v Anna>Hallo <i>du</i> &amp; ich\n\n00:03.000 --> 00:04.000\nJa.\n"


def vtt_with(body: str) -> CaptionFile:
    return parse_vtt(f"WEBVTT\n\n{body}".encode())


def kinds(file: CaptionFile) -> list[FlawKind]:
    return [flaw.kind for flaw in file.flaws]


def test_a_good_file_has_cues_and_no_flaws() -> None:
    file = parse_vtt(GOOD)
    assert (file.language, file.flaws) == ("de", ())
    first, second = file.cues
    assert (first.span, first.lines, first.voices) == (Span(1_000, 2_000), ("Hallo du & ich",), ("Anna",))
    assert (first.identifier, first.settings, first.row) == ("first", "line:0", 10)
    assert second.lines == ("Ja.",)
    assert file.parts == ("WEBVTT - a talk\nLanguage: de", "NOTE nobody sees this", "STYLE\n::cue { color: red }", 0, 1)


@pytest.mark.parametrize(("body", "expected", "shown"), [
    ("00:01,000 --> 00:02,000\nHi\n", [FlawKind.TIMING], ["Hi"]),
    ("0:1.000 --> 00:02.000\nHi\n", [FlawKind.TIMING], ["Hi"]),
    ("00:01 --> 00:02\nHi\n", [FlawKind.TIMING], []),
    ("00:03.000 --> 00:02.000\nHi\n", [FlawKind.BACKWARDS], []),
    ("00:03.000 --> 00:03.000\nHi\n", [FlawKind.BACKWARDS], []),
    ("00:01.000 --> 00:02.000\nHi\na --> b\nmore\n", [FlawKind.ARROW], ["Hi"]),
    ("00:01.000 --> 00:02.000\nHi\n\nand more\n", [FlawKind.STRAY], ["Hi"]),
    ("00:01.000 --> 00:02.000\nHi\n2\n00:03.000 --> 00:04.000\nYes\n", [FlawKind.SEPARATOR], ["Hi", "Yes"]),
    ("00:01.000 --> 00:02.000\nif a < b\n", [FlawKind.UNESCAPED], ["if a < b"]),
    ("00:01.000 --> 00:02.000\n<font color=red>Hi</font>\n", [FlawKind.MARKUP], ["Hi"]),
    ("00:01.000 --> 00:02.000\n{\\an8}Hi\n", [FlawKind.MARKUP], ["{\\an8}Hi"]),
    ("00:01.000 --> 00:02.000\nca\ufffd\n", [FlawKind.CHARACTERS], ["ca\ufffd"]),
    ("00:01.000 --> 00:02.000\n\n", [], [""]),
    ("NOTE a --> b\n\n00:01.000 --> 00:02.000\nHi\n", [FlawKind.ARROW], ["Hi"]),
])
def test_what_players_do_not_show_is_a_flaw(body: str, expected: list[FlawKind], shown: list[str]) -> None:
    file = vtt_with(body)
    assert kinds(file) == expected
    assert [" ".join(cue.lines) for cue in file.cues] == shown


@pytest.mark.parametrize(("data", "expected"), [
    (b"00:01.000 --> 00:02.000\nHi\n", [FlawKind.HEADER]),
    (b"WEBVTTX\n\n00:01.000 --> 00:02.000\nHi\n", [FlawKind.HEADER]),
    ("WEBVTT\n\n00:01.000 --> 00:02.000\ncafé\n".encode("cp1252"), [FlawKind.ENCODING]),
    ("WEBVTT\n\n00:01.000 --> 00:02.000\ncafé\n".encode("utf-16"), [FlawKind.ENCODING]),
    ("\ufeffWEBVTT\n\n00:01.000 --> 00:02.000\ncafé\n".encode(), []),
    (b"WEBVTT\r\n\r\n00:01.000 --> 00:02.000\r\nHi\r\n", []),
    (b"WEBVTT\n00:01.000 --> 00:02.000\nHi\n", []),
    (b"WEBVTT\n\n00:01.000 --> 00:02.000\nH\0i\n", [FlawKind.CHARACTERS, FlawKind.CHARACTERS]),
])
def test_header_and_encoding_are_looked_at(data: bytes, expected: list[FlawKind]) -> None:
    assert kinds(parse_vtt(data)) == expected


def test_srt_is_read_by_its_own_rules() -> None:
    file = parse_srt(b"1\n00:00:01,000 --> 00:00:02,000\n<i>Hi</i> {\\an8}a < b\n\n2\n00:00:03.000 --> 00:00:04.000\n&amp;\n")
    assert [cue.lines for cue in file.cues] == [("Hi a < b",), ("&amp;",)]
    assert kinds(file) == [FlawKind.TIMING, FlawKind.MARKUP]


PIECES = st.sampled_from([
    "WEBVTT", "NOTE x", "1", "", "00:00:01.000 --> 00:00:02.000", "00:03.000 --> 00:02.000 line:1", "00:05,5 --> 0:6.25",
    "a --> b", "Hello <i>there</i>", "x &lt; y", "- so\u00a0it is", "\u202eodd", "<v Anna>Yes.</v>",
])


@settings(max_examples=300, deadline=None)
@given(st.lists(PIECES, max_size=14))
def test_the_cues_are_those_that_the_pipeline_reads(pieces: list[str]) -> None:
    text = "\n".join(["WEBVTT", "", *pieces])
    mine = [(cue.span, cue.lines) for cue in parse_vtt(text.encode()).cues if cue.lines]
    theirs = [(cue.span, cue.plain) for cue in vtt.raw_cues(text) if cue.plain]
    if FlawKind.SEPARATOR not in kinds(parse_vtt(text.encode())):
        assert mine == theirs


@settings(max_examples=100, deadline=None)
@given(st.lists(st.sampled_from(["Hello <b>there</b>", "yes – no", "two\nlines"]), min_size=1, max_size=6))
def test_well_formed_srt_is_read_as_the_pipeline_reads_it(texts: list[str]) -> None:
    text = "\n\n".join(f"{n}\n00:00:0{n},000 --> 00:00:0{n},900\n{line}" for n, line in enumerate(texts, 1))
    file = parse_srt(text.encode())
    assert file.flaws == ()
    assert [(cue.span, cue.lines) for cue in file.cues] == list(srt.raw_cues(text))


@given(st.binary(max_size=400))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    for parse in (parse_vtt, parse_srt):
        with suppress(MediaRefused):
            assert isinstance(parse(data), CaptionFile)


def test_ttml_is_read(tmp_path: Path) -> None:
    path = tmp_path / "a.ttml"
    path.write_text(captions_imsc((Cue(Span(1_000, 2_000), ("Hi.",)),), "de", "", ""), "utf-8")
    file = read_captions(path)
    assert (file.language, [(cue.span, cue.lines) for cue in file.cues], file.flaws) == (
        "de", [(Span(1_000, 2_000), ("Hi.",))], ())
    path.write_text(path.read_text("utf-8").replace('end="', 'end="x'), "utf-8")
    assert kinds(read_captions(path)) == [FlawKind.TIMING]


BOMB = '<?xml version="1.0"?><!DOCTYPE tt [<!ENTITY a "ha">' + "".join(
    f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(9)) \
    + ']><tt xmlns="http://www.w3.org/ns/ttml"><body><div><p>&j;</p></div></body></tt>'


@pytest.mark.parametrize(("name", "content", "said"), [
    ("bomb.ttml", BOMB.encode(), "entities"),
    ("page.xml", b"<html/>", "no TTML"),
    ("broken.dfxp", b"<tt", "no XML"),
    ("empty.vtt", b"  \n", "is empty"),
    ("text.srt", b"only words", "no caption"),
    ("film.mp4", b"WEBVTT\n", "no captions file by its name"),
    ("wide.vtt", b"WEBVTT\n\n00:01.000 --> 00:02.000\n" + b"<a" * 20_000, "belongs to a cue of more than"),
    ("deep.vtt", b"WEBVTT\n\n00:01.000 --> 00:02.000\n" + b"x\n" * 20_000, "belongs to a cue of more than"),
    ("arrow.vtt", b"WEBVTT\n\n" + b" " * 30_000 + b"-->\n", "belongs to a cue of more than"),
])
def test_what_is_no_captions_is_refused_with_its_reason(tmp_path: Path, name: str, content: bytes, said: str) -> None:
    (tmp_path / name).write_bytes(content)
    with pytest.raises(MediaRefused, match=said) as refused:
        read_captions(tmp_path / name)
    assert name in str(refused.value)


def test_a_file_larger_than_captions_ever_are_is_refused_before_it_is_parsed(tmp_path: Path) -> None:
    path = tmp_path / "large.vtt"
    with path.open("wb") as file:
        file.write(b"WEBVTT\n\n")
        file.truncate(200 << 20)
    assert MAX_BYTES < 200 << 20
    with pytest.raises(MediaRefused, match="larger than"):
        read_captions(path)


@pytest.mark.parametrize("kind", ["folder", "pipe", "link", "absent"])
def test_only_regular_files_are_opened(tmp_path: Path, kind: str) -> None:
    path = tmp_path / "a.vtt"
    if kind == "folder":
        path.mkdir()
    elif kind == "pipe":
        os.mkfifo(path)
    elif kind == "link":
        (tmp_path / "b").write_bytes(GOOD)
        path.symlink_to(tmp_path / "b")
    with pytest.raises(MediaRefused):
        read_captions(path)


@pytest.mark.parametrize("arrow", ["->", "–>", "—", "=>"])
def test_times_that_no_arrow_parts_are_told_as_times(arrow: str) -> None:
    file = parse_vtt(f"WEBVTT\n\n2\n00:00:03.310 {arrow} 00:00:04.000\nWho are you?\n".encode())
    assert [(flaw.kind, flaw.row) for flaw in file.flaws] == [(FlawKind.TIMING, 4)]

"""What is about to be written is read by somebody else's parser first, and compared with what was meant.

webvtt-py, pysubs2 and ttconv know nothing of our writers. A file in which they find another word, another time, a cue
more or less does not count as written. What each of them reads in a way of its own is evened out here, on both sides.
"""

from __future__ import annotations

import html
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from io import StringIO
from xml.etree.ElementTree import ElementTree

import pysubs2
import webvtt
from defusedxml.ElementTree import fromstring
from ttconv import model
from ttconv.imsc import reader as imsc_reader
from ttconv.scc import reader as scc_reader

from access.errors import Miswritten
from access.files import printable
from access.model.script import Cue, Description
from access.model.time import Span
from access.pack.texts import RIGHT_TO_LEFT, clean, spoken_lines

_SRT_HOURS = 100 * 3_600_000
"""pysubs2 reads hours of two digits."""
_FRAME = 34
"""In ms: line 21 has 29.97 frames a second, and erases a caption on a frame next to the one meant where words are doubled."""
_LOOK_ALIKES = (("‹", "<"), ("→", "-->"), ("{ \\", "{\\"), ("∶", ":"), ("\\N", "\n"))
_NO_XML = str.maketrans("\ufffe\uffff", "\ufffd\ufffd")


@dataclass(frozen=True, slots=True)
class Read:
    """One cue as it is meant, or as a parser found it."""

    start: int
    end: int
    """Both in ms."""
    text: str
    """As a viewer reads it, lines broken, the speaker's name first."""
    voice: str = ""
    """Who speaks, where the format says so apart from the text."""


Reader = Callable[[str], Iterator[Read]]


def as_meant(name: str, text: str, meant: Sequence[Read], read: Reader, tolerance: int) -> str:
    """Return `text`, the file called `name`, if `read` finds in it what was meant, times within `tolerance` ms.

    Raises `Miswritten`.
    """
    try:
        found = list(read(text)) if meant else []
    except Exception as error:
        # Whatever the parser trips over, the file is not one that others can read.
        raise _miswritten(name, f"a parser fails on it with {type(error).__name__}: {error}") from error
    if len(found) != len(meant):
        raise _miswritten(name, f"{len(meant)} cues were meant, {len(found)} are found")
    for number, (one, other) in enumerate(zip(meant, found, strict=True), start=1):
        if abs(one.start - other.start) > tolerance or abs(one.end - other.end) > tolerance:
            raise _miswritten(
                name, f"cue {number} was meant from {one.start} to {one.end} ms, and is from {other.start} to {other.end}")
        if (one.text, one.voice) != (other.text, other.voice):
            raise _miswritten(name, f"cue {number} was meant as {_quoted(one)}, and reads {_quoted(other)}")
    return text


def meant_cues(cues: Sequence[Cue]) -> list[Read]:
    """Return what a file of captions is to say: in order of time, without the cues that say nothing."""
    return [
        _read(cue.span, lines, clean(cue.speaker))
        for cue in sorted(cues, key=lambda cue: cue.span) if (lines := spoken_lines(cue.lines, cue.speaker))
    ]


def meant_descriptions(descriptions: Sequence[Description]) -> list[Read]:
    return [_read(one.span, (text,)) for one in sorted(descriptions, key=lambda one: one.span) if (text := clean(one.text))]


def _read(span: Span, lines: Sequence[str], voice: str = "") -> Read:
    return Read(span.start, max(span.end, span.start + 1), "\n".join(lines), voice)


# --- a format at a time: what it can say, and who reads it ---------------------------------------------------------


def vtt(name: str, text: str, meant: Sequence[Read]) -> str:
    """Return a WebVTT file if webvtt-py reads it as meant. Raises `Miswritten`."""
    return as_meant(name, text, meant, _by_webvtt, 0)


def srt(name: str, text: str, meant: Sequence[Read]) -> str:
    """Return a SubRip file if pysubs2 reads it as meant, look-alikes taken for what they stand for. Raises `Miswritten`."""
    even = [Read(one.start % _SRT_HOURS, one.end % _SRT_HOURS, _original(one.text)) for one in meant]
    return as_meant(name, text, even, _by_pysubs2, 0)


def imsc(name: str, text: str, meant: Sequence[Read]) -> str:
    """Return an IMSC file if ttconv reads it as meant. Raises `Miswritten`."""
    even = [replace(one, text=one.text.translate(_NO_XML), voice="") for one in meant]
    return as_meant(name, text, even, _by_ttconv_imsc, 0)


def dapt(name: str, text: str, meant: Sequence[Read]) -> str:
    """Return a DAPT script if ttconv reads it as meant. Raises `Miswritten`."""
    even = [replace(one, text=one.text.translate(_NO_XML)) for one in meant]
    return as_meant(name, text, even, _by_ttconv_dapt, 0)


def scc(name: str, text: str, meant: Sequence[Read]) -> str:
    """Return an SCC file if ttconv reads it as meant, within a frame. Raises `Miswritten`."""
    return as_meant(name, text, meant, _by_ttconv_scc, _FRAME)


def _by_webvtt(text: str) -> Iterator[Read]:
    for one in webvtt.from_buffer(StringIO(text)).captions:
        yield Read(
            one.start_time.in_milliseconds(), one.end_time.in_milliseconds(),
            html.unescape(one.text).replace(RIGHT_TO_LEFT, ""), html.unescape(one.voice or "").strip())


def _by_pysubs2(text: str) -> Iterator[Read]:
    # pysubs2 takes a number in the last line of a file for that of a cue to come: one follows, so that it finds it there.
    for one in pysubs2.SSAFile.from_string(f"{text}\n0\n", format_="srt"):
        yield Read(one.start, one.end, _original(one.text))


def _by_ttconv_imsc(text: str) -> Iterator[Read]:
    document = imsc_reader.to_model(ElementTree(fromstring(text, forbid_dtd=True)))
    return _paragraphs(document)


def _by_ttconv_dapt(text: str) -> Iterator[Read]:
    """Read what is spoken and when: times count from the beginning of what they stand in."""
    document = imsc_reader.to_model(ElementTree(fromstring(text, forbid_dtd=True)))
    yield from _spoken(document.get_body(), Fraction(0), None)


def _spoken(element: model.ContentElement, start: Fraction, limit: Fraction | None) -> Iterator[Read]:
    begin = start + (element.get_begin() or 0)
    end = limit if element.get_end() is None else start + element.get_end()
    if isinstance(element, model.Text):
        if words := element.get_text().strip():
            yield Read(round(begin * 1000), round((end or 0) * 1000), words)
        return
    for child in element:
        yield from _spoken(child, begin, end)


def _by_ttconv_scc(text: str) -> Iterator[Read]:
    return _paragraphs(scc_reader.to_model(text))


def _paragraphs(document: model.ContentDocument) -> Iterator[Read]:
    for one in document.get_body().dfs_iterator():
        if isinstance(one, model.P):
            parts = (part.get_text() if isinstance(part, model.Text) else "\n" if isinstance(part, model.Br) else ""
                     for part in one.dfs_iterator())
            yield Read(round((one.get_begin() or 0) * 1000), round((one.get_end() or 0) * 1000), "".join(parts))


def _original(text: str) -> str:
    """Return text with the marks that stand behind look-alikes; what stood there from the start becomes the same."""
    for look_alike, mark in _LOOK_ALIKES:
        text = text.replace(look_alike, mark)
    return text


def _quoted(read: Read) -> str:
    return printable(f"“{read.text}”" + (f" by {read.voice}" if read.voice else ""))[:200]


def _miswritten(name: str, how: str) -> Miswritten:
    return Miswritten(
        f"{printable(name)} would not read back as it was meant: {how}. It was not written.",
        "This is a defect of access: please report it, with the captions. `[captions] formats` can leave the format out.")

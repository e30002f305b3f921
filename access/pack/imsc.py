"""TTML captions, written and read through ttconv: IMSC 1.1 as we write it, and what other programs write under the same root.

ttconv resolves styles, regions and time containers. What strangers get wrong is mended in the tree before it sees it; what
its model has no room for, who speaks and who made the captions, is put into the tree after it has written it.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import pairwise
from xml.etree.ElementTree import Element, ElementTree, ParseError, SubElement, register_namespace, tostring

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring
from ttconv import model
from ttconv.imsc import attributes, reader, writer
from ttconv.imsc.config import ContentProfilesSignaling, IMSCWriterConfiguration
from ttconv.style_properties import (
    ColorType,
    CoordinateType,
    DirectionType,
    DisplayAlignType,
    DisplayType,
    ExtentType,
    GenericFontFamilyType,
    LengthType,
    NamedColors,
    ShowBackgroundType,
    StyleProperties,
    TextAlignType,
)

from access.errors import MediaRefused
from access.model.findings import ScriptLine
from access.model.languages import bcp47, runs_right_to_left
from access.model.script import Cue
from access.model.time import Span
from access.pack.texts import clean, cleaned, indent, script_line, spoken_lines

_TTML = "http://www.w3.org/ns/ttml"
_METADATA = f"{{{_TTML}#metadata}}"
_PARAMETER = f"{{{_TTML}#parameter}}"
_PROFILE = "http://www.w3.org/ns/ttml/profile/imsc1.1/text"
_XML = "{http://www.w3.org/XML/1998/namespace}"
_NAMESPACE = re.compile(r"\{http://www\.w3\.org/(?:ns/ttml|20\d\d/(?:04|10)/ttaf1)(?:#(?P<part>[a-z]+))?\}")
"""TTML 1 and 2, and the drafts of 2006 that DFXP files still name."""
_PARTS = {"style": "styling"}
_LOOSE_CLOCK = re.compile(r"(\d+):(\d{1,2}):(\d{1,2})(?:[.,](\d+))?")
_TIMES = ("begin", "end", "dur")
_FOR_EVER = "99999h"
_LONGEST = Fraction(36_000_000)
"""In s, 10,000 h; a later time is no time, and a cue that lasts longer has no end."""
_MOST_CHANGES = 200
"""Of what one paragraph shows; what changes more often is read as one cue."""
_LAST = Fraction(5)
"""In s: how long a cue stands that nothing ends."""
_HINT = "Mend it, or take it away."
Naming = Callable[[Element], None]
"""Writes into a tree, as the language of each paragraph, what is to be known of it."""

_PERCENT, _CELLS = LengthType.Units.pct, LengthType.Units.c
_REGION = {
    StyleProperties.Origin: CoordinateType(LengthType(10, _PERCENT), LengthType(10, _PERCENT)),
    StyleProperties.Extent: ExtentType(LengthType(80, _PERCENT), LengthType(80, _PERCENT)),
    StyleProperties.DisplayAlign: DisplayAlignType.after,
    StyleProperties.ShowBackground: ShowBackgroundType.whenActive,
}
"""The safe area of the picture, filled from below."""
_TEXT = {
    StyleProperties.Color: NamedColors.white.value,
    StyleProperties.FontFamily: (GenericFontFamilyType.proportionalSansSerif,),
    StyleProperties.FontSize: LengthType(80, _PERCENT),
    StyleProperties.LineHeight: LengthType(125, _PERCENT),
    StyleProperties.LinePadding: LengthType(0.25, _CELLS),
    StyleProperties.TextAlign: TextAlignType.center,
}
"""80% of a cell, a fifteenth of the height: lines of 42 characters find room in the safe area of a wide picture."""
_BOX = ColorType((0, 0, 0, 0xCC))
_NO_XML = str.maketrans("\ufffe\uffff", "\ufffd\ufffd")
"""`clean` text holds no other characters that XML does not have."""

register_namespace("ttm", f"{_TTML}#metadata")
logging.getLogger("ttconv").addHandler(logging.NullHandler())


@dataclass(frozen=True, slots=True)
class _Piece:
    """Text of a paragraph and when it is seen, in s; `end` is None where nothing ends it."""

    begin: Fraction
    end: Fraction | None
    text: str

    def seen(self, begin: Fraction, end: Fraction | None) -> bool:
        return self.begin <= begin and (self.end is None or (end is not None and end <= self.end))


@dataclass(frozen=True, slots=True)
class _Shown:
    begin: Fraction
    end: Fraction | None
    lines: tuple[str, ...]
    agent: str
    """Who speaks, empty where the file names nobody."""
    place: str
    """Where on the picture, as the attributes of its region."""


def captions_imsc(cues: Sequence[Cue], language: str, title: str, note: str, agents: Sequence[str] = ()) -> str:
    """Write captions in the IMSC 1.1 text profile. `note` says who or what made them, one line a line.

    A speaker's name is written twice: as an agent, for programs, and in the open, because players show no agents. `agents`:
    who speaks in each cue where that is to be told to programs alone.
    """
    names = agents or [cue.speaker for cue in cues]
    shown = ((cue.span, spoken_lines(cue.lines, cue.speaker), clean(name)) for cue, name in zip(cues, names, strict=True))
    meant = sorted((cue for cue in shown if cue[1]), key=lambda cue: cue[0])
    speakers = {name: f"speaker{number}" for number, name in enumerate(dict.fromkeys(name for *_, name in meant if name), 1)}
    signalled = IMSCWriterConfiguration(profile_signaling=ContentProfilesSignaling.CONTENT_PROFILES)
    root: Element = writer.from_model(_document(meant, bcp47(language) or "und"), signalled).getroot()
    root.set(f"{_PARAMETER}timeBase", "media")
    root[0].insert(0, _metadata(title, note, speakers))
    for paragraph, (_, _, name) in zip(root.iter(f"{{{_TTML}}}p"), meant, strict=True):
        if name:
            paragraph.set(f"{_METADATA}agent", speakers[name])
    indent(root, f"{{{_TTML}}}p")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{tostring(root, "unicode")}\n'


def parse(text: str) -> tuple[ScriptLine, ...]:
    """Read captions that somebody wrote with anything; a cue whose time cannot be read is left out.

    Raises `MediaRefused` where it is no TTML.
    """
    found = (script_line("\n".join(one.lines), span, one.agent) for span, one in _read(text).timed())
    return tuple(line for line in found if line is not None)


def raw_cues(text: str) -> Iterator[tuple[Span, tuple[str, ...]]]:
    """Yield the time and the lines of each cue in order of time. Raises `MediaRefused` where it is no TTML.

    What a paragraph shows at different times is a cue each. One that nothing ends lasts until the next begins.
    """
    for span, one in _read(text).timed():
        yield span, one.lines


def placed_cues(text: str) -> Iterator[tuple[Span, tuple[str, ...], str, str]]:
    """Yield the time, the lines, the speaker and the place of each cue in order of time. Raises `MediaRefused`."""
    return named_cues(text, _by_speaker)


def named_cues(text: str, name: Naming) -> Iterator[tuple[Span, tuple[str, ...], str, str]]:
    """Yield the same with what `name` calls each paragraph in the speaker's place. Raises `MediaRefused`."""
    for span, one in _read(text, name).timed():
        yield span, one.lines, one.agent, one.place


def said(text: str) -> list[object]:
    """Return all that captions say: how many cannot be read, then time, lines, speaker and place of each.

    Raises `MediaRefused` where it is no TTML.
    """
    document = _read(text)
    return [document.unreadable, *((span.start, span.end, one.lines, one.agent, one.place) for span, one in document.timed())]


def unreadable(text: str) -> int:
    """Return how many cues have times that cannot be read. Raises `MediaRefused` where it is no TTML."""
    return _read(text).unreadable


# --- writing -------------------------------------------------------------------------------------------------------


def _document(meant: Sequence[tuple[Span, tuple[str, ...], str]], language: str) -> model.ContentDocument:
    document = model.ContentDocument()
    document.set_lang(language)
    document.set_content_profiles({_PROFILE})
    region, body, division = model.Region("bottom", document), model.Body(document), model.Div(document)
    document.put_region(region)
    document.set_body(body)
    body.set_region(region)
    body.push_child(division)
    for element, style in ((region, _REGION), (body, _TEXT)):
        for name, value in style.items():
            element.set_style(name, value)
    if runs_right_to_left(language):
        body.set_style(StyleProperties.Direction, DirectionType.rtl)
    for span, lines, _ in meant:
        division.push_child(_p(document, span, lines))
    return document


def _p(document: model.ContentDocument, span: Span, lines: Sequence[str]) -> model.P:
    paragraph = model.P(document)
    paragraph.set_begin(Fraction(span.start, 1000))
    # A cue must last: players never show one that ends when it begins.
    paragraph.set_end(Fraction(max(span.end, span.start + 1), 1000))
    for number, line in enumerate(lines):
        if number:
            paragraph.push_child(model.Br(document))
        boxed = model.Span(document)
        boxed.set_style(StyleProperties.BackgroundColor, _BOX)
        boxed.push_child(model.Text(document, line.translate(_NO_XML)))
        paragraph.push_child(boxed)
    return paragraph


def _metadata(title: str, note: str, speakers: dict[str, str]) -> Element:
    metadata = Element(f"{{{_TTML}}}metadata")
    for name, text in (("title", clean(title)), ("desc", "\n".join(cleaned(note.splitlines())))):
        if text:
            SubElement(metadata, f"{_METADATA}{name}").text = text.translate(_NO_XML)
    for name, identifier in speakers.items():
        agent = SubElement(metadata, f"{_METADATA}agent", {"type": "person", f"{_XML}id": identifier})
        SubElement(agent, f"{_METADATA}name", {"type": "full"}).text = name.translate(_NO_XML)
    return metadata


# --- reading -------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Document:
    shown: tuple[_Shown, ...]
    unreadable: int
    """Cues with times that cannot be read."""

    def timed(self) -> Iterator[tuple[Span, _Shown]]:
        """Yield the cues in order of time, each with its time in ms."""
        following = dict(pairwise(sorted({one.begin for one in self.shown})))
        for one in sorted(self.shown, key=lambda one: one.begin):
            end = one.end if one.end is not None else following.get(one.begin, one.begin + _LAST if one.begin else one.begin)
            start_ms, end_ms = _ms(one.begin), _ms(min(end, _LONGEST))
            if start_ms < end_ms:
                yield Span(start_ms, end_ms), one


def _read(text: str, name: Naming | None = None) -> _Document:
    root = _root(text)
    try:
        unreadable = _mend(root, _context(root), False)
        (name or _by_speaker)(root)
        places = {region.get(f"{_XML}id", ""): _place(region) for region in root.iter(f"{{{_TTML}}}region")}
        document = reader.to_model(ElementTree(root))
        body = document.get_body() if document else None
        return _Document(tuple(_shown(body, Fraction(0), None, places, "") if body else ()), unreadable)
    except Exception as error:
        # Whatever a stranger's file makes the library trip over, it is that file that cannot be read.
        raise MediaRefused(f"These TTML captions cannot be read: {type(error).__name__}: {error}.", _HINT) from error


def _root(text: str) -> Element:
    try:
        root: Element = fromstring(text.removeprefix("\ufeff").lstrip(), forbid_dtd=True)
    except DefusedXmlException as error:
        raise MediaRefused("These TTML captions declare a document type or entities, and are not opened.",
                           "Take the declaration out.") from error
    except (ParseError, ValueError, RecursionError) as error:
        raise MediaRefused(f"These TTML captions are no XML: {error}.", _HINT) from error
    for element in root.iter():
        element.tag = _today(element.tag)
        for name in [name for name in element.attrib if name.startswith("{")]:
            element.attrib[_today(name)] = element.attrib.pop(name)
    if root.tag == "tt":
        for element in root.iter():
            element.tag = element.tag if element.tag.startswith("{") else f"{{{_TTML}}}{element.tag}"
    if root.tag != f"{{{_TTML}}}tt":
        raise MediaRefused("This is no TTML: its first element is no `tt`.", _HINT)
    return root


def _today(name: str) -> str:
    """Return a name under the namespace that TTML has today."""
    match = _NAMESPACE.match(name)
    if match is None:
        return name
    part = match["part"]
    return f"{{{_TTML}{'#' + _PARTS.get(part, part) if part else ''}}}{name[match.end():]}"


def _context(root: Element) -> attributes.TemporalAttributeParsingContext:
    return attributes.TemporalAttributeParsingContext(
        attributes.FrameRateAttribute.extract(root), attributes.TickRateAttribute.extract(root),
        attributes.TimeBaseAttribute.extract(root), attributes.DropModeAttribute.extract(root))


def _mend(parent: Element, context: attributes.TemporalAttributeParsingContext, sequence: bool) -> int:
    """Take out what has a time that cannot be read, and say outright what ttconv gets wrong when it is left unsaid.

    ttconv takes an unreadable time for none, which would show a cue from the first instant; and it ends an element
    that has a beginning and no end before its children have begun. Returns how many elements with text were taken out.
    """
    removed = 0
    for element in list(parent):
        for name in _TIMES:
            if name in element.attrib:
                element.attrib[name] = _strict(element.attrib[name])
        if not all(_readable(element.attrib[name], context) for name in _TIMES if name in element.attrib):
            parent.remove(element)
            removed += bool("".join(element.itertext()).strip())
            continue
        if "begin" in element.attrib and not sequence and not element.attrib.keys() & {"end", "dur"}:
            element.attrib["end"] = _FOR_EVER
        removed += _mend(element, context, element.get("timeContainer") == "seq")
    return removed


def _strict(time: str) -> str:
    match = _LOOSE_CLOCK.fullmatch(time.strip())
    if match is None:
        return time.strip()
    hours, minutes, seconds, part = match.groups()
    return f"{hours:0>2}:{minutes:0>2}:{seconds:0>2}" + (f".{part}" if part else "")


def _readable(time: str, context: attributes.TemporalAttributeParsingContext) -> bool:
    try:
        return bool(attributes.parse_time_expression(context, time, False) <= 10 * _LONGEST)
    except (ValueError, ZeroDivisionError):
        return False


def _by_speaker(root: Element) -> None:
    """Write who speaks where each paragraph names its language.

    ttconv keeps neither agents nor identifiers; the language it hands through, and here nobody asks for that.
    """
    agents = {
        agent.get(f"{_XML}id", ""): clean(" ".join("".join(name.itertext()) for name in agent.iter(f"{_METADATA}name")))
        for agent in root.iter(f"{_METADATA}agent")
    }
    for paragraph in root.iter(f"{{{_TTML}}}p"):
        paragraph.set(f"{_XML}lang", agents.get(paragraph.get(f"{_METADATA}agent", ""), ""))


def _place(region: Element) -> str:
    styles = [region.attrib, *(style.attrib for style in region.iter(f"{{{_TTML}}}style"))]
    return " ".join(sorted(f"{name}={value}" for style in styles for name, value in style.items() if not name.startswith(_XML)))


def _shown(
    element: model.ContentElement, start: Fraction, limit: Fraction | None, places: dict[str, str], place: str
) -> Iterator[_Shown]:
    if element.get_style(StyleProperties.Display) is DisplayType.none:
        return
    region = element.get_region()
    place = place if region is None else places.get(region.get_id(), "")
    if isinstance(element, model.P):
        yield from _paragraph(list(_pieces(element, start, limit)), element.get_lang(), place)
        return
    begin, end = _interval(element, start, limit)
    for child in element:
        yield from _shown(child, begin, end, places, place)


def _paragraph(pieces: list[_Piece], agent: str, place: str) -> Iterator[_Shown]:
    """Yield what a paragraph shows from one change to the next."""
    edges = sorted({piece.begin for piece in pieces} | {piece.end for piece in pieces if piece.end is not None})
    if len(edges) > _MOST_CHANGES:
        edges = [edges[0], edges[-1]]
        pieces = [_Piece(edges[0], edges[-1], piece.text) for piece in pieces]
    endless = any(piece.end is None for piece in pieces)
    last: _Shown | None = None
    for begin, end in pairwise([*edges, None] if endless else edges):
        assert begin is not None
        lines = cleaned("".join(piece.text for piece in pieces if piece.seen(begin, end)).split("\n"))
        if last is not None and last.lines == lines:
            last = replace(last, end=end)
            continue
        if last is not None and last.lines:
            yield last
        last = _Shown(begin, end, lines, agent, place)
    if last is not None and last.lines:
        yield last


def _pieces(element: model.ContentElement, start: Fraction, limit: Fraction | None) -> Iterator[_Piece]:
    """Yield the text of a paragraph and its line breaks, without the readings that ruby sets above it."""
    begin, end = _interval(element, start, limit)
    if end is not None and end <= begin:
        return
    if isinstance(element, model.Text):
        preserved = element.parent().get_space() is model.WhiteSpaceHandling.PRESERVE
        yield _Piece(begin, end, element.get_text() if preserved else " ".join(re.split(r"[ \t\r\n]+", element.get_text())))
    elif isinstance(element, model.Br):
        yield _Piece(begin, end, "\n")
    elif not isinstance(element, model.Rt | model.Rp | model.Rtc) \
            and element.get_style(StyleProperties.Display) is not DisplayType.none:
        for child in element:
            yield from _pieces(child, begin, end)


def _interval(element: model.ContentElement, start: Fraction, limit: Fraction | None) -> tuple[Fraction, Fraction | None]:
    """Return when an element is there, in s from the first instant, within its parent's time."""
    begin = start + (element.get_begin() or 0)
    end = None if element.get_end() is None else start + element.get_end()
    if end is not None and end - start >= _LONGEST:
        end = None
    return begin, limit if end is None else end if limit is None else min(end, limit)


def _ms(seconds: Fraction) -> int:
    return int(seconds * 1000 + Fraction(1, 2))

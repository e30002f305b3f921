"""TTML captions, read through ttconv: IMSC as we write it, and what other people's programs write under the same root.

ttconv resolves styles, regions and time containers. What strangers get wrong is mended in the tree before it sees it.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from xml.etree.ElementTree import Element, ElementTree, ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring
from ttconv import model
from ttconv.imsc import attributes, reader
from ttconv.style_properties import DisplayType, StyleProperties

from access.errors import MediaRefused
from access.model.findings import ScriptLine
from access.model.time import Span
from access.pack.texts import clean, cleaned, script_line

_TTML = "http://www.w3.org/ns/ttml"
_METADATA = f"{{{_TTML}#metadata}}"
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


def parse(text: str) -> tuple[ScriptLine, ...]:
    """Read captions that somebody wrote with anything; a cue whose time cannot be read is left out.

    Raises `MediaRefused` where it is no TTML.
    """
    found = (script_line(" ".join(lines), span, agent) for span, lines, agent in _cues(text))
    return tuple(line for line in found if line is not None)


def raw_cues(text: str) -> Iterator[tuple[Span, tuple[str, ...]]]:
    """Yield the time and the lines of each cue in order of time. Raises `MediaRefused` where it is no TTML.

    What a paragraph shows at different times is a cue each. One that nothing ends lasts until the next begins.
    """
    for span, lines, _ in _cues(text):
        yield span, lines


def _cues(text: str) -> Iterator[tuple[Span, tuple[str, ...], str]]:
    """Yield time, lines and the name of the agent who speaks, empty where the file names none."""
    root = _root(text)
    agents = _agents(root)
    try:
        _mend(root, _context(root), False)
        _named(root, agents)
        document = reader.to_model(ElementTree(root))
        shown = [] if document is None else list(_shown(document.get_body(), Fraction(0), None))
    except Exception as error:
        # Whatever a stranger's file makes the library trip over, it is that file that cannot be read.
        raise MediaRefused(f"These TTML captions cannot be read: {type(error).__name__}: {error}.", _HINT) from error
    shown.sort(key=lambda one: one.begin)
    begins = sorted({one.begin for one in shown})
    following = dict(pairwise(begins))
    for one in shown:
        end = one.end if one.end is not None else following.get(one.begin, one.begin + _LAST if one.begin else one.begin)
        start_ms, end_ms = _ms(one.begin), _ms(min(end, _LONGEST))
        if start_ms < end_ms:
            yield Span(start_ms, end_ms), one.lines, one.agent


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


def _mend(parent: Element, context: attributes.TemporalAttributeParsingContext, sequence: bool) -> None:
    """Take out what has a time that cannot be read, and say outright what ttconv gets wrong when it is left unsaid.

    ttconv takes an unreadable time for none, which would show a cue from the first instant; and it ends an element
    that has a beginning and no end before its children have begun.
    """
    for element in list(parent):
        for name in _TIMES:
            if name in element.attrib:
                element.attrib[name] = _strict(element.attrib[name])
        if not all(_readable(element.attrib[name], context) for name in _TIMES if name in element.attrib):
            parent.remove(element)
            continue
        if "begin" in element.attrib and not sequence and not element.attrib.keys() & {"end", "dur"}:
            element.attrib["end"] = _FOR_EVER
        _mend(element, context, element.get("timeContainer") == "seq")


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


def _agents(root: Element) -> dict[str, str]:
    """Return the names of those who speak, by the identifiers that paragraphs refer to."""
    return {
        agent.get(f"{_XML}id", ""): clean(" ".join("".join(name.itertext()) for name in agent.iter(f"{_METADATA}name")))
        for agent in root.iter(f"{_METADATA}agent")
    }


def _named(root: Element, agents: dict[str, str]) -> None:
    """Write who speaks where each paragraph names its language.

    ttconv keeps neither agents nor identifiers; the language it hands through, and here nobody asks for that.
    """
    for paragraph in root.iter(f"{{{_TTML}}}p"):
        paragraph.set(f"{_XML}lang", agents.get(paragraph.get(f"{_METADATA}agent", ""), ""))


def _shown(element: model.ContentElement | None, start: Fraction, limit: Fraction | None) -> Iterator[_Shown]:
    if element is None or element.get_style(StyleProperties.Display) is DisplayType.none:
        return
    begin, end = _interval(element, start, limit)
    if isinstance(element, model.P):
        yield from _paragraph(list(_pieces(element, start, limit)), element.get_lang())
        return
    for child in element:
        yield from _shown(child, begin, end)


def _paragraph(pieces: list[_Piece], agent: str) -> Iterator[_Shown]:
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
            last = _Shown(last.begin, end, lines, agent)
            continue
        if last is not None and last.lines:
            yield last
        last = _Shown(begin, end, lines, agent)
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

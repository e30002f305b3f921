"""What an SVG drawing says of itself: its title and description, its author's metadata, the texts in it.

A stranger's drawing is never rendered: it may hold scripts, name other files and addresses, and draw without end. It is
read once, element by element, by a parser that takes no declarations and no entities; nothing that it names is opened. Its
title and description are a person's words, but for those that editors write into every file.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any
from xml.etree.ElementTree import Element, ParseError, TreeBuilder

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import DefusedXMLParser

from access.errors import MediaBroken, MediaRefused
from access.model.labels import is_file_name, is_placeholder
from access.model.languages import bcp47
from access.model.pictures import Translation
from access.understand.metadata import Written, of_xmp, together, written_beside

MAX_BYTES = 64 << 20
_MOST_ELEMENTS, _DEEPEST = 500_000, 200
"""Of a drawing that is read: maps have some ten thousand elements, and editors nest some twenty deep."""
_MOST_WORDS, _LONGEST_WORDS, _LONGEST_TEXT = 1_000, 500, 20_000
"""Texts in a drawing, characters of one, characters of a title or description."""
_SHORT = 250
"""Characters: a description that is longer is a long one (IPTC)."""
_LARGEST = 1_000_000
"""Pixels of a side; a larger one is a mistake."""

_SVG, _XHTML = "http://www.w3.org/2000/svg", "http://www.w3.org/1999/xhtml"
_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_UNSEEN = frozenset({
    "defs", "symbol", "clipPath", "mask", "pattern", "marker", "linearGradient", "radialGradient", "filter", "style", "script",
    "title", "desc", "metadata",
})
"""What holds texts that are not shown where they stand, or at all."""
_INLINE = frozenset({"a", "b", "code", "em", "font", "i", "kbd", "small", "span", "strong", "sub", "sup", "u"})
_PIXELS = {"": 1.0, "px": 1.0, "pt": 4 / 3, "pc": 16.0, "mm": 96 / 25.4, "cm": 96 / 2.54, "in": 96.0, "q": 96 / 101.6}
"""CSS units, at 96 to the inch; of a share of a page nobody knows the size."""
_LENGTH = re.compile(r"\s*\+?(\d{1,12}(?:\.\d{0,12})?|\.\d{1,12})(?:e([+-]?\d{1,2}))?\s*([a-z%]*)\s*", re.IGNORECASE)
_PROGRAMS = (
    "inkscape|sodipodi|sketch|figma|adobe|illustrator|indesign|affinity|corel|gnuplot|matplotlib|graphviz|draw.?io|diagrams.net"
    "|boxy|vectornator|linearity|canva|lucid|(?:microsoft |ms )?(?:visio|office|powerpoint|word)|keynote|omnigraffle"
    "|libreoffice|openoffice|potrace|autotrace|svg.?edit|method draw|fontforge|fontastic|icomoon|rapha[eë]l|highcharts|plantuml"
    "|mermaid|excalidraw|snap|d3|plotly|bokeh|vega|imagemagick|gimp|krita|xfig|fig2dev|dia|ghostscript|cairo|mathjax|latex"
    "|dvisvgm|pdf2svg|qgis|mapbox|arcgis|blender|autocad|avocode|zeplin|pixelmator|procreate|vectorizer|vector magic|easyeda"
    "|kicad|lilypond|musescore|ggplot|svglite")
_DEFAULT = re.compile(
    rf"(?:created|made|generated|exported|produced|drawn|rendered|converted|vectori[sz]ed)\s(?:with|by|using|in|from)\s"
    rf"(?:the )?(?:{_PROGRAMS})\b.{{0,200}}"
    r"|generator: .{1,200}"
    r"|(?:layer|group|page|slide|artboard|asset|slice|frame|rectangle|path|shape|component|ebene|gruppe|seite|calque|capa|sheet"
    r"|(?:new |neues |nouveau )?(?:document|drawing|dokument|zeichnung|svg|vector|gnuplot|graph|sketch|canvas))[\s_-]*\d*"
    r"|(?:untitled|unbenannt|sans titre|sin título).{0,20}",
    re.IGNORECASE | re.DOTALL)
"""What drawing programs, exporters and plotters write where a title should stand: `Created with Sketch.`, `Layer 1`."""


@dataclass(frozen=True, slots=True)
class Drawing:
    width: int
    height: int
    """In pixels at 96 to the inch; 0 where the drawing does not say."""
    said: Written
    words: tuple[str, ...]
    """The texts in it that are shown, in the order of the file, each once in a row."""


def drawn_in(data: bytes, name: str, beside: bytes | None = None) -> Drawing:
    """Read a drawing; `name` is the file's, for the error, and `beside` the XMP file that lies beside it.

    Raises `MediaRefused` where it declares entities or is no drawing that is read here, `MediaBroken` where it is no XML.
    """
    page = _Page()
    parser = _Parser(target=page)
    try:
        if len(data) > MAX_BYTES:
            raise _TooMuch(f"is larger than {MAX_BYTES >> 20} MiB")
        parser.feed(data)
        parser.close()
    except _TooMuch as error:
        raise MediaRefused(f"{name} {error}, more than is read of a drawing.", "Export it as PNG.") from error
    except DefusedXmlException as error:
        raise MediaRefused(
            f"{name} declares entities, which may stand for other files or grow without end.", "Save it as plain SVG."
        ) from error
    except (ParseError, LookupError, ValueError) as error:
        raise MediaBroken(f"{name} cannot be read as SVG: {error}.", "It may be cut off; does a browser show it?") from error
    width, height = _size(page.attributes)
    return Drawing(width, height, together(written_beside(beside), _meant(page.metadata()), page.said()), page.words())


class _TooMuch(Exception):
    """Not of the tree: it is told with the file's name."""


class _Parser(DefusedXMLParser):  # type: ignore[misc]
    """Lets a document type pass that only says its name, as most editors write it, and no declaration of any kind."""

    def __init__(self, target: _Page) -> None:
        super().__init__(target=target, forbid_dtd=True)

    def defused_start_doctype_decl(self, name: str, sysid: str | None, pubid: str | None, has_internal_subset: int) -> None:
        if has_internal_subset:
            super().defused_start_doctype_decl(name, sysid, pubid, has_internal_subset)


@dataclass(slots=True)
class _Open:
    """An element that is being read."""

    name: str
    """Without its namespace, which is SVG's, or none; of all others as `{namespace}name`."""
    language: str
    seen: bool
    text: list[str] | None
    """Where the characters in it go; None where nobody wants them."""


class _Page:
    """Takes a drawing apart as it is parsed: no more of it is kept than what is said of it."""

    def __init__(self) -> None:
        self.attributes: dict[str, str] = {}
        self._open: list[_Open] = []
        self._count = 0
        self._titles: list[tuple[str, str]] = []
        self._descriptions: list[tuple[str, str]] = []
        self._words: list[str] = []
        self._metadata: TreeBuilder | None = None
        self._parsed: list[Element] = []

    # --- what the parser calls ---------------------------------------------------------------------------------------

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        self._count += 1
        if self._count > _MOST_ELEMENTS or len(self._open) >= _DEEPEST:
            raise _TooMuch(f"has more than {_MOST_ELEMENTS} elements, or more than {_DEEPEST} inside one another")
        name = _local(tag)
        if not self._open:
            if name != "svg":
                raise ParseError("its first element is no svg")
            self.attributes = attributes
        above = self._open[-1] if self._open else None
        language = bcp47(attributes.get("lang") or attributes.get(_LANG) or "") or (above.language if above else "")
        seen = (above is None or above.seen) and name not in _UNSEEN and not _hidden(attributes)
        self._open.append(_Open(name, language, seen, self._room_for(name, above, seen, attributes)))
        if self._metadata is not None:
            self._metadata.start(tag, attributes)
        elif name == "metadata" and len(self._open) == 2:
            self._metadata = TreeBuilder()
            self._metadata.start(tag, attributes)

    def data(self, text: str) -> None:
        into = self._open[-1].text
        if into is not None:
            into.append(text)
        if self._metadata is not None:
            self._metadata.data(text)

    def end(self, tag: str) -> None:
        done = self._open.pop()
        if done.text is not None and (not self._open or self._open[-1].text is not done.text):
            self._take(done, "".join(done.text))
        elif done.text is not None and not _inline(done.name):
            done.text.append("\n")
        if self._metadata is not None:
            self._metadata.end(tag)
            if len(self._open) == 1:
                self._parsed.append(self._metadata.close())
                self._metadata = None

    def close(self) -> None:
        """Nothing is left to do."""

    # --- what it makes of it -----------------------------------------------------------------------------------------

    def _room_for(self, name: str, above: _Open | None, seen: bool, attributes: dict[str, str]) -> list[str] | None:
        """Return where an element's characters go: to a text of their own, to that of the element around it, or nowhere."""
        if name in ("title", "desc"):
            return [] if len(self._open) == 1 else None
        if above is not None and above.text is not None and above.name not in ("title", "desc"):
            if not seen:
                return None
            if not _inline(name) or (name == "tspan" and {"x", "y", "dy"} & attributes.keys()):
                above.text.append("\n" if name != "tspan" else " ")
            return above.text
        return [] if name in ("text", "foreignObject") and seen and len(self._words) < _MOST_WORDS else None

    def _take(self, done: _Open, text: str) -> None:
        if done.name == "title":
            self._titles.append((done.language, _line(text)))
        elif done.name == "desc":
            self._descriptions.append((done.language, _paragraphs(text)))
        else:
            for line in map(_line, text.split("\n")) if done.name == "foreignObject" else [_line(text)]:
                # Where a program writes a text twice, for those that can and those that cannot, it is one.
                if line and line[:_LONGEST_WORDS] not in self._words[-1:]:
                    self._words.append(line[:_LONGEST_WORDS])

    def words(self) -> tuple[str, ...]:
        return tuple(self._words[:_MOST_WORDS])

    def metadata(self) -> Written:
        return together(*map(of_xmp, self._parsed))

    def said(self) -> Written:
        """Return the drawing's own words: a label is an alternative text, a description the short or the long one.

        A title stands for the alternative text where there is nothing better: browsers tell it too.
        """
        language = bcp47(self.attributes.get("lang") or self.attributes.get(_LANG) or "")
        titles, descriptions = _by_language(self._titles), _by_language(self._descriptions)
        label = _kept(_line(self.attributes.get("aria-label", "")))
        if label:
            titles = {language: label} | {tag: text for tag, text in titles.items() if tag and tag != language}
        texts = [
            (tag, *_short_and_long(titles.get(tag, ""), descriptions.get(tag, ""), labelled=bool(label) and tag == language))
            for tag in dict.fromkeys((*descriptions, *titles))]
        texts.sort(key=lambda one: one[0] not in (language, ""))
        title = _kept(next((text for tag, text in self._titles if _kept(text)), ""))
        if not texts:
            return Written(title=title)
        (first, alt, long), *others = texts
        return Written(
            alt=alt, language=first, long=long, title=title,
            translations=tuple(Translation(tag, short, further) for tag, short, further in others if tag and short))


def _short_and_long(title: str, description: str, labelled: bool) -> tuple[str, str]:
    if labelled or not description:
        return title, description if description != title else ""
    if len(description) <= _SHORT and "\n" not in description:
        return description, ""
    return title, description


def _by_language(texts: Sequence[tuple[str, str]]) -> dict[str, str]:
    found: dict[str, str] = {}
    for language, text in texts:
        if kept := _kept(text):
            found.setdefault(language, kept)
    return found


def _meant(said: Written) -> Written:
    """Return what a drawing's metadata say, without what its program wrote there."""
    return replace(said, title=_kept(said.title), caption=_kept(said.caption), alt=_kept(said.alt), long=_kept(said.long))


def _kept(text: str) -> str:
    """Return a text that a person may have meant; empty for what programs write, a file's name, a single letter."""
    line = _line(text)
    default = _DEFAULT.fullmatch(line.rstrip(".")) or is_file_name(line) or is_placeholder(line)
    return "" if default or sum(map(str.isalpha, line)) < 2 else text


def _local(tag: str) -> str:
    space, closed, name = tag.rpartition("}")
    return name if not closed or space[1:] in (_SVG, _XHTML) else tag


def _inline(name: str) -> bool:
    return name in _INLINE or name in ("tspan", "textPath")


def _hidden(attributes: dict[str, str]) -> bool:
    style = attributes.get("style", "").replace(" ", "").lower()
    return (
        attributes.get("display") == "none" or attributes.get("visibility") in ("hidden", "collapse")
        or "display:none" in style or "visibility:hidden" in style)


def _line(text: str) -> str:
    return " ".join(text.split())[:_LONGEST_TEXT]


def _paragraphs(text: str) -> str:
    """Return a text without the indents of its file; its paragraphs, which a blank line parts, stay apart."""
    return "\n\n".join(filter(None, map(_line, re.split(r"\n[^\S\n]*\n", text.strip()))))[:_LONGEST_TEXT]


def _size(attributes: dict[str, Any]) -> tuple[int, int]:
    """Return how large it says it is; one side that it does not say follows from the other by its view box."""
    width, height = _pixels(attributes.get("width", "")), _pixels(attributes.get("height", ""))
    box = [_number(part) for part in re.split(r"[\s,]+", attributes.get("viewBox", "").strip())[:4]]
    across, down = (box[2], box[3]) if len(box) == 4 and min(box[2:]) > 0 else (0.0, 0.0)
    if across and not width:
        width = height * across / down if height else across
    if across and not height:
        height = width * down / across
    return (_whole(width), _whole(height)) if width and height else (0, 0)


def _pixels(length: str) -> float:
    found = _LENGTH.fullmatch(length)
    factor = _PIXELS.get(found[3].lower()) if found else None
    return float(f"{found[1]}e{found[2] or 0}") * factor if found and factor else 0.0


def _number(text: str) -> float:
    try:
        value = float(text[:40])
    except ValueError:
        return 0.0
    return value if math.isfinite(value) else 0.0


def _whole(value: float) -> int:
    return min(_LARGEST, max(1, round(value)))

"""Where a property goes in an XMP sidecar, byte by byte: one element is set or taken out, all else stays as it is.

Apart, because an XML library would write the whole document anew, and with it what photo programs keep there.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from xml.parsers import expat
from xml.sax.saxutils import escape, quoteattr

from access.errors import OutputError
from access.pack.xmp_reading import CORE, META, RDF, Entry

_TAG = re.compile(rb"""<(?P<name>[^\s/>]+)(?P<attributes>(?:[^"'>/]|"[^"]*"|'[^']*'|/(?!>))*)(?P<empty>/?)>""")
_RETURN = {"\r": "&#13;"}
"""A bare one would be read as a line feed."""
_ATTRIBUTE = re.compile(rb"""\s+(?P<name>[^\s=]+)\s*=\s*(?:"[^"]*"|'[^']*')""")


@dataclass(slots=True)
class _Place:
    """An element's bytes: from `start` to `end`, its start tag ends at `inner`, its end tag begins at `close`."""

    name: str
    start: int
    inner: int
    depth: int
    parent: _Place | None
    attributes: dict[str, str]
    empty: bool
    """Written as one tag, `<a/>`."""
    close: int = -1
    end: int = -1


def placed(text: bytes, name: str, entries: Sequence[Entry], written_in: str = "utf-8") -> bytes:
    """Return the document, UTF-8, with one property set: in its old place where it has one, else at the end of a description.

    Without entries it is taken out. `written_in` is the encoding it goes back to: in one that is not Unicode, letters are
    written as references, for not every reader asks which encoding it is (exiftool does not).
    """
    if not entries:
        return _without(text, name)
    text = _wrapped(text)
    places = _places(text)
    about = next(filter(_describes, places), None)
    if about is None:
        rdf = next(place for place in places if place.name == f"{RDF} RDF")
        prefix = _prefix(text, rdf)
        text = _inside(text, rdf, b"  <%sDescription %sabout=\"\"/>" % (prefix, prefix), 1)
        places = _places(text)
        about = next(filter(_describes, places))
    old = _old(places, name)
    lines = _property(name, entries, _prefix(text, (old[0].parent if old else None) or about))
    ours = _line_end(text).join(line.encode("utf-8" if written_in.lower().startswith("utf") else "ascii", "xmlcharrefreplace")
                                for line in lines)
    edits = [(place.start, place.end, ours if place is old[0] else b"") for place in old]
    edits += [edit for place in places if _describes(place) for edit in _attribute_edits(text, place, name)]
    text = _edited(text, edits)
    if old:
        return text
    about = next(place for place in _places(text) if place.start == about.start)
    return _inside(text, about, b"   " + ours, 2)


def _without(text: bytes, name: str) -> bytes:
    """Take a property out, with the blanks before it."""
    places = _places(text)
    edits = [(len(text[: place.start].rstrip()), place.end, b"") for place in _old(places, name)]
    edits += [edit for place in places if _describes(place) for edit in _attribute_edits(text, place, name)]
    return _edited(text, edits)


def _old(places: Sequence[_Place], name: str) -> list[_Place]:
    return [place for place in places if place.name == f"{CORE} {name}" and place.parent and _describes(place.parent)]


def _edited(text: bytes, edits: Sequence[tuple[int, int, bytes]]) -> bytes:
    for start, end, new in sorted(edits, reverse=True):
        text = text[:start] + new + text[end:]
    return text


def _wrapped(text: bytes) -> bytes:
    """Return the document with `x:xmpmeta` around `rdf:RDF`, which XMP leaves free and importers look for."""
    root = next(place for place in _places(text) if place.depth == 0)
    if root.name != f"{RDF} RDF":
        return text
    line = _line_end(text)
    opened, closed = b'<x:xmpmeta xmlns:x="%s">' % META.encode() + line, line + b"</x:xmpmeta>"
    return text[: root.start] + opened + text[root.start : root.end] + closed + text[root.end :]


def _describes(place: _Place) -> bool:
    """Return whether it is a description of the picture itself, and no part of another property."""
    inside = place.parent if place.name == f"{RDF} Description" else None
    return inside is not None and inside.name == f"{RDF} RDF"


def _inside(text: bytes, place: _Place, new: bytes, depth: int) -> bytes:
    """Return the document with `new` as the last line inside an element that stands `depth` blanks in."""
    line = _line_end(text)
    indent = line + b" " * depth
    if place.empty:
        name = text[place.start + 1 : place.end].split(None, 1)[0].rstrip(b"/>")
        opened = text[place.start : place.end].removesuffix(b"/>").rstrip() + b">"
        return text[: place.start] + opened + line + new + indent + b"</" + name + b">" + text[place.end :]
    at = place.inner + len(text[place.inner : place.close].rstrip())
    tail = text[at : place.close]
    return text[:at] + line + new + (tail if b"\n" in tail else indent) + text[place.close :]


def _property(name: str, entries: Sequence[Entry], prefix: bytes) -> list[str]:
    """Return the element, line by line; it declares its own namespace, whatever stands around it."""
    rdf = prefix.decode()
    lines = [f'<Iptc4xmpCore:{name} xmlns:Iptc4xmpCore="{CORE}">', f"    <{rdf}Alt>"]
    lines += [f"     <{rdf}li xml:lang={quoteattr(tag)}>{escape(text, _RETURN)}</{rdf}li>" for tag, text in entries]
    return [*lines, f"    </{rdf}Alt>", f"   </Iptc4xmpCore:{name}>"]


def _line_end(text: bytes) -> bytes:
    """Return how the document ends its lines, by its first."""
    first = text.partition(b"\n")[0]
    return b"\r\n" if first.endswith(b"\r") else b"\n"


def _prefix(text: bytes, place: _Place) -> bytes:
    """Return the prefix, with its colon, that the element's own tag has for RDF."""
    match = _TAG.match(text, place.start)
    name = match["name"] if match else b""
    return name[: name.index(b":") + 1] if b":" in name else b""


def _attribute_edits(text: bytes, place: _Place, name: str) -> list[tuple[int, int, bytes]]:
    """Return the edits that take the property out of an element's attributes, where a text in no language stands."""
    match = _TAG.match(text, place.start)
    if f"{CORE} {name}" not in place.attributes or match is None:
        return []
    return [
        (match.start("attributes") + found.start(), match.start("attributes") + found.end(), b"")
        for found in _ATTRIBUTE.finditer(match["attributes"])
        if found["name"].rpartition(b":")[2] == name.encode()
    ]


def _places(text: bytes) -> list[_Place]:
    """Return every element's place, in order. Called only on what defusedxml has let pass."""
    places: list[_Place] = []
    stack: list[_Place] = []
    parser: Any = expat.ParserCreate("utf-8", " ")

    def start(name: str, attributes: dict[str, str]) -> None:
        at = parser.CurrentByteIndex
        match = _TAG.match(text, at)
        if match is None:
            raise OutputError("The XMP sidecar that exists is written in a way that cannot be added to.", "Move it away.")
        parent = stack[-1] if stack else None
        place = _Place(name, at, match.end(), len(stack), parent, attributes, empty=bool(match["empty"]))
        places.append(place)
        stack.append(place)

    def end(_: str) -> None:
        place = stack.pop()
        place.close = parser.CurrentByteIndex
        place.end = place.inner if place.empty else text.index(b">", place.close) + 1

    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.Parse(text, True)
    return places

"""The XMP sidecar: IPTC's two accessibility fields, which publishing systems import and photo programs keep.

A sidecar that exists belongs to somebody, darktable keeps a person's edits there. So it is never written anew: ours goes in
at one place, and every other byte stays. Form: IPTC Photo Metadata Standard 2021.1, language alternatives with `x-default`
first, as elements below /x:xmpmeta/rdf:RDF/rdf:Description, where WordPress looks.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from xml.etree.ElementTree import Element, ParseError
from xml.parsers import expat
from xml.sax.saxutils import escape, quoteattr

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring

from access.errors import OutputError

_CORE = "http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/"
_RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_META = "adobe:ns:meta/"
_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_ALT = "AltTextAccessibility"
_LONG = "ExtDescrAccessibility"
_DEFAULT = "x-default"

_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")
_DECLARED = re.compile(r"""^<\?xml[^>]*?encoding\s*=\s*["']([A-Za-z][\w.-]*)["']""")
_TAG = re.compile(rb"""<(?P<name>[^\s/>]+)(?P<attributes>(?:[^"'>/]|"[^"]*"|'[^']*'|/(?!>))*)(?P<empty>/?)>""")
_ATTRIBUTE = re.compile(rb"""\s+(?P<name>[^\s=]+)\s*=\s*(?:"[^"]*"|'[^']*')""")
_EMPTY_PACKET = f"""\
<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="{_META}">
 <rdf:RDF xmlns:rdf="{_RDF}">
  <rdf:Description rdf:about=""/>
 </rdf:RDF>
</x:xmpmeta>
<?xpacket end="w"?>
""".encode()


def xmp_sidecar(alt: str, long: str, language: str, existing: bytes | None) -> bytes:
    """Return a sidecar that holds the two texts and all that `existing` holds.

    They stand as `x-default` and under `language` (BCP 47, may be empty); what stands there in other languages stays. An empty
    text leaves what is there as it is. Raises `OutputError` where `existing` is not XMP that can be read: it is
    then not to be overwritten.
    """
    alt, long = _clean(alt), _clean(long)
    document = _Document.of(existing if existing is not None else _EMPTY_PACKET)
    text = document.text
    for name, value in ((_ALT, alt), (_LONG, long)):
        if value:
            text = _with(text, name, _alternatives(document, name, value, language))
    result = document.encoded(text)
    written = read_alt(result)
    if (alt and written[0] != alt) or (long and written[1] != long) or (alt and language and written[2] != language):
        raise OutputError("The XMP sidecar that exists takes no alternative text: what was written reads back differently.")
    return result


def read_alt(existing: bytes) -> tuple[str, str, str]:
    """Return the alternative text, the extended description and the language of the first, each empty where there is none.

    Raises `OutputError` where `existing` is not XMP that can be read.
    """
    document = _Document.of(existing)
    entries = document.entries(_ALT)
    alt = _preferred(entries)
    language = next((tag for tag, text in entries if text == alt and tag != _DEFAULT), "")
    return alt, _preferred(document.entries(_LONG)), language


def _preferred(entries: Sequence[tuple[str, str]]) -> str:
    return next((text for tag, text in entries if tag == _DEFAULT), entries[0][1] if entries else "")


def _alternatives(document: _Document, name: str, value: str, language: str) -> list[tuple[str, str]]:
    """Return the entries as they are to stand: ours first, then what others wrote in other languages."""
    ours = [(_DEFAULT, value), (language, value)] if language else [(_DEFAULT, value)]
    kept = [(tag, text) for tag, text in document.entries(name) if tag.lower() not in {_DEFAULT, language.lower()} and text]
    return ours + kept


@dataclass(frozen=True, slots=True)
class _Document:
    """A sidecar as UTF-8 without a mark, parsed, and how to bring it back to the encoding it came in."""

    text: bytes
    root: Element
    encoding: str
    mark: bytes

    @classmethod
    def of(cls, data: bytes) -> _Document:
        encoding, mark = _encoding(data)
        try:
            text = data[len(mark):].decode(encoding)
            # Parsed as text, so that a declaration of UTF-16 does not apply to what is UTF-8 by now.
            root = fromstring(_DECLARED.sub(lambda match: match[0].replace(match[1], "UTF-8"), text).encode(), forbid_dtd=True)
        except (ParseError, DefusedXmlException, UnicodeError, LookupError, ValueError) as error:
            raise OutputError(
                "The XMP sidecar that exists cannot be read, and is left as it is.", "Repair it, or move it away."
            ) from error
        if root.find(f".//{{{_RDF}}}RDF") is None and root.tag != f"{{{_RDF}}}RDF":
            raise OutputError("The XMP sidecar that exists is not XMP, and is left as it is.", "Move it away.")
        return cls(text.encode(), root, encoding, mark)

    def encoded(self, text: bytes) -> bytes:
        return self.mark + text.decode().encode(self.encoding, "xmlcharrefreplace")

    def entries(self, name: str) -> list[tuple[str, str]]:
        """Return language and text of each entry of a property; a plain text or RDF's attribute form counts as the default."""
        found: list[tuple[str, str]] = []
        abouts = [about for rdf in self.root.iter(f"{{{_RDF}}}RDF") for about in rdf.findall(f"{{{_RDF}}}Description")]
        for about in abouts:
            if plain := about.get(f"{{{_CORE}}}{name}"):
                found.append((_DEFAULT, plain))
            for element in about.findall(f"{{{_CORE}}}{name}"):
                items = list(element.iter(f"{{{_RDF}}}li"))
                found += [(item.get(_LANG, _DEFAULT), "".join(item.itertext())) for item in items]
                if not items and (plain := "".join(element.itertext()).strip()):
                    found.append((_DEFAULT, plain))
        return found


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


def _with(text: bytes, name: str, entries: Sequence[tuple[str, str]]) -> bytes:
    """Return the document with one property set: in its old place where it has one, else at the end of a description."""
    text = _wrapped(text)
    places = _places(text)
    about = _description(places)
    if about is None:
        rdf = next(place for place in places if place.name == f"{_RDF} RDF")
        prefix = _prefix(text, rdf)
        text = _inside(text, rdf, b"  <%sDescription %sabout=\"\"/>" % (prefix, prefix), b"\n ")
        places = _places(text)
        about = next(place for place in places if place.name == f"{_RDF} Description")
    old = [place for place in places if place.name == f"{_CORE} {name}" and _describes(place.parent)]
    ours = _property(name, entries, _prefix(text, (old[0].parent if old else None) or about))
    edits = [(place.start, place.end, ours if place is old[0] else b"") for place in old]
    edits += [edit for place in places if _describes(place) for edit in _attribute_edits(text, place, name)]
    for start, end, new in sorted(edits, reverse=True):
        text = text[:start] + new + text[end:]
    if old:
        return text
    about = next(place for place in _places(text) if place.start == about.start)
    return _inside(text, about, b"   " + ours, b"\n  ")


def _wrapped(text: bytes) -> bytes:
    """Return the document with `x:xmpmeta` around `rdf:RDF`, which XMP leaves free and importers look for."""
    root = next(place for place in _places(text) if place.depth == 0)
    if root.name != f"{_RDF} RDF":
        return text
    opened = b'<x:xmpmeta xmlns:x="%s">\n' % _META.encode()
    return text[: root.start] + opened + text[root.start : root.end] + b"\n</x:xmpmeta>" + text[root.end :]


def _describes(place: _Place | None) -> bool:
    """Return whether it is a description of the picture itself, and no part of another property."""
    inside = place.parent if place is not None and place.name == f"{_RDF} Description" else None
    return inside is not None and inside.name == f"{_RDF} RDF"


def _description(places: Sequence[_Place]) -> _Place | None:
    return next((place for place in places if _describes(place)), None)


def _inside(text: bytes, place: _Place, new: bytes, indent: bytes) -> bytes:
    """Return the document with `new` as the last line inside an element."""
    if place.empty:
        name = text[place.start + 1 : place.end].split(None, 1)[0].rstrip(b"/>")
        opened = text[place.start : place.end].removesuffix(b"/>").rstrip() + b">"
        return text[: place.start] + opened + b"\n" + new + indent + b"</" + name + b">" + text[place.end :]
    at = place.inner + len(text[place.inner : place.close].rstrip())
    tail = text[at : place.close]
    return text[:at] + b"\n" + new + (tail if b"\n" in tail else indent) + text[place.close :]


def _property(name: str, entries: Sequence[tuple[str, str]], prefix: bytes) -> bytes:
    """Return the element; it declares its own namespace, whatever stands around it."""
    rdf = prefix.decode()
    lines = [f'<Iptc4xmpCore:{name} xmlns:Iptc4xmpCore="{_CORE}">', f"    <{rdf}Alt>"]
    lines += [f"     <{rdf}li xml:lang={quoteattr(tag)}>{escape(text)}</{rdf}li>" for tag, text in entries]
    lines += [f"    </{rdf}Alt>", f"   </Iptc4xmpCore:{name}>"]
    return "\n".join(lines).encode()


def _prefix(text: bytes, place: _Place) -> bytes:
    """Return the prefix, with its colon, that the element's own tag has for RDF."""
    match = _TAG.match(text, place.start)
    name = match["name"] if match else b""
    return name[: name.index(b":") + 1] if b":" in name else b""


def _attribute_edits(text: bytes, place: _Place, name: str) -> list[tuple[int, int, bytes]]:
    """Return the edits that take the property out of an element's attributes, where a text in no language stands."""
    match = _TAG.match(text, place.start)
    if f"{_CORE} {name}" not in place.attributes or match is None:
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


def _encoding(data: bytes) -> tuple[str, bytes]:
    """Return the encoding and the byte order mark: from the mark, else from the declaration, else UTF-8."""
    for mark, encoding in ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be")):
        if data.startswith(mark):
            return encoding, mark
    declared = _DECLARED.match(data[:200].decode("latin-1"))
    return declared[1] if declared else "utf-8", b""


def _clean(text: str) -> str:
    """Return text that XML can hold, with plain line ends."""
    return _NOT_XML.sub("", text.replace("\r\n", "\n").replace("\r", "\n")).strip()

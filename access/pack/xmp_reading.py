"""An XMP sidecar as it stands: its encoding, and what each language says in a property.

Apart from what is written, because a stranger's sidecar is read at every run, and written only where ours goes in. It is data:
no DTD, no entity.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Sequence
from dataclasses import dataclass
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring

from access.errors import OutputError
from access.model.pictures import Translation

CORE = "http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/"
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
META = "adobe:ns:meta/"
ALT = "AltTextAccessibility"
LONG = "ExtDescrAccessibility"
DEFAULT = "x-default"
Entry = tuple[str, str]
"""Language tag as it is written there, and text."""

_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_DECLARED = re.compile(r"""^<\?xml[^>]*?encoding\s*=\s*["']([A-Za-z][\w.-]*)["']""")


@dataclass(frozen=True, slots=True)
class Document:
    """A sidecar as UTF-8 without a mark, parsed, and how to bring it back to the encoding it came in."""

    text: bytes
    root: Element
    encoding: str
    mark: bytes

    @classmethod
    def of(cls, data: bytes) -> Document:
        """Read a sidecar. Raises `OutputError` where it is not XMP that can be read: it is then not to be overwritten."""
        encoding, mark = _encoding(data)
        try:
            text = data[len(mark):].decode(encoding)
            # Parsed as text, so that a declaration of UTF-16 does not apply to what is UTF-8 by now.
            root = fromstring(_DECLARED.sub(lambda match: match[0].replace(match[1], "UTF-8"), text).encode(), forbid_dtd=True)
        except (ParseError, DefusedXmlException, UnicodeError, LookupError, ValueError) as error:
            raise OutputError(
                "The XMP sidecar that exists cannot be read, and is left as it is.", "Repair it, or move it away."
            ) from error
        if root.find(f".//{{{RDF}}}RDF") is None and root.tag != f"{{{RDF}}}RDF":
            raise OutputError("The XMP sidecar that exists is not XMP, and is left as it is.", "Move it away.")
        return cls(text.encode(), root, encoding, mark)

    def encoded(self, text: bytes) -> bytes:
        return self.mark + text.decode().encode(self.encoding, "xmlcharrefreplace")

    def entries(self, name: str) -> list[Entry]:
        """Return each entry of a property that says something; a plain text or RDF's attribute form counts as the default."""
        found: list[Entry] = []
        abouts = [about for rdf in self.root.iter(f"{{{RDF}}}RDF") for about in rdf.findall(f"{{{RDF}}}Description")]
        for about in abouts:
            if plain := about.get(f"{{{CORE}}}{name}"):
                found.append((DEFAULT, plain))
            for element in about.findall(f"{{{CORE}}}{name}"):
                items = list(element.iter(f"{{{RDF}}}li"))
                found += [(item.get(_LANG, DEFAULT), "".join(item.itertext())) for item in items]
                if not items and (plain := "".join(element.itertext()).strip()):
                    found.append((DEFAULT, plain))
        return [(tag, text) for tag, text in found if text.strip()]


def read_alts(data: bytes) -> tuple[Translation, ...]:
    """Return both texts in every language, the default first; the language of that is empty where nothing names it.

    `x-default` names no language: it has that of another entry with the same text. Raises `OutputError` where `data` is not
    XMP that can be read.
    """
    document = Document.of(data)
    return told(document.entries(ALT), document.entries(LONG))


def told(alts: Sequence[Entry], longs: Sequence[Entry]) -> tuple[Translation, ...]:
    """Bring the entries of both properties together, a language each."""
    if not alts and not longs:
        return ()
    first = language_of(alts) if alts else language_of(longs)
    by_alt, by_long = tagged(alts), tagged(longs)
    # A default that is another language's is not also the first one's.
    own = by_long.get(first.lower(), default_of(longs) if language_of(longs) in ("", first) else "")
    as_written = {tag.lower(): tag for tag, _ in reversed((*alts, *longs))}
    others = [tag for tag in dict.fromkeys(tag.lower() for tag, _ in (*alts, *longs)) if tag not in (DEFAULT, first.lower())]
    return (Translation(first, default_of(alts), own),
            *(Translation(as_written[tag], by_alt.get(tag, ""), by_long.get(tag, "")) for tag in others))


def default_of(entries: Sequence[Entry]) -> str:
    """Return the text for those who ask for no language."""
    return next((text for tag, text in entries if tag.lower() == DEFAULT), entries[0][1] if entries else "")


def language_of(entries: Sequence[Entry]) -> str:
    """Return the tag of the language that the default is in; empty where no entry shows it."""
    return next((tag for tag, text in entries if text == default_of(entries) and tag.lower() != DEFAULT), "")


def tagged(entries: Sequence[Entry]) -> dict[str, str]:
    """Return the text under each tag in small letters, the first of each."""
    return {tag.lower(): text for tag, text in reversed(entries)}


def _encoding(data: bytes) -> tuple[str, bytes]:
    """Return the encoding and the byte order mark: from the mark, else from the declaration, else UTF-8."""
    for mark, encoding in ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be")):
        if data.startswith(mark):
            return encoding, mark
    declared = _DECLARED.match(data[:200].decode("latin-1"))
    return declared[1] if declared else "utf-8", b""

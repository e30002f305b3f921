"""What a picture's author wrote into it: XMP, IPTC-IIM, EXIF and PNG text, the best of each brought together.

Apart from the probe because four old standards say the same things in four ways; here they end. All of it is data.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring
from PIL import ExifTags, Image, ImageFile, IptcImagePlugin

from access.model.languages import bcp47

_MAX_XMP = 4 << 20
_MAX_TEXT = 20_000
"""Characters of one text; what is longer is no description of a picture."""

_RDF = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"
_DC = "{http://purl.org/dc/elements/1.1/}"
_CORE = "{http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/}"
_EXT = "{http://iptc.org/std/Iptc4xmpExt/2008-02-29/}"
_PHOTOSHOP = "{http://ns.adobe.com/photoshop/1.0/}"
_LANG = "{http://www.w3.org/XML/1998/namespace}lang"

_CAMERA_TEXT = re.compile(
    r"(olympus|konica|minolta|sony|nikon|samsung|kodak|fuji\w*|canon|casio|lg|pentax|ricoh)\b[\w\s-]*"
    r"(camera|dsc|pictures?)|exif_jpeg_picture|dcf ?1\.0|default|untitled|dsc\W?\d+|img\W?\d+",
    re.IGNORECASE,
)
"""What cameras write into `ImageDescription` of every picture alike."""


@dataclass(frozen=True, slots=True)
class Written:
    """Texts of a picture's own metadata; empty where there is none."""

    alt: str = ""
    language: str = ""
    """Of `alt`, BCP 47."""
    long: str = ""
    caption: str = ""
    title: str = ""
    people: tuple[str, ...] = ()
    place: str = ""
    keywords: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


def written_in(image: Image.Image) -> Written:
    """Return what the picture says of itself: XMP first, then IPTC-IIM, then EXIF and PNG text."""
    notes: list[str] = []
    xmp = _xmp(image, notes)
    iim = _iim(image)
    png = {key.lower(): value for key, value in image.info.items() if isinstance(key, str) and isinstance(value, str)}
    alt, language = _alternative(xmp, _CORE + "AltTextAccessibility")
    captions = (
        _alternative(xmp, _DC + "description")[0], *iim.get((2, 120), ()), _exif_description(image), png.get("description", ""),
    )
    titles = (
        _alternative(xmp, _DC + "title")[0], *_texts(xmp, _PHOTOSHOP + "Headline"), *iim.get((2, 5), ()),
        *iim.get((2, 105), ()), png.get("title", ""),
    )
    return Written(
        alt=alt,
        language=bcp47(language),
        long=_alternative(xmp, _CORE + "ExtDescrAccessibility")[0],
        caption=_first(captions),
        title=_first(titles),
        people=_distinct(_texts(xmp, _EXT + "PersonInImage")),
        place=_place(xmp, iim),
        keywords=_distinct([*_texts(xmp, _DC + "subject"), *iim.get((2, 25), ())]),
        notes=tuple(notes),
    )


def _first(texts: Iterable[str]) -> str:
    return next((clean for text in texts if (clean := _clean(text))), "")


def _distinct(texts: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(clean for text in texts if (clean := _clean(text))))


def _clean(text: str) -> str:
    return text.replace("\0", " ").strip()[:_MAX_TEXT]


# --- XMP -----------------------------------------------------------------------------------------------------------


def _xmp(image: Image.Image, notes: list[str]) -> Element | None:
    packet = image.info.get("xmp") or image.info.get("XML:com.adobe.xmp")
    if not packet or len(packet) > _MAX_XMP:
        return None
    data = packet.encode() if isinstance(packet, str) else bytes(packet)
    try:
        root = fromstring(data.rstrip(b"\0 \r\n\t"), forbid_dtd=True)
    except (ParseError, DefusedXmlException, ValueError, LookupError):
        notes.append("The picture's XMP metadata is damaged and was not read.")
        return None
    return root if isinstance(root, Element) else None


def _properties(root: Element | None, name: str) -> list[Element]:
    """Return the elements of a property that describe the picture itself, and no part of it."""
    if root is None:
        return []
    return [found for about in root.iter(_RDF + "Description") for found in about if found.tag == name]


def _texts(root: Element | None, name: str) -> list[str]:
    """Return a property's values: of a bag or sequence, of a plain element, or of RDF's attribute form."""
    if root is None:
        return []
    values = [about.get(name, "") for about in root.iter(_RDF + "Description")]
    for element in _properties(root, name):
        items = list(element.iter(_RDF + "li"))
        values += ["".join(item.itertext()) for item in items] if items else ["".join(element.itertext())]
    return [value for value in values if value.strip()]


def _alternative(root: Element | None, name: str) -> tuple[str, str]:
    """Return the text of a language alternative, `x-default` first, and its language.

    `x-default` names no language: it has that of another entry with the same text.
    """
    entries = [
        (item.get(_LANG, "x-default"), _clean("".join(item.itertext())))
        for element in _properties(root, name) for item in element.iter(_RDF + "li")
    ]
    entries = [entry for entry in entries if entry[1]] or [("x-default", _clean(text)) for text in _texts(root, name)]
    if not entries:
        return "", ""
    language, text = next((entry for entry in entries if entry[0].lower() == "x-default"), entries[0])
    if language.lower() == "x-default":
        language = next((other for other, same in entries if same == text and other.lower() != "x-default"), "")
    return text, language


def _place(xmp: Element | None, iim: dict[tuple[int, int], list[str]]) -> str:
    """Return where it is, the nearest first: `Main hall, Natural History Museum, London, United Kingdom`."""
    parts = [
        _first([*_texts(xmp, name), *iim.get(record, ())])
        for name, record in (
            (_CORE + "Location", (2, 92)), (_PHOTOSHOP + "City", (2, 90)), (_PHOTOSHOP + "State", (2, 95)),
            (_PHOTOSHOP + "Country", (2, 101)),
        )
    ]
    return ", ".join(dict.fromkeys(part for part in parts if part))


# --- older standards -------------------------------------------------------------------------------------------------


def _iim(image: Image.Image) -> dict[tuple[int, int], list[str]]:
    try:
        records = (IptcImagePlugin.getiptcinfo(image) if isinstance(image, ImageFile.ImageFile) else None) or {}
    except (SyntaxError, ValueError, TypeError, OSError):
        return {}
    return {
        key: [_decode(value) for value in (values if isinstance(values, list) else [values])] for key, values in records.items()
    }


def _exif_description(image: Image.Image) -> str:
    try:
        value = image.getexif().get(ExifTags.Base.ImageDescription, "")
    except (SyntaxError, ValueError, TypeError, OSError, KeyError):
        return ""
    if isinstance(value, tuple):
        value = value[0] if value else ""
    text = _clean(_decode(value) if isinstance(value, bytes) else _repaired(str(value)))
    return "" if _CAMERA_TEXT.fullmatch(text) else text


def _decode(value: bytes) -> str:
    """Return text of a standard that fixed no encoding: UTF-8 where it is, else Latin-1."""
    try:
        return value.decode("utf-8")
    except UnicodeDecodeError:
        return value.decode("latin-1")


def _repaired(text: str) -> str:
    """Return UTF-8 that was read as Latin-1, as EXIF's ASCII fields are, as it was meant."""
    try:
        return text.encode("latin-1").decode("utf-8")
    except UnicodeError:
        return text

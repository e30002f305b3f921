"""What a picture's author wrote into it and beside it: XMP, IPTC-IIM, EXIF and PNG text, the best of each brought together.

Apart from the probe because four old standards say the same things in four ways; here they end. All of it is data.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring
from PIL import ExifTags, Image, ImageFile, IptcImagePlugin

from access.model.languages import bcp47
from access.model.pictures import Translation

_MAX_XMP = 4 << 20
_MAX_TEXT = 20_000
"""Characters of one text; what is longer is no description of a picture."""

_RDF = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"
_DC = "{http://purl.org/dc/elements/1.1/}"
_CORE = "{http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/}"
_EXT = "{http://iptc.org/std/Iptc4xmpExt/2008-02-29/}"
_TERMS = "{http://purl.org/dc/terms/}"
_PHOTOSHOP = "{http://ns.adobe.com/photoshop/1.0/}"
_WORKS = ("{http://creativecommons.org/ns#}Work", "{http://web.resource.org/cc/}Work")
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
    translations: tuple[Translation, ...] = ()
    """The alternative text in further languages."""
    long: str = ""
    caption: str = ""
    title: str = ""
    people: tuple[str, ...] = ()
    place: str = ""
    keywords: tuple[str, ...] = ()
    signed: bool = False
    """It names content credentials that are kept elsewhere."""
    notes: tuple[str, ...] = ()


_BY_ITSELF = ("long", "caption", "title", "people", "place", "keywords", "signed")
"""What may come from anywhere; an alternative text comes with its language and its translations."""


def written_in(image: Image.Image, beside: bytes | None = None) -> Written:
    """Return what is said of the picture: by the XMP file `beside` it first, then by its own XMP, IPTC-IIM, EXIF, PNG text.

    Each field comes from the first that fills it. What is damaged costs only itself, and is told in the notes.
    """
    return together(written_beside(beside), of_xmp(*_embedded_xmp(image)), _of_older(image))


def written_beside(beside: bytes | None) -> Written:
    """Return what the XMP file beside a picture says of it."""
    if beside is None:
        return Written()
    root = _parsed(beside)
    damaged = () if root is not None else ("The XMP file beside the picture is damaged and was not read.",)
    return of_xmp(root, damaged)


def together(*said: Written) -> Written:
    """Return the first of each field, the alternative text with all that belongs to it."""
    alt = next((one for one in said if one.alt), Written())
    filled = {name: value for one in reversed(said) for name in _BY_ITSELF if (value := getattr(one, name))}
    return replace(alt, **filled, notes=tuple(note for one in said for note in one.notes))


def of_xmp(xmp: Element | None, notes: tuple[str, ...] = ()) -> Written:
    """Return what XMP says, wherever below `xmp` its `rdf:RDF` stands."""
    if xmp is None:
        return Written(notes=notes)
    alt, language, alts = _alternative(xmp, _CORE + "AltTextAccessibility")
    long, _, longs = _alternative(xmp, _CORE + "ExtDescrAccessibility")
    return Written(
        alt=alt, language=language,
        translations=tuple(Translation(tag, text, longs.get(tag, "")) for tag, text in alts.items() if tag != language),
        long=longs.get(language, long),
        caption=_alternative(xmp, _DC + "description")[0],
        title=_first([_alternative(xmp, _DC + "title")[0], *_texts(xmp, _PHOTOSHOP + "Headline")]),
        people=_distinct([
            *_texts(xmp, _EXT + "PersonInImage"), *_inner(xmp, _EXT + "PersonInImageWDetails", _EXT + "PersonName")]),
        place=_shown(xmp) or _joined(
            _first(_texts(xmp, name))
            for name in (_CORE + "Location", _PHOTOSHOP + "City", _PHOTOSHOP + "State", _PHOTOSHOP + "Country")),
        keywords=_distinct(_texts(xmp, _DC + "subject")),
        signed=bool(_texts(xmp, _TERMS + "provenance")),
        notes=notes,
    )


def _of_older(image: Image.Image) -> Written:
    iim = _iim(image)
    png = {key.lower(): value for key, value in image.info.items() if isinstance(key, str) and isinstance(value, str)}
    return Written(
        caption=_first([*iim.get((2, 120), ()), _exif_description(image), png.get("description", "")]),
        title=_first([*iim.get((2, 5), ()), *iim.get((2, 105), ()), png.get("title", "")]),
        place=_joined(_first(iim.get(record, ())) for record in ((2, 92), (2, 90), (2, 95), (2, 101))),
        keywords=_distinct(iim.get((2, 25), ())),
    )


def _first(texts: Iterable[str]) -> str:
    return next((clean for text in texts if (clean := _clean(text))), "")


def _distinct(texts: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(clean for text in texts if (clean := _clean(text))))


def _clean(text: str) -> str:
    return text.replace("\0", " ").strip()[:_MAX_TEXT]


# --- XMP -----------------------------------------------------------------------------------------------------------


def _embedded_xmp(image: Image.Image) -> tuple[Element | None, tuple[str, ...]]:
    packet = image.info.get("xmp") or image.info.get("XML:com.adobe.xmp")
    if not packet or len(packet) > _MAX_XMP:
        return None, ()
    root = _parsed(packet.encode() if isinstance(packet, str) else bytes(packet))
    return root, () if root is not None else ("The picture's XMP metadata is damaged and was not read.",)


def _parsed(packet: bytes) -> Element | None:
    """Return the root of an XMP packet; None where it is damaged, or declares a document type or entities."""
    try:
        root = fromstring(packet.rstrip(b"\0 \r\n\t"), forbid_dtd=True)
    except (ParseError, DefusedXmlException, ValueError, LookupError):
        return None
    return root if isinstance(root, Element) else None


def _abouts(root: Element) -> list[Element]:
    """Return the descriptions of the picture itself, and none of a part of it; in a drawing a `Work` may be one."""
    return [about for rdf in root.iter(_RDF + "RDF") for about in rdf if about.tag in (_RDF + "Description", *_WORKS)]


def _properties(root: Element, name: str) -> list[Element]:
    return [found for about in _abouts(root) for found in about if found.tag == name]


def _texts(root: Element, name: str) -> list[str]:
    """Return a property's values: of a bag or sequence, of a plain element, or of RDF's attribute form."""
    values = [about.get(name, "") for about in _abouts(root)]
    for element in _properties(root, name):
        items = list(element.iter(_RDF + "li"))
        values += ["".join(item.itertext()) for item in items] if items else ["".join(element.itertext())]
    return [value for value in values if value.strip()]


def _inner(root: Element, name: str, field: str) -> list[str]:
    """Return one field of each structure that a property lists, in both of RDF's forms."""
    return [
        _field(item, field) for element in _properties(root, name)
        for item in element.findall(f"{_RDF}Bag/{_RDF}li") + element.findall(f"{_RDF}Seq/{_RDF}li")]


def _field(item: Element, name: str) -> str:
    """Return the text of a structure's field; of a language alternative the first one."""
    for inside in item.iter():
        if name in inside.attrib:
            return inside.attrib[name]
        if inside.tag == name:
            first = inside.find(f".//{_RDF}li")
            return "".join((inside if first is None else first).itertext())
    return ""


def _alternative(root: Element, name: str) -> tuple[str, str, dict[str, str]]:
    """Return the text of a language alternative, `x-default` first, its language as BCP 47, and all texts by language.

    `x-default` names no language: it has that of another entry with the same text.
    """
    entries = [
        (item.get(_LANG, "x-default"), _clean("".join(item.itertext())))
        for element in _properties(root, name) for item in element.iter(_RDF + "li")
    ]
    entries = [entry for entry in entries if entry[1]] or [("x-default", _clean(text)) for text in _texts(root, name)]
    if not entries:
        return "", "", {}
    by_language: dict[str, str] = {}
    for tag, said in entries:
        if known := bcp47(tag):
            by_language.setdefault(known, said)
    language, text = next((entry for entry in entries if entry[0].lower() == "x-default"), entries[0])
    if language.lower() == "x-default":
        return text, next((tag for tag, same in by_language.items() if same == text), ""), by_language
    return text, bcp47(language), by_language


def _shown(root: Element) -> str:
    """Return the first place that the picture shows, by IPTC's own structure for it."""
    names = ("LocationName", "Sublocation", "City", "ProvinceState", "CountryName")
    parts = [_inner(root, _EXT + "LocationShown", _EXT + name)[:1] for name in names]
    return _joined(_first(part) for part in parts)


def _joined(parts: Iterable[str]) -> str:
    """Return where it is, the nearest first: `Main hall, Natural History Museum, London, United Kingdom`."""
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

"""Alternative texts of anybody's: of a list, an XMP sidecar or a picture itself, held against the rules, mended in a copy."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from access.check.alt import Around, check_alt
from access.config import AltOptions, LimitOptions
from access.errors import MediaBroken, OutputError
from access.files import printable
from access.lexis.marks import machine_marks
from access.linting import altlists
from access.linting.altlists import BadRow, Listed, language_in
from access.linting.kinds import is_picture
from access.mediafile import open_picture, open_regular
from access.model.findings import TextOrigin
from access.model.package import Finding, Severity
from access.model.pictures import AltProfile, Translation
from access.model.script import AltText, Provenance, ReviewState
from access.pack.xmp_reading import read_alts
from access.profiles import load_alt_profile
from access.understand.given import guess_language
from access.understand.metadata import Written, written_beside, written_in
from access.write.alt_repair import repaired

_SAMPLE = 200
"""Texts that show which language a list is in."""
_LARGEST_SIDECAR = 16 << 20
UNREADABLE = "alt.unreadable-row"


@dataclass(frozen=True, slots=True)
class Guideline:
    """What the texts of one file are held against."""

    profile: AltProfile
    options: AltOptions
    language: str
    """Of all texts that name none; empty where nobody knows: then each is taken for what it shows."""
    sample: str = ""
    """The language that the texts show together, where nobody named one."""


@dataclass(frozen=True, slots=True)
class Linted:
    """One text, or one row that is none, and what was found in it."""

    row: int
    """The line of the file, from 1; 0 where there are no lines."""
    name: str
    """The picture."""
    text: str
    language: str
    findings: tuple[Finding, ...]


def guideline(path: Path, options: AltOptions, language: str) -> Guideline:
    """Return what the texts of a file are held against: `language` as it was named, else as the file's name says."""
    profile = load_alt_profile(options.profile)
    named = language or language_in(path.name)
    if named or not is_list(path):
        return Guideline(profile, options, named)
    texts = (item.text for item in altlists.listed(path) if isinstance(item, Listed))
    return Guideline(profile, options, "", guess_language(" ".join(islice(texts, _SAMPLE))))


def is_list(path: Path) -> bool:
    """Tell whether a file holds texts that can be changed one by one; an XMP sidecar and a picture belong to other tools."""
    return path.suffix.lower() in (*altlists.LISTS, ".txt") and not is_picture(path)


def lint(path: Path, against: Guideline, limits: LimitOptions) -> Iterator[Linted]:
    """Yield each text of a file with what was found in it. Raises `MediaError`."""
    for item in _texts(path, limits):
        yield _linted(item, against)


def fix(path: Path, target: Path, against: Guideline) -> int:
    """Write a copy of a list whose texts are mended by rule; return how many are. Raises `OutputError`, `MediaError`."""
    return altlists.copied(
        path, target, lambda item: repaired(item.text, _language(item, against), against.profile).text)


def _texts(path: Path, limits: LimitOptions) -> Iterator[Listed | BadRow]:
    if path.suffix.lower() == ".xmp":
        with open_regular(path) as file:
            data = file.read(_LARGEST_SIDECAR)
        try:
            texts = read_alts(data)
        except OutputError as error:
            raise MediaBroken(f"{printable(path.name)} is no XMP that can be read.") from error
        return _of_metadata(path.stem, written_beside(data), texts)
    if is_list(path):
        return altlists.listed(path)
    with open_picture(path, limits) as image:
        said = written_in(image)
    return _of_metadata(path.name, said, (Translation(said.language, said.alt, said.long), *said.translations))


def _of_metadata(name: str, said: Written, texts: tuple[Translation, ...]) -> Iterator[Listed]:
    for text in texts or (Translation("", ""),):
        yield Listed(0, text.alt, name, text.long, text.language, said.caption, said.title, "", said.people, said.place)


def _language(item: Listed, against: Guideline) -> str:
    return item.language or against.language or guess_language(item.text) or against.sample


def _linted(item: Listed | BadRow, against: Guideline) -> Linted:
    if isinstance(item, BadRow):
        return Linted(item.row, "", "", "", (Finding(UNREADABLE, Severity.FAILURE, f"The row cannot be read: {item.why}."),))
    language = _language(item, against)
    if item.decorative and not item.text:
        return Linted(item.row, item.name, item.text, language, ())
    # Whether a person wrote it, a list does not say: only the marks of a machine do.
    origin = TextOrigin.DRAFT if machine_marks(item.text) else TextOrigin.PERSON
    alt = AltText(item.text, item.long, language, Provenance(origin, ReviewState.PROPOSED))
    around = Around(
        _base(item.name), item.caption, item.title, item.page, item.people, item.place, policy=against.options.people)
    return Linted(item.row, item.name, item.text, language, check_alt(alt, around, against.profile))


def _base(name: str) -> str:
    """Return the name of a file in a path or an address."""
    return name.partition("?")[0].replace("\\", "/").rstrip("/").rpartition("/")[2]

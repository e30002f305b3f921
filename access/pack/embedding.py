"""A copy of a picture with its alternative text inside, for systems that read no sidecar. The original stays as it is.

exiftool writes it, and it counts only once it is looked at: every frame draws as before, both texts read back in every
language by two readers, and nothing else that the file says has changed. Else there is no copy, and a finding says why. What
the picture comes from is never claimed: a text by a model makes a photo no generated picture (IPTC `DigitalSourceType`).
"""

from __future__ import annotations

import json
import re
import shutil
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from access.config import LimitOptions
from access.errors import MediaBroken, MediaChanged, MediaError, OutputError
from access.files import digest_of, printable
from access.mediafile import ExiftoolSlow, drawn, open_regular, run_exiftool
from access.model.languages import bcp47
from access.model.media import Asset
from access.model.package import Finding, Severity
from access.model.pictures import PictureInfo
from access.model.script import AltText
from access.pack.xmp import xmp_sidecar
from access.pack.xmp_reading import ALT, DEFAULT, LONG, Document, Entry

_ENDINGS = {"jpeg": "jpg", "png": "png", "webp": "webp", "avif": "avif", "heic": "heic", "gif": "gif", "tiff": "tif"}
"""Of the kinds that exiftool writes, and their endings, by which it knows them. BMP and SVG have no room that it knows."""
_OURS = re.compile(rf"XMP-iptcCore:({ALT}|{LONG})(?:-(.+))?")
_COPY = re.compile(r":Copy\d+(?=:)")
_MOVES = re.compile(
    r"(?!XMP)[\w-]+:\w*(?:Offsets?|Start)|XMP-x:XMPToolkit|QuickTime:MediaDataSize|RIFF:WebP_Flags|GIF:GIFVersion|File:FileType")
"""Tags that tell where something lies in the file, or which form of the format that takes: they change with any word put in."""


@dataclass(frozen=True, slots=True)
class Embedded:
    """A copy, or why there is none."""

    copy: Path | None
    why_not: str = ""
    """In a clause, ended with a full stop; empty where there is a copy."""
    expected: bool = True
    """Of its kind, no copy can be made; False where one was made and did not come out as it must."""
    lasting: bool = True
    """Whether another try would end in the same way."""


def embed(asset: Asset, picture: PictureInfo, alts: Sequence[AltText], limits: LimitOptions, into: Path) -> Embedded:
    """Make a copy of the original in the folder `into`, with all live texts inside, in all their languages.

    Raises `EngineNotReady` where exiftool is not installed, `MediaChanged` where the original is no longer what was hashed,
    `OutputError` where the folder cannot be written.
    """
    live = [alt for alt in alts if not alt.provenance.draft]
    if why := _barred(asset, picture, live):
        return Embedded(None, why)
    ending = _ENDINGS[asset.format]
    copy, texts, original = into / f"embedded.{ending}", into / "texts.xmp", into / f"original.{ending}"
    try:
        into.mkdir(parents=True, exist_ok=True)
        with open_regular(asset.path) as source, copy.open("wb") as target:
            shutil.copyfileobj(source, target, 1 << 20)
        if digest_of(copy) != asset.sha256:
            name = printable(asset.relative)
            raise MediaChanged(f"{name} changed while it was worked on.", "It is taken when it is finished.")
        sidecar = xmp_sidecar(live, None)
        meant = {name: Document.of(sidecar).entries(name) for name in (ALT, LONG)}
        texts.write_bytes(sidecar)
        original.symlink_to(asset.path)
        _write(into, copy, texts, meant)
        _verify(into, original, copy, meant, limits, asset.path)
        return Embedded(copy)
    except MediaChanged:
        copy.unlink(missing_ok=True)
        raise
    except MediaError as error:
        copy.unlink(missing_ok=True)
        return Embedded(None, error.message, expected=False, lasting=not isinstance(error, ExiftoolSlow))
    except OSError as error:
        raise OutputError(f"{printable(into)} cannot be written: {error.strerror}.") from error
    finally:
        for helper in (texts, original, copy.with_name(f"{copy.name}_exiftool_tmp")):
            helper.unlink(missing_ok=True)


def not_embedded(made: Embedded) -> tuple[Finding, ...]:
    """Return the finding that says why there is no copy."""
    if made.copy is not None:
        return ()
    severity = Severity.NOTE if made.expected else Severity.WARNING
    return (Finding("alt.not-embedded", severity, f"No copy of the picture holds its text: {made.why_not}"),)


def _barred(asset: Asset, picture: PictureInfo, live: Sequence[AltText]) -> str:
    """Return why there can be no copy; empty where there can."""
    if picture.signed:
        return "it bears content credentials (C2PA), which any changed byte breaks. The text stands in the sidecar alone."
    if asset.format not in _ENDINGS:
        return f"exiftool cannot write into {asset.format.upper()}. The text stands in the sidecar alone."
    return "" if live else "its text is a draft, or there is none."


def _write(folder: Path, copy: Path, texts: Path, meant: Mapping[str, Sequence[Entry]]) -> None:
    """Let exiftool take the two properties out of our file of texts, a language at a time: else it drops those of others."""
    taken = [
        f"-XMP-iptcCore:{name}-{DEFAULT}<XMP-iptcCore:{name}" if tag == DEFAULT else f"-XMP-iptcCore:{name}-{tag}"
        for name in meant for tag, _ in meant[name] if tag == DEFAULT or bcp47(tag)]
    run_exiftool(folder, "-q", "-overwrite_original", "-tagsFromFile", texts.name, *taken, copy.name)


def _verify(
    folder: Path, original: Path, copy: Path, meant: Mapping[str, Sequence[Entry]], limits: LimitOptions, source: Path
) -> None:
    """Raise `MediaBroken` unless the copy draws as the original does, says what is meant, and all else that it said."""
    # The binary blocks too, such as previews; but the picture itself is looked at by its pixels.
    listed = run_exiftool(
        folder, "-j", "-a", "-G1:4", "-struct", "-n", "-u", "-b", "-e", "--System:all", "--QuickTime:MediaData", original.name,
        copy.name)
    try:
        before, after = json.loads(listed)
    except ValueError as error:
        raise MediaBroken("what exiftool says of the copy cannot be read.") from error
    if any(key.startswith("JUMBF") for key in before):
        raise MediaBroken("it bears content credentials (C2PA), which any changed byte breaks.")
    _same_but_for_ours(before, after)
    _says(before, after, meant)
    was, now = drawn(source, limits), drawn(copy, limits)
    if was.digest != now.digest:
        raise MediaBroken("the copy does not draw as the original does.")
    read = Document.of(now.xmp.rstrip(b"\0 \r\n\t")) if now.xmp else None
    if read and any(_small(meant[name]) - _small(read.entries(name)) for name in meant):
        raise MediaBroken("the texts read back from the copy as others than were written.")


def _small(entries: Sequence[Entry]) -> set[Entry]:
    """Return entries with their tags in small letters: exiftool has a spelling of its own for them."""
    return {(tag.lower(), text) for tag, text in entries}


def _says(before: Mapping[str, Any], after: Mapping[str, Any], meant: Mapping[str, Sequence[Entry]]) -> None:
    """Hold the copy's texts against what is meant, and against what stood there in further languages."""
    old, new = _texts(before), _texts(after)
    wanted = old | {(name, tag.lower().removeprefix(DEFAULT)): text for name in meant for tag, text in meant[name]}
    if new != wanted:
        raise MediaBroken("the texts read back from the copy as others than were written.")


def _texts(listed: Mapping[str, Any]) -> dict[tuple[str, str], str]:
    """Return the text of each property in each language; under no language the default."""
    found = ((_OURS.fullmatch(key), value) for key, value in listed.items())
    return {(match[1], (match[2] or "").lower()): str(value) for match, value in found if match}


def _same_but_for_ours(before: Mapping[str, Any], after: Mapping[str, Any]) -> None:
    old, new = _others(before), _others(after)
    # WebP's header says width and height once more where it has metadata.
    again = Counter({one: count for one, count in (new - old).items() if one in old and one[0].startswith("RIFF:Image")})
    # An empty list says nothing, and exiftool leaves it out.
    lost = [key for key, value in old - new if value != '""' or not key.startswith("XMP")]
    if changed := sorted({*lost, *(key for key, _ in new - old - again)}):
        raise MediaBroken(f"more would have changed than the text: {printable(', '.join(changed[:5]))}.")


def _others(listed: Mapping[str, Any]) -> Counter[tuple[str, str]]:
    """Return every tag with what it says, but ours and those that move with any word."""
    kept = ((_COPY.sub("", key), value) for key, value in listed.items() if key != "SourceFile")
    return Counter(
        (key, json.dumps(value, sort_keys=True)) for key, value in kept if not (_OURS.fullmatch(key) or _MOVES.fullmatch(key)))

"""Finds what is to be worked on: the media below what a command names, or the originals that manifests name."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from access.errors import UsageError
from access.files import printable
from access.intake.guard import refuse_nested
from access.intake.identify import media_files
from access.jobs.job import Source
from access.model.languages import bcp47

MANIFEST_ENDING = ".access.json"


@dataclass(frozen=True, slots=True)
class Lost:
    """A manifest whose original cannot be found, and why."""

    manifest: Path
    reason: str


@dataclass(frozen=True, slots=True)
class Recorded:
    """What a set of output folders was made from."""

    sources: tuple[Source, ...]
    lost: tuple[Lost, ...]


def sources_below(paths: Sequence[Path], out: Path, ignore: tuple[str, ...]) -> list[Source]:
    """Return the media that `paths` name, each once: a file is itself, a folder is all that lies below it.

    Raises `UsageError` where a path is not there, `out` is not apart from it, or two would be written to one place.
    """
    sources: dict[Path, Source] = {}
    places: dict[Path, Path] = {}
    for path in map(Path.absolute, paths):
        root = path if path.is_dir() else path.parent
        found = list(media_files(path, ignore))
        refuse_nested(path, out)
        for file in found:
            if file == root:
                raise UsageError(f"{printable(file)} cannot be read.", "Is it yours to read?")
            if file in sources:
                continue
            relative = file.relative_to(root)
            if relative in places:
                raise UsageError(
                    f"{printable(places[relative])} and {printable(file)} would be written to the same place.",
                    "Run them one after the other, with an --out each.",
                )
            places[relative] = file
            sources[file] = Source(root, relative, out.absolute())
    return list(sources.values())


def sources_of(outs: Sequence[Path]) -> Recorded:
    """Return the originals of all manifests below the output folders, with their places, and the manifests that lost theirs.

    Raises `UsageError` where a folder is not there.
    """
    sources: dict[tuple[Path, Path], Source] = {}
    lost: list[Lost] = []
    for manifest in manifests_below(outs):
        try:
            source = _source(manifest)
        except (OSError, ValueError, LookupError, TypeError):
            lost.append(Lost(manifest, f"{printable(manifest)} is no manifest of access."))
            continue
        if source.path.is_file():
            sources[source.path, source.out] = source
        else:
            lost.append(Lost(manifest, f"{printable(source.path)} is not there any more."))
    return Recorded(tuple(sources.values()), tuple(lost))


def manifests_below(outs: Iterable[Path]) -> Iterator[Path]:
    """Yield the manifests below output folders, in order of their names. Raises `UsageError` where a folder is not there."""
    for out in map(Path.absolute, outs):
        if not out.is_dir():
            raise UsageError(f"{printable(out)} is no folder.")
        for folder, inner, names in os.walk(out):
            inner.sort()
            yield from (Path(folder, name) for name in sorted(names) if name.endswith(MANIFEST_ENDING) and name[0] != ".")


def _source(manifest: Path) -> Source:
    """Return what one manifest says it was made from; raises `ValueError` and its like where it does not say it well."""
    document = json.loads(manifest.read_bytes())
    said, speech = document["source"], document.get("settings", {}).get("speech", {})
    language, track = bcp47(str(speech.get("language", ""))), int(speech.get("audio_track", 0))
    path = Path(os.path.normpath(manifest.parent / said["path"]))
    relative = Path(said["relative"])
    if relative.is_absolute() or ".." in relative.parts or not relative.parts:
        raise ValueError("the place below the output folder leads out of it")
    depth = len(relative.parts)
    out = manifest.parents[depth - 1]
    if manifest.parent != out / relative.parent:
        raise ValueError("the manifest lies in another place than it says")
    if path.parts[-depth:] == relative.parts:
        return Source(path.parents[depth - 1], relative, out, language=language, audio_track=track)
    return Source(path.parent, relative, out, path, language, track)

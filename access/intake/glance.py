"""A glance over folders: what a file looks like from outside, with all that lies beside it under its name.

Apart from `identify`, which reads: a glance lists each folder once and opens nothing, so that twenty thousand files are
looked over in a moment.
"""

from __future__ import annotations

import os
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from access.files import digest
from access.intake.identify import MEDIA_ENDINGS
from access.intake.settle import Signature
from access.model.media import COMPANION_ENDINGS

_FOR_ALL = "glossary.txt"


class Glance:
    """What the folders hold at one moment. Throw it away and take another to look again."""

    def __init__(self, for_all: str = "") -> None:
        """`for_all` is the path of a text that counts as lying beside every file, empty where there is none."""
        self._folders: dict[Path, dict[str, list[str]]] = {}
        self._for_all = _mark_of_one(Path(for_all)) if for_all else []

    def signature(self, path: Path) -> Signature | None:
        """Return what `path` looks like; None where nothing is there or nothing can be seen."""
        try:
            status = path.lstat()
        except (OSError, ValueError):
            return None
        notes = self._notes(path.parent)
        beside = sorted([*notes.get(path.stem, ()), *notes.get(_FOR_ALL, ()), *self._for_all])
        return Signature.of(status, digest("\n".join(beside))[:16] if beside else "")

    def _notes(self, folder: Path) -> dict[str, list[str]]:
        """Return the marks of the texts in `folder` under every name that they could belong to."""
        if folder not in self._folders:
            notes: dict[str, list[str]] = defaultdict(list)
            for entry in _entries(folder):
                if Path(entry.name).suffix.lower() in COMPANION_ENDINGS:
                    try:
                        status = entry.stat(follow_symlinks=False)
                    except OSError:
                        continue
                    mark = _mark(entry.name, status)
                    for name in _could_belong_to(entry.name):
                        notes[name].append(mark)
            self._folders[folder] = notes
        return self._folders[folder]


def _mark(name: str, status: os.stat_result) -> str:
    return f"{os.fsencode(name).hex()} {status.st_ino} {status.st_size} {status.st_mtime_ns}"


def _mark_of_one(path: Path) -> list[str]:
    try:
        return [_mark(str(path), path.stat())]
    except OSError:
        return []


def media_beside(companion: Path) -> Iterator[Path]:
    """Yield the media that a text of this name could belong to."""
    names = set(_could_belong_to(companion.name))
    for entry in sorted(_entries(companion.parent), key=lambda entry: entry.name):
        path = companion.parent / entry.name
        if path.suffix.lower() in MEDIA_ENDINGS and (_FOR_ALL in names or path.stem in names):
            yield path


def _could_belong_to(name: str) -> list[str]:
    if name.lower() == _FOR_ALL:
        return [_FOR_ALL]
    return [name[:at] for at, character in enumerate(name) if character == "." and at]


def _entries(folder: Path) -> list[os.DirEntry[str]]:
    try:
        with os.scandir(folder) as listing:
            return list(listing)
    except OSError:
        return []

"""Finds what a person laid beside a file, by name: script, captions, context, glossary, a picture's metadata."""

from __future__ import annotations

import os
import re
import time
from functools import lru_cache
from pathlib import Path

from access.errors import MediaRefused
from access.files import digest, printable
from access.mediafile import open_regular
from access.model.languages import bcp47
from access.model.media import CAPTION_ENDINGS, COMPANION_ENDINGS, Companion, Companions, MediaKind

MAX_BYTES = 4 << 20
"""A day of captions is smaller; what is larger only has the same name."""

_ENDINGS = "|".join(ending.removeprefix(".") for ending in CAPTION_ENDINGS)
_CAPTIONS = re.compile(rf"(?:\.(?P<language>[a-z]{{2,3}}(?:-[a-z0-9]{{1,8}})*))?\.(?:{_ENDINGS})", re.IGNORECASE)
_OWN = (".context.toml", ".xmp")
"""Endings of texts that are known by the whole name of the file they belong to, else by its stem."""
_TEXTS = tuple(COMPANION_ENDINGS)
_SETTLED_NS = 3_000_000_000
"""File systems keep times as coarse as two seconds."""
_NO_LANGUAGES = {"sdh", "cc"}
"""Players mark captions for the deaf so; `sdh` is also Southern Kurdish in ISO 639-3, which nobody means by it."""


def companions_of(path: Path, kind: MediaKind, context_for_all: str = "") -> Companions:
    """Return the companions of `path`: regular files of its folder, endings in any case, at most 4 MB each.

    Where no context lies beside it, the one that settings name for all is its own. Only a picture has metadata beside it.

    `lecture.en.draft.vtt` is a draft of ours and no companion. Raises `MediaRefused` where one cannot be read: to go on
    without a person's words would be to overrule them.
    """
    script = glossary = None
    own: dict[str, Companion | None] = {}
    captions: list[Companion] = []
    for name in _texts_in(path.parent):
        lower = name.lower()
        if name == path.name:
            continue
        rest = name.removeprefix(path.stem) if name.startswith(path.stem + ".") else ""
        if rest.lower() == ".txt":
            script = script or _companion(path, name)
        elif match := _CAPTIONS.fullmatch(rest):
            tag = match["language"] or ""
            if tag.lower() not in _NO_LANGUAGES and (found := _companion(path, name, bcp47(tag))):
                captions.append(found)
        elif known := _named_after(path, name):
            own[known] = own.get(known) or _companion(path, name)
        elif lower == "glossary.txt":
            glossary = glossary or _companion(path, name)
    captions.sort(key=lambda companion: bool(companion.language))
    context = own.get("name.ext.context.toml") or own.get("name.context.toml") or _context_for_all(path, context_for_all)
    metadata = (own.get("name.ext.xmp") or own.get("name.xmp")) if kind is MediaKind.IMAGE else None
    return Companions(script, tuple(captions), context, glossary, metadata)


def _named_after(path: Path, name: str) -> str:
    """Return which of a file's own texts bears this name, `name.ext.xmp` for `photo.jpg.xmp`; empty where none does.

    The longer name is the surer one: `photo.xmp` may be meant for `photo.jpg` and `photo.png`, and is taken for both.
    """
    for whole, short in ((path.name, "name.ext"), (path.stem, "name")):
        ending = name.removeprefix(whole).lower()
        if name.startswith(whole) and ending in _OWN:
            return short + ending
    return ""


def _context_for_all(path: Path, named: str) -> Companion | None:
    """Return the context file that settings name. Raises `MediaRefused` where it cannot be read."""
    if not named:
        return None
    file = Path(named).absolute()
    try:
        return Companion(file, digest(file.read_bytes()))
    except OSError as error:
        raise MediaRefused(
            f"{printable(path.name)} lacks its context: {printable(named)} cannot be read.",
            "`[intake] context` names it, from the folder that the command runs in.") from error


def _texts_in(folder: Path) -> tuple[str, ...]:
    """Return the names in `folder` that a companion could have, sorted.

    A folder of many originals is listed once a second, not once an original, and anew whenever it has changed. A folder that
    has just changed is listed each time: another change may bear the same time.
    """
    status = folder.stat()
    if time.time_ns() - status.st_mtime_ns < _SETTLED_NS:
        return _listed.__wrapped__(folder)
    return _listed(folder, status.st_dev, status.st_ino, status.st_mtime_ns, int(time.monotonic()))


@lru_cache(maxsize=2)
def _listed(folder: Path, *moment: int) -> tuple[str, ...]:
    with os.scandir(folder) as entries:
        return tuple(sorted(entry.name for entry in entries if entry.name.lower().endswith(_TEXTS)))


def _companion(beside: Path, name: str, language: str = "") -> Companion | None:
    path = beside.parent / name
    if path.is_symlink() or not path.is_file():
        return None
    try:
        with open_regular(path) as file:
            content = file.read(MAX_BYTES + 1)
    except (OSError, MediaRefused) as error:
        raise MediaRefused(
            f"{printable(name)} lies beside {printable(beside.name)} and cannot be read.", "Make it readable, or take it away."
        ) from error
    return Companion(path, digest(content), language) if len(content) <= MAX_BYTES else None

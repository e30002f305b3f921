"""Finds what a person laid beside a file, by name: script, captions, context, glossary, a picture's metadata."""

from __future__ import annotations

import re
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
_ENDINGS_OF_ALL = tuple(COMPANION_ENDINGS)
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
    for name in sorted(entry.name for entry in path.parent.iterdir()):
        lower = name.lower()
        if name == path.name or not lower.endswith(_ENDINGS_OF_ALL):
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

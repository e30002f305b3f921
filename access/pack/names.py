"""Where each sidecar lies and what it is called. Apart, because a wrong name destroys another file's work.

Texts carry the original's name without its ending, so that players find them; what belongs to the very file (page,
manifest, alternative text) carries its full name.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from access.config import NameOptions
from access.errors import OutputError
from access.files import digest, printable
from access.model.languages import bcp47
from access.model.media import Asset, MediaKind
from access.pack.manifest import MANIFEST, read

LIVE_TO_DRAFT = ".draft"
_MAX_BYTES = 255
"""Of one file name, on every file system in common use."""
_RESERVED = 1 + 35 + len(".extended.descriptions.draft.vtt")
"""The longest that follows a stem: a language tag (35 characters, RFC 5646 section 4.4.1) and the longest ending."""


@dataclass(frozen=True, slots=True)
class Names:
    """The names of everything made for one original."""

    folder: Path
    """Absolute."""
    stem: str
    """What the texts begin with."""
    full: str
    """What the page, the manifest and alternative texts begin with."""
    options: NameOptions

    def captions(self, language: str, draft: bool, ending: str) -> Path:
        """Return the caption file's name; `ending` is one such as `vtt` or `ttml`. What is no language tag is written `und`."""
        sdh = ".sdh" if self.options.style == "jellyfin" and ending == "srt" else ""
        return self._path(self.stem, f".{_tag(language)}{sdh}", draft, ending)

    def descriptions(self, language: str, draft: bool) -> Path:
        return self._path(self.stem, f".{_tag(language)}.descriptions", draft, "vtt")

    def described(self, language: str, draft: bool) -> Path:
        """Return the name of the sound with the descriptions mixed in."""
        return self._path(self.stem, f".{_tag(language)}.described", draft, "m4a")

    def narration(self, language: str, draft: bool) -> Path:
        """Return the name of the descriptions alone, at their instants."""
        return self._path(self.stem, f".{_tag(language)}.narration", draft, "m4a")

    def dapt(self, language: str, draft: bool) -> Path:
        """Return the name of the description's script for other tools."""
        return self._path(self.stem, f".{_tag(language)}.dapt", draft, "ttml")

    def described_film(self, language: str, draft: bool, ending: str) -> Path:
        """Return the name of the film that has the described sound as a second track; `ending` is one such as `mp4`."""
        return self._path(self.stem, f".{_tag(language)}.described", draft, ending)

    def extended(self, language: str, draft: bool, ending: str) -> Path:
        """Return the name of the longer film, or with `vtt` that of its captions, which players find by it."""
        return self._path(self.stem, f".{_tag(language)}.extended", draft, ending)

    def extended_descriptions(self, language: str, draft: bool) -> Path:
        return self._path(self.stem, f".{_tag(language)}.extended.descriptions", draft, "vtt")

    def transcript(self, language: str, draft: bool, ending: str) -> Path:
        """Return the transcript's name; `ending` is `html` or `txt`."""
        return self._path(self.stem, f".{_tag(language)}.transcript", draft, ending)

    def alt(self, language: str, draft: bool) -> Path:
        return self._path(self.full, f".{_tag(language)}.alt", draft, "txt")

    def xmp(self) -> Path:
        return self._path(self.stem if self.options.xmp == "adobe" else self.full, "", False, "xmp")

    def embedded(self) -> Path:
        """Return the name of the copy with the alternative text inside: the original's, marked, so that two never share one."""
        stem, dot, ending = self.full.rpartition(".")
        return self.folder / (f"{stem}.embedded.{ending}" if stem and dot else f"{self.full}.embedded")

    def page(self) -> Path:
        return self._path(self.full, "", False, "html")

    def manifest(self) -> Path:
        return self.folder / f"{self.full}{MANIFEST}"

    def _path(self, stem: str, middle: str, draft: bool, ending: str) -> Path:
        return self.folder / f"{stem}{middle}{LIVE_TO_DRAFT if draft else ''}.{ending}"


def names_for(asset: Asset, out: Path, claims: Path, options: NameOptions) -> Names:
    """Return the names of what is made for `asset` below `out`.

    Two originals that differ only in their ending (`a.mp3`, `a.mp4`) never get one name: who first leaves a claim in the
    folder `claims` has the plain stem for good, and so has who wrote files under it before, as its manifest shows; the
    others take their full names (`a.mp4.en.vtt`). Raises `OutputError` where a claim cannot be left.
    """
    folder = (out / asset.relative.parent).absolute()
    original = asset.relative.name
    full = _shortened(original)
    if asset.kind is MediaKind.IMAGE and options.xmp == "full":
        return Names(folder, full, full, options)
    stems = _candidates(asset.relative)
    stem = next(stem for stem in stems if _claimed(folder, stem, original, claims))
    return Names(folder, stem, full, options)


def live_name(name: str) -> str:
    """Return the name that a draft has once it is approved; a live name is returned as it is."""
    stem, dot, ending = name.rpartition(".")
    return f"{stem.removesuffix(LIVE_TO_DRAFT)}{dot}{ending}"


def _tag(language: str) -> str:
    """Languages come from strangers' files: what is no tag must not lead out of the folder."""
    return bcp47(language) or "und"


def _candidates(relative: Path) -> Iterator[str]:
    """Yield the stems to try: plain, full, and one that nobody else can want."""
    yield _shortened(relative.stem)
    yield _shortened(relative.name)
    yield _shortened(f"{relative.name}~{digest(os.fsencode(relative.name))[:8]}")


def _claimed(folder: Path, stem: str, original: str, claims: Path) -> bool:
    """Leave a claim on a stem, and say whether it is ours now.

    An empty claim, left by a crash between two system calls, is nobody's: it costs a longer name and nothing else.
    """
    claim = claims / digest(os.fsencode(folder / stem))
    ours = os.fsencode(original)
    try:
        if claim.is_file():
            return claim.read_bytes() == ours
        if _used_by_another(folder, stem, original):
            return False
        claims.mkdir(parents=True, exist_ok=True)
        with claim.open("xb") as file:
            file.write(ours)
        return True
    except FileExistsError:
        return claim.read_bytes() == ours
    except OSError as error:
        raise OutputError(f"{printable(claims)} cannot be written: {error.strerror}.") from error


def _used_by_another(folder: Path, stem: str, original: str) -> bool:
    """Look for a manifest of another original whose files begin with `stem`: the claims may have been lost."""
    for name in (path.name for path in folder.iterdir()) if folder.is_dir() else ():
        if not (name.startswith(f"{stem}.") and name.endswith(MANIFEST)):
            continue
        previous = read(folder / name)
        if previous is None or previous.name == original:
            continue
        own = name.removesuffix(MANIFEST)
        if any(one.file.startswith(f"{stem}.") and not one.file.startswith(f"{own}.") for one in previous.sidecars):
            return True
    return False


def _shortened(name: str) -> str:
    """Return a name that leaves room for what follows it, cut between characters, a hash in place of what is lost."""
    room = _MAX_BYTES - _RESERVED
    if len(os.fsencode(name)) <= room:
        return name
    mark = f"~{digest(os.fsencode(name))[:12]}"
    kept = name
    while len(os.fsencode(kept)) + len(mark) > room:
        kept = kept[:-1]
    return kept + mark

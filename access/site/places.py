"""Where an address of a page leads: to a file of the site, elsewhere, or nowhere. Nothing outside of it is looked at."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path, PurePosixPath
from urllib.parse import unquote, urlsplit

_SCHEME = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]*:")
_DROPPED = re.compile(r"[\t\n\r]")
_LONGEST = 4_096
_MARKS = ("{{", "{%", "<?", "<%", "${", "}}")
INDEXES = ("index.html", "index.htm", "index.xhtml", "index.md", "index.markdown", "README.md")


class Whereabouts(StrEnum):
    HERE = "here"
    NOT_HERE = "not here"
    """The address names a file of the site that is not there, or leads out of it."""
    ELSEWHERE = "elsewhere"
    """On another server."""
    NO_FILE = "no file"
    """`data:`, `javascript:` and their like."""
    TEMPLATE = "filled in by a template"


@dataclass(frozen=True, slots=True)
class Place:
    whereabouts: Whereabouts
    path: PurePosixPath | None = None
    """Below the folder; None where it is not here."""


@dataclass(slots=True)
class Places:
    """The files of one folder, by their addresses."""

    folder: Path
    """Absolute."""
    _real: Path = field(init=False)
    _known: dict[str, bool] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        self._real = self.folder.resolve()

    def of(self, address: str, page: PurePosixPath, base: str = "") -> Place:
        """Say where `address` leads from `page`, whose `<base>` is `base`."""
        return self._found(address, page, base, self.file)

    def page_of(self, address: str, page: PurePosixPath, base: str, pages: frozenset[str]) -> Place:
        """Say which of the site's pages an address leads to, as a server or a site generator would find it."""
        def names(path: str) -> str:
            stem = path.rstrip("/")
            tries = [path] if path and not path.endswith("/") else []
            tries += [posixpath.join(stem, index) for index in INDEXES]
            bare = posixpath.splitext(stem)[0] if posixpath.splitext(stem)[1].lower() in (".html", ".htm") else stem
            tries += [f"{bare}{ending}" for ending in (".html", ".md", ".markdown", ".htm")] if bare else []
            return next((one for one in tries if one in pages), "")

        return self._found(address, page, base, names)

    def file(self, path: str) -> str:
        """Return `path` where it is a regular file of the folder that no link leads out of, else nothing."""
        if path not in self._known:
            self._known[path] = self._is_file(path)
        return path if self._known[path] else ""

    def _found(self, address: str, page: PurePosixPath, base: str, names: Callable[[str], str]) -> Place:
        address = _clean(address)
        if any(mark in unquote(address) for mark in _MARKS):
            return Place(Whereabouts.TEMPLATE)
        based = _clean(base)
        if base and not _SCHEME.match(address):
            if _remote(based):
                return Place(Whereabouts.ELSEWHERE)
            within = _joined(based, page)
            if within is not None:
                page = PurePosixPath(f"{within}index.html" if within.endswith("/") or not within else within)
        if _remote(address):
            return Place(Whereabouts.ELSEWHERE)
        if _SCHEME.match(address):
            return Place(Whereabouts.NO_FILE if not address.lower().startswith("file:") else Whereabouts.NOT_HERE)
        path = _joined(address, page)
        found = names(path) if path is not None else ""
        return Place(Whereabouts.HERE, PurePosixPath(found)) if found else Place(Whereabouts.NOT_HERE)

    def _is_file(self, path: str) -> bool:
        whole = self.folder / path
        try:
            if whole.is_symlink() or not whole.is_file():
                return False
            return whole.resolve().is_relative_to(self._real)
        except (OSError, ValueError, RuntimeError):
            return False


def _clean(address: str) -> str:
    """Return an address as browsers take it: trimmed, no line ends, slashes the right way round."""
    address = _DROPPED.sub("", address.strip())[: _LONGEST + 1]
    head, mark, rest = address.partition("?")
    return head.replace("\\", "/") + mark + rest if not address.startswith("data:") else address


def _remote(address: str) -> bool:
    return address.startswith("//") or address.lower().startswith(("http:", "https:", "ftp:"))


def _joined(address: str, page: PurePosixPath) -> str | None:
    """Return the path below the folder that a relative address means; None where it leads out or means the page itself."""
    if len(address) > _LONGEST:
        return None
    try:
        written = urlsplit(f"site:///{address.lstrip('/')}").path
    except ValueError:
        return None
    named = unquote(written, errors="surrogateescape")[1:]
    own_page = not written.strip("/") and not address.startswith("/")
    if "\0" in named or own_page:
        return None
    start = "" if address.startswith("/") else page.parent.as_posix()
    whole = posixpath.normpath(posixpath.join(start, named)) if named else start
    if whole == ".." or whole.startswith("../"):
        return None
    folder = named.endswith("/") or not named or whole == "."
    whole = "" if whole == "." else whole
    return f"{whole}/" if folder and whole else whole

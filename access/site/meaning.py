"""What a link means, in words: what its author calls it, else what the page that it leads to is called, else what is
shown when somebody points at it, else its address.

A picture that is all there is of a link stands for the link: its text must say where that leads, whatever it shows (WCAG H30,
F89).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import PurePosixPath
from urllib.parse import unquote, urlsplit

from access.intake.identify import MEDIA_ENDINGS
from access.model.labels import is_file_name, is_placeholder

_BETWEEN = re.compile(r"\s+(?:\||–|—|-|·|::|»|«|/)\s+")
_WORD = re.compile(r"[^\W\d_]{2,}")
_LONGEST = 150
_PAGES = frozenset((".html", ".htm", ".xhtml", ".php", ".asp", ".aspx", ".jsp", ".md", ".markdown", ""))
_PICTURES = MEDIA_ENDINGS | {".svg"}


@dataclass(frozen=True, slots=True)
class Meaning:
    text: str
    guessed: bool
    """From the words of an address: a person should look at it."""


def leads_to_media(address: str) -> bool:
    """Tell whether a link leads to a picture, a sound or a film: then what stands in it is a small picture of that."""
    return PurePosixPath(_path(address)).suffix.lower() in _PICTURES


def of_address(address: str) -> Meaning | None:
    """Return what the words of an address say; None where there are none."""
    scheme, colon, rest = address.strip().partition(":")
    if colon and scheme.lower() in ("mailto", "tel"):
        told = unquote(rest.partition("?")[0]).strip()
        return Meaning(told, True) if told else None
    other = colon and scheme.lower() not in ("http", "https") and "/" not in scheme
    if address.startswith("#") or other:
        return None
    path = PurePosixPath(_path(address))
    host = _host(address)
    name = path.parent.name if path.stem.lower() == "index" else path.name
    words = _words(name)
    if words:
        return Meaning(f"{words} ({host})" if host else words, True)
    return Meaning(host, True) if host else None


def site_names(titles: Iterable[str]) -> frozenset[str]:
    """Return what most titles of a site share: `Contact | Museum of the River`."""
    parts = [_BETWEEN.split(title) for title in titles]
    ends = Counter(end for one in parts if len(one) > 1 for end in {one[0], one[-1]})
    return frozenset(end for end, count in ends.items() if count >= max(2, len(parts) // 3))


def short_title(title: str, names: frozenset[str]) -> str:
    """Return a page's title without the site's name."""
    for separator in _BETWEEN.finditer(title):
        head, tail = title[: separator.start()], title[separator.end() :]
        if tail in names and head not in names:
            return head.strip()
        if head in names and tail not in names:
            return tail.strip()
    return title.strip()


def _path(address: str) -> str:
    try:
        return unquote(urlsplit(address.strip()).path)
    except ValueError:
        return ""


def _host(address: str) -> str:
    try:
        return (urlsplit(address.strip()).hostname or "").removeprefix("www.")
    except ValueError:
        return ""


def _words(name: str) -> str:
    """Return a name as words, with what kind of file it is; empty where it is none."""
    path = PurePosixPath(name)
    ending = path.suffix.lower()
    kind = "" if ending in _PAGES or not 2 <= len(ending) <= 5 else f" ({ending[1:].upper()})"
    stem = " ".join(re.sub(r"[-_+.\s]+", " ", path.stem if kind or ending in _PAGES else path.name).split())
    if not _WORD.search(stem) or len(stem) > _LONGEST or is_file_name(stem) or is_placeholder(stem):
        return ""
    return f"{stem[0].upper()}{stem[1:]}{kind}"

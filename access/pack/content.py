"""What a sidecar *says*, as a digest. Tools and transfers change bytes; only people change what is said."""

from __future__ import annotations

import json
import unicodedata
from html.parser import HTMLParser
from pathlib import Path

from access.errors import MediaRefused, OutputError
from access.files import decoded, digest, digest_of
from access.model.package import Role
from access.pack import dapt, imsc, scc, srt, vtt
from access.pack.texts import clean
from access.pack.xmp_reading import ALT, LONG, Document, default_of, language_of, told

_SILENT = frozenset({"script", "style", "template"})
_READ = frozenset({".vtt", ".srt", ".ttml", ".scc", ".txt", ".html", ".xmp", ".json"})


def content_digest(role: Role, name: str, data: bytes) -> str:
    """Return the digest of what a sidecar says, by the ending of its name.

    Line ends, byte order mark, trailing blanks, tags and the order of JSON keys do not count; a word, a time, a line
    break of a caption or its place on the picture does. What cannot be read counts byte by byte.
    """
    ending = Path(name).suffix.lower()
    try:
        said = _said(role, ending, data)
    except (MediaRefused, OutputError, ValueError, RecursionError):
        said = None
    return digest(data) if said is None else _digest_of(role, ending, said)


def content_of(role: Role, path: Path) -> str:
    """Return the digest of what a file says, in bounded memory for sound and pictures. Raises `OSError`."""
    read = path.suffix.lower() in _READ and role is not Role.EMBEDDED
    return content_digest(role, path.name, path.read_bytes()) if read else digest_of(path)


def first_told_of(path: Path) -> str:
    """Return the digest of what an XMP sidecar says in its first language, as manifests once held it. Raises `OSError`."""
    data = path.read_bytes()
    try:
        return _digest_of(Role.METADATA, ".xmp", _first_told(Document.of(data)))
    except OutputError:
        return digest(data)


def _digest_of(role: Role, ending: str, said: object) -> str:
    return digest(json.dumps([role, ending, said], sort_keys=True))


def _said(role: Role, ending: str, data: bytes) -> object | None:
    match ending:
        case ".vtt":
            cues = vtt.raw_cues(_text(data))
            return [_arrows(data), *((cue.span.start, cue.span.end, cue.plain, cue.settings) for cue in cues)]
        case ".srt":
            return [_arrows(data), *((span.start, span.end, lines) for span, lines in srt.raw_cues(_text(data)))]
        case ".ttml":
            return dapt.said(_text(data)) if role is Role.DESCRIPTIONS else imsc.said(_text(data))
        case ".scc":
            # Every line has its time code: one that cannot be read is a person's work too.
            return [_text(data).count(":"), *((span.start, span.end, *rest) for span, *rest in scc.raw_cues(_text(data)))]
        case ".txt":
            return "\n".join(line.rstrip() for line in _text(data).splitlines()).rstrip()
        case ".html":
            return _visible(_text(data))
        case ".xmp":
            return _metadata(Document.of(data))
        case ".json":
            value: object = json.loads(_text(data))
            return value
    return None


def _metadata(document: Document) -> object:
    """Return both texts in every language, but for the first in no order: tools sort them."""
    first, others = _first_told(document), told(document.entries(ALT), document.entries(LONG))[1:]
    return [first, sorted((one.language.lower(), one.alt, one.long) for one in others)] if others else first


def _first_told(document: Document) -> tuple[str, str, str]:
    alts = document.entries(ALT)
    return default_of(alts), default_of(document.entries(LONG)), language_of(alts)


def _arrows(data: bytes) -> int:
    """Count the cues that somebody meant to write: one whose times cannot be read is a person's work too."""
    return _text(data).count("-->")


def _text(data: bytes) -> str:
    return unicodedata.normalize("NFC", decoded(data).removeprefix("\ufeff"))


def _visible(page: str) -> list[str]:
    reader = _Reader()
    reader.feed(page)
    reader.close()
    return "".join(reader.found).split()


class _Reader(HTMLParser):
    """Collects what a page gives to read: its text and its pictures' alternative texts."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[str] = []
        self._silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._silent += tag in _SILENT
        self.found += [f" {clean(value)} " for name, value in attrs if name == "alt" and value]

    def handle_endtag(self, tag: str) -> None:
        if tag in _SILENT and self._silent:
            self._silent -= 1

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self.found.append(data)

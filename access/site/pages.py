"""Finds the pages of a folder and takes each in so that it can be given back byte for byte, whatever its encoding."""

from __future__ import annotations

import codecs
import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from access.errors import MediaRefused
from access.files import digest
from access.intake.identify import passed_over
from access.mediafile import open_regular

HTML_ENDINGS = (".html", ".htm", ".xhtml")
MARKDOWN_ENDINGS = (".md", ".markdown")
MAX_BYTES = 8 << 20
"""Of a page written as HTML. What is larger was made to be scrolled by nobody."""
MAX_MARKDOWN_BYTES = 2 << 20
"""A parser of Markdown takes far more work for a byte."""
NOT_OF_THE_SITE = frozenset({"node_modules", "bower_components", "__pycache__"})

_DECLARED = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w.:-]{1,40})", re.IGNORECASE)
_XML_DECLARED = re.compile(rb"<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([\w.:-]{1,40})")
_HEAD = 4_096
"""Bytes; the standard looks at 1,024, people write more before it."""
_READ_AS = {"ascii": "cp1252", "iso8859-1": "cp1252", "iso8859-9": "cp1254", "gb2312": "gb18030", "gbk": "gb18030",
            "shift_jis": "cp932", "euc_kr": "cp949"}
"""What browsers take instead (WHATWG Encoding)."""
_SAFE = re.compile(
    r"utf-8|cp125\d|cp932|cp949|cp866|cp874|iso8859-\d+|koi8-[ru]|mac-(?:roman|cyrillic)|gb18030|big5(?:hkscs)?|euc_jp")
"""Encodings in which `<`, `>` and the quotes are the bytes that they are in ASCII, wherever they stand."""

_SURE_IN = {"latin-1": "ascii", "cp1252": "latin-1"}
"""What is sure to be read as meant: Latin-1 stands for an unknown encoding, Windows-1252 for what XML reads as Latin-1."""


@dataclass(frozen=True, slots=True)
class Page:
    """One page as it was read."""

    path: Path
    """Absolute."""
    relative: PurePosixPath
    """Below the folder of the site."""
    text: str
    encoding: str
    """A codec of Python's; with `surrogateescape` it gives the very bytes back."""
    sha256: str
    mode: int
    """Its permission bits."""

    @property
    def markdown(self) -> bool:
        return self.relative.suffix.lower() in MARKDOWN_ENDINGS

    @property
    def xml(self) -> bool:
        """Whether a parser of XML reads it: there, what HTML leaves out must be written."""
        return self.relative.suffix.lower() == ".xhtml"

    @property
    def slashed(self) -> bool:
        """Whether it writes empty elements as XML does: `<img />`."""
        head = self.text[:500].lstrip("\ufeff").lower()
        return self.xml or head.startswith("<?xml") or ("<!doctype" in head and "xhtml" in head)

    def written(self, text: str) -> str:
        """Return `text` in characters that the page's encoding has, the others as character references."""
        encoding = _SURE_IN.get(self.encoding, self.encoding)
        return text.encode(encoding, "xmlcharrefreplace").decode(encoding)

    def data(self, text: str) -> bytes:
        return text.encode(self.encoding, "surrogateescape")


def page_files(folder: Path, ignore: tuple[str, ...]) -> Iterator[Path]:
    """Yield the pages below `folder`, sorted; hidden files, links and what package managers bring are passed over."""
    waiting = [folder]
    while waiting:
        at = waiting.pop()
        try:
            with os.scandir(at) as entries:
                found = sorted(entries, key=lambda entry: entry.name)
        except OSError:
            yield at
            continue
        inner = []
        for entry in found:
            if entry.name in NOT_OF_THE_SITE or passed_over(entry.name, ignore):
                continue
            if entry.is_dir(follow_symlinks=False):
                inner.append(at / entry.name)
            elif entry.is_file(follow_symlinks=False) and entry.name.lower().endswith(HTML_ENDINGS + MARKDOWN_ENDINGS):
                yield at / entry.name
        waiting += reversed(inner)


def read(path: Path, folder: Path) -> Page:
    """Take a page in. Raises `MediaRefused` with the reason where it is left alone, also where it cannot be read."""
    relative = PurePosixPath(path.relative_to(folder).as_posix())
    limit = MAX_MARKDOWN_BYTES if relative.suffix.lower() in MARKDOWN_ENDINGS else MAX_BYTES
    try:
        with open_regular(path) as file:
            mode = os.fstat(file.fileno()).st_mode & 0o7777
            data = file.read(limit + 1)
    except OSError as error:
        raise MediaRefused(f"It cannot be read: {error.strerror}.") from error
    if len(data) > limit:
        raise MediaRefused(f"It is larger than {limit >> 20} MiB.")
    encoding = encoding_of(data)
    text = data.decode(encoding, "surrogateescape")
    if text.encode(encoding, "surrogateescape") != data:
        encoding, text = "latin-1", data.decode("latin-1")
    return Page(path, relative, text, encoding, digest(data), mode)


def encoding_of(data: bytes) -> str:
    """Return the encoding of a page: what it declares, else UTF-8 where it is that, else Windows-1252.

    Raises `MediaRefused` where no patch could be written: UTF-16, and what is no text at all.
    """
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        raise MediaRefused("It is written in UTF-16, of which no patch can be made.", "Save it as UTF-8.")
    if b"\0" in data:
        raise MediaRefused("It holds zero bytes and is no text.")
    if data.startswith(codecs.BOM_UTF8):
        return "utf-8"
    head = data[:_HEAD]
    declared = _XML_DECLARED.match(head.lstrip()) or _DECLARED.search(head)
    if declared:
        return _codec(declared[1].decode("ascii", "replace"))
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return "cp1252"
    return "utf-8"


def _codec(label: str) -> str:
    """Return Python's name of a declared encoding, Latin-1 (which reads any bytes) where it is none that is safe to cut in."""
    try:
        name = codecs.lookup(label).name
    except LookupError:
        return "latin-1"
    name = _READ_AS.get(name, name)
    return name if _SAFE.fullmatch(name) else "latin-1"

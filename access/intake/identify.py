"""Finds the media below a folder, and says of one file what it is: its kind by its content, its hash, what lies beside it.

A file is looked at through one descriptor from the first byte to the last, and looked at again at the end: what is
identified is whole, and is what was hashed.
"""

from __future__ import annotations

import hashlib
import os
import re
import zlib
from collections.abc import Iterator
from fnmatch import fnmatchcase
from pathlib import Path
from typing import BinaryIO

from access.config import LimitOptions
from access.errors import MediaBroken, MediaChanged, MediaRefused, UsageError
from access.files import printable
from access.intake.companions import companions_of
from access.mediafile import drawing, missing_bytes, open_regular, sniff_open
from access.model.media import Asset

MEDIA_ENDINGS = frozenset({
    ".jpg", ".jpeg", ".jpe", ".jfif", ".png", ".apng", ".webp", ".avif", ".heic", ".heif", ".hif", ".gif", ".tif", ".tiff",
    ".bmp", ".dib", ".svg", ".svgz",
    ".wav", ".wave", ".mp3", ".mp2", ".flac", ".m4a", ".m4b", ".ogg", ".oga", ".opus", ".spx", ".aac", ".adts",
    ".mp4", ".m4v", ".mov", ".qt", ".3gp", ".3g2", ".mkv", ".mka", ".webm", ".avi", ".ts", ".m2ts", ".mts", ".m2t", ".mpg",
    ".mpeg", ".vob", ".mxf", ".ogv",
})
IGNORED = (
    ".*", "~$*", "*.part", "*.partial", "*.crdownload", "*.filepart", "*.tmp", "@eadir", "__macosx", "_unpack_*",
    "*.access.json",
)
"""Names that other programs give to what is not finished or not meant (`._*`, `.~lock*`, `.nfs*`, `.syncthing.*.tmp` and
`.stfolder` all begin with a dot), in lower case."""
_OURS = re.compile(
    r"\.[a-z]{2,3}(-[a-z0-9]+)*\.(described|extended|narration)(\.draft)?\.(m4a|mp4|m4v|mkv|webm)\Z", re.IGNORECASE)
"""The end of a sidecar's name that is itself sound or film: taken in, it would be described again and again."""

_Facts = tuple[int, int, int, int]


def media_files(root: Path, ignore: tuple[str, ...]) -> Iterator[Path]:
    """Yield the files below `root` whose ending is one of media, sorted by name; links to folders are not followed.

    A `root` that is itself a file is yielded whatever it is called. What is no regular file is yielded too, and so is a
    folder that cannot be read, for `identify` to refuse with its reason. Raises `UsageError` where `root` is not there.
    """
    if not os.path.lexists(root):
        raise UsageError(f"{printable(root)} is not there.")
    if not root.is_dir():
        yield root
        return
    yield from _walk(root, ignore)


def _walk(folder: Path, ignore: tuple[str, ...]) -> Iterator[Path]:
    try:
        with os.scandir(folder) as entries:
            found = sorted(entries, key=lambda entry: entry.name)
    except OSError:
        yield folder
        return
    for entry in found:
        if passed_over(entry.name, ignore):
            continue
        if entry.is_dir(follow_symlinks=False):
            yield from _walk(folder / entry.name, ignore)
        elif Path(entry.name).suffix.lower() in MEDIA_ENDINGS:
            yield folder / entry.name


def passed_over(name: str, ignore: tuple[str, ...] = ()) -> bool:
    """Return whether a file or folder of this name is never taken in: unfinished, another program's own, or ours."""
    lower = name.lower()
    if any(fnmatchcase(lower, pattern) for pattern in IGNORED) or any(fnmatchcase(name, pattern) for pattern in ignore):
        return True
    return _OURS.search(name) is not None


def identify(path: Path, relative: Path, limits: LimitOptions, context: str = "") -> Asset:
    """Say what the file is, by its content. `context` is the path of the context file for what has none beside it.

    Raises `MediaRefused` with a reason a person can act on, and `MediaChanged` where it was written to meanwhile.
    """
    path = path.absolute()
    name = printable(relative)
    with open_regular(path) as file:
        before = _facts(os.fstat(file.fileno()))
        size = before[2]
        if size == 0:
            raise MediaRefused(f"{name} is empty.", "Was it copied whole?")
        if size > limits.max_file_gib * 2**30:
            raise MediaRefused(
                f"{name} is larger than {limits.max_file_gib:g} GiB.", "`[limits] max_file_gib` allows more."
            )
        try:
            verdict = sniff_open(file)
            if verdict is None:
                raise _refusal(name, relative.suffix, file)
            lacking = missing_bytes(file, verdict[1])
            sha256 = _hash(file)
            after = (_facts(os.fstat(file.fileno())), _facts(path.lstat()))
        except OSError as error:
            raise MediaChanged(f"{name} could not be read to its end: {error.strerror or error}.") from error
        if after != (before, before):
            raise MediaChanged(f"{name} changed while it was read.", "It is taken when it is finished.")
    if lacking:
        raise MediaBroken(f"{name} is cut off: {lacking} bytes are missing at its end.", "Copy it again, whole.")
    kind, format = verdict
    return Asset(path, relative, kind, format, sha256, size, companions_of(path, kind, context), mtime_ns=before[3])


def _facts(status: os.stat_result) -> _Facts:
    return status.st_dev, status.st_ino, status.st_size, status.st_mtime_ns


def _hash(file: BinaryIO) -> str:
    file.seek(0)
    total = hashlib.sha256()
    while piece := file.read(1 << 20):
        total.update(piece)
    return total.hexdigest()


_EXPORT_PAGES = "Export them as PNG."
_OTHERS = (
    (rb"%PDF-", "a PDF, whose pages are not read yet", "Export them as PNG, or its pictures as files of their own."),
    (rb"%!PS", "PostScript", "Export it as PNG."),
    (rb"(\xef\xbb\xbf)?\s*ffconcat version", "an ffconcat script, which names other files", "Put the files themselves here."),
    (rb"(\xef\xbb\xbf)?\s*#EXTM3U", "a playlist, which names other files", "Put the files themselves here."),
    (rb"(\xef\xbb\xbf)?\s*(<\?xml[^>]*>\s*)?(<!--.{0,999}?-->\s*)?<MPD\b", "a DASH manifest, which names other files",
     "Put the files themselves here."),
    (rb"(?i)(\xef\xbb\xbf)?\s*<(!doctype html|html)\b", "an HTML page", "A download may have failed and saved its error page."),
    (rb"(\xef\xbb\xbf)?\s*<\?xml", "XML", ""),
    (rb"PK\x03\x04.*(?:\bppt/slides/|opendocument\.presentation|\bIndex/Slide)",
     "a file of slides, which are not read yet", _EXPORT_PAGES),
    (rb"PK\x03\x04.*(?:\bword/document|opendocument\.text)", "a text document, whose pages are not read yet", _EXPORT_PAGES),
    (rb"PK\x03\x04.*(?:\bxl/workbook|opendocument\.spreadsheet|\bIndex/CalculationEngine)",
     "a spreadsheet, which is not read here", "Export its charts as PNG."),
    (rb"PK\x03\x04.*(?:opendocument\.graphics|opendocument\.image)", "a drawing of an office program, which is not read yet",
     "Export it as SVG or PNG."),
    (rb"PK\x03\x04.*application/epub\+zip", "an e-book, whose pages are not read here", "Put its pictures and films here."),
    (rb"PK\x03\x04", "a ZIP archive or an office document", "Unpack it here."),
    (rb"\x1f\x8b|7z\xbc\xaf|Rar!|BZh|\xfd7zXZ", "an archive", "Unpack it here."),
    (rb"\xd0\xcf\x11\xe0.*P\0o\0w\0e\0r\0P\0o\0i\0n\0t\0", "a file of slides, which are not read yet", _EXPORT_PAGES),
    (rb"\xd0\xcf\x11\xe0.*W\0o\0r\0d\0D\0o\0c\0u\0m\0e\0n\0t\0", "a text document, whose pages are not read yet",
     _EXPORT_PAGES),
    (rb"\xd0\xcf\x11\xe0", "an old office document", "Save its pictures and films as files of their own."),
    (rb"8BPS", "a Photoshop document", "Export it as PNG."),
    (rb"\xff\x0a|\0\0\0\x0cJXL ", "a JPEG XL picture, which is not opened here", "Convert it to JPEG or PNG."),
    (rb"\0\0\0\x0cjP  |\xff\x4f\xff\x51", "a JPEG 2000 picture, which is not opened here", "Convert it to JPEG or PNG."),
    (rb"\0\0\x01\0", "an icon", "Convert it to PNG."),
    (rb"II\*\0.{4}CR|.{4}ftypcrx ", "a raw photo", "Develop it to JPEG or TIFF."),
    (rb"FLV\x01", "a Flash video, which is not opened here", "Convert it to MP4."),
    (rb"\x30\x26\xb2\x75\x8e\x66\xcf\x11", "Windows Media, which is not opened here", "Convert it to MP4 or M4A."),
    (rb"FORM.{4}AIF", "AIFF, which is not opened here", "Convert it to WAV or FLAC."),
    (rb"#!AMR|caff|\.snd|MThd|\.RMF", "a sound format that is not opened here", "Convert it to WAV or FLAC."),
    (rb"\x7fELF|MZ", "a program", ""),
)
"""What people drop by mistake: how it begins, what to call it, what to do about it."""


_HEAD, _TAIL = 8192, 64 << 10


def _refusal(name: str, ending: str, file: BinaryIO) -> MediaRefused | MediaChanged:
    file.seek(0)
    head = file.read(_HEAD)
    # An archive tells at its end what is in it.
    file.seek(max(len(head), file.seek(0, os.SEEK_END) - _TAIL))
    whole = head + file.read(_TAIL)
    if _packed_drawing(head):
        return MediaRefused(f"{name} is a compressed SVG drawing, which is not unpacked here.", "Save it as plain SVG.")
    claimed = f", not {printable(ending[1:].upper())}" if len(ending) > 1 else ""
    for pattern, what, hint in _OTHERS:
        if what.upper().endswith(ending[1:].upper()):
            claimed = ""
        if re.match(pattern, whole, re.DOTALL):
            return MediaRefused(f"{name} is {what}{'' if ',' in what else claimed}.", hint)
    if not head.strip(b"\0"):
        return MediaChanged(f"{name} begins with nothing but zeros.", "A copy that is not finished looks like this.")
    if _is_text(head):
        return MediaRefused(f"{name} is text{claimed}.", "A picture, a sound or a film is wanted.")
    return MediaRefused(
        f"{name} is no picture, sound or film of a kind that is opened here.", "It may be damaged, or a format to be converted."
    )


def _packed_drawing(head: bytes) -> bool:
    if not head.startswith(b"\x1f\x8b"):
        return False
    try:
        return drawing(zlib.decompressobj(31).decompress(head, _HEAD))
    except zlib.error:
        return False


def _is_text(head: bytes) -> bool:
    if b"\0" in head:
        return False
    try:
        # The cut at the end of the head may fall inside a character.
        head[: max(1, len(head) - 3)].decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True

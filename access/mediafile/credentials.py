"""Whether a picture bears C2PA content credentials: who signed it holds every byte of it, and a changed one breaks the seal.

Only looked for, never verified. Apart from decoding: each format keeps them at a place of its own (C2PA 2.1, appendix A), and
a few bytes a block are read to find it.
"""

from __future__ import annotations

import os
import re
import struct
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import BinaryIO

from access.mediafile.regular import open_regular

_MOST_BLOCKS, _MOST_PIECES = 100_000, 1_000_000
"""Segments, chunks, boxes or tags of one file, and the pieces of 255 bytes that a GIF's blocks are cut into: what has more is
not followed to its end."""
_BOX_UUID = bytes.fromhex("D8FEC3D61B0E483C92975828877EC481")
_TIFF_TAG = 52545
_SVG_HEAD = 4 << 20
_C2PA_NAMESPACE = b"http://c2pa.org/manifest"
_JPEG_ALONE = {0x01, *range(0xD0, 0xD9)}
"""Markers without a length: TEM, RST0 to RST7, SOI."""
_JUMBF = re.compile(rb"JP.{6}.{4}jumb", re.DOTALL)
"""How an APP11 segment with JUMBF begins (ISO 19566-5): common identifier, box instance, packet number, box length, type."""


def bears_credentials(path: Path, format: str) -> bool:
    """Return whether the picture is signed; False of a format that keeps no credentials, and of what cannot be followed.

    Raises `MediaRefused` where `path` is no regular file.
    """
    find = _FINDERS.get(format)
    if find is None:
        return False
    with open_regular(path) as file:
        try:
            return find(file)
        except (OSError, struct.error, ValueError, OverflowError):
            return False


def _jpeg(file: BinaryIO) -> bool:
    """Look for an APP11 segment of JUMBF that is labelled C2PA; credentials stand before the first scan."""
    if _at(file, 0, 2) != b"\xff\xd8":
        return False
    at = 2
    for _ in range(_MOST_BLOCKS):
        head = _at(file, at, 4)
        if len(head) < 4 or head[0] != 0xFF or head[1] in (0xDA, 0xD9):
            return False
        if head[1] == 0xFF or head[1] in _JPEG_ALONE:
            at += 1 if head[1] == 0xFF else 2
            continue
        length = int.from_bytes(head[2:], "big")
        if length < 2:
            return False
        if head[1] == 0xEB:
            start = _at(file, at + 4, min(length - 2, 512))
            if _JUMBF.match(start) and b"c2pa" in start:
                return True
        at += 2 + length
    return False


def _png(file: BinaryIO) -> bool:
    if _at(file, 0, 8) != b"\x89PNG\r\n\x1a\n":
        return False
    return any(name == b"caBX" for name in _blocks(file, 8, ">I4s", lambda length: 12 + length))


def _webp(file: BinaryIO) -> bool:
    head = _at(file, 0, 12)
    if head[:4] != b"RIFF" or head[8:] != b"WEBP":
        return False
    return any(name == b"C2PA" for name in _blocks(file, 12, "<4sI", lambda length: 8 + length + length % 2))


def _blocks(file: BinaryIO, at: int, head: str, whole: Callable[[int], int]) -> Iterator[bytes]:
    """Yield the name of each block from `at` on; `whole` says how long one is, head and all, whose content has that length."""
    for _ in range(_MOST_BLOCKS):
        start = _at(file, at, 8)
        if len(start) < 8:
            return
        one, other = struct.unpack(head, start)
        name, length = (one, other) if isinstance(one, bytes) else (other, one)
        yield name
        at += whole(length)


def _gif(file: BinaryIO) -> bool:
    """Follow the blocks (GIF89a): an application extension named `C2PA_GIF`."""
    head = _at(file, 0, 13)
    if len(head) < 13 or head[:3] != b"GIF":
        return False
    at, left = 13 + _colours(head[10]), _MOST_PIECES
    while left > 0:
        start = _at(file, at, 14)
        if start[:2] == b"\x21\xff" and start[3:11] == b"C2PA_GIF":
            return True
        if start[:1] == b"\x21":
            at, left = _after_pieces(file, at + 2, left)
        elif start[:1] == b"\x2c" and len(start) >= 10:
            at, left = _after_pieces(file, at + 11 + _colours(start[9]), left)
        else:
            return False
    return False


def _colours(flags: int) -> int:
    """Return how long the colour table is that these flags announce, in bytes."""
    return 3 << ((flags & 7) + 1) if flags & 0x80 else 0


def _after_pieces(file: BinaryIO, at: int, left: int) -> tuple[int, int]:
    """Return where the pieces that begin at `at` end, and how many of those `left` may still be read."""
    file.seek(at)
    while (length := file.read(1)) and length[0] and left > 0:
        file.seek(length[0], os.SEEK_CUR)
        left -= 1
    return file.tell(), left - 1


def _tiff(file: BinaryIO) -> bool:
    """Look for the tag in every directory (TIFF 6.0; BigTIFF has longer numbers)."""
    head = _at(file, 0, 16)
    order = {b"II": "<", b"MM": ">"}.get(head[:2])
    if order is None or len(head) < 8:
        return False
    big = head[2:4] in (b"+\0", b"\0+")
    number, counted, size = (f"{order}Q", f"{order}Q", 20) if big else (f"{order}I", f"{order}H", 12)
    at = struct.unpack_from(number, head, 8 if big else 4)[0]
    left = _MOST_BLOCKS
    seen: set[int] = set()
    while at and at not in seen and left > 0:
        seen.add(at)
        count = struct.unpack(counted, _at(file, at, struct.calcsize(counted)))[0]
        entries = _at(file, at + struct.calcsize(counted), size * min(count, left))
        tags = (struct.unpack_from(f"{order}H", entries, place)[0] for place in range(0, len(entries) - size + 1, size))
        if _TIFF_TAG in tags:
            return True
        left -= 1 + count
        following = _at(file, at + struct.calcsize(counted) + size * count, struct.calcsize(number))
        at = struct.unpack(number, following)[0]
    return False


def _boxes(file: BinaryIO) -> bool:
    """Look for the `uuid` box among the top-level ones (ISO/IEC 14496-12)."""
    at, size = 0, file.seek(0, os.SEEK_END)
    for _ in range(_MOST_BLOCKS):
        head = _at(file, at, 32)
        if len(head) < 8:
            return False
        length, name = struct.unpack_from(">I4s", head)
        inner = 8
        if length == 1 and len(head) >= 16:
            length, inner = struct.unpack_from(">Q", head, 8)[0], 16
        if name == b"uuid" and head[inner : inner + 16] == _BOX_UUID:
            return True
        at += length
        if length < inner or at >= size:
            return False
    return False


def _svg(file: BinaryIO) -> bool:
    """Look for a manifest in C2PA's namespace; as bytes, since who draws may write what no parser lets pass."""
    head = _at(file, 0, _SVG_HEAD)
    return _C2PA_NAMESPACE in head and b":manifest" in head


def _at(file: BinaryIO, offset: int, count: int) -> bytes:
    file.seek(offset)
    return file.read(count)


_FINDERS: dict[str, Callable[[BinaryIO], bool]] = {
    "jpeg": _jpeg, "png": _png, "webp": _webp, "gif": _gif, "tiff": _tiff, "heic": _boxes, "avif": _boxes, "svg": _svg,
}

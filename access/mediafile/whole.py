"""Whether a file is as long as it says it is: a copy that was broken off is told before any codec opens it.

Three families of containers say how long their parts are: ISO base media (MP4, MOV, HEIC, AVIF), RIFF (WAV, AVI, WebP) and
Matroska. Only sizes are read, never media. The others (MP3, MPEG-TS, Ogg, …) can be cut anywhere and still be what they are.
"""

from __future__ import annotations

import os
import struct
from typing import BinaryIO

_BOXES = {"mp4", "mov", "m4a", "heic", "avif"}
_RIFF = {"wav", "avi", "webp"}
_EBML = {"mkv", "webm"}
_STREAMED = 0xFFFF_FF00
"""RIFF written to a pipe says a size from here on, or none."""
_MOST_BOXES = 10_000
_SEGMENT = b"\x18\x53\x80\x67"
_EBML_HEAD = b"\x1a\x45\xdf\xa3"


def missing_bytes(file: BinaryIO, format: str) -> int:
    """Return how many bytes a file of this format lacks at its end by what it says itself; 0 where it says nothing.

    Leaves the file's position anywhere. Raises `OSError`.
    """
    size = file.seek(0, os.SEEK_END)
    if format in _BOXES:
        said = _end_of_boxes(file, size)
    elif format in _RIFF:
        said = _end_of_riff(file)
    elif format in _EBML:
        said = _end_of_segment(file)
    else:
        return 0
    return max(0, said - size)


def _end_of_boxes(file: BinaryIO, size: int) -> int:
    """Follow the top-level boxes (ISO/IEC 14496-12, 4.2): 32-bit size, type, and a 64-bit size where that says 1."""
    at = 0
    for _ in range(_MOST_BOXES):
        if size - at < 8:
            break
        file.seek(at)
        length = struct.unpack(">I4x", file.read(8))[0]
        if length == 1:
            large = file.read(8)
            length = struct.unpack(">Q", large)[0] if len(large) == 8 else 16
        if length == 0:
            return size
        if length < 8:
            break
        at += length
    return at


def _end_of_riff(file: BinaryIO) -> int:
    file.seek(0)
    head = file.read(8)
    length = struct.unpack("<4xI", head)[0] if len(head) == 8 and head[:4] == b"RIFF" else 0
    return 8 + length if 0 < length < _STREAMED else 0


def _end_of_segment(file: BinaryIO) -> int:
    """Return where the first segment ends (RFC 8794, section 4); 0 where it is of unknown size."""
    file.seek(0)
    if file.read(4) != _EBML_HEAD:
        return 0
    header = _vint(file)
    if header is None:
        return 0
    file.seek(file.tell() + header)
    if file.read(4) != _SEGMENT:
        return 0
    length = _vint(file)
    return file.tell() + length if length is not None else 0


def _vint(file: BinaryIO) -> int | None:
    """Read a variable-size integer; None where all its bits are set, which means unknown, or where it is none."""
    first = file.read(1)
    if not first or not first[0]:
        return None
    width = 9 - first[0].bit_length()
    value = int.from_bytes(bytes([first[0] & (0xFF >> width)]) + file.read(width - 1), "big")
    return None if value == (1 << 7 * width) - 1 else value

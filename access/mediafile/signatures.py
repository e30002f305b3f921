"""What a file is, by its first bytes alone: no codec, no library, no name.

Apart from the rooms that open media, because what a file claims decides which demuxer may see it at all.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import BinaryIO

from access.mediafile.regular import open_regular
from access.model.media import MediaKind

Verdict = tuple[MediaKind, str]

_HEAD = 64 << 10
_SEARCH = 8 << 10
"""How far into a raw audio stream its first frame may begin, in bytes."""

_HEIC_BRANDS = {b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1"}
_AVIF_BRANDS = {b"avif", b"avis"}
_M4A_BRANDS = {b"M4A ", b"M4B ", b"M4P ", b"F4A ", b"F4B "}
_FOREIGN_BRANDS = {b"crx ", b"jxl ", b"jp2 ", b"jpx ", b"jpm "}
"""Raw photos, JPEG XL and JPEG 2000 share the box structure, and are no films."""
_QUICKTIME_ATOMS = {b"moov", b"mdat", b"wide", b"free", b"skip", b"pnot"}

_BEFORE_SVG = re.compile(rb"\s+|<\?.*?\?>|<!--.*?-->|<!DOCTYPE[^>\[]*(?:\[[^\]]*\]\s*)?>", re.DOTALL)
_SVG = re.compile(rb"<(?:[A-Za-z][\w.-]{0,63}:)?svg[\s/>]")

_MPEG_KBPS = {
    (1, 3): (32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320),
    (1, 2): (32, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 384),
    (2, 3): (8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160),
    (2, 2): (8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160),
}
"""Bit rates by (MPEG version, layer), ISO 11172-3 and 13818-3; version 2.5 shares those of version 2."""
_MPEG_HZ = {3: (44_100, 48_000, 32_000), 2: (22_050, 24_000, 16_000), 0: (11_025, 12_000, 8_000)}
"""Sample rates by the two version bits."""

_OGG_VIDEO = (b"\x80theora", b"BBCD\x00", b"OVP80", b"\x01video\x00")
_OGG_AUDIO = (b"\x01vorbis", b"OpusHead", b"\x7fFLAC", b"Speex   ", b"PCM     ")


def sniff(path: Path) -> Verdict | None:
    """Return the kind and format of a file by its first bytes; None where it is not media that is opened here.

    An ambiguous container gets the likelier kind; the probe, which sees the streams, corrects it. Raises `MediaRefused`
    where `path` is no regular file.
    """
    with open_regular(path) as file:
        return sniff_open(file)


def sniff_open(file: BinaryIO) -> Verdict | None:
    """Do as `sniff`, on a file that is open already."""
    file.seek(0)
    head = file.read(_HEAD)
    for recognise in _RECOGNISERS:
        if verdict := recognise(head):
            return verdict
    return _raw_sound(file, head)


def _picture(head: bytes) -> Verdict | None:
    for magic, name in ((b"\xff\xd8\xff", "jpeg"), (b"\x89PNG\r\n\x1a\n", "png"), (b"GIF87a", "gif"), (b"GIF89a", "gif")):
        if head.startswith(magic):
            return MediaKind.IMAGE, name
    tiff = head[:4] in {b"II*\0", b"MM\0*", b"II+\0", b"MM\0+"}
    if tiff and head[8:10] != b"CR":  # a Canon raw photo
        return MediaKind.IMAGE, "tiff"
    # The two letters alone begin many texts; the length of the second header is one of these.
    if head.startswith(b"BM") and int.from_bytes(head[14:18], "little") in {12, 16, 40, 52, 56, 64, 108, 124}:
        return MediaKind.IMAGE, "bmp"
    return None


def _riff(head: bytes) -> Verdict | None:
    if head[:4] not in {b"RIFF", b"RF64", b"BW64"}:
        return None
    kinds = {
        b"WAVE": (MediaKind.AUDIO, "wav"), b"AVI ": (MediaKind.VIDEO, "avi"), b"AVIX": (MediaKind.VIDEO, "avi"),
        b"WEBP": (MediaKind.IMAGE, "webp"),
    }
    return kinds.get(head[8:12])


def _boxes(head: bytes) -> Verdict | None:
    """ISO base media (MP4, M4A, HEIC, AVIF) and QuickTime, which may have no `ftyp`."""
    size = int.from_bytes(head[:4], "big")
    if head[4:8] != b"ftyp":
        return (MediaKind.VIDEO, "mov") if _old_quicktime(head, size) else None
    brands = [head[8:12], *(head[at : at + 4] for at in range(16, min(size, 4096, len(head)) - 3, 4))]
    major = brands[0]
    if major in _FOREIGN_BRANDS:
        return None
    if major in _AVIF_BRANDS or (major in {b"mif1", b"msf1"} and _AVIF_BRANDS.intersection(brands)):
        return MediaKind.IMAGE, "avif"
    if major in _HEIC_BRANDS:
        return MediaKind.IMAGE, "heic"
    if major in _M4A_BRANDS:
        return MediaKind.AUDIO, "m4a"
    return MediaKind.VIDEO, "mov" if major == b"qt  " else "mp4"


def _old_quicktime(head: bytes, size: int) -> bool:
    """Return whether atoms that QuickTime began with before 2004 stand here, rather than a text with such a word in it."""
    first, second = head[4:8], head[size + 4 : size + 8]
    if first not in _QUICKTIME_ATOMS:
        return False
    return size < 8 or second in _QUICKTIME_ATOMS or (size > len(head) and head[0] < 0x20)


def _matroska(head: bytes) -> Verdict | None:
    if not head.startswith(b"\x1aE\xdf\xa3"):
        return None
    doctype = re.search(rb"\x42\x82[\x80-\xff]([a-z]+)", head[:256])
    if not doctype or doctype[1] not in {b"webm", b"matroska"}:
        return None
    codecs = re.findall(rb"\x86[\x81-\xff]([VA])_", head)
    kind = MediaKind.AUDIO if codecs and b"V" not in codecs else MediaKind.VIDEO
    return kind, "webm" if doctype[1] == b"webm" else "mkv"


def _ogg(head: bytes) -> Verdict | None:
    if not head.startswith(b"OggS"):
        return None
    openings = list(_ogg_openings(head))
    if any(opening.startswith(_OGG_VIDEO) for opening in openings):
        return MediaKind.VIDEO, "ogv"
    return (MediaKind.AUDIO, "ogg") if any(opening.startswith(_OGG_AUDIO) for opening in openings) else None


def _ogg_openings(head: bytes) -> Iterator[bytes]:
    """Yield the first bytes of each logical stream: its pages come before all others, marked as beginnings."""
    at = 0
    while head[at : at + 4] == b"OggS" and len(head) > at + 27 and head[at + 5] & 2:
        segments = head[at + 26]
        body = at + 27 + segments
        yield head[body : body + 16]
        at = body + sum(head[at + 27 : body])


def _transport_stream(head: bytes) -> Verdict | None:
    """188-byte packets, or 192 with a time stamp before each, or 204 with parity after; a capture may begin inside one."""
    for size in (188, 192, 204):
        for offset in range(size):
            marks = head[offset : offset + 12 * size : size]
            # A whole but tiny file must begin with a packet; three are the tables and one of content.
            if marks.strip(b"G") == b"" and (len(marks) >= 8 or (offset in {0, 4} and len(marks) >= 3)):
                return MediaKind.VIDEO, "mpegts"
    return None


def _program_stream(head: bytes) -> Verdict | None:
    pack = head.startswith(b"\0\0\1\xba") and len(head) > 4 and (head[4] >> 6 == 1 or head[4] >> 4 == 2)
    return (MediaKind.VIDEO, "mpeg") if pack else None


def _mxf(head: bytes) -> Verdict | None:
    at = head.find(b"\x06\x0e\x2b\x34\x02\x05\x01\x01\x0d\x01\x02\x01\x01\x02")
    return (MediaKind.VIDEO, "mxf") if at == 0 or (at > 0 and not head[:at].strip(b"\0")) else None


def drawing(head: bytes) -> bool:
    """Return whether an SVG drawing begins so: nothing but declarations, comments and blanks before its first element."""
    for mark, encoding in ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be")):
        if head.startswith(mark):
            head = head[len(mark):].decode(encoding, "replace").encode("utf-8")
    at = 0
    while before := _BEFORE_SVG.match(head, at):
        at = before.end()
    return _SVG.match(head, at) is not None


def _svg(head: bytes) -> Verdict | None:
    return (MediaKind.IMAGE, "svg") if drawing(head) else None


_RECOGNISERS: tuple[Callable[[bytes], Verdict | None], ...] = (
    _picture, _riff, _boxes, _matroska, _ogg, _transport_stream, _program_stream, _mxf, _svg,
)


def _raw_sound(file: BinaryIO, head: bytes) -> Verdict | None:
    """FLAC, MP3 and ADTS, each of which may follow an ID3 tag as large as its cover picture."""
    if head.startswith(b"ID3") and len(head) > 10:
        size = sum((byte & 0x7F) << shift for byte, shift in zip(head[6:10], (21, 14, 7, 0), strict=True))
        file.seek(10 + size)
        head = file.read(_HEAD)
    if head.startswith(b"fLaC"):
        return MediaKind.AUDIO, "flac"
    for at in range(min(len(head), _SEARCH)):
        if head[at] != 0xFF:
            continue
        if _chained(head, at, _adts_length):
            return MediaKind.AUDIO, "aac"
        if _chained(head, at, _mpeg_length):
            return MediaKind.AUDIO, "mp3"
    return None


def _chained(head: bytes, at: int, length_of: Callable[[bytes], int]) -> bool:
    """Return whether four frames follow each other from `at`, or two that end with the file."""
    for found in range(4):
        if at >= len(head):
            return found >= 2
        length = length_of(head[at : at + 6])
        if not length:
            return False
        at += length
    return True


def _adts_length(header: bytes) -> int:
    """Return the length of the ADTS frame in bytes, 0 where this is none (ISO 13818-7)."""
    if len(header) < 6 or header[0] != 0xFF or header[1] & 0xF6 != 0xF0 or header[2] >> 2 & 0xF > 12:
        return 0
    length = (header[3] & 3) << 11 | header[4] << 3 | header[5] >> 5
    return length if length > 7 else 0


def _mpeg_length(header: bytes) -> int:
    """Return the length of the MPEG audio frame (layers II and III) in bytes, 0 where this is none."""
    if len(header) < 4 or header[0] != 0xFF or header[1] & 0xE0 != 0xE0:
        return 0
    version, layer = header[1] >> 3 & 3, 4 - (header[1] >> 1 & 3)
    rate, hertz, padding = header[2] >> 4, header[2] >> 2 & 3, header[2] >> 1 & 1
    if version == 1 or layer not in {2, 3} or rate in {0, 15} or hertz == 3:
        return 0
    generation = 1 if version == 3 else 2
    samples = 576 if layer == 3 and generation == 2 else 1152
    return samples // 8 * _MPEG_KBPS[generation, layer][rate - 1] * 1000 // _MPEG_HZ[version][hertz] + padding

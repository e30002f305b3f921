"""Content credentials are found where each format keeps them, and nowhere else; whatever the bytes are, nothing fails."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest
from formats import PICTURES, made
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image, TiffImagePlugin

from access.mediafile import bears_credentials

LABEL = b"\0\0\0\x20jumdc2pa\0\x11\0\x10\x80\0\0\xaa\0\x38\x9b\x71\x03c2pa\0"
STORE = struct.pack(">I4s", 8 + len(LABEL), b"jumb") + LABEL
"""A manifest store with nothing in it but its label."""
BOX = bytes.fromhex("D8FEC3D61B0E483C92975828877EC481") + b"\0\0\0\0manifest\0" + STORE


def segment(content: bytes) -> bytes:
    return b"\xff\xeb" + struct.pack(">H", 2 + len(content)) + content


def jpeg(path: Path, content: bytes) -> None:
    data = made("jpeg", path.parent, "plain").read_bytes()
    path.write_bytes(data[:2] + segment(content) + data[2:])


def png(path: Path, name: bytes) -> None:
    data = made("png", path.parent, "plain").read_bytes()
    chunk = struct.pack(">I", len(STORE)) + name + STORE + struct.pack(">I", zlib.crc32(name + STORE))
    path.write_bytes(data[:33] + chunk + data[33:])


def webp(path: Path, name: bytes) -> None:
    data = made("webp", path.parent, "plain").read_bytes()
    chunk = name + struct.pack("<I", len(STORE)) + STORE + b"\0" * (len(STORE) % 2)
    path.write_bytes(data[:4] + struct.pack("<I", len(data) - 8 + len(chunk)) + data[8:] + chunk)


def gif(path: Path, name: bytes, at_the_end: bool = False) -> None:
    frames = [Image.new("P", (90, 70), number) for number in range(3)]
    frames[0].save(path, save_all=True, append_images=frames[1:], duration=100)
    data = path.read_bytes()
    block = b"\x21\xff\x0b" + name + b"\x01\0\0" + bytes([len(STORE)]) + STORE + b"\0"
    start = 13 + (3 << ((data[10] & 7) + 1) if data[10] & 0x80 else 0)
    at = len(data) - 1 if at_the_end else start
    path.write_bytes(data[:at] + block + data[at:])


def tiff(path: Path, tag: int, page: int = 0) -> None:
    pages = [Image.new("RGB", (64, 48)), Image.new("RGB", (64, 48))]
    with TiffImagePlugin.AppendingTiffWriter(str(path), new=True) as out:
        for number, image in enumerate(pages):
            tags = TiffImagePlugin.ImageFileDirectory_v2()
            if number == page:
                tags.tagtype[tag] = 7
                tags[tag] = STORE
            image.save(out, format="TIFF", tiffinfo=tags)
            out.newFrame()


def big_tiff(path: Path, tag: int) -> None:
    tags = TiffImagePlugin.ImageFileDirectory_v2()
    tags.tagtype[tag] = 7
    tags[tag] = STORE
    Image.new("RGB", (64, 48)).save(path, big_tiff=True, tiffinfo=tags)


def boxed(path: Path, identity: bytes, long: bool = False) -> None:
    data = made(path.suffix[1:], path.parent, "plain").read_bytes()
    content = identity + BOX[16:]
    head = struct.pack(">I4sQ", 1, b"uuid", 16 + len(content)) if long else struct.pack(">I4s", 8 + len(content), b"uuid")
    path.write_bytes(data + head + content)


SVG = '<svg xmlns="http://www.w3.org/2000/svg"><metadata>{}</metadata></svg>'
MANIFEST = '<c2pa:manifest xmlns:c2pa="http://c2pa.org/manifest">AAAA</c2pa:manifest>'
JUMBF = b"JP\0\1\0\0\0\1" + STORE

SIGNED: dict[str, tuple[str, Callable[[Path], object]]] = {
    "jpeg": ("a.jpg", lambda path: jpeg(path, JUMBF)),
    "png": ("a.png", lambda path: png(path, b"caBX")),
    "webp": ("a.webp", lambda path: webp(path, b"C2PA")),
    "gif": ("a.gif", lambda path: gif(path, b"C2PA_GIF")),
    "gif, at its end": ("a.gif", lambda path: gif(path, b"C2PA_GIF", at_the_end=True)),
    "tiff": ("a.tif", lambda path: tiff(path, 52545)),
    "tiff, on its second page": ("a.tif", lambda path: tiff(path, 52545, page=1)),
    "tiff, BigTIFF": ("a.tif", lambda path: big_tiff(path, 52545)),
    "heic": ("a.heic", lambda path: boxed(path, BOX[:16])),
    "avif": ("a.avif", lambda path: boxed(path, BOX[:16])),
    "avif, with a long box": ("a.avif", lambda path: boxed(path, BOX[:16], long=True)),
    "svg": ("a.svg", lambda path: path.write_text(SVG.format(MANIFEST))),
}
UNSIGNED: dict[str, tuple[str, Callable[[Path], object]]] = {
    "jpeg": ("a.jpg", lambda path: jpeg(path, JUMBF.replace(b"c2pa", b"tech"))),
    "jpeg, another's APP11": ("a.jpg", lambda path: jpeg(path, b"HDR_RI c2pa")),
    "png": ("a.png", lambda path: png(path, b"caBY")),
    "webp": ("a.webp", lambda path: webp(path, b"EXTR")),
    "gif": ("a.gif", lambda path: gif(path, b"C2PB_GIF")),
    "tiff": ("a.tif", lambda path: tiff(path, 52546)),
    "heic": ("a.heic", lambda path: boxed(path, bytes(16))),
    "avif": ("a.avif", lambda path: boxed(path, bytes(16))),
    "svg": ("a.svg", lambda path: path.write_text(SVG.format("<p:manifest/>"))),
    "bmp": ("a.bmp", lambda path: made("bmp", path.parent, "plain").rename(path)),
}


@pytest.mark.parametrize("name", SIGNED)
def test_a_signed_picture_is_known(name: str, tmp_path: Path) -> None:
    file, make = SIGNED[name]
    make(tmp_path / file)
    assert bears_credentials(tmp_path / file, name.partition(",")[0])


@pytest.mark.parametrize("name", UNSIGNED)
def test_what_only_resembles_credentials_is_none(name: str, tmp_path: Path) -> None:
    file, make = UNSIGNED[name]
    make(tmp_path / file)
    assert not bears_credentials(tmp_path / file, name.partition(",")[0])


@pytest.mark.parametrize("format", PICTURES)
def test_a_plain_picture_is_unsigned(format: str, tmp_path: Path) -> None:
    assert not bears_credentials(made(format, tmp_path), format)


STARTS = {
    "jpeg": b"\xff\xd8\xff\xeb", "png": b"\x89PNG\r\n\x1a\n", "webp": b"RIFF\0\0\0\0WEBP", "gif": b"GIF89a", "tiff": b"II*\0",
    "heic": b"\0\0\0\x18ftypheic", "avif": b"\0\0\0\x18ftypavif", "svg": b"<svg", "bmp": b"BM",
}


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(format=st.sampled_from(sorted(STARTS)), big=st.booleans(), rest=st.binary(max_size=600))
def test_no_bytes_make_it_fail(format: str, big: bool, rest: bytes, tmp_path: Path) -> None:
    start = b"MM\0+\0\x08\0\0" if big and format == "tiff" else STARTS[format]
    (tmp_path / "any").write_bytes(start + rest)
    assert bears_credentials(tmp_path / "any", format) in (True, False)


@pytest.mark.parametrize("content", [
    b"\xff\xd8" + b"\xff" * 300_000, b"GIF89a" + bytes(7) + b"\x21\xf9" + b"\x01x" * 2_000_000,
    b"II*\0\x08\0\0\0\0\0\x08\0\0\0", b"\x89PNG\r\n\x1a\n" + b"\0\0\0\0abcd\0\0\0\0" * 200_000,
    b"\0\0\0\x08free" * 300_000,
])
def test_what_goes_round_in_circles_comes_to_an_end(content: bytes, tmp_path: Path) -> None:
    (tmp_path / "any").write_bytes(content)
    assert not any(bears_credentials(tmp_path / "any", format) for format in STARTS)

"""Opens still pictures through Pillow, under an allow-list of formats and our own limits, and makes them upright RGB."""

from __future__ import annotations

import hashlib
import struct
import threading
import warnings
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

import numpy as np
from PIL import ExifTags, Image, UnidentifiedImageError
from pillow_heif import register_heif_opener

from access.config import LimitOptions
from access.errors import MediaBroken, MediaRefused
from access.files import printable
from access.mediafile.regular import open_regular
from access.mediafile.signatures import sniff_open

register_heif_opener()

_PILLOW_NAMES = {
    "jpeg": ("JPEG", "MPO"), "png": ("PNG",), "webp": ("WEBP",), "avif": ("AVIF",), "heic": ("HEIF",), "gif": ("GIF",),
    "tiff": ("TIFF",), "bmp": ("BMP",),
}
_BROKEN = (OSError, SyntaxError, ValueError, TypeError, IndexError, KeyError, EOFError, OverflowError, RuntimeError,
           struct.error, zlib.error)
"""What Pillow's readers let through on damaged files, seen in its issues."""
_BOMBS = (Image.DecompressionBombError, Image.DecompressionBombWarning)

_TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT, 3: Image.Transpose.ROTATE_180, 4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE, 6: Image.Transpose.ROTATE_270, 7: Image.Transpose.TRANSVERSE, 8: Image.Transpose.ROTATE_90,
}
"""What makes each EXIF orientation upright."""

_STRIP = 256
"""Rows that are hashed at once: a whole large picture would be in memory twice."""
_DRAWN_BY = ("icc_profile", "transparency", "duration", "loop", "background", "gamma", "chromaticity", "disposal", "blend")
"""What a picture's file says besides its pixels that changes what is drawn."""


@dataclass(frozen=True, slots=True)
class Drawn:
    """What a viewer makes of a picture."""

    digest: str
    """Of every frame's pixels, and all that says how they are drawn: the way up, colours, times."""
    xmp: bytes
    """The metadata as it stands inside; empty where there is none, or Pillow knows none of this kind."""


# Pillow's guard against bombs is one number for the whole process, and Python 3.11's warning filters are too.
_guard = threading.Lock()


@contextmanager
def open_picture(path: Path, limits: LimitOptions) -> Iterator[Image.Image]:
    """Open a picture, its first frame decoded, and close it again.

    Raises `MediaRefused` where it is no picture of ours or larger than `limits` allow, `MediaBroken` where it cannot be
    decoded whole.
    """
    name = printable(path.name)
    with open_regular(path) as file:
        verdict = sniff_open(file)
        if verdict is None or verdict[1] not in _PILLOW_NAMES:
            raise MediaRefused(f"{name} is no picture of a kind that is opened here.")
        try:
            file.seek(0)
            image = _decoded(file, name, _PILLOW_NAMES[verdict[1]], limits)
        except _BOMBS as error:
            raise MediaRefused(
                f"{name} has more than {limits.max_pixels} pixels.", "`[limits] max_pixels` allows more."
            ) from error
        except MemoryError as error:
            raise MediaRefused(f"{name} needs more memory to be decoded than there is.") from error
        except _BROKEN as error:
            # Pillow names the file object, which says nothing to a person.
            reason = "its content is damaged" if isinstance(error, UnidentifiedImageError) else printable(error)
            raise MediaBroken(
                f"{name} cannot be decoded as {verdict[1].upper()}: {reason}.",
                "It may be cut off or damaged; does another program show all of it?",
            ) from error
        with image:
            yield image


def _decoded(file: BinaryIO, name: str, formats: tuple[str, ...], limits: LimitOptions) -> Image.Image:
    with _guard, warnings.catch_warnings():
        # Pillow warns of odd tags, which concern nobody here; a bomb it only warns of by itself.
        warnings.simplefilter("ignore")
        warnings.simplefilter("error", Image.DecompressionBombWarning)
        before, Image.MAX_IMAGE_PIXELS = Image.MAX_IMAGE_PIXELS, limits.max_pixels
        try:
            image = Image.open(file, formats=formats)
            try:
                _hold_to_limits(image, name, limits)
                image.load()
                _forgive_exif(image)
            except BaseException:
                image.close()
                raise
            return image
        finally:
            Image.MAX_IMAGE_PIXELS = before


def _forgive_exif(image: Image.Image) -> None:
    """Read every EXIF tag once, so that a damaged block fails here and costs the picture nothing but itself."""
    try:
        dict(image.getexif())
    except (*_BROKEN, AssertionError, AttributeError):
        exif = image.getexif()
        for tag in list(exif):
            del exif[tag]


def _hold_to_limits(image: Image.Image, name: str, limits: LimitOptions) -> None:
    width, height = image.size
    if not width or not height:
        raise MediaBroken(f"{name} has no pixels: it says that it is {width}×{height}.")
    if width * height > limits.max_pixels:
        raise MediaRefused(
            f"{name} is {width}×{height}, larger than {limits.max_pixels} pixels.", "`[limits] max_pixels` allows more."
        )
    if frame_count(image, limits.max_picture_frames) > limits.max_picture_frames:
        raise MediaRefused(
            f"{name} holds more than {limits.max_picture_frames} frames.", "`[limits] max_picture_frames` allows more."
        )


def frame_count(image: Image.Image, at_most: int) -> int:
    """Return the number of frames or pages; more than `at_most` of them need not be counted on."""
    if image.format != "TIFF":
        return int(getattr(image, "n_frames", 1))
    # Pillow compares each TIFF page with all before it, so a file of nothing but pages would take for ever; and it counts
    # right only when it is led from page to page.
    pages = 1
    try:
        while pages <= at_most:
            image.seek(pages)
            pages += 1
    except EOFError:
        pass
    image.seek(0)
    return pages


def drawn(path: Path, limits: LimitOptions) -> Drawn:
    """Decode every frame of a picture, one after the other. Raises `MediaRefused` and `MediaBroken` as `open_picture` does."""
    name, seen = printable(path.name), hashlib.sha256()
    with open_picture(path, limits) as image:
        packet = image.info.get("xmp") or image.info.get("XML:com.adobe.xmp") or b""
        try:
            for number in range(frame_count(image, limits.max_picture_frames)):
                image.seek(number)
                if image.width * image.height > limits.max_pixels:
                    raise MediaRefused(f"{name} holds a frame of more than {limits.max_pixels} pixels.")
                image.load()
                told = [image.mode, image.size, image.getpalette(), image.getexif().get(ExifTags.Base.Orientation),
                        *(image.info.get(key) for key in _DRAWN_BY)]
                seen.update(repr(told).encode())
                for top in range(0, image.height, _STRIP):
                    seen.update(image.crop((0, top, image.width, min(image.height, top + _STRIP))).tobytes())
        except _BROKEN as error:
            raise MediaBroken(f"{name} cannot be decoded whole: {printable(error)}.") from error
    return Drawn(seen.hexdigest(), packet.encode() if isinstance(packet, str) else bytes(packet))


def upright(image: Image.Image) -> Image.Image:
    """Return the first frame as RGB: EXIF orientation applied, 16 bits brought to 8, what is transparent on white."""
    # Not Pillow's `exif_transpose`: it parses the whole of EXIF anew, and fails where any of it is damaged.
    turn = _TURNS.get(image.getexif().get(ExifTags.Base.Orientation, 1))
    return _rgb(image if turn is None else image.transpose(turn))


def _rgb(image: Image.Image) -> Image.Image:
    if image.mode == "RGB":
        return image
    if image.mode.startswith(("I", "F")):
        return _eight_bits(image).convert("RGB")
    if image.has_transparency_data:
        coloured = image.convert("RGBA")
        return Image.alpha_composite(Image.new("RGBA", coloured.size, "white"), coloured).convert("RGB")
    return image.convert("RGB")


def _eight_bits(image: Image.Image) -> Image.Image:
    values = np.asarray(image).astype(np.float64)
    if image.mode == "F":
        low, high = float(np.nanmin(values)), float(np.nanmax(values))
        values = (np.nan_to_num(values) - low) / ((high - low) or 1.0) * 255.0
    elif values.max() > 255:
        # A 16-bit grey picture comes as `I;16` or, from some files, as 32-bit `I`.
        values = values / 257.0
    return Image.fromarray(np.clip(values.round(), 0, 255).astype(np.uint8))

"""Opens still pictures through Pillow, under an allow-list of formats and our own limits, and goes through their frames."""

from __future__ import annotations

import struct
import threading
import warnings
import zlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from PIL import Image, UnidentifiedImageError
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

_NEW_SUBFILE_TYPE, _SUBFILE_TYPE = 254, 255
_MOST_SUBFILES = 10_000
_LONGEST_MS = 86_400_000

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
    with _guarded(limits):
        image = Image.open(file, formats=formats)
        try:
            _hold_to_limits(image, name, limits)
            image.load()
            _forgive_exif(image)
        except BaseException:
            image.close()
            raise
        return image


@contextmanager
def _guarded(limits: LimitOptions) -> Iterator[None]:
    with _guard, warnings.catch_warnings():
        # Pillow warns of odd tags, which concern nobody here; a bomb it only warns of by itself.
        warnings.simplefilter("ignore")
        warnings.simplefilter("error", Image.DecompressionBombWarning)
        before, Image.MAX_IMAGE_PIXELS = Image.MAX_IMAGE_PIXELS, limits.max_pixels
        try:
            yield
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


def pages(image: Image.Image, at_most: int) -> tuple[int, ...]:
    """Return the numbers of a TIFF's pages, the first `at_most` of them: thumbnails, smaller copies and masks are none.

    TIFF 6.0 and its Technical Note 1: bit 0 of `NewSubfileType` marks a copy of lower resolution, bit 2 a mask; 2 in the older
    `SubfileType` a copy. Leaves the first page open.
    """
    found = [0]
    try:
        for number in range(1, _MOST_SUBFILES):
            if len(found) == at_most:
                break
            image.seek(number)
            tags = getattr(image, "tag_v2", {})
            if not int(tags.get(_NEW_SUBFILE_TYPE, 0)) & 0b101 and int(tags.get(_SUBFILE_TYPE, 1)) != 2:
                found.append(number)
    except (*_BROKEN, *_BOMBS):
        pass
    image.seek(0)
    return tuple(found)


def walk(image: Image.Image, numbers: Sequence[int], limits: LimitOptions) -> Iterator[tuple[int, int]]:
    """Decode one frame after the other in `image` itself, and yield each one's number and its time in ms.

    `numbers` ascend, but for formats whose frames do not build on one another. Ends at the first that cannot be decoded or is
    larger than `limits` allow: what was seen until then stands.
    """
    at = 0
    for number in numbers:
        try:
            with _guarded(limits):
                while image.tell() < number:
                    at += _lasts(image)
                    # Formats that decode only what is asked for skip what lies between; the others must build it up anyway.
                    image.seek(image.tell() + 1 if _builds_up(image) else number)
                image.seek(number)
                if not 0 < image.width * image.height <= limits.max_pixels:
                    return
                image.load()
                _forgive_exif(image)
        except (*_BROKEN, *_BOMBS, MemoryError):
            return
        yield number, int(image.info.get("timestamp", at))


def _builds_up(image: Image.Image) -> bool:
    return image.format in ("GIF", "PNG")


def _lasts(image: Image.Image) -> int:
    """Return how long the frame stands, in ms; a damaged file says anything."""
    said = image.info.get("duration", 0)
    return max(0, round(said)) if isinstance(said, int | float) and said < _LONGEST_MS else 0

"""What a viewer makes of a picture, as a digest: by it a copy is told from what it was copied from.

Apart from `pictures`, because here every frame is decoded as it stands in the file, and nothing is made upright or RGB.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path

from PIL import ExifTags

from access.config import LimitOptions
from access.errors import MediaBroken
from access.files import printable
from access.mediafile.pictures import frame_count, open_picture, walk

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


def drawn(path: Path, limits: LimitOptions) -> Drawn:
    """Decode every frame of a picture, one after the other. Raises `MediaRefused` and `MediaBroken` as `open_picture` does."""
    seen = hashlib.sha256()
    with open_picture(path, limits) as image:
        packet = image.info.get("xmp") or image.info.get("XML:com.adobe.xmp") or b""
        frames = range(frame_count(image, limits.max_picture_frames))
        decoded = 0
        for number, at in walk(image, frames, limits):
            told = [number, at, image.mode, image.size, image.getpalette(), image.getexif().get(ExifTags.Base.Orientation),
                    *(image.info.get(key) for key in _DRAWN_BY)]
            seen.update(repr(told).encode())
            for top in range(0, image.height, _STRIP):
                seen.update(image.crop((0, top, image.width, min(image.height, top + _STRIP))).tobytes())
            decoded += 1
    if decoded < len(frames):
        raise MediaBroken(f"{printable(path.name)} cannot be decoded whole: {decoded} of its {len(frames)} frames can.")
    return Drawn(seen.hexdigest(), packet.encode() if isinstance(packet, str) else bytes(packet))

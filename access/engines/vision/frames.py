"""The pictures of a question as a model is shown them: as many and as large as it looks at, and no more."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Sequence

from PIL import Image

from access.engines.base import Question, Subject
from access.errors import EngineFailed
from access.files import printable
from access.model.media import Frame

MOST = 6
"""Of one shot. Each costs a model as much as some hundred words, and a shot shows one thing."""
LONGEST_SIDE = {Subject.SHOT: 768, Subject.PICTURE: 1_280}
"""Pixels. Small print is read by OCR."""

_BROKEN = (
    OSError, SyntaxError, ValueError, TypeError, IndexError, KeyError, EOFError, OverflowError, RuntimeError, struct.error,
    zlib.error, Image.DecompressionBombError, Image.DecompressionBombWarning)
"""What Pillow raises for a picture that is damaged, no picture at all, or so large that it may be a trap."""


def chosen(frames: Sequence[Frame], most: int = MOST) -> tuple[Frame, ...]:
    """Return as many frames, the first and the last among them, the others evenly between; of one alone, the middle one."""
    if len(frames) <= most:
        return tuple(frames)
    if most == 1:
        return (frames[len(frames) // 2],)
    return tuple(frames[number * (len(frames) - 1) // (most - 1)] for number in range(most))


def shown(question: Question, most: int = MOST) -> list[Image.Image]:
    """Return the pictures that are looked at, in RGB, at most as large as is of use. Raises `EngineFailed`."""
    return [_opened(frame, LONGEST_SIDE[question.subject]) for frame in chosen(question.frames, most)]


def _opened(frame: Frame, longest: int) -> Image.Image:
    try:
        with Image.open(frame.path) as picture:
            picture.draft("RGB", (longest, longest))
            image = picture.convert("RGB")
        image.thumbnail((longest, longest), Image.Resampling.LANCZOS)
    except _BROKEN as error:
        raise EngineFailed(f"A picture could not be read: {printable(error)[:300]}.") from error
    return image

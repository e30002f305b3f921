"""The pictures of a question as a model is shown them: as many and as large as it looks at, and no more."""

from __future__ import annotations

from collections.abc import Sequence

from PIL import Image

from access.engines.base import Question, Subject
from access.model.media import Frame

MOST = 6
"""Of one shot. Each costs a model as much as some hundred words, and a shot shows one thing."""
LONGEST_SIDE = {Subject.SHOT: 768, Subject.PICTURE: 1_280}
"""Pixels. Small print is read by OCR."""


def chosen(frames: Sequence[Frame], most: int = MOST) -> tuple[Frame, ...]:
    """Return as many frames, the first and the last among them, the others evenly between; of one alone, the middle one."""
    if len(frames) <= most:
        return tuple(frames)
    if most == 1:
        return (frames[len(frames) // 2],)
    return tuple(frames[number * (len(frames) - 1) // (most - 1)] for number in range(most))


def shown(question: Question, most: int = MOST) -> list[Image.Image]:
    """Return the pictures that are looked at, in RGB, at most as large as is of use."""
    return [_opened(frame, LONGEST_SIDE[question.subject]) for frame in chosen(question.frames, most)]


def _opened(frame: Frame, longest: int) -> Image.Image:
    with Image.open(frame.path) as picture:
        picture.draft("RGB", (longest, longest))
        image = picture.convert("RGB")
    image.thumbnail((longest, longest), Image.Resampling.LANCZOS)
    return image

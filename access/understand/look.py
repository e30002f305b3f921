"""Gets a still picture ready to be looked at, and puts what is known of it into the question for a vision engine."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PIL import Image

from access.config import LimitOptions
from access.engines.base import Question
from access.mediafile import open_picture, upright
from access.model.findings import TextBox
from access.model.media import Asset, Frame
from access.model.pictures import AltProfile, PictureInfo

LONGEST_SIDE = 2560
"""Pixels: enough to read small print by, and no engine here looks closer."""


def frame(asset: Asset, limits: LimitOptions, into: Path) -> Frame:
    """Return the picture upright, in RGB, at most 2560 pixels on its longer side, as a PNG in the folder `into`.

    Of an animation or of pages, the first. Raises `MediaRefused` and `MediaBroken` as `open_picture` does.
    """
    into.mkdir(parents=True, exist_ok=True)
    with open_picture(asset.path, limits) as opened:
        image = upright(opened)
        if max(image.size) > LONGEST_SIDE:
            scale = LONGEST_SIDE / max(image.size)
            size = (max(1, round(image.width * scale)), max(1, round(image.height * scale)))
            image = image.resize(size, Image.Resampling.LANCZOS)
        path = into / "look.png"
        image.save(path, format="PNG")
    return Frame(path, image.width, image.height)


def question(picture: PictureInfo, boxes: Sequence[TextBox], frame: Frame, language: str, profile: AltProfile) -> Question:
    """Return what a vision engine is asked of a still picture. Never the file's name: it is no knowledge of the picture."""
    return Question(
        frames=(frame,), language=language, texts=tuple(box.text for box in boxes), caption=picture.caption,
        title=picture.title, people=picture.people, place=picture.place, max_characters=profile.max_characters,
        hard_max_characters=profile.hard_max_characters)

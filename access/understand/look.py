"""Gets a still picture ready to be looked at, and puts all that is known of it into the question for a vision engine."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt
from PIL import Image

from access.config import LimitOptions
from access.engines.base import Question
from access.mediafile import frame_count, open_picture, pages, upright, walk
from access.model.findings import Context
from access.model.media import Asset, Frame
from access.model.pictures import AltProfile, PeoplePolicy, PictureInfo, PictureKind

LONGEST_SIDE = 2560
"""Pixels: enough to read small print by, and no engine here looks closer."""
MOST_FRAMES = 4
"""Of an animation or a file with pages: as many as a model is asked about at once."""
_MOST_CANDIDATES = 16
"""Moments of an animation, evenly spread, among which those are found that differ."""
_MOST_PIXELS = 1_000_000_000
"""That an animation is decoded of: about ten seconds' worth. What comes later in it is not looked at."""
_SMALL = (320, 200)
_CHANGED, _LEAST_CHANGE = 40, 0.001
"""How much a place must change, 0 to 255, and what share of the places, before two moments are two pictures: a word that is
exchanged counts, the noise of a codec does not."""

Small = npt.NDArray[np.int16]


def frames(asset: Asset, limits: LimitOptions, into: Path) -> tuple[Frame, ...]:
    """Return what is to be looked at: upright, in RGB, at most 2560 pixels on its longer side, a BMP each in the folder `into`.

    A still gives one, an animation up to four moments that differ, a TIFF its first four pages, a drawing of instructions none.
    Raises `MediaRefused` and `MediaBroken` as `open_picture` does; a later frame that is damaged ends the row.
    """
    if asset.format == "svg":
        return ()
    into.mkdir(parents=True, exist_ok=True)
    with open_picture(asset.path, limits) as opened:
        if asset.format == "tiff":
            return tuple(_written(opened, pages(opened, MOST_FRAMES), limits, into))
        numbers = _moments(opened, asset.format, limits)
        if len(numbers) == 1:
            return (_put(opened, into, 0, 0),)
        return _that_differ(list(_written(opened, numbers, limits, into)))


def question(
    picture: PictureInfo, context: Context, texts: Sequence[str], frames: Sequence[Frame], kind: PictureKind | None,
    language: str, policy: PeoplePolicy, profile: AltProfile, name_words: str = "", given: str = "",
) -> Question:
    """Return what a vision engine is asked of a still picture: what its file, its page and its text say of it.

    Never the file's name itself: only `name_words`, where it has some. `given` is a person's text in another language.
    """
    return Question(
        frames=tuple(frames), language=language, texts=tuple(texts), caption=picture.caption, title=picture.title,
        people=tuple(dict.fromkeys((*context.people, *picture.people))), place=context.place or picture.place,
        max_characters=profile.max_characters, hard_max_characters=profile.hard_max_characters, kind=kind,
        pages=picture.pages, people_policy=policy,
        keywords=tuple(dict.fromkeys(filter(None, (*picture.keywords, name_words)))),
        purpose=context.purpose, page=context.page, link=context.link, product=context.product, given=given)


def _moments(image: Image.Image, format: str, limits: LimitOptions) -> tuple[int, ...]:
    """Return the frames to choose from: the one that a viewer shows first, and others evenly over the length."""
    # A JPEG's further frames are previews and depth maps of the same picture.
    count = 1 if format == "jpeg" else frame_count(image, limits.max_picture_frames)
    first = image.tell()
    reached = max(1, min(count, _MOST_PIXELS // (image.width * image.height)))
    steps = min(reached, _MOST_CANDIDATES)
    spread = dict.fromkeys(round(step * (reached - 1) / max(1, steps - 1)) for step in range(steps))
    return (first, *(number for number in spread if number != first))


def _written(image: Image.Image, numbers: Sequence[int], limits: LimitOptions, into: Path) -> Iterator[Frame]:
    for place, (_, at) in enumerate(walk(image, numbers, limits)):
        yield _put(image, into, place, at)


def _put(image: Image.Image, into: Path, place: int, at: int) -> Frame:
    """Write the frame that is open now. BMP is written in 3 ms a megapixel and read in 2; PNG takes from 15 to 150 ms."""
    shown = upright(image)
    if max(shown.size) > LONGEST_SIDE:
        scale = LONGEST_SIDE / max(shown.size)
        size = (max(1, round(shown.width * scale)), max(1, round(shown.height * scale)))
        shown = shown.resize(size, Image.Resampling.LANCZOS, reducing_gap=3.0)
    path = into / f"look-{place:02d}.bmp"
    shown.save(path, format="BMP")
    return Frame(path, shown.width, shown.height, at)


def _that_differ(candidates: list[Frame]) -> tuple[Frame, ...]:
    """Return up to four frames that show something else each, in order of time, and take the others off the disk.

    The first one stays, unless nothing is to be seen on it yet; then always the one is added that is least like those there.
    """
    small = [_small(frame) for frame in candidates]
    first = next((number for number, pixels in enumerate(small) if np.ptp(pixels) > _CHANGED), 0)
    chosen = [first]
    changes = [_change(pixels, small[first]) for pixels in small]
    while len(chosen) < MOST_FRAMES:
        furthest = int(np.argmax(changes))
        if changes[furthest] < _LEAST_CHANGE:
            break
        chosen.append(furthest)
        changes = [min(change, _change(pixels, small[furthest])) for change, pixels in zip(changes, small, strict=True)]
    for number, frame in enumerate(candidates):
        if number not in chosen:
            frame.path.unlink()
    return tuple(candidates[number] for number in sorted(chosen))


def _small(frame: Frame) -> Small:
    with Image.open(frame.path) as image:
        return np.asarray(image.resize(_SMALL, Image.Resampling.BOX), dtype=np.int16)


def _change(one: Small, other: Small) -> float:
    """Return what share of the places has changed."""
    return float((np.abs(one - other).max(axis=2) >= _CHANGED).mean())

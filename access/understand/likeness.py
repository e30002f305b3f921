"""How alike two frames of a film look: their colours, and where these lie.

A camera that comes back to a view gives nearly the same layout; another camera in the same place gives the same colours. Both
are judged on a copy of the frame of a few thousand pixels, which a JPEG file yields without being decoded in full.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from PIL import Image

from access.model.media import Frame

_SIZE = (160, 96)
_COLUMNS, _ROWS = 10, 6
_BRIGHTNESSES, _HUES = 16, 9
"""Bins: of luma, and of each of the two differences of colour."""
_FLAT = 24
"""Of luma, 0 to 255, between the darkest and the brightest of what is to be seen: less is a black frame, or an even one."""
_STRAY = 0.2
"""Percent of the pixels on either side that do not count: noise, a station's logo in a corner of the black."""
_ONE_PALETTE, _ONE_PLACE = 0.93, 0.75
"""Measured: slides of one template with other pictures reach 0.87 and 0.73; the same view with a text put over it 0.95 and
0.89."""
_ONE_CAMERA = 0.88
_MOSTLY = 0.6
"""Of the frame."""
_NEAR = 12
_CHROMA_SPREAD = 64
"""Differences of colour lie within this of grey in nearly every picture; what lies beyond counts as the last bin."""

Numbers = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True, eq=False)
class Look:
    """What is remembered of a frame: about 1.5 KiB."""

    layout: Numbers
    """The mean luma and differences of colour of each field of a grid, 0 to 255."""
    colours: Numbers
    """What share of the frame each bin of colour has; they add up to 1."""
    brightness: Numbers
    """What share of the frame is at most so bright, bin by bin."""
    sharpness: float
    """Mean difference of luma between neighbours: 0 where all is even, small where it is blurred."""
    contrast: float
    """Of luma, 0 to 255, between the darkest and the brightest of what is to be seen."""

    plain: bool
    """Whether most of it has one colour, as cards and slides have: these look like one another, whatever is written on them."""

    @property
    def flat(self) -> bool:
        """Whether there is nothing to be seen: black, white, or any even colour."""
        return self.contrast < _FLAT


def look_at(frame: Frame) -> Look:
    """Return what is remembered of a frame."""
    with Image.open(frame.path) as image:
        image.draft("YCbCr", _SIZE)
        small = image.convert("YCbCr").resize(_SIZE, Image.Resampling.BOX)
    pixels = np.asarray(small, dtype=np.float32)
    luma = pixels[..., 0]
    fields = pixels.reshape(_ROWS, _SIZE[1] // _ROWS, _COLUMNS, _SIZE[0] // _COLUMNS, 3).mean(axis=(1, 3))
    darkest, brightest = np.percentile(luma, (_STRAY, 100 - _STRAY))
    across, down = np.abs(np.diff(luma, axis=1)).mean(), np.abs(np.diff(luma, axis=0)).mean()
    # Colours fill areas: every fourth pixel tells them as well.
    some = pixels[::2, ::2]
    return Look(
        layout=fields.reshape(-1, 3),
        colours=_colours(some),
        brightness=np.cumsum(_shares(np.clip(luma / (256 / _BRIGHTNESSES), 0, _BRIGHTNESSES - 1), _BRIGHTNESSES)),
        sharpness=float(across + down) / 2,
        contrast=float(brightest - darkest),
        plain=_largest(some) >= _MOSTLY,
    )


def same_place(one: Look, other: Look) -> bool:
    """Tell whether two frames show one place: by the view, which a camera comes back to, or by nearly all of the colours.

    Slides of one template share most of their colours, so that colours alone must be more alike than a place would need.
    """
    colours = same_colours(one, other)
    return colours >= _ONE_PALETTE or (same_view(one, other) + colours) / 2 >= _ONE_PLACE


def same_camera(one: Look, other: Look) -> bool:
    """Tell whether one camera took both, from where it was."""
    return same_view(one, other) >= _ONE_CAMERA


def same_view(one: Look, other: Look) -> float:
    """Return how alike two frames are field by field, 0 to 1: a camera that stands still, or comes back to where it was."""
    difference = np.abs(one.layout - other.layout)
    # Colour weighs double: grey pictures differ by their luma alone, and it changes with every cloud.
    apart = difference[:, 0] + 2 * (difference[:, 1] + difference[:, 2])
    # The tenth of the fields that differ most counts too: what is new may be small.
    worst = np.sort(apart)[-max(1, len(apart) // 10):].mean()
    return float(np.clip(1 - (0.75 * apart.mean() + 0.25 * worst) / 100, 0, 1))


def same_colours(one: Look, other: Look) -> float:
    """Return how much of both frames has the same colours, wherever these lie, 0 to 1."""
    shared = np.minimum(one.colours, other.colours).sum()
    moved = np.abs(one.brightness - other.brightness).mean()
    return float(np.clip(shared * (1 - 2 * moved), 0, 1))


def _colours(pixels: Numbers) -> Numbers:
    """Count pixels by colour; each counts for the bins around it too, so that a small change of light changes little."""
    steps = (pixels[..., 1:] - 128 + _CHROMA_SPREAD) / (2 * _CHROMA_SPREAD) * (_HUES - 1)
    blue, red = (np.clip(np.rint(steps[..., channel]), 0, _HUES - 1) for channel in range(2))
    light = np.clip(pixels[..., 0] // 64, 0, 3)
    counted = _shares((light * _HUES + blue) * _HUES + red, 4 * _HUES * _HUES).reshape(4, _HUES, _HUES)
    for axis in range(3):
        counted = _smoothed(counted, axis)
    return np.asarray((counted / counted.sum()).ravel(), dtype=np.float32)


def _largest(pixels: Numbers) -> float:
    """Return what share of the frame has its commonest colour, give or take a little."""
    bins = (pixels // 16) @ np.asarray((256, 16, 1), dtype=np.float32)
    usual = pixels[bins == np.bincount(bins.astype(np.int64).ravel()).argmax()].mean(axis=0)
    return float((np.abs(pixels - usual).max(axis=2) < _NEAR).mean())


def _smoothed(counted: Numbers, axis: int) -> Numbers:
    rows = np.moveaxis(counted, axis, 0)
    padded = np.concatenate([rows[:1], rows, rows[-1:]])
    return np.asarray(np.moveaxis((padded[:-2] + 2 * padded[1:-1] + padded[2:]) / 4, 0, axis), dtype=np.float32)


def _shares(bins: Numbers, count: int) -> Numbers:
    return (np.bincount(bins.astype(np.int64).ravel(), minlength=count) / bins.size).astype(np.float32)

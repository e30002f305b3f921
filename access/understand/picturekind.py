"""Says what kind of picture it is – photo, screenshot, chart, document, drawing, blank – by what is measured in it, without a
model.

Each kind is given points: what is measured (`kindfeatures`), times what it is worth for that kind (`kindweights`), added up.
The most points win; how sure that is comes from how far the second lies behind. It is a guess to put things in order by,
with a measured accuracy on a made set (docs/pictures.md), and no calibrated probability.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

import numpy as np
import numpy.typing as npt
from PIL import Image

from access.model.findings import TextBox
from access.model.media import Frame
from access.model.pictures import KindGuess, PictureKind
from access.understand.kindfeatures import Features, measured
from access.understand.kindweights import BIAS, BLANK_EDGE, BLANK_SPREAD, KINDS, WEIGHTS

_THUMB = 24
_BLANK_SURE = 0.9
_ALMOST_NOTHING = 3
"""Lines of text. A page number, a title alone; where there is more, what is around it tells more."""

_NAMES = Features.names()


def picture_kind(frame: Frame, boxes: Sequence[TextBox]) -> KindGuess:
    """Return what kind of picture `frame` seems to be; `boxes` is the text that OCR believes to stand in it.

    A picture with next to nothing on it is blank, and a faint gradient is next to nothing; with but a page number on it, it
    is a document. The confidence is the winner's lead over the next, 0 to 1, uncalibrated.
    """
    with Image.open(frame.path) as opened:
        return guessed(opened if opened.mode == "RGB" else opened.convert("RGB"), boxes)


def guessed(image: Image.Image, boxes: Sequence[TextBox]) -> KindGuess:
    """As `picture_kind`, of an RGB picture that is open already."""
    bare = almost_nothing(len(boxes), *emptiness(image, boxes)) if len(boxes) <= _ALMOST_NOTHING else None
    return bare or decided(measured(image, boxes))


def almost_nothing(lines: int, spread: float, edge: float) -> KindGuess | None:
    """Return what a picture is on which there is next to nothing but so many lines of text; None where there is more.

    Next to nothing: no edge, and one shade or a faint gradient.
    """
    if lines > _ALMOST_NOTHING or spread > BLANK_SPREAD or edge > BLANK_EDGE:
        return None
    return KindGuess(PictureKind.DOCUMENT if lines else PictureKind.BLANK, _BLANK_SURE)


def decided(features: Features) -> KindGuess:
    """Return the kind that the measurements speak for most."""
    points = features.values @ _table() + np.array(BIAS)
    shares = np.exp(points - points.max())
    shares /= shares.sum()
    first, second = (int(number) for number in np.argsort(shares)[::-1][:2])
    return KindGuess(KINDS[first], round(float(shares[first] - shares[second]), 3))


def why(features: Features, kind: PictureKind) -> tuple[str, ...]:
    """Return the names of the measurements that spoke most for `kind` rather than for the others, strongest first."""
    table = _table()
    table = table - table.mean(axis=1, keepdims=True)
    worth = features.values * table[:, KINDS.index(kind)]
    return tuple(_NAMES[number] for number in np.argsort(worth)[::-1][:3] if worth[number] > 0)


@cache
def _table() -> npt.NDArray[np.float64]:
    return np.array([WEIGHTS[name] for name in _NAMES])


def emptiness(image: Image.Image, boxes: Sequence[TextBox] = ()) -> tuple[float, float]:
    """Return how far the shades of a much smaller copy lie apart, and how far those of neighbours do, 0 to 255, text apart.

    Averaged over so much, grain is gone, and a thin line or a speck is still there as a difference between neighbours.
    """
    factor = max(1, min(image.size) // _THUMB // 2)
    small = np.asarray(image.reduce(factor) if factor > 1 else image, dtype=np.float32)
    if boxes:
        small = small.copy()
        ground, (high, wide) = np.median(small, axis=(0, 1)), small.shape[:2]
        for box in boxes:
            rows = slice(max(0, int(box.top * high) - 1), int((box.top + box.height) * high) + 2)
            small[rows, max(0, int(box.left * wide) - 1) : int((box.left + box.width) * wide) + 2] = ground
    spread = float(np.ptp(small, axis=(0, 1)).max())
    steps = [float(np.abs(np.diff(small, axis=axis)).max()) for axis in (0, 1) if small.shape[axis] > 1]
    return spread, max(steps, default=0.0)

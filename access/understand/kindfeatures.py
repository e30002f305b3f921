"""Measures in a picture what tells its kind: how flat it is, how many colours it has, how its edges run, where its text stands.

Apart from the decision (`picturekind`), so that the script that fits the decision measures exactly what a run measures. Every
figure lies between 0 and about 1. A picture is looked at in two ways: small squares all over it in full resolution, where noise
and sharpness live, and one small copy of the whole, where lines and areas live.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import astuple, dataclass, fields

import numpy as np
import numpy.typing as npt
from numpy.lib.stride_tricks import sliding_window_view
from PIL import Image

from access.model.findings import TextBox

_SITES = 24
"""Squares in a row and in a column."""
_SIDE = 8
"""Pixels of such a square: as those of JPEG, which are smooth or busy as a whole."""
_SPARE = 3
"""Every so manieth pixel of a square is asked for its colour."""
_SMALL = 300
"""Longest side of the small copy, in pixels."""
_STEP = 14.0
"""Difference between neighbours of the small copy, 0 to 255, from which it is an edge."""
_MOST_FIGURES = 60
"""A page of figures is told by their number."""
_TALL, _WIDE = 0.1, 0.5
"""Fractions of the picture: a line of text this tall is a headline, one this wide is no label."""

_LUMA = np.array([0.299, 0.587, 0.114], dtype=np.float32)

Floats = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Features:
    """What is measured, each 0 to about 1."""

    even: float
    """Share of squares of one shade exactly, but for rounding."""
    flat: float
    """Share of squares of one shade, but for what JPEG leaves of it."""
    noise: float
    """How restless the quiet squares are: a sensor's grain, a paper's."""
    soft: float
    """Share of squares that change gently: skin, sky, fur, a gradient."""
    hard: float
    """Share of squares with the strongest of edges."""
    crisp: float
    """How much of an edge's square is one side of it or the other: drawn edges are, filmed ones pass over."""
    colours: float
    """How many colours there are that count, as the logarithm of their number."""
    ground: float
    """Share of the most frequent colour."""
    second: float
    """Share of the next frequent colour that is another shade: a panel, a bar, an area."""
    few: float
    """Share of the eight most frequent colours."""
    light: float
    """How light the most frequent colour is."""
    vivid: float
    """Share of strong colours."""
    coloured: float
    """Mean strength of colour."""
    across: float
    """How much of the picture's width the longest level lines take."""
    down: float
    """How much of its height the longest plumb lines take."""
    rules: float
    """Share of rows and columns that hold a long line."""
    square: float
    """Share of edges that are level or plumb."""
    edges: float
    """Share of the picture that is an edge."""
    margin: float
    """Share of the picture's four borders where nothing is drawn."""
    texts: float
    """How many lines of text there are, as a logarithm."""
    covered: float
    """Share of the picture that text takes."""
    explained: float
    """Share of what is drawn that is text."""
    aligned: float
    """Share of the lines of text that begin below one another, weighed by how many there are."""
    wide: float
    """Share of the lines of text that are long ones."""
    tall: float
    """Height of the tallest line of text."""
    figures: float
    """Share of the lines of text that are figures, as at the axes of a chart."""
    scale: float
    """How many figures stand in one row or in one column, evenly apart, as beside an axis."""
    length: float
    """How long the lines of text are, in characters."""
    spread: float
    """How much of the picture's height has text beside it."""

    @classmethod
    def names(cls) -> tuple[str, ...]:
        return tuple(field.name for field in fields(cls))

    @property
    def values(self) -> npt.NDArray[np.float64]:
        return np.array(astuple(self), dtype=np.float64)


def measured(image: Image.Image, boxes: Sequence[TextBox]) -> Features:
    """Return what is measured in an upright RGB picture and in the text that OCR found in it."""
    squares = _squares(image)
    small = np.asarray(_reduced(image).convert("L"), dtype=np.float32)
    even, flat, noise, soft, hard, crisp = _texture(squares)
    palette = _palette(squares)
    across, down, rules, square, edges, drawn = _lines(small)
    values = (
        even, flat, noise, soft, hard, crisp, *palette, across, down, rules, square, edges, _margin(drawn),
        *_text(boxes, drawn))
    return Features(*values)


def _squares(image: Image.Image) -> npt.NDArray[np.uint8]:
    """Return squares from all over the picture in full resolution: of each, the pixels of each of its three channels."""
    pixels = np.asarray(image)
    sides = min(_SIDE, pixels.shape[0]), min(_SIDE, pixels.shape[1])
    rows, columns = (
        np.unique(np.linspace(0, whole - side, min(_SITES, max(1, whole // _SIDE))).astype(np.intp))
        for whole, side in zip(pixels.shape, sides, strict=False))
    found: npt.NDArray[np.uint8] = sliding_window_view(pixels, sides, axis=(0, 1))[np.ix_(rows, columns)]
    return found.reshape(-1, 3, sides[0] * sides[1])


def _reduced(image: Image.Image) -> Image.Image:
    factor = max(1, round(max(image.size) / _SMALL))
    return image.reduce(factor) if factor > 1 else image


def _texture(squares: npt.NDArray[np.uint8]) -> tuple[float, ...]:
    luma = np.tensordot(squares.astype(np.float32), _LUMA, axes=(1, 0))
    low, high, stray = luma.min(axis=1), luma.max(axis=1), luma.std(axis=1)
    height = high - low
    busy = height > 60
    crisp = 0.0
    if busy.any():
        part = (luma[busy] - low[busy, None]) / height[busy, None]
        crisp = float((np.minimum(part, 1 - part) < 0.1).mean())
    return (
        float((height <= 1.5).mean()), float((height <= 8).mean()), min(1.0, float(np.percentile(stray, 25)) / 8),
        float(((stray > 1.2) & (stray < 14)).mean()), float((height > 140).mean()), crisp)


def _palette(squares: npt.NDArray[np.uint8]) -> tuple[float, ...]:
    red, green, blue = (squares[:, channel, ::_SPARE].ravel() for channel in range(3))
    counts = np.bincount(((red >> 4).astype(np.intp) << 8) | ((green >> 4).astype(np.intp) << 4) | (blue >> 4), minlength=4096)
    shares = np.sort(counts[counts > 0])[::-1] / len(red)
    most = int(counts.argmax())
    parts = most >> 8, (most >> 4) & 15, most & 15
    light = (0.299 * parts[0] + 0.587 * parts[1] + 0.114 * parts[2]) / 15
    strongest, weakest = np.maximum(np.maximum(red, green), blue), np.minimum(np.minimum(red, green), blue)
    strength = (strongest - weakest).astype(np.float32) / 255
    alike = np.arange(4096).reshape(16, 16, 16)[tuple(slice(max(0, part - 1), part + 2) for part in parts)].ravel()
    counts[alike] = 0
    return (
        float(np.log2(1 + (shares > 0.0005).sum()) / 10), float(shares[0]), float(counts.max() / len(red)),
        float(shares[:8].sum()), float(light),
        float((strength > 0.35).mean()), float(strength.mean()))


def _lines(small: Floats) -> tuple[float, float, float, float, float, npt.NDArray[np.bool_]]:
    """Return the figures of lines and edges, and where something is drawn."""
    if min(small.shape) < 3:
        return 0.0, 0.0, 0.0, 0.0, 0.0, np.zeros(small.shape, dtype=bool)
    level = np.abs(small[1:, :-1] - small[:-1, :-1])
    plumb = np.abs(small[:-1, 1:] - small[:-1, :-1])
    flat_line, tall_line = (level > _STEP) & (plumb < 0.3 * level), (plumb > _STEP) & (level < 0.3 * plumb)
    drawn = (level > _STEP) | (plumb > _STEP)
    rows, columns = _runs(flat_line), _runs(tall_line.T)
    found = int(drawn.sum())
    return (
        float(np.sort(rows)[-3:].mean()), float(np.sort(columns)[-3:].mean()),
        min(1.0, 5 * float((np.concatenate([rows, columns]) > 0.25).mean())),
        float((flat_line.sum() + tall_line.sum()) / found) if found else 0.0, float(drawn.mean()), drawn)


def _margin(drawn: npt.NDArray[np.bool_]) -> float:
    """Return how empty the borders are, a thirtieth of the picture wide."""
    high, wide = (max(1, size // 30) for size in drawn.shape)
    sides = (drawn[:high], drawn[-high:], drawn[:, :wide].T, drawn[:, -wide:].T)
    return float(np.mean([1 - side.any(axis=0).mean() for side in sides]))


def _runs(lines: npt.NDArray[np.bool_]) -> Floats:
    """Return for each row the share of it that its longest unbroken line takes; a line of text is broken all along."""
    width = lines.shape[1]
    at = np.arange(1, width + 1, dtype=np.int32)
    gaps = np.where(lines, 0, at)
    longest: Floats = (at - np.maximum.accumulate(gaps, axis=1)).max(axis=1).astype(np.float32) / width
    return longest


def _text(boxes: Sequence[TextBox], drawn: npt.NDArray[np.bool_]) -> tuple[float, ...]:
    if not boxes:
        return (0.0,) * 10
    high, wide = drawn.shape
    within = np.zeros(drawn.shape, dtype=bool)
    beside = np.zeros(50, dtype=bool)
    for box in boxes:
        bottom, right = box.top + box.height, box.left + box.width
        down = slice(max(0, int(box.top * high) - 1), int(bottom * high) + 2)
        within[down, max(0, int(box.left * wide) - 1) : int(right * wide) + 2] = True
        beside[int(box.top * 50) : int(bottom * 50) + 1] = True
    count, found = len(boxes), int(drawn.sum())
    begins = np.bincount([int(box.left * 40 + 0.5) for box in boxes], minlength=42)
    together = int((begins[:-1] + begins[1:]).max()) if count > 1 else 0
    digits = [sum(map(str.isdigit, box.text)) > 0.5 * len(box.text.replace(" ", "")) for box in boxes]
    return (
        min(1.5, float(np.log2(1 + count)) / 6), min(1.0, sum(box.width * box.height for box in boxes)),
        float((drawn & within).sum()) / found if found else 0.0, together / count * min(1.0, count / 6),
        sum(box.width > _WIDE for box in boxes) / count, min(1.0, max(box.height for box in boxes) / _TALL),
        sum(digits) / count, _scale([box for box, figures in zip(boxes, digits, strict=True) if figures]),
        min(1.0, sum(len(box.text) for box in boxes) / count / 60), float(beside.mean()))


def _scale(figures: Sequence[TextBox]) -> float:
    """Return how many of the figures stand in one row or one column, evenly apart, of eight."""
    longest = 0
    middles = np.array([
        (box.left + box.width / 2, box.top + box.height / 2, box.left + box.width) for box in figures[:_MOST_FIGURES]])
    for along, across in ((0, 1), (1, 0), (1, 2)):
        for number in range(len(middles)):
            line = np.sort(middles[np.abs(middles[:, across] - middles[number, across]) < 0.012, along])
            gaps = np.diff(line)
            if len(gaps) > 1 and gaps.min() > 0.01 and gaps.max() < 1.3 * gaps.min():
                longest = max(longest, len(line))
    return min(1.0, longest / 8)

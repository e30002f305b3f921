"""The samples with words in them: title cards, a slide, a chart, a sign. The font comes with Pillow."""

from __future__ import annotations

from collections.abc import Sequence

import scenery
from drawing import Colour, Sheet, broadleaf, gradient, mix
from PIL import Image, ImageDraw, ImageFilter, ImageFont

PAPER: Colour = (250, 247, 240)
INK: Colour = (32, 42, 58)
NIGHT: Colour = (14, 30, 54)


def _write(
    image: Image.Image, at: tuple[float, float], text: str, size: float, ink: Colour, anchor: str, bold: float = 0
) -> None:
    """Write one line; `bold` thickens the strokes by that many pixels."""
    font = ImageFont.load_default(size)
    ImageDraw.Draw(image).text(at, text, fill=ink, font=font, anchor=anchor, stroke_width=bold, stroke_fill=ink)


def card(size: scenery.Size, lines: Sequence[str], behind: Image.Image) -> Image.Image:
    """A card of a film: the first line large, the others below it, over a darkened and blurred picture."""
    wide, high = size
    image = Image.blend(behind.filter(ImageFilter.GaussianBlur(high / 60)), Image.new("RGB", size, NIGHT), 0.72)
    first, step = high * 0.115, high * 0.115
    top = high / 2 - step * (len(lines) - 0.66) / 2
    _write(image, (wide / 2, top), lines[0], first, PAPER, "mm", high / 480)
    pen = ImageDraw.Draw(image)
    rule = top + step * 0.72
    pen.line([(wide * 0.44, rule), (wide * 0.56, rule)], fill=(240, 190, 110), width=max(1, high // 160))
    for number, line in enumerate(lines[1:], start=1):
        _write(image, (wide / 2, top + step * (number + 0.34)), line, high * 0.068, mix(PAPER, NIGHT, 0.08), "mm")
    return image


def slide(size: scenery.Size, title: str, points: Sequence[str]) -> Image.Image:
    """A slide with a title bar and a list."""
    wide, high = size
    image = Image.new("RGB", size, PAPER)
    image.paste(gradient((wide, round(high * 0.24)), [(0, (24, 66, 106)), (1, (32, 88, 128))]))
    _write(image, (wide * 0.08, high * 0.12), title, high * 0.085, PAPER, "lm", high / 700)
    pen = ImageDraw.Draw(image)
    pen.rectangle((0, high * 0.24, wide, high * 0.25), fill=(240, 176, 84))
    pen.rectangle((wide * 0.083, high * 0.31, wide * 0.088, high * 0.91), fill=(240, 176, 84))
    for number, point in enumerate(points):
        y = high * (0.35 + number * 0.13)
        _write(image, (wide * 0.115, y), point, high * 0.06, INK, "lm")
    return image


def chart(size: scenery.Size, title: str, unit: str, bars: Sequence[tuple[str, int]], top: int, step: int) -> Image.Image:
    """A bar chart with a title, a scale from 0 to `top`, a name below each bar and its value above it."""
    wide, high = size
    image = Image.new("RGB", size, (255, 255, 255))
    pen = ImageDraw.Draw(image)
    left, right, roof, floor = wide * 0.12, wide * 0.96, high * 0.24, high * 0.86
    _write(image, (left, high * 0.08), title, high * 0.065, INK, "lm", high / 720)
    _write(image, (left, high * 0.155), unit, high * 0.042, (88, 98, 112), "lm")
    for value in range(0, top + 1, step):
        y = floor - (floor - roof) * value / top
        pen.line([(left, y), (right, y)], fill=(222, 226, 232) if value else INK, width=2)
        _write(image, (left - wide * 0.015, y), str(value), high * 0.04, (88, 98, 112), "rm")
    room = (right - left) / len(bars)
    for number, (name, value) in enumerate(bars):
        middle = left + room * (number + 0.5)
        y = floor - (floor - roof) * value / top
        best = value == max(amount for _, amount in bars)
        pen.rectangle((middle - room * 0.3, y, middle + room * 0.3, floor - 1), fill=(222, 120, 44) if best else (44, 110, 160))
        _write(image, (middle, y - high * 0.03), str(value), high * 0.045, INK, "mm")
        _write(image, (middle, floor + high * 0.055), name, high * 0.048, INK, "mm")
    return image


def sign(size: scenery.Size, lines: Sequence[str]) -> Image.Image:
    """A green sign with an arrow on two posts, before a hedge."""
    wide, high = size
    sheet = Sheet(wide / high * 100, high)
    sheet.image.paste(gradient(sheet.image.size, [(0, (150, 196, 224)), (1, (236, 242, 238))]))
    for number in range(12):
        leaves = mix((78, 126, 72), (40, 70, 60), 0.1 * (number % 4))
        broadleaf(sheet, number * 13 - 4, 92 + 3 * (number % 2), 34 + 4 * (number % 3), leaves)
    sheet.box(0, 86, sheet.wide, 14, (188, 180, 166))
    sheet.box(0, 86, sheet.wide, 1.2, (160, 152, 140))
    middle = sheet.wide / 2
    for x in (middle - 36, middle + 33):
        sheet.box(x, 30, 3, 60, (96, 100, 106))
    sheet.box(middle - 46, 16, 92, 46, PAPER)
    sheet.box(middle - 44.5, 17.5, 89, 43, (18, 94, 72))
    sheet.box(middle + 18, 28.6, 14, 2.8, PAPER)
    sheet.shape([(middle + 31, 24.8), (middle + 39, 30), (middle + 31, 35.2)], PAPER)
    image = sheet.done().convert("RGB")
    for line, y, tall in zip(lines, (0.30, 0.48), (0.125, 0.095), strict=True):
        _write(image, (wide / 2 - high * 0.39, high * y), line, high * tall, PAPER, "lm", high / 600)
    return image

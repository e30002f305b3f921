"""How the samples are drawn: sheets of paper laid over each other, each moving at its own pace. No text and no sound here.

Coordinates are in hundredths of the picture's height, from the top left, so that a film frame and a large picture can
share what is drawn. Shapes are drawn twice as large and reduced, which gives them smooth edges.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from PIL import Image, ImageDraw, ImageFilter

Colour = tuple[int, int, int]
Point = tuple[float, float]
FINER = 2


def blurred(image: Image.Image, blur: ImageFilter.MultibandFilter) -> Image.Image:
    """Blur a sheet without letting the black of its empty parts bleed in."""
    return image.convert("RGBa").filter(blur).convert("RGBA")


def mix(first: Colour, second: Colour, share: float) -> Colour:
    """Return the colour that lies `share` (0 to 1) of the way from the first to the second."""
    red, green, blue = (round(a + (b - a) * share) for a, b in zip(first, second, strict=True))
    return red, green, blue


def gradient(size: tuple[int, int], stops: Sequence[tuple[float, Colour]]) -> Image.Image:
    """Return a picture whose colour changes from top to bottom; a stop is (0 to 1, colour)."""
    down = np.linspace(0, 1, size[1])
    places = [place for place, _ in stops]
    bands = [np.interp(down, places, [colour[band] for _, colour in stops]) for band in range(3)]
    column = np.rint(np.stack(bands, axis=1)).astype(np.uint8)
    return Image.fromarray(np.repeat(column[:, None, :], size[0], axis=1))


def ridge(wide: float, level: float, rise: float, seed: int, jagged: bool = False, steps: int = 6) -> list[Point]:
    """Return the outline of hills from left to right: rolling, or jagged as mountains are."""
    chance = np.random.default_rng(seed)
    across = np.linspace(0, wide, 400)
    height: npt.NDArray[np.float64] = np.zeros(400)
    for octave in range(steps if jagged else 3):
        if jagged:
            knots = 4 * 2**octave + 1
            height += np.interp(across, np.linspace(0, wide, knots), chance.uniform(-1, 1, knots)) / 2**octave
        else:
            height += np.sin(across / wide * 6.28 * (1 + octave) + chance.uniform(0, 6.28)) / (1.6 + octave)
    return [(float(x), float(level - rise * y)) for x, y in zip(across, height, strict=True)]


class Sheet:
    """A transparent sheet, `wide` hundredths of `height` pixels, to draw on."""

    def __init__(self, wide: float, height: int) -> None:
        self.wide = wide
        self.unit = height * FINER / 100
        self.image = Image.new("RGBA", (round(wide * self.unit), height * FINER))
        self._pen = ImageDraw.Draw(self.image)

    def _at(self, points: Sequence[Point]) -> list[Point]:
        return [(x * self.unit, y * self.unit) for x, y in points]

    def shape(self, points: Sequence[Point], fill: Colour) -> None:
        self._pen.polygon(self._at(points), fill=fill)

    def box(self, left: float, top: float, wide: float, high: float, fill: Colour) -> None:
        self.shape([(left, top), (left + wide, top), (left + wide, top + high), (left, top + high)], fill)

    def disc(self, x: float, y: float, radius: float, fill: Colour, high: float | None = None) -> None:
        """Draw a disc, or an ellipse of half the height `high`."""
        tall = radius if high is None else high
        self._pen.ellipse(self._at([(x - radius, y - tall), (x + radius, y + tall)]), fill=fill)

    def cut(self, x: float, y: float, radius: float, high: float) -> None:
        """Cut an ellipse out of what is drawn so far."""
        self._pen.ellipse(self._at([(x - radius, y - high), (x + radius, y + high)]), fill=(0, 0, 0, 0))

    def line(self, points: Sequence[Point], fill: Colour, thick: float) -> None:
        self._pen.line(self._at(points), fill=fill, width=max(1, round(thick * self.unit)), joint="curve")

    def shaded(self, points: Sequence[Point], stops: Sequence[tuple[float, Colour]]) -> None:
        """Fill a shape with a gradient that runs over the shape's own height."""
        stencil = Image.new("L", self.image.size)
        ImageDraw.Draw(stencil).polygon(self._at(points), fill=255)
        edges = stencil.getbbox()
        if edges is not None:
            left, top, right, bottom = edges
            self.image.paste(gradient((right - left, bottom - top), stops), (left, top), stencil.crop(edges))

    def land(self, outline: Sequence[Point], top: Colour, bottom: Colour) -> None:
        """Fill everything below an outline, down to the sheet's lower edge."""
        self.shaded([*outline, (self.wide, 100.0), (0.0, 100.0)], [(0, top), (1, bottom)])

    def box_shaded(self, top: float, stops: Sequence[tuple[float, Colour]]) -> None:
        """Fill everything below `top` with a gradient."""
        self.shaded([(0.0, top), (self.wide, top), (self.wide, 100.0), (0.0, 100.0)], stops)

    def erase(self, below: float) -> None:
        """Make the sheet empty again below a line."""
        self.image.paste((0, 0, 0, 0), (0, round(below * self.unit), self.image.width, self.image.height))

    def glow(self, x: float, y: float, radius: float, colour: Colour, strength: float = 1.0) -> None:
        """Lay light over the sheet that fades with the distance from a point."""
        side = round(2 * radius * self.unit)
        axis = np.linspace(-1, 1, side)
        fade = np.clip(1 - np.hypot(axis[None, :], axis[:, None]), 0, 1) ** 2
        light = Image.new("RGBA", (side, side), colour)
        light.putalpha(Image.fromarray(np.rint(fade * 255 * strength).astype(np.uint8)))
        layer = Image.new("RGBA", self.image.size)
        layer.paste(light, (round((x - radius) * self.unit), round((y - radius) * self.unit)))
        self.image.alpha_composite(layer)

    def mirrored(self, waterline: float, strength: float = 0.45) -> None:
        """Let what stands above the waterline show again, paler and blurred, in the water below it."""
        edge = round(waterline * self.unit)
        below = self.image.height - edge
        upper = self.image.crop((0, edge - below, self.image.width, edge)).transpose(Image.Transpose.FLIP_TOP_BOTTOM)
        upper = blurred(upper, ImageFilter.BoxBlur((0.15 * self.unit, 0.9 * self.unit)))
        upper.putalpha(upper.getchannel("A").point([round(value * strength) for value in range(256)]))
        self.image.alpha_composite(upper, (0, edge))

    def done(self) -> Image.Image:
        return self.image.reduce(FINER)


@dataclass(frozen=True, slots=True)
class Layer:
    image: Image.Image
    travel: float = 0.0
    """Pixels it moves to the left while the scene lasts; a negative number moves it to the right."""


@dataclass(frozen=True, slots=True)
class Scene:
    size: tuple[int, int]
    layers: tuple[Layer, ...]
    """The farthest first; the first covers everything."""

    def at(self, moment: float) -> Image.Image:
        """Return the picture at `moment`, 0 (begin) to 1 (end)."""
        frame = Image.new("RGBA", self.size)
        for layer in self.layers:
            gone = layer.travel * moment if layer.travel >= 0 else layer.travel * (moment - 1)
            shown = layer.image.transform(
                self.size, Image.Transform.AFFINE, (1, 0, gone, 0, 1, 0), Image.Resampling.BILINEAR
            )
            frame.alpha_composite(shown)
        return frame.convert("RGB")


def conifer(sheet: Sheet, x: float, y: float, high: float, colour: Colour) -> None:
    """Draw a fir whose foot stands at (x, y), lit from the left."""
    sheet.box(x - high * 0.03, y - high * 0.15, high * 0.06, high * 0.15, (74, 56, 44))
    for tier, (top, foot, half) in enumerate(((1.0, 0.58, 0.15), (0.8, 0.34, 0.21), (0.58, 0.1, 0.27))):
        shade = mix(colour, (255, 255, 255), 0.06 * (2 - tier))
        tip, left, right = (x, y - high * top), (x - high * half, y - high * foot), (x + high * half, y - high * foot)
        sheet.shape([tip, left, right], shade)
        sheet.shape([tip, (x + high * 0.02, y - high * foot), right], mix(shade, (0, 0, 0), 0.16))


def broadleaf(sheet: Sheet, x: float, y: float, high: float, colour: Colour) -> None:
    """Draw a round tree whose foot stands at (x, y)."""
    sheet.box(x - high * 0.04, y - high * 0.4, high * 0.08, high * 0.4, (86, 62, 46))
    crown = ((0.17, 0.5, 0.22, -0.1), (-0.17, 0.5, 0.23, 0.0), (0.0, 0.68, 0.29, 0.02), (-0.08, 0.76, 0.16, 0.12))
    for dx, dy, radius, light in crown:
        shade = mix(colour, (255, 250, 210) if light > 0 else (0, 0, 0), abs(light))
        sheet.disc(x + high * dx, y - high * dy, high * radius, shade)


def house(sheet: Sheet, x: float, y: float, wide: float, high: float, wall: Colour, roof: Colour) -> None:
    """Draw a house whose lower left corner stands at (x, y)."""
    eaves = y - high
    sheet.box(x + wide * 0.68, eaves - high * 0.62, wide * 0.1, high * 0.5, mix(roof, (60, 50, 50), 0.5))
    sheet.shaded([(x, y), (x, eaves), (x + wide, eaves), (x + wide, y)], [(0, wall), (1, mix(wall, (90, 80, 90), 0.25))])
    sheet.shape([(x - wide * 0.07, eaves), (x + wide * 0.16, eaves - high * 0.55), (x + wide * 0.84, eaves - high * 0.55),
                 (x + wide * 1.07, eaves)], roof)
    sheet.box(x - wide * 0.07, eaves, wide * 1.14, high * 0.05, mix(roof, (0, 0, 0), 0.25))
    for place in (0.12, 0.68):
        sheet.box(x + wide * place, y - high * 0.72, wide * 0.2, high * 0.32, (250, 246, 232))
        sheet.box(x + wide * (place + 0.025), y - high * 0.69, wide * 0.15, high * 0.26, (78, 104, 132))
    sheet.box(x + wide * 0.42, y - high * 0.6, wide * 0.17, high * 0.6, (104, 62, 48))


def clouds(wide: float, height: int, seed: int, level: float, count: int, colour: Colour = (255, 255, 255)) -> Image.Image:
    """Return a sheet of soft, flat-bottomed clouds around `level`."""
    chance = np.random.default_rng(seed)
    sheet = Sheet(wide, height)
    for _ in range(count):
        x, y, size = chance.uniform(0, wide), level + chance.uniform(-9, 9), chance.uniform(3.0, 5.5)
        for puff in np.linspace(-2.4, 2.4, 7):
            radius = size * (1.0 - abs(float(puff)) * 0.26) * chance.uniform(0.75, 1.1)
            sheet.disc(x + float(puff) * size, y - radius * 0.55, radius * 1.25, colour, radius * 0.62)
    drawn = blurred(sheet.image, ImageFilter.GaussianBlur(0.8 * sheet.unit))
    drawn.putalpha(drawn.getchannel("A").point([round(value * 0.82) for value in range(256)]))
    return drawn.reduce(FINER)


def grained(image: Image.Image, seed: int, strength: float = 5.0) -> Image.Image:
    """Return the picture with a camera's grain and slightly darker corners."""
    chance = np.random.default_rng(seed)
    wide, high = image.size
    across, down = np.linspace(-1, 1, wide)[None, :], np.linspace(-1, 1, high)[:, None]
    corners = 1 - 0.16 * np.clip(across**2 + down**2 - 0.35, 0, None)
    values = np.asarray(image.convert("RGB")).astype(np.float64) * corners[:, :, None]
    values += chance.normal(0, strength, (high, wide, 1))
    return Image.fromarray(np.clip(np.rint(values), 0, 255).astype(np.uint8))


def glints(sheet: Sheet, area: tuple[float, float, float, float], count: int, seed: int, colours: Sequence[Colour]) -> None:
    """Draw short strokes of light on water inside (left, top, right, bottom), longer towards the viewer."""
    chance = np.random.default_rng(seed)
    left, top, right, bottom = area
    for number in range(count):
        near = chance.uniform(0, 1) ** 1.5
        x, y, long = chance.uniform(left, right), top + (bottom - top) * near, 1.2 + 5 * near
        colour = colours[number % len(colours)]
        sheet.shape([(x - long, y), (x, y - 0.12 - 0.12 * near), (x + long, y), (x, y + 0.12 + 0.12 * near)], colour)


"""Drawings made of photographs, or of nothing: eight ways to fit on, six others to test on."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from kind_pages import Chance
from PIL import Image, ImageChops, ImageDraw, ImageFilter, ImageOps

Way = Callable[[Image.Image, Chance], Image.Image]


def _shapes(photo: Image.Image, chance: Chance) -> Image.Image:
    image = Image.new(
        "RGB",
        (int(chance.integers(300, 1200)), int(chance.integers(300, 900))),
        tuple(int(v) for v in chance.integers(120, 256, 3)),
    )
    pen, (wide, high) = ImageDraw.Draw(image), image.size
    for _ in range(int(chance.integers(3, 30))):
        x, y = chance.uniform(0, wide), chance.uniform(0, high)
        size = chance.uniform(0.04, 0.3) * wide
        corners = [
            (float(x + size * chance.uniform(-1, 1)), float(y + size * chance.uniform(-1, 1)))
            for _ in range(int(chance.integers(3, 8)))
        ]
        tint = tuple(int(v) for v in chance.integers(0, 256, 3))
        if chance.random() < 0.5:
            pen.ellipse(
                (x - size / 2, y - size / 2, x + size / 2, y + size / 2),
                fill=tint,
                outline="black" if chance.random() < 0.4 else None,
                width=3,
            )
        else:
            pen.polygon(corners, fill=tint)
    return image


def _hills(photo: Image.Image, chance: Chance) -> Image.Image:
    """A landscape of a few soft areas."""
    wide, high = 960, 540
    image = Image.new("RGB", (wide, high), tuple(int(v) for v in chance.integers(150, 240, 3)))
    pen = ImageDraw.Draw(image)
    for layer in range(4):
        across = np.linspace(0, 1, 60)
        down = 0.45 + 0.14 * layer + chance.uniform(0.05, 0.14) * np.sin(chance.uniform(0, 6) + chance.uniform(2, 9) * across)
        pen.polygon(
            [*((float(a * wide), float(d * high)) for a, d in zip(across, down, strict=True)), (wide, high), (0, high)],
            fill=tuple(int(v) for v in chance.integers(40, 200, 3)),
        )
    return image.filter(ImageFilter.GaussianBlur(float(chance.uniform(0, 0.8))))


def _cartoon(photo: Image.Image, chance: Chance) -> Image.Image:
    """A photograph traced: few shades, dark outlines."""
    flat = ImageOps.posterize(photo.filter(ImageFilter.ModeFilter(9)), 2).filter(ImageFilter.ModeFilter(7))
    edges = ImageOps.grayscale(flat).filter(ImageFilter.FIND_EDGES).point(lambda value: 0 if value > 40 else 255)
    return ImageChops.multiply(flat, edges.convert("RGB"))


def _oils(photo: Image.Image, chance: Chance) -> Image.Image:
    return photo.filter(ImageFilter.ModeFilter(int(chance.choice((7, 9, 11))))).filter(ImageFilter.SMOOTH)


def _sketch(photo: Image.Image, chance: Chance) -> Image.Image:
    """A drawing in pencil."""
    grey = ImageOps.grayscale(photo)
    inverted = ImageOps.invert(grey).filter(ImageFilter.GaussianBlur(float(chance.uniform(4, 9))))
    ground = np.asarray(grey, dtype=np.float32) * 255 / np.maximum(1, 255 - np.asarray(inverted, dtype=np.float32))
    return Image.fromarray(np.clip(ground, 0, 255).astype(np.uint8)).convert("RGB")


def _gouache(photo: Image.Image, chance: Chance) -> Image.Image:
    """Flat areas of the picture's own colours."""
    few = (
        photo.filter(ImageFilter.MedianFilter(7)).quantize(int(chance.integers(8, 24)), dither=Image.Dither.NONE).convert("RGB")
    )
    return few.filter(ImageFilter.ModeFilter(9))


def _pencils(photo: Image.Image, chance: Chance) -> Image.Image:
    """Coloured pencil: strokes across flat colour, on rough paper."""
    flat = np.asarray(photo.filter(ImageFilter.ModeFilter(13)), dtype=np.float64)
    high, wide = flat.shape[:2]
    down, across = np.mgrid[:high, :wide]
    angle = chance.uniform(0.4, 1.2)
    strokes = 18 * np.sin((across * np.cos(angle) + down * np.sin(angle)) * chance.uniform(0.6, 1.4))
    rough = chance.normal(0, 9, (high, wide))
    return Image.fromarray(np.clip(flat * 0.7 + 75 + (strokes + rough)[:, :, None], 0, 255).astype(np.uint8))


def _wash(photo: Image.Image, chance: Chance) -> Image.Image:
    """Watercolour: soft areas, pale, darker at their rims."""
    soft = photo
    for _ in range(4):
        soft = soft.filter(ImageFilter.MedianFilter(7))
    soft = Image.blend(ImageOps.posterize(soft, 4), Image.new("RGB", soft.size, "white"), 0.3)
    rims = ImageOps.grayscale(soft).filter(ImageFilter.FIND_EDGES).filter(ImageFilter.GaussianBlur(1.2))
    dark = np.asarray(soft, dtype=np.float64) - 0.5 * np.asarray(rims, dtype=np.float64)[:, :, None]
    return Image.fromarray(np.clip(dark, 0, 255).astype(np.uint8))


FIT: tuple[Way, ...] = (_shapes, _hills, _cartoon, _oils, _sketch, _gouache, _pencils, _wash)


# --- to test on ----------------------------------------------------------------------------------------------------


def _pixels(photo: Image.Image, chance: Chance) -> Image.Image:
    """Pixel art: a very small picture of few colours, large."""
    small = photo.resize((int(chance.integers(32, 80)), int(chance.integers(24, 64))), Image.Resampling.BOX)
    few = small.quantize(int(chance.integers(6, 20)), dither=Image.Dither.NONE).convert("RGB")
    return few.resize((few.width * 10, few.height * 10), Image.Resampling.NEAREST)


def _facets(photo: Image.Image, chance: Chance) -> Image.Image:
    """A picture put together of triangles, each of one colour."""
    step = int(chance.integers(24, 60))
    image = photo.copy()
    pen = ImageDraw.Draw(image)
    for top in range(0, photo.height, step):
        for left in range(0, photo.width, step):
            a, b, c, d = (left, top), (left + step, top), (left, top + step), (left + step, top + step)
            corners = (a, b, c), (b, c, d)
            for number, corner in enumerate(corners, start=1):
                at = min(photo.width - 1, left + step * number // 3), min(photo.height - 1, top + step * number // 3)
                shade = photo.getpixel(at)
                pen.polygon(corner, fill=shade if isinstance(shade, tuple) else int(shade or 0))
    return image


def _charcoal(photo: Image.Image, chance: Chance) -> Image.Image:
    """Outlines and rubbed shadows in black."""
    lines = ImageOps.grayscale(photo.filter(ImageFilter.GaussianBlur(1))).filter(ImageFilter.CONTOUR)
    shadow = ImageOps.posterize(ImageOps.grayscale(photo.filter(ImageFilter.GaussianBlur(6))), 2)
    return ImageChops.multiply(lines, Image.blend(shadow, Image.new("L", shadow.size, 255), 0.5)).convert("RGB")


def _print(photo: Image.Image, chance: Chance) -> Image.Image:
    """A woodcut: two colours, nothing between them."""
    ink, paper = (tuple(int(value) for value in chance.integers(low, low + 80, 3)) for low in (0, 170))
    black = ImageOps.grayscale(photo.filter(ImageFilter.ModeFilter(5))).point(lambda value: 255 if value > 110 else 0)
    return ImageOps.colorize(black, ink, paper)


def _balls(photo: Image.Image, chance: Chance) -> Image.Image:
    """Shaded balls as a drawing program makes them: smooth gradients without grain."""
    wide, high = 900, 600
    down, across = np.mgrid[:high, :wide]
    made = np.full((high, wide, 3), chance.uniform(150, 255, 3)) - 60 * (down / high)[:, :, None]
    for _ in range(int(chance.integers(2, 7))):
        x, y, size = chance.uniform(0, wide), chance.uniform(0, high), chance.uniform(50, 160)
        far = np.hypot(across - x, down - y)
        light = np.clip(1.2 - np.hypot(across - x + size / 3, down - y + size / 3) / size, 0.15, 1)
        inside = far < size
        made[inside] = (light[:, :, None] * chance.uniform(60, 255, 3))[inside]
    return Image.fromarray(np.clip(made, 0, 255).astype(np.uint8))


def _ornament(photo: Image.Image, chance: Chance) -> Image.Image:
    """A pattern of lines that repeats around its middle."""
    image = Image.new("RGB", (800, 800), tuple(int(value) for value in chance.integers(200, 256, 3)))
    pen, ink = ImageDraw.Draw(image), tuple(int(value) for value in chance.integers(0, 130, 3))
    count = int(chance.integers(6, 16))
    for ring in range(4):
        for turn in np.arange(count) * 2 * np.pi / count:
            x, y = 400 + 80 * (ring + 0.6) * np.cos(turn), 400 + 80 * (ring + 0.6) * np.sin(turn)
            size = chance.uniform(20, 60)
            pen.ellipse((x - size, y - size, x + size, y + size), outline=ink, width=4)
    return image


TEST: tuple[Way, ...] = (_pixels, _facets, _charcoal, _print, _balls, _ornament)

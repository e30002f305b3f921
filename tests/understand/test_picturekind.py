"""What kind a picture is: blanks and their borders, each kind in plain cases, and what a guess costs.

How often it is right is measured on a made set (`bench/picture_kinds.py`); here stands what must not slip.
"""

from __future__ import annotations

import time
from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont

from access.model.findings import TextBox
from access.model.media import Frame
from access.model.pictures import KindGuess, PictureKind
from access.understand.kindfeatures import Features, measured
from access.understand.kindweights import WEIGHTS
from access.understand.picturekind import decided, guessed, picture_kind, why

WORDS = "the harbour opens early and the ferry leaves for the island when its passengers are on board".split()


def plain(shade: tuple[int, int, int], size: tuple[int, int] = (640, 480)) -> Image.Image:
    return Image.new("RGB", size, shade)


def grained(image: Image.Image, strength: float) -> Image.Image:
    pixels = np.asarray(image, dtype=np.float64)
    noise = np.random.default_rng(3).normal(0, strength, pixels.shape)
    return Image.fromarray(np.clip(pixels + noise, 0, 255).astype(np.uint8))


def gradient(low: int, high: int) -> Image.Image:
    column = np.linspace(low, high, 480)[:, None, None]
    return Image.fromarray(np.broadcast_to(column, (480, 640, 3)).astype(np.uint8))


def written(image: Image.Image, lines: list[str], size: int, left: float = 0.1, top: float = 0.1) -> tuple[TextBox, ...]:
    """Write lines, and return them as OCR would."""
    pen, font, boxes = ImageDraw.Draw(image), ImageFont.load_default(size), []
    for number, line in enumerate(lines):
        at = (left * image.width, top * image.height + number * size * 1.5)
        a, b, c, d = pen.textbbox(at, line, font=font)
        pen.text(at, line, fill=(20, 20, 24), font=font)
        boxes.append(TextBox(line, a / image.width, b / image.height, (c - a) / image.width, (d - b) / image.height, 0.99))
    return tuple(boxes)


def page() -> tuple[Image.Image, tuple[TextBox, ...]]:
    image = plain((255, 255, 255), (1000, 1400))
    lines = [" ".join(WORDS[(number + at) % len(WORDS)] for at in range(9)) for number in range(36)]
    return image, written(image, lines, 22)


def photograph() -> Image.Image:
    """Soft shapes of every size, with the grain of a sensor: what photographs have in common."""
    chance = np.random.default_rng(8)
    total = np.zeros((600, 800, 3))
    for cells, weight in ((3, 80.0), (9, 45.0), (40, 22.0), (160, 12.0)):
        grid = chance.uniform(0, 255, (cells, cells, 3)).astype(np.uint8)
        layer = Image.fromarray(grid).resize((800, 600), Image.Resampling.BICUBIC)
        total += weight * (np.asarray(layer) / 127.5 - 1)
    return grained(Image.fromarray(np.clip(total + 120, 0, 255).astype(np.uint8)), 5)


def bars() -> tuple[Image.Image, tuple[TextBox, ...]]:
    image = plain((255, 255, 255), (1200, 800))
    pen, boxes = ImageDraw.Draw(image), list(written(image, ["Passengers a month"], 40, 0.1, 0.04))
    for level in range(6):
        y = 700 - level * 100
        pen.line((120, y, 1150, y), fill=(210, 210, 210), width=2)
        boxes += written(image, [str(level * 20)], 24, 0.05, (y - 14) / 800)
    for number, high in enumerate((300, 420, 180, 520, 260)):
        pen.rectangle((170 + number * 200, 700 - high, 290 + number * 200, 700), fill=(40, 110, 180))
        boxes += written(image, [WORDS[number + 4]], 24, (170 + number * 200) / 1200, 0.9)
    pen.line((120, 700, 1150, 700), fill=(40, 40, 40), width=3)
    return image, tuple(boxes)


@pytest.mark.parametrize("image", [
    plain((255, 255, 255)), plain((0, 0, 0)), plain((30, 90, 160)), plain((200, 200, 200), (3, 2)), plain((9, 9, 9), (1, 1)),
    grained(plain((240, 238, 230)), 2.5), gradient(235, 250),
], ids=["white", "black", "blue", "tiny", "a pixel", "paper", "faint"])
def test_next_to_nothing_is_blank(image: Image.Image) -> None:
    assert guessed(image, ()).kind is PictureKind.BLANK


def test_a_thin_line_is_no_blank() -> None:
    image = plain((255, 255, 255))
    ImageDraw.Draw(image).line((100, 100, 540, 380), fill=(0, 0, 0), width=2)
    assert guessed(image, ()).kind is not PictureKind.BLANK


def test_a_strong_gradient_is_no_blank() -> None:
    assert guessed(gradient(20, 240), ()).kind is not PictureKind.BLANK


def test_a_page_with_its_number_alone_is_a_document() -> None:
    image = plain((255, 255, 255), (900, 1270))
    assert guessed(image, written(image, ["17"], 24, 0.5, 0.93)).kind is PictureKind.DOCUMENT


def test_text_that_ocr_did_not_see_keeps_a_picture_from_being_blank() -> None:
    image = plain((255, 255, 255))
    written(image, ["Closed on Mondays"], 60)
    assert guessed(image, ()).kind is not PictureKind.BLANK


def test_a_page_of_text_is_a_document() -> None:
    assert guessed(*page()).kind is PictureKind.DOCUMENT


def test_a_photograph_is_a_photo_and_so_is_its_jpeg_and_its_grey_copy(tmp_path: Path) -> None:
    image = photograph()
    image.save(tmp_path / "a.jpg", quality=60)
    with Image.open(tmp_path / "a.jpg") as jpeg:
        forms = [image, jpeg.convert("RGB"), image.convert("L").convert("RGB"), image.resize((400, 300))]
    assert {guessed(form, ()).kind for form in forms} == {PictureKind.PHOTO}


def test_bars_over_a_scale_are_a_chart() -> None:
    assert guessed(*bars()).kind is PictureKind.CHART


def test_flat_shapes_are_a_drawing() -> None:
    image = plain((190, 225, 240), (800, 600))
    pen = ImageDraw.Draw(image)
    pen.ellipse((500, 60, 620, 180), fill=(250, 220, 90))
    pen.polygon([(0, 420), (200, 220), (380, 400), (560, 260), (800, 440), (800, 600), (0, 600)], fill=(70, 130, 80))
    pen.ellipse((120, 330, 260, 470), fill=(200, 60, 50), outline=(20, 20, 20), width=4)
    assert guessed(image, ()).kind is PictureKind.DRAWING


def test_a_figure_is_between_0_and_about_1_whatever_the_picture() -> None:
    pictures = [plain((0, 0, 0), (1, 1)), plain((255, 0, 0), (1, 900)), plain((3, 3, 3), (900, 2)), photograph(), page()[0]]
    for image in pictures:
        for boxes in ((), page()[1], (TextBox("7", 0.0, 0.0, 1.0, 1.0, 0.9),) * 400):
            values = measured(image, boxes).values
            assert np.isfinite(values).all()
            assert (values >= 0).all()
            assert (values <= 1.6).all()


def test_a_box_at_the_very_edge_is_measured() -> None:
    assert measured(plain((1, 2, 3), (50, 50)), [TextBox("edge", 1.0, 1.0, 0.0, 0.0, 0.5)]).texts > 0


def test_figures_evenly_apart_are_a_scale_and_figures_strewn_about_are_none() -> None:
    image = photograph()
    even = [TextBox(str(10 * number), 0.05, 0.1 + 0.12 * number, 0.03, 0.03, 0.9) for number in range(6)]
    strewn = [TextBox("7", left, top, 0.03, 0.03, 0.9) for left, top in ((0.1, 0.2), (0.4, 0.7), (0.8, 0.3), (0.6, 0.5))]
    assert measured(image, even).scale == pytest.approx(0.75)
    assert measured(image, strewn).scale == 0


def test_every_measurement_has_its_weights() -> None:
    assert set(WEIGHTS) == set(Features.names())


def test_the_confidence_is_the_lead_over_the_next() -> None:
    guess = decided(measured(*page()))
    assert 0 <= guess.confidence <= 1
    features = measured(photograph(), ())
    assert why(features, PictureKind.PHOTO)
    assert set(why(features, PictureKind.PHOTO)) <= set(Features.names())


def test_a_frame_is_read_from_its_file(tmp_path: Path) -> None:
    plain((250, 250, 250)).save(tmp_path / "a.bmp")
    assert picture_kind(Frame(tmp_path / "a.bmp", 640, 480), ()) == KindGuess(PictureKind.BLANK, 0.9)


def test_a_guess_at_a_megapixel_costs_a_few_ms() -> None:
    image = photograph().resize((1152, 864))
    boxes = page()[1]
    guessed(image, boxes)
    taken = []
    for _ in range(9):
        began = time.process_time()
        guessed(image, boxes)
        taken.append(time.process_time() - began)
    assert min(taken) < 0.015

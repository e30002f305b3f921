"""The text reader: what it reads, where, in which order, and how quietly."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from pathlib import Path

import pytest
from made import picture, slide
from PIL import Image, ImageDraw, ImageFont

from access.engines.ocr.rapidocr import RapidOcr, factory, in_reading_order
from access.errors import EngineFailed
from access.model.findings import TextBox
from access.model.media import Frame


@pytest.fixture(scope="module")
def engine() -> Iterator[RapidOcr]:
    engine = RapidOcr()
    yield engine
    engine.close()


def box(text: str, left: float, top: float, height: float = 0.1) -> TextBox:
    return TextBox(text, left, top, 0.2, height, 1.0)


def test_a_slide_is_read_word_for_word_and_in_silence(
    engine: RapidOcr, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    boxes = engine.read(Frame(slide(tmp_path / "a.png", ["Entrance", "Open 9 to 5"]), 1280, 720))
    assert [found.text for found in boxes] == ["Entrance", "Open 9 to 5"]
    assert all(found.score > 0.9 for found in boxes)
    assert boxes[0].top < 0.5 < boxes[1].top + boxes[1].height
    assert capfd.readouterr() == ("", "")
    assert logging.getLogger("RapidOCR").getEffectiveLevel() >= logging.CRITICAL


def test_words_of_one_row_are_read_from_left_to_right(engine: RapidOcr, tmp_path: Path) -> None:
    image = Image.new("RGB", (1000, 400), "white")
    draw, font = ImageDraw.Draw(image), ImageFont.load_default(48)
    draw.text((650, 100), "Karen Taber", "black", font)
    draw.text((60, 104), "Producer", "black", font)
    draw.text((60, 260), "Music", "black", font)
    image.save(tmp_path / "a.png")
    assert [found.text for found in engine.read(Frame(tmp_path / "a.png", 1000, 400))] == ["Producer", "Karen Taber", "Music"]


def test_a_word_that_looks_like_another_on_its_head_is_read_the_right_way_up(engine: RapidOcr, tmp_path: Path) -> None:
    image = Image.new("RGB", (1280, 720), (18, 60, 100))
    names = ["New window", "Open file", "Find next", "Quit"]
    for number, name in enumerate(names):
        ImageDraw.Draw(image).text((100, 335 + 72 * number), name, (255, 236, 150), ImageFont.load_default(22))
    image.save(tmp_path / "a.png")
    assert [found.text for found in engine.read(Frame(tmp_path / "a.png", 1280, 720))] == names


@pytest.mark.parametrize("degrees", [90, 180, 270])
def test_text_that_is_turned_is_read(engine: RapidOcr, tmp_path: Path, degrees: int) -> None:
    line = Image.new("RGB", (400, 60), "white")
    ImageDraw.Draw(line).text((200, 30), "Visitors a month", "black", ImageFont.load_default(36), anchor="mm")
    image = Image.new("RGB", (1000, 600), "white")
    image.paste(line.rotate(degrees, expand=True), (80, 60))
    image.save(tmp_path / "a.png")
    (found,) = engine.read(Frame(tmp_path / "a.png", 1000, 600))
    assert found.text == "Visitors a month"
    assert found.score > 0.9


def test_a_picture_without_text_reads_as_nothing(engine: RapidOcr, tmp_path: Path) -> None:
    assert engine.read(Frame(picture(tmp_path / "hills.png"), 1280, 720)) == ()


def test_a_frame_that_is_gone_is_a_failure_that_names_it(engine: RapidOcr, tmp_path: Path) -> None:
    with pytest.raises(EngineFailed, match="gone"):
        engine.read(Frame(tmp_path / "gone.png", 1, 1))


def test_a_model_that_it_does_not_have_is_not_ready() -> None:
    assert factory.readiness("").ready
    assert not factory.readiness("huge").ready


def test_a_slanted_row_is_one_row() -> None:
    boxes = [box("right", 0.7, 0.14), box("left", 0.1, 0.10), box("below", 0.1, 0.30)]
    assert [found.text for found in in_reading_order(boxes)] == ["left", "right", "below"]

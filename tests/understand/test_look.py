"""A still picture made ready to be looked at, and the question that goes with it."""

from __future__ import annotations

from pathlib import Path

from PIL import Image

from access.config import LimitOptions
from access.model.findings import TextBox
from access.model.media import Asset, Frame, MediaKind
from access.model.pictures import AltProfile, PictureInfo
from access.understand.look import LONGEST_SIDE, frame, question


def asset(path: Path, format: str) -> Asset:
    return Asset(path, Path(path.name), MediaKind.IMAGE, format, "0" * 64, path.stat().st_size)


def test_a_large_picture_is_scaled_to_its_longer_side(tmp_path: Path) -> None:
    Image.new("RGB", (6000, 1500), "red").save(tmp_path / "a.png")
    made = frame(asset(tmp_path / "a.png", "png"), LimitOptions(), tmp_path / "into" / "deep")
    assert (made.width, made.height, made.at) == (LONGEST_SIDE, 640, 0)
    with Image.open(made.path) as image:
        assert (image.format, image.mode, image.size) == ("PNG", "RGB", (LONGEST_SIDE, 640))


def test_a_small_picture_keeps_its_size_and_is_turned_upright(tmp_path: Path) -> None:
    image = Image.new("RGB", (40, 20), "black")
    image.paste("white", (0, 0, 20, 20))
    exif = Image.Exif()
    exif[0x0112] = 6  # to be turned clockwise
    image.save(tmp_path / "a.jpg", exif=exif)
    made = frame(asset(tmp_path / "a.jpg", "jpeg"), LimitOptions(), tmp_path / "into")
    assert (made.width, made.height) == (20, 40)
    with Image.open(made.path) as upright:
        assert upright.getpixel((10, 5)) == (255, 255, 255)
        assert upright.getpixel((10, 35)) == (0, 0, 0)


def test_of_an_animation_the_first_frame_is_taken(tmp_path: Path) -> None:
    first, second = (Image.new("RGB", (30, 30), colour) for colour in ("red", "blue"))
    first.save(tmp_path / "a.gif", save_all=True, append_images=[second], duration=100)
    made = frame(asset(tmp_path / "a.gif", "gif"), LimitOptions(), tmp_path / "into")
    with Image.open(made.path) as image:
        assert image.getpixel((5, 5)) == (255, 0, 0)


def test_the_question_holds_what_is_known_and_never_the_files_name(tmp_path: Path) -> None:
    picture = PictureInfo(10, 10, 1, caption="Herons", title="Lake", people=("Ana",), place="Kew", keywords=("bird",))
    looked_at = Frame(tmp_path / "look.png", 10, 10)
    asked = question(picture, [TextBox("Exit", 0, 0, 1, 1, 1.0)], looked_at, "de", AltProfile("own", 90, 180))
    assert asked.frames == (looked_at,)
    assert (asked.language, asked.texts, asked.caption, asked.title) == ("de", ("Exit",), "Herons", "Lake")
    assert (asked.people, asked.place, asked.max_characters) == (("Ana",), "Kew", 90)

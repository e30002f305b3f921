"""A still picture made ready to be looked at, and the question that goes with it."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from formats import asset_of
from made import picture, slide
from PIL import Image, ImageChops, ImageCms, ImageDraw, TiffImagePlugin

from access.config import LimitOptions
from access.model.findings import Context
from access.model.media import Frame
from access.model.pictures import AltProfile, PeoplePolicy, PictureInfo, PictureKind
from access.understand.look import LONGEST_SIDE, MOST_FRAMES, frames, question

LIMITS = LimitOptions()


def looked_at(path: Path, limits: LimitOptions = LIMITS) -> tuple[Frame, ...]:
    return frames(asset_of(path), limits, path.parent / "into" / "deep")


def pixels(frame: Frame) -> Image.Image:
    with Image.open(frame.path) as image:
        assert (image.mode, image.size) == ("RGB", (frame.width, frame.height))
        return image.copy()


def only(path: Path) -> Image.Image:
    (frame,) = looked_at(path)
    assert frame.at == 0
    return pixels(frame)


def near(image: Image.Image, at: tuple[int, int], colour: tuple[int, int, int], within: int = 12) -> bool:
    found = image.getpixel(at)
    assert isinstance(found, tuple)
    return all(abs(one - other) <= within for one, other in zip(found, colour, strict=True))


def test_a_large_picture_is_scaled_to_its_longer_side(tmp_path: Path) -> None:
    Image.new("RGB", (6000, 1500), "red").save(tmp_path / "a.png")
    assert only(tmp_path / "a.png").size == (LONGEST_SIDE, 640)


# --- every kind, upright and in its colours --------------------------------------------------------------------------

CORNERS = {(8, 8): (220, 30, 30), (88, 8): (30, 160, 60), (8, 56): (30, 60, 200), (88, 56): (240, 220, 60)}
"""Of a picture of 96×64: what colour stands where."""
GREYS = {place: (round(0.299 * red + 0.587 * green + 0.114 * blue),) * 3 for place, (red, green, blue) in CORNERS.items()}


def scene() -> Image.Image:
    image = Image.new("RGB", (96, 64))
    for (x, y), colour in CORNERS.items():
        image.paste(colour, (0 if x < 48 else 48, 0 if y < 32 else 32, 48 if x < 48 else 96, 32 if y < 32 else 64))
    return image


def grey16() -> Image.Image:
    return Image.fromarray(np.asarray(scene().convert("L")).astype(np.uint16) * 257)


def png16(path: Path, colour_type: int, array: np.ndarray) -> Path:
    """Write a PNG with 16 bits a sample, which Pillow writes of greys alone."""
    rows = b"".join(b"\0" + row.astype(">u2").tobytes() for row in array)
    head = struct.pack(">IIBBBBB", 96, 64, 16, colour_type, 0, 0, 0)
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
        for name, data in ((b"IHDR", head), (b"IDAT", zlib.compress(rows)), (b"IEND", b""))))
    return path


def wide(image: Image.Image) -> np.ndarray:
    return np.asarray(image).astype(np.uint16) * 257


def translucent() -> Image.Image:
    image = scene().convert("RGBA")
    image.paste((0, 0, 0, 0), (40, 24, 56, 40))
    return image


def plain_cmyk(path: Path) -> None:
    """Write a CMYK JPEG as others than Adobe do: without its mark, and the inks not inverted."""
    ImageChops.invert(scene().convert("CMYK")).save(path, quality=95)
    data = path.read_bytes()
    at = data.index(b"\xff\xee")
    path.write_bytes(data[:at] + data[at + 2 + int.from_bytes(data[at + 2 : at + 4], "big"):])


def lab(path: Path) -> None:
    to_lab = ImageCms.buildTransform(ImageCms.createProfile("sRGB"), ImageCms.createProfile("LAB"), "RGB", "LAB")
    image = ImageCms.applyTransform(scene(), to_lab)
    assert image is not None
    image.save(path)


def tiff_rgb16(path: Path) -> None:
    """Write a TIFF of 16-bit RGB, big-endian, by hand."""
    data = wide(scene()).astype(">u2").tobytes()
    entries = [
        (256, 3, 1, 96 << 16), (257, 3, 1, 64 << 16), (258, 3, 3, 200), (259, 3, 1, 1 << 16), (262, 3, 1, 2 << 16),
        (273, 4, 1, 256), (277, 3, 1, 3 << 16), (278, 3, 1, 64 << 16), (279, 4, 1, len(data))]
    head = b"MM\0*" + struct.pack(">IH", 8, len(entries)) + b"".join(struct.pack(">HHII", *entry) for entry in entries)
    head = head.ljust(200, b"\0") + struct.pack(">HHH", 16, 16, 16)
    path.write_bytes(head.ljust(256, b"\0") + data)


COLOURED: dict[str, Callable[[Path], object]] = {
    "jpeg.jpg": lambda path: scene().save(path, quality=95),
    "cmyk-adobe.jpg": lambda path: scene().convert("CMYK").save(path, quality=95),
    "cmyk.jpg": plain_cmyk,
    "cmyk.tif": lambda path: scene().convert("CMYK").save(path),
    "ycbcr.tif": lambda path: scene().convert("YCbCr").save(path, compression="jpeg", quality=95),
    "lab.tif": lab,
    "png.png": lambda path: scene().save(path),
    "rgb16.png": lambda path: png16(path, 2, wide(scene())),
    "rgba16.png": lambda path: png16(path, 6, wide(translucent())),
    "rgb16.tif": tiff_rgb16,
    "palette.png": lambda path: scene().quantize(16).save(path),
    "palette-alpha.png": lambda path: translucent().quantize(16).save(path),
    "rgba.png": lambda path: translucent().save(path),
    "webp.webp": lambda path: scene().save(path, quality=95),
    "rgba.webp": lambda path: translucent().save(path, lossless=True),
    "avif.avif": lambda path: scene().save(path, quality=95),
    "rgba.avif": lambda path: translucent().save(path, quality=95),
    "heic.heic": lambda path: scene().save(path, quality=95),
    "rgba.heic": lambda path: translucent().save(path, quality=95),
    "gif.gif": lambda path: scene().save(path),
    "gif-alpha.gif": lambda path: translucent().save(path),
    "lzw.tif": lambda path: scene().save(path, compression="tiff_lzw"),
    "rgba.tif": lambda path: translucent().save(path),
    "bmp.bmp": lambda path: scene().save(path),
    "palette.bmp": lambda path: scene().quantize(16).save(path),
}
GREY: dict[str, Callable[[Path], object]] = {
    "grey.jpg": lambda path: scene().convert("L").save(path, quality=95),
    "grey16.png": lambda path: grey16().save(path),
    "la16.png": lambda path: png16(path, 4, wide(scene().convert("LA"))),
    "la.png": lambda path: scene().convert("LA").save(path),
    "grey16.tif": lambda path: grey16().save(path),
    "grey16-big-endian.tif": lambda path: Image.frombytes(
        "I;16B", (96, 64), wide(scene().convert("L")).astype(">u2").tobytes()).save(path),
    "grey12.tif": lambda path: Image.fromarray(
        (np.asarray(scene().convert("L")).astype(np.uint32) * 4095 // 255).astype(np.uint16)).save(path),
    "grey.bmp": lambda path: scene().convert("L").save(path),
    "grey.webp": lambda path: scene().convert("L").save(path, quality=95),
}


@pytest.mark.parametrize("name", COLOURED)
def test_every_kind_comes_out_in_its_colours(name: str, tmp_path: Path) -> None:
    COLOURED[name](tmp_path / name)
    image = only(tmp_path / name)
    assert image.size == (96, 64)
    assert all(near(image, at, colour, 24) for at, colour in CORNERS.items()), [image.getpixel(at) for at in CORNERS]


@pytest.mark.parametrize("name", GREY)
def test_greys_of_any_depth_come_out_as_bright_as_they_are(name: str, tmp_path: Path) -> None:
    GREY[name](tmp_path / name)
    image = only(tmp_path / name)
    assert all(near(image, at, grey, 4) for at, grey in GREYS.items()), [image.getpixel(at) for at in GREYS]


def test_one_bit_is_black_and_white(tmp_path: Path) -> None:
    for name in ("a.png", "a.tif", "a.bmp"):
        bits = Image.new("1", (96, 64), 1)
        bits.paste(0, (0, 0, 48, 64))
        bits.save(tmp_path / name, **({"compression": "group4"} if name == "a.tif" else {}))
        image = only(tmp_path / name)
        assert (image.getpixel((8, 8)), image.getpixel((88, 8))) == ((0, 0, 0), (255, 255, 255))


@pytest.mark.filterwarnings("error")
def test_numbers_without_a_scale_are_stretched_and_what_is_none_is_black(tmp_path: Path) -> None:
    values = np.linspace(-3, 7, 96 * 64, dtype=np.float32).reshape(64, 96)
    values[0, 0], values[0, 1] = np.nan, np.inf
    Image.fromarray(values).save(tmp_path / "a.tif")
    Image.fromarray(np.full((64, 96), np.nan, np.float32)).save(tmp_path / "b.tif")
    image = only(tmp_path / "a.tif")
    assert near(image, (0, 0), (0, 0, 0))
    assert near(image, (95, 63), (255, 255, 255), 1)
    assert only(tmp_path / "b.tif").getextrema() == ((0, 0), (0, 0), (0, 0))


UPRIGHT = {
    1: None, 2: Image.Transpose.FLIP_LEFT_RIGHT, 3: Image.Transpose.ROTATE_180, 4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE, 6: Image.Transpose.ROTATE_90, 7: Image.Transpose.TRANSVERSE, 8: Image.Transpose.ROTATE_270,
}
"""How a picture lies in the file whose orientation is said so."""


@pytest.mark.parametrize("orientation", UPRIGHT)
@pytest.mark.parametrize("ending", ["jpg", "png", "webp", "tif", "avif", "heic"])
def test_every_kind_that_knows_of_it_is_turned_upright(ending: str, orientation: int, tmp_path: Path) -> None:
    turn = UPRIGHT[orientation]
    lying = scene() if turn is None else scene().transpose(turn)
    exif = Image.Exif()
    exif[0x0112] = orientation
    # Bytes: from an `Exif` object pillow-heif makes no rotation, which HEIC has instead of EXIF's.
    how: dict[str, Any] = {} if ending in ("png", "tif") else {"quality": 95}
    lying.save(tmp_path / f"a.{ending}", exif=exif.tobytes(), **how)
    image = only(tmp_path / f"a.{ending}")
    assert image.size == (96, 64)
    assert all(near(image, at, colour, 24) for at, colour in CORNERS.items()), [image.getpixel(at) for at in CORNERS]


# --- what is transparent ---------------------------------------------------------------------------------------------


def lettered(ink: object, also: object = None) -> Image.Image:
    image = Image.new("RGBA", (300, 100), (0, 0, 0, 0))
    draw = ImageDraw.Draw(image)
    if also:
        draw.rectangle((200, 10, 290, 90), fill=also)  # type: ignore[arg-type]
    draw.text((10, 30), "Saturday", fill=ink, font_size=36)  # type: ignore[arg-type]
    return image


@pytest.mark.parametrize(("ink", "also", "ground"), [
    ("black", None, 255), ("#204080", None, 255), ("white", None, 24), ("#f0f0d0", None, 24), ("white", "#101040", 128),
    ("black", "white", 128),
])
def test_what_is_transparent_stands_on_a_ground_that_shows_it(
    ink: str, also: str | None, ground: int, tmp_path: Path,
) -> None:
    lettered(ink, also).save(tmp_path / "a.png")
    image = only(tmp_path / "a.png")
    assert image.getpixel((150, 5)) == (ground,) * 3
    grey = np.asarray(image.convert("L")).astype(int)[:, :200]
    assert np.ptp(grey) >= 90


def test_a_picture_of_nothing_is_white(tmp_path: Path) -> None:
    Image.new("RGBA", (40, 40), (255, 255, 255, 0)).save(tmp_path / "a.png")
    assert only(tmp_path / "a.png").getextrema() == ((255, 255),) * 3


def test_light_inside_a_picture_is_left_on_white(tmp_path: Path) -> None:
    image = Image.new("RGBA", (200, 200), (0, 0, 0, 0))
    draw = ImageDraw.Draw(image)
    draw.ellipse((20, 20, 180, 180), fill="#304060")
    draw.ellipse((40, 40, 160, 160), fill="white")
    image.save(tmp_path / "a.png")
    assert only(tmp_path / "a.png").getpixel((2, 2)) == (255, 255, 255)


# --- animations and pages --------------------------------------------------------------------------------------------


def steps_of(folder: Path, words: list[str], held: int = 1) -> list[Image.Image]:
    shown = []
    for number, word in enumerate(words):
        with Image.open(slide(folder / f"slide-{number}.png", [word], (320, 180))) as image:
            shown += [image.convert("RGB")] * held
    return shown


ANIMATED: dict[str, dict[str, Any]] = {
    "gif": {}, "webp": {"lossless": True}, "avif": {"quality": 90}, "png": {},
}


@pytest.mark.parametrize("ending", ANIMATED)
def test_of_an_animation_the_moments_that_differ_are_looked_at_in_their_order(ending: str, tmp_path: Path) -> None:
    first, *rest = steps_of(tmp_path, ["Step 1", "Step 2", "Step 3"])
    first.save(tmp_path / f"a.{ending}", save_all=True, append_images=rest, duration=[500, 300, 200], **ANIMATED[ending])
    found = looked_at(tmp_path / f"a.{ending}")
    assert [frame.at for frame in found] == [0, 500, 800]
    for frame, meant in zip(found, [first, *rest], strict=True):
        difference = np.abs(np.asarray(pixels(frame)).astype(int) - np.asarray(meant).astype(int))
        assert difference.mean() < 3


def test_no_more_than_four_are_looked_at_however_long_it_is(tmp_path: Path) -> None:
    shown = [Image.new("RGB", (64, 48), (number * 5 % 256, 255 - number * 5, 90)) for number in range(50)]
    shown[0].save(tmp_path / "a.gif", save_all=True, append_images=shown[1:], duration=40)
    found = looked_at(tmp_path / "a.gif")
    assert len(found) == MOST_FRAMES
    assert [frame.at for frame in found] == sorted(frame.at for frame in found)
    assert found[-1].at > 1000
    assert sorted(path.name for path in found[0].path.parent.iterdir()) == sorted(frame.path.name for frame in found)


def test_an_animation_of_nothing_new_is_a_still(tmp_path: Path) -> None:
    with Image.open(picture(tmp_path / "hills.png", (160, 120))) as hills:
        still = hills.convert("RGB")
    noisy = [Image.fromarray(np.clip(np.asarray(still).astype(int) + dice, 0, 255).astype(np.uint8))
             for dice in np.random.default_rng(0).integers(-12, 13, (6, 120, 160, 3))]
    noisy[0].save(tmp_path / "a.webp", save_all=True, append_images=noisy[1:], duration=100)
    assert len(looked_at(tmp_path / "a.webp")) == 1


def test_a_blank_beginning_is_left_out(tmp_path: Path) -> None:
    blank = Image.new("RGB", (320, 180), "white")
    (shown,) = steps_of(tmp_path, ["Open on Saturday"])
    blank.save(tmp_path / "a.gif", save_all=True, append_images=[shown], duration=100)
    found = looked_at(tmp_path / "a.gif")
    assert [np.ptp(np.asarray(pixels(frame).convert("L"))) > 100 for frame in found] in ([True], [False, True])


def test_pictures_are_drawn_over_what_stood_there_before(tmp_path: Path) -> None:
    """A GIF's later frames hold what changed alone."""
    first = scene()
    second = first.copy()
    second.paste((255, 255, 255), (40, 24, 56, 40))
    first.save(tmp_path / "a.gif", save_all=True, append_images=[second], duration=100)
    found = [pixels(frame) for frame in looked_at(tmp_path / "a.gif")]
    assert len(found) == 2
    assert all(near(image, at, colour, 24) for image in found for at, colour in CORNERS.items())
    assert near(found[1], (48, 32), (255, 255, 255))


def test_of_several_pictures_in_one_file_the_first_is_the_one_that_viewers_show(tmp_path: Path) -> None:
    reds = [Image.new("RGB", (64, 48), colour) for colour in ("red", "lime", "blue")]
    for image in reds:
        ImageDraw.Draw(image).rectangle((4, 4, 20, 20), fill="white")
    reds[0].save(tmp_path / "a.heic", save_all=True, append_images=reds[1:], primary_index=1, quality=95)
    found = looked_at(tmp_path / "a.heic")
    assert len(found) == 3
    assert near(pixels(found[0]), (50, 40), (0, 255, 0), 24)


def test_a_damaged_end_costs_only_itself(tmp_path: Path) -> None:
    first, *rest = steps_of(tmp_path, ["Step 1", "Step 2", "Step 3"])
    first.save(tmp_path / "a.png", save_all=True, append_images=rest, duration=100)
    data = bytearray((tmp_path / "a.png").read_bytes())
    last = data.rindex(b"fdAT")
    data[last + 12 : last + 40] = b"\xff" * 28
    (tmp_path / "a.png").write_bytes(data)
    found = looked_at(tmp_path / "a.png")
    assert [frame.at for frame in found] == [0, 100]
    assert np.abs(np.asarray(pixels(found[0])).astype(int) - np.asarray(first).astype(int)).mean() < 3


def test_a_tiffs_first_pages_are_looked_at_each_as_it_stands(tmp_path: Path) -> None:
    shown = steps_of(tmp_path, [f"Page {number}" for number in range(6)])
    shown[2] = shown[2].transpose(Image.Transpose.ROTATE_90)
    shown[1] = shown[1].convert("CMYK")
    tags = TiffImagePlugin.ImageFileDirectory_v2()
    shown[0].save(tmp_path / "a.tif", save_all=True, append_images=shown[1:], tiffinfo=tags)
    found = looked_at(tmp_path / "a.tif")
    assert [(frame.width, frame.height, frame.at) for frame in found] == [
        (320, 180, 0), (320, 180, 0), (180, 320, 0), (320, 180, 0)]
    for frame, meant in zip(found, shown[:4], strict=True):
        assert np.abs(np.asarray(pixels(frame)).astype(int) - np.asarray(meant.convert("RGB")).astype(int)).mean() < 3


def test_a_smaller_copy_in_a_tiff_is_no_page(tmp_path: Path) -> None:
    first, second = steps_of(tmp_path, ["Page 1", "Page 2"])
    with TiffImagePlugin.AppendingTiffWriter(str(tmp_path / "a.tif"), new=True) as out:
        for image, kind in ((first, 0), (first.resize((64, 36)), 1), (second, 2)):
            tags = TiffImagePlugin.ImageFileDirectory_v2()
            tags[254] = kind
            image.save(out, format="TIFF", tiffinfo=tags)
            out.newFrame()
    assert [frame.width for frame in looked_at(tmp_path / "a.tif")] == [320, 320]


def test_a_page_larger_than_allowed_is_not_decoded(tmp_path: Path) -> None:
    small, large = Image.new("RGB", (64, 48), "red"), Image.new("RGB", (640, 480), "blue")
    small.save(tmp_path / "a.tif", save_all=True, append_images=[large])
    assert [frame.width for frame in looked_at(tmp_path / "a.tif", LimitOptions(max_pixels=64 * 48))] == [64]


# --- the question ----------------------------------------------------------------------------------------------------


def test_the_question_holds_what_the_picture_its_page_and_its_text_say(tmp_path: Path) -> None:
    info = PictureInfo(10, 10, 2, caption="Herons", title="Lake", people=("Ana",), place="Kew", keywords=("bird",), pages=True)
    context = Context("link", ("Ben", "Ana"), "Crail", page="Spring", link="The print", product=(("paper", "matt"),))
    frame = Frame(tmp_path / "look.bmp", 10, 10)
    asked = question(
        info, context, ["Exit"], [frame], PictureKind.CHART, "de", PeoplePolicy.CONTEXT_ONLY, AltProfile("own", 90, 180),
        "grey heron", "A heron.")
    assert (asked.frames, asked.language, asked.texts, asked.max_characters) == ((frame,), "de", ("Exit",), 90)
    assert (asked.caption, asked.title, asked.kind, asked.pages) == ("Herons", "Lake", PictureKind.CHART, True)
    assert (asked.people, asked.place, asked.people_policy) == (("Ben", "Ana"), "Crail", PeoplePolicy.CONTEXT_ONLY)
    assert (asked.keywords, asked.given) == (("bird", "grey heron"), "A heron.")
    assert (asked.purpose, asked.page, asked.link, asked.product) == ("link", "Spring", "The print", (("paper", "matt"),))


def test_where_nothing_is_known_nothing_is_told(tmp_path: Path) -> None:
    frame = Frame(tmp_path / "IMG_2031.bmp", 10, 10)
    asked = question(PictureInfo(10, 10, 1, place="Kew"), Context(), [], [frame], None, "en", PeoplePolicy.NEUTRAL,
                     AltProfile("own", 90, 180))
    assert (asked.people, asked.place, asked.keywords, asked.given) == ((), "Kew", (), "")

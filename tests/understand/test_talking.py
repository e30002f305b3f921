"""A film that shows only somebody who speaks is told from everything else with a voice over it; in doubt it is not."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import imageio_ffmpeg
import numpy as np
import pytest
from made import film, picture, shared, slide
from PIL import Image, ImageDraw

from access.config import LimitOptions
from access.mediafile import sniff
from access.model.findings import Depiction, Detail, Facet, ScreenText, Seen
from access.model.media import Asset
from access.model.time import Span
from access.understand.scenes import scenes
from access.understand.shots import watch
from access.understand.talking import talking_head

SIZE = (640, 360)
RATE = 10
SECONDS = 24
SPEECH = (Span(500, 11_000), Span(11_600, 23_500))
SKINS = {"pale": (232, 190, 172), "brown": (160, 105, 75), "dark": (95, 62, 48)}

Paint = Callable[[Image.Image, float], None]


def watched(path: Path) -> Seen:
    verdict = sniff(path)
    assert verdict is not None
    asset = Asset(path, Path(path.name), *verdict, sha256="", size=path.stat().st_size)
    return watch(asset, LimitOptions(), path.parent / "seen")


def animated(path: Path, background: Image.Image, paint: Paint, seconds: int = SECONDS) -> Seen:
    """Film `paint`, called with a copy of the background and the second, for each frame."""
    command = [
        imageio_ffmpeg.get_ffmpeg_exe(), "-y", "-loglevel", "error", "-f", "rawvideo", "-pix_fmt", "rgb24", "-s", "640x360",
        "-r", str(RATE), "-i", "pipe:0", "-c:v", "libx264", "-preset", "ultrafast", "-crf", "23", "-pix_fmt", "yuv420p",
        str(path)]
    with subprocess.Popen(command, stdin=subprocess.PIPE) as process:
        assert process.stdin is not None
        for number in range(seconds * RATE):
            image = background.copy()
            paint(image, number / RATE)
            process.stdin.write(image.tobytes())
    assert process.returncode == 0
    return watched(path)


def room(shade: int = 0) -> Image.Image:
    """Draw a wall with a shelf of books."""
    image = Image.new("RGB", SIZE, (70 + shade, 90, 110))
    draw = ImageDraw.Draw(image)
    colours = np.random.default_rng(3 + shade).integers(30, 200, (40, 3))
    for number in range(40):
        x, y = 16 * number, 40 if number % 2 else 55
        draw.rectangle((x, y, x + 13, 130), fill=tuple(int(value) for value in colours[number]))
    return image


def speaker(skin: str, middle: int = 320) -> Paint:
    """Draw a head that sways and speaks, and shoulders."""
    chance = np.random.default_rng(11)
    noise = chance.uniform(0, 1, 100_000)

    def paint(image: Image.Image, at: float) -> None:
        draw = ImageDraw.Draw(image)
        x = middle + 9 * np.sin(2.1 * at) + 4 * np.sin(5.3 * at)
        y = 150 + 4 * np.sin(3.1 * at)
        mouth = 14 * noise[int(at * RATE)]
        body = [(middle - 120, 360), (middle - 80, 255), (x, 235), (middle + 80, 255), (middle + 120, 360)]
        draw.polygon(body, fill=(40, 45, 60))
        draw.ellipse((x - 50, y - 65, x + 50, y + 65), fill=SKINS[skin])
        draw.pieslice((x - 52, y - 68, x + 52, y + 40), 180, 360, fill=(50, 35, 25))
        for eye in (-20, 20):
            draw.ellipse((x + eye - 6, y - 12, x + eye + 6, y - 4), fill="white")
        draw.ellipse((x - 18, y + 32 - mouth / 2, x + 18, y + 34 + mouth), fill=(70, 20, 25))

    return paint


def is_one(seen: Seen, voiced: tuple[Span, ...] = SPEECH, **known: object) -> bool:
    return talking_head(seen, scenes(seen), voiced, seen.shots[-1].span.end, **known)  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def head(tmp_path_factory: pytest.TempPathFactory) -> Seen:
    return animated(tmp_path_factory.mktemp("head") / "head.mp4", room(), speaker("brown"))


@pytest.mark.parametrize("skin", SKINS)
def test_somebody_who_speaks_before_a_still_camera_is_a_talking_head(skin: str, tmp_path: Path) -> None:
    assert is_one(animated(tmp_path / "a.mp4", room(), speaker(skin)))


def test_two_cameras_that_take_turns_show_a_talking_head(tmp_path: Path) -> None:
    near, far, other = speaker("pale"), speaker("pale", 250), room(60)

    def paint(image: Image.Image, at: float) -> None:
        if at // 6 % 2:
            image.paste(other)
            far(image, at)
        else:
            near(image, at)

    assert is_one(animated(tmp_path / "a.mp4", room(), paint))


def test_without_much_speech_it_is_none(head: Seen) -> None:
    assert is_one(head)
    assert not is_one(head, (Span(0, 9000),))
    assert not is_one(head, ())


def test_texts_that_stand_beside_the_speaker_make_it_none(head: Seen) -> None:
    name = ScreenText(Span(2000, 7000), ("Dr. Ada Berg", "Institute of Physics"), 0.99, 0.05)
    points = ScreenText(Span(2000, 12_000), ("What we learned in the first year", "Costs, people and time"), 0.99, 0.05)
    assert is_one(head, screen=[name])
    assert not is_one(head, screen=[name, points])
    bullets = [ScreenText(Span(at, at + 3000), (f"Step {at // 3000}",), 0.99, 0.05) for at in range(3000, 21_000, 3000)]
    assert not is_one(head, screen=bullets)
    assert is_one(head, screen=[ScreenText(Span(0, 24_000), ("Channel 4",), 0.99, 0.03)])


def test_what_a_model_saw_must_agree(head: Seen) -> None:
    span = head.shots[0].span
    person = Depiction(span, (Detail(Facet.WHO, "A woman in a dark jacket."), Detail(Facet.ACTION, "She speaks.")))
    landscape = Depiction(span, (Detail(Facet.PLACE, "Hills under a cloudy sky."),))
    assert is_one(head, depictions=[person], language="en")
    assert not is_one(head, depictions=[person, landscape], language="en")


# --- what is none --------------------------------------------------------------------------------------------------


def test_slides_with_a_voice_over_them_are_none(tmp_path: Path) -> None:
    pages = [
        slide(tmp_path / f"{number}.png", [f"Point number {number}", "and what it means"], SIZE, 30) for number in range(4)]
    assert not is_one(watched(film(tmp_path / "a.mp4", [(page, 6000) for page in pages])))


def test_one_still_portrait_with_a_voice_over_it_is_none(tmp_path: Path) -> None:
    image = room()
    speaker("pale")(image, 0)
    image.save(tmp_path / "portrait.png")
    assert not is_one(watched(film(tmp_path / "a.mp4", [(tmp_path / "portrait.png", 24_000)])))


def test_landscapes_with_a_voice_over_them_are_none(tmp_path: Path) -> None:
    places = [picture(tmp_path / f"{seed}.png", SIZE, seed) for seed in range(4)]
    assert not is_one(watched(film(tmp_path / "a.mp4", [(place, 6000) for place in places])))


def test_a_landscape_with_something_that_moves_in_it_is_none(tmp_path: Path) -> None:
    with Image.open(picture(tmp_path / "hills.png", SIZE, 2)) as image:
        hills = image.convert("RGB")

    def windmill(image: Image.Image, at: float) -> None:
        draw = ImageDraw.Draw(image)
        for sail in range(4):
            turn = at + sail * np.pi / 2
            draw.line((320, 160, 320 + 70 * np.cos(turn), 160 + 70 * np.sin(turn)), fill=(240, 240, 235), width=12)

    assert not is_one(animated(tmp_path / "a.mp4", hills, windmill))


def test_a_lecture_that_is_drawn_while_somebody_speaks_is_none(tmp_path: Path) -> None:
    def drawing(image: Image.Image, at: float) -> None:
        draw = ImageDraw.Draw(image)
        for stroke in range(int(at * 4)):
            x, y = 20 + stroke * 97 % 590, 20 + stroke * 53 % 300
            draw.line((x, y, x + 40, y + 15), fill=(200, 120, 90), width=7)

    assert not is_one(animated(tmp_path / "a.mp4", Image.new("RGB", SIZE, "white"), drawing))


def test_a_walk_that_the_camera_follows_is_none(tmp_path: Path) -> None:
    wide = Image.new("RGB", (1600, 360))
    for part in range(3):
        with Image.open(picture(tmp_path / f"{part}.png", SIZE, part)) as image:
            wide.paste(image, (part * 530, 0))
    walker = speaker("brown")

    def paint(image: Image.Image, at: float) -> None:
        left = int(at * 38)
        image.paste(wide.crop((left, 0, left + 640, 360)))
        walker(image, at)

    assert not is_one(animated(tmp_path / "a.mp4", room(), paint))


def test_a_speaker_with_other_pictures_between_is_none(tmp_path: Path) -> None:
    with Image.open(picture(tmp_path / "hills.png", SIZE, 2)) as image:
        hills = image.convert("RGB")
    person = speaker("pale")

    def paint(image: Image.Image, at: float) -> None:
        if 8 <= at < 15:
            image.paste(hills)
        else:
            person(image, at)

    assert not is_one(animated(tmp_path / "a.mp4", room(), paint))


def test_an_interview_told_over_slides_and_photographs_is_none(tmp_path: Path) -> None:
    path = tmp_path / "mammals.mp4"
    shutil.copyfile(shared("mammals.mp4"), path)
    assert not is_one(watched(path), (Span(0, 95_000),))


def test_a_film_of_nothing_is_none() -> None:
    assert not talking_head(Seen((), ()), (), SPEECH, 24_000)

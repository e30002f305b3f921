"""Shots become scenes, each with the frame that stands for it, and small pictures of them."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from itertools import pairwise, permutations
from pathlib import Path

import numpy as np
import pytest
from made import film, picture, shared, slide
from PIL import Image, ImageDraw, ImageFilter

from access.config import LimitOptions
from access.mediafile import sniff
from access.model.findings import Scene, Seen, Shot
from access.model.media import Asset, Frame
from access.model.time import Span
from access.understand.scenes import scenes
from access.understand.shots import watch
from access.understand.thumbnails import MOST, MOST_BYTES, WIDTH, thumbnails

SIZE = (640, 360)


def watched(path: Path) -> Seen:
    verdict = sniff(path)
    assert verdict is not None
    asset = Asset(path, Path(path.name), *verdict, sha256="", size=path.stat().st_size)
    return watch(asset, LimitOptions(), path.parent / "seen")


def place(folder: Path, seed: int, figure: int | None = None) -> Path:
    """Draw a place; `figure` puts a person into it, at so many pixels from the left."""
    path = picture(folder / f"place-{seed}-{figure}.png", SIZE, seed)
    if figure is not None:
        with Image.open(path) as image:
            draw = ImageDraw.Draw(image)
            draw.ellipse((figure, 150, figure + 40, 200), fill=(200, 150, 120))
            draw.rectangle((figure - 10, 200, figure + 50, 320), fill=(40, 60, 120))
            image.save(path)
    return path


def even(folder: Path, colour: str) -> Path:
    path = folder / f"{colour}.png"
    Image.new("RGB", SIZE, colour).save(path)
    return path


def shown(path: Path, shots: Sequence[tuple[Path, int]]) -> Seen:
    """Return shots as `watch` would, each with its middle frame, and samples at both ends, without a film."""
    found: list[Shot] = []
    samples: list[Frame] = []
    at = 0
    for number, (image, ms) in enumerate(shots):
        with Image.open(image) as opened:
            file = path / f"{number}.jpg"
            opened.convert("RGB").save(file, quality=88)
            frame = [Frame(file, *opened.size, at + part) for part in (0, ms // 2, ms - 1)]
        samples += [frame[0], frame[2]]
        found.append(Shot(Span(at, at + ms), frame[1]))
        at += ms
    return Seen(tuple(found), tuple(samples))


def borders(found: Sequence[Scene]) -> list[tuple[int, int]]:
    return [(scene.span.start, scene.span.end) for scene in found]


def test_each_place_is_a_scene(tmp_path: Path) -> None:
    seen = watched(film(tmp_path / "a.mp4", [(place(tmp_path, seed), 4000) for seed in range(4)]))
    found = scenes(seen)
    assert [scene.span.start for scene in found] == [0, *(pytest.approx(at, abs=40) for at in (4000, 8000, 12000))]
    assert found[-1].span.end == seen.shots[-1].span.end
    assert all(scene.key.at in scene.span for scene in found)


def test_a_dialogue_that_goes_to_and_fro_is_one_scene(tmp_path: Path) -> None:
    hers, his = [place(tmp_path, 1, figure) for figure in (200, 230)], [place(tmp_path, 2, figure) for figure in (380, 360)]
    talk = [(hers[0], 3000), (his[0], 2400), (hers[1], 4000), (his[1], 2000), (hers[0], 3000)]
    street = [(place(tmp_path, 3), 4000)]
    assert borders(scenes(shown(tmp_path, [*street, *talk, *street]))) == [(0, 4000), (4000, 18400), (18400, 22400)]


def test_a_view_that_comes_back_after_long_is_a_scene_of_its_own(tmp_path: Path) -> None:
    house = place(tmp_path, 1)
    away = [(place(tmp_path, seed), 6000) for seed in (2, 3, 4)]
    assert len(scenes(shown(tmp_path, [(house, 5000), *away, (house, 5000)]))) == 5
    many = [(place(tmp_path, seed), 2500) for seed in (2, 3, 4, 5, 6)]
    assert len(scenes(shown(tmp_path, [(house, 5000), *many, (house, 5000)]))) == 7


def test_titles_of_one_kind_do_not_join_what_lies_between_them(tmp_path: Path) -> None:
    first, second = slide(tmp_path / "1.png", ["The River"], SIZE), slide(tmp_path / "2.png", ["Ten bridges, 86 km"], SIZE)
    found = scenes(shown(tmp_path, [
        (first, 4000), (place(tmp_path, 1), 5000), (place(tmp_path, 2), 5000), (second, 4000), (place(tmp_path, 3), 4000)]))
    assert len(found) == 5


def test_black_and_even_shots_are_no_scenes(tmp_path: Path) -> None:
    black, white, one, two = even(tmp_path, "black"), even(tmp_path, "white"), place(tmp_path, 1), place(tmp_path, 2)
    seen = shown(tmp_path, [(black, 3000), (one, 4000), (black, 2500), (two, 4000), (white, 3000)])
    found = scenes(seen)
    assert borders(found) == [(0, 9500), (9500, 16500)]
    assert [scene.key.at for scene in found] == [3000, 9500]
    assert scenes(shown(tmp_path, [(black, 3000), (white, 3000)])) == ()
    assert scenes(Seen((), ())) == ()


def test_small_white_letters_on_black_are_something_to_be_seen(tmp_path: Path) -> None:
    end = slide(tmp_path / "end.png", ["The End"], SIZE, font_size=24, background="#000000")
    assert len(scenes(shown(tmp_path, [(place(tmp_path, 1), 4000), (end, 4000)]))) == 2


def test_a_quick_montage_is_one_scene_and_a_flash_none(tmp_path: Path) -> None:
    long = place(tmp_path, 1), 5000
    montage = [(place(tmp_path, seed), 900) for seed in range(2, 8)]
    assert borders(scenes(shown(tmp_path, [long, *montage, long]))) == [(0, 5000), (5000, 10400), (10400, 15400)]
    flash = place(tmp_path, 9), 800
    assert borders(scenes(shown(tmp_path, [long, flash, (place(tmp_path, 4), 5000)]))) == [(0, 5800), (5800, 10800)]
    assert borders(scenes(shown(tmp_path, [flash, long]))) == [(0, 5800)]


def test_the_key_is_neither_black_nor_blurred_nor_fading(tmp_path: Path) -> None:
    clear = place(tmp_path, 1)
    blurred, faded = tmp_path / "blurred.png", tmp_path / "faded.png"
    with Image.open(clear) as image:
        image.filter(ImageFilter.GaussianBlur(9)).save(blurred)
        Image.blend(image, Image.new("RGB", image.size), 0.7).save(faded)
    for order in permutations((clear, blurred, faded)):
        before, middle, after = (Frame(path, *SIZE, at) for path, at in zip(order, (0, 1500, 2999), strict=True))
        (found,) = scenes(Seen((Shot(Span(0, 3000), middle),), (before, after)))
        assert found.key.path == clear


def test_scenes_are_the_same_each_time_and_cover_the_film(tmp_path: Path) -> None:
    chance = np.random.default_rng(4)
    pictures = [place(tmp_path, seed) for seed in range(6)] + [even(tmp_path, "black")]
    shots = [(pictures[int(chance.integers(7))], int(chance.integers(4, 60)) * 100) for _ in range(60)]
    seen = shown(tmp_path, shots)
    found = scenes(seen)
    assert found == scenes(seen)
    assert found[0].span.start == 0
    assert found[-1].span.end == seen.shots[-1].span.end
    assert all(one.span.end == two.span.start for one, two in pairwise(found))
    cuts = {shot.span.start for shot in seen.shots}
    assert all(scene.span.start in cuts for scene in found)


def test_the_pictures_of_a_real_film_are_told_apart(tmp_path: Path) -> None:
    path = tmp_path / "mammals.mp4"
    shutil.copyfile(shared("mammals.mp4"), path)
    starts = [scene.span.start / 1000 for scene in scenes(watched(path))]
    # A logo, titles, five pictures on slides, a list that grows, and what stands at the end.
    assert starts == pytest.approx([0, 2.8, 12.8, 18.3, 24.3, 32.8, 41.8, 51.3, 74.8, 80.3, 87.8], abs=0.1)


def test_thumbnails_are_small_and_carry_the_instant_of_their_scene(tmp_path: Path) -> None:
    noise = tmp_path / "noise.png"
    Image.fromarray(np.random.default_rng(1).integers(0, 255, (720, 1280, 3), dtype=np.uint8)).save(noise)
    upright = picture(tmp_path / "upright.png", (360, 640), 3)
    found = scenes(shown(tmp_path, [(place(tmp_path, 1), 4000), (noise, 4000), (upright, 4000)]))
    made = thumbnails(found, tmp_path / "small")
    assert [frame.at for frame in made] == [0, 4000, 8000]
    for frame in made:
        assert frame.path.stat().st_size < MOST_BYTES
        with Image.open(frame.path) as image:
            assert (image.format, image.mode, image.size) == ("JPEG", "RGB", (frame.width, frame.height))
    assert [frame.width for frame in made] == [WIDTH, WIDTH, WIDTH]


def test_of_many_scenes_the_most_different_are_pictured(tmp_path: Path) -> None:
    one, two = (Frame(place(tmp_path, seed), *SIZE) for seed in (1, 2))
    # Pairs of the same view: the second of each is what can be spared.
    many = [Scene(Span(at, at + 1000), (one if at // 2000 % 2 else two)) for at in range(0, 2 * MOST * 1000, 1000)]
    made = thumbnails(many, tmp_path / "small")
    assert [frame.at for frame in made] == list(range(0, 2 * MOST * 1000, 2000))
    assert thumbnails((), tmp_path / "none") == ()

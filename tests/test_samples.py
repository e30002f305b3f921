"""The committed samples are what their README says, and `samples/make.py` still makes them."""

from __future__ import annotations

import re
import subprocess
import sys
from itertools import pairwise
from pathlib import Path

import av
import numpy as np
import pytest
from defusedxml import ElementTree
from made import words_of
from PIL import Image

SAMPLES = Path(__file__).resolve().parents[1] / "samples"
PICTURES = ("valley.jpg", "slide.png", "chart.webp", "lake.jpg", "sign.avif")
MEDIA = (
    "talks/welcome.flac", "talks/tour.mp3", "talks/tour.txt", "films/river.mp4", "films/river.txt",
    *(f"pictures/{name}" for name in PICTURES),
)
ALT_TEXT = ".//{http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/}AltTextAccessibility//{*}li"
CAPTION = ".//{http://purl.org/dc/elements/1.1/}description//{*}li"


def heard(path: Path) -> np.ndarray:
    """Return the level of the sound in steps of 100 ms, 0 to 1."""
    with av.open(str(path)) as file:
        down = av.AudioResampler("flt", "mono", 16_000)
        pieces = [part.to_ndarray()[0] for frame in file.decode(audio=0) for part in down.resample(frame)]
    samples = np.concatenate(pieces).astype(np.float64)
    steps: np.ndarray = np.sqrt((samples[: len(samples) // 1600 * 1600].reshape(-1, 1600) ** 2).mean(axis=1))
    return steps


def test_everything_committed_is_under_3_megabytes() -> None:
    assert sum((SAMPLES / name).stat().st_size for name in MEDIA) < 2_900_000


def test_the_readme_names_every_sample_and_no_other() -> None:
    here = {path.name for path in SAMPLES.glob("*/*") if path.parent.name != "__pycache__"}
    assert here == {Path(name).name for name in MEDIA}
    readme = (SAMPLES / "README.md").read_text("utf-8")
    assert all(name in readme for name in here)


@pytest.mark.parametrize("name", PICTURES)
def test_a_picture_opens(name: str) -> None:
    with Image.open(SAMPLES / "pictures" / name) as picture:
        picture.load()
        assert min(picture.size) >= 600


def test_the_alt_text_and_the_caption_are_in_the_drawing_and_nothing_is_in_the_other() -> None:
    with Image.open(SAMPLES / "pictures/valley.jpg") as drawing, Image.open(SAMPLES / "pictures/lake.jpg") as other:
        tree = ElementTree.fromstring(drawing.info["xmp"].decode())
        assert "xmp" not in other.info
        assert not other.getexif()
    alt, caption = tree.findtext(ALT_TEXT), tree.findtext(CAPTION)
    assert alt is not None
    assert alt.startswith("A white house with a red roof")
    assert len(alt) <= 125
    assert caption == "Upper Wend valley in June."


@pytest.mark.parametrize(("name", "shortest", "longest"), [("talks/welcome.flac", 20, 30), ("talks/tour.mp3", 20, 30)])
def test_a_talk_opens_and_is_loud_enough(name: str, shortest: int, longest: int) -> None:
    level = heard(SAMPLES / name)
    assert shortest <= len(level) / 10 <= longest
    assert np.mean(level > 0.02) > 0.5


def test_the_film_is_about_40_seconds_of_25_frames_with_one_sound_track() -> None:
    with av.open(str(SAMPLES / "films/river.mp4")) as film:
        picture = film.streams.video[0]
        assert (picture.width, picture.height) == (854, 480)
        assert picture.average_rate == 25
        assert len(film.streams.audio) == 1
        assert 35 <= sum(1 for _ in film.decode(picture)) / 25 <= 45


def test_the_film_has_a_chord_under_the_title_a_silent_pause_and_silent_credits() -> None:
    level = heard(SAMPLES / "films/river.mp4")
    assert 0.003 < level[10:50].mean() < 0.04, "the chord is soft"
    assert level[10:50].max() < 0.04
    quiet = "".join("q" if step < 0.001 else "l" for step in level)
    pause, credits = (len(run) / 10 for run in re.findall(r"q{40,}", quiet))
    assert 6 <= pause <= 9
    assert 6 <= credits <= 9
    assert re.search(r"q{50,}$", quiet)


def test_the_film_moves_inside_its_scenes_and_cuts_between_them() -> None:
    with av.open(str(SAMPLES / "films/river.mp4")) as film:
        small = [frame.reformat(107, 60, "gray").to_ndarray().astype(int) for frame in film.decode(video=0)]
    change = np.array([np.abs(after - before).mean() for before, after in pairwise(small)])
    cuts = [(int(index) + 1) / 25 for index in np.flatnonzero(change > 12)]
    assert cuts == pytest.approx([6, 12, 18, 24, 30, 34], abs=1.0), "as the README says"
    assert np.abs(small[7 * 25] - small[10 * 25]).mean() > 1, "the first scene pans"


def test_the_scripts_say_what_is_spoken_and_who_speaks() -> None:
    tour = (SAMPLES / "talks/tour.txt").read_text("utf-8").splitlines()
    assert {line.split(":")[0] for line in tour} == {"GUIDE", "VISITOR"}
    assert "wrenfield" in words_of(" ".join(tour))
    river = (SAMPLES / "films/river.txt").read_text("utf-8")
    assert len(river.splitlines()) == 4
    assert "86" not in words_of(river), "nobody speaks the figures on the screen"


def test_the_pictures_made_again_are_the_committed_ones(tmp_path: Path) -> None:
    subprocess.run([sys.executable, "-B", str(SAMPLES / "make.py"), "pictures", "--to", str(tmp_path)], check=True)
    for name in PICTURES:
        with Image.open(SAMPLES / "pictures" / name) as kept, Image.open(tmp_path / "pictures" / name) as again:
            assert kept.size == again.size
            difference = np.abs(np.asarray(kept.convert("RGB")).astype(int) - np.asarray(again.convert("RGB")).astype(int))
        assert difference.max() <= (2 if name.endswith((".png", ".webp")) else 16), f"{name}: more than rounding"

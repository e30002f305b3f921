"""A film is watched once: its cuts are found to the frame, and frames are kept where there is something new to see."""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from formats import FILMS, TONE, ffmpeg, made
from made import film, picture, shared, slide
from PIL import Image, ImageChops, ImageStat
from scenedetect.common import FrameTimecode, Timecode
from scenedetect.detectors import AdaptiveDetector

from access.config import LimitOptions
from access.errors import MediaBroken, MediaRefused
from access.mediafile import sniff
from access.model.findings import Seen
from access.model.media import Asset, MediaKind
from access.understand.shots import MAX_WIDTH, Detector, watch

LIMITS = LimitOptions()
FRAME = 40
"""ms, at 25 frames a second."""


def watched(path: Path, limits: LimitOptions = LIMITS) -> Seen:
    verdict = sniff(path)
    assert verdict is not None
    asset = Asset(path, Path(path.name), *verdict, sha256="", size=path.stat().st_size)
    return watch(asset, limits, path.parent / "seen")


def differs(one: Path, other: Path, box: tuple[int, int, int, int] | None = None) -> float:
    """Return the mean difference of two pictures, or of a part of them, 0 to 255, at the size of the second."""
    with Image.open(one) as first, Image.open(other) as second:
        difference = ImageChops.difference(first.convert("RGB").resize(second.size), second.convert("RGB"))
        return sum(ImageStat.Stat(difference.crop(box)).mean) / 3


def test_cuts_are_found_within_a_frame_and_every_shot_has_a_frame_of_its_own(tmp_path: Path) -> None:
    scenes = [picture(tmp_path / f"{seed}.png", (640, 360), seed) for seed in range(5)]
    lengths = [1200, 2000, 800, 3000, 1600]
    seen = watched(film(tmp_path / "a.mp4", list(zip(scenes, lengths, strict=True))))
    cuts = [sum(lengths[:count]) for count in range(1, 5)]
    assert [shot.span.start for shot in seen.shots] == [0, *(pytest.approx(cut, abs=FRAME) for cut in cuts)]
    assert seen.shots[-1].span.end == pytest.approx(sum(lengths), abs=FRAME)
    assert all(one.span.end == two.span.start for one, two in pairwise(seen.shots))
    for shot, scene in zip(seen.shots, scenes, strict=True):
        assert shot.key.at in shot.span
        assert abs(shot.key.at - shot.span.middle) <= shot.span.duration / 8
        assert differs(scene, shot.key.path) < 8


def test_the_quick_scores_are_pyscenedetect_s_own(tmp_path: Path) -> None:
    """So that a release of it that scores otherwise, or asks otherwise for its score, is noticed."""
    ours, theirs = Detector(min_scene_len=0.4), AdaptiveDetector(min_scene_len=0.4)
    shades = np.random.default_rng(2)
    cuts = []
    for number in range(60):
        image = picture(tmp_path / "p.png", (256, 144), number // 20)
        with Image.open(image) as scene:
            pixels = np.asarray(scene, np.int16) + shades.integers(-6, 7, (144, 256, 3))
        frame = pixels.clip(0, 255).astype(np.uint8)
        instant = FrameTimecode(Timecode(number * 40, Fraction(1, 1000)), 25.0)
        found = [detector.process_frame(instant, frame) for detector in (ours, theirs)]
        assert found[0] == found[1]
        assert ours._frame_score == pytest.approx(theirs._frame_score)
        cuts += found[0]
    assert [round(cut.seconds * 1000) for cut in cuts] == [800, 1600]


@pytest.mark.parametrize("format", FILMS)
def test_every_format_is_watched(format: str, tmp_path: Path) -> None:
    seen = watched(made(format, tmp_path))
    assert seen.shots[0].span.start == 0
    assert seen.shots[-1].span.end == pytest.approx(1000, abs=2 * FRAME)
    assert len(seen.samples) >= 1


def test_a_line_of_text_that_comes_and_goes_is_sampled_within_half_a_second(tmp_path: Path) -> None:
    plain = slide(tmp_path / "plain.png", ["A quiet background"])
    titled = slide(tmp_path / "titled.png", ["A quiet background"])
    with Image.open(titled) as image:
        small = slide(tmp_path / "line.png", ["Dr. Ross MacPhee"], size=(400, 40), font_size=26)
        with Image.open(small) as line:
            image.paste(line, (60, 640))
        image.save(titled)
    seen = watched(film(tmp_path / "a.mp4", [(plain, 2000), (titled, 3000), (plain, 2000)]))
    times = [frame.at for frame in seen.samples]
    assert times[0] == 0
    assert any(2000 <= at <= 2500 for at in times), "it comes"
    assert any(5000 <= at <= 5500 for at in times), "it goes"
    where = (60, 640, 460, 680)
    assert differs(titled, plain, where) > 10
    for frame in seen.samples:
        assert differs(titled if 2000 <= frame.at < 5000 else plain, frame.path, where) < 5


def test_a_still_picture_is_sampled_once_and_does_not_move(tmp_path: Path) -> None:
    seen = watched(film(tmp_path / "a.mp4", [(slide(tmp_path / "s.png", ["Agenda"]), 12_000)]))
    assert [frame.at for frame in seen.samples] == [0]
    assert len(seen.shots) == 1
    assert seen.motion == (0,) * 12


def test_constant_change_is_rationed(tmp_path: Path) -> None:
    path = tmp_path / "busy.mp4"
    ffmpeg("-f", "lavfi", "-i", "testsrc2=size=160x90:rate=10:duration=180", "-c:v", "mpeg4", str(path))
    seen = watched(path)
    gaps = [two.at - one.at for one, two in pairwise(seen.samples)]
    assert min(gaps) >= 500
    assert max(gaps) <= 5100
    assert len(seen.samples) <= 180 + 60


def test_motion_tells_a_moving_second_from_a_still_one(tmp_path: Path) -> None:
    path = tmp_path / "a.mp4"
    ffmpeg(
        "-f", "lavfi", "-i", "color=gray:size=160x90:rate=25:duration=2",
        "-f", "lavfi", "-i", "testsrc2=size=160x90:rate=25:duration=2",
        "-filter_complex", "[0]setsar=1[a];[1]setsar=1[b];[a][b]concat", "-c:v", "libx264", "-pix_fmt", "yuv420p", str(path),
    )
    still, _, _, moving = watched(path).motion
    assert still == 0
    assert moving > still


def test_a_turned_film_stands_upright(tmp_path: Path) -> None:
    up, lying, turned = slide(tmp_path / "up.png", ["UP"], (360, 640)), tmp_path / "lying.png", tmp_path / "turned.mp4"
    with Image.open(up) as image:
        image.rotate(90, expand=True).save(lying)
    ffmpeg("-display_rotation", "-90", "-i", str(film(tmp_path / "lying.mp4", [(lying, 1000)])), "-c", "copy", str(turned))
    key = watched(turned).shots[0].key
    assert (key.width, key.height) == (360, 640)
    assert differs(up, key.path) < 3


def test_frames_are_kept_no_wider_than_they_are_looked_at(tmp_path: Path) -> None:
    seen = watched(film(tmp_path / "a.mp4", [(picture(tmp_path / "p.png", (2560, 1440)), 400)]))
    for frame in (seen.shots[0].key, *seen.samples):
        with Image.open(frame.path) as image:
            assert image.size == (frame.width, frame.height) == (MAX_WIDTH, 720)


def test_times_count_from_the_start_of_the_container(tmp_path: Path) -> None:
    path, late = film(tmp_path / "a.mp4", [(slide(tmp_path / "s.png", ["Late"]), 1000)]), tmp_path / "late.mkv"
    ffmpeg(*TONE, "-itsoffset", "0.4", "-i", str(path), "-map", "0:a", "-map", "1:v", "-c:a", "flac", "-c:v", "copy", str(late))
    seen = watched(late)
    assert seen.samples[0].at == pytest.approx(400, abs=2)
    assert seen.shots[0].span.end == pytest.approx(1400, abs=FRAME)
    stream = tmp_path / "a.ts"  # whose clock begins at 1.4 s
    ffmpeg("-i", str(path), "-c", "copy", str(stream))
    assert watched(stream).samples[0].at == 0


def test_damage_in_the_middle_costs_only_some_frames(tmp_path: Path) -> None:
    path = tmp_path / "a.ts"
    ffmpeg("-f", "lavfi", "-i", "testsrc2=size=160x90:rate=25:duration=6", "-g", "25", "-c:v", "libx264", str(path))
    whole = bytearray(path.read_bytes())
    middle = len(whole) // 2 // 188 * 188
    whole[middle : middle + 188 * 20] = bytes(188 * 20)
    path.write_bytes(whole)
    assert watched(path).shots[-1].span.end == pytest.approx(6000, abs=200)


def test_a_stream_that_changes_its_size_midway_is_watched_to_its_end(tmp_path: Path) -> None:
    both = tmp_path / "both.ts"
    for number, size in enumerate(["320x180", "160x120"]):
        part = tmp_path / f"{number}.ts"
        ffmpeg("-f", "lavfi", "-i", f"testsrc2=size={size}:rate=25:duration=1", "-c:v", "libx264",
               "-output_ts_offset", str(number), str(part))
        with both.open("ab") as file:
            file.write(part.read_bytes())
    seen = watched(both)
    assert seen.shots[-1].span.end == pytest.approx(2000, abs=2 * FRAME)
    assert {(frame.width, frame.height) for frame in seen.samples} == {(320, 180), (160, 120)}


def test_a_film_of_which_nothing_decodes_is_broken(tmp_path: Path) -> None:
    path = film(tmp_path / "a.mp4", [(slide(tmp_path / "s.png", ["Gone"]), 1000)])
    whole = path.read_bytes()
    at, end = whole.index(b"mdat") + 4, whole.index(b"moov") - 4
    path.write_bytes(whole[:at] + b"\xff" * (end - at) + whole[end:])
    with pytest.raises(MediaBroken, match="No picture"):
        watched(path)


def test_a_sound_is_no_film(tmp_path: Path) -> None:
    with pytest.raises(MediaBroken, match="no moving pictures"):
        watched(made("wav", tmp_path))


def test_longer_than_allowed_is_refused(tmp_path: Path) -> None:
    with pytest.raises(MediaRefused, match="longer than"):
        watched(made("mp4", tmp_path), LimitOptions(max_duration_hours=0.0001))


def test_a_real_film_is_cut_where_a_person_sees_it_cut(tmp_path: Path) -> None:
    path = shared("mammals.mp4")
    seen = watch(Asset(path, Path(path.name), MediaKind.VIDEO, "mp4", "", path.stat().st_size), LIMITS, tmp_path)
    starts = [shot.span.start for shot in seen.shots]
    for cut in (2833, 12833, 18333, 24333, 32833, 41833, 51333, 80333, 87833):
        assert cut in starts
    assert any(at.at < 1000 for at in seen.samples)
    assert any(at.at > 87_000 for at in seen.samples)

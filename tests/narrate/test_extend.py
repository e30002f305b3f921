"""The longer film, against films whose truth is known: which picture is seen when, and what is heard when."""

from __future__ import annotations

import errno
import subprocess
from itertools import pairwise
from pathlib import Path

import av
import numpy as np
import pytest
from made_clock import BEEPS, RATE, STEADY, STILL, clip, film, heard, holds, length, shown, tones

from access.config import LimitOptions
from access.errors import MediaBroken, MediaError, OutputError, UsageError
from access.mediafile import ffmpeg_program, packets, sniff, video_stream
from access.model.media import Asset, MediaKind
from access.model.script import Extension
from access.narrate.extend import extend

LIMITS = LimitOptions()
ASKED = ((2_000, 1_500), (6_000, 800), (6_000, 700))
"""Two of them at one instant."""


def asset_of(path: Path) -> Asset:
    kind = sniff(path)
    assert kind is not None
    return Asset(path, Path(path.name), MediaKind.VIDEO, kind[1], "0" * 64, 0)


def extended(path: Path, into: Path, *asked: tuple[int, int], sound: Path | None = None) -> tuple[Path, Extension]:
    extension = holds(*asked)
    into.mkdir(exist_ok=True)
    clips = [clip(into.parent / f"{number}.wav", ms) for number, (_, ms) in enumerate(asked)]
    made = extend(asset_of(path), 0, sound, extension, clips, "en-GB", LIMITS, into)
    assert [file.name for file in into.iterdir()] == ["extended.mp4"]
    return made, extension


def same_pictures(before: Path, after: Path, extension: Extension) -> None:
    """Every picture comes when it should, none is lost, and so each stays until the next one: through every hold."""
    first, *rest = shown(before)
    due = [(first.at, first.number), *((extension.resumed(round(one.at)) + one.at - round(one.at), one.number) for one in rest)]
    seen = shown(after)
    assert [one.number for one in seen] == [number for _, number in due]
    assert max(abs(one.at - at) for one, (at, _) in zip(seen, due, strict=True)) < 1.0


def same_sound(after: Path, extension: Extension, beeps: list[int]) -> None:
    samples = heard(after)
    found = tones(samples, 1000)
    assert len(found) == len(beeps)
    assert max((abs(one.start - extension.resumed(at)) for one, at in zip(found, beeps, strict=True)), default=0) <= 5
    told = tones(samples, 3000)
    spans = [hold.told.span for hold in extension.holds]
    assert len(told) == len(spans)
    for one, span in zip(told, spans, strict=True):
        assert abs(one.start - span.start) <= 5
        assert abs(one.end - span.end) <= 5


@pytest.mark.parametrize(("name", "made"), [
    ("b-frames.mp4", {"bf": "3", "g": "50"}),
    ("b-frames.mov", {"bf": "3", "g": "50"}),
    ("b-frames.mkv", {"bf": "3", "ticks": 1_000}),
    ("b-frames.ts", {"bf": "3", "ticks": 90_000}),
    ("coarse.avi", {"codec": "mpeg4", "ticks": 25, "bf": "2"}),
    ("vp9.webm", {"codec": "libvpx-vp9", "sound": "libopus", "ticks": 1_000, "times": STEADY[:120], "deadline": "realtime"}),
    ("slides.mkv", {"times": [0, 40, 900, 3_000, 3_040, 6_000, 6_500, 9_000], "ticks": 1_000}),
    ("late.mp4", {"times": [500 + at for at in STEADY[:230]], "bf": "3"}),
    ("late-anew.ts", {"codec": "mpeg2video", "times": [520 + at for at in STEADY[:230]], "ticks": 25}),
    ("anew.webm", {"codec": "libvpx", "sound": "libopus", "ticks": 1_000, "deadline": "realtime"}),
])
def test_pictures_and_sound_come_later_by_the_holds_before_them(name: str, made: dict[str, object], tmp_path: Path) -> None:
    original = film(tmp_path / name, **made)  # type: ignore[arg-type]
    beeps = [one.start for one in tones(heard(original), 1000)]
    path, extension = extended(original, tmp_path / "out", *ASKED)
    same_pictures(original, path, extension)
    same_sound(path, extension, beeps)
    assert abs(length(path) - length(original) - extension.added) <= 45


def test_the_last_picture_before_a_hold_stays_and_is_the_one_before_the_content(tmp_path: Path) -> None:
    original = film(tmp_path / "film.mp4", bf="3")
    path, extension = extended(original, tmp_path / "out", (2_000, 1_500))
    seen = shown(path)
    holding = [(before, after) for before, after in pairwise(seen) if after.at - before.at > 100]
    ((before, after),) = holding
    assert (before.number, after.number) == (49, 50), "picture 50 is the first one at 2 s"
    assert after.at == pytest.approx(2_000 + extension.added)


def test_a_hold_at_the_beginning_shows_the_first_picture_and_one_at_the_end_the_last(tmp_path: Path) -> None:
    original = film(tmp_path / "film.mp4", bf="3")
    path, extension = extended(original, tmp_path / "out", (0, 1_000), (10_000, 1_000))
    same_pictures(original, path, extension)
    same_sound(path, extension, BEEPS)
    assert shown(path)[0].at == 0
    with av.open(str(path)) as container:
        stream = container.streams.video[0]
        assert stream.duration is not None
        assert stream.time_base is not None
        assert float(stream.duration * stream.time_base) == pytest.approx(12.8, abs=0.05)


def test_a_film_without_sound_speaks_in_its_holds(tmp_path: Path) -> None:
    original = film(tmp_path / "film.mp4", beeps=None)
    path, extension = extended(original, tmp_path / "out", *ASKED)
    same_pictures(original, path, extension)
    same_sound(path, extension, [])
    assert len(heard(path)) / RATE == pytest.approx(14.2, abs=0.05)


def test_the_described_sound_takes_the_place_of_the_film_s_own(tmp_path: Path) -> None:
    original = film(tmp_path / "film.mp4")
    described = film(tmp_path / "described.mkv", times=[0], beeps=[1_000, 5_000], sound="flac", ticks=1_000)
    path, extension = extended(original, tmp_path / "out", *ASKED, sound=described)
    same_pictures(original, path, extension)
    same_sound(path, extension, [1_000, 5_000])


def test_around_a_hold_the_sound_is_as_it_was_and_the_hold_holds_nothing_but_the_clip(tmp_path: Path) -> None:
    tone = 0.1 * np.sin(2 * np.pi * 500 * np.arange(10 * RATE) / RATE)
    raw = (tone * 32767).astype("<i2").tobytes()
    original = film(tmp_path / "film.mp4")
    subprocess.run([ffmpeg_program(), "-y", "-loglevel", "error", "-f", "s16le", "-ar", str(RATE), "-ac", "1", "-i", "-",
                    str(tmp_path / "described.flac")], input=raw, check=True)
    path, extension = extended(original, tmp_path / "out", (2_003, 1_500), sound=tmp_path / "described.flac")
    samples = heard(path)
    edge, back = 2_003 * RATE // 1000, (2_003 + extension.added) * RATE // 1000
    fade = RATE * 12 // 1000
    assert np.abs(samples[1000 : edge - fade] - tone[1000 : edge - fade]).max() < 0.01
    rest = len(tone) - edge - 2 * fade
    assert np.abs(samples[back + fade : back + fade + rest] - tone[edge + fade : edge + fade + rest]).max() < 0.01
    still = RATE * (STILL - 10) // 1000
    for quiet in (samples[edge + 960 : edge + still], samples[back - still : back - 960]):
        assert np.abs(quiet).max() < 0.005
    assert not [one for one in tones(samples, 500, 0.01) if one.start > 2_020 and one.end < 3_890], "the film's sound waits"
    steps = np.abs(np.diff(samples))
    assert steps[edge - fade : edge + fade].max() < 0.02, "nothing clicks"
    assert steps[back - fade : back + fade].max() < 0.02


@pytest.mark.parametrize(("name", "ticks"), [("film.mp4", 12_800), ("film.mkv", 1_000)])
def test_no_picture_is_made_anew_where_it_can_be_copied(name: str, ticks: int, tmp_path: Path) -> None:
    original = film(tmp_path / name, bf="3", ticks=ticks)
    path, _ = extended(original, tmp_path / "out", *ASKED)

    def stored(file: Path) -> list[bytes]:
        with av.open(str(file)) as container:
            stream = video_stream(container)
            assert stream is not None
            return [bytes(packet) for packet in packets(container, stream) if packet.size]

    assert stored(path) == stored(original)


def test_every_picture_is_decoded_before_it_is_shown_and_in_order(tmp_path: Path) -> None:
    path, _ = extended(film(tmp_path / "film.mp4", bf="3", g="30"), tmp_path / "out", *ASKED)
    with av.open(str(path)) as container:
        stamps = [(packet.dts, packet.pts) for packet in container.demux(video=0) if packet.size]
    assert all(shown is not None and decoded is not None and decoded <= shown for decoded, shown in stamps)
    assert all(before[0] < after[0] for before, after in pairwise(stamps) if before[0] is not None and after[0] is not None)


@pytest.mark.parametrize("asked", [
    ["-display_rotation", "90", "-i", "film.mp4", "-c", "copy", "made.mp4"],
    ["-ss", "1.3", "-i", "film.mp4", "-c", "copy", "made.mp4"],
    ["-i", "film.mp4", "-vf", "fps=30000/1001", "-c:v", "libx264", "-bf", "3", "-c:a", "copy", "made.mov"],
    ["-i", "film.mp4", "-c:v", "libtheora", "-c:a", "libvorbis", "made.ogv"],
], ids=["turned", "trimmed by an edit list", "29.97 a second", "made anew"])
def test_what_other_programs_make_of_a_film(asked: list[str], tmp_path: Path) -> None:
    film(tmp_path / "film.mp4", bf="3", g="100")
    subprocess.run([ffmpeg_program(), "-y", "-loglevel", "error", *asked], cwd=tmp_path, check=True)
    original = tmp_path / asked[-1]
    beeps = [one.start for one in tones(heard(original), 1000)]
    path, extension = extended(original, tmp_path / "out", *ASKED)
    same_pictures(original, path, extension)
    same_sound(path, extension, beeps)
    if "-display_rotation" in asked:
        with av.open(str(path)) as container:
            assert abs(next(container.decode(video=0)).rotation) == 90


def test_it_says_what_it_is_and_in_which_language(tmp_path: Path) -> None:
    path, _ = extended(film(tmp_path / "film.mp4"), tmp_path / "out", (2_000, 500))
    with av.open(str(path)) as container:
        assert container.metadata["title"] == "With extended audio description (synthetic voice)"
        assert container.streams.audio[0].language == "eng"


def test_it_decodes_without_a_complaint(tmp_path: Path) -> None:
    path, _ = extended(film(tmp_path / "film.mp4", bf="3"), tmp_path / "out", *ASKED)
    said = subprocess.run(
        [ffmpeg_program(), "-v", "warning", "-xerror", "-i", str(path), "-f", "null", "-"], capture_output=True, text=True)
    assert (said.returncode, said.stderr) == (0, "")


def test_pictures_that_cannot_be_copied_after_all_are_made_anew(tmp_path: Path) -> None:
    film(tmp_path / "film.mp4", bf="3")
    subprocess.run([ffmpeg_program(), "-y", "-loglevel", "error", "-i", "film.mp4", "-c:v", "copy", "-c:a", "mp3", "film.avi"],
                   cwd=tmp_path, check=True)
    original = tmp_path / "film.avi"
    path, extension = extended(original, tmp_path / "out", *ASKED)
    assert [one.number for one in shown(path)] == [one.number for one in shown(original)]
    assert len(tones(heard(path), 3000)) == len(extension.holds)


def test_a_full_disk_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    original = film(tmp_path / "film.mp4", times=STEADY[:25], beeps=[250], ms=1_000)
    extension = holds((200, 100))
    monkeypatch.setattr("access.narrate.extend._decoded_at", _full)
    with pytest.raises(OutputError, match="full"):
        extend(asset_of(original), 0, None, extension, [clip(tmp_path / "c.wav", 100)], "en", LIMITS, tmp_path / "out")


def _full(packet: object) -> None:
    raise OSError(errno.ENOSPC, "No space left on device")


def test_sound_alone_is_no_film(tmp_path: Path) -> None:
    path = clip(tmp_path / "c.wav", 500)
    with pytest.raises(MediaBroken, match="no pictures"):
        extend(asset_of(path), 0, None, holds(), [], "en", LIMITS, tmp_path / "out")


def test_a_track_that_is_not_there_and_a_playlist_in_disguise_are_refused(tmp_path: Path) -> None:
    original = film(tmp_path / "film.mp4", times=STEADY[:25], beeps=[250], ms=1_000)
    with pytest.raises(UsageError, match="no sound track 3"):
        extend(asset_of(original), 3, None, holds(), [], "en", LIMITS, tmp_path / "out")
    (tmp_path / "p.mp4").write_text("ffconcat version 1.0\nfile film.mp4\n")
    playlist = Asset(tmp_path / "p.mp4", Path("p.mp4"), MediaKind.VIDEO, "mp4", "0" * 64, 0)
    with pytest.raises(MediaError):
        extend(playlist, 0, None, holds(), [], "en", LIMITS, tmp_path / "out")

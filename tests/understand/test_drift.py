"""A clock that lies is found: a container that says another length, sound with holes, sound that steps back."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from formats import BARS, asset_of, ffmpeg, spread
from made import speak, tone

from access.config import LimitOptions
from access.model.findings import AudioStream, Probe, Remark, VideoStream
from access.model.media import Sound
from access.understand.audio import decode
from access.understand.drift import drift
from access.understand.probe import probe

LIMITS = LimitOptions()


def drift_of(path: Path) -> tuple[Remark, ...]:
    asset = asset_of(path)
    probed = probe(asset, LIMITS)
    return drift(probed, probed.audio[0], decode(asset, 0, LIMITS, path.parent / "out"))


def encoded(path: Path, *options: str) -> Path:
    ffmpeg("-i", str(speak(path.parent / "talk.wav", ["The museum opens at nine."] * 4).path), *options, str(path))
    return path


@pytest.mark.parametrize("ending", ["wav", "mp3", "flac", "m4a", "mp4", "mkv", "ogg", "aac", "ts", "avi"])
def test_an_honest_container_is_believed(ending: str, tmp_path: Path) -> None:
    assert drift_of(encoded(tmp_path / f"a.{ending}")) == ()


@pytest.mark.parametrize("ending", ["mp4", "mkv", "ts"])
def test_a_film_whose_sound_begins_late_or_ends_early_has_no_drift(ending: str, tmp_path: Path) -> None:
    path = tmp_path / f"film.{ending}"
    bars = [part.replace("duration=1", "duration=8") for part in BARS]
    ffmpeg(*bars, "-itsoffset", "2", "-i", str(tone(tmp_path / "tone.wav", 3_000)), "-c:v", "libx264", "-c:a", "aac", str(path))
    assert drift_of(path) == ()


def test_a_header_that_lies_of_its_length_is_found(tmp_path: Path) -> None:
    path = encoded(tmp_path / "a.flac")
    header = bytearray(path.read_bytes())
    assert header[:4] == b"fLaC"
    # STREAMINFO: the low 32 of 36 bits that count the samples stand at byte 22.
    samples = int.from_bytes(header[22:26], "big")
    header[22:26] = (samples * 2).to_bytes(4, "big")
    path.write_bytes(header)
    (remark,) = drift_of(path)
    assert remark.rule == "speech.drift"
    assert "shorter than the container says" in remark.text


def test_a_recording_that_was_cut_off_is_found(tmp_path: Path) -> None:
    path = encoded(tmp_path / "a.m4a", "-movflags", "faststart")
    path.write_bytes(path.read_bytes()[:-path.stat().st_size // 3])
    (remark,) = drift_of(path)
    assert "shorter than the container says" in remark.text


def test_samples_that_a_recorder_dropped_are_found_though_the_length_is_right(tmp_path: Path) -> None:
    path = spread(tmp_path / "dropped.mkv", [number * 0.5 for number in range(40)], length=0.4)
    (remark,) = drift_of(path)
    assert remark.text.startswith("3.9 s is missing from the sound")


def test_sound_that_steps_back_is_found(tmp_path: Path) -> None:
    first, second, both = tmp_path / "1.ts", tmp_path / "2.ts", tmp_path / "both.ts"
    ffmpeg("-i", str(tone(tmp_path / "tone.wav", 3_000)), "-c:a", "mp2", str(first))
    ffmpeg("-i", str(tone(tmp_path / "tone.wav", 3_000)), "-c:a", "mp2", "-output_ts_offset", "1.2", str(second))
    both.write_bytes(first.read_bytes() + second.read_bytes())
    (remark,) = drift_of(both)
    assert "of sound lies in the past by its time stamps" in remark.text
    assert float(remark.text.split()[0]) == pytest.approx(1.8, abs=0.15)


@pytest.mark.parametrize(("heard", "end", "duration", "film", "found"), [
    (60_000, 60_400, 60_400, False, False),
    (60_000, 61_000, 61_000, False, True),
    (3_600_000, 3_603_000, 3_603_000, False, False),
    (3_600_000, 3_610_000, 3_610_000, False, True),
    (60_000, 0, 90_000, True, False),
    (90_000, 0, 60_000, True, True),
    (60_000, 0, 90_000, False, True),
    (60_000, 0, 0, False, False),
])
def test_drift_is_what_can_be_seen(heard: int, end: int, duration: int, film: bool, found: bool) -> None:
    track = replace(AudioStream(0, "aac", 48_000, 2), end=end)
    video = VideoStream("h264", 640, 360, "25/1") if film else None
    probed = Probe("mkv", duration, video, (track,))
    assert bool(drift(probed, track, Sound(Path("sound.wav"), 1_000, heard))) is found

"""Sound comes out on the media's own clock: an instant in it is the same instant in the film."""

from __future__ import annotations

import tracemalloc
import wave
from pathlib import Path

import av
import numpy as np
import numpy.typing as npt
import pytest
from formats import BARS, FILMS, SOUNDS, TONE, asset_of, ffmpeg, made, spread

from access.config import LimitOptions
from access.errors import MediaBroken, MediaRefused, UsageError
from access.model.media import Sound
from access.understand.audio import SAMPLE_RATE, decode

LIMITS = LimitOptions()
Samples = npt.NDArray[np.int16]


def heard(path: Path, track: int = 0, limits: LimitOptions = LIMITS) -> tuple[Sound, Samples]:
    sound = decode(asset_of(path), track, limits, path.parent / "out")
    with wave.open(str(sound.path), "rb") as file:
        assert (file.getnchannels(), file.getsampwidth(), file.getframerate()) == (1, 2, SAMPLE_RATE)
        assert file.getnframes() == sound.frames
        return sound, np.frombuffer(file.readframes(sound.frames), dtype="<i2")


def loud(samples: Samples) -> list[tuple[int, int]]:
    """Return the stretches that are not silent, in ms, those less than 30 ms apart made one."""
    at = np.flatnonzero(np.abs(samples.astype(np.int32)) > 600) * 1000 // SAMPLE_RATE
    if not len(at):
        return []
    breaks = np.flatnonzero(np.diff(at) > 30)
    return list(zip(at[[0, *(breaks + 1)]].tolist(), at[[*breaks, -1]].tolist(), strict=True))


@pytest.mark.parametrize("format", [*SOUNDS, *FILMS])
def test_every_format_gives_its_second_of_sound(format: str, tmp_path: Path) -> None:
    sound, samples = heard(made(format, tmp_path))
    assert sound.span.duration == pytest.approx(1000, abs=60)
    (start, end), = loud(samples)
    assert start <= 35
    assert end == pytest.approx(1000, abs=45)


@pytest.mark.parametrize("ending", ["mkv", "mp4", "ts"])
def test_a_late_track_begins_with_silence(ending: str, tmp_path: Path) -> None:
    path = tmp_path / f"late.{ending}"
    ffmpeg(*BARS, "-itsoffset", "0.7", *TONE, "-c:v", "libx264", "-c:a", "aac", str(path))
    _, samples = heard(path)
    (start, _), = loud(samples)
    assert start == pytest.approx(700, abs=25)


@pytest.mark.parametrize(("ending", "film", "sound", "heard_at"), [
    ("mp4", 0.0, 5.0, 5_000), ("mkv", 0.0, 5.0, 5_000), ("ts", 0.0, 5.0, 5_000),
    ("mkv", 4.0, 4.0, 0), ("ts", 7.0, 7.0, 0), ("ts", 4.0, 6.0, 2_000), ("mkv", 4.0, 6.0, 2_000), ("mp4", 2.0, 6.0, 4_000),
    ("ts", 5.0, 4.5, 0),
])
def test_the_start_time_of_the_stream_counts(
    ending: str, film: float, sound: float, heard_at: int, tmp_path: Path
) -> None:
    path = tmp_path / f"start.{ending}"
    ffmpeg("-itsoffset", str(film), *BARS, "-itsoffset", str(sound), *TONE, "-c:v", "libx264", "-c:a", "aac",
           "-avoid_negative_ts", "disabled", "-muxdelay", "0", "-muxpreload", "0", str(path))
    _, samples = heard(path)
    (start, _), = loud(samples)
    assert start == pytest.approx(heard_at, abs=35)


def test_a_sound_that_begins_before_zero_begins_the_clock(tmp_path: Path) -> None:
    path = tmp_path / "early.mkv"
    ffmpeg(*BARS, "-itsoffset", "-0.4", *TONE, "-c:v", "libx264", "-c:a", "flac", "-avoid_negative_ts", "disabled", str(path))
    with av.open(str(path)) as container:
        assert container.start_time == pytest.approx(-400_000, abs=10_000)
    _, samples = heard(path)
    (start, end), = loud(samples)
    assert start <= 35
    assert end == pytest.approx(1_000, abs=35)


def test_a_hole_in_the_time_stamps_becomes_silence(tmp_path: Path) -> None:
    sound, samples = heard(spread(tmp_path / "hole.mkv", [0.0, 2.0, 3.0]))
    assert [(round(start, -1), round(end, -1)) for start, end in loud(samples)] == [(0, 500), (2000, 2500), (3000, 3500)]
    assert sound.span.duration == pytest.approx(3500, abs=5)


def test_what_steps_back_in_time_is_dropped(tmp_path: Path) -> None:
    first, second, both = tmp_path / "1.ts", tmp_path / "2.ts", tmp_path / "both.ts"
    ffmpeg(*TONE, "-c:a", "mp2", str(first))
    ffmpeg(*TONE, "-af", "volume=0", "-c:a", "mp2", "-output_ts_offset", "0.4", str(second))
    both.write_bytes(first.read_bytes() + second.read_bytes())
    sound, samples = heard(both)
    assert sound.span.duration == pytest.approx(1400, abs=30)
    (start, end), = loud(samples)
    assert start <= 35
    assert end == pytest.approx(1000, abs=35), "of two that speak of one instant, the first is heard"


def test_small_wavering_of_time_stamps_leaves_no_holes(tmp_path: Path) -> None:
    pieces = [0.02 * number + 0.004 * (number % 3) for number in range(100)]
    _, samples = heard(spread(tmp_path / "waver.mkv", pieces, length=0.02))
    assert len(loud(samples)) == 1


def test_a_transport_stream_that_restarts_its_clock_goes_on(tmp_path: Path) -> None:
    first, second, both = tmp_path / "1.ts", tmp_path / "2.ts", tmp_path / "both.ts"
    ffmpeg(*TONE, "-c:a", "aac", "-output_ts_offset", "5000", str(first))
    ffmpeg(*TONE, "-c:a", "aac", str(second))
    both.write_bytes(first.read_bytes() + second.read_bytes())
    sound, _ = heard(both)
    assert sound.span.duration == pytest.approx(2000, abs=100)


def test_broken_packets_in_the_middle_are_survived(tmp_path: Path) -> None:
    path = tmp_path / "a.mp3"
    ffmpeg("-f", "lavfi", "-i", "sine=frequency=440:duration=10", "-c:a", "libmp3lame", str(path))
    whole = bytearray(path.read_bytes())
    whole[len(whole) // 2 : len(whole) // 2 + 3000] = bytes(3000)
    path.write_bytes(whole)
    _, samples = heard(path)
    stretches = loud(samples)
    assert stretches[0][0] < 60
    assert stretches[-1][1] > 9000


def test_a_file_of_which_nothing_decodes_is_broken(tmp_path: Path) -> None:
    path = made("mp4", tmp_path)
    whole = path.read_bytes()
    at = whole.index(b"mdat") + 4
    end = whole.index(b"moov") - 4
    path.write_bytes(whole[:at] + b"\xff" * (end - at) + whole[end:])
    with pytest.raises(MediaBroken, match="sound track 0"):
        heard(path)


def test_the_track_that_was_asked_for_is_taken(tmp_path: Path) -> None:
    path = tmp_path / "two.mkv"
    ffmpeg("-f", "lavfi", "-i", "anullsrc=d=1", *TONE, "-map", "0", "-map", "1", "-c:a", "flac", str(path))
    assert loud(heard(path, 0)[1]) == []
    assert len(loud(heard(path, 1)[1])) == 1


def test_a_track_that_is_not_there_is_said_with_those_that_are(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no sound track 1: it has one, track 0"):
        heard(made("wav", tmp_path), 1)
    silent = tmp_path / "silent.mp4"
    ffmpeg(*BARS, "-c:v", "libx264", str(silent))
    with pytest.raises(UsageError, match="it has none"):
        heard(silent)


def test_all_channels_are_heard(tmp_path: Path) -> None:
    path = tmp_path / "right.wav"
    ffmpeg(*TONE, "-af", "pan=stereo|c1=c0", str(path))
    assert len(loud(heard(path)[1])) == 1


def test_a_hole_of_years_is_refused_rather_than_filled(tmp_path: Path) -> None:
    with pytest.raises(MediaRefused, match="longer than"):
        heard(spread(tmp_path / "years.mkv", [0.0, 3_000_000.0]))
    assert (tmp_path / "out" / "sound.wav").stat().st_size < 200_000


def test_memory_does_not_grow_with_length(tmp_path: Path) -> None:
    path = tmp_path / "long.wav"
    ffmpeg("-f", "lavfi", "-i", "sine=frequency=440:sample_rate=16000:duration=600", str(path))
    asset = asset_of(path)
    tracemalloc.start()
    try:
        sound = decode(asset, 0, LIMITS, tmp_path)
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert sound.frames == 600 * SAMPLE_RATE
    assert peak < 2_000_000, "of 19 million bytes"

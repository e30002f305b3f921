"""Two speakers on two channels are told apart; whatever else two channels hold is told to be something else."""

from __future__ import annotations

import tracemalloc
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from formats import ffmpeg
from made import RATE, shared
from talks import Sound, Talk, gain, noise, talk, write

from access.config import LimitOptions
from access.engines.speech.silero import Silero
from access.mediafile import sniff
from access.model.findings import Turn
from access.model.media import Asset
from access.model.time import Span
from access.understand import channels
from access.understand.audio import Tape, decode, play

LIMITS = LimitOptions()


@pytest.fixture(scope="module")
def spoken(tmp_path_factory: pytest.TempPathFactory) -> Talk:
    return talk(tmp_path_factory.mktemp("talk"))


def asset_of(path: Path) -> Asset:
    verdict = sniff(path)
    assert verdict is not None
    return Asset(path, Path(path.name), *verdict, sha256="", size=path.stat().st_size)


def turns_of(path: Path, track: int = 0) -> tuple[Turn, ...]:
    asset = asset_of(path)
    voiced = Silero().voiced(decode(asset, track, LIMITS, path.parent / "out"))
    assert voiced
    found = channels.turns(asset, track, voiced, Silero(), LIMITS, path.parent / "scratch")
    assert not list(path.parent.glob("scratch/*"))
    return found


def assert_told_apart(found: tuple[Turn, ...], spoken: Talk, within: int = 200) -> None:
    names = dict(zip(dict.fromkeys(who for who, _ in spoken.turns), ("Speaker 1", "Speaker 2"), strict=True))
    assert [turn.speaker for turn in found] == [names[who] for who, _ in spoken.turns]
    for turn, (_, span) in zip(found, spoken.turns, strict=True):
        assert abs(turn.span.start - span.start) <= within
        assert abs(turn.span.end - span.end) <= within


def test_the_turns_of_two_speakers_are_found_and_the_first_to_speak_is_the_first(spoken: Talk, tmp_path: Path) -> None:
    assert_told_apart(turns_of(write(tmp_path / "a.wav", spoken.left, spoken.right)), spoken)
    assert_told_apart(turns_of(write(tmp_path / "b.wav", spoken.right, spoken.left)), spoken)


@pytest.mark.parametrize("over", [-25.0, -15.0, -12.0])
def test_what_a_room_lets_through_to_the_other_microphone_does_no_harm(spoken: Talk, tmp_path: Path, over: float) -> None:
    left, right = spoken.mixed(over)
    assert_told_apart(turns_of(write(tmp_path / "a.wav", left + noise(left, -60), right + noise(left, -60, 1))), spoken)


@pytest.mark.parametrize("softer", [-6.0, -12.0, -18.0])
def test_channels_may_be_recorded_at_different_gains(spoken: Talk, tmp_path: Path, softer: float) -> None:
    left, right = spoken.mixed(-15)
    path = write(tmp_path / "a.wav", left + noise(left, -65), gain(softer) * (right + noise(left, -65, 1)))
    assert_told_apart(turns_of(path), spoken)


def test_a_lossy_codec_that_joins_the_channels_keeps_them_apart_enough(spoken: Talk, tmp_path: Path) -> None:
    write(tmp_path / "a.wav", spoken.left, spoken.right)
    for name, how in (("a.mp3", ["-c:a", "libmp3lame", "-b:a", "64k"]), ("a.m4a", ["-c:a", "aac", "-b:a", "64k"])):
        ffmpeg("-i", str(tmp_path / "a.wav"), *how, str(tmp_path / name))
        assert_told_apart(turns_of(tmp_path / name), spoken)


def test_where_both_speak_at_once_the_turns_are_the_louder_ones(tmp_path: Path) -> None:
    spoken = talk(tmp_path, pause=-300)
    found = turns_of(write(tmp_path / "a.wav", spoken.left, spoken.right))
    assert_told_apart(found, spoken, within=500)
    assert all(a.span.end <= b.span.start for a, b in pairwise(found))


def test_the_track_that_is_listened_to_is_the_one_that_is_told_apart(spoken: Talk, tmp_path: Path) -> None:
    write(tmp_path / "talk.wav", spoken.left, spoken.right)
    write(tmp_path / "mix.wav", spoken.left + spoken.right, spoken.left + spoken.right)
    path = tmp_path / "both.mkv"
    ffmpeg("-i", str(tmp_path / "mix.wav"), "-itsoffset", "0.7", "-i", str(tmp_path / "talk.wav"),
           "-map", "0", "-map", "1", "-c:a", "flac", str(path))
    assert turns_of(path, 0) == ()
    late = Talk(spoken.left, spoken.right, tuple((who, span.shifted(700)) for who, span in spoken.turns))
    assert_told_apart(turns_of(path, 1), late)


def both(spoken: Talk) -> Sound:
    return spoken.left + spoken.right


OTHERS: dict[str, Callable[[Talk], tuple[Sound, Sound]]] = {
    "speech in the middle": lambda t: (both(t), both(t)),
    "one channel softer": lambda t: (both(t), gain(-15) * both(t)),
    "one channel silent": lambda t: (both(t), 0 * both(t)),
    "one channel with noise": lambda t: (both(t), noise(t.left, -45)),
    "one channel with loud noise": lambda t: (both(t), noise(t.left, -25)),
    "speech in the middle of wide noise": lambda t: (both(t) + noise(t.left, -25), both(t) + noise(t.left, -25, 1)),
    "two people on a stereo stage": lambda t: t.mixed(-6),
    "one speaker, and a hum that swells in the other channel": lambda t: (both(t), swelling(t.left)),
    "a voice that wanders from side to side": lambda t: wandering(both(t)),
}


def swelling(like: Sound) -> Sound:
    at = np.arange(len(like))
    return np.asarray(0.2 * np.sin(at / 20) * (1 + np.sin(at / 9_000)))


def wandering(sound: Sound) -> tuple[Sound, Sound]:
    side = np.sin(np.arange(len(sound)) / RATE)
    return sound * np.sqrt((1 + side) / 2), sound * np.sqrt((1 - side) / 2)


@pytest.mark.parametrize("other", OTHERS)
def test_other_sound_in_two_channels_has_no_turns(spoken: Talk, tmp_path: Path, other: str) -> None:
    assert turns_of(write(tmp_path / "a.wav", *OTHERS[other](spoken))) == ()


@pytest.mark.parametrize("name", ["mammals.mp4", "good-contrast.mp3", "bad-contrast.mp3"])
def test_real_stereo_has_no_turns(name: str, tmp_path: Path) -> None:
    asset = asset_of(shared(name))
    voiced = Silero().voiced(decode(asset, 0, LIMITS, tmp_path))
    assert channels.turns(asset, 0, voiced, Silero(), LIMITS, tmp_path) == ()


def test_one_who_says_a_word_in_passing_is_no_second_speaker(tmp_path: Path) -> None:
    lines = [(0, "The new hall shows the history of the harbour."), (1, "Yes."), (0, "It opens at nine in the morning.")]
    spoken = talk(tmp_path, lines)
    assert turns_of(write(tmp_path / "a.wav", spoken.left, spoken.right)) == ()


def test_where_nobody_speaks_there_are_no_turns(spoken: Talk, tmp_path: Path) -> None:
    path = write(tmp_path / "a.wav", spoken.left, spoken.right)
    for voiced in ((), (Span(0, 20), Span(10_000_000, 10_000_900))):
        assert channels.turns(asset_of(path), 0, voiced, Silero(), LIMITS, tmp_path) == ()


def test_of_a_long_film_only_the_beginning_is_read_and_memory_does_not_grow(tmp_path: Path) -> None:
    path = tmp_path / "long.wav"
    ffmpeg("-f", "lavfi", "-i", "sine=frequency=440:sample_rate=16000:duration=600", "-ac", "2", str(path))
    asset = asset_of(path)
    meter = channels._Meter((Span(0, 600_000),))
    play(asset, 0, LIMITS, Tape(meter, 24.0, "stereo"), meter.is_hopeless)
    assert 60_000 <= len(meter.levels()) * channels.STEP_MS <= 63_000
    tracemalloc.start()
    try:
        assert channels.turns(asset, 0, (Span(0, 50_000),), Silero(), LIMITS, tmp_path) == ()
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert peak < 3_000_000, "of 38 million bytes"

"""A voice that knows a speed is brought to a rate; one that knows none is found out and its clip stretched."""

from __future__ import annotations

import wave
from pathlib import Path

import numpy as np
import pytest
from sounding import tone

from access.engines.base import Clip
from access.engines.voice.clips import Samples, heard, spoken
from access.engines.voice.pacing import Pace, stretched
from access.errors import EngineFailed
from access.model.words import words_per_minute

RATE = 22_050
TEXT = "The museum opens at nine in the morning today."
WORDS = 9


def sound(ms: float, quiet: int = 0) -> Samples:
    return (tone(round(ms), RATE, quiet=quiet) * 32767).astype(np.int16)


class Singer:
    """Says a word in 300 ms at its ease (200 words a minute), and obeys as far as `obeys` says."""

    def __init__(self, obeys: float = 1.0, wobble: float = 0.0) -> None:
        self.asked: list[float] = []
        self._obeys, self._wobble = obeys, wobble

    def __call__(self, text: str, language: str, voice: str, speed: float) -> tuple[Samples, int]:
        self.asked.append(round(speed, 3))
        took = len(text.split()) * 300 / (1 + (speed - 1) * self._obeys)
        return sound(took * (1 + self._wobble * (-1) ** len(self.asked))), RATE


def rate_of(clip: Clip) -> float:
    with wave.open(str(clip.path)) as file:
        assert file.getnframes() * 1000 / file.getframerate() == pytest.approx(clip.duration, abs=1)
    return words_per_minute(TEXT, clip.duration)


@pytest.mark.parametrize("rate", [120, 160, 200, 240])
def test_a_rate_is_reached_by_speed(rate: int, tmp_path: Path) -> None:
    singer = Singer()
    clip = Pace(singer).speak(TEXT, "en", "", rate, tmp_path / "a.wav")
    assert rate_of(clip) == pytest.approx(rate, rel=0.01)
    assert singer.asked == ([1.0] if rate == 200 else [1.0, rate / 200])


def test_the_voice_s_own_tempo_is_measured_once_a_text_and_voice(tmp_path: Path) -> None:
    singer = Singer()
    pace = Pace(singer)
    for voice, rate in (("a", 160), ("a", 170), ("b", 160)):
        pace.speak(TEXT, "en", voice, rate, tmp_path / "a.wav")
    assert singer.asked == [1.0, 0.8, 0.85, 1.0, 0.8]


@pytest.mark.parametrize("rate", [170, 240])
def test_a_voice_that_does_not_obey_is_found_out_and_stretched(rate: int, tmp_path: Path) -> None:
    singer = Singer(obeys=0.0, wobble=0.01)
    pace = Pace(singer)
    assert rate_of(pace.speak(TEXT, "en", "", rate, tmp_path / "a.wav")) == pytest.approx(rate, rel=0.03)
    assert rate_of(pace.speak(TEXT, "en", "", rate + 5, tmp_path / "a.wav")) == pytest.approx(rate + 5, rel=0.03)
    assert len(singer.asked) == 2


def test_no_clip_is_stretched_further_than_sounds_well(tmp_path: Path) -> None:
    assert rate_of(Pace(Singer(obeys=0)).speak(TEXT, "en", "", 400, tmp_path / "a.wav")) == pytest.approx(250, rel=0.02)
    assert rate_of(Pace(Singer(obeys=0)).speak(TEXT, "en", "", 80, tmp_path / "a.wav")) == pytest.approx(160, rel=0.02)


def test_stretching_keeps_the_pitch(tmp_path: Path) -> None:
    plain = sound(1_000)
    quick = stretched(plain, RATE, 1.25)
    assert quick.size == pytest.approx(plain.size / 1.25, rel=0.03)
    crossings = [np.count_nonzero(np.diff(np.signbit(one))) / one.size for one in (plain, quick)]
    assert crossings[1] == pytest.approx(crossings[0], rel=0.03)


def test_silence_at_either_end_is_cut_off_and_soft_sound_is_not() -> None:
    soft = np.concatenate([np.zeros(RATE, np.int16), sound(20) // 50, sound(200), np.zeros(RATE // 2, np.int16)])
    assert heard(soft, RATE).size == pytest.approx(RATE * 0.22 + 2 * RATE * 0.005, abs=RATE * 0.004)
    assert heard(np.zeros(RATE, np.int16), RATE).size == 0
    assert heard(np.full(100, -32768, np.int16), RATE).size == 100


def test_nothing_and_no_end_are_failures_that_quote_the_text() -> None:
    with pytest.raises(EngineFailed, match=r"Box finds nothing to say in “Hello\.”"):
        spoken("Box", "Hello.", np.zeros(RATE, np.int16), RATE)
    with pytest.raises(EngineFailed, match=r"Box went on for 8 s over “Hello\.”"):
        spoken("Box", "Hello.", sound(8_000), RATE)
    assert spoken("Box", "Hello.", sound(7_000), RATE).size

"""How high speakers speak: tones of known pitch, voices whose pitch espeak-ng's own table names, two speakers, none."""

from __future__ import annotations

import tracemalloc
import wave
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from made import RATE, silence, speak, tone

from access.engines.base import VoiceChoice
from access.engines.voice.espeak import VOICES, EspeakVoice
from access.model.media import Sound
from access.model.time import Span
from access.understand.pitch import pitch_of

PROSE = "The museum opens at nine in the morning. Please come in through the main entrance, and leave your coats at the desk."


def sound_of(path: Path) -> Sound:
    with wave.open(str(path)) as file:
        return Sound(path, file.getframerate(), file.getnframes())


def written(path: Path, samples: np.ndarray[tuple[int], np.dtype[np.float64]]) -> Sound:
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(RATE)
        file.writeframes((np.clip(samples, -1, 1) * 32767).astype("<i2").tobytes())
    return sound_of(path)


def buzz(hertz: float, seconds: float) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    """Like a voice: many harmonics, the third louder than the first."""
    times = np.arange(int(seconds * RATE)) / RATE
    return np.asarray(sum(part * np.sin(2 * np.pi * hertz * number * times)
                          for number, part in enumerate((0.1, 0.15, 0.2, 0.1, 0.05), 1)))


@pytest.mark.parametrize("hertz", [75, 110, 165, 220, 330])
def test_a_tone_is_measured_to_one_percent(hertz: float, tmp_path: Path) -> None:
    sound = sound_of(tone(tmp_path / "tone.wav", 2_000, hertz))
    assert pitch_of(sound, (sound.span,)) == pytest.approx((hertz,), rel=0.01)


@settings(max_examples=20, deadline=None)
@given(st.floats(70, 380))
def test_harmonics_are_not_taken_for_the_pitch(tmp_path_factory: pytest.TempPathFactory, hertz: float) -> None:
    sound = written(tmp_path_factory.mktemp("buzz") / "a.wav", buzz(hertz, 1.0))
    assert pitch_of(sound, (sound.span,)) == pytest.approx((hertz,), rel=0.02)


@pytest.mark.parametrize("choice", VOICES, ids=lambda choice: choice.name)
def test_espeak_s_voices_are_as_high_as_its_table_says(choice: VoiceChoice, tmp_path: Path) -> None:
    sound = sound_of(EspeakVoice().speak(PROSE, "en", 160, tmp_path / "a.wav", choice.name).path)
    assert pitch_of(sound, (sound.span,)) == pytest.approx((choice.pitch,), rel=0.05)


def test_a_man_and_a_woman_are_two_figures_and_one_of_them_is_one(tmp_path: Path) -> None:
    low = speak(tmp_path / "low.wav", [PROSE], "rms")
    high = speak(tmp_path / "high.wav", [PROSE], "slt")
    alone = [pitch_of(sound_of(one.path), one.speech) for one in (low, high)]
    assert [len(one) for one in alone] == [1, 1]
    (man,), (woman,) = alone
    assert 85 < man < 125
    assert 150 < woman < 210
    with wave.open(str(low.path)) as a, wave.open(str(high.path)) as b:
        both = np.concatenate([np.frombuffer(one.readframes(one.getnframes()), "<i2") / 32768 for one in (a, b)])
    sound = written(tmp_path / "both.wav", both)
    assert pitch_of(sound, (sound.span,)) == pytest.approx((man, woman), rel=0.05)


def test_only_what_is_voiced_counts(tmp_path: Path) -> None:
    sound = written(tmp_path / "a.wav", np.concatenate([buzz(100, 2), buzz(250, 2)]))
    assert pitch_of(sound, (Span(0, 1_900),)) == pytest.approx((100,), rel=0.02)
    assert pitch_of(sound, (Span(2_100, 4_000),)) == pytest.approx((250,), rel=0.02)


def test_silence_noise_and_no_voice_at_all_have_no_pitch(tmp_path: Path) -> None:
    quiet = sound_of(silence(tmp_path / "quiet.wav", 3_000))
    noise = written(tmp_path / "noise.wav", np.random.default_rng(1).normal(0, 0.1, 3 * RATE))
    assert pitch_of(quiet, (quiet.span,)) == ()
    assert pitch_of(noise, (noise.span,)) == ()
    assert pitch_of(noise, ()) == ()
    assert pitch_of(noise, (Span(0, 30), Span(100, 140))) == ()


def test_memory_does_not_grow_with_the_film(tmp_path: Path) -> None:
    peaks = []
    for minutes in (1, 4):
        sound = written(tmp_path / "long.wav", np.tile(buzz(120, 1), 60 * minutes))
        tracemalloc.start()
        assert pitch_of(sound, (sound.span,)) == pytest.approx((120,), rel=0.02)
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
    assert peaks[1] < peaks[0] * 1.2 + 500_000

"""espeak-ng: text is data, the rate is what it says, languages are found or refused."""

from __future__ import annotations

import wave
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest

from access.engines import espeak_phonemes
from access.engines.base import Clip, EngineKind
from access.engines.espeak_phonemes import Espeak
from access.engines.voice.espeak import EspeakVoice, factory
from access.errors import EngineFailed
from access.model.script import Tier
from access.model.words import words_per_minute

PROSE = (
    "The museum opens at nine in the morning. Please come in through the main entrance, and leave your coats at the desk. "
    "Children under twelve pay nothing. Visitors may take photographs in every hall except the treasury."
)


def say(text: str, into: Path, language: str = "en", rate: int = 160) -> Clip:
    return EspeakVoice().speak(text, language, rate, into)


def samples(path: Path) -> np.ndarray[tuple[int], np.dtype[np.int16]]:
    with wave.open(str(path)) as file:
        return np.frombuffer(file.readframes(file.getnframes()), dtype="<i2").astype(np.int16)


def test_it_is_a_standard_voice_under_the_gpl() -> None:
    assert (factory.name, factory.kind, factory.tier) == ("espeak", EngineKind.VOICE, Tier.STANDARD)
    assert factory.licence.startswith("GPL-3.0-or-later")
    assert factory.readiness("").ready


@pytest.mark.parametrize("rate", [120, 160, 200])
def test_plain_prose_is_spoken_at_about_the_rate_asked_for(rate: int, tmp_path: Path) -> None:
    clip = say(PROSE, tmp_path / "a.wav", rate=rate)
    assert words_per_minute(PROSE, clip.duration) == pytest.approx(rate, rel=0.06)


def test_a_clip_begins_and_ends_with_sound(tmp_path: Path) -> None:
    clip = say("Open.", tmp_path / "a.wav")
    level = np.abs(samples(clip.path).astype(int))
    edge = clip.sample_rate // 50
    assert level[:edge].max() > level.max() * 0.01
    assert level[-edge:].max() > level.max() * 0.01


def test_markup_and_phoneme_codes_are_read_out_and_obeyed_by_nothing(tmp_path: Path) -> None:
    plain = say("hello there", tmp_path / "a.wav")
    for text in ("hello [[h@loU]] there", "hello <break time='9s'/> there"):
        spoken = say(text, tmp_path / "b.wav")
        assert spoken.duration > plain.duration + 500
        silent = np.abs(samples(spoken.path).astype(int)) < 30
        longest = max(len(run) for run in "".join("s" if quiet else "." for quiet in silent).split("."))
        assert longest < spoken.sample_rate


def test_a_control_character_is_no_command(tmp_path: Path) -> None:
    slow, plain = (say(text, tmp_path / "a.wav") for text in ("\x0180S hello there", "80S hello there"))
    assert abs(slow.duration - plain.duration) < 60


def test_a_nul_does_not_cut_the_text_short(tmp_path: Path) -> None:
    assert say("one two\0three four", tmp_path / "a.wav").duration > say("one two", tmp_path / "b.wav").duration + 300


@pytest.mark.parametrize("language", ["en", "en-US", "de", "de-AT", "pt-BR", "zh-Hans-CN", "fr_CA"])
def test_a_region_without_a_voice_of_its_own_takes_the_language_s(language: str, tmp_path: Path) -> None:
    assert say("Radio", tmp_path / "a.wav", language).duration > 200


@pytest.mark.parametrize("language", ["xx", "", "../en", "en; rm"])
def test_a_language_that_it_does_not_know_fails_and_says_so(language: str, tmp_path: Path) -> None:
    with pytest.raises(EngineFailed, match="does not speak"):
        say("hello", tmp_path / "a.wav", language)


def test_text_with_nothing_to_say_fails(tmp_path: Path) -> None:
    with pytest.raises(EngineFailed, match="nothing to say"):
        say(" … ", tmp_path / "a.wav")


def test_languages_are_primary_subtags() -> None:
    languages = EspeakVoice().languages
    assert {"en", "de", "fr", "es", "zh", "ar"} <= set(languages)
    assert all("-" not in language for language in languages)


def test_pronunciations_are_ipa() -> None:
    assert Espeak.shared().phonemes("museum") == "mjuːzˈiəm"
    assert Espeak.shared().phonemes("hello, world").split() == ["həlˈoʊ", "wˈɜːld"]
    assert Espeak.shared().phonemes("") == ""
    assert Espeak.shared().phonemes("Tag", "de") != Espeak.shared().phonemes("Tag", "en-us")


def test_threads_share_the_one_library() -> None:
    with ThreadPoolExecutor(4) as pool:
        shared = set(pool.map(lambda _: id(Espeak.shared()), range(8)))
        found = list(pool.map(lambda number: Espeak.shared().phonemes("Tag", ("de", "en-us")[number % 2]), range(60)))
    assert len(shared) == 1
    assert len(set(found[::2])) == len(set(found[1::2])) == 1
    assert found[0] != found[1]


def test_data_in_a_deep_folder_is_reached_by_a_short_link(tmp_path: Path) -> None:
    deep = tmp_path / ("d" * 120) / ("e" * 120)
    deep.mkdir(parents=True)
    (deep / "phontab").write_text("here")
    short = Path(espeak_phonemes._short_path(deep).decode())
    assert len(str(short)) < 140
    assert (short / "phontab").read_text() == "here"

"""Who describes: unlike the film's speakers, not odd, the same each time, and by name where a setting names one."""

from __future__ import annotations

import wave
from math import log2
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from access.engines.base import Clip, EngineKind, VoiceChoice
from access.engines.null import NullVoice
from access.engines.voice.espeak import VOICES, EspeakVoice
from access.errors import EngineFailed, SettingsError
from access.model.media import Sound
from access.narrate.casting import InVoice, auditioned, cast, cast_as
from access.understand.pitch import pitch_of

PITCHES = {voice.name: voice.pitch for voice in VOICES}


def distance(voice: str, *speakers: float) -> float:
    return min(abs(12 * log2(PITCHES[voice] / speaker)) for speaker in speakers)


def measured(path: Path) -> tuple[float, ...]:
    with wave.open(str(path)) as file:
        sound = Sound(path, file.getframerate(), file.getnframes())
    return pitch_of(sound, (sound.span,))


def test_without_a_speaker_the_engine_s_own_voice_describes() -> None:
    assert cast(VOICES, ()) == "default"
    assert cast((), ()) == cast((), (110.0,)) == ""


def test_a_low_film_is_described_by_a_high_voice_and_a_high_film_by_a_low_one() -> None:
    assert PITCHES[cast(VOICES, (105.0,))] > 170
    assert cast(VOICES, (210.0,)) == "default"


def test_between_a_man_and_a_woman_the_voice_keeps_clear_of_both() -> None:
    chosen = cast(VOICES, (110.0, 200.0))
    assert distance(chosen, 110.0, 200.0) > 3
    assert distance(chosen, 110.0, 200.0) == max(distance(name, 110.0, 200.0) for name in PITCHES)


def test_far_enough_is_far_enough_and_the_engine_s_order_decides() -> None:
    assert cast(VOICES, (100.0,)) == "f2"  # 11.6 semitones away; f3, further, comes after it
    odd = (VoiceChoice("squeak", 350.0), VoiceChoice("plain", 150.0))
    assert cast(odd, (100.0,)) == "plain"
    assert cast(odd[:1], (100.0,)) == "squeak"


def test_a_voice_of_unknown_pitch_is_taken_where_none_is_known() -> None:
    assert cast((VoiceChoice("a"), VoiceChoice("b")), (100.0,)) == "a"
    assert cast((VoiceChoice("a"), VoiceChoice("b", 200.0)), (100.0,)) == "b"


def test_a_name_is_taken_and_an_unknown_one_is_an_error_that_lists_those_there_are() -> None:
    assert cast(VOICES, (210.0,), "f3") == "f3"
    assert cast((), (), "alloy") == "alloy"
    with pytest.raises(SettingsError, match=r"no voice f9.*default, f2, f1.*`auto`"):
        cast(VOICES, (), "f9")
    many = [VoiceChoice(f"p{number}") for number in range(109)]
    with pytest.raises(SettingsError, match="p11 and 97 more"):
        cast(many, (), "f9")


@given(st.lists(st.builds(VoiceChoice, st.text(min_size=1), st.just(0.0) | st.floats(50, 400)), min_size=1, max_size=9),
       st.lists(st.floats(60, 400), max_size=2))
def test_a_cast_voice_is_one_of_the_engine_s(voices: list[VoiceChoice], speakers: list[float]) -> None:
    chosen = cast(voices, speakers)
    assert chosen in {voice.name for voice in voices}
    assert cast(voices, speakers) == chosen


def test_voices_that_nobody_measured_are_heard_before_one_is_chosen(tmp_path: Path) -> None:
    class Choir(EspeakVoice):
        """Many voices, of which it does not say how high they are; one of them is broken."""

        def __init__(self) -> None:
            super().__init__()
            self.heard: list[str] = []

        def voices(self, language: str) -> tuple[VoiceChoice, ...]:
            return tuple(VoiceChoice(f"{number} {voice.name}") for number, voice in enumerate(VOICES * 4))

        def speak(self, text: str, language: str, words_per_minute: int, into: Path, voice: str = "") -> Clip:
            self.heard.append(voice)
            if len(self.heard) == 2:
                raise EngineFailed("hoarse")
            return super().speak(text, language, words_per_minute, into, voice.split()[1])

    choir = Choir()
    found = auditioned(choir, "en", "Good morning everyone, and welcome in.", measured)
    assert len(choir.heard) == 8
    assert [voice.name for voice in found] == [voice.name for voice in choir.voices("en")]
    known = {voice.name: voice.pitch for voice in found if voice.pitch}
    assert len(known) == 7
    assert all(pitch == pytest.approx(PITCHES[name.split()[1]], rel=0.08) for name, pitch in known.items())
    assert cast(found, (105.0,)) in known


def test_voices_that_are_measured_are_not_heard_again() -> None:
    def never(path: Path) -> tuple[float, ...]:
        raise AssertionError("heard")

    assert auditioned(EspeakVoice(), "en", "Hello", never) == VOICES


def test_the_manifest_names_the_voice(tmp_path: Path) -> None:
    role = InVoice(EspeakVoice(), "f2")
    assert role.identity.model == "f2"
    assert [voice.name for voice in role.voices("en")] == ["f2"]
    assert role.languages == EspeakVoice().languages
    spoken = role.speak("Good morning everyone, and welcome in.", "en", 160, tmp_path / "a.wav")
    assert measured(spoken.path) == pytest.approx((PITCHES["f2"],), rel=0.08)
    null = NullVoice(EngineKind.VOICE).identity
    assert cast_as(null, "") is null
    assert cast_as(cast_as(null, "x"), "y").model == "x, voice y"

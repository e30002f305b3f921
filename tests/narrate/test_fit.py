"""What is spoken fits: every clip is measured, and what a voice does not do as planned is planned again."""

from __future__ import annotations

import wave
from itertools import pairwise
from pathlib import Path

import pytest

from access.config import DescribeOptions
from access.engines.base import Clip, VoiceChoice
from access.engines.voice.espeak import EspeakVoice
from access.errors import EngineFailed
from access.model.script import EngineIdentity, Tier, Wanted
from access.model.time import Span
from access.model.words import words_per_minute
from access.narrate.fit import Narration, narrate
from access.write.describe import plan

OPTIONS = DescribeOptions()


class Puppet:
    """A voice that takes `stretch` times as long as it should, and no less than `floor` of its natural length."""

    identity = EngineIdentity("puppet", "1", Tier.DRAFT, "Apache-2.0")
    languages: tuple[str, ...] = ("en",)

    def __init__(self, stretch: float = 1.0, floor: float = 0.0) -> None:
        self.asked: list[tuple[str, int]] = []
        self._stretch = stretch
        self._floor = floor

    def voices(self, language: str) -> tuple[VoiceChoice, ...]:
        return ()

    def speak(self, text: str, language: str, words_per_minute: int, into: Path, voice: str = "") -> Clip:
        self.asked.append((text, words_per_minute))
        words = len(text.split())
        hurry = 1 if words_per_minute <= 160 else self._stretch
        ms = max(words * 60_000 / words_per_minute * hurry, words * 375 * self._floor)
        with wave.open(str(into), "wb") as file:
            file.setnchannels(1)
            file.setsampwidth(2)
            file.setframerate(16_000)
            file.writeframes(bytes(2 * round(ms * 16)))
        return Clip(into, 16_000, round(ms))

    def close(self) -> None:
        pass


def wish(start: int, end: int, *texts: str, weight: float = 1.0) -> Wanted:
    return Wanted(Span(start, end), texts, weight)


def words(count: int, word: str = "word") -> str:
    return " ".join([word] * count)


def told(wishes: list[Wanted], gaps: list[Span], voice: Puppet | EspeakVoice, into: Path) -> Narration:
    narration = narrate(wishes, gaps, voice, "en", OPTIONS, into, plan)
    assert len(narration.clips) == len(narration.descriptions)
    for description, clip in zip(narration.descriptions, narration.clips, strict=True):
        with wave.open(str(clip)) as file:
            assert abs(file.getnframes() * 1000 / file.getframerate() - description.span.duration) <= 1
        assert any(gap.start <= description.span.start and description.span.end <= gap.end for gap in gaps)
        assert 1.0 <= description.rate <= OPTIONS.max_tempo + 0.001
        assert words_per_minute(description.text, description.span.duration) <= OPTIONS.max_words_per_minute + 0.1
    assert all(a.span.end < b.span.start for a, b in pairwise(narration.descriptions))
    assert not [path for path in into.iterdir() if path not in narration.clips], "only the clips stay"
    return narration


def test_what_fits_is_spoken_as_it_is(tmp_path: Path) -> None:
    narration = told([wish(5_000, 8_000, words(8))], [Span(0, 20_000)], Puppet(), tmp_path)
    (description,) = narration.descriptions
    assert (description.span, description.rate, description.about) == (Span(5_000, 8_000), 1.0, Span(5_000, 8_000))
    assert [clip.name for clip in narration.clips] == ["0001.wav"]


def test_what_nearly_fits_is_spoken_faster(tmp_path: Path) -> None:
    (description,) = told([wish(5_000, 8_000, words(16), "word")], [Span(5_000, 10_000)], Puppet(), tmp_path).descriptions
    assert description.rate == pytest.approx(1.2, abs=0.01)


def test_a_voice_that_hurries_less_than_it_was_asked_to_is_asked_again(tmp_path: Path) -> None:
    voice = Puppet(stretch=1.08)
    (description,) = told([wish(5_000, 8_000, words(16), "word")], [Span(5_000, 10_000)], voice, tmp_path).descriptions
    assert len(description.text.split()) == 16
    assert description.span.duration <= 5_000


def test_a_voice_that_cannot_hurry_says_less(tmp_path: Path) -> None:
    narration = told([wish(5_000, 8_000, words(16), words(10))], [Span(5_000, 10_000)], Puppet(floor=1.0), tmp_path)
    assert [len(description.text.split()) for description in narration.descriptions] == [10]
    assert narration.omitted == ()


def test_what_a_voice_cannot_fit_at_all_is_left_out_with_the_reason(tmp_path: Path) -> None:
    wishes = [wish(5_000, 8_000, words(16)), wish(30_000, 32_000, words(4))]
    narration = told(wishes, [Span(5_000, 10_000), Span(30_000, 40_000)], Puppet(floor=1.0), tmp_path)
    assert [description.about.start for description in narration.descriptions] == [30_000]
    (omission,) = narration.omitted
    assert "fast enough" in omission.reason


def test_a_text_is_spoken_once_however_often_it_is_measured(tmp_path: Path) -> None:
    voice = Puppet()
    wishes = [wish(start, start + 1_000, words(6), words(3)) for start in range(0, 30_000, 3_000)]
    told(wishes, [Span(0, 40_000)], voice, tmp_path)
    assert len(voice.asked) == len(set(voice.asked))


def test_nothing_wanted_is_nothing_spoken(tmp_path: Path) -> None:
    voice = Puppet()
    assert told([], [Span(0, 10_000)], voice, tmp_path) == Narration((), (), ())
    assert voice.asked == []


def test_the_real_voice_fits_its_gaps(tmp_path: Path) -> None:
    wishes = [
        wish(1_000, 4_000, "Title: The old lighthouse. Built in eighteen ninety two by the harbour board.", "The lighthouse."),
        wish(8_000, 12_000, "Text on screen: Open daily from nine to five, on Sundays in summer only.", "Open daily."),
        wish(20_000, 24_000, "Text on screen: I am. So it is. As it was to be."),
    ]
    gaps = [Span(500, 5_000), Span(8_000, 13_000), Span(19_000, 30_000)]
    narration = told(wishes, gaps, EspeakVoice(), tmp_path)
    assert len(narration.descriptions) == 3


def test_a_language_that_the_voice_does_not_know_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(EngineFailed):
        narrate([wish(0, 1_000, "hello")], [Span(0, 9_000)], EspeakVoice(), "xx", OPTIONS, tmp_path, plan)

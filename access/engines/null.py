"""An engine of each kind that gives a fixed answer: for tests of the machinery, dry runs, and the contract tests.

They are of tier `draft`, so whatever they write carries a draft name, and `auto` never picks them.
"""

from __future__ import annotations

import wave
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from access.engines.base import Clip, Engine, EngineKind, Heard, Listening, Question, Readiness, VoiceChoice
from access.model.findings import Sight, SoundEvent, TextBox, Turn, Word
from access.model.media import Frame, Sound
from access.model.script import EngineIdentity, Tier
from access.model.time import Span

_LICENCE = "Apache-2.0"


class _Null:
    def __init__(self, kind: EngineKind) -> None:
        self.identity = EngineIdentity(f"null-{kind}", "1", Tier.DRAFT, _LICENCE)

    def close(self) -> None:
        pass


class NullActivity(_Null):
    def voiced(self, sound: Sound) -> tuple[Span, ...]:
        """All of the sound, but its first and last tenth."""
        span = sound.span
        tenth = span.duration // 10
        return (Span(span.start + tenth, span.end - tenth),) if tenth else ()


class NullSpeech(_Null):
    languages: tuple[str, ...] = ()

    def transcribe(self, sound: Sound, voiced: Sequence[Span], asked: Listening) -> Heard:
        """The word "word" twice a second."""
        words = [
            Word("word", Span(start, start + 400), 1.0) for span in voiced for start in range(span.start, span.end - 399, 500)
        ]
        return Heard(tuple(words), asked.language or "en", language_assumed=not asked.language)


class NullAlignment(_Null):
    languages: tuple[str, ...] = ()

    def hear(self, sound: Sound, voiced: Sequence[Span], lines: Sequence[str]) -> tuple[Word, ...]:
        """All the words, evenly over the voice."""
        words = [word for line in lines for word in line.split()]
        return self.align(sound, Span(voiced[0].start, voiced[-1].end), words) if voiced else ()

    def align(self, sound: Sound, span: Span, words: Sequence[str]) -> tuple[Word, ...]:
        edges = [span.start + span.duration * number // len(words) for number in range(len(words) + 1)] if words else []
        return tuple(Word(word, Span(start, end)) for word, (start, end) in zip(words, pairwise(edges), strict=True))


class NullOcr(_Null):
    def read(self, frame: Frame) -> tuple[TextBox, ...]:
        """No text."""
        return ()


class NullVision(_Null):
    sees = False

    def look(self, questions: Sequence[Question]) -> tuple[Sight | None, ...]:
        """Nothing to say."""
        return (None,) * len(questions)


class NullSounds(_Null):
    labels: tuple[str, ...] = ()

    def listen(self, sound: Sound, voiced: Sequence[Span]) -> tuple[SoundEvent, ...]:
        """No sounds."""
        return ()


class NullSpeakers(_Null):
    def turns(self, sound: Sound, voiced: Sequence[Span]) -> tuple[Turn, ...]:
        """One speaker throughout."""
        return tuple(Turn(span, "Speaker 1") for span in voiced)


class NullText(_Null):
    def shorten(self, text: str, language: str, words: int) -> str:
        """Nothing to say."""
        return ""


class NullVoice(_Null):
    languages: tuple[str, ...] = ()

    def voices(self, language: str) -> tuple[VoiceChoice, ...]:
        """One that is low and one that is high, which sound the same."""
        return (VoiceChoice("low", 100.0), VoiceChoice("high", 200.0))

    def speak(self, text: str, language: str, words_per_minute: int, into: Path, voice: str = "") -> Clip:
        """Silence as long as the words would take."""
        rate = 22_050
        duration = len(text.split()) * 60_000 // words_per_minute
        with wave.open(str(into), "wb") as file:
            file.setnchannels(1)
            file.setsampwidth(2)
            file.setframerate(rate)
            file.writeframes(bytes(2 * (duration * rate // 1000)))
        return Clip(into, rate, duration)


@dataclass(frozen=True, slots=True)
class NullFactory:
    kind: EngineKind
    build: Callable[[EngineKind], Engine]
    tier: Tier = Tier.DRAFT
    licence: str = _LICENCE
    remote: bool = False

    @property
    def name(self) -> str:
        return f"null-{self.kind}"

    def readiness(self, model: str) -> Readiness:
        return Readiness(True, "Gives a fixed answer; for tests and dry runs.")

    def open(self, model: str, offline: bool) -> Engine:
        return self.build(self.kind)


activity = NullFactory(EngineKind.ACTIVITY, NullActivity)
speech = NullFactory(EngineKind.SPEECH, NullSpeech)
alignment = NullFactory(EngineKind.ALIGNMENT, NullAlignment)
ocr = NullFactory(EngineKind.OCR, NullOcr)
vision = NullFactory(EngineKind.VISION, NullVision)
voice = NullFactory(EngineKind.VOICE, NullVoice)
sounds = NullFactory(EngineKind.SOUNDS, NullSounds)
speakers = NullFactory(EngineKind.SPEAKERS, NullSpeakers)
text = NullFactory(EngineKind.TEXT, NullText)

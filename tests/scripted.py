"""A recogniser that says what a script tells it to: each known fault of recognisers on purpose, over made sound.

It keeps the contract of `SpeechEngine` only where the script does.
"""

from __future__ import annotations

import wave
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from made import Spoken

from access.engines.base import Engine, EngineKind, Heard, Listening, Readiness, Stretch
from access.errors import EngineError
from access.model.findings import Word
from access.model.media import Sound
from access.model.script import EngineIdentity, Tier
from access.model.time import Span

SURE = 0.9


def sound_of(path: Path) -> Sound:
    with wave.open(str(path)) as file:
        return Sound(path, file.getframerate(), file.getnframes())


def spaced(text: str, span: Span, confidence: float = SURE) -> list[Word]:
    """Return the words of `text`, evenly over `span` by their letters, not all equally sure: what an honest engine gives."""
    texts = text.split()
    letters = sum(map(len, texts))
    words, done = [], 0
    for one in texts:
        start = span.start + span.duration * done // letters
        done += len(one)
        sure = confidence + 0.01 * (len(one) % 3)
        words.append(Word(one, Span(start, span.start + span.duration * done // letters), sure))
    return words


def piled(text: str, at: int, confidence: float = SURE) -> list[Word]:
    """Return the words of `text` all at one instant, with no time of their own."""
    return [Word(one, Span(at, at), confidence) for one in text.split()]


def honest(spoken: Spoken) -> list[Word]:
    """Return what was spoken, each word in its time."""
    return [word for text, span in spoken.sentences for word in spaced(text, span)]


Script = Callable[[Sequence[Span]], Sequence[Word]]


@dataclass
class Scripted:
    """Says `first` when it is asked the first time, and then what `again` holds for the spans it is given."""

    first: Sequence[Word]
    again: Sequence[Word] | Script = ()
    """Words, of which those in the asked spans are said; or what chooses them."""
    stretches: tuple[Stretch, ...] = ()
    fails_again: EngineError | None = None
    language: str = "en"
    languages: tuple[str, ...] = ()
    identity: EngineIdentity = field(default_factory=lambda: EngineIdentity("scripted", "1", Tier.STANDARD, "Apache-2.0"))
    asked: list[Listening] = field(default_factory=list)
    given: list[tuple[Span, ...]] = field(default_factory=list)

    def transcribe(self, sound: Sound, voiced: Sequence[Span], asked: Listening) -> Heard:
        self.asked.append(asked)
        self.given.append(tuple(voiced))
        if len(self.asked) == 1:
            return Heard(tuple(self.first), self.language, False, self.stretches)
        if self.fails_again:
            raise self.fails_again
        if callable(self.again):
            return Heard(tuple(self.again(voiced)), self.language, False, self.stretches)
        near = [span.padded(200) for span in voiced]
        words = [word for word in self.again if any(word.span.middle in span for span in near)]
        return Heard(tuple(words), self.language, False, self.stretches)

    def close(self) -> None:
        pass


@dataclass(frozen=True)
class ScriptedFactory:
    """Opens one scripted engine, for a run through the whole pipeline."""

    engine: Scripted
    name: str = "scripted"
    kind: EngineKind = EngineKind.SPEECH
    tier: Tier = Tier.STANDARD
    licence: str = "Apache-2.0"
    remote: bool = False

    def readiness(self, model: str) -> Readiness:
        return Readiness(True, "It is made up.")

    def open(self, model: str, offline: bool) -> Engine:
        return self.engine

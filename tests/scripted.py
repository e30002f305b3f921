"""Engines that say what a script tells them to: each known fault of recognisers on purpose, and what pictures show.

They keep the contracts of `access.engines.base` only where the script does.
"""

from __future__ import annotations

import wave
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from made import Spoken
from PIL import Image, ImageStat

from access.engines.base import Engine, EngineKind, Heard, Listening, Question, Readiness, Stretch
from access.errors import EngineError
from access.model.findings import Sight, Word
from access.model.media import Frame, Sound
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


Answer = Sight | str | None | EngineError
"""A text alone is a sight that is sure; an error is raised."""


@dataclass
class ScriptedVision:
    """Looks, and answers each question by `answers`: what chooses for a question, or one a question in the order they come.

    Where a list has run out there is nothing to say.
    """

    answers: Callable[[Question], Answer] | Sequence[Answer] = ()
    sees: bool = True
    identity: EngineIdentity = field(
        default_factory=lambda: EngineIdentity("scripted", "1", Tier.STANDARD, "Apache-2.0", "eyes"))
    asked: list[Question] = field(default_factory=list)
    """Every question, in order."""
    calls: list[int] = field(default_factory=list)
    """How many questions each call held."""

    def look(self, questions: Sequence[Question]) -> tuple[Sight | None, ...]:
        self.calls.append(len(questions))
        return tuple(map(self._answer, questions))

    def close(self) -> None:
        pass

    def _answer(self, question: Question) -> Sight | None:
        self.asked.append(question)
        number = len(self.asked) - 1
        if callable(self.answers):
            answer = self.answers(question)
        else:
            answer = self.answers[number] if number < len(self.answers) else None
        if isinstance(answer, EngineError):
            raise answer
        return Sight(answer, confidence=SURE, looked=True) if isinstance(answer, str) else answer


@dataclass
class ScriptedWriter:
    """Says a text in fewer words: what `answers` holds for it, else nothing."""

    answers: Callable[[str, int], str] | dict[str, str] = field(default_factory=dict)
    identity: EngineIdentity = field(
        default_factory=lambda: EngineIdentity("scripted", "1", Tier.STANDARD, "Apache-2.0", "words"))
    asked: list[tuple[str, str, int]] = field(default_factory=list)

    def shorten(self, text: str, language: str, words: int) -> str:
        self.asked.append((text, language, words))
        return self.answers(text, words) if callable(self.answers) else self.answers.get(text, "")

    def close(self) -> None:
        pass


@dataclass
class ScriptedSeer(ScriptedVision):
    """One that takes words alone, too."""

    writer: ScriptedWriter = field(default_factory=ScriptedWriter)

    def shorten(self, text: str, language: str, words: int) -> str:
        return self.writer.shorten(text, language, words)


def colour_of(frame: Frame) -> str:
    """Return which of a few plain colours is nearest to the middle of a picture: what a scripted answer can hang on."""
    plain = {
        "black": (0, 0, 0), "white": (255, 255, 255), "grey": (128, 128, 128), "red": (220, 30, 30), "green": (30, 160, 30),
        "blue": (30, 30, 220), "yellow": (230, 220, 30)}
    with Image.open(frame.path) as picture:
        middle = picture.convert("RGB").crop((
            picture.width // 4, picture.height // 4, max(1, picture.width * 3 // 4), max(1, picture.height * 3 // 4)))
    mean = ImageStat.Stat(middle).mean
    return min(plain, key=lambda name: sum((a - b) ** 2 for a, b in zip(mean, plain[name], strict=True)))


def by_colour(answers: dict[str, Answer]) -> Callable[[Question], Answer]:
    """Answer by the colour of a question's middle frame."""
    return lambda question: answers.get(colour_of(question.frames[len(question.frames) // 2]))


@dataclass(frozen=True)
class ScriptedFactory:
    """Opens one scripted engine, of whatever kind, for a run through the whole pipeline."""

    engine: Engine
    name: str = "scripted"
    kind: EngineKind = EngineKind.SPEECH
    tier: Tier = Tier.STANDARD
    licence: str = "Apache-2.0"
    remote: bool = False

    def readiness(self, model: str) -> Readiness:
        return Readiness(True, "It is made up.")

    def open(self, model: str, offline: bool) -> Engine:
        return self.engine

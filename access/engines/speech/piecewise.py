"""Whisper-like recognisers fed utterance by utterance: bounded memory, no words on silence, times on the media's clock."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from typing import Any

import numpy as np
import numpy.typing as npt

from access.engines.base import Heard, Listening
from access.engines.speech.utterances import windows
from access.model.findings import Word
from access.model.media import Sound
from access.model.script import EngineIdentity
from access.model.time import Span

Samples = npt.NDArray[np.float32]
LONGEST_MS = 30_000
"""Whisper looks at 30 s at once. Its windows are cut in pauses here, so it is asked for no segments of its own: it would decode
what follows the last one again."""


class Piecewise(ABC):
    """What such an engine is but for its library: its identity, a model that is loaded at the first use, and giving it back."""

    languages: tuple[str, ...] = ()

    def __init__(self, identity: EngineIdentity) -> None:
        self.identity = identity
        self._model: Any = None

    def transcribe(self, sound: Sound, voiced: Sequence[Span], asked: Listening) -> Heard:
        return transcribed(sound, voiced, asked, self._decode)

    def close(self) -> None:
        self._model = None

    @abstractmethod
    def _decode(self, samples: Samples, asked: Listening) -> tuple[Iterable[Word], str]:
        """Return the words, timed from 0, and the language; `asked.language` is a primary subtag, empty to be found out."""


def transcribed(
    sound: Sound, voiced: Sequence[Span], asked: Listening, decode: Callable[[Samples, Listening], tuple[Iterable[Word], str]]
) -> Heard:
    """Decode each utterance with `decode(samples from −1 to 1, asked)`: words timed from 0, and the language.

    The language of the first utterance is the file's. Words are clamped to their utterance and never run backwards.
    """
    words: list[Word] = []
    found = asked.language.split("-")[0].lower()
    for utterance in windows(voiced, sound.span, LONGEST_MS):
        samples = np.frombuffer(sound.read(utterance), dtype="<i2").astype(np.float32) / np.float32(32768)
        heard, found = decode(samples, replace(asked, language=found))
        for word in heard:
            span = word.span.shifted(utterance.start).within(utterance)
            start = max(span.start, words[-1].span.end if words else 0)
            if word.text.strip():
                words.append(Word(word.text.strip(), Span(start, max(start, span.end)), min(1.0, max(0.0, word.confidence))))
    return Heard(tuple(words), ("en" if asked.translate else asked.language or found or "en"), language_assumed=False)

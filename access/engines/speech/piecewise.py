"""Whisper-like recognisers fed utterance by utterance: bounded memory, no words on silence, times on the media's clock."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import numpy.typing as npt

from access.engines.base import Heard, Listening, Stretch
from access.engines.speech.hints import near
from access.engines.speech.utterances import windows
from access.engines.speech.whisper_languages import called, tag_of
from access.model.findings import Word
from access.model.languages import primary
from access.model.media import Sound
from access.model.script import EngineIdentity
from access.model.time import Span

Samples = npt.NDArray[np.float32]
LONGEST_MS = 30_000
"""Whisper looks at 30 s at once. Its windows are cut in pauses here, so it is asked for no segments of its own: it would decode
what follows the last one again."""


@dataclass(frozen=True, slots=True)
class Piece:
    """What was decoded in one window."""

    words: Iterable[Word]
    """Timed from the window's start."""
    no_speech: float = 0.0
    """How likely nobody speaks in it, 0 to 1."""
    logprob: float = 0.0
    """The mean natural logarithm of its tokens' probabilities."""


class Piecewise(ABC):
    """What such an engine is but for its library: its identity, a model that is loaded at the first use, and giving it back."""

    together = 1
    """Windows decoded at once."""

    def __init__(self, identity: EngineIdentity, languages: tuple[str, ...] = ()) -> None:
        self.identity, self.languages = identity, languages
        self._model: Any = None

    def transcribe(self, sound: Sound, voiced: Sequence[Span], asked: Listening) -> Heard:
        heard = transcribed(sound, voiced, asked, self._decode, self.together)
        # One that knows a single language hears every other as that one.
        return replace(heard, language_assumed=heard.language_assumed or (len(self.languages) == 1 and not asked.language))

    def close(self) -> None:
        self._model = None

    @abstractmethod
    def _decode(self, pieces: Sequence[Samples], asked: Listening) -> tuple[Sequence[Piece], str]:
        """Return what each piece says, and the language: empty where the model does not know.

        `asked.language` is Whisper's code for a primary subtag, empty where it is to be found out; so is what is returned.
        """


def transcribed(
    sound: Sound, voiced: Sequence[Span], asked: Listening,
    decode: Callable[[Sequence[Samples], Listening], tuple[Sequence[Piece], str]], together: int = 1,
) -> Heard:
    """Decode the voice window by window, `together` at once, with `decode(samples from −1 to 1, asked)`.

    The language of the first windows is the file's. Words are clamped to their window and never run backwards.
    """
    words: list[Word] = []
    stretches: list[Stretch] = []
    found = primary(asked.language)
    spans = windows(voiced, sound.span, LONGEST_MS)
    for first in range(0, len(spans), together):
        group = spans[first:first + together]
        likely = near(asked.terms, Span(group[0].start, group[-1].end))
        heard, found = decode([_samples(sound, span) for span in group], replace(asked, language=called(found), terms=likely))
        for window, said in zip(group, heard, strict=True):
            stretches.append(Stretch(window, said.no_speech, said.logprob))
            for word in said.words:
                span = word.span.shifted(window.start).within(window)
                start = max(span.start, words[-1].span.end if words else 0)
                if text := word.text.strip():
                    words.append(Word(text, Span(start, max(start, span.end)), min(1.0, max(0.0, word.confidence))))
    named = "en" if asked.translate else asked.language or tag_of(found)
    return Heard(tuple(words), named or "en", not named, tuple(stretches))


def _samples(sound: Sound, span: Span) -> Samples:
    return np.frombuffer(sound.read(span), dtype="<i2").astype(np.float32) / np.float32(32768)

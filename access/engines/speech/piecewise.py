"""Whisper-like recognisers fed utterance by utterance: bounded memory, no words on silence, times on the media's clock."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

import numpy as np
import numpy.typing as npt

from access.engines.base import Heard
from access.engines.speech.utterances import utterances
from access.model.findings import Word
from access.model.media import Sound
from access.model.time import Span

Samples = npt.NDArray[np.float32]
LONGEST_MS = 28_000
"""Whisper looks at 30 s at once."""


def transcribed(
    sound: Sound, voiced: Sequence[Span], language: str, decode: Callable[[Samples, str], tuple[Iterable[Word], str]]
) -> Heard:
    """Decode each utterance with `decode(samples from −1 to 1, language or "")`: words timed from 0, and the language.

    The language of the first utterance is the file's. Words are clamped to their utterance and never run backwards.
    """
    words: list[Word] = []
    found = language.split("-")[0].lower()
    for utterance in utterances(voiced, sound.span, LONGEST_MS):
        samples = np.frombuffer(sound.read(utterance), dtype="<i2").astype(np.float32) / np.float32(32768)
        heard, found = decode(samples, found)
        for word in heard:
            span = word.span.shifted(utterance.start).within(utterance)
            start = max(span.start, words[-1].span.end if words else 0)
            if word.text.strip():
                words.append(Word(word.text.strip(), Span(start, max(start, span.end)), min(1.0, max(0.0, word.confidence))))
    return Heard(tuple(words), language or found or "en", language_assumed=False)

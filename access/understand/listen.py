"""Listening: where someone speaks, and what a recogniser hears there."""

from __future__ import annotations

from collections.abc import Sequence

from access.engines.base import Listening, SpeechEngine
from access.model.findings import TextOrigin, Transcript
from access.model.media import Sound
from access.model.time import Span

LEAST_SPEECH_MS = 300
"""Less voice than this in a whole file is a click or a cough."""


def is_speech(voiced: Sequence[Span]) -> bool:
    return sum(span.duration for span in voiced) >= LEAST_SPEECH_MS


def knows(languages: Sequence[str], language: str) -> bool:
    """Tell whether an engine with these primary subtags (none means any) takes `language`; an unnamed one is taken."""
    return not languages or not language or language.split("-")[0].lower() in languages


def listen(sound: Sound, voiced: Sequence[Span], engine: SpeechEngine, asked: Listening) -> Transcript:
    """Recognise what is said. The caller has asked `knows` first. Raises `EngineFailed`."""
    heard = engine.transcribe(sound, voiced, asked)
    notes = (f"{heard.language} was assumed: nothing named the language, and this engine knows no other.",)
    language = heard.language if asked.translate else asked.language or heard.language
    return Transcript(
        words=heard.words, language=language, origin=TextOrigin.MACHINE,
        language_assumed=heard.language_assumed, notes=notes if heard.language_assumed else ())

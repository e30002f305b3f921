"""espeak-ng: a small formant voice in more than a hundred languages, in the plain install, faster than real time by far."""

from __future__ import annotations

import importlib.util
from importlib.metadata import version
from pathlib import Path

import numpy as np

from access.engines.base import Clip, Engine, EngineKind, Readiness, VoiceChoice
from access.engines.espeak_phonemes import PACKAGE, Espeak
from access.engines.voice.clips import spoken, written
from access.errors import EngineFailed
from access.files import printable
from access.model.script import EngineIdentity, Tier

_LICENCE = "GPL-3.0-or-later (espeak-ng, loaded as a library)"
VOICES = (
    VoiceChoice("default", 102.0), VoiceChoice("f2", 195.0), VoiceChoice("f1", 178.0), VoiceChoice("f3", 212.0),
    VoiceChoice("m8", 86.0),
)
"""Those of its variants that speak plainly, with their median pitch as they read an English sentence (measured anew by
`tests/understand/test_pitch.py`). Tonal languages lie up to a sixth lower, and keep the order."""


class EspeakVoice:
    def __init__(self) -> None:
        self.identity = EngineIdentity("espeak", f"espeak-ng ({PACKAGE} {version(PACKAGE)})", Tier.STANDARD, _LICENCE)

    @property
    def languages(self) -> tuple[str, ...]:
        return Espeak.shared().languages

    def voices(self, language: str) -> tuple[VoiceChoice, ...]:
        return VOICES

    def speak(self, text: str, language: str, words_per_minute: int, into: Path, voice: str = "") -> Clip:
        if voice not in {"", *(choice.name for choice in VOICES)}:
            raise EngineFailed(f"espeak-ng has no voice {printable(voice)}.")
        variant = "" if voice == VOICES[0].name else voice
        samples, rate = Espeak.shared().synthesise(text, language, words_per_minute, variant)
        return written(spoken("espeak-ng", text, np.frombuffer(samples, dtype="<i2"), rate), rate, into)

    def close(self) -> None:
        """Nothing to give back: the library is the process's own, and small."""


class EspeakFactory:
    name = "espeak"
    kind = EngineKind.VOICE
    tier = Tier.STANDARD
    licence = _LICENCE
    remote = False

    def readiness(self, model: str) -> Readiness:
        if importlib.util.find_spec("espeakng_loader") is None:
            return Readiness(False, "The package espeakng-loader, which carries the library, is not installed.",
                             f"pip install {PACKAGE}")
        return Readiness(True, "The library and its data come inside espeakng-loader.")

    def open(self, model: str, offline: bool) -> Engine:
        return EspeakVoice()


factory = EspeakFactory()

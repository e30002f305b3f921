"""espeak-ng: a small formant voice in more than a hundred languages, in the plain install, faster than real time by far."""

from __future__ import annotations

import importlib.util
import wave
from importlib.metadata import version
from pathlib import Path

import numpy as np

from access.engines.base import Clip, Engine, EngineKind, Readiness
from access.engines.espeak_phonemes import PACKAGE, Espeak
from access.errors import EngineFailed
from access.files import printable
from access.model.script import EngineIdentity, Tier

_LICENCE = "GPL-3.0-or-later (espeak-ng, loaded as a library)"
_FLOOR = 0.01
"""Quieter than this part of the clip's peak (−40 dB) at either end is silence."""
_EDGE_MS = 5
"""Kept of that silence, so that no onset is clipped."""


class EspeakVoice:
    def __init__(self) -> None:
        self.identity = EngineIdentity("espeak", f"espeak-ng ({PACKAGE} {version(PACKAGE)})", Tier.STANDARD, _LICENCE)

    @property
    def languages(self) -> tuple[str, ...]:
        return Espeak.shared().languages

    def speak(self, text: str, language: str, words_per_minute: int, into: Path) -> Clip:
        samples, rate = Espeak.shared().synthesise(text, language, words_per_minute)
        heard = _heard(np.frombuffer(samples, dtype="<i2"), rate)
        if not heard.size:
            raise EngineFailed(f"espeak-ng finds nothing to say in “{printable(text[:60])}”.")
        with wave.open(str(into), "wb") as file:
            file.setnchannels(1)
            file.setsampwidth(2)
            file.setframerate(rate)
            file.writeframes(heard.tobytes())
        return Clip(into, rate, round(heard.size * 1000 / rate))

    def close(self) -> None:
        """Nothing to give back: the library is the process's own, and small."""


def _heard(samples: np.ndarray[tuple[int], np.dtype[np.int16]], rate: int) -> np.ndarray[tuple[int], np.dtype[np.int16]]:
    """Cut the silence off at both ends."""
    level = np.abs(samples.astype(np.int32))
    loud = np.flatnonzero(level > level.max(initial=0) * _FLOOR)
    if not loud.size:
        return samples[:0]
    edge = rate * _EDGE_MS // 1000
    return samples[max(0, int(loud[0]) - edge) : int(loud[-1]) + 1 + edge]


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

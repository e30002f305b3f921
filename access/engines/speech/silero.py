"""Silero voice activity detection (v6), whose model file comes inside the `faster-whisper` wheel. MIT."""

from __future__ import annotations

import importlib.util
from importlib.metadata import version
from typing import Any

import numpy as np

from access.engines.base import Engine, EngineKind, Readiness
from access.model.media import Sound
from access.model.script import EngineIdentity, Tier
from access.model.time import Span, merged

_WINDOW_MS = 600_000
_OVERLAP_MS = 10_000
"""The model needs some sound to find its feet; each window's first and last 5 s are taken from its neighbour."""
_PAUSE_MS = 200


class Silero:
    def __init__(self) -> None:
        self._vad: Any = None
        self.identity = EngineIdentity(
            name="silero", version=f"6 (faster-whisper {version('faster-whisper')})", tier=Tier.STANDARD, licence="MIT")

    def voiced(self, sound: Sound) -> tuple[Span, ...]:
        vad = self._loaded()
        options = vad.VadOptions(threshold=0.5, min_speech_duration_ms=80, min_silence_duration_ms=_PAUSE_MS, speech_pad_ms=0)
        found: list[Span] = []
        for window, samples in sound.windows(_WINDOW_MS, _OVERLAP_MS):
            own = Span(
                window.start + (_OVERLAP_MS // 2 if window.start else 0),
                window.end if window.end == sound.span.end else window.end - _OVERLAP_MS // 2,
            )
            audio = np.frombuffer(samples, dtype="<i2").astype(np.float32) / 32768
            for speech in vad.get_speech_timestamps(audio, options, sampling_rate=sound.sample_rate):
                start, end = (int(speech[edge]) * 1000 // sound.sample_rate for edge in ("start", "end"))
                span = Span(start, end).shifted(window.start).within(own)
                if span.duration:
                    found.append(span)
        return merged(found)

    def close(self) -> None:
        if self._vad is not None:
            self._vad.get_vad_model.cache_clear()

    def _loaded(self) -> Any:
        if self._vad is None:
            from faster_whisper import vad

            self._vad = vad
        return self._vad


class SileroFactory:
    name = "silero"
    kind = EngineKind.ACTIVITY
    tier = Tier.STANDARD
    licence = "MIT"
    remote = False

    def readiness(self, model: str) -> Readiness:
        if importlib.util.find_spec("faster_whisper") is None:
            return Readiness(False, "The package faster-whisper, which carries its model, is not installed.",
                             "pip install faster-whisper")
        return Readiness(True, "Its model comes inside faster-whisper.")

    def open(self, model: str, offline: bool) -> Engine:
        return Silero()


factory = SileroFactory()

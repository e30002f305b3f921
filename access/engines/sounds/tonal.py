"""Music told from everything else by its held tones: the embedded listener. No model file, no download; NumPy alone.

It listens where nobody speaks and says `music` or nothing. It was fitted and measured by `bench/sounds.py`; the figures stand
in `docs/sounds.md`. Applause is not among its labels: rain and frying are too like it for a caption to depend on.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from operator import itemgetter

import numpy as np

from access.engines.base import Engine, EngineKind, Readiness
from access.engines.sounds.merging import Certainty, Judged, Voices, events
from access.engines.sounds.spectrum import RATE, TRAITS, WINDOW_S, Array, traits, windows_in
from access.errors import EngineFailed
from access.model.findings import SoundEvent
from access.model.media import Sound
from access.model.script import EngineIdentity, Tier
from access.model.time import Span

WEIGHTS = {
    "partials": 0.3573, "pitches": 2.2613, "tuning": 5.3828, "unevenness": 3.2049, "pauses": -10.4627, "beat": 5.1665,
    "bass": 0.4653, "brightness": -5.2806,
}
BIAS = -9.0077
"""A logistic regression: what `python bench/sounds.py MATERIAL --fit` prints."""
CERTAINTY = Certainty(sure=0.95, times=3, likely=0.6, least_ms=3_000)

_STRETCH_MS = 30_000
"""Listened to at once: memory does not grow with the length of the film."""
_STEP_MS = 1_000
_WINDOW_MS = WINDOW_S * 1_000
_EDGE_MS = 500
"""At either end of a window, what it does not speak for: a window half full of music may pass for music."""
_VOICE_MS = 300
"""So much speech in a window, and it is passed over."""
_SILENCE = 10 ** (-55 / 20)
"""Root mean square, of full scale: what is softer is not listened to."""


class Tonal:
    labels: tuple[str, ...] = ("music",)

    def __init__(self) -> None:
        self.identity = EngineIdentity("tonal", "1", Tier.STANDARD, "Apache-2.0")

    def listen(self, sound: Sound, voiced: Sequence[Span]) -> tuple[SoundEvent, ...]:
        if sound.sample_rate != RATE:
            raise EngineFailed(f"tonal listens to sound at {RATE} Hz, not at {sound.sample_rate}.")
        return tuple(events("music", _judged(sound, Voices(voiced)), CERTAINTY))

    def close(self) -> None:
        pass


def likelihoods(samples: Array) -> Array:
    """Return how likely each window of `samples` (mono at `RATE`, ±1) holds music, 0 to 1."""
    likely: Array = 1 / (1 + np.exp(-(traits(samples) @ [WEIGHTS[name] for name in TRAITS] + BIAS)))
    return np.where(loud(samples), likely, 0.0)


def loud(samples: Array) -> Array:
    """Return for each window whether it is more than silence."""
    power = [float(np.mean(samples[start * RATE:(start + WINDOW_S) * RATE] ** 2)) for start in range(windows_in(samples.size))]
    return np.asarray(np.sqrt(np.array(power)) >= _SILENCE)


def _judged(sound: Sound, voices: Voices) -> Iterator[Judged]:
    for stretch, raw in sound.windows(_STRETCH_MS, _WINDOW_MS - _STEP_MS):
        samples = np.frombuffer(raw, dtype="<i2").astype(np.float32) / 32_768
        spans = [Span(stretch.start + step * _STEP_MS, stretch.start + step * _STEP_MS + _WINDOW_MS)
                 for step in range(windows_in(samples.size))]
        heard = [(step, span) for step, span in enumerate(spans) if voices.within(span) < _VOICE_MS]
        # Windows in a row are listened to together; talk between them costs nothing.
        for _, together in groupby(enumerate(heard), key=lambda pair: pair[1][0] - pair[0]):
            row = list(map(itemgetter(1), together))
            first, last = row[0][0], row[-1][0]
            part = samples[first * RATE:(last + WINDOW_S) * RATE]
            for (_, span), likelihood in zip(row, likelihoods(part), strict=True):
                yield Judged(Span(span.start + _EDGE_MS, span.end - _EDGE_MS), float(likelihood))


class TonalFactory:
    name = "tonal"
    kind = EngineKind.SOUNDS
    tier = Tier.STANDARD
    licence = "Apache-2.0"
    remote = False

    def readiness(self, model: str) -> Readiness:
        return Readiness(True, "Comes with access. It knows music, and nothing else.")

    def open(self, model: str, offline: bool) -> Engine:
        return Tonal()


factory = TonalFactory()

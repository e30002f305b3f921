"""From what a voice engine makes to a clip: silence cut off, measured, written. One room for all voices.

How long a clip is decides whether it fits its pause, so every voice is measured by the same rule.
"""

from __future__ import annotations

import wave
from pathlib import Path

import numpy as np
import numpy.typing as npt

from access.engines.base import Clip
from access.errors import EngineFailed
from access.files import printable

Samples = npt.NDArray[np.int16]
"""Mono, 16 bit."""
_FLOOR = 0.01
"""Quieter than this part of the clip's peak (−40 dB) at either end is silence."""
_EDGE_MS = 5
"""Kept of that silence, so that no onset is clipped."""
_PATIENCE_MS, _PATIENCE_MS_A_SIGN = 5_000, 400
"""A model that finds no end babbles on. Nobody takes longer over a text: slow speech has ten signs a second."""


def heard(samples: Samples, rate: int) -> Samples:
    """Cut the silence off at both ends."""
    level = np.abs(samples.astype(np.int32))
    loud = np.flatnonzero(level > level.max(initial=0) * _FLOOR)
    if not loud.size:
        return samples[:0]
    edge = rate * _EDGE_MS // 1000
    return samples[max(0, int(loud[0]) - edge) : int(loud[-1]) + 1 + edge]


def spoken(engine: str, text: str, samples: Samples, rate: int) -> Samples:
    """Return what is heard of `text`. Raises `EngineFailed` where that is nothing, or goes on and on."""
    kept = heard(samples, rate)
    said = f"“{printable(text[:60])}”"
    if not duration(kept, rate):
        raise EngineFailed(f"{engine} finds nothing to say in {said}.")
    if duration(kept, rate) > _PATIENCE_MS + _PATIENCE_MS_A_SIGN * len(text):
        raise EngineFailed(f"{engine} went on for {duration(kept, rate) // 1000} s over {said}.", "Its model may not fit.")
    return kept


def duration(samples: Samples, rate: int) -> int:
    """Return how long they sound, in ms."""
    return round(samples.size * 1000 / rate)


def written(samples: Samples, rate: int, into: Path) -> Clip:
    """Write a clip that `spoken` has passed."""
    with wave.open(str(into), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(rate)
        file.writeframes(samples.astype("<i2").tobytes())
    return Clip(into, rate, duration(samples, rate))

"""What a window of sound is like, in a handful of numbers that tell music from the rest. Plain NumPy.

Music holds its tones: partials stand still for a quarter of a second and more, many at once, on the steps of one tuning, and
others take their place. Speech glides, noise has no partials, a hum or an alarm has the same few for ever. Vectors over the
frames of a stretch; the one loop follows partials from frame to frame.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

RATE = 16_000
WINDOW_S = 3
"""Long enough for some notes or syllables; a window begins every second."""
TRAITS = ("partials", "pitches", "tuning", "unevenness", "pauses", "beat", "bass", "brightness")
"""What `traits` returns for a window: how many partials are held at a time, at how many pitches they begin, how well they agree
on one tuning, how uneven the loudness is, how much of the window is a pause, how regular the onsets are, how much of the power
is bass, how much the brightness varies."""

Array = np.ndarray[Any, np.dtype[Any]]
_SIZE, _HOP = 2_048, 500
_FRAMES_S = RATE // _HOP
_FRAMES = (WINDOW_S * RATE - _SIZE) // _HOP + 1
"""Frames that lie wholly in one window."""
_LOW, _HIGH = 100 * _SIZE // RATE, 5_000 * _SIZE // RATE
"""Bins of 100 Hz and 5 kHz: partials are looked for between; a telephone carries most of it."""
_BASS_FROM, _BASS_TO = 40 * _SIZE // RATE, 160 * _SIZE // RATE
_FLOOR = 1e-5
"""Power of a bin that counts as nothing: about −100 dB below a full tone."""
_AROUND = 20
"""Bins on either side that a partial stands out from, …"""
_STANDS_OUT = 2.0
"""… by so much, in the logarithm of power (9 dB)."""
_HELD = 8
"""Frames (a quarter of a second) that a partial stands still for to count as held."""
_AUDIBLE = 1e-3
"""Of the frame's power: a weaker partial is passed over."""
_STEPS = 12
_LOWEST_TUNED = 250.0
"""In Hz: below, a bin is too wide for a semitone."""
_QUIET_DB = 25
_WINDOWING = np.hanning(_SIZE).astype(np.float32)
_SEMITONE = np.round(_STEPS * np.log2(np.arange(_LOW, _HIGH) / _LOW)).astype(np.int64)


def windows_in(samples: int) -> int:
    """Return how many windows there are in so many samples: one that begins at each whole second and fits."""
    return max(0, samples // RATE - WINDOW_S + 1)


def traits(samples: Array) -> Array:
    """Return the traits of each window as rows, in the order of `TRAITS`. `samples`: mono at `RATE`, ±1."""
    count = windows_in(samples.size)
    if not count:
        return np.zeros((0, len(TRAITS)))
    frames = np.lib.stride_tricks.sliding_window_view(samples.astype(np.float32), _SIZE)[::_HOP]
    spectra = np.fft.rfft(frames * _WINDOWING, axis=1)
    power = (spectra.real**2 + spectra.imag**2).astype(np.float32)
    facts = _facts(power)
    return np.array([_window(facts, start * _FRAMES_S) for start in range(count)])


@dataclass(frozen=True, slots=True)
class _Facts:
    """One number a frame each, but for `pitches`."""

    weight: Array
    """How much a frame counts: louder ones more, but not by much."""
    partials: Array
    """How many are held."""
    pitches: Array
    """Frames × semitones: where a held partial begins."""
    tuning: Array
    """Where partials lie between the steps of a tuning, as directions summed up, …"""
    tuning_weight: Array
    """… and how long that sum would be if all agreed."""
    loudness: Array
    brightness: Array
    onset: Array
    bass: Array
    whole: Array


def _facts(power: Array) -> _Facts:
    middle = power[:, _LOW:_HIGH]
    logs = np.log(middle + _FLOOR)
    total = middle.sum(axis=1) + _FLOOR
    held, begins = _partials(logs)
    audible = held & (middle > _AUDIBLE * total[:, None])
    rows, bins = np.nonzero(audible)
    softened = np.sqrt(np.sqrt(middle[rows, bins]))
    pitches = np.zeros((len(power), _SEMITONE[-1] + 1), dtype=bool)
    new = begins[rows, bins]
    pitches[rows[new], _SEMITONE[bins[new]]] = True
    direction, tuned = _between_steps(logs, rows, bins)
    loudness = np.sqrt(power[:, 12:500].sum(axis=1))
    rise = np.diff(logs, axis=0, prepend=logs[:1])
    size = np.sqrt(power)
    return _Facts(
        weight=total**0.3, partials=held.sum(axis=1), pitches=pitches,
        tuning=_summed(rows, softened * tuned * direction, len(power)),
        tuning_weight=_summed(rows, softened * tuned, len(power)),
        loudness=loudness,
        brightness=np.log(size @ np.arange(size.shape[1], dtype=np.float32) / (size.sum(axis=1) + _FLOOR) + 1),
        onset=np.maximum(0, rise).mean(axis=1), bass=power[:, _BASS_FROM:_BASS_TO].sum(axis=1),
        whole=power[:, _BASS_FROM:].sum(axis=1))


def _partials(logs: Array) -> tuple[Array, Array]:
    """Return, frames × bins: is there a held partial, and does it begin here."""
    count, width = logs.shape
    sums = np.cumsum(np.pad(logs, ((0, 0), (1, 0))), axis=1, dtype=np.float64)
    left = np.maximum(np.arange(width) - _AROUND, 0)
    right = np.minimum(np.arange(width) + _AROUND + 1, width)
    around = (sums[:, right] - sums[:, left]) / (right - left)
    peak = np.zeros(logs.shape, dtype=bool)
    inner = logs[:, 1:-1]
    peak[:, 1:-1] = (inner >= logs[:, :-2]) & (inner > logs[:, 2:]) & (inner > around[:, 1:-1] + _STANDS_OUT)
    rows, bins = np.nonzero(peak)
    path = _paths(rows, bins, count, width)
    life = np.bincount(path)[path] if path.size else path
    held, begins = np.zeros(logs.shape, dtype=bool), np.zeros(logs.shape, dtype=bool)
    held[rows, bins] = life >= _HELD
    first = np.zeros(path.size, dtype=bool)
    first[np.unique(path, return_index=True)[1]] = True
    begins[rows, bins] = first & (life >= _HELD)
    return held, begins


def _paths(rows: Array, bins: Array, count: int, width: int) -> Array:
    """Return for each peak, given in order of time, the number of the path that it goes on with, or begins.

    A path goes on with a peak in the next frame no farther than a bin from where it *began*: what glides breaks off. Of
    several the oldest goes on.
    """
    path = np.empty(rows.size, dtype=np.int64)
    edges = np.searchsorted(rows, np.arange(count + 1))
    age = np.zeros(width + 2, dtype=np.int64)
    origin, number = np.zeros(width + 2, dtype=np.int64), np.zeros(width + 2, dtype=np.int64)
    beside = np.array([[1], [0], [2]])
    known = 0
    for frame in range(count):
        here = bins[edges[frame]:edges[frame + 1]]
        around = here + beside
        ages = age[around] * (np.abs(origin[around] - here) <= 1)
        chosen = np.argmax(ages, axis=0)
        places = np.arange(here.size)
        oldest, taken = ages[chosen, places], around[chosen, places]
        goes_on = oldest > 0
        numbers = np.where(goes_on, number[taken], known + np.cumsum(~goes_on) - 1)
        origins = np.where(goes_on, origin[taken], here)
        known += int(here.size - goes_on.sum())
        path[edges[frame]:edges[frame + 1]] = numbers
        age[:] = 0
        age[here + 1], origin[here + 1], number[here + 1] = oldest + 1, origins, numbers
    return path


def _between_steps(logs: Array, rows: Array, bins: Array) -> tuple[Array, Array]:
    """Return where each partial lies between two steps of the tuning, as a direction, and whether it is high enough to tell."""
    inner = (bins > 0) & (bins < logs.shape[1] - 1)
    left, right = logs[rows, np.maximum(bins - 1, 0)], logs[rows, np.minimum(bins + 1, logs.shape[1] - 1)]
    middle = logs[rows, bins]
    bent = np.minimum(left - 2 * middle + right, -1e-6)
    exact = (bins + _LOW + np.clip(0.5 * (left - right) / bent, -0.5, 0.5)) * RATE / _SIZE
    return np.exp(2j * np.pi * _STEPS * np.log2(exact)), inner & (exact > _LOWEST_TUNED)


def _summed(rows: Array, values: Array, count: int) -> Array:
    if np.iscomplexobj(values):
        return np.bincount(rows, values.real, count) + 1j * np.bincount(rows, values.imag, count)
    return np.bincount(rows, values, count)


def _window(facts: _Facts, first: int) -> list[float]:
    frames = slice(first, first + _FRAMES)
    weight = facts.weight[frames] / facts.weight[frames].sum()
    loudness = facts.loudness[frames]
    level = loudness / (loudness.mean() + 1e-12)
    onset = facts.onset[frames] - facts.onset[frames].mean()
    brightness = facts.brightness[frames]
    return [
        float(np.log1p(weight @ facts.partials[frames])),
        float(np.log1p(facts.pitches[frames].any(axis=0).sum())),
        float(np.abs(facts.tuning[frames].sum()) / (facts.tuning_weight[frames].sum() + 1e-6)),
        float(np.std(level)),
        float(np.mean(20 * np.log10(level + 1e-6) < 20 * np.log10(level.max() + 1e-6) - _QUIET_DB)),
        _regularity(onset),
        float(np.log(facts.bass[frames].sum() / (facts.whole[frames].sum() + 1e-12) + 1e-3)),
        float(np.sqrt(weight @ (brightness - weight @ brightness) ** 2)),
    ]


def _regularity(onset: Array) -> float:
    """Return how alike the onsets are to themselves a beat later: 40 to 240 beats a minute."""
    size = 1 << (2 * onset.size - 1).bit_length()
    spectrum = np.fft.rfft(onset, size)
    alike = np.fft.irfft(spectrum.real**2 + spectrum.imag**2, size)
    return float(alike[_FRAMES_S // 4:_FRAMES_S * 3 // 2].max() / (alike[0] + 1e-9))

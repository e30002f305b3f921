"""How high the film's speakers speak, so that the voice that describes can be told from them.

Pitch alone, and no more than that: two figures at most, for who mostly speaks low and who mostly speaks high. Nothing of it
says who they are. Memory does not grow with the film: windows are taken evenly over all that is voiced, some at a time.

The method is YIN's (de Cheveigné & Kawahara, 2002): the first lag at which a window differs little from itself.
"""

from __future__ import annotations

import wave
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt

from access.model.media import Sound
from access.model.time import Span, merged

_LOW, _HIGH = 60.0, 400.0
"""Hz. Between them lies the speech of nearly everyone."""
_WINDOW_MS = 50
"""Three periods of the lowest pitch."""
_MOST = 2_000
"""Windows in all: 100 s of voice tell as much as a film of it."""
_BATCH = 100
"""Windows in memory at a time."""
_SAME = 0.15
"""How much a window may differ from itself, one period later, and still be voiced (YIN's threshold)."""
_QUIET = 0.01
"""Of full scale (−40 dB): below it nothing is measured."""
_FEWEST = 10
"""Voiced windows, half a second: fewer tell nothing."""
_APART = 4.0
"""Semitones between the medians of two groups of speakers."""
_SHARE = 0.15
"""Of what is voiced: who speaks less is not told apart."""

Levels = npt.NDArray[np.float32]


def pitch_of(sound: Sound, voiced: Sequence[Span]) -> tuple[float, ...]:
    """Return the median pitch of who speaks in `voiced`, in Hz: one figure, or two where some speak much higher than others.

    Ascending; none where hardly anything voiced is found.
    """
    found = np.concatenate([_pitches(windows, sound.sample_rate) for windows in _batches(sound, voiced)] or [np.empty(0)])
    if found.size < _FEWEST:
        return ()
    return tuple(round(float(np.median(group)), 1) for group in _groups(np.sort(found)))


def pitch_in(path: Path) -> tuple[float, ...]:
    """Return the same for a WAV file (mono, 16 bit) in which somebody speaks from end to end."""
    with wave.open(str(path), "rb") as file:
        sound = Sound(path, file.getframerate(), file.getnframes())
    return pitch_of(sound, (sound.span,))


def _batches(sound: Sound, voiced: Sequence[Span]) -> Iterator[Levels]:
    """Yield windows as rows, evenly over what is voiced."""
    spans = [span for span in merged(voiced) if span.duration >= _WINDOW_MS]
    step = max(_WINDOW_MS, sum(span.duration for span in spans) // _MOST)
    size = 2 * (sound.sample_rate * _WINDOW_MS // 1000)  # bytes
    rows: list[bytes] = []
    over = 0
    for span in spans:
        at = span.start + over
        while at + _WINDOW_MS <= span.end:
            rows.append(sound.read(Span(at, at + _WINDOW_MS))[:size])
            at += step
            if len(rows) == _BATCH:
                yield _levels(rows, size)
                rows = []
        over = max(0, at - span.end)
    if rows:
        yield _levels(rows, size)


def _levels(rows: list[bytes], size: int) -> Levels:
    whole = b"".join(row for row in rows if len(row) == size)
    return np.frombuffer(whole, "<i2").reshape(-1, size // 2).astype(np.float32) / np.float32(32768)


def _pitches(windows: Levels, rate: int) -> npt.NDArray[np.float64]:
    """Return the pitch of those windows that are voiced, in Hz."""
    windows = windows - windows.mean(axis=1, keepdims=True)
    windows = windows[np.sqrt((windows**2).mean(axis=1)) >= _QUIET]
    lags = np.arange(1, int(rate / _LOW) + 2)
    half = windows.shape[1] - int(lags[-1])
    if not windows.size or half <= 0:
        return np.empty(0)
    differences = np.stack([((windows[:, :half] - windows[:, lag : lag + half]) ** 2).sum(axis=1) for lag in lags], axis=1)
    normal = differences * lags / np.maximum(np.cumsum(differences, axis=1), 1e-9)
    first = int(rate / _HIGH) - 1  # the place of the shortest lag that counts
    found = [_period(row, first) for row in normal]
    return np.array([rate / period for period in found if period])


def _period(row: npt.NDArray[np.float32], first: int) -> float:
    """Return the first lag, to a part of a sample, at which a window is like itself; 0 where there is none."""
    under = np.flatnonzero(row[first:-1] < _SAME)
    if not under.size:
        return 0.0
    place = first + int(under[0])
    while place + 2 < row.size and row[place + 1] < row[place]:
        place += 1
    before, here, after = (float(row[place + step]) for step in (-1, 0, 1))
    bend = before - 2 * here + after
    return place + 1 + ((before - after) / (2 * bend) if bend > 0 else 0.0)


def _groups(found: npt.NDArray[np.float64]) -> tuple[npt.NDArray[np.float64], ...]:
    """Part what is found, in order, where it falls into low and high speakers; else leave it whole."""
    steps = 12 * np.log2(found)
    least = max(1, int(found.size * _SHARE))
    places = range(least, found.size - least + 1)
    # Otsu: the cut after which what lies on either side differs least among itself.
    sums, squares = np.concatenate([[0.0], np.cumsum(steps)]), np.concatenate([[0.0], np.cumsum(steps**2)])

    def scatter(start: int, end: int) -> float:
        return float(squares[end] - squares[start] - (sums[end] - sums[start]) ** 2 / (end - start))

    place = min(places, key=lambda cut: scatter(0, cut) + scatter(cut, found.size), default=0)
    if not place or np.median(steps[place:]) - np.median(steps[:place]) < _APART:
        return (found,)
    return found[:place], found[place:]

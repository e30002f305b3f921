"""How loud a sound is, and how high it peaks between its samples (ITU-R BS.1770-5).

Loudness is ffmpeg's to measure. The true peak is measured here, because it is wanted of every piece that is encoded, and
because most of a film lies so far below the peak looked for that one look at its samples tells.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

import ffmpeg
import numpy as np
import numpy.typing as npt

from access.config import MixOptions
from access.mediafile import piped_ffmpeg

Samples = npt.NDArray[np.float32]
"""One row an instant, one column a channel."""

CEILING = 10 ** (-2 / 20)
"""−2 dBTP (Netflix): what a described sound may always peak at."""
ROW = 16
"""Samples that a peak is told for."""
_SILENT = -60.0
_AIMS = (-27.0, -19.0)
"""LUFS. The narration takes the programme's own loudness, within these (Netflix dialogue −27; the web is louder)."""
_FALLBACK = -23.0
"""LUFS, EBU R128: where the programme is too quiet to be measured."""
_LEAST_GAIN = 0.35
"""Of what the loudness asks for (−9 dB): below that a description drowns, and a programme that leaves no room keeps none."""
_HEADROOM = 10 ** (-0.5 / 20)
"""For what encoding adds to the peaks of programme and voice together."""
_BLOCK = 4_096
_READ = 1 << 16

_FIR = np.array([
    [0.0017089843750, 0.0109863281250, -0.0196533203125, 0.0332031250000, -0.0594482421875, 0.1373291015625,
     0.9721679687500, -0.1022949218750, 0.0476074218750, -0.0266113281250, 0.0148925781250, -0.0083007812500],
    [-0.0291748046875, 0.0292968750000, -0.0517578125000, 0.0891113281250, -0.1665039062500, 0.4650878906250,
     0.7797851562500, -0.2003173828125, 0.1015625000000, -0.0582275390625, 0.0330810546875, -0.0189208984375],
])
"""Two of the four phases of the interpolator in BS.1770-5, annex 2; the others are their mirrors."""
_PHASES = np.concatenate([_FIR, _FIR[::-1, ::-1]])
_TAPS = _PHASES.shape[1]
_MOST = float(np.abs(_PHASES).sum(axis=1).max())
"""How far above its samples, as a factor, a peak between them can be: 2.02, or 6.1 dB."""


def _interpolator() -> Samples:
    """Return the matrix that takes a row of samples, and those before it, to all four phases of that row."""
    matrix = np.zeros((ROW + _TAPS - 1, ROW, len(_PHASES)), np.float32)
    for at in range(ROW):
        matrix[at : at + _TAPS, at] = _PHASES[:, ::-1].T
    return matrix.reshape(ROW + _TAPS - 1, -1)


_MATRIX = _interpolator()


@dataclass(frozen=True, slots=True)
class Loudness:
    integrated: float
    """LUFS, gated, so that pauses do not count."""
    peak: float
    """True peak as a factor, 1.0 for full scale; exact from `CEILING` up."""
    samples: int = 0
    """How long it is, at the rate it was measured at."""


def measured(sound: Any, sample_rate: int, channels: int) -> Loudness:
    """Measure a stream of an ffmpeg-python graph from end to end, in one pass, at the rate and channels that it has."""
    graph = ffmpeg.output(
        sound.filter("ebur128", framelog="quiet").filter("aformat", sample_fmts="flt", sample_rates=sample_rate), "pipe:1",
        format="f32le", acodec="pcm_f32le")
    peak, count = CEILING / _MOST, 0
    before = np.zeros((_TAPS - 1, channels), np.float32)
    with piped_ffmpeg(graph.global_args("-loglevel", "info", "-nostats")) as piped:
        while data := piped.read(_READ * channels * 4):
            samples = np.concatenate([before, np.frombuffer(data, "<f4").reshape(-1, channels)])
            peak = max(peak, float(peaks(samples, peak).max(initial=0.0)))
            count += len(samples) - len(before)
            before = samples[-(_TAPS - 1) :]
    summary = piped.said[piped.said.rfind("Summary:") :]
    integrated = re.search(r"I:\s+(-?[\d.]+|-inf) LUFS", summary)
    return Loudness(float(integrated[1]) if integrated else float("-inf"), peak, count)


def peaks(samples: Samples, floor: float) -> Samples:
    """Return the true peak of every `ROW` samples, over all channels; only bounded from above where that is below `floor`.

    The filter's delay, of a few samples, is not taken off.
    """
    found = [_block(samples[max(0, at - _TAPS + 1) : at + _BLOCK], min(at, _TAPS - 1), floor)
             for at in range(0, len(samples), _BLOCK)]
    return np.concatenate(found) if found else np.zeros(0, np.float32)


def _block(samples: Samples, known: int, floor: float) -> Samples:
    """Return the peaks of a block of which the first `known` samples only lead in."""
    rows = -(-(len(samples) - known) // ROW)
    highest = max(float(samples.max(initial=0.0)), -float(samples.min(initial=0.0)))
    if highest * _MOST <= floor:
        return np.full(rows, highest, np.float32)
    padded = np.zeros(((1 + rows) * ROW, samples.shape[1]), np.float32)  # a whole row leads in
    padded[ROW - known : ROW + len(samples) - known] = samples
    each = np.abs(padded.reshape(1 + rows, -1)).max(axis=1)
    result: Samples = np.maximum(each[1:], each[:-1])
    looked = np.flatnonzero(result * _MOST > floor)
    result[looked] = 0.0
    for channel in padded.T:
        heard = np.ascontiguousarray(channel[ROW - _TAPS + 1 :])
        windows = np.lib.stride_tricks.sliding_window_view(heard, ROW + _TAPS - 1)[::ROW]
        result[looked] = np.maximum(result[looked], np.abs(windows[looked] @ _MATRIX).max(axis=1))
    return result


def ceiling(programme: Loudness) -> float:
    """Return what the described sound may peak at: the programme's own true peak or −2 dBTP, whichever is higher."""
    return max(programme.peak, CEILING)


def gain(programme: Loudness, voice: Loudness, options: MixOptions) -> float:
    """Return the factor that brings the voice to the programme's loudness; the sum of their peaks stays below the ceiling."""
    if voice.integrated < _SILENT:
        return 1.0
    low, high = _AIMS
    aim = min(max(programme.integrated, low), high) if programme.integrated > _SILENT else _FALLBACK
    wanted = float(10 ** ((aim - voice.integrated) / 20))
    room = ceiling(programme) * _HEADROOM - programme.peak * 10 ** (options.duck_db / 20)
    return max(min(wanted, room / voice.peak), wanted * _LEAST_GAIN)

"""Reads WAV that comes from elsewhere: a server, another process. Whatever it holds, it becomes mono and 16 bit, or an error.

The standard library's reader takes no floats, and takes a stream's header, which knows no length, for a broken file.
Sources: Microsoft's *Multiple channel audio data and WAVE files*; what ffmpeg, Kokoro and Python servers write to a pipe.
"""

from __future__ import annotations

import struct

import numpy as np

from access.engines.voice.clips import Samples

_PCM, _FLOAT, _EXTENSIBLE = 1, 3, 0xFFFE
_UNKNOWN_LENGTHS = range(0x7FFF_0000, 0x1_0000_0000)
"""What a writer that cannot go back puts for a length: 0xFFFFFFFF, 0x7FFFFFFF, or near it. None is a clip's."""
_RATES = range(4_000, 192_001)
_MOST_CHANNELS = 8


def read(data: bytes) -> tuple[Samples, int]:
    """Return the samples and their rate in Hz. Raises `ValueError` that says what is wrong, to follow "answered with"."""
    if data[:4] != b"RIFF" or data[8:12] != b"WAVE":
        raise ValueError("no WAV file")
    shape: tuple[int, int, int, int] | None = None
    at = 12
    while at + 8 <= len(data):
        name, length = struct.unpack_from("<4sI", data, at)
        at += 8
        if name == b"data":
            if shape is None:
                break
            if length in _UNKNOWN_LENGTHS or (length == 0 and at < len(data)):
                length = len(data) - at
            if length > len(data) - at:
                raise ValueError("a WAV file that breaks off")
            return _samples(data[at : at + length], *shape[:3]), shape[3]
        if name == b"fmt ":
            shape = _shape(data[at : at + length])
        at += length + length % 2
    raise ValueError("a WAV file without sound")


def _shape(header: bytes) -> tuple[int, int, int, int]:
    """Return the coding, channels, bytes a sample and rate."""
    if len(header) < 16:
        raise ValueError("a WAV file without a whole header")
    coding, channels, rate, _, block, bits = struct.unpack_from("<HHIIHH", header)
    if coding == _EXTENSIBLE and len(header) >= 26:
        coding = struct.unpack_from("<H", header, 24)[0]
    if not 0 < channels <= _MOST_CHANNELS or rate not in _RATES or block % channels:
        raise ValueError(f"a WAV file of {channels} channels at {rate} Hz")
    width = block // channels
    if (coding, width) not in {(_PCM, 1), (_PCM, 2), (_PCM, 3), (_PCM, 4), (_FLOAT, 4), (_FLOAT, 8)}:
        raise ValueError(f"a WAV file in a coding that is not read here ({coding}, {bits} bit)")
    return coding, channels, width, rate


def _samples(data: bytes, coding: int, channels: int, width: int) -> Samples:
    whole = np.frombuffer(data[: len(data) // (width * channels) * width * channels], np.uint8)
    if coding == _FLOAT:
        level = whole.view(f"<f{width}").astype(np.float64)
        level = np.nan_to_num(level, nan=0.0, posinf=1.0, neginf=-1.0)
    elif width == 1:
        level = (whole.astype(np.float64) - 128) / 128
    else:  # the lowest bytes of four are nought where there are fewer
        padded = np.zeros((whole.size // width, 4), np.uint8)
        padded[:, 4 - width :] = whole.reshape(-1, width)
        level = padded.view("<i4")[:, 0] / 2.0**31
    mono = level.reshape(-1, channels).mean(axis=1)
    samples: Samples = np.clip(np.rint(mono * 32768), -32768, 32767).astype(np.int16)
    return samples

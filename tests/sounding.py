"""WAV files of every shape, byte for byte, for what reads them."""

from __future__ import annotations

import struct

import numpy as np

UNKNOWN = 0xFFFFFFFF


def tone(
    ms: int, rate: int = 24_000, hertz: float = 180.0, level: float = 0.4, quiet: int = 0,
) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    """A tone between `quiet` ms of silence at either end."""
    times = np.arange(ms * rate // 1000) / rate
    still = np.zeros(quiet * rate // 1000)
    return np.concatenate([still, np.sin(2 * np.pi * hertz * times) * level, still])


def wav(
    levels: np.ndarray[tuple[int], np.dtype[np.float64]], rate: int = 24_000, *, bits: int = 16, coding: int = 1,
    channels: int = 1, extensible: bool = False, length: int | None = None, before: bytes = b"",
) -> bytes:
    """Write `levels` (−1 to 1) as WAV; each further channel holds silence. `length` is what the header claims."""
    spread = np.zeros((levels.size, channels))
    spread[:, 0] = levels
    flat = spread.reshape(-1)
    if coding == 3:
        data = flat.astype(f"<f{bits // 8}").tobytes()
    elif bits == 8:
        data = np.round(flat * 127 + 128).astype(np.uint8).tobytes()
    else:
        whole = np.round(flat * (2 ** (bits - 1) - 1)).astype("<i4")
        data = whole.view(np.uint8).reshape(-1, 4)[:, : bits // 8].tobytes()
    block = channels * bits // 8
    head = struct.pack("<HHIIHH", 0xFFFE if extensible else coding, channels, rate, rate * block, block, bits)
    if extensible:
        head += struct.pack("<HHIH", 22, bits, 0, coding) + bytes.fromhex("000000001000800000aa00389b71")
    claimed = len(data) if length is None else length
    body = b"WAVE" + before + b"fmt " + struct.pack("<I", len(head)) + head + b"data" + struct.pack("<I", claimed) + data
    return b"RIFF" + struct.pack("<I", min(UNKNOWN, len(body) if length is None else length)) + body

"""WAV from elsewhere: every shape becomes mono and 16 bit, and what is broken is said to be."""

from __future__ import annotations

import struct

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sounding import UNKNOWN, tone, wav

from access.engines.voice.wav import read

TONE = tone(100)
WHOLE = np.rint(TONE * 32768).astype(int)


@pytest.mark.parametrize(("bits", "coding", "off"), [(8, 1, 400), (16, 1, 2), (24, 1, 1), (32, 1, 1), (32, 3, 1), (64, 3, 1)])
@pytest.mark.parametrize("extensible", [False, True])
def test_every_coding_is_read(bits: int, coding: int, off: int, extensible: bool) -> None:
    samples, rate = read(wav(TONE, bits=bits, coding=coding, extensible=extensible))
    assert rate == 24_000
    assert np.abs(samples.astype(int) - WHOLE).max() <= off


@pytest.mark.parametrize("length", [UNKNOWN, 0x7FFFFFFF, 0x7FFFFFFF - 36, UNKNOWN - 36, 0])
def test_a_stream_s_header_that_knows_no_length_is_read_to_the_end(length: int) -> None:
    assert read(wav(TONE, length=length))[0].size == TONE.size


def test_channels_become_one_and_other_chunks_are_passed_over() -> None:
    stereo, _ = read(wav(TONE, channels=2, before=b"LIST" + struct.pack("<I", 3) + b"abc\0"))
    assert np.abs(stereo.astype(int) - WHOLE // 2).max() <= 2


def test_floats_beyond_full_scale_and_no_numbers_are_clipped() -> None:
    odd = np.array([0.0, 2.0, -3.0, np.nan, np.inf, -np.inf])
    assert read(wav(odd, bits=32, coding=3))[0].tolist() == [0, 32767, -32768, 0, 32767, -32768]


@pytest.mark.parametrize(("data", "why"), [
    (b"", "no WAV file"), (b'{"error": "no"}', "no WAV file"), (b"ID3\x04" + bytes(400), "no WAV file"),
    (wav(TONE)[:-50], "breaks off"), (wav(TONE)[:44], "breaks off"), (wav(TONE)[:30], "without"),
    (wav(TONE, coding=85), "coding"), (wav(TONE, rate=7), "at 7 Hz"), (wav(TONE, bits=16, channels=9), "9 channels"),
    (b"RIFF\0\0\0\0WAVEdata\4\0\0\0abcd", "without sound"), (b"RIFF\0\0\0\0WAVEfmt \2\0\0\0ab", "without a whole header"),
])
def test_what_is_broken_is_an_error_that_says_so(data: bytes, why: str) -> None:
    with pytest.raises(ValueError, match=why):
        read(data)


@given(st.binary(max_size=300), st.integers(0, 44), st.binary(max_size=8))
def test_nothing_that_comes_is_anything_but_sound_or_a_value_error(rest: bytes, at: int, patch: bytes) -> None:
    head = bytearray(wav(TONE)[:44])
    head[at : at + len(patch)] = patch
    try:
        samples, rate = read(bytes(head) + rest)
    except ValueError:
        return
    assert samples.dtype == np.int16
    assert rate >= 4_000

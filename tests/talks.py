"""Talks of two people, one a channel, whose turns are known because they are made here."""

from __future__ import annotations

import wave
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
from made import PER_MS, RATE, Voice, samples_of, speak

from access.model.time import Span

Sound = npt.NDArray[np.float64]
TALK = (
    (0, "When should I come?"), (1, "Most people come at ten, so nine is quieter."), (0, "Is there a way in without stairs?"),
    (1, "Yes, there is a ramp beside the stairs."), (0, "And what is new this year?"),
    (1, "The new hall shows the history of the harbour."), (0, "Thank you very much."))
"""Who says what: 0 on the left channel, 1 on the right one."""


@dataclass(frozen=True)
class Talk:
    left: Sound
    right: Sound
    turns: tuple[tuple[int, Span], ...]

    def mixed(self, over: float) -> tuple[Sound, Sound]:
        """Return the channels with so much of each, in dB, heard in the other."""
        return self.left + gain(over) * self.right, self.right + gain(over) * self.left


def gain(decibels: float) -> float:
    return float(10 ** (decibels / 20))


def noise(like: Sound, decibels: float, seed: int = 0) -> Sound:
    return np.random.default_rng(seed).normal(0, gain(decibels), len(like))


def talk(
    folder: Path, lines: Sequence[tuple[int, str]] = TALK, pause: int = 500, voices: tuple[Voice, Voice] = ("slt", "rms")
) -> Talk:
    """Have two people speak in turn; a negative pause has each begin before the other ends."""
    clips = [samples_of(speak(folder / "line.wav", [text], voices[who], lead=0, tail=0).path) / 32768 for who, text in lines]
    channels = np.zeros((2, sum(len(clip) + max(0, pause) * PER_MS for clip in clips) + RATE))
    turns, at = [], 500
    for (who, _), clip in zip(lines, clips, strict=True):
        channels[who, at * PER_MS:at * PER_MS + len(clip)] += clip
        turns.append((who, Span(at, at + len(clip) // PER_MS)))
        at = turns[-1][1].end + pause
    end = (turns[-1][1].end + 500) * PER_MS
    return Talk(channels[0, :end], channels[1, :end], tuple(turns))


def write(path: Path, *channels: Sound) -> Path:
    with wave.open(str(path), "wb") as file:
        file.setnchannels(len(channels))
        file.setsampwidth(2)
        file.setframerate(RATE)
        file.writeframes(np.clip(np.stack(channels, 1) * 32767, -32768, 32767).astype("<i2").tobytes())
    return path

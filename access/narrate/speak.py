"""Speaks texts into clips and measures them: the voice is asked once for each text and rate, however often a plan asks.

What counts is the clip on disk, never what an engine says of it: a clip that is longer than was told would talk over someone.
"""

from __future__ import annotations

import wave
from dataclasses import replace
from pathlib import Path

from access.config import DescribeOptions
from access.engines.base import Clip, VoiceEngine
from access.errors import EngineFailed
from access.files import printable
from access.model.words import fastest, words_per_minute

_TRIES = 4
_MOST_TAKES = 12
"""Of one text, in all the plans that want it in another time each."""


class Booth:
    """One voice in one language, with a folder for its clips."""

    def __init__(self, voice: VoiceEngine, language: str, options: DescribeOptions, folder: Path) -> None:
        self._voice = voice
        self._language = language
        self._options = options
        self._folder = folder
        self._takes: dict[str, dict[int, Clip]] = {}
        """The clips of each text, by the rate that was asked for."""
        self._count = 0
        self._natural: dict[str, tuple[int, Clip]] = {}

    def measure(self, text: str) -> int:
        """Return how long `text` takes at the voice's own tempo, in ms. Raises `EngineFailed`."""
        return self.natural(text).duration

    def natural(self, text: str) -> Clip:
        return self._at_ease(text)[1]

    def calm(self, text: str) -> bool:
        """Return whether the voice can keep the limit of words a minute with `text` at all."""
        return words_per_minute(text, self.natural(text).duration) <= self._options.max_words_per_minute

    def measured(self, text: str) -> int:
        """Return how long `text` took at the voice's own tempo, in ms; 0 where it has not been spoken yet."""
        return self._natural[text][1].duration if text in self._natural else 0

    def shortest(self, text: str) -> int:
        """Return how long the fastest of the clips of `text` is, in ms; 0 where there is none."""
        return min((clip.duration for clip in self._takes.get(text, {}).values()), default=0)

    def within(self, text: str, tempo: float, room: int) -> Clip | None:
        """Return `text` in at most `room` ms, near `tempo` if that does; None where the voice cannot within the limits.

        What a voice makes of a rate is not what it was asked for, so each try is measured, and the next one corrected.
        """
        rate, natural = self._at_ease(text)
        if not self.calm(text):
            return None
        if natural.duration <= room:
            return natural
        limit = fastest(text, natural.duration, self._options.max_tempo, self._options.max_words_per_minute)
        shortest = natural.duration / limit - 1
        fitting = [clip for clip in self._takes[text].values() if shortest <= clip.duration <= room]
        if fitting:
            return max(fitting, key=lambda clip: clip.duration)
        asked = tempo
        for _ in range(min(_TRIES, _MOST_TAKES - len(self._takes[text]))):
            clip = self._spoken(text, round(rate * asked))
            if shortest <= clip.duration <= room:
                return clip
            aim = min(room, max(shortest, natural.duration / tempo)) if clip.duration > room else (shortest + room) / 2
            asked *= clip.duration / aim * (1.002 if clip.duration > room else 1.0)
        return None

    def _at_ease(self, text: str) -> tuple[int, Clip]:
        """Return the rate asked for and the clip; text of very short words is spoken slower, to keep the limit."""
        if text not in self._natural:
            rate = self._options.words_per_minute
            clip = self._spoken(text, rate)
            for _ in range(_TRIES):
                spoken = words_per_minute(text, clip.duration)
                if spoken <= self._options.max_words_per_minute:
                    break
                rate = int(rate * self._options.max_words_per_minute / spoken)
                clip = self._spoken(text, rate)
            self._natural[text] = rate, clip
        return self._natural[text]

    def _spoken(self, text: str, rate: int) -> Clip:
        takes = self._takes.setdefault(text, {})
        if rate not in takes:
            self._count += 1
            into = self._folder / f"{self._count:05d}.wav"
            takes[rate] = _measured(self._voice.speak(text, self._language, rate, into), text)
        return takes[rate]


def _measured(clip: Clip, text: str) -> Clip:
    """Return the clip with the length that it has, rounded up. Raises `EngineFailed` where it is none that can be mixed."""
    try:
        with wave.open(str(clip.path), "rb") as file:
            rate, frames, shape = file.getframerate(), file.getnframes(), (file.getnchannels(), file.getsampwidth())
    except (OSError, EOFError, wave.Error) as error:
        raise EngineFailed(f"The voice's clip of “{printable(text[:60])}” is no WAV file.") from error
    if shape != (1, 2) or not rate or not frames:
        raise EngineFailed(f"The voice's clip of “{printable(text[:60])}” is empty, or not mono, 16 bit.")
    return replace(clip, sample_rate=rate, duration=-(-frames * 1000 // rate))

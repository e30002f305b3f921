"""Speaks texts into clips and measures them: the voice is asked once for each text and rate, however often a plan asks."""

from __future__ import annotations

from pathlib import Path

from access.config import DescribeOptions
from access.engines.base import Clip, VoiceEngine
from access.model.words import fastest, words_per_minute

_TRIES = 4


class Booth:
    """One voice in one language, with a folder for its clips."""

    def __init__(self, voice: VoiceEngine, language: str, options: DescribeOptions, folder: Path) -> None:
        self._voice = voice
        self._language = language
        self._options = options
        self._folder = folder
        self._clips: dict[tuple[str, int], Clip] = {}
        self._natural: dict[str, tuple[int, Clip]] = {}

    def measure(self, text: str) -> int:
        """Return how long `text` takes at the voice's own tempo, in ms. Raises `EngineFailed`."""
        return self.natural(text).duration

    def natural(self, text: str) -> Clip:
        return self._at_ease(text)[1]

    def within(self, text: str, tempo: float, room: int) -> Clip | None:
        """Return `text` in at most `room` ms, near `tempo` if that does; None where the voice cannot within the limits.

        What a voice makes of a rate is not what it was asked for, so each try is measured, and the next one corrected.
        """
        rate, natural = self._at_ease(text)
        if natural.duration <= room:
            return natural
        limit = fastest(text, natural.duration, self._options.max_tempo, self._options.max_words_per_minute)
        shortest = natural.duration / limit - 1
        asked = tempo
        for _ in range(_TRIES):
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
        key = (text, rate)
        if key not in self._clips:
            into = self._folder / f"{len(self._clips):05d}.wav"
            self._clips[key] = self._voice.speak(text, self._language, rate, into)
        return self._clips[key]

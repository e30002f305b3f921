"""Brings a voice that knows no words a minute to the rate that is asked for.

Neural voices and servers know a speed, against a tempo of their own that differs from voice to voice and text to text. So a
text is spoken once as the voice would, measured, and spoken again at the speed that follows. A voice that does not obey is
found out by the same measure, and its clip is stretched by ffmpeg instead, as far as that sounds well.
"""

from __future__ import annotations

import tempfile
import wave
from collections import OrderedDict
from collections.abc import Callable
from pathlib import Path

import ffmpeg
import numpy as np

from access.engines.base import Clip
from access.engines.voice.clips import Samples, duration, heard, written
from access.errors import EngineFailed, MediaBroken
from access.mediafile import ffmpeg_url, run_ffmpeg
from access.model.words import words_per_minute

SPEEDS = (0.5, 2.0)
"""What a voice is asked for: beyond it models fall apart."""
TEMPI = (0.8, 1.25)
"""How far a clip is stretched without the voice: beyond it one hears that it was."""
_CLOSE = 0.02
"""A difference in tempo that nobody hears, and that no voice keeps."""
_TELLING, _OBEYED = 0.08, 0.4
"""A voice that was asked for so much more or less, and gave less than this part of it, does not obey."""
_KEPT = 16
"""Clips at the voice's own tempo, which are asked for again and again while one text is fitted."""
_STRETCH_SECONDS = 30.0

Say = Callable[[str, str, str, float], tuple[Samples, int]]
"""Speaks a text in a language and voice at a speed, 1.0 for the voice's own: what is heard, and its sample rate."""


class Pace:
    """One voice engine's way to a rate."""

    def __init__(self, say: Say) -> None:
        self._say = say
        self._natural: OrderedDict[tuple[str, str, str], tuple[Samples, int]] = OrderedDict()
        self._obeys = True

    def speak(self, text: str, language: str, voice: str, words_a_minute: int, into: Path) -> Clip:
        natural, rate = self._at_ease(text, language, voice)
        own = words_per_minute(text, duration(natural, rate))
        speed = words_a_minute / own if own else 1.0
        if abs(speed - 1) <= _CLOSE:
            return written(natural, rate, into)
        if self._obeys:
            asked = _within(speed, SPEEDS)
            hurried, its_rate = self._say(text, language, voice, asked)
            gave, told = duration(natural, rate) / duration(hurried, its_rate) - 1, asked - 1
            self._obeys = abs(told) < _TELLING or gave / told >= _OBEYED
            if self._obeys:
                return written(hurried, its_rate, into)
        tempo = _within(speed, TEMPI)
        return written(heard(stretched(natural, rate, tempo), rate), rate, into)

    def _at_ease(self, text: str, language: str, voice: str) -> tuple[Samples, int]:
        key = (text, language, voice)
        if key not in self._natural:
            self._natural[key] = self._say(text, language, voice, 1.0)
            if len(self._natural) > _KEPT:
                self._natural.popitem(last=False)
        self._natural.move_to_end(key)
        return self._natural[key]


def stretched(samples: Samples, rate: int, tempo: float) -> Samples:
    """Return the sound at another tempo and the same pitch (ffmpeg's `atempo`, 0.5 to 2)."""
    with tempfile.TemporaryDirectory(prefix="tempo-") as folder:
        before, after = Path(folder) / "before.wav", Path(folder) / "after.wav"
        written(samples, rate, before)
        sound = ffmpeg.input(ffmpeg_url(before), format="wav", protocol_whitelist="file").filter("atempo", tempo)
        try:
            run_ffmpeg(ffmpeg.output(sound, ffmpeg_url(after), format="wav", acodec="pcm_s16le"), timeout_s=_STRETCH_SECONDS)
            with wave.open(str(after)) as file:
                return np.frombuffer(file.readframes(file.getnframes()), dtype="<i2").astype(np.int16)
        except (MediaBroken, wave.Error, OSError) as error:
            raise EngineFailed(f"A clip could not be brought to another tempo: {error}") from error


def _within(value: float, bounds: tuple[float, float]) -> float:
    return min(max(value, bounds[0]), bounds[1])

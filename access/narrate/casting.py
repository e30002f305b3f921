"""Who describes: of the voices an engine has, the one that is most unlike those of the film.

A listener must know at once whether the film speaks or its description. Pitch tells voices apart best, and is what is
compared, in semitones; a voice that is far enough away is not passed over for one that is further and less pleasant.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from math import log2
from pathlib import Path
from tempfile import TemporaryDirectory

from access.engines.base import Clip, VoiceChoice, VoiceEngine
from access.errors import EngineFailed, SettingsError
from access.files import printable
from access.model.script import EngineIdentity

AUTO = "auto"
_ENOUGH = 6.0
"""Semitones. Half an octave apart nobody takes one for the other, and the engine's own order decides."""
_PLAIN = (70.0, 260.0)
"""Hz. A voice outside is odd to listen to for the length of a film; it is taken only by name."""
_MOST_AUDITIONED = 8
"""A model with a hundred speakers has no more to offer than these, taken evenly."""
_MOST_NAMED = 12


def cast(voices: Sequence[VoiceChoice], speakers: Sequence[float], wanted: str = AUTO) -> str:
    """Return the name of the voice that is to describe; empty for the engine's own, where it offers no choice.

    `speakers` is how high the film's speakers speak, in Hz; none where nobody does. `wanted` is the setting: a name or
    `auto`. Raises `SettingsError` where the engine, which can tell its voices, has none of that name.
    """
    names = [voice.name for voice in voices]
    if wanted != AUTO:
        if names and wanted not in names:
            more = "" if len(names) <= _MOST_NAMED else f" and {len(names) - _MOST_NAMED} more"
            raise SettingsError(
                f"Setting `describe.voice`: the voice engine has no voice {printable(wanted)}.",
                f"It has: {', '.join(map(printable, names[:_MOST_NAMED]))}{more}; or `auto`.")
        return wanted
    if not speakers:
        return names[0] if names else ""
    fit = [voice for voice in voices if not voice.pitch or _PLAIN[0] <= voice.pitch <= _PLAIN[1]] or list(voices)
    # Of equals `max` takes the first, which is the one that the engine prefers.
    return max(fit, key=lambda voice: min(_ENOUGH, _distance(voice, speakers)), default=VoiceChoice("")).name


def auditioned(
    engine: VoiceEngine, language: str, text: str, measure: Callable[[Path], Sequence[float]],
) -> tuple[VoiceChoice, ...]:
    """Return the engine's voices for `language`; those that nobody has measured are heard with `text`, a few of them.

    `measure` returns the pitches in a WAV file, in Hz. A voice that fails keeps its place without a pitch. Which are heard
    hangs on the engine and the language alone.
    """
    voices = engine.voices(language)
    unknown = [voice for voice in voices if not voice.pitch]
    if len(voices) < 2 or not unknown:
        return voices
    heard = {unknown[number * len(unknown) // _MOST_AUDITIONED].name for number in range(_MOST_AUDITIONED)}
    with TemporaryDirectory(prefix="audition-") as folder:
        return tuple(
            replace(voice, pitch=_pitch(engine, language, text, voice.name, measure, Path(folder) / "voice.wav"))
            if voice.name in heard and not voice.pitch else voice for voice in voices)


def cast_as(identity: EngineIdentity, voice: str) -> EngineIdentity:
    """Return the identity under which a voice stands in manifests and cache keys."""
    return replace(identity, model=", voice ".join(filter(None, (identity.model, voice)))) if voice else identity


@dataclass(frozen=True, slots=True)
class InVoice:
    """A voice engine that speaks in one of its voices, whoever asks it."""

    engine: VoiceEngine
    voice: str

    @property
    def identity(self) -> EngineIdentity:
        return cast_as(self.engine.identity, self.voice)

    @property
    def languages(self) -> tuple[str, ...]:
        return self.engine.languages

    def voices(self, language: str) -> tuple[VoiceChoice, ...]:
        return tuple(voice for voice in self.engine.voices(language) if voice.name == self.voice)

    def speak(self, text: str, language: str, words_per_minute: int, into: Path, voice: str = "") -> Clip:
        return self.engine.speak(text, language, words_per_minute, into, voice or self.voice)

    def close(self) -> None:
        """Nothing: the engine is its owner's to close."""


def _distance(voice: VoiceChoice, speakers: Sequence[float]) -> float:
    """Return how far the voice is from the nearest speaker, in semitones; 0 where its pitch is not known."""
    return min(abs(12 * log2(voice.pitch / speaker)) for speaker in speakers) if voice.pitch else 0.0


def _pitch(
    engine: VoiceEngine, language: str, text: str, voice: str, measure: Callable[[Path], Sequence[float]], into: Path,
) -> float:
    try:
        found = measure(engine.speak(text, language, 160, into, voice).path)
    except EngineFailed:
        return 0.0
    return sum(found) / len(found) if found else 0.0

"""Made sounds that are no speech: music of several timbres, and what a listener may take for music or for applause.

Plain NumPy, the same for the same seed. Sounds are float arrays of about ±1 at `RATE`; `written` puts one into a file.
"""

from __future__ import annotations

import wave
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import numpy as np

RATE = 16_000
Wave = np.ndarray[Any, np.dtype[np.float64]]
Dice = np.random.Generator
_MAJOR = (0, 2, 4, 5, 7, 9, 11)
_MINOR = (0, 2, 3, 5, 7, 8, 10)
_PROGRESSIONS = ((0, 3, 4, 0), (0, 5, 3, 4), (0, 4, 5, 3), (1, 4, 0, 0), (0, 2, 3, 4))


def written(path: Path, sound: Wave, peak: float = 0.5) -> Path:
    """Write a sound with its peak at `peak` of full scale, as mono 16-bit WAV."""
    top = float(np.max(np.abs(sound))) if sound.size else 0.0
    samples = (sound * (peak / top if top else 0.0) * 32_767).astype("<i2")
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(RATE)
        file.writeframes(samples.tobytes())
    return path


# --- music ---------------------------------------------------------------------------------------------------------


def _times(seconds: float) -> Wave:
    return np.arange(int(seconds * RATE)) / RATE


def _added(parts: Iterable[Wave]) -> Wave:
    return np.sum(list(parts), axis=0)  # type: ignore[no-any-return]


def _organ(hertz: float, seconds: float, dice: Dice) -> Wave:
    """Held partials with soft edges."""
    t = _times(seconds)
    edge = np.minimum(1.0, np.minimum(t, t[::-1]) / 0.03)
    return edge * _added(np.sin(2 * np.pi * hertz * n * t) / n**1.2 for n in (1, 2, 3, 4, 6) if hertz * n < RATE / 2)


def _plucked(hertz: float, seconds: float, dice: Dice) -> Wave:
    """Partials that die away, the high ones first: a guitar, a piano."""
    t = _times(seconds)
    return np.minimum(1.0, t / 0.004) * _added(
        np.exp(-t * (1.5 + 1.2 * n)) * np.sin(2 * np.pi * hertz * n * (1 + 0.0004 * n * n) * t) / n
        for n in range(1, 9) if hertz * n < RATE / 2)


def _bowed(hertz: float, seconds: float, dice: Dice) -> Wave:
    """A saw with vibrato and a slow beginning: strings."""
    t = _times(seconds)
    phase = 2 * np.pi * hertz * t + 0.25 * np.sin(2 * np.pi * dice.uniform(4.5, 6.0) * t)
    edge = np.minimum(1.0, np.minimum(t / 0.12, t[::-1] / 0.08))
    return edge * _added(np.sin(n * phase) / n for n in range(1, 13) if hertz * n < RATE / 2)


def _bell(hertz: float, seconds: float, dice: Dice) -> Wave:
    t = _times(seconds)
    return _added(np.exp(-t * (1 + n)) * np.sin(2 * np.pi * hertz * n * t) / n for n in (1, 2.76, 5.4) if hertz * n < RATE / 2)


def _sung(hertz: float, seconds: float, dice: Dice) -> Wave:
    """A held vowel with vibrato: harmonics under formants."""
    t = _times(seconds)
    phase = 2 * np.pi * hertz * t + 0.4 * np.sin(2 * np.pi * 5.5 * t)
    vowel = ((700, 1200, 2600), (400, 2000, 2700), (350, 750, 2400))[int(dice.integers(3))]
    edge = np.minimum(1.0, np.minimum(t / 0.06, t[::-1] / 0.06))
    return edge * _added(
        np.sin(n * phase) * sum(np.exp(-((hertz * n - formant) / 180) ** 2) for formant in vowel)
        for n in range(1, 25) if hertz * n < 4_000)


TIMBRES: dict[str, Callable[[float, float, Dice], Wave]] = {
    "organ": _organ, "plucked": _plucked, "bowed": _bowed, "bell": _bell, "sung": _sung}


def music(seconds: float, seed: int, timbre: str = "", drums: bool | None = None) -> Wave:
    """Play a melody over chords and a bass, with or without drums, in a room."""
    dice = np.random.default_rng(seed)
    names = sorted(TIMBRES)
    lead = TIMBRES[timbre or names[int(dice.integers(len(names)))]]
    pad = TIMBRES[names[int(dice.integers(len(names)))]]
    scale = _MAJOR if dice.random() < 0.6 else _MINOR
    root, beat = 110 * 2 ** (dice.integers(0, 12) / 12), 60 / dice.uniform(66, 140)
    progression = _PROGRESSIONS[int(dice.integers(len(_PROGRESSIONS)))]
    out = np.zeros(int((seconds + 8 * beat) * RATE))

    def put(at: float, clip: Wave, gain: float) -> None:
        begin = int(at * RATE)
        clip = clip[: max(0, out.size - begin)]
        out[begin:begin + clip.size] += gain * clip

    def pitch(degree: int, octave: int) -> float:
        return float(root * 2 ** (octave + degree // 7 + scale[degree % 7] / 12))

    at, step, degree = 0.0, 0, int(dice.integers(7))
    while at < seconds:
        chord = progression[step // 4 % 4]
        if step % 4 == 0:
            for offset in (0, 2, 4):
                put(at, pad(pitch(chord + offset, 1), 4 * beat, dice), 0.25)
        put(at, _plucked(pitch(chord, 0), beat, dice), 0.5)
        for half in range(2 if dice.random() < 0.4 else 1):
            degree = int(np.clip(degree + dice.integers(-2, 3), 0, 9))
            put(at + half * beat / 2, lead(pitch(degree, 2), beat * dice.choice([0.5, 1.0, 1.5]), dice), 0.6)
        at += beat
        step += 1
    if drums if drums is not None else dice.random() < 0.5:
        _drums(put, seconds, beat, dice)
    return _in_a_room(out[: int(seconds * RATE)], dice.uniform(0.05, 0.5), dice)


def _drums(put: Callable[[float, Wave, float], None], seconds: float, beat: float, dice: Dice) -> None:
    t = _times(0.2)
    kick = np.exp(-t * 25) * np.sin(2 * np.pi * (45 + 90 * np.exp(-t * 30)) * t)
    snare = np.exp(-t * 22) * dice.normal(0, 0.5, t.size)
    hat = np.exp(-t * 70) * np.diff(dice.normal(0, 0.5, t.size + 1))
    for number in range(int(seconds / beat * 2)):
        put(number * beat / 2, hat, 0.35)
        if number % 2 == 0:
            put(number * beat / 2, snare if number % 4 == 2 else kick, 0.8)


def _in_a_room(sound: Wave, seconds: float, dice: Dice) -> Wave:
    t = _times(seconds)
    tail = dice.normal(0, 1, t.size) * np.exp(-6 * t / seconds)
    wet = _convolved(sound, tail / np.sqrt(np.sum(tail**2)))
    return levelled(sound) + 0.35 * levelled(wet)


# --- what is no music ----------------------------------------------------------------------------------------------


def coloured(seconds: float, dice: Dice, slope: float) -> Wave:
    """Noise whose power falls with frequency to the power of `slope`: 0 white, 1 pink, 2 brown."""
    size = int(seconds * RATE)
    spectrum = np.fft.rfft(dice.normal(0, 1, size))
    frequency = np.fft.rfftfreq(size, 1 / RATE)
    spectrum[1:] /= np.maximum(frequency[1:], 20) ** (slope / 2)
    spectrum[0] = 0
    return levelled(np.fft.irfft(spectrum, size))


def _slow(seconds: float, dice: Dice, per_second: float) -> Wave:
    """A smooth random course between 0 and 1."""
    points = dice.uniform(0, 1, int(seconds * per_second) + 3)
    return np.interp(np.arange(int(seconds * RATE)) / RATE * per_second, np.arange(points.size), points)


def _rotor(seconds: float, dice: Dice, low: float, high: float, wander: float) -> Wave:
    """Harmonics of a turning machine whose speed wanders."""
    speed = dice.uniform(low, high) * (1 + wander * (_slow(seconds, dice, 0.7) - 0.5))
    phase = 2 * np.pi * np.cumsum(speed) / RATE
    return levelled(_added(np.sin(n * phase + dice.uniform(0, 6)) * dice.uniform(0.2, 1) / n for n in range(1, 16)))


def _bursts(seconds: float, dice: Dice, per_second: float, clip: Callable[[], Wave]) -> Wave:
    out = np.zeros(int(seconds * RATE))
    for at in np.flatnonzero(dice.random(out.size) < per_second / RATE):
        piece = clip()[: out.size - at]
        out[at:at + piece.size] += piece
    return out


def _knock(dice: Dice, low: float, high: float, length: float) -> Wave:
    t = _times(length)
    return np.exp(-t * 5 / length) * (0.6 * np.sin(2 * np.pi * dice.uniform(low, high) * t) + dice.normal(0, 0.5, t.size))


def _pulsed(seconds: float, on: float, off: float, sound: Wave) -> Wave:
    cycle = np.mod(_times(seconds), on + off)
    edge = np.clip(np.minimum(cycle, on - cycle) / 0.005, 0, 1)
    return edge * sound


def _fan(seconds: float, dice: Dice) -> Wave:
    t = _times(seconds)
    hum = _added(np.sin(2 * np.pi * 50 * n * t + dice.uniform(0, 6)) / n for n in (1, 2, 3, 4, 6, 8))
    return dice.uniform(0.2, 1.5) * hum + coloured(seconds, dice, 1)


def _traffic(seconds: float, dice: Dice) -> Wave:
    return coloured(seconds, dice, 1.6) * (0.3 + _slow(seconds, dice, 0.3)) + 0.5 * _slow(seconds, dice, 0.2) * _rotor(
        seconds, dice, 25, 60, 0.4)


def _wind(seconds: float, dice: Dice) -> Wave:
    centre = 300 + 900 * _slow(seconds, dice, 0.6)
    phase = 2 * np.pi * np.cumsum(centre) / RATE
    rumble = coloured(seconds, dice, 2)
    return rumble * (0.4 + _slow(seconds, dice, 0.5)) + 0.6 * _slow(seconds, dice, 0.5) * np.cos(phase) * rumble


def _rain(seconds: float, dice: Dice) -> Wave:
    drops = _bursts(seconds, dice, dice.uniform(80, 400), lambda: dice.exponential() * _knock(dice, 800, 4_000, 0.01))
    return levelled(drops) + dice.uniform(0.2, 1) * coloured(seconds, dice, 0.5)


def _keyboard(seconds: float, dice: Dice) -> Wave:
    keys = _bursts(seconds, dice, dice.uniform(3, 9), lambda: _knock(dice, 900, 3_000, 0.03))
    return keys + 0.01 * coloured(seconds, dice, 1)


def _footsteps(seconds: float, dice: Dice) -> Wave:
    out, at = np.zeros(int(seconds * RATE)), 0.2
    while at < seconds - 0.3:
        step = _knock(dice, 60, 180, 0.12)
        out[int(at * RATE):int(at * RATE) + step.size] += step
        at += dice.uniform(0.5, 0.6)
    return out + 0.01 * coloured(seconds, dice, 1)


def _beeps(seconds: float, dice: Dice) -> Wave:
    tone = np.sin(2 * np.pi * dice.uniform(600, 3_000) * _times(seconds))
    return _pulsed(seconds, dice.uniform(0.08, 0.5), dice.uniform(0.08, 0.8), tone)


def _telephone(seconds: float, dice: Dice) -> Wave:
    t = _times(seconds)
    return _pulsed(seconds, 2.0, 4.0, np.sin(2 * np.pi * 440 * t) + np.sin(2 * np.pi * 480 * t))


def _dial_tone(seconds: float, dice: Dice) -> Wave:
    t = _times(seconds)
    return np.sin(2 * np.pi * 350 * t) + np.sin(2 * np.pi * 440 * t)


def _two_tones(seconds: float, dice: Dice) -> Wave:
    """An alarm that changes between two pitches."""
    low = dice.uniform(400, 1_000)
    high = np.mod(_times(seconds), 1.0) < 0.5
    return np.sin(2 * np.pi * np.cumsum(np.where(high, low * dice.uniform(1.2, 1.5), low)) / RATE)


def _siren(seconds: float, dice: Dice) -> Wave:
    course = 900 + 500 * np.sin(2 * np.pi * dice.uniform(0.15, 2.0) * _times(seconds))
    phase = 2 * np.pi * np.cumsum(course) / RATE
    return np.sin(phase) + 0.4 * np.sin(2 * phase)


def _birds(seconds: float, dice: Dice) -> Wave:
    def chirp() -> Wave:
        t = _times(dice.uniform(0.05, 0.25))
        course = dice.uniform(2_500, 5_000) + dice.uniform(-1_500, 1_500) * t / t[-1] + 300 * np.sin(2 * np.pi * 30 * t)
        return np.hanning(t.size) * np.sin(2 * np.pi * np.cumsum(course) / RATE)

    return _bursts(seconds, dice, dice.uniform(1, 6), chirp) + 0.02 * coloured(seconds, dice, 1)


def _barks(seconds: float, dice: Dice) -> Wave:
    def bark() -> Wave:
        t = _times(dice.uniform(0.12, 0.3))
        phase = 2 * np.pi * np.cumsum(dice.uniform(300, 600) * (1 + 0.4 * np.sin(np.pi * t / t[-1]))) / RATE
        return np.hanning(t.size) * (_added(np.sin(n * phase) / n for n in range(1, 8)) + dice.normal(0, 0.4, t.size))

    return _bursts(seconds, dice, 1.5, bark) + 0.02 * coloured(seconds, dice, 1)


def _machine(seconds: float, dice: Dice) -> Wave:
    """A regular thump over a whirr: a press, a washing machine."""
    beat = dice.uniform(0.25, 0.8)
    return _pulsed(seconds, beat * 0.3, beat * 0.7, coloured(seconds, dice, 1)) + 0.5 * _rotor(seconds, dice, 40, 120, 0.03)


def _engine(seconds: float, dice: Dice) -> Wave:
    return _rotor(seconds, dice, 30, 140, dice.uniform(0.02, 0.8)) + 0.2 * coloured(seconds, dice, 1)


def _propeller(seconds: float, dice: Dice) -> Wave:
    return (0.3 + np.maximum(0, np.sin(2 * np.pi * dice.uniform(8, 18) * _times(seconds)))) * coloured(seconds, dice, 1.5)


def applause(seconds: float, seed: int) -> Wave:
    """Many people clapping, each at a pace of their own, in a hall."""
    dice = np.random.default_rng(seed)
    out = np.zeros(int(seconds * RATE))
    for _ in range(int(dice.integers(15, 80))):
        pace, at, bright, gain = dice.uniform(0.2, 0.35), dice.uniform(0, 0.4), dice.uniform(700, 2_500), dice.uniform(0.2, 1)
        while at < seconds - 0.05:
            clap = gain * _knock(dice, bright * 0.9, bright * 1.1, 0.02)
            out[int(at * RATE):int(at * RATE) + clap.size] += clap
            at += pace * dice.normal(1, 0.07)
    return _in_a_room(out, dice.uniform(0.3, 1.2), dice)


NOISES: dict[str, Callable[[float, Dice], Wave]] = {
    "white noise": lambda seconds, dice: coloured(seconds, dice, 0),
    "pink noise": lambda seconds, dice: coloured(seconds, dice, 1),
    "brown noise": lambda seconds, dice: coloured(seconds, dice, 2),
    "fan and mains hum": _fan, "traffic": _traffic, "wind": _wind, "rain": _rain, "keyboard": _keyboard,
    "footsteps": _footsteps, "beeps": _beeps, "telephone": _telephone, "dial tone": _dial_tone,
    "two-tone alarm": _two_tones, "siren": _siren, "birds": _birds, "barks": _barks, "machine": _machine, "engine": _engine,
    "propeller": _propeller,
}


def noise(name: str, seconds: float, seed: int) -> Wave:
    return NOISES[name](seconds, np.random.default_rng(seed))


def _convolved(sound: Wave, tail: Wave) -> Wave:
    size = 1 << (sound.size + tail.size - 1).bit_length()
    return np.fft.irfft(np.fft.rfft(sound, size) * np.fft.rfft(tail, size), size)[: sound.size]


def levelled(sound: Wave) -> Wave:
    """Return the sound at a root mean square of 0.1."""
    power = float(np.sqrt(np.mean(sound**2))) if sound.size else 0.0
    return sound * (0.1 / power) if power else sound

"""Measure how far the embedded listener can be believed: precision and recall of `music`, by kind of sound, and its speed.

    PYTHONPATH=tests python bench/sounds.py MATERIAL          # sound_material.py says what lies there
    PYTHONPATH=tests python bench/sounds.py MATERIAL --fit    # prints the weights of access/engines/sounds/tonal.py

Measured on what is held out; fitted on the rest. Every sound comes at a loudness of its own, and the voice activity engine says
where someone speaks, as in a run.
"""

from __future__ import annotations

import sys
import tempfile
import time
import wave
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import made_sounds
import numpy as np
import sound_material
from made_sounds import RATE, Wave
from sound_material import MUSIC, Clip

from access.engines.sounds.spectrum import TRAITS, traits
from access.engines.sounds.tonal import Tonal, loud
from access.engines.speech.silero import Silero
from access.model.findings import SoundEvent
from access.model.media import Sound
from access.model.time import Span

REAL_COUNTS = 3.0
"""In the fit, a real sound counts as so many made ones."""
MORE_SEEDS = range(300, 320)
PRIOR = 10.0
"""How strongly weights are held to be small."""
PROGRAMMES = 12
Row = tuple[str, Clip]


def main(folder: Path, fit: bool) -> None:
    rows = [("real", clip) for clip in sound_material.real(folder, not fit)]
    rows += [("made", clip) for clip in sound_material.made(not fit)]
    if fit:
        _fit(rows)
        return
    with tempfile.TemporaryDirectory() as scratch:
        _by_kind(rows, Path(scratch) / "clip.wav")
        _programmes([clip for _, clip in rows], Path(scratch) / "programme.wav")
        _speed(Path(scratch) / "long.wav")


# --- measuring -----------------------------------------------------------------------------------------------------


@dataclass(slots=True)
class Tally:
    clips: int = 0
    seconds: float = 0.0
    called: float = 0.0
    """Seconds called music."""
    events: int = 0


def _by_kind(rows: Sequence[Row], path: Path) -> None:
    tallies: dict[tuple[str, str, str], Tally] = defaultdict(Tally)
    dice = np.random.default_rng(1)
    for origin, clip in rows:
        found, whole = _heard(clip.sound, path, float(dice.uniform(0.02, 0.9)))
        tally = tallies[origin, clip.kind, clip.truth]
        tally.clips += 1
        tally.seconds += whole
        tally.called += sum(event.span.duration for event in found) / 1000
        tally.events += len(found)
        if found and clip.truth != MUSIC:
            print(f"wrong: {clip.kind}, {clip.name}: {[(one.span.start, one.span.end) for one in found]}", file=sys.stderr)
    print("| sound | of | clips | seconds | called music, s | events |\n|---|---|---:|---:|---:|---:|")
    for (origin, kind, truth), one in sorted(tallies.items(), key=lambda item: (item[0][2] != MUSIC, item[0])):
        print(f"| {origin} | {kind}{'' if truth == MUSIC else ' (no music)'} | {one.clips} | {one.seconds:.0f} "
              f"| {one.called:.0f} | {one.events} |")
    for origins in (("real",), ("made",), ("real", "made")):
        right = [one for (origin, _, truth), one in tallies.items() if origin in origins and truth == MUSIC]
        wrong = [one for (origin, _, truth), one in tallies.items() if origin in origins and truth != MUSIC]
        called, false = sum(one.called for one in right), sum(one.called for one in wrong)
        good, bad = sum(one.events for one in right), sum(one.events for one in wrong)
        print(f"\n{' and '.join(origins)}: precision {called / (called + false):.3f} of seconds, {good / (good + bad):.3f} of "
              f"events ({bad} of {good + bad} wrong); recall {called / sum(one.seconds for one in right):.3f} of seconds")


def _programmes(clips: Sequence[Clip], path: Path) -> None:
    """String held-out speech, music and noise together as a programme does, and see where music is said to begin and end."""
    dice = np.random.default_rng(2)
    speech = [clip.sound for clip in clips if clip.kind == "speech"]
    music = [clip.sound for clip in clips if clip.truth == MUSIC]
    other = [clip.sound for clip in clips if clip.truth != MUSIC and "speech" not in clip.kind]
    right = wrong = missed = 0
    off: list[float] = []
    for _ in range(PROGRAMMES):
        parts: list[Wave] = []
        truth: list[Span] = []
        at = 0
        for _ in range(8):
            for kind, pool in (("speech", speech), (MUSIC, music), ("speech", speech), ("other", other)):
                clip = pool[int(dice.integers(len(pool)))][: int(dice.uniform(6, 14) * RATE)]
                sound = made_sounds.levelled(clip) * 10 ** dice.uniform(-0.7, 0)
                if kind == MUSIC:
                    truth.append(Span(at * 1000 // RATE, (at + sound.size) * 1000 // RATE))
                parts += [sound, np.zeros(int(dice.uniform(0.1, 1.5) * RATE))]
                at += sound.size + parts[-1].size
        found, _ = _heard(np.concatenate(parts), path, 0.7)
        for event in found:
            hit = [span for span in truth if span.overlap(event.span) > event.span.duration / 2]
            right, wrong = right + bool(hit), wrong + (not hit)
            off += [abs(event.span.start - hit[0].start) / 1000] if hit else []
        missed += sum(not any(span.overlap(event.span) for event in found) for span in truth)
    print(f"\n{PROGRAMMES} programmes of speech, music, noise and pauses: {right} events right, {wrong} wrong, {missed} of "
          f"{PROGRAMMES * 8} pieces of music not named; start off by {np.median(off):.1f} s in the median, "
          f"{np.percentile(off, 90):.1f} s at most in 90%")


def _speed(path: Path) -> None:
    sound = _written(np.concatenate([made_sounds.music(60, seed) for seed in range(5)]), path, 0.5)
    began = time.process_time()
    Tonal().listen(sound, ())
    spent = time.process_time() - began
    print(f"\n{sound.span.end / 1000:.0f} s of music, nothing of it spoken over: {spent:.2f} s of one core, "
          f"{sound.span.end / 1000 / spent:.0f} times real time")


def _heard(sound: Wave, path: Path, peak: float) -> tuple[tuple[SoundEvent, ...], float]:
    written = _written(sound, path, peak)
    return Tonal().listen(written, SILERO.voiced(written)), written.span.end / 1000


def _written(sound: Wave, path: Path, peak: float) -> Sound:
    with wave.open(str(made_sounds.written(path, sound, peak))) as file:
        return Sound(path, file.getframerate(), file.getnframes())


SILERO = Silero()


# --- fitting -------------------------------------------------------------------------------------------------------


def _fit(rows: list[Row]) -> None:
    """Print the weights of a logistic regression on the traits of every window; each kind of sound counts by its root."""
    rows += [("made", Clip(f"{name} {seed}", name, "", made_sounds.noise(name, 8, seed)))
             for name in made_sounds.NOISES for seed in MORE_SEEDS]
    dice = np.random.default_rng(3)
    found: list[Any] = []
    truth: list[bool] = []
    kinds: list[tuple[str, str]] = []
    for origin, clip in rows:
        top = float(np.max(np.abs(clip.sound)))
        if not top:
            continue
        samples = np.round(clip.sound / top * 10 ** dice.uniform(-1.8, -0.1) * 32_767) / 32_768
        values = traits(samples.astype(np.float32))[loud(samples)]
        found.append(values)
        truth += [clip.truth == MUSIC] * len(values)
        kinds += [(origin, clip.kind)] * len(values)
    matrix, right = np.vstack(found), np.array(truth)
    counts = Counter(kinds)
    weight = np.array([(REAL_COUNTS if origin == "real" else 1.0) / np.sqrt(counts[origin, kind]) for origin, kind in kinds])
    for side in (right, ~right):
        weight[side] *= len(right) / 2 / weight[side].sum()
    weights, bias = _regressed(matrix, right, weight)
    print(f"{len(right)} windows, {right.sum()} of music")
    print({name: round(float(value), 4) for name, value in zip(TRAITS, weights, strict=True)}, round(bias, 4))
    likely = 1 / (1 + np.exp(-(matrix @ weights + bias)))
    for limit in (0.5, 0.7, 0.9, 0.95, 0.98):
        called = likely >= limit
        print(f"windows from {limit}: precision {right[called].mean():.4f}, recall {called[right].mean():.3f}")


def _regressed(matrix: Wave, right: Wave, weight: Wave) -> tuple[Wave, float]:
    """Return weights and bias of a logistic regression, by Newton's method on standardised traits."""
    mean, spread = matrix.mean(axis=0), matrix.std(axis=0)
    inputs = np.hstack([(matrix - mean) / spread, np.ones((len(matrix), 1))])
    prior = np.diag([PRIOR] * matrix.shape[1] + [0.0])
    found = np.zeros(inputs.shape[1])
    for _ in range(30):
        likely = 1 / (1 + np.exp(-(inputs @ found)))
        slope = inputs.T @ (weight * (likely - right)) + prior @ found
        curve = (inputs * (weight * likely * (1 - likely))[:, None]).T @ inputs + prior
        found -= np.linalg.solve(curve, slope)
    return found[:-1] / spread, float(found[-1] - (found[:-1] * mean / spread).sum())


if __name__ == "__main__":
    main(Path(sys.argv[1]), "--fit" in sys.argv[2:])

"""Two channels, two speakers: interviews and calls that were recorded with one speaker a channel are told apart by channel.

The track is read once more, channel by channel, into a level for every 50 ms; nothing else of it stays in memory. Whether it is
such a recording is decided by the levels where someone speaks. The difference between the channels must fall into two heaps
with next to nothing between them, and each channel must be louder when it is its turn than when it is the other's: the first
tells it from a film, whose speech comes from the middle, the second from a channel with nothing but noise. Both hold whatever
the channels' gains are. What passes is listened to again, each channel alone: there must be a voice in it when it is its turn,
for broadcasters put the speech on one channel and all else on the other.
"""

from __future__ import annotations

import wave
from array import array
from collections.abc import Iterable, Sequence
from itertools import groupby
from pathlib import Path

import numpy as np
import numpy.typing as npt

from access.config import LimitOptions
from access.engines.base import VoiceActivityEngine
from access.model.findings import Turn
from access.model.media import Asset, Sound
from access.model.time import Span, merged
from access.understand.audio import SAMPLE_RATE, Tape, play

LEFT, RIGHT = "left", "right"
STEP_MS = 50
_STEP = SAMPLE_RATE * STEP_MS // 1000
_FLOOR = 1e-9
"""Of full scale, squared: −90 dB, the noise of 16 bits. Digital silence is no quieter."""
_SOFT_DB = 20.0
"""Below a channel's loud speech: what is softer in both is the end of a word, or breath, and says nothing."""
_LOUD = 95
"""Percentile of a channel's levels that stands for its loud speech."""
_BETWEEN_DB = 6
"""Either side of the border between the heaps: there the levels differ too little to say who speaks."""
_MOST_OFF_DB = 20
"""How far the border may lie off equal levels: channels are recorded at different gains."""
_MOST_BETWEEN = 0.2
"""Of the speech: as much may lie between the heaps. In calls both speak at once for up to a tenth of the time."""
_LEAST_RISE_DB, _LEAST_RISES_DB = 4.0, 18.0
"""By how much each channel is louder in its own turns than in the other's, and both together: whoever speaks up makes the one
rise more and the other less. 9 dB each is more than people on a stereo stage differ by, less than microphones of their own."""
_LEAST_VOICED = 0.6
"""Of a channel's turns: where its own sound must be a voice."""
_LEAST_MS, _LEAST_SHARE = 1_500, 0.01
"""What the one who says less must say."""
_ENOUGH_MS = 60_000
"""After so much speech, most of it equally loud in both channels, it is no such recording, whatever follows."""
_HOPELESS = 0.7
_SMOOTH = 5
"""Steps: levels are taken over 250 ms to tell whose turn it is; syllables have gaps."""
_SHORTEST = 4
"""Steps of a turn inside speech: a shorter one is a breath or a click in the other microphone."""
_JOIN_MS = 1_000

Levels = npt.NDArray[np.float32]


def turns(
    asset: Asset, track: int, voiced: Sequence[Span], gate: VoiceActivityEngine, limits: LimitOptions, into: Path
) -> tuple[Turn, ...]:
    """Return who speaks when by channel, in order of time; empty where the track is not one of two speakers, a channel each.

    `voiced` is what `gate` found in both channels together. Nothing is left in the folder `into`. Raises `MediaBroken`,
    `MediaRefused`, `UsageError`.
    """
    meter = _Meter(voiced)
    play(asset, track, limits, Tape(meter, limits.max_duration_hours, "stereo"), meter.is_hopeless)
    found = told_apart(meter.levels(), voiced)
    if not found:
        return ()
    sounds = _apart(asset, track, limits, into)
    try:
        return named(found) if all(_is_voice(gate.voiced(sound), side, found, voiced) for side, sound in sounds.items()) else ()
    finally:
        for sound in sounds.values():
            sound.path.unlink()


def named(found: Sequence[Turn]) -> tuple[Turn, ...]:
    """Return the turns, their speakers named in the order in which they first speak."""
    names = {name: f"Speaker {number}" for number, name in enumerate(dict.fromkeys(turn.speaker for turn in found), 1)}
    return tuple(Turn(turn.span, names[turn.speaker]) for turn in found)


def told_apart(power: Levels, voiced: Sequence[Span]) -> tuple[Turn, ...]:
    """Return the turns of `LEFT` and `RIGHT` by the mean squares of two channels, a row for every `STEP_MS`.

    Empty where the levels are not those of two speakers.
    """
    steps = _steps(voiced, len(power))
    border = _border(_decibels(power[steps]))
    if border is None:
        return ()
    smooth = _decibels(_averaged(power))
    is_left = smooth[:, 0] - smooth[:, 1] > border
    found: list[Turn] = []
    for span in merged(voiced):
        for left, part in _sides(span, is_left):
            name = LEFT if left else RIGHT
            if found and found[-1].speaker == name and part.start - found[-1].span.end <= _JOIN_MS:
                part = Span(found[-1].span.start, part.end)
                found.pop()
            found.append(Turn(part, name))
    return tuple(found)


def _is_voice(alone: Sequence[Span], side: str, found: Sequence[Turn], voiced: Sequence[Span]) -> bool:
    """Tell whether a channel, heard `alone`, is a voice where it is its turn and both channels together are one."""
    own = [turn.span for turn in found if turn.speaker == side]
    both = _shared(merged(own), merged(voiced))
    return sum(span.duration for span in _shared(merged(alone), both)) >= _LEAST_VOICED * sum(span.duration for span in both)


def _shared(ones: Sequence[Span], others: Sequence[Span]) -> list[Span]:
    """Return where both are; each in order of time, disjoint."""
    result: list[Span] = []
    place = 0
    for one in ones:
        while place < len(others) and others[place].end <= one.start:
            place += 1
        for other in others[place:]:
            if other.start >= one.end:
                break
            result.append(other.within(one))
    return result


def _apart(asset: Asset, track: int, limits: LimitOptions, into: Path) -> dict[str, Sound]:
    """Write each channel to a file of its own."""
    into.mkdir(parents=True, exist_ok=True)
    paths = {side: into / f"{side}.wav" for side in (LEFT, RIGHT)}
    with wave.open(str(paths[LEFT]), "wb") as left, wave.open(str(paths[RIGHT]), "wb") as right:
        for file in (left, right):
            file.setnchannels(1)
            file.setsampwidth(2)
            file.setframerate(SAMPLE_RATE)
        tape = Tape(_Splitter(left, right), limits.max_duration_hours, "stereo")
        play(asset, track, limits, tape)
    return {side: Sound(path, SAMPLE_RATE, tape.written) for side, path in paths.items()}


class _Splitter:
    """Takes in two channels and writes each where it belongs."""

    def __init__(self, left: wave.Wave_write, right: wave.Wave_write) -> None:
        self._files = left, right

    def writeframesraw(self, data: bytes, /) -> None:
        samples = np.frombuffer(data, dtype="<i2").reshape(-1, 2)
        for channel, file in enumerate(self._files):
            file.writeframesraw(samples[:, channel].tobytes())


class _Meter:
    """Takes in two channels and keeps their mean squares, of full scale, step by step."""

    def __init__(self, voiced: Sequence[Span]) -> None:
        self._voiced = merged(voiced)
        self._power = array("f")
        self._rest = bytearray()
        done = 0
        self._look_at = 1 << 62
        """The step at which `_ENOUGH_MS` of voice are in."""
        for span in self._voiced:
            done += span.duration
            if done >= _ENOUGH_MS:
                self._look_at = (span.end - done + _ENOUGH_MS) // STEP_MS
                break

    def writeframesraw(self, data: bytes, /) -> None:
        self._rest += data
        if len(self._rest) >= 4 * SAMPLE_RATE:
            self._measure()

    def levels(self) -> Levels:
        self._measure()
        return np.array(self._power, dtype=np.float32).reshape(-1, 2)

    def is_hopeless(self) -> bool:
        """Tell, once, whether what was heard so far is plainly no recording of one speaker a channel."""
        if len(self._power) // 2 < self._look_at:
            return False
        self._look_at = 1 << 62
        levels = self.levels()
        differences = _differences(_decibels(levels[_steps(self._voiced, len(levels))]))
        return bool(_between(differences)[_MOST_OFF_DB] > _HOPELESS)

    def _measure(self) -> None:
        """Turn the samples that wait into levels; less than a step of them waits on."""
        whole = len(self._rest) // (4 * _STEP) * 4 * _STEP
        samples = np.frombuffer(bytes(self._rest[:whole]), dtype="<i2").astype(np.float32) / np.float32(32768)
        del self._rest[:whole]
        self._power.extend(np.square(samples.reshape(-1, _STEP, 2)).mean(axis=1).ravel())


def _steps(voiced: Sequence[Span], count: int) -> npt.NDArray[np.intp]:
    """Return the steps that lie in the voice, whole."""
    ranges = [np.arange(-(-span.start // STEP_MS), min(span.end // STEP_MS, count)) for span in merged(voiced)]
    return np.concatenate([np.empty(0, np.intp), *ranges]).astype(np.intp)


def _decibels(power: Levels) -> Levels:
    return np.asarray(10 * np.log10(power + _FLOOR), dtype=np.float32)


def _averaged(power: Levels) -> Levels:
    """Return the mean over `_SMOOTH` steps around each."""
    sums = np.cumsum(np.pad(power.astype(np.float64), ((_SMOOTH // 2 + 1, _SMOOTH // 2), (0, 0))), axis=0)
    return np.asarray((sums[_SMOOTH:] - sums[:-_SMOOTH]) / _SMOOTH, dtype=np.float32)


def _loud(levels: Levels) -> npt.NDArray[np.bool_]:
    """Tell the steps in which at least one channel is near its loud speech."""
    return np.asarray((levels > np.percentile(levels, _LOUD, axis=0) - _SOFT_DB).any(axis=1))


def _differences(levels: Levels) -> npt.NDArray[np.intp]:
    """Return by how many dB the left channel is louder, in the steps that count."""
    if not len(levels):
        return np.empty(0, np.intp)
    louder = levels[_loud(levels)]
    return np.asarray(np.rint(louder[:, 0] - louder[:, 1]), dtype=np.intp)


def _between(differences: npt.NDArray[np.intp]) -> npt.NDArray[np.float64]:
    """Return for each place of the border, from −20 to 20 dB, which share of the speech lies about it."""
    most = _MOST_OFF_DB + _BETWEEN_DB
    counts = np.bincount(np.clip(differences, -most, most) + most, minlength=2 * most + 1)
    shares = np.convolve(counts, np.ones(2 * _BETWEEN_DB - 1), "valid")[1:-1] / max(1, len(differences))
    return np.asarray(shares, dtype=np.float64)


def _border(levels: Levels) -> int | None:
    """Return the difference in dB above which the left one speaks; None where these are not two speakers in two channels."""
    differences = _differences(levels)
    least = max(_LEAST_MS / STEP_MS, _LEAST_SHARE * len(differences))
    heard = levels[_loud(levels)] if len(levels) else levels
    found: list[tuple[float, int, int]] = []
    for border, share in zip(range(-_MOST_OFF_DB, _MOST_OFF_DB + 1), _between(differences), strict=True):
        left, right = differences >= border + _BETWEEN_DB, differences <= border - _BETWEEN_DB
        if share > _MOST_BETWEEN or left.sum() < least or right.sum() < least:
            continue
        rises = np.median(heard[left], axis=0) - np.median(heard[right], axis=0)
        if min(rises[0], -rises[1]) >= _LEAST_RISE_DB and rises[0] - rises[1] >= _LEAST_RISES_DB:
            found.append((float(share), abs(border), border))
    return min(found)[2] if found else None


def _sides(span: Span, is_left: npt.NDArray[np.bool_]) -> Iterable[tuple[bool, Span]]:
    """Yield the turns inside one stretch of voice: the left one's, and when."""
    first = min(span.start // STEP_MS, len(is_left) - 1)
    last = max(first + 1, min(-(-span.end // STEP_MS), len(is_left)))
    runs = [(bool(left), len(list(run))) for left, run in groupby(is_left[first:last].tolist())]
    long = [run for run in runs if run[1] >= _SHORTEST] or [max(runs, key=lambda run: run[1])]
    kept: list[tuple[bool, int]] = []
    """Which side, and at which step its turn ends."""
    at = first
    waiting = iter(long)
    following = next(waiting)
    for run in runs:
        at += run[1]
        if run is following:
            if kept and kept[-1][0] == run[0]:
                kept.pop()
            kept.append((run[0], at))
            following = next(waiting, (False, 0))
        elif kept:
            kept[-1] = kept[-1][0], at
    start = span.start
    for number, (left, end) in enumerate(kept):
        until = span.end if number + 1 == len(kept) else end * STEP_MS
        yield left, Span(start, until)
        start = until

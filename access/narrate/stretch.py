"""Sound in which other sound is let in at known instants: block for block, exact to the sample, memory flat.

Apart from `extend`, which knows films. What lies around an instant fades for 10 ms on either side, so that nothing clicks;
all else passes through as it is.
"""

from __future__ import annotations

import wave
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
from av.audio.frame import AudioFrame
from av.audio.resampler import AudioResampler

from access.errors import EngineFailed
from access.narrate.encode import Shape

Samples = npt.NDArray[np.float32]
"""One row a channel."""

_FADE_MS = 10
_TOLERANCE = 0.05
"""Seconds that time stamps may waver before it counts as a hole or an overlap."""
_BLOCK = 16_384


@dataclass(frozen=True, slots=True)
class Insert:
    """What is let in at an instant of the sound."""

    at: int
    """In ms of the sound as it is."""
    length: int
    """In ms."""
    clip: Path
    """WAV, mono, 16 bit."""
    begin: int
    """How far into the insert the clip begins, in ms."""


def laid(frames: Iterable[tuple[AudioFrame, float]], shape: Shape) -> Iterator[Samples]:
    """Yield frames, each with the second at which it begins, as one sound: holes are silent, what steps back is dropped."""
    table = _Resampled(shape)
    written, expected, skip = 0, 0.0, 0
    for frame, at in frames:
        if abs(at - expected) > _TOLERANCE:
            for samples in table.end():
                written += samples[:, skip:].shape[1]
                yield samples[:, skip:]
            target = round(at * shape.sample_rate)
            skip, expected = max(0, written - target), at
            yield from _silence(target - written, shape)
            written = max(written, target)
        expected += frame.samples / frame.sample_rate
        for samples in table.put(frame):
            written += samples[:, skip:].shape[1]
            yield samples[:, skip:]
            skip = max(0, skip - samples.shape[1])
    for samples in table.end():
        yield samples[:, skip:]


class _Resampled:
    """Brings frames into one shape."""

    def __init__(self, shape: Shape) -> None:
        self._shape = shape
        self._resampler: AudioResampler | None = None
        self._given: tuple[str, str, int] | None = None

    def put(self, frame: AudioFrame) -> Iterator[Samples]:
        given = (frame.format.name, frame.layout.name, frame.sample_rate)
        if given != self._given:
            yield from self.end()
        if self._resampler is None:
            self._resampler = AudioResampler(format="fltp", layout=self._shape.layout, rate=self._shape.sample_rate)
            self._given = given
        frame.pts = None  # the resampler would fill holes by rules of its own
        yield from (_samples(piece) for piece in self._resampler.resample(frame))

    def end(self) -> Iterator[Samples]:
        if self._resampler is not None:
            yield from (_samples(piece) for piece in self._resampler.resample(None))
            self._resampler = None


def _samples(frame: AudioFrame) -> Samples:
    return np.asarray(frame.to_ndarray(), np.float32)


def stretched(blocks: Iterable[Samples], inserts: Sequence[Insert], shape: Shape, gain: float, least: int) -> Iterator[Samples]:
    """Yield the sound with the inserts, in order of time; before them it is at least `least` ms long."""
    rate = shape.sample_rate
    edges = [insert.at * rate // 1000 for insert in inserts]
    waiting = list(zip(edges, inserts, strict=True))
    at = added = ms = 0

    def due(until: int) -> Iterator[Samples]:
        nonlocal added, ms
        while waiting and waiting[0][0] <= until:
            _, insert = waiting.pop(0)
            ms += insert.length
            length = ms * rate // 1000 - added
            added += length
            yield _insert(insert, length, shape, gain)

    for block in _padded(blocks, max([least * rate // 1000, *edges]), shape):
        faded = block * _envelope(at, block.shape[1], edges, _FADE_MS * rate // 1000)
        end = at + block.shape[1]
        while waiting and waiting[0][0] < end:
            cut = waiting[0][0] - at
            if cut > 0:
                yield faded[:, :cut]
                faded, at = faded[:, cut:], at + cut
            yield from due(at)
        yield faded
        at = end
    yield from due(at)


def _padded(blocks: Iterable[Samples], least: int, shape: Shape) -> Iterator[Samples]:
    length = 0
    for block in blocks:
        length += block.shape[1]
        yield block
    yield from _silence(least - length, shape)


def _silence(length: int, shape: Shape) -> Iterator[Samples]:
    for start in range(0, length, _BLOCK):
        yield np.zeros((len(shape.channels), min(_BLOCK, length - start)), np.float32)


def _envelope(start: int, length: int, edges: Sequence[int], fade: int) -> Samples:
    """Return the factor for each sample: down to nothing before an edge, and up again after it."""
    factor = np.ones(length, np.float32)
    for edge in edges:
        first, last = max(edge - fade - start, 0), min(edge + fade - start, length)
        if first < last:
            away = np.abs(np.arange(first, last) + start - edge) / fade
            factor[first:last] = np.minimum(factor[first:last], away)
    return factor


def _insert(insert: Insert, length: int, shape: Shape, gain: float) -> Samples:
    """Return the clip in its silence."""
    sound = np.zeros((len(shape.channels), length), np.float32)
    speaking = [shape.channels.index(name) for name in shape.speaking]
    voice = spoken(insert.clip, shape.sample_rate) * (gain * len(speaking) ** -0.5)
    begin = insert.begin * shape.sample_rate // 1000
    voice = voice[: max(0, length - begin)]
    for channel in speaking:
        sound[channel, begin : begin + len(voice)] = voice
    return sound


def spoken(clip: Path, sample_rate: int) -> npt.NDArray[np.float32]:
    """Return a clip's samples at another rate. Raises `EngineFailed` where it is not mono, 16 bit."""
    with wave.open(str(clip), "rb") as file:
        if (file.getnchannels(), file.getsampwidth()) != (1, 2):
            raise EngineFailed("The voice's clips are not mono, 16 bit.")
        rate, samples = file.getframerate(), np.frombuffer(file.readframes(file.getnframes()), "<i2")
    if not samples.size:
        return np.zeros(0, np.float32)
    frame = AudioFrame.from_ndarray(np.ascontiguousarray(samples).reshape(1, -1), format="s16", layout="mono")
    frame.sample_rate = rate
    table = _Resampled(Shape(sample_rate, "mono"))
    pieces = [piece[0] for piece in [*table.put(frame), *table.end()]]
    return np.concatenate(pieces) if pieces else np.zeros(0, np.float32)

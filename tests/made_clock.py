"""Films that tell the time: each picture shows its number in bars, and a beep sounds at known instants."""

from __future__ import annotations

import wave
from collections.abc import Sequence
from fractions import Fraction
from pathlib import Path
from typing import NamedTuple

import av
import numpy as np
import numpy.typing as npt
from av.audio.frame import AudioFrame
from av.audio.resampler import AudioResampler
from av.subtitles.stream import SubtitleStream
from av.video.frame import VideoFrame
from av.video.stream import VideoStream

from access.model.script import Description, Extension, Hold
from access.model.time import Span

WIDTH, HEIGHT, BITS = 160, 96, 8
RATE = 48_000
BEEP_MS = 50
STEADY = [number * 40 for number in range(250)]
"""25 pictures a second for 10 s."""
BEEPS = list(range(250, 10_000, 500))
STILL = 200


class Shown(NamedTuple):
    at: float
    """In ms since the container's start."""
    number: int


def film(
    path: Path, times: Sequence[int] = STEADY, beeps: Sequence[int] | None = BEEPS, codec: str = "libx264",
    sound: str = "aac", ticks: int = 12_800, ms: int = 10_000, **options: str,
) -> Path:
    """Show picture n from `times[n]` (ms) on; without `beeps` there is no sound track."""
    with av.open(str(path), "w") as out:
        video = out.add_stream(codec, rate=25, options=options)
        assert isinstance(video, VideoStream)
        video.width, video.height, video.pix_fmt = WIDTH, HEIGHT, "yuv420p"
        video.codec_context.time_base = Fraction(1, ticks)
        audio = out.add_stream(sound, rate=RATE, layout="stereo") if beeps is not None else None
        assert not isinstance(audio, VideoStream | SubtitleStream)
        for number, at in enumerate(times):
            frame = VideoFrame.from_ndarray(_bars(number), format="rgb24")
            frame.pts, frame.time_base = round(at * ticks / 1000), Fraction(1, ticks)
            out.mux(video.encode(frame))
        out.mux(video.encode(None))
        if audio is not None and beeps is not None:
            heard = _beeps(ms, beeps)
            for at in range(0, len(heard), 960):
                part = AudioFrame.from_ndarray(np.stack([heard[at : at + 960]] * 2), format="fltp", layout="stereo")
                part.sample_rate, part.pts, part.time_base = RATE, at, Fraction(1, RATE)
                out.mux(audio.encode(part))
            out.mux(audio.encode(None))
    return path


def _bars(number: int) -> npt.NDArray[np.uint8]:
    bars = np.array([255 * (number >> bit & 1) for bit in range(BITS)], np.uint8)
    return np.broadcast_to(np.repeat(bars, WIDTH // BITS)[None, :, None], (HEIGHT, WIDTH, 3)).copy()


def _beeps(ms: int, beeps: Sequence[int]) -> npt.NDArray[np.float32]:
    heard = np.zeros(ms * RATE // 1000, np.float32)
    times = np.arange(BEEP_MS * RATE // 1000) / RATE
    for at in beeps:
        first = at * RATE // 1000
        heard[first : first + len(times)] = 0.3 * np.sin(2 * np.pi * 1000 * times)
    return heard


def clip(path: Path, ms: int, rate: int = 22_050) -> Path:
    """Write a clip as a voice makes it: a tone of 3 kHz."""
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(rate)
        times = np.arange(ms * rate // 1000) / rate
        file.writeframes((8000 * np.sin(2 * np.pi * 3000 * times)).astype("<i2").tobytes())
    return path


def holds(*asked: tuple[int, int]) -> Extension:
    """Hold at each instant for a clip of so many ms, with 200 ms of silence on either side."""
    made, added = [], 0
    for at, ms in asked:
        start = at + added + STILL
        told = Description(Span(start, start + ms), "told", 1.0, Span(at, at + 1_000))
        made.append(Hold(at, ms + 2 * STILL, told))
        added += made[-1].duration
    return Extension(tuple(made))


def shown(path: Path) -> list[Shown]:
    """Decode every picture, and read its number."""
    with av.open(str(path)) as container:
        origin = (container.start_time or 0) / 1000
        found = []
        for frame in container.decode(video=0):
            bars = frame.to_ndarray(format="gray")[HEIGHT // 2, WIDTH // BITS // 2 :: WIDTH // BITS]
            number = sum(int(bar > 128) << bit for bit, bar in enumerate(bars))
            assert frame.time is not None
            found.append(Shown(frame.time * 1000 - origin, number))
        return found


def heard(path: Path) -> npt.NDArray[np.float32]:
    """Decode the sound, on the container's clock."""
    with av.open(str(path)) as container:
        table = AudioResampler(format="fltp", layout="mono", rate=RATE)
        parts: list[npt.NDArray[np.float32]] = []
        for frame in container.decode(audio=0):
            if not parts:
                assert frame.time is not None
                lead = round((frame.time - (container.start_time or 0) / av.time_base) * RATE)
                parts.append(np.zeros(max(0, lead), np.float32))
            parts += [piece.to_ndarray()[0] for piece in table.resample(frame)]
        return np.concatenate(parts)


def tones(samples: npt.NDArray[np.float32], hertz: int, level: float = 0.02) -> list[Span]:
    """Return where a tone of that pitch sounds, in ms."""
    times = np.arange(len(samples)) / RATE
    width = RATE // 200
    summed = np.cumsum(np.pad(samples * np.exp(-2j * np.pi * hertz * times), (width // 2 + 1, width - width // 2 - 1)))
    strength = np.abs(summed[width:] - summed[:-width]) * 2 / width
    loud = np.flatnonzero(strength > level)
    if not loud.size:
        return []
    breaks = np.flatnonzero(np.diff(loud) > RATE // 20)
    starts, ends = [loud[0], *loud[breaks + 1]], [*loud[breaks], loud[-1]]
    return [Span(int(a) * 1000 // RATE, int(b) * 1000 // RATE) for a, b in zip(starts, ends, strict=True)]


def length(path: Path) -> float:
    """Return the length of the whole, in ms."""
    with av.open(str(path)) as container:
        return (container.duration or 0) / 1000

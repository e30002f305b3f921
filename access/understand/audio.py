"""Takes one sound track out of a container: 16 kHz, 16 bit, on the media's own clock, one packet in memory at a time."""

from __future__ import annotations

import wave
from collections.abc import Callable
from pathlib import Path
from typing import Literal, Protocol

from av.audio.frame import AudioFrame
from av.audio.resampler import AudioResampler

from access.config import LimitOptions
from access.errors import MediaBroken, MediaRefused, UsageError
from access.files import printable
from access.mediafile import Clock, audio_streams, decoded, open_container
from access.model.media import Asset, Sound

SAMPLE_RATE = 16_000
"""Hz; what every recogniser here works at."""

_TOLERANCE = 0.05
"""Seconds that time stamps may waver before it counts as a hole or an overlap; containers round, muxers are careless."""
_MAX_RATE = 1_536_000
"""Hz. Only damage claims more, and the filters to resample it would take minutes to build."""
_WAV_HOURS = 36.0
"""A WAV file counts its bytes in 32 bits: 37 hours at this rate."""


def decode(asset: Asset, track: int, limits: LimitOptions, into: Path) -> Sound:
    """Write the sound track (counted from 0) to `into / "sound.wav"`.

    A track that begins late begins with silence; holes in the time stamps are filled with silence and what steps back in
    time is dropped, as `aresample=async=1` does, so that an instant here is the same instant in the film. A broken
    packet is passed over. Raises `UsageError` where there is no such track, `MediaBroken` where nothing in it decodes.
    """
    path = into / "sound.wav"
    into.mkdir(parents=True, exist_ok=True)
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(SAMPLE_RATE)
        tape = Tape(file, min(limits.max_duration_hours, _WAV_HOURS))
        play(asset, track, limits, tape)
    if not tape.written:
        raise MediaBroken(
            f"Nothing in sound track {track} of {printable(asset.path.name)} can be decoded.",
            "Does another player play its sound?",
        )
    filled, dropped = (samples * 1000 // SAMPLE_RATE for samples in (tape.filled, tape.dropped))
    return Sound(path, SAMPLE_RATE, tape.written, filled, dropped)


def play(asset: Asset, track: int, limits: LimitOptions, tape: Tape, enough: Callable[[], bool] = lambda: False) -> None:
    """Lay the sound track (counted from 0) onto `tape`, until `enough` says so. Raises `UsageError`, `MediaBroken`."""
    with open_container(asset.path, limits, asset.format) as container:
        streams = audio_streams(container)
        if not 0 <= track < len(streams):
            raise _no_such_track(asset, track, len(streams))
        clock = Clock(container)
        for frame in decoded(container, streams[track]):
            if isinstance(frame, AudioFrame) and frame.samples and 0 < frame.sample_rate <= _MAX_RATE:
                tape.put(frame, clock.at(frame, frame.samples / frame.sample_rate))
            if enough():
                break
        tape.end()


def _no_such_track(asset: Asset, track: int, count: int) -> UsageError:
    name = printable(asset.path.name)
    there = {0: "it has none", 1: "it has one, track 0"}.get(count, f"it has tracks 0 to {count - 1}")
    return UsageError(f"{name} has no sound track {track}: {there}.", "Tracks are counted from 0.")


class Sink(Protocol):
    """Where samples go: a WAV file, or what measures them. Little-endian int16, channel beside channel."""

    def writeframesraw(self, data: bytes, /) -> None: ...


class Tape:
    """Lays frames into the sink where their time stamps say."""

    def __init__(self, file: Sink, max_hours: float, layout: Literal["mono", "stereo"] = "mono") -> None:
        self.written = self.filled = self.dropped = 0
        """Samples."""
        self._file = file
        self._layout = layout
        self._width = 2 if layout == "mono" else 4
        """Bytes of one instant."""
        self._max_hours = max_hours
        self._resampler: AudioResampler | None = None
        self._shape: tuple[str, str, int] | None = None
        self._expected = 0.0
        self._skip = 0

    def put(self, frame: AudioFrame, at: float) -> None:
        """Take a frame that begins at `at` seconds."""
        shape = (frame.format.name, frame.layout.name, frame.sample_rate)
        if self._resampler is None or shape != self._shape or abs(at - self._expected) > _TOLERANCE:
            self._go_to(at)
            self._shape = shape
        assert self._resampler is not None
        frame.pts = None  # the resampler would fill holes by rules of its own
        self._expected += frame.samples / frame.sample_rate
        for piece in self._resampler.resample(frame):
            self._write(piece)

    def end(self) -> None:
        if self._resampler is not None:
            for piece in self._resampler.resample(None):
                self._write(piece)
            self._resampler = None

    def _go_to(self, at: float) -> None:
        """Continue at another instant: silence up to it, or as many samples left out as it lies in the past."""
        self.end()
        self._resampler = AudioResampler(format="s16", layout=self._layout, rate=SAMPLE_RATE)
        self._expected = at
        target = round(at * SAMPLE_RATE)
        self._skip = max(0, self.written - target)
        self._hold_to_limit(target)
        if self._shape is not None:
            self.filled += max(0, target - self.written)
        while self.written < target:
            silence = min(SAMPLE_RATE, target - self.written)
            self._file.writeframesraw(bytes(self._width * silence))
            self.written += silence

    def _write(self, piece: AudioFrame) -> None:
        data = bytes(piece.planes[0])[: self._width * piece.samples]
        dropped = min(self._skip, piece.samples)
        self._skip -= dropped
        self.dropped += dropped
        self._hold_to_limit(self.written + piece.samples - dropped)
        self._file.writeframesraw(data[self._width * dropped :])
        self.written += piece.samples - dropped

    def _hold_to_limit(self, samples: int) -> None:
        if samples > self._max_hours * 3600 * SAMPLE_RATE:
            raise MediaRefused(
                f"Its sound is longer than {self._max_hours:g} hours.", "`[limits] max_duration_hours` allows more."
            )

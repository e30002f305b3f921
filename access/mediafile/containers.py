"""Opens sound and film containers through PyAV, by descriptor: no name reaches ffmpeg, so no other file can be opened.

Three locks, each enough against a playlist in disguise: the demuxer is chosen by us from the file's own bytes, only that
one is allowed, and the only protocol is the descriptor that is open already.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from fractions import Fraction
from pathlib import Path
from typing import Any, Protocol

import av
from av.audio.frame import AudioFrame
from av.audio.stream import AudioStream
from av.container import InputContainer
from av.format import Flags
from av.packet import Packet
from av.stream import Disposition, Stream
from av.video.frame import VideoFrame
from av.video.stream import VideoStream

from access.config import LimitOptions
from access.errors import MediaBroken, MediaRefused
from access.files import printable
from access.mediafile.regular import open_regular

DEMUXERS = {
    "wav": "wav", "mp3": "mp3", "flac": "flac", "aac": "aac", "ogg": "ogg", "ogv": "ogg",
    "m4a": "mov", "mp4": "mov", "mov": "mov", "mkv": "matroska", "webm": "matroska",
    "avi": "avi", "mpegts": "mpegts", "mpeg": "mpeg", "mxf": "mxf",
}
"""ffmpeg's demuxer for each format that `sniff` tells apart."""

DecodedFrame = AudioFrame | VideoFrame

_MAX_JUMP = 10.0
"""Seconds; beyond this a stream that may restart its clock has done so (ffmpeg's `dts_delta_threshold`)."""
_MAX_READ_ERRORS = 100
"""In a row. A demuxer that makes no headway ends the file; what came before it counts."""


def demuxer(format: str) -> str:
    """Return ffmpeg's name for the demuxer of `format`. Raises `MediaRefused`."""
    try:
        return DEMUXERS[format]
    except KeyError:
        raise MediaRefused(f"{format or 'This'} is no format of sound or film that is opened here.") from None


@contextmanager
def open_container(path: Path, limits: LimitOptions, format: str) -> Iterator[InputContainer]:
    """Open a sound or film as what `sniff` said it is, and close it again.

    Raises `MediaRefused` where it asks for more than `limits` allow, `MediaBroken` where it cannot be read; errors of
    PyAV that the body lets through become `MediaBroken` too.
    """
    name = printable(path.name)
    allowed = demuxer(format)
    with open_regular(path) as file:
        try:
            with av.open(
                "fd:",
                format=allowed,
                options={"max_pixels": str(limits.max_pixels)},
                container_options={
                    "fd": str(file.fileno()), "format_whitelist": allowed, "protocol_whitelist": "fd",
                    "max_streams": str(limits.max_streams + 1),
                },
                metadata_errors="replace",
            ) as container:
                _hold_to_limits(container, name, limits)
                yield container
        except av.error.MemoryError as error:
            raise MediaRefused(f"{name} asks for more memory or streams than is allowed.") from error
        except av.error.FFmpegError as error:
            raise MediaBroken(
                f"{name} cannot be read as {format.upper()}: {error.strerror or error}.",
                "It may be cut off or damaged; does another player open it?",
            ) from error


def _hold_to_limits(container: InputContainer, name: str, limits: LimitOptions) -> None:
    if len(container.streams) > limits.max_streams:
        raise MediaRefused(f"{name} holds more than {limits.max_streams} streams.", "`[limits] max_streams` allows more.")
    for stream in container.streams.video:
        if stream.codec_context is None:  # no decoder knows it
            continue
        if stream.codec_context.width * stream.codec_context.height > limits.max_pixels:
            size = f"{stream.codec_context.width}×{stream.codec_context.height}"
            message = f"{name} is {size}, larger than {limits.max_pixels} pixels."
            raise MediaRefused(message, "`[limits] max_pixels` allows more.")
        # A stream may grow between its header and its frames: the decoder holds to the limit as well.
        stream.codec_context.options = {"max_pixels": str(limits.max_pixels)}


def video_stream(container: InputContainer) -> VideoStream | None:
    """Return the first stream of moving pictures; a cover or another attached picture is none."""
    still = Disposition.attached_pic | Disposition.timed_thumbnails
    return next((stream for stream in container.streams.video if not stream.disposition & still), None)


def audio_streams(container: InputContainer) -> tuple[AudioStream, ...]:
    return tuple(container.streams.audio)


def streams_of(container: InputContainer) -> Sequence[Stream]:
    """Return the streams that are heard or seen."""
    film = video_stream(container)
    return [*([film] if film else []), *audio_streams(container)]


def tells_order(container: InputContainer, stream: VideoStream) -> bool:
    """Return whether the packets say when their pictures are shown, and not only when they are decoded.

    AVI does not; ffmpeg works it out from what is in the packets, but not of H.264 and HEVC that is stored out of order.
    """
    context = stream.codec_context
    return container.format.name != "avi" or context.name not in ("h264", "hevc") or not context.has_b_frames


def lateness(container: InputContainer, streams: Sequence[AudioStream | VideoStream]) -> float:
    """Return how many seconds after the container's start ffmpeg's program begins, where it is asked for these streams alone.

    Where a format lets clocks restart, the program counts from the first of the streams it uses, and what another stream
    had before that is lost (`ffmpeg_input` gives it back); elsewhere it counts from the container's start, as `Clock` does.
    """
    starts = [float(one.start_time * one.time_base) for one in streams if one.start_time is not None and one.time_base]
    if not starts or not Flags(container.format.flags) & Flags.ts_discont:
        return 0.0
    return max(0.0, min(starts) - (container.start_time or 0) / av.time_base)


def packets(container: InputContainer, stream: AudioStream | VideoStream) -> Iterator[Packet[Any]]:
    """Yield the packets of one stream as they are stored, the last of them empty; what cannot be read is passed over."""
    errors = 0
    read = container.demux(stream)
    while errors < _MAX_READ_ERRORS:
        try:
            packet = next(read)
        except StopIteration:
            return
        except av.error.FFmpegError:
            errors += 1
            read = container.demux(stream)
            continue
        errors = 0
        yield packet


def decoded(container: InputContainer, stream: AudioStream | VideoStream) -> Iterator[DecodedFrame]:
    """Yield the frames of one stream in order; a broken packet is passed over."""
    for packet in packets(container, stream):
        try:
            frames = packet.decode()
        except av.error.FFmpegError:
            continue
        yield from (frame for frame in frames if isinstance(frame, AudioFrame | VideoFrame))


class Stamped(Protocol):
    """A packet or a frame."""

    @property
    def pts(self) -> int | None: ...

    @property
    def time_base(self) -> Fraction | None: ...


class Clock:
    """Turns a stream's time stamps into seconds since the container's start, the earliest instant of any stream.

    Where the format lets a stream restart its clock (transport streams, chained Ogg), a leap of more than 10 s counts as
    a restart and time goes on; elsewhere a leap is a hole, or material that steps back. `origin` is the start, in seconds,
    of a container that does not hold the earliest stream itself.
    """

    def __init__(self, container: InputContainer, origin: float | None = None) -> None:
        self._origin = (container.start_time or 0) / av.time_base if origin is None else origin
        self._may_restart = bool(Flags(container.format.flags) & Flags.ts_discont)
        self._shift = 0.0
        self._expected: float | None = None

    def at(self, frame: Stamped, duration: float) -> float:
        """Return when `frame`, `duration` seconds long, begins; one without a time stamp follows the last one."""
        if frame.pts is None or frame.time_base is None:
            seconds = self._expected or 0.0
        else:
            seconds = float(Fraction(frame.pts) * frame.time_base) - self._origin + self._shift
            if self._may_restart and self._expected is not None and abs(seconds - self._expected) > _MAX_JUMP:
                self._shift += self._expected - seconds
                seconds = self._expected
        self._expected = seconds + duration
        return seconds

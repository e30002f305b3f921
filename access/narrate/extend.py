"""The longer film: it holds its picture and its sound still while something is told that no pause has room for.

No picture is made anew where that can be helped: the packets of the film are copied, and each time stamp is moved by the
holds before it. One rule moves both of a packet's stamps, when it is decoded and when it is shown. It keeps their order,
so a packet is still decoded before it is shown, whatever order the pictures are stored in. A picture stays on the screen
until the next one comes; that is all a hold is. The sound is let apart by `stretch` and encoded once more.
"""

from __future__ import annotations

import errno
import tempfile
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from heapq import merge
from itertools import accumulate
from pathlib import Path
from typing import Any, NamedTuple

import av
import ffmpeg
from av.audio.frame import AudioFrame
from av.audio.stream import AudioStream
from av.container import InputContainer, OutputContainer
from av.packet import Packet
from av.video.stream import VideoStream

from access.config import LimitOptions, MixOptions
from access.errors import MediaBroken
from access.files import printable
from access.mediafile import (
    Clock,
    audio_streams,
    decoded,
    disk_full,
    ffmpeg_input,
    ffmpeg_url,
    lateness,
    open_container,
    packets,
    run_ffmpeg,
    sniff,
    tells_order,
    video_stream,
)
from access.model.languages import iso_639_2
from access.model.media import Asset, MediaKind
from access.model.script import Extension
from access.narrate.encode import AAC, Shape, aac_packets
from access.narrate.loudness import Loudness, ceiling, gain, measured
from access.narrate.mix import programme_of, raw
from access.narrate.stretch import Insert, Samples, laid, spoken, stretched

TITLE = "With extended audio description (synthetic voice)"
_COPIED = {"h264", "hevc", "av1", "vp9", "mpeg4"}
"""What plays from an MP4 file; other pictures are made anew."""
_TICKS = 10_000
"""A second, at least: some containers count in frames."""
_MOST_EARLY = 16
"""Pictures that H.264 and HEVC may keep back at most."""


class _Stamp(NamedTuple):
    pts: int | None
    time_base: Fraction | None


class _Unfit(Exception):
    """The film's packets cannot be copied."""


@dataclass(frozen=True, slots=True)
class _Heard:
    """The sound that is let apart."""

    asset: Asset
    track: int | None
    """None where there is no sound."""
    shape: Shape
    loudness: Loudness


class _Later:
    """Moves the time stamps of one stream, which are taken to ticks that are fine enough for a hold of any length."""

    def __init__(self, extension: Extension, time_base: Fraction) -> None:
        self.time_base = Fraction(1, time_base.denominator * -(-_TICKS // time_base.denominator))
        self._ats = [hold.at for hold in extension.holds]
        added = accumulate((hold.duration for hold in extension.holds), initial=0)
        self._shifts = [round(Fraction(ms, 1000) / self.time_base) for ms in added]

    def __call__(self, ticks: int, first: int) -> int:
        """Return the later stamp. `first` is the first picture's, which waits for nothing: before it there is none to hold."""
        if ticks <= first:
            return ticks
        return ticks + self._shifts[bisect_right(self._ats, round(ticks * self.time_base * 1000))]


def extend(
    asset: Asset, track: int, sound: Path | None, extension: Extension, clips: Sequence[Path], language: str,
    limits: LimitOptions, into: Path,
) -> Path:
    """Write `into / "extended.mp4"`: the film, holding still where `extension` says while the clips are spoken.

    `sound` is a finished sound track on the film's clock, descriptions in its pauses and all; without one it is the
    film's own (`track`, counted from 0), or silence where it has none. What comes after a hold is later by its length,
    and the picture before it stays. Raises `UsageError` where there is no such track, `MediaBroken` where the film cannot
    be read, `OutputError` where the disk is full.
    """
    into.mkdir(parents=True, exist_ok=True)
    path = into / "extended.mp4"
    duration = _duration(asset, limits)
    heard = _heard(asset, track, sound, limits)
    inserts = [
        Insert(hold.at, hold.duration, clip, hold.told.span.start - extension.later(hold.at) - before)
        for hold, clip, before in zip(extension.holds, clips, _before(extension), strict=True)]
    with tempfile.TemporaryDirectory(prefix="pictures-", dir=into) as folder:
        louder = _voice_gain(heard, clips, Path(folder))
        job = _Job(heard, extension, inserts, louder, duration, language, limits)
        try:
            _write(job, asset, path, origin=None)
        except (_Unfit, MediaBroken):
            anew = _encoded(asset, limits, Path(folder) / "pictures.mp4")
            _write(job, anew, path, origin=0)
    return path


@dataclass(frozen=True, slots=True)
class _Job:
    heard: _Heard
    extension: Extension
    inserts: Sequence[Insert]
    gain: float
    duration: int
    """Of the film as it is, in ms."""
    language: str
    limits: LimitOptions


def _before(extension: Extension) -> Iterator[int]:
    """Yield, for each hold, how long the film has held still at that instant already."""
    at, ms = -1, 0
    for hold in extension.holds:
        ms = ms if hold.at == at else 0
        yield ms
        at, ms = hold.at, ms + hold.duration


# --- the file ------------------------------------------------------------------------------------------------------


def _write(job: _Job, film: Asset, path: Path, origin: int | None) -> None:
    """Write pictures and sound side by side. Raises `_Unfit` where the pictures' packets cannot be copied."""
    heard = job.heard
    with open_container(film.path, job.limits, film.format) as container, \
            open_container(heard.asset.path, job.limits, heard.asset.format) as sounding:
        shown = video_stream(container)
        if shown is None or shown.codec_context is None or shown.codec_context.name not in _COPIED or shown.time_base is None:
            raise _Unfit
        if not tells_order(container, shown):
            raise _Unfit
        later = _Later(job.extension, shown.time_base)
        blocks = stretched(_blocks(sounding, heard), job.inserts, heard.shape, job.gain, job.duration)
        end = job.duration + job.extension.added
        try:
            options = {"movflags": "+faststart"}
            with av.open(f"file:{path.absolute()}", "w", format="mp4", container_options=options) as out:
                out.metadata["title"] = TITLE
                picture, voice = _streams(out, shown, later.time_base, heard.shape, job.language)
                out.start_encoding()
                pictures = _pictures(container, shown, picture, later, end, origin)
                for packet in merge(pictures, _sounds(voice, blocks, heard), key=_decoded_at):
                    out.mux(packet)
        except ValueError as error:  # the muxer's word for a codec that it does not carry
            if isinstance(error, av.error.FFmpegError):
                raise
            raise _Unfit from error
        except OSError as error:
            if error.errno == errno.ENOSPC:
                raise disk_full() from error
            raise


def _streams(
    out: OutputContainer, shown: VideoStream, time_base: Fraction, shape: Shape, language: str,
) -> tuple[VideoStream, AudioStream]:
    picture = out.add_stream_from_template(shown, opaque=True)
    picture.time_base = time_base
    if shown.codec_context.name == "hevc":
        picture.codec_context.codec_tag = "hvc1"  # without it Apple's players see no film
    voice = out.add_stream("aac", rate=shape.sample_rate, layout=shape.layout, bit_rate=shape.bits, options=AAC)
    voice.metadata["language"] = iso_639_2(language)
    voice.metadata["handler_name"] = TITLE
    return picture, voice


def _decoded_at(packet: Packet[Any]) -> Fraction:
    assert packet.dts is not None
    return packet.dts * packet.time_base


def _pictures(
    container: InputContainer, shown: VideoStream, picture: VideoStream, later: _Later, end: int, origin: int | None,
) -> Iterator[Packet[Any]]:
    """Yield the film's packets with their later stamps; the last one lasts until `end` (ms)."""
    clock = Clock(container, origin)
    last = round(Fraction(end, 1000) / later.time_base)
    waiting: Packet[Any] | None = None
    first: int | None = None
    for packet in _stamped(packets(container, shown)):
        if packet.pts is None or packet.dts is None:
            raise _Unfit
        tick = packet.time_base / later.time_base
        length = round((packet.duration or 0) * tick)
        seconds = clock.at(_Stamp(packet.dts, packet.time_base), float(length * later.time_base))
        decoded_at = round(Fraction(seconds) / later.time_base)
        shown_at = decoded_at + round((packet.pts - packet.dts) * tick)
        first = max(shown_at, 0) if first is None else first
        packet.time_base = later.time_base
        packet.dts, packet.pts = later(decoded_at, first), later(shown_at, first)
        packet.duration = max(1, min(length, last - packet.pts))
        packet.stream = picture
        if waiting is not None:
            if waiting.dts is None or packet.dts <= waiting.dts:
                raise _Unfit
            yield waiting
        waiting = packet
    if waiting is None:
        raise _Unfit
    assert waiting.pts is not None
    waiting.duration = max(1, last - waiting.pts)
    yield waiting


def _stamped(read: Iterator[Packet[Any]]) -> Iterator[Packet[Any]]:
    """Yield the packets that hold pictures. Matroska does not say when to decode: the first few, of which nobody can tell
    before the others are seen, are decoded just before them."""
    early: list[Packet[Any]] = []
    for packet in read:
        if packet.size and packet.dts is None and len(early) < _MOST_EARLY:
            early.append(packet)
        elif packet.size:
            for number, one in enumerate(early):
                if packet.dts is None:
                    raise _Unfit
                one.dts = packet.dts - len(early) + number
                yield one
            early = []
            yield packet
    if early:
        raise _Unfit


def _sounds(voice: AudioStream, blocks: Iterator[Samples], heard: _Heard) -> Iterator[Packet[Any]]:
    waiting = bytearray()

    def read(count: int) -> bytes:
        while len(waiting) < count and (block := next(blocks, None)) is not None:
            waiting.extend(block.T.astype("<f4").tobytes())
        data = bytes(waiting[:count])
        del waiting[:count]
        return data

    for packet in aac_packets(read, heard.shape, ceiling(heard.loudness)):
        packet.stream = voice
        yield packet


def _encoded(asset: Asset, limits: LimitOptions, path: Path) -> Asset:
    """Make the pictures anew as H.264, each at its instant on the film's clock; upright, with even sides."""
    with open_container(asset.path, limits, asset.format) as container:
        shown = video_stream(container)
        assert shown is not None
        index, late = shown.index, lateness(container, [shown])
    url, options = ffmpeg_input(asset.path, asset.format, late)
    pictures = ffmpeg.input(url, max_pixels=limits.max_pixels, **options)[str(index)]
    even = pictures.filter("scale", "trunc(iw/2)*2", "trunc(ih/2)*2")
    run_ffmpeg(ffmpeg.output(
        even, ffmpeg_url(path), format="mp4", vcodec="libx264", preset="veryfast", crf=20, pix_fmt="yuv420p",
        fps_mode="passthrough", enc_time_base="demux", map_metadata=-1))
    return Asset(path, Path(path.name), MediaKind.VIDEO, "mp4", "", path.stat().st_size)


# --- the sound -----------------------------------------------------------------------------------------------------


def _duration(asset: Asset, limits: LimitOptions) -> int:
    with open_container(asset.path, limits, asset.format) as container:
        if video_stream(container) is None:
            raise MediaBroken(f"{printable(asset.path.name)} has no pictures.")
        return int(container.duration or 0) * 1000 // av.time_base


def _heard(asset: Asset, track: int, sound: Path | None, limits: LimitOptions) -> _Heard:
    if sound is not None:
        kind = sniff(sound)
        source, track = Asset(sound, Path(sound.name), MediaKind.AUDIO, kind[1] if kind else "", "", 0), 0
    else:
        source = asset
    programme = programme_of(source, track, limits)
    if programme.track is None:
        return _Heard(source, None, programme.shape, Loudness(float("-inf"), 0.0))
    url, options = ffmpeg_input(source.path, source.format)
    shape = programme.shape
    stream = ffmpeg.input(url, **options)[f"a:{programme.track}"].filter("aformat", channel_layouts=shape.layout)
    loudness = measured(stream, shape.sample_rate, len(shape.channels))
    return _Heard(source, programme.track, shape, loudness)


def _blocks(container: InputContainer, heard: _Heard) -> Iterator[Samples]:
    if heard.track is None:
        return iter(())
    stream = audio_streams(container)[heard.track]
    clock = Clock(container)
    frames = (frame for frame in decoded(container, stream) if isinstance(frame, AudioFrame) and frame.samples)
    return laid(((frame, clock.at(frame, frame.samples / frame.sample_rate)) for frame in frames), heard.shape)


def _voice_gain(heard: _Heard, clips: Sequence[Path], folder: Path) -> float:
    """Return the factor that brings the clips to the loudness of the sound around them, which is silent meanwhile."""
    joined, rate = folder / "voice.raw", heard.shape.sample_rate
    with joined.open("wb") as file:
        for clip in clips:
            file.write(spoken(clip, rate).astype("<f4").tobytes())
    if not joined.stat().st_size:
        return 1.0
    voice = measured(raw(joined, rate, "f32le"), rate, 1)
    return gain(Loudness(heard.loudness.integrated, 0.0), voice, MixOptions())

"""Described sound as AAC in MP4, in pieces on all cores; each piece is decoded again and its true peak held to a ceiling.

One AAC encoder takes a core for a hundredth of the film's length or more, and what it writes peaks higher than what it was
given. An AAC packet stands on the sound around it alone, so a film can be encoded in pieces: each piece's encoder begins
early enough to have settled where its packets are first kept, and hears a little beyond its end, so that it takes the
decisions that its neighbour takes. Where a decoded piece peaks too high it is encoded again, at first with more bits, and
only where that is not enough the few hundredths of a second around each such peak are taken back by the excess.
"""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Any

import av
import ffmpeg
import numpy as np
from av.audio.codeccontext import AudioCodecContext
from av.audio.frame import AudioFrame
from av.packet import Packet

from access.errors import OutputError
from access.files import printable
from access.mediafile import piped_ffmpeg
from access.model.languages import iso_639_2
from access.narrate.loudness import ROW, Samples, peaks

_FRAME = 1_024
"""Samples that a packet of AAC makes."""
_LEAD, _TAIL = 24, 2
"""Frames that a piece's encoder hears before and after what is kept of it."""
_PIECE = 2_048
"""Frames of a piece, all channels counted: 8 MB of samples."""
_MOST_WORKERS = 4
_BITS_PER_CHANNEL = 96_000
_BITS_PER_SAMPLE, _MOST_BITS_PER_SAMPLE = 4, 5.5
"""What a low sample rate is worth at most, and what AAC allows for (6), nearly."""
_RICHER = 1.6
_MARGIN = 10 ** (-0.05 / 20)
"""Two meters of true peak differ by this."""
_DIP_MS = 20
AAC = {"aac_is": "0", "aac_pns": "0", "aac_tns": "0"}
"""The waveform is kept and nothing is made up, which also keeps the peaks where they are."""
_FAST, _CAREFUL = "fast", "twoloop"
"""At this rate the first is as near to the original on speech and music, and takes half the time; but it overflows on the
loudest pure tones (OBS gave it up for that), so what it made of loud sound is compared, and made again by the other."""
_LOUD = 0.1
"""Mean square of a window (−10 dBFS)."""
_FAITHFUL = 100
"""Signal to noise as a factor (20 dB): loud music has 21 or more, an overflowing tone 9 to 14."""
_WINDOW = 16 * _FRAME


@dataclass(frozen=True, slots=True)
class Shape:
    """What is written."""

    sample_rate: int
    layout: str
    """As ffmpeg names it."""

    @property
    def channels(self) -> tuple[str, ...]:
        return tuple(channel.name for channel in av.AudioLayout(self.layout).channels)

    @property
    def speaking(self) -> tuple[str, ...]:
        """Where a voice comes from: the centre, else both fronts, at equal power, which is equal loudness."""
        return ("FC",) if "FC" in self.channels else ("FL", "FR")

    @property
    def bits(self) -> int:
        """Per second."""
        return min(_BITS_PER_CHANNEL, _BITS_PER_SAMPLE * self.sample_rate) * len(self.channels)

    @property
    def richer_bits(self) -> int:
        """Where those are not enough."""
        return min(int(_RICHER * self.bits), int(_MOST_BITS_PER_SAMPLE * self.sample_rate) * len(self.channels))


@dataclass(frozen=True, slots=True)
class _Piece:
    samples: Samples
    lead: int
    """Frames before the first that is kept."""
    kept: int | None
    """Packets; None for all to the end."""


def write_aac(sound: Any, shape: Shape, ceiling: float, path: Path, title: str, language: str) -> Path:
    """Write a stream of an ffmpeg-python graph, which has that shape, to `path` (M4A), peaking at `ceiling` at most.

    `ceiling` is a true peak as a factor, held by what a player decodes. Raises `MediaBroken` where the graph
    fails, `OutputError` where the file cannot be written.
    """
    graph = ffmpeg.output(sound, "pipe:1", format="f32le", acodec="pcm_f32le", ar=shape.sample_rate)
    options = {"movflags": "+faststart", "fflags": "+bitexact"}
    with (
        piped_ffmpeg(graph) as piped,
        av.open(f"file:{path.absolute()}", "w", format="ipod", container_options=options) as out,
    ):
        out.metadata["title"] = title
        stream = out.add_stream("aac", rate=shape.sample_rate, layout=shape.layout, bit_rate=shape.bits, options=AAC)
        stream.metadata.update(language=iso_639_2(language), handler_name=title)
        out.start_encoding()
        for packet in aac_packets(piped.read, shape, ceiling):
            packet.stream = stream
            try:
                out.mux(packet)
            except av.error.FFmpegError as error:
                raise OutputError(f"{printable(path.name)} cannot be written: {error.strerror}.") from error
    return path


def aac_packets(read: Callable[[int], bytes], shape: Shape, ceiling: float) -> Iterator[Packet[Any]]:
    """Yield the packets of a sound with their time stamps, peaking at `ceiling` at most.

    `read` returns so many bytes of its samples, and fewer only at its end: little-endian floats, channel beside channel.
    """
    workers = min(_MOST_WORKERS, len(os.sched_getaffinity(0)))
    with ThreadPoolExecutor(workers) as pool:
        packets = _encoded_side_by_side(pool, workers, _pieces(read, shape), shape, ceiling)
        for number, packet in enumerate(packets):
            packet.time_base = Fraction(1, shape.sample_rate)
            packet.pts = packet.dts = (number - 1) * _FRAME  # the first one only leads in
            yield packet


def _pieces(read: Callable[[int], bytes], shape: Shape) -> Iterator[_Piece]:
    """Yield the sound in pieces that overlap, for as many packets each."""
    kept = max(4 * _LEAD, _PIECE // len(shape.channels))
    width = 4 * len(shape.channels)
    heard, lead, wanted = b"", 0, (kept + _TAIL) * _FRAME * width
    while True:
        data = read(wanted)
        heard += data
        ended = len(data) < wanted
        del data  # it would be held until there is more
        samples = np.frombuffer(heard, "<f4").reshape(-1, len(shape.channels))
        if len(samples):
            yield _Piece(samples, lead, None if ended else kept)
        if ended:
            return
        heard, lead, wanted = heard[-(_LEAD + _TAIL) * _FRAME * width :], _LEAD, kept * _FRAME * width


def _encoded_side_by_side(
    pool: ThreadPoolExecutor, workers: int, pieces: Iterator[_Piece], shape: Shape, ceiling: float,
) -> Iterator[Packet[Any]]:
    """Yield all packets in order; no more pieces are held than the workers keep busy."""
    waiting: deque[Future[list[Packet[Any]]]] = deque()
    before: Future[list[Packet[Any]]] | None = None
    for piece in pieces:
        before = pool.submit(_held, piece, shape, ceiling * _MARGIN, before)
        waiting.append(before)
        if len(waiting) > workers:
            yield from waiting.popleft().result()
    while waiting:
        yield from waiting.popleft().result()


# --- one piece -----------------------------------------------------------------------------------------------------


def _held(piece: _Piece, shape: Shape, ceiling: float, before: Future[list[Packet[Any]]] | None) -> list[Packet[Any]]:
    """Return the piece's packets, which decode to no more than `ceiling`.

    What a packet decodes to is laid over the one before it, which is the neighbour's own: that one is begun first, so that
    waiting for it ends.
    """
    given, factor = piece.samples, np.ones((len(piece.samples), 1), np.float32)
    first = max(0, piece.lead - 1) * _FRAME
    coder, bits = _FAST, shape.bits
    while True:
        context = _encoder(shape, coder, bits)
        kept = _encoded(context, given)[piece.lead :][: piece.kept]
        decoded = _decoded(context, [*(before.result()[-1:] if before else []), *kept])[_FRAME:]
        if coder == _FAST and _strays(decoded, given[first:]):
            coder = _CAREFUL
            continue
        rows = peaks(decoded, ceiling)
        if not rows.max(initial=0.0) > ceiling:
            return kept
        if bits == shape.bits:
            bits = shape.richer_bits
        else:
            dip = _dip(rows, ceiling, shape.sample_rate)[: len(factor) - first]
            factor[first : first + len(dip), 0] *= dip
            given = piece.samples * factor


def _strays(decoded: Samples, given: Samples) -> bool:
    """Whether loud sound came out noticeably other than it went in."""
    count = min(len(decoded), len(given)) // _WINDOW
    if not count:
        return False
    pairs = zip(np.split(given[: count * _WINDOW], count), np.split(decoded[: count * _WINDOW], count), strict=True)
    for one, other in pairs:
        signal = float(np.square(one).sum())
        if signal > _LOUD * one.size and float(np.square(one - other).sum()) * _FAITHFUL > signal:
            return True
    return False


def _dip(rows: Samples, ceiling: float, sample_rate: int) -> Samples:
    """Return the factor for each sample that takes the peaks down to the ceiling: smooth, and 1 a few ms away from them."""
    around = max(1, _DIP_MS * sample_rate // 1000 // ROW)
    wanted = np.minimum(1.0, ceiling / np.maximum(rows, ceiling))
    window = 2 * around + 1
    lowest = np.lib.stride_tricks.sliding_window_view(np.pad(wanted, 2 * around, constant_values=1.0), window).min(axis=1)
    smooth = np.convolve(lowest, np.full(window, 1 / window), "valid")
    places = (np.arange(len(rows)) + 0.5) * ROW
    return np.interp(np.arange(len(rows) * ROW), places, smooth).astype(np.float32)


def _encoder(shape: Shape, coder: str, bits: int) -> AudioCodecContext:
    context = av.CodecContext.create("aac", "w")
    assert isinstance(context, AudioCodecContext)
    context.sample_rate, context.layout, context.format = shape.sample_rate, shape.layout, av.AudioFormat("fltp")
    context.bit_rate, context.options = bits, {**AAC, "aac_coder": coder}
    context.time_base = Fraction(1, shape.sample_rate)
    context.open()
    return context


def _encoded(context: AudioCodecContext, samples: Samples) -> list[Packet[Any]]:
    packets: list[Packet[Any]] = []
    for at in range(0, len(samples), _WINDOW):  # many frames at once: PyAV cuts them, which is quicker than to hand it each
        part = np.ascontiguousarray(samples[at : at + _WINDOW].T)
        frame = AudioFrame(format="fltp", layout=context.layout.name, samples=part.shape[1])
        for plane, channel in zip(frame.planes, part, strict=False):  # of eight channels PyAV counts nine planes
            plane.update(channel)
        frame.sample_rate, frame.pts, frame.time_base = context.sample_rate, at, context.time_base
        packets += context.encode(frame)
    return packets + context.encode(None)


def channels_of(frame: AudioFrame) -> Samples:
    """Return the samples of a frame of `fltp`, one row a channel. PyAV's own way fails on eight channels."""
    planes = frame.planes[: len(frame.layout.channels)]
    return np.stack([np.frombuffer(memoryview(plane), np.float32, frame.samples) for plane in planes])


def _decoded(encoder: AudioCodecContext, packets: Sequence[Packet[Any]]) -> Samples:
    context = av.CodecContext.create("aac", "r")
    assert isinstance(context, AudioCodecContext)
    context.extradata = encoder.extradata
    samples = np.empty((len(packets) * _FRAME, encoder.channels), np.float32)
    count = 0
    for packet in packets:
        for frame in context.decode(Packet(bytes(packet))):
            samples[count : count + frame.samples] = channels_of(frame).T
            count += frame.samples
    return samples[:count]

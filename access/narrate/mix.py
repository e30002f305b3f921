"""The described sound: the programme steps back under each description and returns, all in one streaming graph.

Two tracks are laid down first, as raw samples with holes where nothing is: the narration, and how loud the programme stays.
The graph then computes `programme × duck + gain × narration`. So the cost does not grow with the number of descriptions (an
envelope written as an expression does, and `volume` would apply it in steps of a frame), every ramp is exact to a sample,
and elsewhere the programme passes through unchanged, sample for sample. `encode` writes it down and holds its peaks.
"""

from __future__ import annotations

import tempfile
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import av
import ffmpeg
import numpy as np

from access.config import LimitOptions, MixOptions
from access.errors import UsageError
from access.files import printable
from access.mediafile import audio_streams, ffmpeg_input, ffmpeg_url, lateness, open_container, run_ffmpeg
from access.model.media import Asset
from access.model.package import Ducking
from access.model.script import Description
from access.model.time import Span, merged
from access.narrate.encode import Shape, write_aac
from access.narrate.loudness import CEILING, Loudness, ceiling, gain, measured
from access.narrate.stretch import spoken

TITLE = "With audio description (synthetic voice)"
NARRATION_TITLE = "Audio description alone (synthetic voice)"
_HOLD_MS = 1_000
"""Between two descriptions with no speech between them the programme stays back, rather than swell up for a moment."""
_BLOCK = 65_536
_FRAME = 16_384
"""Samples that pass through the graph at once: a frame of AAC has 1,024, and to hand one on takes longer than to mix it."""
_RATES = (8_000, 11_025, 12_000, 16_000, 22_050, 24_000, 32_000, 44_100, 48_000, 64_000, 88_200, 96_000)
"""Hz; what AAC can carry."""
_LAYOUTS = {"mono", "stereo", "2.1", "3.0", "3.1", "quad", "4.0", "4.1", "5.0", "5.1", "6.1", "7.1", "7.1(wide)"}
"""What AAC carries as it is."""
_RENAMED = {"5.1(side)": "5.1", "5.0(side)": "5.0"}
"""AAC's plain layouts name the surround pair `back`; the channels are the same."""
_BY_COUNT = {1: "mono", 2: "stereo", 3: "3.0", 4: "4.0", 5: "5.0", 6: "5.1", 7: "6.1", 8: "7.1"}
"""What channels without names are taken for; more of them are mixed down to stereo."""


@dataclass(frozen=True, slots=True)
class Programme:
    """What of the original the mix has to keep."""

    track: int | None
    """None where the film has no sound."""
    shape: Shape
    duration: int
    """Of the container, in ms."""
    late: float = 0.0
    """The track's `lateness`."""


@dataclass(frozen=True, slots=True)
class Mixed:
    """The described sound, before it is written."""

    sound: Any
    """A stream of an ffmpeg-python graph, from the film's first instant."""
    shape: Shape
    ceiling: float
    """True peak as a factor: the programme's own or −2 dBTP, whichever is higher."""


def mix(
    asset: Asset, track: int, descriptions: Sequence[Description], clips: Sequence[Path], speech: Sequence[Span], language: str,
    options: MixOptions, limits: LimitOptions, into: Path,
) -> Path:
    """Write `into / "described.m4a"`: the sound track (counted from 0) with the clips spoken over it; return its path.

    It keeps the programme's length, channels and sample rate, and begins at the film's first instant. `speech` is where
    nobody may be ducked: a ramp that does not fit before a clip reaches into the clip instead. A film without sound
    gives the narration alone. Raises `UsageError` where there is no such track, `MediaBroken` where it cannot be read.
    """
    with mixed(asset, track, descriptions, clips, speech, options, limits, into) as made:
        return write_aac(made.sound, made.shape, made.ceiling, into / "described.m4a", TITLE, language)


def mix_lossless(
    asset: Asset, track: int, descriptions: Sequence[Description], clips: Sequence[Path], speech: Sequence[Span],
    options: MixOptions, limits: LimitOptions, into: Path,
) -> Path:
    """Write `into / "described.flac"`: what `mix` writes, as 24 bits and before any encoder; return its path.

    For what is made of it, so that it is encoded once. FLAC holds no sample beyond full scale, and at most 8 channels.
    """
    with mixed(asset, track, descriptions, clips, speech, options, limits, into) as made:
        path = into / "described.flac"
        run_ffmpeg(ffmpeg.output(
            made.sound, ffmpeg_url(path), format="flac", acodec="flac", sample_fmt="s32", bits_per_raw_sample=24,
            compression_level=1, ar=made.shape.sample_rate))
        return path


def narration_track(
    asset: Asset, track: int, descriptions: Sequence[Description], clips: Sequence[Path], language: str, options: MixOptions,
    limits: LimitOptions, into: Path,
) -> Path:
    """Write `into / "narration.m4a"`, the descriptions alone: mono, as long as the film, as loud as in the mix.

    For players that mix by themselves. Raises as `mix` does.
    """
    into.mkdir(parents=True, exist_ok=True)
    programme = programme_of(asset, track, limits)
    with _tracks(into) as folder:
        shape = Shape(programme.shape.sample_rate, "mono")
        narration = _lay_narration(folder, descriptions, clips, shape.sample_rate, programme.duration)
        voice = narration.stream.filter("volume", _gain(asset, programme, narration, options))
        return write_aac(_in_shape(voice, shape), shape, CEILING, into / "narration.m4a", NARRATION_TITLE, language)


@contextmanager
def mixed(
    asset: Asset, track: int, descriptions: Sequence[Description], clips: Sequence[Path], speech: Sequence[Span],
    options: MixOptions, limits: LimitOptions, into: Path,
) -> Iterator[Mixed]:
    """Yield the described sound, which plays from tracks that lie in `into` until the body is left."""
    into.mkdir(parents=True, exist_ok=True)
    programme = programme_of(asset, track, limits)
    shape = programme.shape
    with _tracks(into) as folder:
        least = 0 if programme.track is not None else programme.duration
        narration = _lay_narration(folder, descriptions, clips, shape.sample_rate, least)
        if programme.track is None:
            yield Mixed(_in_shape(narration.stream, shape), shape, CEILING)
            return
        loudness = _loudness(asset, programme)
        duck = folder / "duck.raw"
        _lay_duck(duck, _ducked(descriptions, speech, options.ramp_ms), options, shape.sample_rate, loudness.samples)
        voice = narration.stream.filter("volume", gain(loudness, narration.loudness(), options))
        sound = _mixed(_heard(asset, programme), voice, raw(duck, shape.sample_rate, "u16le"), shape)
        yield Mixed(sound, shape, ceiling(loudness))


@contextmanager
def _tracks(into: Path) -> Iterator[Path]:
    with tempfile.TemporaryDirectory(prefix="tracks-", dir=into) as folder:
        yield Path(folder)


# --- the tracks ----------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Narration:
    """The clips on disk: each at its instant, and one after the other."""

    track: Path
    joined: Path
    rate: int

    @property
    def stream(self) -> Any:
        return raw(self.track, self.rate, "f32le")

    def loudness(self) -> Loudness:
        return measured(raw(self.joined, self.rate, "f32le"), self.rate, 1)


def _lay_narration(
    folder: Path, descriptions: Sequence[Description], clips: Sequence[Path], rate: int, least: int,
) -> _Narration:
    """Write the clips at their instants, at least `least` ms in all."""
    narration = _Narration(folder / "narration.raw", folder / "joined.raw", rate)
    with narration.track.open("wb") as track, narration.joined.open("wb") as joined:
        for description, clip in zip(descriptions, clips, strict=True):
            samples = spoken(clip, rate).astype("<f4").tobytes()
            track.seek(4 * round(description.span.start * rate / 1000))
            track.write(samples)
            joined.write(samples)
        track.truncate(max(track.tell(), 4 * (least * rate // 1000), 4))  # never empty: ffmpeg has something to read
        joined.truncate(max(joined.tell(), 4))
    return narration


def ducking(descriptions: Sequence[Description], speech: Sequence[Span], options: MixOptions) -> Ducking:
    """Return how the programme steps back under the descriptions, as `mix` has it."""
    return Ducking(10 ** (options.duck_db / 20), options.ramp_ms, _ducked(descriptions, speech, options.ramp_ms))


def _ducked(descriptions: Sequence[Description], speech: Sequence[Span], ramp: int) -> tuple[Span, ...]:
    """Return where the programme steps back, ramps and all: around each description, not into speech."""
    voices = merged(speech)
    starts, ends = [span.start for span in voices], [span.end for span in voices]
    groups: list[Span] = []
    for span in sorted(description.span for description in descriptions):
        before = bisect_right(ends, span.start)
        spoken_before = ends[before - 1] if before else 0
        after = bisect_left(starts, span.end)
        spoken_after = starts[after] if after < len(starts) else span.end + ramp
        start, end = max(span.start - ramp, spoken_before, 0), min(span.end + ramp, spoken_after)
        if groups and start - groups[-1].end <= _HOLD_MS and spoken_before <= groups[-1].end:
            groups[-1] = Span(groups[-1].start, max(end, groups[-1].end))
        else:
            groups.append(Span(start, end))
    return tuple(groups)


def _lay_duck(path: Path, ducked: Sequence[Span], options: MixOptions, rate: int, least: int) -> None:
    """Write what is left of the programme, times −1: linear ramps (DAPT's `animate`), holes between; `least` samples or more.

    As unsigned 16 bits a hole is exactly −1, which no signed number of holes and full scale is: hence the sign.
    """
    depth = 32768 * (1 - 10 ** (options.duck_db / 20))
    ramp = max(1, options.ramp_ms * rate // 1000)
    with path.open("wb") as file:
        for span in ducked:
            first, last = span.start * rate // 1000, span.end * rate // 1000
            file.seek(2 * first)
            for at in range(first, last, _BLOCK):
                times = np.arange(at, min(at + _BLOCK, last))
                down = np.minimum(np.minimum(times - first, last - times) / ramp, 1.0)
                file.write(np.round(down * depth).astype("<u2").tobytes())
        file.truncate(2 * max(least, file.tell() // 2, 1))


# --- the graph -----------------------------------------------------------------------------------------------------


def programme_of(asset: Asset, track: int, limits: LimitOptions) -> Programme:
    with open_container(asset.path, limits, asset.format) as container:
        streams = audio_streams(container)
        duration = int((container.duration or 0) * 1000 // av.time_base)
        if not streams:
            return Programme(None, Shape(48_000, "mono"), duration)
        if not 0 <= track < len(streams):
            name = printable(asset.path.name)
            raise UsageError(f"{name} has no sound track {track}: it has {len(streams)}.", "Tracks are counted from 0.")
        context = streams[track].codec_context
        nearest = min(_RATES, key=lambda rate: abs(rate - context.sample_rate))
        named = _RENAMED.get(context.layout.name, context.layout.name)
        layout = named if named in _LAYOUTS else _BY_COUNT.get(context.channels, "stereo")
        return Programme(track, Shape(nearest, layout), duration, lateness(container, streams[track : track + 1]))


def raw(path: Path, rate: int, format: str) -> Any:
    return ffmpeg.input(ffmpeg_url(path), format=format, ar=rate, ac=1, protocol_whitelist="file")


def _heard(asset: Asset, programme: Programme) -> Any:
    """Return the programme from the film's first instant on, holes in its time stamps filled, in the shape of the mix."""
    url, options = ffmpeg_input(asset.path, asset.format, programme.late)
    sound = ffmpeg.input(url, **options)[f"a:{programme.track}"]
    whole = sound.filter("aresample", **{"async": 1, "first_pts": 0}).filter("asetnsamples", _FRAME, pad=0)
    return _in_shape(whole, programme.shape)


def _in_shape(sound: Any, shape: Shape) -> Any:
    return sound.filter("aformat", sample_fmts="fltp", sample_rates=shape.sample_rate, channel_layouts=shape.layout)


def _loudness(asset: Asset, programme: Programme) -> Loudness:
    return measured(_heard(asset, programme), programme.shape.sample_rate, len(programme.shape.channels))


def _gain(asset: Asset, programme: Programme, narration: _Narration, options: MixOptions) -> float:
    loudness = Loudness(float("-inf"), 0.0) if programme.track is None else _loudness(asset, programme)
    return gain(loudness, narration.loudness(), options)


def _mixed(heard: Any, voice: Any, duck: Any, shape: Shape) -> Any:
    left = _spread(duck.filter("aformat", sample_fmts="flt").filter("volume", -1), shape.channels, shape)
    under = ffmpeg.filter([heard, left], "amultiply")
    over = _spread(voice.filter("volume", len(shape.speaking) ** -0.5), shape.speaking, shape)
    return ffmpeg.filter([under, over], "amix", inputs=2, normalize=0, duration="longest")


def _spread(mono: Any, channels: Sequence[str], shape: Shape) -> Any:
    """Put one channel into several as it is; ffmpeg's own upmix would scale it."""
    # `<` rather than `=`, the same for one source, because ffmpeg-python escapes the latter beyond what `pan` undoes.
    return mono.filter("aformat", sample_fmts="fltp").filter(
        "pan", "|".join([shape.layout, *(f"{name}<c0" for name in channels)]))

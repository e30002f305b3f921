"""The described sound: the programme steps back under each description and returns, all in one streaming graph.

Two tracks are laid down first, as raw samples with holes where nothing is: the narration, and how far the programme steps
back, from 0 to below. The graph then computes `programme + programme × duck + gain × narration`. So the cost does not grow
with the number of descriptions (an envelope written as an expression does, and `volume` would apply it in steps of a
frame), every ramp is exact to a sample of the duck track, and elsewhere the programme passes through unchanged.
"""

from __future__ import annotations

import re
import tempfile
import wave
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import av
import ffmpeg
import numpy as np

from access.config import LimitOptions, MixOptions
from access.errors import EngineFailed, UsageError
from access.files import printable
from access.mediafile import audio_streams, ffmpeg_input, ffmpeg_url, open_container, run_ffmpeg
from access.model.languages import iso_639_2
from access.model.media import Asset
from access.model.script import Description
from access.model.time import Span, merged

TITLE = "With audio description (synthetic voice)"
_DUCK_RATE = 8_000
"""Hz. Ramps last tenths of a second: an eighth of a ms is exact enough, and the resampling is smooth."""
_HOLD_MS = 1_000
"""Between two descriptions with no speech between them the programme stays back, rather than swell up for a moment."""
_BLOCK = 65_536
_LOUDNESS = (-27.0, -19.0)
"""LUFS. The narration takes the programme's own loudness, within these (Netflix dialogue −27; the web is louder)."""
_SILENT = -60.0
_FALLBACK = -23.0
"""LUFS, EBU R128: where the programme is too quiet to be measured."""
_CEILING = 10 ** (-2 / 20)
"""−2 dBTP (Netflix), kept by lowering the narration."""
_LEAST_GAIN = 0.35
"""Of what the loudness asks for (−9 dB): below that a description drowns, and a programme that leaves no room keeps none."""
_RATES = (8_000, 11_025, 12_000, 16_000, 22_050, 24_000, 32_000, 44_100, 48_000, 64_000, 88_200, 96_000)
"""Hz; what AAC can carry."""
_LAYOUTS = {"mono", "stereo", "2.1", "3.0", "3.1", "quad", "4.0", "4.1", "5.0", "5.1", "6.1", "7.1", "7.1(wide)"}
"""What AAC carries as it is."""
_RENAMED = {"5.1(side)": "5.1", "5.0(side)": "5.0"}
"""AAC's plain layouts name the surround pair `back`; the channels are the same."""
_BY_COUNT = {1: "mono", 2: "stereo", 3: "3.0", 4: "4.0", 5: "5.0", 6: "5.1", 7: "6.1", 8: "7.1"}
"""What channels without names are taken for; more of them are mixed down to stereo."""
_BITS_PER_CHANNEL = 80_000


@dataclass(frozen=True, slots=True)
class _Programme:
    """What of the original the mix has to keep."""

    track: int | None
    """None where the film has no sound."""
    sample_rate: int
    layout: str
    duration: int
    """Of the container, in ms."""

    @property
    def channels(self) -> tuple[str, ...]:
        return tuple(channel.name for channel in av.AudioLayout(self.layout).channels)


@dataclass(frozen=True, slots=True)
class _Loudness:
    integrated: float
    """LUFS, gated (ITU-R BS.1770), so that pauses do not count."""
    peak: float
    """As a factor, 1.0 for full scale."""


def mix(
    asset: Asset, track: int, descriptions: Sequence[Description], clips: Sequence[Path], speech: Sequence[Span], language: str,
    options: MixOptions, limits: LimitOptions, into: Path,
) -> Path:
    """Write `into / "described.m4a"`: the sound track (counted from 0) with the clips spoken over it; return its path.

    It keeps the programme's length, channels and sample rate, and begins at the film's first instant. `speech` is where
    nobody may be ducked: a ramp that does not fit before a clip reaches into the clip instead. A film without sound
    gives the narration alone. Raises `UsageError` where there is no such track, `MediaBroken` where it cannot be read.
    """
    into.mkdir(parents=True, exist_ok=True)
    programme = _programme(asset, track, limits)
    path = into / "described.m4a"
    with tempfile.TemporaryDirectory(prefix="tracks-", dir=into) as folder:
        narration, duck = Path(folder) / "narration.raw", Path(folder) / "duck.raw"
        rate = _lay_narration(narration, descriptions, clips, 0 if programme.track is not None else programme.duration)
        _lay_duck(duck, _ducked(descriptions, speech, options.ramp_ms), options)
        voice = _raw(narration, rate)
        if programme.track is None:
            sound = _shaped(voice, programme)
        else:
            heard = ffmpeg.input(ffmpeg_input(asset.path, asset.format)[0], **ffmpeg_input(asset.path, asset.format)[1])
            heard = heard[f"a:{programme.track}"]
            gain = _gain(_loudness(heard, "sample"), _loudness(voice, "true"), options)
            sound = _mixed(_shaped(heard, programme), voice.filter("volume", gain), _raw(duck, _DUCK_RATE), programme)
        run_ffmpeg(_written(sound, path, programme, language))
    return path


# --- the tracks ----------------------------------------------------------------------------------------------------


def _lay_narration(path: Path, descriptions: Sequence[Description], clips: Sequence[Path], least: int) -> int:
    """Write the clips at their instants, at least `least` ms in all; return the sample rate, which they share."""
    rate = 0
    with path.open("wb") as file:
        for description, clip in zip(descriptions, clips, strict=True):
            with wave.open(str(clip), "rb") as spoken:
                if (spoken.getnchannels(), spoken.getsampwidth()) != (1, 2) or (rate and spoken.getframerate() != rate):
                    raise EngineFailed("The voice's clips are not mono, 16 bit, of one sample rate.")
                rate = spoken.getframerate()
                file.seek(2 * round(description.span.start * rate / 1000))
                file.write(spoken.readframes(spoken.getnframes()))
        rate = rate or _RATES[4]
        file.truncate(max(file.tell(), 2 * (least * rate // 1000)))
    return rate


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


def _lay_duck(path: Path, ducked: Sequence[Span], options: MixOptions) -> None:
    """Write what is taken away of the programme, from 0 to gain − 1: linear ramps (DAPT's `animate`), holes between."""
    depth = 32768 * (10 ** (options.duck_db / 20) - 1)
    ramp = max(1, options.ramp_ms * _DUCK_RATE // 1000)
    with path.open("wb") as file:
        file.truncate(2 * _BLOCK)  # never empty, so that ffmpeg always has something to read
        for span in ducked:
            first, last = span.start * _DUCK_RATE // 1000, span.end * _DUCK_RATE // 1000
            file.seek(2 * first)
            for at in range(first, last, _BLOCK):
                times = np.arange(at, min(at + _BLOCK, last))
                down = np.minimum(np.minimum(times - first, last - times) / ramp, 1.0)
                file.write(np.round(down * depth).astype("<i2").tobytes())


# --- how loud ------------------------------------------------------------------------------------------------------


def _loudness(sound: Any, peak: str) -> _Loudness:
    """Measure a stream from end to end (EBU R128), in one pass."""
    graph = ffmpeg.output(sound.filter("ebur128", peak=peak, framelog="quiet"), "-", format="null")
    said = run_ffmpeg(graph.global_args("-loglevel", "info", "-nostats"))
    summary = said[said.rfind("Summary:") :]
    integrated = re.search(r"I:\s+(-?[\d.]+|-inf) LUFS", summary)
    highest = re.search(r"Peak:\s+(-?[\d.]+|-inf) dBFS", summary)
    return _Loudness(
        float(integrated[1]) if integrated else float("-inf"),
        10 ** (float(highest[1]) / 20) if highest else 1.0,
    )


def _gain(programme: _Loudness, voice: _Loudness, options: MixOptions) -> float:
    """Return the factor that brings the voice to the programme's loudness and keeps the sum of their peaks under −2 dBTP."""
    if voice.integrated < _SILENT:
        return 1.0
    low, high = _LOUDNESS
    aim = min(max(programme.integrated, low), high) if programme.integrated > _SILENT else _FALLBACK
    wanted = float(10 ** ((aim - voice.integrated) / 20))
    room = _CEILING - programme.peak * 10 ** (options.duck_db / 20)
    return max(min(wanted, room / voice.peak), wanted * _LEAST_GAIN)


# --- the graph -----------------------------------------------------------------------------------------------------


def _programme(asset: Asset, track: int, limits: LimitOptions) -> _Programme:
    with open_container(asset.path, limits, asset.format) as container:
        streams = audio_streams(container)
        duration = int((container.duration or 0) * 1000 // av.time_base)
        if not streams:
            return _Programme(None, 48_000, "mono", duration)
        if not 0 <= track < len(streams):
            name = printable(asset.path.name)
            raise UsageError(f"{name} has no sound track {track}: it has {len(streams)}.", "Tracks are counted from 0.")
        context = streams[track].codec_context
        nearest = min(_RATES, key=lambda rate: abs(rate - context.sample_rate))
        named = _RENAMED.get(context.layout.name, context.layout.name)
        layout = named if named in _LAYOUTS else _BY_COUNT.get(context.channels, "stereo")
        return _Programme(track, nearest, layout, duration)


def _raw(path: Path, rate: int) -> Any:
    return ffmpeg.input(ffmpeg_url(path), format="s16le", ar=rate, ac=1, protocol_whitelist="file")


def _shaped(sound: Any, programme: _Programme) -> Any:
    """Begin at the film's first instant, holes in the time stamps filled, in the shape that the mix is written in."""
    return sound.filter("aresample", **{"async": 1, "first_pts": 0}).filter(
        "aformat", sample_fmts="fltp", sample_rates=programme.sample_rate, channel_layouts=programme.layout)


def _mixed(heard: Any, voice: Any, duck: Any, programme: _Programme) -> Any:
    parts = heard.asplit()
    under = ffmpeg.filter([parts[0], _spread(duck, programme.channels, programme)], "amultiply")
    speaking = tuple(name for name in ("FC", "FL", "FR") if name in programme.channels)[:1 if "FC" in programme.channels else 2]
    spoken = _spread(voice.filter("volume", len(speaking) ** -0.5), speaking, programme)  # equal power, equal loudness
    return ffmpeg.filter([parts[1], under, spoken], "amix", inputs=3, normalize=0, duration="longest")


def _spread(mono: Any, channels: Sequence[str], programme: _Programme) -> Any:
    """Put one channel into several as it is; ffmpeg's own upmix would scale it."""
    resampled = mono.filter("aresample", programme.sample_rate).filter("aformat", sample_fmts="fltp")
    # `<` rather than `=`, the same for one source, because ffmpeg-python escapes the latter beyond what `pan` undoes.
    return resampled.filter("pan", "|".join([programme.layout, *(f"{name}<c0" for name in channels)]))


def _written(sound: Any, path: Path, programme: _Programme, language: str) -> Any:
    bits = min(_BITS_PER_CHANNEL, 4 * programme.sample_rate) * len(programme.channels)
    return ffmpeg.output(
        sound, ffmpeg_url(path), format="ipod", acodec="aac", audio_bitrate=bits, ar=programme.sample_rate,
        map_metadata=-1, movflags="+faststart", fflags="+bitexact", **{
            "flags:a": "+bitexact", "metadata": f"title={TITLE}", "metadata:s:a:0": f"language={iso_639_2(language)}",
        })

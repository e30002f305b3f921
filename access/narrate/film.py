"""The film with its described sound as a second track, in MP4.

Nothing is made anew where MP4 can hold what there is: the pictures are copied packet for packet, and so are both sounds. What
it cannot hold is encoded, and said, so that nobody takes it for the original.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import ffmpeg
from av.audio.stream import AudioStream
from av.video.stream import VideoStream

from access.config import LimitOptions
from access.errors import MediaBroken, UsageError
from access.files import printable
from access.mediafile import (
    audio_streams,
    ffmpeg_input,
    ffmpeg_url,
    lateness,
    open_container,
    run_ffmpeg,
    tells_order,
    video_stream,
)
from access.model.languages import iso_639_2
from access.model.media import Asset
from access.narrate.mix import TITLE

ORIGINAL_TITLE = "Original sound"
_PICTURES = {"h264", "hevc", "av1", "vp9", "mpeg4", "mpeg2video", "mpeg1video"}
_SOUNDS = {"aac", "mp3", "mp2", "ac3", "eac3", "alac", "opus", "flac"}
"""What MP4 holds and players find in it."""
_BITS_PER_CHANNEL = 128_000


@dataclass(frozen=True, slots=True)
class Film:
    """A film that was put together."""

    path: Path
    encoded: tuple[str, ...] = ()
    """What was encoded again and why, for people; empty where all is the original's own."""


@dataclass(frozen=True, slots=True)
class _Stream:
    index: int
    """In the container."""
    codec: str
    channels: int = 0


@dataclass(frozen=True, slots=True)
class _Original:
    """What of the film is kept."""

    pictures: _Stream
    sound: _Stream | None
    ordered: bool
    """Whether the pictures' packets say when they are shown."""
    late: float
    """The `lateness` of the two."""


def described_film(asset: Asset, track: int, described: Path, language: str, limits: LimitOptions, into: Path) -> Film:
    """Write `into / "described.mp4"`: the film, its sound track (counted from 0), and `described` (M4A) beside it.

    The original sound comes first and plays by default; the described one is the second, labelled for people and marked for
    players. A turned film stays turned. Raises `UsageError` where there is no such track, `MediaBroken` where the film
    cannot be read.
    """
    into.mkdir(parents=True, exist_ok=True)
    original = _original(asset, track, limits)
    pictures, sound = original.pictures, original.sound
    path = into / "described.mp4"
    notes = []
    if sound and sound.codec not in _SOUNDS:
        notes.append(f"The original sound is encoded again as AAC: MP4 does not hold {sound.codec or 'it'}.")
    if pictures.codec not in _PICTURES:
        why = f"MP4 does not hold {pictures.codec}"
    elif not original.ordered:
        why = "they do not say when they are shown"
    else:
        try:
            run_ffmpeg(_put_together(asset, original, described, language, limits, path, copied=True))
            return Film(path, tuple(notes))
        except MediaBroken:
            why = "their time stamps do not fit into MP4"
    run_ffmpeg(_put_together(asset, original, described, language, limits, path, copied=False))
    return Film(path, (f"The pictures are encoded again as H.264: {why}.", *notes))


def _original(asset: Asset, track: int, limits: LimitOptions) -> _Original:
    name = printable(asset.path.name)
    with open_container(asset.path, limits, asset.format) as container:
        shown, sounds = video_stream(container), audio_streams(container)
        if shown is None or shown.codec_context is None:
            raise MediaBroken(f"{name} has no pictures that can be decoded.")
        if sounds and not 0 <= track < len(sounds):
            raise UsageError(f"{name} has no sound track {track}: it has {len(sounds)}.", "Tracks are counted from 0.")
        heard = sounds[track] if sounds else None
        pictures = _Stream(shown.index, _codec(shown))
        sound = _Stream(heard.index, _codec(heard), heard.codec_context.channels) if heard else None
        late = lateness(container, [shown, *([heard] if heard else [])])
        return _Original(pictures, sound, tells_order(container, shown), late)


def _codec(stream: VideoStream | AudioStream) -> str:
    """Return the name of the format, whatever decoder was found for it."""
    return stream.codec_context.codec.canonical_name


def _put_together(
    asset: Asset, original: _Original, described: Path, language: str, limits: LimitOptions, path: Path, *, copied: bool,
) -> Any:
    pictures, sound = original.pictures, original.sound
    url, options = ffmpeg_input(asset.path, asset.format, original.late)
    if copied:  # AVI says only when to decode: without this, pictures that are stored out of order would be shown so
        options["fflags"] = "+genpts"
    film = ffmpeg.input(url, max_pixels=limits.max_pixels, **options)
    spoken_over = ffmpeg.input(ffmpeg_url(described), format="mov", format_whitelist="mov", protocol_whitelist="file")
    inputs = [film[str(pictures.index)], *([film[str(sound.index)]] if sound else []), spoken_over["a:0"]]
    second = len(inputs) - 2
    how: dict[str, Any] = {"c": "copy"}
    if not copied:
        how |= {"c:v": "libx264", "preset": "veryfast", "crf": 18, "pix_fmt": "yuv420p", "fps_mode": "passthrough",
                "vf": "scale=trunc(iw/2)*2:trunc(ih/2)*2"}
    elif pictures.codec == "hevc":
        how["tag:v"] = "hvc1"  # without it Apple's players see no film
    if sound:
        how |= {"metadata:s:a:0": f"handler_name={ORIGINAL_TITLE}", "disposition:a:0": "default"}
        if sound.codec not in _SOUNDS:
            how |= {"c:a:0": "aac", "b:a:0": _BITS_PER_CHANNEL * max(1, sound.channels),
                    "filter:a:0": "aresample=async=1:first_pts=0"}
    marks = "visual_impaired+descriptions"
    # Two names of one stream, because an option stands once in a graph; its handler's name comes along from `described`.
    how |= {
        f"metadata:s:a:{second}": f"title={TITLE}", f"metadata:s:{second + 1}": f"language={iso_639_2(language)}",
        f"disposition:a:{second}": marks if sound else f"default+{marks}",
    }
    return ffmpeg.output(
        *inputs, ffmpeg_url(path), format="mp4", movflags="+faststart", fflags="+bitexact", map_metadata=0, map_chapters=0,
        metadata=f"comment={TITLE}", **how)

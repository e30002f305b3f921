"""What a file says of itself: streams, lengths, frame rate and timecode of a container; size and texts of a picture."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from fractions import Fraction

import av
from av.audio.stream import AudioStream as AvAudioStream
from av.container import InputContainer
from av.video.frame import VideoFrame
from av.video.stream import VideoStream as AvVideoStream
from PIL import ExifTags

from access.config import LimitOptions
from access.errors import MediaBroken, MediaChanged, MediaRefused
from access.files import digest, printable
from access.mediafile import (
    Clock,
    audio_streams,
    bears_credentials,
    decoded,
    frame_count,
    open_container,
    open_picture,
    open_regular,
    pages,
    streams_of,
    video_stream,
)
from access.model.findings import AudioStream, Probe, VideoStream
from access.model.languages import bcp47
from access.model.media import Asset, Companion, MediaKind
from access.model.pictures import PictureInfo
from access.understand.drawing import MAX_BYTES, drawn_in
from access.understand.look import MOST_FRAMES
from access.understand.metadata import Written, written_in

_NOTABLE_MS = 100
"""A smaller difference between tracks is a codec's own padding."""
_QUARTER_TURNS = {5, 6, 7, 8}
"""EXIF orientations that swap width and height."""
_WORDED = ("artist", "album_artist", "album", "composer", "description", "synopsis", "comment", "show", "location")
"""Tags that hold words of a person."""
_MOST_CHAPTERS, _LONGEST_CHAPTER_TITLE, _LONGEST_TEXT = 500, 200, 2_000
_ESTIMATED = {"aac", "mp3"}
"""Formats without a length of their own: what ffmpeg says is a guess from the bit rate."""


def probe(asset: Asset, limits: LimitOptions) -> Probe:
    """Read what the file says of itself; a film's first frame is decoded, to know which way is up.

    Raises `MediaBroken` where nothing in it can be read, `MediaRefused` where it is more than `limits` allow.
    """
    return _probe_picture(asset, limits) if asset.kind is MediaKind.IMAGE else _probe_container(asset, limits)


def kind_of(probe: Probe) -> MediaKind:
    """Return what the streams show the file to be: a film container without moving pictures is a sound."""
    if probe.picture is not None:
        return MediaKind.IMAGE
    return MediaKind.VIDEO if probe.video is not None else MediaKind.AUDIO


def _probe_picture(asset: Asset, limits: LimitOptions) -> Probe:
    beside = _beside(asset.companions.metadata)
    if asset.format == "svg":
        return _drawn(asset, beside)
    with open_picture(asset.path, limits) as image:
        width, height = image.size
        if image.getexif().get(ExifTags.Base.Orientation) in _QUARTER_TURNS:
            width, height = height, width
        paged = asset.format == "tiff"
        # A JPEG's further frames are previews and depth maps of the same picture.
        frames = len(pages(image, limits.max_picture_frames)) if paged else 1 if asset.format == "jpeg" else frame_count(
            image, limits.max_picture_frames)
        said = written_in(image, beside)
    picture = replace(_as_said(said, width, height, asset), frames=frames, pages=paged and frames > 1)
    notes = (*said.notes, *_page_notes(frames if paged else 1))
    return Probe(asset.format, picture=picture, title=said.title, notes=notes)


def _drawn(asset: Asset, beside: bytes | None) -> Probe:
    with open_regular(asset.path) as file:
        drawing = drawn_in(file.read(MAX_BYTES + 1), printable(asset.path.name), beside)
    picture = replace(_as_said(drawing.said, drawing.width, drawing.height, asset), drawn=True, words=drawing.words)
    return Probe(asset.format, picture=picture, title=drawing.said.title, notes=drawing.said.notes)


def _as_said(said: Written, width: int, height: int, asset: Asset) -> PictureInfo:
    return PictureInfo(
        width=width, height=height, frames=1, alt=said.alt, long=said.long, caption=said.caption, title=said.title,
        people=said.people, place=said.place, keywords=said.keywords, language=said.language, translations=said.translations,
        signed=said.signed or bears_credentials(asset.path, asset.format))


def _page_notes(count: int) -> Iterator[str]:
    if count > MOST_FRAMES:
        left = count - MOST_FRAMES
        yield f"Of its {count} pages the first {MOST_FRAMES} are looked at; {left} more {'are' if left > 1 else 'is'} not."


def _beside(metadata: Companion | None) -> bytes | None:
    """Return the XMP file that lies beside a picture, as it was when it was found."""
    if metadata is None:
        return None
    with open_regular(metadata.path) as file:
        content = file.read()
    if digest(content) != metadata.sha256:
        name = printable(metadata.path.name)
        raise MediaChanged(f"{name} changed while it was worked on.", "It is taken when it is finished.")
    return content


def _probe_container(asset: Asset, limits: LimitOptions) -> Probe:
    name = printable(asset.path.name)
    with open_container(asset.path, limits, asset.format) as container:
        film, sounds = video_stream(container), audio_streams(container)
        if film is None and not sounds:
            raise MediaBroken(f"{name} holds neither sound nor moving pictures.", "It may be cut off: copy it again.")
        notes = list(_clock_notes(container))
        duration = _said_duration(container)
        tags = _lower(container.metadata, *(stream.metadata for stream in streams_of(container)))
        texts = _texts(container, tags)
        sure = asset.format not in _ESTIMATED
        audio = tuple(_audio(index, stream, _end(container, stream) if sure else 0) for index, stream in enumerate(sounds))
        video = _video(container, film) if film else None
        if film and video is None:
            raise MediaBroken(
                f"{name} says that it holds a film, and its pictures have no size or no codec that is known.",
                "It may be cut off or damaged; does another player show it?",
            )
        if not duration or not sure:
            measured = _measured_duration(container)
            if not duration:
                notes.append("The container does not say how long it is; its packets were counted.")
            duration = measured or duration
    if duration > limits.max_duration_hours * 3_600_000:
        raise MediaRefused(
            f"{name} is longer than {limits.max_duration_hours:g} hours.", "`[limits] max_duration_hours` allows more."
        )
    return Probe(asset.format, duration, video, audio, None, tags.get("title", "").strip()[:_LONGEST_TEXT], texts, tuple(notes))


def _texts(container: InputContainer, tags: Mapping[str, str]) -> tuple[str, ...]:
    """Return what a person may have written into the container besides its title, chapter titles last."""
    chapters = (
        _lower(chapter["metadata"]).get("title", "")[:_LONGEST_CHAPTER_TITLE]
        for chapter in container.chapters()[:_MOST_CHAPTERS])
    said = (" ".join(text.split())[:_LONGEST_TEXT] for text in (*(tags.get(name, "") for name in _WORDED), *chapters))
    return tuple(dict.fromkeys(filter(None, said)))


def _lower(*many: Mapping[str, str]) -> dict[str, str]:
    """Return tags under lower-case names, the first of each: Ogg keeps a file's tags on its streams, in capitals."""
    tags: dict[str, str] = {}
    for some in many:
        for key, value in some.items():
            tags.setdefault(key.lower(), value)
    return tags


def _end(container: InputContainer, stream: AvAudioStream) -> int:
    """Return when a sound track ends on the media's clock, as the header says, 0 where it does not."""
    start, length = _ms(stream.start_time, stream.time_base), _ms(stream.duration, stream.time_base)
    return max(0, (start or 0) + length - (container.start_time or 0) * 1000 // av.time_base) if length else 0


def _audio(index: int, stream: AvAudioStream, end: int) -> AudioStream:
    context, tags = stream.codec_context, _lower(stream.metadata)
    return AudioStream(
        index=index, codec=context.name if context else "unknown", sample_rate=context.sample_rate if context else 0,
        channels=context.channels if context else 0, language=bcp47(tags.get("language", "")), title=tags.get("title", ""),
        end=end,
    )


def _video(container: InputContainer, stream: AvVideoStream) -> VideoStream | None:
    rate = stream.average_rate or stream.guessed_rate
    # Reading a frame moves the container on, so everything else has been read from its header before.
    frame = next((frame for frame in decoded(container, stream) if isinstance(frame, VideoFrame)), None)
    context = stream.codec_context
    if context is None:
        return None
    width, height = (frame.width, frame.height) if frame else (context.width, context.height)
    if not width or not height:
        return None
    width = round(width * (stream.sample_aspect_ratio or 1))
    if frame and frame.rotation % 180:
        width, height = height, width
    return VideoStream(
        codec=context.name, width=width, height=height,
        frame_rate=f"{rate.numerator}/{rate.denominator}" if rate else "", timecode=_timecode(container),
    )


def _timecode(container: InputContainer) -> str:
    """Return the start timecode: of the film's stream, of a timecode track, or of the container, as each format has it."""
    film = video_stream(container)
    sources = [*([film.metadata] if film else []), *(stream.metadata for stream in container.streams.data), container.metadata]
    return next((tags["timecode"] for tags in map(_lower, sources) if tags.get("timecode")), "")


def _said_duration(container: InputContainer) -> int:
    """Return the length that the header gives, in ms, 0 where it gives none."""
    if container.duration and container.duration > 0:
        return round(container.duration * 1000 / av.time_base)
    ends = [_ms(stream.duration, stream.time_base) for stream in streams_of(container)]
    return max((end for end in ends if end), default=0)


def _measured_duration(container: InputContainer) -> int:
    """Return where the last packet ends, in ms, reading all of them and decoding none."""
    clock = Clock(container)
    end = 0.0
    try:
        for packet in container.demux(list(streams_of(container))):
            if packet.pts is not None and packet.time_base is not None:
                length = float((packet.duration or 0) * packet.time_base)
                end = max(end, clock.at(packet, length) + length)
    except av.error.FFmpegError:
        # The rest cannot be read; what came before it has this length.
        return round(end * 1000)
    return round(end * 1000)


def _ms(ticks: int | None, base: Fraction | None) -> int | None:
    return None if ticks is None or base is None else round(ticks * base * 1000)


def _clock_notes(container: InputContainer) -> Iterable[str]:
    """Yield where the tracks do not begin or end together: captions made from one must fit the other."""
    film, sounds = video_stream(container), audio_streams(container)
    if container.start_time and container.start_time * 1000 // av.time_base >= _NOTABLE_MS and container.format.name == "mov":
        began = container.start_time / av.time_base
        yield f"The first track begins at {began:.3f} s on the container's clock; times here count from there."
    if film is None or not sounds:
        return
    sound = sounds[0]
    starts = _ms(film.start_time, film.time_base), _ms(sound.start_time, sound.time_base)
    if starts[0] is not None and starts[1] is not None:
        late = starts[1] - starts[0]
        if abs(late) >= _NOTABLE_MS:
            first, second = ("sound", "pictures") if late > 0 else ("pictures", "sound")
            yield f"The start of the {first} comes {abs(late) / 1000:.3f} s after the start of the {second}."
    lengths = _ms(film.duration, film.time_base), _ms(sound.duration, sound.time_base)
    if all(length is not None for length in lengths) and all(start is not None for start in starts):
        ends = [(start or 0) + (length or 0) for start, length in zip(starts, lengths, strict=True)]
        drift = ends[1] - ends[0]
        if abs(drift) >= 10 * _NOTABLE_MS:
            last, first = ("sound", "pictures") if drift > 0 else ("pictures", "sound")
            yield f"The end of the {last} comes {abs(drift) / 1000:.3f} s after the end of the {first}."

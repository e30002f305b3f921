"""What comes in: a file to be made accessible, what lies beside it, and the sound and frames taken out of it."""

from __future__ import annotations

import wave
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from access.model.time import Span

CAPTION_ENDINGS = (".vtt", ".srt", ".ttml", ".dfxp", ".scc")
"""Of captions that people lay beside their media."""
COMPANION_ENDINGS = frozenset({".txt", ".toml", ".xmp", *CAPTION_ENDINGS})
"""Of all that people lay beside their media, in lower case."""


class MediaKind(StrEnum):
    IMAGE = "image"
    AUDIO = "audio"
    VIDEO = "video"


@dataclass(frozen=True, slots=True)
class Companion:
    """A file that a person laid beside the media, found by its name."""

    path: Path
    sha256: str
    language: str = ""
    """BCP 47, from `NAME.LANG.vtt`; empty where the name does not say."""


@dataclass(frozen=True, slots=True)
class Companions:
    script: Companion | None = None
    """`NAME.txt`: what is said, in order, without times."""
    captions: tuple[Companion, ...] = ()
    """`NAME.vtt`, `NAME.LANG.vtt`, and so with every one of `CAPTION_ENDINGS`."""
    context: Companion | None = None
    """`NAME.EXT.context.toml`, else `NAME.context.toml`, else the one that settings name for all."""
    glossary: Companion | None = None
    """`glossary.txt` of the folder."""
    metadata: Companion | None = None
    """`photo.jpg.xmp`, else `photo.xmp`: what photo programs keep of a picture beside it."""


@dataclass(frozen=True, slots=True)
class Asset:
    """One original, identified: it is what it says, it is whole, and this is its content."""

    path: Path
    """Absolute. Only `mediafile` opens it."""
    relative: Path
    """Where it lies below the folder that was asked for; its sidecars lie at the same place below the output."""
    kind: MediaKind
    format: str
    """What the content shows it to be, never its ending: `jpeg`, `wav`, `mp4`, …"""
    sha256: str
    size: int
    """In bytes."""
    companions: Companions = Companions()
    mtime_ns: int = 0
    """When it was last written to, as it was when it was hashed."""


@dataclass(frozen=True, slots=True)
class Sound:
    """Mono 16-bit PCM in a WAV file on disk, on the media's own clock (a late sound track begins with silence)."""

    path: Path
    sample_rate: int
    """In Hz."""
    frames: int
    filled: int = 0
    """Ms of silence in it where time stamps left a hole; a late start is none."""
    dropped: int = 0
    """Ms of sound that is not in it, because its time stamps stepped back."""

    @property
    def span(self) -> Span:
        return Span(0, self.frames * 1000 // self.sample_rate)

    def read(self, span: Span) -> bytes:
        """Return the samples of `span` as little-endian int16, clipped to what there is."""
        with wave.open(str(self.path), "rb") as file:
            first = min(span.start * self.sample_rate // 1000, self.frames)
            last = min(span.end * self.sample_rate // 1000, self.frames)
            file.setpos(first)
            return file.readframes(last - first)

    def windows(self, length: int, overlap: int = 0) -> Iterator[tuple[Span, bytes]]:
        """Yield the sound in pieces of `length` ms, each beginning `overlap` ms before the last one ended."""
        start, end = 0, self.span.end
        while start < end:
            span = Span(start, min(start + length, end))
            yield span, self.read(span)
            if span.end == end:
                return
            start = span.end - overlap


@dataclass(frozen=True, slots=True)
class Frame:
    """One picture out of a film, or a picture made ready to be looked at: upright, RGB, one file on disk."""

    path: Path
    width: int
    height: int
    at: int = 0
    """In ms on the media's clock; 0 for a still picture."""

"""One small file of each format that is opened here, made by Pillow or ffmpeg."""

from __future__ import annotations

import subprocess
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
from av.audio.frame import AudioFrame
from PIL import Image

from access.mediafile import ffmpeg_program, sniff
from access.model.media import Asset, MediaKind

PICTURES = {
    "jpeg": "jpg", "png": "png", "webp": "webp", "avif": "avif", "heic": "heic", "gif": "gif", "tiff": "tif", "bmp": "bmp",
}
SOUNDS = {"wav": "wav", "mp3": "mp3", "flac": "flac", "m4a": "m4a", "ogg": "ogg", "aac": "aac"}
FILMS = {
    "mp4": "mp4", "mov": "mov", "mkv": "mkv", "webm": "webm", "avi": "avi", "mpegts": "ts", "mpeg": "mpg", "mxf": "mxf",
    "ogv": "ogv",
}
"""Format and the ending it usually has."""
ALL = {**PICTURES, **SOUNDS, **FILMS}

_SOUND = {
    "wav": ["-c:a", "pcm_s16le"], "mp3": ["-c:a", "libmp3lame"], "flac": ["-c:a", "flac"], "m4a": ["-c:a", "aac", "-f", "ipod"],
    "ogg": ["-c:a", "libopus"], "aac": ["-c:a", "aac", "-f", "adts"],
}
_H264 = ["-c:v", "libx264", "-preset", "ultrafast", "-pix_fmt", "yuv420p"]
_FILM = {
    "mp4": [*_H264, "-c:a", "aac"], "mov": [*_H264, "-c:a", "aac"], "mkv": [*_H264, "-c:a", "libvorbis"],
    "webm": ["-c:v", "libvpx", "-deadline", "realtime", "-c:a", "libopus"], "avi": ["-c:v", "mpeg4", "-c:a", "libmp3lame"],
    "mpegts": [*_H264, "-c:a", "aac"], "mpeg": ["-c:v", "mpeg2video", "-c:a", "mp2"],
    "mxf": ["-c:v", "mpeg2video", "-c:a", "pcm_s16le", "-ar", "48000"],
    "ogv": ["-c:v", "libtheora", "-c:a", "libvorbis"],
}
TONE = ["-f", "lavfi", "-i", "sine=frequency=440:duration=1"]
BARS = ["-f", "lavfi", "-i", "testsrc2=size=160x120:rate=25:duration=1"]


def kind_of(format: str) -> MediaKind:
    return MediaKind.IMAGE if format in PICTURES else MediaKind.AUDIO if format in SOUNDS else MediaKind.VIDEO


def ffmpeg(*arguments: str) -> None:
    subprocess.run([ffmpeg_program(), "-nostdin", "-y", "-loglevel", "error", *arguments], check=True, capture_output=True)


def made(format: str, folder: Path, name: str = "made") -> Path:
    """Write a file of this format: a picture of 64×48, or one second."""
    path = folder / f"{name}.{ALL[format]}"
    if format in PICTURES:
        Image.effect_mandelbrot((64, 48), (-2.0, -1.2, 1.0, 1.2), 60).convert("RGB").save(path)
    elif format in SOUNDS:
        ffmpeg(*TONE, *_SOUND[format], str(path))
    else:
        ffmpeg(*BARS, *TONE, *_FILM[format], str(path))
    return path


def asset_of(path: Path) -> Asset:
    verdict = sniff(path)
    assert verdict is not None
    return Asset(path, Path(path.name), *verdict, sha256="", size=path.stat().st_size)


def spread(path: Path, starts: list[float], length: float = 0.5, rate: int = 48_000) -> Path:
    """Write pieces of a tone, `length` seconds each, with the time stamps `starts` and nothing in between."""
    with av.open(str(path), "w") as container:
        stream = container.add_stream("pcm_s16le", rate=rate, layout="mono")
        for start in starts:
            times = np.arange(round(length * rate)) / rate
            tone = (np.sin(2 * np.pi * 440 * times) * 12_000).astype(np.int16)
            for at in range(0, len(tone), 960):
                frame = AudioFrame.from_ndarray(tone[np.newaxis, at : at + 960], format="s16", layout="mono")
                frame.sample_rate, frame.time_base = rate, Fraction(1, rate)
                frame.pts = round(start * rate) + at
                for packet in stream.encode(frame):
                    packet.dts = packet.pts
                    container.mux(packet)
    return path

"""Media whose truth is known because it is made here: speech with its spans, slides with their words, films with their cuts.

Speech comes from the `flite` program; a machine without it skips the tests that need it. Everything else needs only
what `access` installs.
"""

from __future__ import annotations

import atexit
import re
import shutil
import subprocess
import tempfile
import wave
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal

import imageio_ffmpeg
import numpy as np
import numpy.typing as npt
import pytest
from PIL import Image, ImageDraw, ImageFont

from access.model.time import Span

RATE = 16_000
"""Sample rate of all sound made here, in Hz."""
PER_MS = RATE // 1000
FLOOR = 0.01
"""What a clip's edges are trimmed at, as a fraction of its peak (−40 dB)."""

Voice = Literal["rms", "awb", "kal16", "slt"]
Samples = npt.NDArray[np.int16]


def shared(name: str) -> Path:
    """Return a file of the real media beside the checkout; skip the test where it is absent."""
    path = (Path(__file__).resolve().parents[2] / "shared" / "media" / name).resolve()
    if not path.is_file():
        pytest.skip(f"needs ../shared/media/{name}")
    return path


def words_of(text: str) -> list[str]:
    """Return the words in lower case, without punctuation; an apostrophe inside a word stays."""
    return re.findall(r"[^\W_]+(?:'[^\W_]+)*", text.lower().replace("’", "'"))


# --- sound ---------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Spoken:
    """A WAV file, mono 16 kHz int16, and when each sentence in it is heard."""

    path: Path
    sentences: tuple[tuple[str, Span], ...]

    @property
    def words(self) -> list[str]:
        return [word for text, _ in self.sentences for word in words_of(text)]

    @property
    def speech(self) -> tuple[Span, ...]:
        return tuple(span for _, span in self.sentences)


def speak(
    path: Path, sentences: Sequence[str], voice: Voice = "rms",
    lead: int = 500, pauses: int | Sequence[int] = 800, tail: int = 500,
) -> Spoken:
    """Write the sentences, spoken one after the other, with `pauses` ms of digital silence between them.

    `lead` and `tail` are the silence before and after, in ms; `pauses` is one length for all or one for each pause.
    """
    between = [pauses] * (len(sentences) - 1) if isinstance(pauses, int) else list(pauses)
    if len(between) != len(sentences) - 1:
        raise ValueError(f"{len(sentences)} sentences have {len(sentences) - 1} pauses between them, not {len(between)}")
    pieces: list[Samples] = []
    placed: list[tuple[str, Span]] = []
    at = 0
    for text, before in zip(sentences, [lead, *between], strict=True):
        clip = _spoken(text, voice)
        span = Span(at + before, at + before + len(clip) // PER_MS)
        pieces += [_quiet(before), clip]
        placed.append((text, span))
        at = span.end
    return Spoken(_write(path, np.concatenate([*pieces, _quiet(tail)])), tuple(placed))


def silence(path: Path, ms: int) -> Path:
    """Write `ms` of digital silence."""
    return _write(path, _quiet(ms))


def tone(path: Path, ms: int, hertz: float = 440.0, level: float = 0.3) -> Path:
    """Write a sine of `hertz`, its peak at `level` of full scale."""
    times = np.arange(ms * PER_MS) / RATE
    return _write(path, (np.sin(2 * np.pi * hertz * times) * level * 32767).astype(np.int16))


def samples_of(path: Path) -> Samples:
    """Return the samples of a WAV file made here."""
    with wave.open(str(path), "rb") as file:
        if (file.getnchannels(), file.getsampwidth(), file.getframerate()) != (1, 2, RATE):
            raise ValueError(f"{path.name} is not mono 16-bit {RATE} Hz")
        return np.frombuffer(file.readframes(file.getnframes()), dtype="<i2").astype(np.int16)


def _quiet(ms: int) -> Samples:
    return np.zeros(ms * PER_MS, dtype=np.int16)


def _write(path: Path, samples: Samples) -> Path:
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(RATE)
        file.writeframes(samples.astype("<i2").tobytes())
    return path


@cache
def _workroom() -> Path:
    room = tempfile.mkdtemp(prefix="access-made-")
    atexit.register(shutil.rmtree, room, ignore_errors=True)
    return Path(room)


@cache
def _spoken(text: str, voice: Voice) -> Samples:
    """Return one sentence, trimmed to what is heard and filled up to a whole ms."""
    flite = shutil.which("flite")
    if flite is None:
        pytest.skip("needs the program flite (apt install flite)")
    raw, plain = _workroom() / "raw.wav", _workroom() / "plain.wav"
    subprocess.run([flite, "-voice", voice, "-t", text, "-o", str(raw)], check=True, capture_output=True)
    _ffmpeg("-i", str(raw), "-ac", "1", "-ar", str(RATE), "-c:a", "pcm_s16le", str(plain))
    samples = samples_of(plain)
    level = np.abs(samples.astype(np.int32))
    heard = np.flatnonzero(level > level.max() * FLOOR)
    clip = samples[heard[0] : heard[-1] + 1]
    clip = np.concatenate([clip, np.zeros(-len(clip) % PER_MS, dtype=np.int16)])
    clip.setflags(write=False)
    return clip


# --- pictures ------------------------------------------------------------------------------------------------------


def slide(
    path: Path, lines: Sequence[str], size: tuple[int, int] = (1280, 720), font_size: int = 56,
    background: str = "#10233f", ink: str = "#ffffff",
) -> Path:
    """Draw the lines one below the other, in the middle; the font comes with Pillow, so that it is the same everywhere."""
    image = Image.new("RGB", size, background)
    draw = ImageDraw.Draw(image)
    font = ImageFont.load_default(font_size)
    step = font_size * 3 // 2
    top = (size[1] - step * len(lines)) // 2
    for number, line in enumerate(lines):
        draw.text((size[0] // 2, top + step * number + step // 2), line, fill=ink, font=font, anchor="mm")
    image.save(path)
    return path


def picture(path: Path, size: tuple[int, int] = (1280, 720), seed: int = 0) -> Path:
    """Draw hills under a sun, with no text; another `seed` gives another scene in other colours."""
    width, height = size
    shades = np.random.default_rng(seed)
    image = Image.new("RGB", size, _shade(shades, 150, 235))
    draw = ImageDraw.Draw(image)
    x, y, radius = int(shades.uniform(0.15, 0.85) * width), int(shades.uniform(0.12, 0.3) * height), height // 12
    draw.ellipse((x - radius, y - radius, x + radius, y + radius), fill=(250, 225, 120))
    for layer in range(3):
        rise, bend, begin = shades.uniform(0.08, 0.16), shades.uniform(1.0, 2.5), shades.uniform(0, 6.28)
        across = np.linspace(0, 1, 65)
        down = 0.5 + 0.15 * layer + rise * np.sin(begin + bend * np.pi * across)
        ridge = [(float(a * width), float(d * height)) for a, d in zip(across, down, strict=True)]
        draw.polygon([*ridge, (width, height), (0, height)], fill=_shade(shades, 120 - 40 * layer, 170 - 40 * layer))
    image.save(path)
    return path


def _shade(shades: np.random.Generator, low: int, high: int) -> tuple[int, int, int]:
    red, green, blue = (int(value) for value in shades.integers(low, high, 3))
    return red, green, blue


# --- films ---------------------------------------------------------------------------------------------------------


def film(path: Path, scenes: Sequence[tuple[Path, int]], sound: Path | None = None, rate: int = 25) -> Path:
    """Show each picture for its ms, cut hard at a frame's edge; H.264 and AAC in MP4.

    All pictures take the size of the first. The sound is cut or filled with silence to the length of the pictures;
    without one the film has no sound track.
    """
    counts = [ms * rate // 1000 for _, ms in scenes]
    if any(count * 1000 != ms * rate for count, (_, ms) in zip(counts, scenes, strict=True)):
        raise ValueError(f"every scene must last a whole number of frames at {rate} a second")
    with Image.open(scenes[0][0]) as first:
        width, height = (side // 2 * 2 for side in first.size)
    inputs = [part for shown, _ in scenes for part in ("-i", str(shown))]
    shots = [
        f"[{number}:v]scale={width}:{height},format=yuv420p,setsar=1,loop={count - 1}:1:0,setpts=N/({rate}*TB)[v{number}]"
        for number, count in enumerate(counts)
    ]
    joined = "".join(f"[v{number}]" for number in range(len(scenes))) + f"concat=n={len(scenes)}:v=1:a=0,fps={rate}[v]"
    heard: list[str] = []
    if sound is not None:
        inputs += ["-i", str(sound)]
        heard = ["-map", f"{len(scenes)}:a", "-af", "apad", "-c:a", "aac", "-b:a", "96k"]
    _ffmpeg(
        *inputs, "-filter_complex", ";".join([*shots, joined]), "-map", "[v]", *heard,
        "-c:v", "libx264", "-preset", "ultrafast", "-crf", "20", "-t", f"{sum(counts) / rate:.6f}",
        "-fflags", "+bitexact", "-flags:v", "+bitexact", "-flags:a", "+bitexact", str(path),
    )
    return path


def _ffmpeg(*arguments: str) -> None:
    program: str = imageio_ffmpeg.get_ffmpeg_exe()
    subprocess.run([program, "-nostdin", "-y", "-loglevel", "error", *arguments], check=True, capture_output=True)

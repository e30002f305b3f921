"""The mix, measured in what a listener decodes: how far the programme steps back, when, and that nothing else changes."""

from __future__ import annotations

import math
import subprocess
import wave
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pytest
from made import picture, slide

from access.config import LimitOptions, MixOptions
from access.engines.voice.espeak import EspeakVoice
from access.errors import MediaError, UsageError
from access.mediafile import ffmpeg_program
from access.model.media import Asset, MediaKind
from access.model.script import Description
from access.model.time import Span
from access.narrate.mix import mix

Signal = npt.NDArray[np.float32]
TEXT = "The old lighthouse at dusk, seen from the sea."
OPTIONS, LIMITS = MixOptions(), LimitOptions()
STEP = 10
"""ms."""


def ffmpeg(*arguments: str) -> bytes:
    return subprocess.run([ffmpeg_program(), "-y", "-loglevel", "error", *arguments], check=True, capture_output=True).stdout


def bed(path: Path, seconds: float, *, rate: int = 48_000, layout: str = "stereo", level: float = 0.1) -> Asset:
    """A steady tone of 2 kHz in every channel."""
    spread = "|".join(f"c{number}=c0" for number in range(channels_of(layout)))
    ffmpeg("-f", "lavfi", "-i", f"aevalsrc={level}*sin(2*PI*2000*t):s={rate}:d={seconds}",
           "-af", f"aformat=channel_layouts=mono,pan={layout}|{spread}", str(path))
    kind = MediaKind.AUDIO if path.suffix in {".wav", ".flac"} else MediaKind.VIDEO
    return Asset(path, Path(path.name), kind, path.suffix[1:], "0" * 64, path.stat().st_size)


def channels_of(layout: str) -> int:
    return {"mono": 1, "stereo": 2, "quad": 4, "5.1": 6, "5.1(side)": 6}[layout]


def heard(path: Path, rate: int, channels: int) -> Signal:
    raw = ffmpeg("-i", str(path), "-f", "f32le", "-ar", str(rate), "-")
    return np.frombuffer(raw, dtype="<f4").reshape(-1, channels)


def tone_level(signal: Signal, rate: int, at: int, width: int = 40) -> float:
    """The level of the 2 kHz tone alone in dB around `at` ms, so that a voice over it does not count."""
    part = signal[(at - width // 2) * rate // 1000 : (at + width // 2) * rate // 1000, 0]
    times = np.arange(len(part)) / rate
    window = np.hanning(len(part))
    return 20 * math.log10(abs(np.sum(part * window * np.exp(-2j * np.pi * 2000 * times))) / window.sum() * 2 + 1e-9)


def silent_clip(path: Path, ms: int, rate: int = 22_050) -> Path:
    """A clip that nobody hears, so that what is measured is the programme."""
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(rate)
        file.writeframes(bytes(2 * (ms * rate // 1000)))
    return path


def spoken(path: Path) -> tuple[Path, int]:
    clip = EspeakVoice().speak(TEXT, "en", 160, path)
    return clip.path, clip.duration


def at(start: int, length: int) -> Description:
    return Description(Span(start, start + length), TEXT, 1.0, Span(start, start + length))


def described(asset: Asset, descriptions: Sequence[Description], clips: Sequence[Path], into: Path,
              speech: Sequence[Span] = (), language: str = "en") -> Path:
    return mix(asset, 0, descriptions, clips, speech, language, OPTIONS, LIMITS, into)


def test_the_programme_steps_back_by_8_decibels_with_ramps_outside_the_clip(tmp_path: Path) -> None:
    asset = bed(tmp_path / "p.wav", 10)
    clips = [silent_clip(tmp_path / "c.wav", 2_000)]
    signal = heard(described(asset, [at(4_000, 2_000)], clips, tmp_path / "out"), 48_000, 2)
    normal = tone_level(signal, 48_000, 2_000)
    depth = {ms: tone_level(signal, 48_000, ms) - normal for ms in range(3_000, 7_000, STEP)}
    assert all(abs(depth[ms] + 8.2) < 0.3 for ms in range(4_020, 5_980, STEP)), "back for the whole of the clip"
    assert all(abs(depth[ms]) < 0.3 for ms in [*range(3_000, 3_680, STEP), *range(6_330, 7_000, STEP)]), "and only for it"
    for middle in (3_850, 6_150):
        assert depth[middle] == pytest.approx(20 * math.log10((1 + 10 ** (-8.2 / 20)) / 2), abs=0.4), "half way"


def test_a_ramp_reaches_into_the_clip_rather_than_into_speech(tmp_path: Path) -> None:
    asset = bed(tmp_path / "p.wav", 10)
    clips = [silent_clip(tmp_path / "c.wav", 2_000)]
    speech = [Span(1_000, 3_900), Span(6_100, 8_000)]
    signal = heard(described(asset, [at(4_000, 2_000)], clips, tmp_path / "out", speech), 48_000, 2)
    normal = tone_level(signal, 48_000, 500)
    assert all(abs(tone_level(signal, 48_000, ms) - normal) < 0.3 for ms in (3_870, 6_130))
    assert tone_level(signal, 48_000, 5_000) - normal == pytest.approx(-8.2, abs=0.3)
    assert -7.5 < tone_level(signal, 48_000, 4_050) - normal < -2


def test_between_two_descriptions_the_programme_stays_back_unless_someone_speaks(tmp_path: Path) -> None:
    asset = bed(tmp_path / "p.wav", 12)
    two, clips = [at(3_000, 1_500), at(5_400, 1_500)], [silent_clip(tmp_path / "c.wav", 1_500)] * 2
    quiet = heard(described(asset, two, clips, tmp_path / "a"), 48_000, 2)
    voiced = heard(described(asset, two, clips, tmp_path / "b", [Span(4_850, 5_050)]), 48_000, 2)
    assert tone_level(quiet, 48_000, 4_950) - tone_level(quiet, 48_000, 1_000) == pytest.approx(-8.2, abs=0.3)
    assert tone_level(voiced, 48_000, 4_950) - tone_level(voiced, 48_000, 1_000) == pytest.approx(0, abs=0.3)


def test_the_voice_is_heard_at_its_instant_and_at_the_programme_s_loudness(tmp_path: Path) -> None:
    clip, length = spoken(tmp_path / "c.wav")
    asset = bed(tmp_path / "p.wav", 12, level=0.02)
    signal = heard(described(asset, [at(5_000, length)], [clip], tmp_path / "out"), 48_000, 2)
    level = np.abs(signal[:, 0])
    first = int(np.flatnonzero(level > 0.03)[0]) * 1000 / 48_000
    assert 4_990 <= first <= 5_100
    assert np.abs(signal).max() <= 10 ** (-1.5 / 20)
    assert np.abs(signal[5 * 48_000 : 7 * 48_000, 0]).max() > 0.05
    assert np.allclose(signal[:, 0], signal[:, 1], atol=0.01)


def test_a_loud_programme_lowers_the_voice_and_is_never_touched_itself(tmp_path: Path) -> None:
    clip, length = spoken(tmp_path / "c.wav")
    asset = bed(tmp_path / "p.wav", 10, level=0.7)
    signal = heard(described(asset, [at(4_000, length)], [clip], tmp_path / "out"), 48_000, 2)
    assert np.abs(signal).max() <= 10 ** (-1.5 / 20)
    assert tone_level(signal, 48_000, 2_000) == pytest.approx(20 * math.log10(0.7), abs=0.3)


@pytest.mark.parametrize(("name", "rate", "layout"), [
    ("p.wav", 44_100, "stereo"), ("p.flac", 48_000, "5.1"), ("p.wav", 44_100, "5.1(side)"), ("p.wav", 16_000, "mono"),
    ("p.wav", 48_000, "quad"),
])
def test_length_channels_and_sample_rate_are_kept(name: str, rate: int, layout: str, tmp_path: Path) -> None:
    clip, length = spoken(tmp_path / "c.wav")
    asset = bed(tmp_path / name, 6.5, rate=rate, layout=layout)
    path = described(asset, [at(1_000, length)], [clip], tmp_path / "out")
    said = subprocess.run([ffmpeg_program(), "-hide_banner", "-i", str(path)], capture_output=True, text=True).stderr
    assert f"{rate} Hz, {layout.replace('(side)', '')}," in said
    channels = channels_of(layout)
    signal = heard(path, rate, channels)
    assert abs(len(signal) * 1000 / rate - 6_500) < 50
    for channel in range(channels):
        if "5.1" in layout and channel == 3:
            continue  # AAC's low-frequency channel carries no 2 kHz
        assert tone_level(signal[:, channel:], rate, 6_000) == pytest.approx(-20, abs=0.5)


def test_the_voice_of_a_surround_mix_comes_from_the_centre(tmp_path: Path) -> None:
    clip, length = spoken(tmp_path / "c.wav")
    asset = bed(tmp_path / "p.wav", 8, layout="5.1", level=0.0001)
    signal = heard(described(asset, [at(2_000, length)], [clip], tmp_path / "out"), 48_000, 6)
    loudest = np.abs(signal[2 * 48_000 : 4 * 48_000]).max(axis=0)
    assert loudest[2] > 0.05
    assert loudest[[0, 1, 4, 5]].max() < 0.01


@pytest.mark.parametrize(("format", "sound"), [("mkv", "aac"), ("mp4", "aac"), ("mpegts", "mp2"), ("mpeg", "mp2")])
def test_a_sound_track_that_begins_late_stays_late(format: str, sound: str, tmp_path: Path) -> None:
    """Of a transport or program stream whose sound alone is asked for, ffmpeg's program makes the sound's start the film's."""
    shown = slide(tmp_path / "s.png", ["Late"], size=(160, 120))
    bed(tmp_path / "t.wav", 4)
    path = tmp_path / f"p.{format}"
    ffmpeg("-loop", "1", "-t", "6", "-i", str(shown), "-itsoffset", "2", "-i", str(tmp_path / "t.wav"),
           "-c:v", "mpeg2video" if format == "mpeg" else "libx264", "-pix_fmt", "yuv420p", "-c:a", sound, "-f",
           {"mkv": "matroska", "mpeg": "vob"}.get(format, format), str(path))
    asset = Asset(path, Path(path.name), MediaKind.VIDEO, format, "0" * 64, 0)
    signal = heard(described(asset, [at(3_000, 500)], [silent_clip(tmp_path / "c.wav", 500)], tmp_path / "out"), 48_000, 2)
    assert tone_level(signal, 48_000, 1_900) < -60
    assert tone_level(signal, 48_000, 2_100) == pytest.approx(-20, abs=0.5)
    assert tone_level(signal, 48_000, 3_250) == pytest.approx(-28.2, abs=0.5)
    assert abs(len(signal) / 48 - 6_000) < 60


def test_a_film_without_sound_gives_the_voice_alone_for_its_whole_length(tmp_path: Path) -> None:
    clip, length = spoken(tmp_path / "c.wav")
    shown = picture(tmp_path / "s.png", size=(160, 120))
    ffmpeg("-loop", "1", "-t", "7", "-i", str(shown), "-c:v", "libx264", "-preset", "ultrafast", "-pix_fmt", "yuv420p",
           str(tmp_path / "p.mp4"))
    asset = Asset(tmp_path / "p.mp4", Path("p.mp4"), MediaKind.VIDEO, "mp4", "0" * 64, 0)
    signal = heard(described(asset, [at(1_000, length)], [clip], tmp_path / "out"), 48_000, 1)
    assert abs(len(signal) / 48 - 7_000) < 60
    assert np.abs(signal[: 48 * 980]).max() < 0.001 < np.abs(signal).max()


def test_300_descriptions_are_mixed_each_at_its_instant(tmp_path: Path) -> None:
    asset = bed(tmp_path / "p.wav", 390, rate=8_000, layout="mono", level=0.1)
    starts = range(700, 390_000, 1_300)
    clips = [silent_clip(tmp_path / "c.wav", 400)] * len(starts)
    speech = [Span(start - 650, start - 450) for start in starts]
    signal = heard(described(asset, [at(start, 400) for start in starts], clips, tmp_path / "out", speech), 8_000, 1)
    assert len(starts) == 300
    for start in [*starts[:3], *starts[148:151], *starts[-3:]]:
        assert tone_level(signal, 8_000, start + 200) == pytest.approx(-28.2, abs=1.0)
        assert tone_level(signal, 8_000, start - 500) == pytest.approx(-20, abs=0.5)


def test_the_mix_says_what_it_is_and_in_which_language(tmp_path: Path) -> None:
    clips = [silent_clip(tmp_path / "c.wav", 500)]
    path = described(bed(tmp_path / "p.wav", 3), [at(500, 500)], clips, tmp_path / "out", language="de-AT")
    said = subprocess.run([ffmpeg_program(), "-hide_banner", "-i", str(path)], capture_output=True, text=True).stderr
    assert "With audio description (synthetic voice)" in said
    assert "(deu)" in said
    assert [file.name for file in (tmp_path / "out").iterdir()] == ["described.m4a"]


def test_a_track_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no sound track 3"):
        mix(bed(tmp_path / "p.wav", 1), 3, [], [], [], "en", OPTIONS, LIMITS, tmp_path / "out")


def test_a_playlist_in_disguise_is_not_opened(tmp_path: Path) -> None:
    (tmp_path / "p.mp4").write_text("ffconcat version 1.0\nfile other.wav\n")
    asset = Asset(tmp_path / "p.mp4", Path("p.mp4"), MediaKind.VIDEO, "mp4", "0" * 64, 0)
    with pytest.raises(MediaError):
        described(asset, [at(0, 100)], [silent_clip(tmp_path / "c.wav", 100)], tmp_path / "out")

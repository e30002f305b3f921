"""What a described sound promises of its programme: untouched elsewhere, as loud as it was, and nowhere peaking higher.

Measured on made programmes with known pauses, in what is decoded of the finished file, by ffmpeg's own meters.
"""

from __future__ import annotations

import math
import re
import subprocess
import wave
from collections.abc import Sequence
from pathlib import Path

import ffmpeg as graphs
import numpy as np
import numpy.typing as npt
import pytest

from access.config import LimitOptions, MixOptions
from access.engines.voice.espeak import EspeakVoice
from access.mediafile import ffmpeg_program, ffmpeg_url, run_ffmpeg
from access.model.media import Asset, MediaKind
from access.model.script import Description
from access.model.time import Span
from access.narrate.encode import Shape, write_aac
from access.narrate.loudness import CEILING, peaks
from access.narrate.mix import mix, mix_lossless, mixed, narration_track

Signal = npt.NDArray[np.float32]
OPTIONS, LIMITS = MixOptions(), LimitOptions()
RATE = 48_000
PAUSES = (Span(4_000, 9_000), Span(14_000, 19_000), Span(26_000, 31_000))
SECONDS = 36
TEXT = "A woman in a red coat walks along the wall."
METER = 0.11
"""dB: ffmpeg prints tenths."""


def asset_of(path: Path) -> Asset:
    return Asset(path, Path(path.name), MediaKind.AUDIO, path.suffix[1:], "0" * 64, path.stat().st_size)


def ffmpeg(*arguments: str) -> bytes:
    return subprocess.run([ffmpeg_program(), "-y", "-loglevel", "error", *arguments], check=True, capture_output=True).stdout


def programme(
    path: Path, peak: float, *, rate: int = RATE, channels: int = 2, kind: str = "music", seconds: int = SECONDS,
) -> Asset:
    """Write a programme as 32-bit samples, its highest one at `peak`; louder parts are clipped, as loud music is."""
    noise, times = np.random.default_rng(1), np.arange(seconds * rate) / rate
    sides = []
    for side in range(channels):
        if kind == "tone":
            sound = np.sin(2 * np.pi * 997 * times)
        else:
            chords = sum(np.sin(2 * np.pi * hertz * times + side) / n for n, hertz in enumerate((110, 277, 440, 1318, 3520), 1))
            beats = np.exp(-8 * (times * 2.1 % 1)) * noise.normal(0, 1, len(times))
            sound = np.clip(0.45 * chords + 0.7 * beats, -1, 1)
        sides.append(sound * peak / np.abs(sound).max())
    raw = path.with_suffix(".f32")
    np.stack(sides, 1).astype("<f4").tofile(raw)
    ffmpeg("-f", "f32le", "-ar", str(rate), "-ac", str(channels), "-i", str(raw), "-c:a", "pcm_f32le", str(path))
    raw.unlink()
    return asset_of(path)


def told(folder: Path) -> tuple[list[Description], list[Path]]:
    clip = EspeakVoice().speak(TEXT, "en", 160, folder / "clip.wav")
    assert clip.duration < 4_000
    spans = [Span(pause.start + 500, pause.start + 500 + clip.duration) for pause in PAUSES]
    return [Description(span, TEXT, 1.0, span) for span in spans], [clip.path] * len(spans)


def described(asset: Asset, folder: Path) -> Path:
    return mix(asset, 0, *told(folder), (), "en", OPTIONS, LIMITS, folder / "out")


def heard(path: Path, rate: int = RATE, channels: int = 2) -> Signal:
    raw = ffmpeg("-i", str(path), "-f", "f32le", "-c:a", "pcm_f32le", "-ar", str(rate), "-")
    return np.frombuffer(raw, dtype="<f4").reshape(-1, channels)


def meter(path: Path, stretch: Span | None = None) -> tuple[float, float]:
    """Return integrated loudness (LUFS) and true peak (dBTP) of a stretch, by ffmpeg's `ebur128`."""
    cut = f"atrim={stretch.start / 1000}:{stretch.end / 1000}," if stretch else ""
    said = subprocess.run(
        [ffmpeg_program(), "-hide_banner", "-nostats", "-i", str(path), "-af", f"{cut}ebur128=peak=true:framelog=quiet", "-f",
         "null", "-"], capture_output=True, text=True, check=True).stderr
    loudness, peak = re.findall(r"(?:I|Peak):\s+(-?[\d.]+|-inf) ", said[said.rfind("Summary:") :])
    return float(loudness), float(peak)


def outside() -> list[Span]:
    edges = [0, *(edge for pause in PAUSES for edge in (pause.start, pause.end)), SECONDS * 1000]
    return [Span(start, end) for start, end in zip(edges[::2], edges[1::2], strict=True)]


def test_outside_descriptions_every_sample_is_the_original_s_until_it_is_encoded(tmp_path: Path) -> None:
    asset = programme(tmp_path / "p.wav", 0.97)
    raw = tmp_path / "mixed.f32"
    with mixed(asset, 0, *told(tmp_path), (), OPTIONS, LIMITS, tmp_path / "out") as made:
        run_ffmpeg(graphs.output(made.sound, ffmpeg_url(raw), format="f32le", acodec="pcm_f32le"))
    original, mixture = heard(asset.path), np.fromfile(raw, "<f4").reshape(-1, 2)
    assert len(original) == len(mixture)
    for stretch in outside():
        part = slice(stretch.start * RATE // 1000, stretch.end * RATE // 1000)
        assert np.array_equal(original[part], mixture[part])
    assert not np.array_equal(original, mixture)


@pytest.mark.parametrize("peak", [0.1, 0.99])
def test_outside_descriptions_the_loudness_stays_within_half_a_unit(peak: float, tmp_path: Path) -> None:
    asset = programme(tmp_path / "p.wav", peak)
    path = described(asset, tmp_path)
    for stretch in outside():
        assert meter(path, stretch)[0] == pytest.approx(meter(asset.path, stretch)[0], abs=0.5)


@pytest.mark.parametrize(("peak", "kind"), [(0.3, "music"), (0.99, "music"), (1.2, "music"), (0.98, "tone")])
def test_the_true_peak_is_never_above_the_original_s_or_2_below_full_scale(peak: float, kind: str, tmp_path: Path) -> None:
    asset = programme(tmp_path / "p.wav", peak, kind=kind)
    path = described(asset, tmp_path)
    most = max(meter(asset.path)[1], -2.0) + METER
    assert meter(path)[1] <= most
    for pause in PAUSES:
        assert meter(path, pause)[1] <= most


def test_the_loudest_pure_tone_comes_out_as_it_went_in(tmp_path: Path) -> None:
    """The fast coder of ffmpeg's encoder overflows on it: 9 dB of signal to noise; the careful one leaves nearly 30."""
    asset = programme(tmp_path / "p.wav", 0.98, kind="tone")
    before, after = heard(asset.path)[:, 0], heard(described(asset, tmp_path))[:, 0]
    part = slice(RATE, 3 * RATE)
    error = before[part] - after[part]
    assert 10 * math.log10(float(np.vdot(before[part], before[part]) / np.vdot(error, error))) > 25


def test_a_voice_over_a_loud_programme_is_still_heard(tmp_path: Path) -> None:
    asset = programme(tmp_path / "p.wav", 0.97)
    descriptions, clips = told(tmp_path)
    voiced = heard(mix_lossless(asset, 0, descriptions, clips, (), OPTIONS, LIMITS, tmp_path / "a"))
    silent = tmp_path / "silent.wav"
    with wave.open(str(clips[0])) as clip, wave.open(str(silent), "wb") as file:
        file.setparams(clip.getparams())
        file.writeframes(bytes(2 * clip.getnframes()))
    alone = heard(mix_lossless(asset, 0, descriptions, [silent] * 3, (), OPTIONS, LIMITS, tmp_path / "b"))
    span = descriptions[0].span
    part = slice(span.start * RATE // 1000, span.end * RATE // 1000)
    voice = voiced[part] - alone[part]
    assert 10 * math.log10(float(np.mean(voice**2) / np.mean(alone[part] ** 2))) > -9


@pytest.mark.parametrize(("rate", "channels"), [(11_025, 1), (8_000, 2), (44_100, 2), (96_000, 2), (48_000, 6)])
def test_rate_channels_length_and_peak_hold_for_unusual_shapes(rate: int, channels: int, tmp_path: Path) -> None:
    asset = programme(tmp_path / "p.wav", 0.9, rate=rate, channels=channels, seconds=12)
    descriptions, clips = told(tmp_path)
    path = mix(asset, 0, descriptions[:1], clips[:1], (), "en", OPTIONS, LIMITS, tmp_path / "out")
    said = subprocess.run([ffmpeg_program(), "-hide_banner", "-i", str(path)], capture_output=True, text=True).stderr
    assert f" {rate} Hz, {({1: 'mono', 2: 'stereo', 6: '5.1'})[channels]}," in said
    assert len(heard(path, rate, channels)) == 12 * rate
    assert meter(path)[1] <= max(meter(asset.path)[1], -2.0) + METER


def test_pieces_join_without_a_seam(tmp_path: Path) -> None:
    """Encoded in pieces, the sound strays no further from what it was where two pieces meet than elsewhere."""
    seconds, piece = 100, 1_024 * 1_024
    asset = programme(tmp_path / "p.wav", 0.3, seconds=seconds)
    url = graphs.input(ffmpeg_url(asset.path))["a:0"].filter("aformat", sample_fmts="fltp")
    path = write_aac(url, Shape(RATE, "stereo"), CEILING, tmp_path / "p.m4a", "t", "en")
    before, after = heard(asset.path), heard(path)
    assert len(before) == len(after) == seconds * RATE
    error = np.mean((before - after) ** 2, axis=1)
    frames = error[: len(error) // 1_024 * 1_024].reshape(-1, 1_024).mean(axis=1)
    seams = [number for at in range(piece, len(before), piece) for number in range(at // 1_024 - 3, at // 1_024 + 2)]
    assert len(seams) == 5 * 4
    assert frames[seams].max() <= np.quantile(frames, 0.995)


def test_the_meter_of_true_peaks_agrees_with_ffmpeg_s(tmp_path: Path) -> None:
    times = np.arange(RATE) / RATE
    between = 0.7 * np.sin(2 * np.pi * RATE / 4 * times + np.pi / 4)  # every sample lies 3 dB below the crest
    sounds: list[Signal] = [between.astype(np.float32), heard(programme(tmp_path / "p.wav", 0.9, seconds=3).path)[:, 0]]
    for number, sound in enumerate(sounds):
        path = tmp_path / f"{number}.wav"
        samples = (sound * np.hanning(len(sound))).astype("<f4").reshape(-1, 1)
        samples.tofile(tmp_path / "raw")
        ffmpeg("-f", "f32le", "-ar", str(RATE), "-ac", "1", "-i", str(tmp_path / "raw"), "-c:a", "pcm_f32le", str(path))
        assert 20 * math.log10(float(peaks(samples, 0.0).max())) == pytest.approx(meter(path)[1], abs=0.25)


def test_the_narration_alone_is_mono_and_as_long_as_the_film(tmp_path: Path) -> None:
    asset = programme(tmp_path / "p.wav", 0.3)
    descriptions, clips = told(tmp_path)
    path = narration_track(asset, 0, descriptions, clips, "en", OPTIONS, LIMITS, tmp_path / "out")
    sound = heard(path, RATE, 1)[:, 0]
    assert abs(len(sound) - SECONDS * RATE) <= RATE // 50
    spoken = np.zeros(len(sound), bool)
    for description in descriptions:
        part = slice((description.span.start - 30) * RATE // 1000, (description.span.end + 30) * RATE // 1000)
        assert np.abs(sound[part]).max() > 0.05
        spoken[part] = True
    assert np.abs(sound[~spoken]).max() < 0.002
    assert meter(path)[1] <= -2 + METER
    said = subprocess.run([ffmpeg_program(), "-hide_banner", "-i", str(path)], capture_output=True, text=True).stderr
    assert "synthetic voice" in said
    assert [file.name for file in path.parent.iterdir()] == ["narration.m4a"]


def test_the_lossless_mix_is_the_one_that_is_encoded(tmp_path: Path) -> None:
    asset = programme(tmp_path / "p.wav", 0.5)
    narrated: tuple[Sequence[Description], Sequence[Path]] = told(tmp_path)
    lossless = heard(mix_lossless(asset, 0, *narrated, (), OPTIONS, LIMITS, tmp_path / "out"))
    encoded = heard(mix(asset, 0, *narrated, (), "en", OPTIONS, LIMITS, tmp_path / "out"))
    assert lossless.shape == encoded.shape
    error = lossless - encoded
    assert 10 * math.log10(float(np.mean(lossless**2) / np.mean(error**2))) > 15
    original, first = heard(asset.path), PAUSES[0].start * RATE // 1000
    assert np.abs(lossless[:first] - original[:first]).max() <= 2**-23

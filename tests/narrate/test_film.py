"""The film with two sounds: what is in it is the original's own, and players can tell the two apart."""

from __future__ import annotations

import hashlib
import subprocess
from itertools import pairwise
from pathlib import Path

import av
import numpy as np
import pytest
from av.stream import Disposition
from formats import BARS, FILMS, TONE, asset_of, ffmpeg, made

from access.config import LimitOptions
from access.errors import UsageError
from access.mediafile import ffmpeg_program
from access.model.media import Asset
from access.narrate.film import Film, described_film
from access.narrate.mix import TITLE

LIMITS = LimitOptions()


@pytest.fixture
def described(tmp_path: Path) -> Path:
    """A finished sound, as `mix` writes it."""
    path = tmp_path / "described.m4a"
    ffmpeg("-f", "lavfi", "-i", "sine=frequency=880:sample_rate=48000:duration=1", "-c:a", "aac", "-metadata:s:a:0",
           f"handler_name={TITLE}", str(path))
    return path


def put_together(asset: Asset, described: Path, track: int = 0, language: str = "de-AT") -> Film:
    return described_film(asset, track, described, language, LIMITS, described.parent / "out")


def packets(path: Path, kind: str, number: int = 0) -> list[str]:
    with av.open(str(path)) as container:
        stream = [one for one in container.streams if one.type == kind][number]
        return [hashlib.sha256(bytes(packet)).hexdigest() for packet in container.demux(stream) if packet.size]


def shown(path: Path) -> list[str]:
    """What is decoded of each picture: a transport stream frames the same packets otherwise."""
    with av.open(str(path)) as container:
        return [hashlib.sha256(frame.to_ndarray().tobytes()).hexdigest() for frame in container.decode(video=0)]


def times(path: Path) -> list[float]:
    """When each picture is shown, in seconds."""
    with av.open(str(path)) as container:
        start = (container.start_time or 0) / av.time_base
        shown = [float(packet.pts * packet.time_base) for packet in container.demux(video=0)
                 if packet.pts is not None and packet.size]
    return sorted(round(at - start, 3) for at in shown)


def said(path: Path) -> str:
    return subprocess.run([ffmpeg_program(), "-hide_banner", "-i", str(path)], capture_output=True, text=True).stderr


def test_pictures_and_both_sounds_are_copied_bit_for_bit(described: Path, tmp_path: Path) -> None:
    path = tmp_path / "film.mp4"
    ffmpeg("-f", "lavfi", "-i", "testsrc2=size=160x120:rate=25:duration=3", *TONE, "-c:v", "libx264", "-bf", "3", "-pix_fmt",
           "yuv420p", "-c:a", "aac", str(path))
    film = put_together(asset_of(path), described)
    assert film.encoded == ()
    assert packets(film.path, "video") == packets(path, "video")
    assert packets(film.path, "audio", 0) == packets(path, "audio")
    assert packets(film.path, "audio", 1) == packets(described, "audio")
    assert times(film.path) == times(path)


def test_the_second_sound_says_what_it_is_to_people_and_players(described: Path, tmp_path: Path) -> None:
    film = put_together(asset_of(made("mp4", tmp_path)), described)
    with av.open(str(film.path)) as container:
        first, second = container.streams.audio
        assert first.disposition & Disposition.default
        assert not second.disposition & Disposition.default
        assert second.disposition & Disposition.visual_impaired
        assert second.disposition & Disposition.descriptions
        assert first.metadata["handler_name"] == "Original sound"
        assert second.metadata["handler_name"] == TITLE
        assert second.metadata["language"] == "deu"
        assert container.metadata["comment"] == TITLE
    assert "synthetic voice" in TITLE
    assert [file.name for file in film.path.parent.iterdir()] == ["described.mp4"]


def test_both_sounds_lie_on_the_film_s_clock(described: Path, tmp_path: Path) -> None:
    """A transport stream begins at 1.4 s, and this one's sound 0.4 s after its pictures."""
    path = tmp_path / "late.ts"
    ffmpeg(*BARS, "-itsoffset", "0.4", *TONE, "-c:v", "libx264", "-pix_fmt", "yuv420p", "-c:a", "aac", str(path))
    film = put_together(asset_of(path), described)
    assert times(film.path)[0] == pytest.approx(0, abs=0.05)
    first, second = (onset(film.path, number) for number in (0, 1))
    assert second == pytest.approx(0, abs=0.03)
    assert first == pytest.approx(0.4, abs=0.05)


def test_a_track_that_is_not_kept_leaves_the_others_where_they_are(described: Path, tmp_path: Path) -> None:
    """The first sound begins with the stream; pictures half a second later, and the second sound, which is kept, after them."""
    path = tmp_path / "two.ts"
    ffmpeg(*TONE, "-itsoffset", "0.5", *BARS, "-itsoffset", "0.9", *TONE, "-map", "1", "-map", "0", "-map", "2",
           "-c:v", "libx264", "-pix_fmt", "yuv420p", "-c:a", "mp2", str(path))
    film = put_together(asset_of(path), described, track=1)
    assert times(film.path)[0] == pytest.approx(0.5, abs=0.05)
    assert onset(film.path, 0) == pytest.approx(0.9, abs=0.05)
    assert onset(film.path, 1) == pytest.approx(0, abs=0.03)


@pytest.mark.parametrize(("codec", "told"), [("mpeg4", False), ("libx264", True)])
def test_pictures_that_avi_stores_out_of_order_are_shown_in_order(
        codec: str, told: bool, described: Path, tmp_path: Path) -> None:
    """What is seen brightens from picture to picture."""
    path = tmp_path / "film.avi"
    ffmpeg("-f", "lavfi", "-i", "nullsrc=size=160x120:rate=25:duration=2,format=gray,geq=lum=16+4*N", *TONE, "-c:v", codec,
           "-bf", "2", "-pix_fmt", "yuv420p", "-q:v", "2", "-c:a", "mp3", str(path))
    film = put_together(asset_of(path), described)
    assert bool([note for note in film.encoded if "when they are shown" in note]) is told
    with av.open(str(film.path)) as container:
        seen = sorted((float(frame.pts * frame.time_base), float(frame.to_ndarray(format="gray").mean()))
                      for frame in container.decode(video=0) if frame.pts is not None and frame.time_base is not None)
    assert len({at for at, _ in seen}) == 50
    assert all(one < other for (_, one), (_, other) in pairwise(seen))


def onset(path: Path, number: int) -> float:
    laid = ["-map", f"0:a:{number}", "-af", "aresample=async=1:first_pts=0", "-ac", "1", "-ar", "48000", "-f", "f32le", "-"]
    raw = subprocess.run(
        [ffmpeg_program(), "-loglevel", "error", "-i", str(path), *laid], capture_output=True, check=True).stdout
    return float(np.flatnonzero(np.abs(np.frombuffer(raw, "<f4")) > 0.05)[0]) / 48_000


def test_a_turned_film_stays_turned(described: Path, tmp_path: Path) -> None:
    turned = tmp_path / "turned.mp4"
    ffmpeg("-display_rotation", "-90", "-i", str(made("mp4", tmp_path)), "-c", "copy", str(turned))
    assert "rotation of -90.00 degrees" in said(turned)
    assert "rotation of -90.00 degrees" in said(put_together(asset_of(turned), described).path)


@pytest.mark.parametrize("format", FILMS)
def test_every_format_becomes_an_mp4_and_what_it_cannot_hold_is_told(format: str, described: Path, tmp_path: Path) -> None:
    path = made(format, tmp_path)
    film = put_together(asset_of(path), described)
    with av.open(str(film.path)) as container:
        assert "mp4" in container.format.name
        assert len(container.streams.video) == 1
        assert len(container.streams.audio) == 2
        assert len(list(container.decode(video=0))) == 25
        codec = container.streams.video[0].codec_context.codec.canonical_name
    pictures = [note for note in film.encoded if "pictures" in note]
    sound = [note for note in film.encoded if "sound" in note]
    assert bool(pictures) == (format in {"webm", "ogv"}), "VP8 and Theora"
    assert bool(sound) == (format in {"mkv", "ogv", "mxf"}), "Vorbis and PCM"
    assert codec == "h264" if pictures else shown(film.path) == shown(path)


def test_a_film_without_sound_plays_the_described_one(described: Path, tmp_path: Path) -> None:
    path = tmp_path / "silent.mp4"
    ffmpeg(*BARS, "-c:v", "libx264", "-pix_fmt", "yuv420p", str(path))
    with av.open(str(put_together(asset_of(path), described).path)) as container:
        (only,) = container.streams.audio
        assert only.disposition & Disposition.default
        assert only.disposition & Disposition.visual_impaired


def test_a_track_that_is_not_there_is_named(described: Path, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no sound track 2"):
        put_together(asset_of(made("mp4", tmp_path)), described, track=2)

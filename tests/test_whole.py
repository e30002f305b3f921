"""A file that was cut off is found out by what it says of itself."""

from __future__ import annotations

import io
import subprocess
from pathlib import Path

import pytest
from made import film, picture, silence
from PIL import Image

from access.config import LimitOptions
from access.errors import MediaBroken
from access.intake.identify import identify
from access.mediafile.program import ffmpeg_program, ffmpeg_url
from access.mediafile.whole import missing_bytes


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    folder = tmp_path_factory.mktemp("whole")
    source = film(folder / "a.mp4", [(picture(folder / "p.png", (320, 180)), 2_000)], silence(folder / "a.wav", 2_000))
    for name, extra in (("mkv", []), ("mov", []), ("avi", []), ("fast.mp4", ["-movflags", "+faststart"])):
        subprocess.run([ffmpeg_program(), "-loglevel", "error", "-i", ffmpeg_url(source), "-c", "copy", *extra,
                        ffmpeg_url(folder / f"b.{name}")], check=True)
    Image.new("RGB", (64, 64), "red").save(folder / "r.webp")
    named = {"mp4": "b.fast.mp4", "mkv": "b.mkv", "mov": "b.mov", "avi": "b.avi", "wav": "a.wav", "webp": "r.webp"}
    return {kind: (folder / name).read_bytes() for kind, name in named.items()}


@pytest.mark.parametrize("format", ["mp4", "mkv", "mov", "avi", "wav", "webp"])
def test_a_whole_file_lacks_nothing_and_a_cut_one_what_was_cut_off(format: str, made: dict[str, bytes]) -> None:
    data = made[format]
    assert missing_bytes(io.BytesIO(data), format) == 0
    for share in (0.5, 0.9, 0.99):
        cut = data[:int(len(data) * share)]
        assert missing_bytes(io.BytesIO(cut), format) > 0


def test_a_film_cut_in_the_middle_is_broken_though_its_index_comes_first(made: dict[str, bytes], tmp_path: Path) -> None:
    (tmp_path / "cut.mp4").write_bytes(made["mp4"][:len(made["mp4"]) // 2])
    with pytest.raises(MediaBroken, match="cut off"):
        identify(tmp_path / "cut.mp4", Path("cut.mp4"), LimitOptions())


@pytest.mark.parametrize("data", [b"", b"RIFF", b"\x00\x00\x00\x01ftyp", b"\x1a\x45\xdf\xa3\x00", b"\x00\x00\x00\x00mdat"])
@pytest.mark.parametrize("format", ["mp4", "mkv", "wav", "mp3"])
def test_nonsense_is_nobodys_length(data: bytes, format: str) -> None:
    assert missing_bytes(io.BytesIO(data), format) >= 0


def test_a_sound_written_to_a_pipe_says_no_length(made: dict[str, bytes]) -> None:
    data = made["wav"]
    assert missing_bytes(io.BytesIO(data[:4] + b"\xff\xff\xff\xff" + data[8:]), "wav") == 0

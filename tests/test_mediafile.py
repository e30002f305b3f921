"""Opening media: each format is told by its bytes, and nothing but the file itself is ever opened."""

from __future__ import annotations

import os
import struct
import subprocess
import zlib
from pathlib import Path

import ffmpeg as ffmpeg_python
import pytest
from formats import ALL, BARS, FILMS, PICTURES, SOUNDS, TONE, ffmpeg, kind_of, made
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image

from access.config import LimitOptions
from access.errors import AccessError, MediaBroken, MediaRefused, OutputError
from access.mediafile import (
    audio_streams,
    decoded,
    ffmpeg_input,
    ffmpeg_program,
    ffmpeg_url,
    open_container,
    open_picture,
    run_ffmpeg,
    sniff,
    upright,
    video_stream,
)
from access.model.media import MediaKind

LIMITS = LimitOptions()


# --- what a file is --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("format", ALL)
def test_every_format_is_told_by_its_first_bytes_whatever_it_is_called(format: str, tmp_path: Path) -> None:
    path = made(format, tmp_path).rename(tmp_path / "no-ending")
    assert sniff(path) == (kind_of(format), format)


@pytest.mark.parametrize(
    "content",
    [
        b"", b"\0" * 4096, b"ffconcat version 1.0\nfile other.mp4\n", b"#EXTM3U\n", b"%PDF-1.7", b"BMW is a car, 40 of them",
        b"RIFF0000WAV", b"GIF", b"\xff\xfb", b"Good Grief " * 500, b"1234free text", b"\x1aE\xdf\xa3" + b"\0" * 99, b"OggS",
    ],
)
def test_what_is_no_media_is_not_taken_for_it(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "x.mp4"
    path.write_bytes(content)
    assert sniff(path) is None


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    start=st.sampled_from([b"", b"ID3\x04\0\0", b"RIFF", b"\0\0\0\x20ftyp", b"OggS", b"\xff\xf1", b"\xff\xfb\x90", b"G"]),
    rest=st.binary(max_size=3000),
)
def test_no_bytes_make_it_fail(start: bytes, rest: bytes, tmp_path: Path) -> None:
    path = tmp_path / "any"
    path.write_bytes(start + rest)
    verdict = sniff(path)
    assert verdict is None or verdict[1] in ALL


def test_an_mp3_is_told_behind_a_cover_larger_than_what_is_read_at_once(tmp_path: Path) -> None:
    cover, path = tmp_path / "cover.png", tmp_path / "a.mp3"
    Image.effect_noise((700, 700), 90).save(cover)
    ffmpeg(*TONE, "-i", str(cover), "-map", "0", "-map", "1", "-c:a", "libmp3lame", "-c:v", "copy", str(path))
    assert path.stat().st_size > 200_000
    assert sniff(path) == (MediaKind.AUDIO, "mp3")
    with open_container(path, LIMITS, "mp3") as container:
        assert video_stream(container) is None, "a cover makes no film of a sound"


def test_sound_alone_in_a_webm_is_a_sound(tmp_path: Path) -> None:
    path = tmp_path / "a.webm"
    ffmpeg(*TONE, "-c:a", "libopus", str(path))
    assert sniff(path) == (MediaKind.AUDIO, "webm")


def test_a_transport_stream_with_time_stamps_before_its_packets_is_told(tmp_path: Path) -> None:
    path = tmp_path / "a.m2ts"
    ffmpeg(*BARS, "-c:v", "libx264", "-mpegts_m2ts_mode", "1", "-f", "mpegts", str(path))
    assert sniff(path) == (MediaKind.VIDEO, "mpegts")
    with open_container(path, LIMITS, "mpegts") as container:
        stream = video_stream(container)
        assert stream is not None
        assert sum(1 for _ in decoded(container, stream)) == 25


# --- only regular files ----------------------------------------------------------------------------------------------


def test_a_pipe_does_not_block(tmp_path: Path) -> None:
    path = tmp_path / "pipe.mp4"
    os.mkfifo(path)
    with pytest.raises(MediaRefused, match="named pipe"):
        sniff(path)
    with pytest.raises(MediaRefused, match="named pipe"), open_container(path, LIMITS, "mp4"):
        pass


def test_a_link_is_not_followed(tmp_path: Path) -> None:
    link = tmp_path / "link.jpg"
    link.symlink_to(made("jpeg", tmp_path))
    with pytest.raises(MediaRefused, match="symbolic link"):
        sniff(link)
    with pytest.raises(MediaRefused, match="symbolic link"), open_picture(link, LIMITS):
        pass


# --- containers ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("format", [*SOUNDS, *FILMS])
def test_every_container_opens_and_decodes(format: str, tmp_path: Path) -> None:
    path = made(format, tmp_path)
    with open_container(path, LIMITS, format) as container:
        sound = audio_streams(container)[0]
        assert any(True for _ in decoded(container, sound))
    if format in FILMS:
        with open_container(path, LIMITS, format) as container:
            film = video_stream(container)
            assert film is not None
            assert sum(1 for _ in decoded(container, film)) == pytest.approx(25, abs=1)


@pytest.mark.parametrize(
    "script", ["ffconcat version 1.0\nfile secret.mp4\n", "#EXTM3U\n#EXTINF:1,\nsecret.mp4\n#EXT-X-ENDLIST\n"]
)
@pytest.mark.parametrize("format", ["mp4", "mkv", "mpegts", "wav", "ogg"])
def test_a_playlist_in_disguise_opens_no_other_file(script: str, format: str, tmp_path: Path) -> None:
    made("mp4", tmp_path, "secret")
    path = tmp_path / "holiday.mp4"
    path.write_text(script)
    with pytest.raises((MediaBroken, MediaRefused)), open_container(path, LIMITS, format) as container:
        assert not any(decoded(container, stream) for stream in container.streams.video)
    url, options = ffmpeg_input(path, format)
    stolen = tmp_path / "stolen.mkv"
    with pytest.raises(MediaBroken):
        run_ffmpeg(ffmpeg_python.input(url, **options).output(f"file:{stolen}", c="copy"))
    assert not stolen.exists() or stolen.stat().st_size == 0


@pytest.mark.parametrize(
    "name", ["-i.ts", "http:x.ts", "new\nline.ts", "%d.ts", "concat:a|b.ts", "a'b\"c.ts", b"caf\xe9.ts", "مرحبا.ts"]
)
def test_a_name_is_only_a_name(name: str | bytes, tmp_path: Path) -> None:
    path = tmp_path / os.fsdecode(name)
    made("mpegts", tmp_path).rename(path)
    with open_container(path, LIMITS, "mpegts") as container:
        assert len(container.streams) == 2
    url, options = ffmpeg_input(path, "mpegts")
    copy = path.with_suffix(".wav")
    run_ffmpeg(ffmpeg_python.input(url, **options).output(ffmpeg_url(copy), vn=None))
    assert sniff(copy) == (MediaKind.AUDIO, "wav")


def test_more_streams_than_allowed_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "many.mkv"
    ffmpeg(*TONE, *(["-map", "0"] * 5), "-c:a", "flac", str(path))
    with pytest.raises(MediaRefused, match=r"streams"), open_container(path, LimitOptions(max_streams=4), "mkv"):
        pass
    with open_container(path, LimitOptions(max_streams=5), "mkv") as container:
        assert len(container.streams) == 5


def test_pictures_larger_than_allowed_are_refused_in_a_film_too(tmp_path: Path) -> None:
    path = made("mp4", tmp_path)
    limits = LimitOptions(max_pixels=160 * 120 - 1)
    with pytest.raises((MediaRefused, MediaBroken)), open_container(path, limits, "mp4") as container:
        list(decoded(container, container.streams.video[0]))


def test_a_film_cut_off_before_its_index_says_so(tmp_path: Path) -> None:
    path = made("mp4", tmp_path)
    path.write_bytes(path.read_bytes()[:3000])
    with pytest.raises(MediaBroken, match=r"made\.mp4 cannot be read as MP4") as caught, open_container(path, LIMITS, "mp4"):
        pass
    assert "cut off" in caught.value.hint


# --- pictures --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("format", PICTURES)
def test_every_picture_opens(format: str, tmp_path: Path) -> None:
    with open_picture(made(format, tmp_path), LIMITS) as image:
        assert image.size == (64, 48)
        assert upright(image).mode == "RGB"


@pytest.mark.parametrize("format", PICTURES)
def test_a_picture_cut_in_half_is_broken(format: str, tmp_path: Path) -> None:
    path = made(format, tmp_path)
    whole = path.read_bytes()
    path.write_bytes(whole[: len(whole) // 2])
    with pytest.raises(MediaBroken, match=r"cannot be decoded"), open_picture(path, LIMITS):
        pass


def test_a_picture_without_pixels_is_broken(tmp_path: Path) -> None:
    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    path = tmp_path / "none.png"
    header = chunk(b"IHDR", struct.pack(">IIBBBBB", 0, 0, 8, 2, 0, 0, 0))
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + header + chunk(b"IDAT", zlib.compress(b"")) + chunk(b"IEND", b""))
    with pytest.raises(MediaBroken), open_picture(path, LIMITS):
        pass


def test_a_bomb_is_refused_and_a_large_picture_is_not(tmp_path: Path) -> None:
    path = tmp_path / "large.png"
    Image.new("1", (12_000, 9_000)).save(path)  # 108 megapixels, beyond what Pillow warns of by itself
    with open_picture(path, LIMITS) as image:
        assert image.size == (12_000, 9_000)
    with pytest.raises(MediaRefused, match="pixels"), open_picture(path, LimitOptions(max_pixels=100_000_000)):
        pass
    assert Image.MAX_IMAGE_PIXELS is not None
    assert Image.MAX_IMAGE_PIXELS < 100_000_000, "the guard of the process is as it was"


@pytest.mark.parametrize("ending", ["tif", "gif", "png"])
def test_more_frames_than_allowed_are_refused(ending: str, tmp_path: Path) -> None:
    path = tmp_path / f"frames.{ending}"
    frames = [Image.new("RGB", (8, 8), (60 * number, 0, 0)) for number in range(4)]
    frames[0].save(path, save_all=True, append_images=frames[1:])
    with open_picture(path, LimitOptions(max_picture_frames=4)) as image:
        assert upright(image).getpixel((0, 0)) == (0, 0, 0)
    with pytest.raises(MediaRefused, match="frames"), open_picture(path, LimitOptions(max_picture_frames=3)):
        pass


def test_a_sound_is_no_picture(tmp_path: Path) -> None:
    with pytest.raises(MediaRefused, match="no picture"), open_picture(made("wav", tmp_path), LIMITS):
        pass


def test_what_is_transparent_lies_on_white() -> None:
    assert upright(Image.new("RGBA", (1, 1), (0, 0, 0, 0))).getpixel((0, 0)) == (255, 255, 255)
    assert upright(Image.new("LA", (1, 1), (0, 0))).getpixel((0, 0)) == (255, 255, 255)
    palette = Image.new("P", (1, 1), 0)
    palette.info["transparency"] = 0
    assert upright(palette).getpixel((0, 0)) == (255, 255, 255)


def test_sixteen_bits_become_eight(tmp_path: Path) -> None:
    path = tmp_path / "deep.png"
    deep = Image.new("I;16", (2, 1))
    deep.putpixel((0, 0), 65_535)
    deep.putpixel((1, 0), 32_896)
    deep.save(path)
    with open_picture(path, LIMITS) as image:
        shallow = upright(image)
    assert [shallow.getpixel((x, 0)) for x in (0, 1)] == [(255, 255, 255), (128, 128, 128)]


def test_ink_colours_become_light(tmp_path: Path) -> None:
    path = tmp_path / "ink.jpg"
    Image.new("CMYK", (16, 16), (0, 255, 255, 0)).save(path)
    with open_picture(path, LIMITS) as image:
        red, green, blue = upright(image).getpixel((8, 8))  # type: ignore[misc]
    assert red > 200
    assert max(green, blue) < 60


@pytest.mark.parametrize(("orientation", "corner"), [(1, (0, 0)), (3, (19, 9)), (6, (9, 0)), (8, (0, 19))])
def test_a_picture_stands_upright(orientation: int, corner: tuple[int, int], tmp_path: Path) -> None:
    path = tmp_path / "turned.png"
    image = Image.new("RGB", (20, 10), "white")
    image.putpixel((0, 0), (0, 0, 0))
    exif = Image.Exif()
    exif[0x0112] = orientation
    image.save(path, exif=exif)
    with open_picture(path, LIMITS) as opened:
        assert upright(opened).getpixel(corner) == (0, 0, 0)


# --- the ffmpeg program ----------------------------------------------------------------------------------------------


def test_the_bundled_program_knows_the_locks() -> None:
    said = subprocess.run([ffmpeg_program(), "-hide_banner", "-h", "full"], capture_output=True, text=True, check=True).stdout
    assert "-format_whitelist" in said
    assert "-protocol_whitelist" in said


def test_a_failure_says_what_ffmpeg_said(tmp_path: Path) -> None:
    url, options = ffmpeg_input(tmp_path / "absent.wav", "wav")
    with pytest.raises(MediaBroken, match=r"ffmpeg failed: .*input"):
        run_ffmpeg(ffmpeg_python.input(url, **options).output("-", format="null"))


def test_a_full_disk_is_not_blamed_on_the_media(tmp_path: Path) -> None:
    url, options = ffmpeg_input(made("wav", tmp_path), "wav")
    with pytest.raises(OutputError, match="disk is full"):
        run_ffmpeg(ffmpeg_python.input(url, **options).output("file:/dev/full", format="wav"))


def test_a_run_that_takes_too_long_is_stopped() -> None:
    endless = ffmpeg_python.input("anullsrc", format="lavfi", re=None).output("-", format="null")
    with pytest.raises(MediaBroken, match="longer than"):
        run_ffmpeg(endless, timeout_s=0.3)


def test_a_graph_may_ask_for_more_words(tmp_path: Path) -> None:
    url, options = ffmpeg_input(made("wav", tmp_path), "wav")
    graph = ffmpeg_python.input(url, **options).output("-", format="null", af="volumedetect")
    assert run_ffmpeg(graph) == ""
    assert "mean_volume" in run_ffmpeg(graph.global_args("-loglevel", "info"))


def test_a_format_that_is_not_ours_is_no_input(tmp_path: Path) -> None:
    with pytest.raises(AccessError, match="concat"):
        ffmpeg_input(tmp_path / "a.mp4", "concat")

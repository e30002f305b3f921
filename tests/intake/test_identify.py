"""Identifying a file: by its content, through one descriptor, with a reason a person can act on where it is refused."""

from __future__ import annotations

import gzip
import hashlib
import os
import socket
import zipfile
from pathlib import Path

import pytest
from formats import ALL, kind_of, made

from access.config import LimitOptions
from access.errors import MediaChanged, MediaRefused, UsageError
from access.intake import identify as room
from access.intake.identify import identify, media_files, passed_over
from access.model.media import MediaKind

LIMITS = LimitOptions()


def refused(path: Path) -> str:
    with pytest.raises(MediaRefused) as caught:
        identify(path, Path(path.name), LIMITS)
    return caught.value.message


# --- one file --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("format", ALL)
def test_every_format_is_identified_under_a_wrong_ending(format: str, tmp_path: Path) -> None:
    path = made(format, tmp_path).rename(tmp_path / "wrong.bmp")
    asset = identify(path, Path("talks/wrong.bmp"), LIMITS)
    assert (asset.kind, asset.format) == (kind_of(format), format)
    assert (asset.path, asset.relative) == (path, Path("talks/wrong.bmp"))
    assert (asset.size, asset.sha256) == (path.stat().st_size, hashlib.sha256(path.read_bytes()).hexdigest())


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"%PDF-1.7\n%\xe2\xe3", "lecture.mp4 is a PDF, whose pages are not read yet."),
        (b"Dear all,\nthe film comes tomorrow.\n", "lecture.mp4 is text, not MP4."),
        (b"ffconcat version 1.0\nfile /etc/passwd\n", "lecture.mp4 is an ffconcat script, which names other files."),
        (b"#EXTM3U\n#EXTINF:1,\nother.ts\n", "lecture.mp4 is a playlist, which names other files."),
        (b'<?xml version="1.0"?>\n<MPD xmlns="urn:mpeg:dash"/>', "lecture.mp4 is a DASH manifest, which names other files."),
        (gzip.compress(b'<?xml version="1.0"?>\n<svg/>'),
         "lecture.mp4 is a compressed SVG drawing, which is not unpacked here."),
        (gzip.compress(b"<html>"), "lecture.mp4 is an archive, not MP4."),
        (b"\x1f\x8b\x08\x07 no", "lecture.mp4 is an archive, not MP4."),
        (b"\xd0\xcf\x11\xe0" + bytes(9000) + "PowerPoint Document".encode("utf-16-le"),
         "lecture.mp4 is a file of slides, which are not read yet."),
        (b"\xd0\xcf\x11\xe0" + bytes(9000) + "WordDocument".encode("utf-16-le"),
         "lecture.mp4 is a text document, whose pages are not read yet."),
        (b"\xd0\xcf\x11\xe0" + bytes(9000), "lecture.mp4 is an old office document, not MP4."),
        (b"<!DOCTYPE html><title>404</title><svg/>", "lecture.mp4 is an HTML page, not MP4."),
        (b"PK\x03\x04\x14\0", "lecture.mp4 is a ZIP archive or an office document, not MP4."),
        (b"\x30\x26\xb2\x75\x8e\x66\xcf\x11", "lecture.mp4 is Windows Media, which is not opened here."),
        (b"\x7fELF\x02", "lecture.mp4 is a program, not MP4."),
        (b"\x80\x81\x82\x83", "lecture.mp4 is no picture, sound or film of a kind that is opened here."),
        (b"", "lecture.mp4 is empty."),
    ],
)
def test_a_refusal_says_what_it_is(content: bytes, said: str, tmp_path: Path) -> None:
    path = tmp_path / "lecture.mp4"
    path.write_bytes(content)
    assert refused(path) == said


def archive(path: Path, *entries: str, mimetype: str = "") -> None:
    with zipfile.ZipFile(path, "w") as out:
        if mimetype:
            out.writestr("mimetype", mimetype)
        for entry in entries:
            out.writestr(entry, os.urandom(40_000))


@pytest.mark.parametrize(("name", "entries", "mimetype", "said"), [
    ("a.pptx", ["[Content_Types].xml", "ppt/slides/slide1.xml"], "", "a file of slides, which are not read yet"),
    ("a.odp", ["content.xml"], "application/vnd.oasis.opendocument.presentation", "a file of slides, which are not read yet"),
    ("a.key", ["preview.jpg", "Index/Document.iwa", "Index/Slide.iwa"], "", "a file of slides, which are not read yet"),
    ("a.docx", ["[Content_Types].xml", "word/document.xml"], "", "a text document, whose pages are not read yet"),
    ("a.odt", ["content.xml"], "application/vnd.oasis.opendocument.text", "a text document, whose pages are not read yet"),
    ("a.xlsx", ["[Content_Types].xml", "xl/workbook.xml"], "", "a spreadsheet, which is not read here"),
    ("a.epub", ["OEBPS/a.xhtml"], "application/epub+zip", "an e-book, whose pages are not read here"),
    ("a.zip", ["holiday/a.jpg"], "", "a ZIP archive or an office document"),
])
def test_slides_and_documents_are_told_apart_by_what_is_in_them(
    name: str, entries: list[str], mimetype: str, said: str, tmp_path: Path,
) -> None:
    archive(tmp_path / name, *entries, mimetype=mimetype)
    with pytest.raises(MediaRefused, match=f"^{name} is {said}") as caught:
        identify(tmp_path / name, Path(name), LIMITS)
    assert caught.value.hint


@pytest.mark.parametrize("content", [
    b"<svg/>", b'<?xml version="1.0"?>\n<!-- by hand -->\n<svg xmlns="http://www.w3.org/2000/svg"/>', b"\xef\xbb\xbf  <s:svg >",
    b'<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "svg11.dtd">\n<svg>', b'<!DOCTYPE svg [<!ENTITY a "b">]><svg>',
    "\ufeff<?xml version='1.0' encoding='UTF-16'?><svg>".encode("utf-16-le"),
])
def test_a_drawing_is_a_picture_whatever_it_is_called(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "lecture.mp4"
    path.write_bytes(content)
    asset = identify(path, Path(path.name), LIMITS)
    assert (asset.kind, asset.format) == (MediaKind.IMAGE, "svg")


def test_nothing_but_zeros_is_a_copy_that_is_not_finished(tmp_path: Path) -> None:
    path = tmp_path / "a.mp4"
    path.write_bytes(bytes(100_000))
    with pytest.raises(MediaChanged, match="zeros"):
        identify(path, Path("a.mp4"), LIMITS)


def test_a_file_larger_than_allowed_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.wav"
    path.write_bytes(b"RIFF\0\0\0\0WAVE")
    os.truncate(path, 2**21)
    with pytest.raises(MediaRefused, match=r"larger than 0\.001 GiB"):
        identify(path, Path("a.wav"), LimitOptions(max_file_gib=0.001))


def test_only_regular_files_are_taken(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = made("png", tmp_path)
    (tmp_path / "link.png").symlink_to(real)
    (tmp_path / "loop.png").symlink_to(tmp_path / "loop.png")
    os.mkfifo(tmp_path / "pipe.png")
    (tmp_path / "folder.png").mkdir()
    assert "symbolic link" in refused(tmp_path / "link.png")
    assert "symbolic link" in refused(tmp_path / "loop.png")
    assert "named pipe" in refused(tmp_path / "pipe.png")
    assert "folder" in refused(tmp_path / "folder.png")
    assert "device" in refused(Path("/dev/null"))
    assert "cannot be opened" in refused(tmp_path / "gone.png")
    monkeypatch.chdir(tmp_path)  # a socket's address must be short
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind("s.png")
        assert "socket" in refused(tmp_path / "s.png")


@pytest.mark.parametrize("change", ["grown", "replaced", "gone", "touched"])
def test_a_file_that_changes_while_it_is_read_is_not_taken(
    change: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
) -> None:
    path = made("png", tmp_path)
    hashed = room._hash

    def meanwhile(file: object) -> str:
        if change == "grown":
            path.write_bytes(path.read_bytes() + b"more")
        elif change == "replaced":
            other = tmp_path / "other"
            other.write_bytes(path.read_bytes())
            other.replace(path)
        elif change == "gone":
            path.unlink()
        else:
            os.utime(path, ns=(1, 1))
        return hashed(file)  # type: ignore[arg-type]

    monkeypatch.setattr(room, "_hash", meanwhile)
    with pytest.raises(MediaChanged):
        identify(path, Path("made.png"), LIMITS)


@pytest.mark.parametrize(
    "name", ["-i.png", "http:x.png", "new\nline.png", b"caf\xe9.png", "مرحبا.png", "e\u0301.png", "x" * 251 + ".png"]
)
def test_any_name_is_taken(name: str | bytes, tmp_path: Path) -> None:
    path = made("png", tmp_path).rename(tmp_path / os.fsdecode(name))
    assert identify(path, Path(path.name), LIMITS).kind is MediaKind.IMAGE


def test_a_strange_name_is_printed_harmlessly(tmp_path: Path) -> None:
    path = tmp_path / os.fsdecode(b"a\n\x1b[31m\xe9.png")
    path.write_text("no picture")
    message = refused(path)
    assert message.isprintable()


# --- a folder --------------------------------------------------------------------------------------------------------


def test_a_folder_is_walked_in_order_by_endings(tmp_path: Path) -> None:
    for name in (
        "b/two.MP4", "a.jpg", "b/one.wav", "c.ogv", "notes.md", "a.txt", "a.vtt", "a.en.srt", "a.jpg.context.toml",
        "b/deep/er/x.mxf",
    ):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(b"x")
    found = [str(path.relative_to(tmp_path)) for path in media_files(tmp_path, ())]
    assert found == ["a.jpg", "b/deep/er/x.mxf", "b/one.wav", "b/two.MP4", "c.ogv"]


@pytest.mark.parametrize(
    "name",
    [
        ".hidden.mp4", "._a.jpg", "~$a.mp4", ".~lock.a.mp4", ".nfs0001.mp4", "a.mp4.part", "a.partial", "a.mp4.crdownload",
        "a.filepart", "a.TMP", ".syncthing.a.mp4.tmp", "@eaDir", ".stfolder", "__MACOSX", "_UNPACK_a",
        "a.mp4.access.json", "lecture.en.described.m4a", "lecture.en.described.draft.m4a",
        "lecture.en.narration.m4a", "talk.de.extended.webm", "lecture.zh-Hant.described.mp4",
        "lecture.en.extended.mp4", "lecture.mp4.de.extended.draft.mp4",
    ],
)
def test_what_is_unfinished_or_ours_is_passed_over(name: str) -> None:
    assert passed_over(name)


@pytest.mark.parametrize(
    "name", ["a.mp4", "partial.mp4", "described.mp4", "lecture.en.mp4", "lecture.m4a", "extended.mp4", "tmp.wav"]
)
def test_what_only_sounds_like_it_is_taken(name: str) -> None:
    assert not passed_over(name)


def test_ignored_folders_are_not_walked_and_patterns_can_be_added(tmp_path: Path) -> None:
    for name in ("@eaDir/a.jpg", "raw/b.jpg", "c.proxy.mp4", "d.mp4"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(b"x")
    assert [path.name for path in media_files(tmp_path, ("raw", "*.proxy.mp4"))] == ["d.mp4"]


def test_links_to_folders_are_not_followed_and_links_to_files_are_left_to_be_refused(tmp_path: Path) -> None:
    inside, outside = tmp_path / "in", tmp_path / "out"
    inside.mkdir()
    outside.mkdir()
    (outside / "secret.mp4").write_bytes(b"x")
    (inside / "folder").symlink_to(outside)
    (inside / "loop").symlink_to(inside)
    (inside / "link.mp4").symlink_to(outside / "secret.mp4")
    assert list(media_files(inside, ())) == [inside / "link.mp4"]


def test_a_file_that_is_asked_for_is_taken_whatever_it_is_called(tmp_path: Path) -> None:
    path = tmp_path / "no-ending"
    path.write_bytes(b"x")
    assert list(media_files(path, ())) == [path]


def test_a_folder_that_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="is not there"):
        list(media_files(tmp_path / "nowhere", ()))

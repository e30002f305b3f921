"""Companions are found by name, and nothing else is taken for one."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from access.errors import MediaRefused
from access.intake import companions as room
from access.intake.companions import MAX_BYTES
from access.model.media import Companions, MediaKind


def companions_of(path: Path, context: str = "") -> Companions:
    return room.companions_of(path, MediaKind.IMAGE if path.suffix == ".jpg" else MediaKind.VIDEO, context)


def lay(folder: Path, *names: str) -> Path:
    for name in ("lecture.mp4", *names):
        (folder / name).write_text(f"content of {name}")
    return folder / "lecture.mp4"


def test_a_file_alone_has_none(tmp_path: Path) -> None:
    assert companions_of(lay(tmp_path)) == Companions()


def test_each_kind_is_found(tmp_path: Path) -> None:
    found = companions_of(lay(tmp_path, "lecture.txt", "lecture.vtt", "lecture.mp4.context.toml", "glossary.txt"))
    assert found.script is not None
    assert found.context is not None
    assert found.glossary is not None
    assert found.script.path == tmp_path / "lecture.txt"
    assert found.script.sha256 == hashlib.sha256(b"content of lecture.txt").hexdigest()
    assert [caption.path.name for caption in found.captions] == ["lecture.vtt"]
    assert found.context.path.name == "lecture.mp4.context.toml"
    assert found.glossary.path.name == "glossary.txt"


def test_captions_carry_the_language_of_their_name_and_those_without_come_first(tmp_path: Path) -> None:
    path = lay(tmp_path, "lecture.de.srt", "lecture.EN-gb.vtt", "lecture.srt", "lecture.zh-hant.vtt", "lecture.VTT")
    found = {caption.path.name: caption.language for caption in companions_of(path).captions}
    assert found == {
        "lecture.VTT": "", "lecture.srt": "", "lecture.EN-gb.vtt": "en-GB", "lecture.de.srt": "de",
        "lecture.zh-hant.vtt": "zh-Hant",
    }
    assert list(found)[:2] == ["lecture.VTT", "lecture.srt"]


def test_captions_are_found_in_every_format_that_is_read(tmp_path: Path) -> None:
    path = lay(tmp_path, "lecture.ttml", "lecture.de.dfxp", "lecture.en.scc", "lecture.en.draft.ttml")
    assert {caption.path.name for caption in companions_of(path).captions} == {
        "lecture.ttml", "lecture.de.dfxp", "lecture.en.scc"}


@pytest.mark.parametrize(
    "name",
    [
        "lecture.en.draft.vtt", "lecture.en.descriptions.vtt", "lecture.descriptions.vtt", "lecture.en.dapt.ttml",
        "lecture.dapt.ttml", "lecture.en.dapt.draft.ttml", "lecture.en.extended.vtt", "lecture.en.extended.descriptions.vtt",
        "lecture.draft.vtt", "lecture.sdh.srt", "lecture2.txt",
        "Lecture.txt", "lecture.en.txt", "lecture.en.transcript.txt", "context.toml", "other.context.toml",
        "lecture2.context.toml", "lecture.en.context.toml", "lecture.mp3.context.toml", "lecture.mp4.xmp", "lecture.xmp",
        "other.vtt", "lecture.md", "lecture",
    ],
)
def test_what_only_resembles_one_is_none(name: str, tmp_path: Path) -> None:
    assert companions_of(lay(tmp_path, name)) == Companions()


def test_endings_may_be_written_large(tmp_path: Path) -> None:
    found = companions_of(lay(tmp_path, "lecture.TXT", "lecture.mp4.Context.TOML", "Glossary.TXT"))
    assert None not in (found.script, found.context, found.glossary)


def test_links_pipes_folders_and_heaps_of_text_are_none(tmp_path: Path) -> None:
    path = lay(tmp_path)
    (tmp_path / "secret").write_text("secret")
    (tmp_path / "lecture.txt").symlink_to(tmp_path / "secret")
    os.mkfifo(tmp_path / "lecture.vtt")
    (tmp_path / "lecture.srt").mkdir()
    (tmp_path / "lecture.en.vtt").write_bytes(b"x" * (MAX_BYTES + 1))
    assert companions_of(path) == Companions()


@pytest.mark.skipif(os.geteuid() == 0, reason="root reads everything")
def test_one_that_cannot_be_read_is_not_passed_over_in_silence(tmp_path: Path) -> None:
    path = lay(tmp_path, "lecture.txt")
    (tmp_path / "lecture.txt").chmod(0)
    with pytest.raises(MediaRefused, match=r"lecture\.txt lies beside lecture\.mp4"):
        companions_of(path)


def test_names_with_dots_and_brackets_are_matched_as_they_stand(tmp_path: Path) -> None:
    media = tmp_path / "v1.2 [final].mp4"
    for name in (media.name, "v1.2 [final].txt", "v1.txt", "v1.2 f.txt"):
        (tmp_path / name).write_text("x")
    script = companions_of(media).script
    assert script is not None
    assert script.path.name == "v1.2 [final].txt"


# --- context ---------------------------------------------------------------------------------------------------------


def named(found: Companions) -> str:
    return found.context.path.name if found.context else ""


def test_the_surest_context_wins(tmp_path: Path) -> None:
    """One for exactly this file, else one under its name, else the one that settings name for all."""
    path, for_all = lay(tmp_path, "lecture.mp4.context.toml", "lecture.context.toml"), tmp_path / "elsewhere.toml"
    for_all.write_text("place = 'Kew'")
    assert named(companions_of(path, str(for_all))) == "lecture.mp4.context.toml"
    (tmp_path / "lecture.mp4.context.toml").unlink()
    assert named(companions_of(path, str(for_all))) == "lecture.context.toml"
    (tmp_path / "lecture.context.toml").unlink()
    found = companions_of(path, str(for_all))
    assert named(found) == "elsewhere.toml"
    assert found.context is not None
    assert found.context.sha256 == hashlib.sha256(b"place = 'Kew'").hexdigest()
    assert companions_of(path) == Companions()


def test_a_context_for_all_is_looked_for_from_the_working_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    inbox = tmp_path / "inbox"
    inbox.mkdir()
    (tmp_path / "all.toml").write_text("place = 'Kew'")
    monkeypatch.chdir(tmp_path)
    found = companions_of(lay(inbox), "all.toml").context
    assert found is not None
    assert found.path == tmp_path / "all.toml"


def test_a_context_for_all_that_went_away_is_not_passed_over_in_silence(tmp_path: Path) -> None:
    with pytest.raises(MediaRefused, match=r"lecture\.mp4 lacks its context: .*gone\.toml cannot be read"):
        companions_of(lay(tmp_path), str(tmp_path / "gone.toml"))


# --- a picture's metadata --------------------------------------------------------------------------------------------


def photo(folder: Path, *names: str) -> Companions:
    for name in ("photo.jpg", *names):
        (folder / name).write_text(f"content of {name}")
    return companions_of(folder / "photo.jpg")


@pytest.mark.parametrize(("names", "taken"), [
    (["photo.jpg.xmp"], "photo.jpg.xmp"), (["photo.xmp"], "photo.xmp"), (["photo.xmp", "photo.jpg.xmp"], "photo.jpg.xmp"),
    (["photo.jpg.XMP"], "photo.jpg.XMP"), (["photo.png.xmp"], ""), (["photo2.xmp"], ""), (["photo.jpg_original.xmp"], ""),
])
def test_a_pictures_xmp_is_found_under_either_name(names: list[str], taken: str, tmp_path: Path) -> None:
    found = photo(tmp_path, *names).metadata
    assert (found.path.name if found else "") == taken


def test_an_xmp_that_is_a_link_or_too_large_is_none(tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("secret")
    (tmp_path / "photo.jpg.xmp").symlink_to(tmp_path / "secret")
    (tmp_path / "photo.xmp").write_bytes(b"x" * (MAX_BYTES + 1))
    assert photo(tmp_path).metadata is None


def test_a_folder_of_many_originals_is_listed_once_and_anew_when_it_has_changed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lecture = lay(tmp_path)
    long_ago = 1_600_000_000
    os.utime(tmp_path, (long_ago, long_ago))
    listed: list[str] = []
    scandir = os.scandir

    def noted(folder: Path) -> Iterator[os.DirEntry[str]]:
        listed.append(str(folder))
        return scandir(folder)

    monkeypatch.setattr(os, "scandir", noted)
    monkeypatch.setattr("time.monotonic", lambda: 7.5)
    for name in ("a.jpg", "b.jpg", "c.jpg"):
        companions_of(tmp_path / name)
    assert listed == [str(tmp_path)]
    lay(tmp_path, "lecture.txt")
    assert companions_of(lecture).script is not None
    os.utime(tmp_path, (long_ago + 5, long_ago + 5))
    assert companions_of(lecture).script is not None

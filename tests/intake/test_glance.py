"""A glance: what lies beside a file counts as a part of it, and of nothing else."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from access.intake.glance import Glance, media_beside


def look(path: Path) -> str:
    signature = Glance().signature(path)
    assert signature is not None
    return signature.token


@pytest.fixture
def film(tmp_path: Path) -> Path:
    path = tmp_path / "my.talk.mp4"
    path.write_bytes(b"film")
    return path


@pytest.mark.parametrize(
    "name", ["my.talk.txt", "my.talk.en.vtt", "my.talk.SRT", "my.talk.mp4.context.toml", "my.talk.context.toml",
             "my.talk.mp4.xmp", "my.talk.xmp", "glossary.txt", "Glossary.TXT"]
)
def test_a_text_that_belongs_to_a_file_changes_what_it_looks_like(film: Path, name: str) -> None:
    bare = look(film)
    companion = film.parent / name
    companion.write_text("one")
    first = look(film)
    companion.write_text("two, and longer")
    assert len({bare, first, look(film)}) == 3


@pytest.mark.parametrize("name", ["my.talks.txt", "other.txt", "talk.txt", "my.talk.mp4.bak", "my.talk2.mp4", ".txt"])
def test_what_belongs_to_others_does_not(film: Path, name: str) -> None:
    bare = look(film)
    (film.parent / name).write_text("one")
    assert look(film) == bare


def test_a_change_that_keeps_the_size_is_seen_by_its_time(film: Path) -> None:
    script = film.parent / "my.talk.txt"
    script.write_text("one")
    before = look(film)
    os.utime(script, ns=(0, 1))
    assert look(film) != before


def test_where_nothing_is_nothing_is_seen(tmp_path: Path) -> None:
    assert Glance().signature(tmp_path / "gone.mp4") is None
    assert Glance().signature(tmp_path / "gone" / "gone.mp4") is None


def test_a_name_that_is_no_unicode_is_seen(tmp_path: Path) -> None:
    path = Path(os.fsdecode(os.fsencode(tmp_path) + b"/caf\xe9.mp4"))
    path.write_bytes(b"film")
    bare = look(path)
    Path(os.fsdecode(os.fsencode(tmp_path) + b"/caf\xe9.txt")).write_text("one")
    assert look(path) != bare


def test_a_text_leads_to_the_media_it_could_belong_to(tmp_path: Path) -> None:
    for name in ("my.talk.mp4", "my.talk.wav", "my.jpg", "my.talk.txt", "other.mp4"):
        (tmp_path / name).write_bytes(b"x")
    theirs = ["my.jpg", "my.talk.mp4", "my.talk.wav"]
    assert [path.name for path in media_beside(tmp_path / "my.talk.en.vtt")] == theirs
    assert [path.name for path in media_beside(tmp_path / "glossary.txt")] == [*theirs, "other.mp4"]
    assert list(media_beside(tmp_path / "nobody.txt")) == []


def test_a_text_for_all_counts_wherever_it_lies(film: Path, tmp_path: Path) -> None:
    for_all = tmp_path / "elsewhere" / "all.toml"
    for_all.parent.mkdir()

    def seen() -> str:
        signature = Glance(str(for_all)).signature(film)
        assert signature is not None
        return signature.token

    without = seen()
    for_all.write_text("place = 'Kew'")
    first = seen()
    for_all.write_text("place = 'Kew Gardens'")
    assert look(film) == without
    assert len({without, first, seen()}) == 3

"""The output never feeds the input."""

from __future__ import annotations

from pathlib import Path

import pytest

from access.errors import UsageError
from access.intake.guard import refuse_nested


@pytest.fixture
def inbox(tmp_path: Path) -> Path:
    folder = tmp_path / "in"
    folder.mkdir()
    return folder


def test_folders_apart_are_fine(inbox: Path, tmp_path: Path) -> None:
    refuse_nested(inbox, tmp_path / "out")
    refuse_nested(inbox, tmp_path / "in-two")
    refuse_nested(inbox, tmp_path / "elsewhere" / "in")


@pytest.mark.parametrize("out", ["in", "in/out", "in/a/b/out", ".", "in/../in", "other/../in/out"])
def test_one_inside_the_other_is_refused(inbox: Path, out: str) -> None:
    with pytest.raises(UsageError):
        refuse_nested(inbox, inbox.parent / out)


def test_links_are_seen_through_on_both_sides(inbox: Path, tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(inbox)
    (tmp_path / "elsewhere").mkdir()
    (inbox / "way-out").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(UsageError):
        refuse_nested(inbox, tmp_path / "link" / "out")
    with pytest.raises(UsageError):
        refuse_nested(tmp_path / "link", inbox)
    refuse_nested(inbox, inbox / "way-out")


def test_a_path_from_where_one_stands_is_understood(inbox: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(inbox)
    with pytest.raises(UsageError):
        refuse_nested(Path(), Path("out"))
    refuse_nested(Path(), Path("../out"))


def test_a_single_file_may_have_its_output_near_but_not_where_it_lies(inbox: Path) -> None:
    film = inbox / "talk.mp4"
    film.write_bytes(b"film")
    refuse_nested(film, inbox / "out")
    refuse_nested(film, inbox.parent)
    with pytest.raises(UsageError, match="talk"):
        refuse_nested(film, inbox)

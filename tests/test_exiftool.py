"""exiftool is run on names of our own, without a user's program, and not for ever."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from access.errors import EngineNotReady, MediaBroken
from access.mediafile import ExiftoolSlow, exiftool_identity, exiftool_program, run_exiftool

needed = pytest.mark.skipif(shutil.which("exiftool") is None, reason="needs exiftool (apt install libimage-exiftool-perl)")


def program(folder: Path, monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    """Put a program called exiftool in front of the real one."""
    folder.mkdir()
    (folder / "exiftool").write_text(f"#!/bin/sh\n{text}\n")
    (folder / "exiftool").chmod(0o755)
    monkeypatch.setenv("PATH", str(folder), prepend=":")


def test_where_it_is_not_installed_it_is_said_how_to_get_it(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(EngineNotReady, match="apt install libimage-exiftool-perl"):
        exiftool_program()


def test_one_that_runs_what_a_picture_carries_is_not_used(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    program(tmp_path / "old", monkeypatch, "echo 12.16")
    with pytest.raises(EngineNotReady, match=r"12\.16"):
        exiftool_identity()


@pytest.mark.parametrize(("version", "known"), [("12.24", "12.24"), ("13.00", "13.00")])
def test_which_one_it_is_stands_with_what_it_makes(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, version: str, known: str
) -> None:
    program(tmp_path / version, monkeypatch, f"echo {version}")
    assert (exiftool_identity().name, exiftool_identity().version) == ("exiftool", known)


def test_one_that_takes_too_long_is_stopped_and_nothing_is_held_against_the_picture(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    program(tmp_path / "slow", monkeypatch, "exec /bin/sleep 600")
    with pytest.raises(ExiftoolSlow) as stopped:
        run_exiftool(tmp_path, "a.jpg", timeout_s=0.1)
    assert stopped.value.worth_a_retry


def test_what_it_says_when_it_fails_is_told(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    program(tmp_path / "failing", monkeypatch, "echo 'Warning: minor' >&2; echo 'Error: Not a valid JPG - a.jpg' >&2; exit 1")
    with pytest.raises(MediaBroken, match="Not a valid JPG"):
        run_exiftool(tmp_path, "a.jpg")


@needed
def test_a_user_s_configuration_is_not_run(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("EXIFTOOL_HOME", str(tmp_path))
    (tmp_path / ".ExifTool_config").write_text(f'open(my $f, ">", "{tmp_path}/marker"); 1;\n')
    run_exiftool(tmp_path, "-ver")
    assert not (tmp_path / "marker").exists()

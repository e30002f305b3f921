"""One daemon a state folder."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from access.errors import Busy
from access.jobs.lock import NAME, holder, locked


def test_the_second_one_is_told_who_has_it(tmp_path: Path) -> None:
    with locked(tmp_path / "state"):
        assert holder(tmp_path / "state") == os.getpid()
        with pytest.raises(Busy, match=f"Process {os.getpid()} "), locked(tmp_path / "state"):
            raise AssertionError("locked twice")


def test_it_is_free_again_afterwards_whatever_is_left_lying(tmp_path: Path) -> None:
    (tmp_path / NAME).write_text("99999999")
    assert holder(tmp_path) is None
    with locked(tmp_path):
        assert (tmp_path / NAME).read_text() == str(os.getpid())
    assert holder(tmp_path) is None
    with locked(tmp_path):
        pass


def test_a_folder_that_nobody_used_has_no_holder_and_is_not_made(tmp_path: Path) -> None:
    assert holder(tmp_path / "none") is None
    assert not (tmp_path / "none").exists()

"""The public face."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from made import slide

import access
from access.errors import MediaRefused, UsageError


def test_the_public_names_are_these() -> None:
    assert access.__all__ == ["AccessError", "Package", "Report", "Settings", "Sidecar", "load", "process"]
    assert all(getattr(access, name) is not None for name in access.__all__)
    assert dir(access) == access.__all__


def test_a_name_that_is_not_there_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="no attribute 'proces'"):
        access.proces  # noqa: B018


def test_one_file_becomes_a_package(tmp_path: Path) -> None:
    sign = slide(tmp_path / "sign.png", ["Entrance"])
    package = access.process(sign, out=tmp_path / "out", state=tmp_path / "state")
    assert isinstance(package, access.Package)
    assert package.manifest == tmp_path / "out" / "sign.png.access.json"
    assert all(sidecar.path.is_file() for sidecar in package.sidecars)


def test_what_is_no_media_is_refused_with_a_reason(tmp_path: Path) -> None:
    (tmp_path / "notes.png").write_text("just words")
    with pytest.raises(MediaRefused) as refused:
        access.process(tmp_path / "notes.png", out=tmp_path / "out", state=tmp_path / "state")
    assert refused.value.message


def test_the_output_cannot_be_where_the_original_lies(tmp_path: Path) -> None:
    sign = slide(tmp_path / "sign.png", ["Entrance"])
    with pytest.raises(UsageError):
        access.process(sign, out=tmp_path, state=tmp_path / "state")


def test_importing_access_loads_nothing_heavy() -> None:
    heavy = {"numpy", "av", "PIL", "cv2", "pydantic", "torch"}
    code = f"import sys, access, access.cli.main; print(*sorted({heavy} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == ""

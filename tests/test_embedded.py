"""Copies with their texts inside, along the whole way of a picture."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from pack_facts import alt_text
from PIL import Image
from workshops import Run, hits, names, rules

from access.errors import EngineNotReady
from access.model.findings import TextOrigin
from access.model.package import Package, Role
from access.pack.xmp import xmp_sidecar
from access.pack.xmp_reading import read_alts

needed = pytest.mark.skipif(shutil.which("exiftool") is None, reason="needs exiftool (apt install libimage-exiftool-perl)")
EMBED = {"alt": {"embed": True}}
AUTHORS = xmp_sidecar([alt_text("A red door in a brick wall.", "At length.")], None)


def photo(inbox: Path, name: str = "door.jpg", xmp: bytes = AUTHORS) -> Path:
    Image.new("RGB", (320, 200), "firebrick").save(inbox / name, xmp=xmp)
    return inbox / name


def told_inside(package: Package, name: str = "door.embedded.jpg") -> str:
    with Image.open(package.manifest.parent / name) as image:
        return read_alts(image.info["xmp"])[0].alt


@needed
def test_the_copy_lies_beside_the_sidecars_and_is_made_once(inbox: Path, run: Run) -> None:
    original = photo(inbox).read_bytes()
    package = run(inbox / "door.jpg", **EMBED)
    assert "door.embedded.jpg" in names(package)
    assert told_inside(package) == "A red door in a brick wall."
    assert (inbox / "door.jpg").read_bytes() == original
    entry = next(one for one in json.loads(package.manifest.read_text("utf-8"))["sidecars"] if one["role"] == Role.EMBEDDED)
    assert entry["provenance"]["origin"] == TextOrigin.PERSON
    assert hits(run(inbox / "door.jpg", **EMBED))["embed"]
    # What is no longer asked for goes.
    assert "door.embedded.jpg" not in names(run(inbox / "door.jpg"))
    assert not (package.manifest.parent / "door.embedded.jpg").exists()


@needed
def test_a_copy_that_a_person_changed_is_kept(inbox: Path, run: Run) -> None:
    photo(inbox)
    copy = run(inbox / "door.jpg", **EMBED).manifest.parent / "door.embedded.jpg"
    copy.write_bytes(copy.read_bytes() + b"retouched")
    theirs = copy.read_bytes()
    package = run(inbox / "door.jpg", **EMBED)
    assert copy.read_bytes() == theirs
    assert next(one for one in package.sidecars if one.role is Role.EMBEDDED).a_persons_file
    run(inbox / "door.jpg")
    assert copy.read_bytes() == theirs


@needed
def test_a_word_that_a_person_changes_is_in_the_next_copy(inbox: Path, run: Run) -> None:
    photo(inbox)
    folder = run(inbox / "door.jpg", **EMBED).manifest.parent
    (folder / "door.jpg.en.alt.txt").write_text("A green door, by this light.\n", "utf-8")
    assert told_inside(run(inbox / "door.jpg", **EMBED)) == "A green door, by this light."


@needed
def test_a_draft_makes_no_copy_and_a_finding_says_so(inbox: Path, run: Run) -> None:
    Image.new("RGB", (64, 64), "navy").save(inbox / "blue.png")
    package = run(inbox / "blue.png", **EMBED)
    assert not any("embedded" in name for name in names(package))
    assert "alt.not-embedded" in rules(package)


@needed
def test_pictures_of_one_stem_have_copies_of_their_own(inbox: Path, run: Run) -> None:
    made = {name for file in ("door.jpg", "door.jpeg", "door.webp") for name in names(run(photo(inbox, file), **EMBED))}
    assert {"door.embedded.jpg", "door.embedded.jpeg", "door.embedded.webp"} <= made


def test_asked_for_and_not_installed_is_an_error_before_the_work(
    inbox: Path, run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    photo(inbox)
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(EngineNotReady, match="apt install libimage-exiftool-perl"):
        run(inbox / "door.jpg", **EMBED)
    assert "door.jpg.en.alt.txt" in names(run(inbox / "door.jpg"))

"""What a command means by its paths, and what manifests say they were made from."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from access.errors import UsageError
from access.jobs.sources import sources_below, sources_of


def made(*paths: Path) -> None:
    for path in paths:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"x")


def manifest(out: Path, relative: str, original: Path) -> Path:
    path = out / f"{relative}.access.json"
    path.parent.mkdir(parents=True, exist_ok=True)
    said = {"name": original.name, "path": os.path.relpath(original, path.parent), "relative": relative}
    path.write_text(json.dumps({"source": said}))
    return path


# --- paths -----------------------------------------------------------------------------------------------------------


def test_a_folder_keeps_its_inner_structure_and_a_file_is_its_name(tmp_path: Path) -> None:
    folder, out = tmp_path / "samples", tmp_path / "out"
    made(folder / "a" / "b.mp4", folder / "c.jpg", folder / "read.me", tmp_path / "single.wav")
    found = sources_below([folder, tmp_path / "single.wav"], out, ())
    assert [(source.path, source.relative, source.root, source.out) for source in found] == [
        (folder / "a" / "b.mp4", Path("a/b.mp4"), folder, out),
        (folder / "c.jpg", Path("c.jpg"), folder, out),
        (tmp_path / "single.wav", Path("single.wav"), tmp_path, out),
    ]


def test_paths_are_taken_from_where_one_stands(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made(tmp_path / "samples" / "c.jpg")
    monkeypatch.chdir(tmp_path)
    (source,) = sources_below([Path("samples")], Path("out"), ())
    assert (source.path, source.out) == (tmp_path / "samples" / "c.jpg", tmp_path / "out")


def test_a_file_named_twice_is_done_once(tmp_path: Path) -> None:
    made(tmp_path / "in" / "a" / "b.mp4")
    (source,) = sources_below([tmp_path / "in", tmp_path / "in" / "a" / "b.mp4"], tmp_path / "out", ())
    assert source.relative == Path("a/b.mp4")


def test_two_that_would_be_written_to_one_place_are_refused_by_name(tmp_path: Path) -> None:
    made(tmp_path / "one" / "b.mp4", tmp_path / "two" / "b.mp4")
    with pytest.raises(UsageError, match=r"one/b\.mp4 and .*two/b\.mp4"):
        sources_below([tmp_path / "one", tmp_path / "two"], tmp_path / "out", ())


def test_what_is_not_there_or_not_apart_is_refused(tmp_path: Path) -> None:
    made(tmp_path / "in" / "b.mp4")
    with pytest.raises(UsageError, match="not there"):
        sources_below([tmp_path / "nothing"], tmp_path / "out", ())
    with pytest.raises(UsageError, match="inside"):
        sources_below([tmp_path / "in"], tmp_path / "in" / "out", ())


# --- manifests -------------------------------------------------------------------------------------------------------


def test_a_manifest_leads_back_to_its_original_and_its_place(tmp_path: Path) -> None:
    film, picture = tmp_path / "in" / "talks" / "talk.mp4", tmp_path / "elsewhere" / "photo.jpg"
    made(film, picture)
    out = tmp_path / "out"
    manifest(out, "talks/talk.mp4", film)
    manifest(out, "album/photo.jpg", picture)
    found = sources_of([out])
    assert found.lost == ()
    assert [(source.path, source.relative, source.out) for source in found.sources] == [
        (picture, Path("album/photo.jpg"), out),
        (film, Path("talks/talk.mp4"), out),
    ]
    assert found.sources[1].root == tmp_path / "in"


def test_a_part_of_an_output_folder_still_knows_its_root(tmp_path: Path) -> None:
    film = tmp_path / "in" / "talks" / "talk.mp4"
    made(film)
    manifest(tmp_path / "out", "talks/talk.mp4", film)
    (source,) = sources_of([tmp_path / "out" / "talks", tmp_path / "out"]).sources
    assert (source.out, source.relative) == (tmp_path / "out", Path("talks/talk.mp4"))


def test_an_original_that_is_gone_is_named(tmp_path: Path) -> None:
    path = manifest(tmp_path / "out", "talk.mp4", tmp_path / "in" / "talk.mp4")
    found = sources_of([tmp_path / "out"])
    assert found.sources == ()
    assert [(lost.manifest, lost.reason) for lost in found.lost] == [(path, f"{tmp_path}/in/talk.mp4 is not there any more.")]


@pytest.mark.parametrize(
    "text",
    ["", "[]", '{"source": {}}', '{"source": {"path": "../in/talk.mp4", "relative": "../talk.mp4"}}', '{"source": null}',
     '{"source": {"path": "../in/talk.mp4", "relative": "/talk.mp4"}}', '{"source": {"path": 7, "relative": 8}}',
     '{"source": {"path": "../in/talk.mp4", "relative": "a/b/c/d/e/f/g/h/i/j/k/talk.mp4"}}',
     '{"source": {"path": "../in/talk.mp4", "relative": "other/talk.mp4"}}',
     '{"source": {"path": "../in/talk.mp4", "relative": ""}}'],
)
def test_a_manifest_that_makes_no_sense_is_named_and_leads_nowhere(tmp_path: Path, text: str) -> None:
    made(tmp_path / "in" / "talk.mp4", tmp_path / "talk.mp4")
    path = tmp_path / "out" / "talk.mp4.access.json"
    path.parent.mkdir()
    path.write_text(text)
    found = sources_of([tmp_path / "out"])
    assert found.sources == ()
    assert [lost.manifest for lost in found.lost] == [path]


def test_an_output_folder_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError):
        sources_of([tmp_path / "out"])

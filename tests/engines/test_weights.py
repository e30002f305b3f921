"""Weights are found where they are, fetched when that was asked for, and never half."""

from __future__ import annotations

import json
import os
import re
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest
from hub import COMMIT, OLDER, Hub

from access.engines import weights
from access.engines.speech import faster_whisper, openai_whisper
from access.errors import EngineNotReady

FILES = {"model.bin": b"weights" * 1000, "config.json": b"{}", "tokenizer.json": b"{}", "vocabulary.json": b"[]"}
REPOSITORY = "Systran/faster-whisper-small"


@pytest.fixture(autouse=True)
def alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Nothing of the user's own caches and settings."""
    for name in ("HF_HUB_OFFLINE", "TRANSFORMERS_OFFLINE", "HUGGINGFACE_HUB_CACHE", "HF_ENDPOINT"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("HF_HUB_CACHE", str(tmp_path / "hub"))
    weights._answers.cache_clear()
    yield
    weights._answers.cache_clear()


@pytest.fixture
def published(tmp_path: Path) -> Path:
    return folder_of(tmp_path / "published")


@pytest.fixture
def hub(published: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Hub]:
    with Hub().open() as hub:
        hub.put(REPOSITORY, published)
        monkeypatch.setenv("HF_ENDPOINT", hub.address + "/")
        yield hub


def folder_of(folder: Path, without: str = "") -> Path:
    folder.mkdir(parents=True)
    for name, data in FILES.items():
        if name != without:
            (folder / name).write_bytes(data)
    return folder


def cached(tmp_path: Path, commit: str, branch: str = "", without: str = "") -> Path:
    stored = tmp_path / "hub" / "models--Systran--faster-whisper-small"
    if branch:
        (stored / "refs").mkdir(parents=True, exist_ok=True)
        (stored / "refs" / branch).write_text(commit)
    return folder_of(stored / "snapshots" / commit, without)


# --- found ---------------------------------------------------------------------------------------------------------


def test_a_folder_is_taken_as_it_is(published: Path) -> None:
    assert weights.find(faster_whisper.wanted(str(published))) == published


def test_a_folder_that_lacks_something_says_what(tmp_path: Path) -> None:
    folder = folder_of(tmp_path / "half", without="tokenizer.json")
    state = faster_whisper.factory.readiness(str(folder))
    assert not state.ready
    assert not state.fetchable
    assert "It lacks tokenizer.json." in state.reason


def test_the_cache_is_asked_for_the_commit_that_the_branch_means(tmp_path: Path) -> None:
    cached(tmp_path, OLDER, "elsewhere")
    newest = cached(tmp_path, COMMIT, "main")
    assert weights.find(faster_whisper.wanted("small")) == newest


def test_a_pinned_revision_is_a_commit_or_a_name_and_no_other_will_do(tmp_path: Path) -> None:
    cached(tmp_path, COMMIT, "main")
    assert weights.find(faster_whisper.wanted(f"small@{OLDER}")) is None
    older = cached(tmp_path, OLDER, "v1")
    assert weights.find(faster_whisper.wanted(f"small@{OLDER}")) == older
    assert weights.find(faster_whisper.wanted("small@v1")) == older
    assert weights.find(faster_whisper.wanted("small@v2")) is None


def test_what_was_fetched_in_part_is_no_model(tmp_path: Path) -> None:
    cached(tmp_path, COMMIT, "main", without="model.bin")
    state = faster_whisper.factory.readiness("small")
    assert not state.ready
    assert state.fetchable


def test_a_model_in_parts_needs_all_of_them(tmp_path: Path) -> None:
    parts = {"a": "model-1.safetensors", "b": "model-2.safetensors"}
    (tmp_path / "model.safetensors.index.json").write_text(json.dumps({"weight_map": parts}))
    (tmp_path / "model-1.safetensors").touch()
    assert weights.lacking(tmp_path, ()) == ["model-2.safetensors"]


def test_an_at_sign_in_a_path_pins_nothing(tmp_path: Path) -> None:
    folder = folder_of(tmp_path / "small@home")
    assert weights.find(faster_whisper.wanted(str(folder))) == folder


def test_the_identity_names_the_commit(tmp_path: Path) -> None:
    cached(tmp_path, COMMIT, "main")
    assert faster_whisper.factory.open("small", offline=True).identity.model == f"small@{COMMIT[:12]}"


@pytest.mark.parametrize("other", ["model.bin", "tokenizer.json"])
def test_other_weights_in_the_same_folder_are_another_model(published: Path, other: str) -> None:
    before = model_of(str(published))
    assert re.fullmatch(rf"{re.escape(str(published))} \([0-9a-f]{{12}}\)", before)
    assert model_of(str(published)) == before
    times = (published / other).stat()
    (published / other).write_bytes(FILES[other][::-1])
    os.utime(published / other, ns=(times.st_atime_ns, times.st_mtime_ns + 1))
    assert model_of(str(published)) != before


def test_what_lies_beside_the_weights_changes_nothing(published: Path) -> None:
    before = model_of(str(published))
    (published / "README.md").write_text("Mine.")
    assert model_of(str(published)) == before


def test_one_path_from_two_places_is_two_models(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    models = []
    for place in ("here", "there"):
        folder_of(tmp_path / place / "model")
        monkeypatch.chdir(tmp_path / place)
        models.append(model_of("./model"))
        assert models[-1] == model_of(f"../{place}/model") == model_of(str(tmp_path / place / "model"))
    assert [model.partition(" ")[0] for model in models] == [str(tmp_path / place / "model") for place in ("here", "there")]


def test_a_file_of_weights_is_another_model_when_it_changes(tmp_path: Path) -> None:
    file = tmp_path / "mine.pt"
    file.write_bytes(b"first")
    before = openai_whisper.factory.open(str(file), offline=True).identity.model
    assert before.startswith(f"{file} (")
    file.write_bytes(b"second one")
    assert openai_whisper.factory.open(str(file), offline=True).identity.model != before


@pytest.mark.parametrize("name", ["small", "somebody/small", "small@v1"])
def test_a_folder_that_happens_to_be_called_like_a_model_is_not_that_model(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    folder = folder_of(tmp_path / name)
    assert weights.find(faster_whisper.wanted(name)) is None
    assert faster_whisper.factory.readiness(name).fetchable
    assert weights.find(faster_whisper.wanted(f"./{name}")) == folder


def test_a_revision_may_hold_slashes_and_is_still_of_the_hub() -> None:
    model = faster_whisper.wanted("somebody/small@refs/pr/1")
    assert (model.repository, model.revision) == ("somebody/small", "refs/pr/1")


def test_a_folder_without_a_path_is_told_how_it_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    folder_of(tmp_path / "mine")
    assert "a folder as a path: ./mine." in faster_whisper.factory.readiness("mine").reason


def test_the_home_of_nobody_is_a_folder_that_is_not_there() -> None:
    assert "There is no folder ~nobody-at-all/m" in faster_whisper.factory.readiness("~nobody-at-all/m").reason


def test_a_name_that_is_no_model_is_told() -> None:
    state = faster_whisper.factory.readiness("smal")
    assert not state.fetchable
    assert "knows no model smal" in state.reason


def test_the_sizes_are_those_of_the_library() -> None:
    from faster_whisper import utils

    assert faster_whisper.REPOSITORIES == utils._MODELS


def model_of(named: str) -> str:
    return faster_whisper.factory.open(named, offline=True).identity.model


# --- fetched -------------------------------------------------------------------------------------------------------


def test_weights_are_fetched_from_the_hub_that_the_environment_names(hub: Hub) -> None:
    faster_whisper.factory.fetch("small", offline=False)
    folder = weights.find(faster_whisper.wanted("small"))
    assert folder
    assert folder.name == COMMIT
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == FILES
    bodies = [asked.rpartition("/")[2] for asked in hub.asked if asked.startswith("GET /Systran")]
    assert bodies[-1] == "model.bin"


def test_nothing_is_fetched_twice(hub: Hub) -> None:
    faster_whisper.factory.fetch("small", offline=False)
    hub.asked.clear()
    faster_whisper.factory.fetch("small", offline=False)
    assert hub.asked == []


def test_the_pinned_revision_is_what_is_fetched(hub: Hub, tmp_path: Path) -> None:
    older = folder_of(tmp_path / "older")
    (older / "model.bin").write_bytes(b"older")
    hub.put(REPOSITORY, older, OLDER, "v1")
    for revision in ("v1", OLDER):
        faster_whisper.factory.fetch(f"small@{revision}", offline=False)
        folder = weights.find(faster_whisper.wanted(f"small@{revision}"))
        assert folder
        assert (folder / "model.bin").read_bytes() == b"older"
    assert weights.find(faster_whisper.wanted("small")) is None


def test_a_revision_that_is_not_there_is_told(hub: Hub) -> None:
    with pytest.raises(EngineNotReady, match="There is no v9 there"):
        faster_whisper.factory.fetch("small@v9", offline=False)


def test_a_model_that_is_not_there_is_told(hub: Hub) -> None:
    with pytest.raises(EngineNotReady, match="Look at the name"):
        faster_whisper.factory.fetch("somebody/nothing", offline=False)


def test_a_download_that_breaks_off_leaves_no_model_and_the_next_one_ends_it(hub: Hub) -> None:
    hub.breaks_off = "model.bin"
    with pytest.raises(EngineNotReady, match="could not be fetched"):
        faster_whisper.factory.fetch("small", offline=False)
    assert not faster_whisper.factory.readiness("small").ready
    hub.breaks_off = ""
    faster_whisper.factory.fetch("small", offline=False)
    assert faster_whisper.factory.readiness("small").ready


@pytest.mark.parametrize("variable", ["HF_HUB_OFFLINE", "TRANSFORMERS_OFFLINE", ""])
def test_offline_nothing_is_asked_at_all(hub: Hub, variable: str, monkeypatch: pytest.MonkeyPatch) -> None:
    if variable:
        monkeypatch.setenv(variable, "1")
    with pytest.raises(EngineNotReady, match=variable or "offline = true"):
        faster_whisper.factory.fetch("small", offline=not variable)
    assert hub.asked == []


def test_a_hub_that_never_answers_is_given_up_and_asked_once(monkeypatch: pytest.MonkeyPatch) -> None:
    def never(*_: object, **__: object) -> str:
        raise AssertionError("nothing may be fetched from a hub that does not answer")

    with socket.create_server(("127.0.0.1", 0)) as silent:
        monkeypatch.setenv("HF_ENDPOINT", f"http://127.0.0.1:{silent.getsockname()[1]}")
        for _ in range(2):
            with pytest.raises(EngineNotReady, match=r"127.0.0.1 did not answer within 0.2 s"):
                weights.fetch(faster_whisper.wanted("small"), offline=False, wait=0.2, download=never)
        silent.settimeout(0)
        silent.accept()
        with pytest.raises(BlockingIOError):
            silent.accept()


def test_a_hub_that_refuses_the_connection_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.create_server(("127.0.0.1", 0)) as gone:
        monkeypatch.setenv("HF_ENDPOINT", f"http://127.0.0.1:{gone.getsockname()[1]}")
    with pytest.raises(EngineNotReady, match="did not answer"):
        faster_whisper.factory.fetch("small", offline=False)


def test_no_password_of_an_address_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HF_ENDPOINT", "http://me:secret@127.0.0.1:9")
    with pytest.raises(EngineNotReady) as told:
        faster_whisper.factory.fetch("small", offline=False)
    assert "secret" not in str(told.value)

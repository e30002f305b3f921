"""`access engines pull`, in a process of its own, against a hub on loopback."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import checkpoints
import pytest
from commandtools import Place
from hub import COMMIT, Hub
from made import speak

from access.config import EngineOptions, Settings
from access.errors import EngineNotReady
from access.jobs.job import Job, Source
from access.jobs.worker import work

SMALL = "Systran/faster-whisper-small"


@pytest.fixture
def hub() -> Iterator[Hub]:
    with Hub().open() as hub:
        hub.put(SMALL, checkpoints.whisper() / "ct2")
        yield hub


@pytest.fixture
def place(tmp_path: Path, hub: Hub) -> Place:
    return Place(tmp_path, HF_ENDPOINT=hub.address, HF_HUB_CACHE=str(tmp_path / "hub"), XDG_CACHE_HOME=str(tmp_path / "cache"))


def test_pull_fetches_what_is_named_and_says_where_it_is(place: Place, hub: Hub, tmp_path: Path) -> None:
    said = place.access("engines", "pull", f"faster-whisper:small@{COMMIT}")
    assert said.code == 0, said.err
    assert f"faster-whisper: The weights of small@{COMMIT} are in {tmp_path / 'hub'}" in said.out
    hub.asked.clear()
    assert place.access("engines", "pull", f"faster-whisper:small@{COMMIT}").code == 0
    assert hub.asked == []


def test_pull_without_a_name_fetches_what_auto_would_rather_take(place: Place) -> None:
    auto = {"ACCESS_ENGINES__SPEECH": "auto"}

    def chosen() -> list[str]:
        rows = place.access("engines", "--json", **auto).rows
        return [row["engine"] for row in rows if row["kind"] == "speech" and row["chosen"]]

    assert chosen() == ["pocketsphinx"]
    said = place.access("engines", "pull", **auto)
    assert said.code == 0, said.err
    assert chosen() == ["faster-whisper"]


def test_pull_says_what_needs_nothing_and_what_is_not_there(place: Place) -> None:
    assert "rapidocr needs no weights." in place.access("engines", "pull", "rapidocr").out
    unknown = place.access("engines", "pull", "wisper")
    assert unknown.code == EngineNotReady.exit_code
    assert "no engine `wisper`" in unknown.err


def test_one_name_of_several_kinds_fetches_the_weights_for_that_which_can_use_them(place: Place, hub: Hub) -> None:
    hub.put("somebody/eyes", checkpoints.vision("idefics3"))
    hub.put("somebody/ears", checkpoints.wav2vec2())
    hub.put("somebody/words", checkpoints.wav2vec2())
    hub.files["somebody/words", COMMIT]["config.json"] = b'{"model_type": "llama"}'
    eyes = place.access("engines", "pull", "transformers:somebody/eyes")
    assert eyes.code == 0, eyes.err
    assert "transformers (vision): The weights of somebody/eyes are in" in eyes.out
    assert "transformers (speech): The checkpoint" in eyes.out
    ears = place.access("engines", "pull", "transformers:somebody/ears")
    assert ears.code == 0, ears.err
    assert "transformers (speech): The weights of somebody/ears are in" in ears.out
    assert "does not say what a picture shows" in ears.out
    hub.asked.clear()
    words = place.access("engines", "pull", "transformers:somebody/words")
    assert words.code == EngineNotReady.exit_code
    assert "does not say when a word is spoken" in words.err
    assert not any(asked.endswith(".safetensors") for asked in hub.asked)


def test_pull_without_a_name_fetches_for_the_kind_whose_setting_names_the_engine(place: Place, hub: Hub) -> None:
    hub.put("somebody/eyes", checkpoints.vision("blip"))
    said = place.access("engines", "pull", ACCESS_ENGINES__VISION="transformers:somebody/eyes")
    assert said.code == 0, said.err
    assert "transformers: The weights of somebody/eyes are in" in said.out
    assert "(speech)" not in said.out


def test_offline_pull_asks_nobody(place: Place, hub: Hub) -> None:
    said = place.access("engines", "pull", "faster-whisper", ACCESS_ENGINES__OFFLINE="true")
    assert said.code == EngineNotReady.exit_code
    assert "offline = true" in said.err
    assert hub.asked == []


def test_a_run_fetches_what_its_settings_name_before_the_first_file_and_auto_fetches_nothing(place: Place, hub: Hub) -> None:
    speak(place.inbox / "talk.wav", ["The museum opens at nine."])
    assert place.access("run", place.inbox, "--out", place.out, "--state", place.state, ACCESS_ENGINES__SPEECH="auto").code == 0
    assert hub.asked == []
    said = place.access(
        "run", place.inbox, "--out", place.out, "--state", place.state, "--language", "en",
        ACCESS_ENGINES__SPEECH="faster-whisper:small")
    assert said.code == 0, said.err
    assert f"small@{COMMIT[:12]}" in str(place.manifest("talk.wav"))
    assert any(asked.endswith("model.bin") for asked in hub.asked)


def test_without_an_answer_the_run_ends_before_any_file_is_touched(place: Place) -> None:
    speak(place.inbox / "talk.wav", ["The museum opens at nine."])
    said = place.access(
        "run", place.inbox, "--out", place.out, "--state", place.state, ACCESS_ENGINES__SPEECH="faster-whisper:small",
        HF_ENDPOINT="http://127.0.0.1:9")
    assert said.code == EngineNotReady.exit_code
    assert "did not answer within 3 s" in said.err
    assert not place.out.exists()


def test_a_daemon_fetches_at_its_start_or_does_not_start(place: Place) -> None:
    said = place.access(
        "watch", place.inbox, "--out", place.out, "--state", place.state, ACCESS_ENGINES__SPEECH="faster-whisper:small",
        HF_ENDPOINT="http://127.0.0.1:9")
    assert said.code == EngineNotReady.exit_code
    assert "did not answer within 3 s" in said.err
    assert "Watching" not in said.out


def test_a_worker_never_fetches(place: Place, hub: Hub, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in (("HF_ENDPOINT", hub.address), ("HF_HUB_CACHE", str(tmp_path / "hub"))):
        monkeypatch.setenv(name, value)
    path = speak(place.inbox / "talk.wav", ["The museum opens at nine."]).path
    settings = Settings(engines=EngineOptions(speech="faster-whisper:small"))
    outcome = work(Job(Source(place.inbox, Path(path.name), place.out), settings, place.state))
    assert isinstance(outcome.error, EngineNotReady)
    assert "access engines pull faster-whisper:small" in str(outcome.error)
    assert hub.asked == []

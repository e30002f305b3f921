from __future__ import annotations

from dataclasses import dataclass, field

import pytest

from access.config import EngineOptions
from access.engines import registry
from access.engines.base import Engine, EngineKind, Readiness
from access.engines.null import NullSpeech
from access.errors import EngineNotReady
from access.model.script import Tier
from access.toolkit import Toolkit


@dataclass(frozen=True)
class Stranger:
    """An engine of somebody else's."""

    name: str
    tier: Tier = Tier.STANDARD
    remote: bool = False
    ready: bool = True
    kind: EngineKind = EngineKind.SPEECH
    licence: str = "MIT"
    fetchable: bool = False
    fetched: list[tuple[str, bool]] = field(default_factory=list)

    def readiness(self, model: str) -> Readiness:
        ready = self.ready or any(name == model for name, _ in self.fetched)
        return Readiness(ready, "here" if ready else "weights are missing", "get them", fetchable=self.fetchable and not ready)

    def fetch(self, model: str, offline: bool) -> None:
        self.fetched.append((model, offline))

    def open(self, model: str, offline: bool) -> Engine:
        raise AssertionError("choosing opens nothing")


def among(monkeypatch: pytest.MonkeyPatch, *engines: Stranger) -> None:
    monkeypatch.setattr(registry, "factories", lambda: engines)


def test_our_engines_come_in_by_the_door_for_strangers() -> None:
    names = {factory.name for factory in registry.factories()}
    assert {"silero", "pocketsphinx", "rapidocr", "plain", "espeak", "null-speech"} <= names
    assert registry.broken() == {}


@pytest.mark.parametrize("kind", sorted({*EngineKind} - {EngineKind.SPEAKERS, EngineKind.TEXT}))
def test_every_kind_has_an_embedded_engine_that_is_ready(kind: EngineKind) -> None:
    assert registry.choose(kind, "auto").reason.startswith("auto: ")


def test_auto_takes_the_highest_tier_that_is_ready(monkeypatch: pytest.MonkeyPatch) -> None:
    among(monkeypatch, Stranger("low", Tier.DRAFT), Stranger("mid"), Stranger("best", Tier.HIGH, ready=False))
    choice = registry.choose(EngineKind.SPEECH, "auto")
    assert choice.factory.name == "mid"
    assert "best is not ready" in choice.reason


def test_auto_never_sends_media_off_the_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    among(monkeypatch, Stranger("cloud", Tier.HIGH, remote=True), Stranger("here", Tier.DRAFT))
    assert registry.choose(EngineKind.SPEECH, "auto").factory.name == "here"


def test_auto_never_picks_a_null_engine(monkeypatch: pytest.MonkeyPatch) -> None:
    among(monkeypatch, Stranger("null-speech", Tier.HIGH))
    with pytest.raises(EngineNotReady):
        registry.choose(EngineKind.SPEECH, "auto")


def test_a_named_engine_that_is_not_ready_is_an_error_that_says_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    among(monkeypatch, Stranger("whisper", ready=False), Stranger("here"))
    with pytest.raises(EngineNotReady, match="weights are missing Try: get them"):
        registry.choose(EngineKind.SPEECH, "whisper:small")


def test_an_engine_that_is_not_there_is_an_error_that_names_those_that_are(monkeypatch: pytest.MonkeyPatch) -> None:
    among(monkeypatch, Stranger("here"))
    with pytest.raises(EngineNotReady, match="There are: here"):
        registry.choose(EngineKind.SPEECH, "wisper")


def test_a_model_follows_the_colon(monkeypatch: pytest.MonkeyPatch) -> None:
    among(monkeypatch, Stranger("whisper"))
    assert registry.choose(EngineKind.SPEECH, "whisper:/models/small:v2").model == "/models/small:v2"


def test_of_equals_auto_takes_the_preferred_one_whatever_the_alphabet_says(monkeypatch: pytest.MonkeyPatch) -> None:
    among(monkeypatch, *map(Stranger, ("another", "openai-whisper", "faster-whisper", "transformers", "zebra")))
    choice = registry.choose(EngineKind.SPEECH, "auto")
    assert choice.factory.name == "faster-whisper"
    assert "preferred among 5" in choice.reason
    among(monkeypatch, *map(Stranger, ("another", "transformers", "openai-whisper")))
    assert registry.choose(EngineKind.SPEECH, "auto").factory.name == "openai-whisper"


def test_a_tier_counts_for_more_than_preference(monkeypatch: pytest.MonkeyPatch) -> None:
    among(monkeypatch, Stranger("faster-whisper"), Stranger("another", Tier.HIGH))
    assert registry.choose(EngineKind.SPEECH, "auto").factory.name == "another"


def test_missing_weights_of_a_named_engine_are_provided_and_auto_provides_none(monkeypatch: pytest.MonkeyPatch) -> None:
    whisper = Stranger("whisper", ready=False, fetchable=True)
    among(monkeypatch, whisper, Stranger("here", Tier.DRAFT))
    registry.provide(EngineKind.SPEECH, "auto", offline=False)
    registry.provide(EngineKind.SPEECH, "none", offline=False)
    assert whisper.fetched == []
    registry.provide(EngineKind.SPEECH, "whisper:small", offline=True)
    registry.provide(EngineKind.SPEECH, "whisper:small", offline=True)
    assert whisper.fetched == [("small", True)]


def test_what_lacks_more_than_weights_is_not_fetched(monkeypatch: pytest.MonkeyPatch) -> None:
    broken = Stranger("whisper", ready=False, fetchable=False)
    among(monkeypatch, broken)
    registry.provide(EngineKind.SPEECH, "whisper", offline=False)
    assert broken.fetched == []


def test_worth_fetching_is_what_auto_would_rather_take(monkeypatch: pytest.MonkeyPatch) -> None:
    better, equal = (Stranger(name, ready=False, fetchable=True) for name in ("faster-whisper", "transformers"))
    among(monkeypatch, Stranger("here", Tier.DRAFT), better, equal, Stranger("away", Tier.HIGH, remote=True))
    best = registry.worth_fetching(EngineKind.SPEECH)
    assert best
    assert best.name == "faster-whisper"
    among(monkeypatch, Stranger("here", Tier.HIGH), better)
    assert registry.worth_fetching(EngineKind.SPEECH) is None


def test_a_toolkit_fetches_only_where_it_may(monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[bool] = []

    class Openable(Stranger):
        def open(self, model: str, offline: bool) -> Engine:
            opened.append(offline)
            return NullSpeech(EngineKind.SPEECH)

    whisper = Openable("whisper", ready=False, fetchable=True)
    among(monkeypatch, whisper)
    options = EngineOptions(speech="whisper:small")
    with Toolkit(options) as worker, pytest.raises(EngineNotReady):
        worker.identity(EngineKind.SPEECH)
    assert whisper.fetched == []
    with Toolkit(options, may_fetch=True) as first:
        first.identity(EngineKind.SPEECH)
    with Toolkit(options) as worker:
        worker.identity(EngineKind.SPEECH)
    assert whisper.fetched == [("small", False)]
    assert opened == [False, True]


@pytest.mark.parametrize("kind", sorted({*EngineKind} - {EngineKind.SOUNDS, EngineKind.SPEAKERS, EngineKind.TEXT}))
def test_an_engine_without_which_no_file_is_made_cannot_be_none_and_that_is_told_before_any_work(kind: EngineKind) -> None:
    with Toolkit(EngineOptions(**{kind.value: "none"})) as kit, pytest.raises(EngineNotReady, match=f"no {kind} engine `none`"):
        kit.check()


def test_sounds_and_speakers_can_be_left_to_nobody() -> None:
    with Toolkit(EngineOptions(sounds="none", speakers="none")) as kit:
        kit.check()
        assert kit.sounds is None
        assert kit.speakers is None

from __future__ import annotations

from dataclasses import dataclass

import pytest

from access.engines import registry
from access.engines.base import Engine, EngineKind, Readiness
from access.errors import EngineNotReady
from access.model.script import Tier


@dataclass(frozen=True)
class Stranger:
    """An engine of somebody else's."""

    name: str
    tier: Tier = Tier.STANDARD
    remote: bool = False
    ready: bool = True
    kind: EngineKind = EngineKind.SPEECH
    licence: str = "MIT"

    def readiness(self, model: str) -> Readiness:
        return Readiness(self.ready, "weights are missing" if not self.ready else "here", "get them")

    def open(self, model: str, offline: bool) -> Engine:
        raise AssertionError("choosing opens nothing")


def among(monkeypatch: pytest.MonkeyPatch, *engines: Stranger) -> None:
    monkeypatch.setattr(registry, "factories", lambda: engines)


def test_our_engines_come_in_by_the_door_for_strangers() -> None:
    names = {factory.name for factory in registry.factories()}
    assert {"silero", "pocketsphinx", "rapidocr", "plain", "espeak", "null-speech"} <= names
    assert registry.broken() == {}


@pytest.mark.parametrize("kind", sorted({*EngineKind} - {EngineKind.SPEAKERS}))
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

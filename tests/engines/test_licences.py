"""Licences that forbid commercial use: told, refused, and accepted by name – for every kind of engine."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import checkpoints
import pytest
from commandtools import Place

from access.config import EngineOptions
from access.engines import licences, registry, weights
from access.engines.base import Engine, EngineKind, Readiness
from access.engines.null import NullVoice
from access.engines.speech import faster_whisper, transformers
from access.errors import EngineNotReady
from access.model.script import Tier
from access.toolkit import Toolkit


@dataclass
class Barred:
    """An engine of somebody else's whose models are not for business, but one."""

    name: str = "barred"
    kind: EngineKind = EngineKind.VOICE
    tier: Tier = Tier.HIGH
    licence: str = "MIT"
    remote: bool = False
    fetched: str = ""

    def restriction(self, model: str) -> str:
        return "" if model == "free" else "CC BY-NC 4.0"

    def readiness(self, model: str) -> Readiness:
        return Readiness(bool(self.fetched) or model != "away", "here", fetchable=not self.fetched and model == "away")

    def fetch(self, model: str, offline: bool) -> None:
        self.fetched = model

    def open(self, model: str, offline: bool) -> Engine:
        return NullVoice(self.kind)


@dataclass
class Plain(Barred):
    name: str = "plain-one"
    tier: Tier = Tier.DRAFT

    def restriction(self, model: str) -> str:
        return ""


@pytest.mark.parametrize("kind", EngineKind)
def test_a_model_that_is_not_for_business_is_refused_until_its_licence_is_accepted_by_name(
    kind: EngineKind, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(registry, "factories", lambda: (Barred(kind=kind),))
    with pytest.raises(EngineNotReady, match="forbids commercial use") as refused:
        registry.choose(kind, "barred:big", ["CPML"])
    assert refused.value.exit_code == 4
    assert '`[engines] accept_licences = ["CC BY-NC 4.0"]`' in refused.value.hint
    for name in ("CC BY-NC 4.0", "cc-by-nc-4.0"):
        assert registry.choose(kind, "barred:big", [name]).model == "big"
    assert registry.choose(kind, "barred:free").model == "free"


def test_auto_passes_over_what_is_not_accepted_and_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(registry, "factories", lambda: (Barred(), Plain()))
    choice = registry.choose(EngineKind.VOICE, "auto")
    assert choice.factory.name == "plain-one"
    assert "the licence of barred is not accepted" in choice.reason
    assert registry.choose(EngineKind.VOICE, "auto", ["cc by-nc 4.0"]).factory.name == "barred"


def test_nothing_is_fetched_before_its_licence_is_accepted(monkeypatch: pytest.MonkeyPatch) -> None:
    barred = Barred()
    monkeypatch.setattr(registry, "factories", lambda: (barred,))
    with Toolkit(EngineOptions(voice="barred:away"), may_fetch=True) as kit, pytest.raises(EngineNotReady, match="forbids"):
        kit.identity(EngineKind.VOICE)
    assert barred.fetched == ""
    accepting = EngineOptions(voice="barred:away", accept_licences=("CC BY-NC 4.0",))
    with Toolkit(accepting, may_fetch=True) as kit:
        kit.identity(EngineKind.VOICE)
    assert barred.fetched == "away"


@pytest.mark.parametrize(("licence", "forbidden"), [
    ("CC BY-NC-ND 4.0", True), ("cc-by-nc-4.0", True), ("CPML", True), ("coqui-public-model-license", True),
    ("Qwen Research", True), ("non-commercial", True), ("apache-2.0", False), ("MPL", False), ("CC-BY-SA 4.0", False),
    ("bsd-3-clause", False), ("openrail", False), ("", False), ("custom - see https://example.org/encyclopedia", False),
])
def test_a_licence_is_known_by_its_name(licence: str, forbidden: bool) -> None:
    assert licences.forbids(licence) is forbidden


@pytest.mark.parametrize(("card", "licence"), [
    ("---\nlanguage: en\nlicense: cc-by-nc-4.0\n---\n# A model\nlicense: mit\n", "cc-by-nc-4.0"),
    ("---\nlicense: other\nlicense_name: qwen-research\nlicense_link: LICENSE\n---\n", "qwen-research"),
    ("---\nlicense:\n- cc-by-nc-4.0\nlanguage: en\n---\n", "cc-by-nc-4.0"), ("---\nlicense:\nlanguage: en\n---\n", ""),
    ('---\nlicense: "mit"\n---\n', "mit"), ("# No head\nlicense: cc-by-nc-4.0\n", ""), ("---\nnever closed", ""), ("", ""),
])
def test_a_card_names_the_licence_in_its_head(card: str, licence: str, tmp_path: Path) -> None:
    (tmp_path / "README.md").write_text(card)
    assert licences.on_card(tmp_path) == licence
    assert licences.on_card(tmp_path / "nowhere") == licences.on_card(None) == ""


def test_a_hub_model_is_restricted_by_its_name_or_its_card(tmp_path: Path) -> None:
    assert transformers.factory.restriction("facebook/mms-1b-all@main") == "CC BY-NC 4.0"
    assert transformers.factory.restriction("openai/whisper-small") == ""
    mine = tmp_path / "mine"
    mine.symlink_to(checkpoints.whisper() / "ct2")
    assert faster_whisper.factory.restriction(str(mine)) == ""
    copy = tmp_path / "copy"
    copy.mkdir()
    for file in (checkpoints.whisper() / "ct2").iterdir():
        (copy / file.name).symlink_to(file)
    (copy / "README.md").write_text("---\nlicense: cc-by-nc-4.0\n---\n")
    assert faster_whisper.factory.restriction(str(copy)) == "cc-by-nc-4.0"


def test_what_a_card_says_of_its_model_counts_more_than_what_is_known_by_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "README.md").write_text("---\nlicense: apache-2.0\n---\n")
    monkeypatch.setattr(weights, "find", lambda model: tmp_path)
    assert transformers.factory.restriction("facebook/mms-1b-all") == ""
    (tmp_path / "README.md").write_text("---\nlicense: other\n---\n")
    assert transformers.factory.restriction("facebook/mms-1b-all") == "CC BY-NC 4.0"


def test_the_command_shows_the_licence_and_refuses_to_fetch(tmp_path: Path) -> None:
    place = Place(tmp_path)
    model = "transformers:facebook/mms-1b-all"
    said = place.access("engines", "--json", ACCESS_ENGINES__SPEECH=model)
    row = next(row for row in said.rows if row["kind"] == "speech" and row["engine"] == "transformers")
    assert row["licence"] == "CC BY-NC 4.0 (no commercial use)"
    assert not row["licence_accepted"]
    assert not row["chosen"]
    pulled = place.access("engines", "pull", model, HF_ENDPOINT="http://127.0.0.1:9", HF_HUB_CACHE=str(tmp_path / "hub"))
    assert pulled.code == EngineNotReady.exit_code
    assert 'accept_licences = ["CC BY-NC 4.0"]' in pulled.err
    accepted = place.access(
        "engines", "pull", model, HF_ENDPOINT="http://127.0.0.1:9", HF_HUB_CACHE=str(tmp_path / "hub"),
        ACCESS_ENGINES__ACCEPT_LICENCES='["CC BY-NC 4.0"]')
    assert "did not answer" in accepted.err

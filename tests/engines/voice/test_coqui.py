"""Coqui TTS with a library that plays its part: the real child, the real line between, and every way in which it can fail.

`tests/coqui` runs the same on the real library, where there is an environment for it.
"""

from __future__ import annotations

import json
import os
import sys
import wave
from collections.abc import Iterator
from pathlib import Path

import pytest
from commandtools import Place

from access.config import EngineOptions
from access.engines import registry
from access.engines.base import EngineKind
from access.engines.voice import coqui
from access.engines.voice.coqui import CoquiVoice, factory
from access.errors import EngineFailed, EngineNotReady
from access.model.words import words_per_minute
from access.toolkit import Toolkit

TEXT = "A heron stands in the shallow water."
LJ, XTTS, DDC = "tts_models/en/ljspeech/vits", "tts_models/multilingual/multi-dataset/xtts_v2", "tts_models/de/x/tacotron2-DDC"
LISTED = {
    "tts_models": {
        "en": {"ljspeech": {"vits": {"license": "apache 2.0", "github_rls_url": "-", "default_vocoder": None}}},
        "multilingual": {"multi-dataset": {"xtts_v2": {"license": "CPML", "repo_id": "tts-hub/XTTS-v2", "tos_required": True}}},
        "de": {"x": {"tacotron2-DDC": {"license": "MIT", "default_vocoder": "vocoder_models/de/x/gan", "github_rls_url": "-"}}},
    },
    "vocoder_models": {"de": {"x": {"gan": {"license": "CC BY-NC 4.0", "github_rls_url": "-"}}}},
}
API = '''
import ctypes, math, os, sys, time
from types import SimpleNamespace


class Model:
    length_scale = 1.0

    def __init__(self, kind, speakers, languages):
        self.config = SimpleNamespace(model=kind)
        self.language_manager = SimpleNamespace(language_names=languages)
        if kind == "griffin":
            del Model.length_scale


class TTS:
    def __init__(self, model_name="", model_path=None, config_path=None, progress_bar=True):
        import json
        print("Loading the model ...")
        ctypes.CDLL(None).puts(b"said by a C library")
        facts = json.loads(open(config_path).read()) if config_path else {"model": "vits"}
        assert model_name or model_path
        if facts.get("broken"):
            raise RuntimeError("size mismatch for emb.weight")
        self.speakers = facts.get("speakers")
        self.synthesizer = SimpleNamespace(
            tts_model=Model(facts["model"], self.speakers, facts.get("languages")), output_sample_rate=22050,
            tts_config=SimpleNamespace(audio={}))

    def to(self, device):
        return self

    def tts(self, text, **options):
        print("> Text splitted to sentences.", options)
        if text.startswith("crash"):
            os.write(2, b"terminate called after throwing\\n")
            os._exit(134)
        if text.startswith("hang"):
            time.sleep(600)
        if text.startswith("fail"):
            raise ValueError("no phonemes: " + text)
        if text.startswith("nothing"):
            return [0.0] * 9000
        if text.startswith("nan"):
            return [float("nan")] * 9000
        if text.startswith("on and on"):
            return [math.sin(n / 9) for n in range(22050 * 30)]
        if text.startswith("loud"):
            return [3 * math.sin(n / 9) for n in range(22050)]
        if text.startswith("options"):
            return [0.5] * (1000 * (1 + len(repr(sorted(options.items())))))
        scale = self.synthesizer.tts_model.length_scale if hasattr(Model, "length_scale") else 1.0
        count = int(len(text.split()) * 0.3 * 22050 * scale)
        return [0.0] * 4000 + [0.5 * math.sin(n / 9) for n in range(count)] + [0.0] * 4000
'''


@pytest.fixture
def python(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A Python that has Coqui TTS, as far as anybody can tell."""
    library = tmp_path / "site"
    (library / "TTS").mkdir(parents=True)
    (library / "TTS" / "__init__.py").write_text("raise_if_imported_by_about = True\n")
    (library / "TTS" / "api.py").write_text(API)
    (library / "TTS" / ".models.json").write_text(json.dumps(LISTED))
    (library / "torch.py").write_text(
        "from types import SimpleNamespace\ncuda = SimpleNamespace(is_available=lambda: False)\ndef manual_seed(seed): pass\n")
    facts = library / "coqui_tts-0.28.0.dist-info"
    facts.mkdir()
    (facts / "METADATA").write_text("Metadata-Version: 2.1\nName: coqui-tts\nVersion: 0.28.0\n")
    script = tmp_path / "python"
    script.write_text(f'#!/bin/sh\nPYTHONPATH={library} exec {sys.executable} "$@"\n')
    script.chmod(0o755)
    monkeypatch.setenv(coqui.PYTHON, str(script))
    monkeypatch.setenv("TTS_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("HF_HUB_CACHE", str(tmp_path / "hub"))
    coqui.about.cache_clear()
    yield script
    coqui.about.cache_clear()


def model(tmp_path: Path, **facts: object) -> str:
    """A folder with a model of its own."""
    folder = tmp_path / "mine"
    folder.mkdir(exist_ok=True)
    (folder / "config.json").write_text(json.dumps({"model": "vits", **facts}))
    (folder / "model.pth").write_bytes(b"weights")
    return str(folder)


def here(tmp_path: Path, name: str) -> Path:
    """Lay a model of Coqui's list where Coqui keeps it."""
    folder = tmp_path / "home" / "tts" / name.replace("/", "--")
    folder.mkdir(parents=True)
    (folder / "config.json").write_text("{}")
    (folder / "model_file.pth").write_bytes(b"weights")
    return folder


@pytest.fixture
def voice(python: Path, tmp_path: Path) -> Iterator[CoquiVoice]:
    engine = factory.open(model(tmp_path), offline=True)
    assert isinstance(engine, CoquiVoice)
    yield engine
    engine.close()
    engine.close()


@pytest.mark.parametrize("rate", [130, 160, 210])
def test_a_text_is_spoken_at_the_rate_and_measured_without_its_silence(rate: int, voice: CoquiVoice, tmp_path: Path) -> None:
    clip = voice.speak(TEXT, "en", rate, tmp_path / "a.wav")
    with wave.open(str(clip.path)) as file:
        assert (file.getnchannels(), file.getsampwidth(), file.getframerate()) == (1, 2, 22_050)
        assert file.getnframes() * 1000 / 22_050 == pytest.approx(clip.duration, abs=1)
    assert words_per_minute(TEXT, clip.duration) == pytest.approx(rate, rel=0.02)


def test_a_model_that_knows_no_speed_is_stretched(python: Path, tmp_path: Path) -> None:
    engine = factory.open(model(tmp_path, model="griffin"), offline=True)
    assert isinstance(engine, CoquiVoice)
    assert words_per_minute(TEXT, engine.speak(TEXT, "en", 230, tmp_path / "a.wav").duration) == pytest.approx(230, rel=0.03)
    engine.close()


def test_what_the_library_prints_is_no_answer_and_the_child_stays_warm(voice: CoquiVoice, tmp_path: Path) -> None:
    first = voice._loaded()
    for number in range(3):
        voice.speak(f"{TEXT} {number}", "en", 160, tmp_path / "a.wav")
    assert voice._loaded() is first


@pytest.mark.parametrize(("text", "why"), [
    ("crash now", r"Coqui TTS has ended \(exit code 134\)\. It last said: terminate called after throwing\."),
    ("fail here", "Coqui TTS failed: ValueError: no phonemes: fail here"), ("nothing at all", "finds nothing to say in"),
    ("nan nan", "ValueError: cannot convert float NaN"), ("on and on", "went on for 30 s"),
])
def test_a_failure_costs_one_text_and_the_next_is_spoken(text: str, why: str, voice: CoquiVoice, tmp_path: Path) -> None:
    with pytest.raises(EngineFailed, match=why):
        voice.speak(text, "en", 160, tmp_path / "a.wav")
    assert not (tmp_path / "a.wav").exists()
    assert voice.speak(TEXT, "en", 160, tmp_path / "a.wav").duration > 1_000


def test_one_that_hangs_is_ended(voice: CoquiVoice, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(coqui, "SPEAK_SECONDS", 0.2)
    running = voice._loaded()
    with pytest.raises(EngineFailed, match="did not answer within"):
        voice.speak("hang on", "en", 160, tmp_path / "a.wav")
    assert not running.alive


def test_a_clip_that_is_cut_short_on_its_way_is_never_spoken(
    voice: CoquiVoice, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    child = voice._loaded()
    ask = child.ask

    def cutting(what: dict[str, object], seconds: float) -> dict[str, object]:
        answer = ask(what, seconds)
        os.truncate(str(what["into"]), 5_000)
        return answer

    monkeypatch.setattr(child, "ask", cutting)
    with pytest.raises(EngineFailed, match="wrote no clip that can be read: a WAV file that breaks off"):
        voice.speak(TEXT, "en", 160, tmp_path / "a.wav")


def test_what_is_louder_than_full_scale_is_brought_down_not_clipped(voice: CoquiVoice, tmp_path: Path) -> None:
    clip = voice.speak("loud and so on", "en", 240, tmp_path / "a.wav")
    with wave.open(str(clip.path)) as file:
        samples = memoryview(file.readframes(file.getnframes())).cast("h")
    assert max(samples) <= 32767
    assert sum(sample >= 32_767 for sample in samples) < len(samples) / 100


def test_speakers_are_a_choice_and_one_that_is_not_there_fails(python: Path, tmp_path: Path) -> None:
    engine = factory.open(model(tmp_path, speakers=["p225", "p226"]), offline=True)
    assert isinstance(engine, CoquiVoice)
    assert [(one.name, one.pitch) for one in engine.voices("en")] == [("p225", 0.0), ("p226", 0.0)]
    assert engine.speak(TEXT, "en", 160, tmp_path / "a.wav", "p226").duration
    with pytest.raises(EngineFailed, match="has no speaker p9"):
        engine.speak(TEXT, "en", 160, tmp_path / "a.wav", "p9")
    engine.close()


def test_a_multilingual_model_is_told_its_own_name_of_the_language(python: Path, tmp_path: Path) -> None:
    engine = factory.open(model(tmp_path, languages=["en", "zh-cn"]), offline=True)
    assert isinstance(engine, CoquiVoice)
    assert engine.languages == ("en", "zh")
    lengths = {tag: engine.speak("options", tag, 999, tmp_path / "a.wav").duration for tag in ("en-GB", "zh", "zh-Hans-CN")}
    assert lengths["zh"] == lengths["zh-Hans-CN"] > lengths["en-GB"]
    with pytest.raises(EngineFailed, match="does not speak the language fr"):
        engine.speak("options", "fr", 160, tmp_path / "a.wav")
    engine.close()


def test_a_model_that_cannot_be_loaded_is_not_ready(python: Path, tmp_path: Path) -> None:
    engine = factory.open(model(tmp_path, broken=True), offline=True)
    assert isinstance(engine, CoquiVoice)
    with pytest.raises(EngineNotReady, match=r"cannot be loaded.*size mismatch for emb\.weight"):
        engine.speak(TEXT, "en", 160, tmp_path / "a.wav")
    engine.close()


def test_its_identity_tells_which_weights_and_whose_licence(python: Path, tmp_path: Path) -> None:
    folder = model(tmp_path)
    before = factory.open(folder, offline=True).identity
    assert before.version == "coqui-tts 0.28.0"
    assert before.licence == "unknown: see where the model came from (model), MPL-2.0 (coqui-tts)"
    (Path(folder) / "model.pth").write_bytes(b"other weights")
    (Path(folder) / "README.md").write_text("---\nlicense: mit\n---\n")
    after = factory.open(folder, offline=True).identity
    assert after.model != before.model
    assert after.licence.startswith("mit (model)")


# --- what is here, and what may be used ----------------------------------------------------------------------------


def test_without_an_environment_it_says_how_to_make_one(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv(coqui.PYTHON, raising=False)
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    state = factory.readiness(LJ)
    assert not state.ready
    assert state.command.startswith(f"python3 -m venv {tmp_path}/access-media/coqui && ")
    own = tmp_path / "access-media" / "coqui" / "bin" / "python"
    own.parent.mkdir(parents=True)
    own.symlink_to(sys.executable)
    assert coqui.interpreter() == str(own)


@pytest.mark.parametrize(("script", "why"), [
    (None, "cannot be started"), ("exit 3", "has no Coqui TTS"), ("echo hello", "does not answer as"),
    ("echo '{}'", "does not answer as"), (f'exec {sys.executable} "$@"', "coqui-tts is not installed there"),
])
def test_a_python_without_coqui_is_not_ready_and_says_why(
    script: str | None, why: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    named = tmp_path / "python"
    if script:
        named.write_text(f"#!/bin/sh\n{script}\n")
        named.chmod(0o755)
    monkeypatch.setenv(coqui.PYTHON, str(named))
    coqui.about.cache_clear()
    state = factory.readiness(LJ)
    assert not state.ready
    assert why in state.reason
    assert "pip install coqui-tts" in state.command


def test_a_model_of_the_list_is_ready_when_it_is_here_whole(python: Path, tmp_path: Path) -> None:
    state = factory.readiness(LJ)
    assert (state.ready, state.fetchable) == (False, True)
    assert state.command == f"access engines pull coqui:{LJ}"
    folder = here(tmp_path, LJ)
    (folder / "broken-off.zip").write_bytes(b"PK")
    coqui.about.cache_clear()
    assert not factory.readiness(LJ).ready
    (folder / "broken-off.zip").unlink()
    coqui.about.cache_clear()
    assert factory.readiness(LJ).ready
    engine = factory.open(LJ, offline=True)
    assert isinstance(engine, CoquiVoice)
    assert engine.languages == ("en",)
    assert engine.identity.licence == "apache 2.0 (model), MPL-2.0 (coqui-tts)"
    assert engine.speak(TEXT, "en-GB", 160, tmp_path / "a.wav").duration > 1_000
    with pytest.raises(EngineFailed, match="does not speak the language de"):
        engine.speak(TEXT, "de", 160, tmp_path / "a.wav")
    engine.close()


def test_a_model_needs_its_vocoder_too_and_is_under_its_licence(python: Path, tmp_path: Path) -> None:
    here(tmp_path, DDC)
    coqui.about.cache_clear()
    assert factory.readiness(DDC).fetchable
    here(tmp_path, "vocoder_models/de/x/gan")
    coqui.about.cache_clear()
    assert factory.readiness(DDC).ready
    assert factory.restriction(DDC) == "CC BY-NC 4.0"


@pytest.mark.parametrize("named", ["", "vits", "tts_models/en/nobody/vits", "vocoder_models/de/x/gan", "../../x", "./nowhere"])
def test_what_is_no_model_is_not_ready(named: str, python: Path) -> None:
    state = factory.readiness(named)
    assert (state.ready, state.fetchable) == (False, False)


def test_xtts_and_its_like_are_refused_until_their_licence_is_accepted(python: Path, tmp_path: Path) -> None:
    assert factory.restriction(XTTS) == "CPML"
    assert factory.restriction("tts_models/deu/fairseq/vits") == "CC BY-NC 4.0"
    assert factory.restriction(model(tmp_path, model="xtts")) == "CPML"
    assert factory.restriction(LJ) == factory.restriction(model(tmp_path)) == factory.restriction("") == ""
    for named, licence in ((XTTS, "CPML"), (model(tmp_path, model="xtts"), "CPML")):
        options = EngineOptions(voice=f"coqui:{named}")
        with Toolkit(options, may_fetch=True) as kit, pytest.raises(EngineNotReady, match=f"under the licence {licence}"):
            kit.identity(EngineKind.VOICE)
    accepting = EngineOptions(voice=f"coqui:{model(tmp_path, model='xtts')}", accept_licences=("CPML",))
    with Toolkit(accepting) as kit:
        assert kit.identity(EngineKind.VOICE).licence.startswith("CPML (model)")


@pytest.mark.parametrize(("named", "language"), [("deu", "de"), ("tw_asante", "tw"), ("hak", "hak"), ("zh-CN", "zh")])
def test_a_language_on_the_list_is_called_as_it_is_elsewhere(named: str, language: str) -> None:
    assert coqui.Model(f"tts_models/{named}/fairseq/vits", "", None).languages == (language,)


def test_auto_never_takes_it_and_a_name_does(python: Path, tmp_path: Path) -> None:
    assert registry.choose(EngineKind.VOICE, "auto").factory.name == "espeak"
    assert registry.choose(EngineKind.VOICE, f"coqui:{model(tmp_path)}").factory is factory


def test_no_key_reaches_the_child(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("ACCESS_OPENAI_API_KEY", "OPENAI_API_KEY", "PYTHONPATH"):
        monkeypatch.setenv(name, "secret")
    told = coqui.environment("/elsewhere/python", offline=True)
    assert "secret" not in told.values()
    assert told["HF_HUB_OFFLINE"] == "1"


def test_the_command_shows_the_model_and_refuses_by_exit_code_4(python: Path, tmp_path: Path) -> None:
    place = Place(tmp_path)
    named = {"ACCESS_ENGINES__VOICE": f"coqui:{XTTS}", coqui.PYTHON: str(python)}
    row = next(row for row in place.access("engines", "--json", **named).rows if row["engine"] == "coqui")
    assert (row["licence"], row["licence_accepted"], row["chosen"]) == ("CPML (no commercial use)", False, False)
    pulled = place.access("engines", "pull", f"coqui:{XTTS}", **named)
    assert pulled.code == 4
    assert '`[engines] accept_licences = ["CPML"]`' in pulled.err
    offline = place.access("engines", "pull", f"coqui:{LJ}", ACCESS_ENGINES__OFFLINE="true", **named)
    assert offline.code == 4
    assert "offline = true" in offline.err

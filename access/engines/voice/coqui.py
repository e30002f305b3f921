"""Coqui TTS (the fork `coqui-tts`): neural voices, in an environment of their own.

It needs torchaudio, which cannot live beside the torch that the other neural engines use. So it runs in another Python: the
one that `ACCESS_COQUI_PYTHON` names, else this one where `TTS` is importable here, else the environment in the user's data
folder. `coqui_child.py` runs there, as a plain file; `access` need not be installed there.

Which models there are, which licence each is under and whether it is here is asked of that environment's own list
(`TTS/.models.json`). XTTS (CPML), the Fairseq voices (CC BY-NC 4.0), YourTTS and VCTK's FastPitch (CC BY-NC-ND 4.0) forbid
commercial use.
"""

from __future__ import annotations

import importlib.util
import json
import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from platformdirs import user_data_path

from access.engines import licences, weights
from access.engines.base import Clip, Engine, EngineKind, Readiness, VoiceChoice
from access.engines.child import Child
from access.engines.openai_api.address import COMMON_KEY, OWN_KEY
from access.engines.voice import wav
from access.engines.voice.clips import Samples, spoken
from access.engines.voice.pacing import Pace
from access.errors import EngineFailed, EngineNotReady
from access.files import printable
from access.model.languages import bcp47, primary
from access.model.script import EngineIdentity, Tier

PYTHON = "ACCESS_COQUI_PYTHON"
EXAMPLE = "tts_models/en/ljspeech/vits"
_CODE = "MPL-2.0 (coqui-tts)"
_CHILD = Path(__file__).with_name("coqui_child.py")
_ABOUT_SECONDS, LOAD_SECONDS, SPEAK_SECONDS = 30.0, 600.0, 300.0
_MOST_BYTES = 64 << 20
"""Of a clip: ten minutes and more at any rate."""
_FAIRSEQ = re.compile(r"tts_models/([a-z]{3}[a-z_-]*)/fairseq/vits")
"""Meta's voices of a thousand languages, which Coqui loads by name and does not list."""
_FAIRSEQ_LICENCE = "CC BY-NC 4.0"
_LISTED = "tts_models/"
_MULTILINGUAL = "multilingual"
_SOURCE = "https://github.com"


def is_path(model: str) -> bool:
    """Tell whether a model is named by its folder: names on Coqui's list have more slashes than others."""
    return not model.startswith(_LISTED) and weights.is_path(model)


def room() -> Path:
    """Return where the environment lies that the documented command makes."""
    return user_data_path("access-media") / "coqui"


def install() -> str:
    """Return the command that makes it."""
    return (f"python3 -m venv {room()} && {room()}/bin/pip install coqui-tts torch==2.11.0 torchaudio==2.11.0 torchcodec six")


def interpreter() -> str:
    """Return the Python that has Coqui TTS; empty where none is known."""
    if named := os.environ.get(PYTHON):
        return named
    if importlib.util.find_spec("TTS") is not None:
        return sys.executable
    own = room() / "bin" / "python"
    return str(own) if own.is_file() else ""


@dataclass(frozen=True, slots=True)
class Model:
    """A model as a setting names it, and what is known of it without loading it."""

    name: str
    licence: str
    """Empty where it is not known."""
    folder: Path | None
    """None where it is not here."""
    vocoder: str = ""
    """A second model that it needs and that is not here; empty where it needs none."""

    @property
    def config(self) -> dict[str, Any]:
        try:
            content = json.loads((self.folder / "config.json").read_bytes()) if self.folder else {}
        except (OSError, ValueError, RecursionError):
            return {}
        return content if isinstance(content, dict) else {}

    @property
    def languages(self) -> tuple[str, ...]:
        """Primary subtags; none where it cannot be told."""
        parts = self.name.split("/")
        if not is_path(self.name) and parts[1] != _MULTILINGUAL:
            return (primary(bcp47(parts[1])),)
        config = self.config
        phonemes = [config.get("phoneme_language")] if config.get("use_phonemes") else []
        named = config.get("languages") or _ids(self.folder) or phonemes
        return tuple(sorted({primary(bcp47(one)) for one in named if isinstance(one, str) and bcp47(one)}))

    @property
    def identity(self) -> str:
        """Tell which weights these are."""
        if self.folder is None or not is_path(self.name):
            return self.name
        return weights.marked(self.folder, [path for path in self.folder.iterdir() if path.is_file()])


class CoquiVoice:
    def __init__(self, python: str, version: str, model: Model) -> None:
        licence = f"{model.licence or licences.UNKNOWN} (model), {_CODE}"
        self.identity = EngineIdentity("coqui", version, Tier.STANDARD, licence, model.identity)
        self._python, self._model = python, model
        self._child: Child | None = None
        self._speakers: tuple[str, ...] = ()
        self._pace = Pace(self._say)

    @property
    def languages(self) -> tuple[str, ...]:
        return self._model.languages

    def voices(self, language: str) -> tuple[VoiceChoice, ...]:
        self._loaded()
        return tuple(map(VoiceChoice, self._speakers)) if len(self._speakers) > 1 else ()

    def speak(self, text: str, language: str, words_per_minute: int, into: Path, voice: str = "") -> Clip:
        if self.languages and primary(language) not in self.languages:
            raise EngineFailed(
                f"The Coqui model {self._model.name} does not speak the language {language}, but {', '.join(self.languages)}.",
                "Where it is a folder, its config.json says so.")
        self._loaded()
        if voice and voice not in self._speakers:
            raise EngineFailed(f"The Coqui model {self._model.name} has no speaker {printable(voice)}.")
        return self._pace.speak(text, language, voice, words_per_minute, into)

    def close(self) -> None:
        if self._child is not None:
            self._child.close()
            self._child = None

    def _say(self, text: str, language: str, voice: str, speed: float) -> tuple[Samples, int]:
        with tempfile.TemporaryDirectory(prefix="coqui-") as folder:
            into = Path(folder) / "clip.wav"
            self._loaded().ask({
                "do": "speak", "text": text, "speaker": voice, "language": language, "speed": speed, "into": str(into),
            }, SPEAK_SECONDS)
            try:
                if into.stat().st_size > _MOST_BYTES:
                    raise EngineFailed(f"Coqui TTS went on for more than {_MOST_BYTES >> 20} MiB.")
                samples, rate = wav.read(into.read_bytes())
            except (OSError, ValueError) as error:
                raise EngineFailed(f"Coqui TTS wrote no clip that can be read: {error}.") from error
        return spoken("Coqui TTS", text, samples, rate), rate

    def _loaded(self) -> Child:
        """Return the child with the model in it; one that has ended is begun anew."""
        if self._child is None or not self._child.alive:
            self.close()
            child = Child("Coqui TTS", [self._python, "-u", str(_CHILD), "serve"], environment(self._python, offline=True))
            folder = str(self._model.folder) if is_path(self._model.name) else ""
            try:
                answer = child.ask({"do": "load", "model": self._model.name, "folder": folder}, LOAD_SECONDS)
            except EngineFailed as error:
                child.close()
                raise EngineNotReady(
                    f"The Coqui model {self._model.name} cannot be loaded. {error.message}", "Name another.") from error
            self._speakers = tuple(str(name) for name in answer.get("speakers") or ())
            self._child = child
        return self._child


class CoquiFactory:
    name = "coqui"
    kind = EngineKind.VOICE
    tier = Tier.STANDARD
    licence = f"{_CODE}; each model has its own, and some forbid commercial use"
    remote = False

    def restriction(self, model: str) -> str:
        named = _FAIRSEQ_LICENCE if _FAIRSEQ.fullmatch(model) else _licence_here(model)
        return named if licences.forbids(named) else ""

    def readiness(self, model: str) -> Readiness:
        python = interpreter()
        if not python:
            return Readiness(False, "It needs an environment of its own, and there is none.", install())
        try:
            found = _find(python, model)
        except EngineNotReady as error:
            return Readiness(False, error.message, error.hint)
        if is_path(model):
            return Readiness(True, f"The model is in {found.folder}; its licence is {found.licence or licences.UNKNOWN}.")
        if found.folder is None or found.vocoder:
            return Readiness(
                False, f"The model {model} ({found.licence or licences.UNKNOWN}) is not on this machine.",
                f"access engines pull coqui:{model}", fetchable=True)
        return Readiness(True, f"The model is in {found.folder} ({found.licence or licences.UNKNOWN}).")

    def fetch(self, model: str, offline: bool) -> None:
        """Have Coqui's own code fetch it, with its progress bar; what breaks off is no model and begins anew."""
        python = interpreter()
        weights.ask(_SOURCE, model, offline, kept=Path(about(python)["home"]))
        command = [python, "-u", str(_CHILD), "fetch", model]
        done = subprocess.run(command, env=environment(python, offline=False), stdin=subprocess.DEVNULL)
        about.cache_clear()
        if done.returncode or not self.readiness(model).ready:
            raise EngineNotReady(f"Coqui TTS could not fetch {model}.", "What it says stands above. Try again.")

    def open(self, model: str, offline: bool) -> Engine:
        state = self.readiness(model)
        if not state.ready:
            raise EngineNotReady(state.reason, f"Try: {state.command}" if state.command else "")
        python = interpreter()
        return CoquiVoice(python, f"coqui-tts {about(python)['version']}", _find(python, model))


def environment(python: str, *, offline: bool) -> dict[str, str]:
    """Return what the child is told: no key of ours, no path of this Python's modules; and that licences are accepted.

    That they are is seen to before (`licences.refuse`). Where nothing is to be fetched, no library may try.
    """
    kept = {name: value for name, value in os.environ.items() if name not in {OWN_KEY, COMMON_KEY}}
    if python != sys.executable:
        kept = {name: value for name, value in kept.items() if name not in {"PYTHONPATH", "PYTHONHOME"}}
    kept["COQUI_TOS_AGREED"] = "1"
    return {**kept, "HF_HUB_OFFLINE": "1", "TRANSFORMERS_OFFLINE": "1"} if offline else kept


@cache
def about(python: str) -> Mapping[str, Any]:
    """Return what the child says of that environment. Raises `EngineNotReady`. Asked once a process: it takes 0.1 s."""
    try:
        done = subprocess.run(
            [python, "-u", str(_CHILD), "about"], env=environment(python, offline=True), stdin=subprocess.DEVNULL,
            capture_output=True, timeout=_ABOUT_SECONDS)
        if done.returncode:
            said = done.stderr.decode("utf-8", "replace").strip().splitlines()
            raise EngineNotReady(f"{python} has no Coqui TTS that can be used: {printable(said[-1] if said else 'it ended')}.",
                                 install())
        content = json.loads(done.stdout)
        if not isinstance(content["models"], dict) or not isinstance(content["version"], str):
            raise ValueError
    except OSError as error:
        raise EngineNotReady(f"The Python {python}, which is to run Coqui TTS, cannot be started: {error.strerror}.",
                             install()) from error
    except subprocess.TimeoutExpired as error:
        raise EngineNotReady(f"{python} did not say within {_ABOUT_SECONDS:.0f} s what it has.", install()) from error
    except (ValueError, LookupError, TypeError, RecursionError) as error:
        raise EngineNotReady(f"{python} does not answer as a Python with Coqui TTS would.", install()) from error
    return {"version": content["version"], "models": content["models"], "home": content.get("home", "")}


def _find(python: str, model: str) -> Model:
    """Return what `model` means in that environment. Raises `EngineNotReady`, whose hint is a command."""
    if not model:
        raise EngineNotReady("The settings name no model for it.", f"ACCESS_ENGINES__VOICE=coqui:{EXAMPLE}")
    listed = about(python)["models"]
    if is_path(model):
        folder = weights.at(model)
        if missing := weights.lacking(folder, ("config.json", "*.pt*")):
            raise EngineNotReady(f"{model} holds no model that Coqui TTS can load. It lacks {', '.join(missing)}.", "")
        return Model(model, _licence_here(model), folder)
    if _FAIRSEQ.fullmatch(model):
        folder = Path(about(python)["home"]) / model.replace("/", "--")
        return Model(model, _FAIRSEQ_LICENCE, None if weights.lacking(folder, ("config.json", "*.pt*")) else folder)
    if model not in listed or not model.startswith(_LISTED):
        name = printable(model)
        raise EngineNotReady(f"Coqui TTS knows no model {name}; a folder is written as a path: ./{name}.",
                             f"ACCESS_ENGINES__VOICE=coqui:{EXAMPLE}")
    facts = listed[model]
    vocoder = facts["vocoder"] if facts["vocoder"] and not listed.get(facts["vocoder"], {}).get("folder") else ""
    return Model(model, _of_both(facts, listed), Path(facts["folder"]) if facts["folder"] else None, vocoder)


def _of_both(facts: Mapping[str, str], listed: Mapping[str, Mapping[str, str]]) -> str:
    """Return the licence of a model, or that of its vocoder where this is the one that forbids."""
    vocoder = str(listed.get(facts["vocoder"], {}).get("licence", ""))
    return vocoder if licences.forbids(vocoder) else str(facts["licence"])


def _licence_here(model: str) -> str:
    """Return the licence of a model as its card, its kind or Coqui's list tells; empty where none does."""
    if not model:
        return ""
    if is_path(model):
        folder = weights.at(model)
        own = Model(model, "", folder).config.get("model")
        return licences.on_card(folder) or (licences.CPML if own == "xtts" else "")
    try:
        listed = about(interpreter())["models"]
    except EngineNotReady:
        return licences.CPML if "xtts" in model.lower() else ""
    return _of_both(listed[model], listed) if model in listed else ""


def _ids(folder: Path | None) -> list[str]:
    """Return the languages that a multilingual model numbers in a file of their own."""
    try:
        content = json.loads((folder / "language_ids.json").read_bytes()) if folder else {}
    except (OSError, ValueError, RecursionError):
        return []
    return list(content) if isinstance(content, dict) else []


factory = CoquiFactory()

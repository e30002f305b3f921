"""The other side of `coqui.py`: runs in the environment of Coqui TTS, where `access` is not installed, as a plain file.

    python coqui_child.py about         what is installed and which models are here, as one line of JSON; loads nothing
    python coqui_child.py fetch NAME    brings a model of Coqui's list here
    python coqui_child.py serve         answers requests, a line of JSON each, until its input ends

It imports the standard library and `TTS`, and of that only what a command needs. Whatever libraries print goes to stderr.
"""

from __future__ import annotations

import array
import importlib.metadata
import importlib.util
import json
import os
import pathlib
import queue
import shutil
import signal
import sys
import tempfile
import threading
import time
import wave
from typing import Any, TextIO

WEIGHTS = ("model_file.pth", "model_file.pth.tar", "model.pth", "checkpoint.pth", "best_model.pth")
"""As Coqui's own files and its trainer are called; else the only one that ends in `.pth`."""
IN_FOLDERS = ("xtts", "bark", "tortoise")
"""Models that are loaded by their folder, being several files."""
WATCH_SECONDS = 1.0


# --- what is here --------------------------------------------------------------------------------------------------


def about() -> dict[str, Any]:
    """Return the version and, by name, each model's licence, vocoder and folder; no folder where it is not here."""
    listed = listing()
    return {
        "version": importlib.metadata.version("coqui-tts"),
        "models": {name: {"licence": item.get("license") or "", "vocoder": item.get("default_vocoder") or "",
                          "hub": "repo_id" in item, "folder": folder_of(name, item)} for name, item in listed.items()},
        "home": str(home()),
    }


def listing() -> dict[str, Any]:
    package = importlib.util.find_spec("TTS")
    if package is None or not package.origin:
        raise RuntimeError("the package coqui-tts is not installed there")
    kinds = json.loads((pathlib.Path(package.origin).parent / ".models.json").read_bytes())
    return {
        f"{kind}/{language}/{data}/{name}": item
        for kind in ("tts_models", "vocoder_models") for language, sets in kinds.get(kind, {}).items()
        for data, models in sets.items() for name, item in models.items()}


def home() -> pathlib.Path:
    """Return where Coqui keeps its models, as `trainer.io.get_user_data_dir` does."""
    named = os.environ.get("TTS_HOME") or os.environ.get("XDG_DATA_HOME")
    return (pathlib.Path(named).expanduser() if named else pathlib.Path.home() / ".local/share") / "tts"


def folder_of(name: str, item: dict[str, Any]) -> str:
    if "repo_id" in item:
        hub = os.environ.get("HF_HUB_CACHE") or pathlib.Path(
            os.environ.get("HF_HOME") or pathlib.Path.home() / ".cache/huggingface") / "hub"
        stored = pathlib.Path(hub) / ("models--" + item["repo_id"].replace("/", "--"))
        folders = sorted(path.parent for path in stored.glob("snapshots/*/config.json"))
    else:
        folders = [home() / name.replace("/", "--")]
    return str(folders[-1]) if folders and whole(folders[-1]) else ""


def whole(folder: pathlib.Path) -> bool:
    """Tell whether a model lies there; an archive that lies there still was not unpacked to its end."""
    return folder.is_dir() and (folder / "config.json").is_file() and not any(folder.glob("*.zip")) and any(
        folder.rglob("*.pt*"))


def fetch(name: str) -> None:
    """Bring `name` and its vocoder here, each under its own name only when it is whole."""
    from TTS.utils.manage import ModelManager

    listed = listing()
    for each in [name, listed.get(name, {}).get("default_vocoder")]:
        if not each or folder_of(each, listed.get(each, {})):
            continue
        if "repo_id" in listed.get(each, {}):
            ModelManager(progress_bar=True).download_model(each)
            continue
        home().mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=".fetching-", dir=home()) as room:
            ModelManager(output_prefix=room, progress_bar=True).download_model(each)
            place = home() / each.replace("/", "--")
            shutil.rmtree(place, ignore_errors=True)  # the remains of a download that broke off
            (pathlib.Path(room) / "tts" / place.name).replace(place)


# --- speaking ------------------------------------------------------------------------------------------------------


class Voice:
    """One model, loaded."""

    def __init__(self, model: str, folder: str) -> None:
        import torch
        from TTS.api import TTS

        self.torch = torch
        self.tts: Any
        if folder:
            self.tts = TTS(progress_bar=False, **parts_of(pathlib.Path(folder)))
        else:
            self.tts = TTS(model_name=model, progress_bar=False)
        self.tts.to("cuda" if torch.cuda.is_available() else "cpu")
        self.synthesizer = self.tts.synthesizer
        self.model = self.synthesizer.tts_model
        self.scale = getattr(self.model, "length_scale", None)
        # Its own trimming ends a sentence at the first long pause; what is silent is cut off by who asked.
        self.synthesizer.tts_config.audio["do_trim_silence"] = False
        self.speakers = list(self.tts.speakers or [])
        manager = getattr(self.model, "language_manager", None)
        names = list(getattr(manager, "language_names", None) or [])
        self.languages = names if len(names) > 1 or getattr(self.model.config, "model", "") == "xtts" else []

    def speak(self, text: str, speaker: str, language: str, speed: float, into: str) -> None:
        self.torch.manual_seed(0)  # the same text, the same clip
        options: dict[str, Any] = {}
        if self.scale is not None:
            self.model.length_scale = self.scale / speed
        elif getattr(self.model.config, "model", "") == "xtts":
            options["speed"] = speed
        if self.speakers:
            options["speaker"] = speaker or self.speakers[0]
        if self.languages:
            options["language"] = nearest(language, self.languages)
        levels = self.tts.tts(text, **options)
        rate = int(self.synthesizer.output_sample_rate)
        peak = max([1.0, *(abs(float(level)) for level in levels)])
        samples = array.array("h", (round(float(level) / peak * 32767) for level in levels))
        if sys.byteorder == "big":
            samples.byteswap()
        with wave.open(into, "wb") as file:
            file.setnchannels(1)
            file.setsampwidth(2)
            file.setframerate(rate)
            file.writeframes(samples.tobytes())


def parts_of(folder: pathlib.Path) -> dict[str, pathlib.Path]:
    """Return what `TTS` is told of a folder."""
    config = folder / "config.json"
    kind = json.loads(config.read_bytes()).get("model", "")
    if kind in IN_FOLDERS:
        return {"model_path": folder, "config_path": config}
    found = [folder / name for name in WEIGHTS if (folder / name).is_file()] or sorted(folder.glob("*.pt*"))
    return {"model_path": found[0], "config_path": config}


def nearest(language: str, names: list[str]) -> str:
    """Return the model's name for a language: `de-AT` is its `de`, `zh` its `zh-cn`."""
    plain = {name.lower(): name for name in names}
    wanted = language.lower()
    for name, own in plain.items():
        if name == wanted:
            return own
    for name, own in plain.items():
        if name.split("-")[0] == wanted.split("-")[0]:
            return own
    raise ValueError(f"the model does not speak {language}")


# --- the line ------------------------------------------------------------------------------------------------------


def serve(answers: TextIO) -> None:
    """Answer requests in their order; end, with all that was started, when the input ends or the parent is gone."""
    parent = os.getppid()
    requests: queue.Queue[bytes] = queue.Queue()

    def read() -> None:
        for line in sys.stdin.buffer:
            requests.put(line)
        leave()

    def watch() -> None:
        while os.getppid() == parent:
            time.sleep(WATCH_SECONDS)
        leave()

    for work in (read, watch):
        threading.Thread(target=work, daemon=True).start()
    voice: Voice | None = None
    while True:
        asked = json.loads(requests.get())
        answer = {"id": asked["id"]}
        try:
            if asked["do"] == "load":
                voice = Voice(asked["model"], asked["folder"])
                answer.update(speakers=voice.speakers, languages=voice.languages)
            elif voice is not None:
                voice.speak(asked["text"], asked["speaker"], asked["language"], asked["speed"], asked["into"])
        except Exception as error:  # any library's, in any way
            answer["error"] = f"{type(error).__name__}: {error}"
        answers.write(json.dumps(answer) + "\n")
        answers.flush()


def leave() -> None:
    """Go at once: what a model is in the middle of, nobody waits for any more."""
    if os.getpgrp() == os.getpid():
        os.killpg(0, signal.SIGKILL)
    os._exit(0)


def main() -> None:
    if sys.path and pathlib.Path(sys.path[0]).resolve() == pathlib.Path(__file__).resolve().parent:
        del sys.path[0]  # the folder of this file holds others that are no modules of this environment
    answers = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)  # whatever prints, prints to stderr
    command, *names = sys.argv[1:]
    try:
        if command == "about":
            print(json.dumps(about()), file=answers, flush=True)
        elif command == "fetch":
            fetch(*names)
        else:
            serve(answers)
    except Exception as error:  # told in one line, which is what is quoted
        sys.exit(f"{type(error).__name__}: {error}")


if __name__ == "__main__":
    main()

"""openai-whisper, the reference implementation on torch. MIT, code and weights.

`openai-whisper:base` means the copy in its own cache (`~/.cache/whisper`), `openai-whisper:/models/base.pt` a file. Its weights
are pickles in torch's format, read with `weights_only`, so that they cannot run code; their checksum is in their address.
"""

from __future__ import annotations

import importlib.util
import logging
import socket
import tempfile
import zipfile
from collections.abc import Sequence
from importlib.metadata import version
from pathlib import Path

from access.engines import weights
from access.engines.base import Engine, EngineKind, Listening, Readiness
from access.engines.speech.hints import prompt
from access.engines.speech.piecewise import Piece, Piecewise, Samples
from access.engines.speech.whisper_languages import known, tokens_pickled
from access.errors import EngineFailed, EngineNotReady
from access.model.findings import Word
from access.model.script import EngineIdentity, Tier
from access.model.time import Span

_log = logging.getLogger(__name__)

DEFAULT_MODEL = "base"
_LICENCE = "MIT"
_SAME = {"large": "large-v3", "turbo": "large-v3-turbo"}
"""Names of the library's own for a model that has another name on disk."""
_SILENCE_SECONDS = 60.0
"""A download that brings nothing for so long has broken off."""
TEMPERATURES = (0.0, 0.2, 0.4, 0.6, 0.8, 1.0)
"""Tried in turn until a decoding is neither repetitive nor improbable (Whisper paper, section 4.5)."""


class OpenAiWhisper(Piecewise):
    def __init__(self, model: str, file: Path) -> None:
        super().__init__(
            EngineIdentity("openai-whisper", version("openai-whisper"), Tier.STANDARD, _LICENCE, model),
            known(model, tokens_pickled(file)))
        self._file = file

    def _decode(self, pieces: Sequence[Samples], asked: Listening) -> tuple[Sequence[Piece], str]:
        with weights.loading(self._file):
            self._load()
        heard, language = [], asked.language
        for samples in pieces:
            try:
                result = self._model.transcribe(
                    samples, language=language or None, word_timestamps=True, without_timestamps=True,
                    condition_on_previous_text=False, temperature=TEMPERATURES, fp16=self._model.device.type == "cuda",
                    no_speech_threshold=None,  # the guard for all recognisers drops such windows, and tells it
                    task="translate" if asked.translate else "transcribe", initial_prompt=prompt(asked.terms) or None,
                    verbose=None)
            except (RuntimeError, ValueError, LookupError) as error:
                raise EngineFailed(f"openai-whisper failed: {error}.") from error
            language = str(result["language"])
            segments = result["segments"]
            words = [
                Word(word["word"], Span(round(word["start"] * 1000), round(max(word["start"], word["end"]) * 1000)),
                     float(word["probability"]))
                for segment in segments for word in segment.get("words", ())]
            heard.append(Piece(words, min((segment["no_speech_prob"] for segment in segments), default=0.0),
                               max((segment["avg_logprob"] for segment in segments), default=0.0)))
        return heard, language

    def _load(self) -> None:
        if self._model is None:
            import whisper

            self._model = whisper.load_model(str(self._file))
            # Loaded by its path, lest the library ask the network; so it does not know which heads tell where a word is.
            if self._file.parent == _cache() and (heads := whisper._ALIGNMENT_HEADS.get(self._file.stem)):
                self._model.set_alignment_heads(heads)


def find(model: str) -> Path | None:
    """Return the weights file of `model`, a path or a name in whisper's cache; None where there is none.

    The library writes a download straight to its place: a file there that broke off has no end, and is none.
    """
    named = model or DEFAULT_MODEL
    if named.endswith(".pt"):
        return weights.at(named) if weights.at(named).is_file() else None
    file = _cached(named)
    return file if file.is_file() and zipfile.is_zipfile(file) else None


def _cache() -> Path:
    return weights.user_cache() / "whisper"


def _cached(named: str) -> Path:
    return _cache() / f"{_SAME.get(named, named)}.pt"


class OpenAiWhisperFactory:
    name = "openai-whisper"
    kind = EngineKind.SPEECH
    tier = Tier.STANDARD
    licence = _LICENCE
    remote = False

    def readiness(self, model: str) -> Readiness:
        if importlib.util.find_spec("whisper") is None:
            return Readiness(False, "The package openai-whisper is not installed.", 'pip install "access-media[neural]"')
        named = model or DEFAULT_MODEL
        if file := find(model):
            return Readiness(True, f"The weights of {named} are in {file}.")
        if named.endswith(".pt"):
            return Readiness(False, f"There is no file {named}.")
        reason, command = f"The weights of {named} are not on this machine.", f"access engines pull {self.name}:{named}"
        return Readiness(False, reason, command, fetchable=True)

    def fetch(self, model: str, offline: bool) -> None:
        """Fetch the weights from where the library says, with its own progress bar and its own check of their sum."""
        import whisper

        named = model or DEFAULT_MODEL
        if find(model):
            return
        if named not in whisper._MODELS:
            raise EngineNotReady(
                f"openai-whisper knows no model {named}.", f"It knows {', '.join(whisper.available_models())}, or a .pt file.")
        address = whisper._MODELS[named]
        weights.ask(address, named, offline)
        _log.info("Fetching the weights of %s from %s.", named, address)
        _cache().mkdir(parents=True, exist_ok=True)
        patience = socket.getdefaulttimeout()
        socket.setdefaulttimeout(_SILENCE_SECONDS)
        try:
            with tempfile.TemporaryDirectory(dir=_cache(), prefix="access-") as unfinished:
                Path(whisper._download(address, unfinished, in_memory=False)).replace(_cached(named))
        except (OSError, RuntimeError) as error:
            raise EngineNotReady(f"The weights of {named} could not be fetched: {error}.", "Try again.") from error
        finally:
            socket.setdefaulttimeout(patience)

    def open(self, model: str, offline: bool) -> Engine:
        file = find(model)
        if file is None:
            state = self.readiness(model)
            raise EngineNotReady(state.reason, f"Try: {state.command}")
        named = model or DEFAULT_MODEL
        return OpenAiWhisper(weights.marked(file, [file]) if named.endswith(".pt") else named, file)


factory = OpenAiWhisperFactory()

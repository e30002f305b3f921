"""faster-whisper (CTranslate2): Whisper in a quarter of the time and memory. MIT; the weights are OpenAI's, MIT.

The library is in the plain install; weights are not. `faster-whisper:small` means the hub's copy on this machine,
`faster-whisper:/models/small` a folder.
"""

from __future__ import annotations

import importlib.util
import os
from collections.abc import Iterable
from importlib.metadata import version
from pathlib import Path

from access.engines.base import Engine, EngineKind, Listening, Readiness
from access.engines.speech.piecewise import Piecewise, Samples
from access.errors import EngineFailed, EngineNotReady
from access.model.findings import Word
from access.model.script import EngineIdentity, Tier
from access.model.time import Span

DEFAULT_MODEL = "small"
_LICENCE = "MIT"
TEMPERATURES = (0.0, 0.2, 0.4, 0.6, 0.8, 1.0)
"""Tried in turn until a decoding is neither repetitive nor improbable (Whisper paper, section 4.5)."""


class FasterWhisper(Piecewise):
    def __init__(self, model: str, folder: Path) -> None:
        super().__init__(EngineIdentity("faster-whisper", version("faster-whisper"), Tier.STANDARD, _LICENCE, model))
        self._folder = folder

    def _decode(self, samples: Samples, asked: Listening) -> tuple[Iterable[Word], str]:
        if self._model is None:
            from faster_whisper import WhisperModel

            # CTranslate2 picks float16 on CUDA by "auto"; on a CPU int8 is what makes it quick.
            self._model = WhisperModel(str(self._folder), device="auto", compute_type="default" if _has_cuda() else "int8")
        try:
            segments, info = self._model.transcribe(
                samples, language=asked.language or None, word_timestamps=True, without_timestamps=True,
                condition_on_previous_text=False, temperature=TEMPERATURES)
            words = [
                Word(word.word, Span(round(word.start * 1000), round(max(word.start, word.end) * 1000)), word.probability)
                for segment in segments for word in segment.words or ()]
        except (RuntimeError, ValueError) as error:
            raise EngineFailed(f"faster-whisper failed: {error}.") from error
        return words, info.language


def _has_cuda() -> bool:
    import ctranslate2

    return bool(ctranslate2.get_cuda_device_count())


def weights(model: str) -> Path | None:
    """Return the folder that holds the weights of `model`, a folder or a size that the hub's cache has; None where neither."""
    named = model or DEFAULT_MODEL
    if (Path(named) / "model.bin").is_file():
        return Path(named).absolute()
    home = Path(os.environ.get("HF_HOME", Path.home() / ".cache" / "huggingface"))
    hub = Path(os.environ.get("HF_HUB_CACHE", home / "hub"))
    found = sorted(hub.glob(f"models--Systran--faster-*whisper-{named}/snapshots/*/model.bin")) if "/" not in named else []
    return found[-1].parent if found else None


class FasterWhisperFactory:
    name = "faster-whisper"
    kind = EngineKind.SPEECH
    tier = Tier.STANDARD
    licence = _LICENCE
    remote = False

    def readiness(self, model: str) -> Readiness:
        if importlib.util.find_spec("faster_whisper") is None:
            return Readiness(False, "The package faster-whisper is not installed.", "pip install faster-whisper")
        named = model or DEFAULT_MODEL
        if folder := weights(model):
            return Readiness(True, f"The weights of {named} are in {folder}.")
        return Readiness(
            False, f"The weights of {named} are not on this machine.", f"hf download Systran/faster-whisper-{named}")

    def open(self, model: str, offline: bool) -> Engine:
        folder = weights(model)
        if folder is None:
            raise EngineNotReady(self.readiness(model).reason, f"Try: {self.readiness(model).command}")
        return FasterWhisper(model or DEFAULT_MODEL, folder)


factory = FasterWhisperFactory()

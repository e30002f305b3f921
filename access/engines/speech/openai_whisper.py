"""openai-whisper, the reference implementation on torch. MIT, code and weights.

`openai-whisper:base` means the copy in its own cache (`~/.cache/whisper`), `openai-whisper:/models/base.pt` a file.
"""

from __future__ import annotations

import importlib.util
import os
from collections.abc import Iterable, Sequence
from importlib.metadata import version
from pathlib import Path

from access.engines.base import Engine, EngineKind, Listening, Readiness
from access.engines.speech.hints import prompt
from access.engines.speech.piecewise import Piecewise, Samples
from access.errors import EngineFailed, EngineNotReady
from access.model.findings import Word
from access.model.script import EngineIdentity, Tier
from access.model.time import Span

DEFAULT_MODEL = "base"
_LICENCE = "MIT"
TEMPERATURES = (0.0, 0.2, 0.4, 0.6, 0.8, 1.0)
"""Tried in turn until a decoding is neither repetitive nor improbable (Whisper paper, section 4.5)."""


class OpenAiWhisper(Piecewise):
    def __init__(self, model: str, file: Path) -> None:
        super().__init__(EngineIdentity("openai-whisper", version("openai-whisper"), Tier.STANDARD, _LICENCE, model))
        self._file = file

    def _decode(self, pieces: Sequence[Samples], asked: Listening) -> tuple[Sequence[Iterable[Word]], str]:
        if self._model is None:
            import whisper

            self._model = whisper.load_model(str(self._file))
        words, language = [], asked.language
        for samples in pieces:
            try:
                result = self._model.transcribe(
                    samples, language=language or None, word_timestamps=True, without_timestamps=True,
                    condition_on_previous_text=False, temperature=TEMPERATURES, fp16=self._model.device.type == "cuda",
                    task="translate" if asked.translate else "transcribe", initial_prompt=prompt(asked.terms) or None,
                    verbose=None)
            except (RuntimeError, ValueError) as error:
                raise EngineFailed(f"openai-whisper failed: {error}.") from error
            language = str(result["language"])
            words.append([
                Word(word["word"], Span(round(word["start"] * 1000), round(max(word["start"], word["end"]) * 1000)),
                     float(word["probability"]))
                for segment in result["segments"] for word in segment.get("words", ())])
        return words, language


def weights(model: str) -> Path | None:
    """Return the weights file of `model`, a path or a name in whisper's cache; None where there is none."""
    named = model or DEFAULT_MODEL
    folder = Path(os.environ.get("XDG_CACHE_HOME", Path.home() / ".cache")) / "whisper"
    candidates = (Path(named).absolute(), folder / f"{named}.pt")
    return next((file for file in candidates if file.suffix == ".pt" and file.is_file()), None)


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
        if file := weights(model):
            return Readiness(True, f"The weights of {named} are in {file}.")
        command = f"python -c \"import whisper; whisper.load_model('{named}')\""
        return Readiness(False, f"The weights of {named} are not on this machine.", command)

    def open(self, model: str, offline: bool) -> Engine:
        file = weights(model)
        if file is None:
            raise EngineNotReady(self.readiness(model).reason, f"Try: {self.readiness(model).command}")
        return OpenAiWhisper(model or DEFAULT_MODEL, file)


factory = OpenAiWhisperFactory()

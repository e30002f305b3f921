"""faster-whisper (CTranslate2): Whisper in a quarter of the time and memory. MIT; the weights are OpenAI's, MIT.

The library is in the plain install; weights are not. `faster-whisper:small` means the hub's copy on this machine,
`faster-whisper:/models/small` a folder.
"""

from __future__ import annotations

import importlib.util
import os
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from importlib.metadata import version
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np

from access.engines.base import Engine, EngineKind, Listening, Readiness
from access.engines.speech.hints import prompt
from access.engines.speech.piecewise import Piecewise, Samples
from access.errors import EngineFailed, EngineNotReady
from access.model.findings import Word
from access.model.script import EngineIdentity, Tier
from access.model.time import Span

DEFAULT_MODEL = "small"
RATE = 16_000
_LICENCE = "MIT"
TEMPERATURES = (0.0, 0.2, 0.4, 0.6, 0.8, 1.0)
"""Tried in turn until a decoding is neither repetitive nor improbable (Whisper paper, section 4.5)."""


_REPETITIVE, _IMPROBABLE = 2.4, -1.0
"""Of a decoding: how well its text compresses, and its mean log-probability, beyond which it is tried again (the same)."""


class FasterWhisper(Piecewise):
    together = 8

    def __init__(self, model: str, folder: Path) -> None:
        super().__init__(EngineIdentity("faster-whisper", version("faster-whisper"), Tier.STANDARD, _LICENCE, model))
        self._folder = folder
        self._batch: Any = None

    def _decode(self, pieces: Sequence[Samples], asked: Listening) -> tuple[Sequence[Iterable[Word]], str]:
        if self._model is None:
            from faster_whisper import BatchedInferencePipeline, WhisperModel

            # CTranslate2 picks float16 on CUDA by "auto"; on a CPU int8 is what makes it quick.
            self._model = WhisperModel(str(self._folder), device="auto", compute_type="default" if _has_cuda() else "int8")
            self._batch = BatchedInferencePipeline(self._model)
        edges = np.cumsum([0, *map(len, pieces)])
        clips = [{"start": first / RATE, "end": last / RATE} for first, last in pairwise(edges.tolist())]
        how = {
            "word_timestamps": True, "without_timestamps": True, "condition_on_previous_text": False,
            "task": "translate" if asked.translate else "transcribe", "hotwords": prompt(asked.terms) or None}
        words: list[list[Word]] = [[] for _ in pieces]
        try:
            segments, info = self._batch.transcribe(
                np.concatenate(pieces), language=asked.language or None, clip_timestamps=clips, batch_size=self.together,
                temperature=TEMPERATURES[0], **how)
            for segment in segments:
                number = bisect_right(edges, round(segment.seek * RATE / 100) + RATE // 100) - 1
                offset = int(edges[number]) * 1000 // RATE
                poor = segment.compression_ratio > _REPETITIVE or segment.avg_logprob < _IMPROBABLE
                if poor and TEMPERATURES[1:]:
                    again, _ = self._model.transcribe(
                        pieces[number], language=info.language, temperature=TEMPERATURES[1:], **how)
                    words[number] = [_word(word, 0) for one in again for word in one.words or ()]
                else:
                    words[number] += [_word(word, offset) for word in segment.words or ()]
        except (RuntimeError, ValueError) as error:
            raise EngineFailed(f"faster-whisper failed: {error}.") from error
        return words, info.language

    def close(self) -> None:
        self._model = self._batch = None


def _word(word: Any, offset: int) -> Word:
    start = max(0, round(word.start * 1000) - offset)
    return Word(word.word, Span(start, max(start, round(word.end * 1000) - offset)), word.probability)


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

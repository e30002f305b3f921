"""faster-whisper (CTranslate2): Whisper in a quarter of the time and memory. MIT; the weights are OpenAI's, MIT.

The library is in the plain install; weights are not. `faster-whisper:small` means a size, `faster-whisper:OWNER/NAME` any
CTranslate2 model of the hub, `faster-whisper:small@REVISION` just this commit, branch or tag of it,
`faster-whisper:/models/small` a folder.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from importlib.metadata import version
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np

from access.engines import weights
from access.engines.base import EngineKind, Listening
from access.engines.speech.hints import prompt
from access.engines.speech.piecewise import Piece, Piecewise, Samples
from access.engines.speech.whisper_languages import known, tokens_listed
from access.errors import EngineFailed
from access.model.findings import Word
from access.model.script import EngineIdentity, Tier
from access.model.time import Span

DEFAULT_MODEL = "small"
_SIZES = ("tiny.en", "tiny", "base.en", "base", "small.en", "small", "medium.en", "medium", "large-v1", "large-v2", "large-v3")
_DISTILLED = ("large-v2", "medium.en", "small.en", "large-v3")
REPOSITORIES = {
    **{size: f"Systran/faster-whisper-{size}" for size in _SIZES},
    **{f"distil-{size}": f"Systran/faster-distil-whisper-{size}" for size in _DISTILLED},
    "distil-large-v3.5": "distil-whisper/distil-large-v3.5-ct2",
    "large": "Systran/faster-whisper-large-v3",
    "large-v3-turbo": "mobiuslabsgmbh/faster-whisper-large-v3-turbo",
    "turbo": "mobiuslabsgmbh/faster-whisper-large-v3-turbo",
}
"""What the library's own sizes mean, kept here so that a look for weights need not load it."""
RATE = 16_000
_LICENCE = "MIT"
TEMPERATURES = (0.0, 0.2, 0.4, 0.6, 0.8, 1.0)
"""Tried in turn until a decoding is neither repetitive nor improbable (Whisper paper, section 4.5)."""


_REPETITIVE, _IMPROBABLE = 2.4, -1.0
"""Of a decoding: how well its text compresses, and its mean log-probability, beyond which it is tried again (the same)."""


_QUICKEST = {"cuda": ("float16", "int8_float32", "float32"), "cpu": ("int8", "float32")}
"""Arithmetic by device, the quickest first. Not every GPU computes in float16; all do in float32."""


class FasterWhisper(Piecewise):
    together = 8

    def __init__(self, model: str, folder: Path) -> None:
        super().__init__(
            EngineIdentity("faster-whisper", version("faster-whisper"), Tier.STANDARD, _LICENCE, model),
            known(model, tokens_listed(folder)))
        self._folder = folder
        self._batch: Any = None

    def _decode(self, pieces: Sequence[Samples], asked: Listening) -> tuple[Sequence[Piece], str]:
        with weights.loading(self._folder):
            self._load()
        edges = np.cumsum([0, *map(len, pieces)])
        clips = [{"start": first / RATE, "end": last / RATE} for first, last in pairwise(edges.tolist())]
        how = {
            "word_timestamps": True, "without_timestamps": True, "condition_on_previous_text": False,
            "task": "translate" if asked.translate else "transcribe", "hotwords": prompt(asked.terms) or None}
        words: list[list[Word]] = [[] for _ in pieces]
        figures = [(0.0, 0.0)] * len(pieces)
        try:
            segments, info = self._batch.transcribe(
                np.concatenate(pieces), language=asked.language or None, clip_timestamps=clips, batch_size=self.together,
                temperature=TEMPERATURES[0], **how)
            for segment in segments:
                number = bisect_right(edges, round(segment.seek * RATE / 100) + RATE // 100) - 1
                offset = int(edges[number]) * 1000 // RATE
                poor = segment.compression_ratio > _REPETITIVE or segment.avg_logprob < _IMPROBABLE
                if poor and TEMPERATURES[1:]:
                    # Whatever it thinks of it: windows without speech are dropped by all recognisers' guard, and told.
                    again, _ = self._model.transcribe(
                        pieces[number], language=info.language, temperature=TEMPERATURES[1:], no_speech_threshold=None, **how)
                    better = list(again)
                    words[number] = [_word(word, 0) for one in better for word in one.words or ()]
                    segment = better[0] if better else segment
                else:
                    words[number] += [_word(word, offset) for word in segment.words or ()]
                figures[number] = (segment.no_speech_prob, segment.avg_logprob)
        except IndexError as error:  # of an empty list of languages
            raise EngineFailed("This conversion does not say which languages it knows.", "Name the language.") from error
        except (RuntimeError, ValueError, KeyError) as error:
            raise EngineFailed(f"faster-whisper failed: {error}.") from error
        return [Piece(said, *known) for said, known in zip(words, figures, strict=True)], info.language

    def _load(self) -> None:
        if self._model is None:
            from faster_whisper import BatchedInferencePipeline, WhisperModel

            self._model = WhisperModel(str(self._folder), **_how_to_compute())
            self._batch = BatchedInferencePipeline(self._model)

    def close(self) -> None:
        self._model = self._batch = None


def _word(word: Any, offset: int) -> Word:
    start = max(0, round(word.start * 1000) - offset)
    return Word(word.word, Span(start, max(start, round(word.end * 1000) - offset)), word.probability)


def _how_to_compute() -> dict[str, str]:
    """Return the device and the arithmetic that is quick on it, whatever the weights were saved in."""
    import ctranslate2

    device = "cuda" if ctranslate2.get_cuda_device_count() else "cpu"
    known = ctranslate2.get_supported_compute_types(device)
    return {"device": device, "compute_type": next(kind for kind in _QUICKEST[device] if kind in known)}


def wanted(model: str) -> weights.Model:
    """Return what `model`, the part of a setting after the colon, stands for."""
    name, revision = weights.split(model, DEFAULT_MODEL)
    repository = name if "/" in name else REPOSITORIES.get(name, "")
    return weights.Model(
        name, repository, revision, needs=("model.bin", "config.json", "tokenizer.json"),
        light=("config.json", "preprocessor_config.json", "tokenizer.json", "vocabulary.*"), heavy=("model.bin",))


factory = weights.WeightsFactory(
    "faster-whisper", EngineKind.SPEECH, Tier.STANDARD, _LICENCE, ("faster_whisper",), "pip install faster-whisper", wanted,
    FasterWhisper)

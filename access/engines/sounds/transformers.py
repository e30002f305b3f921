"""Any audio-classification checkpoint of transformers; the Audio Spectrogram Transformer on AudioSet is the one that is meant.

The sound is listened to in windows that overlap. A window says that a sound is in it, not where: so at an instant only that
is heard which every window over it says. The model has some hundred million weights and listens to every instant four times: on
a CPU that takes a fair part of the film's own time.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from importlib.metadata import version
from itertools import islice
from pathlib import Path
from typing import Any

import numpy as np

from access.engines import weights
from access.engines.base import EngineKind
from access.engines.sounds.audioset import CLASSES, columns, ranked
from access.engines.sounds.merging import Certainty, Judged, events
from access.errors import EngineFailed
from access.model.findings import SoundEvent
from access.model.media import Sound
from access.model.script import EngineIdentity, Tier
from access.model.time import Span

DEFAULT_MODEL = "MIT/ast-finetuned-audioset-10-10-0.4593"
CERTAINTY = Certainty(sure=0.5, times=1, likely=0.25)
WINDOW_MS, STEP_MS = 10_000, 2_500
"""AudioSet's clips are 10 s long: a model hears best what it was taught on."""
_BATCH = 8
_LICENCE = "Apache-2.0"
"""Of the library. The weights have their own: those of the AST are BSD-3-Clause."""

Scores = np.ndarray[Any, np.dtype[Any]]


class AudioClassification:
    def __init__(self, model: str, folder: Path) -> None:
        self.identity = EngineIdentity("audio-classification", version("transformers"), Tier.STANDARD, _LICENCE, model)
        self._folder = folder
        self._model: Any = None
        self._features: Any = None

    @property
    def labels(self) -> tuple[str, ...]:
        return tuple(columns(_class_names(self._folder)))

    def listen(self, sound: Sound, voiced: Sequence[Span]) -> tuple[SoundEvent, ...]:
        classes = columns(_class_names(self._folder))
        heard: list[Scores] = []
        pieces = (_samples(sound, window) for window in windows(sound.span))
        while together := list(islice(pieces, _BATCH)):
            scores = self._scores(together, sound.sample_rate)
            heard += [np.array([row[list(numbers)].max() for numbers in classes.values()]) for row in scores]
        found: list[SoundEvent] = []
        for number, label in enumerate(classes):
            said = at_each_step([float(scores[number]) for scores in heard], sound.span)
            found += events(label, said, CERTAINTY)
        return ranked(found)

    def close(self) -> None:
        self._model = self._features = None

    def _scores(self, samples: Sequence[Scores], rate: int) -> Scores:
        """Return how likely each class is in each of `samples`, 0 to 1."""
        with weights.loading(self._folder):
            self._load()
        import torch

        try:
            inputs = self._features(list(samples), sampling_rate=rate, return_tensors="pt", padding=True)
            with torch.inference_mode():
                logits = self._model(**inputs.to(self._model.device)).logits.float().cpu()
            overlapping = _may_overlap(self._model.config)
            return np.asarray(torch.sigmoid(logits) if overlapping else torch.softmax(logits, dim=-1))
        except (RuntimeError, ValueError, LookupError) as error:
            raise EngineFailed(f"audio-classification failed: {error}.") from error

    def _load(self) -> None:
        if self._model is not None:
            return
        import torch
        from transformers import AutoFeatureExtractor, AutoModelForAudioClassification

        how = {"local_files_only": True, "trust_remote_code": False}
        self._features = AutoFeatureExtractor.from_pretrained(str(self._folder), **how)
        model = AutoModelForAudioClassification.from_pretrained(str(self._folder), use_safetensors=True, **how)
        self._model = model.to("cuda" if torch.cuda.is_available() else "cpu").eval()


def windows(whole: Span) -> Iterator[Span]:
    """Yield the windows, in order, so that as many lie over each step of `whole`: those at its ends are short."""
    for start in range(STEP_MS - WINDOW_MS, whole.end, STEP_MS):
        yield Span(max(0, start), min(start + WINDOW_MS, whole.end))


def at_each_step(scores: Sequence[float], whole: Span) -> Iterator[Judged]:
    """Yield what is heard step by step: what the window over it that says it least says. `scores` are those of `windows`."""
    for number, start in enumerate(range(0, whole.end, STEP_MS)):
        yield Judged(Span(start, min(start + STEP_MS, whole.end)), min(scores[number:number + WINDOW_MS // STEP_MS]))


def _samples(sound: Sound, window: Span) -> Scores:
    samples = np.frombuffer(sound.read(window), dtype="<i2").astype(np.float32) / 32_768
    return np.pad(samples, (0, max(0, sound.sample_rate - samples.size)))


def _may_overlap(config: Any) -> bool:
    """Tell whether several classes may be heard at once: what the checkpoint says, else whether they are AudioSet's."""
    if config.problem_type:
        return bool(config.problem_type == "multi_label_classification")
    return int(config.num_labels) >= CLASSES


def _class_names(folder: Path) -> list[str]:
    """Return the classes of a checkpoint, by number, without loading the model."""
    try:
        named = json.loads((folder / "config.json").read_text("utf-8"))["id2label"]
        return [str(named[str(number)]) for number in range(len(named))]
    except (OSError, ValueError, LookupError, TypeError, AttributeError) as error:
        raise EngineFailed(f"{folder / 'config.json'} does not name the classes of a model for sounds.") from error


def wanted(model: str) -> weights.Model:
    """Return what `model`, the part of a setting after the colon, stands for."""
    name, revision = weights.split(model, DEFAULT_MODEL)
    return weights.Model(
        name, name if "/" in name else "", revision,
        needs=("config.json", "preprocessor_config.json", "*.safetensors"),
        light=("config.json", "preprocessor_config.json", "*.safetensors.index.json"), heavy=("*.safetensors",))


def _unfit(folder: Path) -> str:
    return "" if columns(_class_names(folder)) else f"None of the classes of {folder} is a sound that captions name."


factory = weights.WeightsFactory(
    "audio-classification", EngineKind.SOUNDS, Tier.STANDARD, _LICENCE, ("transformers", "torch"),
    'pip install "access-media[neural]"', wanted, AudioClassification, _unfit)

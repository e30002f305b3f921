"""Any checkpoint of `transformers` that says what a picture shows: Qwen3-VL, SmolVLM2, Idefics3, Florence-2, BLIP, GIT, ….

`transformers:/models/folder`, `transformers:OWNER/NAME` of the hub, `transformers:OWNER/NAME@REVISION`. Weights are safetensors
and nothing else, and no code of a checkpoint is ever run. What may be done with a checkpoint, its own licence says.

One that chats is asked in the words of `asking`, with several frames of a shot in one question. One that only captions is
shown the middle frame; it knows English alone, and says nothing where another language is asked for.

Decoding is greedy: the same pictures and words get the same answer, alone or in a batch.
"""

from __future__ import annotations

import gc
from collections.abc import Sequence
from importlib.metadata import version
from itertools import groupby
from pathlib import Path
from statistics import fmean
from typing import Any

from access.engines import weights
from access.engines.base import Engine, EngineKind, Question, Subject
from access.engines.vision import answering, asking, checkpoints, frames, stills
from access.engines.vision.answering import Said
from access.engines.vision.checkpoints import Manner
from access.engines.vision.stills import LONG, Long
from access.errors import EngineFailed, EngineNotReady
from access.files import printable
from access.model.findings import Sight
from access.model.languages import primary
from access.model.script import EngineIdentity, Tier

TOGETHER = 4
"""Questions in a batch, each with up to `frames.MOST` pictures."""
MOST_TOKENS = 48
"""Of a caption."""
MOST_TOKENS_TASK = 200
"""Of what Florence-2 says at length."""
_BRIEF, _AT_LENGTH = "<CAPTION>", "<MORE_DETAILED_CAPTION>"
_LIBRARY = "Apache-2.0 (the library; a checkpoint has a licence of its own)"
_NO_ROOM = ("out of memory", "can't allocate memory", "not enough memory")


class Captioning:
    """A model that is shown one picture and not told anything."""

    sees = True

    def __init__(self, model: str, folder: Path, manner: Manner) -> None:
        self.identity = EngineIdentity("transformers", version("transformers"), manner.tier, _licence(model, folder), model)
        self._folder, self._manner = folder, manner
        self._loaded: _Loaded | None = None
        self._together = TOGETHER

    def look(self, questions: Sequence[Question]) -> tuple[Sight | None, ...]:
        found: list[Sight | None] = [None] * len(questions)
        fit = [number for number, question in enumerate(questions) if question.frames and self._can(question)]

        def like(number: int) -> tuple[Subject, int]:
            return questions[number].subject, len(frames.chosen(questions[number].frames))

        # Questions with as many pictures go together: nothing is filled up with blank ones.
        for _, alike in groupby(sorted(fit, key=like), key=like):
            numbers = list(alike)
            while numbers:
                batch, numbers = numbers[:self._together], numbers[self._together:]
                for number, sight in zip(batch, self._tried([questions[one] for one in batch]), strict=True):
                    found[number] = sight
        return tuple(found)

    def close(self) -> None:
        if self._loaded is not None:
            self._loaded = None
            _give_back()

    @property
    def _model(self) -> _Loaded:
        if self._loaded is None:
            with weights.loading(self._folder):
                self._loaded = _Loaded(self._folder, self._manner)
        return self._loaded

    def _can(self, question: Question) -> bool:
        """Tell whether it can answer: in English, and nothing that it would have to be told."""
        return primary(question.language) in ("en", "") and not stills.translates(question)

    def _tried(self, questions: Sequence[Question]) -> list[Sight | None]:
        """Answer a batch; where it has no room in memory, one by one, and so from then on."""
        model = self._model
        try:
            return self._answers(model, questions)
        except EngineFailed:
            raise
        except Exception as error:  # a checkpoint, its chat template and the libraries below have errors of their own
            if not _lacks_room(error) or len(questions) == 1:
                raise _failed(error) from error
        self._together = 1
        _give_back()
        return [sight for question in questions for sight in self._tried([question])]

    def _answers(self, model: _Loaded, questions: Sequence[Question]) -> list[Sight | None]:
        pictures = [frames.shown(question, most=1)[0] for question in questions]
        if self._manner is Manner.CAPTION:
            return _sights(model.captioned(pictures, "", MOST_TOKENS), questions)
        brief = model.captioned(pictures, _BRIEF, MOST_TOKENS_TASK)
        wanted = [] if questions[0].subject is Subject.SHOT else [
            number for number, question in enumerate(questions) if stills.long(question) is not Long.NO]
        if wanted:
            more = model.captioned([pictures[number] for number in wanted], _AT_LENGTH, MOST_TOKENS_TASK)
            for number, long in zip(wanted, more, strict=True):
                one = brief[number]
                brief[number] = Said(f"{one.text}\n{LONG} {long.text}", min(one.confidence, long.confidence), long.whole)
        return _sights(brief, questions)


class Chatting(Captioning):
    """A model that is asked in words, and may be asked without pictures."""

    def shorten(self, text: str, language: str, words: int) -> str:
        """Say `text` in fewer words: what `Rewriter` promises."""
        model = self._model
        try:
            said, = model.chatted([([], asking.shorter(text, language, words))])
        except Exception as error:
            raise _failed(error) from error
        return answering.text(said)

    def _can(self, question: Question) -> bool:
        return True

    def _answers(self, model: _Loaded, questions: Sequence[Question]) -> list[Sight | None]:
        return _sights(
            model.chatted([(frames.shown(question), asking.about(question)) for question in questions]), questions)


class _Loaded:
    """A checkpoint in memory: bfloat16 or float16 on a GPU, float32 on a CPU."""

    def __init__(self, folder: Path, manner: Manner) -> None:
        import torch
        import transformers

        transformers.logging.set_verbosity_error()
        transformers.logging.disable_progress_bar()
        cuda = torch.cuda.is_available()
        kind = torch.float32 if not cuda else torch.bfloat16 if torch.cuda.is_bf16_supported() else torch.float16
        how: dict[str, Any] = {"local_files_only": True, "trust_remote_code": False}
        self.processor = transformers.AutoProcessor.from_pretrained(folder, **how)
        if manner is Manner.CHAT and not self.processor.chat_template:
            self.processor.chat_template = self.processor.tokenizer.chat_template
        if manner is Manner.CHAT and not self.processor.chat_template:
            raise EngineNotReady(f"The checkpoint in {folder} has no chat template.", "Name another one.")
        model = transformers.AutoModelForImageTextToText.from_pretrained(folder, dtype=kind, use_safetensors=True, **how)
        self.model = model.to("cuda" if cuda else "cpu").eval().requires_grad_(False)
        # What is decoded goes on at the right end of what was asked: a filling between would be read as words.
        self.processor.tokenizer.padding_side = "right" if self.model.config.is_encoder_decoder else "left"
        self._ends = _ends(self.model, self.processor.tokenizer)

    def captioned(self, pictures: Sequence[Any], task: str, tokens: int) -> list[Said]:
        """Return what is said of each picture. `task` stands before what some models are to say of it."""
        asked = {"text": [task] * len(pictures)} if task else {}
        inputs = self.processor(images=list(pictures), return_tensors="pt", **asked)
        return self._generated(inputs, [tokens] * len(pictures))

    def chatted(self, questions: Sequence[tuple[Sequence[Any], asking.Asked]]) -> list[Said]:
        """Return the answer to each question, asked with its pictures before it."""
        messages = [[{"role": "user", "content": [
            *({"type": "image"} for _ in pictures), {"type": "text", "text": asked.text}]}]
            for pictures, asked in questions]
        texts = self.processor.apply_chat_template(messages, add_generation_prompt=True, tokenize=False)
        shown = {"images": [list(pictures) for pictures, _ in questions]} if any(pictures for pictures, _ in questions) else {}
        begin = self.processor.tokenizer.bos_token
        inputs = self.processor(
            text=texts, **shown, padding=True, return_tensors="pt",
            add_special_tokens=not (begin and texts[0].startswith(begin)))
        return self._generated(inputs, [asked.tokens for _, asked in questions])

    def _generated(self, inputs: Any, most: Sequence[int]) -> list[Said]:
        """Decode, and return of each text as much as its own limit allows: the same as it were alone."""
        import torch

        heard = _Sureness()
        inputs = inputs.to(self.model.device)
        given = {name: value.to(self.model.dtype) if value.is_floating_point() else value for name, value in inputs.items()}
        with torch.inference_mode():
            sequences = self.model.generate(
                **given, max_new_tokens=max(most), do_sample=False, num_beams=1, logits_processor=[heard])
        steps = len(heard.chances)
        chances = torch.stack(heard.chances, dim=1).tolist()
        return [
            self._said(tokens, sure, limit)
            for tokens, sure, limit in zip(sequences[:, sequences.shape[1] - steps:].tolist(), chances, most, strict=True)]

    def _said(self, tokens: list[int], chances: list[float], most: int) -> Said:
        end = next((number for number, token in enumerate(tokens[:most]) if token in self._ends), None)
        count = min(most, len(tokens)) if end is None else end + 1
        text = self.processor.tokenizer.decode(tokens[:count], skip_special_tokens=True)
        return Said(text, round(fmean(chances[:count]), 4) if count else 0.0, end is not None)


class _Sureness:
    """Remembers how likely the likeliest token was at each step, which greedy decoding takes.

    As `compute_transition_scores(normalize_logits=True)` would tell, without keeping every step's whole vocabulary: a GB
    for an answer of a few hundred tokens.
    """

    def __init__(self) -> None:
        self.chances: list[Any] = []

    def __call__(self, input_ids: Any, scores: Any) -> Any:
        self.chances.append(scores.float().softmax(-1).amax(-1).cpu())
        return scores


def opened(model: str, folder: Path) -> Engine:
    """Return the engine for a checkpoint; only one that chats takes words alone."""
    manner = checkpoints.manner(folder)
    if manner is None:
        raise EngineNotReady(_unfit(folder), "Name another one.")
    return (Chatting if manner is Manner.CHAT else Captioning)(model, folder, manner)


def wanted(model: str) -> weights.Model:
    """Return what `model`, the part of a setting after the colon, stands for."""
    name, revision = weights.split(model, checkpoints.default())
    return weights.Model(
        name, name if "/" in name else "", revision, needs=("config.json", "*processor_config.json", "model*.safetensors"),
        light=("*.json", "*.txt", "*.model", "*.jinja"), heavy=("model.safetensors", "model-*-of-*.safetensors"))


def _unfit(folder: Path) -> str:
    if checkpoints.manner(folder) is not None:
        return ""
    return (f"The checkpoint in {folder} does not say what a picture shows: models with a chat template for pictures do, "
            "Florence-2, BLIP and GIT.")


def _licence(model: str, folder: Path) -> str:
    named = checkpoints.licence(model, folder)
    return f"{named} (the weights), Apache-2.0 (the library)" if named else _LIBRARY


def _sights(said: Sequence[Said], questions: Sequence[Question]) -> list[Sight | None]:
    return [answering.sight(one, question) for one, question in zip(said, questions, strict=True)]


def _ends(model: Any, tokenizer: Any) -> set[int]:
    """Return the tokens with which an answer ends, wherever the checkpoint says so: BLIP's ends with what parts sentences."""
    text = model.config.get_text_config()
    named = [model.generation_config.eos_token_id, tokenizer.eos_token_id, getattr(text, "sep_token_id", None)]
    return {end for one in named for end in (one if isinstance(one, list) else [one]) if end is not None}


def _failed(error: BaseException) -> EngineFailed:
    reason = next((line.strip().rstrip(".") for line in str(error).splitlines() if line.strip()), type(error).__name__)
    hint = "A smaller model may do." if _lacks_room(error) else ""
    return EngineFailed(f"transformers failed: {printable(reason)[:300]}.", hint)


def _lacks_room(error: BaseException) -> bool:
    return isinstance(error, MemoryError) or any(words in str(error).lower() for words in _NO_ROOM)


def _give_back() -> None:
    """Let go of the memory that a model or a failed try held."""
    import torch

    gc.collect()
    if torch.cuda.is_available():
        torch.cuda.empty_cache()


factory = weights.WeightsFactory(
    "transformers", EngineKind.VISION, Tier.STANDARD, _LIBRARY, ("transformers", "torch"),
    'pip install "access-media[neural]"', wanted, opened, _unfit, besides=checkpoints.package_for)

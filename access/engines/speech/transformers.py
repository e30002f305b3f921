"""Any recogniser of `transformers` that says when a word is spoken: Whisper and its kin, and CTC models such as wav2vec2.

`transformers:/models/folder`, `transformers:OWNER/NAME` of the hub, `transformers:OWNER/NAME@REVISION`. Weights are safetensors
and nothing else, and no code of a checkpoint is ever run. The library is Apache-2.0; what may be done with a checkpoint, its
own licence says.

Whisper decodes windows in a batch; then one look at each text with its sound gives every token's probability and its place,
from the heads of the cross attention that follow the voice. (The library's own word times come out of the decoding itself
and suffer in a batch: the filling of shorter texts takes part in the alignment.)
"""

from __future__ import annotations

import json
import math
import re
import zlib
from collections.abc import Sequence
from importlib.metadata import version
from itertools import groupby
from pathlib import Path
from statistics import fmean
from typing import Any, Protocol

from access.engines import weights
from access.engines.base import EngineKind, Listening
from access.engines.speech.hints import prompt
from access.engines.speech.piecewise import Piece, Piecewise, Samples
from access.engines.speech.tokens import Part, joined, starts
from access.engines.speech.whisper_languages import known, tokens_configured
from access.errors import EngineFailed, EngineNotReady
from access.model.languages import spaceless
from access.model.script import EngineIdentity, Tier
from access.model.time import Span

DEFAULT_MODEL = "openai/whisper-small"
RATE = 16_000
TEMPERATURES = (0.0, 0.2, 0.4, 0.6, 0.8, 1.0)
"""Tried in turn until a decoding is neither repetitive nor improbable (Whisper paper, section 4.5)."""
MOST_TOKENS = 224
"""Of one window's text: half of what Whisper's decoder has places for, as in OpenAI's own code."""
_REPETITIVE, _IMPROBABLE = 2.4, -1.0
_LICENCE = "Apache-2.0 (the library; a checkpoint has a licence of its own)"
_FRAME_MS = 20
"""What one place of Whisper's encoder stands for."""
_MOST_PROMPT = 200
"""Tokens; the prompt, the marks and the text share 448 places."""
_SMOOTH = 7
"""Frames of the median filter over the cross attention, as in OpenAI's own code."""
_LANGUAGE = re.compile(r"<\|([a-z]{2,3})\|>")


class Transformers(Piecewise):
    together = 4

    def __init__(self, model: str, folder: Path) -> None:
        super().__init__(
            EngineIdentity("transformers", version("transformers"), Tier.STANDARD, _LICENCE, model),
            known(model, tokens_configured(folder)) if _kind(folder) is _Whisper else ())
        self._folder = folder

    def _decode(self, pieces: Sequence[Samples], asked: Listening) -> tuple[Sequence[Piece], str]:
        if self._model is None:
            with weights.loading(self._folder):
                self._model = _loaded(self._folder)
        decoder: _Decoder = self._model
        try:
            return decoder.decode(pieces, asked)
        except (RuntimeError, ValueError, LookupError) as error:
            raise EngineFailed(f"transformers failed: {error}.") from error


class _Decoder(Protocol):
    def decode(self, pieces: Sequence[Samples], asked: Listening) -> tuple[list[Piece], str]: ...


def _loaded(folder: Path) -> _Decoder:
    """Load a checkpoint: float16 on a GPU, float32 on a CPU."""
    import torch
    import transformers

    transformers.logging.set_verbosity_error()
    transformers.logging.disable_progress_bar()
    cuda = torch.cuda.is_available()
    how = {"local_files_only": True, "trust_remote_code": False}
    kind = _kind(folder)
    features = transformers.AutoFeatureExtractor.from_pretrained(folder, **how)
    if kind is None or features.sampling_rate != RATE:
        raise EngineNotReady(f"The checkpoint in {folder} does not hear sound of {RATE} Hz.", "Name another one.")
    tokenizer = transformers.AutoTokenizer.from_pretrained(folder, **how)
    auto = transformers.AutoModelForCTC if kind is _Ctc else transformers.AutoModelForSpeechSeq2Seq
    model = auto.from_pretrained(folder, dtype=torch.float16 if cuda else torch.float32, use_safetensors=True, **how)
    return kind(model.to("cuda" if cuda else "cpu").eval().requires_grad_(False), features, tokenizer)


class _Whisper:
    """A sequence model with cross attention: decodes, then is asked once more where each token of its text lies."""

    def __init__(self, model: Any, features: Any, tokenizer: Any) -> None:
        self._model, self._features, self._tokenizer = model, features, tokenizer
        self._many = model.config.vocab_size >= 51_865
        config = model.generation_config
        tokens = tokenizer.get_vocab()
        # Fine-tuned checkpoints often come without what the library needs to be told of languages and tasks.
        known = {
            "is_multilingual": self._many,
            "no_timestamps_token_id": tokens["<|notimestamps|>"],
            "lang_to_id": {token: number for token, number in tokens.items() if _LANGUAGE.fullmatch(token)},
            "task_to_id": {task: tokens[f"<|{task}|>"] for task in ("transcribe", "translate") if f"<|{task}|>" in tokens}}
        for name, value in known.items():
            if getattr(config, name, None) is None:
                setattr(config, name, value)
        config.forced_decoder_ids = model.config.forced_decoder_ids = None
        layers, heads = model.config.decoder_layers, model.config.decoder_attention_heads
        self._heads = getattr(config, "alignment_heads", None) or [
            (layer, head) for layer in range(layers // 2, layers) for head in range(heads)]

    def decode(self, pieces: Sequence[Samples], asked: Listening) -> tuple[list[Piece], str]:
        heard = self._features(list(pieces), sampling_rate=RATE, return_tensors="pt").input_features
        sound = self._model.get_encoder()(heard.to(self._model.device, self._model.dtype))
        language = asked.language if self._many else "en"
        language = language or self._language(sound)
        if self._many and f"<|{language}|>" not in self._model.generation_config.lang_to_id:
            raise EngineFailed(f"The checkpoint does not know the language {language}.", "Name another one.")
        if self._many and _task(asked) not in self._model.generation_config.task_to_id:
            raise EngineFailed(f"The checkpoint knows no task {_task(asked)}.",
                               "Turn `[speech] translate` off, or name another one.")
        said = [Piece(())] * len(pieces)
        open_still = list(range(len(pieces)))
        for temperature in TEMPERATURES:
            texts = self._texts(_of(sound, open_still), language, asked, temperature)
            poor = []
            for number, text in zip(open_still, texts, strict=True):
                said[number], good = self._placed(_of(sound, [number]), len(pieces[number]), text, language, asked)
                poor += [] if good else [number]
            if not (open_still := poor):
                break
        return said, language

    def _language(self, sound: Any) -> str:
        # Of the first window alone: the language is one for the file, and the shorter ones after it tell less.
        found = self._model.detect_language(
            encoder_outputs=_of(sound, [0]), generation_config=self._model.generation_config)
        marks = {number: mark for mark, number in self._model.generation_config.lang_to_id.items()}
        return str(marks[int(found[0])].strip("<|>"))

    def _texts(self, sound: Any, language: str, asked: Listening, temperature: float) -> list[list[int]]:
        """Return the tokens of each window's text, without marks."""
        how: dict[str, Any] = {"language": language, "task": _task(asked)} if self._many else {}
        if asked.terms:
            terms = prompt(asked.terms)
            how["prompt_ids"] = self._tokenizer.get_prompt_ids(terms, return_tensors="pt")[:_MOST_PROMPT].to(self._model.device)
        found = self._model.generate(
            encoder_outputs=sound, return_timestamps=False, temperature=temperature, num_beams=1,
            max_new_tokens=MOST_TOKENS, condition_on_prev_tokens=False, **how)
        last = self._tokenizer.eos_token_id
        return [[token for token in text if token < last] for text in found.tolist()]

    def _placed(
        self, sound: Any, samples: int, text: list[int], language: str, asked: Listening
    ) -> tuple[Piece, bool]:
        """Return a text's words at their places, and whether the text is neither repetitive nor improbable."""
        import torch

        if not text:
            return Piece(()), True
        config, tokens = self._model.generation_config, self._tokenizer
        marks = [config.lang_to_id[f"<|{language}|>"], config.task_to_id[_task(asked)]] if self._many else []
        given = [config.decoder_start_token_id, *marks, config.no_timestamps_token_id, *text]
        first = len(given) - len(text) - 1
        # Only so does the library tell the weights of its attention.
        self._model.set_attn_implementation("eager")
        seen = self._model(
            encoder_outputs=sound, decoder_input_ids=torch.tensor([given], device=self._model.device), output_attentions=True)
        self._model.set_attn_implementation("sdpa")
        chances = seen.logits[0, first:].float().log_softmax(-1)
        after = torch.tensor([*text, tokens.eos_token_id], device=chances.device)
        logs = chances.gather(1, after[:, None])[:, 0].tolist()
        frames = max(1, min(self._model.config.max_source_positions, -(-samples * 1000 // RATE // _FRAME_MS)))
        attention = torch.stack([seen.cross_attentions[layer][0, head, first:, :frames] for layer, head in self._heads])
        begin = starts(_followed(attention.float()))
        written = _pieces(text, tokens)
        end = samples * 1000 // RATE
        if begin is None:
            spans = Span(0, end).shared_out(len(part.strip()) for part, _, _ in written)
        else:
            edges = [min(end, frame * _FRAME_MS) for frame in begin]
            spans = tuple(Span(edges[a], edges[b]) for _, a, b in written)
        plain = "".join(part for part, _, _ in written)
        good = fmean(logs) >= _IMPROBABLE and _repetition(plain) <= _REPETITIVE
        silent = seen.logits[0, 0].float().softmax(-1)[config.no_timestamps_token_id - 1].item()
        parts = [
            Part(part, span, min(1.0, fmean(math.exp(log) for log in logs[a:b])))
            for (part, a, b), span in zip(written, spans, strict=True)]
        words = joined(parts, not spaceless(language) or asked.translate)
        return Piece(words, silent, fmean(logs)), good


class _Ctc:
    """A model that names a token or none for every frame."""

    def __init__(self, model: Any, features: Any, tokenizer: Any) -> None:
        self._model, self._features, self._tokenizer = model, features, tokenizer
        self._none = model.config.pad_token_id
        self._between = getattr(tokenizer, "word_delimiter_token", None) or " "
        self._marks = {*tokenizer.all_special_ids} - {tokenizer.convert_tokens_to_ids(self._between)}
        letters = "".join(token for token, number in tokenizer.get_vocab().items() if number not in self._marks)
        # An alphabet of capitals says nothing about case, and nobody wants to be shouted at.
        self._written = str.lower if letters.upper() == letters else str

    def decode(self, pieces: Sequence[Samples], asked: Listening) -> tuple[list[Piece], str]:
        if asked.translate:
            raise EngineFailed("This checkpoint writes down what it hears and translates nothing.",
                               "Turn `[speech] translate` off, or name a Whisper.")
        # One by one: many of these models were trained without a mask, and hear the filling of a batch.
        spaced = not spaceless(asked.language)
        return [Piece(joined(self._parts(samples), spaced)) for samples in pieces], asked.language

    def _parts(self, samples: Samples) -> list[Part]:
        heard = self._features(samples, sampling_rate=RATE, return_tensors="pt")
        inputs = {
            name: value.to(self._model.device, self._model.dtype if value.is_floating_point() else value.dtype)
            for name, value in heard.items()}
        chances, tokens = self._model(**inputs).logits[0].float().softmax(-1).max(-1)
        sure, frame = chances.tolist(), len(samples) * 1000 / RATE / len(tokens)
        parts, at, space = [], 0, ""
        for token, run in groupby(tokens.tolist()):
            first, at = at, at + len(list(run))
            text = self._tokenizer.convert_ids_to_tokens(token)
            if text == self._between:
                space = " "
            elif token != self._none and token not in self._marks:
                text = f"{space}{text.replace('▁', ' ')}"
                parts.append(Part(
                    self._written(text), Span(round(first * frame), round(at * frame)), min(1.0, max(sure[first:at]))))
                space = ""
        return parts


def _task(asked: Listening) -> str:
    return "translate" if asked.translate else "transcribe"


def _of(sound: Any, numbers: list[int]) -> Any:
    """Return what the encoder made of some windows."""
    from transformers.modeling_outputs import BaseModelOutput

    return BaseModelOutput(last_hidden_state=sound.last_hidden_state[numbers])


def _pieces(text: list[int], tokenizer: Any) -> list[tuple[str, int, int]]:
    """Return the text in its smallest whole parts, each with its first token and the one after its last.

    Several tokens may share one sign: a part ends where the bytes so far are whole.
    """
    parts, first = [], 0
    for number in range(1, len(text) + 1):
        part = tokenizer.decode(text[first:number], skip_special_tokens=True, clean_up_tokenization_spaces=False)
        if "\ufffd" not in part or number == len(text):
            parts.append((part.replace("\ufffd", ""), first, number))
            first = number
    return parts


def _followed(attention: Any) -> Any:
    """Return tokens × frames: how much more than at other tokens the heads look at a frame, smoothed along the time.

    As OpenAI's own code does it (whisper/timing.py). Takes heads × tokens × frames.
    """
    import torch

    deviation, mean = torch.std_mean(attention, dim=-2, keepdim=True, unbiased=False)
    scaled = (attention - mean) / deviation.clamp_min(1e-9)
    if scaled.shape[-1] > _SMOOTH // 2:
        padded = torch.nn.functional.pad(scaled, (_SMOOTH // 2, _SMOOTH // 2, 0, 0), mode="reflect")
        scaled = padded.unfold(-1, _SMOOTH, 1).median(-1).values
    return scaled.mean(0).cpu().numpy()


def _repetition(text: str) -> float:
    """Return how many times shorter the text becomes when it is compressed."""
    data = text.encode()
    return len(data) / len(zlib.compress(data))


def _kind(folder: Path) -> type[_Whisper] | type[_Ctc] | None:
    """Return what decodes the checkpoint; None where it gives no times."""
    try:
        config = json.loads((folder / "config.json").read_bytes())
        if config.get("model_type") == "whisper":
            return _Whisper
        return _Ctc if any(name.endswith("ForCTC") for name in config.get("architectures") or ()) else None
    except (OSError, ValueError, AttributeError):
        return None


def wanted(model: str) -> weights.Model:
    """Return what `model`, the part of a setting after the colon, stands for."""
    name, revision = weights.split(model, DEFAULT_MODEL)
    return weights.Model(
        name, name if "/" in name else "", revision, needs=("config.json", "model*.safetensors"),
        light=("*.json", "*.txt", "*.model"), heavy=("model.safetensors", "model-*-of-*.safetensors"))


def _unfit(folder: Path) -> str:
    if _kind(folder) is not None:
        return ""
    return f"The checkpoint in {folder} does not say when a word is spoken: Whisper and CTC models do."


factory = weights.WeightsFactory(
    "transformers", EngineKind.SPEECH, Tier.STANDARD, _LICENCE, ("transformers", "torch"),
    'pip install "access-media[neural]"', wanted, Transformers, _unfit)

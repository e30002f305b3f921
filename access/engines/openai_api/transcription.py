"""What a server answers to `audio/transcriptions`, read: words with times, else segments, else text.

Sources: the OpenAI API reference (`verbose_json`, `json`); what whisper.cpp, speaches, vLLM and `transformers serve` answer.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from pydantic import BaseModel, ConfigDict, FiniteFloat, ValidationError

from access.engines.openai_api.client import Reply
from access.engines.speech.piecewise import Piece
from access.engines.speech.times import overlapping, placed, spread, tokens
from access.model.findings import Word
from access.model.languages import bcp47, called_in_english, primary
from access.model.time import Span

UNSURE = 0.5
"""The confidence of words of which the server says none."""
_LONGEST = 3_600.0
"""Seconds. A time beyond it is an error of the server's, not a place in half a minute of sound."""


@dataclass(frozen=True, slots=True)
class Answer:
    piece: Piece
    language: str = ""
    """Primary subtag; empty where the server does not say."""


class _Lenient(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore", hide_input_in_errors=True)


class _Word(_Lenient):
    word: str
    start: FiniteFloat | None = None
    end: FiniteFloat | None = None
    probability: FiniteFloat | None = None


class _Segment(_Lenient):
    text: str = ""
    start: FiniteFloat = 0.0
    end: FiniteFloat = 0.0
    avg_logprob: FiniteFloat | None = None
    no_speech_prob: FiniteFloat | None = None
    words: tuple[_Word, ...] | None = None

    @property
    def span(self) -> Span:
        return _span(self.start, self.end)

    @property
    def confidence(self) -> float:
        return UNSURE if self.avg_logprob is None else math.exp(min(0.0, self.avg_logprob))


class _Transcription(_Lenient):
    text: str = ""
    language: str | None = None
    words: tuple[_Word, ...] | None = None
    segments: tuple[_Segment, ...] | None = None


def read(reply: Reply, voice: Sequence[Span]) -> Answer:
    """Read an answer about sound in which `voice` is heard, at least one span. Raises `ValueError` where it is none."""
    if reply.is_text:
        return Answer(Piece(spread(tokens(reply.body.decode("utf-8", "replace")), voice, UNSURE)))
    try:
        said = _Transcription.model_validate_json(reply.body)
    except ValidationError:
        raise ValueError("no transcription as the API has it") from None
    if not (said.text or said.segments or said.words) and "text" not in said.model_fields_set:
        raise ValueError("no transcription as the API has it")
    # Whisper's own names of languages are what `verbose_json` gives instead of tags.
    language = called_in_english(said.language or "") or primary(bcp47((said.language or "").strip()))
    segments = said.segments or ()
    silence = min((one.no_speech_prob for one in segments if one.no_speech_prob is not None), default=0.0)
    sureness = max((one.avg_logprob for one in segments if one.avg_logprob is not None), default=0.0)
    return Answer(Piece(_words(said, voice), silence, sureness), language)


def _words(said: _Transcription, voice: Sequence[Span]) -> list[Word]:
    segments = said.segments or ()
    inner = [(word, one.confidence) for one in segments for word in one.words or ()]
    listed = [(word, _confidence_at(word, segments)) for word in said.words or ()]
    timed = [
        Word(word.word.strip(), _span(word.start, word.end), sure if word.probability is None else word.probability)
        for word, sure in listed or inner if word.start is not None and word.end is not None and word.word.strip()]
    text = said.text.strip() or " ".join(one.text.strip() for one in segments).strip()
    if any(word.span.duration for word in timed):
        return placed(text, timed, voice, UNSURE) if text else timed
    if any(one.span.duration for one in segments):
        return [
            word for one in segments for word in spread(tokens(one.text), overlapping(voice, one.span), one.confidence)]
    return spread(tokens(text or " ".join(word.word.strip() for word in said.words or ())), voice, UNSURE)


def _confidence_at(word: _Word, segments: Sequence[_Segment]) -> float:
    at = _span(word.start or 0, word.end or 0).middle
    return next((one.confidence for one in segments if at in one.span), UNSURE)


def _span(start: float, end: float) -> Span:
    first, last = (round(min(max(0.0, seconds), _LONGEST) * 1000) for seconds in (start, end))
    return Span(first, max(first, last))

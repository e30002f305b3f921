"""What a server answers to `chat/completions`, read as what may hold anything."""

from __future__ import annotations

import math
from statistics import fmean
from typing import Any

from pydantic import BaseModel, ConfigDict, ValidationError

from access.engines.vision.answering import Said

_CENSORED = "content_filter"


class _Lenient(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore", hide_input_in_errors=True)


class _Part(_Lenient):
    text: str | None = None


class _Message(_Lenient):
    content: str | tuple[_Part, ...] | None = None
    refusal: str | None = None


class _Choice(_Lenient):
    message: _Message
    finish_reason: str | None = None
    logprobs: Any = None
    """Servers differ in its form, and nothing hangs on it but how sure the answer is."""


class _Completion(_Lenient):
    choices: tuple[_Choice, ...]


def read(body: bytes) -> Said | None:
    """Return what the model said; None where it refuses. Raises `ValueError` where that is no answer as the API has it."""
    try:
        choices = _Completion.model_validate_json(body).choices
    except ValidationError:
        raise ValueError("no chat completion as the API has it") from None
    if not choices:
        raise ValueError("no chat completion as the API has it")
    first = choices[0]
    if first.message.refusal or first.finish_reason == _CENSORED:
        return None
    content = first.message.content or ""
    text = content if isinstance(content, str) else "".join(part.text or "" for part in content)
    return Said(text, _sureness(first.logprobs), first.finish_reason != "length")


def _sureness(logprobs: Any) -> float:
    """Return the mean probability of the tokens, 0 to 1: uncalibrated. 0 where the server does not tell it."""
    tokens = logprobs.get("content") if isinstance(logprobs, dict) else None
    told = [token.get("logprob") for token in tokens if isinstance(token, dict)] if isinstance(tokens, list) else []
    known = [one for one in told if isinstance(one, int | float) and not math.isnan(one)]
    return round(fmean(math.exp(min(0.0, one)) for one in known), 4) if known else 0.0

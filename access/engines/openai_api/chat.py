"""One question to a server's `chat/completions`, with or without pictures, and what it answers.

Sources: the OpenAI API reference (chat completions); what llama.cpp, Ollama, vLLM, LM Studio and `transformers serve` answer.
What a server does not take is left out and not asked for again: how likely each token was, then how warm it is to decode.
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from access.engines.openai_api.address import Address
from access.engines.vision.answering import Said
from access.engines.vision.asking import Asked
from access.errors import EngineFailed

if TYPE_CHECKING:
    from access.engines.openai_api.client import Client, Patience, Reply

PATH = "chat/completions"
_REFUSED = {400, 422}
"""What servers say to a request that they do not take."""
_CENSORED = (b"content_filter", b"content_policy", b"responsibleaipolicy")
"""In the body of a refusal: it is about what the pictures show, not about how it is asked."""
_TOO_MUCH = "It has answered others: this question may be too long for it."
_ROOM_TO_THINK = 8
"""Servers that know no `max_tokens` count with it what a model says to itself."""


class Chat:
    """A server's model. Connected at the first question; not to be shared between threads."""

    def __init__(self, server: Address, key: str, patience: Patience | None = None) -> None:
        self._server, self._key, self._patience = server, key, patience
        self._client: Client | None = None
        self._forms = [_telling, _plain, _modern]
        """Ways to ask, the most telling first. A server that refuses one is asked by the next."""
        self._several: bool | None = None
        """Whether the server takes several pictures at once; None until that is known."""
        self._answered = False
        """Whether it has answered anything: what it refuses after that is at fault itself."""

    def ask(self, asked: Asked, pictures: Sequence[bytes] = ()) -> Said | None:
        """Return the answer; None where the server's model refuses. `pictures` are JPEG, and stand before the words.

        Raises `EngineNotReady` and `EngineFailed`, as `Client.post_json` does; `EngineFailed` also where a server that has
        answered others refuses this one.
        """
        from access.engines.openai_api import client, completion

        if self._client is None:
            self._client = client.Client(self._server, self._key, self._patience)
        few = _middle(pictures)
        reply = self._reply(self._client, asked, few if self._several is False else pictures)
        if len(pictures) > 1 and reply.fine and self._several is None:
            self._several = True
        elif len(pictures) > 1 and reply.status in _REFUSED and self._several is not False and not _is_censored(reply):
            # One that has taken several finds these too much, and not those to come.
            alone = self._reply(self._client, asked, few)
            if alone.fine:
                reply, self._several = alone, bool(self._several)
        if _is_censored(reply):
            return None
        if not reply.fine:
            problem = self._client.refusal(reply)
            raise EngineFailed(problem.message, _TOO_MUCH) if self._answered and reply.status in _REFUSED else problem
        self._answered = True
        try:
            return completion.read(reply.body)
        except ValueError as error:
            raise self._client.broken(str(error)) from None

    def close(self) -> None:
        if self._client is not None:
            self._client.close()
            self._client = None

    def _reply(self, client: Client, asked: Asked, pictures: Sequence[bytes]) -> Reply:
        """Ask in the way that the server took last time, else in every way from there on."""
        question = {"model": self._server.model, "messages": [{"role": "user", "content": _content(asked.text, pictures)}]}
        for number, form in enumerate(self._forms):
            reply = client.post_json(PATH, {**question, **form(asked.tokens)})
            if reply.fine:
                del self._forms[:number]
                break
            if reply.status not in _REFUSED or _is_censored(reply):
                break
        return reply


def _telling(tokens: int) -> dict[str, Any]:
    return {**_plain(tokens), "logprobs": True}


def _plain(tokens: int) -> dict[str, Any]:
    return {"temperature": 0, "max_tokens": tokens}


def _modern(tokens: int) -> dict[str, Any]:
    return {"max_completion_tokens": tokens * _ROOM_TO_THINK}


def _content(text: str, pictures: Sequence[bytes]) -> list[dict[str, Any]] | str:
    if not pictures:
        return text
    urls = (f"data:image/jpeg;base64,{b64encode(picture).decode('ascii')}" for picture in pictures)
    return [*({"type": "image_url", "image_url": {"url": url}} for url in urls), {"type": "text", "text": text}]


def _middle(pictures: Sequence[bytes]) -> Sequence[bytes]:
    return pictures[len(pictures) // 2:][:1]


def _is_censored(reply: Reply) -> bool:
    return reply.status in _REFUSED and any(word in reply.body.lower() for word in _CENSORED)

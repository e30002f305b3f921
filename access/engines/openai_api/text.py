"""Texts said in fewer words by any server with OpenAI's `chat/completions`: no picture is sent.

    [engines]
    text = "openai:http://localhost:11434/v1#qwen3:4b"
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from access.engines.base import EngineKind
from access.engines.openai_api.address import Address
from access.engines.openai_api.chat import PATH, Chat
from access.engines.openai_api.factory import LICENCE, ServerFactory
from access.engines.vision import answering, asking
from access.model.script import EngineIdentity, Tier

if TYPE_CHECKING:
    from access.engines.openai_api.client import Patience


class ServerText:
    def __init__(self, server: Address, key: str, patience: Patience | None = None) -> None:
        self.identity = EngineIdentity("openai", PATH, Tier.STANDARD, LICENCE, str(server))
        self._chat = Chat(server, key, patience)

    def shorten(self, text: str, language: str, words: int) -> str:
        said = self._chat.ask(asking.shorter(text, language, words))
        return answering.text(said) if said else ""

    def close(self) -> None:
        self._chat.close()


factory = ServerFactory(EngineKind.TEXT, "descriptions are", ServerText)

"""A voice behind any server with OpenAI's `audio/speech`: Kokoro-FastAPI, speaches, LocalAI, OpenAI's own.

    [engines]
    voice = "openai:http://localhost:8880/v1#kokoro"
    [describe]
    voice = "af_bella"

The texts of the descriptions are sent and nothing else. The answer is asked for as WAV and read as something that may hold
anything. What the server takes for a speed of 1 is measured, and a server that knows no other is found out.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from access.engines.base import Clip, EngineKind, VoiceChoice
from access.engines.openai_api.address import Address
from access.engines.openai_api.factory import LICENCE, ServerFactory
from access.engines.voice import wav
from access.engines.voice.clips import Samples, spoken
from access.engines.voice.pacing import Pace
from access.model.script import EngineIdentity, Tier

if TYPE_CHECKING:
    from access.engines.openai_api.client import Client, Patience, Reply

VERSION = "audio/speech"
"""What is asked. The server does not say which release of its model answers."""
_DEFAULT = "alloy"
"""The API wants a voice named; this one is OpenAI's first, and other servers have one under its name."""
_THEIRS = ("alloy", "ash", "coral", "echo", "fable", "nova", "onyx", "sage", "shimmer")
"""Of both `tts-1` and `gpt-4o-mini-tts`, for every language (as OpenAI's own `openai-agents` lists them; the newer model has
some more). What other servers list, one a language, is chosen by name."""
_THEIR_HOST = "api.openai.com"
_REFUSED = {400, 422}
"""What servers say to a field that they do not know."""


class ServerVoice:
    languages: tuple[str, ...] = ()

    def __init__(self, server: Address, key: str, patience: Patience | None = None) -> None:
        self.identity = EngineIdentity("openai", VERSION, Tier.STANDARD, LICENCE, str(server))
        self._server, self._key, self._patience = server, key, patience
        self._client: Client | None = None
        self._pace = Pace(self._say)
        self._takes_speed = True

    def voices(self, language: str) -> tuple[VoiceChoice, ...]:
        return tuple(map(VoiceChoice, _THEIRS)) if self._server.host == _THEIR_HOST else ()

    def speak(self, text: str, language: str, words_per_minute: int, into: Path, voice: str = "") -> Clip:
        return self._pace.speak(text, language, voice or _DEFAULT, words_per_minute, into)

    def close(self) -> None:
        if self._client is not None:
            self._client.close()
            self._client = None

    def _say(self, text: str, language: str, voice: str, speed: float) -> tuple[Samples, int]:
        from access.engines.openai_api import client

        if self._client is None:
            self._client = client.Client(self._server, self._key, self._patience)
        asked = {"model": self._server.model, "voice": voice, "input": text, "response_format": "wav"}
        reply = self._reply(self._client, asked, round(speed, 3))
        if not reply.fine:
            problem = self._client.refusal(reply)
            raise type(problem)(problem.message, f"Does it have the voice {voice} (`[describe] voice`)? {problem.hint}")
        try:
            samples, rate = wav.read(reply.body)
        except ValueError as error:
            raise self._client.broken(str(error)) from None
        return spoken(f"The server {self._server.url}", text, samples, rate), rate

    def _reply(self, client: Client, asked: Mapping[str, str], speed: float) -> Reply:
        """Ask; a server that refuses the speed is asked without, and so from there on."""
        if speed != 1.0 and self._takes_speed:
            reply = client.post_json("audio/speech", {**asked, "speed": speed}, "audio/wav, application/json")
            if reply.status not in _REFUSED:
                return reply
            self._takes_speed = False
        return client.post_json("audio/speech", asked, "audio/wav, application/json")


factory = ServerFactory(EngineKind.VOICE, "descriptions are", ServerVoice)

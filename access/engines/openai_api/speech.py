"""Recognition by any server with OpenAI's `audio/transcriptions`: whisper.cpp, speaches, vLLM, `transformers serve`, ….

    [engines]
    speech = "openai:http://localhost:11434/v1#whisper-large-v3"

Only the voice is sent, half a minute at a time, and no name of the file. What a server does not take is left out and not
asked for again: times by the word, then segments, then text alone.
"""

from __future__ import annotations

import io
import wave
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from access.engines.base import EngineKind, Heard, Listening
from access.engines.openai_api.address import Address
from access.engines.openai_api.factory import LICENCE, ServerFactory
from access.engines.speech.hints import prompt
from access.engines.speech.piecewise import LONGEST_MS, Piece, Samples, transcribed
from access.engines.speech.utterances import windows
from access.engines.speech.whisper_languages import called
from access.errors import EngineNotReady
from access.model.languages import primary
from access.model.media import Sound
from access.model.script import EngineIdentity, Tier
from access.model.time import Span, merged

if TYPE_CHECKING:
    from access.engines.openai_api.client import Client, Fields, Patience, Reply
    from access.engines.openai_api.transcription import Answer

VERSION = "audio/transcriptions"
"""What is asked. The server does not say which release of its model answers."""
_TIMES = "timestamp_granularities[]"
_FORMS: tuple[Fields, ...] = (
    {"response_format": "verbose_json", _TIMES: ["word", "segment"]}, {"response_format": "verbose_json"},
    {"response_format": "json"},
)
"""Ways to ask, the most telling first. A server that refuses one is asked by the next."""
_REFUSED = {400, 422}
"""What servers say to a form that they do not know."""
_RATE = 16_000


class ServerSpeech:
    languages: tuple[str, ...] = ()

    def __init__(self, server: Address, key: str, patience: Patience | None = None) -> None:
        self.identity = EngineIdentity("openai", VERSION, Tier.STANDARD, LICENCE, str(server))
        self._server, self._key, self._patience = server, key, patience
        self._client: Client | None = None
        self._untold: set[str] = set()
        """Languages that the server does not take."""
        self._forms = {"audio/transcriptions": list(_FORMS), "audio/translations": list(_FORMS[1:])}

    def transcribe(self, sound: Sound, voiced: Sequence[Span], asked: Listening) -> Heard:
        spans = iter(windows(voiced, sound.span, LONGEST_MS))
        said: set[str] = set()

        def decode(pieces: Sequence[Samples], listening: Listening) -> tuple[Sequence[Piece], str]:
            answers = [self._ask(samples, _voice_in(next(spans), voiced), listening) for samples in pieces]
            language = next((one.language for one in answers if one.language), "")
            said.update({called(language)} - {""})
            return [one.piece for one in answers], listening.language or language

        heard = transcribed(sound, voiced, asked, decode)
        named = called(primary(asked.language))
        sure = named in said if named in self._untold else bool(named or said)
        return replace(heard, language_assumed=not (sure or asked.translate or not heard.words))

    def close(self) -> None:
        if self._client is not None:
            self._client.close()
            self._client = None

    def _ask(self, samples: Samples, voice: Sequence[Span], asked: Listening) -> Answer:
        from access.engines.openai_api import client, transcription

        if self._client is None:
            self._client = client.Client(self._server, self._key, self._patience)
        path = "audio/translations" if asked.translate else "audio/transcriptions"
        reply = self._reply(self._client, path, _fields(self._server.model, asked), _wav(samples))
        try:
            return transcription.read(reply, voice)
        except ValueError as error:
            raise self._client.broken(str(error)) from None

    def _reply(self, client: Client, path: str, fields: dict[str, str], sound: bytes) -> Reply:
        """Ask in the way that the server took last time, else in every way from there on."""
        forms = self._forms[path]
        for number, form in enumerate(forms):
            reply = self._posted(client, path, {**fields, **form}, sound)
            if reply.fine:
                del forms[:number]
                return reply
            if reply.status not in _REFUSED or number + 1 == len(forms):
                break
        problem = client.refusal(reply)
        if path == "audio/translations" and reply.status in (404, 405):
            advice = "It cannot translate: set `[speech] translate = false`, or name another server."
            raise EngineNotReady(problem.message, advice)
        raise problem

    def _posted(self, client: Client, path: str, fields: Fields, sound: bytes) -> Reply:
        """Ask; where the server refuses the language, ask without, and so for the rest of the session if that helps."""
        file, language = ("voice.wav", sound, "audio/wav"), str(fields.get("language", ""))
        bare = {name: value for name, value in fields.items() if name != "language"}
        if language in self._untold:
            return client.post(path, bare, file)
        reply = client.post(path, fields, file)
        if not language or reply.status not in _REFUSED or b"language" not in reply.body.lower():
            return reply
        untold = client.post(path, bare, file)
        if untold.fine:
            self._untold.add(language)
        return untold if untold.fine else reply


def _fields(model: str, asked: Listening) -> dict[str, str]:
    fields = {"model": model, "temperature": "0"}
    if asked.language and not asked.translate:
        fields["language"] = asked.language
    if said := prompt(asked.terms):
        fields["prompt"] = said
    return fields


def _voice_in(window: Span, voiced: Sequence[Span]) -> tuple[Span, ...]:
    """Return the voice in a window, on the window's clock."""
    return tuple(span.within(window).shifted(-window.start) for span in merged(voiced) if span.overlap(window))


def _wav(samples: Samples) -> bytes:
    into = io.BytesIO()
    with wave.open(into, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(_RATE)
        file.writeframes(np.clip(np.rint(samples * 32768), -32768, 32767).astype("<i2").tobytes())
    return into.getvalue()


factory = ServerFactory(EngineKind.SPEECH, "sound is", ServerSpeech)

"""The chosen engines, opened once, kept warm, closed together."""

from __future__ import annotations

from contextlib import ExitStack
from dataclasses import dataclass, replace
from types import TracebackType
from typing import Self, cast

from access.config import EngineOptions
from access.engines import registry
from access.engines.base import (
    AlignmentEngine,
    Engine,
    EngineKind,
    OcrEngine,
    Rewriter,
    SoundEngine,
    SpeakerEngine,
    SpeechEngine,
    VisionEngine,
    VoiceActivityEngine,
    VoiceEngine,
)
from access.model.script import EngineIdentity


@dataclass(frozen=True, slots=True)
class _Opened:
    engine: Engine
    identity: EngineIdentity
    remote: bool


class Toolkit:
    """One engine a kind. Opened at the first call for it; not to be shared between threads without care."""

    def __init__(self, options: EngineOptions, may_fetch: bool = False) -> None:
        """With `may_fetch`, missing weights of a named engine are fetched; a worker in the middle of a job may not."""
        self._options, self._may_fetch = options, may_fetch
        self._open: dict[EngineKind, _Opened] = {}

    @property
    def activity(self) -> VoiceActivityEngine:
        return cast(VoiceActivityEngine, self._get(EngineKind.ACTIVITY).engine)

    @property
    def speech(self) -> SpeechEngine:
        return cast(SpeechEngine, self._get(EngineKind.SPEECH).engine)

    @property
    def alignment(self) -> AlignmentEngine:
        return cast(AlignmentEngine, self._get(EngineKind.ALIGNMENT).engine)

    @property
    def ocr(self) -> OcrEngine:
        return cast(OcrEngine, self._get(EngineKind.OCR).engine)

    @property
    def vision(self) -> VisionEngine:
        return cast(VisionEngine, self._get(EngineKind.VISION).engine)

    @property
    def voice(self) -> VoiceEngine:
        return cast(VoiceEngine, self._get(EngineKind.VOICE).engine)

    @property
    def sounds(self) -> SoundEngine | None:
        """None where nobody is to listen for sounds."""
        return cast(SoundEngine, self._get(EngineKind.SOUNDS).engine) if self.has(EngineKind.SOUNDS) else None

    @property
    def speakers(self) -> SpeakerEngine | None:
        """None where nobody is to tell speakers apart."""
        return cast(SpeakerEngine, self._get(EngineKind.SPEAKERS).engine) if self.has(EngineKind.SPEAKERS) else None

    @property
    def rewriter(self) -> Rewriter | None:
        """What says texts in fewer words: the text engine, else a vision engine that can; None where neither is there."""
        kind = EngineKind.TEXT if self.has(EngineKind.TEXT) else EngineKind.VISION
        engine = self._get(kind).engine
        return engine if isinstance(engine, Rewriter) else None

    @property
    def rewriter_identity(self) -> EngineIdentity | None:
        """Which engine that is."""
        if self.rewriter is None:
            return None
        return self.identity(EngineKind.TEXT if self.has(EngineKind.TEXT) else EngineKind.VISION)

    def has(self, kind: EngineKind) -> bool:
        return not registry.left_out(kind, self._wanted(kind))

    def identity(self, kind: EngineKind) -> EngineIdentity:
        """Return which engine does this, exactly, and why it was chosen."""
        return self._get(kind).identity

    def sends_away(self, kind: EngineKind) -> bool:
        """Tell whether media leaves this process for this engine."""
        return self._get(kind).remote

    def check(self) -> None:
        """Open every engine now, so that one that is not ready is told before any work. Raises `EngineNotReady`."""
        for kind in filter(self.has, EngineKind):
            self._get(kind)

    def close(self) -> None:
        """Close them all, even where one of them cannot be."""
        with ExitStack() as closing:
            for opened in self._open.values():
                closing.callback(opened.engine.close)
            self._open.clear()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.close()

    def _get(self, kind: EngineKind) -> _Opened:
        if kind not in self._open:
            if self._may_fetch:
                registry.provide(kind, self._wanted(kind), self._options.offline, self._options.accept_licences)
            choice = registry.choose(kind, self._wanted(kind), self._options.accept_licences)
            engine = choice.factory.open(choice.model, self._options.offline or not self._may_fetch)
            self._open[kind] = _Opened(engine, replace(engine.identity, reason=choice.reason), choice.factory.remote)
        return self._open[kind]

    def _wanted(self, kind: EngineKind) -> str:
        return str(getattr(self._options, kind.value))

"""What is handed to a worker and what comes back. All of it pickles: it crosses process borders, and may cross machines."""

from __future__ import annotations

import os
import traceback
from concurrent.futures import Future
from dataclasses import dataclass
from pathlib import Path

from access.config import Settings
from access.errors import AccessError, Unforeseen
from access.files import digest, printable
from access.model.media import Asset
from access.model.package import Severity

WITHOUT_EFFECT = {"intake", "jobs", "cache"}
"""Sections that say when and where work is done, and change nothing in what is made."""


@dataclass(frozen=True, slots=True)
class Source:
    """One original to be worked on, and where what is made of it belongs."""

    root: Path
    """The folder that was asked for. Absolute."""
    relative: Path
    """Below `root`, and below `out` too."""
    out: Path
    """Absolute."""
    elsewhere: Path | None = None
    """Absolute: where the original lies, if that is not its place below `root`."""

    language: str = ""
    audio_track: int = 0
    """What was asked for when it was last worked on."""
    context: str = ""
    """The path of a context file, for where none lies beside it and settings name none for all."""

    @property
    def path(self) -> Path:
        return self.elsewhere or self.root / self.relative

    def asked(self, settings: Settings) -> Settings:
        """Return the settings with what was asked for this file before; what they say themselves wins."""
        now = settings.speech
        speech = now.model_copy(update={
            "language": now.language or self.language, "audio_track": now.audio_track or self.audio_track})
        return settings if speech == now else settings.model_copy(update={"speech": speech})


@dataclass(frozen=True, slots=True)
class Job:
    source: Source
    settings: Settings
    state: Path
    known: str = ""
    """The content that was done before under the same recipe: if it is still the same, there is nothing to do."""


@dataclass(frozen=True, slots=True)
class Made:
    """What was made, in short; the manifest says it in full."""

    manifest: Path
    sidecars: tuple[Path, ...]
    findings: dict[Severity, int]


@dataclass(frozen=True, slots=True)
class Outcome:
    """How one attempt ended: with something made, with nothing to do (`unchanged`), or with an error."""

    content: str = ""
    made: Made | None = None
    error: AccessError | None = None
    trace: str = ""
    """Where an error that nobody expected came from: for the log."""
    seconds: float = 0.0

    @property
    def unchanged(self) -> bool:
        return self.made is None and self.error is None


def content_of(asset: Asset) -> str:
    """Return the digest of all that a person gave: the original and what lies beside it."""
    beside = asset.companions
    given = [beside.script, *beside.captions, beside.context, beside.glossary, beside.metadata]
    marks = [f"{os.fsencode(companion.path.name).hex()} {companion.sha256}" for companion in given if companion]
    return digest("\n".join([asset.sha256, *sorted(marks)]))


def recipe_of(settings: Settings, out: Path) -> str:
    """Return the digest of all that determines what is made of a content, and where it is put."""
    return digest(f"{settings.model_dump_json(exclude=WITHOUT_EFFECT)}\n{os.fsencode(out).hex()}")


def outcome_of(future: Future[Outcome]) -> Outcome:
    """Return how a call that is over ended; one that was lost with its process is an error like others."""
    try:
        return future.result(timeout=0)
    except AccessError as error:
        return Outcome(error=error)
    except Exception as error:
        said = Unforeseen(f"{type(error).__name__}: {printable(error)}", "This is a defect; please report it.")
        return Outcome(error=said, trace="".join(traceback.format_exception(error)))

"""One original on its way, and what its steps need. Apart, because the stories and what they share stand on it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from access.cache import Steps
from access.config import Settings
from access.errors import MediaChanged
from access.files import printable
from access.model.findings import AudioStream, Context, Probe, ScreenText
from access.model.media import Asset
from access.pack.edits import Edited
from access.pack.manifest import Previous
from access.toolkit import Toolkit

T = TypeVar("T")


def nothing_shown() -> tuple[ScreenText, ...]:
    """A recording has no screen."""
    return ()


@dataclass(frozen=True, slots=True)
class Job:
    """One original on its way, and what its steps need."""

    asset: Asset
    probe: Probe
    steps: Steps
    kit: Toolkit
    settings: Settings
    previous: Previous | None
    edits: tuple[Edited, ...]
    """What people did to our sidecars since the last run."""
    context: Context
    screen: Callable[[], tuple[ScreenText, ...]] = nothing_shown
    """Waits for what stands on the screen."""

    @property
    def title(self) -> str:
        return self.probe.title or self.asset.relative.stem

    @property
    def track(self) -> AudioStream | None:
        """The sound track that is listened to."""
        return next((one for one in self.probe.audio if one.index == self.settings.speech.audio_track), None)


def reading(asset: Asset, make: Callable[[Path], T]) -> Callable[[Path], T]:
    """Let a step that reads the original fail, rather than be kept, where the original is no longer what was hashed."""

    def read(into: Path) -> T:
        result = make(into)
        status = asset.path.lstat()
        if (status.st_size, status.st_mtime_ns) != (asset.size, asset.mtime_ns):
            name = printable(asset.relative)
            raise MediaChanged(f"{name} changed while it was worked on.", "It is taken when it is finished.")
        return result

    return read

"""When is a file whole? When nothing about it has changed for a while. A plain object, fed with what was seen and when.

Apart from the watcher, so that time and the disk can be made up: nothing here looks at either.
"""

from __future__ import annotations

import os
import stat
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Signature:
    """What can be seen of a file without reading it."""

    device: int
    inode: int
    size: int
    mtime_ns: int
    regular: bool
    beside: str = ""
    """Stands for all that lies beside it under its name: a script that is still being copied is waited for too."""

    @classmethod
    def of(cls, status: os.stat_result, beside: str = "") -> Signature:
        """Take it from an `lstat`, so that a link is a link."""
        return cls(status.st_dev, status.st_ino, status.st_size, status.st_mtime_ns, stat.S_ISREG(status.st_mode), beside)

    @property
    def token(self) -> str:
        """What is kept of it from one day to the next: a device's number changes with the next mount."""
        return f"{self.inode}.{self.size}.{self.mtime_ns}.{self.beside}"


@dataclass(frozen=True, slots=True)
class Waiting:
    path: Path
    signature: Signature
    since: float
    """When it was first seen as it is now, on the clock of the observations."""
    reason: str


@dataclass(slots=True)
class _Watched:
    signature: Signature
    since: float
    last: float

    @property
    def reason(self) -> str:
        if not self.signature.regular:
            return "It is a link, a folder that cannot be read, or no file at all."
        if self.signature.size == 0:
            return "It is empty."
        return "It may still be changing."


class Settling:
    """Answers which files are whole: regular, not empty, and the same in every look for `seconds`."""

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds
        self._watched: dict[Path, _Watched] = {}

    def __contains__(self, path: Path) -> bool:
        return path in self._watched

    @property
    def paths(self) -> tuple[Path, ...]:
        """What wants to be looked at again."""
        return tuple(self._watched)

    def observe(self, path: Path, signature: Signature | None, now: float) -> None:
        """Take note of one look; None where nothing is there any more. `now` is monotonic, in seconds."""
        if signature is None:
            self.forget(path)
        elif (before := self._watched.get(path)) is not None and before.signature == signature:
            before.last = now
        else:
            self._watched[path] = _Watched(signature, now, now)

    def forget(self, path: Path) -> None:
        self._watched.pop(path, None)

    def settled(self) -> list[tuple[Path, Signature]]:
        """Return what is whole, in the order in which it came; it stays until it is forgotten."""
        return [
            (path, watched.signature)
            for path, watched in self._watched.items()
            if watched.signature.regular and watched.signature.size and watched.last - watched.since >= self._seconds
        ]

    def waiting(self) -> list[Waiting]:
        return [Waiting(path, watched.signature, watched.since, watched.reason) for path, watched in self._watched.items()]

"""One daemon a state folder: a lock that the system lets go of when its holder dies, however it dies."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from access.errors import Busy, OutputError
from access.files import printable

NAME = "daemon.lock"


@contextmanager
def locked(state: Path) -> Iterator[None]:
    """Hold the state folder. Raises `Busy`, naming the process that has it, and `OutputError` where it cannot be written."""
    path = state / NAME
    try:
        state.mkdir(parents=True, exist_ok=True)
        file = path.open("a+", encoding="ascii")
    except OSError as error:
        raise OutputError(f"{printable(path)} cannot be written: {error.strerror}.") from error
    with file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            file.seek(0)
            raise Busy(
                f"Process {file.read().strip() or '(unknown)'} already watches with the state folder {printable(state)}.",
                "Stop it first, or give this one a state folder of its own with --state.",
            ) from error
        file.truncate(0)
        file.write(str(os.getpid()))
        file.flush()
        yield


def holder(state: Path) -> int | None:
    """Return the process id of the daemon that holds the state folder; None where there is none."""
    try:
        with (state / NAME).open(encoding="ascii") as file:
            try:
                fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
            except BlockingIOError:
                said = file.read().strip()
                return int(said) if said.isdecimal() else None
    except OSError:
        return None
    return None

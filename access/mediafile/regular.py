"""Opens a stranger's file for reading: a regular file and nothing else, never through a link, never waiting.

Apart because every other room of `mediafile` begins here.
"""

from __future__ import annotations

import os
import stat
from pathlib import Path
from typing import BinaryIO

from access.errors import MediaRefused
from access.files import printable

_KINDS = (
    (stat.S_ISLNK, "a symbolic link"),
    (stat.S_ISDIR, "a folder"),
    (stat.S_ISFIFO, "a named pipe"),
    (stat.S_ISSOCK, "a socket"),
    (stat.S_ISCHR, "a device"),
    (stat.S_ISBLK, "a device"),
)


def open_regular(path: Path) -> BinaryIO:
    """Open `path` for reading without following a link or waiting for a pipe.

    What was opened is looked at again, so that a file swapped in between gains nothing. Raises `MediaRefused`.
    """
    name = printable(path.name)
    try:
        # Opening a device can already do something to it, so it is looked at before it is opened.
        _refuse_other_kinds(name, path.lstat().st_mode)
        handle = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_NOCTTY | os.O_CLOEXEC)
    except OSError as error:
        reason = error.strerror or error
        raise MediaRefused(f"{name} cannot be opened: {reason}.", "Check that it is there and readable.") from error
    try:
        _refuse_other_kinds(name, os.fstat(handle).st_mode)
        return os.fdopen(handle, "rb")
    except BaseException:
        os.close(handle)
        raise


def _refuse_other_kinds(name: str, mode: int) -> None:
    if stat.S_ISREG(mode):
        return
    kind = next((kind for matches, kind in _KINDS if matches(mode)), "no regular file")
    raise MediaRefused(f"{name} is {kind}.", "Only regular files are taken; put a copy of the file itself here.")

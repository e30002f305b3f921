"""Runs exiftool, the one program that writes metadata into pictures of every kind without touching their pixels.

It is no Python package and comes with the system. No name and no text of a file is ever an argument: it works in a folder of
our own on names of our own. A user's configuration, which is a program, is not run.
"""

from __future__ import annotations

import shutil
import subprocess
from functools import cache
from pathlib import Path

from access.errors import EngineNotReady, MediaBroken
from access.files import printable
from access.model.script import EngineIdentity, Tier

INSTALL = "apt install libimage-exiftool-perl"
_OLDEST = (12, 24)
"""Before it, a picture could carry a program that exiftool ran (CVE-2021-22204)."""
_SECONDS = 120.0
"""It reads and writes a picture once: some seconds for the largest."""


class ExiftoolSlow(MediaBroken):
    """It was stopped, which says nothing about the picture."""

    worth_a_retry = True


def exiftool_program() -> str:
    """Return the path of the program. Raises `EngineNotReady` where it is not installed."""
    found = shutil.which("exiftool")
    if found is None:
        raise EngineNotReady("exiftool is not installed; it writes texts into copies of pictures.", f"Try: {INSTALL}")
    return found


def exiftool_identity() -> EngineIdentity:
    """Say which exiftool it is. Raises `EngineNotReady` where it is not installed, or too old to be shown a stranger's file."""
    found = _identity(exiftool_program())
    if tuple(int(part) for part in found.version.split(".") if part.isdigit()) < _OLDEST:
        raise EngineNotReady(f"exiftool {found.version} runs programs that a picture can carry.", f"Get a newer one: {INSTALL}")
    return found


def run_exiftool(folder: Path, *arguments: str, timeout_s: float = _SECONDS) -> str:
    """Run it in `folder` on files that are named without a folder, and return what it prints.

    Raises `MediaBroken` with its last line where it fails, `ExiftoolSlow` where it takes longer; it is dead by then.
    """
    return _run(exiftool_program(), folder, arguments, timeout_s)


@cache
def _identity(program: str) -> EngineIdentity:
    version = _run(program, Path("/"), ("-ver",), _SECONDS).strip()
    return EngineIdentity("exiftool", version, Tier.STANDARD, "Artistic-1.0-Perl OR GPL-1.0-or-later")


def _run(program: str, folder: Path, arguments: tuple[str, ...], timeout_s: float) -> str:
    try:
        # An empty name of a configuration, given first, means none.
        done = subprocess.run(
            [program, "-config", "", *arguments], cwd=folder, stdin=subprocess.DEVNULL, capture_output=True, timeout=timeout_s)
    except subprocess.TimeoutExpired as error:
        raise ExiftoolSlow(f"exiftool was stopped: it took longer than {timeout_s:g} s.") from error
    except OSError as error:
        raise EngineNotReady(f"exiftool cannot be run: {error.strerror}.", f"Try: {INSTALL}") from error
    if done.returncode:
        said = [line for line in done.stderr.decode("utf-8", "replace").splitlines() if line.strip()]
        why = next((line for line in said if line.startswith("Error")), said[0] if said else f"exit code {done.returncode}")
        raise MediaBroken(f"exiftool failed: {printable(why.removeprefix('Error: ').strip())}.")
    return done.stdout.decode("utf-8", "replace")

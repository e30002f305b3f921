"""Runs the ffmpeg program that comes with the install, for what is written rather than decoded here."""

from __future__ import annotations

import errno
import fcntl
import os
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO, Any

import ffmpeg
import imageio_ffmpeg

from access.errors import MediaBroken, OutputError
from access.files import printable
from access.mediafile.containers import demuxer

_MASK = {0xDC80 + byte: 0x10FF80 + byte for byte in range(0x80)}
"""Python's stand-ins for undecodable bytes in a name, and private characters for them that can be encoded."""
_UNMASK = {masked: real for real, masked in _MASK.items()}

_NO_ROOM = (os.strerror(errno.ENOSPC), os.strerror(errno.EDQUOT))
"""As ffmpeg says it."""
_PIPE = 1 << 20
"""Bytes: what Linux gives anyone."""


def ffmpeg_program() -> str:
    """Return the path of the bundled ffmpeg program."""
    return str(imageio_ffmpeg.get_ffmpeg_exe())


def ffmpeg_url(path: Path) -> str:
    """Return a path, of an input or an output, as a graph may hold it: no name is taken for an option or an address.

    Only `run_ffmpeg` runs such a graph: bytes that are no UTF-8 are masked, because ffmpeg-python cannot hold them.
    """
    return f"file:{path.absolute()}".translate(_MASK)


def ffmpeg_input(path: Path, format: str, late: float = 0.0) -> tuple[str, dict[str, str]]:
    """Return the arguments of `ffmpeg.input(url, **options)` that open `path` as `format` and nothing else.

    `late` is the `lateness` of the streams that are used; without it they would not lie on the container's clock.
    Raises `MediaRefused` for a format that is not opened here.
    """
    allowed = demuxer(format)
    shift = {"itsoffset": f"{late:.6f}"} if late else {}
    return ffmpeg_url(path), {"format": allowed, "format_whitelist": allowed, "protocol_whitelist": "file", **shift}


def run_ffmpeg(stream: Any, *, timeout_s: float | None = None) -> str:
    """Run an ffmpeg-python graph, overwriting its outputs, and return what ffmpeg said on stderr.

    Only errors are said unless the graph asks for more (`.global_args("-loglevel", "info")`). Raises `MediaBroken` with
    ffmpeg's last line where it fails, or where it takes longer than `timeout_s` seconds; it is dead by then. Raises
    `OutputError` where the disk is full.
    """
    try:
        done = subprocess.run(_command(stream), stdin=subprocess.DEVNULL, capture_output=True, timeout=timeout_s)
    except subprocess.TimeoutExpired as error:
        raise MediaBroken(f"ffmpeg was stopped: it took longer than {timeout_s:g} s.") from error
    return _said(done.returncode, done.stderr)


class Piped:
    """What a running graph writes to `pipe:1`, and afterwards what it said."""

    def __init__(self, output: IO[bytes]) -> None:
        self._output = output
        self.said = ""
        """On stderr; empty until the graph is done."""

    def read(self, count: int) -> bytes:
        """Return the next `count` bytes; fewer only at the end."""
        return self._output.read(count)


@contextmanager
def piped_ffmpeg(stream: Any) -> Iterator[Piped]:
    """Run an ffmpeg-python graph that writes to `pipe:1`, beside the body that reads it.

    Raises `MediaBroken` with ffmpeg's last line where it fails. ffmpeg is dead when the body is left, however that is.
    """
    with tempfile.TemporaryFile() as said, subprocess.Popen(
            _command(stream), stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=said) as process:
        assert process.stdout is not None
        with suppress(OSError, AttributeError):  # fewer turns between the two; where it is refused, more
            fcntl.fcntl(process.stdout, fcntl.F_SETPIPE_SZ, _PIPE)
        piped = Piped(process.stdout)
        try:
            yield piped
            code = process.wait() if not process.stdout.read(1) else 0
        finally:
            process.kill()
        said.seek(0)
        piped.said = _said(code, said.read())


def disk_full() -> OutputError:
    """Return what is said where nothing more can be written, whichever library noticed."""
    return OutputError("The disk is full.", "Free some space in the state folder.")


def _command(stream: Any) -> list[str]:
    program = [ffmpeg_program(), "-hide_banner", "-nostdin", "-loglevel", "error"]
    return [str(part).translate(_UNMASK) for part in ffmpeg.compile(stream, cmd=program, overwrite_output=True)]


def _said(code: int, stderr: bytes) -> str:
    said = stderr.decode("utf-8", "replace")
    if code:
        if any(reason in said for reason in _NO_ROOM):  # which says nothing about the media
            raise disk_full()
        last = next((line for line in reversed(said.splitlines()) if line.strip()), f"exit code {code}")
        raise MediaBroken(f"ffmpeg failed: {printable(last.strip())}.")
    return said

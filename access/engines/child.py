"""A process that answers in lines: for an engine whose library cannot live in this environment.

One JSON object a line, either way. Nothing here waits without a bound, and nothing is left running: the child is the leader
of a group that is killed as one, and its own end of the bargain is to go when its input ends or its parent is gone. (The
kernel's death signal is not used: it comes when the *thread* that started the child ends.)
"""

from __future__ import annotations

import contextlib
import json
import os
import queue
import signal
import subprocess
import threading
from collections import deque
from collections.abc import Mapping, Sequence
from typing import IO, Any

from access.errors import EngineFailed
from access.files import printable

LONGEST_LINE = 1 << 20
_LAST_WORDS = 20
"""Lines of what it says on stderr that are kept."""
_LONGEST_WORDS = 300
_FAREWELL_SECONDS = 5.0

class Child:
    """One process. Not to be shared between threads. Whatever goes wrong with it ends it: start another."""

    def __init__(self, name: str, command: Sequence[str], environment: Mapping[str, str]) -> None:
        self._name = name
        self._asked = 0
        try:
            self._process = subprocess.Popen(
                command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=dict(environment),
                start_new_session=True)
        except OSError as error:
            raise EngineFailed(f"{name} cannot be started: {error.strerror}.") from error
        assert self._process.stdout
        assert self._process.stderr
        self._answers: queue.Queue[bytes] = queue.Queue()
        self._said: deque[bytes] = deque(maxlen=_LAST_WORDS)
        self._threads = [
            threading.Thread(target=_lines, args=(stream, take), daemon=True)
            for stream, take in ((self._process.stdout, self._answers.put), (self._process.stderr, self._said.append))]
        for thread in self._threads:
            thread.start()

    def ask(self, what: Mapping[str, object], seconds: float) -> dict[str, Any]:
        """Return its answer. Raises `EngineFailed` where there is none within `seconds`, and with what it says is wrong."""
        self._asked += 1
        assert self._process.stdin
        try:
            self._process.stdin.write(json.dumps({**what, "id": self._asked}).encode() + b"\n")
            self._process.stdin.flush()
            line = self._answers.get(timeout=seconds)
        except (OSError, ValueError):  # its pipe is broken, or closed
            raise self._over("has ended") from None
        except queue.Empty:
            raise self._over(f"did not answer within {seconds:.0f} s") from None
        if not line:
            raise self._over("has ended")
        try:
            answer = json.loads(line)
        except (ValueError, RecursionError):
            answer = None
        if not isinstance(answer, dict) or answer.get("id") != self._asked or not line.endswith(b"\n"):
            raise self._over("answered with something that is no answer")
        if "error" in answer:
            raise EngineFailed(f"{self._name} failed: {_cut(str(answer['error']))}.")
        return answer

    @property
    def alive(self) -> bool:
        return self._process.poll() is None

    def close(self) -> None:
        """End it and all that it started. Calling it twice is no error."""
        with contextlib.suppress(OSError):
            if self._process.stdin:
                self._process.stdin.close()
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait()
        for thread in self._threads:  # a grandchild that left the group may hold the pipes open
            thread.join(_FAREWELL_SECONDS)
        for stream in (self._process.stdout, self._process.stderr):
            if stream and not any(thread.is_alive() for thread in self._threads):
                stream.close()

    def _over(self, how: str) -> EngineFailed:
        """End it, and return an error that says how it ended and what it said last."""
        code = self._process.poll()
        if code is None and how == "has ended":
            with contextlib.suppress(subprocess.TimeoutExpired):
                code = self._process.wait(_FAREWELL_SECONDS)
        self.close()
        ending = "" if code is None else f" (signal {-code})" if code < 0 else f" (exit code {code})"
        lines = [text for line in self._said if (text := line.decode("utf-8", "replace").strip())]
        last = f" It last said: {_cut(lines[-1])}." if lines else ""
        return EngineFailed(f"{self._name} {how}{ending}.{last}")


def _lines(stream: IO[bytes], take: Any) -> None:
    """Hand each line on, and an empty one at the end; what has no line ends is cut."""
    with contextlib.suppress(OSError, ValueError):  # closed under our hands
        while line := stream.readline(LONGEST_LINE):
            take(line)
    take(b"")


def _cut(text: str) -> str:
    text = " ".join(text.split()).rstrip(".")
    return printable(text if len(text) <= _LONGEST_WORDS else f"{text[:_LONGEST_WORDS]}…")

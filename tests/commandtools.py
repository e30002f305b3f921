"""The command in a process of its own, on engines that give fixed answers: what its user meets, without the waiting."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from access.engines.base import EngineKind
from access.jobs.ledger import NAME, Ledger, State

SAMPLES = Path(__file__).resolve().parents[1] / "samples"
NULL_ENGINES = {f"ACCESS_ENGINES__{kind.upper()}": f"null-{kind}" for kind in EngineKind}
LONG = 60.0


@dataclass(frozen=True, slots=True)
class Said:
    """How one call of the command ended."""

    code: int
    out: str
    err: str

    @property
    def rows(self) -> list[dict[str, Any]]:
        """Each line of what `--json` printed."""
        return [json.loads(line) for line in self.out.splitlines()]


class Place:
    """A folder to call the command in, with an inbox, an output folder and a state of its own."""

    def __init__(self, folder: Path, **environment: str) -> None:
        self.folder, self.inbox, self.out, self.state = folder, folder / "in", folder / "out", folder / "state"
        self.inbox.mkdir(parents=True)
        ours = {name: value for name, value in os.environ.items() if not name.startswith("ACCESS_")}
        self._environment = {
            **ours, **NULL_ENGINES, "ACCESS_STATE_DIR": str(folder / "elsewhere"), "PYTHONIOENCODING": "utf-8:strict",
            **environment,
        }

    def access(self, *arguments: object, **environment: str) -> Said:
        done = subprocess.run(
            self._program(arguments), cwd=self.folder, env={**self._environment, **environment}, capture_output=True,
            timeout=LONG)
        return Said(done.returncode, done.stdout.decode(), done.stderr.decode())

    def run(self, *arguments: object) -> Said:
        """Run on the inbox."""
        return self.access("run", self.inbox, "--out", self.out, "--state", self.state, *arguments)

    @contextmanager
    def started(self, *arguments: object) -> Iterator[subprocess.Popen[bytes]]:
        """Start the command in a session of its own, as a terminal would; it is killed at the end."""
        with subprocess.Popen(
            self._program(arguments), cwd=self.folder, env=self._environment, stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE, start_new_session=True,
        ) as process:
            try:
                yield process
            finally:
                process.kill()

    def states(self) -> dict[str, State]:
        if not (self.state / NAME).is_file():
            return {}
        with Ledger(self.state) as ledger:
            return {entry.relative.as_posix(): entry.state for entry in ledger.rows()}

    def finished_steps(self) -> int:
        return len(list(self.state.glob("cache/??/*")))

    def manifest(self, relative: str) -> dict[str, Any]:
        document: dict[str, Any] = json.loads((self.out / f"{relative}.access.json").read_bytes())
        return document

    def hits(self, relative: str) -> dict[str, bool]:
        """Return the steps of one original's last run, and whether the cache had each."""
        return {step["name"]: step["hit"] for step in self.manifest(relative)["steps"]}

    def _program(self, arguments: tuple[object, ...]) -> list[str]:
        return [sys.executable, "-m", "access", *map(str, arguments)]


def until(true: Callable[[], bool], what: str, process: subprocess.Popen[bytes]) -> None:
    """Wait for `what`; fail where it takes too long, or where the process that should do it has ended."""
    deadline = time.monotonic() + LONG
    while not true():
        if process.poll() is not None or time.monotonic() > deadline:
            pytest.fail(f"waited in vain until {what}; exit code {process.poll()}")
        time.sleep(0.02)

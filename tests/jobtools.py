"""Stand-ins for the jobs' tests: an executor without processes, and a work that reads the file and makes nothing."""

from __future__ import annotations

import os
from collections.abc import Callable
from concurrent.futures import Executor, Future
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from access.errors import AccessError
from access.files import digest, digest_of
from access.jobs.job import Job, Made, Outcome


class Inline(Executor):
    """Runs a call when it is submitted; while `held`, when `release` says so."""

    def __init__(self, held: bool = False) -> None:
        self.held = held
        self._kept: list[tuple[Future[Any], Callable[[], Any]]] = []

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        future: Future[Any] = Future()
        self._kept.append((future, lambda: fn(*args, **kwargs)))
        if not self.held:
            self.release()
        return future

    def release(self) -> None:
        kept, self._kept = self._kept, []
        for future, call in kept:
            if future.set_running_or_notify_cancel():
                try:
                    result = call()
                except Exception as error:
                    future.set_exception(error)
                else:
                    future.set_result(result)


@dataclass
class Work:
    """Does what `work` does, as far as jobs can tell, and remembers it."""

    out: Path
    errors: dict[str, list[Exception]] = field(default_factory=dict)
    """By file name: what its attempts end in, one after the other; the last holds for all that follow."""
    jobs: list[Job] = field(default_factory=list)
    made: list[str] = field(default_factory=list)
    """The names of what was really worked on, in order."""

    def manifest(self, relative: Path) -> Path:
        """Return where it says what it made: a place that bears a name of any length."""
        return self.out / f"{digest(os.fsencode(relative))}.json"

    def __call__(self, job: Job) -> Outcome:
        self.jobs.append(job)
        name = job.source.path.name
        if planned := self.errors.get(name):
            error = planned.pop(0) if len(planned) > 1 else planned[0]
            if isinstance(error, AccessError):
                return Outcome(error=error, seconds=1.0)
            raise error
        content = digest_of(job.source.path)
        if content == job.known:
            return Outcome(content)
        self.made.append(name)
        manifest = self.manifest(job.source.relative)
        manifest.parent.mkdir(parents=True, exist_ok=True)
        manifest.write_text(content)
        return Outcome(content, Made(manifest, (), {}), seconds=1.0)

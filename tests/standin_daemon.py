"""A daemon with made-up work, to be run in a process of its own. A module, because its workers find the work by name.
"""

from __future__ import annotations

import os
from pathlib import Path
from unittest.mock import patch

from misbehaving import crash, hold

from access.config import IntakeOptions, Settings
from access.jobs.daemon import watch
from access.jobs.job import Job, Made, Outcome
from access.jobs.ledger import Entry


def finish(job: Job) -> Outcome:
    """Do what the file's name says."""
    if job.source.relative.stem == "crash":
        crash()
    return Outcome(content="all", made=Made(job.source.out / "manifest", (), {}))


def finish_when_told(job: Job) -> Outcome:
    hold(os.environ["ADDRESS"])
    return finish(job)


def say(entry: Entry, outcome: Outcome) -> None:
    print(entry.relative, type(outcome.error).__name__ if outcome.error else "done", flush=True)


def run(inbox: str, out: str, state: str, work: str) -> None:
    """Watch until a signal comes."""
    with patch("access.jobs.daemon.work", globals()[work]):
        watch(Path(inbox), Path(out), Settings(intake=IntakeOptions(settle_seconds=0.01)), Path(state), say)

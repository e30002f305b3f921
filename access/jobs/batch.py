"""Works through a list of originals once, for `access run` and `access reprocess`. Apart from the daemon, which never ends."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable, Sequence
from concurrent.futures import FIRST_COMPLETED, Executor, Future, wait
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from access.config import Settings
from access.errors import EngineFailed, WorkerDied
from access.intake.glance import Glance
from access.jobs.job import Job, Outcome, Source, outcome_of, recipe_of
from access.jobs.ledger import Entry, Ledger
from access.jobs.runner import Workers
from access.jobs.sources import sources_below
from access.jobs.worker import limits_of, work

WORTH_ANOTHER_NOW = (WorkerDied, EngineFailed)
"""What a fresh process may well mend. Whatever else is worth another try is worth it only later."""


@dataclass(frozen=True, slots=True)
class Progress:
    """Told when a file is begun (no outcome) and when it is over."""

    source: Source
    outcome: Outcome | None
    finished: int
    failed: int
    total: int


@dataclass(frozen=True, slots=True)
class BatchResult:
    outcomes: tuple[tuple[Source, Outcome], ...]
    """In the order of the sources."""

    @property
    def failures(self) -> tuple[tuple[Source, Outcome], ...]:
        return tuple((source, outcome) for source, outcome in self.outcomes if outcome.error)

    @property
    def exit_code(self) -> int:
        """0 where all is done; where all failures are of one kind its own code (an engine is missing); else 1."""
        codes = {outcome.error.exit_code for _, outcome in self.outcomes if outcome.error}
        return codes.pop() if len(codes) == 1 else int(bool(codes))


def _quiet(progress: Progress) -> None:
    pass


def run_batch(
    paths: Sequence[Path], out: Path, settings: Settings, state: Path, jobs: int,
    on_progress: Callable[[Progress], None] = _quiet,
) -> BatchResult:
    """Make everything for all media that `paths` name. Raises `UsageError` where they cannot be meant."""
    return run_sources(sources_below(paths, out, settings.intake.ignore), settings, state, jobs, on_progress)


def run_sources(
    sources: Sequence[Source], settings: Settings, state: Path, jobs: int, on_progress: Callable[[Progress], None] = _quiet,
    *, executor: Executor | None = None, perform: Callable[[Job], Outcome] = work, clock: Callable[[], float] = time.time,
) -> BatchResult:
    """Make everything for `sources`, `jobs` at a time; a bad one harms no other. What happens is noted in the ledger.

    No lock is taken: it may run beside a daemon. Without an `executor`, worker processes are started and ended here.
    """
    with ExitStack() as stack:
        ledger = stack.enter_context(Ledger(state))
        pool = executor or stack.enter_context(Workers(min(jobs, len(sources)), limits_of(settings.jobs)))
        batch = _Batch(sources, settings, state, ledger, pool, perform, clock, on_progress)
        try:
            return batch.run(jobs)
        except BaseException:
            batch.interrupt()
            raise


class _Batch:
    def __init__(
        self, sources: Sequence[Source], settings: Settings, state: Path, ledger: Ledger, pool: Executor,
        perform: Callable[[Job], Outcome], clock: Callable[[], float], on_progress: Callable[[Progress], None],
    ) -> None:
        self._sources, self._settings, self._state = sources, settings, state
        self._ledger, self._pool, self._perform, self._clock, self._on_progress = ledger, pool, perform, clock, on_progress
        self._to_do = deque(enumerate(sources))
        self._running: dict[Future[Outcome], tuple[int, Source, Entry]] = {}
        self._outcomes: dict[int, Outcome] = {}
        self._tries = dict.fromkeys(range(len(sources)), 0)
        self._failed = 0
        self._glance = Glance(settings.intake.context)

    def run(self, jobs: int) -> BatchResult:
        while self._to_do or self._running:
            while self._to_do and len(self._running) < jobs:
                self._start(*self._to_do.popleft())
            for future in wait(self._running, return_when=FIRST_COMPLETED).done:
                self._end(future)
        return BatchResult(tuple((source, self._outcomes[number]) for number, source in enumerate(self._sources)))

    def interrupt(self) -> None:
        for _, _, entry in self._running.values():
            self._ledger.set_aside(entry, "The run was interrupted.", self._clock())

    def _start(self, number: int, source: Source) -> None:
        signature = self._glance.signature(source.path)
        settings = source.asked(self._settings)
        token, recipe = signature.token if signature else "", recipe_of(settings, source.out)
        entry = self._ledger.start(source.root, source.relative, token, recipe, self._clock())
        if not self._tries[number]:
            self._tell(source, None)
        self._tries[number] += 1
        future = self._pool.submit(self._perform, Job(source, settings, self._state))
        self._running[future] = number, source, entry

    def _end(self, future: Future[Outcome]) -> None:
        number, source, entry = self._running.pop(future)
        outcome, now = outcome_of(future), self._clock()
        if outcome.error is None:
            self._ledger.done(entry, outcome.content, outcome.made.manifest if outcome.made else None, outcome.seconds, now)
        else:
            attempts = self._settings.jobs.attempts
            self._ledger.failed(entry, outcome.error, attempts, outcome.seconds, now)
            if isinstance(outcome.error, WORTH_ANOTHER_NOW) and self._tries[number] < attempts:
                self._to_do.append((number, source))
                return
        self._outcomes[number] = outcome
        self._failed += outcome.error is not None
        self._tell(source, outcome)

    def _tell(self, source: Source, outcome: Outcome | None) -> None:
        self._on_progress(Progress(source, outcome, len(self._outcomes), self._failed, len(self._sources)))

"""The daemon, one step at a time: what is noticed settles, what has settled is queued, what is queued is handed to workers.

Clocks, events, workers and the work itself are passed in, so that a day passes in a test within a moment. `daemon` wires
it to the real ones.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable
from concurrent.futures import Executor, Future
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from access.config import Settings
from access.errors import MediaBroken, MediaChanged
from access.files import printable
from access.intake.glance import Glance
from access.intake.settle import Settling
from access.jobs import ledger as ledgers
from access.jobs.job import Job, Outcome, Source, outcome_of, recipe_of
from access.jobs.ledger import Entry, Ledger, State
from access.jobs.lock import holder

_log = logging.getLogger(__name__)

NETWORK_SETTLE_SECONDS = 60.0
"""NFS shows what it knew of a file for up to so long (nfs(5), `acregmax`)."""
NOT_WHOLE_YET = (MediaBroken, MediaChanged)
"""What a file that is still being written looks like, even if it has its full size."""


class Lookout(Protocol):
    """Says where to look (`access.intake.watch.Watch`)."""

    @property
    def network(self) -> bool: ...

    def online(self) -> bool: ...

    def look(self, now: float) -> Iterable[Path]: ...


@dataclass(frozen=True, slots=True)
class Task:
    """What a service is there for."""

    inbox: Path
    """Absolute."""
    out: Path
    """Absolute."""
    settings: Settings
    state: Path
    perform: Callable[[Job], Outcome]


def _quiet(entry: Entry, outcome: Outcome) -> None:
    pass


class Service:
    """Watches over one inbox. All methods belong to one thread."""

    def __init__(
        self, task: Task, ledger: Ledger, lookout: Lookout, executor: Executor,
        on_outcome: Callable[[Entry, Outcome], None] = _quiet, wake: Callable[[], None] = lambda: None,
    ) -> None:
        """`wake` is called, from another thread, when a job is over; `on_outcome` in this one, when that is noted."""
        self._task, self._ledger, self._lookout, self._executor = task, ledger, lookout, executor
        self._on_outcome, self._wake = on_outcome, wake
        self._recipe = recipe_of(task.settings, task.out)
        options = task.settings.intake
        patience = max(options.settle_seconds, NETWORK_SETTLE_SECONDS) if lookout.network else options.settle_seconds
        self._settling = Settling(patience)
        self._give_up = options.give_up_hours * 3600
        self._told: dict[Path, str] = {}
        self._running: dict[Future[Outcome], Entry] = {}

    @property
    def running(self) -> int:
        """How many jobs are with the workers."""
        return len(self._running)

    def recover(self, wall: float) -> int:
        """Queue again what was running when the last daemon died; return how many."""
        return self._ledger.recover(self._task.inbox, wall)

    def step(self, now: float, wall: float) -> None:
        """Do all that can be done at this moment, waiting for nothing. `now` is monotonic, `wall` is the clock; seconds.

        Raises `OutputError` where the ledger cannot be written; a later step goes on from there.
        """
        self.collect(wall)
        glance = Glance(self._task.settings.intake.context)
        if self._lookout.online():
            self._settle(glance, now, wall)
            self._hand_out(glance, now, wall)

    def collect(self, wall: float) -> None:
        """Note the jobs that are over."""
        for future, entry in list(self._running.items()):
            if future.done():
                outcome = outcome_of(future)
                self._note(entry, outcome, wall)
                del self._running[future]
                self._on_outcome(entry, outcome)

    def abandon(self, wall: float) -> None:
        """Queue again what is running, and forget about it: the next daemon does it."""
        for future, entry in self._running.items():
            future.cancel()
            self._ledger.abandon(entry, wall)
        self._running.clear()

    def _settle(self, glance: Glance, now: float, wall: float) -> None:
        inbox = self._task.inbox
        for path in self._settling.paths:
            self._settling.observe(path, glance.signature(path), now)
        for path in self._lookout.look(now):
            signature = None if path in self._settling else glance.signature(path)
            if signature and not self._ledger.knows(inbox, path.relative_to(inbox), signature.token, self._recipe):
                self._settling.observe(path, signature, now)
        whole = self._settling.settled()
        with self._ledger.together():
            for path, signature in whole:
                self._ledger.queue(inbox, path.relative_to(inbox), signature.token, self._recipe, wall)
        for path, _ in whole:
            self._settling.forget(path)
        with self._ledger.together():
            self._tell_what_waits(now, wall)

    def _tell_what_waits(self, now: float, wall: float) -> None:
        """Keep in the ledger, where people can see it, what is waited for; give up on what has not been whole for long."""
        inbox = self._task.inbox
        for waiting in self._settling.waiting():
            relative = waiting.path.relative_to(inbox)
            if now - waiting.since >= self._give_up:
                self._ledger.quarantine(inbox, relative, waiting.signature.token, self._recipe, waiting.reason, wall)
                self._settling.forget(waiting.path)
            elif self._told.get(waiting.path) != waiting.reason:
                self._ledger.seen(inbox, relative, waiting.reason, wall)
                self._told[waiting.path] = waiting.reason
        for path in [path for path in self._told if path not in self._settling]:
            self._ledger.forget(inbox, path.relative_to(inbox))
            del self._told[path]

    def _hand_out(self, glance: Glance, now: float, wall: float) -> None:
        """Give the workers as much as they have hands for."""
        slots = self._task.settings.jobs.workers
        if self.running >= slots:
            return
        in_hand = {entry.relative for entry in self._running.values()}
        # As many as are in hand may have been queued anew, and are not to run twice at once.
        for entry in self._ledger.due(self._task.inbox, wall, at_most=2 * slots):
            path = self._task.inbox / entry.relative
            signature = glance.signature(path)
            if entry.relative in in_hand:
                continue
            if signature is None:
                self._ledger.set_aside(entry, "It is not there any more.", wall)
            elif signature.token != entry.signature:
                self._ledger.set_aside(entry, "It may still be changing.", wall)
                self._settling.observe(path, signature, now)
            elif self.running < slots:
                self._start(entry, wall)

    def _start(self, queued: Entry, wall: float) -> None:
        task = self._task
        entry = self._ledger.start(task.inbox, queued.relative, queued.signature, self._recipe, wall)
        done_before = entry.made_with == self._recipe and entry.manifest is not None and entry.manifest.is_file()
        source = Source(task.inbox, entry.relative, task.out)
        job = Job(source, task.settings, task.state, known=entry.content if done_before else "")
        future = self._executor.submit(task.perform, job)
        self._running[future] = entry
        future.add_done_callback(lambda _: self._wake())

    def _note(self, entry: Entry, outcome: Outcome, wall: float) -> None:
        error, name = outcome.error, printable(entry.relative)
        if outcome.trace:
            _log.error("%s\n%s", name, outcome.trace)
        if error is None:
            self._ledger.done(entry, outcome.content, outcome.made.manifest if outcome.made else None, outcome.seconds, wall)
        elif isinstance(error, NOT_WHOLE_YET) and wall - entry.since < self._give_up:
            self._ledger.wait(entry, error, outcome.seconds, wall)
        else:
            state = self._ledger.failed(entry, error, self._task.settings.jobs.attempts, outcome.seconds, wall)
            _log.warning("%s: %s (%s, attempt %d)", name, error, state, entry.attempts)


@dataclass(frozen=True, slots=True)
class Status:
    """What `access status` shows."""

    entries: tuple[Entry, ...]
    counts: dict[State, int]
    daemon: int | None
    """The process id of the daemon that watches; None where none does."""


def status(state: Path) -> Status:
    """Return what the ledger in `state` knows. It is not made where there is none."""
    if not (state / ledgers.NAME).is_file():
        return Status((), {}, holder(state))
    with Ledger(state) as ledger:
        return Status(tuple(ledger.rows()), ledger.counts(), holder(state))

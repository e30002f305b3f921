"""Wires the service to the real world: clocks, events, worker processes, signals."""

from __future__ import annotations

import logging
import signal
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType

from access.config import Settings
from access.errors import OutputError, UsageError
from access.files import printable
from access.intake.guard import refuse_nested
from access.intake.watch import Watch
from access.jobs.job import Outcome
from access.jobs.ledger import Entry, Ledger
from access.jobs.lock import locked
from access.jobs.runner import Workers
from access.jobs.service import Service, Task
from access.jobs.worker import limits_of, work

_log = logging.getLogger(__name__)

TICK_SECONDS = 0.5
STOP_SECONDS = 8.0
"""What running jobs are given to end in: container hosts kill after 10 s."""


class Stop:
    """Counts how often somebody asked for the end: once means soon, twice means now."""

    def __init__(self) -> None:
        self.asked = 0

    def ask(self, number: int = 0, frame: FrameType | None = None) -> None:
        # It runs amid whatever the main thread does: to count is all that is safe.
        self.asked += 1


def watch(
    inbox: Path, out: Path, settings: Settings, state: Path,
    on_outcome: Callable[[Entry, Outcome], None], stop: Stop | None = None,
) -> None:
    """Watch `inbox` until SIGTERM, SIGINT or `stop` asks for the end.

    Raises `UsageError` where the inbox is no folder or `out` not apart from it, `Busy` where another daemon has `state`.
    """
    inbox, out, stop = inbox.absolute(), out.absolute(), stop or Stop()
    if not inbox.is_dir():
        raise UsageError(f"{printable(inbox)} is no folder.", "Make it, or name another.")
    refuse_nested(inbox, out)
    wake = threading.Event()
    with locked(state), Ledger(state) as ledger, Workers(settings.jobs.workers, limits_of(settings.jobs)) as workers:
        lookout = Watch(inbox, settings.intake.ignore, settings.intake.rescan_seconds, wake.set)
        service = Service(Task(inbox, out, settings, state, work), ledger, lookout, workers, on_outcome, wake.set)
        with _signals(stop):
            if again := service.recover(time.time()):
                _log.info("%d files were being worked on when the last daemon died; they are queued again.", again)
            lookout.start()
            try:
                _run(service, stop, wake)
            finally:
                lookout.stop()
                _end(service, stop, wake)
                workers.abandon()


def _run(service: Service, stop: Stop, wake: threading.Event) -> None:
    trouble = ""
    while not stop.asked:
        wake.clear()
        try:
            service.step(time.monotonic(), time.time())
            trouble = ""
        except OutputError as error:
            if str(error) != trouble:
                trouble = str(error)
                _log.error("%s It is tried again.", trouble)
        wake.wait(TICK_SECONDS)


def _end(service: Service, stop: Stop, wake: threading.Event) -> None:
    """Wait a little for what is running, and queue the rest again."""
    until = time.monotonic() + STOP_SECONDS
    try:
        service.collect(time.time())
        while service.running and stop.asked < 2 and time.monotonic() < until:
            wake.clear()
            wake.wait(TICK_SECONDS)
            service.collect(time.time())
        service.abandon(time.time())
    except OutputError as error:
        # The next start queues again whatever stands there as running.
        _log.error("%s", error)


@contextmanager
def _signals(stop: Stop) -> Iterator[None]:
    """Let SIGTERM and SIGINT ask for the end. Only the main thread may listen to them; elsewhere nothing is changed."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = {number: signal.signal(number, stop.ask) for number in (signal.SIGTERM, signal.SIGINT)}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)

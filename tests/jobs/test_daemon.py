"""The daemon as a process: it takes what lands, ends when it is asked to, and after kill -9 another one goes on."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing.connection import Listener
from pathlib import Path

import misbehaving
import pytest

from access.config import Settings
from access.errors import Busy, UsageError
from access.jobs.daemon import watch
from access.jobs.ledger import Ledger, State
from access.jobs.lock import locked

LONG = 60.0


class House:
    def __init__(self, folder: Path) -> None:
        self.inbox, self.out, self.state = folder / "in", folder / "out", folder / "state"
        self.inbox.mkdir()

    @contextmanager
    def daemon(self, work: str, address: str = "") -> Iterator[subprocess.Popen[str]]:
        """Start one whose work is a function of `standin_daemon`; it says a line for every outcome."""
        arguments = ", ".join(repr(str(value)) for value in (self.inbox, self.out, self.state, work))
        program = [sys.executable, "-c", f"from standin_daemon import run; run({arguments})"]
        environment = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path)), "ADDRESS": address}
        with subprocess.Popen(program, env=environment, stdout=subprocess.PIPE, text=True) as process:
            try:
                yield process
            finally:
                process.kill()

    def states(self) -> dict[str, State]:
        with Ledger(self.state) as ledger:
            return {entry.relative.name: entry.state for entry in ledger.rows()}


@pytest.fixture
def house(tmp_path: Path) -> House:
    return House(tmp_path)


@pytest.fixture
def listener(tmp_path: Path) -> Iterator[Listener]:
    with Listener(str(tmp_path / "s")) as listening:
        yield listening


def line(process: subprocess.Popen[str]) -> str:
    assert process.stdout is not None
    return process.stdout.readline().strip()


def test_what_lands_is_worked_on_and_sigterm_ends_it_cleanly(house: House) -> None:
    (house.inbox / "first.jpg").write_text("x")
    with house.daemon("finish") as process:
        assert line(process) == "first.jpg done"
        (house.inbox / "second.jpg").write_text("x")
        assert line(process) == "second.jpg done"
        process.send_signal(signal.SIGTERM)
        assert process.wait(LONG) == 0
    assert house.states() == {"first.jpg": State.DONE, "second.jpg": State.DONE}


def test_asked_once_it_lets_what_is_running_end(house: House, listener: Listener) -> None:
    (house.inbox / "talk.mp4").write_text("x")
    with house.daemon("finish_when_told", str(listener.address)) as process:
        with listener.accept() as at_work:
            at_work.recv()
            process.send_signal(signal.SIGINT)
        assert line(process) == "talk.mp4 done"
        assert process.wait(LONG) == 0
    assert house.states() == {"talk.mp4": State.DONE}


def test_asked_twice_it_ends_at_once_and_the_next_one_goes_on(house: House, listener: Listener) -> None:
    (house.inbox / "talk.mp4").write_text("x")
    with house.daemon("finish_when_told", str(listener.address)) as process, listener.accept() as at_work:
        worker = os.pidfd_open(at_work.recv())
        process.send_signal(signal.SIGINT)
        process.send_signal(signal.SIGTERM)
        assert process.wait(LONG) == 0
        misbehaving.wait_for_end(worker, LONG)
    assert house.states() == {"talk.mp4": State.QUEUED}
    with house.daemon("finish") as process:
        assert line(process) == "talk.mp4 done"


def test_after_kill_9_nothing_is_left_running_and_the_next_one_goes_on(house: House, listener: Listener) -> None:
    (house.inbox / "talk.mp4").write_text("x")
    with house.daemon("finish_when_told", str(listener.address)) as process, listener.accept() as at_work:
        worker = os.pidfd_open(at_work.recv())
        process.kill()
        process.wait(LONG)
        misbehaving.wait_for_end(worker, LONG)
    assert house.states() == {"talk.mp4": State.RUNNING}
    with house.daemon("finish") as process:
        assert line(process) == "talk.mp4 done"
    assert house.states() == {"talk.mp4": State.DONE}


def test_a_file_that_kills_its_worker_does_not_end_the_daemon(house: House) -> None:
    (house.inbox / "crash.mp4").write_text("x")
    with house.daemon("finish") as process:
        assert line(process) == "crash.mp4 WorkerDied"
        (house.inbox / "good.mp4").write_text("x")
        assert line(process) == "good.mp4 done"
    assert house.states() == {"crash.mp4": State.FAILED, "good.mp4": State.DONE}


def test_a_second_one_on_the_same_state_stops_and_says_why(house: House) -> None:
    with locked(house.state), pytest.raises(Busy, match=str(os.getpid())):
        watch(house.inbox, house.out, Settings(), house.state, lambda entry, outcome: None)


def test_what_cannot_be_watched_is_refused_at_the_start(house: House) -> None:
    for inbox, out in ((house.inbox / "none", house.out), (house.inbox, house.inbox / "out"), (house.inbox, house.inbox)):
        with pytest.raises(UsageError):
            watch(inbox, out, Settings(), house.state, lambda entry, outcome: None)

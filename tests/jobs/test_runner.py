"""Worker processes: what goes wrong in one costs one call, and nobody else anything."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import CancelledError, Future
from contextlib import contextmanager
from multiprocessing.connection import Listener
from pathlib import Path
from typing import Any

import misbehaving
import pytest

from access.errors import DeadlineExceeded, MediaBroken, Unforeseen, WorkerDied
from access.jobs.runner import WorkerLimits, Workers, allow

LONG = 60.0
"""Seconds; what no test comes near unless it fails."""


@contextmanager
def workers(slots: int = 1, limits: WorkerLimits | None = None) -> Iterator[Workers]:
    pool = Workers(slots, limits or WorkerLimits())
    try:
        yield pool
    finally:
        pool.abandon()


@pytest.fixture
def listener(tmp_path: Path) -> Iterator[Listener]:
    with Listener(str(tmp_path / "s")) as listening:
        yield listening


def address(listener: Listener) -> str:
    said = listener.address
    assert isinstance(said, str)
    return said


def test_calls_run_in_another_process_that_stays_warm() -> None:
    with workers() as pool:
        first, second = pool.submit(misbehaving.pid).result(LONG), pool.submit(misbehaving.pid).result(LONG)
    assert first == second != os.getpid()


def test_an_error_of_the_tree_comes_back_as_it_is() -> None:
    with workers() as pool, pytest.raises(MediaBroken) as caught:
        pool.submit(misbehaving.refuse).result(LONG)
    assert (caught.value.message, caught.value.hint) == ("It ends in the middle.", "Copy it again.")
    assert "in refuse" in caught.value.__notes__[0]


@pytest.mark.parametrize("call", [misbehaving.be_stubborn, misbehaving.unpicklable], ids=["error", "result"])
def test_what_does_not_pickle_is_an_error_of_that_call_alone(call: Any) -> None:
    with workers() as pool:
        before = pool.submit(misbehaving.pid).result(LONG)
        with pytest.raises((Unforeseen, TypeError)):
            pool.submit(call).result(LONG)
        assert pool.submit(misbehaving.pid).result(LONG) == before


@pytest.mark.parametrize(
    ("call", "how"),
    [(misbehaving.crash, "code 3"), (misbehaving.segfault, "SIGSEGV"), (misbehaving.be_killed, "SIGKILL")],
    ids=["exit", "segfault", "kill"],
)
def test_a_worker_that_dies_costs_one_call_and_says_how(call: Any, how: str) -> None:
    with workers() as pool:
        bad, good = pool.submit(call), pool.submit(misbehaving.pid)
        with pytest.raises(WorkerDied, match=how):
            bad.result(LONG)
        assert good.result(LONG) > 0


def test_a_neighbour_at_work_does_not_notice_a_crash(listener: Listener) -> None:
    with workers(2) as pool:
        steady = pool.submit(misbehaving.hold, address(listener))
        with listener.accept() as line:
            line.recv()
            with pytest.raises(WorkerDied):
                pool.submit(misbehaving.be_killed).result(LONG)
            assert not steady.done()
        assert steady.result(LONG) is None


def test_a_worker_killed_while_it_was_idle_blames_nobody() -> None:
    with workers() as pool:
        first = pool.submit(misbehaving.pid).result(LONG)
        process = os.pidfd_open(first)
        os.kill(first, signal.SIGKILL)
        misbehaving.wait_for_end(process, LONG)
        assert pool.submit(misbehaving.pid).result(LONG) != first


def test_a_call_that_hangs_is_killed_at_its_deadline_with_all_it_started(listener: Listener) -> None:
    with workers() as pool:
        hung = pool.submit(misbehaving.tell_and_hang, address(listener), 0.01)
        with listener.accept() as line:
            at_work = [os.pidfd_open(pid) for pid in line.recv()]
        with pytest.raises(DeadlineExceeded):
            hung.result(LONG)
        for process in at_work:
            misbehaving.wait_for_end(process, LONG)
        assert pool.submit(misbehaving.pid).result(LONG) > 0


def test_a_call_may_not_take_longer_than_all_calls_may() -> None:
    with workers(limits=WorkerLimits(seconds=0.01)) as pool, pytest.raises(DeadlineExceeded):
        pool.submit(misbehaving.hang).result(LONG)


def test_outside_of_a_worker_there_is_no_deadline_to_move() -> None:
    allow(0.0)


def test_a_worker_is_replaced_after_so_many_calls() -> None:
    with workers(limits=WorkerLimits(calls=2)) as pool:
        pids = [pool.submit(misbehaving.pid).result(LONG) for _ in range(4)]
    assert pids[0] == pids[1] != pids[2] == pids[3]


def test_a_worker_that_has_swollen_is_replaced() -> None:
    with workers(limits=WorkerLimits(memory_mib=300)) as pool:
        slim = pool.submit(misbehaving.pid).result(LONG)
        assert pool.submit(misbehaving.swell, 300).result(LONG) == slim
        assert pool.submit(misbehaving.pid).result(LONG) != slim


def test_workers_leave_stopping_to_the_parent_and_no_memory_image_on_the_disk() -> None:
    with workers() as pool:
        assert pool.submit(misbehaving.core_limit).result(LONG) == (0, True)


def test_abandoned_work_ends_at_once_with_all_it_started(listener: Listener) -> None:
    pool = Workers(1, WorkerLimits())
    running, queued = pool.submit(misbehaving.tell_and_hang, address(listener)), pool.submit(misbehaving.pid)
    with listener.accept() as line:
        at_work = [os.pidfd_open(pid) for pid in line.recv()]
        pool.abandon()
    with pytest.raises(WorkerDied, match="stopped"):
        running.result(LONG)
    with pytest.raises(CancelledError):
        queued.result(LONG)
    for process in at_work:
        misbehaving.wait_for_end(process, LONG)


def test_a_shutdown_finishes_what_was_queued_and_takes_no_more() -> None:
    pool = Workers(1, WorkerLimits())
    futures = [pool.submit(misbehaving.pid) for _ in range(3)]
    pool.shutdown()
    for pid in {future.result(0) for future in futures}:
        with pytest.raises(ProcessLookupError):
            os.kill(pid, 0)
    with pytest.raises(RuntimeError):
        pool.submit(misbehaving.pid)


def test_a_shutdown_can_cancel_what_is_queued(listener: Listener) -> None:
    pool = Workers(1, WorkerLimits())
    running: Future[None] = pool.submit(misbehaving.hold, address(listener))
    with listener.accept() as line:
        line.recv()
        queued = pool.submit(misbehaving.pid)
        pool.shutdown(wait=False, cancel_futures=True)
    pool.shutdown()
    assert queued.cancelled()
    assert running.result(0) is None


@pytest.mark.skipif(sys.platform != "linux", reason="the death signal is Linux's")
def test_workers_die_with_a_parent_that_is_killed(listener: Listener) -> None:
    code = f"import misbehaving; misbehaving.parent_with_a_worker({address(listener)!r})"
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    parent = subprocess.Popen([sys.executable, "-c", code], env=environment)
    with listener.accept() as line:
        worker = os.pidfd_open(line.recv())
        parent.kill()
        parent.wait(LONG)
        misbehaving.wait_for_end(worker, LONG)

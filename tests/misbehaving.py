"""Calls that go wrong on purpose, in a process of their own. A module, because a worker finds them by name."""

from __future__ import annotations

import contextlib
import os
import resource
import signal
import subprocess
import sys
import threading
from multiprocessing.connection import Client, wait
from typing import Any

from access.errors import MediaBroken
from access.jobs.runner import WorkerLimits, Workers, allow

_kept: list[bytearray] = []


class Stubborn(Exception):
    """Cannot be made again from its arguments, as errors of some libraries cannot."""

    def __init__(self, one: str, other: str) -> None:
        super().__init__(one)
        self.other = other


def pid() -> int:
    return os.getpid()


def crash() -> None:
    os._exit(3)


def segfault() -> None:
    os.kill(os.getpid(), signal.SIGSEGV)


def be_killed() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def refuse() -> None:
    raise MediaBroken("It ends in the middle.", "Copy it again.")


def be_stubborn() -> None:
    raise Stubborn("no", "way")


def unpicklable() -> Any:
    return threading.Lock()


def swell(mib: int) -> int:
    _kept.append(bytearray(os.urandom(1 << 20) * mib))
    return os.getpid()


def hang() -> None:
    threading.Event().wait()


def tell_and_hang(address: str, seconds: float | None = None) -> None:
    """Say who is at work, with a program that was started for it, and once it is heard never come back.

    It allows itself `seconds` for that.
    """
    program = subprocess.Popen([sys.executable, "-c", "import signal; signal.pause()"])
    with contextlib.suppress(EOFError), Client(address) as connection:
        connection.send((os.getpid(), program.pid))
        connection.recv()
    if seconds is not None:
        allow(seconds)
    hang()


def hold(address: str) -> None:
    """Say that the call has begun, and return when the other side hangs up."""
    with contextlib.suppress(EOFError), Client(address) as connection:
        connection.send(os.getpid())
        connection.recv()


def core_limit() -> tuple[int, bool]:
    return resource.getrlimit(resource.RLIMIT_CORE)[0], signal.getsignal(signal.SIGINT) is signal.SIG_IGN


def parent_with_a_worker(address: str) -> None:
    """Stand in for the daemon: have one worker at work, and wait to be killed."""
    with Workers(1, WorkerLimits()) as workers:
        workers.submit(hold, address).result()


def wait_for_end(handle: int, seconds: float) -> None:
    """Wait for the end of a process, held by `os.pidfd_open`."""
    assert wait([handle], seconds)
    os.close(handle)

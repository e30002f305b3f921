"""Where work runs: processes that may crash, hang or swell without harm to anybody else.

A plain `concurrent.futures.Executor`, so that another one can stand in its place. One process a slot and one call at a
time in it, so that it is always known which file a dead process had in hand. (`ProcessPoolExecutor` breaks as a whole when
one process dies, and tells neither which nor how.)
"""

from __future__ import annotations

import ctypes
import math
import multiprocessing
import os
import pickle
import resource
import signal
import sys
import threading
import time
import traceback
from collections.abc import Callable
from concurrent.futures import Executor, Future
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing import connection
from multiprocessing.connection import Connection
from multiprocessing.context import SpawnProcess
from pathlib import Path
from queue import Empty, SimpleQueue
from types import TracebackType
from typing import Any, ParamSpec, TypeVar

from access.errors import DeadlineExceeded, Unforeseen, WorkerDied

P = ParamSpec("P")
T = TypeVar("T")

_LOOK_SECONDS = 1.0
"""How often a deadline that the worker may have moved is read again."""
_GOODBYE_SECONDS = 5.0
_PR_SET_PDEATHSIG = 1

_context = multiprocessing.get_context("spawn")


@dataclass(frozen=True, slots=True)
class WorkerLimits:
    calls: int = 1000
    """A process is replaced after so many."""
    memory_mib: float = math.inf
    """A process that holds more when a call is over is replaced."""
    seconds: float = math.inf
    """What a call may take, unless it says with `allow` that it needs another time."""


@dataclass(frozen=True, slots=True)
class _Call:
    future: Future[Any]
    pickled: bytes


class Workers(Executor):
    """Runs calls in `slots` processes, which are started when they are needed and stay warm.

    A call whose process dies ends in `WorkerDied`, one that takes too long is killed, with all it started, and ends in
    `DeadlineExceeded`. Both cost that call and no other.
    """

    def __init__(self, slots: int, limits: WorkerLimits) -> None:
        self._calls: SimpleQueue[_Call | None] = SimpleQueue()
        self._closed = False
        self._lock = threading.Lock()
        self._slots = [_Slot(limits) for _ in range(slots)]
        self._threads = [threading.Thread(target=self._serve, args=(slot,), daemon=True) for slot in self._slots]
        for thread in self._threads:
            thread.start()

    def submit(self, fn: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> Future[T]:
        """Queue a call. `fn` and all it is given, and what it returns or raises, must pickle."""
        call = _Call(Future(), pickle.dumps((fn, args, kwargs)))
        with self._lock:
            if self._closed:
                raise RuntimeError("these workers are shut down")
            self._calls.put(call)
        return call.future

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        with self._lock:
            if cancel_futures:
                self._cancel_queued()
            if not self._closed:
                self._closed = True
                for _ in self._slots:
                    self._calls.put(None)
        if wait:
            for thread in self._threads:
                thread.join()

    def abandon(self) -> None:
        """Kill what runs and cancel what is queued. Running calls end in `WorkerDied`."""
        with self._lock:
            self._cancel_queued()
        for slot in self._slots:
            slot.abandon()
        self.shutdown()

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        if error is None:
            self.shutdown()
        else:
            self.abandon()

    def _cancel_queued(self) -> None:
        stops = 0
        while True:
            try:
                call = self._calls.get_nowait()
            except Empty:
                break
            if call is None:
                stops += 1
            else:
                call.future.cancel()
        for _ in range(stops):
            self._calls.put(None)

    def _serve(self, slot: _Slot) -> None:
        while (call := self._calls.get()) is not None:
            if call.future.set_running_or_notify_cancel():
                try:
                    result = slot.run(call.pickled)
                except Exception as error:
                    call.future.set_exception(error)
                else:
                    call.future.set_result(result)
        slot.close()


class _Slot:
    """One process after another, and the pipe to the one there is. Its thread alone uses it, but for `abandon`."""

    def __init__(self, limits: WorkerLimits) -> None:
        self._limits = limits
        # A double in memory that both sides see; typed as what its `value` is not.
        self._deadline: Any = _context.Value(ctypes.c_double, math.inf, lock=False)
        self._process: SpawnProcess | None = None
        self._pipe: Connection[Any, Any] | None = None
        self._calls = 0
        self._abandoned = False
        self._lock = threading.Lock()

    def run(self, call: bytes) -> Any:
        """Run one pickled call to its end. Raises what it raised, `WorkerDied` or `DeadlineExceeded`."""
        process, pipe = self._hand_over(call)
        while True:
            left = self._deadline.value - time.monotonic()
            if left <= 0:
                self._kill()
                raise DeadlineExceeded(
                    "It took longer than it may.", "`[jobs] deadline_factor` and `deadline_floor_seconds` allow more."
                )
            if connection.wait([pipe, process.sentinel], min(left, _LOOK_SECONDS)):
                break
        try:
            went_well, value, memory_mib = pickle.loads(pipe.recv_bytes())
        except (EOFError, OSError):
            raise self._post_mortem(process) from None
        self._calls += 1
        if self._calls >= self._limits.calls or memory_mib > self._limits.memory_mib:
            self.close()
        if went_well:
            return value
        raise value

    def _hand_over(self, call: bytes) -> tuple[SpawnProcess, Connection[Any, Any]]:
        """Give the call to the process; one that died while it had nothing to do is replaced, and blames nobody."""
        for _ in range(2):
            process, pipe = self._started()
            self._deadline.value = time.monotonic() + self._limits.seconds
            try:
                pipe.send_bytes(call)
            except OSError:
                self._kill()
            else:
                return process, pipe
        raise WorkerDied("No worker process could be started.", "The system may be out of memory or of processes.")

    def _started(self) -> tuple[SpawnProcess, Connection[Any, Any]]:
        with self._lock:
            if self._abandoned:
                raise WorkerDied("The work was stopped.")
            if self._process is None or self._pipe is None:
                self._pipe, theirs = _context.Pipe()
                # No death of ours may leave one behind: `daemon` for a clean end, the death signal for any other.
                self._process = _context.Process(target=_live, args=(theirs, self._deadline, os.getpid()), daemon=True)
                self._process.start()
                theirs.close()
                self._calls = 0
            return self._process, self._pipe

    def _post_mortem(self, process: SpawnProcess) -> WorkerDied:
        self._kill()
        code = process.exitcode
        if self._abandoned:
            return WorkerDied("The work was stopped.")
        how = f"was killed ({signal.Signals(-code).name})" if code and code < 0 else f"ended by itself (code {code})"
        return WorkerDied(f"The process at work on it {how}.", "Its memory may have run out, or a decoder may have crashed.")

    def abandon(self) -> None:
        with self._lock:
            self._abandoned = True
            if self._process is not None:
                _kill_group(self._process)

    def close(self) -> None:
        """Let the process end by itself; it is told by the end of its pipe."""
        with self._lock:
            if self._pipe is not None:
                self._pipe.close()
            if self._process is not None:
                self._process.join(_GOODBYE_SECONDS)
        self._kill()

    def _kill(self) -> None:
        with self._lock:
            if self._pipe is not None:
                self._pipe.close()
            if self._process is not None:
                _kill_group(self._process)
                self._process.join()
            self._process = self._pipe = None


def _kill_group(process: SpawnProcess) -> None:
    """Kill a process and all that it started. It must not be waited for yet: only so is its number still its own."""
    if process.pid is not None:
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, signal.SIGKILL)
    process.kill()


# --- inside the process --------------------------------------------------------------------------------------------

_own_deadline: Any = None


def allow(seconds: float) -> None:
    """Give the call that runs in this process `seconds` from now. Outside of a worker it does nothing."""
    if _own_deadline is not None:
        _own_deadline.value = time.monotonic() + seconds


def _live(pipe: Connection[Any, Any], deadline: Any, parent: int) -> None:
    """Take calls until the pipe ends."""
    global _own_deadline
    _own_deadline = deadline
    _harden(parent)
    while True:
        try:
            call = pipe.recv_bytes()
        except (EOFError, OSError):
            return
        pipe.send_bytes(_answer(call))


def _harden(parent: int) -> None:
    """Lead a process group of its own, leave stopping to the parent, die with it, and leave no memory image on the disk."""
    os.setpgid(0, 0)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if sys.platform == "linux":
        ctypes.CDLL(None, use_errno=True).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
        if os.getppid() != parent:
            os._exit(1)


def _answer(call: bytes) -> bytes:
    try:
        fn, args, kwargs = pickle.loads(call)
        return pickle.dumps((True, fn(*args, **kwargs), _memory_mib()))
    except Exception as error:
        error.add_note(traceback.format_exc())
        try:
            answer = pickle.dumps((False, error, _memory_mib()))
            pickle.loads(answer)
        except Exception:
            return pickle.dumps((False, Unforeseen(f"{type(error).__name__}: {error}"), _memory_mib()))
        return answer


def _memory_mib() -> float:
    """Return what this process holds of the memory now; where the system does not say it so, what it held at most."""
    try:
        pages = int(Path("/proc/self/statm").read_text("ascii").split()[1])
    except OSError:
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return pages * os.sysconf("SC_PAGE_SIZE") / 2**20

"""A process that answers in lines: what it does wrong is told with its last words, and nothing of it is left running."""

from __future__ import annotations

import os
import select
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import access.engines.voice as voices
from access.engines.child import Child
from access.errors import EngineFailed

COQUI = Path(voices.__file__).with_name("coqui_child.py")
ECHO = """
import json, sys
for line in sys.stdin:
    asked = json.loads(line)
    print(json.dumps({"id": asked["id"], "said": asked.get("say")}), flush=True)
"""


@pytest.fixture
def started() -> Iterator[list[Child]]:
    """What is started here is ended here."""
    children: list[Child] = []
    yield children
    for one in children:
        one.close()


def child(started: list[Child], code: str) -> Child:
    one = Child("Box", [sys.executable, "-c", code], os.environ)
    started.append(one)
    return one


def gone(pid: int, seconds: float = 10.0) -> bool:
    """Wait until a process, ours or not, has ended."""
    try:
        handle = os.pidfd_open(pid)
    except ProcessLookupError:
        return True
    ready = select.select([handle], [], [], seconds)[0]
    os.close(handle)
    return bool(ready)


def test_it_answers_one_line_after_another(started: list[Child]) -> None:
    echo = child(started, ECHO)
    assert [echo.ask({"say": text}, 10)["said"] for text in ("a", "ü\n\0", None)] == ["a", "ü\n\0", None]
    assert echo.alive


@pytest.mark.parametrize(("code", "why"), [
    ("import sys; sys.exit('out of memory')", r"Box has ended \(exit code 1\)\. It last said: out of memory\."),
    ("import os, signal; os.kill(os.getpid(), signal.SIGSEGV)", r"Box has ended \(signal 11\)\."),
    ("input(); print('Loading…')", "no answer"), ("input(); print('[1]')", "no answer"),
    ("input(); print('{\"id\": 7}')", "no answer"), ("input(); print('[' * 9999)", "no answer"),
    ("input(); print('{\"id\": 1}', end='')", "no answer"), ("input(); print('x' * 3_000_000)", "no answer"),
    ("input(); print('{\"id\": 1, \"error\": \"RuntimeError:\\\\n no \\\\u001b[31mspeaker\"}')",
     r"^Box failed: RuntimeError: no \\u001b\[31mspeaker\."),
])
def test_whatever_goes_wrong_is_a_failure_that_says_how(code: str, why: str, started: list[Child]) -> None:
    with pytest.raises(EngineFailed, match=why):
        child(started, code).ask({}, 20)


def test_one_that_is_too_slow_is_ended(started: list[Child]) -> None:
    slow = child(started, "import signal; signal.pause()")
    with pytest.raises(EngineFailed, match="did not answer within 0 s"):
        slow.ask({}, 0.1)
    assert not slow.alive
    with pytest.raises(EngineFailed, match="has ended"):
        slow.ask({}, 0.1)


def test_what_it_says_on_the_side_neither_blocks_it_nor_fills_the_memory(started: list[Child]) -> None:
    noisy = child(started, "import sys\nfor _ in range(2000): sys.stderr.write('x' * 999 + '\\n')\n" + ECHO)
    assert noisy.ask({"say": "done"}, 20)["said"] == "done"
    assert len(noisy._said) <= 20


def test_closing_ends_it_and_all_that_it_started(started: list[Child]) -> None:
    parent = child(started, """
import json, subprocess, sys
other = subprocess.Popen([sys.executable, "-c", "import signal; signal.pause()"])
json.loads(input())
print(json.dumps({"id": 1, "pid": other.pid}), flush=True)
input()
""")
    pid = int(parent.ask({}, 20)["pid"])
    parent.close()
    parent.close()
    assert gone(pid)
    assert not parent.alive


def test_what_cannot_be_started_says_so() -> None:
    with pytest.raises(EngineFailed, match="Box cannot be started: No such file"):
        Child("Box", ["/nowhere/python"], {})


def test_the_coqui_child_goes_when_its_parent_is_killed() -> None:
    code = f"""
import os, signal
from access.engines.child import Child
one = Child("Box", [{sys.executable!r}, {str(COQUI)!r}, "serve"], os.environ)
print(one._process.pid, flush=True)
signal.pause()
"""
    with subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True) as parent:
        assert parent.stdout
        pid = int(parent.stdout.readline())
        os.kill(pid, 0)
        parent.send_signal(signal.SIGKILL)
    assert gone(pid)


def test_the_coqui_child_goes_when_its_input_ends() -> None:
    with subprocess.Popen([sys.executable, str(COQUI), "serve"], stdin=subprocess.PIPE, start_new_session=True) as one:
        assert one.stdin
        one.stdin.close()
        assert one.wait(10) == -signal.SIGKILL

"""`transformers serve` on loopback, with a checkpoint that is made here: a real server with OpenAI's API."""

from __future__ import annotations

import importlib.util
import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import pytest

NEEDED = ("torch", "transformers", "fastapi", "uvicorn", "openai", "python_multipart")
START_SECONDS = 120.0


@contextmanager
def serving(make: Callable[[], Path], *more: str) -> Iterator[tuple[str, Path]]:
    """Yield the address of a server and the folder of its model; skip the test where it, or one of `more`, is not installed."""
    missing = [name for name in (*NEEDED, *more) if importlib.util.find_spec(name) is None]
    if missing:
        pytest.skip(f'needs {", ".join(missing)}: pip install "access-media[neural,test]"')
    folder = make()
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = "from transformers.cli.transformers import app; app()"
    with tempfile.TemporaryDirectory() as room:
        log = Path(room) / "log"
        with log.open("wb") as into:
            process = subprocess.Popen(
                [sys.executable, "-c", command, "serve", str(folder), "--host", "127.0.0.1", "--port", str(port)],
                stdout=into, stderr=subprocess.STDOUT, start_new_session=True,
                env={**os.environ, "HF_HUB_OFFLINE": "1", "HF_HOME": room})
        try:
            _await(process, f"http://127.0.0.1:{port}/health", log)
            yield f"http://127.0.0.1:{port}/v1", folder
        finally:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()


def _await(process: subprocess.Popen[bytes], url: str, log: Path) -> None:
    latest = time.monotonic() + START_SECONDS
    while time.monotonic() < latest:
        if process.poll() is not None:
            break
        try:
            with urlopen(url, timeout=5):
                return
        except (URLError, OSError):
            time.sleep(0.2)
    pytest.fail(f"the server did not start:\n{log.read_text('utf-8', 'replace')[-2_000:]}")

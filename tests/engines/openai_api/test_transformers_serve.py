"""Recognition by a real server with OpenAI's API: `transformers serve`, on loopback, with a random Whisper.

What it says is nonsense; that the two understand each other is not.
"""

from __future__ import annotations

import importlib.util
import os
import signal
import socket
import subprocess
import sys
import time
import wave
from collections.abc import Iterator
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import checkpoints
import pytest
from made import speak

from access.engines.base import Listening
from access.engines.openai_api.speech import ServerSpeech, factory
from access.errors import EngineNotReady
from access.model.findings import Term
from access.model.media import Sound
from access.model.time import Span

NEEDED = (
    "torch", "whisper", "transformers", "ctranslate2", "fastapi", "uvicorn", "openai", "python_multipart", "soundfile", "soxr")
START_SECONDS = 120.0


@pytest.fixture(scope="module")
def server() -> Iterator[tuple[str, Path]]:
    """Its address and the folder of its model."""
    missing = [name for name in NEEDED if importlib.util.find_spec(name) is None]
    if missing:
        pytest.skip(f'needs {", ".join(missing)}: pip install "access-media[neural,test]"')
    folder = checkpoints.whisper()
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = "from transformers.cli.transformers import app; app()"
    with (folder / "log").open("wb") as log:
        process = subprocess.Popen(
            [sys.executable, "-c", command, "serve", str(folder / "hf"), "--host", "127.0.0.1", "--port", str(port)],
            stdout=log, stderr=subprocess.STDOUT, start_new_session=True,
            env={**os.environ, "HF_HUB_OFFLINE": "1", "HF_HOME": str(folder)})
    try:
        _await(process, f"http://127.0.0.1:{port}/health", folder / "log")
        yield f"http://127.0.0.1:{port}/v1", folder / "hf"
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


@pytest.fixture
def sound(tmp_path: Path) -> Sound:
    path = speak(tmp_path / "talk.wav", ["The museum opens at nine.", "Please come in."]).path
    with wave.open(str(path)) as file:
        return Sound(path, file.getframerate(), file.getnframes())


def test_a_real_server_is_there_and_its_words_lie_in_the_voice(server: tuple[str, Path], sound: Sound) -> None:
    url, folder = server
    named = f"{url}#{folder}"
    assert factory.readiness(named).ready
    assert factory.reach(named).ready
    engine = factory.open(named, offline=True)
    assert isinstance(engine, ServerSpeech)
    voiced = Span(400, 1_900)
    heard = engine.transcribe(sound, (voiced,), Listening("en", terms=(Term("museum"),)))
    assert heard.words
    assert heard.language == "en"
    assert all(word.span.within(voiced) == word.span for word in heard.words)
    again = engine.transcribe(sound, (voiced,), Listening("en"))
    assert [word.text for word in again.words] == [word.text for word in heard.words], "greedy, at temperature 0"
    engine.close()


def test_a_real_server_that_cannot_translate_is_told_so(server: tuple[str, Path], sound: Sound) -> None:
    url, folder = server
    engine = factory.open(f"{url}#{folder}", offline=True)
    assert isinstance(engine, ServerSpeech)
    with pytest.raises(EngineNotReady, match="cannot translate"):
        engine.transcribe(sound, (Span(400, 1_900),), Listening("de", translate=True))
    engine.close()

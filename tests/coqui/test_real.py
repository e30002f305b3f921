"""Coqui TTS itself: its loading code on checkpoints that are made here, its list, its downloader. The weights are random.

Needs a Python with `coqui-tts`, named by `ACCESS_COQUI_PYTHON` (docs/engines.md says how to make one).
"""

from __future__ import annotations

import os
import signal
import subprocess
import wave
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from hub import Hub

from access.config import DescribeOptions
from access.engines.voice import coqui
from access.engines.voice.coqui import CoquiVoice, factory
from access.errors import EngineFailed, EngineNotReady
from access.model.words import words_per_minute
from access.narrate.casting import InVoice, cast
from access.narrate.speak import Booth

PYTHON = os.environ.get(coqui.PYTHON, "")
MAKER = Path(__file__).parents[1] / "voice_checkpoint.py"
LJ = "tts_models/en/ljspeech/vits"
TEXT = "A heron stands in the shallow water, and waits for the evening."
SITE = """
import io, os, requests

class Answer:
    headers = {"content-length": str(os.path.getsize(os.environ["ARCHIVE"]))}

    def iter_content(self, size):
        data = open(os.environ["ARCHIVE"], "rb").read()
        if os.environ.get("BREAK_OFF"):
            yield data[: len(data) // 2]
            raise requests.ConnectionError("the line broke")
        yield data

def get(url, **options):
    assert url.endswith("tts_models--en--ljspeech--vits.zip"), url
    return Answer()

requests.get = get
"""
"""What stands between the downloader and a network that is not there."""


def usable() -> str:
    """Return why there is nothing to test; empty where there is."""
    if not PYTHON:
        return f"needs a Python with Coqui TTS, named by {coqui.PYTHON}"
    state = factory.readiness(LJ)
    return "" if state.ready or state.fetchable else state.reason


WHY_NOT = usable()
pytestmark = pytest.mark.skipif(bool(WHY_NOT), reason=WHY_NOT or "there is one")


@pytest.fixture(scope="module")
def checkpoints(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A voice of one speaker, and one of three."""
    folder = tmp_path_factory.mktemp("voices")
    for name, speakers in (("one", []), ("three", ["p1", "p2", "p3"])):
        subprocess.run([PYTHON, MAKER, folder / name, *speakers], check=True, capture_output=True)
    return folder


@pytest.fixture(scope="module")
def one(checkpoints: Path) -> Iterator[CoquiVoice]:
    yield from opened(str(checkpoints / "one"))


@pytest.fixture(scope="module")
def three(checkpoints: Path) -> Iterator[CoquiVoice]:
    yield from opened(str(checkpoints / "three"))


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A machine on which Coqui has fetched nothing."""
    monkeypatch.setenv("TTS_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("HF_HUB_CACHE", str(tmp_path / "hub"))
    coqui.about.cache_clear()
    yield tmp_path / "home" / "tts"
    coqui.about.cache_clear()


def opened(model: str) -> Iterator[CoquiVoice]:
    engine = factory.open(model, offline=True)
    assert isinstance(engine, CoquiVoice)
    yield engine
    engine.close()


def test_a_clip_is_as_long_as_it_says_and_near_the_rate(one: CoquiVoice, tmp_path: Path) -> None:
    for rate in (110, 140):
        clip = one.speak(TEXT, "en", rate, tmp_path / "a.wav")
        with wave.open(str(clip.path)) as file:
            assert (file.getnchannels(), file.getsampwidth(), file.getframerate()) == (1, 2, clip.sample_rate)
            assert file.getnframes() * 1000 / clip.sample_rate == pytest.approx(clip.duration, abs=1)
        assert words_per_minute(TEXT, clip.duration) == pytest.approx(rate, rel=0.25)  # a random model counts in whole frames


def test_a_faster_voice_takes_less_time_and_the_same_text_is_the_same_clip(one: CoquiVoice, tmp_path: Path) -> None:
    slow, fast, again = (
        one.speak(TEXT, "en", rate, tmp_path / f"{number}.wav") for number, rate in enumerate((100, 200, 100)))
    assert fast.duration < slow.duration * 0.8
    assert slow.path.read_bytes() == again.path.read_bytes()


def test_the_loop_that_fits_a_text_into_its_room_goes_round_on_it(one: CoquiVoice, tmp_path: Path) -> None:
    booth = Booth(one, "en", DescribeOptions(), tmp_path)
    natural = booth.natural(TEXT).duration
    clip = booth.within(TEXT, 1.0, natural + 500)
    assert clip
    assert clip.duration == natural
    assert booth.within(TEXT, 1.0, natural // 3) is None


def test_speakers_are_a_choice(three: CoquiVoice, tmp_path: Path) -> None:
    assert [voice.name for voice in three.voices("en")] == ["p1", "p2", "p3"]
    assert cast(three.voices("en"), (), "p3") == "p3"
    clips = [InVoice(three, name).speak(TEXT, "en", 140, tmp_path / f"{name}.wav").path.read_bytes() for name in ("p1", "p3")]
    assert clips[0] != clips[1]
    with pytest.raises(EngineFailed, match="has no speaker p4"):
        three.speak(TEXT, "en", 140, tmp_path / "a.wav", "p4")


def test_one_speaker_is_no_choice(one: CoquiVoice) -> None:
    assert one.voices("en") == ()
    assert one.languages == ("en",)


def test_a_child_that_is_killed_costs_one_text(one: CoquiVoice, tmp_path: Path) -> None:
    child = one._loaded()
    os.kill(child._process.pid, signal.SIGKILL)
    child._process.wait()
    assert one.speak(TEXT, "en", 140, tmp_path / "a.wav").duration
    assert one._loaded() is not child


def test_a_checkpoint_that_is_none_is_not_ready(checkpoints: Path, tmp_path: Path) -> None:
    (tmp_path / "config.json").write_bytes((checkpoints / "one" / "config.json").read_bytes())
    (tmp_path / "model.pth").write_bytes(b"no weights")
    for engine in opened(str(tmp_path)):
        with pytest.raises(EngineNotReady, match="cannot be loaded"):
            engine.speak(TEXT, "en", 140, tmp_path / "a.wav")


def test_the_list_of_models_tells_their_licences(home: Path) -> None:
    assert factory.restriction("tts_models/multilingual/multi-dataset/xtts_v2") == "CPML"
    assert factory.restriction("tts_models/multilingual/multi-dataset/your_tts") == "CC BY-NC-ND 4.0"
    assert factory.restriction("tts_models/en/vctk/fast_pitch") == "CC BY-NC-ND 4.0"
    assert factory.restriction(LJ) == factory.restriction("tts_models/de/thorsten/vits") == ""
    state = factory.readiness(LJ)
    assert (state.ready, state.fetchable) == (False, True)


def test_a_model_of_the_list_is_fetched_whole_or_not_at_all_and_speaks(
    home: Path, checkpoints: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    archive = tmp_path / "model.zip"
    with zipfile.ZipFile(archive, "w") as packed:
        packed.write(checkpoints / "one" / "model.pth", "tts_models--en--ljspeech--vits/model_file.pth")
        packed.write(checkpoints / "one" / "config.json", "tts_models--en--ljspeech--vits/config.json")
    (tmp_path / "site").mkdir()
    (tmp_path / "site" / "sitecustomize.py").write_text(SITE)
    behind = tmp_path / "python"
    behind.write_text(f'#!/bin/sh\nPYTHONPATH={tmp_path / "site"} exec {PYTHON} "$@"\n')
    behind.chmod(0o755)
    monkeypatch.setenv(coqui.PYTHON, str(behind))
    monkeypatch.setenv("ARCHIVE", str(archive))
    with Hub().open() as answering:
        monkeypatch.setattr(coqui, "_SOURCE", answering.address)
        with pytest.raises(EngineNotReady, match="offline = true"):
            factory.fetch(LJ, offline=True)
        monkeypatch.setenv("BREAK_OFF", "1")
        with pytest.raises(EngineNotReady, match="could not fetch"):
            factory.fetch(LJ, offline=False)
        assert not factory.readiness(LJ).ready
        assert list(home.iterdir()) == []
        monkeypatch.delenv("BREAK_OFF")
        factory.fetch(LJ, offline=False)
    assert factory.readiness(LJ).ready
    for engine in opened(LJ):
        assert engine.identity.licence == "apache 2.0 (model), MPL-2.0 (coqui-tts)"
        assert engine.speak(TEXT, "en-GB", 140, tmp_path / "a.wav").duration > 1_000


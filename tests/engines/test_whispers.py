"""The Whisper engines' real loading and decoding, on a random checkpoint: what it says is nonsense, that it runs is not."""

from __future__ import annotations

import subprocess
import sys
import wave
from collections.abc import Sequence
from pathlib import Path

import pytest
from made import speak

from access.engines.base import EngineFactory, Listening
from access.engines.speech import faster_whisper, openai_whisper
from access.engines.speech.piecewise import Piece, Samples, transcribed
from access.errors import EngineNotReady
from access.model.findings import Word
from access.model.media import Sound
from access.model.time import Span

RECIPE = Path(__file__).resolve().parents[3] / "shared" / "tools" / "make_whisper_checkpoint.py"


@pytest.fixture(scope="module")
def checkpoint(tmp_path_factory: pytest.TempPathFactory) -> Path:
    for package in ("torch", "whisper", "transformers", "ctranslate2"):
        pytest.importorskip(package)
    if not RECIPE.is_file():
        pytest.skip(f"needs {RECIPE.name}")
    folder = tmp_path_factory.mktemp("whisper")
    subprocess.run([sys.executable, str(RECIPE), "micro", str(folder)], check=True, capture_output=True)
    return folder


@pytest.fixture
def sound(tmp_path: Path) -> Sound:
    path = speak(tmp_path / "talk.wav", ["The museum opens at nine.", "Please come in."]).path
    with wave.open(str(path)) as file:
        return Sound(path, file.getframerate(), file.getnframes())


@pytest.mark.parametrize(("factory", "weights"), [
    pytest.param(faster_whisper.factory, "ct2", id="faster-whisper"),
    pytest.param(openai_whisper.factory, "micro.pt", id="openai-whisper"),
])
def test_a_checkpoint_is_loaded_and_decodes_into_words_inside_the_voice(
    checkpoint: Path, sound: Sound, factory: EngineFactory, weights: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in (faster_whisper, openai_whisper):
        monkeypatch.setattr(module, "TEMPERATURES", (0.0,))  # nonsense would be tried at every one of them
    model = str(checkpoint / weights)
    assert factory.readiness(model).ready
    engine = factory.open(model, offline=True)
    assert isinstance(engine, faster_whisper.FasterWhisper | openai_whisper.OpenAiWhisper)
    voiced = Span(400, 1_400)
    heard = engine.transcribe(sound, (voiced,), Listening("en"))
    assert heard.words
    assert heard.language == "en"
    assert all(word.span.within(voiced.padded(500)) == word.span for word in heard.words)
    (stretch,) = heard.stretches
    assert 0 < stretch.no_speech < 1
    assert stretch.logprob < 0
    engine.close()


@pytest.mark.parametrize("factory", [faster_whisper.factory, openai_whisper.factory])
def test_weights_that_are_not_here_are_told_with_the_command_that_gets_them(
    factory: EngineFactory, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HF_HUB_CACHE", str(tmp_path))
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    readiness = factory.readiness("small")
    assert not readiness.ready
    assert readiness.command
    with pytest.raises(EngineNotReady, match="Try: "):
        factory.open("small", offline=True)


def test_times_are_on_the_medias_clock_and_the_first_language_stays(sound: Sound) -> None:
    asked: list[str] = []

    def decode(pieces: Sequence[Samples], listening: Listening) -> tuple[list[Piece], str]:
        asked.append(listening.language)
        return [Piece([Word(" hello", Span(250, 600), 0.9), Word(" ", Span(600, 700))], 0.1, -0.2) for _ in pieces], "de"

    heard = transcribed(sound, (Span(500, 1_000), Span(4_000, 4_500)), Listening(), decode)
    assert [(word.text, word.span) for word in heard.words] == [("hello", Span(550, 900)), ("hello", Span(4_050, 4_400))]
    assert [(stretch.span, stretch.no_speech, stretch.logprob) for stretch in heard.stretches] == [
        (Span(300, 1_200), 0.1, -0.2), (Span(3_800, 4_700), 0.1, -0.2)]
    assert asked == ["", "de"]
    assert heard.language == "de"

"""The Whisper engines' real loading and decoding, on a random checkpoint: what it says is nonsense, that it runs is not."""

from __future__ import annotations

import subprocess
import sys
import wave
from collections.abc import Callable, Sequence
from pathlib import Path
from types import SimpleNamespace

import pytest
from made import silence, speak

from access.engines.base import EngineFactory, Listening
from access.engines.speech import faster_whisper, openai_whisper
from access.engines.speech.piecewise import Samples, transcribed
from access.errors import EngineNotReady
from access.model.findings import Term, Word
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

    def decode(pieces: Sequence[Samples], listening: Listening) -> tuple[list[list[Word]], str]:
        asked.append(listening.language)
        return [[Word(" hello", Span(250, 600), 0.9), Word(" ", Span(600, 700))] for _ in pieces], "de"

    heard = transcribed(sound, (Span(500, 1_000), Span(4_000, 4_500)), Listening(), decode)
    assert [(word.text, word.span) for word in heard.words] == [("hello", Span(550, 900)), ("hello", Span(4_050, 4_400))]
    assert asked == ["", "de"]
    assert heard.language == "de"


def test_each_window_is_told_the_terms_that_are_on_the_screen_near_it_first(tmp_path: Path) -> None:
    asked: list[tuple[Term, ...]] = []

    def decode(pieces: Sequence[Samples], listening: Listening) -> tuple[list[list[Word]], str]:
        asked.append(listening.terms)
        return [[] for _ in pieces], "en"

    always, late = Term("Wren"), Term("Pomerelle", shown=(Span(60_000, 70_000),))
    long = Sound(silence(tmp_path / "long.wav", 100_000), 16_000, 1_600_000)
    transcribed(long, (Span(0, 1_000), Span(80_000, 80_500)), Listening("en", (always, late)), decode)
    assert asked == [(always, late), (late, always)]


def test_faster_whisper_gets_the_terms_as_hot_words_and_openai_whisper_as_a_prompt(
    checkpoint: Path, sound: Sound, monkeypatch: pytest.MonkeyPatch
) -> None:
    from faster_whisper import BatchedInferencePipeline
    from whisper.model import Whisper

    told: dict[str, object] = {}

    def spy(name: str, answer: object) -> Callable[..., object]:
        def transcribe(*given: object, **options: object) -> object:
            told[name] = options[name]
            return answer
        return transcribe

    monkeypatch.setattr(BatchedInferencePipeline, "transcribe", spy("hotwords", ((), SimpleNamespace(language="en"))))
    monkeypatch.setattr(Whisper, "transcribe", spy("initial_prompt", {"language": "en", "segments": []}))
    asked = Listening("en", (Term("Ondine Vasquelle"), Term("Pomerelle")))
    for factory, weights in ((faster_whisper.factory, "ct2"), (openai_whisper.factory, "micro.pt")):
        engine = factory.open(str(checkpoint / weights), offline=True)
        assert isinstance(engine, faster_whisper.FasterWhisper | openai_whisper.OpenAiWhisper)
        engine.transcribe(sound, (Span(400, 1_400),), asked)
        engine.close()
    assert told == {"hotwords": "Ondine Vasquelle, Pomerelle", "initial_prompt": "Ondine Vasquelle, Pomerelle"}

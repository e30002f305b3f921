"""The Whisper engines' real loading and decoding, on a random checkpoint: what it says is nonsense, that it runs is not."""

from __future__ import annotations

import hashlib
import shutil
import threading
import wave
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from types import SimpleNamespace

import checkpoints
import pytest
from made import silence, speak

from access.config import EngineOptions, Settings, SpeechOptions
from access.engines.base import EngineFactory, Listening
from access.engines.speech import faster_whisper, openai_whisper
from access.engines.speech.piecewise import Piece, Samples, transcribed
from access.errors import EngineNotReady
from access.intake.identify import identify
from access.model.findings import Term, Word
from access.model.media import Sound
from access.model.time import Span
from access.pipeline import Workshop


@pytest.fixture(scope="module")
def checkpoint() -> Path:
    return checkpoints.whisper()


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


def test_each_window_is_told_the_terms_that_are_on_the_screen_near_it_first(tmp_path: Path) -> None:
    asked: list[tuple[Term, ...]] = []

    def decode(pieces: Sequence[Samples], listening: Listening) -> tuple[list[Piece], str]:
        asked.append(listening.terms)
        return [Piece(()) for _ in pieces], "en"

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


@pytest.mark.parametrize(("gpus", "known", "how"), [
    pytest.param(0, {"int8", "int8_float32", "float32"}, ("cpu", "int8"), id="a CPU"),
    pytest.param(0, {"float32"}, ("cpu", "float32"), id="a CPU without int8"),
    pytest.param(1, {"int8", "float16", "int8_float16", "float32"}, ("cuda", "float16"), id="a GPU"),
    pytest.param(1, {"int8", "int8_float32", "float32"}, ("cuda", "int8_float32"), id="a GPU without float16"),
])
def test_faster_whisper_computes_in_what_is_quick_and_known_there(
    gpus: int, known: set[str], how: tuple[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    ctranslate2 = pytest.importorskip("ctranslate2")
    monkeypatch.setattr(ctranslate2, "get_cuda_device_count", lambda: gpus)
    monkeypatch.setattr(ctranslate2, "get_supported_compute_types", {how[0]: known}.__getitem__)
    assert faster_whisper._how_to_compute() == dict(zip(("device", "compute_type"), how, strict=True))


def test_broken_weights_are_told_and_are_no_fault_of_the_file(checkpoint: Path, sound: Sound, tmp_path: Path) -> None:
    folder = Path(shutil.copytree(checkpoint / "ct2", tmp_path / "ct2"))
    (folder / "model.bin").write_bytes(b"no weights")
    file = tmp_path / "mine.pt"
    file.write_bytes(b"no weights")
    for factory, model in ((faster_whisper.factory, folder), (openai_whisper.factory, file)):
        engine = factory.open(str(model), offline=True)
        assert isinstance(engine, faster_whisper.FasterWhisper | openai_whisper.OpenAiWhisper)
        with pytest.raises(EngineNotReady, match="cannot be loaded"):
            engine.transcribe(sound, (Span(400, 1_400),), Listening("en"))


def test_a_worker_loads_the_model_once_and_not_for_each_file(
    checkpoint: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import faster_whisper as library

    loads: list[str] = []

    class Counted(library.WhisperModel):  # type: ignore[misc]
        def __init__(self, folder: str, **how: object) -> None:
            loads.append(folder)
            super().__init__(folder, **how)

    monkeypatch.setattr(library, "WhisperModel", Counted)
    monkeypatch.setattr(faster_whisper, "TEMPERATURES", (0.0,))
    model = checkpoint / "ct2"
    settings = Settings(engines=EngineOptions(speech=f"faster-whisper:{model}"), speech=SpeechOptions(language="en"))
    workshop = Workshop(settings, tmp_path / "state")
    for number, text in enumerate(("The museum opens at nine.", "Please come in.")):
        path = speak(tmp_path / f"{number}.wav", [text]).path
        package = workshop.process(identify(path, Path(path.name), settings.limits), tmp_path / "out")
        assert package.report
    workshop.close()
    assert loads == [str(model)]


@pytest.fixture
def published(checkpoint: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Serve OpenAI's weights, and whatever else lies in the folder, from loopback; nothing is in the cache."""
    whisper = pytest.importorskip("whisper")
    data = (checkpoint / "micro.pt").read_bytes()
    place = tmp_path / "published" / hashlib.sha256(data).hexdigest()
    place.mkdir(parents=True)
    (place / "micro.pt").write_bytes(data)
    for name in ("HF_HUB_OFFLINE", "TRANSFORMERS_OFFLINE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    with loopback(tmp_path / "published") as address:
        monkeypatch.setitem(whisper._MODELS, "micro", f"{address}/{place.name}/micro.pt")
        yield place / "micro.pt"


def test_weights_of_openai_whisper_are_fetched_by_its_own_code_and_then_load(
    published: Path, sound: Sound, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(openai_whisper, "TEMPERATURES", (0.0,))
    state = openai_whisper.factory.readiness("micro")
    assert state.fetchable
    assert state.command == "access engines pull openai-whisper:micro"
    openai_whisper.factory.fetch("micro", offline=False)
    assert openai_whisper.factory.readiness("micro").ready
    engine = openai_whisper.factory.open("micro", offline=True)
    assert isinstance(engine, openai_whisper.OpenAiWhisper)
    assert engine.transcribe(sound, (Span(400, 1_400),), Listening("en")).words
    engine.close()


def test_weights_with_another_sum_than_said_are_none(published: Path) -> None:
    published.write_bytes(published.read_bytes()[:-1] + b"!")
    with pytest.raises(EngineNotReady, match="SHA256"):
        openai_whisper.factory.fetch("micro", offline=False)
    assert not openai_whisper.factory.readiness("micro").ready


def test_a_file_that_broke_off_in_the_librarys_own_cache_is_no_model(checkpoint: Path, published: Path, tmp_path: Path) -> None:
    data = (checkpoint / "micro.pt").read_bytes()
    (tmp_path / "cache" / "whisper").mkdir(parents=True)
    (tmp_path / "cache" / "whisper" / "micro.pt").write_bytes(data[: len(data) // 2])
    state = openai_whisper.factory.readiness("micro")
    assert not state.ready
    assert state.fetchable


def test_offline_openai_whisper_asks_nobody(published: Path) -> None:
    published.unlink()
    with pytest.raises(EngineNotReady, match="offline = true"):
        openai_whisper.factory.fetch("micro", offline=True)


def test_a_model_that_openai_whisper_does_not_know_is_told() -> None:
    pytest.importorskip("whisper")
    with pytest.raises(EngineNotReady, match="knows no model colossal"):
        openai_whisper.factory.fetch("colossal", offline=False)


@contextmanager
def loopback(folder: Path) -> Iterator[str]:
    class Quiet(SimpleHTTPRequestHandler):
        def log_message(self, format: str, *args: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(folder)))
    thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()
    thread.join()

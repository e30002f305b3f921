"""Which languages a Whisper knows is told without loading it, and it is asked by the names it knows."""

from __future__ import annotations

import json
import pickle
import shutil
import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import checkpoints
import pytest
from made import silence

from access.engines.base import EngineFactory, Listening
from access.engines.speech import faster_whisper, openai_whisper, transformers
from access.engines.speech.piecewise import Piece, Piecewise, Samples
from access.engines.speech.whisper_languages import CODES, called, known, tag_of, tokens_pickled
from access.model.findings import Word
from access.model.languages import bcp47
from access.model.media import Sound
from access.model.script import EngineIdentity, Tier
from access.model.time import Span
from access.understand.listen import knows


def ct2(made: Path, into: Path, tokens: int) -> Path:
    folder = Path(shutil.copytree(made / "ct2", into / "mine"))
    listed = json.loads((folder / "vocabulary.json").read_text("utf-8"))
    (folder / "vocabulary.json").write_text(json.dumps([*listed, "more"][:tokens]), "utf-8")
    return folder


def hf(made: Path, into: Path, tokens: int) -> Path:
    folder = Path(shutil.copytree(made / "hf", into / "mine"))
    config = json.loads((folder / "config.json").read_text("utf-8"))
    (folder / "config.json").write_text(json.dumps(config | {"vocab_size": tokens}), "utf-8")
    return folder


def pt(made: Path, into: Path, tokens: int) -> Path:
    torch = pytest.importorskip("torch")
    saved = torch.load(made / "micro.pt", weights_only=True)
    saved["dims"]["n_vocab"] = tokens
    torch.save(saved, into / "mine.pt")
    return into / "mine.pt"


FORMATS = pytest.mark.parametrize(("factory", "make"), [
    pytest.param(faster_whisper.factory, ct2, id="faster-whisper"),
    pytest.param(openai_whisper.factory, pt, id="openai-whisper"),
    pytest.param(transformers.factory, hf, id="transformers")])
Make = Callable[[Path, Path, int], Path]


def opened(factory: EngineFactory, model: Path) -> Any:
    return factory.open(str(model), offline=True)


# --- what is known -------------------------------------------------------------------------------------------------


def test_the_codes_are_those_of_the_library() -> None:
    assert set(CODES) == set(pytest.importorskip("whisper.tokenizer").LANGUAGES)


@FORMATS
def test_a_checkpoint_with_the_tokens_of_english_alone_knows_english_alone(
    factory: EngineFactory, make: Make, tmp_path: Path
) -> None:
    languages = opened(factory, make(checkpoints.whisper(), tmp_path, 51_864)).languages
    assert languages == ("en",)
    assert not knows(languages, "de")


@FORMATS
@pytest.mark.parametrize(("tokens", "cantonese"), [(51_865, False), (51_866, True)])
def test_a_checkpoint_of_many_languages_knows_those_that_it_has_tokens_for(
    factory: EngineFactory, make: Make, tokens: int, cantonese: bool, tmp_path: Path
) -> None:
    languages = opened(factory, make(checkpoints.whisper(), tmp_path, tokens)).languages
    assert all(knows(languages, bcp47(tag)) for tag in ("deu", "nob", "nno", "nor", "jav", "fil", "tgl", "cmn", "zh-Hant"))
    assert not any(knows(languages, bcp47(tag)) for tag in ("gle", "gla", "jw", "tlh", "epo"))
    assert knows(languages, "yue") is cantonese


@pytest.mark.parametrize("model", [
    "small.en", "small.en@5bcc0ed1a2b3", "distil-small.en", "distil-large-v3", "distil-large-v3.5", "distil-large-v3@0123abcd",
    "distil-whisper/distil-large-v3.5-ct2@v1", "Systran/faster-distil-whisper-large-v3", "openai/whisper-base.en",
    "/models/base.en.pt (0123456789ab)", "/my models/distil-large-v3 (0123456789ab)"])
@pytest.mark.parametrize("tokens", [0, 51_866])
def test_models_taught_english_alone_are_known_by_their_names(model: str, tokens: int) -> None:
    assert known(model, tokens) == ("en",)


@pytest.mark.parametrize("model", [
    "small", "large-v3", "openai/whisper-small@main", "/models/small (0123456789ab)", "/models.en/small (0123456789ab)",
    "somebody/whisper-large-v3-french-distil", "/models/distil-large-v3-german (0123456789ab)",
    "somebody/whisper-small.enriched"])
def test_other_names_say_nothing_of_english(model: str) -> None:
    assert len(known(model, 0)) > 90


def test_a_ctc_model_may_be_asked_for_any_language() -> None:
    assert opened(transformers.factory, checkpoints.wav2vec2()).languages == ()


class Evil:
    def __reduce__(self) -> tuple[Any, tuple[str]]:
        return exec, ("raise AssertionError('a pickle was carried out')",)


@pytest.mark.parametrize("data", [
    pickle.dumps(Evil()), b"", b"\x80", b"\x80\x02X\xff", pickle.dumps({"n_vocab": "many"}), pickle.dumps({"n_vocab": -1})])
def test_a_file_that_is_no_checkpoint_says_nothing_and_is_not_carried_out(data: bytes, tmp_path: Path) -> None:
    file = tmp_path / "mine.pt"
    with zipfile.ZipFile(file, "w") as parts:
        parts.writestr("mine/data.pkl", data)
    assert tokens_pickled(file) == 0
    file.write_bytes(data)
    assert tokens_pickled(file) == 0


# --- what is asked and told ----------------------------------------------------------------------------------------


class Played(Piecewise):
    """Hears one word in each window, in the language that it is asked for, else in `hears`."""

    def __init__(self, hears: str, *languages: str) -> None:
        super().__init__(EngineIdentity("played", "1", Tier.STANDARD, "MIT"), languages)
        self.hears = hears
        self.asked: list[str] = []

    def _decode(self, pieces: Sequence[Samples], asked: Listening) -> tuple[Sequence[Piece], str]:
        self.asked.append(asked.language)
        return [Piece([Word("so", Span(0, 200))]) for _ in pieces], asked.language or self.hears


@pytest.fixture
def sound(tmp_path: Path) -> Sound:
    return Sound(silence(tmp_path / "long.wav", 70_000), 16_000, 70 * 16_000)


TWO = (Span(1_000, 2_000), Span(60_000, 61_000))


def test_a_language_is_asked_for_as_whisper_calls_it_and_told_as_it_was_named(sound: Sound) -> None:
    for named, code in (("nb-NO", "no"), ("jv", "jw"), ("fil-PH", "tl"), ("cmn-Hans", "zh"), ("de-CH", "de")):
        engine = Played("", "en", "de")
        heard = engine.transcribe(sound, TWO, Listening(named))
        assert engine.asked == [code, code]
        assert (heard.language, heard.language_assumed) == (named, False)


def test_a_language_that_whisper_found_is_told_by_its_tag(sound: Sound) -> None:
    engine = Played("jw", "en", "jv")
    assert engine.transcribe(sound, TWO, Listening()).language == "jv"
    assert engine.asked == ["", "jw"]


def test_where_nobody_names_the_language_an_engine_of_one_language_assumes_it_and_one_of_many_finds_it(sound: Sound) -> None:
    assert Played("en", "en").transcribe(sound, TWO, Listening()).language_assumed
    assert Played("en", "en").transcribe(sound, TWO, Listening(translate=True)).language_assumed
    assert not Played("en", "en").transcribe(sound, TWO, Listening("en")).language_assumed
    assert not Played("en", "en", "de").transcribe(sound, TWO, Listening()).language_assumed


def test_every_tag_that_is_known_is_called_by_a_code_of_whispers_and_back() -> None:
    for tag in known("large-v3", 51_866):
        assert called(tag) in CODES
        assert called(tag_of(called(tag))) == called(tag)


@FORMATS
def test_the_libraries_take_norwegian_by_either_name(
    factory: EngineFactory, make: Make, sound: Sound, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("access.engines.speech.{}.TEMPERATURES".format(factory.name.replace("-", "_")), (0.0,))
    monkeypatch.setattr(transformers, "MOST_TOKENS", 12)
    engine = opened(factory, make(checkpoints.whisper(), tmp_path, 51_865))
    heard = engine.transcribe(sound, (Span(400, 1_400),), Listening("nb"))
    assert heard.words
    assert heard.language == "nb"
    engine.close()

"""Recognisers of transformers on checkpoints made here; where a random one proves nothing, on weights set by hand."""

from __future__ import annotations

import json
import math
import shutil
from pathlib import Path
from statistics import fmean
from types import SimpleNamespace
from typing import Any

import checkpoints
import numpy as np
import pytest
from hub import COMMIT, Hub

from access.engines import weights
from access.engines.base import Listening
from access.engines.speech import transformers as engine
from access.engines.speech.piecewise import Samples
from access.engines.speech.tokens import starts
from access.errors import EngineFailed, EngineNotReady
from access.model.findings import Term
from access.model.time import Span

NOISE: Samples = np.random.default_rng(0).normal(0, 0.1, 3 * engine.RATE).astype(np.float32)


@pytest.fixture(autouse=True)
def brief(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engine, "TEMPERATURES", (0.0,))
    monkeypatch.setattr(engine, "MOST_TOKENS", 12)


@pytest.fixture(scope="module")
def whisper() -> Any:
    pytest.importorskip("torch").set_num_threads(1)  # so small a model only waits for its threads
    return engine._loaded(checkpoints.whisper() / "hf")


def heeded(whisper: Any, monkeypatch: pytest.MonkeyPatch) -> list[dict[str, Any]]:
    """Return a list in which all that the model is asked from now on comes to stand."""
    asked: list[dict[str, Any]] = []
    generate = whisper._model.generate

    def listening(**how: Any) -> Any:
        asked.append(how)
        return generate(**how)

    monkeypatch.setattr(whisper._model, "generate", listening)
    return asked


# --- Whisper -------------------------------------------------------------------------------------------------------


def test_the_language_and_the_task_are_those_asked_for(whisper: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = heeded(whisper, monkeypatch)
    assert whisper.decode([NOISE], Listening("de", translate=True))[1] == "de"
    assert (asked[0]["language"], asked[0]["task"]) == ("de", "translate")
    _, found = whisper.decode([NOISE], Listening())
    assert f"<|{found}|>" in whisper._model.generation_config.lang_to_id
    assert (asked[1]["language"], asked[1]["task"]) == (found, "transcribe")


def test_a_language_that_the_checkpoint_does_not_know_is_told(whisper: Any) -> None:
    with pytest.raises(EngineFailed, match="does not know the language tlh"):
        whisper.decode([NOISE], Listening("tlh"))


def test_terms_change_what_is_heard_and_are_not_heard_themselves(whisper: Any) -> None:
    plain, _ = whisper.decode([NOISE], Listening("en"))
    primed, _ = whisper.decode([NOISE], Listening("en", terms=(Term("Xanthippe"), Term("<|endoftext|>Okavango"))))
    assert [word.text for word in primed[0].words] != [word.text for word in plain[0].words]
    assert "Xanthippe" not in "".join(word.text for word in primed[0].words)


def test_a_long_list_of_terms_leaves_room_for_the_text(whisper: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = heeded(whisper, monkeypatch)
    whisper.decode([NOISE], Listening("en", terms=tuple(Term(f"Tlaquepaque{number}") for number in range(400))))
    prompt = asked[0]["prompt_ids"].tolist()
    assert whisper._tokenizer.decode(prompt[:5]).startswith("<|startofprev|> Tl")
    assert len(prompt) + len("<|startoftranscript|>, language, task, <|notimestamps|>".split(",")) + 224 <= 448


def test_a_window_in_a_batch_is_heard_as_it_is_alone(whisper: Any) -> None:
    short = NOISE[: engine.RATE]
    together, _ = whisper.decode([NOISE, short], Listening("en"))
    alone = [whisper.decode([one], Listening("en"))[0][0] for one in (NOISE, short)]
    for batch, single in zip(together, alone, strict=True):
        assert [(word.text, word.span) for word in batch.words] == [(word.text, word.span) for word in single.words]


def test_each_token_is_as_likely_as_the_reference_implementation_says(whisper: Any) -> None:
    import torch
    import whisper as reference
    from whisper.timing import find_alignment
    from whisper.tokenizer import get_tokenizer

    tokens = get_tokenizer(True, language="en", task="transcribe")
    text = tokens.encode(" The museum opens at nine; come in")
    model = reference.load_model(str(checkpoints.whisper() / "micro.pt"), device="cpu")
    mel = reference.log_mel_spectrogram(reference.pad_or_trim(torch.from_numpy(NOISE)))
    theirs = [word for word in find_alignment(model, tokens, text, mel, len(NOISE) // 160) if word.word.strip() not in ";"]
    features = whisper._features([NOISE], sampling_rate=engine.RATE, return_tensors="pt").input_features
    ours, _ = whisper._placed(whisper._model.get_encoder()(features), len(NOISE), text, "en", Listening("en"))
    assert [word.text for word in ours.words] == ["The", "museum", "opens", "at", "nine;", "come", "in"]
    # Theirs leaves the marks out of the sum: a factor that is the same for all.
    ratios = [a.confidence / b.probability for a, b in zip(ours.words, theirs, strict=True) if a.text == b.word.strip()]
    assert max(ratios) / min(ratios) < 1.02
    options = reference.DecodingOptions(language="en", without_timestamps=True, fp16=False, sample_len=1)
    assert ours.no_speech == pytest.approx(reference.decode(model, mel, options).no_speech_prob, rel=0.01)
    assert ours.logprob == pytest.approx(fmean(math.log(word.confidence) for word in ours.words), abs=0.5)


def test_attention_that_wanders_over_the_sound_places_the_tokens(whisper: Any) -> None:
    import torch

    attention = torch.full((2, 3, 60), 0.01)
    for row, (first, last) in enumerate(((0, 15), (15, 40), (40, 60))):
        attention[:, row, first:last] = 0.5
    assert starts(engine._followed(attention)) == [0, 15, 40]


def test_more_tokens_than_frames_share_the_window_by_their_letters(whisper: Any) -> None:
    few = NOISE[: engine.RATE // 10]
    text = whisper._tokenizer(" one two three four five six seven", add_special_tokens=False).input_ids
    features = whisper._features([few], sampling_rate=engine.RATE, return_tensors="pt").input_features
    placed, _ = whisper._placed(whisper._model.get_encoder()(features), len(few), text, "en", Listening("en"))
    words = list(placed.words)
    assert len(words) == 7
    assert (words[0].span.start, words[-1].span.end) == (0, 100)
    assert words[0].span.duration < words[2].span.duration


def test_a_sign_of_several_tokens_is_one_piece(whisper: Any) -> None:
    tokens = whisper._tokenizer(" 術🎵a", add_special_tokens=False).input_ids
    parts = engine._pieces(tokens, whisper._tokenizer)
    assert "".join(text for text, _, _ in parts) == " 術🎵a"
    assert len(parts) < len(tokens)
    assert [first for _, first, _ in parts[1:]] == [last for _, _, last in parts[:-1]]


def test_repetitive_text_is_tried_again(whisper: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engine, "TEMPERATURES", (0.0, 0.5, 1.0))
    loop = whisper._tokenizer(" and so" * 40, add_special_tokens=False).input_ids
    fresh = whisper._tokenizer(" A spring runs out.", add_special_tokens=False).input_ids
    tried: list[tuple[int, float]] = []

    def texts(sound: Any, language: str, asked: Listening, temperature: float) -> list[list[int]]:
        tried.append((len(sound.last_hidden_state), temperature))
        return [loop if temperature == 0 and number == 0 else fresh for number in range(len(sound.last_hidden_state))]

    monkeypatch.setattr(whisper, "_texts", texts)
    monkeypatch.setattr(engine, "_IMPROBABLE", -99.0)
    said, _ = whisper.decode([NOISE, NOISE], Listening("en"))
    assert [[word.text for word in piece.words] for piece in said] == [["A", "spring", "runs", "out."]] * 2
    assert tried == [(2, 0.0), (1, 0.5)]


# --- CTC -----------------------------------------------------------------------------------------------------------


def spelled(frames: str) -> Any:
    """Return a CTC decoder whose model says just these tokens, one a frame; a dot is none."""
    torch = pytest.importorskip("torch")
    decoder: Any = engine._loaded(checkpoints.wav2vec2())
    known = decoder._tokenizer.get_vocab()
    logits = torch.full((1, len(frames), len(known)), -10.0)
    for number, sign in enumerate(frames):
        logits[0, number, 0 if sign == "." else known[sign]] = 10.0
    real = decoder._model

    class Model:
        device, dtype = real.device, real.dtype

        def __call__(self, **_: Any) -> Any:
            return SimpleNamespace(logits=logits)

    decoder._model = Model()
    return decoder


def test_a_ctc_model_says_words_where_its_frames_are() -> None:
    decoder = spelled(".HH.I.||.YYO.O..")  # 16 frames
    (piece,), language = decoder.decode([np.zeros(16 * 320, np.float32)], Listening("en"))
    assert [(word.text, word.span) for word in piece.words] == [("hi", Span(20, 100)), ("yoo", Span(180, 280))]
    assert all(word.confidence > 0.99 for word in piece.words)
    assert language == "en"


def test_a_ctc_model_does_not_know_the_language() -> None:
    assert spelled("HI").decode([np.zeros(640, np.float32)], Listening())[1] == ""


def test_a_ctc_model_that_is_asked_to_translate_says_that_it_cannot() -> None:
    with pytest.raises(EngineFailed, match="translates nothing"):
        spelled("HI").decode([np.zeros(640, np.float32)], Listening("de", translate=True))


def test_capitals_stay_where_the_alphabet_has_small_letters_too() -> None:
    decoder = spelled("HI")
    assert decoder._written("HI") == "hi"
    tokenizer = SimpleNamespace(
        word_delimiter_token="|", all_special_ids=[], convert_tokens_to_ids=lambda token: 0,
        get_vocab=lambda: {"|": 0, "H": 1, "h": 2})
    model = SimpleNamespace(config=SimpleNamespace(pad_token_id=9))
    assert engine._Ctc(model, None, tokenizer)._written("Hi") == "Hi"


def hear(folder: Path) -> None:
    engine.Transformers("made", folder)._decode([NOISE], Listening("en"))


# --- what can be opened ----------------------------------------------------------------------------------------------


def test_a_checkpoint_that_gives_no_times_is_told(tmp_path: Path) -> None:
    (tmp_path / "config.json").write_text(json.dumps({"model_type": "moonshine", "architectures": ["Moonshine"]}))
    (tmp_path / "model.safetensors").touch()
    state = engine.factory.readiness(str(tmp_path))
    assert not state.ready
    assert not state.fetchable
    assert "does not say when a word is spoken" in state.reason
    with pytest.raises(EngineNotReady, match="does not say"):
        engine.factory.open(str(tmp_path), offline=True)


def test_weights_that_could_run_code_are_no_weights(tmp_path: Path) -> None:
    (tmp_path / "config.json").write_text(json.dumps({"model_type": "whisper"}))
    (tmp_path / "pytorch_model.bin").touch()
    assert "It lacks model*.safetensors" in engine.factory.readiness(str(tmp_path)).reason


def test_a_checkpoint_that_brings_its_own_code_is_refused_and_runs_none(tmp_path: Path) -> None:
    folder = Path(shutil.copytree(checkpoints.wav2vec2(), tmp_path / "evil"))
    config = json.loads((folder / "config.json").read_text())
    config |= {"model_type": "evil", "auto_map": {"AutoConfig": "evil.Config", "AutoModelForCTC": "evil.Model"}}
    (folder / "config.json").write_text(json.dumps(config))
    (folder / "evil.py").write_text(f"open({str(tmp_path / 'ran')!r}, 'w')")
    with pytest.raises(EngineNotReady, match="cannot be loaded"):
        hear(folder)
    assert not (tmp_path / "ran").exists()


def test_broken_weights_are_told(tmp_path: Path) -> None:
    folder = Path(shutil.copytree(checkpoints.wav2vec2(), tmp_path / "broken"))
    (folder / "model.safetensors").write_bytes(b"no weights")
    with pytest.raises(EngineNotReady, match="cannot be loaded: SafetensorError"):
        hear(folder)


def test_a_tokenizer_that_is_none_of_whispers_is_told(tmp_path: Path) -> None:
    folder = Path(shutil.copytree(checkpoints.whisper() / "hf", tmp_path / "mixed"))
    tokenizer = (folder / "tokenizer.json").read_text("utf-8")
    (folder / "tokenizer.json").write_text(tokenizer.replace("<|notimestamps|>", "<|notimes|>"), "utf-8")
    with pytest.raises(EngineNotReady, match="cannot be loaded: KeyError"):
        hear(folder)


def test_a_device_that_is_too_small_is_no_fault_of_the_file(monkeypatch: pytest.MonkeyPatch) -> None:
    torch = pytest.importorskip("torch")

    def full(*_: object, **__: object) -> None:
        raise torch.OutOfMemoryError("CUDA out of memory.")

    monkeypatch.setattr(engine._Ctc, "__init__", full)
    with pytest.raises(EngineNotReady, match=r"cannot be loaded: OutOfMemoryError: CUDA out of memory. Name another"):
        hear(checkpoints.wav2vec2())


def test_a_checkpoint_without_the_task_of_translating_says_that_it_cannot(
    whisper: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(whisper._model.generation_config, "task_to_id", {"transcribe": 50_359})
    with pytest.raises(EngineFailed, match="knows no task translate"):
        whisper.decode([NOISE], Listening("de", translate=True))


def test_a_checkpoint_comes_from_the_hub_without_its_pickles_and_loads(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    published = Path(shutil.copytree(checkpoints.wav2vec2(), tmp_path / "published"))
    for other in ("pytorch_model.bin", "model.fp32.safetensors", "adapter.deu.safetensors", "evil.py", "talk.wav"):
        (published / other).write_bytes(b"not wanted")
    for name in ("HF_HUB_OFFLINE", "TRANSFORMERS_OFFLINE", "HUGGINGFACE_HUB_CACHE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("HF_HUB_CACHE", str(tmp_path / "hub"))
    with Hub().open() as hub:
        hub.put("somebody/wav2vec2", published, branch="v2")
        monkeypatch.setenv("HF_ENDPOINT", hub.address)
        engine.factory.fetch("somebody/wav2vec2@v2", offline=False)
    folder = weights.find(engine.wanted("somebody/wav2vec2@v2"))
    assert folder
    assert {path.name for path in folder.iterdir()} == {path.name for path in checkpoints.wav2vec2().iterdir()}
    opened = engine.factory.open("somebody/wav2vec2@v2", offline=True)
    assert opened.identity.model == f"somebody/wav2vec2@{COMMIT[:12]}"
    assert isinstance(opened, engine.Transformers)
    assert opened._decode([NOISE], Listening())[0][0].words

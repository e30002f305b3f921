"""The engines that name sounds: what each is sure of, and that it says nothing else."""

from __future__ import annotations

import json
import shutil
import wave
from collections.abc import Callable, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

import made_sounds
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from made import silence, speak

from access.engines.base import EngineKind, SoundEngine
from access.engines.registry import choose
from access.engines.sounds import transformers
from access.engines.sounds.audioset import columns, kinds, ranked
from access.engines.sounds.merging import Certainty, Judged, Voices, events
from access.engines.sounds.tonal import Tonal
from access.engines.sounds.tonal import factory as tonal
from access.engines.speech.silero import Silero
from access.errors import EngineFailed, EngineNotReady
from access.model.findings import SoundEvent
from access.model.media import Sound
from access.model.time import Span

SURE = Certainty(sure=0.9, times=2, likely=0.5, least_ms=2_000)


def sound_of(path: Path) -> Sound:
    with wave.open(str(path)) as file:
        return Sound(path, file.getframerate(), file.getnframes())


def joined(path: Path, *parts: made_sounds.Wave) -> Sound:
    return sound_of(made_sounds.written(path, np.concatenate(parts)))


def nothing(seconds: float) -> made_sounds.Wave:
    return np.zeros(int(seconds * made_sounds.RATE))


# --- the embedded one ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("timbre", sorted(made_sounds.TIMBRES))
def test_made_music_is_heard_whatever_plays_it(timbre: str, tmp_path: Path) -> None:
    sound = joined(tmp_path / "a.wav", made_sounds.music(14, 1_004, timbre))
    found = Tonal().listen(sound, ())
    assert [event.label for event in found] == ["music"]
    assert found[0].span.duration > 7_000
    assert 0.7 < found[0].confidence <= 1


@pytest.mark.parametrize("name", sorted(made_sounds.NOISES))
def test_noise_and_tones_are_not_music(name: str, tmp_path: Path) -> None:
    for seed in (51, 52):
        assert Tonal().listen(joined(tmp_path / "a.wav", made_sounds.noise(name, 12, seed)), ()) == ()


def test_applause_silence_and_speech_are_not_music(tmp_path: Path) -> None:
    spoken = speak(tmp_path / "talk.wav", ["The museum opens at nine in the morning.", "Please leave your bags at the desk."],
                   pauses=3_000)
    assert Tonal().listen(sound_of(spoken.path), ()) == ()
    assert Tonal().listen(sound_of(silence(tmp_path / "quiet.wav", 12_000)), ()) == ()
    assert Tonal().listen(joined(tmp_path / "a.wav", made_sounds.applause(12, 53)), ()) == ()


def test_music_is_placed_where_it_plays(tmp_path: Path) -> None:
    sound = joined(tmp_path / "a.wav", nothing(20), made_sounds.music(15, 42, "plucked"), nothing(20))
    event, = Tonal().listen(sound, ())
    assert event.span.start == pytest.approx(20_000, abs=1_500)
    assert event.span.end == pytest.approx(35_000, abs=1_500)


def test_music_goes_on_over_the_edges_of_what_is_listened_to_at_once(tmp_path: Path) -> None:
    sound = joined(tmp_path / "a.wav", made_sounds.music(70, 1_004, "plucked", drums=True))
    event, = Tonal().listen(sound, ())
    assert event.span.duration > 65_000


def test_where_someone_speaks_it_does_not_listen(tmp_path: Path) -> None:
    sound = joined(tmp_path / "a.wav", made_sounds.music(30, 44, "organ"))
    voiced = (Span(0, 20_000),)
    assert all(event.span.start >= 20_000 for event in Tonal().listen(sound, voiced))
    assert Tonal().listen(sound, (sound.span,)) == ()


def test_the_same_music_softer_is_still_music(tmp_path: Path) -> None:
    soft = made_sounds.written(tmp_path / "a.wav", made_sounds.music(12, 45, "plucked"), peak=0.02)
    assert [event.label for event in Tonal().listen(sound_of(soft), ())] == ["music"]


def test_a_sound_shorter_than_a_window_is_nothing(tmp_path: Path) -> None:
    assert Tonal().listen(joined(tmp_path / "a.wav", made_sounds.music(2.5, 46)), ()) == ()


def test_a_sound_at_another_rate_is_refused(tmp_path: Path) -> None:
    sound = joined(tmp_path / "a.wav", nothing(4))
    with pytest.raises(EngineFailed, match="16000"):
        Tonal().listen(Sound(sound.path, 8_000, sound.frames), ())


def test_the_voice_gate_and_the_listener_share_out_a_programme(tmp_path: Path) -> None:
    spoken = speak(tmp_path / "talk.wav", ["The museum opens at nine in the morning.", "Please leave your bags at the desk."])
    with wave.open(str(spoken.path)) as file:
        talk = np.frombuffer(file.readframes(file.getnframes()), dtype="<i2") / 32_768
    sound = joined(tmp_path / "a.wav", made_sounds.music(12, 47, "plucked"), nothing(1), talk * 2, nothing(1))
    event, = Tonal().listen(sound, Silero().voiced(sound))
    assert event.span.end == pytest.approx(12_000, abs=1_500)


def test_auto_takes_the_embedded_one_where_no_weights_are() -> None:
    assert choose(EngineKind.SOUNDS, "auto").factory is tonal


# --- from windows to sounds ----------------------------------------------------------------------------------------


def judged(*scores: float) -> list[Judged]:
    return [Judged(Span(1_000 * number, 1_000 * number + 2_000), score) for number, score in enumerate(scores)]


def test_a_sound_begins_when_it_is_sure_and_goes_on_while_it_is_likely() -> None:
    found = list(events("music", judged(0.1, 0.6, 0.95, 0.95, 0.6, 0.2, 0.1), SURE))
    assert [event.span for event in found] == [Span(1_000, 6_000)]
    assert found[0].confidence == pytest.approx(0.775)


@pytest.mark.parametrize("scores", [(0.6, 0.6, 0.6, 0.6), (0.6, 0.95, 0.6), (0.95, 0.1, 0.95)])
def test_what_is_never_sure_for_long_enough_is_no_sound(scores: tuple[float, ...]) -> None:
    assert list(events("music", judged(*scores), SURE)) == []


def test_a_stretch_that_nobody_listened_to_parts_two_sounds() -> None:
    late = [Judged(one.span.shifted(30_000), one.score) for one in judged(0.95, 0.95)]
    assert len(list(events("music", [*judged(0.95, 0.95), *late], SURE))) == 2


def test_a_sound_shorter_than_the_least_is_none() -> None:
    short = Certainty(sure=0.9, times=2, likely=0.5, least_ms=5_000)
    assert list(events("music", judged(0.95, 0.95), short)) == []


@given(st.lists(st.floats(0, 1), max_size=30))
def test_sounds_are_in_order_and_do_not_touch(scores: list[float]) -> None:
    found = list(events("music", judged(*scores), SURE))
    assert all(left.span.start < right.span.start for left, right in pairwise(found))
    assert all(0.5 <= event.confidence <= 1 for event in found)


@given(st.lists(st.tuples(st.integers(0, 90), st.integers(1, 9)), max_size=8), st.integers(0, 90), st.integers(1, 20))
def test_speech_in_a_window_is_counted_as_by_hand(spans: list[tuple[int, int]], start: int, length: int) -> None:
    voiced: list[Span] = []
    for begin, duration in sorted(spans):
        if not voiced or begin >= voiced[-1].end:
            voiced.append(Span(begin, begin + duration))
    window = Span(start, start + length)
    assert Voices(voiced).within(window) == sum(span.overlap(window) for span in voiced)


# --- AudioSet's classes --------------------------------------------------------------------------------------------


def test_every_class_means_one_label_at_most() -> None:
    every = [name for kind in kinds() for name in kind.classes]
    assert len(every) == len(set(every))
    assert len({kind.label for kind in kinds()}) == len(kinds())


def test_classes_become_labels_speech_and_backgrounds_none() -> None:
    names = ["Speech", "Music", "Guitar", "Clapping", "Applause", "Telephone bell ringing", "Mains hum", "Wind", "Whispering"]
    assert columns(names) == {"phone rings": (5,), "applause": (3, 4), "music": (1, 2)}
    assert columns(["speech", "APPLAUSE", "door_slams"]) == {"applause": (1,), "door slams": (2,)}


def test_of_one_family_the_first_alone_stands_others_stand_beside_it() -> None:
    found = ranked([
        SoundEvent(Span(0, 5_000), "cheering"), SoundEvent(Span(0, 6_000), "applause"), SoundEvent(Span(0, 9_000), "music"),
        SoundEvent(Span(8_000, 9_000), "cheering")])
    assert [(event.label, event.span.start) for event in found] == [("applause", 0), ("music", 0), ("cheering", 8_000)]


# --- a model of transformers ---------------------------------------------------------------------------------------

CLASSES = ("Speech", "Music", "Applause", "Dog", "Bark", "Wind")


@pytest.fixture(scope="module")
def checkpoint(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A tiny random Audio Spectrogram Transformer, saved as the real one is."""
    torch = pytest.importorskip("torch")
    library: Any = pytest.importorskip("transformers")
    folder = tmp_path_factory.mktemp("ast")
    torch.manual_seed(0)
    config = library.ASTConfig(
        hidden_size=16, num_hidden_layers=1, num_attention_heads=2, intermediate_size=32, max_length=1024,
        id2label=dict(enumerate(CLASSES)), label2id={name: number for number, name in enumerate(CLASSES)},
        problem_type="multi_label_classification")
    library.ASTForAudioClassification(config).save_pretrained(folder)
    library.ASTFeatureExtractor().save_pretrained(folder)
    return folder


def opened(folder: Path) -> SoundEngine:
    engine: Any = transformers.factory.open(str(folder), offline=True)
    return engine  # type: ignore[no-any-return]


def biased(folder: Path, into: Path, name: str, by: float) -> Path:
    """Copy a checkpoint with the output for one class raised."""
    import transformers as library

    model = library.ASTForAudioClassification.from_pretrained(folder)
    model.classifier.dense.weight.data.zero_()
    model.classifier.dense.bias.data.fill_(-5.0)
    model.classifier.dense.bias.data[CLASSES.index(name)] = by
    model.save_pretrained(into)
    library.ASTFeatureExtractor().save_pretrained(into)
    return into


def test_a_checkpoint_listens_for_those_of_its_classes_that_captions_name(checkpoint: Path) -> None:
    engine = opened(checkpoint)
    assert engine.labels == ("applause", "dog barks", "music")
    assert engine.identity.name == "audio-classification"
    assert engine.identity.model.startswith(f"{checkpoint} (")


def test_what_the_model_says_throughout_is_one_sound_from_end_to_end(checkpoint: Path, tmp_path: Path) -> None:
    engine = opened(biased(checkpoint, tmp_path / "m", "Bark", 3.0))
    event, = engine.listen(joined(tmp_path / "a.wav", made_sounds.noise("barks", 13.4, 1)), ())
    assert (event.label, event.span) == ("dog barks", Span(0, 13_400))
    assert event.confidence == pytest.approx(0.953, abs=0.001)
    engine.close()
    engine.close()


def test_a_model_that_hears_only_speech_and_wind_names_nothing(checkpoint: Path, tmp_path: Path) -> None:
    engine = opened(biased(checkpoint, tmp_path / "m", "Wind", 5.0))
    assert engine.listen(joined(tmp_path / "a.wav", made_sounds.noise("wind", 3, 1)), ()) == ()


def test_damaged_weights_are_told_and_are_no_fault_of_the_file(checkpoint: Path, tmp_path: Path) -> None:
    folder = Path(shutil.copytree(checkpoint, tmp_path / "damaged"))
    (folder / "model.safetensors").write_bytes(b"no weights")
    with pytest.raises(EngineNotReady, match="cannot be loaded: SafetensorError"):
        opened(folder).listen(joined(tmp_path / "a.wav", nothing(3)), ())


@pytest.mark.parametrize("what", ["AutoConfig", "AutoFeatureExtractor"])
def test_a_checkpoint_that_brings_its_own_code_is_refused_unasked_and_runs_none(
    checkpoint: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, what: str
) -> None:
    asked: list[str] = []

    def agree(text: str = "") -> str:
        asked.append(text)
        return "y"

    monkeypatch.setattr("builtins.input", agree)
    folder = Path(shutil.copytree(checkpoint, tmp_path / "evil"))
    file = folder / ("config.json" if what == "AutoConfig" else "preprocessor_config.json")
    names = {"auto_map": {what: "evil.Evil"}, "model_type": "evil", "feature_extractor_type": "Evil"}
    file.write_text(json.dumps(json.loads(file.read_text()) | names))
    (folder / "evil.py").write_text(f"open({str(tmp_path / 'ran')!r}, 'w')")
    with pytest.raises(EngineNotReady, match="cannot be loaded"):
        opened(folder).listen(joined(tmp_path / "a.wav", nothing(3)), ())
    assert not (tmp_path / "ran").exists()
    assert not asked


@pytest.mark.parametrize(("setting", "classes", "overlap"), [
    ("multi_label_classification", 5, True), ("single_label_classification", 527, False), (None, 527, True), (None, 50, False)])
def test_classes_may_overlap_where_the_checkpoint_says_so_or_they_are_audiosets(
    setting: str | None, classes: int, overlap: bool) -> None:
    config = type("Config", (), {"problem_type": setting, "num_labels": classes})
    assert transformers._may_overlap(config) is overlap


@pytest.fixture
def scripted(checkpoint: Path) -> Callable[[Callable[[Span], Sequence[float]]], Any]:
    """An engine whose model is played by a function of the window."""
    def build(says: Callable[[Span], Sequence[float]]) -> Any:
        engine: Any = opened(checkpoint)
        rest: list[Span] = []

        def scores(samples: Sequence[object], rate: int) -> Any:
            rows = [says(rest.pop(0)) for _ in samples]
            return np.array(rows)

        listen = engine.listen

        def begin(sound: Sound, voiced: Sequence[Span]) -> tuple[SoundEvent, ...]:
            rest[:] = transformers.windows(sound.span)
            found: tuple[SoundEvent, ...] = listen(sound, voiced)
            assert not rest
            return found

        engine._scores, engine.listen = scores, begin
        return engine

    return build


def test_a_short_sound_is_placed_within_a_step_though_a_window_is_long(scripted: Any, tmp_path: Path) -> None:
    clap = Span(21_000, 22_000)
    engine = scripted(lambda window: [0.9, 0, 0.9 if window.overlap(clap) else 0.0, 0, 0, 0])
    event, = engine.listen(joined(tmp_path / "a.wav", nothing(60)), ())
    assert (event.label, event.span) == ("applause", Span(20_000, 22_500))


def test_a_sound_at_the_very_start_is_placed_there_and_not_later(scripted: Any, tmp_path: Path) -> None:
    bark = Span(0, 1_000)
    engine = scripted(lambda window: [0, 0, 0, 0.2, 0.8 if window.overlap(bark) else 0.0, 0])
    event, = engine.listen(joined(tmp_path / "a.wav", nothing(30)), ())
    assert (event.label, event.span) == ("dog barks", Span(0, 2_500))


def test_sounds_of_different_families_are_told_apart_over_time(scripted: Any, tmp_path: Path) -> None:
    song, claps = Span(0, 30_000), Span(30_000, 42_000)
    engine = scripted(lambda window: [0, float(window.overlap(song) > 1_000), float(window.overlap(claps) > 1_000), 0, 0, 0])
    found = engine.listen(joined(tmp_path / "a.wav", nothing(60)), ())
    assert [event.label for event in found] == ["music", "applause"]
    assert found[0].span.end == pytest.approx(30_000, abs=2_500)
    assert found[1].span.start == pytest.approx(30_000, abs=2_500)


@pytest.mark.parametrize("length", [1, 2_499, 2_500, 2_501, 10_000, 31_234])
def test_as_many_windows_lie_over_every_step(length: int) -> None:
    over = list(transformers.windows(Span(0, length)))
    steps = list(transformers.at_each_step([1.0] * len(over), Span(0, length)))
    assert steps[0].span.start == 0
    assert steps[-1].span.end == length
    for number, step in enumerate(steps):
        covering = [place for place, window in enumerate(over) if window.overlap(step.span) == step.span.duration]
        assert covering == list(range(number, number + 4))


def test_a_folder_without_a_model_is_told_with_what_it_lacks(tmp_path: Path) -> None:
    state = transformers.factory.readiness(str(tmp_path))
    assert not state.ready
    assert "config.json" in state.reason
    with pytest.raises(EngineNotReady):
        transformers.factory.open(str(tmp_path), offline=True)


def test_a_model_of_other_things_is_not_ready(checkpoint: Path, tmp_path: Path) -> None:
    for file in checkpoint.iterdir():
        (tmp_path / file.name).write_bytes(file.read_bytes())
    config = json.loads((tmp_path / "config.json").read_text("utf-8"))
    config["id2label"] = {"0": "happy", "1": "sad"}
    (tmp_path / "config.json").write_text(json.dumps(config), "utf-8")
    assert "None of the classes" in transformers.factory.readiness(str(tmp_path)).reason

"""What every engine that is installed must keep, ours or a stranger's."""

from __future__ import annotations

import wave
from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import cast

import checkpoints
import made_sounds
import pytest
from made import silence, slide, speak

from access.engines import registry
from access.engines.base import (
    AlignmentEngine,
    EngineFactory,
    EngineKind,
    Listening,
    OcrEngine,
    Question,
    SoundEngine,
    SpeechEngine,
    Subject,
    VisionEngine,
    VoiceActivityEngine,
    VoiceEngine,
)
from access.engines.speech import faster_whisper, openai_whisper, transformers
from access.engines.vision import transformers as seeing
from access.model.media import Frame, Sound
from access.model.pictures import PeoplePolicy, PictureKind
from access.model.time import Span

READY = [factory for factory in registry.factories() if not factory.remote and factory.readiness("").ready]


MADE: dict[EngineKind, list[tuple[EngineFactory, Callable[[], Path]]]] = {EngineKind.SPEECH: [
    (faster_whisper.factory, lambda: checkpoints.whisper() / "ct2"),
    (openai_whisper.factory, lambda: checkpoints.whisper() / "micro.pt"),
    (transformers.factory, lambda: checkpoints.whisper() / "hf"),
    (transformers.factory, checkpoints.wav2vec2),
], EngineKind.VISION: [
    (seeing.factory, lambda: checkpoints.vision("blip")),
    (seeing.factory, lambda: checkpoints.vision("git")),
    (seeing.factory, lambda: checkpoints.vision("florence2")),
    (seeing.factory, lambda: checkpoints.vision("idefics3")),
]}
"""Engines whose weights no package carries, on checkpoints that are made here."""


def of(kind: EngineKind) -> list[object]:
    ready = [pytest.param((factory, None), id=factory.name) for factory in READY if factory.kind is kind]
    made = [pytest.param((factory, make), id=f"{factory.name}-made-{number}")
            for number, (factory, make) in enumerate(MADE.get(kind, []))]
    return [*ready, *made]


@pytest.fixture(scope="module", autouse=True)
def brief() -> Iterator[None]:
    """Let random checkpoints not go on and on: they would try each window at every temperature, as long as there is room."""
    with pytest.MonkeyPatch.context() as patch:
        for module in (faster_whisper, openai_whisper, transformers):
            patch.setattr(module, "TEMPERATURES", (0.0,))
        patch.setattr(transformers, "MOST_TOKENS", 16)
        yield


@pytest.fixture(scope="module")
def speech(tmp_path_factory: pytest.TempPathFactory) -> Sound:
    return sound_of(speak(tmp_path_factory.mktemp("speech") / "a.wav", ["The museum opens at nine.", "Please come in."]).path)


@pytest.fixture
def quiet(tmp_path: Path) -> Sound:
    return sound_of(silence(tmp_path / "quiet.wav", 3_000))


@pytest.fixture
def frame(tmp_path: Path) -> Frame:
    return Frame(slide(tmp_path / "slide.png", ["Entrance", "Open 9 to 5"]), 1280, 720)


def sound_of(path: Path) -> Sound:
    with wave.open(str(path)) as file:
        return Sound(path, file.getframerate(), file.getnframes())


@pytest.fixture(scope="module")
def opened(request: pytest.FixtureRequest) -> Iterator[object]:
    factory, make = cast(tuple[EngineFactory, Callable[[], Path] | None], request.param)
    engine = factory.open(str(make()) if make else "", offline=True)
    yield engine
    engine.close()
    engine.close()


@pytest.mark.parametrize("factory", READY, ids=lambda factory: f"{factory.kind}-{factory.name}")
def test_an_engine_names_itself_its_version_tier_and_licence(factory: EngineFactory) -> None:
    engine = factory.open("", offline=True)
    identity = engine.identity
    assert identity.name == factory.name
    assert identity.version
    assert identity.licence == factory.licence
    assert identity.tier is factory.tier
    assert factory.readiness("").reason
    engine.close()


@pytest.mark.parametrize("opened", of(EngineKind.ACTIVITY), indirect=True)
def test_voiced_spans_are_in_order_and_inside_the_sound(opened: VoiceActivityEngine, speech: Sound) -> None:
    voiced = opened.voiced(speech)
    assert voiced
    assert all(a.end <= b.start for a, b in pairwise(voiced))
    assert voiced[0].start >= 0
    assert voiced[-1].end <= speech.span.end


@pytest.mark.parametrize("opened", of(EngineKind.SPEECH), indirect=True)
def test_words_are_in_order_with_text_and_near_the_voice(opened: SpeechEngine, speech: Sound) -> None:
    voiced = (Span(400, speech.span.end - 400),)
    heard = opened.transcribe(speech, voiced, Listening("en"))
    assert heard.words
    assert all(word.text.strip() and 0 <= word.confidence <= 1 for word in heard.words)
    assert all(a.span.start <= b.span.start for a, b in pairwise(heard.words))
    assert all(word.span.within(voiced[0].padded(500)) == word.span for word in heard.words)
    assert heard.language == "en"
    assert not heard.language_assumed


@pytest.mark.parametrize("opened", of(EngineKind.SPEECH), indirect=True)
def test_where_nothing_is_voiced_nothing_is_heard(opened: SpeechEngine, quiet: Sound) -> None:
    assert opened.transcribe(quiet, (), Listening("en")).words == ()


@pytest.mark.parametrize("opened", of(EngineKind.ALIGNMENT), indirect=True)
def test_an_aligner_returns_the_words_it_was_given(opened: AlignmentEngine, speech: Sound) -> None:
    words = ["The", "museum", "–", "opens", "at", "nine."]
    placed = opened.align(speech, Span(300, 2_600), words)
    assert placed is not None
    assert [word.text for word in placed] == words
    assert all(a.span.end <= b.span.start for a, b in pairwise(placed))


@pytest.mark.parametrize("opened", of(EngineKind.SOUNDS), indirect=True)
def test_sounds_are_in_order_inside_the_sound_and_of_the_labels_listened_for(opened: SoundEngine, tmp_path: Path) -> None:
    sound = sound_of(made_sounds.written(tmp_path / "a.wav", made_sounds.music(8, 42, "plucked")))
    found = opened.listen(sound, (Span(0, 500),))
    assert all(event.label in opened.labels and 0 <= event.confidence <= 1 for event in found)
    assert all(event.span.duration and event.span.within(sound.span) == event.span for event in found)
    assert all(left.span.start <= right.span.start for left, right in pairwise(found))
    assert opened.listen(sound, (sound.span,)) == opened.listen(sound, (sound.span,))


@pytest.mark.parametrize("opened", of(EngineKind.OCR), indirect=True)
def test_text_boxes_lie_in_the_picture(opened: OcrEngine, frame: Frame) -> None:
    for box in opened.read(frame):
        assert box.text.strip()
        assert 0 <= box.left <= box.left + box.width <= 1.001
        assert 0 <= box.top <= box.top + box.height <= 1.001
        assert 0 <= box.score <= 1


@pytest.mark.parametrize("opened", of(EngineKind.VISION), indirect=True)
def test_a_sight_is_text_within_its_length_or_none(opened: VisionEngine, frame: Frame) -> None:
    sight = opened.look([Question((frame,), "en", texts=("Entrance", "Open 9 to 5"), max_characters=60)])[0]
    assert sight is None or (sight.text.strip() and len(sight.text) <= 60 and 0 <= sight.confidence <= 1)
    assert sight is None or sight.looked is opened.sees


@pytest.mark.parametrize("opened", of(EngineKind.VISION), indirect=True)
def test_pictures_animations_and_pages_are_told_under_every_policy_with_all_that_is_known(
    opened: VisionEngine, frame: Frame, tmp_path: Path
) -> None:
    other = Frame(slide(tmp_path / "other.png", ["Exit"]), 1280, 720)
    known = Question(
        (frame,), "en", texts=("Entrance",), caption="A door", people=("Ada",), place="Bern", max_characters=60,
        hard_max_characters=90, kind=PictureKind.DOCUMENT, keywords=("door",), purpose="To show the way", page="Our house.",
        link="Directions", product=(("colour", "green"),))
    shapes = (((frame, other), False), ((frame, other), True), ((frame,), False))
    questions = [
        replace(known, people_policy=policy, frames=frames, pages=pages)
        for policy, (frames, pages) in zip(PeoplePolicy, shapes, strict=True)]
    questions += [replace(known, given="Eine Tür."), replace(known, again=("It is too long.",), answered="A very long door.")]
    sights = opened.look(questions)
    assert len(sights) == len(questions)
    for sight in sights:
        assert sight is None or (sight.text.strip() and "\n" not in sight.text and len(sight.text) <= 90)
        assert sight is None or (0 <= sight.confidence <= 1 and sight.looked is opened.sees)


@pytest.mark.parametrize("opened", of(EngineKind.VISION), indirect=True)
def test_each_question_has_one_answer_and_none_hangs_on_another(opened: VisionEngine, frame: Frame, tmp_path: Path) -> None:
    other = Frame(slide(tmp_path / "other.png", ["Exit"]), 1280, 720)
    shot, still = Question((frame, other), "en", subject=Subject.SHOT, said=("Hello.",), max_words=5), Question((other,), "en")
    assert opened.look([]) == ()
    assert opened.look([shot, still, shot]) == (*opened.look([shot]), *opened.look([still]), *opened.look([shot]))


@pytest.mark.parametrize("opened", of(EngineKind.VOICE), indirect=True)
def test_a_clip_is_as_long_as_it_says(opened: VoiceEngine, tmp_path: Path) -> None:
    clip = opened.speak("The museum opens at nine.", "en", 160, tmp_path / "clip.wav")
    with wave.open(str(clip.path)) as file:
        assert (file.getnchannels(), file.getsampwidth(), file.getframerate()) == (1, 2, clip.sample_rate)
        assert abs(file.getnframes() * 1000 / clip.sample_rate - clip.duration) <= 1
    assert 800 < clip.duration < 4_000


@pytest.mark.parametrize("opened", of(EngineKind.VOICE), indirect=True)
def test_a_faster_voice_takes_less_time(opened: VoiceEngine, tmp_path: Path) -> None:
    slow = opened.speak("The museum opens at nine in the morning.", "en", 130, tmp_path / "slow.wav")
    fast = opened.speak("The museum opens at nine in the morning.", "en", 210, tmp_path / "fast.wav")
    assert fast.duration < slow.duration


@pytest.mark.parametrize("opened", of(EngineKind.VOICE), indirect=True)
def test_a_voice_speaks_in_each_of_its_voices_and_in_its_own_without_a_name(opened: VoiceEngine, tmp_path: Path) -> None:
    voices = opened.voices("en")
    names = [voice.name for voice in voices]
    assert len(set(names)) == len(names)
    assert all(name.strip() for name in names)
    assert all(voice.pitch == 0 or 50 < voice.pitch < 500 for voice in voices)
    assert opened.voices("en") == voices
    for name in ["", *names[:3]]:
        assert opened.speak("The museum opens at nine.", "en", 160, tmp_path / "clip.wav", name).duration > 500


@pytest.mark.parametrize("factory", registry.factories(), ids=lambda factory: f"{factory.kind}-{factory.name}")
def test_no_engine_is_restricted_before_a_model_is_named(factory: EngineFactory) -> None:
    assert registry.restriction(factory, "") == ""

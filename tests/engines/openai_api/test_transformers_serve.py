"""A real server with OpenAI's API: `transformers serve`, on loopback, with a random Whisper and with a random Idefics3.

What they say is nonsense; that the two understand each other is not.
"""

from __future__ import annotations

import wave
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import checkpoints
import pytest
from made import speak
from PIL import Image
from serving import serving

from access.engines.base import Listening, Question, Subject
from access.engines.openai_api import text, vision
from access.engines.openai_api.speech import ServerSpeech, factory
from access.engines.vision import transformers
from access.errors import EngineNotReady
from access.model.findings import Term
from access.model.media import Frame, Sound
from access.model.pictures import PeoplePolicy, PictureKind
from access.model.time import Span


@pytest.fixture(scope="module")
def server() -> Iterator[tuple[str, Path]]:
    """Its address and the folder of its model."""
    with serving(lambda: checkpoints.whisper() / "hf", "whisper", "ctranslate2", "soundfile", "soxr") as running:
        yield running


@pytest.fixture(scope="module")
def seeing() -> Iterator[tuple[str, Path]]:
    with serving(lambda: checkpoints.vision("idefics3")) as running:
        yield running


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


def shot(folder: Path, *colours: str) -> Question:
    frames = []
    for number, colour in enumerate(colours):
        path = folder / f"{number}-{colour}.png"
        Image.new("RGB", (60, 40), colour).save(path)
        frames.append(Frame(path, 60, 40, at=number * 1000))
    return Question(tuple(frames), "en", subject=Subject.SHOT, said=("Good morning.",), texts=("EXIT",), max_words=5)


def test_a_real_server_looks_at_the_frames_of_a_shot(seeing: tuple[str, Path], tmp_path: Path) -> None:
    url, folder = seeing
    named = f"{url}#{folder}"
    assert vision.factory.readiness(named).ready
    assert vision.factory.reach(named).ready
    engine = vision.factory.open(named, offline=True)
    assert isinstance(engine, vision.ServerVision)
    questions = [shot(tmp_path, "red", "blue"), shot(tmp_path, "green", "white", "black"), shot(tmp_path, "red", "blue")]
    first, other, again = engine.look(questions)
    assert first is not None
    assert first.text
    assert first.looked
    assert first == again, "greedy, at temperature 0"
    assert other is not None
    assert other.text != first.text, "it hangs on the pictures"
    engine.close()


def test_a_real_server_looks_at_pictures_pages_and_animations_as_they_are_asked_about(
    seeing: tuple[str, Path], tmp_path: Path
) -> None:
    url, folder = seeing
    engine = vision.factory.open(f"{url}#{folder}", offline=True)
    assert isinstance(engine, vision.ServerVision)
    frames = shot(tmp_path, "red", "blue").frames
    chart = Question(frames[:1], "en", kind=PictureKind.CHART, texts=("Sales", "May"), page="Our year.", people=("Ada",))
    pages = replace(chart, frames=frames, pages=True, kind=None, people_policy=PeoplePolicy.CONTEXT_ONLY)
    told = engine.look([chart, replace(chart, language="de"), pages, replace(pages, pages=False), chart])
    assert told[0] == told[-1], "greedy, at temperature 0"
    assert sum(sight is not None for sight in told) >= 3
    assert all(sight is None or (sight.looked and sight.text and len(sight.text) <= 125) for sight in told)
    assert len({sight.text for sight in told if sight}) > 1, "it hangs on the question"
    engine.close()


def test_a_real_server_says_as_much_as_the_same_model_on_this_machine(seeing: tuple[str, Path], tmp_path: Path) -> None:
    """Letter for letter but for what JPEG does to the pictures: a text without pictures is the same."""
    url, folder = seeing
    there = text.factory.open(f"{url}#{folder}", offline=True)
    here = transformers.factory.open(str(folder), offline=True)
    assert isinstance(there, text.ServerText)
    assert isinstance(here, transformers.Chatting)
    asked = ("A man in a red coat walks slowly across the yard.", "en", 6)
    assert there.shorten(*asked) == here.shorten(*asked) != ""
    there.close()
    here.close()

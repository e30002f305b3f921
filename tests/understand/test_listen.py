"""In which language something was said, where the recogniser does not tell."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest
from made import silence

from access.engines.base import Heard, Listening
from access.model.findings import Word
from access.model.media import Sound
from access.model.script import EngineIdentity, Tier
from access.model.time import Span
from access.understand.listen import listen

GERMAN = "Das Museum öffnet um neun Uhr und schließt am Abend wieder, wie an jedem anderen Tag der Woche."


@dataclass
class Untold:
    """Recognises German and does not say so."""

    languages: tuple[str, ...] = ()

    @property
    def identity(self) -> EngineIdentity:
        return EngineIdentity("untold", "1", Tier.STANDARD, "MIT")

    def transcribe(self, sound: Sound, voiced: Sequence[Span], asked: Listening) -> Heard:
        words = GERMAN.split()
        spans = [Span(500 + 400 * number, 900 + 400 * number) for number in range(len(words))]
        return Heard(tuple(map(Word, words, spans)), asked.language or "en", language_assumed=not asked.language)

    def close(self) -> None:
        pass


@pytest.fixture
def sound(tmp_path: Path) -> Sound:
    return Sound(silence(tmp_path / "a.wav", 9_000), 16_000, 9 * 16_000)


VOICED = (Span(500, 8_000),)


def test_the_words_show_the_language_that_neither_file_nor_recogniser_names(sound: Sound) -> None:
    transcript = listen(sound, VOICED, Untold(), Listening())
    assert (transcript.language, transcript.language_assumed) == ("de", True)
    assert transcript.notes == ("de was assumed: neither the file nor the recogniser named the language.",)


def test_an_engine_of_one_language_has_heard_that_one(sound: Sound) -> None:
    transcript = listen(sound, VOICED, Untold(languages=("en",)), Listening())
    assert (transcript.language, transcript.language_assumed) == ("en", True)
    assert "this engine knows no other" in transcript.notes[0]


def test_a_language_that_was_named_is_not_guessed_at(sound: Sound) -> None:
    transcript = listen(sound, VOICED, Untold(), Listening("fr"))
    assert (transcript.language, transcript.language_assumed, transcript.notes) == ("fr", False, ())

"""A person's words get the times of the sound, whatever else the script holds."""

from __future__ import annotations

import wave
from collections.abc import Iterator
from pathlib import Path
from statistics import median

import pytest
from made import Spoken, Voice, shared, speak, words_of

from access.config import LimitOptions
from access.engines.base import Listening
from access.engines.speech.pocketsphinx import PocketSphinx
from access.engines.speech.silero import Silero
from access.model.findings import GivenText, ScriptLine, TextOrigin, Transcript
from access.model.media import Asset, MediaKind, Sound
from access.model.time import Span
from access.pack.vtt import parse
from access.understand.align import align, estimate
from access.understand.audio import decode
from access.understand.given import script

SENTENCES = (
    "The museum opens at nine in the morning.", "Please leave your bags at the front desk.",
    "The train to the city leaves from platform two.", "Some people came to help us with the work.",
)
WINDOW = 600_000


@pytest.fixture(scope="module")
def engine() -> Iterator[PocketSphinx]:
    engine = PocketSphinx()
    yield engine
    engine.close()


@pytest.fixture(scope="module")
def activity() -> Silero:
    return Silero()


def sound_of(path: Path) -> Sound:
    with wave.open(str(path)) as file:
        return Sound(path, file.getframerate(), file.getnframes())


def placed(spoken: Spoken, lines: str, engine: PocketSphinx, activity: Silero, window: int = WINDOW) -> Transcript:
    sound = sound_of(spoken.path)
    return align(sound, activity.voiced(sound), script(lines, "talk.txt", "en"), engine, window)


def starts(transcript: Transcript) -> dict[int, int]:
    return {word.line: word.span.start for word in reversed(transcript.words)}


@pytest.mark.parametrize("voice", ["rms", "awb", "kal16", "slt"])
def test_sentences_start_within_a_tenth_of_a_second_of_the_truth(
    tmp_path: Path, voice: Voice, engine: PocketSphinx, activity: Silero
) -> None:
    spoken = speak(tmp_path / "talk.wav", SENTENCES, voice)
    transcript = placed(spoken, "\n".join(SENTENCES), engine, activity)
    assert [word.text for word in transcript.words] == " ".join(SENTENCES).split()
    assert all(abs(starts(transcript)[n] - span.start) <= 100 for n, (_, span) in enumerate(spoken.sentences))


def test_a_line_that_nobody_speaks_is_told_and_the_rest_is_placed(
    tmp_path: Path, engine: PocketSphinx, activity: Silero
) -> None:
    spoken = speak(tmp_path / "talk.wav", SENTENCES)
    lines = [SENTENCES[0], "Filmed in October by the education department.", *SENTENCES[1:], "All rights reserved."]
    transcript = placed(spoken, "\n".join(lines), engine, activity)
    assert transcript.unheard == (1, 5)
    assert [word.text for word in transcript.words] == " ".join(SENTENCES).split()
    assert any("Filmed in October" in note for note in transcript.notes)


def test_speech_that_stands_in_no_line_is_told(tmp_path: Path, engine: PocketSphinx, activity: Silero) -> None:
    spoken = speak(tmp_path / "talk.wav", SENTENCES, pauses=1_500)
    transcript = placed(spoken, "\n".join((SENTENCES[0], SENTENCES[2], SENTENCES[3])), engine, activity)
    assert [word.text for word in transcript.words] == " ".join((SENTENCES[0], SENTENCES[2], SENTENCES[3])).split()
    assert any("stands in no line of talk.txt" in note for note in transcript.notes)


def test_words_that_no_dictionary_knows_are_placed(tmp_path: Path, engine: PocketSphinx, activity: Silero) -> None:
    sentences = ("Quetzalcoatl was drawn by Mister Wojciechowski.", "He came here in 1997 on a Thursday.")
    spoken = speak(tmp_path / "talk.wav", sentences)
    transcript = placed(spoken, "\n".join(sentences), engine, activity)
    assert transcript.unheard == ()
    assert all(abs(starts(transcript)[n] - span.start) <= 100 for n, (_, span) in enumerate(spoken.sentences))


def test_speakers_of_a_script_are_kept_and_not_spoken(tmp_path: Path, engine: PocketSphinx, activity: Silero) -> None:
    spoken = speak(tmp_path / "talk.wav", SENTENCES[:2])
    transcript = placed(spoken, f"GUIDE: {SENTENCES[0]}\nVISITOR: {SENTENCES[1]}", engine, activity)
    assert {word.speaker for word in transcript.words if word.line == 1} == {"VISITOR"}
    assert [word.text for word in transcript.words] == " ".join(SENTENCES[:2]).split()


def test_a_long_file_is_placed_in_pieces_with_the_same_result(
    tmp_path: Path, engine: PocketSphinx, activity: Silero
) -> None:
    spoken = speak(tmp_path / "talk.wav", SENTENCES * 3)
    lines = "\n".join(SENTENCES * 3)
    whole = placed(spoken, lines, engine, activity)
    pieces = placed(spoken, lines, engine, activity, window=8_000)
    assert [word.text for word in pieces.words] == [word.text for word in whole.words]
    assert all(abs(starts(pieces)[n] - span.start) <= 100 for n, (_, span) in enumerate(spoken.sentences))


def test_captions_of_what_nobody_says_keep_their_authors_times(
    tmp_path: Path, engine: PocketSphinx, activity: Silero
) -> None:
    spoken = speak(tmp_path / "talk.wav", SENTENCES[:2], lead=4_000)
    sound = sound_of(spoken.path)
    lines = (
        ScriptLine("A film by the river club", span=Span(500, 3_000)),
        *(ScriptLine(text, span=span.shifted(300)) for text, span in spoken.sentences),
    )
    transcript = align(sound, activity.voiced(sound), GivenText(lines, "en", TextOrigin.PERSON, "a.vtt"), engine, WINDOW)
    assert transcript.unheard == ()
    assert transcript.unspoken == (0,)
    assert transcript.words[0].span.start == 500
    assert " ".join(word.text for word in transcript.spoken) == " ".join(SENTENCES[:2])
    assert abs(starts(transcript)[1] - spoken.sentences[0][1].start) <= 100


def test_a_language_that_no_engine_can_place_is_spread_over_the_speech() -> None:
    voiced = (Span(1_000, 3_000), Span(5_000, 7_000))
    text = GivenText((ScriptLine("eins zwei"), ScriptLine("vier fünf")), "de", TextOrigin.PERSON, "a.txt")
    transcript = estimate(voiced, text)
    assert [word.text for word in transcript.words] == ["eins", "zwei", "vier", "fünf"]
    assert transcript.words[0].span.start == 1_000
    assert transcript.words[2].span.start == 5_000
    assert transcript.words[-1].span.end == 7_000
    assert "estimates" in transcript.notes[0]


def test_a_real_speech_is_placed_word_for_word(engine: PocketSphinx, activity: Silero) -> None:
    text = "And so, my fellow Americans, ask not what your country can do for you, ask what you can do for your country."
    sound = sound_of(shared("jfk.wav"))
    transcript = align(sound, activity.voiced(sound), script(text, "jfk.txt", "en"), engine, WINDOW)
    assert [word.text for word in transcript.words] == text.split()
    assert len(transcript.words) == 22
    assert all(a.span.end <= b.span.start for a, b in zip(transcript.words, transcript.words[1:], strict=False))


def test_words_of_made_speech_are_recognised_exactly(tmp_path: Path, engine: PocketSphinx, activity: Silero) -> None:
    sentences = ("The museum opens at nine in the morning.", "Please leave your bags at the front desk.")
    voices: tuple[Voice, ...] = ("rms", "awb")
    for voice in voices:
        sound = sound_of(speak(tmp_path / f"{voice}.wav", sentences, voice).path)
        heard = engine.transcribe(sound, activity.voiced(sound), Listening())
        assert [word.text for word in heard.words] == words_of(" ".join(sentences))
        assert heard.language_assumed


def test_an_interview_is_placed_as_people_captioned_it(engine: PocketSphinx, activity: Silero, tmp_path: Path) -> None:
    """All 23 captions as a script: 8 are titles and credits that nobody speaks, 15 are spoken."""
    film = shared("mammals.mp4")
    asset = Asset(film, Path(film.name), MediaKind.VIDEO, "mp4", "", film.stat().st_size)
    sound = decode(asset, 0, LimitOptions(), tmp_path)
    cues = parse(shared("mammals.human.en.vtt").read_text("utf-8"))
    assert len(cues) == 23
    lines = GivenText(tuple(ScriptLine(cue.text) for cue in cues), "en", TextOrigin.PERSON, "mammals.txt")
    transcript = align(sound, activity.voiced(sound), lines, engine, WINDOW)
    assert transcript.unheard == (0, 1, 2, 18, 19, 20, 21, 22)
    people = {number: cue.span.start for number, cue in enumerate(cues) if cue.span}
    late = [abs(starts(transcript)[number] - people[number]) for number in range(3, 18)]
    assert median(late) <= 450
    assert max(late) <= 1_300

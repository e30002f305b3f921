"""The whole way of a film: captioned, described where nobody speaks, or told apart."""

from __future__ import annotations

import shutil
from itertools import pairwise
from pathlib import Path

from made import Spoken, film, shared, slide, speak, words_of
from workshops import SENTENCES, Run, manifest, names

from access.config import LimitOptions
from access.engines.speech.silero import Silero
from access.model.package import Role, Standing
from access.model.script import Verdict
from access.model.time import Span
from access.model.words import words_per_minute
from access.pack.vtt import parse
from access.understand.audio import decode


def test_a_film_gets_captions_and_descriptions_that_never_talk_over_speech(
    lecture: tuple[Path, Spoken], inbox: Path, run: Run, tmp_path: Path
) -> None:
    shutil.copy(lecture[0], inbox / "lecture.mp4")
    (inbox / "lecture.txt").write_text("\n".join(SENTENCES))
    package = run(inbox / "lecture.mp4")
    assert names(package) == {
        "lecture.en.vtt", "lecture.en.srt", "lecture.en.transcript.html", "lecture.en.transcript.txt", "lecture.mp4.html",
        "lecture.en.descriptions.draft.vtt", "lecture.en.described.draft.m4a"}
    told = parse((package.manifest.parent / "lecture.en.descriptions.draft.vtt").read_text("utf-8"))
    said = " ".join(line.text for line in told)
    assert {"old", "river", "ottoline", "camera", "miller"} <= set(words_of(said))
    sound = decode(package.asset, 0, LimitOptions(), tmp_path)
    speech = Silero().voiced(sound)
    assert speech
    spans = [line.span for line in told if line.span]
    assert sum(span.overlap(voice) for span in spans for voice in speech) == 0
    assert sum(span.overlap(voice) for span in spans for voice in lecture[1].speech) == 0
    descriptions = manifest(package)["descriptions"]
    assert isinstance(descriptions, dict)
    assert descriptions["verdict"] == Verdict.DESCRIBED
    assert descriptions["pictures_looked_at"] is False
    transcript = (package.manifest.parent / "lecture.en.transcript.txt").read_text("utf-8")
    assert transcript.index("Old River") < transcript.index("museum opens") < transcript.index("John Miller")


def test_text_that_is_spoken_is_not_read_out_and_nobody_claims_to_have_looked_at_the_rest(inbox: Path, run: Run) -> None:
    spoken = speak(inbox.parent / "talk.wav", ["Welcome to the old river museum."], lead=500, tail=4_000)
    length = -(-(spoken.speech[-1].end + 4_000) // 40) * 40
    film(inbox / "said.mp4", [(slide(inbox.parent / "s.png", ["The old river museum"], (854, 480)), length)], spoken.path)
    package = run(inbox / "said.mp4")
    descriptions = manifest(package)["descriptions"]
    assert isinstance(descriptions, dict)
    assert descriptions["verdict"] == Verdict.PICTURES_NOT_LOOKED_AT
    assert not any(one.role in (Role.DESCRIPTIONS, Role.DESCRIBED_AUDIO) for one in package.sidecars)


def test_a_film_without_a_usable_pause_is_told_apart(inbox: Path, run: Run) -> None:
    spoken = speak(inbox.parent / "talk.wav", SENTENCES * 2, lead=200, pauses=300, tail=300)
    length = -(-spoken.speech[-1].end // 40) * 40
    film(inbox / "full.mp4", [(slide(inbox.parent / "s.png", ["Ticket office", "Camera: John Miller"], (854, 480)), length)],
         spoken.path)
    descriptions = manifest(run(inbox / "full.mp4"))["descriptions"]
    assert isinstance(descriptions, dict)
    assert descriptions["verdict"] == Verdict.NO_USABLE_PAUSE
    assert descriptions["omitted"]


def test_a_silent_film_is_described_on_a_track_of_its_own(inbox: Path, run: Run) -> None:
    film(inbox / "mute.mp4", [(slide(inbox.parent / "s.png", ["The Old River"], (854, 480)), 6_000)])
    package = run(inbox / "mute.mp4")
    assert {"mute.en.descriptions.draft.vtt", "mute.en.described.draft.m4a"} <= names(package)
    assert {criterion.number: criterion.standing for criterion in package.report.criteria}["1.2.2"] is Standing.NOT_APPLICABLE


def test_the_interview_is_described_where_nobody_speaks(inbox: Path, run: Run, tmp_path: Path) -> None:
    shutil.copy(shared("mammals.mp4"), inbox / "mammals.mp4")
    lines = parse(shared("mammals.human.en.vtt").read_text("utf-8"))
    (inbox / "mammals.txt").write_text("\n".join(line.text for line in lines))
    package = run(inbox / "mammals.mp4")
    unheard = manifest(package)["unheard"]
    assert isinstance(unheard, list)
    assert len(unheard) == 8
    told = parse((package.manifest.parent / "mammals.en.descriptions.draft.vtt").read_text("utf-8"))
    said = " ".join(line.text for line in told)
    assert "Ross MacPhee" in said
    assert "American Museum of Natural History" in said
    assert "Karen Taber" in said
    assert all(title in said for title in ("Beyond Penguins and Polar Bears", "Ross MacPhee", "What is a mammal?"))
    assert all(words_per_minute(line.text, line.span.duration) <= 220.5 for line in told if line.span)
    speech = Silero().voiced(decode(package.asset, 0, LimitOptions(), tmp_path))
    spans: list[Span] = [line.span for line in told if line.span]
    assert spans
    assert sum(span.overlap(voice) for span in spans for voice in speech) == 0
    assert all(a.end <= b.start for a, b in pairwise(spans))

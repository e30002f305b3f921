"""What a film shows and nobody says is told in its pauses: the whole way, on films of which all is known."""

from __future__ import annotations

import json
import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import av
import pytest
from made import Spoken, film, picture, slide, speak, words_of
from scripted import Answer, ScriptedFactory, ScriptedVision
from workshops import SENTENCES, names, processing, rules

from access import describing
from access.config import LimitOptions
from access.engines import registry
from access.engines.base import EngineKind, Question
from access.engines.speech.silero import Silero
from access.model.findings import Sight
from access.model.package import Package, Role, Standing
from access.model.script import EngineIdentity, Tier, Verdict
from access.model.time import Span
from access.model.words import words_per_minute
from access.pack.vtt import parse
from access.understand.audio import decode

SIZE = (640, 360)
SHOWN = (
    "PLACE: Hills under a clear sky.\nWHO: A shepherd in a long coat.\nACTION: He leads a flock of sheep across a stream.",
    "PLACE: A mountain lake at dusk.\nWHO: Two rowers in red caps.\nACTION: A boat glides to the shore.")
Run = Callable[..., Package]


@dataclass
class Shown:
    """A vision engine that tells of a shot what `at` holds for the time of its frames."""

    at: dict[Span, Answer]
    asked: list[Question] = field(default_factory=list)

    def __call__(self, question: Question) -> Answer:
        self.asked.append(question)
        at = question.frames[0].at
        return next((answer for span, answer in self.at.items() if span.start <= at < span.end), None)


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Run]:
    """Process a film, with a scripted vision engine where one is given."""
    installed = registry.factories()
    with processing(tmp_path / "state") as process:
        def looked_at(path: Path, seen: ScriptedVision | None = None, **describe: object) -> Package:
            factory = ScriptedFactory(seen, kind=EngineKind.VISION) if seen else None
            monkeypatch.setattr(registry, "factories", lambda: (*installed, *([factory] if factory else [])))
            engines: dict[str, object] = {"vision": "scripted"} if seen else {}
            return process(path, tmp_path / "out", engines=engines, describe=describe)

        yield looked_at


def walk(folder: Path, pauses: int = 9_000) -> tuple[Path, Spoken, tuple[Span, Span]]:
    """Make a film of two places, each under a sentence that says nothing of it, with a long pause in each."""
    spoken = speak(folder / "walk.wav", SENTENCES, lead=pauses, pauses=pauses, tail=pauses)
    first = -(-(spoken.speech[0].end + 400) // 40) * 40
    length = -(-(spoken.speech[-1].end + pauses) // 40) * 40
    path = film(folder / "walk.mp4", [
        (picture(folder / "hills.png", SIZE, 1), first), (picture(folder / "lake.png", SIZE, 7), length - first)], spoken.path)
    (folder / "walk.txt").write_text("\n".join(SENTENCES))
    return path, spoken, (Span(0, first), Span(first, length))


def descriptions(package: Package) -> dict[str, Any]:
    document = json.loads(package.manifest.read_text("utf-8"))["descriptions"]
    assert isinstance(document, dict)
    return document


def told(package: Package) -> list[tuple[Span, str]]:
    files = [one.path for one in package.sidecars if one.role is Role.DESCRIPTIONS and one.path.suffix == ".vtt"]
    return [(line.span, line.text) for file in files for line in parse(file.read_text("utf-8")) if line.span]


def over_speech(package: Package, folder: Path) -> int:
    """Return for how many ms descriptions sound while somebody speaks in the original sound, as Silero hears it."""
    voices = Silero().voiced(decode(package.asset, 0, LimitOptions(), folder))
    assert voices
    return sum(span.overlap(voice) for span, _ in told(package) for voice in voices)


# --- where a model looks ---------------------------------------------------------------------------------------------


def test_what_a_model_sees_is_told_in_the_pauses_under_a_live_name(tmp_path: Path, run: Run) -> None:
    path, spoken, places = walk(tmp_path)
    shown = Shown(dict(zip(places, (Sight(text, confidence=0.9, looked=True) for text in SHOWN), strict=True)))
    package = run(path, ScriptedVision(shown))
    assert "walk.en.descriptions.vtt" in names(package)
    said = " ".join(text for _, text in told(package))
    assert "Hills under a clear sky." in said
    assert "He leads a flock of sheep across a stream." in said
    assert "A mountain lake at dusk." in said
    assert over_speech(package, tmp_path) == 0
    assert sum(span.overlap(speech) for span, _ in told(package) for speech in spoken.speech) == 0
    document = descriptions(package)
    assert document["verdict"] == Verdict.DESCRIBED
    assert document["pictures_looked_at"] is True
    assert document["looked_at_by"]["name"] == "scripted"
    assert document["voice"]["synthetic"] is True
    assert all(one["decisions"][-1]["kept"] for one in document["spoken"])
    page = next(one.path for one in package.sidecars if one.role is Role.PAGE).read_text("utf-8")
    assert 'alt="Hills under a clear sky. A shepherd in a long coat. He leads a flock of sheep across a stream."' in page


def test_a_question_knows_what_is_said_and_what_was_shown_and_told(tmp_path: Path, run: Run) -> None:
    path, _, places = walk(tmp_path)
    (tmp_path / "walk.mp4.context.toml").write_text('people = ["Ada Brook"]\nplace = "Wool Valley"\n')
    shown = Shown(dict(zip(places, (Sight(text, confidence=0.9, looked=True) for text in SHOWN), strict=True)))
    run(path, ScriptedVision(shown))
    assert len(shown.asked) >= 2
    assert all(set(question.said) & set(SENTENCES) for question in shown.asked)
    assert all("Ada Brook" in question.people for question in shown.asked)
    assert all(question.place == "Wool Valley" for question in shown.asked)
    assert all(question.max_words > 0 and question.language == "en" for question in shown.asked)


def test_one_look_serves_every_detail_and_more_detail_never_tells_less(tmp_path: Path, run: Run) -> None:
    path, _, places = walk(tmp_path, 14_000)
    texts = [text + "\nLOOK: Evening light falls over all of it." for text in SHOWN]
    shown = Shown(dict(zip(places, (Sight(text, confidence=0.9, looked=True) for text in texts), strict=True)))
    brief, standard, detailed = (
        " ".join(text for _, text in told(run(path, ScriptedVision(shown), detail=detail)))
        for detail in ("brief", "standard", "detailed"))
    asked = len(shown.asked)
    assert asked == len({question.frames[0].at for question in shown.asked}), "nothing is asked twice"
    assert "red caps" not in brief
    assert "red caps" in standard
    assert "Evening light" not in standard
    assert "Evening light" in detailed
    assert all("Hills under a clear sky." in said for said in (brief, standard, detailed))


def test_refusals_errors_and_repeats_are_never_spoken(tmp_path: Path, run: Run) -> None:
    path, _, places = walk(tmp_path)
    answers = ("I'm sorry, but I can't help with that request.", "Error 500: internal server error")
    package = run(path, ScriptedVision(Shown(dict(zip(places, (Sight(text, looked=True) for text in answers), strict=True)))))
    assert told(package) == []
    assert "descriptions.answer-refused" in rules(package)
    document = descriptions(package)
    assert document["verdict"] == Verdict.PICTURES_NOT_LOOKED_AT
    written = [one.path for one in package.sidecars if one.path.suffix in (".vtt", ".txt", ".html")]
    assert not any("sorry" in file.read_text("utf-8") for file in written)


def test_what_a_model_is_unsure_of_is_marked_for_review(tmp_path: Path, run: Run) -> None:
    path, _, places = walk(tmp_path)
    shown = Shown({places[0]: Sight("PLACE: Hills under a sky that seems to be clear.", confidence=0.9, looked=True)})
    package = run(path, ScriptedVision(shown))
    assert "descriptions.doubt" in rules(package)
    assert any(one["doubts"] for one in [*descriptions(package)["spoken"], *descriptions(package)["omitted"]])


def test_a_draft_engine_describes_under_a_draft_name(tmp_path: Path, run: Run) -> None:
    path, _, places = walk(tmp_path)
    shown = Shown({places[0]: Sight("Hills under a clear sky.", confidence=0.9, looked=True)})
    package = run(path, ScriptedVision(shown, identity=EngineIdentity("scripted", "1", Tier.DRAFT, "Apache-2.0")))
    assert "walk.en.descriptions.draft.vtt" in names(package)


def test_a_film_whose_speech_says_what_a_model_sees_says_so_and_gets_a_static_text(tmp_path: Path, run: Run) -> None:
    lines = ("Up here the hills are green, and today we have a clear sky.",
             "There goes the shepherd, who leads his sheep home over the stream.")
    spoken = speak(tmp_path / "said.wav", lines, tail=4_000)
    length = -(-(spoken.speech[-1].end + 4_000) // 40) * 40
    path = film(tmp_path / "said.mp4", [(picture(tmp_path / "hills.png", SIZE, 1), length)], spoken.path)
    (tmp_path / "said.txt").write_text("\n".join(lines))
    shown = Shown({Span(0, length): Sight(
        "PLACE: Green hills under a clear sky.\nACTION: A shepherd leads sheep over a stream.", confidence=0.9, looked=True)})
    package = run(path, ScriptedVision(shown))
    assert told(package) == []
    assert descriptions(package)["verdict"] == Verdict.SPEECH_SAYS_ALL
    assert descriptions(package)["static"]


def test_somebody_who_only_speaks_is_told_of_in_a_static_text_and_fills_no_pause(
    tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(describing, "is_talking_head", lambda *about: True)
    path, _, places = walk(tmp_path)
    shown = Shown({places[0]: Sight("PLACE: A bare office.\nWHO: A woman in a grey coat.", confidence=0.9, looked=True)})
    package = run(path, ScriptedVision(shown))
    assert shown.asked
    assert told(package) == []
    assert descriptions(package)["omitted"] == []
    assert descriptions(package)["verdict"] == Verdict.TALKING_HEAD
    assert "A bare office. A woman in a grey coat." in descriptions(package)["static"]


def test_the_name_below_somebody_who_only_speaks_is_read_beside_the_static_text(
    tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(describing, "is_talking_head", lambda *about: True)
    spoken = speak(tmp_path / "name.wav", SENTENCES, lead=9_000, pauses=9_000, tail=4_000)
    length = -(-(spoken.speech[-1].end + 4_000) // 40) * 40
    shot = slide(tmp_path / "s.png", ["Jane Miller"], SIZE)
    path = film(tmp_path / "name.mp4", [(shot, length)], spoken.path)
    (tmp_path / "name.txt").write_text("\n".join(SENTENCES))
    shown = Shown({Span(0, length): Sight("WHO: A woman in a grey coat.", confidence=0.9, looked=True)})
    package = run(path, ScriptedVision(shown))
    (text,) = [text for _, text in told(package)]
    assert "Jane Miller" in text
    assert descriptions(package)["verdict"] == Verdict.DESCRIBED
    assert "A woman in a grey coat." in descriptions(package)["static"]


# --- where nothing fits ----------------------------------------------------------------------------------------------


def breathless(folder: Path) -> tuple[Path, Spoken]:
    """Make a film that speaks from end to end, over a sign that nobody reads out."""
    spoken = speak(folder / "full.wav", SENTENCES * 2, lead=200, pauses=300, tail=300)
    length = -(-spoken.speech[-1].end // 40) * 40
    path = film(folder / "full.mp4", [(slide(folder / "s.png", ["Ticket office", "Camera: John Miller"], SIZE), length)],
                spoken.path)
    (folder / "full.txt").write_text("\n".join(SENTENCES * 2))
    return path, spoken


def test_a_film_that_never_pauses_is_offered_a_longer_one(tmp_path: Path, run: Run) -> None:
    package = run(breathless(tmp_path)[0])
    document = descriptions(package)
    assert document["verdict"] == Verdict.NO_USABLE_PAUSE
    assert document["extended"]["offered"] is True
    assert document["extended"]["made"] is False
    assert all(one.role is not Role.EXTENDED_VIDEO for one in package.sidecars)


def test_the_longer_film_tells_what_fits_no_pause_and_brings_its_own_texts(tmp_path: Path, run: Run) -> None:
    path, spoken = breathless(tmp_path)
    package = run(path, extended="when-needed")
    files = {one.role: one.path for one in package.sidecars}
    longer = files[Role.EXTENDED_VIDEO]
    holds = descriptions(package)["extended"]["holds"]
    assert descriptions(package)["extended"]["made"] is True
    added = sum(hold["duration_ms"] for hold in holds)
    with av.open(str(longer)) as container, av.open(str(path)) as original:
        assert container.duration is not None
        assert original.duration is not None
        assert container.duration / 1000 == pytest.approx(original.duration / 1000 + added, abs=60)
    said = parse(files[Role.EXTENDED_DESCRIPTIONS].read_text("utf-8"))
    assert {"ticket", "office", "miller"} <= set(words_of(" ".join(line.text for line in said)))
    cues = [line for line in parse(files[Role.EXTENDED_CAPTIONS].read_text("utf-8")) if line.span]
    plain = [line for line in parse(files[Role.CAPTIONS].read_text("utf-8")) if line.span]
    assert [cue.text for cue in cues] == [cue.text for cue in plain]
    assert cues[-1].span
    assert plain[-1].span
    assert cues[-1].span.start == pytest.approx(plain[-1].span.start + added, abs=1)
    assert not any(speech.start < hold["at_ms"] < speech.end for speech in spoken.speech for hold in holds)
    moved = [sum(hold["duration_ms"] for hold in holds if hold["at_ms"] <= speech.start) for speech in spoken.speech]
    later = [Span(span.start + by, span.end + by) for span, by in zip(spoken.speech, moved, strict=True)]
    assert sum(line.span.overlap(voice) for line in said if line.span for voice in later) == 0
    again = run(path, extended="when-needed")
    assert all(step.hit for step in again.steps)


# --- what is asked for besides ---------------------------------------------------------------------------------------


def test_what_is_asked_for_is_made_and_nothing_else(tmp_path: Path, run: Run) -> None:
    path = film(tmp_path / "mute.mp4", [(slide(tmp_path / "s.png", ["The Old River"], SIZE), 8_000)])
    made = {
        "audio": "mute.en.described.draft.m4a", "narration": "mute.en.narration.draft.m4a",
        "video": "mute.en.described.draft.mp4", "dapt": "mute.en.dapt.draft.ttml"}
    for outputs in ((), ("audio",), ("narration", "dapt"), tuple(made)):
        package = run(path, outputs=outputs)
        assert names(package) & set(made.values()) == {made[output] for output in outputs}
        assert "mute.en.descriptions.draft.vtt" in names(package)


# --- made films ------------------------------------------------------------------------------------------------------

TITLES = ("The Old River", "Market Square", "Harbour Lights", "Winter Garden", "Glass Bridge", "North Station")
TALK = (
    *SENTENCES, "The last tour begins at four.", "Children under six come in for nothing.", "Tea is served on the top floor.")


@pytest.mark.parametrize("seed", range(6))
def test_no_description_sounds_over_speech_and_every_title_is_read_or_heard(seed: int, tmp_path: Path, run: Run) -> None:
    """Titles of 2 s or more, spread over a talk with long and short pauses, some of them said aloud."""
    dice = random.Random(seed)
    lines = [dice.choice(TALK) for _ in range(4)]
    titles = dice.sample(TITLES, 3)
    if seed % 2:
        lines[1] = f"Welcome to {titles[1]}."
    pauses = [dice.choice((6_000, 7_500, 9_000)) for _ in range(3)]
    spoken = speak(tmp_path / "talk.wav", lines, dice.choice(("rms", "awb", "slt")), lead=6_000, pauses=pauses, tail=6_000)
    scenes: list[tuple[Path, int]] = []
    at = 0
    for number, title in enumerate(titles):
        pause = 0 if number == 0 else spoken.speech[number].end
        start, end = -(-max(at, pause) // 40) * 40, -(-(pause + 4_500) // 40) * 40
        if start > at:
            scenes.append((picture(tmp_path / f"{number}.png", SIZE, seed * 10 + number), start - at))
        shade = dice.choice(("#10233f", "#3f1023"))
        scenes.append((slide(tmp_path / f"t{number}.png", [title], SIZE, background=shade), end - start))
        at = end
    length = -(-(spoken.speech[-1].end + 6_000) // 40) * 40
    scenes.append((picture(tmp_path / "last.png", SIZE, seed * 10 + 9), length - at))
    path = film(tmp_path / "talk.mp4", scenes, spoken.path)
    (tmp_path / "talk.txt").write_text("\n".join(lines))
    package = run(path)
    assert over_speech(package, tmp_path) == 0
    assert sum(span.overlap(speech) for span, _ in told(package) for speech in spoken.speech) == 0
    assert all(words_per_minute(text, span.duration) <= 220.5 for span, text in told(package))
    heard = " ".join([*(text for _, text in told(package)), *lines]).lower()
    assert [title for title in titles if title.lower() not in heard] == []
    assert not rules(package) & {f"descriptions.{rule}" for rule in ("overlap", "rate", "cut-off", "unread-text")}
    assert not any(one.standing is Standing.FAILURE for one in package.report.criteria)

"""Who speaks, the whole way: from the channels or the voices of a recording to its captions and transcript."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from difflib import SequenceMatcher
from functools import partial
from pathlib import Path

import pytest
from made import words_of
from talks import TALK, Talk, talk, write
from workshops import caption_file, processing

from access.engines import registry
from access.engines.base import EngineKind
from access.engines.null import NullFactory, NullSpeakers
from access.model.findings import Turn
from access.model.media import Sound
from access.model.package import Package, Role
from access.model.script import Provenance, Tier
from access.model.time import Span
from access.pack.vtt import parse, raw_cues

Run = Callable[..., Package]
LINES = [text for _, text in TALK]


@pytest.fixture(scope="module")
def spoken(tmp_path_factory: pytest.TempPathFactory) -> Talk:
    return talk(tmp_path_factory.mktemp("talk"), voices=("awb", "rms"))


@pytest.fixture
def run(state: Path, tmp_path: Path) -> Iterator[Run]:
    with processing(state) as process:
        yield partial(process, out=tmp_path / "out")


def said_by(package: Package) -> list[tuple[str, list[str]]]:
    """Return who says what by the voices of the captions, cue after cue of one speaker joined."""
    result: list[tuple[str, list[str]]] = []
    for line in parse(caption_file(package)):
        words = words_of(line.text)
        if line.speaker and (not result or result[-1][0] != line.speaker):
            result.append((line.speaker, words))
        else:
            result[-1][1].extend(words)
    return result


def provenance(package: Package) -> Provenance:
    return next(one.provenance for one in package.sidecars if one.role is Role.CAPTIONS)


def steps(package: Package) -> dict[str, str]:
    document = json.loads(package.manifest.read_text("utf-8"))
    return {step["name"]: step["engine"] for step in document["steps"]}


def test_two_speakers_on_two_channels_are_named_in_captions_and_transcript(spoken: Talk, tmp_path: Path, run: Run) -> None:
    package = run(write(tmp_path / "talk.wav", spoken.left, spoken.right))
    found = said_by(package)
    assert [name for name, _ in found] == [f"Speaker {who + 1}" for who, _ in TALK]
    likest = [max(LINES, key=lambda line: SequenceMatcher(None, words_of(line), words).ratio()) for _, words in found]
    assert likest == LINES, "each says its own lines, as far as a recogniser for drafts makes them out"
    text = caption_file(package)
    assert "<v Speaker 1>Speaker 1: " in text
    assert "<v Speaker 2>Speaker 2: " in text
    assert steps(package)["channels"] == "silero"
    page = next(one.path for one in package.sidecars if one.role is Role.TRANSCRIPT and one.path.suffix == ".txt")
    assert page.read_text("utf-8").count("Speaker 2: ") == 3


def test_the_second_run_tells_nobody_apart_again(spoken: Talk, tmp_path: Path, run: Run) -> None:
    path = write(tmp_path / "talk.wav", spoken.left, spoken.right)
    first, second = run(path), run(path, captions={"profile": "bbc"})
    assert {step.name for step in second.steps if not step.hit} <= {"cues"}
    assert said_by(first) == said_by(second)


def test_a_recording_in_the_middle_names_nobody(spoken: Talk, tmp_path: Path, run: Run) -> None:
    both = spoken.left + spoken.right
    for name in ("talk", "mono"):
        (tmp_path / f"{name}.txt").write_text("\n".join(LINES))
    package = run(write(tmp_path / "talk.wav", both, both))
    assert "Speaker" not in caption_file(package)
    assert "channels" in steps(package)
    assert "channels" not in steps(run(write(tmp_path / "mono.wav", both))), "one channel is not looked at"


def test_names_in_a_script_are_kept_and_win(spoken: Talk, tmp_path: Path, run: Run) -> None:
    path = write(tmp_path / "talk.wav", spoken.left, spoken.right)
    (tmp_path / "talk.txt").write_text("\n".join(f"{('GUEST', 'GUIDE')[who]}: {text}" for who, text in TALK))
    package = run(path)
    assert [name for name, _ in said_by(package)] == [("GUEST", "GUIDE")[who] for who, _ in TALK]
    assert "channels" not in steps(package)


def test_a_script_without_names_gets_them_and_keeps_its_words(spoken: Talk, tmp_path: Path, run: Run) -> None:
    path = write(tmp_path / "talk.wav", spoken.left, spoken.right)
    (tmp_path / "talk.txt").write_text("\n".join(LINES))
    package = run(path)
    assert said_by(package) == [(f"Speaker {who + 1}", words_of(text)) for who, text in TALK]
    assert all(".draft." not in one.path.name for one in package.sidecars)


@pytest.mark.parametrize("named", [True, False], ids=["named", "nameless"])
def test_where_a_machine_adds_names_to_a_persons_words_that_is_told_with_the_engine(
    named: bool, spoken: Talk, tmp_path: Path, run: Run
) -> None:
    path = write(tmp_path / "talk.wav", spoken.left, spoken.right)
    (tmp_path / "talk.txt").write_text("\n".join(f"{('GUEST', 'GUIDE')[who]}: {text}" if named else text for who, text in TALK))
    package = run(path)
    told = [finding.message for finding in package.report.findings if finding.rule == "speech.speakers-added"]
    assert told == ([] if named else ["silero told 2 speakers apart, whom talk.txt does not name."])
    assert ("silero" in {engine.name for engine in provenance(package).engines}) is not named


def test_a_persons_words_get_no_names_by_times_that_are_estimates(spoken: Talk, tmp_path: Path, run: Run) -> None:
    path = write(tmp_path / "talk.wav", spoken.left, spoken.right)
    (tmp_path / "talk.txt").write_text(
        "Wann soll ich kommen?\nDie meisten Leute kommen um zehn, um neun ist es also ruhiger.\n"
        "Gibt es einen Eingang ohne Treppe?\nJa, neben der Treppe ist eine Rampe.", encoding="utf-8")
    package = run(path)
    assert provenance(package).source == "talk.txt"
    assert "Speaker" not in caption_file(package)


class ByTime(NullSpeakers):
    """Tells speakers apart by when they speak, with names of its own."""

    tier = Tier.STANDARD

    def __init__(self, kind: EngineKind) -> None:
        super().__init__(kind)
        self.identity = replace(self.identity, name="by-time", tier=self.tier)

    def turns(self, sound: Sound, voiced: Sequence[Span]) -> tuple[Turn, ...]:
        half = sound.span.middle
        return Turn(Span(0, half), "SPEAKER_17"), Turn(Span(half, sound.span.end), "SPEAKER_03")


class Roughly(ByTime):
    tier = Tier.DRAFT


@pytest.fixture
def engine(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Have `null-speakers` open the engine that the test names."""
    rest = [one for one in registry.factories() if one.name != "null-speakers"]
    monkeypatch.setattr(registry, "factories", lambda: (*rest, NullFactory(EngineKind.SPEAKERS, request.param)))


@pytest.mark.usefixtures("engine")
@pytest.mark.parametrize("engine", [ByTime], indirect=True)
def test_where_the_channels_tell_nothing_an_engine_does_and_the_manifest_names_it(
    spoken: Talk, tmp_path: Path, run: Run
) -> None:
    path = write(tmp_path / "talk.wav", spoken.left + spoken.right)
    (tmp_path / "talk.txt").write_text("\n".join(LINES))
    package = run(path, engines={"speakers": "null-speakers"})
    assert [name for name, _ in said_by(package)] == ["Speaker 1", "Speaker 2"]
    assert "SPEAKER_" not in caption_file(package)
    assert steps(package)["speakers"] == "by-time"
    assert [engine.name for engine in provenance(package).engines][-1] == "by-time"
    assert not provenance(package).draft
    assert "speech.speakers-added" in {finding.rule for finding in package.report.findings}


@pytest.mark.usefixtures("engine")
@pytest.mark.parametrize("engine", [Roughly], indirect=True)
def test_an_engine_for_drafts_names_nobody_in_a_persons_words_which_stay_live(
    spoken: Talk, tmp_path: Path, run: Run
) -> None:
    path = write(tmp_path / "talk.wav", spoken.left + spoken.right)
    (tmp_path / "talk.txt").write_text("\n".join(LINES))
    package = run(path, engines={"speakers": "null-speakers"})
    assert "Speaker" not in caption_file(package)
    assert not provenance(package).draft


@pytest.mark.usefixtures("engine")
@pytest.mark.parametrize("engine", [Roughly], indirect=True)
def test_an_engine_for_drafts_names_speakers_in_a_machines_words_and_says_that_it_did(
    spoken: Talk, tmp_path: Path, run: Run
) -> None:
    package = run(write(tmp_path / "talk.wav", spoken.left + spoken.right), engines={"speakers": "null-speakers"})
    assert [name for name, _ in said_by(package)] == ["Speaker 1", "Speaker 2"]
    assert "speakers told apart by by-time, an engine for drafts" in provenance(package).why_draft
    assert "speech.speakers-added" not in {finding.rule for finding in package.report.findings}


def test_the_channels_go_before_the_engine(spoken: Talk, tmp_path: Path, run: Run) -> None:
    package = run(write(tmp_path / "talk.wav", spoken.left, spoken.right), engines={"speakers": "null-speakers"})
    assert len(said_by(package)) == len(TALK)
    assert "speakers" not in steps(package)


def test_no_cue_holds_the_words_of_two(spoken: Talk, tmp_path: Path, run: Run) -> None:
    package = run(write(tmp_path / "talk.wav", spoken.left, spoken.right))
    assert all("\n".join(cue.lines).count("<v ") <= 1 for cue in raw_cues(caption_file(package)))

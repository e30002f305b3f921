"""Who speaks, the whole way: from the channels or the voices of a recording to its captions and transcript."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from difflib import SequenceMatcher
from functools import partial
from pathlib import Path

import pytest
from made import words_of
from talks import TALK, Talk, talk, write
from workshops import caption_file, processing

from access.engines.null import NullSpeakers
from access.model.findings import Turn
from access.model.media import Sound
from access.model.package import Package, Role
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


class ByTime(NullSpeakers):
    """Tells speakers apart by when they speak, with names of its own."""

    def turns(self, sound: Sound, voiced: Sequence[Span]) -> tuple[Turn, ...]:
        half = sound.span.middle
        return Turn(Span(0, half), "SPEAKER_17"), Turn(Span(half, sound.span.end), "SPEAKER_03")


def test_where_the_channels_tell_nothing_an_engine_does_and_the_manifest_names_it(
    spoken: Talk, tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("access.engines.null.NullSpeakers.turns", ByTime.turns)
    path = write(tmp_path / "talk.wav", spoken.left + spoken.right)
    (tmp_path / "talk.txt").write_text("\n".join(LINES))
    package = run(path, engines={"speakers": "null-speakers"})
    assert [name for name, _ in said_by(package)] == ["Speaker 1", "Speaker 2"]
    assert "SPEAKER_" not in caption_file(package)
    assert steps(package)["speakers"] == "null-speakers"
    provenance = next(one for one in package.sidecars if one.role is Role.CAPTIONS).provenance
    assert [engine.name for engine in provenance.engines][-1] == "null-speakers"
    assert "speakers told apart by null-speakers, an engine for drafts" in provenance.why_draft


def test_the_channels_go_before_the_engine(spoken: Talk, tmp_path: Path, run: Run) -> None:
    package = run(write(tmp_path / "talk.wav", spoken.left, spoken.right), engines={"speakers": "null-speakers"})
    assert len(said_by(package)) == len(TALK)
    assert "speakers" not in steps(package)


def test_no_cue_holds_the_words_of_two(spoken: Talk, tmp_path: Path, run: Run) -> None:
    package = run(write(tmp_path / "talk.wav", spoken.left, spoken.right))
    assert all("\n".join(cue.lines).count("<v ") <= 1 for cue in raw_cues(caption_file(package)))

"""The guards in the whole way of a file: what a recogniser got wrong is not in the captions, and is told in the manifest."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from formats import ffmpeg
from made import Spoken, silence, speak, tone
from scripted import Scripted, ScriptedFactory, honest, piled, spaced
from workshops import caption_text, processing

from access.engines import registry
from access.errors import EngineNotReady
from access.model.findings import Word
from access.model.package import Package, Role
from access.model.time import Span

SENTENCES = (
    "The museum opens at nine in the morning.", "Please leave your bags at the front desk.", "The last tour begins at four.")
Run = Callable[..., Package]


@pytest.fixture
def talk(tmp_path: Path) -> Spoken:
    (tmp_path / "inbox").mkdir()
    return speak(tmp_path / "inbox" / "talk.wav", SENTENCES, pauses=1_500, tail=4_000)


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Run]:
    """Process a file with a scripted recogniser."""
    installed = registry.factories()
    with processing(tmp_path / "state") as process:
        def heard_by(path: Path, engine: Scripted, remote: bool = False, language: str = "en") -> Package:
            monkeypatch.setattr(registry, "factories", lambda: (*installed, ScriptedFactory(engine, remote=remote)))
            return process(path, tmp_path / "out", engines={"speech": "scripted"}, speech={"language": language})

        yield heard_by


def told(package: Package) -> dict[str, dict[str, int] | None]:
    findings = json.loads(package.manifest.read_text("utf-8"))["findings"]
    return {finding["rule"]: finding["span"] for finding in findings if finding["rule"].startswith("speech.")}


def faulty(spoken: Spoken) -> Sequence[Word]:
    """Return a first sentence as it is, a second that loops, no third, a phantom, and words on silence."""
    first, second, third = spoken.speech
    end = third.end
    return [*spaced(SENTENCES[0], first), *piled("at the front " * 15, second.end),
            *spaced("Untertitel der Amara.org-Community", Span(end + 200, end + 1_500)),
            *spaced("all over again", Span(end + 2_500, end + 3_500))]


def test_a_recogniser_with_every_fault_makes_captions_of_what_was_said(talk: Spoken, run: Run) -> None:
    package = run(talk.path, Scripted(faulty(talk), honest(talk)))
    assert caption_text(package) == " ".join(SENTENCES)
    found = told(package)
    assert found.keys() >= {"speech.loop", "speech.phantom", "speech.outside-voice"}
    assert all(span and span["end_ms"] > span["start_ms"] for span in found.values())
    assert any(name.path.name == "talk.en.vtt" for name in package.sidecars)


def test_an_honest_recogniser_is_believed_and_nothing_is_told(talk: Spoken, run: Run) -> None:
    package = run(talk.path, Scripted(honest(talk)))
    assert caption_text(package) == " ".join(SENTENCES)
    assert told(package) == {}


def test_a_second_run_takes_what_the_guards_found_from_the_cache(talk: Spoken, run: Run) -> None:
    first, second = Scripted(faulty(talk), honest(talk)), Scripted(())
    before = told(run(talk.path, first))
    again = run(talk.path, second)
    assert told(again) == before
    assert second.asked == []


def test_a_recogniser_that_fails_when_it_is_asked_again_costs_no_file(talk: Spoken, run: Run) -> None:
    package = run(talk.path, Scripted(faulty(talk), fails_again=EngineNotReady("The server asks for patience.")))
    assert caption_text(package).startswith(SENTENCES[0])
    assert "speech.loop" in told(package)


def test_a_tone_in_which_a_recogniser_hears_words_gets_no_captions(tmp_path: Path, run: Run) -> None:
    music = tone(tmp_path / "tone.wav", 6_000)
    package = run(music, Scripted((), lambda spans: spaced("Thank you so much for watching.", spans[0])))
    assert not any(one.role is Role.CAPTIONS for one in package.sidecars)
    assert "speech.none" in told(package)


def test_a_recording_of_silence_never_reaches_the_recogniser(tmp_path: Path, run: Run) -> None:
    engine = Scripted(spaced("Thank you.", Span(1_000, 2_000)))
    package = run(silence(tmp_path / "quiet.wav", 4_000), engine)
    assert not any(one.role is Role.CAPTIONS for one in package.sidecars)
    assert all(not spans for spans in engine.given)


def test_noise_in_which_nobody_speaks_is_sent_to_no_engine_elsewhere(tmp_path: Path, run: Run) -> None:
    here, elsewhere = Scripted(()), Scripted(())
    run(tone(tmp_path / "tone.wav", 6_000), here)
    assert any(here.given), "an engine on this machine has a second look"
    run(tone(tmp_path / "another.wav", 7_000), elsewhere, remote=True)
    assert not any(elsewhere.given)


@pytest.fixture
def deaf_gate(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the gate hear nothing, as it does in whispers and singing."""
    monkeypatch.setattr("access.engines.speech.silero.Silero.voiced", lambda gate, sound: ())


@pytest.mark.usefixtures("deaf_gate")
def test_lyrics_are_placed_where_a_second_look_finds_the_voice_and_the_machines_words_stay_out(talk: Spoken, run: Run) -> None:
    misheard = [replace(word, text=word.text.replace("museum", "colosseum")) for word in honest(talk)]
    talk.path.with_suffix(".txt").write_text("\n".join(SENTENCES))
    package = run(talk.path, Scripted((), misheard))
    assert caption_text(package) == " ".join(SENTENCES)
    provenance = next(one.provenance for one in package.sidecars if one.role is Role.CAPTIONS)
    assert (provenance.source, provenance.draft) == ("talk.txt", False)
    assert told(package).keys() == {"speech.second-look"}


@pytest.mark.usefixtures("deaf_gate")
def test_lyrics_that_cannot_be_placed_do_not_give_way_to_what_a_machine_hears_in_the_singing(talk: Spoken, run: Run) -> None:
    talk.path.with_suffix(".txt").write_text("Depreciation schedules follow quarterly revenue figures, subsidiaries excluded.")
    package = run(talk.path, Scripted((), honest(talk)))
    assert not any(one.role is Role.CAPTIONS for one in package.sidecars)
    (why,) = (finding.message for finding in package.report.findings if finding.rule.startswith("speech."))
    assert why.endswith("talk.txt could not be placed.")


def test_a_song_is_not_spread_over_a_cough(talk: Spoken, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    cough = talk.speech[0].within(Span(0, talk.speech[0].start + 200))
    monkeypatch.setattr("access.engines.speech.silero.Silero.voiced", lambda gate, sound: (cough,))
    talk.path.with_suffix(".txt").write_text("Das Museum öffnet um neun Uhr und schließt am Abend wieder.", encoding="utf-8")
    package = run(talk.path, Scripted(spaced("hem", cough)), remote=True, language="de")
    assert not any(one.role is Role.CAPTIONS for one in package.sidecars)
    assert "speech.none" in told(package)


@pytest.mark.usefixtures("deaf_gate")
def test_without_lyrics_what_a_second_look_finds_is_captioned(talk: Spoken, run: Run) -> None:
    assert "museum" in caption_text(run(talk.path, Scripted((), honest(talk))))


def test_a_recording_whose_header_lies_is_told(tmp_path: Path, run: Run) -> None:
    spoken = speak(tmp_path / "talk.wav", SENTENCES)
    path = tmp_path / "lies.flac"
    ffmpeg("-i", str(spoken.path), "-c:a", "flac", str(path))
    header = bytearray(path.read_bytes())
    header[22:26] = (int.from_bytes(header[22:26], "big") * 2).to_bytes(4, "big")  # STREAMINFO: how many samples there are
    path.write_bytes(header)
    package = run(path, Scripted(honest(spoken)))
    assert caption_text(package) == " ".join(SENTENCES)
    assert "speech.drift" in told(package)

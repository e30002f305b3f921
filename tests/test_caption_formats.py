"""The way of a recording into every caption format, and back: what people lay beside it or edit wins in each of them."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from io import StringIO
from pathlib import Path

import pysubs2
import pytest
import webvtt
from made import speak
from workshops import processing

from access.config import load
from access.errors import MediaRefused, SettingsError
from access.model.package import Package
from access.model.script import Cue
from access.model.time import Span
from access.pack import imsc, scc, vtt

SENTENCES = ("The museum opens at nine in the morning.", "Please leave your bags at the front desk.")
SCRIPT = "ZOË: The museum opens at nine – in the morning.\n\nBEN: Please leave your bags at the front desk.\n"
ALL = ["vtt", "srt", "imsc", "scc"]
Run = Callable[..., Package]


@pytest.fixture
def inbox(tmp_path: Path) -> Path:
    folder = tmp_path / "inbox"
    folder.mkdir()
    speak(folder / "talk.wav", SENTENCES)
    return folder


@pytest.fixture
def run(state: Path, inbox: Path) -> Iterator[Run]:
    """Process `talk.wav`, with settings as sections of keys."""
    with processing(state) as process:
        yield lambda **sections: process(
            inbox / "talk.wav", inbox.parent / "out", **{"captions": {"formats": ALL}, **sections})


def captions(package: Package) -> dict[str, str]:
    """Return the text of each caption file by its name."""
    return {one.path.name: one.path.read_text("utf-8") for one in package.sidecars if one.role.value == "captions"}


def words(lines: list[str]) -> list[str]:
    return " ".join(lines).split()


def test_one_recording_says_the_same_in_all_four_formats(inbox: Path, run: Run) -> None:
    (inbox / "talk.txt").write_text(SCRIPT, encoding="utf-8")
    package = run()
    made = captions(package)
    assert set(made) == {"talk.en.vtt", "talk.en.srt", "talk.en.ttml", "talk.en.scc"}
    meant = SCRIPT.split()
    in_vtt = webvtt.from_buffer(StringIO(made["talk.en.vtt"])).captions
    assert words([one.text for one in in_vtt]) == meant
    in_srt = pysubs2.SSAFile.from_string(made["talk.en.srt"], format_="srt")
    assert words([one.text.replace("\\N", " ") for one in in_srt]) == meant
    in_ttml = pysubs2.SSAFile.from_string(made["talk.en.ttml"], format_="ttml")
    assert words([one.text.replace("\\N", " ") for one in in_ttml]) == meant
    assert [(one.start, one.end) for one in in_srt] == [(one.start, one.end) for one in in_ttml]
    in_scc = list(scc.raw_cues(made["talk.en.scc"]))
    assert words([line for _, lines, _ in in_scc for line in lines]) == [word.replace("–", "-") for word in meant]
    assert all(len(line) <= 32 for _, lines, _ in in_scc for line in lines)
    assert '<ttm:name type="full">ZOË</ttm:name>' in made["talk.en.ttml"]
    assert "Written by a person (talk.txt)." in made["talk.en.ttml"]
    told = {one.rule for one in package.report.findings if "scc" in one.rule}
    assert told == {"captions.scc-characters", "captions.scc-timing"}
    listed = json.loads(package.manifest.read_text("utf-8"))["sidecars"]
    assert {one["file"] for one in listed} >= set(made)


def test_the_page_plays_the_vtt_and_offers_the_others(inbox: Path, run: Run) -> None:
    (inbox / "talk.txt").write_text(SCRIPT, encoding="utf-8")
    page = (run().manifest.parent / "talk.wav.html").read_text("utf-8")
    assert '<a href="talk.en.ttml">talk.en.ttml</a>: captions, language en.' in page
    assert '<a href="talk.en.scc">talk.en.scc</a>: captions, language en.' in page


def test_drafts_are_held_in_every_format_and_only_srt_is_named_for_players(run: Run) -> None:
    package = run(names={"style": "jellyfin"})
    assert set(captions(package)) == {"talk.en.draft.vtt", "talk.en.sdh.draft.srt", "talk.en.draft.ttml", "talk.en.draft.scc"}


def test_a_format_that_is_no_longer_wanted_is_taken_away(inbox: Path, run: Run) -> None:
    folder = run().manifest.parent
    assert len(list(folder.glob("talk.en.draft.*"))) == 4
    run(captions={"formats": ["vtt"]})
    assert [path.name for path in folder.glob("talk.en.draft.*")] == ["talk.en.draft.vtt"]


def edited_ttml(text: str) -> str:
    return text.replace("museum", "gallery")


def edited_scc(text: str) -> str:
    cues = [Cue(span, tuple(line.replace("museum", "gallery") for line in lines)) for span, lines, _ in scc.raw_cues(text)]
    return scc.captions_scc(scc.fitted(cues).cues)


@pytest.mark.parametrize(("name", "edit"), [("talk.en.ttml", edited_ttml), ("talk.en.scc", edited_scc)])
def test_a_person_s_edit_wins_in_every_format(name: str, edit: Callable[[str], str], inbox: Path, run: Run) -> None:
    (inbox / "talk.txt").write_text(SCRIPT, encoding="utf-8")
    file = run().manifest.parent / name
    edited = edit(file.read_text("utf-8"))
    file.write_text(edited, encoding="utf-8")
    made = captions(run())
    assert made[name] == edited
    assert set(made) == {"talk.en.vtt", "talk.en.srt", "talk.en.ttml", "talk.en.scc"}
    said = [line.text for line in vtt.parse(made["talk.en.vtt"])]
    assert "The gallery opens" in " ".join(said)
    assert captions(run()) == made


def test_an_edited_cue_whose_time_cannot_be_read_is_told(inbox: Path, run: Run) -> None:
    speak(inbox / "talk.wav", SENTENCES, pauses=4_000)
    file = run().manifest.parent / "talk.en.draft.ttml"
    file.write_text(file.read_text("utf-8").replace('begin="00:00:00.', 'begin="soon ', 1), encoding="utf-8")
    package = run()
    assert [one.measure for one in package.report.findings if one.rule == "speech.unreadable-cues"] == [1]


def test_captions_beside_the_file_are_taken_in_every_format(inbox: Path, run: Run) -> None:
    cues = [(Span(500, 3000), SENTENCES[0]), (Span(3500, 7000), SENTENCES[1])]
    body = "".join(f'<p begin="{span.start}ms" end="{span.end}ms">{text}</p>' for span, text in cues)
    (inbox / "talk.en.dfxp").write_text(f'<tt xmlns="http://www.w3.org/2006/10/ttaf1"><body><div>{body}</div></body></tt>')
    made = captions(run())
    assert set(made) == {"talk.en.vtt", "talk.en.srt", "talk.en.ttml", "talk.en.scc"}
    assert words([line.text for line in imsc.parse(made["talk.en.ttml"])]) == words(list(SENTENCES))
    (inbox / "talk.en.dfxp").unlink()
    (inbox / "talk.scc").write_text(made["talk.en.scc"])
    assert words([line.text for line in vtt.parse(captions(run())["talk.en.vtt"])]) == words(list(SENTENCES))


def test_captions_that_cannot_be_read_stop_the_file_that_they_belong_to(inbox: Path, run: Run) -> None:
    (inbox / "talk.ttml").write_text("<html>no captions</html>")
    with pytest.raises(MediaRefused, match=r"talk\.ttml: This is no TTML"):
        run()


def test_what_scc_cannot_write_is_told_and_the_others_are_written(inbox: Path, run: Run) -> None:
    (inbox / "talk.ru.vtt").write_text("WEBVTT\n\n00:01.000 --> 00:03.000\nМузей открывается в девять.\n", encoding="utf-8")
    package = run(speech={"language": "ru"})
    assert not [name for name in captions(package) if name.endswith(".scc")]
    assert [name for name in captions(package) if name.endswith(".ttml")]
    assert "captions.scc-letters" in {one.rule for one in package.report.findings}


def test_vtt_is_always_among_the_formats_and_no_unknown_one() -> None:
    for formats in (["srt"], [], ["vtt", "docx"]):
        with pytest.raises(SettingsError, match=r"captions|formats"):
            load(overrides={"captions": {"formats": formats}})
    assert load(overrides={"captions": {"formats": ["vtt", "scc", "vtt"]}}).captions.formats == ("vtt", "scc")

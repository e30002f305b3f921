"""Nothing is done twice, and what people wrote or changed wins, along the whole way of a file."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from made import Spoken, slide, speak
from PIL import Image
from workshops import LIVE, SENTENCES, Run, asset_of, caption_text, hits, names, rules

from access.config import load
from access.errors import MediaChanged, MediaRefused
from access.model.package import Role, Standing
from access.pipeline import Workshop


def test_a_second_run_does_nothing_again(inbox: Path, run: Run) -> None:
    speak(inbox / "again.wav", ["Nobody has said this before."])
    first = run(inbox / "again.wav")
    second = run(inbox / "again.wav")
    assert not all(hits(first).values())
    assert all(hits(second).values())
    assert {one.path.name: one.sha256 for one in first.sidecars} == {one.path.name: one.sha256 for one in second.sidecars}


def test_a_changed_caption_profile_makes_captions_again_and_hears_nothing_again(inbox: Path, run: Run) -> None:
    speak(inbox / "talk.wav", [*SENTENCES, "The train to the city leaves from platform two."], pauses=150)
    run(inbox / "talk.wav")
    package = run(inbox / "talk.wav", captions={"profile": "dcmp"})
    assert hits(package)["recognise"]
    assert not hits(package)["cues"]


def test_captions_that_a_person_edited_stay_and_everything_follows_from_them(inbox: Path, run: Run) -> None:
    speak(inbox / "talk.wav", SENTENCES)
    folder = run(inbox / "talk.wav").manifest.parent
    edited = folder / "talk.en.draft.vtt"
    edited.write_text(edited.read_text("utf-8").replace("museum", "Museum of Wool"), encoding="utf-8")
    mine = edited.read_bytes()
    package = run(inbox / "talk.wav")
    assert edited.read_bytes() == mine
    assert "Museum of Wool" in (folder / "talk.en.draft.srt").read_text("utf-8")
    assert "Museum of Wool" in (folder / "talk.en.transcript.draft.txt").read_text("utf-8")
    assert "recognise" not in hits(package)
    again = run(inbox / "talk.wav")
    assert edited.read_bytes() == mine
    assert names(again) == names(package)


def test_captions_that_a_person_edited_keep_their_lines_and_marks_wherever_they_go(inbox: Path, run: Run) -> None:
    speak(inbox / "talk.wav", SENTENCES)
    folder = run(inbox / "talk.wav").manifest.parent
    cues = (
        "- Where is it?\n- There, I think.", "ANNA: Where is it?\nBOB: There.", "♪ We are the champions ♪", "[crowd\ncheers]")
    (folder / "talk.en.draft.vtt").write_text("WEBVTT\n\n" + "\n\n".join(
        f"00:0{2 * number}.100 --> 00:0{2 * number + 2}.000\n{text}" for number, text in enumerate(cues)), encoding="utf-8")
    package = run(inbox / "talk.wav")
    srt = (folder / "talk.en.draft.srt").read_text("utf-8")
    assert [block.partition("\n")[2].partition("\n")[2].strip() for block in srt.strip().split("\n\n")] == list(cues)
    assert "captions.speakers-on-one-line" not in rules(package)
    transcript = (folder / "talk.en.transcript.draft.txt").read_text("utf-8")
    assert "ANNA: Where is it?" in transcript
    assert "BOB: There." in transcript
    assert "♪ We are the champions ♪" in transcript


def test_a_change_of_line_ends_is_no_edit(inbox: Path, run: Run) -> None:
    speak(inbox / "talk.wav", SENTENCES)
    folder = run(inbox / "talk.wav").manifest.parent
    file = folder / "talk.en.draft.vtt"
    file.write_bytes(file.read_bytes().replace(b"\n", b"\r\n"))
    package = run(inbox / "talk.wav")
    assert all(one.provenance.origin != "person" for one in package.sidecars)


def test_a_draft_renamed_to_its_live_name_is_approved(inbox: Path, run: Run) -> None:
    speak(inbox / "talk.wav", SENTENCES)
    folder = run(inbox / "talk.wav").manifest.parent
    (folder / "talk.en.draft.vtt").rename(folder / "talk.en.vtt")
    package = run(inbox / "talk.wav")
    assert names(package) == LIVE
    assert not (folder / "talk.en.draft.srt").exists()


def test_an_edited_alt_text_is_kept_and_goes_into_the_metadata_once_it_is_approved(inbox: Path, run: Run) -> None:
    folder = run(slide(inbox / "sign.png", ["Entrance"])).manifest.parent
    draft = folder / "sign.png.en.alt.draft.txt"
    draft.write_text("A blue sign at the museum door.\n")
    package = run(inbox / "sign.png")
    assert draft.read_text() == "A blue sign at the museum door.\n"
    assert not (folder / "sign.png.xmp").exists()
    assert package.report.criteria[0].standing is Standing.NEEDS_A_PERSON
    draft.rename(folder / "sign.png.en.alt.txt")
    package = run(inbox / "sign.png")
    assert names(package) == {"sign.png.en.alt.txt", "sign.png.xmp", "sign.png.html"}
    assert "A blue sign at the museum door." in (folder / "sign.png.xmp").read_text("utf-8")
    assert package.report.criteria[0].standing is Standing.NO_FAILURE_FOUND


def test_edited_captions_that_cannot_be_read_harm_nothing_that_was_made(inbox: Path, run: Run) -> None:
    speak(inbox / "talk.wav", SENTENCES)
    folder = run(inbox / "talk.wav").manifest.parent
    before = (folder / "talk.en.draft.srt").read_bytes()
    (folder / "talk.en.draft.vtt").write_text("WEBVTT\n\n00:01 -> 00:02\nMistyped.\n")
    with pytest.raises(MediaRefused, match="holds no caption that can be read"):
        run(inbox / "talk.wav")
    assert (folder / "talk.en.draft.srt").read_bytes() == before


def test_one_mistyped_time_in_edited_captions_is_told(inbox: Path, run: Run) -> None:
    speak(inbox / "talk.wav", SENTENCES)
    file = run(inbox / "talk.wav").manifest.parent / "talk.en.draft.vtt"
    file.write_text(file.read_text("utf-8") + "\n00:00:oops --> 00:00:09.000\nMistyped.\n", encoding="utf-8")
    assert "speech.unreadable-cues" in rules(run(inbox / "talk.wav"))


def test_a_damaged_arrow_in_edited_captions_is_told(inbox: Path, run: Run) -> None:
    speak(inbox / "talk.wav", SENTENCES, pauses=4_000)
    file = run(inbox / "talk.wav").manifest.parent / "talk.en.draft.vtt"
    head, arrow, rest = file.read_text("utf-8").rpartition(" --> ")
    file.write_text(head + arrow.replace("-->", "->") + rest, encoding="utf-8")
    assert "speech.unreadable-cues" in rules(run(inbox / "talk.wav"))


def test_an_empty_companion_is_told(inbox: Path, run: Run) -> None:
    speak(inbox / "talk.wav", SENTENCES)
    (inbox / "talk.vtt").write_bytes(b"")
    assert "speech.empty-companion" in rules(run(inbox / "talk.wav"))


def test_captions_in_another_language_than_the_sound_are_told_and_not_taken_for_it(inbox: Path, run: Run) -> None:
    speak(inbox / "talk.wav", SENTENCES)
    (inbox / "talk.de.vtt").write_text("WEBVTT\n\n00:00.500 --> 00:03.000\nDas Museum öffnet um neun.\n", encoding="utf-8")
    (inbox / "talk.en.vtt").write_text(f"WEBVTT\n\n00:00.500 --> 00:03.000\n{SENTENCES[0]}\n")
    package = run(inbox / "talk.wav", speech={"language": "en"})
    assert caption_text(package) == SENTENCES[0]
    assert "speech.other-language" in rules(package)
    assert caption_text(run(inbox / "talk.wav")) == SENTENCES[0]


def test_a_file_that_changes_while_it_is_worked_on_is_not_kept(inbox: Path, state: Path, tmp_path: Path) -> None:
    speak(inbox / "talk.wav", ["This is what it said at first."])
    asset = asset_of(inbox / "talk.wav", tmp_path / "inbox")
    speak(inbox / "talk.wav", ["Something else altogether was copied over it."])
    with pytest.raises(MediaChanged):
        Workshop(load(), state).process(asset, tmp_path / "out")


def test_a_language_out_of_a_file_never_leads_out_of_the_folder(inbox: Path, run: Run, tmp_path: Path) -> None:
    evil = b'<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">' \
        b'<rdf:Description rdf:about="" xmlns:i="http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/"><i:AltTextAccessibility>' \
        b'<rdf:Alt><rdf:li xml:lang="en/../../../evil">A red door.</rdf:li></rdf:Alt></i:AltTextAccessibility>' \
        b"</rdf:Description></rdf:RDF></x:xmpmeta>"
    Image.new("RGB", (64, 64), "red").save(inbox / "door.jpg", xmp=evil)
    package = run(inbox / "door.jpg")
    assert "door.jpg.en.alt.txt" in names(package)
    assert not list(tmp_path.rglob("evil*"))


def test_descriptions_that_a_person_edited_are_spoken_where_they_put_them(
    lecture: tuple[Path, Spoken], inbox: Path, run: Run
) -> None:
    shutil.copy(lecture[0], inbox / "lecture.mp4")
    folder = run(inbox / "lecture.mp4").manifest.parent
    edited = folder / "lecture.en.descriptions.draft.vtt"
    edited.write_text("WEBVTT\n\n00:00:00.300 --> 00:00:01.000\nWhite letters on dark blue: The Old River.\n\n"
                      "00:00:04.500 --> 00:00:04.600\nA long sentence that nobody has ever said in a tenth of a second.\n")
    mine = edited.read_bytes()
    package = run(inbox / "lecture.mp4")
    assert edited.read_bytes() == mine
    assert not hits(package)["mix"]
    transcript = next(one.path for one in package.sidecars if one.role is Role.TRANSCRIPT and one.path.suffix == ".txt")
    written = transcript.read_text("utf-8")
    assert "[Description: White letters on dark blue: The Old River.]" in written
    assert "[Description, not spoken: A long sentence" in written
    descriptions = json.loads(package.manifest.read_text("utf-8"))["descriptions"]
    assert [(one["span"]["start_ms"], one["decisions"][-1]["text"]) for one in descriptions["spoken"]] == [
        (300, "White letters on dark blue: The Old River.")]
    assert [one["about"] for one in descriptions["omitted"]] == [{"start_ms": 4500, "end_ms": 4600}]


def test_originals_are_never_touched(lecture: tuple[Path, Spoken], inbox: Path, run: Run) -> None:
    shutil.copy(lecture[0], inbox / "lecture.mp4")
    before = {path: (path.read_bytes(), path.stat().st_mtime_ns) for path in inbox.iterdir()}
    run(inbox / "lecture.mp4")
    assert {path: (path.read_bytes(), path.stat().st_mtime_ns) for path in inbox.iterdir()} == before


def test_drafts_take_live_names_when_the_settings_publish_them(inbox: Path, run: Run) -> None:
    speak(inbox / "talk.wav", SENTENCES)
    package = run(inbox / "talk.wav", release={"drafts": "publish"})
    assert "talk.en.vtt" in names(package)
    assert next(one for one in package.sidecars if one.role is Role.CAPTIONS).provenance.draft

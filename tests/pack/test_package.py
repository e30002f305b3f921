"""The package of a film: every sidecar that was made or asked for, under the name that its texts have earned."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from pack_facts import CUES, DRAFT, EXTENSION, LOOKER, PERSON, PLAN, REPORT, VOICE, asset, script

from access.config import CaptionOptions, DescribeOptions, NameOptions, PageOptions, ReleaseOptions
from access.model.findings import Probe, TextOrigin
from access.model.package import Ducking, Narrated, Package, Role
from access.model.script import Cue, Provenance, ReviewState
from access.model.time import Span
from access.pack.dapt import parse as parse_dapt
from access.pack.edits import How, edited
from access.pack.manifest import read
from access.pack.names import Names, names_for
from access.pack.package import Contents, put
from access.pack.vtt import raw_cues
from access.people import edited_captions, edited_descriptions

LIVE = Provenance(TextOrigin.MACHINE, ReviewState.PROPOSED)
SCHEMA = jsonschema.Draft202012Validator(
    json.loads((Path(__file__).parents[2] / "docs" / "manifest.schema.json").read_text("utf-8")))
LATER = tuple(replace(cue, span=cue.span.shifted(2000)) for cue in CUES)
ON_REQUEST = {
    "lecture.en.dapt.ttml": Role.DESCRIPTIONS, "lecture.en.described.m4a": Role.DESCRIBED_AUDIO,
    "lecture.en.narration.m4a": Role.NARRATION, "lecture.en.described.mp4": Role.DESCRIBED_VIDEO,
    "lecture.en.extended.mp4": Role.EXTENDED_VIDEO, "lecture.en.extended.vtt": Role.EXTENDED_CAPTIONS,
    "lecture.en.extended.descriptions.vtt": Role.EXTENDED_DESCRIPTIONS,
}


def made_elsewhere(folder: Path) -> Narrated:
    (folder / "made").mkdir(exist_ok=True)
    paths = [folder / "made" / name for name in ("described.m4a", "narration.m4a", "described.mp4", "extended.mp4")]
    for path in paths:
        path.write_bytes(path.name.encode())
    told = (*PLAN.descriptions, *(hold.told for hold in EXTENSION.holds))
    described, narration, film, extended = paths
    return Narrated(described, narration, film, extended, LATER, told, Ducking(0.39, 300, (Span(5000, 6300),)))


def names_in(folder: Path) -> Names:
    return names_for(asset(folder, "lecture.mp4"), folder / "out", folder / "claims", NameOptions())


def packed(folder: Path, **changes: Any) -> Package:
    names = names_in(folder)
    previous = read(names.manifest())
    contents = Contents(
        asset(folder, "lecture.mp4"), Probe("mov", 8000),
        script(captions=LIVE, described=LIVE, plan=replace(PLAN, extension=EXTENSION), voice=VOICE, looker=LOOKER), REPORT, (),
        names, previous, edited(previous, names.folder), None, made_elsewhere(folder), {}, CaptionOptions(),
        DescribeOptions(outputs=("audio", "narration", "video", "dapt")), PageOptions(), ReleaseOptions())
    return put(replace(contents, **changes))


def roles(package: Package) -> dict[str, Role]:
    return {one.path.name: one.role for one in package.sidecars}


def manifest(package: Package) -> Any:
    document = json.loads(package.manifest.read_text("utf-8"))
    SCHEMA.validate(document)
    return document


def test_all_that_was_made_lies_there_under_its_role(tmp_path: Path) -> None:
    package = packed(tmp_path)
    assert ON_REQUEST.items() <= roles(package).items()
    for name, data in (("described.m4a", b"described.m4a"), ("narration.m4a", b"narration.m4a"),
                       ("described.mp4", b"described.mp4"), ("extended.mp4", b"extended.mp4")):
        assert (tmp_path / "out" / f"lecture.en.{name}").read_bytes() == data
    told = manifest(package)["descriptions"]
    assert (told["extended"]["made"], told["voice"]["engine"]["name"]) == (True, "espeak")


def test_what_was_not_made_or_asked_for_is_not_there(tmp_path: Path) -> None:
    package = packed(tmp_path, narrated=Narrated(), describe=DescribeOptions())
    assert not ON_REQUEST.keys() & roles(package).keys()
    assert roles(package)["lecture.en.descriptions.vtt"] is Role.DESCRIPTIONS
    assert manifest(package)["descriptions"]["extended"]["made"] is False


def test_what_is_no_longer_asked_for_goes(tmp_path: Path) -> None:
    packed(tmp_path)
    packed(tmp_path, narrated=Narrated(), describe=DescribeOptions())
    assert not ON_REQUEST.keys() & {path.name for path in (tmp_path / "out").iterdir()}


def test_drafts_are_called_so_all_of_them(tmp_path: Path) -> None:
    made = script(plan=replace(PLAN, extension=EXTENSION))
    names = roles(packed(tmp_path, script=made)).keys()
    assert {name.replace(".ttml", ".draft.ttml").replace(".m4a", ".draft.m4a").replace(".mp4", ".draft.mp4").replace(
        ".vtt", ".draft.vtt") for name in ON_REQUEST} <= names
    assert not ON_REQUEST.keys() & names
    published = roles(packed(tmp_path, script=made, release=ReleaseOptions(drafts="publish"))).keys()
    assert ON_REQUEST.keys() <= published


def test_captions_of_a_draft_film_stand_under_a_name_that_goes_with_it(tmp_path: Path) -> None:
    made = script(captions=PERSON, described=DRAFT, plan=replace(PLAN, extension=EXTENSION))
    names = roles(packed(tmp_path, script=made)).keys()
    assert {"lecture.en.vtt", "lecture.en.extended.draft.mp4", "lecture.en.extended.draft.vtt"} <= names


def test_the_script_for_other_tools_names_the_sound_that_was_made(tmp_path: Path) -> None:
    packed(tmp_path)
    text = (tmp_path / "out" / "lecture.en.dapt.ttml").read_text("utf-8")
    assert 'scriptType="asRecorded"' in text
    assert 'src="lecture.en.narration.m4a"' in text
    assert 'tta:gain="1;0.39"' in text
    packed(tmp_path, narrated=Narrated())
    assert 'scriptType="preRecording"' in (tmp_path / "out" / "lecture.en.dapt.ttml").read_text("utf-8")


def test_the_longer_film_has_its_own_times(tmp_path: Path) -> None:
    packed(tmp_path)
    captions = raw_cues((tmp_path / "out" / "lecture.en.extended.vtt").read_text("utf-8"))
    assert [cue.span for cue in captions] == [cue.span for cue in LATER]
    told = raw_cues((tmp_path / "out" / "lecture.en.extended.descriptions.vtt").read_text("utf-8"))
    assert [cue.span.start for cue in told] == [5200, 6700]


def test_a_film_that_holds_still_for_all_that_is_told_has_a_longer_film_and_no_track_for_itself(tmp_path: Path) -> None:
    made = script(captions=LIVE, described=LIVE, plan=replace(PLAN, descriptions=(), extension=EXTENSION))
    names = roles(packed(tmp_path, script=made, narrated=replace(made_elsewhere(tmp_path), described=None))).keys()
    assert {"lecture.en.extended.mp4", "lecture.en.extended.vtt", "lecture.en.extended.descriptions.vtt"} <= names
    assert "lecture.en.descriptions.vtt" not in names


def test_an_edit_of_the_longer_film_s_captions_is_kept_and_is_no_edit_of_the_film_s(tmp_path: Path) -> None:
    packed(tmp_path)
    place = tmp_path / "out" / "lecture.en.extended.vtt"
    place.write_text("WEBVTT\n\n00:00:01.000 --> 00:00:02.000\nMine.\n", "utf-8")
    names = names_in(tmp_path)
    (found,) = edited(read(names.manifest()), names.folder)
    assert (found.how, found.role) == (How.CHANGED, Role.EXTENDED_CAPTIONS)
    assert edited_captions((found,)) is None
    packed(tmp_path)
    assert "Mine." in place.read_text("utf-8")


def test_a_script_that_a_person_edited_is_kept_and_is_what_is_told(tmp_path: Path) -> None:
    packed(tmp_path)
    place = tmp_path / "out" / "lecture.en.dapt.ttml"
    place.write_text(place.read_text("utf-8").replace("Opening hours.", "Open every day."), "utf-8")
    names = names_in(tmp_path)
    found = edited(read(names.manifest()), names.folder)
    theirs = edited_descriptions(found)
    assert theirs is not None
    assert [wish.texts for wish in theirs.wishes] == [("Text on screen: Open every day.",)]
    assert theirs.spans == (Span(5200, 6000),)
    packed(tmp_path)
    assert parse_dapt(place.read_text("utf-8"))[0].text == "Text on screen: Open every day."


@pytest.mark.parametrize("tool", [lambda text: text.replace("\n", "\r\n"), lambda text: text.replace('" />', '"/>')])
def test_a_tool_that_writes_a_script_anew_is_no_person(tmp_path: Path, tool: Any) -> None:
    packed(tmp_path)
    place = tmp_path / "out" / "lecture.en.dapt.ttml"
    place.write_text(tool(place.read_text("utf-8")), "utf-8", newline="")
    names = names_in(tmp_path)
    assert edited(read(names.manifest()), names.folder) == ()


def test_captions_that_say_nothing_make_no_file(tmp_path: Path) -> None:
    blank = replace(made_elsewhere(tmp_path), extended_cues=(Cue(Span(0, 1), (" ",)),))
    assert "lecture.en.extended.vtt" not in roles(packed(tmp_path, narrated=blank))

"""The manifest: complete, strict, the same for the same facts, and never believed too much."""

from __future__ import annotations

import json
import os
from dataclasses import replace
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from pack_facts import DRAFT, PERSON, PLAN, asset, facts, sidecar, told_picture

from access.config import Settings
from access.model.media import MediaKind
from access.model.package import Role
from access.model.pictures import KindGuess, Nature, PeoplePolicy, Pictured, PictureKind, Suggested, TextBlock, Use
from access.model.script import Course, Decision, DescriptionPlan, Listened, Matter, Omission, ReviewState, Verdict
from access.model.time import Span
from access.pack.described import MOST_OMITTED, DescribedFacts
from access.pack.manifest import ManifestFacts, manifest, read
from access.pack.pictured import MOST_BLOCKS, PicturedFacts

SCHEMA = json.loads((Path(__file__).parents[2] / "docs" / "manifest.schema.json").read_text("utf-8"))
CHECKER = jsonschema.Draft202012Validator(SCHEMA)


def filled(folder: Path) -> tuple[ManifestFacts, Path]:
    """Return facts with two sidecars that lie in `folder`/out/talks, and the manifest's place."""
    out = folder / "out" / "talks"
    out.mkdir(parents=True)
    (out / "lecture.en.vtt").write_text("WEBVTT\n\n00:01.000 --> 00:02.000\nHello\n", "utf-8")
    (out / "lecture.en.descriptions.draft.vtt").write_text("WEBVTT\n\n00:01.000 --> 00:02.000\nA door\n", "utf-8")
    sidecars = (
        sidecar(out / "lecture.en.vtt", Role.CAPTIONS, provenance=PERSON),
        sidecar(out / "lecture.en.descriptions.draft.vtt", Role.DESCRIPTIONS, provenance=DRAFT),
    )
    return replace(facts(folder), sidecars=sidecars), out / "lecture.mp4.access.json"


def test_the_schema_is_a_schema_and_leaves_nothing_open() -> None:
    jsonschema.Draft202012Validator.check_schema(SCHEMA)

    def objects(node: Any) -> list[dict[str, Any]]:
        inner = node.values() if isinstance(node, dict) else node if isinstance(node, list) else ()
        own = [node] if isinstance(node, dict) and node.get("type") == "object" else []
        return own + [one for part in inner for one in objects(part)]

    assert len(objects(SCHEMA)) > 15
    for one in objects(SCHEMA):
        assert "additionalProperties" in one
        assert one.get("required", []) == list(one.get("properties", {}))


def test_a_full_manifest_keeps_the_schema(tmp_path: Path) -> None:
    CHECKER.validate(json.loads(manifest(*filled(tmp_path))))


def test_the_real_settings_keep_the_schema(tmp_path: Path) -> None:
    full, path = filled(tmp_path)
    CHECKER.validate(json.loads(manifest(replace(full, settings=Settings().model_dump(mode="json")), path)))


def test_a_picture_s_manifest_keeps_the_schema(tmp_path: Path) -> None:
    made = facts(tmp_path)
    bare = replace(made, asset=asset(tmp_path, "photo.jpg", MediaKind.IMAGE), described=None, language="", history=(), steps=(),
                   listened=None, probe=replace(made.probe, video=None, audio=()))
    CHECKER.validate(json.loads(manifest(bare, tmp_path / "photo.jpg.access.json")))


def told(folder: Path, **changes: Any) -> tuple[ManifestFacts, Path]:
    """Return the facts of a chart in three languages."""
    script = told_picture()
    picture = replace(
        PicturedFacts(script.alts, script.picture, PeoplePolicy.CONTEXT_ONLY, "web", True), **changes)
    made = replace(facts(folder, "chart.png"), described=None, listened=None, picture=picture)
    return made, folder / "chart.png.access.json"


def test_a_picture_s_texts_stand_in_it_in_every_language_with_how_sure_they_are(tmp_path: Path) -> None:
    document = json.loads(manifest(*told(tmp_path)))
    CHECKER.validate(document)
    picture = document["picture"]
    assert [(one["language"], one["draft"], one["origin"], one["confidence"]) for one in picture["texts"]] == [
        ("en", False, "person", None), ("de", True, "machine", 0.61), ("ar", False, "machine", 0.812)]
    assert {one["calibration"] for one in picture["texts"]} == {"unknown"}
    assert picture["texts"][1]["doubts"] == ["it names a number that OCR did not read"]
    assert picture["kind"] == {"kind": "chart", "confidence": 0.825, "calibration": "unknown"}
    assert picture["suggested"] == {"use": "informative", "why": "It holds text."}
    assert (picture["policy"], picture["profile"], picture["signed"]) == ("context-only", "web", True)
    assert picture["blocks"][0] == {"nature": "table", "lines": ["2023 | 1,200", "2024 | 1,340"], "page": 0, "score": 0.971,
                                    "height": 0.0}


@pytest.mark.parametrize("changes", [{}, {"pictured": None}, {"alts": ()}, {"signed": False}])
def test_what_is_told_of_a_picture_is_read_back(tmp_path: Path, changes: dict[str, Any]) -> None:
    made, path = told(tmp_path, **changes)
    path.write_text(manifest(made, path), "utf-8")
    CHECKER.validate(json.loads(path.read_text("utf-8")))
    previous = read(path)
    assert previous is not None
    assert made.picture is not None
    assert previous.picture is not None
    # Engines stand at the sidecars; three places after the point are enough.
    kept = [
        replace(alt, provenance=replace(by, engines=(), confidence=None if by.confidence is None else round(by.confidence, 3)))
        for alt in made.picture.alts for by in (alt.provenance,)]
    assert previous.picture.alts == tuple(kept)
    assert (previous.picture.policy, previous.picture.profile, previous.picture.signed) == (
        made.picture.policy, made.picture.profile, made.picture.signed)
    was, now = made.picture.pictured, previous.picture.pictured
    assert (was is None) is (now is None)
    if was and now and was.kind and now.kind:
        assert (now.kind.kind, now.suggested, [one.lines for one in now.blocks]) == (
            was.kind.kind, was.suggested, [one.lines for one in was.blocks])


def test_what_is_no_picture_tells_of_none(tmp_path: Path) -> None:
    full, path = filled(tmp_path)
    path.write_text(manifest(full, path), "utf-8")
    assert json.loads(path.read_text("utf-8"))["picture"] is None
    previous = read(path)
    assert previous is not None
    assert previous.picture is None
    assert not any(known.first_language_only for known in previous.sidecars)


@pytest.mark.parametrize("known", [
    *(Pictured(KindGuess(kind, 0.5), Suggested(Use.INFORMATIVE, "x")) for kind in PictureKind),
    *(Pictured(None, Suggested(use, "x"), (TextBlock(nature, ("x",)),)) for use in Use for nature in Nature)])
def test_every_kind_use_and_nature_keeps_the_schema(tmp_path: Path, known: Pictured) -> None:
    for policy in PeoplePolicy:
        CHECKER.validate(json.loads(manifest(*told(tmp_path, pictured=known, policy=policy))))


def test_more_text_than_anybody_reads_is_counted(tmp_path: Path) -> None:
    block = TextBlock(Nature.PROSE, ("Line",))
    known = told_picture().picture
    assert known is not None
    document = json.loads(manifest(*told(tmp_path, pictured=replace(known, blocks=(block,) * (MOST_BLOCKS + 7)))))
    CHECKER.validate(document)
    assert (len(document["picture"]["blocks"]), document["picture"]["blocks_not_listed"]) == (MOST_BLOCKS, 7)


@pytest.mark.parametrize("breakage", [
    lambda picture: picture["texts"][0].update(text=7), lambda picture: picture.update(policy="cruel"),
    lambda picture: picture.pop("texts"), lambda picture: picture["kind"].update(kind="dream"),
    lambda picture: picture.update(texts=7), lambda picture: picture["texts"].append(None),
])
def test_a_picture_s_part_that_is_none_makes_no_manifest(tmp_path: Path, breakage: Any) -> None:
    made, path = told(tmp_path)
    document = json.loads(manifest(made, path))
    breakage(document["picture"])
    path.write_text(json.dumps(document), "utf-8")
    assert read(path) is None
    assert not CHECKER.is_valid(document)


def test_what_was_listened_for_is_told_and_that_nobody_did(tmp_path: Path) -> None:
    full, path = filled(tmp_path)
    told = json.loads(manifest(full, path))["listened_for"]
    assert (told["sounds"], told["engine"]["name"]) == (["music"], "tonal")
    deaf = json.loads(manifest(replace(full, listened=Listened()), path))
    assert deaf["listened_for"] == {"sounds": [], "engine": None}
    CHECKER.validate(deaf)


@pytest.mark.parametrize("breakage", [
    lambda document: document.update(extra=1),
    lambda document: document["listened_for"].pop("sounds"),
    lambda document: document.pop("unheard"),
    lambda document: document["sidecars"][0].update(file="a/b.vtt"),
    lambda document: document["criteria"][0].update(standing="met"),
    lambda document: document["sidecars"][0]["provenance"]["engines"][0].update(tier="best"),
])
def test_the_schema_refuses_what_is_no_manifest(tmp_path: Path, breakage: Any) -> None:
    document = json.loads(manifest(*filled(tmp_path)))
    breakage(document)
    assert not CHECKER.is_valid(document)


def test_equal_facts_give_equal_text_in_whatever_order_sidecars_come(tmp_path: Path) -> None:
    full, path = filled(tmp_path)
    assert manifest(full, path) == manifest(replace(full, sidecars=full.sidecars[::-1]), path)


def test_the_original_is_found_from_the_manifest_s_folder(tmp_path: Path) -> None:
    full, path = filled(tmp_path)
    source = json.loads(manifest(full, path))["source"]
    assert source["path"] == "../../in/talks/lecture.mp4"
    assert (path.parent / source["path"]).resolve() == full.asset.path.resolve()


def test_who_made_a_text_stands_beside_it(tmp_path: Path) -> None:
    first, second = json.loads(manifest(*filled(tmp_path)))["sidecars"]
    assert first["provenance"]["engines"][0] == {
        "name": "pocketsphinx", "version": "5.1.1", "tier": "draft", "licence": "BSD-2-Clause", "model": "en-us",
        "reason": "the only one that is ready",
    }
    assert first["provenance"]["why_draft"] == ["only a draft engine heard it"]
    assert (second["provenance"]["origin"], second["provenance"]["source"]) == ("person", "lecture.txt")


def test_how_the_captions_came_out_of_their_checks_stands_in_numbers(tmp_path: Path) -> None:
    assert json.loads(manifest(*filled(tmp_path)))["checked"] == [
        {"role": "captions", "against": "web", "count": 3, "failures": 0, "warnings": 1, "notes": 1}]


def test_the_next_run_reads_what_this_one_wrote(tmp_path: Path) -> None:
    full, path = filled(tmp_path)
    path.write_text(manifest(full, path), "utf-8")
    previous = read(path)
    assert previous is not None
    assert (previous.name, previous.sha256, previous.history) == ("lecture.mp4", "a" * 64, ("b" * 64,))
    assert [(known.file, known.role, known.draft, known.review, known.content) for known in previous.sidecars] == [
        ("lecture.en.descriptions.draft.vtt", Role.DESCRIPTIONS, True, ReviewState.PROPOSED, full.sidecars[1].content),
        ("lecture.en.vtt", Role.CAPTIONS, False, ReviewState.APPROVED, full.sidecars[0].content),
    ]


def test_history_grows_only_when_the_original_changed(tmp_path: Path) -> None:
    full, path = filled(tmp_path)
    path.write_text(manifest(full, path), "utf-8")
    previous = read(path)
    assert previous is not None
    assert previous.lineage("a" * 64) == ("b" * 64,)
    assert previous.lineage("d" * 64) == ("b" * 64, "a" * 64)


@pytest.mark.parametrize("content", [
    b"", b"{", b"[]", b"null", b"\xff\xfe", b'{"schema_version": 1}', b'{"schema_version": 99}', b"[" * 100_000,
])
def test_what_is_no_manifest_is_none(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "a.mp4.access.json"
    path.write_bytes(content)
    assert read(path) is None


def test_no_manifest_is_none(tmp_path: Path) -> None:
    assert read(tmp_path / "a.mp4.access.json") is None
    assert read(tmp_path) is None


@pytest.mark.parametrize("file", ["../secret.txt", "/etc/passwd", "..", "", "a/b.vtt", "a\0b", 7, None])
def test_a_manifest_that_names_files_elsewhere_is_not_believed(tmp_path: Path, file: object) -> None:
    full, path = filled(tmp_path)
    document = json.loads(manifest(full, path))
    document["sidecars"][0]["file"] = file
    path.write_text(json.dumps(document), "utf-8")
    assert read(path) is None


def test_names_that_no_terminal_should_see_are_escaped_and_kept(tmp_path: Path) -> None:
    name = os.fsdecode(b"caf\xe9 \xe2\x80\xaefdp.mp4")
    full = facts(tmp_path, name)
    path = tmp_path / "out" / f"{name}.access.json"
    text = manifest(full, path)
    assert "\u202e" not in text
    assert json.loads(text.encode("utf-8"))["source"]["name"] == name


def test_what_is_told_what_was_tried_and_what_is_doubtful_stand_in_it(tmp_path: Path) -> None:
    told = json.loads(manifest(*filled(tmp_path)))["descriptions"]
    (spoken,) = told["spoken"]
    assert (spoken["matter"], spoken["doubts"]) == ("text", ["the letters are small"])
    assert spoken["decisions"] == [
        {"course": "as written", "text": "Text on screen: Opening hours. Daily.", "length_ms": 1500, "room_ms": 900,
         "kept": False},
        {"course": "faster", "text": "Text on screen: Opening hours.", "length_ms": 800, "room_ms": 900, "kept": True},
    ]
    assert (told["omitted"][0]["reason"], told["omitted"][0]["important"]) == ("no room", True)
    assert told["voice"]["synthetic"]
    assert (told["voice"]["engine"]["model"], told["looked_at_by"]["model"]) == ("en-gb", "Qwen3-VL-4B")
    assert told["to_be_checked"] == 2


def test_the_longer_film_is_offered_and_told_where_it_was_made(tmp_path: Path) -> None:
    full, path = filled(tmp_path)
    made = json.loads(manifest(full, path))["descriptions"]["extended"]
    assert (made["offered"], made["made"]) == (True, True)
    assert [(hold["at_ms"], hold["duration_ms"], hold["told"]["text"]) for hold in made["holds"]] == [(6500, 2000, "Credits.")]
    offered = json.loads(manifest(replace(full, described=DescribedFacts(PLAN)), path))
    assert offered["descriptions"]["extended"] == {"offered": True, "made": False, "holds": []}
    assert (offered["descriptions"]["voice"], offered["descriptions"]["looked_at_by"]) == (None, None)
    CHECKER.validate(offered)


@pytest.mark.parametrize("verdict", Verdict)
def test_every_verdict_keeps_the_schema_with_its_static_text(tmp_path: Path, verdict: Verdict) -> None:
    full, path = filled(tmp_path)
    plan = DescriptionPlan((), (), verdict, verdict is not Verdict.PICTURES_NOT_LOOKED_AT, "A woman speaks.")
    document = json.loads(manifest(replace(full, described=DescribedFacts(plan)), path))
    CHECKER.validate(document)
    assert (document["descriptions"]["verdict"], document["descriptions"]["static"]) == (verdict.value, "A woman speaks.")


def test_the_schema_knows_every_matter_and_every_course() -> None:
    assert SCHEMA["$defs"]["matter"]["enum"] == [one.value for one in Matter]
    assert SCHEMA["$defs"]["decisions"]["items"]["properties"]["course"]["enum"] == [one.value for one in Course]
    assert SCHEMA["$defs"]["sidecar"]["properties"]["role"]["enum"] == [one.value for one in Role]


def test_however_much_was_left_out_and_tried_the_manifest_stays_small(tmp_path: Path) -> None:
    full, path = filled(tmp_path)
    tried = tuple(Decision(Course.REWRITTEN, "x" * 5000, 1, number, False) for number in range(100))
    left = tuple(
        Omission(Span(number, number + 1), "A dog.", "no room", Matter.LOOK, float(number), False, (), tried)
        for number in range(3000))
    text = manifest(replace(full, described=DescribedFacts(replace(PLAN, omitted=left))), path)
    document = json.loads(text)
    CHECKER.validate(document)
    told = document["descriptions"]
    assert len(text) < 5_000_000
    assert (len(told["omitted"]), told["omitted_not_listed"]) == (MOST_OMITTED, 3000 - MOST_OMITTED)
    assert [one["weight"] for one in told["omitted"]] == [float(number) for number in range(2500, 3000)]
    assert [one["room_ms"] for one in told["omitted"][0]["decisions"]] == list(range(92, 100))

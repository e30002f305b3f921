"""Names: what players pick up, drafts that they do not, and never two originals under one name."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pack_facts import asset, facts, sidecar

from access.config import NameOptions
from access.model.media import Asset, MediaKind
from access.model.package import Role
from access.model.script import ReviewState
from access.pack.manifest import manifest
from access.pack.names import Names, live_name, names_for

JELLYFIN = NameOptions(style="jellyfin")
ADOBE = NameOptions(xmp="adobe")
PLAIN = NameOptions()


def names(folder: Path, relative: str, options: NameOptions = PLAIN, kind: MediaKind = MediaKind.VIDEO) -> Names:
    return names_for(asset(folder, relative, kind), folder / "out", folder / "claims", options)


def all_names(made: Names, language: str = "en") -> list[Path]:
    return [
        path
        for draft in (False, True)
        for path in (
            made.captions(language, draft, "vtt"), made.captions(language, draft, "srt"), made.descriptions(language, draft),
            made.described(language, draft), made.narration(language, draft), made.dapt(language, draft),
            made.described_film(language, draft, "mp4"), made.extended(language, draft, "mp4"),
            made.extended(language, draft, "vtt"), made.extended_descriptions(language, draft),
            made.transcript(language, draft, "html"),
            made.transcript(language, draft, "txt"), made.alt(language, draft), made.xmp(), made.page(), made.manifest(),
        )
    ]


def test_a_film_s_sidecars_lie_at_its_own_place_below_the_output(tmp_path: Path) -> None:
    made = names(tmp_path, "talks/lecture.mp4")
    assert [str(path.relative_to(tmp_path / "out")) for path in (
        made.captions("en", False, "vtt"), made.captions("en", False, "srt"), made.descriptions("en", False),
        made.described("en", False), made.transcript("en", False, "html"), made.transcript("en", False, "txt"),
        made.page(), made.manifest(),
    )] == [
        "talks/lecture.en.vtt", "talks/lecture.en.srt", "talks/lecture.en.descriptions.vtt",
        "talks/lecture.en.described.m4a", "talks/lecture.en.transcript.html", "talks/lecture.en.transcript.txt",
        "talks/lecture.mp4.html", "talks/lecture.mp4.access.json",
    ]


def test_a_draft_says_so_before_its_ending(tmp_path: Path) -> None:
    made = names(tmp_path, "lecture.mp4")
    assert [path.name for path in (
        made.captions("en", True, "vtt"), made.captions("en", True, "srt"), made.descriptions("en", True),
        made.described("en", True), made.transcript("en", True, "html"), made.alt("en", True),
    )] == [
        "lecture.en.draft.vtt", "lecture.en.draft.srt", "lecture.en.descriptions.draft.vtt",
        "lecture.en.described.draft.m4a", "lecture.en.transcript.draft.html", "lecture.mp4.en.alt.draft.txt",
    ]


def test_what_is_made_on_request_has_names_that_tell_what_it_is(tmp_path: Path) -> None:
    made = names(tmp_path, "lecture.mp4")

    def on_request(draft: bool) -> list[str]:
        return [path.name for path in (
            made.narration("en", draft), made.dapt("en", draft), made.described_film("en", draft, "mp4"),
            made.extended("en", draft, "mp4"), made.extended("en", draft, "vtt"), made.extended_descriptions("en", draft),
        )]

    live = [
        "lecture.en.narration.m4a", "lecture.en.dapt.ttml", "lecture.en.described.mp4", "lecture.en.extended.mp4",
        "lecture.en.extended.vtt", "lecture.en.extended.descriptions.vtt",
    ]
    assert on_request(False) == live
    assert on_request(True)[1] == "lecture.en.dapt.draft.ttml"
    assert [live_name(name) for name in on_request(True)] == live


def test_the_live_name_of_a_draft_is_its_name_without_the_mark() -> None:
    assert live_name("lecture.en.descriptions.draft.vtt") == "lecture.en.descriptions.vtt"
    assert live_name("lecture.en.vtt") == "lecture.en.vtt"
    assert live_name("a.draft.en.vtt") == "a.draft.en.vtt"


def test_a_picture_s_sidecars_carry_its_full_name(tmp_path: Path) -> None:
    made = names(tmp_path, "photo.jpg", kind=MediaKind.IMAGE)
    assert [path.name for path in (made.alt("en", False), made.alt("en", True), made.xmp(), made.page(), made.manifest())] == [
        "photo.jpg.en.alt.txt", "photo.jpg.en.alt.draft.txt", "photo.jpg.xmp", "photo.jpg.html", "photo.jpg.access.json",
    ]


def test_adobe_and_jellyfin_get_the_names_they_look_for(tmp_path: Path) -> None:
    assert names(tmp_path, "photo.jpg", ADOBE, MediaKind.IMAGE).xmp().name == "photo.xmp"
    film = names(tmp_path, "film.mp4", JELLYFIN)
    assert film.captions("en", False, "srt").name == "film.en.sdh.srt"
    assert film.captions("en", True, "srt").name == "film.en.sdh.draft.srt"
    assert film.captions("en", False, "vtt").name == "film.en.vtt"


def test_the_second_of_two_originals_that_differ_in_their_ending_takes_its_full_name(tmp_path: Path) -> None:
    assert names(tmp_path, "a.mp3").captions("en", False, "vtt").name == "a.en.vtt"
    assert names(tmp_path, "a.mp4").captions("en", False, "vtt").name == "a.mp4.en.vtt"


def test_names_stay_as_they_were_in_whatever_order_originals_come_again(tmp_path: Path) -> None:
    first = [names(tmp_path, name).stem for name in ("a.mp3", "a.mp4", "a.wav")]
    assert [names(tmp_path, name).stem for name in ("a.wav", "a.mp4", "a.mp3")] == first[::-1]


def test_two_adobe_pictures_never_share_their_metadata(tmp_path: Path) -> None:
    pair = [names(tmp_path, name, ADOBE, MediaKind.IMAGE).xmp().name for name in ("photo.jpg", "photo.png")]
    assert pair == ["photo.xmp", "photo.png.xmp"]


def test_a_full_name_that_is_another_s_plain_stem_is_not_taken_twice(tmp_path: Path) -> None:
    stems = [names(tmp_path, name).stem for name in ("a.mp3", "a.mp4.mkv", "a.mp4")]
    assert stems[:2] == ["a", "a.mp4"]
    assert len(set(stems)) == 3


def test_the_same_name_in_two_folders_is_no_conflict(tmp_path: Path) -> None:
    assert {names(tmp_path, name).stem for name in ("x/a.mp3", "y/a.mp4")} == {"a"}


def test_a_manifest_in_the_output_holds_the_plain_stem_when_the_claims_are_lost(tmp_path: Path) -> None:
    out = tmp_path / "out"
    out.mkdir()
    path = out / "a.mp3.access.json"
    one = sidecar(out / "a.en.vtt", Role.CAPTIONS, ReviewState.PROPOSED)
    path.write_text(manifest(replace(facts(tmp_path, "a.mp3"), sidecars=(one,)), path), "utf-8")
    assert names(tmp_path, "a.mp4").stem == "a.mp4"
    assert names(tmp_path, "a.mp3").stem == "a"


def test_a_manifest_of_one_that_took_its_full_name_leaves_the_plain_stem_free(tmp_path: Path) -> None:
    out = tmp_path / "out"
    out.mkdir()
    path = out / "a.mp4.access.json"
    one = sidecar(out / "a.mp4.en.vtt", Role.CAPTIONS, ReviewState.PROPOSED)
    path.write_text(manifest(replace(facts(tmp_path, "a.mp4"), sidecars=(one,)), path), "utf-8")
    assert names(tmp_path, "a.mp3").stem == "a"


def test_a_claim_that_a_crash_left_empty_costs_only_a_longer_name(tmp_path: Path) -> None:
    names(tmp_path, "a.mp3")
    for claim in (tmp_path / "claims").iterdir():
        claim.write_bytes(b"")
    assert names(tmp_path, "a.mp3").stem == "a.mp3"


def test_a_name_that_is_not_utf_8_is_a_name(tmp_path: Path) -> None:
    name = os.fsdecode(b"caf\xe9.mp4")
    assert os.fsencode(names(tmp_path, name).captions("en", False, "vtt").name) == b"caf\xe9.en.vtt"
    assert names(tmp_path, name).stem == names(tmp_path, name).stem


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(stem=st.text(st.characters(exclude_characters="/\0", codec="utf-8"), min_size=1, max_size=120))
def test_no_name_is_longer_than_a_file_system_takes(tmp_path: Path, stem: str) -> None:
    while len(os.fsencode(stem)) > 251:
        stem = stem[:-1]
    if stem.strip(". ") == "":
        stem = f"x{stem}"
    made = names(tmp_path, f"{stem}.mp4")
    for path in all_names(made, "de-Latn-DE-1996"):
        assert len(os.fsencode(path.name)) <= 255
        assert path.parent == tmp_path / "out"


def test_long_names_that_differ_at_their_end_stay_apart(tmp_path: Path) -> None:
    one, other = (names(tmp_path, f"{'é' * 120}{mark}.mp4") for mark in "ab")
    assert one.page() != other.page()
    assert one.stem != other.stem
    assert one.stem.startswith("éé")


def test_an_asset_is_named_by_where_it_lies_not_by_what_it_holds(tmp_path: Path) -> None:
    first = asset(tmp_path, "a.mp4")
    again: Asset = replace(first, sha256="f" * 64)
    out, claims = tmp_path / "out", tmp_path / "claims"
    assert names_for(first, out, claims, PLAIN) == names_for(again, out, claims, PLAIN)

"""The metadata of a picture over several runs: what it is built on, whose word wins in which language, what goes and stays."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from pack_facts import DRAFT, REPORT, alt_text, asset
from xmp_samples import DARKTABLE, SAMPLES, graph

from access.config import CaptionOptions, DescribeOptions, NameOptions, PageOptions, ReleaseOptions
from access.files import digest
from access.model.findings import Probe, TextOrigin
from access.model.media import Companion, Companions, MediaKind
from access.model.package import Narrated, Package, Role
from access.model.pictures import PictureInfo, Translation
from access.model.script import AltText, Provenance, ReviewState, Script
from access.pack.edits import edited
from access.pack.manifest import read
from access.pack.names import Names, names_for
from access.pack.package import Contents, put
from access.pack.xmp import xmp_sidecar
from access.pack.xmp_reading import read_alts
from access.people import edited_alts

LIVE = Provenance(TextOrigin.MACHINE, ReviewState.PROPOSED, confidence=0.7)
APPROVED = Provenance(TextOrigin.PERSON, ReviewState.APPROVED, source="photo.jpg.context.toml")
EN, DE, FR = (alt_text("A heron.", "In the reeds.", "en", LIVE), alt_text("Ein Reiher.", "", "de", LIVE),
              alt_text("Un héron.", "", "fr", LIVE))


@dataclass
class Picture:
    """One picture and the runs over it: what people did in between is found as a real run finds it."""

    folder: Path
    beside: bytes | None = None
    """The XMP sidecar that came along with the original."""

    @property
    def names(self) -> Names:
        original = asset(self.folder, "photo.jpg", MediaKind.IMAGE)
        return names_for(original, self.folder / "out", self.folder / "claims", NameOptions())

    @property
    def xmp(self) -> Path:
        return self.names.xmp()

    @property
    def out(self) -> Path:
        return self.names.folder

    def run(self, *made: AltText) -> Package:
        companions = Companions()
        if self.beside is not None:
            place = self.folder / "in" / "photo.jpg.xmp"
            place.parent.mkdir(exist_ok=True)
            place.write_bytes(self.beside)
            companions = Companions(metadata=Companion(place, digest(self.beside)))
        previous = read(self.names.manifest())
        edits = edited(previous, self.out)
        theirs = edited_alts(edits, previous, "en")
        alts = {alt.language: theirs.get(alt.language, alt) for alt in made} | theirs
        return put(Contents(
            replace(asset(self.folder, "photo.jpg", MediaKind.IMAGE), companions=companions),
            Probe("jpeg", picture=PictureInfo(9, 9, 1)), Script("en", "photo", alts=tuple(alts.values())), REPORT, (),
            self.names, previous, edits, None, Narrated(), {}, CaptionOptions(), DescribeOptions(), PageOptions(),
            ReleaseOptions()))

    def told(self) -> dict[str, str]:
        return {one.language: one.alt for one in read_alts(self.xmp.read_bytes())}

    def change(self, old: str, new: str) -> None:
        text = self.xmp.read_text("utf-8")
        assert old in text
        self.xmp.write_text(text.replace(old, new), "utf-8")


@pytest.fixture
def picture(tmp_path: Path) -> Picture:
    return Picture(tmp_path)


def rules(package: Package) -> set[str]:
    return {one.rule for one in package.report.findings}


def the(package: Package, name: str) -> Provenance:
    return next(one.provenance for one in package.sidecars if one.path.name == name)


def test_every_language_has_a_text_file_and_stands_in_the_metadata(picture: Picture) -> None:
    package = picture.run(EN, DE, FR)
    assert {one.path.name for one in package.sidecars} == {
        "photo.jpg.en.alt.txt", "photo.jpg.de.alt.txt", "photo.jpg.fr.alt.txt", "photo.jpg.xmp", "photo.jpg.html"}
    assert (picture.out / "photo.jpg.en.alt.txt").read_text("utf-8") == "A heron.\n\nIn the reeds.\n"
    assert picture.told() == {"en": "A heron.", "de": "Ein Reiher.", "fr": "Un héron."}


def test_a_draft_never_enters_the_metadata_and_what_is_live_beside_it_does(picture: Picture) -> None:
    package = picture.run(EN, replace(DE, provenance=DRAFT))
    assert "photo.jpg.de.alt.draft.txt" in {one.path.name for one in package.sidecars}
    assert picture.told() == {"en": "A heron."}


def test_only_drafts_make_no_metadata(picture: Picture) -> None:
    picture.beside = DARKTABLE.encode()
    picture.run(replace(EN, provenance=DRAFT))
    assert not picture.xmp.exists()


@pytest.mark.parametrize("sample", ["darktable", "lightroom", "utf-16"])
def test_the_metadata_beside_the_original_comes_along(picture: Picture, sample: str) -> None:
    picture.beside = SAMPLES[sample]
    picture.run(EN, DE)
    assert graph(picture.xmp.read_bytes()) == graph(SAMPLES[sample])
    assert picture.told() == {"en": "A heron.", "de": "Ein Reiher."}
    assert (picture.folder / "in" / "photo.jpg.xmp").read_bytes() == SAMPLES[sample]


def test_what_lies_in_the_output_already_is_built_upon_rather(picture: Picture) -> None:
    picture.beside = DARKTABLE.encode()
    picture.xmp.parent.mkdir(parents=True)
    picture.xmp.write_bytes(SAMPLES["digikam"])
    picture.run(EN)
    assert graph(picture.xmp.read_bytes()) == graph(SAMPLES["digikam"])
    assert picture.told() == {"en": "A heron."}


def test_metadata_beside_the_original_that_cannot_be_read_is_told_and_costs_nothing(picture: Picture) -> None:
    picture.beside = b"<x:xmpmeta"
    package = picture.run(EN)
    assert "alt.metadata-unreadable" in rules(package)
    assert "alt.metadata-unreadable" in {one["rule"] for one in json.loads(package.manifest.read_text("utf-8"))["findings"]}
    assert picture.told() == {"en": "A heron."}


def test_metadata_in_the_output_that_cannot_be_read_is_told_and_left(picture: Picture) -> None:
    picture.xmp.parent.mkdir(parents=True)
    picture.xmp.write_bytes(b"broken")
    for package in (picture.run(EN), picture.run(EN)):
        assert "alt.metadata-unreadable" in rules(package)
        assert picture.xmp.read_bytes() == b"broken"
        assert "photo.jpg.en.alt.txt" in {one.path.name for one in package.sidecars}


def test_a_language_that_a_person_corrects_in_the_metadata_is_theirs_and_no_other(picture: Picture) -> None:
    picture.run(EN, DE)
    picture.change("Ein Reiher.", "Ein Graureiher.")
    package = picture.run(EN, DE)
    assert the(package, "photo.jpg.de.alt.txt").origin is TextOrigin.PERSON
    assert the(package, "photo.jpg.en.alt.txt").origin is TextOrigin.MACHINE
    assert (picture.out / "photo.jpg.de.alt.txt").read_text("utf-8") == "Ein Graureiher.\n"
    # A better model says something else of it: that goes in beside the person's word, run after run.
    for text in ("A grey heron.", "A tall grey heron."):
        picture.run(replace(EN, text=text), replace(DE, text="Ein Vogel."))
        assert picture.told() == {"en": text, "de": "Ein Graureiher."}
        assert (picture.out / "photo.jpg.de.alt.txt").read_text("utf-8") == "Ein Graureiher.\n"


def test_a_default_that_a_person_corrects_alone_is_the_picture_s_own_language(picture: Picture) -> None:
    picture.run(EN, DE)
    picture.change('"x-default">A heron.', '"x-default">A grey heron.')
    picture.run(EN, DE)
    assert picture.told() == {"en": "A grey heron.", "de": "Ein Reiher."}
    assert (picture.out / "photo.jpg.en.alt.txt").read_text("utf-8").startswith("A grey heron.\n")


def test_a_language_that_a_person_adds_is_theirs(picture: Picture) -> None:
    picture.run(EN)
    picture.xmp.write_bytes(xmp_sidecar([EN, alt_text("Garza.", "", "es")], picture.xmp.read_bytes()))
    package = picture.run(replace(EN, text="A grey heron."))
    assert picture.told() == {"en": "A grey heron.", "es": "Garza."}
    assert the(package, "photo.jpg.es.alt.txt").origin is TextOrigin.PERSON


def test_a_language_that_a_person_takes_out_is_not_put_back(picture: Picture) -> None:
    picture.run(EN, DE)
    data = xmp_sidecar([], picture.xmp.read_bytes(), [Translation("de", "Ein Reiher.")])
    picture.xmp.write_bytes(data)
    for _ in range(2):
        picture.run(EN, DE)
        assert picture.told() == {"en": "A heron."}


def test_a_text_file_that_a_person_changes_wins_for_its_language(picture: Picture) -> None:
    picture.run(EN, DE)
    (picture.out / "photo.jpg.de.alt.txt").write_text("Ein Graureiher.\n\nIm Schilf.\n", "utf-8")
    picture.run(EN, DE)
    assert read_alts(picture.xmp.read_bytes()) == (
        Translation("en", "A heron.", "In the reeds."), Translation("de", "Ein Graureiher.", "Im Schilf."))
    picture.change("Ein Graureiher.", "Ein Kranich.")
    picture.run(EN, DE)
    # Two people, or one in two minds: neither word is lost.
    assert picture.told()["de"] == "Ein Kranich."
    assert (picture.out / "photo.jpg.de.alt.txt").read_text("utf-8").startswith("Ein Graureiher.")


def test_a_person_s_later_text_file_replaces_their_earlier_word_in_the_metadata(picture: Picture) -> None:
    picture.run(EN, DE)
    picture.change("Ein Reiher.", "Ein Kranich.")
    picture.run(EN, DE)
    (picture.out / "photo.jpg.de.alt.txt").write_text("Ein Graureiher.\n", "utf-8")
    picture.run(EN, DE)
    assert picture.told() == {"en": "A heron.", "de": "Ein Graureiher."}


def test_a_draft_is_approved_by_its_name_for_its_language_alone(picture: Picture) -> None:
    drafts = (replace(EN, provenance=DRAFT), replace(DE, provenance=DRAFT))
    picture.run(*drafts)
    (picture.out / "photo.jpg.de.alt.draft.txt").rename(picture.out / "photo.jpg.de.alt.txt")
    package = picture.run(*drafts)
    assert picture.told() == {"de": "Ein Reiher."}
    assert {"photo.jpg.de.alt.txt", "photo.jpg.en.alt.draft.txt"} <= {one.path.name for one in package.sidecars}
    assert the(package, "photo.jpg.de.alt.txt").review is ReviewState.APPROVED


def test_what_a_machine_wrote_and_takes_back_goes_from_the_metadata(picture: Picture) -> None:
    picture.run(EN, DE)
    picture.run(EN)
    assert picture.told() == {"en": "A heron."}
    picture.run(replace(EN, provenance=DRAFT))
    assert picture.told() == {}
    assert picture.xmp.is_file()


def test_a_person_s_word_is_not_taken_back_with_a_machine_s(picture: Picture) -> None:
    picture.run(EN, replace(DE, provenance=APPROVED))
    picture.run(EN)
    assert picture.told() == {"en": "A heron.", "de": "Ein Reiher."}


def test_metadata_that_holds_a_person_s_alternative_text_is_left_and_is_the_truth_from_then_on(picture: Picture) -> None:
    picture.xmp.parent.mkdir(parents=True)
    theirs = xmp_sidecar([alt_text("A person's words.")], DARKTABLE.encode())
    picture.xmp.write_bytes(theirs)
    picture.run(EN)
    assert picture.xmp.read_bytes() == theirs
    picture.run(EN)
    assert (picture.out / "photo.jpg.en.alt.txt").read_text("utf-8") == "A person's words.\n"


def test_a_run_that_changes_nothing_does_not_touch_the_file(picture: Picture) -> None:
    picture.run(EN, DE)
    before = picture.xmp.stat()
    picture.run(EN, DE)
    assert (picture.xmp.stat().st_ino, picture.xmp.stat().st_mtime_ns) == (before.st_ino, before.st_mtime_ns)


def test_a_program_that_writes_the_metadata_anew_is_no_person(picture: Picture) -> None:
    program = shutil.which("exiftool")
    if program is None:
        pytest.skip("needs the program exiftool (apt install libimage-exiftool-perl)")
    picture.run(EN, DE, FR)
    subprocess.run([program, "-q", "-overwrite_original", "-XMP:Rating=5", str(picture.xmp)], check=True)
    assert edited(read(picture.names.manifest()), picture.out) == ()
    picture.run(replace(EN, text="A grey heron."), DE, FR)
    assert picture.told() == {"en": "A grey heron.", "de": "Ein Reiher.", "fr": "Un héron."}
    assert b"Rating" in picture.xmp.read_bytes()


def test_a_manifest_from_before_there_were_several_languages_makes_nobody_an_editor(picture: Picture) -> None:
    picture.run(EN, DE)
    manifest = picture.names.manifest()
    document = json.loads(manifest.read_text("utf-8"))
    del document["picture"]
    (entry,) = (one for one in document["sidecars"] if one["role"] == Role.METADATA)
    entry["content"] = digest(json.dumps([Role.METADATA, ".xmp", ["A heron.", "In the reeds.", "en"]], sort_keys=True))
    manifest.write_text(json.dumps(document), "utf-8")
    assert edited(read(manifest), picture.out) == ()
    package = picture.run(replace(EN, text="A grey heron."), DE)
    assert picture.told()["en"] == "A grey heron."
    assert the(package, "photo.jpg.xmp").origin is TextOrigin.MACHINE


@pytest.mark.parametrize(("alts", "origin", "review"), [
    ((EN, replace(DE, provenance=APPROVED)), TextOrigin.MACHINE, ReviewState.PROPOSED),
    ((replace(DE, provenance=APPROVED),), TextOrigin.PERSON, ReviewState.APPROVED),
])
def test_metadata_is_a_person_s_only_where_all_of_it_is(
    picture: Picture, alts: Sequence[AltText], origin: TextOrigin, review: ReviewState
) -> None:
    by = the(picture.run(*alts), "photo.jpg.xmp")
    assert (by.origin, by.review) == (origin, review)

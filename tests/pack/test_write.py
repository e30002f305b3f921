"""The shelf: people win, a killed run leaves nothing that looks like a person's work, our own old files go."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from pack_facts import DRAFT, facts

from access.errors import OutputError
from access.model.findings import TextOrigin
from access.model.package import Role, Sidecar
from access.model.script import Provenance, ReviewState
from access.pack.edits import Edited, How, edited
from access.pack.manifest import Previous, manifest, read
from access.pack.write import Shelf

OURS = Provenance(TextOrigin.MACHINE, ReviewState.PROPOSED)
LIVE, DRAFTED = "a.en.vtt", "a.en.draft.vtt"


def captions(word: str) -> str:
    return f"WEBVTT\n\n00:01.000 --> 00:02.000\n{word}\n"


@dataclass
class Folder:
    """An output folder, and runs that fill it."""

    path: Path

    @property
    def manifest(self) -> Path:
        return self.path / "a.mp4.access.json"

    @property
    def previous(self) -> Previous | None:
        return read(self.manifest)

    @property
    def edits(self) -> tuple[Edited, ...]:
        return edited(self.previous, self.path)

    def shelf(self) -> Shelf:
        return Shelf(self.manifest, self.previous)

    def put(self, shelf: Shelf, name: str, word: str) -> Sidecar:
        return shelf.text(Role.CAPTIONS, self.path / name, captions(word), "en", DRAFT if ".draft." in name else OURS)

    def finish(self, shelf: Shelf) -> None:
        made = replace(facts(self.path, "a.mp4"), sidecars=shelf.sidecars)
        shelf.finish(manifest(made, self.manifest))

    def run(self, **texts: str) -> tuple[Sidecar, ...]:
        """Make a whole run that keeps what people changed and writes `live` and `draft` captions."""
        shelf = self.shelf()
        for one in self.edits:
            shelf.keep(one)
        names = {"live": LIVE, "draft": DRAFTED}
        for key, word in texts.items():
            self.put(shelf, names[key], word)
        self.finish(shelf)
        return shelf.sidecars

    def say(self, name: str, word: str) -> None:
        """Do as a person with an editor does."""
        (self.path / name).write_text(captions(word), "utf-8")

    def word(self, name: str) -> str:
        return (self.path / name).read_text("utf-8").split("\n")[3]

    def names(self) -> set[str]:
        return {path.name for path in self.path.iterdir()}


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    return Folder(tmp_path)


def test_a_run_leaves_its_sidecars_and_a_manifest_and_nothing_else(folder: Folder) -> None:
    (one,) = folder.run(live="one")
    assert folder.names() == {LIVE, "a.mp4.access.json"}
    assert (one.role, one.path, one.language) == (Role.CAPTIONS, folder.path / LIVE, "en")
    assert folder.edits == ()


def test_our_own_sidecar_is_made_again(folder: Folder) -> None:
    folder.run(live="one")
    folder.run(live="two")
    assert folder.word(LIVE) == "two"
    assert folder.edits == ()


def test_a_sidecar_that_a_person_changed_is_found_and_kept_run_after_run(folder: Folder) -> None:
    folder.run(live="one")
    folder.say(LIVE, "mine")
    for _ in range(3):
        assert folder.edits == (Edited(How.CHANGED, folder.path / LIVE, Role.CAPTIONS, "en"),)
        (one,) = folder.run(live="two")
        assert folder.word(LIVE) == "mine"
        assert (one.provenance.origin, one.provenance.review) == (TextOrigin.PERSON, ReviewState.EDITED)


def test_captions_made_from_a_companion_of_the_same_name_are_ours_to_make_again(folder: Folder) -> None:
    by_a_person = Provenance(TextOrigin.PERSON, ReviewState.APPROVED, source=LIVE)
    for word in ("one", "two"):
        shelf = folder.shelf()
        shelf.text(Role.CAPTIONS, folder.path / LIVE, captions(word), "en", by_a_person)
        folder.finish(shelf)
        assert folder.word(LIVE) == word
        assert folder.edits == ()


def test_a_tool_that_changes_only_bytes_is_no_person(folder: Folder) -> None:
    folder.run(live="one")
    (folder.path / LIVE).write_text(captions("one").replace("\n", "\r\n"), "utf-8", newline="")
    assert folder.edits == ()
    folder.run(live="two")
    assert folder.word(LIVE) == "two"


def test_a_draft_that_lost_its_mark_is_approved(folder: Folder) -> None:
    folder.run(draft="one")
    (folder.path / DRAFTED).rename(folder.path / LIVE)
    for _ in range(2):
        assert folder.edits == (Edited(How.APPROVED, folder.path / LIVE, Role.CAPTIONS, "en"),)
        (one,) = folder.run()
        assert one.provenance.review is ReviewState.APPROVED
        assert folder.word(LIVE) == "one"


def test_a_file_of_theirs_beside_our_draft_is_theirs(folder: Folder) -> None:
    folder.run(draft="one")
    folder.say(LIVE, "mine")
    assert folder.edits == (Edited(How.THEIRS, folder.path / LIVE, Role.CAPTIONS, "en"),)
    folder.run(live="two")
    assert folder.word(LIVE) == "mine"
    assert DRAFTED not in folder.names()


def test_a_file_that_stood_there_first_is_never_overwritten(folder: Folder) -> None:
    folder.say(LIVE, "mine")
    (one,) = folder.run(live="one")
    assert folder.word(LIVE) == "mine"
    assert one.provenance.origin is TextOrigin.PERSON
    folder.run(live="two")
    assert folder.word(LIVE) == "mine"


def test_a_change_made_while_a_run_works_is_not_lost(folder: Folder) -> None:
    folder.run(live="one")
    shelf = folder.shelf()
    folder.say(LIVE, "mine")
    folder.put(shelf, LIVE, "two")
    assert folder.word(LIVE) == "mine"


def test_a_draft_goes_when_the_live_text_is_made(folder: Folder) -> None:
    folder.run(draft="one")
    folder.run(live="two")
    assert folder.names() == {LIVE, "a.mp4.access.json"}


def test_a_draft_that_a_person_worked_on_stays(folder: Folder) -> None:
    folder.run(draft="one")
    folder.say(DRAFTED, "mine")
    folder.run(live="two")
    assert folder.word(DRAFTED) == "mine"
    folder.run(live="two")
    assert folder.word(DRAFTED) == "mine"


@pytest.mark.parametrize("finished", [0, 1])
def test_what_a_killed_run_wrote_is_ours_and_no_person_s(folder: Folder, finished: int) -> None:
    for _ in range(finished):
        folder.run(live="one")
    folder.put(folder.shelf(), LIVE, "killed")
    assert folder.edits == ()
    folder.run(live="two")
    assert folder.word(LIVE) == "two"
    assert folder.names() == {LIVE, "a.mp4.access.json"}


def test_a_draft_that_a_killed_run_replaced_was_not_approved(folder: Folder) -> None:
    folder.run(draft="one")
    folder.put(folder.shelf(), LIVE, "two")
    (folder.path / DRAFTED).unlink()
    assert folder.edits == ()


def test_what_a_killed_run_wrote_and_nobody_makes_any_more_goes(folder: Folder) -> None:
    folder.put(folder.shelf(), DRAFTED, "killed")
    folder.run(live="two")
    assert folder.names() == {LIVE, "a.mp4.access.json"}


def test_a_journal_that_was_torn_is_read_as_far_as_it_goes(folder: Folder) -> None:
    folder.put(folder.shelf(), LIVE, "killed")
    (journal,) = folder.path.glob(".*.pending")
    journal.write_bytes(journal.read_bytes() + b'\n{"file": "x')
    folder.run(live="two")
    assert folder.word(LIVE) == "two"


def test_a_sound_file_is_copied_whole_and_its_place_respected(folder: Folder, tmp_path: Path) -> None:
    made, place = tmp_path / "made.m4a", tmp_path / "a.en.described.m4a"
    made.write_bytes(b"sound" * 1000)
    shelf = folder.shelf()
    shelf.file(Role.DESCRIBED_AUDIO, place, made, "en", OURS)
    folder.finish(shelf)
    assert place.read_bytes() == made.read_bytes()
    place.write_bytes(b"mine")
    one = folder.shelf().file(Role.DESCRIBED_AUDIO, place, made, "en", OURS)
    assert place.read_bytes() == b"mine"
    assert one.provenance.origin is TextOrigin.PERSON


def test_a_folder_where_a_sidecar_belongs_is_an_error_that_names_it(folder: Folder) -> None:
    (folder.path / LIVE).mkdir()
    with pytest.raises(OutputError, match=r"a\.en\.vtt"):
        folder.run(live="one")


def test_a_file_that_says_what_it_said_is_not_written_again(folder: Folder) -> None:
    folder.run(live="one")
    before = (folder.path / LIVE).stat()
    folder.run(live="one")
    after = (folder.path / LIVE).stat()
    assert (after.st_ino, after.st_mtime_ns) == (before.st_ino, before.st_mtime_ns)
    folder.run(live="two")
    assert (folder.path / LIVE).stat().st_ino != before.st_ino


def test_a_file_that_went_away_is_written_again(folder: Folder) -> None:
    folder.run(live="one")
    (folder.path / LIVE).unlink()
    folder.run(live="one")
    assert (folder.path / LIVE).read_text() == captions("one")


def test_a_file_whose_line_ends_a_tool_changed_is_put_right(folder: Folder) -> None:
    folder.run(live="one")
    (folder.path / LIVE).write_bytes(captions("one").replace("\n", "\r\n").encode())
    folder.run(live="one")
    assert (folder.path / LIVE).read_bytes() == captions("one").encode()

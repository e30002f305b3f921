"""The ledger: nothing is forgotten, nothing is done twice, and what is to be tried again is tried in time."""

from __future__ import annotations

import os
import random
import sqlite3
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from access.errors import (
    AccessError,
    EngineFailed,
    EngineNotReady,
    MediaBroken,
    MediaRefused,
    OutputError,
    WorkerDied,
)
from access.jobs import ledger as room
from access.jobs.ledger import FIRST_PAUSE, LONGEST_PAUSE, Entry, Ledger, State

INBOX = Path("/inbox")
TALK = Path("talks/talk.mp4")
DAY = 86_400.0
ATTEMPTS = 3


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    with Ledger(tmp_path, random.Random(7)) as opened:
        yield opened


def queue(ledger: Ledger, now: float = 0, relative: Path = TALK, signature: str = "s1", recipe: str = "r1") -> bool:
    return ledger.queue(INBOX, relative, signature, recipe, now)


def start(ledger: Ledger, now: float = 0, relative: Path = TALK, signature: str = "s1", recipe: str = "r1") -> Entry:
    return ledger.start(INBOX, relative, signature, recipe, now)


def only(ledger: Ledger) -> Entry:
    (entry,) = ledger.rows()
    return entry


def fail(ledger: Ledger, error: AccessError, now: float) -> State:
    return ledger.failed(start(ledger, now), error, ATTEMPTS, 1.0, now)


def test_the_way_of_a_file_from_seen_to_done(ledger: Ledger) -> None:
    ledger.seen(INBOX, TALK, "It may still be changing.", 1)
    assert (only(ledger).state, only(ledger).reason) == (State.WAITING, "It may still be changing.")
    assert ledger.due(INBOX, 1) == []
    assert queue(ledger, 2)
    assert [entry.relative for entry in ledger.due(INBOX, 2)] == [TALK]
    entry = start(ledger, 3)
    assert (entry.state, entry.attempts, entry.since) == (State.RUNNING, 1, 2)
    assert ledger.due(INBOX, 3) == []
    ledger.done(entry, "content", Path("/out/talks/talk.mp4.access.json"), 12.5, 4)
    assert only(ledger) == Entry(
        INBOX, TALK, State.DONE, "s1", "r1", "content", "r1", Path("/out/talks/talk.mp4.access.json"), 1, None, "", 2, 4, 12.5
    )
    assert ledger.counts() == {State.DONE: 1}


def test_the_same_file_under_the_same_recipe_is_never_queued_again(ledger: Ledger) -> None:
    queue(ledger)
    assert not queue(ledger)
    entry = start(ledger)
    assert not queue(ledger)
    ledger.done(entry, "c", None, 1, 1)
    assert not queue(ledger, 2)
    assert ledger.knows(INBOX, TALK, "s1", "r1")
    assert only(ledger).state is State.DONE


@pytest.mark.parametrize(("signature", "recipe"), [("s2", "r1"), ("s1", "r2")])
def test_new_content_or_a_new_recipe_is_queued_with_all_attempts(ledger: Ledger, signature: str, recipe: str) -> None:
    queue(ledger)
    fail(ledger, WorkerDied("x"), 1)
    assert queue(ledger, 2, signature=signature, recipe=recipe)
    assert (only(ledger).state, only(ledger).attempts, only(ledger).reason) == (State.QUEUED, 0, "")
    assert start(ledger, 3, signature=signature, recipe=recipe).attempts == 1


def test_what_a_file_was_done_with_is_remembered_when_it_is_queued_again(ledger: Ledger) -> None:
    queue(ledger)
    ledger.done(start(ledger), "c1", Path("/out/m"), 1, 1)
    queue(ledger, 2, signature="touched")
    again = start(ledger, 2, signature="touched")
    assert (again.content, again.made_with, again.manifest) == ("c1", "r1", Path("/out/m"))
    ledger.done(again, "c1", None, 1, 3)
    assert only(ledger).manifest == Path("/out/m")


def test_an_attempt_on_old_content_ends_without_a_trace_when_new_content_was_queued(ledger: Ledger) -> None:
    queue(ledger)
    old = start(ledger)
    queue(ledger, 1, signature="s2")
    ledger.done(old, "old", Path("/out/m"), 1, 2)
    assert (only(ledger).state, only(ledger).content) == (State.QUEUED, "")
    assert ledger.failed(old, MediaRefused("no"), ATTEMPTS, 1, 2) is State.QUARANTINED
    assert only(ledger).state is State.QUEUED


def test_a_failure_is_tried_again_after_pauses_that_double_and_differ(ledger: Ledger) -> None:
    queue(ledger)
    pauses = []
    now = 0.0
    for expected in (State.FAILED, State.FAILED, State.QUARANTINED):
        assert fail(ledger, EngineFailed("It stumbled."), now) is expected
        next_try = only(ledger).next_try
        if next_try is not None:
            pauses.append(next_try - now)
            assert ledger.due(INBOX, next_try - 1) == []
            assert [entry.relative for entry in ledger.due(INBOX, next_try)] == [TALK]
            now = next_try
    assert 0.75 * FIRST_PAUSE <= pauses[0] <= 1.25 * FIRST_PAUSE
    assert 0.75 * 2 * FIRST_PAUSE <= pauses[1] <= 1.25 * 2 * FIRST_PAUSE
    assert pauses[1] != 2 * pauses[0]
    assert (only(ledger).reason, only(ledger).next_try) == ("It stumbled.", None)


def test_no_pause_is_longer_than_the_longest(ledger: Ledger) -> None:
    queue(ledger)
    for _ in range(30):
        ledger.failed(start(ledger), EngineFailed("x"), 100, 1, 0)
    assert (only(ledger).next_try or 0) <= 1.25 * LONGEST_PAUSE


def test_what_another_try_cannot_mend_is_quarantined_at_once_with_its_reason(ledger: Ledger) -> None:
    queue(ledger)
    assert fail(ledger, MediaRefused("talk.mp4 is text.", "A film is wanted."), 1) is State.QUARANTINED
    assert only(ledger).reason == "talk.mp4 is text. A film is wanted."
    assert ledger.due(INBOX, 10 * DAY) == []


@pytest.mark.parametrize("error", [OutputError("No room."), EngineNotReady("Not here.")])
def test_what_is_not_the_file_s_fault_costs_it_no_attempt(ledger: Ledger, error: AccessError) -> None:
    queue(ledger)
    for turn in range(10):
        assert fail(ledger, error, turn * 1000) is State.FAILED
        assert only(ledger).attempts == 0
        assert ledger.due(INBOX, turn * 1000 + 100)


def test_what_is_not_whole_yet_waits_visibly_and_loses_no_attempt(ledger: Ledger) -> None:
    queue(ledger, 0)
    pauses = []
    for now in (0.0, 100.0, 600.0, 60_000.0):
        ledger.wait(start(ledger, now), MediaBroken("It ends in the middle."), 1, now)
        entry = only(ledger)
        assert (entry.state, entry.attempts, entry.reason) == (State.WAITING, 0, "It ends in the middle.")
        pauses.append((entry.next_try or 0) - now)
        assert not queue(ledger, now)
    assert pauses == sorted(pauses)
    assert pauses[-1] <= 1.25 * LONGEST_PAUSE
    assert only(ledger).since == 0


def test_what_was_running_in_a_crash_is_queued_again_and_nothing_is_run(tmp_path: Path) -> None:
    other = Path("/other")
    with Ledger(tmp_path) as crashed:
        queue(crashed)
        start(crashed)
        crashed.start(other, TALK, "s1", "r1", 0)
    with Ledger(tmp_path) as ledger:
        assert ledger.recover(INBOX, 50) == 1
        assert [(entry.root, entry.state) for entry in ledger.rows()] == [(INBOX, State.QUEUED), (other, State.RUNNING)]
        (due,) = ledger.due(INBOX, 50)
        assert due.attempts == 1
        assert ledger.recover(INBOX, 60) == 0


def test_what_took_a_daemon_down_with_it_comes_after_the_others(ledger: Ledger) -> None:
    queue(ledger, 0, Path("a-bomb.mp4"))
    start(ledger, 0, Path("a-bomb.mp4"))
    queue(ledger, 1, Path("b.mp4"))
    ledger.recover(INBOX, 1)
    assert [entry.relative.name for entry in ledger.due(INBOX, 1)] == ["b.mp4", "a-bomb.mp4"]
    assert [entry.relative.name for entry in ledger.due(INBOX, 1, at_most=1)] == ["b.mp4"]


def test_work_that_was_stopped_is_queued_and_loses_no_attempt(ledger: Ledger) -> None:
    queue(ledger)
    ledger.abandon(start(ledger), 5)
    assert (only(ledger).state, only(ledger).attempts, only(ledger).next_try) == (State.QUEUED, 0, 5)


def test_a_clock_that_is_set_back_a_day_keeps_nothing_waiting(ledger: Ledger) -> None:
    queue(ledger, 10 * DAY)
    fail(ledger, EngineFailed("x"), 10 * DAY)
    assert ledger.due(INBOX, 10 * DAY) == []
    assert [entry.relative for entry in ledger.due(INBOX, 9 * DAY)] == [TALK]


def test_what_is_set_aside_is_tried_only_when_it_is_seen_again(ledger: Ledger) -> None:
    queue(ledger)
    ledger.set_aside(only(ledger), "It is not there any more.", 1)
    assert ledger.due(INBOX, 10 * DAY) == []
    assert not ledger.knows(INBOX, TALK, "s1", "r1")
    assert queue(ledger, 2)


def test_what_went_before_it_was_whole_is_forgotten_and_nothing_else_is(ledger: Ledger) -> None:
    ledger.seen(INBOX, TALK, "It is empty.", 0)
    queue(ledger, 0, Path("done.mp4"))
    for relative in (TALK, Path("done.mp4")):
        ledger.forget(INBOX, relative)
    assert only(ledger).relative == Path("done.mp4")


def test_a_file_that_never_became_whole_is_quarantined_until_it_changes(ledger: Ledger) -> None:
    ledger.seen(INBOX, TALK, "It is empty.", 0)
    ledger.quarantine(INBOX, TALK, "s1", "r1", "It is empty.", 5)
    assert (only(ledger).state, only(ledger).reason) == (State.QUARANTINED, "It is empty.")
    assert not queue(ledger, 6)
    assert queue(ledger, 7, signature="s2")


def test_names_are_bytes(ledger: Ledger) -> None:
    names = (b"caf\xe9.mp4", "caf\u00e9.mp4".encode(), "cafe\u0301.mp4".encode(), b"a\nb.mp4", b"-x.ts")
    odd = [Path(os.fsdecode(name)) for name in names]
    for relative in odd:
        assert queue(ledger, 0, relative)
    assert {entry.relative for entry in ledger.rows()} == set(odd)
    assert [os.fsencode(entry.relative) for entry in ledger.rows()] == sorted(map(os.fsencode, odd))


def test_one_inbox_knows_nothing_of_another(ledger: Ledger) -> None:
    queue(ledger)
    assert ledger.due(Path("/other"), 1) == []
    assert not ledger.knows(Path("/other"), TALK, "s1", "r1")


def test_notes_made_together_are_made_all_or_none(ledger: Ledger) -> None:
    with suppress(ZeroDivisionError), ledger.together():
        queue(ledger)
        raise ZeroDivisionError
    assert ledger.rows() == []
    with ledger.together():
        queue(ledger)
    assert len(ledger.rows()) == 1


def test_two_processes_may_take_notes_at_once(tmp_path: Path) -> None:
    with Ledger(tmp_path) as one, Ledger(tmp_path) as other:
        queue(one)
        queue(other, relative=Path("other.mp4"))
        assert one.rows() == other.rows()
        assert len(one.rows()) == 2


def test_an_upgrade_keeps_what_is_queued(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with Ledger(tmp_path) as before:
        queue(before)
    newer = "ALTER TABLE assets ADD COLUMN colour TEXT NOT NULL DEFAULT 'blue'"
    monkeypatch.setattr(room, "MIGRATIONS", (*room.MIGRATIONS, newer))
    for _ in range(2):
        with Ledger(tmp_path) as after:
            assert [entry.relative for entry in after.due(INBOX, 1)] == [TALK]
    with sqlite3.connect(tmp_path / room.NAME) as database:
        assert database.execute("SELECT colour FROM assets").fetchone() == ("blue",)


def test_an_upgrade_that_fails_leaves_the_ledger_as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with Ledger(tmp_path) as before:
        queue(before)
    with monkeypatch.context() as patch:
        patch.setattr(room, "MIGRATIONS", (*room.MIGRATIONS, "ALTER TABLE assets ADD COLUMN colour TEXT; NONSENSE"))
        with pytest.raises(OutputError):
            Ledger(tmp_path)
    with Ledger(tmp_path) as after:
        assert len(after.rows()) == 1


def test_a_ledger_of_a_newer_version_is_left_alone(tmp_path: Path) -> None:
    Ledger(tmp_path).close()
    with sqlite3.connect(tmp_path / room.NAME) as database:
        database.execute("PRAGMA user_version = 99")
    with pytest.raises(OutputError, match="newer"):
        Ledger(tmp_path)


def test_a_ledger_that_is_no_database_says_so(tmp_path: Path) -> None:
    (tmp_path / room.NAME).write_bytes(b"This is a letter, and longer than the head of any database. " * 20)
    with pytest.raises(OutputError, match="not a database"):
        Ledger(tmp_path)

"""Remembers every original that was ever seen, and where it stands. One SQLite file, so that a crash forgets nothing.

Apart from the daemon, which decides: the ledger takes notes, and says what is due. Nothing here runs work, reads a clock
or looks at an original. Every change is one statement or one transaction; what was running when everything died is queued
again by `recover`.
"""

from __future__ import annotations

import math
import os
import random
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from access.errors import AccessError, Busy, EngineNotReady, OutputError, SettingsError
from access.files import printable

NAME = "ledger.sqlite"
BUSY_SECONDS = 30.0

FIRST_PAUSE = 30.0
"""Before the second attempt, in seconds; every further one waits twice as long."""
LONGEST_PAUSE = 3600.0
_FOREIGN_PAUSE = 60.0
NOT_THE_FILES_FAULT = (OutputError, EngineNotReady, SettingsError, Busy)
"""A full disk or a missing engine costs a file none of its attempts: it is tried until a person has put it right."""

MIGRATIONS = (
    """
    CREATE TABLE assets (
        root BLOB NOT NULL, relative BLOB NOT NULL, state TEXT NOT NULL,
        signature TEXT NOT NULL DEFAULT '', recipe TEXT NOT NULL DEFAULT '',
        content TEXT NOT NULL DEFAULT '', made_with TEXT NOT NULL DEFAULT '', manifest BLOB NOT NULL DEFAULT x'',
        attempts INTEGER NOT NULL DEFAULT 0, next_try REAL, reason TEXT NOT NULL DEFAULT '',
        since REAL NOT NULL, changed REAL NOT NULL, seconds REAL NOT NULL DEFAULT 0,
        PRIMARY KEY (root, relative)
    ) WITHOUT ROWID;
    CREATE INDEX due ON assets (root, next_try) WHERE next_try IS NOT NULL;
    """,
)
"""Each brings a ledger one version further (`PRAGMA user_version`). Append; never change one."""


class State(StrEnum):
    WAITING = "waiting"
    QUEUED = "queued"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    QUARANTINED = "quarantined"


@dataclass(frozen=True, slots=True)
class Entry:
    """One original, as the ledger knows it. Times are wall clock, in seconds."""

    root: Path
    relative: Path
    state: State
    signature: str
    """What it looked like when it was queued (`Signature.token`)."""
    recipe: str
    content: str
    """What was in it when it was done last."""
    made_with: str
    """The recipe under which it was done last."""
    manifest: Path | None
    attempts: int
    next_try: float | None
    """None where nothing is to be tried."""
    reason: str
    since: float
    """When it was first seen with this signature."""
    changed: float
    """When the state was entered."""
    seconds: float
    """How long the last attempt took."""


_COLUMNS = ", ".join(
    ("root", "relative", "state", "signature", "recipe", "content", "made_with", "manifest", "attempts", "next_try", "reason",
     "since", "changed", "seconds")
)
_IF_THERE = "ON CONFLICT (root, relative) DO"
_KNOWN = "signature = ? AND recipe = ? AND NOT (state = 'waiting' AND next_try IS NULL)"


class Ledger:
    """Open on one state folder, in one thread. Several processes may have it open at once."""

    def __init__(self, state: Path, chance: random.Random | None = None) -> None:
        """`chance` spreads the pauses between attempts. Raises `OutputError` where the folder cannot be written."""
        self._chance = chance or random.Random()
        try:
            state.mkdir(parents=True, exist_ok=True)
            self._database = sqlite3.connect(state / NAME, isolation_level=None, timeout=BUSY_SECONDS)
        except OSError as error:
            raise OutputError(f"{printable(state)} cannot be written: {error.strerror}.") from error
        except sqlite3.Error as error:
            raise _unusable(error) from error
        try:
            self._do("PRAGMA journal_mode = WAL")
            # A commit may be lost with the power, never the file; what is lost is found again by a scan.
            self._do("PRAGMA synchronous = NORMAL")
            self._migrate()
        except OutputError:
            self.close()
            raise

    def _migrate(self) -> None:
        with self.together():
            (version,) = self._do("PRAGMA user_version").fetchone()
            if version > len(MIGRATIONS):
                raise OutputError(
                    "The ledger was written by a newer version of access.", "Install that version, or choose another --state."
                )
            for number, migration in enumerate(MIGRATIONS[version:], version + 1):
                for statement in filter(str.strip, migration.split(";")):
                    self._do(statement)
                self._do(f"PRAGMA user_version = {number}")

    def close(self) -> None:
        self._database.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    @contextmanager
    def together(self) -> Iterator[None]:
        """Make what is noted inside one transaction: all of it or nothing, and one write to the disk."""
        self._do("BEGIN IMMEDIATE")
        try:
            yield
            self._do("COMMIT")
        except BaseException:
            if self._database.in_transaction:
                self._database.rollback()
            raise

    def seen(self, root: Path, relative: Path, reason: str, now: float) -> None:
        """Note that something is there that is not whole yet, and why it is waited for. What is known already stays."""
        self._do(
            f"INSERT INTO assets (root, relative, state, reason, since, changed) VALUES (?, ?, '{State.WAITING}', ?, ?, ?) "
            f"{_IF_THERE} UPDATE SET reason = excluded.reason, changed = excluded.changed "
            "WHERE state = 'waiting' AND next_try IS NULL AND reason <> excluded.reason",
            *_key(root, relative), reason, now, now,
        )

    def knows(self, root: Path, relative: Path, signature: str, recipe: str) -> bool:
        """Say whether a file that looks like this is done, on its way or quarantined, under this recipe."""
        found = self._do(
            f"SELECT 1 FROM assets WHERE root = ? AND relative = ? AND {_KNOWN}", *_key(root, relative), signature, recipe
        )
        return found.fetchone() is not None

    def queue(self, root: Path, relative: Path, signature: str, recipe: str, now: float) -> bool:
        """Queue what is whole, with all its attempts before it; say False, and change nothing, where it is known."""
        return self._enter(State.QUEUED, root, relative, signature, recipe, now, next_try=now)

    def quarantine(self, root: Path, relative: Path, signature: str, recipe: str, reason: str, now: float) -> None:
        """Give up on what never became whole, until it changes."""
        self._enter(State.QUARANTINED, root, relative, signature, recipe, now, reason=reason)

    def _enter(
        self, state: State, root: Path, relative: Path, signature: str, recipe: str, now: float,
        next_try: float | None = None, reason: str = "",
    ) -> bool:
        changed = self._do(
            "INSERT INTO assets (root, relative, state, signature, recipe, next_try, reason, since, changed) "
            f"VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) {_IF_THERE} UPDATE SET state = excluded.state, attempts = 0, "
            "next_try = excluded.next_try, reason = excluded.reason, changed = excluded.changed, "
            "since = CASE WHEN signature = excluded.signature THEN since ELSE excluded.since END, "
            f"signature = excluded.signature, recipe = excluded.recipe WHERE NOT ({_KNOWN})",
            *_key(root, relative), state, signature, recipe, next_try, reason, now, now, signature, recipe,
        )
        return changed.rowcount > 0

    def start(self, root: Path, relative: Path, signature: str, recipe: str, now: float) -> Entry:
        """Note that an attempt begins, and return the entry as it is now. What is not in the ledger enters it."""
        self._do(
            "INSERT INTO assets (root, relative, state, signature, recipe, attempts, since, changed) "
            "VALUES (?, ?, 'running', ?, ?, 1, ?, ?) "
            f"{_IF_THERE} UPDATE SET state = 'running', next_try = NULL, reason = '', "
            "attempts = CASE WHEN signature = excluded.signature AND recipe = excluded.recipe AND state <> 'done' "
            "THEN attempts + 1 ELSE 1 END, changed = excluded.changed, "
            "since = CASE WHEN signature = excluded.signature THEN since ELSE excluded.since END, "
            "signature = excluded.signature, recipe = excluded.recipe",
            *_key(root, relative), signature, recipe, now, now,
        )
        found = self._do(f"SELECT {_COLUMNS} FROM assets WHERE root = ? AND relative = ?", *_key(root, relative))
        return _entry(found.fetchone())

    def done(self, entry: Entry, content: str, manifest: Path | None, seconds: float, now: float) -> None:
        """Note that everything for this content is made. `manifest` is None where the one from before still holds."""
        kept = manifest if manifest is not None else entry.manifest
        self._leave(
            entry, State.DONE, now, seconds=seconds, content=content, made_with=entry.recipe,
            manifest=os.fsencode(kept) if kept else b"",
        )

    def failed(self, entry: Entry, error: AccessError, attempts: int, seconds: float, now: float) -> State:
        """Note a failure and return what it comes to.

        An error that another try may mend is tried again after a pause that doubles, `attempts` times in all; any other
        is quarantined at once. What is not the file's fault is tried for ever.
        """
        if isinstance(error, NOT_THE_FILES_FAULT):
            self._leave(
                entry, State.FAILED, now, seconds=seconds, reason=str(error),
                attempts=entry.attempts - 1, next_try=now + self._spread(_FOREIGN_PAUSE),
            )
            return State.FAILED
        if error.worth_a_retry and entry.attempts < attempts:
            pause = min(FIRST_PAUSE * 2 ** (entry.attempts - 1), LONGEST_PAUSE)
            self._leave(entry, State.FAILED, now, seconds=seconds, reason=str(error), next_try=now + self._spread(pause))
            return State.FAILED
        self._leave(entry, State.QUARANTINED, now, seconds=seconds, reason=str(error))
        return State.QUARANTINED

    def wait(self, entry: Entry, error: AccessError, seconds: float, now: float) -> None:
        """Note that it is not whole yet after all: no attempt is lost, and the pauses grow with its age."""
        pause = min(max(now - entry.since, FIRST_PAUSE), LONGEST_PAUSE)
        self._leave(
            entry, State.WAITING, now, seconds=seconds, reason=str(error),
            attempts=entry.attempts - 1, next_try=now + self._spread(pause),
        )

    def abandon(self, entry: Entry, now: float) -> None:
        """Queue again what was stopped before its end, through no fault of its own."""
        self._leave(entry, State.QUEUED, now, attempts=entry.attempts - 1, next_try=now)

    def set_aside(self, entry: Entry, reason: str, now: float) -> None:
        """Try nothing more until the file is seen again, or run again."""
        self._do(
            "UPDATE assets SET state = 'waiting', next_try = NULL, reason = ?, changed = ? "
            "WHERE root = ? AND relative = ? AND signature = ?",
            reason, now, *_key(entry.root, entry.relative), entry.signature,
        )

    def forget(self, root: Path, relative: Path) -> None:
        """Drop what went away before it was ever whole."""
        self._do(
            "DELETE FROM assets WHERE root = ? AND relative = ? AND state = 'waiting' AND signature = ''", *_key(root, relative)
        )

    def recover(self, root: Path, now: float) -> int:
        """Queue again what was running below `root` when its daemon died; return how many. Nothing is run."""
        found = self._do(
            "UPDATE assets SET state = 'queued', next_try = ?, changed = ? WHERE root = ? AND state = 'running'",
            now, now, os.fsencode(root),
        )
        return found.rowcount

    def due(self, root: Path, now: float, at_most: int = -1) -> list[Entry]:
        """Return what is to be tried now, what has been tried least first; all of it, or `at_most` so many.

        A next try that lies further off than any pause was noted before the clock was set back: it is due too.
        """
        found = self._do(
            f"SELECT {_COLUMNS} FROM assets WHERE root = ? AND next_try IS NOT NULL AND NOT next_try BETWEEN ? AND ? "
            "ORDER BY attempts, next_try, relative LIMIT ?",
            os.fsencode(root), math.nextafter(now, math.inf), now + 2 * LONGEST_PAUSE, at_most,
        )
        return [_entry(row) for row in found]

    def rows(self) -> list[Entry]:
        return [_entry(row) for row in self._do(f"SELECT {_COLUMNS} FROM assets ORDER BY root, relative")]

    def counts(self) -> dict[State, int]:
        found = self._do("SELECT state, count(*) FROM assets GROUP BY state")
        return {State(state): count for state, count in found}

    def _leave(self, entry: Entry, state: State, now: float, **values: Any) -> None:
        """End the attempt that `entry` began; if the file was queued anew since, that stands."""
        values = {"next_try": None, "reason": "", **values, "state": state, "changed": now}
        self._do(
            f"UPDATE assets SET {', '.join(f'{column} = ?' for column in values)} "
            "WHERE root = ? AND relative = ? AND state = 'running' AND signature = ? AND recipe = ?",
            *values.values(), *_key(entry.root, entry.relative), entry.signature, entry.recipe,
        )

    def _spread(self, pause: float) -> float:
        return pause * self._chance.uniform(0.75, 1.25)

    def _do(self, statement: str, *values: Any) -> sqlite3.Cursor:
        """Run one statement. Raises `OutputError`: a disk that is full now may have room later."""
        try:
            return self._database.execute(statement, values)
        except sqlite3.Error as error:
            raise _unusable(error) from error


def _unusable(error: sqlite3.Error) -> OutputError:
    return OutputError(f"The ledger cannot be used: {error}.", "Is there room, and may the state folder be written?")


def _key(root: Path, relative: Path) -> tuple[bytes, bytes]:
    """Names are bytes: not all of them are UTF-8."""
    return os.fsencode(root), os.fsencode(relative)


def _entry(row: tuple[Any, ...]) -> Entry:
    root, relative, state, signature, recipe, content, made_with, manifest, *rest = row
    return Entry(
        Path(os.fsdecode(root)), Path(os.fsdecode(relative)), State(state), signature, recipe, content, made_with,
        Path(os.fsdecode(manifest)) if manifest else None, *rest,
    )

"""A batch: the good ones are done whatever the bad ones do, and the ledger says what became of each."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from jobtools import Inline, Work

from access.config import JobOptions, Settings
from access.errors import EngineNotReady, MediaRefused, OutputError, WorkerDied
from access.jobs.batch import BatchResult, Progress, run_sources
from access.jobs.job import Job, Outcome
from access.jobs.ledger import Ledger, State
from access.jobs.sources import sources_below

SETTINGS = Settings(jobs=JobOptions(attempts=3))


class Room:
    def __init__(self, folder: Path) -> None:
        self.inside, self.out, self.state = folder / "in", folder / "out", folder / "state"
        self.work = Work(self.out)
        self.told: list[Progress] = []
        for name in ("a.jpg", "b.jpg", "c.jpg"):
            path = self.inside / name
            path.parent.mkdir(exist_ok=True)
            path.write_text(name)

    def run(self, perform: Callable[[Job], Outcome] | None = None, jobs: int = 2) -> BatchResult:
        return run_sources(
            sources_below([self.inside], self.out, ()), SETTINGS, self.state, jobs, self.told.append,
            executor=Inline(), perform=perform or self.work, clock=lambda: 1000.0,
        )

    def states(self) -> dict[str, State]:
        with Ledger(self.state) as ledger:
            return {entry.relative.name: entry.state for entry in ledger.rows()}


@pytest.fixture
def room(tmp_path: Path) -> Room:
    return Room(tmp_path)


def test_all_good_ones_are_done_and_told_of(room: Room) -> None:
    result = room.run()
    assert [source.relative.name for source, _ in result.outcomes] == ["a.jpg", "b.jpg", "c.jpg"]
    assert (result.exit_code, result.failures) == (0, ())
    assert room.states() == dict.fromkeys(("a.jpg", "b.jpg", "c.jpg"), State.DONE)
    over = [progress for progress in room.told if progress.outcome]
    assert [(progress.finished, progress.failed, progress.total) for progress in over] == [(1, 0, 3), (2, 0, 3), (3, 0, 3)]
    assert len(room.told) == 6


def test_a_bad_one_among_good_ones_is_named_and_harms_nobody(room: Room) -> None:
    room.work.errors["b.jpg"] = [MediaRefused("b.jpg is text.")]
    result = room.run()
    assert [(source.relative.name, str(outcome.error)) for source, outcome in result.failures] == [("b.jpg", "b.jpg is text.")]
    assert result.exit_code == 1
    assert room.states() == {"a.jpg": State.DONE, "b.jpg": State.QUARANTINED, "c.jpg": State.DONE}
    assert room.told[-1].failed == 1


def test_a_defect_in_one_is_an_error_of_that_one(room: Room) -> None:
    room.work.errors["b.jpg"] = [ZeroDivisionError("oh")]
    (failure,) = room.run().failures
    assert "ZeroDivisionError: oh" in str(failure[1].error)
    assert "Traceback" in failure[1].trace


def test_a_file_whose_worker_died_gets_another_at_once_and_then_no_more(room: Room) -> None:
    room.work.errors = {"a.jpg": [WorkerDied("x"), WorkerDied("x"), MediaRefused("x")], "b.jpg": [WorkerDied("Killed.")]}
    result = room.run()
    assert [str(outcome.error) for _, outcome in result.failures] == ["x", "Killed."]
    tries = [job.source.relative.name for job in room.work.jobs]
    assert (tries.count("a.jpg"), tries.count("b.jpg"), tries.count("c.jpg")) == (3, 3, 1)
    assert room.states()["b.jpg"] is State.QUARANTINED
    assert [progress.finished for progress in room.told if progress.outcome] == [1, 2, 3]
    begun = [progress.source.relative.name for progress in room.told if not progress.outcome]
    assert sorted(begun) == ["a.jpg", "b.jpg", "c.jpg"]


def test_what_only_time_can_mend_is_not_tried_again(room: Room) -> None:
    room.work.errors["a.jpg"] = [OutputError("No room.")]
    room.run()
    assert len(room.work.jobs) == 3
    assert room.states()["a.jpg"] is State.FAILED


def test_where_nothing_but_an_engine_is_missing_the_exit_code_says_so(room: Room) -> None:
    room.work.errors = {name: [EngineNotReady("Not here.")] for name in ("a.jpg", "b.jpg", "c.jpg")}
    assert room.run().exit_code == 4
    room.work.errors["c.jpg"] = [MediaRefused("x")]
    assert room.run().exit_code == 1


def test_a_second_run_runs_again_for_the_cache_makes_it_cheap(room: Room) -> None:
    room.run()
    room.run()
    assert len(room.work.made) == 6


def test_an_interrupted_run_leaves_nothing_that_seems_to_run(room: Room) -> None:
    def interrupted(progress: Progress) -> None:
        if progress.outcome:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        run_sources(
            sources_below([room.inside], room.out, ()), SETTINGS, room.state, 2, interrupted,
            executor=Inline(), perform=room.work, clock=lambda: 1000.0,
        )
    states = room.states()
    assert sorted(states.values()) == [State.DONE, State.WAITING]
    with Ledger(room.state) as ledger:
        assert "The run was interrupted." in [entry.reason for entry in ledger.rows()]


def test_nothing_to_do_is_no_failure(tmp_path: Path) -> None:
    assert run_sources([], SETTINGS, tmp_path / "state", 2) == BatchResult(())

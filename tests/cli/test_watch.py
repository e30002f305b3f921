"""The daemon on the real pipeline: a file that lands is done, and what a killed daemon had finished is not done again."""

from __future__ import annotations

import shutil
import signal
from pathlib import Path

import pytest
from commandtools import LONG, SAMPLES, Place, until
from made import picture

from access.jobs.ledger import State


@pytest.fixture
def place(tmp_path: Path) -> Place:
    return Place(tmp_path, ACCESS_INTAKE__SETTLE_SECONDS="0.2")


def test_what_is_copied_in_appears_done_and_sigterm_ends_it_with_0(place: Place) -> None:
    made = picture(place.folder / "hills.png", (64, 48))
    with place.started("watch", place.inbox, "--out", place.out, "--state", place.state) as process:
        until((place.state / "daemon.lock").exists, "the daemon is there", process)
        (place.inbox / "day").mkdir()
        shutil.copy(made, place.inbox / "day" / "hills.png")
        until(lambda: place.states().get("day/hills.png") is State.DONE, "the picture is done", process)
        process.send_signal(signal.SIGTERM)
        assert process.wait(LONG) == 0
    assert place.manifest("day/hills.png")["source"]["relative"] == "day/hills.png"
    assert made.read_bytes() == (place.inbox / "day" / "hills.png").read_bytes()


def test_after_kill_9_the_next_one_finishes_what_was_open_and_repeats_no_finished_step(place: Place) -> None:
    shutil.copy(SAMPLES / "films" / "river.mp4", place.inbox)
    arguments = ("watch", place.inbox, "--out", place.out, "--state", place.state)
    manifest = place.out / "river.mp4.access.json"
    with place.started(*arguments) as process:
        until(lambda: place.finished_steps() >= 3, "some steps are finished", process)
        process.kill()
        process.wait(LONG)
    assert not manifest.exists()
    assert place.states() == {"river.mp4": State.RUNNING}
    with place.started(*arguments) as process:
        until(lambda: place.states() == {"river.mp4": State.DONE}, "the film is done", process)
        process.send_signal(signal.SIGTERM)
        assert process.wait(LONG) == 0
    hits = place.hits("river.mp4")
    assert (hits["probe"], hits["sound"], hits["narrate"]) == (True, True, False)
    assert sum(hits.values()) >= 3
    assert not list(place.out.rglob(".access-*"))

"""The daemon's steps, with made-up time: nothing is taken half, nothing is missed, nothing is done twice."""

from __future__ import annotations

import os
import random
import shutil
from pathlib import Path

import pytest
from jobtools import Inline, Work

from access.config import CaptionOptions, IntakeOptions, JobOptions, Settings
from access.errors import AccessError, EngineFailed, MediaBroken, MediaChanged, MediaRefused, OutputError, WorkerDied
from access.intake.watch import Watch
from access.jobs.ledger import Entry, Ledger, State
from access.jobs.service import Service, Task, status

SETTLE, RESCAN = 5.0, 300.0
HOUR = 3600.0
SETTINGS = Settings(
    intake=IntakeOptions(settle_seconds=SETTLE, rescan_seconds=RESCAN, give_up_hours=24), jobs=JobOptions(workers=2, attempts=3)
)


class House:
    """An inbox, and a daemon that is stepped by hand. Its two clocks go together, until somebody sets the one on the wall."""

    def __init__(self, folder: Path) -> None:
        self.inbox, self.out, self.state = folder / "in", folder / "out", folder / "state"
        self.inbox.mkdir()
        self.put("always-there.jpg", "picture")
        self.work = Work(self.out)
        self.executor = Inline()
        self.now, self.wall = 1000.0, 1_800_000_000.0
        self.settings = SETTINGS
        self.open()

    def open(self) -> None:
        """Start a daemon; one that is there already is left as `kill -9` leaves it."""
        self.ledger = Ledger(self.state, random.Random(7))
        self.watch = Watch(self.inbox, (), RESCAN)
        task = Task(self.inbox, self.out, self.settings, self.state, self.work)
        self.service = Service(task, self.ledger, self.watch, self.executor)

    def put(self, name: str, text: str) -> Path:
        path = self.inbox / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
        return path

    def come(self, name: str, text: str) -> Path:
        """Put a file, and have its event arrive."""
        path = self.put(name, text)
        self.watch.notice(path)
        return path

    def step(self) -> None:
        self.service.step(self.now, self.wall)

    def run(self, seconds: float, every: float = 1.0) -> None:
        """Step through a stretch of time, and note what is over at its end."""
        end = self.now + seconds
        while self.now < end:
            self.step()
            self.now += every
            self.wall += every
        self.step()
        self.service.collect(self.wall)

    def entry(self, name: str) -> Entry:
        (entry,) = [entry for entry in self.ledger.rows() if entry.relative == Path(name)]
        return entry

    @property
    def made(self) -> list[str]:
        return [name for name in self.work.made if name != "always-there.jpg"]


@pytest.fixture
def house(tmp_path: Path) -> House:
    house = House(tmp_path)
    house.run(2 * SETTLE)
    assert house.work.made == ["always-there.jpg"]
    return house


def busy_house(house: House) -> Path:
    """Keep both hands busy, and return the file that is queued behind."""
    house.executor.held = True
    for name in ("one.mp4", "two.mp4", "three.mp4"):
        house.come(name, name)
    house.run(2 * SETTLE)
    (queued,) = [entry.relative for entry in house.ledger.rows() if entry.state is State.QUEUED]
    return house.inbox / queued


def test_what_lay_there_at_the_start_settles_like_all_else(tmp_path: Path) -> None:
    house = House(tmp_path)
    house.run(SETTLE - 1)
    assert house.work.made == []
    assert house.entry("always-there.jpg").state is State.WAITING
    house.run(2)
    assert house.work.made == ["always-there.jpg"]
    assert house.entry("always-there.jpg").state is State.DONE


def test_a_half_copied_file_is_not_taken(house: House) -> None:
    film = house.come("talk.mp4", "beginning")
    for _ in range(10):
        house.run(SETTLE - 2)
        with film.open("a") as file:
            file.write(" more")
        assert house.made == []
        assert house.entry("talk.mp4").reason == "It may still be changing."
    house.run(SETTLE + 1)
    assert house.made == ["talk.mp4"]


def test_a_file_whose_script_is_still_being_copied_is_waited_for_too(house: House) -> None:
    house.come("talk.mp4", "film")
    script = house.come("talk.txt", "Hello")
    house.run(SETTLE - 1)
    script.write_text("Hello, and more")
    house.run(SETTLE - 1)
    assert house.made == []
    house.run(2)
    assert house.made == ["talk.mp4"]


def test_a_file_renamed_into_its_place_is_taken(house: House) -> None:
    house.put("talk.mp4.part", "film").rename(house.inbox / "talk.mp4")
    house.watch.notice(house.inbox / "talk.mp4")
    house.run(SETTLE + 1)
    assert house.made == ["talk.mp4"]


def test_a_file_whose_event_was_lost_is_found_by_the_rescan(house: House) -> None:
    house.put("deep/er/talk.mp4", "film")
    house.run(30)
    assert house.made == []
    house.run(RESCAN)
    assert house.made == ["talk.mp4"]


def test_events_that_come_twice_late_or_for_nothing_change_nothing(house: House) -> None:
    house.come("talk.mp4", "film")
    for _ in range(3):
        house.watch.notice(house.inbox / "talk.mp4")
        house.watch.notice(house.inbox / "never-was.mp4")
        house.run(2 * SETTLE)
    assert house.made == ["talk.mp4"]
    assert len(house.ledger.rows()) == 2


def test_rescans_do_nothing_twice(house: House) -> None:
    house.come("talk.mp4", "film")
    house.run(3 * RESCAN)
    assert len(house.work.jobs) == 2


def test_a_file_that_was_only_touched_is_looked_at_and_not_made_again(house: House) -> None:
    film = house.come("talk.mp4", "film")
    house.run(2 * SETTLE)
    os.utime(film, ns=(0, 1))
    house.watch.notice(film)
    house.run(2 * SETTLE)
    assert len(house.work.jobs) == 3
    assert house.made == ["talk.mp4"]
    assert house.entry("talk.mp4").state is State.DONE
    assert house.entry("talk.mp4").manifest == house.work.manifest(Path("talk.mp4"))


def test_a_touched_file_whose_output_is_gone_is_made_again(house: House) -> None:
    film = house.come("talk.mp4", "film")
    house.run(2 * SETTLE)
    shutil.rmtree(house.out)
    os.utime(film, ns=(0, 1))
    house.watch.notice(film)
    house.run(2 * SETTLE)
    assert house.made == ["talk.mp4", "talk.mp4"]


def test_new_content_under_an_old_name_is_made(house: House) -> None:
    house.come("talk.mp4", "film")
    house.run(2 * SETTLE)
    house.come("talk.mp4", "another")
    house.run(2 * SETTLE)
    assert house.made == ["talk.mp4", "talk.mp4"]


def test_a_script_that_comes_later_has_its_film_looked_at_again(house: House) -> None:
    house.come("talk.mp4", "film")
    house.run(2 * SETTLE)
    house.come("talk.txt", "Hello.")
    house.run(2 * SETTLE)
    assert [job.source.relative.name for job in house.work.jobs] == ["always-there.jpg", "talk.mp4", "talk.mp4"]


def test_an_xmp_that_comes_later_has_its_picture_looked_at_again(house: House) -> None:
    house.come("always-there.xmp", "<x/>")
    house.run(2 * SETTLE)
    assert [job.source.relative.name for job in house.work.jobs] == ["always-there.jpg", "always-there.jpg"]


def test_a_context_for_all_that_changes_has_everything_looked_at_again_at_the_next_scan(house: House, tmp_path: Path) -> None:
    for_all = tmp_path / "page.toml"
    for_all.write_text("place = 'Kew'")
    house.settings = SETTINGS.model_copy(update={"intake": SETTINGS.intake.model_copy(update={"context": str(for_all)})})
    house.open()
    house.run(RESCAN + 2 * SETTLE)
    assert len(house.work.jobs) == 2
    for_all.write_text("place = 'Crail'")
    house.run(RESCAN + 2 * SETTLE)
    assert len(house.work.jobs) == 3
    house.run(RESCAN + 2 * SETTLE)
    assert len(house.work.jobs) == 3


def test_the_same_content_under_two_names_gets_its_sidecars_twice(house: House) -> None:
    house.come("one.mp4", "film")
    house.come("two.mp4", "film")
    house.run(2 * SETTLE)
    assert sorted(house.made) == ["one.mp4", "two.mp4"]


def test_another_recipe_makes_everything_again_and_the_same_one_nothing(house: House) -> None:
    house.open()
    house.run(2 * SETTLE)
    assert house.work.made == ["always-there.jpg"]
    house.settings = SETTINGS.model_copy(update={"captions": CaptionOptions(profile="netflix")})
    house.open()
    house.run(2 * SETTLE)
    assert house.work.made == ["always-there.jpg"] * 2


def test_settings_that_change_nothing_in_what_is_made_make_nothing_again(house: House) -> None:
    house.settings = SETTINGS.model_copy(update={"jobs": JobOptions(workers=1)})
    house.open()
    house.run(2 * SETTLE)
    assert house.work.made == ["always-there.jpg"]


def test_after_a_crash_what_was_open_is_done_and_what_was_done_is_not(house: House) -> None:
    house.executor.held = True
    house.come("talk.mp4", "film")
    house.run(2 * SETTLE)
    assert house.entry("talk.mp4").state is State.RUNNING
    house.executor = Inline()
    house.open()
    assert house.service.recover(house.wall) == 1
    assert house.entry("talk.mp4").state is State.QUEUED
    assert house.made == []
    house.step()
    house.step()
    assert house.made == ["talk.mp4"]
    assert house.entry("talk.mp4").state is State.DONE
    assert house.work.made == ["always-there.jpg", "talk.mp4"]


def test_a_bad_file_among_good_ones_is_quarantined_with_its_reason(house: House) -> None:
    house.work.errors["bad.mp4"] = [MediaRefused("bad.mp4 is text.", "A film is wanted.")]
    for name in ("a.mp4", "bad.mp4", "c.mp4"):
        house.come(name, name)
    house.run(3 * RESCAN)
    assert house.made == ["a.mp4", "c.mp4"]
    bad = house.entry("bad.mp4")
    assert (bad.state, bad.reason) == (State.QUARANTINED, "bad.mp4 is text. A film is wanted.")
    assert len(house.work.jobs) == 4


def test_a_quarantined_file_is_tried_again_when_it_changes(house: House) -> None:
    house.work.errors["bad.mp4"] = [MediaRefused("x")]
    house.come("bad.mp4", "text")
    house.run(2 * SETTLE)
    del house.work.errors["bad.mp4"]
    house.come("bad.mp4", "a film at last")
    house.run(2 * SETTLE)
    assert house.entry("bad.mp4").state is State.DONE


@pytest.mark.parametrize("error", [WorkerDied("It was killed."), EngineFailed("It stumbled."), ZeroDivisionError("oh")])
def test_a_file_that_kills_its_worker_is_tried_so_often_and_no_more(house: House, error: Exception) -> None:
    house.work.errors["bomb.mp4"] = [error]
    house.come("bomb.mp4", "x")
    house.come("good.mp4", "y")
    house.run(HOUR, every=10)
    assert [job.source.relative.name for job in house.work.jobs].count("bomb.mp4") == 3
    assert house.entry("bomb.mp4").state is State.QUARANTINED
    assert house.made == ["good.mp4"]


@pytest.mark.parametrize("error", [MediaBroken("It ends in the middle."), MediaChanged("It changed while it was read.")])
def test_a_file_that_cannot_be_read_yet_waits_visibly_and_is_done_in_the_end(house: House, error: AccessError) -> None:
    house.work.errors["talk.mp4"] = [error]
    house.come("talk.mp4", "preallocated")
    house.run(HOUR, every=10)
    assert (house.entry("talk.mp4").state, house.entry("talk.mp4").reason) == (State.WAITING, str(error))
    del house.work.errors["talk.mp4"]
    house.come("talk.mp4", "whole at last")
    house.run(3 * SETTLE)
    assert house.entry("talk.mp4").state is State.DONE


def test_a_file_that_never_becomes_readable_is_given_up_after_the_hours_that_were_set(house: House) -> None:
    house.work.errors["talk.mp4"] = [MediaBroken("It ends in the middle.")]
    house.come("talk.mp4", "cut")
    house.run(23 * HOUR, every=60)
    assert house.entry("talk.mp4").state is State.WAITING
    house.run(3 * HOUR, every=60)
    assert (house.entry("talk.mp4").state, house.entry("talk.mp4").reason) == (State.QUARANTINED, "It ends in the middle.")
    assert len(house.work.jobs) < 50


def test_an_empty_file_is_waited_for_and_then_given_up(house: House) -> None:
    house.come("talk.mp4", "")
    house.run(HOUR, every=60)
    assert (house.entry("talk.mp4").state, house.entry("talk.mp4").reason) == (State.WAITING, "It is empty.")
    house.run(24 * HOUR, every=60)
    assert (house.entry("talk.mp4").state, house.entry("talk.mp4").reason) == (State.QUARANTINED, "It is empty.")
    house.come("talk.mp4", "film")
    house.run(2 * SETTLE)
    assert house.made == ["talk.mp4"]


def test_a_link_and_a_pipe_are_never_followed_and_never_block(house: House, tmp_path: Path) -> None:
    (tmp_path / "secret.mp4").write_text("secret")
    (house.inbox / "link.mp4").symlink_to(tmp_path / "secret.mp4")
    os.mkfifo(house.inbox / "pipe.mp4")
    house.run(RESCAN + 2 * SETTLE)
    assert house.made == []
    assert {house.entry(name).state for name in ("link.mp4", "pipe.mp4")} == {State.WAITING}


def test_a_full_disk_is_waited_out_without_a_restart(house: House) -> None:
    house.work.errors["talk.mp4"] = [OutputError("No room.")]
    house.come("talk.mp4", "film")
    house.run(HOUR, every=10)
    assert (house.entry("talk.mp4").state, house.entry("talk.mp4").reason) == (State.FAILED, "No room.")
    del house.work.errors["talk.mp4"]
    house.run(120)
    assert house.made == ["talk.mp4"]


def test_a_ledger_that_cannot_be_written_for_a_while_loses_no_outcome(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    house.executor.held = True
    house.come("talk.mp4", "film")
    house.run(2 * SETTLE)
    house.executor.release()

    def full(*_: object) -> None:
        raise OutputError("No room.")

    with monkeypatch.context() as patch:
        patch.setattr(house.ledger, "done", full)
        with pytest.raises(OutputError):
            house.step()
    house.step()
    assert house.entry("talk.mp4").state is State.DONE
    assert house.made == ["talk.mp4"]


def test_a_file_that_settles_while_the_ledger_is_full_is_queued_later(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    house.come("talk.mp4", "film")
    house.run(SETTLE - 2)

    def full(*_: object) -> None:
        raise OutputError("No room.")

    with monkeypatch.context() as patch:
        patch.setattr(house.ledger, "queue", full)
        house.now += SETTLE
        with pytest.raises(OutputError):
            house.step()
    house.run(2)
    assert house.made == ["talk.mp4"]


def test_an_inbox_that_goes_and_comes_back_loses_and_repeats_nothing(house: House, tmp_path: Path) -> None:
    house.executor.held = True
    house.come("one.mp4", "1")
    house.run(2 * SETTLE)
    house.come("two.mp4", "2")
    house.run(1)
    house.inbox.rename(tmp_path / "unplugged")
    house.inbox.mkdir()
    house.executor.release()
    house.executor.held = False
    house.run(2 * RESCAN, every=10)
    assert house.entry("always-there.jpg").state is State.DONE
    house.inbox.rmdir()
    (tmp_path / "unplugged").rename(house.inbox)
    house.run(2 * HOUR, every=10)
    assert {entry.relative.name: entry.state for entry in house.ledger.rows()} == dict.fromkeys(
        ("always-there.jpg", "one.mp4", "two.mp4"), State.DONE
    )
    assert sorted(house.work.made) == ["always-there.jpg", "one.mp4", "two.mp4"]


def test_a_queued_file_that_is_taken_away_is_not_run_and_is_taken_up_when_it_is_back(house: House, tmp_path: Path) -> None:
    film = busy_house(house)
    film.rename(tmp_path / "away.mp4")
    house.executor.release()
    house.executor.held = False
    house.run(2)
    assert house.entry(film.name).reason == "It is not there any more."
    (tmp_path / "away.mp4").rename(film)
    house.watch.notice(film)
    house.run(2 * SETTLE)
    assert house.entry(film.name).state is State.DONE


def test_a_queued_file_that_grows_again_is_not_taken_until_it_is_whole(house: House) -> None:
    film = busy_house(house)
    film.write_text("more of it")
    house.executor.release()
    house.executor.held = False
    house.run(SETTLE - 1)
    assert film.name not in house.made
    assert (house.entry(film.name).state, house.entry(film.name).reason) == (State.WAITING, "It may still be changing.")
    house.run(SETTLE)
    assert house.made[-1] == film.name


def test_what_is_queued_stays_queued_while_the_inbox_is_offline(house: House, tmp_path: Path) -> None:
    film = busy_house(house)
    house.inbox.rename(tmp_path / "unplugged")
    house.executor.release()
    house.executor.held = False
    house.run(HOUR, every=60)
    assert house.entry(film.name).state is State.QUEUED


def test_a_file_that_goes_before_it_is_whole_is_forgotten(house: House) -> None:
    film = house.come("talk.mp4", "film")
    house.run(2)
    assert house.entry("talk.mp4").state is State.WAITING
    film.unlink()
    house.run(2)
    assert [entry.relative.name for entry in house.ledger.rows()] == ["always-there.jpg"]


def test_new_content_that_comes_while_the_old_is_at_work_is_made_after_it_never_beside_it(house: House) -> None:
    house.executor.held = True
    house.come("talk.mp4", "film")
    house.run(2 * SETTLE)
    house.come("talk.mp4", "another film")
    house.run(2 * SETTLE)
    assert house.service.running == 1
    house.executor.release()
    house.run(1)
    assert house.service.running == 1
    house.executor.release()
    house.run(1)
    assert house.made == ["talk.mp4", "talk.mp4"]
    assert house.entry("talk.mp4").state is State.DONE


def test_no_more_is_handed_out_than_there_are_hands(house: House) -> None:
    house.executor.held = True
    for number in range(5):
        house.come(f"{number}.mp4", str(number))
    house.run(2 * SETTLE)
    assert house.service.running == 2
    assert house.ledger.counts() == {State.DONE: 1, State.RUNNING: 2, State.QUEUED: 3}


def test_what_is_abandoned_at_the_end_is_queued_for_the_next_daemon(house: House) -> None:
    house.executor.held = True
    house.come("talk.mp4", "film")
    house.run(2 * SETTLE)
    house.service.abandon(house.wall)
    assert (house.service.running, house.entry("talk.mp4").state, house.entry("talk.mp4").attempts) == (0, State.QUEUED, 0)
    house.executor = Inline()
    house.open()
    house.step()
    house.step()
    assert house.made == ["talk.mp4"]


@pytest.mark.parametrize("shift", [-86_400.0, 86_400.0, -1_800_000_000.0])
def test_a_clock_that_is_set_has_no_say_in_settling_and_loses_nothing(house: House, shift: float) -> None:
    film = house.come("talk.mp4", "film")
    os.utime(film, (0, 0))
    house.run(2)
    house.wall += shift
    house.run(SETTLE - 3)
    assert house.made == []
    house.run(2)
    assert house.made == ["talk.mp4"]


def test_names_of_any_bytes_come_through(house: House) -> None:
    arab = "\u202etalk.mp4".encode()
    names = [b"caf\xe9.mp4", "cafe\u0301.mp4".encode(), arab, b"a\nb.mp4", b"-i.ts", b"http:x.ts", b"x" * 251 + b".mp4"]
    for name in names:
        house.come(os.fsdecode(name), "film")
    house.run(2 * SETTLE)
    assert sorted(os.fsencode(name) for name in house.made) == sorted(names)


def test_a_network_disk_is_given_longer(tmp_path: Path) -> None:
    house = House(tmp_path)
    house.watch.network = True
    house.service = Service(
        Task(house.inbox, house.out, SETTINGS, house.state, house.work), house.ledger, house.watch, house.executor
    )
    house.run(50)
    assert house.work.made == []
    house.run(20)
    assert house.work.made == ["always-there.jpg"]


def test_many_files_are_counted_exactly(house: House) -> None:
    for number in range(400):
        house.put(f"{number % 20}/{number}.jpg", str(number))
    house.run(RESCAN + 2 * SETTLE, every=5)
    for _ in range(220):
        house.step()
    assert house.ledger.counts() == {State.DONE: 401}
    assert len(set(house.made)) == len(house.made) == 400


def test_status_shows_what_the_ledger_knows_and_makes_none(house: House, tmp_path: Path) -> None:
    shown = status(house.state)
    assert [(entry.relative.name, entry.state) for entry in shown.entries] == [("always-there.jpg", State.DONE)]
    assert (shown.counts, shown.daemon) == ({State.DONE: 1}, None)
    assert status(tmp_path / "none").entries == ()
    assert not (tmp_path / "none").exists()

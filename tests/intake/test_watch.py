"""Where to look: whatever the events say or leave out, a scan finds it."""

from __future__ import annotations

import os
import queue
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from watchdog.events import (
    DirCreatedEvent,
    DirDeletedEvent,
    DirModifiedEvent,
    FileClosedEvent,
    FileCreatedEvent,
    FileDeletedEvent,
    FileModifiedEvent,
    FileMovedEvent,
    FileOpenedEvent,
    FileSystemEvent,
)
from watchdog.observers.polling import PollingObserver

from access.intake import watch as room
from access.intake.watch import Watch, is_network, mount_type

LONG = 60.0


@pytest.fixture
def inbox(tmp_path: Path) -> Path:
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "first.jpg").write_bytes(b"x")
    return folder


def names(found: Iterator[Path]) -> list[str]:
    return [path.name for path in found]


def scanned(inbox: Path, ignore: tuple[str, ...] = ()) -> Watch:
    """Return a watch whose first scan, at 0 s, is over; the next is due at 300 s."""
    watch = Watch(inbox, ignore, 300)
    assert names(watch.look(0)) == ["first.jpg"]
    return watch


def test_everything_is_found_at_the_start_and_at_every_rescan(inbox: Path) -> None:
    watch = scanned(inbox)
    (inbox / "talks").mkdir()
    (inbox / "talks" / "late.mp4").write_bytes(b"x")
    assert names(watch.look(299)) == []
    assert names(watch.look(300)) == ["first.jpg", "late.mp4"]
    assert names(watch.look(301)) == []


def test_a_noticed_path_is_given_once_however_often_it_was_noticed(inbox: Path) -> None:
    watch = scanned(inbox)
    for _ in range(3):
        watch.notice(inbox / "talk.mp4")
    assert names(watch.look(1)) == ["talk.mp4"]
    assert names(watch.look(2)) == []


@pytest.mark.parametrize(
    "name",
    [".hidden.mp4", "._talk.mp4", "~$talk.mp4", "talk.mp4.part", "talk.tmp", ".talks/a.mp4", "@eaDir/a.jpg", "old/a.mp4",
     "talk.en.described.m4a", "talk.mp4.access.json", "readme.md"],
)
def test_what_is_ignored_is_ignored_in_scans_and_events_alike(inbox: Path, name: str) -> None:
    watch = scanned(inbox, ignore=("old",))
    (inbox / name).parent.mkdir(exist_ok=True)
    (inbox / name).write_bytes(b"x")
    watch.notice(inbox / name)
    assert names(watch.look(1)) == []
    assert names(watch.look(300)) == ["first.jpg"]


def test_a_path_outside_of_the_inbox_is_not_looked_at(inbox: Path) -> None:
    watch = scanned(inbox)
    watch.notice(inbox.parent / "talk.mp4")
    assert names(watch.look(1)) == []


def test_a_folder_that_came_in_is_looked_through(inbox: Path) -> None:
    watch = scanned(inbox)
    (inbox / "new" / "deep").mkdir(parents=True)
    (inbox / "new" / "deep" / "talk.mp4").write_bytes(b"x")
    watch.notice(inbox / "new")
    assert names(watch.look(1)) == ["talk.mp4"]


def test_a_folder_behind_a_link_is_not(inbox: Path, tmp_path: Path) -> None:
    watch = scanned(inbox)
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere" / "secret.jpg").write_bytes(b"x")
    (inbox / "way-out").symlink_to(tmp_path / "elsewhere")
    watch.notice(inbox / "way-out")
    assert names(watch.look(1)) == []
    assert names(watch.look(300)) == ["first.jpg"]


def test_a_script_that_comes_later_leads_to_its_film(inbox: Path) -> None:
    watch = scanned(inbox)
    (inbox / "first.txt").write_text("Hello.")
    watch.notice(inbox / "first.txt")
    assert names(watch.look(1)) == ["first.jpg"]


def test_an_inbox_that_is_gone_is_offline_and_is_scanned_when_it_is_back(inbox: Path, tmp_path: Path) -> None:
    watch = scanned(inbox)
    inbox.rename(tmp_path / "unplugged")
    assert not watch.online()
    watch.notice(inbox / "first.jpg")
    assert names(watch.look(1)) == []
    inbox.mkdir()
    assert not watch.online()
    assert names(watch.look(2)) == []
    inbox.rmdir()
    (tmp_path / "unplugged").rename(inbox)
    assert watch.online()
    assert names(watch.look(3)) == ["first.jpg"]


def said(event: FileSystemEvent) -> list[str]:
    heard: list[Path] = []
    room._Handler(Path("/in"), heard.append).dispatch(event)
    return [path.name for path in heard]


def test_events_only_say_where_to_look() -> None:
    for kind in (FileCreatedEvent, FileModifiedEvent, FileClosedEvent):
        assert said(kind("/in/talk.mp4")) == ["talk.mp4"]
    assert said(FileMovedEvent("/in/upload.part", "/in/talk.mp4")) == ["talk.mp4"]
    assert said(DirCreatedEvent("/in/talks")) == ["talks"]
    assert said(DirDeletedEvent("/in")) == ["in"]
    for event in (FileOpenedEvent("/in/talk.mp4"), FileDeletedEvent("/in/talk.mp4"), DirModifiedEvent("/in")):
        assert said(event) == []


def test_the_system_s_own_events_arrive(inbox: Path, tmp_path: Path) -> None:
    """Real inotify; the wake-up is waited for, no time is guessed."""
    woken: queue.SimpleQueue[None] = queue.SimpleQueue()
    watch = Watch(inbox, (), 300, lambda: woken.put(None))
    watch.start()
    try:
        assert names(watch.look(0)) == ["first.jpg"]
        (tmp_path / "ready.mp4").write_bytes(b"x")
        (tmp_path / "ready.mp4").rename(inbox / "renamed-in.mp4")
        (inbox / "upload.part").write_bytes(b"x")
        (inbox / "upload.part").rename(inbox / "finished.mp4")
        os.link(inbox / "first.jpg", inbox / "linked.jpg")
        (tmp_path / "folder").mkdir()
        (tmp_path / "folder" / "inside.mp4").write_bytes(b"x")
        (tmp_path / "folder").rename(inbox / "folder")
        wanted = {"renamed-in.mp4", "finished.mp4", "linked.jpg", "inside.mp4"}
        while wanted:
            woken.get(timeout=LONG)
            wanted -= set(names(watch.look(1)))
    finally:
        watch.stop()


@pytest.mark.parametrize("missed", [True, False], ids=["missed", "not missed"])
def test_an_inbox_that_was_replaced_is_listened_to_again(inbox: Path, missed: bool) -> None:
    woken: queue.SimpleQueue[None] = queue.SimpleQueue()
    watch = Watch(inbox, (), 300, lambda: woken.put(None))
    watch.start()
    try:
        assert names(watch.look(0)) == ["first.jpg"]
        shutil.rmtree(inbox)
        if missed:
            assert names(watch.look(1)) == []
        inbox.mkdir()
        for name in ("second.jpg", "third.jpg"):
            (inbox / name).write_bytes(b"x")
            found: set[str] = set(names(watch.look(2)))
            while name not in found:
                woken.get(timeout=LONG)
                found |= set(names(watch.look(3)))
    finally:
        watch.stop()


def test_an_inbox_whose_events_are_refused_is_still_scanned(
    inbox: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    class Refusing(PollingObserver):
        def start(self) -> None:
            raise OSError(28, "inotify watch limit reached")

    monkeypatch.setattr(room, "Observer", Refusing)
    watch = Watch(inbox, (), 300)
    watch.start()
    assert names(watch.look(0)) == ["first.jpg"]
    assert "inotify watch limit reached" in caplog.text
    watch.stop()


MOUNTS = r"""
22 1 8:1 / / rw,relatime shared:1 - ext4 /dev/sda1 rw
30 22 0:45 / /srv/media rw,relatime shared:9 - nfs4 server:/media rw,vers=4.2
31 22 0:46 / /srv/my\040films rw - cifs //server/films rw
32 30 0:47 / /srv/media/local rw shared:3 master:1 - xfs /dev/sdb1 rw
33 22 0:48 / /home/me/phone rw - fuse.sshfs phone: rw
34 22 8:17 / /mnt/stick rw - fuseblk /dev/sdc1 rw
"""


@pytest.mark.parametrize(
    ("path", "kind", "network"),
    [
        ("/home/me", "ext4", False), ("/srv/media", "nfs4", True), ("/srv/media/in", "nfs4", True),
        ("/srv/mediathek", "ext4", False), ("/srv/my films/in", "cifs", True), ("/srv/media/local/in", "xfs", False),
        ("/home/me/phone", "fuse.sshfs", True), ("/mnt/stick", "fuseblk", False),
    ],
)
def test_network_disks_are_known_by_their_mounts(path: str, kind: str, network: bool) -> None:
    assert mount_type(MOUNTS, Path(path)) == kind
    assert is_network(kind) == network


def test_a_network_disk_is_polled(inbox: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    mounts = tmp_path / "mountinfo"
    mounts.write_text(f"30 22 0:45 / {inbox} rw - nfs4 server:/media rw\n")
    monkeypatch.setattr(room, "_MOUNTS", mounts)
    started: list[float] = []

    class Polling(PollingObserver):
        def start(self) -> None:
            started.append(self.timeout)

        def stop(self) -> None: ...

        def join(self, timeout: float | None = None) -> None: ...

    monkeypatch.setattr(room, "PollingObserver", Polling)
    watch = Watch(inbox, (), 300)
    watch.start()
    watch.stop()
    assert watch.network
    assert started == [room.POLL_SECONDS]

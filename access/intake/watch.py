"""Says where to look: events of the system and scans of the whole inbox, through one queue.

An event means only "look at this path": events are lost when queues overflow, none come from other machines on network
disks, and a lost mount looks like an empty folder. So whatever they say, the whole inbox is scanned at the start and ever
again, and what is whole is for `settle` to say.
"""

from __future__ import annotations

import logging
import os
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from queue import Empty, SimpleQueue

from watchdog.events import FileSystemEvent, FileSystemEventHandler
from watchdog.observers import Observer
from watchdog.observers.api import BaseObserver
from watchdog.observers.polling import PollingObserver

from access.errors import UsageError
from access.files import printable
from access.intake.glance import media_beside
from access.intake.identify import MEDIA_ENDINGS, media_files, passed_over
from access.model.media import COMPANION_ENDINGS

_log = logging.getLogger(__name__)

EVENTS = frozenset({"created", "modified", "closed", "moved"})
POLL_SECONDS = 10.0
"""How often a network disk is compared with what it was."""
_NETWORK = re.compile(r"nfs\d?|cifs|smb\d?|smbfs|9p|fuse(\..*)?")
_MOUNTS = Path("/proc/self/mountinfo")


class Watch:
    """Watches one inbox. `start` turns the events on; without it, the scans alone find everything, later."""

    def __init__(
        self, root: Path, ignore: tuple[str, ...], rescan_seconds: float, wake: Callable[[], None] = lambda: None
    ) -> None:
        """`wake` is called, from another thread, whenever there is something to look at."""
        self._root = root
        self._ignore = ignore
        self._every = rescan_seconds
        self._wake = wake
        self._noticed: SimpleQueue[Path] = SimpleQueue()
        self._next_scan: float | None = None
        self._observer: BaseObserver | None = None
        self._observed: tuple[int, int] | None = None
        self._live = False
        self.network = is_network(mount_type(_read_mounts(), root))

    def start(self) -> None:
        """Turn the events on. Where the system refuses them, say so in the log: the scans still come."""
        self._live = True
        self._arm()

    def stop(self) -> None:
        self._live = False
        self._disarm()

    def notice(self, path: Path) -> None:
        """Take note that something happened at `path`. Any thread may call it."""
        self._noticed.put(path)
        self._wake()

    def online(self) -> bool:
        """Say whether the inbox is there, can be read and holds anything; if not, nothing in it counts as deleted."""
        try:
            with os.scandir(self._root) as entries:
                return next(entries, None) is not None
        except OSError:
            return False

    def look(self, now: float) -> Iterator[Path]:
        """Yield the paths to look at, each once: what was noticed, and everything when a scan is due.

        They lie below the root, are not ignored and bear an ending of media; whether they are files is not said.
        `now` is monotonic, in seconds.
        """
        if not self.online():
            self._lose()
            return
        noticed = dict.fromkeys(self._drained())
        if self._root in noticed or (self._observed and self._observed != _identity(self._root)):
            self._lose()
        found: dict[Path, None] = {}
        if self._next_scan is None or now >= self._next_scan:
            self._next_scan = now + self._every
            if self._live and not self._observed:
                self._arm()
            found.update(dict.fromkeys(self._below(self._root)))
        for path in noticed:
            found.update(dict.fromkeys(self._meant_by(path)))
        yield from found

    def _lose(self) -> None:
        """Trust the events no longer: the folder went, and what stands in its place is not listened to."""
        self._next_scan = None
        self._disarm()

    def _drained(self) -> Iterator[Path]:
        while True:
            try:
                yield self._noticed.get_nowait()
            except Empty:
                return

    def _meant_by(self, path: Path) -> Iterator[Path]:
        if not path.is_relative_to(self._root):
            return
        if any(passed_over(part, self._ignore) for part in path.relative_to(self._root).parts):
            return
        if path.is_dir() and not path.is_symlink():
            yield from self._below(path)
        elif path.suffix.lower() in MEDIA_ENDINGS:
            yield path
        elif path.suffix.lower() in COMPANION_ENDINGS:
            yield from (media for media in media_beside(path) if not passed_over(media.name, self._ignore))

    def _below(self, folder: Path) -> Iterator[Path]:
        try:
            yield from media_files(folder, self._ignore)
        except (OSError, UsageError):
            # It went while it was looked at; the next scan will tell.
            return

    def _arm(self) -> None:
        self._disarm()
        observer: BaseObserver = PollingObserver(timeout=POLL_SECONDS) if self.network else Observer()
        try:
            observer.schedule(_Handler(self._root, self.notice), str(self._root), recursive=True)
            observer.start()
        except OSError as error:
            _log.warning(
                "No events for %s (%s): it is looked through every %g s instead.",
                printable(self._root), error.strerror or error, self._every,
            )
            return
        self._observer, self._observed = observer, _identity(self._root)

    def _disarm(self) -> None:
        if self._observer is not None:
            self._observer.stop()
            self._observer.join()
        self._observer = self._observed = None


class _Handler(FileSystemEventHandler):
    def __init__(self, root: Path, notice: Callable[[Path], None]) -> None:
        self._root = root
        self._notice = notice

    def on_any_event(self, event: FileSystemEvent) -> None:
        path = Path(os.fsdecode(event.dest_path if event.event_type == "moved" else event.src_path))
        if path == self._root:
            # Only its end matters. A new folder in its place may even have the old one's number.
            if event.event_type == "deleted":
                self._notice(path)
        elif event.event_type in EVENTS and not (event.is_directory and event.event_type == "modified"):
            self._notice(path)


def mount_type(mountinfo: str, path: Path) -> str:
    """Return the type of the file system that `path`, absolute and resolved, lies on; empty where it is not told.

    `mountinfo` is the text of `/proc/self/mountinfo` (proc(5)): the mount point is the fifth field, with blanks and the
    like as octal escapes, the type the first one after the lone hyphen. A later mount covers an earlier one.
    """
    best, kind = -1, ""
    for line in mountinfo.splitlines():
        before, _, after = line.partition(" - ")
        fields, types = before.split(), after.split()
        if len(fields) < 5 or not types:
            continue
        point = Path(re.sub(r"\\([0-7]{3})", lambda found: chr(int(found[1], 8)), fields[4]))
        if path.is_relative_to(point) and len(point.parts) >= best:
            best, kind = len(point.parts), types[0]
    return kind


def is_network(kind: str) -> bool:
    """Say whether changes on this type of file system may be made elsewhere, without an event here."""
    return _NETWORK.fullmatch(kind) is not None


def _read_mounts() -> str:
    try:
        return _MOUNTS.read_text("utf-8", "surrogateescape")
    except OSError:
        return ""


def _identity(path: Path) -> tuple[int, int] | None:
    try:
        status = path.stat()
    except OSError:
        return None
    return status.st_dev, status.st_ino

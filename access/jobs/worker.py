"""What a worker process does with one job: identify the file, then all the rest, with engines that stay warm between jobs.

Strangers' files are first opened here and not in the daemon: what crashes is a worker.
"""

from __future__ import annotations

import atexit
import errno
import time
import traceback
from collections import Counter
from pathlib import Path

from access.config import JobOptions, LimitOptions, Settings
from access.errors import AccessError, MediaChanged, MediaError, MediaRefused, OutputError, Unforeseen
from access.files import printable
from access.intake.identify import identify
from access.jobs.job import Job, Made, Outcome, content_of
from access.jobs.runner import WorkerLimits, allow
from access.mediafile import open_container
from access.model.media import Asset, MediaKind
from access.model.package import Package
from access.pipeline import Workshop

SLOWEST_DISK = 4_000_000
"""Bytes a second that a file is read at, at the least."""
_AV_TIME_BASE = 1_000_000
_NO_ROOM = {errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EIO, errno.ENOMEM}

_warm: tuple[Settings, Path, Workshop] | None = None


def limits_of(options: JobOptions) -> WorkerLimits:
    return WorkerLimits(options.files_per_worker, options.memory_mib, options.deadline_floor_seconds)


def work(job: Job) -> Outcome:
    """Do one job to its end. Never raises: what goes wrong stands in the outcome."""
    began = time.monotonic()
    content = ""
    try:
        allow(_reading_seconds(job))
        context = job.settings.intake.context or job.source.context
        asset = identify(job.source.path, job.source.relative, job.settings.limits, context)
        content = content_of(asset)
        if content == job.known:
            return Outcome(content, seconds=time.monotonic() - began)
        allow(_working_seconds(asset, job.settings.limits, job.settings.jobs))
        package = _workshop(job).process(asset, job.source.out)
        return Outcome(content, _made(package), seconds=time.monotonic() - began)
    except AccessError as error:
        return Outcome(content, error=_for_now(error), seconds=time.monotonic() - began)
    except Exception as error:
        return Outcome(content, error=_understood(error, job), trace=traceback.format_exc(), seconds=time.monotonic() - began)


def _workshop(job: Job) -> Workshop:
    global _warm
    if _warm is None or _warm[:2] != (job.settings, job.state):
        _cool()
        _warm = (job.settings, job.state, Workshop(job.settings, job.state))
    return _warm[2]


@atexit.register
def _cool() -> None:
    global _warm
    if _warm is not None:
        _warm[2].close()
        _warm = None


def _reading_seconds(job: Job) -> float:
    try:
        size = job.source.path.lstat().st_size
    except OSError:
        size = 0
    return job.settings.jobs.deadline_floor_seconds + size / SLOWEST_DISK


def _working_seconds(asset: Asset, limits: LimitOptions, options: JobOptions) -> float:
    """Return how long the file may take: so many times its own length.

    One that does not say how long it is may be as long as the limits allow; one that cannot be opened is found out soon.
    """
    if asset.kind is MediaKind.IMAGE:
        return options.deadline_floor_seconds
    try:
        with open_container(asset.path, limits, asset.format) as container:
            said = container.duration
    except MediaError:
        return options.deadline_floor_seconds
    length = said / _AV_TIME_BASE if said else limits.max_duration_hours * 3600
    return max(options.deadline_floor_seconds, options.deadline_factor * length)


def _made(package: Package) -> Made:
    counted = Counter(finding.severity for finding in package.report.findings)
    return Made(package.manifest, tuple(sidecar.path for sidecar in package.sidecars), dict(counted))


def _for_now(error: AccessError) -> AccessError:
    """Return the error as it is to be judged: that the system refused a file says nothing about the file for ever."""
    if isinstance(error, MediaRefused) and isinstance(error.__cause__, OSError):
        return MediaChanged(error.message, error.hint)
    return error


def _understood(error: Exception, job: Job) -> AccessError:
    name = printable(job.source.relative)
    if isinstance(error, OSError) and error.errno in _NO_ROOM:
        return OutputError(f"{name} could not be worked on: {error.strerror}.", "Make room, or mend the disk.")
    if isinstance(error, FileNotFoundError) and not job.source.path.exists():
        return MediaChanged(f"{name} went away while it was worked on.")
    return Unforeseen(
        f"{name}: {type(error).__name__}: {printable(error)}", "This is a defect; please report it with what the log says."
    )

"""What people did to our sidecars since the last run. People win: what is found here is kept, and is the truth from then on."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from access.files import digest_of
from access.model.package import Role
from access.model.script import ReviewState
from access.pack.content import content_of, first_told_of
from access.pack.journal import Written
from access.pack.manifest import Known, Previous
from access.pack.names import live_name

NOT_APPROVED = "a person changed it and has not approved it: take `.draft` out of its name"


class How(StrEnum):
    """How a person took a sidecar over."""

    CHANGED = "changed"
    """It says something else than what we wrote."""
    APPROVED = "approved"
    """A draft of ours stands under its live name now."""
    THEIRS = "theirs"
    """A file of theirs stands under the live name of a draft that is still there."""


@dataclass(frozen=True, slots=True)
class Edited:
    """A sidecar that is a person's now."""

    how: How
    path: Path
    role: Role
    language: str


def edited(previous: Previous | None, folder: Path) -> tuple[Edited, ...]:
    """Return the files in `folder` that a person made theirs, in the order of the manifest. Raises `OSError`.

    A file that a person changed before the last run is found again: the manifest says that it is theirs.
    """
    if previous is None:
        return ()
    listed = {known.file for known in previous.sidecars}
    found: list[Edited] = []
    for known in previous.sidecars:
        path = folder / known.file
        live = folder / live_name(known.file)
        if path.is_file() and (known.a_persons_file or not _ours(known, previous, path)):
            approved = known.a_persons_file and known.review is ReviewState.APPROVED
            found.append(Edited(How.APPROVED if approved else How.CHANGED, path, known.role, known.language))
        if live.name not in listed and live.is_file() and not _ours(known, previous, live):
            how = How.THEIRS if path.is_file() else How.APPROVED
            found.append(Edited(how, live, known.role, known.language))
    return tuple(found)


def said(role: Role, path: Path, known: Known | None) -> str:
    """Return the digest of what a file says: as the manifest has it where the bytes are the same, else read anew.

    Raises `OSError`.
    """
    if known is not None and known.role is role and digest_of(path) == known.sha256:
        return known.content
    return content_of(role, path)


def _ours(known: Known, previous: Previous, path: Path) -> bool:
    content = said(known.role, path, known)
    as_listed = path.name == known.file and (content == known.content or as_once_listed(known, path))
    return as_listed or Written(path.name, known.role, content) in previous.pending


def as_once_listed(known: Known, path: Path) -> bool:
    """Tell whether a file says what an older manifest holds of it. Raises `OSError`."""
    return known.first_language_only and first_told_of(path) == known.content

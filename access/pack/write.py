"""Puts sidecars in their places: whole or not at all, never over a person's work, the manifest last."""

from __future__ import annotations

import shutil
from pathlib import Path

from access.errors import OutputError
from access.files import digest, digest_of, printable, replacing, write_bytes, write_text
from access.model.findings import TextOrigin
from access.model.package import Role, Sidecar
from access.model.script import Provenance, ReviewState
from access.pack import journal
from access.pack.content import content_digest
from access.pack.edits import NOT_APPROVED, Edited, How, as_once_listed, said
from access.pack.journal import Written
from access.pack.manifest import Previous
from access.pack.names import live_name
from access.pack.xmp_reading import read_alts


class Shelf:
    """The folder of one original's sidecars while a run fills it.

    A place where a person's file stands is left alone: the noun that comes back then tells of that file. Everything
    raises `OutputError` where the folder cannot be read or written.
    """

    def __init__(self, manifest: Path, previous: Previous | None) -> None:
        self._manifest = manifest
        self._known = {known.file: known for known in previous.sidecars} if previous else {}
        self._pending = journal.pending(manifest)
        self._sidecars: dict[Path, Sidecar] = {}

    @property
    def sidecars(self) -> tuple[Sidecar, ...]:
        """What stands on the shelf by now, in order of names."""
        return tuple(self._sidecars[path] for path in sorted(self._sidecars))

    def text(self, role: Role, path: Path, text: str, language: str, provenance: Provenance) -> Sidecar:
        return self.data(role, path, text.encode("utf-8"), language, provenance)

    def data(self, role: Role, path: Path, data: bytes, language: str, provenance: Provenance) -> Sidecar:
        sha256, known = digest(data), self._known.get(path.name)
        as_before = known is not None and known.role is role and known.sha256 == sha256
        content = known.content if known and as_before else content_digest(role, path.name, data)
        if self._is_theirs(role, path, content):
            return self._theirs(role, path, language, ReviewState.EDITED)
        if not (as_before and _holds(path, data)):
            self._announce(path, role, content)
            write_bytes(path, data)
        return self._put(Sidecar(role, path, sha256, content, language, provenance))

    def file(self, role: Role, path: Path, made: Path, language: str, provenance: Provenance) -> Sidecar:
        """Copy a file that was made elsewhere, for what is too large to hold."""
        content = digest_of(made)
        if self._is_theirs(role, path, content):
            return self._theirs(role, path, language, ReviewState.EDITED)
        self._announce(path, role, content)
        with replacing(path) as temporary:
            shutil.copyfile(made, temporary)
        return self._put(Sidecar(role, path, content, content, language, provenance))

    def is_a_persons(self, path: Path) -> bool:
        """Tell whether a person wrote or changed an alternative text in the metadata that lies there."""
        standing = self._content(Role.METADATA, path)
        known = self._known.get(path.name)
        if standing is None or (known and known.a_persons_file):
            return standing is not None
        if Written(path.name, Role.METADATA, standing) in self._pending:
            return False
        if known:
            return standing != known.content and not as_once_listed(known, path)
        try:
            return bool(read_alts(path.read_bytes()))
        except OutputError:
            return True

    def merged(self, path: Path, data: bytes, language: str, provenance: Provenance, theirs: bool) -> Sidecar:
        """Put metadata that holds all that stood there; `theirs`: what stood there was a person's, and so it stays."""
        content = content_digest(Role.METADATA, path.name, data)
        if not _holds(path, data):
            if not theirs:
                self._announce(path, Role.METADATA, content)
            write_bytes(path, data)
        if theirs:
            return self._theirs(Role.METADATA, path, language, ReviewState.EDITED)
        return self._put(Sidecar(Role.METADATA, path, digest(data), content, language, provenance))

    def keep(self, edited: Edited) -> Sidecar:
        """Take up a person's file as it stands."""
        review = ReviewState.EDITED if edited.how is How.CHANGED else ReviewState.APPROVED
        return self._theirs(edited.role, edited.path, edited.language, review)

    def finish(self, manifest: str) -> None:
        """Remove what we wrote before and no longer make, then write the manifest."""
        folder = self._manifest.parent
        kept = {path.name for path in self._sidecars}
        before = {Written(known.file, known.role, known.content) for known in self._known.values() if not known.a_persons_file}
        for old in before | self._pending:
            # Other programs keep their own edits in an XMP sidecar: it is never ours alone.
            ours_alone = old.file not in kept and old.role is not Role.METADATA
            if ours_alone and self._content(old.role, folder / old.file) == old.content:
                (folder / old.file).unlink(missing_ok=True)
        write_text(self._manifest, manifest)
        journal.close(self._manifest)

    def _is_theirs(self, role: Role, path: Path, content: str) -> bool:
        known = self._known.get(path.name)
        standing = self._content(role, path)
        if standing is None or Written(path.name, role, standing) in self._pending:
            return False
        if known is not None:
            return known.a_persons_file or standing != known.content
        return standing != content

    def _content(self, role: Role, path: Path) -> str | None:
        try:
            return said(role, path, self._known.get(path.name)) if path.exists() else None
        except OSError as error:
            raise OutputError(f"{printable(path)} cannot be read: {error.strerror}.") from error

    def _announce(self, path: Path, role: Role, content: str) -> None:
        journal.note(self._manifest, Written(path.name, role, content))

    def _theirs(self, role: Role, path: Path, language: str, review: ReviewState) -> Sidecar:
        held = review is ReviewState.EDITED and path.name != live_name(path.name)
        provenance = Provenance(TextOrigin.PERSON, review, why_draft=(NOT_APPROVED,) if held else (), source=path.name)
        content = self._content(role, path)
        if content is None:
            raise OutputError(f"{printable(path)} has gone while its neighbours were written.", "Run it again.")
        return self._put(Sidecar(role, path, digest_of(path), content, language, provenance, True))

    def _put(self, sidecar: Sidecar) -> Sidecar:
        self._sidecars[sidecar.path] = sidecar
        return sidecar


def _holds(path: Path, data: bytes) -> bool:
    """Return whether `path` holds exactly `data`."""
    return path.is_file() and path.stat().st_size == len(data) and path.read_bytes() == data

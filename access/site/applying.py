"""Writes what is proposed: the patches to be reviewed, or the pages themselves, whole or not at all."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from access import files
from access.errors import MediaRefused, OutputError
from access.site import pages
from access.site.patches import Edit, applied, moved, new_file_patch, page_patch
from access.site.proposing import NewFile, Proposal, Proposals, edits_of
from access.site.surveying import Survey

PATCH, DRAFTS_PATCH = "site.patch", "site.drafts.patch"


@dataclass(frozen=True, slots=True)
class Stale:
    """A page that is no longer what was surveyed, or could not be written."""

    page: PurePosixPath
    why: str


@dataclass(frozen=True, slots=True)
class Written:
    """What became of the proposals."""

    pages: tuple[PurePosixPath, ...]
    """Written anew."""
    files: tuple[PurePosixPath, ...]
    """Put beside media."""
    stale: tuple[Stale, ...]


@dataclass(frozen=True, slots=True)
class Patches:
    """The texts of the patches; each is empty where there is nothing to propose."""

    live: bytes
    drafts: bytes
    """What is to be applied after the other: drafts stand in lines that it changes."""
    stale: tuple[Stale, ...]


def patches(survey: Survey, found: Proposals) -> Patches:
    """Return what is proposed as diffs of the folder."""
    parts: dict[bool, list[bytes]] = {False: [], True: []}
    for file in sorted(found.files.values(), key=lambda file: file.path):
        parts[file.draft].append(new_file_patch(file.path, file.content))
    stale = []
    for relative, changes in _by_page(found):
        try:
            page = _unchanged(survey, relative)
        except MediaRefused as error:
            stale.append(Stale(relative, str(error)))
            continue
        live, drafts = (edits_of(page, [one for one in changes if one.draft is draft]) for draft in (False, True))
        parts[False].append(page_patch(relative, page.text, live, page.data))
        parts[True].append(page_patch(relative, applied(page.text, live), moved(drafts, live), page.data))
    return Patches(b"".join(parts[False]), b"".join(parts[True]), tuple(stale))


def write_patches(made: Patches, out: Path) -> list[Path]:
    """Write the patches into `out`; one of an earlier run that would propose nothing now is taken away."""
    written = []
    for name, content in ((PATCH, made.live), (DRAFTS_PATCH, made.drafts)):
        path = out / name
        if content:
            files.write_bytes(path, content)
            written.append(path)
        else:
            path.unlink(missing_ok=True)
    return written


def apply(survey: Survey, found: Proposals, drafts: bool) -> Written:
    """Write the pages as they are proposed, with what was made as a draft where `drafts` says so.

    Files that pages will lead to come first. A page that changed since it was read, or cannot be written, is left as it is.
    """
    made, stale, done = list[PurePosixPath](), list[Stale](), list[PurePosixPath]()
    for file in found.files.values():
        if drafts or not file.draft:
            problem = _put(survey.site.folder, file)
            if problem:
                stale.append(Stale(file.path, problem))
            else:
                made.append(file.path)
    for relative, changes in _by_page(found):
        chosen = [one for one in changes if drafts or not one.draft]
        if chosen:
            try:
                _write(survey, relative, chosen)
                done.append(relative)
            except (MediaRefused, OutputError) as error:
                stale.append(Stale(relative, str(error)))
    return Written(tuple(done), tuple(made), tuple(stale))


def _write(survey: Survey, relative: PurePosixPath, changes: Sequence[Proposal]) -> None:
    page = _unchanged(survey, relative)
    edits: list[Edit] = edits_of(page, [one for one in changes if not one.draft])
    edits += edits_of(page, [one for one in changes if one.draft])
    files.write_bytes(page.path, page.data(applied(page.text, edits)), page.mode)


def _put(folder: Path, file: NewFile) -> str:
    """Write a file beside its medium; return why not, where something else stands there now."""
    path = folder / file.path
    if path.is_symlink() or path.exists():
        same = path.is_file() and not path.is_symlink() and path.read_bytes() == file.content
        return "" if same else "It is there meanwhile."
    try:
        files.write_bytes(path, file.content)
    except OutputError as error:
        return str(error)
    return ""


def _unchanged(survey: Survey, relative: PurePosixPath) -> pages.Page:
    """Read a page again. Raises `MediaRefused` where it is not what was surveyed."""
    page = pages.read(survey.site.folder / relative, survey.site.folder)
    if page.sha256 != survey.pages[relative].sha256:
        raise MediaRefused("It changed while its media were processed.", "Run the command again.")
    return page


def _by_page(found: Proposals) -> list[tuple[PurePosixPath, list[Proposal]]]:
    pages_of: dict[PurePosixPath, list[Proposal]] = {}
    for one in found.changes:
        pages_of.setdefault(one.where.page, []).append(one)
    return list(pages_of.items())

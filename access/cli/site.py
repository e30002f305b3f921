"""What `access site` does: survey a folder of pages, have its media processed, and write what would mend the pages."""

from __future__ import annotations

import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from access import config, files, profiles
from access.cli import report, work
from access.config import Settings
from access.errors import UsageError
from access.intake.guard import refuse_nested
from access.jobs.batch import BatchResult
from access.jobs.job import Source
from access.site import applying, reporting
from access.site.proposing import Proposals, proposals
from access.site.sourcing import process_media
from access.site.surveying import Site, Survey, survey

_MOST_SHOWN = 50
"""Rows of a table on the terminal; the report holds all."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What the command line says besides the folder."""

    out: Path | None = None
    apply: bool = False
    drafts: bool = False
    """With `apply`: what was made as a draft, too."""
    check: bool = False
    """Proposals are a failure: for pipelines."""
    as_json: bool = False


def site(folder: Path, asked: Asked, settings: Settings, state: Path | None, jobs: int | None) -> int:
    """Propose what the pages below `folder` lack; 1 where something failed, or with `check` where anything is proposed."""
    if asked.drafts and not asked.apply:
        raise UsageError("--drafts says what --apply writes.", "Add --apply; the patches hold drafts in any case.")
    if not folder.is_dir():
        raise UsageError(f"{files.printable(folder)} is no folder.", "Name the folder that the pages lie in.")
    folder = folder.absolute()
    out = (asked.out or folder.resolve().with_name(f"{folder.resolve().name or 'site'}-accessible")).absolute()
    refuse_nested(folder, out)
    began = time.monotonic()
    found = survey(Site(folder, profiles.load_alt_profile(settings.alt.profile), settings.alt.people, settings.intake.ignore))
    if not asked.as_json:
        report.line(f"{len(found.pages)} pages with {found.pictures} pictures and {found.players} players were read in "
                    f"{time.monotonic() - began:.1f} s; {len(found.media)} media are to be processed.")

    def process(sources: Sequence[Source], with_settings: Settings) -> BatchResult:
        return work.make(sources, with_settings, state, jobs, asked.as_json)

    made = process_media(found, out, config.state_folder(state), settings, process)
    publish = settings.release.drafts == "publish"
    proposed = proposals(found, made, publish)
    diffs = applying.patches(found, proposed)
    written = applying.write_patches(diffs, out)
    applied = applying.apply(found, proposed, asked.drafts) if asked.apply else None
    document = reporting.document(found, made, proposed, diffs, applied)
    files.write_text(out / reporting.REPORT, reporting.as_text(document))
    _tell(found, proposed, [*written, out / reporting.REPORT], applied, asked.as_json)
    late = reporting.stale(diffs, applied)
    for one in late:
        report.problem(f"failed   {files.printable(one.page)}: {files.printable(one.why)}")
    return int(bool(proposed.failed or late or (asked.check and proposed.changes)))


def _tell(found: Survey, proposed: Proposals, written: Sequence[Path], applied: applying.Written | None, as_json: bool) -> None:
    drafts = sum(one.draft for one in proposed.changes)
    counts = {
        "pages": len(found.pages), "proposed": len(proposed.changes) - drafts, "proposed_drafts": drafts,
        "left": len(proposed.listed), "media_failed": proposed.failed,
        "applied": None if applied is None else len(applied.pages)}
    if as_json:
        for one in proposed.changes:
            report.machine_line({"event": "proposed", **reporting.proposal(one)})
        for left in proposed.listed:
            report.machine_line({"event": "left", **reporting.listed(left)})
        report.machine_line({"event": "site", **counts, "written": [files.printable(path) for path in written]})
        return
    if proposed.changes:
        report.table(("page", "line", "what", "proposed"), (
            (one.where.page, one.where.line, one.where.address or one.where.element,
             f"{'draft: ' if one.draft else ''}{one.text}") for one in proposed.changes[:_MOST_SHOWN]))
    if proposed.listed:
        report.line("Left as it is:")
        report.table(("page", "line", "what", "rule", "why"), (
            (one.where.page, one.where.line, one.where.address or one.where.element, one.rule, one.why)
            for one in proposed.listed[:_MOST_SHOWN]))
    hidden = max(0, len(proposed.changes) - _MOST_SHOWN) + max(0, len(proposed.listed) - _MOST_SHOWN)
    if hidden:
        report.line(f"… and {hidden} more: the report has them all.")
    report.line(f"{counts['proposed']} changes are proposed, {drafts} more as drafts; {counts['left']} things are left to a "
                "person.")
    for path in written:
        report.line(f"written  {files.printable(path)}")
    if applied is not None:
        report.line(f"{len(applied.pages)} pages are changed, {len(applied.files)} files are put beside their media.")
    sys.stdout.flush()

"""What is told of a site: the report for machines, and what each proposal and each thing that is left stands for."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import PurePosixPath

from access.files import printable
from access.site.applying import Patches, Stale, Written
from access.site.making import Processed
from access.site.proposing import Proposal, Proposals
from access.site.surveying import AltWish, Listed, Survey, Where

REPORT = "site.report.json"
SCHEMA_VERSION = 1


def document(
    survey: Survey, made: Mapping[PurePosixPath, Processed], found: Proposals, patches: Patches, written: Written | None,
) -> dict[str, object]:
    """Return the whole report, ready for JSON; `written` is None where nothing was to be written."""
    return {
        "schema_version": SCHEMA_VERSION,
        "folder": printable(survey.site.folder),
        "pages": len(survey.pages),
        "pictures": survey.pictures,
        "players": survey.players,
        "media_processed": len(made),
        "media_failed": found.failed,
        "proposed": [proposal(one) for one in found.changes],
        "new_files": [{"file": printable(one.path), "draft": one.draft} for one in found.files.values()],
        "left": [listed(one) for one in found.listed],
        "changed_meanwhile": [{"file": printable(one.page), "why": one.why} for one in stale(patches, written)],
        "applied": None if written is None else {
            "pages": [printable(path) for path in written.pages], "files": [printable(path) for path in written.files]},
    }


def as_text(report: Mapping[str, object]) -> str:
    return json.dumps(report, indent=2, ensure_ascii=False) + "\n"


def stale(patches: Patches, written: Written | None) -> tuple[Stale, ...]:
    """Return what could not be proposed or written, each once."""
    return tuple(dict.fromkeys((*patches.stale, *(written.stale if written else ()))))


def proposal(one: Proposal) -> dict[str, object]:
    wish = one.wish
    facts = {"rule": one.rule, "draft": one.draft, "from": printable(one.source), "text": printable(one.text),
             "warnings": list(one.warnings)}
    if isinstance(wish, AltWish):
        return {**_where(one.where), **facts, "before": None if wish.old is None else printable(wish.old), "for": _role(wish)}
    return {**_where(one.where), **facts, "for": "player", "added": [
        {"kind": each.kind, "address": printable(each.address), "language": each.language} for each in one.additions]}


def listed(one: Listed) -> dict[str, object]:
    return {**_where(one.where), "rule": one.rule, "why": printable(one.why)}


def _role(wish: AltWish) -> str:
    return "link" if wish.link is not None else "repair" if wish.mended else "picture"


def _where(where: Where) -> dict[str, object]:
    return {"page": printable(where.page), "line": where.line, "column": where.column, "element": where.element,
            "address": printable(where.address)}

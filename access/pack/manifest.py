"""The manifest of one original: what was made for it, by whom, and how it stands. Written last, read first the next time.

Its shape is published in `docs/manifest.schema.json`. What is read here decides which files may be replaced or removed,
so names that lead out of the folder are not believed.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from access.model.findings import Probe
from access.model.media import Asset, Companion
from access.model.package import Finding, Report, Role, Sidecar, StepRecord
from access.model.script import EngineIdentity, Listened, Provenance, ReviewState
from access.model.time import Span
from access.pack.described import DescribedFacts, described
from access.pack.journal import Written, pending
from access.pack.pictured import PicturedFacts, pictured, read_pictured

MANIFEST = ".access.json"
SCHEMA_VERSION = 1
_NOT_IN_PRINT = re.compile("[\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff\ufeff]")


@dataclass(frozen=True, slots=True)
class ManifestFacts:
    """All that a manifest tells."""

    asset: Asset
    probe: Probe
    sidecars: tuple[Sidecar, ...]
    report: Report
    steps: tuple[StepRecord, ...]
    settings: Mapping[str, Any]
    """As sections of keys, ready for JSON."""
    version: str
    """Of `access`."""
    language: str = ""
    """BCP 47, of the texts; empty where there is none."""
    language_assumed: bool = False
    described: DescribedFacts | None = None
    """None where descriptions do not apply."""
    unheard: tuple[str, ...] = ()
    """Lines of the script that nobody speaks."""
    notes: tuple[str, ...] = ()
    history: tuple[str, ...] = ()
    """SHA-256 of what stood under this name before, oldest first."""
    listened: Listened | None = None
    """What was listened for besides speech; None where there is no sound."""
    picture: PicturedFacts | None = None
    """None where it is no picture."""


@dataclass(frozen=True, slots=True)
class Known:
    """A sidecar that the last manifest lists."""

    file: str
    """Its name, in the manifest's own folder."""
    role: Role
    language: str
    sha256: str
    content: str
    review: ReviewState
    draft: bool
    a_persons_file: bool
    """A person wrote or changed the file itself."""
    first_language_only: bool = False
    """Its `content` is of what it says in its first language: so manifests held it before they told of pictures."""


@dataclass(frozen=True, slots=True)
class Previous:
    """What the last run left."""

    name: str
    """Of the original."""
    sha256: str
    """Of the original's bytes as they were."""
    sidecars: tuple[Known, ...]
    history: tuple[str, ...] = ()
    pending: frozenset[Written] = frozenset()
    """What a run that did not end may have written since."""
    picture: PicturedFacts | None = None
    """What was told of a picture: its texts in every language."""

    def lineage(self, sha256: str) -> tuple[str, ...]:
        """Return the history of an original whose bytes are now `sha256`."""
        return self.history if sha256 == self.sha256 else (*self.history, self.sha256)


def manifest(facts: ManifestFacts, path: Path) -> str:
    """Return the manifest that is to lie at `path`, as JSON. Equal facts give equal text."""
    asset = facts.asset
    document = {
        "schema_version": SCHEMA_VERSION,
        "generator": {"name": "access-media", "version": facts.version},
        "source": {
            "name": asset.path.name,
            "path": Path(os.path.relpath(asset.path, path.parent)).as_posix(),
            "relative": asset.relative.as_posix(),
            "sha256": asset.sha256,
            "size": asset.size,
            "kind": asset.kind,
            "format": asset.format,
            "companions": sorted((_companion(one) for one in _companions(asset)), key=lambda one: str(one["file"])),
        },
        "history": list(facts.history),
        "language": {"tag": facts.language, "assumed": facts.language_assumed},
        "probe": _probe(facts.probe),
        "sidecars": sorted((_sidecar(one, path.parent) for one in facts.sidecars), key=lambda one: str(one["file"])),
        "descriptions": described(facts.described) if facts.described else None,
        "picture": pictured(facts.picture) if facts.picture else None,
        "unheard": list(facts.unheard),
        "checked": [asdict(one) for one in facts.report.checked],
        "listened_for": _listened(facts.listened),
        "findings": [_finding(one) for one in facts.report.findings],
        "criteria": [asdict(one) for one in facts.report.criteria],
        "notes": list(facts.notes),
        "settings": dict(sorted(facts.settings.items())),
        "steps": [asdict(one) | {"seconds": round(one.seconds, 3)} for one in facts.steps],
    }
    return _escaped(json.dumps(document, indent=2, ensure_ascii=False)) + "\n"


def read(path: Path) -> Previous | None:
    """Return what the manifest at `path` says; None where there is none, or none that can be believed."""
    try:
        document = json.loads(path.read_bytes())
        if document["schema_version"] != SCHEMA_VERSION:
            return None
        source, told = document["source"], document.get("picture")
        return Previous(
            name=_text(source["name"]),
            sha256=_text(source["sha256"]),
            sidecars=tuple(_known(one, "picture" not in document) for one in document["sidecars"]),
            history=tuple(_text(one) for one in document["history"]),
            pending=pending(path),
            picture=read_pictured(told) if told else None,
        )
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return None


def _companions(asset: Asset) -> list[Companion]:
    beside = asset.companions
    return [one for one in (beside.script, beside.context, beside.glossary, beside.metadata, *beside.captions) if one]


def _companion(one: Companion) -> dict[str, object]:
    return {"file": one.path.name, "sha256": one.sha256, "language": one.language}


def _probe(probe: Probe) -> dict[str, object]:
    picture = probe.picture
    return {
        "container": probe.container,
        "duration_ms": probe.duration,
        "title": probe.title,
        "video": asdict(probe.video) if probe.video else None,
        "audio": [{name: value for name, value in asdict(track).items() if name != "end"} for track in probe.audio],
        "picture": {"width": picture.width, "height": picture.height, "frames": picture.frames} if picture else None,
        "notes": list(probe.notes),
    }


def _sidecar(one: Sidecar, folder: Path) -> dict[str, object]:
    return {
        "file": one.path.relative_to(folder).as_posix(),
        "role": one.role,
        "language": one.language,
        "sha256": one.sha256,
        "content": one.content,
        "a_persons_file": one.a_persons_file,
        "provenance": _provenance(one.provenance),
    }


def _provenance(one: Provenance) -> dict[str, object]:
    return {
        "origin": one.origin,
        "review": one.review,
        "draft": one.draft,
        "why_draft": list(one.why_draft),
        "confidence": None if one.confidence is None else round(one.confidence, 3),
        "source": one.source,
        "engines": [_engine(engine) for engine in one.engines],
    }


def _engine(one: EngineIdentity) -> dict[str, object]:
    return asdict(one)


def _listened(one: Listened | None) -> dict[str, object] | None:
    if one is None:
        return None
    return {"sounds": list(one.labels), "engine": _engine(one.engine) if one.engine else None}


def _finding(one: Finding) -> dict[str, object]:
    return asdict(one) | {"span": _span(one.span) if one.span else None}


def _span(span: Span) -> dict[str, int]:
    return {"start_ms": span.start, "end_ms": span.end}


def _escaped(document: str) -> str:
    """Write as `\\uXXXX` what a terminal obeys and what UTF-8 cannot hold. In JSON such stand only inside strings."""
    return _NOT_IN_PRINT.sub(lambda match: f"\\u{ord(match[0]):04x}", document)


def _known(one: Any, before_pictures: bool) -> Known:
    provenance, role = one["provenance"], Role(one["role"])
    return Known(
        file=_file_name(one["file"]),
        role=role,
        language=_text(one["language"]),
        sha256=_text(one["sha256"]),
        content=_text(one["content"]),
        review=ReviewState(provenance["review"]),
        draft=bool(provenance["draft"]),
        a_persons_file=bool(one["a_persons_file"]),
        first_language_only=before_pictures and role is Role.METADATA,
    )


def _file_name(value: Any) -> str:
    name = _text(value)
    if name in ("", ".", "..") or "/" in name or "\0" in name:
        raise ValueError(f"not a file name: {name!r}")
    return name


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError(f"not text: {value!r}")
    return value

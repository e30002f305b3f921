"""What waits for a person, and in which order: read from manifests, after a run and without one.

Findings decide first, the gravest and then how many; then confidence, the lowest first. An engine's figure is not calibrated,
so it only parts files that the checks found alike; a text of which nothing says how sure it is goes before one that is sure.
"""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from access.model.package import Role, Severity
from access.model.script import ReviewState

_MADE_FROM_TEXTS = {
    Role.PAGE, Role.METADATA, Role.EMBEDDED, Role.DESCRIBED_AUDIO, Role.DESCRIBED_VIDEO, Role.NARRATION, Role.EXTENDED_VIDEO}
"""Nobody approves these: they say and show what the texts say."""
_MOST_REASONS = 3


@dataclass(frozen=True, slots=True)
class Waiting:
    """One original, some of whose texts a person should look at."""

    manifest: Path
    original: str
    """Where it lay below the folder that was read."""
    texts: tuple[str, ...]
    """The files that nobody has approved."""
    draft: bool
    """Whether one of them stands under a draft's name."""
    failures: int
    warnings: int
    notes: int
    confidence: float | None
    """The lowest of its texts, 0 to 1, uncalibrated; None where no engine gave one."""
    reasons: tuple[str, ...]
    """What the gravest findings say."""

    @property
    def order(self) -> tuple[float, ...]:
        """What it is sorted by: the smaller, the sooner a person should look."""
        sure = -1.0 if self.confidence is None else self.confidence
        return (-self.failures, -self.warnings, -self.notes, not self.draft, sure)


def waiting(manifest: Path) -> Waiting | None:
    """Return what of one original waits; None where every text is approved and no check failed.

    Raises `ValueError`, `KeyError`, `TypeError` or `OSError` where it is no manifest.
    """
    document = json.loads(manifest.read_bytes())
    open_ones = [one for one in document["sidecars"] if _is_open(one)]
    findings = sorted(document["findings"], key=lambda one: list(Severity).index(Severity(one["severity"])), reverse=True)
    grave = Counter(Severity(one["severity"]) for one in findings)
    if not open_ones and not grave[Severity.FAILURE]:
        return None
    figures = [figure for one in open_ones if (figure := one["provenance"]["confidence"]) is not None]
    return Waiting(
        manifest, str(document["source"]["relative"]), tuple(str(one["file"]) for one in open_ones),
        any(one["provenance"]["draft"] for one in open_ones), grave[Severity.FAILURE], grave[Severity.WARNING],
        grave[Severity.NOTE], min(map(float, figures), default=None), tuple(_reasons(findings)))


def _is_open(sidecar: Any) -> bool:
    review = ReviewState(sidecar["provenance"]["review"])
    return Role(sidecar["role"]) not in _MADE_FROM_TEXTS and review is not ReviewState.APPROVED


def _reasons(findings: list[Any]) -> list[str]:
    worth = [str(one["message"]) for one in findings if one["severity"] != Severity.NOTE]
    return list(dict.fromkeys(worth))[:_MOST_REASONS]

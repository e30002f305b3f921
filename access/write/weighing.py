"""What findings about captions weigh together, so that two ways to show the same words can be told apart."""

from __future__ import annotations

from collections.abc import Sequence

from access.model.package import Finding, Severity

Weight = tuple[int, int, int, int]
"""Failures, warnings in thousandths, notes, and by how much the limits are overrun."""

_HALF_A_WARNING = 500
_LEAST_OVERRUN = 2
"""Tenths of a limit."""
_SPEED, _DURATION = "captions.reading-speed", "captions.min-duration"
_LINE = 42
"""Characters that weigh as much, too fast, as any other warning."""


def weight(found: Sequence[Sequence[Finding]]) -> Weight:
    all_found = [finding for each in found for finding in each]
    failures, notes = (sum(finding.severity is severity for finding in all_found)
                       for severity in (Severity.FAILURE, Severity.NOTE))
    warnings = sum(map(_gravity, all_found))
    overrun = sum(
        _extent(finding) * abs(finding.measure - finding.limit) / max(1.0, abs(finding.limit))
        for finding in all_found if finding.measure is not None and finding.limit is not None)
    return failures, warnings, notes, int(10 * overrun)


def worth_it(after: Weight, before: Weight) -> bool:
    """Return whether a change mends enough to be made: every one brings the end nearer, and none is made for a trifle."""
    if after[0] != before[0]:
        return after[0] < before[0]
    if after[1] <= before[1] - _HALF_A_WARNING:
        return True
    if after[1] > before[1] or after[2] > before[2]:
        return False
    return after[2] < before[2] or after[3] <= before[3] - _LEAST_OVERRUN


def _gravity(finding: Finding) -> int:
    return int(1000 * _extent(finding)) if finding.severity is Severity.WARNING else 0


def _extent(finding: Finding) -> float:
    """Return how much there is of it: what is too fast, in lines. One long cue is no better than two short ones.

    A cue that is gone too soon is worse the sooner it is gone, and always worse than a gap.
    """
    if finding.rule == _DURATION and finding.measure is not None and finding.limit:
        return 2 - finding.measure / finding.limit
    if finding.rule != _SPEED or finding.span is None or finding.measure is None:
        return 1.0
    return finding.measure * finding.span.duration / 1000 / _LINE

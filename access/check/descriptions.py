"""The guidelines for audio description as rules: every finding with its time, what was measured and what was asked.

Whoever wrote the descriptions: ours and a stranger's go through the same rules. When they sound is `description_times.py`, how
they are worded `description_words.py`, what becomes of text on the screen `description_screen.py`; what they are held
against is a `Programme`.
"""

from __future__ import annotations

from collections.abc import Iterable

from access.check.description_screen import screen_rules
from access.check.description_times import time_rules
from access.check.description_words import word_rules
from access.check.programme import Programme, Timing
from access.config import DescribeOptions
from access.model.package import Checked, Finding, Role, Severity, tally
from access.model.script import DescriptionPlan
from access.model.time import Span

__all__ = ["Programme", "Timing", "check_descriptions", "tallied"]


def check_descriptions(plan: DescriptionPlan, programme: Programme) -> tuple[Finding, ...]:
    """Return what the descriptions of a programme do not keep, in order of time; what has no time comes first."""
    found = [*time_rules(plan, programme), *word_rules(plan, programme), *screen_rules(plan, programme), *_not_looked_at(plan)]
    return tuple(sorted(found, key=lambda finding: (finding.span or Span(0, 0), finding.rule)))


def tallied(plan: DescriptionPlan, findings: Iterable[Finding], options: DescribeOptions) -> Checked | None:
    """Return the findings about descriptions in numbers, for the report; None where there is none and nothing was missed."""
    ours = [finding for finding in findings if finding.rule.startswith("descriptions.")]
    if not plan.descriptions and not any(finding.severity is not Severity.NOTE for finding in ours):
        return None
    return tally(Role.DESCRIPTIONS, f"{options.max_words_per_minute} words a minute", len(plan.descriptions), ours)


def _not_looked_at(plan: DescriptionPlan) -> list[Finding]:
    if plan.pictures_looked_at:
        return []
    return [Finding(
        "descriptions.pictures-not-looked-at", Severity.NOTE,
        "No machine has looked at the pictures: only text on the screen was considered.")]

"""The guidelines for audio description as rules: nothing over speech, not too fast, said once, and pauses used (WCAG F113)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from access.config import DescribeOptions
from access.model.package import Finding, Severity
from access.model.script import Description, DescriptionPlan
from access.model.time import Span, between
from access.model.words import spoken_forms, words_per_minute

_LONG_MS = 5_000
"""A pause that is left empty for this long is worth a word; shorter ones may well be meant (not every pause is filled)."""
_REACH_MS = 10_000
"""An omitted text might have been told in a pause this near to it."""


def check_descriptions(
    plan: DescriptionPlan, speech: Sequence[Span], gaps: Sequence[Span], options: DescribeOptions
) -> tuple[Finding, ...]:
    """Return what the descriptions do not keep; `gaps` are the pauses that could be used."""
    return (
        *_overlaps(plan.descriptions, speech), *_rates(plan.descriptions, options), *_repeated(plan.descriptions),
        *_unused(plan, gaps), *_not_looked_at(plan),
    )


def _overlaps(descriptions: Sequence[Description], speech: Sequence[Span]) -> list[Finding]:
    found = []
    for description in descriptions:
        if over := sum(description.span.overlap(span) for span in speech):
            found.append(_overlap(description, over, "speech"))
    for one, other in pairwise(sorted(descriptions, key=lambda description: description.span)):
        if over := one.span.overlap(other.span):
            found.append(_overlap(other, over, "another description"))
    return found


def _overlap(description: Description, over: int, what: str) -> Finding:
    message = f"The description sounds over {what} for {over / 1000:.2f} s."
    return Finding("descriptions.overlap", Severity.FAILURE, message, description.span, over / 1000, 0.0)


def _rates(descriptions: Sequence[Description], options: DescribeOptions) -> list[Finding]:
    found = []
    for description in descriptions:
        rate = words_per_minute(description.text, description.span.duration)
        if rate > options.max_words_per_minute + 0.5:
            message = f"The description is spoken at {rate:.0f} words a minute."
            limit = float(options.max_words_per_minute)
            found.append(Finding("descriptions.rate", Severity.WARNING, message, description.span, round(rate, 1), limit))
    return found


def _repeated(descriptions: Sequence[Description]) -> list[Finding]:
    said = [" ".join(spoken_forms(description.text)) for description in descriptions]
    counts = Counter(said)
    again = [number for number, text in enumerate(said) if counts[text] > 1 and text in said[:number]]
    return [
        Finding("descriptions.repeated", Severity.WARNING, "The same has been said before.", descriptions[number].span)
        for number in again
    ]


def _unused(plan: DescriptionPlan, gaps: Sequence[Span]) -> list[Finding]:
    """Leaving usable pauses empty while something was left out is failure F113; having nothing to say is not."""
    told = [description.span for description in plan.descriptions]
    empty = [rest for gap in gaps for rest in between(told, gap) if rest.duration >= _LONG_MS]
    missed = [rest for rest in empty if any(rest.overlap(omission.about.padded(_REACH_MS)) for omission in plan.omitted)]
    warnings = [
        Finding(
            "descriptions.unused-gap", Severity.WARNING,
            f"A pause of {rest.duration / 1000:.1f} s is not used, and something near it was left out.",
            rest, rest.duration / 1000, _LONG_MS / 1000)
        for rest in missed
    ]
    others = [rest for rest in empty if rest not in missed]
    if not others:
        return warnings
    longest = max(others, key=lambda rest: rest.duration)
    total = sum(rest.duration for rest in others) / 1000
    message = f"Long pauses that stay empty, for want of anything to say: {len(others)}, {total:.0f} s in all."
    note = Finding("descriptions.unused-gap", Severity.NOTE, message, longest, longest.duration / 1000, _LONG_MS / 1000)
    return [*warnings, note]


def _not_looked_at(plan: DescriptionPlan) -> list[Finding]:
    if plan.pictures_looked_at:
        return []
    return [Finding(
        "descriptions.pictures-not-looked-at", Severity.NOTE,
        "No machine has looked at the pictures: only text on the screen was considered.")]

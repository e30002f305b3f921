"""Holds a text alternative of a page to the rules, and mends it where a rule can.

One room for what is there and for what is proposed: so nothing is proposed that a second survey would find wrong, or better.
"""

from __future__ import annotations

from dataclasses import dataclass

from access.check.alt import Around, check_alt
from access.model.findings import TextOrigin
from access.model.package import Finding, Severity
from access.model.pictures import AltProfile
from access.model.script import AltText, Provenance, ReviewState
from access.write.alt_repair import repaired

_AS_WRITTEN = Provenance(TextOrigin.PERSON, ReviewState.APPROVED)


@dataclass(frozen=True, slots=True)
class Judgement:
    grave: Finding | None
    """Why it tells nobody anything; None where it does."""
    warnings: tuple[Finding, ...] = ()
    mended: str = ""
    """The same without some of what is warned of; empty where no rule can do that."""


def judged(text: str, around: Around, language: str, profile: AltProfile) -> Judgement:
    """Judge a text in `language`, which may be empty. What only could be better (notes) is left to its author."""
    grave, warnings = _found(text, around, language, profile)
    if grave is not None or not warnings:
        return Judgement(grave)
    better = repaired(text, language or "en", profile).text
    worse, left = _found(better, around, language, profile)
    fewer = worse is None and {one.rule for one in left} < {one.rule for one in warnings}
    return Judgement(None, warnings, better if fewer and better != text else "")


def _found(
    text: str, around: Around, language: str, profile: AltProfile,
) -> tuple[Finding | None, tuple[Finding, ...]]:
    findings = check_alt(AltText(text, "", language or "en", _AS_WRITTEN), around, profile)
    grave = next((one for one in findings if one.severity is Severity.FAILURE), None)
    return grave, tuple(one for one in findings if one.severity is Severity.WARNING)

"""How `access check` tells of alternative texts: text by text as they are read, so that a long list needs no memory."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from access import files
from access.cli import report
from access.config import LimitOptions, Settings
from access.errors import UsageError
from access.linting import alts
from access.linting.alts import Guideline, Linted
from access.linting.captions import FIXED
from access.model.package import Severity
from access.model.texts import TextKind

_ORDER = (Severity.NOTE, Severity.WARNING, Severity.FAILURE)
_NOT_MENDED = ("no copy is written: --fix mends lists and text files; what stands in a picture or an XMP sidecar belongs to "
               "the program that wrote it")


@dataclass(slots=True)
class _Tally:
    texts: int = 0
    clean: int = 0
    severities: Counter[Severity] = field(default_factory=Counter)
    rules: Counter[str] = field(default_factory=Counter)

    def count(self, one: Linted) -> None:
        self.texts += 1
        self.clean += not one.findings
        self.severities.update(finding.severity for finding in one.findings)
        self.rules.update(finding.rule for finding in one.findings)

    def reaches(self, severity: Severity) -> bool:
        return any(self.severities[one] for one in _ORDER[_ORDER.index(severity):])

    @property
    def told(self) -> str:
        found = ", ".join(_counted(self.severities[one], one) for one in reversed(_ORDER) if self.severities[one])
        return f"{_counted(self.texts, 'text')}, nothing found in {self.clean}" + (f"; {found}" if found else "")


def check(
    path: Path, settings: Settings, language: str, fix: bool, target: Path | None, fail_on: Severity, as_json: bool,
) -> bool:
    """Check one file, and mend it where that is wanted; tell whether something as grave as `fail_on` is there, or is left.

    Raises `AccessError`.
    """
    against = alts.guideline(path, settings.alt, language)
    if not as_json:
        profile = against.profile
        tongue = against.language or against.sample or "each in the language that it shows"
        report.line(f"{files.printable(path)}: alternative texts, {tongue}, held against {profile.name} "
                    f"({profile.max_characters} characters, at most {profile.hard_max_characters})")
    tally = _tell(path, alts.lint(path, against, settings.limits), "finding", as_json)
    _sum_up(path, tally, against, "checked", as_json)
    if not fix:
        return tally.reaches(fail_on)
    return _fix(path, target, against, settings.limits, tally, as_json).reaches(fail_on)


def _fix(
    path: Path, target: Path | None, against: Guideline, limits: LimitOptions, before: _Tally, as_json: bool,
) -> _Tally:
    if not alts.is_list(path):
        _not_fixed(path, _NOT_MENDED, as_json)
        return before
    place = target or path.with_name(f"{path.stem}{FIXED}{path.suffix}")
    if place.suffix.lower() != path.suffix.lower():
        raise UsageError(f"A corrected copy of {files.printable(path.name)} is in its own format.",
                         f"Let its name end in {files.printable(path.suffix)}.")
    changed = alts.fix(path, place, against)
    if not changed:
        _not_fixed(path, "no rule mends anything in it: no copy is written", as_json)
        return before
    if not as_json:
        report.line(f"  mended in {files.printable(place)}: {_counted(changed, 'text')}")
    tally = _tell(place, alts.lint(place, against, limits), "left", as_json)
    if as_json:
        report.machine_line({"event": "fixed", "of": files.printable(path), "changed": changed,
                             **_facts(place, tally, against)})
    else:
        report.line(f"  {tally.told}")
    return tally


def _tell(path: Path, texts: Iterable[Linted], event: str, as_json: bool) -> _Tally:
    tally = _Tally()
    for one in texts:
        tally.count(one)
        where = ", ".join(filter(None, (f"line {one.row}" if one.row else one.language, files.printable(one.name))))
        for finding in one.findings:
            if as_json:
                report.machine_line({
                    "event": event, "file": files.printable(path), "row": one.row or None, "picture": files.printable(one.name),
                    "language": one.language, "text": files.printable(one.text), "rule": finding.rule,
                    "severity": finding.severity, "measure": finding.measure, "limit": finding.limit,
                    "message": files.printable(finding.message)})
            else:
                report.line(f"  {finding.severity:8} {finding.rule:22} {where}: {files.printable(finding.message)}")
    return tally


def _sum_up(path: Path, tally: _Tally, against: Guideline, event: str, as_json: bool) -> None:
    if as_json:
        report.machine_line({"event": event, **_facts(path, tally, against)})
    else:
        report.line(f"  {tally.told}")


def _not_fixed(path: Path, why: str, as_json: bool) -> None:
    if as_json:
        report.machine_line({"event": "not fixed", "file": files.printable(path), "reason": why})
    else:
        report.line(f"  {why}")


def _facts(path: Path, tally: _Tally, against: Guideline) -> dict[str, object]:
    return {
        "file": files.printable(path), "kind": TextKind.ALT, "profile": against.profile.name, "texts": tally.texts,
        "clean": tally.clean, **{f"{severity}s": tally.severities[severity] for severity in _ORDER},
        "rules": dict(sorted(tally.rules.items()))}


def _counted(count: int, noun: str) -> str:
    return f"{count} {noun}{'' if count == 1 else 's'}"

"""What `access check` and `access score` do: ask the linting rooms, and report. Imported only when a command runs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from access import config, files, profiles
from access.cli import report
from access.config import Settings
from access.errors import AccessError, UsageError
from access.linting import captions
from access.linting.captions import Film, Fixed, Linted
from access.model.languages import bcp47
from access.model.package import Finding, Severity
from access.model.profile import CaptionProfile
from access.model.time import clock

_ORDER = (Severity.NOTE, Severity.WARNING, Severity.FAILURE)


@dataclass(frozen=True, slots=True)
class Mending:
    """Whether corrected copies are wanted, and where."""

    wanted: bool = False
    target: Path | None = None
    """None: beside each file, `.fixed` before its ending."""


def check(
    paths: Sequence[Path], settings: Settings, language: str, video: Path | None, state: Path | None, mending: Mending,
    fail_on: Severity, as_json: bool,
) -> int:
    """Check each file; 1 where something at or above `fail_on` was found, or a file could not be read."""
    if mending.target is not None and (not mending.wanted or len(paths) != 1):
        raise UsageError("--output names the corrected copy of one file.", "Ask for --fix, and for one file at a time.")
    profile = profiles.load_profile(settings.captions.profile)
    film = _film(video, settings, state) if video else Film()
    refused, failed = 0, False
    for path in paths:
        try:
            left = _file(path, profile, _tag(language), film, mending, as_json)
            failed = failed or _reaches(left, fail_on)
        except AccessError as error:
            refused += 1
            if as_json:
                report.machine_line({"event": "failed", "file": files.printable(path), "error": type(error).__name__,
                                     "reason": files.printable(error)})
            else:
                report.problem(f"failed   {files.printable(path)}: {files.printable(error)}")
    if as_json:
        report.machine_line({"event": "end", "files": len(paths), "failed": refused})
    return int(failed or refused > 0)


def _film(video: Path, settings: Settings, state: Path | None) -> Film:
    # Codecs are waited for only where there is a film.
    from access.linting.film import look_at

    return look_at(video.absolute(), settings, config.state_folder(state))


def _tag(language: str) -> str:
    if language and not bcp47(language):
        raise UsageError(f"{files.printable(language)} is no language tag.", "One is like en or pt-BR.")
    return bcp47(language)


def _file(
    path: Path, profile: CaptionProfile, language: str, film: Film, mending: Mending, as_json: bool,
) -> tuple[Finding, ...]:
    """Check one file, and mend it where that is wanted; return what is found in what is left."""
    linted = captions.lint(path, profile, language, film)
    _tell(linted, profile, as_json)
    if not mending.wanted:
        return linted.findings
    target = mending.target or path.with_name(f"{path.stem}{captions.FIXED}{path.suffix}")
    fixed = captions.fix(linted, profile, film, target)
    if fixed is None:
        if as_json:
            report.machine_line({"event": "not fixed", "file": files.printable(path)})
        else:
            report.line("  no other times or breaks would make it better: no copy is written")
        return linted.findings
    captions.write(fixed)
    _tell_fixed(linted, fixed, profile, as_json)
    return fixed.linted.findings


def _tell(linted: Linted, profile: CaptionProfile, as_json: bool) -> None:
    if as_json:
        for one in linted.findings:
            report.machine_line({"event": "finding", "file": files.printable(linted.path), **_facts(one)})
        report.machine_line({"event": "checked", **_summary(linted, profile)})
        return
    language = linted.language or "language unknown"
    report.line(f"{files.printable(linted.path)}: {_counted(len(linted.file.cues), 'caption')}, {language}, "
                f"held against {profile.name}")
    for one in linted.findings:
        report.line(f"  {one.severity:8} {one.rule:28} {files.printable(one.message)}")
    report.line(f"  {_told(linted.findings, len(linted.file.cues))}")


def _tell_fixed(before: Linted, fixed: Fixed, profile: CaptionProfile, as_json: bool) -> None:
    after = fixed.linted
    if as_json:
        for one in after.findings:
            report.machine_line({"event": "left", "file": files.printable(after.path), **_facts(one)})
        report.machine_line({"event": "fixed", "of": files.printable(before.path), **_summary(after, profile)})
        return
    count = _counted(len(after.file.cues), "caption")
    report.line(f"  mended in {files.printable(after.path)}: {count}, the same words; left are")
    for one in after.findings:
        report.line(f"  {one.severity:8} {one.rule:28} {files.printable(one.message)}")
    report.line(f"  {_told(after.findings, len(after.file.cues))}")


def _told(findings: Sequence[Finding], cues: int) -> str:
    counts = Counter(one.severity for one in findings)
    if not findings:
        return "nothing found"
    told = ", ".join(_counted(counts[severity], severity) for severity in reversed(_ORDER) if counts[severity])
    return f"{told} ({_per_hundred(findings, cues):.1f} per 100 captions)" if cues else told


def _per_hundred(findings: Sequence[Finding], cues: int) -> float:
    return 100 * len(findings) / cues if cues else 0.0


def _counted(count: int, noun: str) -> str:
    return f"{count} {noun}{'' if count == 1 else 's'}"


def _summary(linted: Linted, profile: CaptionProfile) -> dict[str, object]:
    counts = Counter(one.severity for one in linted.findings)
    return {
        "file": files.printable(linted.path), "format": linted.file.format, "language": linted.language,
        "profile": profile.name, "cues": len(linted.file.cues), **{f"{severity}s": counts[severity] for severity in _ORDER},
        "per_100_cues": round(_per_hundred(linted.findings, len(linted.file.cues)), 2),
        "rules": dict(sorted(Counter(one.rule for one in linted.findings).items()))}


def _facts(one: Finding) -> dict[str, object]:
    span = one.span
    return {
        "rule": one.rule, "severity": one.severity, "start_ms": span.start if span else None,
        "end_ms": span.end if span else None, "time": clock(span.start) if span else None, "measure": one.measure,
        "limit": one.limit, "message": files.printable(one.message)}


def _reaches(findings: Sequence[Finding], fail_on: Severity) -> bool:
    return any(_ORDER.index(one.severity) >= _ORDER.index(fail_on) for one in findings)

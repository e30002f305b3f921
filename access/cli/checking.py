"""What `access check` and `access score` do: ask the linting rooms, and report. Imported only when a command runs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from access import config, files, profiles
from access.cli import alts, report
from access.config import Settings
from access.errors import AccessError, UsageError
from access.linting import captions, descriptions, scoring
from access.linting.captions import Film, Fixed, Linted
from access.linting.descriptions import Around
from access.linting.kinds import kind_of
from access.linting.scoring import Compared, Violations
from access.model.languages import bcp47
from access.model.package import Finding, Severity
from access.model.profile import CaptionProfile
from access.model.texts import TextKind
from access.model.time import clock

_MOST_NAMED = 8
_NOT_MENDED = ("descriptions are not mended, and no copy is written: --fix changes times and breaks, never words, and only who "
               "made them can choose other words or another pause")
_ORDER = (Severity.NOTE, Severity.WARNING, Severity.FAILURE)


@dataclass(frozen=True, slots=True)
class Mending:
    """Whether corrected copies are wanted, and where."""

    wanted: bool = False
    target: Path | None = None
    """None: beside each file, `.fixed` before its ending."""


@dataclass(frozen=True, slots=True)
class Beside:
    """What lies beside the texts, and what is known of them."""

    video: Path | None = None
    captions: Path | None = None
    """Whose times descriptions are held against."""
    language: str = ""
    kind: TextKind = TextKind.AUTO


def check(
    paths: Sequence[Path], settings: Settings, beside: Beside, state: Path | None, mending: Mending, fail_on: Severity,
    as_json: bool,
) -> int:
    """Check each file; 1 where something at or above `fail_on` was found, or a file could not be read."""
    if mending.target is not None and (not mending.wanted or len(paths) != 1):
        raise UsageError("--output names the corrected copy of one file.", "Ask for --fix, and for one file at a time.")
    language = _tag(beside.language)
    kinds = [kind_of(path) if beside.kind is TextKind.AUTO else beside.kind for path in paths]
    if mending.target is not None and captions.format_of(paths[0]) not in (None, captions.format_of(mending.target)):
        raise UsageError(f"A corrected copy of {files.printable(paths[0].name)} is in its own format, and "
                         f"{files.printable(mending.target.name)} names another.",
                         f"Let its name end in {files.printable(paths[0].suffix)}.")
    profile = profiles.load_profile(settings.captions.profile) if TextKind.CAPTIONS in kinds else None
    film = _film(beside.video, settings, state) if beside.video and TextKind.CAPTIONS in kinds else Film()
    around = _around(beside, settings, state) if TextKind.DESCRIPTIONS in kinds else Around()
    refused, failed = 0, False
    for path, kind in zip(paths, kinds, strict=True):
        try:
            if kind is TextKind.ALT:
                grave = alts.check(path, settings, language, mending.wanted, mending.target, fail_on, as_json)
            elif kind is TextKind.DESCRIPTIONS:
                grave = _reaches(_descriptions(path, settings, language, around, mending, as_json), fail_on)
            else:
                assert profile is not None
                grave = _reaches(_file(path, profile, language, film, mending, as_json), fail_on)
            failed = failed or grave
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


def _around(beside: Beside, settings: Settings, state: Path | None) -> Around:
    """Take in the film, and leave to the captions what is said, where there are any."""
    around = Around()
    if beside.video:
        from access.linting.film import see, take_in

        around = (see if beside.captions else take_in)(beside.video.absolute(), settings, config.state_folder(state))
    return descriptions.against_captions(beside.captions, around) if beside.captions else around


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


def _descriptions(
    path: Path, settings: Settings, language: str, around: Around, mending: Mending, as_json: bool,
) -> tuple[Finding, ...]:
    """Check one file of descriptions; no copy is written of any, and where one is wanted that is said."""
    linted = descriptions.lint(path, language, around, settings.describe)
    limit = settings.describe.max_words_per_minute
    if as_json:
        for one in linted.findings:
            report.machine_line({"event": "finding", "file": files.printable(path), **_facts(one)})
        report.machine_line({"event": "checked", **_summary(linted, TextKind.DESCRIPTIONS), "max_words_per_minute": limit})
        if mending.wanted:
            report.machine_line({"event": "not fixed", "file": files.printable(path), "reason": _NOT_MENDED})
        return linted.findings
    _print(linted, "description", f"at most {limit} words a minute")
    if mending.wanted:
        report.line(f"  {_NOT_MENDED}")
    return linted.findings


def _tell(linted: Linted, profile: CaptionProfile, as_json: bool) -> None:
    if as_json:
        for one in linted.findings:
            report.machine_line({"event": "finding", "file": files.printable(linted.path), **_facts(one)})
        report.machine_line({"event": "checked", **_summary(linted, TextKind.CAPTIONS), "profile": profile.name})
        return
    _print(linted, "caption", f"held against {profile.name}")


def _print(linted: Linted, noun: str, against: str) -> None:
    count, language = len(linted.file.cues), linted.language or "language unknown"
    report.line(f"{files.printable(linted.path)}: {_counted(count, noun)}, {language}, {against}")
    for one in linted.findings:
        report.line(f"  {one.severity:8} {one.rule:28} {files.printable(one.message)}")
    report.line(f"  {_told(linted.findings, count, noun)}")


def _tell_fixed(before: Linted, fixed: Fixed, profile: CaptionProfile, as_json: bool) -> None:
    after = fixed.linted
    if as_json:
        for one in after.findings:
            report.machine_line({"event": "left", "file": files.printable(after.path), **_facts(one)})
        report.machine_line({"event": "fixed", "of": files.printable(before.path), **_summary(after, TextKind.CAPTIONS),
                             "profile": profile.name})
        return
    report.line(f"  mended in {files.printable(after.path)}: {_counted(len(after.file.cues), 'caption')}, the same words")
    for one in after.findings:
        report.line(f"  {one.severity:8} {one.rule:28} {files.printable(one.message)}")
    report.line(f"  {_told(after.findings, len(after.file.cues))}")


def _told(findings: Sequence[Finding], cues: int, noun: str = "caption") -> str:
    counts = Counter(one.severity for one in findings)
    if not findings:
        return "nothing found"
    told = ", ".join(_counted(counts[severity], severity) for severity in reversed(_ORDER) if counts[severity])
    return f"{told} ({_per_hundred(findings, cues):.1f} per 100 {noun}s)" if cues else told


def _per_hundred(findings: Sequence[Finding], cues: int) -> float:
    return 100 * len(findings) / cues if cues else 0.0


def _counted(count: int, noun: str) -> str:
    return f"{count} {noun}{'' if count == 1 else 's'}"


def _summary(linted: Linted, kind: TextKind) -> dict[str, object]:
    counts = Counter(one.severity for one in linted.findings)
    return {
        "file": files.printable(linted.path), "kind": kind, "format": linted.file.format, "language": linted.language,
        "cues": len(linted.file.cues), **{f"{severity}s": counts[severity] for severity in _ORDER},
        "per_100_cues": round(_per_hundred(linted.findings, len(linted.file.cues)), 2),
        "rules": dict(sorted(Counter(one.rule for one in linted.findings).items()))}


def _facts(one: Finding) -> dict[str, object]:
    span = one.span
    return {
        "rule": one.rule, "severity": one.severity, "start_ms": span.start if span else None,
        "end_ms": span.end if span else None, "time": clock(span.start) if span else None, "measure": one.measure,
        "limit": one.limit, "message": files.printable(one.message)}


def compare(hypothesis: Path, reference: Path, settings: Settings, language: str, as_json: bool) -> int:
    """Score one file against another, and say how far to trust it."""
    profile = profiles.load_profile(settings.captions.profile)
    found = scoring.compare(hypothesis, reference, profile, _tag(language))
    if as_json:
        report.machine_line({
            "event": "score", "hypothesis": files.printable(hypothesis), "reference": files.printable(reference),
            "language": found.language, "profile": profile.name, **_figures(found)})
        return 0
    report.line(f"{files.printable(hypothesis)} against {files.printable(reference)}, {found.language or 'language unknown'}")
    report.table(("what", "rate", "how"), _rows(found, profile))
    for what, kind in (("names", found.score.names), ("numbers", found.score.numbers)):
        if kind is not None and kind.examples:
            told = ", ".join(f"{said} → {wrote or 'nothing'}" for said, wrote in kind.examples[:_MOST_NAMED])
            report.line(f"{what} missed: {files.printable(told)}{' …' if len(kind.examples) > _MOST_NAMED else ''}")
    return 0


def _rows(found: Compared, profile: CaptionProfile) -> Iterator[tuple[str, str, str]]:
    score = found.score
    unit = "character" if score.characters else "word"
    for what, errors in ((f"{unit} errors", score.words), ("… case and punctuation too", score.verbatim)):
        yield what, _percent(errors.rate), (
            f"{errors.wrong} wrong, {errors.missing} missing, {errors.added} added, of {errors.reference}")
    for what, kind in (("names missed", score.names), ("numbers missed", score.numbers)):
        yield what, _percent(kind.rate if kind else None), (
            f"{kind.missed} of {kind.total}" if kind else "nothing tells a name from another word here")
    for what, times in (("captions begin", score.starts), ("captions end", score.ends), (f"{unit}s begin", score.word_starts)):
        if times is not None:
            yield what, f"{times.median} ms off", (
                f"95% within {times.p95} ms, {times.bias:+d} ms on the whole; {times.compared} of {times.total} compared")
    for what, found_in in (("violations", found.hypothesis), ("… of the reference", found.reference)):
        if found_in is not None and found_in.per_hundred is not None:
            rules = ", ".join(f"{count} {rule.removeprefix('captions.')}" for rule, count in found_in.by_rule.items())
            yield what, f"{found_in.per_hundred:.1f}", (
                f"per 100 captions under {profile.name}: {rules or 'none'}, and {_counted(found_in.notes, 'note')}")


def _percent(rate: float | None) -> str:
    return "–" if rate is None else f"{100 * rate:.1f}%"


def _figures(found: Compared) -> dict[str, object]:
    score = found.score
    return {
        "unit": "character" if score.characters else "word",
        "words": asdict(score.words) | {"rate": score.words.rate},
        "verbatim": asdict(score.verbatim) | {"rate": score.verbatim.rate},
        "names": asdict(score.names) | {"rate": score.names.rate} if score.names else None,
        "numbers": asdict(score.numbers) | {"rate": score.numbers.rate},
        "starts_ms": asdict(score.starts) if score.starts else None, "ends_ms": asdict(score.ends) if score.ends else None,
        "word_starts_ms": asdict(score.word_starts) if score.word_starts else None,
        "violations": _violations(found.hypothesis), "reference_violations": _violations(found.reference)}


def _violations(found: Violations | None) -> dict[str, object] | None:
    return asdict(found) | {"per_100_cues": found.per_hundred} if found else None


def _reaches(findings: Sequence[Finding], fail_on: Severity) -> bool:
    return any(_ORDER.index(one.severity) >= _ORDER.index(fail_on) for one in findings)

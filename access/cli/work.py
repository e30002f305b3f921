"""What each command does: asks the rooms below for the work, and reports. Imported only when a command runs."""

from __future__ import annotations

import json
import logging
import platform
import shutil
import sys
import time
from collections.abc import Callable, Sequence
from datetime import datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any

from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from access import config, files, profiles
from access.cli import report
from access.config import Settings
from access.engines import licences, registry
from access.engines.base import EngineKind, FetchingFactory, Reachable
from access.errors import EngineNotReady, MediaRefused, SettingsError, UsageError
from access.intake.guard import refuse_nested
from access.intake.identify import passed_over
from access.jobs import batch, daemon, ledger, service
from access.jobs.job import Made, Outcome, Source
from access.jobs.sources import manifests_below, sources_below, sources_of
from access.mediafile import exiftool_identity, ffmpeg_program
from access.model.media import COMPANION_ENDINGS
from access.model.package import Severity
from access.pack.waiting import Waiting, waiting
from access.toolkit import Toolkit
from access.understand.context import context

_MOST_NAMED = 5
_STATE_ORDER = {state: number for number, state in enumerate(ledger.State)}


def load(file: Path | None, overrides: dict[str, dict[str, Any]]) -> Settings:
    """Return the settings; a profile or a context that cannot be read is told before any file is touched."""
    settings = config.load(file, overrides)
    _check_context(settings.intake.context)
    profiles.load_profile(settings.captions.profile)
    profiles.load_alt_profile(settings.alt.profile)
    return settings


def _check_context(named: str) -> None:
    """Raise `SettingsError` where the context file for all is not there, or is not what it should be."""
    if not named:
        return
    try:
        context(files.read_text(Path(named)), files.printable(named))
    except OSError as error:
        raise SettingsError(
            f"{files.printable(named)}, which `[intake] context` names, cannot be read: {error.strerror}.",
            "It is looked for from the folder that the command runs in.") from error
    except MediaRefused as error:
        raise SettingsError(f"`[intake] context`: {error.message}", "Mend it, or name none.") from error


def run(paths: Sequence[Path], out: Path, settings: Settings, state: Path | None, jobs: int | None, as_json: bool) -> int:
    sources = sources_below(paths, out, settings.intake.ignore)
    _tell_others(paths, {source.path for source in sources}, settings, as_json)
    return _batch(sources, settings, state, jobs, as_json)


def reprocess(outs: Sequence[Path], settings: Settings, state: Path | None, jobs: int | None, as_json: bool) -> int:
    recorded = sources_of(outs)
    for lost in recorded.lost:
        if as_json:
            report.machine_line({"event": "lost", "manifest": files.printable(lost.manifest), "reason": lost.reason})
        else:
            report.problem(f"skipped  {lost.reason}")
    return max(_batch(recorded.sources, settings, state, jobs, as_json), int(bool(recorded.lost)))


def watch(inbox: Path, out: Path, settings: Settings, state: Path | None, jobs: int | None, as_json: bool) -> int:
    if jobs is not None:
        settings = settings.model_copy(update={"jobs": settings.jobs.model_copy(update={"workers": jobs})})
    logging.basicConfig(stream=sys.stderr, level=logging.INFO, format="%(asctime)s %(levelname)s %(message)s")
    for name in ("watchdog", "httpx"):
        logging.getLogger(name).setLevel(logging.WARNING)
    _check_engines(settings)

    def tell(entry: ledger.Entry, outcome: Outcome) -> None:
        _tell(Source(entry.root, entry.relative, out.absolute()), outcome, as_json)

    if not inbox.is_dir():
        raise UsageError(f"{files.printable(inbox)} is no folder.", "Make it, or name another.")
    refuse_nested(inbox.absolute(), out.absolute())
    if not as_json:
        report.line(f"Watching {files.printable(inbox.absolute())}; what is made goes to {files.printable(out.absolute())}. "
                    "Ctrl-C ends it.")
    daemon.watch(inbox, out, settings, config.state_folder(state), tell)
    if not as_json:
        report.line("Stopped. What was being worked on goes on at the next start.")
    return 0


def status(state: Path | None, as_json: bool) -> int:
    known = service.status(config.state_folder(state))
    rows = sorted(known.entries, key=lambda entry: (_STATE_ORDER[entry.state], entry.root, entry.relative))
    if as_json:
        for entry in rows:
            report.machine_line({
                "file": files.printable(entry.root / entry.relative), "state": entry.state, "attempts": entry.attempts,
                "reason": entry.reason,
                "changed": datetime.fromtimestamp(entry.changed).astimezone().isoformat(timespec="seconds"),
                "manifest": files.printable(entry.manifest) if entry.manifest else None, "seconds": round(entry.seconds, 3)})
        return 0
    report.line(f"A daemon watches (process {known.daemon})." if known.daemon else "No daemon watches.")
    if rows:
        report.line(", ".join(f"{count} {state}" for state, count in known.counts.items() if count) + ".")
        report.table(("state", "file", "tries", "since", "reason"), (
            (entry.state, entry.relative, entry.attempts, datetime.fromtimestamp(entry.changed).strftime("%Y-%m-%d %H:%M"),
             entry.reason) for entry in rows))
    else:
        report.line("Nothing has been processed yet.")
    return 0


def review(outs: Sequence[Path], as_json: bool) -> int:
    rows: list[Waiting] = []
    for manifest in manifests_below(outs):
        try:
            if (one := waiting(manifest)) is not None:
                rows.append(one)
        except (OSError, ValueError, LookupError, TypeError):
            report.problem(f"skipped  {files.printable(manifest)} is no manifest of access.")
    rows.sort(key=lambda one: (one.order, one.original))
    if as_json:
        for one in rows:
            report.machine_line({
                "file": files.printable(one.original), "manifest": files.printable(one.manifest),
                "texts": list(map(files.printable, one.texts)), "draft": one.draft, "failures": one.failures,
                "warnings": one.warnings, "notes": one.notes, "confidence": one.confidence, "reasons": list(one.reasons)})
    elif rows:
        report.table(("file", "failures", "warnings", "notes", "confidence*", "why"), (
            (one.original, one.failures, one.warnings, one.notes, "" if one.confidence is None else f"{one.confidence:.2f}",
             " ".join(one.reasons) or ("A draft." if one.draft else "Nobody has approved it yet.")) for one in rows))
        report.line("* as the engine gives it: how far it may be trusted is not known.")
    else:
        report.line("Nothing waits for a person.")
    return 0


def engines(settings: Settings, as_json: bool) -> int:
    """List every engine; the chosen one of each kind is marked."""
    rows, accepted = [], settings.engines.accept_licences
    for kind in EngineKind:
        chosen = _chosen(kind, settings)
        for factory in registry.of_kind(kind):
            model = registry.model_of(factory, getattr(settings.engines, kind.value))
            readiness, barred = factory.readiness(model), registry.restriction(factory, model)
            rows.append({
                "kind": kind, "engine": factory.name, "chosen": factory.name == chosen, "tier": factory.tier,
                "licence": f"{barred} (no commercial use)" if barred else factory.licence,
                "licence_accepted": licences.accepts(barred, accepted), "ready": readiness.ready, "reason": readiness.reason,
                "command": readiness.command, "sends_media_away": factory.remote})
    if as_json:
        for row in rows:
            report.machine_line(row)
        return 0
    report.table(("kind", "engine", "tier", "ready", "licence", "what to know"), (
        (row["kind"], f"{row['engine']} *" if row["chosen"] else row["engine"], row["tier"], "yes" if row["ready"] else "no",
         row["licence"] if row["licence_accepted"] else f"{row['licence']}, not accepted",
         f"{row['reason']} {row['command'] and 'Try: '}{row['command']}".strip()) for row in rows))
    report.line("* is what your settings choose.")
    return 0


def pull(names: Sequence[str], settings: Settings) -> int:
    """Fetch the weights of the named engines, else of those that the settings name and those that `auto` would rather take.

    One name may stand for engines of several kinds, and a model is of use to one of them: it is an error where none can be had.
    """
    for kind, wanted in [(None, name) for name in names] or _worth_pulling(settings):
        name, _, model = wanted.partition(":")
        fetchers = [factory for factory in registry.fetchers(name) if kind in (None, factory.kind)]
        if not fetchers:
            report.line(f"{name} needs no weights.")
        problems: list[tuple[str, EngineNotReady]] = []
        for factory in fetchers:
            called = f"{name} ({factory.kind})" if len(fetchers) > 1 else name
            try:
                _pull(factory, model, settings)
                report.line(f"{called}: {factory.readiness(model).reason}")
            except EngineNotReady as problem:
                problems.append((called, problem))
        if problems and len(problems) == len(fetchers):
            raise problems[0][1]
        for called, why in problems:
            report.line(f"{called}: {why}")
    return 0


def _pull(factory: FetchingFactory, model: str, settings: Settings) -> None:
    state = factory.readiness(model)
    if not state.ready and not state.fetchable:
        raise EngineNotReady(state.reason, f"Try: {state.command}" if state.command else "")
    registry.refuse_unaccepted(factory, model, settings.engines.accept_licences)
    if not state.ready:
        factory.fetch(model, settings.engines.offline)


def _worth_pulling(settings: Settings) -> list[tuple[EngineKind | None, str]]:
    """Return what the settings name that is an engine, and what `auto` would rather take, each with its kind."""
    known = {factory.name for factory in registry.factories()}
    wanted = [(kind, str(getattr(settings.engines, kind.value))) for kind in EngineKind]
    better = [(kind, registry.worth_fetching(kind)) for kind, name in wanted if name == registry.AUTO]
    return [
        *((kind, name) for kind, name in wanted if name.partition(":")[0] in known),
        *((kind, factory.name) for kind, factory in better if factory)]


def doctor(settings: Settings, state: Path | None, as_json: bool) -> int:
    """Look at all that a run needs; exit code 4 where an engine that the settings choose is not ready."""
    folder = config.state_folder(state)
    facts = {
        "access": f"{version('access-media')} on Python {platform.python_version()}", "ffmpeg": ffmpeg_program(),
        "state": files.printable(folder), "room for the state": f"{_free(folder) / (1 << 30):.1f} GiB",
    }
    problems: list[str] = [f"{name}: {why}" for name, why in registry.broken().items()]
    try:
        facts["exiftool"] = exiftool_identity().version
    except EngineNotReady as error:
        facts["exiftool"] = f"not there: no picture gets its text inside. {error.hint}"
        problems += [str(error)] if settings.alt.embed else []
    for kind in EngineKind:
        if registry.left_out(kind, getattr(settings.engines, kind.value)):
            facts[f"{kind} engine"] = "none, as the settings say"
            continue
        try:
            choice = registry.choose(kind, getattr(settings.engines, kind.value), settings.engines.accept_licences)
            facts[f"{kind} engine"] = f"{choice.factory.name} ({choice.factory.tier}): {choice.reason}"
            if isinstance(choice.factory, Reachable) and not (server := choice.factory.reach(choice.model)).ready:
                problems.append(f"{kind} engine {choice.factory.name}: {server.reason} {server.command}".strip())
        except EngineNotReady as error:
            problems.append(str(error))
    advice = [
        f"{factory.kind}: {factory.name} ({factory.tier}) is not ready. {readiness.reason} Try: {readiness.command}"
        for factory in registry.factories() if not (readiness := factory.readiness("")).ready]
    if as_json:
        report.machine_line({**facts, "problems": problems, "could_be_better": advice})
    else:
        report.table(("what", "here"), facts.items())
        for text in problems:
            report.problem(f"problem  {text}")
        for text in advice:
            report.line(f"better   {text}")
        report.line("Something is missing." if problems else "All that a run needs is here.")
    return EngineNotReady.exit_code if problems else 0


def init(folder: Path) -> int:
    """Write `access.toml`; one that is there is a person's and stays."""
    target = folder / config.SETTINGS_FILE
    if target.exists():
        raise UsageError(f"{files.printable(target)} is there already.", "Move it away first; it is not overwritten.")
    files.write_text(target, settings_text())
    report.line(f"{files.printable(target)} is written. Every line in it is a default: take the # off to change one.")
    return 0


def settings_text() -> str:
    """Return a settings file with every setting, its default as a comment and what it means."""
    lines = ["# Settings of access. Every line is a default; take the # off to change one.",
             "# The environment wins over this file: ACCESS_CAPTIONS__PROFILE=bbc."]
    for name, section in Settings.model_fields.items():
        lines += ["", f"[{name}]"]
        assert isinstance(section.annotation, type)
        for key, field in section.annotation.model_fields.items():
            lines += [f"# {text}" for text in (field.description or "").splitlines() if text]
            default = list(field.default) if isinstance(field.default, tuple) else field.default
            lines.append(f"# {key} = {json.dumps(default)}")
    return "\n".join([*lines, ""])


def _batch(sources: Sequence[Source], settings: Settings, state: Path | None, jobs: int | None, as_json: bool) -> int:
    if sources:
        return make(sources, settings, state, jobs, as_json).exit_code
    _check_engines(settings)
    if as_json:
        report.machine_line({"event": "end", "done": 0, "failed": 0, "seconds": 0})
    else:
        report.line("There is no picture, sound or film in there: nothing to do.")
    return 0


def make(
    sources: Sequence[Source], settings: Settings, state: Path | None, jobs: int | None, as_json: bool,
) -> batch.BatchResult:
    """Make everything for `sources`, and say how each went."""
    _check_engines(settings)
    began = time.monotonic()
    at_once = jobs or settings.jobs.workers
    folder = config.state_folder(state)
    if sys.stderr.isatty() and not as_json:
        result = _with_bar(lambda tell: batch.run_sources(sources, settings, folder, at_once, tell), len(sources))
    else:
        result = batch.run_sources(sources, settings, folder, at_once, lambda told: _tell(told.source, told.outcome, as_json))
    failed, seconds = len(result.failures), time.monotonic() - began
    if as_json:
        report.machine_line({
            "event": "end", "done": len(result.outcomes) - failed, "failed": failed, "seconds": round(seconds, 1)})
    else:
        report.line(f"{len(result.outcomes) - failed} done, {failed} failed, in {seconds:.0f} s.")
    return result


def _with_bar(run: Callable[[Callable[[batch.Progress], None]], batch.BatchResult], total: int) -> batch.BatchResult:
    """Show a progress bar on the terminal, with the files that are being worked on."""
    columns = (BarColumn(), MofNCompleteColumn(), TimeElapsedColumn(), TextColumn("{task.description}", markup=False))
    with Progress(*columns, redirect_stdout=True, redirect_stderr=True) as bar:
        task = bar.add_task("", total=total)
        at_work: list[str] = []

        def tell(told: batch.Progress) -> None:
            name = files.printable(told.source.relative)
            if told.outcome is None:
                at_work.append(name)
            else:
                at_work.remove(name)
                _tell(told.source, told.outcome, as_json=False)
            bar.update(task, completed=told.finished, description=", ".join(at_work))

        return run(tell)


def _tell(source: Source, outcome: Outcome | None, as_json: bool) -> None:
    """Say how one file ended."""
    if outcome is None:
        return
    name = files.printable(source.relative)
    if as_json:
        report.machine_line(_facts(source, outcome))
    elif outcome.error:
        report.problem(f"failed   {name}: {files.printable(outcome.error)}")
        if outcome.trace:
            report.problem(outcome.trace)
    elif outcome.made is None:
        report.line(f"as it was  {name}")
    else:
        found = outcome.made.findings
        broken, warned = found.get(Severity.FAILURE, 0), found.get(Severity.WARNING, 0)
        told = [f"{broken} check{'s' if broken > 1 else ''} failed"] if broken else []
        told += [f"{warned} warning{'s' if warned > 1 else ''}"] if warned else []
        drafts = sum(".draft." in path.name for path in outcome.made.sidecars)
        told += [f"{drafts} draft{'s' if drafts > 1 else ''}"] if drafts else []
        count = len(outcome.made.sidecars)
        report.line(f"done     {name}: {count} sidecar{'s' if count > 1 else ''} in {outcome.seconds:.1f} s"
                    + (f" ({', '.join(told)}; see {_page_of(outcome.made)})" if told else ""))


def _page_of(made: Made) -> str:
    """Return the name of the page that shows it all."""
    return next((files.printable(path.name) for path in made.sidecars if path.name.endswith(".html")
                 and ".transcript." not in path.name), files.printable(made.manifest.name))


def _facts(source: Source, outcome: Outcome) -> dict[str, object]:
    facts: dict[str, object] = {
        "event": "failed" if outcome.error else "done", "file": files.printable(source.path),
        "seconds": round(outcome.seconds, 3)}
    if outcome.error:
        facts |= {"error": type(outcome.error).__name__, "reason": files.printable(outcome.error)}
    if outcome.made:
        facts |= {
            "manifest": files.printable(outcome.made.manifest), "findings": outcome.made.findings,
            "sidecars": [files.printable(path) for path in outcome.made.sidecars]}
    return facts


def _tell_others(paths: Sequence[Path], taken: set[Path], settings: Settings, as_json: bool) -> None:
    """Say which files are no media by their names: nobody should think that they were worked on."""
    others = sorted(
        file for path in paths if path.is_dir() for file in path.absolute().rglob("*")
        if file not in taken and file.is_file() and file.suffix.lower() not in COMPANION_ENDINGS
        and not passed_over(file.name, settings.intake.ignore))
    if as_json:
        for file in others:
            report.machine_line({"event": "passed over", "file": files.printable(file)})
    elif others:
        names = ", ".join(files.printable(file.name) for file in others[:_MOST_NAMED])
        more = f" and {len(others) - _MOST_NAMED} more" if len(others) > _MOST_NAMED else ""
        report.line(f"passed over, being no picture, sound or film: {names}{more}")


def _check_engines(settings: Settings) -> None:
    """Raise `EngineNotReady` before any file is touched. Weights that are missing are fetched now: no worker does."""
    if settings.alt.embed:
        exiftool_identity()
    with Toolkit(settings.engines, may_fetch=True) as kit:
        kit.check()


def _chosen(kind: EngineKind, settings: Settings) -> str:
    try:
        return registry.choose(kind, getattr(settings.engines, kind.value), settings.engines.accept_licences).factory.name
    except EngineNotReady:
        return ""


def _free(folder: Path) -> int:
    existing = next(parent for parent in (folder, *folder.parents) if parent.exists())
    return shutil.disk_usage(existing).free

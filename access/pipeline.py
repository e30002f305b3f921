"""The story of a file, from an original to the package of everything it needs: one function a kind, a line a step.

Every line that takes time is a step of the cache (`Steps.run`), keyed by all it depends on: what is not changed is not done
again. Bump a step's version here when its code changes what it makes.
"""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TypeVar

from pydantic import TypeAdapter

from access import people
from access.cache import Cache, Steps
from access.captioning import against_screen, captioned, narrowed
from access.check.criteria import criteria
from access.check.descriptions import tallied
from access.config import LimitOptions, Settings
from access.describing import described
from access.hearing import Said, nothing_said, said_in
from access.mediafile import exiftool_identity
from access.model.findings import Probe, Transcript
from access.model.media import Asset, MediaKind
from access.model.package import Finding, Narrated, Package, Report, Role, tally
from access.model.script import Script
from access.pack import scc
from access.pack.edits import edited
from access.pack.manifest import read as read_manifest
from access.pack.names import Names, names_for
from access.pack.package import Contents, put
from access.picturing import portrayed
from access.profiles import load_profile
from access.toolkit import Toolkit
from access.understand import probe
from access.watching import Watched, watched
from access.workpiece import Job, reading
from access.write.transcript import passages

GIB = 1 << 30
T = TypeVar("T")

PROBE = TypeAdapter(Probe)


class Workshop:
    """Settings, warm engines and the step cache: makes one file's package after another. One to a process."""

    def __init__(self, settings: Settings, state: Path, may_fetch: bool = False) -> None:
        self._settings = settings
        self._kit = Toolkit(settings.engines, may_fetch)
        self._cache = Cache(state / "cache", int(settings.cache.max_gib * GIB))
        self._claims = state / "names"

    def process(self, asset: Asset, out: Path) -> Package:
        """Write what `asset` needs below `out`. Raises `MediaError`, `EngineError`, `OutputError`."""
        if self._settings.alt.embed:
            exiftool_identity()  # before the work, not after it
        steps = Steps(self._cache)
        asset, facts = probed(asset, steps, self._settings.limits)
        names = names_for(asset, out, self._claims, self._settings.names)
        previous = read_manifest(names.manifest())
        job = Job(asset, facts, steps, self._kit, self._settings, previous, edited(previous, names.folder),
                  people.given_context(asset))
        made = _STORIES[asset.kind](job)
        package = _packed(job, made, names)
        self._cache.prune_when_due()
        return package

    def take_in(self, asset: Asset) -> TakenIn:
        """Hear and see a file as a run would, for a check that writes nothing. Raises `MediaError`, `EngineError`."""
        return taken_in(self._beheld(asset))

    def see(self, asset: Asset) -> TakenIn:
        """See a film as a run would, and hear nothing. Raises `MediaError`, `EngineError`."""
        job = self._beheld(asset)
        view = watched(job) if job.asset.kind is MediaKind.VIDEO else None
        return TakenIn(None, view, max(job.probe.duration, view.end if view else 0))

    def close(self) -> None:
        self._kit.close()

    def _beheld(self, asset: Asset) -> Job:
        steps = Steps(self._cache)
        asset, facts = probed(asset, steps, self._settings.limits)
        return Job(asset, facts, steps, self._kit, self._settings, None, (), people.given_context(asset))


@dataclass(frozen=True, slots=True)
class TakenIn:
    """What is heard and seen of a file before anything is made."""

    said: Said | None
    """None where nobody was to listen."""
    view: Watched | None
    """None where there is nothing to be seen."""
    duration: int
    """In ms, with what the pictures last longer than the container says."""


@dataclass(frozen=True, slots=True)
class Made:
    """How a story ends: what is written, what the checks found, and what was made to listen to and to watch."""

    script: Script
    findings: tuple[Finding, ...]
    transcript: Transcript | None = None
    narrated: Narrated = field(default_factory=Narrated)
    embedded: Path | None = None
    """The copy of a picture with its alternative text inside."""


# --- the three stories ---------------------------------------------------------------------------------------------


def image(job: Job) -> Made:
    """A picture: read it, look at it, choose whose words win, check them."""
    told = portrayed(job)
    script = Script(told.language, job.title, alts=told.alts, picture=told.picture)
    return Made(script, told.findings, embedded=told.copy)


def recording(job: Job) -> Made:
    """A recording: hear it, or place the words that came with it; make cues and a transcript."""
    said = said_in(job)
    cues, findings = captioned(job, said, (), job.probe.duration)
    line21 = _line21(job, said, (), job.probe.duration)
    paragraphs = passages(said.transcript, sounds=said.sounds) if said.transcript else ()
    script = Script(said.language, job.title, cues, said.provenance, paragraphs, listened=said.listened, line21=line21.cues)
    return Made(script, (*said.findings, *findings, *line21.findings), said.transcript)


def film(job: Job) -> Made:
    """A film: hear it and watch it side by side; caption it; tell in its pauses what it shows and nobody says."""
    taken = taken_in(job)
    said, view, duration = taken.said, taken.view, taken.duration
    assert said is not None
    assert view is not None
    cues, findings = captioned(job, said, view.cuts, duration)
    line21 = _line21(job, said, view.cuts, duration)
    told = described(job, said, view, cues, duration)
    plan = told.plan
    script = Script(
        said.language, job.title, cues, said.provenance,
        passages(said.transcript or nothing_said(said.language), plan.descriptions, plan.omitted, said.sounds,
                 plan.extension.holds if plan.extension else ()),
        plan, told.by, listened=said.listened, line21=line21.cues, pictures=told.pictures, looker=told.looker, voice=told.voice)
    against = against_screen(job, said, view.screen.value)
    return Made(
        script, (*said.findings, *findings, *line21.findings, *against, *told.findings), said.transcript, told.narrated)


_STORIES = {MediaKind.IMAGE: image, MediaKind.AUDIO: recording, MediaKind.VIDEO: film}


def _line21(job: Job, said: Said, cuts: Sequence[int], duration: int) -> scc.Fitted:
    """Fit the captions to line 21, which SCC is written for, where that is asked for."""
    return scc.fitted(narrowed(job, said, cuts, duration) if "scc" in job.settings.captions.formats else ())


# --- what is there to be seen, for a run and for a check ---------------------------------------------------------


def probed(asset: Asset, steps: Steps, limits: LimitOptions) -> tuple[Asset, Probe]:
    """Return what the container says, and the asset as the kind that its streams show it to be."""
    beside = asset.companions.metadata
    facts = steps.run("probe", 5, PROBE, reading(asset, lambda _: probe.probe(asset, limits)),
                      of=(asset.sha256, asset.format, beside.sha256 if beside else ""))
    return replace(asset, kind=probe.kind_of(facts.value)), facts.value


def taken_in(job: Job) -> TakenIn:
    """Hear and watch side by side.

    A recogniser waits for the text on the screen, whose names it is told; all else that listens does not.
    """
    if job.asset.kind is not MediaKind.VIDEO:
        return TakenIn(said_in(job), None, job.probe.duration)
    with ThreadPoolExecutor(1) as beside:
        watching = beside.submit(watched, job)
        said = said_in(replace(job, screen=lambda: watching.result().screen.value))
        view = watching.result()
    return TakenIn(said, view, max(job.probe.duration, view.end))


# --- the package ---------------------------------------------------------------------------------------------------


def _packed(job: Job, made: Made, names: Names) -> Package:
    """Say where the file stands with each criterion, and write everything down."""
    standing = criteria(job.asset.kind, made.script, bool(job.probe.audio), made.findings)
    captions = [one for one in made.findings if one.rule.startswith("captions.")]
    profile = load_profile(job.settings.captions.profile)
    checked = [tally(Role.CAPTIONS, profile.name, len(made.script.cues), captions)] if made.script.cues else []
    told = tallied(made.script.plan, made.findings, job.settings.describe) if made.script.plan else None
    checked += [told] if told else []
    return put(Contents(
        asset=job.asset, probe=job.probe, script=made.script, report=Report(made.findings, standing, tuple(checked)),
        steps=job.steps.records,
        names=names, previous=job.previous, edits=job.edits, transcript=made.transcript, narrated=made.narrated,
        settings=job.settings.model_dump(mode="json", exclude={"intake", "jobs", "cache"}), captions=job.settings.captions,
        describe=job.settings.describe,
        page=job.settings.page, release=job.settings.release, alt=job.settings.alt, embedded=made.embedded))

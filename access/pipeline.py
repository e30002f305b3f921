"""The story of a file, from an original to the package of everything it needs: one function a kind, a line a step.

Every line that takes time is a step of the cache (`Steps.run`), keyed by all it depends on: what is not changed is not done
again. Bump a step's version here when its code changes what it makes.
"""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeVar

from pydantic import TypeAdapter

from access import people
from access.cache import Cache, Kept, Steps
from access.captioning import against_screen, captioned, narrowed
from access.check.alt import check_alt
from access.check.criteria import criteria
from access.check.descriptions import Programme, check_descriptions, tallied
from access.config import LimitOptions, Settings
from access.engines.base import EngineKind
from access.hearing import Said, nothing_said, said_in
from access.model.findings import Probe, ScreenText, Seen, Sight, SoundEvent, TextBox, TextOrigin, Transcript
from access.model.media import Asset, Frame, MediaKind, Sound
from access.model.package import Finding, Narrated, Package, Report, Role, Severity, tally
from access.model.script import (
    Cue,
    DescriptionPlan,
    Provenance,
    ReviewState,
    Script,
)
from access.model.time import Span
from access.narrate.fit import Narration, narrate
from access.narrate.mix import mix
from access.pack import scc
from access.pack.edits import edited
from access.pack.manifest import read as read_manifest
from access.pack.names import Names, names_for
from access.pack.package import Contents, put
from access.profiles import load_profile
from access.toolkit import Toolkit
from access.understand import given, listen, look, probe, read, shots
from access.workpiece import Job, reading
from access.write import sounds
from access.write.alt import alt_text
from access.write.describe import plan, verdict, wanted
from access.write.gaps import usable_gaps
from access.write.transcript import passages

GIB = 1 << 30
T = TypeVar("T")

PROBE = TypeAdapter(Probe)
SOUND = TypeAdapter(Sound)
SPANS: TypeAdapter[tuple[Span, ...]] = TypeAdapter(tuple[Span, ...])
TRANSCRIPT = TypeAdapter(Transcript)
SEEN = TypeAdapter(Seen)
SCREEN: TypeAdapter[tuple[ScreenText, ...]] = TypeAdapter(tuple[ScreenText, ...])
FRAME = TypeAdapter(Frame)
BOXES: TypeAdapter[tuple[TextBox, ...]] = TypeAdapter(tuple[TextBox, ...])
SIGHT: TypeAdapter[Sight | None] = TypeAdapter(Sight | None)
CUES: TypeAdapter[tuple[Cue, ...]] = TypeAdapter(tuple[Cue, ...])
NARRATION = TypeAdapter(Narration)
PATH = TypeAdapter(Path)

_PRUNE_EVERY = 100
"""Files; pruning looks at every entry of the cache, which in an archive are many more than a file has."""
NOT_LOOKED = "no vision model looked at the pictures: only the text in them is read"


class Workshop:
    """Settings, warm engines and the step cache: makes one file's package after another. One to a process."""

    def __init__(self, settings: Settings, state: Path, may_fetch: bool = False) -> None:
        self._settings = settings
        self._kit = Toolkit(settings.engines, may_fetch)
        self._cache = Cache(state / "cache", int(settings.cache.max_gib * GIB))
        self._claims = state / "names"
        self._finished = 0

    def process(self, asset: Asset, out: Path) -> Package:
        """Write what `asset` needs below `out`. Raises `MediaError`, `EngineError`, `OutputError`."""
        steps = Steps(self._cache)
        asset, facts = probed(asset, steps, self._settings.limits)
        names = names_for(asset, out, self._claims, self._settings.names)
        previous = read_manifest(names.manifest())
        job = Job(asset, facts, steps, self._kit, self._settings, previous, edited(previous, names.folder),
                  people.given_context(asset))
        made = _STORIES[asset.kind](job)
        package = _packed(job, made, names)
        if self._finished % _PRUNE_EVERY == 0:
            self._cache.prune()
        self._finished += 1
        return package

    def take_in(self, asset: Asset) -> TakenIn:
        """Hear and see a film as a run would, for a check that writes nothing. Raises `MediaError`, `EngineError`."""
        job = self._beheld(asset)
        if job.asset.kind is not MediaKind.VIDEO:
            return TakenIn(Seen((), ()), (), said_in(job), job.probe.duration)
        seen, screen, said, duration = _taken_in(job)
        return TakenIn(seen.value, screen.value, said, duration)

    def see(self, asset: Asset) -> TakenIn:
        """See a film as a run would, and hear nothing. Raises `MediaError`, `EngineError`."""
        job = self._beheld(asset)
        if job.asset.kind is not MediaKind.VIDEO:
            return TakenIn(Seen((), ()), (), None, job.probe.duration)
        seen, screen = _watched(job)
        return TakenIn(seen.value, screen.value, None, _length(job, seen.value))

    def close(self) -> None:
        self._kit.close()

    def _beheld(self, asset: Asset) -> Job:
        steps = Steps(self._cache)
        asset, facts = probed(asset, steps, self._settings.limits)
        return Job(asset, facts, steps, self._kit, self._settings, None, (), people.given_context(asset))


@dataclass(frozen=True, slots=True)
class TakenIn:
    """What is seen and heard of a film before anything is made."""

    seen: Seen
    screen: tuple[ScreenText, ...]
    said: Said | None
    """None where nobody was to listen."""
    duration: int
    """In ms."""

    @property
    def noises(self) -> tuple[SoundEvent, ...]:
        return _noises(self.said) if self.said else ()


@dataclass(frozen=True, slots=True)
class Made:
    """How a story ends: what is written, what the checks found, and the sound that was mixed."""

    script: Script
    findings: tuple[Finding, ...]
    transcript: Transcript | None = None
    mix: Path | None = None


# --- the three stories ---------------------------------------------------------------------------------------------


def image(job: Job) -> Made:
    """A picture: read it, look at it, choose whose words win, check them."""
    steps, kit, options = job.steps, job.kit, job.settings
    picture = job.probe.picture
    assert picture is not None
    frame = steps.run("frame", 1, FRAME, reading(
        job.asset, lambda into: look.frame(job.asset, options.limits, into)), of=(job.asset.sha256,))
    reader, looker = kit.identity(EngineKind.OCR), kit.identity(EngineKind.VISION)
    boxes = steps.run("read", 1, BOXES, lambda _: read.read_picture(frame.value, kit.ocr, options.read),
                      of=(frame, options.read), engine=reader)
    texts = [box.text for box in boxes.value]
    language = options.speech.language or picture.language or given.guess_language(" ".join(texts)) or "en"
    question = look.question(picture, boxes.value, frame.value, language, options.alt)
    sight = steps.run("look", 1, SIGHT, lambda _: kit.vision.look([question])[0],
                      of=(frame, boxes, picture, language, options.alt), engine=looker)
    alt = people.edited_alt(job.edits, language) or alt_text(
        picture, sight.value, language, (looker, reader) if texts else (looker,), "", options.alt)
    findings = check_alt(alt, job.asset.path.name, picture.caption, texts, options.alt)
    return Made(Script(alt.language if alt else language, job.title, alt=alt), findings)


def recording(job: Job) -> Made:
    """A recording: hear it, or place the words that came with it; make cues and a transcript."""
    said = said_in(job)
    cues, findings = captioned(job, said, (), job.probe.duration)
    line21 = _line21(job, said, (), job.probe.duration)
    paragraphs = passages(said.transcript, sounds=said.sounds) if said.transcript else ()
    script = Script(said.language, job.title, cues, said.provenance, paragraphs, listened=said.listened, line21=line21.cues)
    return Made(script, (*said.findings, *findings, *line21.findings), said.transcript)


def film(job: Job) -> Made:
    """A film: hear it and watch it side by side; caption it; describe in its pauses what is not heard."""
    steps, kit, options = job.steps, job.kit, job.settings
    seen, screen, said, duration = _taken_in(job)
    words = said.transcript.spoken if said.transcript else ()
    cuts = [shot.span.start for shot in seen.value.shots[1:]]
    cues, caption_findings = captioned(job, said, cuts, duration)
    line21 = _line21(job, said, cuts, duration)

    speaker, track = kit.identity(EngineKind.VOICE), options.speech.audio_track
    gaps = usable_gaps(said.voiced, [word.span for word in words], _noises(said), duration, options.describe)
    theirs = people.edited_descriptions(job.edits)
    wishes = theirs.wishes if theirs else wanted(
        screen.value, (), words, said.language, duration, options.describe)
    speakable = listen.knows(kit.voice.languages, said.language)
    spans = () if not speakable else theirs.spans if theirs else gaps
    narration = steps.run(
        "narrate", 2, NARRATION,
        lambda into: narrate(wishes, spans, kit.voice, said.language, options.describe, into, plan),
        of=(wishes, spans, said.language, options.describe), engine=speaker)
    told = narration.value
    mixed = steps.run(
        "mix", 1, PATH,
        reading(job.asset, lambda into: mix(
            job.asset, track, told.descriptions, told.clips, said.voiced, said.language, options.mix, options.limits, into)),
        of=(job.asset.sha256, track, narration, said.voiced, said.language, options.mix)) if told.descriptions else None

    ending = DescriptionPlan(
        told.descriptions, told.omitted, verdict(told.descriptions, told.omitted, looked=False, talking_head=False),
        pictures_looked_at=False)
    described = theirs.provenance if theirs else Provenance(
        TextOrigin.MACHINE, ReviewState.PROPOSED, (kit.identity(EngineKind.OCR), speaker),
        why_draft=(NOT_LOOKED,))
    script = Script(
        said.language, job.title, cues, said.provenance,
        passages(said.transcript or nothing_said(said.language), told.descriptions, told.omitted, said.sounds), ending,
        described if told.descriptions else None, listened=said.listened, line21=line21.cues)
    findings = (
        *said.findings, *caption_findings, *line21.findings, *against_screen(job, said, screen.value),
        *check_descriptions(ending, Programme(
            said.language, options.describe, said.voiced, words, gaps, screen.value, tuple(cuts), duration,
            language_of=given.guess_language)),
    )
    if not speakable:
        findings += (Finding("descriptions.language", Severity.WARNING, f"{speaker.name} does not speak {said.language}."),)
    return Made(script, findings, said.transcript, mixed.value if mixed else None)


_STORIES = {MediaKind.IMAGE: image, MediaKind.AUDIO: recording, MediaKind.VIDEO: film}


def _line21(job: Job, said: Said, cuts: Sequence[int], duration: int) -> scc.Fitted:
    """Fit the captions to line 21, which SCC is written for, where that is asked for."""
    return scc.fitted(narrowed(job, said, cuts, duration) if "scc" in job.settings.captions.formats else ())


# --- what is there to be seen, for a run and for a check ---------------------------------------------------------


def probed(asset: Asset, steps: Steps, limits: LimitOptions) -> tuple[Asset, Probe]:
    """Return what the container says, and the asset as the kind that its streams show it to be."""
    facts = steps.run("probe", 4, PROBE, reading(asset, lambda _: probe.probe(asset, limits)), of=(asset.sha256, asset.format))
    return replace(asset, kind=probe.kind_of(facts.value)), facts.value


def watched(asset: Asset, steps: Steps, limits: LimitOptions) -> Kept[Seen]:
    """Find the shots of a film."""
    return steps.run("shots", 1, SEEN, reading(asset, lambda into: shots.watch(asset, limits, into)), of=(asset.sha256,))


# --- what is seen --------------------------------------------------------------------------------------------------


def _watched(job: Job) -> tuple[Kept[Seen], Kept[tuple[ScreenText, ...]]]:
    """Find the shots and read what stands on the screen."""
    options = job.settings
    seen = watched(job.asset, job.steps, options.limits)
    screen = job.steps.run("screen text", 2, SCREEN, lambda _: read.read_film(seen.value, job.kit.ocr, options.read),
                           of=(seen, options.read), engine=job.kit.identity(EngineKind.OCR))
    return seen, screen


def _taken_in(job: Job) -> tuple[Kept[Seen], Kept[tuple[ScreenText, ...]], Said, int]:
    """Hear a film and watch it side by side; return also how long it is, in ms.

    A recogniser waits for the text on the screen, whose names it is told; all else that listens does not.
    """
    with ThreadPoolExecutor(1) as beside:
        watching = beside.submit(_watched, job)
        said = said_in(replace(job, screen=lambda: watching.result()[1].value))
        seen, screen = watching.result()
    return seen, screen, said, _length(job, seen.value)


def _length(job: Job, seen: Seen) -> int:
    return max([job.probe.duration, *(shot.span.end for shot in seen.shots)])


def _noises(said: Said) -> tuple[SoundEvent, ...]:
    """Return the sounds that an engine heard and those that a person named."""
    return (*said.sounds, *sounds.named(said.transcript.lines if said.transcript else ()))


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
        names=names, previous=job.previous, edits=job.edits, transcript=made.transcript, narrated=Narrated(made.mix),
        settings=job.settings.model_dump(mode="json", exclude={"intake", "jobs", "cache"}), captions=job.settings.captions,
        describe=job.settings.describe,
        page=job.settings.page, release=job.settings.release))

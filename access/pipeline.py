"""The story of a file, from an original to the package of everything it needs: one function a kind, a line a step.

Every line that takes time is a step of the cache (`Steps.run`), keyed by all it depends on: what is not changed is not done
again. Bump a step's version here when its code changes what it makes.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeVar

from pydantic import TypeAdapter

from access import people, profiles
from access.cache import Cache, Kept, Steps
from access.check.alt import check_alt
from access.check.captions import check_captions
from access.check.criteria import criteria
from access.check.descriptions import check_descriptions
from access.config import Settings
from access.engines.base import EngineKind
from access.errors import MediaChanged, MediaRefused
from access.files import printable
from access.model.findings import GivenText, Probe, ScreenText, ScriptLine, Seen, Sight, TextBox, TextOrigin, Transcript
from access.model.media import Asset, Frame, MediaKind, Sound
from access.model.package import Finding, Package, Report, Severity
from access.model.script import (
    Cue,
    DescriptionPlan,
    EngineIdentity,
    Provenance,
    ReviewState,
    Script,
    Tier,
)
from access.model.time import Span
from access.narrate.fit import Narration, narrate
from access.narrate.mix import mix
from access.pack.edits import Edited, edited
from access.pack.manifest import Previous
from access.pack.manifest import read as read_manifest
from access.pack.names import Names, names_for
from access.pack.package import Contents, put
from access.toolkit import Toolkit
from access.understand import align, audio, given, listen, look, probe, read, shots
from access.write import sounds
from access.write.alt import alt_text
from access.write.cues import compose, from_lines
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

    def __init__(self, settings: Settings, state: Path) -> None:
        self._settings = settings
        self._kit = Toolkit(settings.engines)
        self._cache = Cache(state / "cache", int(settings.cache.max_gib * GIB))
        self._claims = state / "names"
        self._finished = 0

    def process(self, asset: Asset, out: Path) -> Package:
        """Write what `asset` needs below `out`. Raises `MediaError`, `EngineError`, `OutputError`."""
        steps = Steps(self._cache)
        limits = self._settings.limits
        probed = steps.run("probe", 1, PROBE, _reading(asset, lambda _: probe.probe(asset, limits)),
                           of=(asset.sha256, asset.format))
        asset = replace(asset, kind=probe.kind_of(probed.value))
        names = names_for(asset, out, self._claims, self._settings.names)
        previous = read_manifest(names.manifest())
        job = Job(asset, probed.value, steps, self._kit, self._settings, previous, edited(previous, names.folder))
        made = _STORIES[asset.kind](job)
        package = _packed(job, made, names)
        if self._finished % _PRUNE_EVERY == 0:
            self._cache.prune()
        self._finished += 1
        return package

    def close(self) -> None:
        self._kit.close()


@dataclass(frozen=True, slots=True)
class Job:
    """One original on its way, and what its steps need."""

    asset: Asset
    probe: Probe
    steps: Steps
    kit: Toolkit
    settings: Settings
    previous: Previous | None
    edits: tuple[Edited, ...]
    """What people did to our sidecars since the last run."""

    @property
    def title(self) -> str:
        return self.probe.title or self.asset.relative.stem


@dataclass(frozen=True, slots=True)
class Made:
    """How a story ends: what is written, what the checks found, and the sound that was mixed."""

    script: Script
    findings: tuple[Finding, ...]
    transcript: Transcript | None = None
    mix: Path | None = None


@dataclass(frozen=True, slots=True)
class Said:
    """What is said in a sound or film, and who says that it is."""

    voiced: tuple[Span, ...]
    transcript: Transcript | None
    language: str
    provenance: Provenance | None
    kept: tuple[ScriptLine, ...]
    """Captions that stay as they are: a person edited them, or nobody speaks and only their author knows the times."""
    findings: tuple[Finding, ...]


# --- the three stories ---------------------------------------------------------------------------------------------


def image(job: Job) -> Made:
    """A picture: read it, look at it, choose whose words win, check them."""
    steps, kit, options = job.steps, job.kit, job.settings
    picture = job.probe.picture
    assert picture is not None
    frame = steps.run("frame", 1, FRAME, _reading(
        job.asset, lambda into: look.frame(job.asset, options.limits, into)), of=(job.asset.sha256,))
    reader, looker = kit.identity(EngineKind.OCR), kit.identity(EngineKind.VISION)
    boxes = steps.run("read", 1, BOXES, lambda _: read.read_picture(frame.value, kit.ocr, options.read),
                      of=(frame, options.read), engine=reader)
    texts = [box.text for box in boxes.value]
    language = options.speech.language or picture.language or given.guess_language(" ".join(texts)) or "en"
    question = look.question(picture, boxes.value, frame.value, language, options.alt)
    sight = steps.run("look", 1, SIGHT, lambda _: kit.vision.look(question),
                      of=(frame, boxes, picture, language, options.alt), engine=looker)
    alt = people.edited_alt(job.edits, language) or alt_text(
        picture, sight.value, language, (looker, reader) if texts else (looker,), "", options.alt)
    findings = check_alt(alt, job.asset.path.name, picture.caption, texts, options.alt)
    return Made(Script(alt.language if alt else language, job.title, alt=alt), findings)


def recording(job: Job) -> Made:
    """A recording: hear it, or place the words that came with it; make cues and a transcript."""
    said = _said(job)
    cues, findings = _captioned(job, said, (), job.probe.duration)
    paragraphs = passages(said.transcript) if said.transcript else ()
    script = Script(said.language, job.title, cues, said.provenance, paragraphs)
    return Made(script, (*said.findings, *findings), said.transcript)


def film(job: Job) -> Made:
    """A film: hear it and watch it side by side; caption it; describe in its pauses what is not heard."""
    steps, kit, options = job.steps, job.kit, job.settings
    with ThreadPoolExecutor(1) as beside:
        watching = beside.submit(_watched, job)
        said = _said(job)
        seen, screen = watching.result()
    words = said.transcript.words if said.transcript else ()
    duration = max([job.probe.duration, *(shot.span.end for shot in seen.value.shots)])
    cuts = [shot.span.start for shot in seen.value.shots[1:]]
    cues, caption_findings = _captioned(job, said, cuts, duration)

    speaker, track = kit.identity(EngineKind.VOICE), options.speech.audio_track
    gaps = usable_gaps(said.voiced, [word.span for word in words], duration, options.describe)
    theirs = people.edited_descriptions(job.edits)
    wishes = theirs.wishes if theirs else wanted(screen.value, words, said.language, duration)
    speakable = listen.knows(kit.voice.languages, said.language)
    spans = () if not speakable else theirs.spans if theirs else gaps
    narration = steps.run(
        "narrate", 1, NARRATION,
        lambda into: narrate(wishes, spans, kit.voice, said.language, options.describe, into, plan),
        of=(wishes, spans, said.language, options.describe), engine=speaker)
    told = narration.value
    mixed = steps.run(
        "mix", 1, PATH,
        _reading(job.asset, lambda into: mix(
            job.asset, track, told.descriptions, told.clips, said.voiced, said.language, options.mix, options.limits, into)),
        of=(job.asset.sha256, track, narration, said.voiced, said.language, options.mix)) if told.descriptions else None

    ending = DescriptionPlan(
        told.descriptions, told.omitted, verdict(screen.value, wishes, told.descriptions), pictures_looked_at=False)
    described = theirs.provenance if theirs else Provenance(
        TextOrigin.MACHINE, ReviewState.PROPOSED, (kit.identity(EngineKind.OCR), speaker),
        why_draft=(NOT_LOOKED,))
    script = Script(
        said.language, job.title, cues, said.provenance,
        passages(said.transcript or _nothing_said(said.language), told.descriptions, told.omitted), ending,
        described if told.descriptions else None)
    findings = (*said.findings, *caption_findings, *check_descriptions(ending, said.voiced, spans, options.describe))
    if not speakable:
        findings += (Finding("descriptions.language", Severity.WARNING, f"{speaker.name} does not speak {said.language}."),)
    return Made(script, findings, said.transcript, mixed.value if mixed else None)


_STORIES = {MediaKind.IMAGE: image, MediaKind.AUDIO: recording, MediaKind.VIDEO: film}


# --- what is said --------------------------------------------------------------------------------------------------


def _said(job: Job) -> Said:
    """Hear what is said: a person's words placed, else the recogniser's; nothing in a language that no engine knows."""
    steps, kit, options = job.steps, job.kit, job.settings.speech
    track = next((one for one in job.probe.audio if one.index == options.audio_track), None)
    named = options.language or (track.language if track else "")
    texts, foreign = people.given_words(job.asset, named)
    texts.sort(key=lambda text: not listen.knows(kit.alignment.languages, text.language))
    theirs = people.edited_captions(job.edits)
    if not job.probe.audio:
        return _as_timed(theirs, texts, ()) or _unsaid(named, (), "The film has no sound track.")
    heard = steps.run("sound", 1, SOUND, _reading(
        job.asset, lambda into: audio.decode(job.asset, options.audio_track, job.settings.limits, into)),
        of=(job.asset.sha256, options.audio_track))
    voiced = steps.run("voice activity", 1, SPANS, lambda _: kit.activity.voiced(heard.value),
                       of=(heard,), engine=kit.identity(EngineKind.ACTIVITY))
    if theirs and not theirs.lines:
        raise MediaRefused(f"{printable(theirs.provenance.source)}, which a person edited, holds no caption that can be read.",
                           "Mend it, or take it away to have it made again.")
    if theirs or not listen.is_speech(voiced.value):
        unused = "".join(f" {text.source} could not be placed." for text in texts)
        return _as_timed(theirs, texts, voiced.value) or _unsaid(
            named, voiced.value, f"No speech was heard: only sounds that matter are left to caption.{unused}")
    for text in texts:
        placed = _placed(job, heard, voiced, replace(text, language=text.language or named))
        if placed.transcript and len(placed.transcript.unheard) < sum(not line.sounds for line in text.lines):
            return replace(placed, findings=(*placed.findings, *_foreign(foreign)))
    heard_at_last = _recognised(job, heard, voiced, named, [text.source for text in texts])
    return replace(heard_at_last, findings=(*heard_at_last.findings, *_foreign(foreign)))


def _unreadable(theirs: people.EditedCaptions) -> tuple[Finding, ...]:
    if not theirs.unreadable:
        return ()
    return (Finding("speech.unreadable-cues", Severity.FAILURE,
                    f"{theirs.unreadable} cues of {theirs.provenance.source} cannot be read: mend their times.",
                    measure=theirs.unreadable, limit=0),)


def _foreign(texts: Sequence[GivenText]) -> tuple[Finding, ...]:
    return tuple(Finding(
        "speech.other-language", Severity.NOTE,
        f"{text.source} is in another language ({text.language}) than what is said; it is not used.") for text in texts)


def _as_timed(theirs: people.EditedCaptions | None, texts: Sequence[GivenText], voiced: tuple[Span, ...]) -> Said | None:
    """Return captions at the times their author gave: edited ones, or given ones for sound in which nobody speaks."""
    if theirs and theirs.lines:
        words = [word for number, line in enumerate(theirs.lines) if line.span and not line.sounds
                 for word in align.spread(line, number)]
        transcript = Transcript(tuple(words), theirs.language, TextOrigin.PERSON, lines=theirs.lines)
        return Said(voiced, transcript, theirs.language, theirs.provenance, theirs.lines, _unreadable(theirs))
    for text in texts:
        if all(line.span for line in text.lines):
            return Said(voiced, align.estimate(voiced, text), text.language or "en", _by(text, (), ()), text.lines, ())
    return None


def _placed(job: Job, heard: Kept[Sound], voiced: Kept[tuple[Span, ...]], text: GivenText) -> Said:
    """Place a person's words in the sound, or estimate their times where no engine knows the language."""
    kit, engine = job.kit, job.kit.identity(EngineKind.ALIGNMENT)
    window, language = job.settings.speech.window_seconds * 1000, text.language or "en"
    if listen.knows(kit.alignment.languages, language):
        transcript = job.steps.run(
            "align", 1, TRANSCRIPT, lambda _: align.align(heard.value, voiced.value, text, kit.alignment, window),
            of=(heard, voiced, text, window), engine=engine).value
        provenance = _by(text, (engine,), ())
    else:
        transcript = job.steps.run(
            "estimate", 1, TRANSCRIPT, lambda _: align.estimate(voiced.value, text), of=(voiced, text)).value
        untimed = any(line.span is None for line in text.lines)
        provenance = _by(text, (), (f"no engine here can place words of the language {language}: the times are estimates",)
                         if untimed else ())
    placed = replace(transcript, language=language, lines=sounds.timed(transcript.lines, transcript.words))
    return Said(voiced.value, placed, language, provenance, (), _notes(transcript))


def _by(text: GivenText, engines: tuple[EngineIdentity, ...], why: tuple[str, ...]) -> Provenance:
    """Say who wrote a given text; what bears the marks of a machine, or has no sure times, is a draft."""
    why = (*(f"{text.source} bears the mark of a machine: {mark}" for mark in text.marks), *why)
    review = ReviewState.PROPOSED if why else ReviewState.APPROVED
    return Provenance(text.origin, review, engines, why_draft=why, source=text.source)


def _recognised(
    job: Job, heard: Kept[Sound], voiced: Kept[tuple[Span, ...]], language: str, misfits: Sequence[str]
) -> Said:
    kit, engine = job.kit, job.kit.identity(EngineKind.SPEECH)
    tell = tuple(Finding("speech.script-misfit", Severity.WARNING, f"Nothing that {name} says was heard; it is not used.")
                 for name in misfits)
    if not listen.knows(kit.speech.languages, language):
        said = _unsaid(language, voiced.value, (
            f"{engine.name} does not know the language {language}: no captions rather than wrong ones. "
            "Lay a script beside the file, or choose another engine (`access engines`)."))
        return replace(said, findings=(*tell, *said.findings))
    transcript = job.steps.run(
        "recognise", 1, TRANSCRIPT, lambda _: listen.listen(heard.value, voiced.value, kit.speech, language),
        of=(heard, voiced, language), engine=engine).value
    if not transcript.words:
        said = _unsaid(language, voiced.value, f"There is a voice, but {engine.name} made out no word.")
        return replace(said, findings=(*tell, *said.findings))
    why = [f"recognised by {engine.name}, an engine for drafts"] if engine.tier is Tier.DRAFT else []
    why += [f"the language was assumed to be {transcript.language}"] if transcript.language_assumed else []
    confidence = sum(word.confidence for word in transcript.words) / (len(transcript.words) or 1)
    provenance = Provenance(TextOrigin.MACHINE, ReviewState.PROPOSED, (engine,), round(confidence, 3), tuple(why))
    return Said(voiced.value, transcript, transcript.language, provenance, (), (*tell, *_notes(transcript)))


def _unsaid(language: str, voiced: tuple[Span, ...], why: str) -> Said:
    return Said(voiced, None, language or "en", None, (), (Finding("speech.none", Severity.WARNING, why),))


def _nothing_said(language: str) -> Transcript:
    return Transcript((), language, TextOrigin.MACHINE)


def _notes(transcript: Transcript) -> tuple[Finding, ...]:
    return tuple(Finding("speech.note", Severity.WARNING, note) for note in transcript.notes)


def _captioned(job: Job, said: Said, cuts: Sequence[int], duration: int) -> tuple[tuple[Cue, ...], tuple[Finding, ...]]:
    """Compose the words into cues and check them; a person's own cues are checked and stay."""
    if said.transcript is None:
        return (), ()
    profile = profiles.load_profile(job.settings.captions.profile)
    rate, bounds = _frame_rate(job.probe), Span(0, duration)
    words = sounds.with_labels(said.transcript.words, said.transcript.lines)
    if said.kept:
        cues = from_lines(said.kept, profile, said.language)
        return cues, check_captions(cues, profile, (), cuts, duration, said.language, rate)
    cues = job.steps.run(
        "cues", 1, CUES, lambda _: compose(words, profile, said.language, cuts, bounds, rate),
        of=(words, profile, said.language, list(cuts), bounds, rate)).value
    return cues, check_captions(cues, profile, words, cuts, duration, said.language, rate)


# --- what is seen --------------------------------------------------------------------------------------------------


def _watched(job: Job) -> tuple[Kept[Seen], Kept[tuple[ScreenText, ...]]]:
    """Find the shots and read what stands on the screen."""
    options = job.settings
    seen = job.steps.run("shots", 1, SEEN, _reading(
        job.asset, lambda into: shots.watch(job.asset, options.limits, into)), of=(job.asset.sha256,))
    screen = job.steps.run("screen text", 1, SCREEN, lambda _: read.read_film(seen.value, job.kit.ocr, options.read),
                           of=(seen, options.read), engine=job.kit.identity(EngineKind.OCR))
    return seen, screen


def _frame_rate(probed: Probe) -> float | None:
    if probed.video is None or not probed.video.frame_rate:
        return None
    above, _, below = probed.video.frame_rate.partition("/")
    return int(above) / int(below or 1)


def _reading(asset: Asset, make: Callable[[Path], T]) -> Callable[[Path], T]:
    """Let a step that reads the original fail, rather than be kept, where the original is no longer what was hashed."""

    def read(into: Path) -> T:
        result = make(into)
        status = asset.path.lstat()
        if (status.st_size, status.st_mtime_ns) != (asset.size, asset.mtime_ns):
            name = printable(asset.relative)
            raise MediaChanged(f"{name} changed while it was worked on.", "It is taken when it is finished.")
        return result

    return read


# --- the package ---------------------------------------------------------------------------------------------------


def _packed(job: Job, made: Made, names: Names) -> Package:
    """Say where the file stands with each criterion, and write everything down."""
    standing = criteria(job.asset.kind, made.script, bool(job.probe.audio), made.findings)
    return put(Contents(
        asset=job.asset, probe=job.probe, script=made.script, report=Report(made.findings, standing), steps=job.steps.records,
        names=names, previous=job.previous, edits=job.edits, transcript=made.transcript, mix=made.mix,
        settings=job.settings.model_dump(mode="json", exclude={"intake", "jobs", "cache"}), page=job.settings.page,
        release=job.settings.release))

"""The story of a file, from an original to the package of everything it needs: one function a kind, a line a step.

Every line that takes time is a step of the cache (`Steps.run`), keyed by all it depends on: what is not changed is not done
again. Bump a step's version here when its code changes what it makes.
"""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path

from pydantic import TypeAdapter

from access import profiles
from access.cache import Cache, Kept, Steps
from access.check.alt import check_alt
from access.check.captions import check_captions
from access.check.criteria import criteria
from access.check.descriptions import check_descriptions
from access.config import Settings
from access.engines.base import EngineKind, ScriptAligner
from access.files import printable, read_text
from access.model.findings import GivenText, Probe, ScreenText, ScriptLine, Seen, Sight, TextBox, TextOrigin, Transcript
from access.model.media import Asset, Companion, Frame, MediaKind, Sound
from access.model.package import Finding, Package, Report, Role, Severity
from access.model.script import (
    Cue,
    DescriptionPlan,
    EngineIdentity,
    Provenance,
    ReviewState,
    Script,
    Tier,
    Wanted,
)
from access.model.time import Span
from access.narrate.fit import Narration, narrate
from access.narrate.mix import mix
from access.pack import srt, vtt
from access.pack.edits import Edited, How, edited
from access.pack.manifest import Previous
from access.pack.manifest import read as read_manifest
from access.pack.names import Names, names_for
from access.pack.package import Contents, put
from access.pack.xmp import read_alt
from access.toolkit import Toolkit
from access.understand import align, audio, given, listen, look, probe, read, shots
from access.write.alt import alt_text
from access.write.cues import compose, from_lines
from access.write.describe import plan, verdict, wanted
from access.write.gaps import usable_gaps
from access.write.marks import caption_marks
from access.write.transcript import passages

GIB = 1 << 30

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

NOT_LOOKED = "no vision model looked at the pictures: only the text in them is read"
NOT_APPROVED = "a person changed it and has not approved it: take `.draft` out of its name"


class Workshop:
    """Settings, warm engines and the step cache: makes one file's package after another. One to a process."""

    def __init__(self, settings: Settings, state: Path) -> None:
        self._settings = settings
        self._kit = Toolkit(settings.engines)
        self._cache = Cache(state / "cache", int(settings.cache.max_gib * GIB))
        self._claims = state / "names"

    def process(self, asset: Asset, out: Path) -> Package:
        """Write what `asset` needs below `out`. Raises `MediaError`, `EngineError`, `OutputError`."""
        steps = Steps(self._cache)
        limits = self._settings.limits
        probed = steps.run("probe", 1, PROBE, lambda _: probe.probe(asset, limits), of=(asset.sha256, asset.format))
        asset = replace(asset, kind=probe.kind_of(probed.value))
        names = names_for(asset, out, self._claims, self._settings.names)
        previous = read_manifest(names.manifest())
        job = Job(asset, probed.value, steps, self._kit, self._settings, previous, edited(previous, names.folder))
        made = _STORIES[asset.kind](job)
        package = _packed(job, made, names)
        self._cache.prune()
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
    kept: tuple[Cue, ...]
    """Cues that a person edited: they stay as they are."""
    findings: tuple[Finding, ...]


# --- the three stories ---------------------------------------------------------------------------------------------


def image(job: Job) -> Made:
    """A picture: read it, look at it, choose whose words win, check them."""
    steps, kit, options = job.steps, job.kit, job.settings
    picture = job.probe.picture
    assert picture is not None
    frame = steps.run("frame", 1, FRAME, lambda into: look.frame(job.asset, options.limits, into), of=(job.asset.sha256,))
    reader, looker = kit.identity(EngineKind.OCR), kit.identity(EngineKind.VISION)
    boxes = steps.run("read", 1, BOXES, lambda _: read.read_picture(frame.value, kit.ocr, options.read),
                      of=(frame, options.read), engine=reader)
    texts = [box.text for box in boxes.value]
    language = options.speech.language or picture.language or given.guess_language(" ".join(texts)) or "en"
    question = look.question(picture, boxes.value, frame.value, language, options.alt)
    sight = steps.run("look", 1, SIGHT, lambda _: kit.vision.look(question),
                      of=(frame, boxes, picture, language, options.alt), engine=looker)
    alt = alt_text(picture, sight.value, language, (looker, reader) if texts else (looker,), _given_alt(job), options.alt)
    findings = check_alt(alt, job.asset.path.name, picture.caption, texts, options.alt)
    return Made(Script(alt.language if alt else language, job.title, alt=alt), findings)


def sound(job: Job) -> Made:
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
    theirs = _edited_descriptions(job)
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
        lambda into: mix(job.asset, track, told.descriptions, told.clips, said.voiced, said.language, options.mix,
                         options.limits, into),
        of=(job.asset.sha256, track, narration, said.voiced, said.language, options.mix)) if told.descriptions else None

    looked = kit.identity(EngineKind.VISION).tier is not Tier.DRAFT
    ending = DescriptionPlan(told.descriptions, told.omitted, verdict(screen.value, wishes, told.descriptions), looked)
    described = theirs.provenance if theirs else Provenance(
        TextOrigin.MACHINE, ReviewState.PROPOSED, (kit.identity(EngineKind.OCR), speaker),
        why_draft=() if looked else (NOT_LOOKED,))
    script = Script(
        said.language, job.title, cues, said.provenance,
        passages(said.transcript or _nothing_said(said.language), told.descriptions, told.omitted), ending,
        described if told.descriptions else None)
    findings = (*said.findings, *caption_findings, *check_descriptions(ending, said.voiced, spans, options.describe))
    if not speakable:
        findings += (Finding("descriptions.language", Severity.WARNING, f"{speaker.name} does not speak {said.language}."),)
    return Made(script, findings, said.transcript, mixed.value if mixed else None)


_STORIES = {MediaKind.IMAGE: image, MediaKind.AUDIO: sound, MediaKind.VIDEO: film}


# --- what is said --------------------------------------------------------------------------------------------------


def _said(job: Job) -> Said:
    """Hear what is said: a person's words placed, else the recogniser's; nothing in a language that no engine knows."""
    steps, kit, options = job.steps, job.kit, job.settings.speech
    texts = _given_words(job)
    tracks = job.probe.audio
    track = next((one for one in tracks if one.index == options.audio_track), None)
    named = options.language or (track.language if track else "")
    if not tracks:
        return _unsaid(named or "en", (), "The film has no sound track.")
    heard = steps.run("sound", 1, SOUND, lambda into: audio.decode(job.asset, options.audio_track, job.settings.limits, into),
                      of=(job.asset.sha256, options.audio_track))
    voiced = steps.run("voice activity", 1, SPANS, lambda _: kit.activity.voiced(heard.value),
                       of=(heard,), engine=kit.identity(EngineKind.ACTIVITY))
    if edited_cues := _edited_captions(job):
        return replace(edited_cues, voiced=voiced.value)
    if not listen.is_speech(voiced.value):
        return _unsaid(named or "en", voiced.value, "No speech was heard: only sounds that matter are left to caption.")
    for text in texts:
        placed = _placed(job, heard, voiced, replace(text, language=named or text.language))
        if placed.transcript and len(placed.transcript.unheard) < sum(not line.sounds for line in text.lines):
            return placed
    return _recognised(job, heard, voiced, named, [text.source for text in texts])


def _placed(job: Job, heard: Kept[Sound], voiced: Kept[tuple[Span, ...]], text: GivenText) -> Said:
    kit, engine = job.kit, job.kit.identity(EngineKind.SPEECH)
    aligner = kit.speech
    window = job.settings.speech.window_seconds * 1000
    why = [f"{text.source} bears the mark of a machine: {mark}" for mark in text.marks]
    if isinstance(aligner, ScriptAligner) and listen.knows(aligner.alignable, text.language):
        transcript = job.steps.run(
            "align", 1, TRANSCRIPT, lambda _: align.align(heard.value, voiced.value, text, aligner, window),
            of=(heard, voiced, text, window), engine=engine)
        by: tuple[EngineIdentity, ...] = (engine,)
    else:
        transcript = job.steps.run(
            "estimate", 1, TRANSCRIPT, lambda _: align.estimate(voiced.value, text), of=(voiced, text))
        by = ()
        if any(line.span is None for line in text.lines):
            why.append(f"no engine here can place words of the language {text.language}: the times are estimates")
    origin = text.origin
    provenance = Provenance(
        origin, ReviewState.PROPOSED if why else ReviewState.APPROVED, by, why_draft=tuple(why), source=text.source)
    language = text.language or "en"
    return Said(voiced.value, replace(transcript.value, language=language), language, provenance, (), _notes(transcript.value))


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
    why = [f"recognised by {engine.name}, an engine for drafts"] if engine.tier is Tier.DRAFT else []
    why += [f"the language was assumed to be {transcript.language}"] if transcript.language_assumed else []
    confidence = sum(word.confidence for word in transcript.words) / (len(transcript.words) or 1)
    provenance = Provenance(TextOrigin.MACHINE, ReviewState.PROPOSED, (engine,), round(confidence, 3), tuple(why))
    return Said(voiced.value, transcript, transcript.language, provenance, (), (*tell, *_notes(transcript)))


def _unsaid(language: str, voiced: tuple[Span, ...], why: str) -> Said:
    return Said(voiced, None, language, None, (), (Finding("speech.none", Severity.WARNING, why),))


def _nothing_said(language: str) -> Transcript:
    return Transcript((), language, TextOrigin.MACHINE)


def _notes(transcript: Transcript) -> tuple[Finding, ...]:
    return tuple(Finding("speech.note", Severity.WARNING, note) for note in transcript.notes)


def _captioned(job: Job, said: Said, cuts: Sequence[int], duration: int) -> tuple[tuple[Cue, ...], tuple[Finding, ...]]:
    """Compose the words into cues and check them; a person's own cues are checked and stay."""
    if said.transcript is None:
        return (), ()
    profile = profiles.load_profile(job.settings.captions.profile)
    words, bounds = said.transcript.words, Span(0, duration)
    rate = _frame_rate(job.probe)
    cues = said.kept or job.steps.run(
        "cues", 1, CUES, lambda _: compose(words, profile, said.language, cuts, bounds, rate),
        of=(said.transcript, profile, said.language, list(cuts), bounds, rate)).value
    return cues, check_captions(cues, profile, words, cuts, duration, said.language, rate)


# --- what is seen --------------------------------------------------------------------------------------------------


def _watched(job: Job) -> tuple[Kept[Seen], Kept[tuple[ScreenText, ...]]]:
    """Find the shots and read what stands on the screen."""
    options = job.settings
    seen = job.steps.run("shots", 1, SEEN, lambda into: shots.watch(job.asset, options.limits, into), of=(job.asset.sha256,))
    screen = job.steps.run("screen text", 1, SCREEN, lambda _: read.read_film(seen.value, job.kit.ocr, options.read),
                           of=(seen, options.read), engine=job.kit.identity(EngineKind.OCR))
    return seen, screen


def _frame_rate(probed: Probe) -> float | None:
    if probed.video is None:
        return None
    above, _, below = probed.video.frame_rate.partition("/")
    return int(above) / int(below or 1)


# --- what people gave, and what they changed -----------------------------------------------------------------------


def _given_words(job: Job) -> list[GivenText]:
    """Return the texts that came along, best first: captions in the language of the sound, then a script."""
    beside = job.asset.companions
    texts = [_captions_of(companion) for companion in beside.captions]
    wanted_language = job.settings.speech.language.split("-")[0]
    if wanted_language:
        texts = [text for text in texts if text.language.split("-")[0] in ("", wanted_language)]
    if beside.script:
        texts.append(given.script(read_text(beside.script.path), beside.script.path.name, beside.script.language))
    return [text for text in texts if any(not line.sounds for line in text.lines)]


def _captions_of(companion: Companion) -> GivenText:
    text = read_text(companion.path)
    name = companion.path.name
    marks = caption_marks(text, (name,))
    return given.captions(_caption_lines(companion.path, text), printable(name), companion.language, marks)


def _caption_lines(path: Path, text: str) -> tuple[ScriptLine, ...]:
    return srt.parse(text) if path.suffix.lower() == ".srt" else vtt.parse(text)


def _edit_of(job: Job, role: Role, *endings: str) -> Edited | None:
    """Return the file of this role that a person made theirs, the ending named first preferred."""
    found = [edit for edit in job.edits if edit.role is role and edit.path.suffix in endings]
    return min(found, key=lambda edit: endings.index(edit.path.suffix), default=None)


def _by_a_person(edit: Edited) -> Provenance:
    changed_draft = edit.how is How.CHANGED and ".draft." in edit.path.name
    return Provenance(
        TextOrigin.PERSON, ReviewState.EDITED if edit.how is How.CHANGED else ReviewState.APPROVED,
        why_draft=(NOT_APPROVED,) if changed_draft else (), source=edit.path.name)


def _edited_captions(job: Job) -> Said | None:
    """Return captions that a person edited: cues and times are theirs, and everything after is made from them."""
    edit = _edit_of(job, Role.CAPTIONS, ".vtt", ".srt")
    if edit is None:
        return None
    lines = _caption_lines(edit.path, read_text(edit.path))
    profile = profiles.load_profile(job.settings.captions.profile)
    words = [word for number, line in enumerate(lines) if line.span and not line.sounds for word in align.spread(line, number)]
    transcript = Transcript(tuple(words), edit.language, TextOrigin.PERSON, lines=lines)
    return Said((), transcript, edit.language, _by_a_person(edit), from_lines(lines, profile, edit.language), ())


@dataclass(frozen=True, slots=True)
class _Theirs:
    """Descriptions that a person edited."""

    wishes: tuple[Wanted, ...]
    spans: tuple[Span, ...]
    """Where they are to be spoken."""
    provenance: Provenance


def _edited_descriptions(job: Job) -> _Theirs | None:
    edit = _edit_of(job, Role.DESCRIPTIONS, ".vtt")
    if edit is None:
        return None
    told = [(line.span, line.text) for line in vtt.parse(read_text(edit.path)) if line.span]
    return _Theirs(
        tuple(Wanted(span, (text,), 1.0) for span, text in told), tuple(span for span, _ in told), _by_a_person(edit))


def _given_alt(job: Job) -> str:
    """Return the alt text that a person wrote into one of our sidecars; the long one after a blank line."""
    if edit := _edit_of(job, Role.ALT_TEXT, ".txt"):
        return read_text(edit.path)
    if edit := _edit_of(job, Role.METADATA, ".xmp"):
        short, long, _ = read_alt(edit.path.read_bytes())
        return f"{short}\n\n{long}".strip()
    return ""


# --- the package ---------------------------------------------------------------------------------------------------


def _packed(job: Job, made: Made, names: Names) -> Package:
    """Say where the file stands with each criterion, and write everything down."""
    standing = criteria(job.asset.kind, made.script, bool(job.probe.audio), made.findings)
    return put(Contents(
        asset=job.asset, probe=job.probe, script=made.script, report=Report(made.findings, standing), steps=job.steps.records,
        names=names, previous=job.previous, edits=job.edits, transcript=made.transcript, mix=made.mix,
        settings=job.settings.model_dump(mode="json", exclude={"intake", "jobs", "cache"}), page=job.settings.page,
        release=job.settings.release))

"""What is heard in a sound or film: a person's words placed, else a recogniser's; who says them; and sounds that matter.

A part of the story that recordings and films share; `captioning.py` goes on from here, `pipeline.py` tells the rest.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from pydantic import TypeAdapter

from access import people
from access.cache import Kept
from access.engines.base import EngineKind, Listening
from access.errors import MediaRefused
from access.files import printable
from access.model.findings import (
    GivenText,
    Remark,
    ScreenText,
    ScriptLine,
    SoundEvent,
    Term,
    TextOrigin,
    Transcript,
    Turn,
    Word,
)
from access.model.media import Sound
from access.model.package import Finding, Severity
from access.model.script import EngineIdentity, Listened, Provenance, ReviewState, Tier
from access.model.time import Span, clock
from access.understand import align, audio, channels, given, listen, speakers, terms
from access.understand.drift import drift
from access.understand.guards.second_look import SECOND_LOOK
from access.workpiece import Job, reading
from access.write import sounds

SOUND = TypeAdapter(Sound)
SPANS: TypeAdapter[tuple[Span, ...]] = TypeAdapter(tuple[Span, ...])
TRANSCRIPT = TypeAdapter(Transcript)
TURNS: TypeAdapter[tuple[Turn, ...]] = TypeAdapter(tuple[Turn, ...])
EVENTS: TypeAdapter[tuple[SoundEvent, ...]] = TypeAdapter(tuple[SoundEvent, ...])


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
    sounds: tuple[SoundEvent, ...] = ()
    """What an engine heard besides speech and no person named, in the words of the captions."""
    uncaptioned: tuple[SoundEvent, ...] = ()
    """What an engine heard and no caption is to name, by its own labels."""
    listened: Listened | None = None
    """None where there is no sound."""
    heard: Kept[Sound] | None = None
    """The sound itself."""

    @property
    def noises(self) -> tuple[SoundEvent, ...]:
        """The sounds that an engine heard, captioned or not, and those that a person named."""
        return (*self.sounds, *self.uncaptioned, *sounds.named(self.transcript.lines if self.transcript else ()))


def said_in(job: Job) -> Said:
    """Hear what is said: a person's words placed, else the recogniser's; nothing in a language that no engine knows."""
    steps, kit, options = job.steps, job.kit, job.settings.speech
    track = job.track
    named = options.language or job.context.language or (track.language if track else "")
    beside = people.given_words(job.asset, named)
    texts = sorted(beside.fitting, key=lambda text: not listen.knows(kit.alignment.languages, text.language))
    theirs = people.edited_captions(job.edits)
    if not job.probe.audio:
        return _as_timed(theirs, texts, ()) or _unsaid(named, (), "The film has no sound track.")
    heard = steps.run("sound", 2, SOUND, reading(
        job.asset, lambda into: audio.decode(job.asset, options.audio_track, job.settings.limits, into)),
        of=(job.asset.sha256, options.audio_track))
    said = _said_in(job, heard, named, texts, beside.foreign, theirs)
    drifted = _findings(drift(job.probe, track, heard.value))
    said = replace(said, findings=(*said.findings, *map(_empty, beside.empty), *drifted), heard=heard)
    return _with_sounds(job, heard, said, named)


def _said_in(
    job: Job, heard: Kept[Sound], named: str, texts: Sequence[GivenText], foreign: Sequence[GivenText],
    theirs: people.EditedCaptions | None,
) -> Said:
    steps, kit = job.steps, job.kit
    voiced = steps.run("voice activity", 1, SPANS, lambda _: kit.activity.voiced(heard.value),
                       of=(heard,), engine=kit.identity(EngineKind.ACTIVITY))
    if theirs and not theirs.lines:
        raise MediaRefused(f"{printable(theirs.provenance.source)}, which a person edited, holds no caption that can be read.",
                           "Mend it, or take it away to have it made again.")
    if theirs or not listen.is_speech(voiced.value):
        return _as_timed(theirs, texts, voiced.value) or _unvoiced(job, heard, voiced, named, texts)
    if placed := _first_placed(job, heard, voiced, named, texts):
        placed = _with_speakers(job, heard, voiced, placed)
        return replace(placed, findings=(*placed.findings, *_foreign(foreign)))
    recognised = _recognised(job, heard, voiced, named, [text.source for text in texts])
    heard_at_last = _with_speakers(job, heard, voiced, recognised)
    return replace(heard_at_last, findings=(*heard_at_last.findings, *_foreign(foreign)))


def _unreadable(theirs: people.EditedCaptions) -> tuple[Finding, ...]:
    if not theirs.unreadable:
        return ()
    return (Finding("speech.unreadable-cues", Severity.FAILURE,
                    f"{theirs.unreadable} cues of {theirs.provenance.source} cannot be read: mend their times.",
                    measure=theirs.unreadable, limit=0),)


def _empty(name: str) -> Finding:
    return Finding("speech.empty-companion", Severity.WARNING, f"{name} holds nothing that can be read; it is not used.")


def _foreign(texts: Sequence[GivenText]) -> tuple[Finding, ...]:
    return tuple(Finding(
        "speech.other-language", Severity.NOTE,
        f"{text.source} is in another language ({text.language}) than what is said; it is not used.") for text in texts)


def _as_timed(theirs: people.EditedCaptions | None, texts: Sequence[GivenText], voiced: tuple[Span, ...]) -> Said | None:
    """Return captions at the times their author gave: edited ones, or given ones for sound in which nobody speaks."""
    if theirs and theirs.lines:
        lines = given.told_apart(theirs.lines)
        words = [word for number, line in enumerate(lines) if line.span and not line.sounds
                 for word in align.spread(line, number)]
        transcript = Transcript(tuple(words), theirs.language, TextOrigin.PERSON, lines=lines)
        return Said(voiced, transcript, theirs.language, theirs.provenance, theirs.lines, _unreadable(theirs))
    for text in texts:
        if all(line.span for line in text.lines):
            transcript = align.estimate(voiced, replace(text, lines=given.told_apart(text.lines)))
            return Said(voiced, transcript, text.language or "en", _by(text, (), ()), text.lines, ())
    return None


def _first_placed(
    job: Job, heard: Kept[Sound], voiced: Kept[tuple[Span, ...]], named: str, texts: Sequence[GivenText]
) -> Said | None:
    """Return the words of the first text of which something is heard, placed."""
    for text in texts:
        apart = given.told_apart(text.lines)
        placed = _placed(job, heard, voiced, replace(text, language=text.language or named, lines=apart))
        if placed.transcript and len(placed.transcript.unheard) < sum(not line.sounds for line in apart):
            return placed
    return None


def _placed(job: Job, heard: Kept[Sound], voiced: Kept[tuple[Span, ...]], text: GivenText) -> Said:
    """Place a person's words in the sound, or estimate their times where no engine knows the language."""
    kit, engine = job.kit, job.kit.identity(EngineKind.ALIGNMENT)
    window, language = job.settings.speech.window_seconds * 1000, text.language or "en"
    if listen.knows(kit.alignment.languages, language):
        transcript = job.steps.run(
            "align", 4, TRANSCRIPT, lambda _: align.align(heard.value, voiced.value, text, kit.alignment, window),
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
    asked = Listening(language, likely_terms(job, job.screen(), language), job.settings.speech.translate)
    voice_only = kit.sends_away(EngineKind.SPEECH)
    transcript = job.steps.run(
        "recognise", 3, TRANSCRIPT, lambda _: listen.listen(heard.value, voiced.value, kit.speech, asked, voice_only),
        of=(heard, voiced, asked, voice_only), engine=engine).value
    if not transcript.words:
        said = _unsaid(language, voiced.value, f"There is a voice, but {engine.name} made out no word.")
        return replace(said, findings=(*tell, *said.findings, *_notes(transcript)))
    why = [f"recognised by {engine.name}, an engine for drafts"] if engine.tier is Tier.DRAFT else []
    why += [f"the language was assumed to be {transcript.language}"] if transcript.language_assumed else []
    confidence = sum(word.confidence for word in transcript.words) / (len(transcript.words) or 1)
    provenance = Provenance(TextOrigin.MACHINE, ReviewState.PROPOSED, (engine,), round(confidence, 3), tuple(why))
    return Said(voiced.value, transcript, transcript.language, provenance, (), (*tell, *_notes(transcript)))


def likely_terms(job: Job, screen: Sequence[ScreenText], language: str) -> tuple[Term, ...]:
    """Return the names that people listed, that stand on the screen and that the file bears: what a recogniser is told."""
    written_in = language or terms.written_in(screen)
    return terms.likely_terms(job.context, people.given_glossary(job.asset), job.probe, screen, written_in)


def _with_speakers(job: Job, heard: Kept[Sound], voiced: Kept[tuple[Span, ...]], said: Said) -> Said:
    """Say who speaks each word: by channel where each has a speaker of its own, else by the engine, where one is to do it.

    Names in a script are a person's: where there is one, none is added. Nor are any where the times of a person's words are
    estimates, for nobody knows whose turn they are in, or by an engine for drafts, for it would make their words a draft.
    """
    transcript, kit = said.transcript, job.kit
    if transcript is None or said.provenance is None or any(word.speaker for word in transcript.words):
        return said
    person = said.provenance.origin is not TextOrigin.MACHINE
    if person and not listen.knows(kit.alignment.languages, said.language):
        return said
    turns, engine, why = _by_channel(job, voiced), kit.identity(EngineKind.ACTIVITY), tuple[str, ...]()
    if not turns and (teller := kit.speakers):
        engine = kit.identity(EngineKind.SPEAKERS)
        why = (f"speakers told apart by {engine.name}, an engine for drafts",) if engine.tier is Tier.DRAFT else ()
        if not (person and why):
            turns = job.steps.run("speakers", 1, TURNS, lambda _: teller.turns(heard.value, voiced.value),
                                  of=(heard, voiced), engine=engine).value
    words = speakers.spoken_by(transcript.words, turns)
    if words == transcript.words:
        return said
    by = replace(said.provenance, engines=(*said.provenance.engines, engine), why_draft=(*said.provenance.why_draft, *why))
    told = (_told_apart(said.provenance, words, engine),) if person else ()
    return replace(said, transcript=replace(transcript, words=words), provenance=by, findings=(*said.findings, *told))


def _by_channel(job: Job, voiced: Kept[tuple[Span, ...]]) -> tuple[Turn, ...]:
    number, kit = job.settings.speech.audio_track, job.kit
    if not job.track or job.track.channels != 2:
        return ()
    return job.steps.run("channels", 1, TURNS, reading(job.asset, lambda into: channels.turns(
        job.asset, number, voiced.value, kit.activity, job.settings.limits, into)),
        of=(job.asset.sha256, number, voiced), engine=kit.identity(EngineKind.ACTIVITY)).value


def _told_apart(by: Provenance, words: Sequence[Word], engine: EngineIdentity) -> Finding:
    names = {word.speaker for word in words}
    return Finding("speech.speakers-added", Severity.NOTE, (
        f"{engine.name} told {len(names)} speakers apart, whom {printable(by.source)} does not name."), measure=len(names))


def _unvoiced(
    job: Job, heard: Kept[Sound], voiced: Kept[tuple[Span, ...]], language: str, texts: Sequence[GivenText]
) -> Said:
    """Where the gate found no speech there is only what a second look finds: the words of a person, where they gave some.

    A machine that found a voice in singing is no witness against their text: where that cannot be placed, nothing is said.
    """
    if listen.knows(job.kit.speech.languages, language):
        said = _recognised(job, heard, voiced, language, ())
        if said.transcript and not texts:
            return said
        if found := said.transcript:
            missed = job.steps.run("missed voice", 1, SPANS, lambda _: listen.with_missed(voiced.value, found),
                                   of=(voiced, found))
            if listen.is_speech(missed.value) and (placed := _first_placed(job, heard, missed, language, texts)):
                return replace(placed, findings=(*placed.findings, _looked_twice(placed)))
    unused = "".join(f" {text.source} could not be placed." for text in texts)
    return _unsaid(language, voiced.value, f"No speech was heard: only sounds that matter are left to caption.{unused}")


def _looked_twice(said: Said) -> Finding:
    source = said.provenance.source if said.provenance else ""
    return Finding(SECOND_LOOK, Severity.WARNING,
                   f"No voice was found at first; {source} was placed where a second look found one. Is it said there?",
                   Span(said.voiced[0].start, said.voiced[-1].end))


def _with_sounds(job: Job, heard: Kept[Sound], said: Said, named: str) -> Said:
    """Listen for sounds that matter, where somebody is to, and name them where no author has decided about sounds."""
    ears = job.kit.sounds
    if ears is None:
        return replace(said, listened=Listened())
    engine = job.kit.identity(EngineKind.SOUNDS)
    events = job.steps.run("sounds", 1, EVENTS, lambda _: ears.listen(heard.value, said.voiced),
                           of=(heard, said.voiced), engine=engine).value
    said = replace(said, listened=Listened(ears.labels, engine))
    new = sounds.unnamed(sounds.gone_on(events), said.transcript.lines if said.transcript else ())
    if said.transcript is None and not listen.is_speech(said.voiced):
        return _only_sounds(said, new, engine, named) if new else said
    if said.transcript is None or said.provenance is None or not new:
        return replace(said, uncaptioned=new)
    person, draft = said.provenance.origin is not TextOrigin.MACHINE, engine.tier is Tier.DRAFT
    if said.kept or any(line.span and not line.sounds for line in said.transcript.lines) or (person and draft):
        return replace(said, uncaptioned=new, findings=(*said.findings, *map(_not_named, new)))
    by = replace(said.provenance, engines=(*said.provenance.engines, engine),
                 why_draft=(*said.provenance.why_draft, *_why_draft(engine)))
    added = (_added(said.provenance, new, engine),) if person else ()
    return replace(said, sounds=sounds.in_words(new, said.language), provenance=by, findings=(*said.findings, *added))


def _only_sounds(said: Said, events: Sequence[SoundEvent], engine: EngineIdentity, named: str) -> Said:
    """Caption a sound in which nobody speaks by what is heard in it."""
    why = _why_draft(engine) if named else (*_why_draft(engine), f"the language was assumed to be {said.language}")
    confidence = sum(event.confidence for event in events) / len(events)
    return replace(
        said, transcript=replace(nothing_said(said.language), language_assumed=not named),
        sounds=sounds.in_words(events, said.language),
        provenance=Provenance(TextOrigin.MACHINE, ReviewState.PROPOSED, (engine,), round(confidence, 3), why))


def _why_draft(engine: EngineIdentity) -> tuple[str, ...]:
    return (f"sounds were named by {engine.name}, an engine for drafts",) if engine.tier is Tier.DRAFT else ()


def _added(by: Provenance, events: Sequence[SoundEvent], engine: EngineIdentity) -> Finding:
    labels = ", ".join(dict.fromkeys(event.label for event in events))
    return Finding("speech.sound-added", Severity.NOTE,
                   f"{engine.name} named sounds that {printable(by.source)} does not name: {labels}.", measure=len(events))


def _not_named(event: SoundEvent) -> Finding:
    return Finding("speech.sound-unnamed", Severity.WARNING,
                   f"{clock(event.span.start)}: {event.label} is heard, and no caption names it.", event.span)


def _unsaid(language: str, voiced: tuple[Span, ...], why: str) -> Said:
    return Said(voiced, None, language or "en", None, (), (Finding("speech.none", Severity.WARNING, why),))


def nothing_said(language: str) -> Transcript:
    return Transcript((), language, TextOrigin.MACHINE)


def _notes(transcript: Transcript) -> tuple[Finding, ...]:
    notes = tuple(Finding("speech.note", Severity.WARNING, note) for note in transcript.notes)
    return (*notes, *_findings(transcript.remarks))


def _findings(remarks: Sequence[Remark]) -> tuple[Finding, ...]:
    return tuple(Finding(remark.rule, Severity.WARNING, remark.text, remark.span) for remark in remarks)

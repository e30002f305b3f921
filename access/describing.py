"""What is seen and nobody says, told in the pauses of the speech: the part of the story that only films have.

What is worth telling is planned into the pauses as one, spoken, measured and fitted, then mixed. What fits nowhere is left out
with its reason, or told while a longer film holds still.
"""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from pydantic import TypeAdapter

from access import people
from access.cache import Kept
from access.check.descriptions import Programme, check_descriptions
from access.engines.base import EngineKind, VoiceChoice
from access.hearing import Said
from access.model.findings import Remark, TextOrigin, Word
from access.model.package import Finding, Narrated, Severity
from access.model.script import (
    Cue,
    DescriptionPlan,
    EngineIdentity,
    Extension,
    Picture,
    Provenance,
    ReviewState,
    Tier,
    Verdict,
    Wanted,
)
from access.model.time import Span
from access.narrate.casting import AUTO, InVoice, auditioned, cast
from access.narrate.extend import extend
from access.narrate.film import Film, described_film
from access.narrate.fit import Narration, narrate
from access.narrate.holds import stops
from access.narrate.mix import ducking, mix, mix_lossless, narration_track
from access.narrate.retime import retimed_cues, retimed_descriptions
from access.understand import given, listen
from access.understand.pitch import pitch_in, pitch_of
from access.understand.seeing import Depicted
from access.watching import Watched, is_talking_head, looked_at, pictures
from access.workpiece import Job, reading
from access.write.describe import plan, verdict, wanted
from access.write.gaps import usable_gaps
from access.write.putting import as_put, rooms
from access.write.static import static_text

PITCHES: TypeAdapter[tuple[float, ...]] = TypeAdapter(tuple[float, ...])
VOICES: TypeAdapter[tuple[VoiceChoice, ...]] = TypeAdapter(tuple[VoiceChoice, ...])
NARRATION = TypeAdapter(Narration)
PATH = TypeAdapter(Path)
FILM = TypeAdapter(Film)

NOT_LOOKED = "no vision model looked at the pictures: only the text in them is read"


@dataclass(frozen=True, slots=True)
class Told:
    """What of a film is told, who tells it, what was made of it, and what the checks found."""

    plan: DescriptionPlan
    by: Provenance | None
    """None where nothing is told."""
    looker: EngineIdentity | None
    """None where no model looked at the pictures."""
    voice: EngineIdentity | None
    """None where nothing is spoken."""
    pictures: tuple[Picture, ...]
    narrated: Narrated
    findings: tuple[Finding, ...]


def described(job: Job, said: Said, view: Watched, cues: Sequence[Cue], duration: int) -> Told:
    """Tell in the pauses of a film of `duration` ms what it shows and nobody says; `cues` are its captions."""
    options, kit, screen = job.settings.describe, job.kit, view.screen.value
    words = said.transcript.spoken if said.transcript else ()
    gaps = usable_gaps(said.voiced, [word.span for word in words], said.noises, duration, options)
    seen = looked_at(job, said, view, words, gaps)
    looker = kit.identity(EngineKind.VISION) if seen.depictions else None
    theirs = people.edited_descriptions(job.edits)
    one_view = is_talking_head(job, said, view, seen, duration)
    # Someone who only speaks is told of in a static text, and no pause is filled with it: but text must be read.
    told_of = () if one_view else seen.depictions
    wishes = theirs.wishes if theirs else wanted(screen, told_of, words, said.language, duration, options)

    speaks = listen.knows(kit.voice.languages, said.language)
    voice = _cast(job, said, wishes) if speaks else InVoice(kit.voice, "")
    spans = (rooms(theirs.spans, gaps) if theirs else gaps) if speaks else ()
    holding = speaks and options.extended == "when-needed"
    still = stops(said.voiced, [word.span for word in words], view.cuts, duration) if holding else ()
    narration = _narrated(job, said, wishes, spans, voice, still, put=theirs is not None)
    told = narration.value

    judged = verdict(told.descriptions, told.omitted, looked=bool(looker), talking_head=one_view)
    needs_none = one_view or judged is Verdict.SPEECH_SAYS_ALL
    static = _static(job, said, view, seen) if needs_none else ""
    planned = DescriptionPlan(told.descriptions, told.omitted, judged, bool(looker), static, told.extension)
    speaker = voice.identity if told.descriptions or told.extension else None
    by = theirs.provenance if theirs else _by_machine(job, looker, voice.identity)
    findings = check_descriptions(planned, Programme(
        said.language, options, said.voiced, words, gaps, screen, view.cuts, duration, language_of=given.guess_language))
    if not speaks:
        findings = (*findings, _mute(kit.identity(EngineKind.VOICE), said.language))
    made, notes = _made(job, said, narration, cues, words)
    return Told(planned, by if speaker else None, looker, speaker, pictures(job, view, seen), made,
                (*findings, *notes, *map(_kept_back, seen.refused)))


def _static(job: Job, said: Said, view: Watched, seen: Depicted) -> str:
    """Return the static text alternative of a film whose pictures need no description (WCAG G203)."""
    return static_text(
        job.title, job.context.people, job.context.place, view.screen.value, seen.depictions, len(view.scenes.value),
        said.language)


# --- what is told --------------------------------------------------------------------------------------------------


def _cast(job: Job, said: Said, wishes: Sequence[Wanted]) -> InVoice:
    """Choose the voice that describes: the one that is named, else the one most unlike those who speak in the film."""
    engine, options, steps = job.kit.voice, job.settings.describe, job.steps
    sound = said.heard
    heard = steps.run("pitch", 1, PITCHES, lambda _: pitch_of(sound.value, said.voiced),
                      of=(sound, said.voiced)).value if sound else ()
    voices = engine.voices(said.language)
    if wishes and heard and options.voice == AUTO:
        text = wishes[0].texts[0]
        voices = steps.run(
            "audition", 1, VOICES, lambda _: auditioned(engine, said.language, text, pitch_in), of=(said.language, voices),
            engine=job.kit.identity(EngineKind.VOICE)).value
    return InVoice(engine, cast(voices, heard, options.voice))


def _narrated(
    job: Job, said: Said, wishes: Sequence[Wanted], gaps: Sequence[Span], voice: InVoice, still: Sequence[int],
    *, put: bool,
) -> Kept[Narration]:
    """Speak what fits; where nothing fits, say it in fewer words, or hold the film still for it where that is asked.

    What a person put somewhere (`put`) is spoken there or not at all, and in their words.
    """
    options, writer = job.settings.describe, None if put else job.kit.rewriter

    def shorter(text: str, words: int) -> str:
        assert writer is not None
        return writer.shorten(text, said.language, words)

    return job.steps.run(
        "narrate", 4, NARRATION,
        lambda into: narrate(
            wishes, gaps, voice, said.language, options, into, as_put if put else plan, shorter if writer else None, still),
        of=(put, wishes, gaps, still, said.language, options, job.kit.rewriter_identity), engine=voice.identity)


def _by_machine(job: Job, looker: EngineIdentity | None, voice: EngineIdentity) -> Provenance:
    """Say who describes: a draft unless a model that may be trusted looked at the pictures."""
    engines = (job.kit.identity(EngineKind.OCR), *([looker] if looker else []), voice)
    why = (NOT_LOOKED,) if looker is None else (f"{looker.name} is a draft engine",) if looker.tier is Tier.DRAFT else ()
    return Provenance(TextOrigin.MACHINE, ReviewState.PROPOSED, engines, why_draft=why)


def _mute(voice: EngineIdentity, language: str) -> Finding:
    return Finding("descriptions.language", Severity.WARNING, f"{voice.name} does not speak {language}.")


def _kept_back(remark: Remark) -> Finding:
    return Finding(remark.rule, Severity.NOTE, remark.text, remark.span)


# --- what is made of it --------------------------------------------------------------------------------------------


def _made(
    job: Job, said: Said, narration: Kept[Narration], cues: Sequence[Cue], words: Sequence[Word],
) -> tuple[Narrated, tuple[Finding, ...]]:
    """Mix what is spoken into the sound, make what else is asked for, and say what is to be known about it."""
    told, asked, mixing = narration.value, job.settings.describe.outputs, job.settings.mix
    made, notes = Narrated(), tuple[Finding, ...]()
    if told.descriptions:
        made = replace(made, ducking=ducking(told.descriptions, said.voiced, mixing) if job.probe.audio else None)
        if "audio" in asked or "video" in asked:
            sound = _mixed(job, said, narration)
            film = _film(job, said, sound) if "video" in asked else None
            made = replace(made, described=sound.value if "audio" in asked else None, film=film.path if film else None)
            notes = tuple(Finding("descriptions.film-encoded", Severity.NOTE, note) for note in (film.encoded if film else ()))
        if "narration" in asked:
            made = replace(made, narration=_alone(job, said, narration))
    if told.extension:
        made = replace(
            made, extended=_extended(job, said, narration, told.extension),
            extended_cues=retimed_cues(cues, [word.span for word in words], told.extension),
            extended_descriptions=retimed_descriptions(told.descriptions, told.extension))
    return made, notes


def _mixed(job: Job, said: Said, narration: Kept[Narration]) -> Kept[Path]:
    told, options, track = narration.value, job.settings, job.settings.speech.audio_track
    return job.steps.run("mix", 4, PATH, reading(job.asset, lambda into: mix(
        job.asset, track, told.descriptions, told.clips, said.voiced, said.language, options.mix, options.limits, into)),
        of=(job.asset.sha256, track, narration, said.voiced, said.language, options.mix))


def _film(job: Job, said: Said, sound: Kept[Path]) -> Film:
    track = job.settings.speech.audio_track
    return job.steps.run("described film", 2, FILM, reading(job.asset, lambda into: described_film(
        job.asset, track, sound.value, said.language, job.settings.limits, into)),
        of=(job.asset.sha256, track, sound, said.language)).value


def _alone(job: Job, said: Said, narration: Kept[Narration]) -> Path:
    told, options, track = narration.value, job.settings, job.settings.speech.audio_track
    return job.steps.run("narration alone", 2, PATH, reading(job.asset, lambda into: narration_track(
        job.asset, track, told.descriptions, told.clips, said.language, options.mix, options.limits, into)),
        of=(job.asset.sha256, track, narration, said.language, options.mix)).value


def _extended(job: Job, said: Said, narration: Kept[Narration], extension: Extension) -> Path:
    """Make the longer film, from the described sound before any encoder has had it."""
    told, options, track = narration.value, job.settings, job.settings.speech.audio_track

    def longer(into: Path) -> Path:
        with tempfile.TemporaryDirectory(prefix="sound-", dir=into) as folder:
            sound = mix_lossless(job.asset, track, told.descriptions, told.clips, said.voiced, options.mix, options.limits,
                                 Path(folder)) if told.descriptions else None
            return extend(job.asset, track, sound, extension, told.hold_clips, said.language, options.limits, into)

    return job.steps.run("extended film", 2, PATH, reading(job.asset, longer),
                         of=(job.asset.sha256, track, narration, said.voiced, said.language, options.mix)).value

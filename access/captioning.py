"""Captions out of what is said: composed into cues by a profile, and checked against it and against the screen.

A part of the story that recordings and films share; `hearing.py` comes before it, `pipeline.py` tells the rest.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial

from pydantic import TypeAdapter

from access import profiles
from access.check.captions import check_captions
from access.check.screen import check_against_screen
from access.hearing import Said, likely_terms
from access.lexis import commonness
from access.model.findings import ScreenText, Word
from access.model.package import Finding
from access.model.profile import LINE_21_COLUMNS, CaptionProfile
from access.model.script import Cue
from access.model.time import Span
from access.understand import terms
from access.workpiece import Job
from access.write import sounds
from access.write.cues import compose, from_lines
from access.write.linebreaks import parts_sense

CUES: TypeAdapter[tuple[Cue, ...]] = TypeAdapter(tuple[Cue, ...])
_LEAST_LABEL_MS = 1_000


def captioned(job: Job, said: Said, cuts: Sequence[int], duration: int) -> tuple[tuple[Cue, ...], tuple[Finding, ...]]:
    """Compose the words into cues and check them; a person's own cues are checked and stay."""
    if said.transcript is None:
        return (), ()
    profile = profiles.load_profile(job.settings.captions.profile)
    words = () if said.kept else _shown(said, profile)
    cues = _composed(job, said, words, profile, cuts, duration)
    return cues, check_captions(cues, profile, words, cuts, duration, said.language, _frame_rate(job), parts_sense)


def narrowed(job: Job, said: Said, cuts: Sequence[int], duration: int) -> tuple[Cue, ...]:
    """Compose the words again, by the same profile, into the narrower lines of line 21."""
    profile = profiles.load_profile(job.settings.captions.profile).for_language(said.language)
    narrow = replace(profile, max_characters=min(profile.max_characters, LINE_21_COLUMNS), languages=())
    return _composed(job, said, () if said.kept else _shown(said, narrow), narrow, cuts, duration)


def against_screen(job: Job, said: Said, screen: Sequence[ScreenText]) -> tuple[Finding, ...]:
    """Tell where what is said and what the screen shows then differ in a name or a number."""
    if said.transcript is None:
        return ()
    names = terms.rare_words(likely_terms(job, screen, said.language), said.language)
    return check_against_screen(said.transcript, names, screen, partial(commonness.ordinary, language=said.language))


def _composed(
    job: Job, said: Said, words: Sequence[Word], profile: CaptionProfile, cuts: Sequence[int], duration: int,
) -> tuple[Cue, ...]:
    if said.transcript is None:
        return ()
    if said.kept:
        return from_lines(said.kept, profile, said.language)
    rate, bounds = _frame_rate(job), Span(0, duration)
    return job.steps.run(
        "cues", 5, CUES, lambda _: compose(words, profile, said.language, cuts, bounds, rate),
        of=(words, profile, said.language, list(cuts), bounds, rate)).value


def _shown(said: Said, profile: CaptionProfile) -> tuple[Word, ...]:
    """Return what captions show: the words, and among them the labels of the sounds that a person or an engine named."""
    if said.transcript is None:
        return ()
    words = sounds.with_labels(said.transcript.words, said.transcript.lines, profile.sounds)
    least = max(_LEAST_LABEL_MS, profile.for_language(said.language).min_duration)
    return sounds.with_labels(words, sounds.as_lines(said.sounds, words, least), profile.sounds)


def _frame_rate(job: Job) -> float | None:
    return job.probe.video.frames_per_second if job.probe.video else None

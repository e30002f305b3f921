"""Phrases that recognisers make up where nobody speaks: what stood under silence and music in the subtitles they learned from.

People say most of them too. So a phrase alone is no reason: it goes only where there was not the voice to say it. The phrases
are in `phantoms.toml`.
"""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from access.model.findings import Remark, Word
from access.model.time import Span
from access.understand.guards.figures import NO_SPEECH, Figures
from access.understand.guards.guarded import Guarded, extent, quoted, usual_confidence, utterances
from access.understand.voice import Voice, least_ms

_CREDIT_LETTERS = 60
"""A longer sentence only begins like a credit."""
_ALONE_MS = 2_000
_PAUSE_MS = 1_000
_UNSURE = 0.5
"""A share of the usual confidence."""


def plain(text: str) -> str:
    """Return the letters and digits of `text`, case folded: recognisers punctuate and space a phrase as they like."""
    return "".join(sign for sign in text.casefold() if sign.isalnum())


@cache
def _known() -> tuple[frozenset[str], tuple[str, ...]]:
    """Return the farewells, and the beginnings of credits, as `plain` has them."""
    table = tomllib.loads(files(__package__).joinpath("phantoms.toml").read_text("utf-8"))
    farewells, credit = ([plain(phrase) for phrases in table[kind].values() for phrase in phrases] for kind in (
        "farewells", "credits"))
    return frozenset(farewells), tuple(credit)


def is_farewell(text: str) -> bool:
    return plain(text) in _known()[0]


def is_credit(text: str) -> bool:
    said = plain(text)
    return len(said) <= _CREDIT_LETTERS and (said.startswith(_known()[1]) or "amaraorg" in said)


@dataclass(frozen=True, slots=True)
class _Place:
    """Where an utterance stands: what surrounds it."""

    room: Span
    """Where it can have been said."""
    alone: bool
    """Nothing else is said for a while before it and after it."""


def without_phantoms(words: Sequence[Word], voice: Voice, figures: Figures) -> Guarded:
    """Drop known phrases that were not said: too little voice, no speech as the engine itself holds, or unsure and alone.

    The credits of somebody's subtitles that stand alone on a voice stay, and are told.
    """
    usual, voice = usual_confidence(words), voice.with_onsets()
    kept: list[Word] = []
    remarks: list[Remark] = []
    for run in utterances(words, _PAUSE_MS):
        said = words[run.start:run.stop]
        text = " ".join(word.text for word in said)
        credit = is_credit(text)
        if not credit and not is_farewell(text):
            kept += said
            continue
        place = _place(words, run, voice)
        why = _why_not_said(said, place, voice, figures, usual)
        if not why:
            kept += said
        if why or (credit and place.alone):
            what = f"was left out: {why}" if why else "was kept, since there is a voice; is it said"
            remarks.append(Remark("speech.phantom", (
                f"{quoted(said)}, which recognisers make up, {what}{'.' if why else '?'}"), extent(said)))
    return Guarded(tuple(kept), tuple(remarks))


def _place(words: Sequence[Word], run: range, voice: Voice) -> _Place:
    span = extent(words[run.start:run.stop])
    before = words[run.start - 1].span.end if run.start else 0
    after = words[run.stop].span.start if run.stop < len(words) else max(span.end, voice.spans[-1].end if voice.spans else 0)
    alone = ((not run.start or span.start - before >= _ALONE_MS)
             and (run.stop == len(words) or after - span.end >= _ALONE_MS))
    # One without a time can have been said anywhere between its neighbours.
    return _Place(span if span.duration else Span(before, max(before, after)), alone)


def _why_not_said(said: Sequence[Word], place: _Place, voice: Voice, figures: Figures, usual: float) -> str:
    spoken = voice.ms(place.room)
    if spoken < least_ms(said):
        return f"{spoken / 1000:.1f} s of voice are too little for it"
    stretch = figures.at(place.room)
    if stretch and stretch.no_speech > NO_SPEECH:
        return "the recogniser itself holds that nobody speaks here"
    if place.alone and sum(word.confidence for word in said) / len(said) < _UNSURE * usual:
        return "it stands alone, and the recogniser is unsure of it"
    return ""

"""Words where the engine itself, or the gate, holds that nobody speaks."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence

from access.engines.base import Stretch
from access.model.findings import Remark, Word
from access.model.time import Span
from access.understand.guards.guarded import Guarded, extent, quoted
from access.understand.voice import Voice

NO_SPEECH, IMPROBABLE = 0.6, -1.0
"""Whisper's own limits (paper, section 4.5). Only both together count: either alone is often wrong."""
FAR_MS = 1_500
"""A word this far from any voice was not mistimed, but made up: no window holds a pause of twice that."""
_PAUSE_MS = 2_000


class Figures:
    """An engine's figures, by time."""

    def __init__(self, stretches: Sequence[Stretch]) -> None:
        self._stretches = sorted(stretches, key=lambda stretch: stretch.span)
        self._starts = [stretch.span.start for stretch in self._stretches]

    def at(self, span: Span) -> Stretch | None:
        """Return the stretch that holds the middle of `span`."""
        place = bisect_right(self._starts, span.middle) - 1
        found = self._stretches[place] if place >= 0 else None
        return found if found and found.span.start <= span.middle <= found.span.end else None


def without_non_speech(words: Sequence[Word], figures: Figures) -> Guarded:
    """Drop words where the engine's figures are bad both: nobody seems to speak, and the words are improbable."""
    kept: list[Word] = []
    remarks: list[Remark] = []
    for bad, run in _runs(words, [_bad(figures.at(word.span)) for word in words]):
        if not bad:
            kept += run
            continue
        remarks.append(Remark("speech.non-speech", (
            f"{quoted(run)} was left out: the recogniser itself holds that nobody speaks here, and the words for improbable."),
            extent(run)))
    return Guarded(tuple(kept), tuple(remarks))


def _bad(stretch: Stretch | None) -> bool:
    return stretch is not None and stretch.no_speech > NO_SPEECH and stretch.logprob < IMPROBABLE


def near_the_voice(words: Sequence[Word], voice: Voice) -> Guarded:
    """Drop words so far from any voice that they cannot be mistimed ones. A word without a time stays."""
    kept: list[Word] = []
    remarks: list[Remark] = []
    for far, run in _runs(words, [_far(word.span, voice) for word in words]):
        if not far:
            kept += run
            continue
        remarks.append(Remark(
            "speech.outside-voice", f"{quoted(run)} was left out: no voice is to be heard there.", extent(run)))
    return Guarded(tuple(kept), tuple(remarks))


def _far(span: Span, voice: Voice) -> bool:
    distance = voice.distance(span)
    return distance is None or (span.duration > 0 and distance > FAR_MS)


def _runs(words: Sequence[Word], marks: Sequence[bool]) -> Iterator[tuple[bool, list[Word]]]:
    """Yield words of the same mark together, as long as no pause parts them."""
    run: list[Word] = []
    last = False
    for word, mark in zip(words, marks, strict=True):
        if run and (mark != last or word.span.start - run[-1].span.end >= _PAUSE_MS):
            yield last, run
            run = []
        run.append(word)
        last = mark
    if run:
        yield last, run

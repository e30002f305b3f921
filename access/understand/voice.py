"""Where someone speaks, as the guards and the aligner ask for it: how much, how near, and which part a word belongs to."""

from __future__ import annotations

import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from itertools import accumulate

from access.model.findings import Word
from access.model.time import Span, merged

NEAR_MS = 500
"""The gate may be late by so much: an edge of a word may lie this far from the voice (`Heard.words`)."""
_ONSET_MS = 100
"""Soft onsets and endings that the gate cuts."""
_LETTERS_A_SECOND = 25
"""Nobody says more for long: 300 words a minute, the fastest that is still understood, are 25 letters a second."""


class Voice:
    """Voiced spans that are asked often: a question takes the logarithm of their number."""

    def __init__(self, spans: Iterable[Span]) -> None:
        self.spans = merged(spans)
        self._starts = [span.start for span in self.spans]
        self._ends = [span.end for span in self.spans]
        self._before = [0, *accumulate(span.duration for span in self.spans)]

    @property
    def total(self) -> int:
        """How long someone speaks, in ms."""
        return self._before[-1]

    def with_onsets(self) -> Voice:
        """Return the voice for as long as it is heard, which is a little longer than the gate says."""
        return Voice(span.padded(_ONSET_MS) for span in self.spans)

    def until(self, instant: int) -> int:
        """Return how many ms have been spoken before `instant`."""
        place = bisect_left(self._ends, instant)
        inside = max(0, instant - self._starts[place]) if place < len(self.spans) else 0
        return self._before[place] + inside

    def instant(self, spoken: int) -> int:
        """Return when, `spoken` ms having been spoken, speech goes on; the end of the voice where it does not."""
        place = bisect_right(self._before, max(0, spoken)) - 1
        if place >= len(self.spans):
            return self._ends[-1] if self.spans else 0
        return self._starts[place] + max(0, spoken) - self._before[place]

    def sounding(self, spoken: Span) -> Span:
        """Return when a part of the time that is spoken, pauses not counted, is heard."""
        begin = self.instant(spoken.start)
        return Span(begin, self.instant(spoken.end - 1) + 1 if spoken.duration else begin)

    def ms(self, span: Span) -> int:
        """Return for how long someone speaks in `span`."""
        return self.until(span.end) - self.until(span.start)

    def parts(self, span: Span) -> tuple[Span, ...]:
        """Return the voice in `span`."""
        first, last = bisect_right(self._ends, span.start), bisect_left(self._starts, span.end)
        return tuple(part for one in self.spans[first:last] if (part := one.within(span)).duration)

    def distance(self, span: Span) -> int | None:
        """Return how far `span` lies from the nearest voice, in ms; 0 where they touch, None where nobody ever speaks."""
        after = bisect_left(self._ends, span.start)
        near = self.spans[max(0, after - 1):after + 1]
        return min((max(0, voice.start - span.end, span.start - voice.end) for voice in near), default=None)

    def widest(self, span: Span) -> Span:
        """Return the longest stretch of voice in `span`; where there is none, an empty one."""
        return max(self.parts(span), key=lambda part: part.duration, default=Span(span.start, span.start))

    def fitted(self, span: Span) -> Span:
        """Return `span` without what was stretched over a pause: it keeps to the voice in which most of it sounds.

        An edge less than `NEAR_MS` from that voice stays where it is, and so does a span without any voice.
        """
        best = self.widest(span)
        if not best.duration:
            return span
        start = best.start if best.start - span.start >= NEAR_MS else span.start
        end = best.end if span.end - best.end >= NEAR_MS else span.end
        return Span(start, end)

    def beside(self, span: Span) -> Span:
        """Return what of `span` is near a voice that it does not touch."""
        after = bisect_left(self._ends, span.start)
        near = self.spans[max(0, after - 1):after + 1]
        kept = [span.within(voice.padded(NEAR_MS)) for voice in near]
        return max(kept, key=lambda part: part.duration, default=span)


def letters(text: str) -> int:
    """Return how much there is to say: letters and digits, those that are a syllable of their own counted double."""
    return sum(2 if unicodedata.east_asian_width(sign) in "WF" else 1 for sign in text if sign.isalnum())


def least_ms(words: Iterable[Word]) -> int:
    """Return the least time in which the words can be said."""
    return sum(letters(word.text) for word in words) * 1000 // _LETTERS_A_SECOND

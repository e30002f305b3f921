"""From windows that were judged one by one to sounds that begin and end.

Shared by all that listen in windows. A sound begins where it is sure and goes on while it is likely (hysteresis), so that it
does not flicker at a threshold.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from access.model.findings import SoundEvent
from access.model.time import Span


@dataclass(frozen=True, slots=True)
class Judged:
    """What a window says of one label."""

    span: Span
    """The time that it speaks for; neighbours may overlap."""
    score: float


@dataclass(frozen=True, slots=True)
class Certainty:
    sure: float
    """A sound has this score …"""
    times: int
    """… in so many windows at least, …"""
    likely: float
    """… and no less than this in any between."""
    least_ms: int = 0
    """A shorter one is none."""


def events(label: str, windows: Iterable[Judged], certainty: Certainty) -> Iterator[SoundEvent]:
    """Yield the sounds in windows that come in order of time; a stretch that no window speaks for ends a sound."""
    run: list[Judged] = []
    for window in windows:
        if run and (window.score < certainty.likely or window.span.start > run[-1].span.end):
            yield from _event(label, run, certainty)
            run = []
        if window.score >= certainty.likely:
            run.append(window)
    yield from _event(label, run, certainty)


def _event(label: str, run: Sequence[Judged], certainty: Certainty) -> Iterator[SoundEvent]:
    if sum(window.score >= certainty.sure for window in run) < certainty.times:
        return
    span = Span(run[0].span.start, max(window.span.end for window in run))
    if span.duration >= certainty.least_ms:
        yield SoundEvent(span, label, round(sum(window.score for window in run) / len(run), 3))


class Voices:
    """Voiced spans, asked window by window."""

    def __init__(self, voiced: Sequence[Span]) -> None:
        self._voiced = voiced
        self._ends = [span.end for span in voiced]

    def within(self, window: Span) -> int:
        """Return for how many ms someone speaks in `window`."""
        total = 0
        for span in self._voiced[bisect_right(self._ends, window.start):]:
            if span.start >= window.end:
                break
            total += span.overlap(window)
        return total

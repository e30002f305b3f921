"""How cues lie to the cuts of the film. Each rule is told only where the profile's own rules leave a way to keep it."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence

from access.check.caption_limits import Around, Limits
from access.check.finding import finding
from access.model.package import Finding, Severity
from access.model.profile import columns_of, speaker_label
from access.model.script import Cue
from access.model.time import Span

_OVERRUN_MS = 200
"""How far a word may run over a cut and its cue still end with it."""


def shot_rules(cue: Cue, around: Around, limits: Limits, cuts: Sequence[int]) -> Iterator[Finding]:
    told: set[int] = set()
    for cut, found in (*_in_cue(cue.span, around, limits, cuts), *_out_cue(cue, around, limits, cuts)):
        told.add(cut)
        yield found
    span = cue.span
    inside = [cut for cut in cuts[bisect_right(cuts, span.start + limits.frame):bisect_left(cuts, span.end - limits.frame)]
              if cut not in told]
    if inside:
        yield finding("straddles-shot", Severity.NOTE, span, len(inside), 0, "stays over cuts of the film: {m}")


def _in_cue(span: Span, around: Around, limits: Limits, cuts: Sequence[int]) -> Iterator[tuple[int, Finding]]:
    place = bisect_right(cuts, span.start)
    free = around.before.end if around.before else 0
    if any(abs(span.start - cut) <= limits.frame for cut in cuts[max(0, place - 1):place + 1]):
        # On one cut; where another is close by, that is as well as can be.
        return
    if place:
        late = span.start - cuts[place - 1]
        if limits.frame < late <= limits.in_after and free <= cuts[place - 1]:
            yield cuts[place - 1], finding("in-cue", Severity.WARNING, span, late, 0,
                                           f"begins {{m}} ms after a cut; up to {limits.in_after} ms after, it begins on it")
    if place < len(cuts):
        ahead = cuts[place] - span.start
        if limits.frame < ahead <= limits.in_before:
            yield cuts[place], finding("in-cue", Severity.WARNING, span, ahead, 0,
                                       f"begins {{m}} ms before a cut; up to {limits.in_before} ms before, it waits for it")
        elif limits.in_before < ahead < limits.in_clear - limits.frame and free + limits.gap <= cuts[place] - limits.in_clear:
            yield cuts[place], finding("in-cue", Severity.WARNING, span, ahead, limits.in_clear,
                                       "begins {m} ms before a cut; {l} ms before it keeps clear of it")


def _out_cue(cue: Cue, around: Around, limits: Limits, cuts: Sequence[int]) -> Iterator[tuple[int, Finding]]:
    span = cue.span
    place = bisect_left(cuts, span.end)
    near = [cut for cut in cuts[max(0, place - 1):place + 1]
            if abs(span.end - cut) <= limits.out_window and cut > span.start + limits.frame]
    if not near:
        return
    cut = min(near, key=lambda cut: abs(span.end - cut))
    if around.after is not None and abs(around.after.start - cut) <= limits.frame and span.end <= around.after.start:
        # The next cue begins on the cut: how long before it this one ends is the rule of the gap.
        return
    wanted = cut - limits.out_before
    if abs(span.end - wanted) <= limits.frame or not (
            _can_end(wanted, cut, cue, around, limits) or _can_stay(cut, span, around, limits)):
        return
    yield cut, finding("out-cue", Severity.WARNING, span, span.end - cut, -limits.out_before,
                       f"ends {abs(span.end - cut)} ms {'before' if span.end < cut else 'after'} a cut; within "
                       f"{limits.out_window} ms of one, it ends {limits.out_before} ms before it")


def _can_end(wanted: int, cut: int, cue: Cue, around: Around, limits: Limits) -> bool:
    """Return whether the cue could end with its shot: late enough to be read, and its words over by then."""
    if around.spoken is not None and around.spoken.end - _OVERRUN_MS > cut:
        return False
    if around.after is not None and wanted > around.after.start - limits.gap:
        return False
    left = wanted - cue.span.start
    columns = columns_of(speaker_label(cue.speaker) + cue.text)
    needed = max(limits.profile.min_duration, columns * 1000 / limits.profile.max_cps)
    return left >= min(needed, cue.span.duration) and left <= limits.profile.max_duration


def _can_stay(cut: int, span: Span, around: Around, limits: Limits) -> bool:
    """Return whether the cue could stay so long after the cut that the two do not flicker."""
    until = cut + limits.out_window
    latest = min(
        span.start + limits.profile.max_duration,
        limits.duration if limits.duration is not None else until,
        around.after.start - limits.gap if around.after is not None else until)
    return span.end > cut and until < latest

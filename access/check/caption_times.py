"""When a cue comes and goes: how long it stands, whether it can be read in that time, and the gaps between cues."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence

from access.check.caption_limits import ROUNDING_MS, Around, Limits
from access.check.finding import finding
from access.model.package import Finding, Severity
from access.model.profile import columns_of, speaker_label
from access.model.script import Cue
from access.model.time import Span

UNMEETABLE = "the speech itself leaves no more time, and every word stays"
"""What such a finding ends in: nothing short of cutting words would mend it."""


def time_rules(cue: Cue, around: Around, limits: Limits) -> Iterator[Finding]:
    profile, span = limits.profile, cue.span
    longest = around.longest(span, limits)
    columns = columns_of(speaker_label(cue.speaker) + cue.text)
    speed = columns * 1000 / span.duration if span.duration else 0.0
    if speed > profile.max_cps + 0.05:
        hurried = longest is not None and columns * 1000 > (profile.max_cps + 0.05) * longest
        yield finding("reading-speed", Severity.WARNING, span, round(speed, 1), float(profile.max_cps),
                      "{m} characters a second; {l} at most" + (f": {UNMEETABLE}" if hurried else ""))
    if span.duration < profile.min_duration:
        hurried = longest is not None and longest < profile.min_duration
        yield finding("min-duration", Severity.WARNING, span, span.duration, profile.min_duration,
                      "shown for {m} ms; {l} at least" + (f": {UNMEETABLE}" if hurried else ""))
    if span.duration > profile.max_duration:
        yield finding("max-duration", Severity.WARNING, span, span.duration, profile.max_duration,
                      "shown for {m} ms; {l} at most")
    if limits.duration is not None and span.end > limits.duration:
        yield finding("past-end", Severity.FAILURE, span, span.end, limits.duration, "ends at {m} ms; the media at {l}")


def gap_rules(left_end: int, right: Span, limits: Limits, cuts: Sequence[int]) -> Iterator[Finding]:
    """Measure the gap before a cue, all before it having ended at `left_end`."""
    gap = right.start - left_end
    between = Span(min(left_end, right.start), max(left_end, right.start))
    if gap < 0:
        yield finding("overlap", Severity.FAILURE, between, -gap, 0, "two captions at once for {m} ms")
    elif gap < limits.gap - ROUNDING_MS:
        yield finding("gap", Severity.WARNING, between, gap, limits.gap, "a gap of {m} ms; {l} at least")
    elif max(0, limits.gap - ROUNDING_MS) + limits.frame < gap < limits.close_gap - ROUNDING_MS and not _cut_in(between, cuts):
        yield finding("gap", Severity.NOTE, between, gap, limits.close_gap,
                      "a gap of {m} ms flickers; the profile closes gaps under {l}")


def order_rule(cue: Cue, latest: int) -> Iterator[Finding]:
    """Tell a cue that stands in the file behind one that begins later, at `latest`."""
    if cue.span.start < latest:
        yield finding("order", Severity.WARNING, cue.span, cue.span.start, latest,
                      "stands in the file behind a caption that begins at {l} ms")


def _cut_in(span: Span, cuts: Sequence[int]) -> bool:
    return bisect_right(cuts, span.end) > bisect_left(cuts, span.start)

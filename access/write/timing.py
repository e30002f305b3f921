"""When a cue comes and goes, given its words: the reading time it needs, the next cue, and the cuts of the film around it.

Apart from the choice of cues, because it knows nothing of text but its width. The in-time hangs on the first word and the
cuts alone, never on how the words before were grouped: that keeps the choice of cues a chain.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from access.model.profile import CaptionProfile
from access.model.time import Span

_OVERRUN = 200
"""In ms: how far a word may run over a cut and its cue still end, or the next one begin, with the cut."""
_HURRIED = 0.8
"""A cue ends with its shot if that leaves at least this share of the time it would take otherwise."""
_FOREVER = 1 << 60


@dataclass(frozen=True, slots=True)
class Timing:
    """A profile at a film's frame rate, in ms, with the film's cuts."""

    min_duration: int
    max_duration: int
    max_cps: float
    gap: int
    close_gap: int
    linger: int
    max_linger: int
    in_after: int
    in_before: int
    in_clear: int
    out_window: int
    out_before: int
    cuts: tuple[int, ...]
    bounds: Span

    def in_time(self, start: int, spoken_until: int) -> int:
        """Return when a cue begins whose first word starts at `start`, the word before it having ended at `spoken_until`."""
        cuts = self.cuts
        place = bisect_right(cuts, start)
        if place and start - cuts[place - 1] <= self.in_after and cuts[place - 1] >= spoken_until - _OVERRUN:
            return cuts[place - 1]
        if place < len(cuts):
            ahead = cuts[place] - start
            if ahead <= self.in_before:
                return cuts[place]
            pulled = cuts[place] - self.in_clear
            if ahead < self.in_clear and pulled >= max(spoken_until - _OVERRUN, self.bounds.start):
                return pulled
        return start

    def out_time(self, begin: int, spoken_until: int, following: int | None, columns: int) -> int:
        """Return when a cue ends that began at `begin`, `following` being the in-time of the next one."""
        latest = self.bounds.end if following is None else following - self.gap
        longest = begin + self.max_duration
        latest = min(latest, longest)
        needed = max(self.min_duration, int(columns * 1000 / self.max_cps))
        out = max(spoken_until + self.linger, min(begin + needed, spoken_until + self.max_linger))
        out = min(out, latest)
        if self.cuts:
            out = self._at_cut(begin, spoken_until, out, latest)
        if following is not None and 0 <= following - out < self.close_gap and following - self.gap <= longest:
            place = bisect_left(self.cuts, out)
            if place == len(self.cuts) or self.cuts[place] >= following:
                out = following - self.gap
        return max(out, begin)

    def _at_cut(self, begin: int, spoken_until: int, out: int, latest: int) -> int:
        place = bisect_right(self.cuts, max(begin, spoken_until - _OVERRUN))
        if place == len(self.cuts):
            return out
        snapped = self.cuts[place] - self.out_before
        if self.cuts[place] > out + self.out_window or snapped > latest:
            return out
        return snapped if snapped - begin >= min(self.min_duration, _HURRIED * (out - begin)) else out

    def straddled(self, begin: int, end: int) -> int:
        """Return how many cuts lie inside a cue."""
        return bisect_left(self.cuts, end) - bisect_right(self.cuts, begin)


def timing(profile: CaptionProfile, shots: Sequence[int], bounds: Span | None, frame_rate: float | None) -> Timing:
    """Return a profile's times in ms. `shots`: where shots begin; `bounds`: where cues may stand, anywhere if None."""
    rule = profile.shots
    whole = bounds or Span(0, _FOREVER)
    return Timing(
        profile.min_duration, profile.max_duration, profile.max_cps, profile.min_gap.at(frame_rate),
        profile.close_gap.at(frame_rate), profile.linger, profile.max_linger, rule.in_after.at(frame_rate),
        rule.in_before.at(frame_rate), rule.in_clear.at(frame_rate), rule.out_window.at(frame_rate),
        rule.out_before.at(frame_rate), tuple(sorted({cut for cut in shots if whole.start < cut < whole.end})), whole)


def settled(spans: Sequence[tuple[int, int]], bounds: Span) -> tuple[Span, ...]:
    """Return times in order that do not overlap and lie inside `bounds`, changed only where they must be.

    Well-behaved words need none of this; a recogniser that piles its words up at one instant does.
    """
    forward: list[tuple[int, int]] = []
    floor = bounds.start
    for begin, end in spans:
        begin = max(begin, floor)
        end = max(end, begin + 1)
        forward.append((begin, end))
        floor = end
    result: list[Span] = []
    ceiling = bounds.end
    for begin, end in reversed(forward):
        end = max(min(end, ceiling), bounds.start)
        begin = max(min(begin, end - 1), bounds.start) if end > bounds.start else end
        result.append(Span(begin, end))
        ceiling = begin
    return tuple(reversed(result))

"""When a cue comes and goes, given its words: the reading time it needs, the next cue, and the cuts of the film around it.

Apart from the choice of cues, because it knows nothing of text but its width. The in-time hangs on the first word, the cuts
and a shift that the choice of cues chooses, never on how the words before were grouped: that keeps the choice of cues a chain.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil

from access.model.profile import CaptionProfile, Stretch
from access.model.time import Span

_OVERRUN = 200
"""In ms: how far a word may run over a cut and its cue still end with the cut at no loss."""
_HURRIED = 0.8
"""A cue ends with its shot rather than stay into the next one if that leaves this share of the time it would take."""
_FOREVER = 1 << 60


@dataclass(frozen=True, slots=True)
class Moment:
    """When a cue may begin that begins with a certain word."""

    begin: int
    early: int = 0
    """It may begin so many ms sooner, where reading needs it, …"""
    late: int = 0
    """… or later, where reading the cue before needs it. Neither where a cut has a say."""


@dataclass(frozen=True, slots=True)
class Timing:
    """A profile at a film's frame rate, in ms, with the film's cuts."""

    min_duration: int
    max_duration: int
    max_cps: float
    gap: int
    close_gap: int
    sync: int
    linger: int
    max_linger: int
    in_after: int
    in_before: int
    in_clear: int
    out_window: int
    out_before: int
    frame: int
    cuts: tuple[int, ...]
    bounds: Span

    def moment(self, start: int) -> Moment:
        """Return when a cue begins whose first word starts at `start`."""
        cuts = self.cuts
        place = bisect_right(cuts, start)
        if place and start - cuts[place - 1] <= self.in_after:
            return Moment(cuts[place - 1])
        if place < len(cuts):
            ahead = cuts[place] - start
            if ahead <= self.in_before:
                return Moment(cuts[place])
            clear = cuts[place] - self.in_clear
            if ahead < self.in_clear and clear >= self.bounds.start:
                # So close after another cut it begins on that one, if the first word is not too far off.
                near = place and clear - cuts[place - 1] <= self.in_after and start - cuts[place - 1] <= self.in_clear
                return Moment(cuts[place - 1] if near else clear)
        early = late = self.sync
        if place:
            early = min(early, start - cuts[place - 1] - self.in_after - 1)
        if place < len(cuts):
            late = min(late, cuts[place] - max(self.in_before, self.in_clear) - start - 1)
        return Moment(start, max(0, min(early, start - self.bounds.start)), max(0, late))

    def needed(self, columns: int) -> int:
        """Return how long text of this width is to be shown at least."""
        return max(self.min_duration, ceil(columns * 1000 / self.max_cps))

    def next_cut(self, instant: int) -> int:
        """Return the first cut after an instant; the end of time if there is none."""
        place = bisect_right(self.cuts, instant)
        return self.cuts[place] if place < len(self.cuts) else _FOREVER

    def out_time(self, begin: int, spoken_until: int, following: int | None, needed: int, cut: int) -> int:
        """Return when a cue ends that began at `begin`.

        `following`: the in-time of the next one; `needed`: how long the text is to be shown; `cut`: the first after `begin`.
        """
        longest = begin + self.max_duration
        latest = min(longest, self.bounds.end if following is None else following - self.gap)
        out = min(latest, max(spoken_until + self.linger, min(begin + needed, spoken_until + self.max_linger)))
        if following is not None and following - out < self.close_gap:
            # Closed; or, where the cue would last too long for that, wide enough not to flicker.
            out = latest if latest < longest else min(out, max(spoken_until, following - self.close_gap))
        if cut - self.out_window <= out:
            out = self._at_cut(begin, spoken_until, following, out, latest, needed)
        return max(out, begin)

    def _at_cut(self, begin: int, spoken_until: int, following: int | None, out: int, latest: int, needed: int) -> int:
        """Return the best out-time near `out` that the cuts allow: just before one, or well after it."""
        ahead = following if following is not None else _FOREVER
        near = self._near(begin, out, ahead)
        straddled = near and near[0] <= out
        if not near:
            return out
        fits = [out] if not self.unsettled(begin, out, following) else []
        for cut in near:
            fits += [
                place for place in (cut - self.out_before, cut + self.out_window + self.frame)
                if begin < place <= latest and not self.unsettled(begin, place, following)
            ]
        if not fits:
            return out
        taken = max(1, out - begin)
        wanted = min(needed, taken)

        def loss(place: int) -> float:
            lost = max(0, wanted - (place - begin)) * 4 + max(0, spoken_until - _OVERRUN - place) * 2
            stays = max(0, place - out) + (self.out_window if straddled and place > near[0] else 0)
            hurried = self.out_window if place - begin < _HURRIED * taken else 0
            return lost + stays + hurried

        return min(fits, key=loss)

    def _near(self, begin: int, out: int, following: int) -> tuple[int, ...]:
        """Return the cuts within the window around an out-time: after the cue has come, and not after the next one."""
        first = bisect_left(self.cuts, max(out - self.out_window, begin + 1))
        last = bisect_right(self.cuts, min(out + self.out_window, following))
        return self.cuts[first:last]

    def unsettled(self, begin: int, out: int, following: int | None) -> bool:
        """Say whether a cue ends near a cut, and not just before it, though no other cue begins before the cut."""
        near = self._near(begin, out, following if following is not None else _FOREVER)
        return bool(near) and all(out != cut - self.out_before for cut in near)

    def straddled(self, begin: int, end: int) -> int:
        """Return how many cuts lie inside a cue."""
        return bisect_left(self.cuts, end) - bisect_right(self.cuts, begin)


def timing(profile: CaptionProfile, shots: Sequence[int], bounds: Span | None, frame_rate: float | None) -> Timing:
    """Return a profile's times in ms. `shots`: where shots begin; `bounds`: where cues may stand, anywhere if None."""
    rule = profile.shots
    whole = bounds or Span(0, _FOREVER)
    return Timing(
        profile.min_duration, profile.max_duration, profile.max_cps, profile.min_gap.at(frame_rate),
        profile.close_gap.at(frame_rate), profile.sync.at(frame_rate), profile.linger, profile.max_linger,
        rule.in_after.at(frame_rate), rule.in_before.at(frame_rate), rule.in_clear.at(frame_rate),
        rule.out_window.at(frame_rate), rule.out_before.at(frame_rate), Stretch(frames=1).at(frame_rate),
        tuple(sorted({cut for cut in shots if whole.start < cut < whole.end})), whole)


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

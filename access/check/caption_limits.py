"""A profile as the caption rules measure by it: every length in whole ms at the film's frame rate."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from access.model.profile import DEFAULT_FRAME_RATE, SLOWEST_FRAME_RATE, CaptionProfile
from access.model.time import Span

ROUNDING_MS = 1
"""Times are whole ms; frames are not."""

PartsSense = Callable[[str, str, str], bool]
"""Whether a line that ends between two words, in a language, parts what belongs together."""


@dataclass(frozen=True, slots=True)
class Limits:
    profile: CaptionProfile
    """Of the language."""
    language: str
    gap: int
    """The least; 0 where none is asked for."""
    close_gap: int
    sync: int
    in_after: int
    in_before: int
    in_clear: int
    out_window: int
    out_before: int
    frame: int
    duration: int | None
    """Of the media."""

    @property
    def at_cut(self) -> int:
        """How far an in-time may be off its word where a cut asks for it."""
        return max(self.in_after, self.in_before, self.in_clear)


def limits_of(profile: CaptionProfile, language: str, frame_rate: float | None, duration: int | None) -> Limits:
    rule = profile.shots
    return Limits(
        profile.for_language(language), language, profile.min_gap.at(frame_rate), profile.close_gap.at(frame_rate),
        profile.sync.at(frame_rate), rule.in_after.at(frame_rate), rule.in_before.at(frame_rate),
        rule.in_clear.at(frame_rate), rule.out_window.at(frame_rate), rule.out_before.at(frame_rate),
        int(1000 / max(frame_rate or DEFAULT_FRAME_RATE, SLOWEST_FRAME_RATE)), duration)


@dataclass(frozen=True, slots=True)
class Around:
    """What a cue stands between, and when its words are spoken."""

    before: Span | None
    """The cue before it, in order of time."""
    after: Span | None
    spoken: Span | None
    """From its first word to the end of its last; None where nobody knows."""
    next_spoken: int | None
    """When the first word of the next cue is spoken, where that is known."""

    def longest(self, cue: Span, limits: Limits) -> int | None:
        """Return for how many ms the speech would let the cue stand at most; None where nobody knows when it is spoken."""
        if self.spoken is None:
            return None
        latest = self.spoken.end + limits.profile.max_linger
        if self.next_spoken is not None:
            latest = min(latest, self.next_spoken - limits.gap)
        if limits.duration is not None:
            latest = min(latest, limits.duration)
        return max(0, latest - min(cue.start, self.spoken.start))

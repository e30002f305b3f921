"""Time on the media's own clock, in whole milliseconds. Milliseconds are what every caption format can say."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import accumulate, pairwise


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A half-open stretch of time, `start` ≤ t < `end`, in ms from the first instant of the media."""

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start <= self.end:
            raise ValueError(f"not a span: {self.start} to {self.end} ms")

    @property
    def duration(self) -> int:
        """Length in ms."""
        return self.end - self.start

    @property
    def middle(self) -> int:
        return (self.start + self.end) // 2

    def __contains__(self, instant: int) -> bool:
        return self.start <= instant < self.end

    def overlap(self, other: Span) -> int:
        """Return how many ms the two share."""
        return max(0, min(self.end, other.end) - max(self.start, other.start))

    def shifted(self, by: int) -> Span:
        return Span(max(0, self.start + by), max(0, self.end + by))

    def padded(self, before: int, after: int | None = None) -> Span:
        """Widen by `before` and `after` ms (negative narrows; a span that vanishes collapses on its middle)."""
        start = max(0, self.start - before)
        end = self.end + (before if after is None else after)
        return Span(start, end) if start <= end else Span(self.middle, self.middle)

    def within(self, bounds: Span) -> Span:
        """Return the part inside `bounds`; outside of it, an empty span on the nearer edge."""
        start = min(max(self.start, bounds.start), bounds.end)
        return Span(start, max(start, min(self.end, bounds.end)))

    def shared_out(self, weights: Iterable[int]) -> tuple[Span, ...]:
        """Return a part for each weight, one after the other, as long as the weight asks; empty ones where nothing weighs."""
        done = [*accumulate(weights, initial=0)]
        edges = [self.start + self.duration * weight // (done[-1] or 1) for weight in done]
        return tuple(Span(start, end) for start, end in pairwise(edges))


def merged(spans: Iterable[Span], join: int = 0) -> tuple[Span, ...]:
    """Return the spans in order of time, those that touch or lie at most `join` ms apart made one."""
    result: list[Span] = []
    for span in sorted(spans):
        if result and span.start - result[-1].end <= join:
            result[-1] = Span(result[-1].start, max(result[-1].end, span.end))
        else:
            result.append(span)
    return tuple(result)


def between(spans: Iterable[Span], bounds: Span) -> tuple[Span, ...]:
    """Return the stretches of `bounds` that no span covers, in order of time."""
    inner = [span.within(bounds) for span in merged(spans)]
    walls = [Span(bounds.start, bounds.start), *inner, Span(bounds.end, bounds.end)]
    return tuple(Span(a.end, b.start) for a, b in pairwise(walls) if b.start > a.end)


def clock(ms: int, mark: str = ".") -> str:
    """Return `HH:MM:SS.mmm`; `mark` stands before the milliseconds (SRT wants a comma)."""
    seconds, millis = divmod(ms, 1000)
    return f"{seconds // 3600:02d}:{seconds // 60 % 60:02d}:{seconds % 60:02d}{mark}{millis:03d}"

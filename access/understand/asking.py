"""Which parts of a film a vision model is asked about, and which frames it is shown: those that matter, and no more.

A change of scene is always worth a look; anything else only near a pause in which it could be told, and only if it shows
something new. What is asked depends on the film and its pauses alone, never on how much is wanted in the end: one look serves
all.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter, deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from access.config import DescribeOptions
from access.model.findings import Scene, Seen, Shot
from access.model.media import Frame
from access.model.time import Span
from access.understand.likeness import Look, look_at, same_view

MOST_FRAMES = 3
_LONGEST_MS = 20_000
"""A longer shot is asked about in parts: much may happen in it, and more than one pause lie near it."""
_SHORTEST_MS = 700
"""Of a shorter shot there is nothing to tell that its neighbours do not show."""
_NEAR_MS = 5_000
"""What a pause can tell of begins or ends no farther from it."""
_A_LOOK_MS = 4_000
"""A pause has room to tell of one shot, and of one more for each of these."""
_MOST_PER_PAUSE = 4
_NEW = 0.9
"""Frames less alike than this show something else, or something that has moved."""
_THE_SAME = 0.985
_REMEMBERED = 12
"""So many looks back: a view that was told of before them may be told of again."""
_MINUTE_MS = 60_000


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of one shot, and the frames that show it."""

    span: Span
    frames: tuple[Frame, ...]
    """In order of time, all of them inside the stretch; never empty."""
    looks: tuple[Look, ...]
    """One a frame."""
    opens: Span | None
    """The scene of which it is the first part in which there is something to be seen."""
    pause: Span | None
    """The one it can be told in; None where there is none near."""

    @property
    def moves(self) -> bool:
        """Whether something happens in it."""
        return any(same_view(self.looks[0], look) < _NEW for look in self.looks[1:])

    def new(self, remembered: Sequence[Part]) -> bool:
        """Tell whether it shows what none of the remembered does."""
        return not any(same_view(one, other) >= _NEW for part in remembered for other in part.looks for one in self.looks)


def worth_asking(seen: Seen, scenes: Sequence[Scene], gaps: Sequence[Span], options: DescribeOptions) -> tuple[Part, ...]:
    """Return the parts of a film to ask about, in order of time: at most `options.looks_per_minute` of each minute.

    First those that open a scene, near a pause before others, and of a long scene before a short one; then what is new near
    a pause, the nearest and longest before others, as much for each pause as it has room to tell.
    """
    remembered: deque[Part] = deque(maxlen=_REMEMBERED)
    per_pause: Counter[Span] = Counter()
    chosen: list[Part] = []
    for _, minute in groupby(_parts(seen, scenes, gaps), key=lambda part: part.span.start // _MINUTE_MS):
        parts = list(minute)
        openers = sorted((part for part in parts if part.opens), key=_standing)
        others = sorted((part for part in parts if not part.opens and part.pause), key=_rank)
        taken: list[Part] = []
        for part in (*openers, *others):
            if len(taken) == options.looks_per_minute:
                break
            if not part.opens and not _worth(part, per_pause, (*remembered, *taken)):
                continue
            taken.append(part)
            if part.pause and (not part.opens or part.span.overlap(part.pause)):
                per_pause[part.pause] += 1
        taken.sort(key=lambda part: part.span)
        remembered.extend(taken)
        chosen += taken
    return tuple(chosen)


def _standing(part: Part) -> tuple[bool, int, Span]:
    assert part.opens is not None
    return part.pause is None, -part.opens.duration, part.span


def _rank(part: Part) -> tuple[int, int, Span]:
    assert part.pause is not None
    return _away(part.span, part.pause), -part.span.duration, part.span


def _worth(part: Part, per_pause: Counter[Span], remembered: Sequence[Part]) -> bool:
    assert part.pause is not None
    room = min(_MOST_PER_PAUSE, 1 + part.pause.duration // _A_LOOK_MS)
    return per_pause[part.pause] < room and (part.moves or part.new(remembered))


def _parts(seen: Seen, scenes: Sequence[Scene], gaps: Sequence[Span]) -> Iterator[Part]:
    """Yield the parts, with something to be seen, that open a scene or lie near a pause, in order of time."""
    starts, times = [scene.span.start for scene in scenes], [sample.at for sample in seen.samples]
    opened: set[int] = set()
    for shot in seen.shots:
        if shot.span.duration < _SHORTEST_MS:
            continue
        for span in _stretches(shot.span):
            scene = bisect_right(starts, span.start) - 1
            opens = scene >= 0 and scene not in opened
            pause = _nearest(gaps, span)
            if not opens and not pause:
                continue
            inside = seen.samples[bisect_left(times, span.start):bisect_left(times, span.end)]
            shown = [(frame, look) for frame in _spread(shot, span, inside) if not (look := look_at(frame)).flat]
            shown = _without_twins(shown)
            if not shown:
                continue
            frames, looks = zip(*shown, strict=True)
            yield Part(span, frames, looks, scenes[scene].span if opens else None, pause)
            opened.add(scene)


def _stretches(span: Span) -> tuple[Span, ...]:
    return span.shared_out([1] * max(1, -(-span.duration // _LONGEST_MS)))


def _spread(shot: Shot, span: Span, samples: Sequence[Frame]) -> list[Frame]:
    """Return the frames nearest to the middles of the stretch's thirds, in order of time."""
    frames = sorted([*samples, *([shot.key] if shot.key.at in span else [])], key=lambda frame: frame.at)
    targets = [part.middle for part in span.shared_out([1] * MOST_FRAMES)]
    nearest = (min(frames, key=lambda frame: (abs(frame.at - target), frame.at)) for target in targets) if frames else ()
    return list({frame.at: frame for frame in nearest}.values())


def _without_twins(shown: Sequence[tuple[Frame, Look]]) -> list[tuple[Frame, Look]]:
    """Leave out what shows the same as the frame before it: a picture costs a model most of its time."""
    kept: list[tuple[Frame, Look]] = []
    for frame, look in shown:
        if not kept or same_view(kept[-1][1], look) < _THE_SAME:
            kept.append((frame, look))
    return kept


def _nearest(gaps: Sequence[Span], span: Span) -> Span | None:
    """Return the pause that shares most with a stretch, else the nearest, if it is near; `gaps` are in order of time."""
    first = bisect_left(gaps, span.start - _NEAR_MS, key=lambda gap: gap.end)
    near: list[Span] = []
    for gap in gaps[first:]:
        if gap.start > span.end + _NEAR_MS:
            break
        near.append(gap)
    return min(near, key=lambda gap: (-gap.overlap(span), _away(span, gap), gap), default=None)


def _away(one: Span, other: Span) -> int:
    return max(0, one.start - other.end, other.start - one.end)

"""Puts shots together into scenes, and finds the frame that stands for each.

Shots that look alike are linked, and what lies between two linked shots belongs to their scene: so a dialogue that goes to
and fro between two faces is one scene. A link reaches over a few shots and a few seconds, no further: a view that comes back
later is a scene of its own, for much was seen in between. Work grows with the number of shots; of each no more is remembered
than how it looks.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise
from math import sqrt

import numpy as np

from access.model.findings import Scene, Seen, Shot
from access.model.media import Frame
from access.model.time import Span
from access.understand.likeness import Look, look_at, same_camera, same_place

_MEMORY = 4
"""Shots back: a face that comes back after three others still belongs to the same talk."""
_AWAY_MS = 15_000
"""A view that was away longer has been left."""
_ALIKE_AWAY_MS = 6_000
"""The same for a view that is only like it: a film's titles look like one another, and the film lies between them."""
_BRIEF_MS = 2_000
"""A shorter scene is part of a montage, or of the scene before it: nobody could be told of it."""


@dataclass(frozen=True, slots=True)
class Glimpse:
    """A frame of a shot, and how it looks."""

    frame: Frame
    look: Look


@dataclass(frozen=True, slots=True)
class View:
    """A shot with what is to be seen in it: its key frame, and how it begins and ends. Nothing, where it is black or even."""

    shot: Shot
    glimpses: tuple[Glimpse, ...]

    def linked(self, later: View) -> bool:
        """Tell whether a later shot shows the same place, and nobody has left it meanwhile."""
        away = later.shot.span.start - self.shot.span.end
        if away > _AWAY_MS:
            return False
        same = same_place if away <= _ALIKE_AWAY_MS else same_camera
        return any(
            same(one.look, two.look) for one in self.glimpses for two in later.glimpses
            if not away or not (one.look.plain and two.look.plain))


def scenes(seen: Seen) -> tuple[Scene, ...]:
    """Return the scenes of a film, one after the other, from its first instant to its last.

    A shot in which nothing is to be seen belongs to the scene before it; one at the beginning to the first scene. A film of
    nothing else has no scene.
    """
    views = [view for view in views_of(seen) if view.glimpses]
    if not views:
        return ()
    end = seen.shots[-1].span.end
    groups = _without_brief(_linked(views), end)
    starts = [seen.shots[0].span.start, *(group[0].shot.span.start for group in groups[1:]), end]
    return tuple(
        Scene(Span(start, stop), _clearest(group)) for group, (start, stop) in zip(groups, pairwise(starts), strict=True))


def views_of(seen: Seen) -> Iterator[View]:
    """Yield the shots with how they look, in order of time."""
    times = [sample.at for sample in seen.samples]
    for shot in seen.shots:
        inside = seen.samples[bisect_left(times, shot.span.start):bisect_left(times, shot.span.end)]
        frames = sorted({frame.at: frame for frame in (*inside[:1], *inside[-1:], shot.key)}.values(), key=lambda one: one.at)
        glimpses = (Glimpse(frame, look_at(frame)) for frame in frames)
        yield View(shot, tuple(glimpse for glimpse in glimpses if not glimpse.look.flat))


def _linked(views: Sequence[View]) -> list[list[View]]:
    """Cut the film where no link goes over the cut."""
    reach = 0
    groups: list[list[View]] = []
    for number, view in enumerate(views):
        if number > reach or not groups:
            groups.append([])
        groups[-1].append(view)
        # The farthest first: a link spares looking at those it goes over.
        for later in range(min(number + _MEMORY, len(views) - 1), max(reach, number), -1):
            if view.linked(views[later]):
                reach = later
                break
    return groups


def _without_brief(groups: list[list[View]], end: int) -> list[list[View]]:
    """Make one scene of brief ones that follow one another; what is brief even so joins its neighbour."""
    starts = [group[0].shot.span.start for group in groups] + [end]
    brief = [stop - start < _BRIEF_MS for start, stop in pairwise(starts)]
    joined: list[list[View]] = []
    for is_brief, run in groupby(zip(brief, groups, strict=True), key=lambda one: one[0]):
        members = [group for _, group in run]
        joined += [[view for group in members for view in group]] if is_brief else members
    merged: list[list[View]] = []
    for group in joined:
        short = group[-1].shot.span.end - group[0].shot.span.start < _BRIEF_MS
        first_short = len(merged) == 1 and merged[0][-1].shot.span.end - merged[0][0].shot.span.start < _BRIEF_MS
        if merged and (short or first_short):
            merged[-1] = [*merged[-1], *group]
        else:
            merged.append(group)
    return merged


def _clearest(group: Sequence[View]) -> Frame:
    """Return the frame that is most like the rest of the scene, sharp, and neither dark nor in the middle of a fade."""
    glimpses = [(view.shot.span.duration / len(view.glimpses), glimpse) for view in group for glimpse in view.glimpses]
    total = sum(weight for weight, _ in glimpses) or 1
    usual = np.sum([weight / total * glimpse.look.layout for weight, glimpse in glimpses], axis=0)
    sharpest = max(glimpse.look.sharpness for _, glimpse in glimpses) or 1
    most = max(glimpse.look.contrast for _, glimpse in glimpses)

    def worth(glimpse: Glimpse) -> float:
        look = glimpse.look
        typical = 1 / (1 + float(np.abs(look.layout - usual).mean()) / 32)
        return typical * sqrt(look.sharpness / sharpest) * look.contrast / most

    return max((glimpse for _, glimpse in glimpses), key=worth).frame

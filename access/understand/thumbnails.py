"""The small pictures of an illustrated transcript: one for each change of scene, light enough for one page."""

from __future__ import annotations

from collections.abc import Sequence
from heapq import heapify, heappop, heappush
from io import BytesIO
from itertools import pairwise
from pathlib import Path

from PIL import Image

from access.model.findings import Scene
from access.model.media import Frame
from access.understand.likeness import Look, look_at, same_view

WIDTH = 240
"""Pixels: a visual aid beside a paragraph, sharp enough on a dense screen."""
MOST = 200
"""Of one film: a page with more is too heavy to open."""
MOST_BYTES = 12_000
_QUALITIES = (80, 70, 60, 50, 40, 30, 20, 10)
_TALLEST = 2 * WIDTH
"""An upright film's pictures are narrower instead."""


def thumbnails(scenes: Sequence[Scene], into: Path) -> tuple[Frame, ...]:
    """Write a small JPEG for each scene into the folder `into`; `at` is when the scene begins.

    Of more than `MOST` scenes those stay that differ most from the one before them.
    """
    into.mkdir(parents=True, exist_ok=True)
    return tuple(_written(scene, into / f"scene-{number:04d}.jpg") for number, scene in enumerate(_most_different(scenes)))


def _written(scene: Scene, path: Path) -> Frame:
    with Image.open(scene.key.path) as image:
        image.draft("RGB", (WIDTH, _TALLEST))
        small = image.convert("RGB")
    small.thumbnail((WIDTH, _TALLEST), Image.Resampling.LANCZOS)
    for quality in _QUALITIES:
        data = BytesIO()
        small.save(data, format="JPEG", quality=quality, optimize=True)
        if data.tell() < MOST_BYTES:
            break
    path.write_bytes(data.getvalue())
    return Frame(path, small.width, small.height, scene.span.start)


def _most_different(scenes: Sequence[Scene]) -> list[Scene]:
    """Take away, again and again, the scene that is most like the one kept before it; the first always stays."""
    if len(scenes) <= MOST:
        return list(scenes)
    looks: list[Look] = [look_at(scene.key) for scene in scenes]
    before = list(range(-1, len(scenes) - 1))
    after = list(range(1, len(scenes) + 1))
    gone = [False] * len(scenes)
    likeness = [-1.0, *(same_view(one, two) for one, two in pairwise(looks))]
    heap = [(-likeness[number], number) for number in range(1, len(scenes))]
    heapify(heap)
    left = len(scenes)
    while left > MOST:
        rank, number = heappop(heap)
        if gone[number] or -rank != likeness[number]:
            continue
        gone[number], left = True, left - 1
        earlier, later = before[number], after[number]
        after[earlier] = later
        if later < len(scenes):
            before[later] = earlier
            likeness[later] = same_view(looks[earlier], looks[later])
            heappush(heap, (-likeness[later], later))
    return [scene for number, scene in enumerate(scenes) if not gone[number]]

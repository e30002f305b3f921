"""AudioSet's classes as caption labels: the table `audioset.toml`, read once."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from access.model.findings import SoundEvent

CLASSES = 527
_TABLE = Path(__file__).with_name("audioset.toml")
_WITHIN = 0.5
"""So much of a sound inside another one of its family, and it is the same sound."""


@dataclass(frozen=True, slots=True)
class Kind:
    """One sound that is worth a caption."""

    label: str
    family: str
    classes: frozenset[str]
    """In small letters."""


@cache
def kinds() -> tuple[Kind, ...]:
    """Return the sounds worth a caption, what matters most to a viewer first."""
    table = tomllib.loads(_TABLE.read_text("utf-8"))["sound"]
    return tuple(Kind(one["label"], one["family"], frozenset(name.lower() for name in one["classes"])) for one in table)


def columns(names: Sequence[str]) -> dict[str, tuple[int, ...]]:
    """Return for each label the numbers of the classes that mean it, for a model that knows the classes `names`.

    A model with labels of its own (`applause`) is understood where they are ours.
    """
    plain = [name.strip().lower().replace("_", " ") for name in names]
    found = {
        kind.label: tuple(number for number, name in enumerate(plain) if name in kind.classes or name == kind.label)
        for kind in kinds()}
    return {label: numbers for label, numbers in found.items() if numbers}


def ranked(events: Sequence[SoundEvent]) -> tuple[SoundEvent, ...]:
    """Return the events in order of time, at one instant what matters most first; of one family the first alone."""
    rank = {kind.label: (number, kind.family) for number, kind in enumerate(kinds())}
    kept: list[SoundEvent] = []
    for event in sorted(events, key=lambda event: rank[event.label][0]):
        family = rank[event.label][1]
        if not any(rank[other.label][1] == family and other.span.overlap(event.span) > _WITHIN * event.span.duration
                   for other in kept):
            kept.append(event)
    return tuple(sorted(kept, key=lambda event: (event.span.start, rank[event.label][0])))

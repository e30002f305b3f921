"""The film that captions or descriptions belong to: how long it is, where its shots change, what is heard and shown in it.

Apart from the texts, because only what opens films must wait for codecs and engines.
"""

from __future__ import annotations

from pathlib import Path

from access.cache import Cache, Steps
from access.config import Settings
from access.intake.identify import identify
from access.linting.captions import Film
from access.linting.descriptions import Around
from access.model.media import MediaKind
from access.pipeline import GIB, TakenIn, Workshop, probed
from access.watching import shots_of


def look_at(path: Path, settings: Settings, state: Path) -> Film:
    """Return what captions are held against, from the cache where an earlier run has looked. Raises `MediaError`."""
    asset = identify(path, Path(path.name), settings.limits, settings.intake.context)
    steps = Steps(Cache(state / "cache", int(settings.cache.max_gib * GIB)))
    asset, probe = probed(asset, steps, settings.limits)
    if asset.kind is not MediaKind.VIDEO:
        return Film(duration=probe.duration or None)
    shots = shots_of(asset, steps, settings.limits).value.shots
    duration = max([probe.duration, *(shot.span.end for shot in shots)])
    return Film(tuple(shot.span.start for shot in shots[1:]), duration, probe.video.frames_per_second if probe.video else None)


def take_in(path: Path, settings: Settings, state: Path) -> Around:
    """Hear and see a film as a run would, from the cache where one has. Raises `MediaError`, `EngineError`."""
    workshop = Workshop(settings, state)
    try:
        return _around(workshop.take_in(identify(path, Path(path.name), settings.limits, settings.intake.context)))
    finally:
        workshop.close()


def see(path: Path, settings: Settings, state: Path) -> Around:
    """See a film as a run would, and leave to its captions what is heard. Raises `MediaError`, `EngineError`."""
    workshop = Workshop(settings, state)
    try:
        return _around(workshop.see(identify(path, Path(path.name), settings.limits, settings.intake.context)))
    finally:
        workshop.close()


def _around(taken: TakenIn) -> Around:
    said, view = taken.said, taken.view
    return Around(
        said.voiced if said else (), said.transcript.spoken if said and said.transcript else (), said.noises if said else (),
        view.screen.value if view else (), view.cuts if view and view.seen.value.shots else None, taken.duration or None,
        heard=said is not None)

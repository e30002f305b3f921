"""The film that captions belong to: how long it is, its frame rate, and where its shots change.

Apart from the captions, because only what opens films must wait for codecs.
"""

from __future__ import annotations

from pathlib import Path

from access.cache import Cache, Steps
from access.config import Settings
from access.intake.identify import identify
from access.linting.captions import Film
from access.model.media import MediaKind
from access.pipeline import GIB, probed, watched


def look_at(path: Path, settings: Settings, state: Path) -> Film:
    """Return what captions are held against, from the cache where an earlier run has looked. Raises `MediaError`."""
    asset = identify(path, Path(path.name), settings.limits)
    steps = Steps(Cache(state / "cache", int(settings.cache.max_gib * GIB)))
    asset, probe = probed(asset, steps, settings.limits)
    if asset.kind is not MediaKind.VIDEO:
        return Film(duration=probe.duration or None)
    shots = watched(asset, steps, settings.limits).value.shots
    duration = max([probe.duration, *(shot.span.end for shot in shots)])
    return Film(tuple(shot.span.start for shot in shots[1:]), duration, probe.video.frames_per_second if probe.video else None)

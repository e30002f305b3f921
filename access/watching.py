"""What is seen in a film: its shots and scenes, the text on its screen, and what a model says of its pictures, where one looks.

A part of the story that only films have, beside `hearing.py`; `describing.py` goes on from here.
"""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from pydantic import TypeAdapter

from access.cache import Kept, Steps, Unfinished
from access.config import LimitOptions
from access.engines.base import EngineKind, Question
from access.hearing import Said
from access.model.findings import Depiction, Scene, ScreenText, Seen, Sight, Word
from access.model.media import Asset, Frame
from access.model.script import Picture
from access.model.time import Span
from access.understand import read, shots
from access.understand.scenes import scenes
from access.understand.seeing import Depicted, depict, looked
from access.understand.talking import talking_head
from access.understand.thumbnails import thumbnails
from access.workpiece import Job, reading

SEEN = TypeAdapter(Seen)
SCREEN: TypeAdapter[tuple[ScreenText, ...]] = TypeAdapter(tuple[ScreenText, ...])
SCENES: TypeAdapter[tuple[Scene, ...]] = TypeAdapter(tuple[Scene, ...])
FRAMES: TypeAdapter[tuple[Frame, ...]] = TypeAdapter(tuple[Frame, ...])
DEPICTED = TypeAdapter(Depicted)
SIGHTS: TypeAdapter[tuple[Sight | None, ...]] = TypeAdapter(tuple[Sight | None, ...])
TELLS = TypeAdapter(bool)


@dataclass(frozen=True, slots=True)
class Watched:
    """What a film shows, from one decode."""

    seen: Kept[Seen]
    screen: Kept[tuple[ScreenText, ...]]
    scenes: Kept[tuple[Scene, ...]]

    @property
    def cuts(self) -> tuple[int, ...]:
        """Where shots begin, but the first, in ms."""
        return tuple(shot.span.start for shot in self.seen.value.shots[1:])

    @property
    def end(self) -> int:
        """When the last picture is over, in ms."""
        return max((shot.span.end for shot in self.seen.value.shots), default=0)


def watched(job: Job) -> Watched:
    """Find the shots, gather them into scenes, and read what stands on the screen."""
    options, steps = job.settings, job.steps
    seen = shots_of(job.asset, steps, options.limits)
    places = steps.run("scenes", 1, SCENES, lambda into: _kept(scenes(seen.value), into), of=(seen,))
    screen = steps.run("screen text", 2, SCREEN, lambda _: read.read_film(seen.value, job.kit.ocr, options.read),
                       of=(seen, options.read), engine=job.kit.identity(EngineKind.OCR))
    return Watched(seen, screen, places)


def shots_of(asset: Asset, steps: Steps, limits: LimitOptions) -> Kept[Seen]:
    """Find the shots of a film."""
    return steps.run("shots", 1, SEEN, reading(asset, lambda into: shots.watch(asset, limits, into)), of=(asset.sha256,))


def looked_at(job: Job, said: Said, view: Watched, words: Sequence[Word], gaps: Sequence[Span]) -> Depicted:
    """Ask about the shots that matter, where an engine sees."""
    kit, options = job.kit, job.settings.describe
    if not kit.vision.sees:
        return Depicted(())
    names, place, engine = job.context.people, job.context.place, kit.identity(EngineKind.VISION)

    def look(questions: Sequence[Question]) -> tuple[Sight | None, ...]:
        """Keep the answers as they come: hours of looking that break off go on where they were."""
        return job.steps.part("answers", 1, SIGHTS, lambda _: looked(kit.vision, questions),
                              of=(view.seen, tuple(map(_unplaced, questions))), engine=engine)

    def depicted(_: Path) -> Depicted:
        found = depict(
            view.seen.value, view.scenes.value, gaps, words, view.screen.value, names, said.language, look, options, place)
        if found.failed:
            raise Unfinished(found)
        return found

    return job.steps.run(
        "look at shots", 2, DEPICTED, depicted,
        of=(view.seen, view.scenes, view.screen, gaps, words, names, place, said.language, options.words_per_minute,
            options.looks_per_minute),
        engine=engine).value


def _unplaced(question: Question) -> Question:
    """Return a question whose frames bear their names alone: where the cache lies tells nothing of what they show."""
    return replace(question, frames=tuple(replace(frame, path=Path(frame.path.name)) for frame in question.frames))


def _kept(found: Sequence[Scene], into: Path) -> tuple[Scene, ...]:
    """Give the scenes frames of their own: the entry of the shots may be dropped before theirs. They take no room twice."""
    def own(frame: Frame) -> Frame:
        path = into / frame.path.name
        if not path.exists():
            try:
                path.hardlink_to(frame.path)
            except OSError:  # not every file system can
                shutil.copyfile(frame.path, path)
        return replace(frame, path=path)

    return tuple(replace(scene, key=own(scene.key)) for scene in found)


def pictures(job: Job, view: Watched, looked: Depicted) -> tuple[Picture, ...]:
    """Return a small picture of each scene, with what is told of its first shot that was looked at."""
    places = view.scenes.value
    small = job.steps.run("pictures", 1, FRAMES, lambda into: thumbnails(places, into), of=(view.scenes,))
    scene_at = {scene.span.start: scene.span for scene in places}
    return tuple(
        Picture(frame.at, frame.path, frame.width, frame.height, _shown(scene_at[frame.at], looked.depictions))
        for frame in small.value)


def _shown(scene: Span, depictions: Sequence[Depiction]) -> str:
    first = next((one for one in depictions if scene.start <= one.span.start < scene.end), None)
    return " ".join(detail.text for detail in first.details) if first else ""


def is_talking_head(job: Job, said: Said, view: Watched, seen: Depicted, duration: int) -> bool:
    """Tell whether a film of `duration` ms only shows somebody who speaks."""
    return job.steps.run(
        "talking head", 1, TELLS,
        lambda _: talking_head(view.seen.value, view.scenes.value, said.voiced, duration, view.screen.value, seen.depictions,
                               said.language),
        of=(view.seen, view.scenes, view.screen, said.voiced, duration, seen.depictions, said.language)).value

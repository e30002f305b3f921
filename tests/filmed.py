"""Shots, frames and scenes as `watch` leaves them, made without a film."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from made import picture
from PIL import Image, ImageDraw

from access.config import DescribeOptions
from access.engines.base import Question, VisionEngine
from access.model.findings import ScreenText, Seen, Shot, Word
from access.model.media import Frame
from access.model.time import Span
from access.understand.scenes import scenes
from access.understand.seeing import Depicted, depict, looked

SIZE = (320, 180)
OPTIONS = DescribeOptions()


class Film:
    """Shots with their frames as `watch` leaves them, without a film: `(seed, ms)` each, with `samples` of each shot."""

    def __init__(self, folder: Path, shots: Sequence[tuple[int, int]], moves: Sequence[int] = ()) -> None:
        found: list[Shot] = []
        samples: list[Frame] = []
        at = 0
        for number, (seed, ms) in enumerate(shots):
            frames = []
            for part, instant in enumerate((at, at + ms // 2, at + ms - 1)):
                path = folder / f"{seed}-{part if number in moves else 0}.jpg"
                if not path.exists():
                    _draw(path, seed, part if number in moves else 0)
                frames.append(Frame(path, *SIZE, instant))
            found.append(Shot(Span(at, at + ms), frames[1]))
            samples += [frames[0], frames[2]]
            at += ms
        self.seen = Seen(tuple(found), tuple(samples))
        self.scenes = scenes(self.seen)

    def shot_of(self, frame: Frame) -> Span:
        return next(shot.span for shot in self.seen.shots if frame.at in shot.span)

    def depicted(
        self, vision: VisionEngine, gaps: Sequence[Span] = (), words: Sequence[Word] = (), screen: Sequence[ScreenText] = (),
        names: Sequence[str] = (), options: DescribeOptions = OPTIONS, language: str = "en",
    ) -> Depicted:
        return depict(self.seen, self.scenes, gaps, words, screen, names, language, partial(looked, vision), options)


def _draw(path: Path, seed: int, step: int) -> None:
    source = picture(path.with_suffix(".png"), SIZE, seed)
    with Image.open(source) as image:
        if step:
            ImageDraw.Draw(image).rectangle((60 * step, 20, 60 * step + 110, 170), fill=(250, 30, 200))
        image.convert("RGB").save(path, quality=88)


def told(question: Question) -> str:
    """Say something that is nowhere else."""
    things = "boat tower garden bridge market station forest harbour castle desert meadow canal".split()
    colours = "red green white yellow golden brown purple grey orange silver pink".split()
    number = question.frames[0].at // 100
    return f"PLACE: A {colours[number % 11]} {things[number // 11 % 12]} with {number} lamps.\nWHO: none"

"""The closed loop of narration: speak, measure, plan, speak at the planned tempo, measure again; else plan anew, shorter."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from access.config import DescribeOptions
from access.engines.base import Clip, VoiceEngine
from access.model.script import Description, Omission, Placement, Wanted
from access.model.time import Span
from access.narrate.speak import Booth

Plan = Callable[
    [Sequence[Wanted], Sequence[Span], Callable[[str], int], DescribeOptions],
    tuple[tuple[Placement, ...], tuple[Omission, ...]],
]
"""Chooses what is spoken when, given what is wanted, the gaps, and a way to measure a text."""


@dataclass(frozen=True, slots=True)
class Narration:
    """What is spoken, each clip measured and inside its gap."""

    descriptions: tuple[Description, ...]
    """In order of time."""
    clips: tuple[Path, ...]
    """One WAV file (mono, 16 bit) a description, in the same order."""
    omitted: tuple[Omission, ...]


def narrate(
    wanted: Sequence[Wanted], gaps: Sequence[Span], voice: VoiceEngine, language: str, options: DescribeOptions, into: Path,
    plan: Plan,
) -> Narration:
    """Speak what fits into the gaps, as clips `0001.wav`, … in `into`.

    Every clip is measured at the tempo it is kept at; one that turns out too long for its room is planned again, shorter,
    and at last left out with a reason. Raises `EngineFailed` where the voice fails.
    """
    into.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="takes-", dir=into) as takes:
        booth = Booth(voice, language, options, Path(takes))
        wishes, hopeless = list(wanted), list[Omission]()
        while True:
            placements, omitted = plan(wishes, gaps, booth.measure, options)
            takes_made = [booth.within(placement.text, placement.tempo, placement.room) for placement in placements]
            failed = next((placement for placement, clip in zip(placements, takes_made, strict=True) if clip is None), None)
            if failed is None:
                break
            hopeless += _give_up(wishes, failed)
        kept = [(placement, clip) for placement, clip in zip(placements, takes_made, strict=True) if clip is not None]
        descriptions = tuple(_described(placement, clip, wishes, booth) for placement, clip in kept)
        clips = tuple(_kept(clip, into / f"{number:04d}.wav") for number, (_, clip) in enumerate(kept, 1))
    return Narration(descriptions, clips, tuple(sorted([*omitted, *hopeless], key=lambda omission: omission.about)))


def _give_up(wishes: list[Wanted], failed: Placement) -> list[Omission]:
    """Take one text away that the voice cannot speak in its room, or the whole wish where it was the last one."""
    wish = wishes[failed.wanted]
    texts = tuple(text for text in wish.texts if text != failed.text)
    if texts:
        wishes[failed.wanted] = replace(wish, texts=texts)
        return []
    del wishes[failed.wanted]
    return [Omission(wish.span, failed.text, "the voice cannot speak it fast enough for the pauses near it")]


def _described(placement: Placement, clip: Clip, wishes: Sequence[Wanted], booth: Booth) -> Description:
    start = placement.span.start
    rate = max(1.0, booth.measure(placement.text) / clip.duration)
    return Description(Span(start, start + clip.duration), placement.text, round(rate, 3), wishes[placement.wanted].span)


def _kept(clip: Clip, path: Path) -> Path:
    """Copy rather than move: a text that is told twice has one clip."""
    path.write_bytes(clip.path.read_bytes())
    return path

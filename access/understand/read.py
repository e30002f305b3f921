"""Reads the text that stands in pictures: of a still all at once, of a film as texts that come, stay and go.

A film's frames are read one by one, and each line is followed through them (`tracks`); lines that come and go together are
one text. So a bullet list that builds up is read line by line, rolling credits do not repeat, and a line that OCR misses or
misreads in one frame is still one line.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

import numpy as np
import numpy.typing as npt
from PIL import Image

from access.config import ReadOptions
from access.engines.base import OcrEngine
from access.model.findings import ScreenText, Seen, TextBox
from access.model.media import Frame
from access.model.time import Span
from access.understand.tracks import Track, Tracks

_SURE = 0.95
"""Score from which even a single letter is believed: an icon read as a letter rarely has it."""
_BULLETS = "·•●▪■□◦○‣►▶✓➢ "
_TOGETHER_MS = 1000
"""Lines that come within this of the first belong to one text: one that fades in is read a sample late."""
_EDGE = 0.004
"""Fraction of the picture's height: what touches its edge is a line cut in half."""
_THUMBNAIL = (192, 108)
_TILE = 6
_EQUAL = 4.0
"""Mean difference of luma in the tile that changed most, 0 to 255; compression noise stays below, a word does not."""

_Luma = npt.NDArray[np.int16]


def read_picture(frame: Frame, engine: OcrEngine, options: ReadOptions) -> tuple[TextBox, ...]:
    """Return the lines of text in a picture that are believed, in reading order. Raises `EngineFailed`."""
    believed = (box for box in engine.read(frame) if box.score >= options.min_score and _is_text(box))
    return tuple(replace(box, text=box.text.lstrip(_BULLETS)) for box in believed)


def read_film(seen: Seen, engine: OcrEngine, options: ReadOptions) -> tuple[ScreenText, ...]:
    """Return what stands on the screen and how long, each text once, in order of time. Raises `EngineFailed`.

    A text lasts from the sample that first shows it to the one that shows that it is gone, else to the end of the film.
    Not every sample is read: where two that lie closer than the shortest text that counts show the same, so do those
    between them; where they differ, the change is looked for by halves. One that looks like its neighbour is not read again.
    """
    end = max([shot.span.end for shot in seen.shots] + [sample.at for sample in seen.samples], default=0)
    shortest = round(options.min_seconds * 1000)
    samples = sorted(seen.samples, key=lambda sample: sample.at)
    tracks = Tracks()
    for sample, boxes in zip(samples, _readings(samples, engine, options, shortest), strict=True):
        tracks.see(sample.at, boxes)
    return _texts(track for track in tracks.until(end) if track.span.duration >= shortest)


def _readings(
    samples: Sequence[Frame], engine: OcrEngine, options: ReadOptions, stride: int
) -> list[tuple[TextBox, ...]]:
    """Return what each sample shows, having read as few as will do."""
    lumas: dict[int, _Luma] = {}
    found: dict[int, tuple[TextBox, ...]] = {}

    def read(number: int) -> tuple[TextBox, ...]:
        if number not in found:
            lumas[number] = _luma(samples[number])
            alike = (other for other in (number - 1, number + 1) if other in lumas)
            twin = next((other for other in alike if _change(lumas[number], lumas[other]) < _EQUAL), None)
            boxes = found[twin] if twin is not None else read_picture(samples[number], engine, options)
            found[number] = tuple(box for box in boxes if not _cut_off(box))
        return found[number]

    def fill(first: int, last: int) -> None:
        near = samples[last].at - samples[first].at <= stride
        if near and _same_text(read(first), read(last)):
            found.update((number, found[first]) for number in range(first + 1, last) if number not in found)
        elif last - first > 1:
            middle = (first + last) // 2
            fill(first, middle)
            fill(middle, last)
        else:
            read(first)
            read(last)

    if samples:
        fill(0, len(samples) - 1)
    return [read(number) for number in range(len(samples))]


def _same_text(some: Sequence[TextBox], others: Sequence[TextBox]) -> bool:
    """Return whether two samples show the same letters; a text that moves on the picture stays the same text."""
    letters = [sorted("".join(filter(str.isalnum, box.text)).lower() for box in boxes) for boxes in (some, others)]
    return letters[0] == letters[1]


def _texts(tracks: Iterable[Track]) -> tuple[ScreenText, ...]:
    """Bring lines together that come and go together."""
    groups: list[list[Track]] = []
    for track in sorted(tracks, key=lambda track: (track.span.start, track.order(track.span.start))):
        for group in groups:
            if _together(group[0], track):
                group.append(track)
                break
        else:
            groups.append([track])
    return tuple(_text(group) for group in groups)


def _together(one: Track, other: Track) -> bool:
    """Return whether two lines begin at the same time and share most of it: a logo that stays is no part of the title."""
    if other.span.start - one.span.start > _TOGETHER_MS:
        return False
    longer = max(one.span.end, other.span.end) - min(one.span.start, other.span.start)
    return 2 * one.span.overlap(other.span) > longer


def _text(group: Sequence[Track]) -> ScreenText:
    complete = max(track.span.start for track in group)
    lines = sorted(group, key=lambda track: track.order(complete))
    return ScreenText(
        span=Span(min(track.span.start for track in group), max(track.span.end for track in group)),
        lines=tuple(track.text for track in lines),
        score=min(track.score for track in group),
        height=max(track.height for track in group),
        top=min(track.top for track in group),
    )


def _is_text(box: TextBox) -> bool:
    """Return whether it says anything: stray symbols do not, and single letters are often icons."""
    letters = [character for character in box.text if character.isalnum()]
    if len(letters) == 1 and letters[0].isascii():
        return box.score >= _SURE
    return bool(letters)


def _cut_off(box: TextBox) -> bool:
    return box.top <= _EDGE or box.top + box.height >= 1 - _EDGE


def _luma(frame: Frame) -> _Luma:
    with Image.open(frame.path) as image:
        return np.asarray(image.convert("L").resize(_THUMBNAIL, Image.Resampling.BOX), dtype=np.int16)


def _change(one: _Luma, other: _Luma) -> float:
    width, height = _THUMBNAIL
    tiles = np.abs(one - other).reshape(height // _TILE, _TILE, width // _TILE, _TILE)
    return float(tiles.mean(axis=(1, 3)).max())

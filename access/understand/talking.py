"""Tells a film that only shows somebody who speaks, whose pictures say nothing that the speech does not (WCAG G203).

No face is looked for: nothing that could find one comes in a wheel that is installed anyway. Instead everything must hold at
once that holds for a person before a camera that stands still: speech most of the time; one to three views that take up nearly
all of the film; in them a small part that moves, as long as the film lasts, and comes back to where it was, with the colours
that skin of any shade has; all else at rest. Slides do not move, drawings grow, landscapes move elsewhere or have other
colours. Where a model has looked, it must have seen a person each time. In doubt it is no talking head, and is described.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from itertools import pairwise

import numpy as np
import numpy.typing as npt
from PIL import Image

from access.model.findings import Depiction, Scene, ScreenText, Seen
from access.model.media import Frame
from access.model.time import Span, merged
from access.model.words import spoken_forms
from access.understand.likeness import Look, look_at, same_camera
from access.understand.replies.facets import names_people

_SPOKEN = 0.6
"""Of the film."""
_SHORTEST_MS = 8_000
_MOST_VIEWS, _COVERED = 3, 0.85
"""So many views at most take up so much of the film; the rest are titles."""
_MOST_PLACES = 8
"""Scenes that look different: with more, nobody just speaks."""
_LOOKS = 60
"""Frames that are looked at, however long the film is."""
_PAIRS = 12
"""Of frames that follow one another, in each view."""
_PAIR_MS = 6_000
_CALM, _MOST_MOVING = 4, 0.9
"""Mean difference of luma between frames, 0 to 255, that so much of the film's seconds must keep below."""
_EVERY_S, _SAMPLES = 6, 1800
"""`watch` keeps a frame this often at least where somebody speaks; fewer in films so long that it rations them."""
_GRID = (64, 36)
_MOVES, _RESTS = 8.0, 4.0
"""Deviation of luma, 0 to 255, of a field over the film from which it moves, and below which it rests."""
_LEAST_AREA, _MOST_AREA, _LEAST_REST = 0.004, 0.4, 0.5
_WIDEST = 0.6
"""Of the picture's width, which most of what moves lies in."""
_COMES_BACK = 2.5
"""How many times more two frames far apart may differ than two that follow one another."""
_SKIN, _MORE_SKIN = 0.25, 2.0
"""Of what moves, and how many times more than of what rests: a beige wall has the same colours."""
_LONG_TEXT, _MOST_LONG_TEXT = 9, 0.1
"""A text of so many words that stands for so much of the speech is a slide; a speaker's name and office are shorter."""
_MOST_TEXT, _ALWAYS = 0.35, 0.9
"""Of the speech."""

_Grid = npt.NDArray[np.float32]


def talking_head(
    seen: Seen, scenes: Sequence[Scene], voiced: Sequence[Span], duration: int,
    screen: Sequence[ScreenText] = (), depictions: Sequence[Depiction] = (), language: str = "",
) -> bool:
    """Tell whether a film of `duration` ms shows somebody who speaks, and nothing else, as far as can be told.

    `screen` and `depictions` are what was read and seen, where anybody did; `language` is that of the depictions.
    """
    return (
        duration >= _SHORTEST_MS
        and _length(voiced) >= _SPOKEN * duration
        and _calm(seen.motion)
        and not _slides(screen, voiced)
        and all(names_people(" ".join(detail.text for detail in one.details), language) for one in depictions)
        and len(_different(look_at(scene.key) for scene in scenes)) <= _MOST_PLACES
        and _somebody_speaks(seen, duration)
    )


def _length(spans: Iterable[Span]) -> int:
    return sum(span.duration for span in merged(spans))


def _calm(motion: Sequence[int]) -> bool:
    return not motion or float(np.mean(np.asarray(motion) <= _CALM)) >= _MOST_MOVING


def _slides(screen: Sequence[ScreenText], voiced: Sequence[Span]) -> bool:
    """Tell whether texts stand on the screen during the speech that are more than a name: long ones, or one after another."""
    spoken = _length(voiced)

    def share(texts: Iterable[ScreenText]) -> float:
        shown = [text.span for text in texts]
        return (_length(shown) + spoken - _length([*shown, *voiced])) / spoken

    # What never goes away is a station's logo.
    passing = [text for text in screen if text.span.duration < _ALWAYS * spoken]
    return share(passing) > _MOST_TEXT or share(
        text for text in screen if len(spoken_forms(text.text)) >= _LONG_TEXT) > _MOST_LONG_TEXT


def _different(looks: Iterable[Look]) -> list[Look]:
    """Return one look of each view, but for frames in which there is nothing to be seen; no more than are worth counting."""
    found: list[Look] = []
    for look in looks:
        if not look.flat and not any(same_camera(look, other) for other in found):
            found.append(look)
            if len(found) > _MOST_PLACES:
                break
    return found


def _somebody_speaks(seen: Seen, duration: int) -> bool:
    """Tell whether few views take up the film, and somebody seems to speak in each of them."""
    frames = _evenly([*seen.samples], _LOOKS)
    if len(seen.samples) < min(duration / 1000 / _EVERY_S, _SAMPLES):
        return False
    looks = [look_at(frame) for frame in frames]
    views = _different(looks)
    if not views or not looks:
        return False
    starts = [shot.span.start for shot in seen.shots]
    ends = [*(frame.at for frame in frames[1:]), duration]
    lasted, members = [0] * len(views), [list[Frame]() for _ in views]
    for frame, look, end in zip(frames, looks, ends, strict=True):
        shot = seen.shots[max(0, bisect_right(starts, frame.at) - 1)]
        near = [number for number, view in enumerate(views) if same_camera(view, look)]
        if near:
            members[near[0]].append(frame)
            lasted[near[0]] += max(0, (min(end, shot.span.end) if end - shot.span.end > _PAIR_MS else end) - frame.at)
    order = sorted(range(len(views)), key=lambda number: -lasted[number])[:_MOST_VIEWS]
    main = [number for number in order if lasted[number] >= duration // 20]
    if sum(lasted[number] for number in main) < _COVERED * duration:
        return False
    return all(_moves_like_a_speaker(_pairs(members[number], seen)) for number in main)


def _evenly(frames: Sequence[Frame], most: int) -> list[Frame]:
    count = min(most, len(frames))
    return [frames[number * len(frames) // count] for number in range(count)]


def _pairs(members: Sequence[Frame], seen: Seen) -> list[tuple[Frame, Frame]]:
    """Return frames of a view, each with the sample that follows it in the same shot."""
    starts, times = [shot.span.start for shot in seen.shots], [sample.at for sample in seen.samples]
    pairs = []
    for frame in _evenly(members, 3 * _PAIRS):
        later = bisect_right(times, frame.at)
        if later == len(times) or times[later] - frame.at > _PAIR_MS:
            continue
        if bisect_right(starts, frame.at) == bisect_right(starts, times[later]):
            pairs.append((frame, seen.samples[later]))
    return pairs[:: max(1, len(pairs) // _PAIRS)]


def _moves_like_a_speaker(pairs: Sequence[tuple[Frame, Frame]]) -> bool:
    if len(pairs) < 3:
        return False
    small = [(_small(one), _small(other)) for one, other in pairs]
    luma = np.stack([frame[..., 0] for pair in small for frame in pair])
    deviation = luma.std(axis=0)
    moving = deviation >= _MOVES
    if not _LEAST_AREA <= moving.mean() <= _MOST_AREA or (deviation < _RESTS).mean() < _LEAST_REST:
        return False
    columns = np.sort(np.nonzero(moving)[1])
    if columns[round(0.9 * (len(columns) - 1))] - columns[round(0.1 * (len(columns) - 1))] > _WIDEST * _GRID[0]:
        return False
    soon = np.mean([_apart(one, other, moving) for one, other in small])
    late = np.mean([_apart(one[0], other[0], moving) for one, other in pairwise(small)])
    if late > _COMES_BACK * soon:
        return False
    skin = np.mean([_skin(one) for one, _ in small], axis=0)
    return bool(skin[moving].mean() >= max(_SKIN, _MORE_SKIN * skin[~moving].mean()))


def _apart(one: _Grid, other: _Grid, where: npt.NDArray[np.bool_]) -> float:
    return float(np.abs(one[..., 0] - other[..., 0])[where].mean())


def _skin(pixels: _Grid) -> npt.NDArray[np.bool_]:
    """Return where the colours are those of skin: its shades differ in brightness, hardly in hue (Chai and Ngan, 1999)."""
    luma, blue, red = (pixels[..., channel] for channel in range(3))
    found: npt.NDArray[np.bool_] = (blue >= 77) & (blue <= 127) & (red >= 133) & (red <= 173) & (luma > 30)
    return found


def _small(frame: Frame) -> _Grid:
    with Image.open(frame.path) as image:
        image.draft("YCbCr", _GRID)
        return np.asarray(image.convert("YCbCr").resize(_GRID, Image.Resampling.BOX), dtype=np.float32)

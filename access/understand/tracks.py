"""Follows lines of text from frame to frame: which box of this frame is which line of the last one.

Apart from `read` because it knows nothing of pictures and engines: boxes with times come in, lines with spans go out.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher

from access.model.findings import TextBox
from access.model.time import Span

_ALIKE = 0.75
"""Ratio of difflib from which two readings are of the same line."""
_LEAST_GROWING = 3
"""Characters in common from which a longer reading in the same place is the line grown, not another."""
_NEAR = 0.05
"""Fraction of the picture: the same place, but for the jitter of the detector."""
_MISSED_SAMPLES = 2
_MISSED_MS = 3000
"""A line that is missed for no longer than this was there all the while: OCR fails on a frame now and then."""


@dataclass(frozen=True, slots=True)
class Track:
    """One line of text and when it stands on the screen."""

    text: str
    """The reading with the highest score."""
    span: Span
    score: float
    height: float
    order: tuple[int, float, float]
    """Where it comes in reading: the number in its first frame among the lines that come with it, then its place."""


@dataclass(slots=True)
class _Line:
    """A line while it is followed."""

    text: str
    score: float
    box: TextBox
    order: tuple[int, float, float]
    start: int
    readings: Counter[str] = field(default_factory=Counter)
    gone: int = -1
    """When it was first missed; −1 while it is there."""
    missed: int = 0
    """Samples without it, in a row."""

    def read(self, box: TextBox, form: str) -> None:
        grown = _grows(_form(self.text), form)
        if grown or (box.score > self.score and not _grows(form, _form(self.text))):
            self.text, self.score = box.text, box.score
        self.box = box
        self.gone, self.missed = -1, 0


class Tracks:
    def __init__(self) -> None:
        self._open: list[_Line] = []
        self._closed: list[Track] = []
        self._samples = 0

    def see(self, at: int, boxes: Sequence[TextBox]) -> None:
        """Take in what one sample shows; `at` in ms, later than all before."""
        self._samples += 1
        pairs = _pairs(self._open, boxes)
        for number, box in enumerate(boxes):
            line = pairs.get(number)
            if line is None:
                order = (number, box.top, box.left)
                self._open.append(_Line(box.text, box.score, box, order, at))
            else:
                line.read(box, _form(box.text))
        found = {id(line) for line in pairs.values()}
        for line in [line for line in self._open if line.start != at and id(line) not in found]:
            self._miss(line, at)

    def until(self, end: int) -> tuple[Track, ...]:
        """Return all lines; those that are still there last until `end`."""
        for line in self._open:
            self._close(line, end if line.gone < 0 else line.gone)
        self._open = []
        return tuple(self._closed)

    def _miss(self, line: _Line, at: int) -> None:
        line.missed += 1
        if line.gone < 0:
            line.gone = at
        if line.missed > _MISSED_SAMPLES or at - line.gone > _MISSED_MS:
            self._close(line, line.gone)
            self._open.remove(line)

    def _close(self, line: _Line, end: int) -> None:
        self._closed.append(Track(line.text, Span(line.start, max(line.start, end)), line.score, line.box.height, line.order))


def _pairs(lines: Sequence[_Line], boxes: Sequence[TextBox]) -> dict[int, _Line]:
    """Return which box, by its number, is which line: the likest first, the nearer of two alike."""
    candidates = []
    for number, box in enumerate(boxes):
        form = _form(box.text)
        for line in lines:
            likeness = _likeness(line, box, form)
            if likeness >= _ALIKE:
                candidates.append((-likeness, _distance(line.box, box), number, line))
    pairs: dict[int, _Line] = {}
    taken: set[int] = set()
    for _, _, number, line in sorted(candidates, key=lambda candidate: candidate[:3]):
        if number not in pairs and id(line) not in taken:
            pairs[number] = line
            taken.add(id(line))
    return pairs


def _likeness(line: _Line, box: TextBox, form: str) -> float:
    known = _form(line.text)
    if known == form:
        return 1.0
    if _begins_together(line.box, box) and (_grows(known, form) or _grows(form, known)):
        return 0.9
    # Short words and numbers differ in one character where they differ at all: 2024 is not 2025.
    if any(character.isdigit() for character in known + form) and _digits(known) != _digits(form):
        return 0.0
    return SequenceMatcher(None, known, form, autojunk=False).ratio()


def _grows(known: str, form: str) -> bool:
    return len(known) >= _LEAST_GROWING and len(form) > len(known) and form.startswith(known)


def _begins_together(one: TextBox, other: TextBox) -> bool:
    return abs(one.left - other.left) <= _NEAR and abs(one.top - other.top) <= _NEAR


def _distance(one: TextBox, other: TextBox) -> float:
    return abs(one.left - other.left) + abs(one.top - other.top)


def _digits(form: str) -> str:
    return "".join(character for character in form if character.isdigit())


def _form(text: str) -> str:
    """Return letters and digits only: spaces and punctuation are what OCR is least sure of."""
    return "".join(character for character in text.casefold() if character.isalnum())

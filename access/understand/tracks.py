"""Follows lines of text from frame to frame: which box of this frame is which line of the last one.

Apart from `read` because it knows nothing of pictures and engines: boxes with times come in, lines with spans go out.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
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
_MISSED_MS = 3000
"""A line that is missed for no longer than this was there all the while: OCR fails on a frame now and then."""
_AGAIN_MS = 10_000
"""A line that comes back so soon, after a sample or two without it, was read to the listener a moment ago."""
_AGAIN_SAMPLES = 2
_CLOCK = re.compile(r"[\d\s]+(?:[:;.,/|-][\d\s]+)+")
"""A running time, a date or a score: it changes all the while and stays the same thing."""


@dataclass(frozen=True, slots=True)
class Track:
    """One line of text and when it stands on the screen."""

    text: str
    """The reading with the highest score."""
    span: Span
    score: float
    height: float
    top: float
    numbers: Mapping[int, int]
    """Its place in reading order among the lines of each sample that shows it, by the sample's time in ms."""

    def order(self, at: int) -> tuple[int, int]:
        """Return what to sort by in reading order as at `at`; what is not there then has gone before."""
        return (1, self.numbers[at]) if at in self.numbers else (0, self.numbers[self.span.start])


@dataclass(slots=True)
class _Line:
    """A line while it is followed."""

    text: str
    score: float
    box: TextBox
    start: int
    numbers: dict[int, int] = field(default_factory=dict)
    gone: int = -1
    """When it was first missed; −1 while it is there."""
    ended: int = -1
    """When it was truly away for the first time: coming back soon it is not read again, and it does not last till then."""
    missed: int = 0
    """Samples without it, in a row."""

    def read(self, box: TextBox, at: int) -> None:
        if 0 <= self.gone < at - _MISSED_MS and self.ended < 0:
            self.ended = self.gone
        known, form = _form(self.text), _form(box.text)
        is_clock = known != form and bool(_CLOCK.fullmatch(self.text))
        if not is_clock and (_grows(known, form) or (box.score > self.score and not _grows(form, known))):
            self.text, self.score = box.text, box.score
        self.box = box
        self.gone, self.missed = -1, 0


class Tracks:
    def __init__(self) -> None:
        self._open: list[_Line] = []
        self._closed: list[Track] = []

    def see(self, at: int, boxes: Sequence[TextBox]) -> None:
        """Take in what one sample shows; `at` in ms, later than all before."""
        for line in [line for line in self._open if self._is_over(line, at)]:
            self._open.remove(line)
            self._close(line, line.gone)
        pairs = _pairs(self._open, boxes)
        for number, box in enumerate(boxes):
            line = pairs.get(number) or self._new(box, at)
            line.read(box, at)
            line.numbers[at] = number
        for line in self._open:
            if at not in line.numbers:
                line.missed += 1
                line.gone = line.gone if line.gone >= 0 else at

    def until(self, end: int) -> tuple[Track, ...]:
        """Return all lines; those that are still there last until `end`."""
        for line in self._open:
            self._close(line, line.gone if line.gone >= 0 else end)
        self._open = []
        return tuple(self._closed)

    def _new(self, box: TextBox, at: int) -> _Line:
        line = _Line(box.text, box.score, box, at)
        self._open.append(line)
        return line

    @staticmethod
    def _is_over(line: _Line, at: int) -> bool:
        """Return whether a line that was missed would come too late at `at` to be the same one still."""
        if line.gone < 0 or at - line.gone <= _MISSED_MS:
            return False
        return line.missed > _AGAIN_SAMPLES or at - line.gone > _AGAIN_MS

    def _close(self, line: _Line, end: int) -> None:
        end = line.ended if line.ended >= 0 else end
        span = Span(line.start, max(line.start, end))
        self._closed.append(Track(line.text, span, line.score, line.box.height, line.box.top, line.numbers))


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
    if _begins_together(line.box, box) and _CLOCK.fullmatch(line.text) and _CLOCK.fullmatch(box.text):
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

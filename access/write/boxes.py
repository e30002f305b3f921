"""Where the lines of a picture's text stand: boxes of OCR as pieces of lines, and the rows that pieces make.

OCR gives fractions of a picture whose shape it does not tell, so that everything across is measured in letters of the text
itself, and everything down in heights of a line.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import median

from access.model.findings import TextBox

_BLANK = 1.3
"""Letters: a gap that is not wider stands between two words of a line that the engine took apart."""
_ALIKE = 1.5
"""Heights of two words of a line differ less, small letters against tall ones."""
_LETTER = 0.5
"""Width of a letter against the height of its line, about, in most fonts."""
_LEAST_LENGTH = 3
_LEAST = 1e-6
_USUAL_SHAPE = 1.6
"""Width by height, of a picture whose letters do not show it."""
_UPRIGHT = 1.6
"""A piece that is so much taller than wide stands upright: an axis's title."""


@dataclass(frozen=True, slots=True)
class Piece:
    """Text that stands together on one line."""

    text: str
    left: float
    top: float
    right: float
    bottom: float
    score: float

    @property
    def height(self) -> float:
        return self.bottom - self.top

    @property
    def width(self) -> float:
        return self.right - self.left

    @property
    def middle(self) -> float:
        return (self.top + self.bottom) / 2

    @property
    def centre(self) -> float:
        return (self.left + self.right) / 2

    @property
    def letter(self) -> float:
        """The mean width of its letters; wide ones, as Chinese ones, count twice."""
        return self.width / max(1, columns(self.text))

    def over(self, other: Piece) -> float:
        """Return how much of the narrower one stands above or below the other, 0 to 1."""
        shared = min(self.right, other.right) - max(self.left, other.left)
        return max(0.0, shared) / max(min(self.width, other.width), 1e-9)

    def beside(self, other: Piece) -> float:
        """Return how much of the lower one stands at the height of the other, 0 to 1."""
        shared = min(self.bottom, other.bottom) - max(self.top, other.top)
        return max(0.0, shared) / max(min(self.height, other.height), 1e-9)


@dataclass(frozen=True, slots=True)
class Laid:
    """The pieces of one picture."""

    rows: tuple[tuple[Piece, ...], ...]
    """From above, each from where its reader begins."""
    upright: tuple[Piece, ...]
    """Those that do not lie along rows."""


def laid(boxes: Iterable[TextBox], backwards: bool) -> Laid:
    """Return boxes in rows, words of one line that the engine took apart put together; `backwards`: from right to left."""
    pieces = [_piece(box) for box in boxes if box.text.strip()]
    shape = _shape(pieces)
    upright = [piece for piece in pieces
               if len(piece.text) >= _LEAST_LENGTH and piece.height > _UPRIGHT * piece.width * shape]
    rows = _rows([piece for piece in pieces if piece not in upright])
    return Laid(tuple(_joined(row, backwards) for row in rows), tuple(upright))


def right_to_left(texts: Iterable[str]) -> bool:
    """Return whether most letters of texts are of a script that is written from right to left."""
    letters = [unicodedata.bidirectional(letter) for text in texts for letter in text if letter.isalpha()]
    return 2 * sum(way in {"R", "AL"} for way in letters) > len(letters)


def columns(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(letter) in "WF" else 1 for letter in text)


def _piece(box: TextBox) -> Piece:
    right, bottom = box.left + max(box.width, _LEAST), box.top + max(box.height, _LEAST)
    return Piece(" ".join(box.text.split()), box.left, box.top, right, bottom, box.score)


def _shape(pieces: Sequence[Piece]) -> float:
    """Return the picture's width by its height, as the shape of the letters shows it."""
    shapes = [_LETTER * piece.height / piece.letter for piece in pieces if len(piece.text) >= _LEAST_LENGTH]
    return median(shapes) if len(shapes) >= _LEAST_LENGTH else _USUAL_SHAPE


def _rows(pieces: Sequence[Piece]) -> list[list[Piece]]:
    rows: list[list[Piece]] = []
    for piece in sorted(pieces, key=lambda piece: (piece.middle, piece.left)):
        first = rows[-1][0] if rows else None
        if first and piece.beside(first) > 0.5 and first.top <= piece.middle <= first.bottom:
            rows[-1].append(piece)
        else:
            rows.append([piece])
    return rows


def _joined(row: Iterable[Piece], backwards: bool) -> tuple[Piece, ...]:
    joined: list[Piece] = []
    for piece in sorted(row, key=lambda piece: piece.left):
        before = joined[-1] if joined else None
        if before and _goes_on(before, piece):
            first, second = (piece, before) if backwards else (before, piece)
            joined[-1] = Piece(
                f"{first.text} {second.text}", before.left, min(before.top, piece.top), max(before.right, piece.right),
                max(before.bottom, piece.bottom), min(before.score, piece.score))
        else:
            joined.append(piece)
    return tuple(reversed(joined)) if backwards else tuple(joined)


def _goes_on(one: Piece, other: Piece) -> bool:
    letter = (one.letter + other.letter) / 2
    alike = max(one.height, other.height) < _ALIKE * min(one.height, other.height)
    return alike and -2 * letter < other.left - one.right < _BLANK * letter

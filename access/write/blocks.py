"""Lines that OCR read in a picture, brought together as a reader sees them: paragraphs, columns, tables, listings, labels.

Pure. Nothing is lost and nothing is told twice: each line of the picture stands in exactly one block. What a block is decides
how it is told (`alt`): words are read out, a table is told row by row, and what is neither is named for what it is.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import median

from access.model.findings import TextBox
from access.model.languages import runs_right_to_left
from access.model.natures import PROMPT, code_points, is_code, is_number, nature_of
from access.model.pictures import Nature, TextBlock
from access.write.boxes import Piece, laid, right_to_left
from access.write.grids import Grid, grids
from access.write.ordering import in_order

CELL = " | "
_CELL_EDGE = re.compile(r"(?:^|(?<= ))\|(?= |$)")
_LEADING = 0.9
"""Heights of a line between two of one paragraph, at most. …"""
_CODE_LEADING = 2.5
"""… Of a listing, which has empty lines."""
_SAME_SIZE = 1.3
"""Lines of one paragraph differ less in height: a title is taller."""
_INDENT = 2.5
"""Letters that the lines of a paragraph may begin, end or lie apart. …"""
_OUTDENT = 12
"""… A listing's, to the left of what it has shown so far."""
_SAME_LETTERS = 1.12
"""Letters of a listing are equally wide."""
_LEAST_LABELS = 3
_LABEL_WORDS = 3


@dataclass(frozen=True, slots=True)
class _Group:
    """Pieces of one block, in the order in which they are read, and the lines they make."""

    nature: Nature
    pieces: tuple[Piece, ...]
    lines: tuple[str, ...]

    @property
    def left(self) -> float:
        return min(piece.left for piece in self.pieces)

    @property
    def top(self) -> float:
        return min(piece.top for piece in self.pieces)

    @property
    def right(self) -> float:
        return max(piece.right for piece in self.pieces)

    @property
    def bottom(self) -> float:
        return max(piece.bottom for piece in self.pieces)

    @property
    def count(self) -> int:
        return len(self.lines)


def text_blocks(pages: Sequence[Sequence[TextBox]], language: str) -> tuple[TextBlock, ...]:
    """Return the text of pictures in blocks, page after page, each page in the order in which it is read."""
    return tuple(block for number, boxes in enumerate(pages) for block in _page(boxes, number, language))


def told_blocks(words: Iterable[str]) -> tuple[TextBlock, ...]:
    """Return texts that nobody saw, as a drawing of instructions holds them, a block each."""
    texts = (" ".join(text.split()) for text in words)
    return tuple(TextBlock(Nature.LABELS if is_number(text) else nature_of([text]), (text,)) for text in texts if text)


def readable(blocks: Iterable[TextBlock]) -> tuple[str, ...]:
    """Return the lines that can be read out as they stand."""
    return tuple(line for block in blocks if block.nature is Nature.PROSE for line in block.lines)


def cells_of(row: str) -> list[str]:
    """Return the cells of a table's line, empty ones among them."""
    return [cell.strip() for cell in _CELL_EDGE.split(row)]


def _page(boxes: Sequence[TextBox], page: int, language: str) -> list[TextBlock]:
    backwards = runs_right_to_left(language) or right_to_left(box.text for box in boxes)
    text = laid(boxes, backwards)
    tables = grids(text.rows)
    groups = [_table(grid, backwards) for grid in tables]
    taken = {id(piece) for grid in tables for piece in grid.pieces}
    rows = [left for row in text.rows if (left := [piece for piece in row if id(piece) not in taken])]
    listings = _listings(rows)
    groups += listings
    taken = {id(piece) for listing in listings for piece in listing.pieces}
    rest = [piece for row in rows for piece in row if id(piece) not in taken]
    labels, rest = _labels(rest)
    groups += [_Group(Nature.LABELS, tuple(label), tuple(piece.text for piece in label)) for label in labels]
    groups += map(_running, _paragraphs(rest))
    groups += [_running([piece]) for piece in text.upright]
    return [TextBlock(
        group.nature, group.lines, page, min(piece.score for piece in group.pieces),
        max(min(piece.height, piece.width) if piece in text.upright else piece.height for piece in group.pieces))
        for group in in_order(groups, backwards)]


def _running(pieces: Sequence[Piece]) -> _Group:
    lines = tuple(piece.text for piece in pieces)
    return _Group(nature_of(lines, min(piece.score for piece in pieces)), tuple(pieces), lines)


def _table(grid: Grid, backwards: bool) -> _Group:
    return _Group(
        Nature.TABLE, tuple(grid.pieces), tuple(CELL.join(cells).strip() for cells in grid.cells(backwards)))


# --- paragraphs ----------------------------------------------------------------------------------------------------


def _paragraphs(pieces: Sequence[Piece]) -> list[list[Piece]]:
    """Bring lines together that go on below each other. A line above two columns goes on in neither."""
    order = sorted(range(len(pieces)), key=lambda number: pieces[number].top)
    tops = [pieces[number].top for number in order]
    below: dict[int, list[int]] = {}
    for number, piece in enumerate(pieces):
        first, last = bisect_left(tops, piece.top), bisect_right(tops, piece.bottom + _LEADING * piece.height)
        below[number] = [other for other in order[first:last] if _goes_on(piece, pieces[other])]
    above: dict[int, list[int]] = {}
    for number, others in below.items():
        for other in others:
            above.setdefault(other, []).append(number)
    follows = {number: others[0] for number, others in below.items() if len(others) == 1 and len(above[others[0]]) == 1}
    paragraphs = []
    for number in range(len(pieces)):
        if number in follows.values():
            continue
        run = [number]
        while run[-1] in follows:
            run.append(follows[run[-1]])
        paragraphs.append([pieces[one] for one in run])
    return paragraphs


def _goes_on(one: Piece, other: Piece) -> bool:
    """Return whether `other` is the next line of what `one` is a line of."""
    height, letter = min(one.height, other.height), max(one.letter, other.letter)
    if other.middle <= one.bottom or other.top - one.bottom > _LEADING * height:
        return False
    if max(one.height, other.height) > _SAME_SIZE * height or one.over(other) < 0.5:
        return False
    apart = (abs(one.left - other.left), abs(one.right - other.right), abs(one.centre - other.centre))
    return min(apart) <= _INDENT * letter


# --- listings ------------------------------------------------------------------------------------------------------


def _listings(rows: Sequence[Sequence[Piece]]) -> list[_Group]:
    """Return program code and what terminals show: grown from lines that surely are, over those that look set with them."""
    pieces = [piece for row in rows for piece in row]
    found: list[_Group] = []
    taken: set[int] = set()
    for start, piece in enumerate(pieces):
        if start in taken or code_points(piece.text) < 2:
            continue
        members = _grown(pieces, start, taken)
        lines = _indented([pieces[number] for number in members])
        if len(members) > 1 and is_code(lines):
            taken.update(members)
            found.append(_Group(Nature.CODE, tuple(pieces[number] for number in members), lines))
    return found


def _grown(pieces: Sequence[Piece], start: int, taken: set[int]) -> list[int]:
    members = {start}
    while True:
        listing = _Listing.of([pieces[number] for number in members])
        near = {number for number, piece in enumerate(pieces)
                if number not in members and number not in taken and listing.takes(piece)}
        if not near:
            return sorted(members)
        members |= near


@dataclass(frozen=True, slots=True)
class _Listing:
    """What the lines of a listing show of how it is set."""

    letter: float
    height: float
    left: float
    top: float
    right: float
    bottom: float
    prompted: bool

    @classmethod
    def of(cls, pieces: Sequence[Piece]) -> _Listing:
        return cls(
            median(piece.letter for piece in pieces), median(piece.height for piece in pieces),
            min(piece.left for piece in pieces), min(piece.top for piece in pieces),
            max(piece.right for piece in pieces), max(piece.bottom for piece in pieces),
            any(PROMPT.match(piece.text) for piece in pieces))

    def takes(self, piece: Piece) -> bool:
        """Return whether a piece is one of its lines, or the number of one."""
        if max(piece.top - self.bottom, self.top - piece.bottom) > _CODE_LEADING * self.height or piece.left > self.right:
            return False
        if max(piece.height, self.height) > 1.5 * min(piece.height, self.height):
            return False
        if piece.right < self.left - _OUTDENT * self.letter:
            return False
        between, inside = self.top < piece.top and piece.bottom < self.bottom, piece.left > self.left - 1.5 * self.letter
        if code_points(piece.text) or (between and (inside or piece.text.isdigit())):
            return True
        alike = max(piece.letter, self.letter) < _SAME_LETTERS * min(piece.letter, self.letter)
        return inside and alike and (self.prompted or len(piece.text.split()) <= _LABEL_WORDS)


def _indented(pieces: Sequence[Piece]) -> tuple[str, ...]:
    """Return the lines with the blanks before them that where they begin shows; pieces of one row are one line."""
    letter, left = median(piece.letter for piece in pieces), min(piece.left for piece in pieces)
    lines: list[str] = []
    before: Piece | None = None
    for piece in pieces:
        if before and piece.beside(before) > 0.5 and piece.left > before.left:
            lines[-1] += f" {piece.text}"
        else:
            lines.append(" " * min(40, round((piece.left - left) / letter)) + piece.text)
        before = piece
    return tuple(lines)


# --- labels --------------------------------------------------------------------------------------------------------


def _labels(pieces: Sequence[Piece]) -> tuple[list[list[Piece]], list[Piece]]:
    """Return a chart's labels, and what is none: numbers along an axis; with those, names along the other, and values."""
    axes = _lines_of([piece for piece in pieces if is_number(piece.text)])
    if not axes:
        return [], list(pieces)
    taken = {id(piece) for axis in axes for piece in axis}
    values = [piece for piece in pieces if id(piece) not in taken and is_number(piece.text)]
    taken |= {id(piece) for piece in values}
    short = [piece for piece in pieces if id(piece) not in taken and len(piece.text.split()) <= _LABEL_WORDS]
    names = _lines_of(short, across=True)
    taken |= {id(piece) for row in names for piece in row}
    return [*axes, *names, *([values] if values else [])], [piece for piece in pieces if id(piece) not in taken]


def _lines_of(pieces: Sequence[Piece], across: bool = False) -> list[list[Piece]]:
    """Return runs of pieces that stand along a line, about evenly: down a column (unless `across`), or across a row."""
    found: list[list[Piece]] = []
    left = list(pieces)
    while left:
        first = left.pop(0)
        row = [first, *(piece for piece in left if piece.beside(first) > 0.7)]
        column = [] if across else [first, *(
            piece for piece in left if min(abs(piece.left - first.left), abs(piece.right - first.right),
                                           abs(piece.centre - first.centre)) <= 1.2 * first.letter)]
        line = max((row, column), key=len)
        if len(line) >= _LEAST_LABELS:
            found.append(sorted(line, key=lambda piece: (piece.left, piece.top) if line is row else (piece.top, piece.left)))
            kept = {id(piece) for piece in line}
            left = [piece for piece in left if id(piece) not in kept]
    return found

"""Tables in a picture: rows whose cells stand below each other.

Two columns of running text are no table, nor is what stands about a chart: cells are short, nearly all of them are filled, and
the rows follow close on one another.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from statistics import median

from access.model.natures import code_points, is_number
from access.write.boxes import Piece

_LEAST_ROWS = 3
_FILLED = 0.7
_WORDS = 4.0
"""Words of a cell, on average, of a table of many columns. …"""
_FEW_WORDS = 2.2
"""… Of one with two, which could as well be two columns of text; or else one of them holds numbers, and the other so many: …"""
_NAMED_WORDS = 5.0
_NUMBERS = 0.6
_GAP = 3.0
"""Heights of a row between two rows."""
_PITCH = 1.9
"""How much farther a row may stand from the last than that from the one before."""
_ALIGNED = 2.5
"""Letters: cells of a column begin, end or lie about one line, so exactly."""


@dataclass(slots=True)
class Grid:
    """A table while it grows: its rows, and the columns they make, from left to right."""

    rows: list[list[Piece]] = field(default_factory=list)
    edges: list[tuple[float, float]] = field(default_factory=list)
    """Left and right of each column."""

    @property
    def pieces(self) -> list[Piece]:
        return [piece for row in self.rows for piece in row]

    def cells(self, backwards: bool) -> list[list[str]]:
        """Return the rows, a text a column, empty where there is none."""
        table = []
        for row in self.rows:
            cells = [""] * len(self.edges)
            for piece in row:
                cells[self._column(piece)] = piece.text
            table.append(cells[::-1] if backwards else cells)
        return table

    def takes(self, row: Sequence[Piece]) -> bool:
        """Add a row whose cells stand below the columns; say whether they do."""
        edges = list(self.edges)
        for piece in row:
            under = [number for number, edge in enumerate(edges) if piece.left < edge[1] and edge[0] < piece.right]
            if len(under) > 1:
                return False
            if under:
                edge = edges[under[0]]
                edges[under[0]] = min(edge[0], piece.left), max(edge[1], piece.right)
            else:
                edges.append((piece.left, piece.right))
        edges.sort()
        if any(one[1] > other[0] for one, other in pairwise(edges)):
            return False
        numbers = [next(number for number, edge in enumerate(edges) if edge[0] <= piece.centre <= edge[1]) for piece in row]
        if len(set(numbers)) < len(numbers) or (self.rows and not self._follows(row)):
            return False
        self.edges = edges
        self.rows.append(list(row))
        return True

    def _follows(self, row: Sequence[Piece]) -> bool:
        """Return whether a row stands close below the last one, in letters of about its size."""
        last, heights = self.rows[-1], [median(piece.height for piece in some) for some in (self.rows[-1], row)]
        step = median(piece.middle for piece in row) - median(piece.middle for piece in last)
        if max(heights) > 1.6 * min(heights) or step > (_GAP + 1) * max(heights):
            return False
        if len(self.rows) == 1:
            return True
        before = median(piece.middle for piece in last) - median(piece.middle for piece in self.rows[-2])
        return step <= _PITCH * before

    def is_table(self) -> bool:
        count, rows = len(self.edges), len(self.rows)
        if count < 2 or rows < 2 or len(self.pieces) < _FILLED * count * rows or not self._aligned():
            return False
        columns = [[piece for piece in self.pieces if self._column(piece) == number] for number in range(count)]
        words = [sum(len(piece.text.split()) for piece in column) / len(column) for column in columns]
        numeric = [sum(map(is_number, (piece.text for piece in column))) / len(column) for column in columns]
        if self._numbered_code(columns):
            return False
        if count == 2:
            valued = any(share >= _NUMBERS for share in numeric) and max(words) <= _NAMED_WORDS
            few = max(words) <= _FEW_WORDS and len(self.pieces) == 2 * rows
            return rows >= _LEAST_ROWS and (valued or few) and min(numeric) < _NUMBERS
        full = len(self.pieces) == count * rows
        told = sum(is_number(piece.text) for piece in self.rows[-1]) >= len(self.rows[-1]) / 2
        return sum(words) / count <= _WORDS and min(numeric) < 1 and (rows >= _LEAST_ROWS or (full and told))

    def _numbered_code(self, columns: Sequence[Sequence[Piece]]) -> bool:
        """Return whether it is a listing, with a number before each line."""
        if len(columns) < 2 or not all(piece.text.isdigit() for piece in columns[0]):
            return False
        return any(2 * sum(code_points(piece.text) > 0 for piece in column) >= len(column) for column in columns[1:])

    def _aligned(self) -> bool:
        for number in range(len(self.edges)):
            column = [piece for piece in self.pieces if self._column(piece) == number]
            slack = _ALIGNED * median(piece.letter for piece in column)
            sides = ([piece.left for piece in column], [piece.right for piece in column], [piece.centre for piece in column])
            if not any(_near(side, slack) >= _FILLED * len(side) for side in sides):
                return False
        return True

    def _column(self, piece: Piece) -> int:
        return next(number for number, edge in enumerate(self.edges) if edge[0] <= piece.centre <= edge[1])


def grids(rows: Sequence[Sequence[Piece]]) -> list[Grid]:
    """Return the tables among rows of pieces, from above."""
    found: list[Grid] = []
    first = 0
    while first < len(rows):
        grid = _grown(rows, first)
        if grid.is_table():
            found.append(grid)
            first += len(grid.rows)
        else:
            first += 1
    return found


def _grown(rows: Sequence[Sequence[Piece]], first: int) -> Grid:
    grid = Grid()
    for row in rows[first:]:
        if len(row) < 2 or not grid.takes(row):
            break
    while len(grid.rows) > 1 and not grid.is_table() and len(grid.rows) > _LEAST_ROWS:
        last = grid.rows.pop()
        shorter = Grid()
        if not all(shorter.takes(row) for row in grid.rows):
            grid.rows.append(last)
            break
        grid = shorter
    return grid


def _near(values: Sequence[float], slack: float) -> int:
    middle = median(values)
    return sum(abs(value - middle) <= slack for value in values)

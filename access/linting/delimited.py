"""Lists with a delimiter, CSV and TSV, read record by record so that each keeps its place and every byte of it.

Python's own reader tells neither where a cell stands nor where a record that breaks the rules begins; a corrected copy needs
the first, and a person the second. RFC 4180, and what Excel, LibreOffice and shops export.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

DELIMITERS = (",", ";", "\t", "|")
_MOST_LINES, _MOST_CHARACTERS = 2_000, 1 << 20
"""Of one record: a quote that is open for longer was never closed."""


@dataclass(frozen=True, slots=True)
class Cell:
    start: int
    end: int
    """In the record's text."""
    value: str
    quoted: bool = False


@dataclass(frozen=True, slots=True)
class Record:
    row: int
    """The line of the file that it begins in, from 1."""
    raw: str
    """As it stands in the file, with its line end."""
    cells: tuple[Cell, ...]
    whole: bool = True
    """False where a quote in it is never closed: then it is taken for its first line, as that stands."""

    @property
    def blank(self) -> bool:
        return not any(cell.value.strip() for cell in self.cells)


def records(lines: Iterable[str], delimiter: str) -> Iterator[Record]:
    """Yield the records of a file's lines, which keep their ends."""
    source, waiting, row = iter(lines), deque[str](), 1
    while True:
        first = waiting.popleft() if waiting else next(source, None)
        if first is None:
            return
        taken, length = [first], len(first)
        cells = cells_of(first, delimiter)
        # A list with tabs hardly ever quotes: there a mark of inches is more likely than a cell of several lines.
        while cells is None and len(taken) < _MOST_LINES and length < _MOST_CHARACTERS:
            more = waiting.popleft() if waiting else next(source, None)
            if more is None:
                break
            taken.append(more)
            length += len(more)
            if '"' in more:
                cells = cells_of("".join(taken), delimiter)
        if cells is None:
            waiting.extendleft(reversed(taken[1:]))
            yield Record(row, first, cells_as_they_stand(first, delimiter), delimiter == "\t")
            row += 1
        else:
            yield Record(row, "".join(taken), cells)
            row += len(taken)


def cells_of(raw: str, delimiter: str) -> tuple[Cell, ...] | None:
    """Return the cells of a record; None where a quote is open at its end."""
    if '"' not in raw:
        return cells_as_they_stand(raw, delimiter)
    quoted, plain = _patterns(delimiter)
    cells, at = [], 0
    while True:
        match = quoted.match(raw, at)
        if match:
            after = plain.match(raw, match.end())
            assert after is not None
            cells.append(Cell(at, after.end(), match["said"].replace('""', '"') + after[0], quoted=True))
        elif raw[at:at + 1] == '"':
            return None
        else:
            after = plain.match(raw, at)
            assert after is not None
            cells.append(Cell(at, after.end(), after[0]))
        at = cells[-1].end
        if raw[at:at + 1] != delimiter:
            return tuple(cells)
        at += 1


def cells_as_they_stand(raw: str, delimiter: str) -> tuple[Cell, ...]:
    """Return the cells of a line in which a quotation mark is a sign like any other."""
    cells, at = [], 0
    for value in raw.rstrip("\r\n").split(delimiter):
        cells.append(Cell(at, at + len(value), value))
        at += len(value) + len(delimiter)
    return tuple(cells)


def written(value: str, quoted: bool, delimiter: str) -> str:
    """Return a value as a cell: in quotes where it was, or must be."""
    if quoted or delimiter in value or '"' in value or "\n" in value or "\r" in value:
        doubled = value.replace('"', '""')
        return f'"{doubled}"'
    return value


@cache
def _patterns(delimiter: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
    outside = rf"[^{re.escape(delimiter)}\r\n]*"
    return re.compile(r' *"(?P<said>[^"]*(?:""[^"]*)*)" *(?!")'), re.compile(outside)

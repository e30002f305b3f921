"""What the command prints: tables for people, one JSON object a line for machines. Names from outside are made printable."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Mapping, Sequence

from rich.console import Console
from rich.table import Table
from rich.text import Text

from access.files import printable


def machine_line(facts: Mapping[str, object]) -> None:
    """Print one JSON object on a line of its own, at once."""
    print(json.dumps(facts, ensure_ascii=False, default=str), flush=True)


def line(text: str) -> None:
    print(text, flush=True)


def problem(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


def table(columns: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """Print a table as wide as the terminal; piped, no cell is cut."""
    console = Console(width=None if sys.stdout.isatty() else 200, highlight=False)
    drawn = Table(box=None, pad_edge=False, header_style="bold")
    for column in columns:
        drawn.add_column(column, overflow="fold")
    for row in rows:
        drawn.add_row(*(Text(printable(cell)) for cell in row))
    console.print(drawn)

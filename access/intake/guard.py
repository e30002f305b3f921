"""Keeps what is written apart from what is taken in: no output folder may feed the inbox, or lie among the originals."""

from __future__ import annotations

from pathlib import Path

from access.errors import UsageError
from access.files import printable


def refuse_nested(source: Path, out: Path) -> None:
    """Raise `UsageError` where what is written would be taken in again, or would lie among the originals.

    For a folder: `out` is it, is inside it, or holds it. For a file: `out` is the folder it lies in. Links and bind
    mounts are seen through.
    """
    whole, target = source.resolve(), out.resolve()
    if source.is_file():
        if _same(whole.parent, target):
            raise UsageError(f"{printable(out)} is where {printable(source.name)} lies.", "Choose another folder with --out.")
    elif _same(whole, target):
        raise UsageError(f"{printable(out)} is the folder that is read.", "Choose another folder with --out.")
    elif any(_same(parent, whole) for parent in target.parents):
        raise UsageError(
            f"{printable(out)} lies inside {printable(source)}: what is written would be taken in again.",
            "Choose a folder outside of it with --out.",
        )
    elif any(_same(parent, target) for parent in whole.parents):
        raise UsageError(
            f"{printable(source)} lies inside the output folder {printable(out)}.", "Choose a folder beside it with --out."
        )


def _same(one: Path, other: Path) -> bool:
    """Compare resolved paths and, where both exist, what they stand for: a bind mount has two names."""
    try:
        return one == other or one.samefile(other)
    except OSError:
        return False

"""In what order the blocks of a page are read: from above, but column by column where there are columns, not across them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol, TypeVar


class Placed(Protocol):
    @property
    def left(self) -> float: ...
    @property
    def top(self) -> float: ...
    @property
    def right(self) -> float: ...
    @property
    def bottom(self) -> float: ...
    @property
    def count(self) -> int:
        """Of its lines."""
        ...


P = TypeVar("P", bound=Placed)


def in_order(blocks: Sequence[P], backwards: bool) -> list[P]:
    """Return blocks as a reader takes them; `backwards`: columns from right to left.

    Cut across into strips where nothing stands; neighbouring strips that share a gutter are columns, read one after the
    other. What cannot be cut is read from above.
    """
    if len(blocks) < 2:
        return list(blocks)
    strips = _strips(blocks)
    ordered: list[P] = []
    while strips:
        region = strips.pop(0)
        while strips and _share_a_gutter(region, strips[0]):
            region += strips.pop(0)
        columns = _columns(region)
        if len(columns) > 1:
            for column in reversed(columns) if backwards else columns:
                ordered += in_order(column, backwards)
        elif len(region) == len(blocks):
            ordered += sorted(region, key=lambda block: (block.top, -block.right if backwards else block.left))
        else:
            ordered += in_order(region, backwards)
    return ordered


def _strips(blocks: Sequence[P]) -> list[list[P]]:
    strips: list[list[P]] = []
    bottom = 0.0
    for block in sorted(blocks, key=lambda block: block.top):
        if strips and block.top < bottom:
            strips[-1].append(block)
        else:
            strips.append([block])
        bottom = max(bottom, block.bottom) if len(strips[-1]) > 1 else block.bottom
    return strips


def _columns(blocks: Sequence[P]) -> list[list[P]]:
    columns: list[list[P]] = []
    right = 0.0
    for block in sorted(blocks, key=lambda block: block.left):
        if columns and block.left < right:
            columns[-1].append(block)
        else:
            columns.append([block])
        right = max(right, block.right) if len(columns[-1]) > 1 else block.right
    return columns


def _share_a_gutter(above: Sequence[P], below: Sequence[P]) -> bool:
    """Return whether two strips are parts of the same columns: as many of them, and running text in one of each at least."""
    one, other = _columns(above), _columns(below)
    if len(one) < 2 or len(one) != len(other):
        return False
    running = all(any(block.count > 1 for block in strip) for strip in (above, below))
    return running and len(_columns([*above, *below])) == len(one)

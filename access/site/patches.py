"""Unified diffs, written from the changes themselves: exact, and quick however long a page is.

`git apply` and `patch -p1` read them. A page is data: its bytes are given as they are, its name is quoted as git does.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath

_CONTEXT = 3
_PLAIN = re.compile(rb"[^\x00-\x1f\"\\\x7f]*")
_ESCAPES = {7: "\\a", 8: "\\b", 9: "\\t", 10: "\\n", 11: "\\v", 12: "\\f", 13: "\\r", 34: '\\"', 92: "\\\\"}


@dataclass(frozen=True, slots=True)
class Edit:
    """One change of a page's text; offsets are of the text as it was."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class _Change:
    """Lines that give way to others."""

    first: int
    old: tuple[str, ...]
    new: tuple[str, ...]

    @property
    def end(self) -> int:
        return self.first + len(self.old)


def applied(text: str, edits: Sequence[Edit]) -> str:
    """Return the text with all changes made; where two stand at one place, in their order."""
    parts, at = list[str](), 0
    for edit in sorted(edits, key=lambda edit: (edit.start, edit.end)):
        if edit.start < at:
            raise ValueError("two changes overlap")
        parts += [text[at : edit.start], edit.text]
        at = edit.end
    return "".join([*parts, text[at:]])


def moved(edits: Sequence[Edit], by: Sequence[Edit]) -> list[Edit]:
    """Return changes as they stand in the text once the changes `by` are made, which come first where two share a place."""
    starts = sorted(by, key=lambda edit: edit.start)
    places, shifts = [edit.start for edit in starts], [0]
    for edit in starts:
        shifts.append(shifts[-1] + len(edit.text) - (edit.end - edit.start))
    return [Edit(edit.start + shift, edit.end + shift, edit.text)
            for edit in edits for shift in (shifts[bisect_right(places, edit.start)],)]


def page_patch(path: PurePosixPath, text: str, edits: Sequence[Edit], data: Callable[[str], bytes]) -> bytes:
    """Return the diff of one page; `data` gives the bytes of its text. Nothing where nothing changes."""
    lines = _lines(text)
    changes = [change for change in _changes(text, lines, edits) if change.old != change.new]
    if not changes:
        return b""
    old, new = _name("a", path), _name("b", path)
    parts = [b"diff --git " + old + b" " + new + b"\n--- " + _ended(old) + b"\n+++ " + _ended(new) + b"\n"]
    grown = 0
    for hunk in _hunks(changes):
        first, last = max(0, hunk[0].first - _CONTEXT), min(len(lines), hunk[-1].end + _CONTEXT)
        body, at, more = list[bytes](), first, 0
        for change in hunk:
            body += [_line(b" ", line, data) for line in lines[at : change.first]]
            body += [_line(b"-", line, data) for line in change.old]
            body += [_line(b"+", line, data) for line in change.new]
            at, more = change.end, more + len(change.new) - len(change.old)
        body += [_line(b" ", line, data) for line in lines[at:last]]
        parts.append(_head(first, last - first, first + grown, last - first + more))
        parts += body
        grown += more
    return b"".join(parts)


def new_file_patch(path: PurePosixPath, content: bytes) -> bytes:
    """Return the diff that makes a file."""
    lines = content.split(b"\n")
    last = lines.pop()
    old, new = _name("a", path), _name("b", path)
    parts = [b"diff --git " + old + b" " + new + b"\nnew file mode 100644\n--- /dev/null\n+++ " + _ended(new) + b"\n"]
    parts.append(_head(0, 0, 0, len(lines) + bool(last)))
    parts += [b"+" + line + b"\n" for line in lines]
    if last:
        parts.append(b"+" + last + b"\n\\ No newline at end of file\n")
    return b"".join(parts)


def _lines(text: str) -> list[str]:
    """Split as `diff` does: at line feeds alone."""
    lines = text.split("\n")
    last = lines.pop()
    return [*(f"{line}\n" for line in lines), *([last] if last else [])]


def _changes(text: str, lines: Sequence[str], edits: Sequence[Edit]) -> Iterator[_Change]:
    """Yield which lines give way to which, in order; lines that stay are none of it."""
    starts = [0]
    for line in lines:
        starts.append(starts[-1] + len(line))

    def line_at(place: int) -> int:
        return min(bisect_right(starts, place) - 1, max(0, len(lines) - 1))

    ordered = sorted(edits, key=lambda edit: (edit.start, edit.end))
    at = 0
    while at < len(ordered):
        first, last, group = line_at(ordered[at].start), line_at(ordered[at].end), [ordered[at]]
        at += 1
        while at < len(ordered) and line_at(ordered[at].start) <= last:
            last = max(last, line_at(ordered[at].end))
            group.append(ordered[at])
            at += 1
        begin, end = starts[first], starts[min(last + 1, len(lines))]
        new = _lines(applied(text[begin:end], [Edit(one.start - begin, one.end - begin, one.text) for one in group]))
        yield _trimmed(first, tuple(lines[first : last + 1]), tuple(new))


def _trimmed(first: int, old: tuple[str, ...], new: tuple[str, ...]) -> _Change:
    head = 0
    while head < min(len(old), len(new)) and old[head] == new[head]:
        head += 1
    tail = 0
    while tail < min(len(old), len(new)) - head and old[-1 - tail] == new[-1 - tail]:
        tail += 1
    return _Change(first + head, old[head : len(old) - tail], new[head : len(new) - tail])


def _hunks(changes: Sequence[_Change]) -> Iterator[list[_Change]]:
    hunk: list[_Change] = []
    for change in changes:
        if hunk and change.first - hunk[-1].end > 2 * _CONTEXT:
            yield hunk
            hunk = []
        hunk.append(change)
    yield hunk


def _head(old: int, old_count: int, new: int, new_count: int) -> bytes:
    def spot(first: int, count: int) -> str:
        begin = first + 1 if count else first
        return f"{begin}" if count == 1 else f"{begin},{count}"

    return f"@@ -{spot(old, old_count)} +{spot(new, new_count)} @@\n".encode()


def _line(mark: bytes, line: str, data: Callable[[str], bytes]) -> bytes:
    written = mark + data(line)
    return written if line.endswith("\n") else written + b"\n\\ No newline at end of file\n"


def _name(side: str, path: PurePosixPath) -> bytes:
    """Return a file's name as git writes it: quoted where a line could not hold it."""
    name = f"{side}/{path.as_posix()}".encode("utf-8", "surrogateescape")
    if _PLAIN.fullmatch(name):
        return name
    quoted = "".join(_ESCAPES.get(byte) or (chr(byte) if 32 <= byte < 127 else f"\\{byte:03o}") for byte in name)
    return f'"{quoted}"'.encode()


def _ended(name: bytes) -> bytes:
    """A name with a blank in it is ended by a tab, or it would end at the blank."""
    return name + b"\t" if b" " in name and not name.startswith(b'"') else name

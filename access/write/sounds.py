"""Sounds that a person named in a script or in captions, put among the words so that they are captioned too (WCAG 1.2.2)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from access.model.findings import ScriptLine, Word
from access.model.time import Span

_LEAST_MS = 500
"""A shorter pause has no room for a label."""
_MOST_MS = 4_000
"""A label need not stand as long as its sound."""


def timed(lines: Sequence[ScriptLine], words: Sequence[Word]) -> tuple[ScriptLine, ...]:
    """Return the lines, each sound without a time given the pause between the lines around it, where that is one."""
    return tuple(
        replace(line, span=_pause(number, words)) if line.sounds and line.span is None else line
        for number, line in enumerate(lines))


def with_labels(words: Sequence[Word], lines: Sequence[ScriptLine]) -> tuple[Word, ...]:
    """Return the words and, as one word each, the labels of the sounds whose time is known: `[applause]`.

    A label gives way to the words: it ends where the next one begins.
    """
    result = list(words)
    for number, line in enumerate(lines):
        if not line.sounds or line.span is None:
            continue
        following = min((word.span.start for word in words if word.span.start >= line.span.start), default=line.span.end)
        end = min(line.span.end, max(following, line.span.start + 1))
        result.append(Word(f"[{line.text}]", Span(line.span.start, end), line=number, speaker=line.speaker))
    return tuple(sorted(result, key=lambda word: word.span))


def _pause(number: int, words: Sequence[Word]) -> Span | None:
    before = max((word.span.end for word in words if word.line < number), default=0)
    after = min((word.span.start for word in words if word.line > number), default=None)
    end = before + _MOST_MS if after is None else min(after, before + _MOST_MS)
    return Span(before, end) if end - before >= _LEAST_MS else None

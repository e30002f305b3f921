"""The terms as a model of Whisper's kind takes them: a short text before what it is to write, the same for every engine."""

from __future__ import annotations

from collections.abc import Sequence

from access.model.findings import Term
from access.model.time import Span

MOST_BYTES = 440
"""Whisper holds 223 tokens of it; a name in Latin letters takes one for two bytes or more, other scripts about the same."""
_NEAR_MS = 30_000


def near(terms: Sequence[Term], span: Span) -> tuple[Term, ...]:
    """Return the terms in the order in which they are likely said in `span`: what stands on the screen then goes first."""
    around = span.padded(_NEAR_MS)
    return tuple(sorted(terms, key=lambda term: not any(shown.overlap(around) for shown in term.shown)))


def prompt(terms: Sequence[Term]) -> str:
    """Return as many of the terms, the first ones, as a model has room for; one that is too long is passed over.

    Nothing that a slide or a file says becomes one of the model's marks, such as `<|endoftext|>`.
    """
    said, room = list[str](), MOST_BYTES
    for text in (term.text.replace("<|", "< |") for term in terms):
        needed = len(text.encode()) + 2
        if needed <= room and not _holds(said, text):
            said.append(text)
            room -= needed
    return ", ".join(said)


def _holds(said: Sequence[str], text: str) -> bool:
    """Tell whether a term is there already as a part of a longer one: `Ottoline Wren` shows how `Wren` is written."""
    return any(f" {text} " in f" {one} " for one in said)

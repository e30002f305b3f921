"""Tokens of a recogniser made into words with times: what every decoder of ours shares that works token by token."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from access.model.findings import Word
from access.model.time import Span

_OPENING = ("Ps", "Pi")
"""Unicode's categories of opening brackets and quotation marks."""


@dataclass(frozen=True, slots=True)
class Part:
    """Part of a text as a recogniser writes it; a space at its start begins a word."""

    text: str
    span: Span
    confidence: float


def joined(pieces: Sequence[Part], spaced: bool = True) -> list[Word]:
    """Join pieces into words; a word is as sure as its pieces are on average.

    Where no spaces are written, every piece is a word but for signs that cannot stand alone.
    """
    groups: list[list[Part]] = []
    for piece in pieces:
        begins = piece.text.startswith(" ") if spaced else not _ends(piece.text)
        if groups and (not begins or (not spaced and _opens(groups[-1][-1].text))):
            groups[-1].append(piece)
        else:
            groups.append([piece])
    words = []
    for group in groups:
        if text := "".join(piece.text for piece in group).strip():
            confidence = sum(piece.confidence for piece in group) / len(group)
            words.append(Word(text, Span(group[0].span.start, max(piece.span.end for piece in group)), confidence))
    return words


def starts(weights: npt.NDArray[np.float32]) -> list[int] | None:
    """Return the column at which each row begins on the best path from the first row to the last; None where rows are too many.

    `weights` is tokens × frames. Every frame belongs to one token and every token to a frame at least, in their order: the
    path of greatest weight, by dynamic programming (Viterbi) over the frames.
    """
    rows, columns = weights.shape
    if not 0 < rows <= columns:
        return None
    best = np.full(rows, -np.inf)
    best[0] = weights[0, 0]
    stepped = np.zeros((columns, rows), dtype=bool)
    for column in range(1, columns):
        from_before = np.concatenate(([-np.inf], best[:-1]))
        stepped[column] = from_before > best
        best = np.where(stepped[column], from_before, best) + weights[:, column]
    begin, row = [0] * rows, rows - 1
    for column in range(columns - 1, 0, -1):
        if stepped[column, row]:
            begin[row] = column
            row -= 1
    return begin


def _ends(text: str) -> bool:
    """Tell whether a piece belongs to the one before it: a vowel sign, or punctuation that opens nothing."""
    kinds = [unicodedata.category(sign) for sign in unicodedata.normalize("NFKD", text)]
    return all(kind[0] in "PZ" and kind not in _OPENING for kind in kinds) or kinds[0][0] == "M"


def _opens(text: str) -> bool:
    return all(unicodedata.category(sign) in _OPENING for sign in text)

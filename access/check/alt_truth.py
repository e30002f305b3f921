"""Whether an alternative text says what stands written in its picture, as far as OCR could read it."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import SequenceMatcher

from access.check.alt_around import Case
from access.model.package import Finding, Severity
from access.model.words import spoken_forms

_COVERED = 0.7
"""Share of a text's words that must be said: OCR misreads some."""


def truth_rules(case: Case) -> Iterator[Finding]:
    yield from _text_not_covered(case)


def _text_not_covered(case: Case) -> Iterator[Finding]:
    said = spoken_forms(f"{case.alt.text} {case.alt.long}")
    for text in case.around.texts:
        words = spoken_forms(text)
        matched = sum(any(_alike(word, other) for other in said) for word in words)
        if words and matched < _COVERED * len(words):
            yield Finding(
                "alt.text-not-covered", Severity.WARNING,
                f"The picture shows the text “{' '.join(text.split())[:80]}”, which is said neither in short nor at length.",
                measure=round(matched / len(words), 2), limit=_COVERED)


def _alike(one: str, other: str) -> bool:
    if one == other:
        return True
    if min(len(one), len(other)) < 4 or abs(len(one) - len(other)) > 2:
        return False
    return SequenceMatcher(None, one, other, autojunk=False).ratio() >= 0.8

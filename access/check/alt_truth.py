"""Whether an alternative text says what stands written in its picture, says nothing else of it, and reads out only words.

OCR misreads letters, so that words are compared with that in mind; what a person wrote they may know from elsewhere, so that it
is noted where a machine's would be warned of.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import SequenceMatcher
from functools import partial

from access.check.alt_around import Case, shown
from access.lexis.quotes import quotes
from access.lexis.saying import Saying, all_numbers, numbers
from access.model.natures import nature_of
from access.model.package import Finding, Severity
from access.model.pictures import Nature, TextBlock
from access.model.words import spoken_forms

_COVERED = 0.7
"""Share of a text's words that must be said, or seen: OCR misreads some."""
_COUNTED = 12
"""As many things are counted at a look; a larger number was read, or made up."""
_LIKE = 0.5
"""Digits in common, by their order, from which a number looks like one that stands there."""
_NAMED_WORDS = 6
_TOLD = (Nature.PROSE, Nature.TABLE, Nature.LABELS)
"""What must be said, in short or at length. Code and formulas are for a person to put into words."""
_CALLED = {
    Nature.FORMULA: "a formula", Nature.TABLE: "a table", Nature.CODE: "program code",
    Nature.GARBLED: "text that could not be read"}
_PART = re.compile(r":\s+|(?<=[.!?])\s+(?=\S)")


def truth_rules(case: Case) -> Iterator[Finding]:
    yield from _reads_out(case)
    blocks = case.around.blocks or tuple(TextBlock(nature_of([text]), (text,)) for text in case.around.texts)
    if case.around.read or blocks:
        yield from _quote_not_read(case, blocks)
        yield from _number_differs(case, blocks)
    yield from _text_not_covered(case, blocks)
    yield from _not_prose(case, blocks)


def _quote_not_read(case: Case, blocks: tuple[TextBlock, ...]) -> Iterator[Finding]:
    """A quotation is what stands in the picture, or in what people said of it; anything else nobody has read."""
    around = case.around
    seen = Saying.of(*(block.text for block in blocks), *around.texts, around.caption, around.title, around.page, around.place,
                     *around.people)
    for quote in dict.fromkeys((*quotes(case.alt.text), *quotes(case.alt.long))):
        words = spoken_forms(quote)
        missing = seen.missing(quote)
        if words and len(words) - len(missing) < _COVERED * len(words):
            yield Finding(
                "alt.quote-not-read", _severity(case), f"It quotes “{shown(quote)}”, which nobody has read in the picture.",
                measure=round(1 - len(missing) / len(words), 2), limit=_COVERED)


def _number_differs(case: Case, blocks: tuple[TextBlock, ...]) -> Iterator[Finding]:
    """A number that stands nowhere, but looks like one that does, was read wrongly, or made up."""
    around = case.around
    there = all_numbers(*(block.text for block in blocks), *around.texts)
    known = there | all_numbers(around.caption, around.title, around.page, around.place)
    written = numbers(f"{case.alt.text}\n{case.alt.long}")
    wrong = [ways[0] for ways in written if not any(way in known or _counted(way) or _rounded(way, there) for way in ways)]
    for number in dict.fromkeys(wrong):
        likest = partial(_likeness, number)
        near = max(there, key=lambda other: (likest(other), other), default="")
        if near and likest(near) >= _LIKE:
            yield Finding(
                "alt.number-differs", _severity(case),
                f"It says {number}, which does not stand in the picture; {near} does.")


def _counted(number: str) -> bool:
    return number.isdigit() and int(number) <= _COUNTED


def _rounded(number: str, there: frozenset[str]) -> bool:
    """Return whether a number is one of those in the picture, said roundly: 1,200 for 1,187."""
    ending = len(number) - len(number.rstrip("0"))
    step = 10 ** ending
    exact = (value for value in map(float, there) if ending or not value.is_integer())
    return number.isdigit() and any(round(value / step) * step == int(number) for value in exact)


def _likeness(one: str, other: str) -> float:
    """Return how alike two numbers look, 0 to 1: as long, and the same digits in about the same order."""
    digits, others = one.replace(".", ""), other.replace(".", "")
    if len(digits) != len(others):
        return 0.0
    if sorted(digits) == sorted(others):
        return 1.0
    return SequenceMatcher(None, digits, others, autojunk=False).ratio()


def _text_not_covered(case: Case, blocks: tuple[TextBlock, ...]) -> Iterator[Finding]:
    said = Saying.of(case.alt.text, case.alt.long)
    for block in blocks:
        words = spoken_forms(block.text.replace("|", " "))
        missing = said.missing(block.text) if block.nature in _TOLD else []
        if words and len(words) - len(missing) < _COVERED * len(words):
            named = ", ".join(list(dict.fromkeys(missing))[:_NAMED_WORDS]) + (", …" if len(missing) > _NAMED_WORDS else "")
            yield Finding(
                "alt.text-not-covered", Severity.WARNING if block.nature is Nature.PROSE else Severity.NOTE,
                f"The picture shows the text “{shown(block.text)}”, which is said neither in short nor at length; "
                f"missing: {named}.",
                measure=round(1 - len(missing) / len(words), 2), limit=_COVERED)


def _not_prose(case: Case, blocks: tuple[TextBlock, ...]) -> Iterator[Finding]:
    """What no voice reads out well is in the picture: whether it is told so that it can be understood, a person must see."""
    for nature, called in _CALLED.items():
        if any(block.nature is nature for block in blocks):
            garbled = nature is Nature.GARBLED
            yield Finding(
                "alt.not-prose", Severity.NOTE if garbled else _severity(case),
                f"The picture holds {called}: a person should see whether " + (
                    "it matters." if garbled else "the text tells what it says in words."))


def _reads_out(case: Case) -> Iterator[Finding]:
    """A voice that is given code, a formula or rubbish reads it as if it were a sentence."""
    for part in (case.text, *quotes(case.text), *_PART.split(case.text)):
        nature = nature_of([part.strip(" .")]) if part.strip(" .") else Nature.PROSE
        if nature in (Nature.CODE, Nature.FORMULA, Nature.GARBLED):
            yield Finding(
                "alt.reads-out", _severity(case),
                f"It reads out {_CALLED[nature]}, “{shown(part)}”, which no voice reads well: name it, and say in words what "
                f"it means; what it is letter for letter belongs in the extended description.")
            return


def _severity(case: Case) -> Severity:
    return Severity.WARNING if case.machines else Severity.NOTE

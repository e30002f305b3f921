"""What is held against an answer, or a sentence of one: the reasons by which one is told from another, and what bears them."""

from __future__ import annotations

from dataclasses import dataclass

from access.understand.commonness import has_list, small
from access.understand.replies.forbidden import loops, reports_error
from access.understand.replies.lines import plain

REFUSES, ERROR = "it refuses, or speaks of itself", "it is an error message, or data"
NO_ANSWER, FAILED = "there was none", "the engine failed at it"
EMPTY, LOOPS, NOTHING = "it is empty", "it repeats itself", "it says nothing"
SAYS_BACK, ADDRESS, NO_END = "it says back what it was asked with", "it names an address", "it does not come to an end"
SPOILS = (REFUSES, ERROR)
"""What comes after such a sentence is of the same kind."""
LONGEST_WORDS = 60
"""A longer sentence is no description."""
LEAST_LETTERS = 3


@dataclass(frozen=True, slots=True)
class Refused:
    """An answer of which nothing may be told."""

    reason: str
    """Without a word of it: `it refuses`."""


@dataclass(frozen=True, slots=True)
class Dropped:
    """A sentence that may not be told."""

    why: str
    """As for `Refused`."""


def spoilt(answer: str) -> str:
    """Return why nothing of an answer can be used, in whatever language it is; empty where something may be."""
    text = plain(answer)
    if not any(map(str.isalpha, text)):
        return EMPTY
    if reports_error(answer) or reports_error(text):
        return ERROR
    return LOOPS if loops(text) else ""


def not_in(language: str) -> str:
    return f"it is not in {language}"


def breaks_off(text: str, language: str, alone: bool) -> bool:
    """Tell whether a sentence without an end was cut off: the last of several is, and one that ends with a small word."""
    return not alone or (has_list(language) and small(text.split()[-1], language))

"""What is held against an answer, or a sentence of one: the reasons by which one is told from another, and what bears them."""

from __future__ import annotations

from dataclasses import dataclass

from access.lexis.commonness import has_list, small
from access.lexis.loops import loops
from access.model.languages import primary
from access.model.words import spoken_forms
from access.understand.replies.forbidden import reports_error
from access.understand.replies.lines import plain

REFUSES, ERROR = "it refuses, or speaks of itself", "it is an error message, or data"
NO_ANSWER, FAILED = "there was none", "the engine failed at it"
EMPTY, LOOPS, NOTHING = "it is empty", "it repeats itself", "it says nothing"
SAYS_BACK, ADDRESS, NO_END = "it says back what it was asked with", "it names an address", "it does not come to an end"
OBEYS, ONLY_TEXT, TOLD = "it does what a text asks for", "it only says what stands in the picture", "it has been told"
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


_NEVER_LAST = {
    "en": "a an the and or nor of with from into at his their its your my",
    "de": "der dem den ein eine einen einem einer eines und oder mit von zum zur im am vom beim",
    "fr": "le la les l un une des du d et ou de avec à au aux dans",
    "es": "el la los las un una unos unas y o de del con al",
    "it": "il lo la gli un uno una e o di del della dei con al alla",
    "pt": "o a os as um uma e ou de do da dos das com ao à",
    "nl": "de het een en of met",
}
"""Words by language that lead to another: a sentence that ends with one was cut off, whatever stands behind it."""


def dangles(text: str, language: str) -> bool:
    """Tell whether a sentence has no end though it seems to have one: engines put a full stop behind what was cut off."""
    if text.rstrip().endswith(("…", "..")):
        return True
    words = spoken_forms(text)
    never_last = _NEVER_LAST.get(primary(language), "").split()
    return bool(words) and text.rstrip()[-1:] not in "\"”’»)" and words[-1].rsplit("'")[-1] in never_last


def not_in(language: str) -> str:
    return f"it is not in {language}"


def breaks_off(text: str, language: str, alone: bool) -> bool:
    """Tell whether a sentence without an end was cut off: the last of several is, and one that ends with a small word."""
    return not alone or (has_list(language) and small(text.split()[-1], language))

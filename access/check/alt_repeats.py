"""What is heard twice: the caption, the title or the page over again, the short text in the long one, a word in a row."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import SequenceMatcher

from access.check.alt_around import Case, shown, warning
from access.lexis.loops import loops
from access.lexis.signs import DOUBLED
from access.model.package import Finding
from access.model.words import spoken_forms

_SAME = 0.9
"""Share of characters in common from which two sentences are one said twice."""
_SENTENCE_WORDS = 4
"""So many words of a page are hardly the same by chance."""


def repeat_rules(case: Case) -> Iterator[Finding]:
    text = " ".join(spoken_forms(case.alt.text))
    if not text:
        return
    if _same(text, case.around.caption):
        yield warning("alt.repeats-caption", "It says the caption again, which everybody hears anyway.")
    elif _same(text, case.around.title):
        yield warning("alt.repeats-title", "It says the title again, which is read out, too.")
    elif _stands_in(text, case.around.page):
        yield warning("alt.repeats-page", "It says again what the page says beside it, which everybody hears anyway.")
    if case.alt.long and _same(text, case.alt.long):
        yield warning("alt.long-repeats", "The long text says the short one again, and no more.")
    yield from _stuck(case)


def _same(text: str, other: str) -> bool:
    words = " ".join(spoken_forms(other))
    if not words or min(len(text), len(words)) < _SAME * max(len(text), len(words)) - 1:
        return text == words != ""
    return text == words or SequenceMatcher(None, text, words, autojunk=False).ratio() >= _SAME


def _stands_in(text: str, page: str) -> bool:
    """Tell whether a page has a line that is the text, or the text among its words."""
    if any(" ".join(spoken_forms(line)) == text for line in page.splitlines()):
        return True
    return text.count(" ") + 1 >= _SENTENCE_WORDS and f" {text} " in f" {' '.join(spoken_forms(page))} "


def _stuck(case: Case) -> Iterator[Finding]:
    if loops(case.own):
        yield warning("alt.repeated-words", "It says the same words again and again.")
    elif (pattern := DOUBLED.get(case.tongue)) and (match := pattern.search(case.own)):
        yield warning("alt.repeated-words", f"“{shown(match[0])}” says a word twice.")

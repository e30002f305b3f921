"""How an alternative text is worded: what is there, in its own language, as a sentence and no list of keywords."""

from __future__ import annotations

import re
from collections.abc import Iterator

from access.check.alt_around import Case, note, shown, warning
from access.lexis.announcing import ENDING, announced
from access.lexis.commonness import has_list, small
from access.lexis.marks import machine_marks
from access.lexis.picturewords import FEELINGS, GUESSES, found
from access.lexis.signs import HASHTAG
from access.lexis.tongues import is_foreign
from access.model.languages import spaceless
from access.model.package import Finding
from access.model.words import spoken_forms

_MANY_KEYWORDS, _KEYWORD_WORDS, _MANY_TAGS = 5, 3, 2
_SEPARATOR = re.compile(r"\s*[,;|·•/]\s*")
_JOINS = frozenset(
    "and or with of in on at by for from to a an the is are und oder mit von im am auf an der die das ein eine et ou avec de "
    "du des la le les un une sur dans y o con del el los las en e ed di della il lo gli su com do da em os as no na van met op "
    "het och med på og af av i z ze w se".split())
"""What joins words to a text."""
_MOSTLY_ONE_WORD = 0.5
_HELD_TOGETHER = 0.3
"""Share of small words that an ordinary text has at least, about."""


def word_rules(case: Case) -> Iterator[Finding]:
    yield from _announced(case)
    yield from _marks(case)
    yield from _guessed(case)
    yield from _in_another_language(case)
    yield from _keywords(case)


def _announced(case: Case) -> Iterator[Finding]:
    if opening := announced(case.text, case.tongue):
        yield warning("alt.redundant-prefix",
                      f"It begins with “{shown(opening.words)}”: a screen reader has announced the picture as one already.")
    elif match := ENDING.search(case.text):
        yield warning("alt.redundant-ending", f"“{shown(match[0].strip(' ,;|–—-'))}” at its end only tells that it is one.")


def _marks(case: Case) -> Iterator[Finding]:
    for mark in machine_marks(case.alt.text):
        yield warning("alt.machine-mark", f"It bears the mark of a machine, and nobody may have looked at it: {mark}.")


def _guessed(case: Case) -> Iterator[Finding]:
    tell = warning if case.machines else note
    if word := found(GUESSES, case.own, case.alt.language):
        yield tell("alt.hedge", f"“{word}” is a guess; say what is seen, or leave it out.")
    if word := found(FEELINGS, case.own, case.alt.language):
        yield tell("alt.feeling", f"“{word}” says how somebody feels or how it strikes who looks; say what is seen of it.")


def _in_another_language(case: Case) -> Iterator[Finding]:
    for text, which in ((case.own, "It"), (case.alt.long, "The long text")):
        if case.tongue and is_foreign(text, case.alt.language) and not _has_small_words(text, case.tongue):
            yield warning("alt.other-language", f"{which} is not in {case.alt.language}, whose voice would read it all wrong.")


def _has_small_words(text: str, tongue: str) -> bool:
    """Tell whether the words that hold a text together are of the language: names and dishes of others stand in any text."""
    words = spoken_forms(text)
    return has_list(tongue) and sum(small(word, tongue) for word in words) >= _HELD_TOGETHER * len(words) > 0


def _keywords(case: Case) -> Iterator[Finding]:
    if len(HASHTAG.findall(case.own)) >= _MANY_TAGS:
        yield warning("alt.keywords", "Hashtags are for search, and are read out sign by sign.")
        return
    text = case.own.strip(" .")
    parts = [part.split() for part in _SEPARATOR.split(text) if part]
    if len(parts) < _MANY_KEYWORDS or re.search(r"[.!?:]\s|\d", text) or spaceless(case.tongue):
        return
    words = [word.casefold() for part in parts for word in part]
    joined = any(word in _JOINS for word in words) or (
        has_list(case.tongue) and sum(small(word, case.tongue) for word in words) > len(words) // 5)
    if joined or any(len(part) > _KEYWORD_WORDS for part in parts):
        return
    if sum(len(part) == 1 for part in parts) >= _MOSTLY_ONE_WORD * len(parts) or len(set(words)) <= len(words) - 2:
        yield warning("alt.keywords", f"A list of {len(parts)} keywords is no text: say in a sentence what is seen.")

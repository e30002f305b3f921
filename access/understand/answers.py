"""Lets through what may be told of what a vision engine answered, marks what is unsure, and keeps back the rest.

The guards stand outside of every engine, as those of recognisers do (`guards`): whoever answers, a refusal, an error, what was
asked said back, a loop or another language is never spoken. `replies` holds a room for each kind of fault.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz

from access.engines.base import Question
from access.lexis.commonness import has_list, small
from access.lexis.loops import loops
from access.lexis.tongues import is_foreign
from access.model.findings import Detail, Sight
from access.model.words import spoken_forms
from access.understand.replies.doubts import doubts_about, doubts_of_all
from access.understand.replies.facets import facet_of
from access.understand.replies.forbidden import instructs, refuses, reports_error, says_nothing, tells_of_text
from access.understand.replies.lines import Said, plain, sentence_of, sentences
from access.understand.replies.repairs import mended

_MOST_DETAILS = 10
_LONGEST_WORDS = 60
"""A longer sentence is no description."""
_REPEATS = 80
"""How alike two texts may be, 0 to 100, without being the same thing said twice."""
_SAME_WORD = 80
"""How alike two words are, 0 to 100, that a model spells in two ways."""
_STEM = 3
"""Letters with which two forms of one word begin at least: `sits` and `sitting`."""
_COPIED_WORDS = 3
_COPIED = 0.8
"""Share of a sentence's words, in their order, that stand in one text: it is that text, and not about it."""
_LEAST_LETTERS = 3
_ADDRESS = re.compile(
    r"https?:|www\.|[\w.+-]+@[\w-]+\.\w+|\b[\w-]{2,}\.(?:com|org|net|edu|gov|info|io|ai|app|de|fr|es|it|pt|nl|eu|uk|ru|cn|xyz|html?|php)\b",
    re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Answer:
    """What may be told of an answer."""

    details: tuple[Detail, ...]
    """Never empty."""
    doubts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Refused:
    """An answer of which nothing may be told."""

    reason: str
    """Without a word of it: `it refuses`."""


@dataclass(frozen=True, slots=True)
class _Dropped:
    why: str


def details(sight: Sight | None, question: Question, before: Sequence[str] = ()) -> Answer | Refused:
    """Return what may be told of the answer to `question`, a sentence each, in the order in which they came.

    One forbidden sentence at the beginning spoils the answer; one further on is left out, with what comes after a refusal.
    What has been told (`question.told`, and whatever else was `before`) is not told again.
    """
    if sight is None or not sight.looked:
        return Refused("there was none")
    answer = "\n".join(filter(None, (sight.text, sight.long)))
    if why := _spoilt(answer, question.language):
        return Refused(why)
    kept: list[Detail] = []
    reasons: list[str] = []
    first_drop = ""
    for number, said in enumerate(sentences(answer)):
        judged = _judged(said, question, [*question.told, *before, *(detail.text for detail in kept)], first=not number)
        if isinstance(judged, Detail):
            kept.append(judged)
            reasons += doubts_about(judged.text, question)
        else:
            first_drop = first_drop or judged.why
            if judged.why in _SPOILS:
                if not kept:
                    return Refused(judged.why)
                break
        if len(kept) == _MOST_DETAILS:
            break
    if not kept:
        return Refused(first_drop or "it is empty")
    return Answer(tuple(kept), tuple(dict.fromkeys((*reasons, *doubts_of_all(sight.confidence, question)))))


_REFUSES, _ERROR = "it refuses, or speaks of itself", "it is an error message, or data"
_SPOILS = (_REFUSES, _ERROR)


def _spoilt(answer: str, language: str) -> str:
    """Return why nothing of an answer can be used, empty where something may be."""
    text = plain(answer)
    if not any(map(str.isalpha, text)):
        return "it is empty"
    if reports_error(answer) or reports_error(text):
        return _ERROR
    if loops(text):
        return "it repeats itself"
    return f"it is not in {language}" if is_foreign(" ".join(said.text for said in sentences(answer)), language) else ""


def _judged(said: Said, question: Question, told: Sequence[str], first: bool) -> Detail | _Dropped:
    """Return what is told of one sentence, or why nothing is."""
    language = question.language
    text = mended(said.text, language)
    if refuses(text):
        return _Dropped(_REFUSES)
    if says_nothing(text) or says_nothing(said.text) or sum(map(str.isalpha, text)) < _LEAST_LETTERS:
        return _Dropped("it says nothing")
    if instructs(text) or any(_copies(text, line) for line in (*question.said, question.caption, question.title)):
        return _Dropped("it says back what it was asked with")
    if tells_of_text(text, question.texts) or any(
            _copies(text, line) for line in (*question.texts, " ".join(question.texts))):
        return _Dropped("it only says what stands on the screen")
    if _ADDRESS.search(text):
        return _Dropped("it names an address")
    if len(text.split()) > _LONGEST_WORDS or (said.facet is None and not said.ended and _breaks_off(text, language, first)):
        return _Dropped("it does not come to an end")
    if is_foreign(text, language):
        return _Dropped(f"it is not in {language}")
    if any(_repeats(text, other, language) for other in told):
        return _Dropped("it has been told")
    return Detail(said.facet or facet_of(text, language, first), sentence_of(text))


def _repeats(text: str, other: str, language: str) -> bool:
    """Tell whether a sentence says again what a text that was told says: the same words, and none that matters is new."""
    words, told = spoken_forms(text), spoken_forms(other)
    one, two = " ".join(words), " ".join(told)
    if f" {one} " in f" {two} ":
        return True
    if len(words) <= _COPIED_WORDS:
        return False
    if max(fuzz.ratio(one, two), fuzz.token_sort_ratio(one, two), fuzz.partial_ratio(one, two)) < _REPEATS:
        return False
    return all(
        (has_list(language) and small(word, language)) or any(_same_word(word, said) for said in told)
        for word in words)


def _same_word(one: str, other: str) -> bool:
    stem = max(_STEM, min(len(one), len(other)) - 1)
    return one[:stem] == other[:stem] or fuzz.ratio(one, other) >= _SAME_WORD


def _copies(text: str, line: str) -> bool:
    """Tell whether a sentence is a piece of a text from the file, not about it: what obeys that text is such a piece."""
    words, given = spoken_forms(text), spoken_forms(line)
    if len(words) < _COPIED_WORDS:
        return bool(words) and words == given
    joined = " ".join(words)
    if len(given) < len(words) * _COPIED or fuzz.partial_ratio(joined, " ".join(given)) < 100 * _COPIED:
        return False
    return _in_order(words, given) >= _COPIED * len(words)


def _in_order(words: Sequence[str], given: Sequence[str]) -> int:
    """Return how many of `words` stand in `given` in the same order (their longest common subsequence)."""
    row = [0] * (len(given) + 1)
    for word in words:
        before = 0
        for place, other in enumerate(given, 1):
            before, row[place] = row[place], before + 1 if word == other else max(row[place], row[place - 1])
    return row[-1]


def _breaks_off(text: str, language: str, alone: bool) -> bool:
    """Tell whether a sentence without an end was cut off: the last of several is, and one that ends with a small word."""
    return not alone or (has_list(language) and small(text.split()[-1], language))

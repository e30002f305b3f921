"""What makes a sentence doubtful: what nobody can see, what no data bears out, and what is not said in a description's way.

None of this is left out for it: a person is told where to look.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from rapidfuzz import fuzz

from access.engines.base import Question
from access.lexis.names import QUOTED, names_not_in, words_of
from access.lexis.people import IDENTITY
from access.lexis.picturewords import FEELINGS, GUESSES, OF_THE_PICTURE, PAST, found
from access.model.orders import orders_a_model

_UNSURE = 0.4
"""An engine that gives its answer less than this is unsure of it, however it counts."""
_MANY = 12
"""A larger number was read, not counted."""
_NUMBER = re.compile(r"\d+(?:[.,:]\d+)*")
_SAME_TEXT = 85


def doubts_about(text: str, question: Question) -> tuple[str, ...]:
    """Return why a person should look at one sentence of the answer to `question`."""
    language = question.language
    reasons = [
        (found(GUESSES, text, language), "it guesses: {}"),
        (found(FEELINGS, text, language), "it tells what cannot be seen: {}"),
        (found(PAST, text, language), "it may tell of the past: {}"),
        (found(OF_THE_PICTURE, text, language), "it speaks of the picture: {}"),
        (match.group() if (match := IDENTITY.search(text)) else "", "it says what a person is by looks: {}"),
        (", ".join(unknown_names(text, question)), "nothing that is known has this name: {}"),
        (", ".join(_unread(text, question.texts)), "nobody has read this on the screen: {}"),
    ]
    return tuple(reason.format(word) for word, reason in reasons if word)


def doubts_of_all(confidence: float, question: Question) -> tuple[str, ...]:
    """Return why a person should look at the whole answer. An engine that says no figure gives 0."""
    reasons = []
    if 0 < confidence < _UNSURE:
        reasons.append(f"the engine is unsure of it ({confidence:.2f})")
    if any(map(orders_a_model, (*question.texts, *question.said, " ".join(question.texts)))):
        reasons.append("what is said or shown there reads like an instruction to a model")
    return tuple(reasons)


def unknown_names(text: str, question: Question) -> list[str]:
    """Return the names in a sentence that stand in nothing the engine was told, each once."""
    return names_not_in(text, question.language, _known(question))


def _known(question: Question) -> frozenset[str]:
    told = (*question.people, question.place, question.title, question.caption, *question.texts, *question.said,
            *question.told)
    return words_of(told)


def _quotes(text: str) -> list[str]:
    return ["".join(filter(None, parts)) for parts in QUOTED.findall(text)]


def _unread(text: str, texts: Sequence[str]) -> list[str]:
    """Return what a sentence says to be written there, and numbers too large to be counted, that OCR did not read."""
    shown = " ".join(texts).casefold()
    quotes = [quote for quote in _quotes(text) if fuzz.partial_ratio(quote.casefold(), shown) < _SAME_TEXT]
    numbers = set(_NUMBER.findall(shown))
    return quotes + [
        number for number in _NUMBER.findall(text)
        if number not in numbers and not any(number in quote for quote in quotes)
        and not (number.isdigit() and int(number) <= _MANY)]

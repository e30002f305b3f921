"""Lets through what may be told of what a vision engine answered, marks what is unsure, and keeps back the rest.

The guards stand outside of every engine, as those of recognisers do (`guards`): whoever answers, a refusal, an error, what was
asked said back, a loop or another language is never spoken. `replies` holds a room for each kind of fault.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from access.engines.base import Question
from access.lexis.tongues import is_foreign
from access.model.findings import Detail, Sight
from access.understand.replies.doubts import doubts_about, doubts_of_all
from access.understand.replies.facets import facet_of
from access.understand.replies.forbidden import addresses, instructs, refuses, says_nothing, tells_of_text
from access.understand.replies.lines import Said, sentence_of, sentences
from access.understand.replies.repairs import mended
from access.understand.replies.sameness import copies, repeats
from access.understand.replies.verdicts import (
    ADDRESS,
    EMPTY,
    LEAST_LETTERS,
    LONGEST_WORDS,
    NO_ANSWER,
    NO_END,
    NOTHING,
    REFUSES,
    SAYS_BACK,
    SPOILS,
    TOLD,
    Dropped,
    Refused,
    breaks_off,
    not_in,
    spoilt,
)

_MOST_DETAILS = 10


@dataclass(frozen=True, slots=True)
class Answer:
    """What may be told of an answer."""

    details: tuple[Detail, ...]
    """Never empty."""
    doubts: tuple[str, ...] = ()


def details(sight: Sight | None, question: Question, before: Sequence[str] = ()) -> Answer | Refused:
    """Return what may be told of the answer to `question`, a sentence each, in the order in which they came.

    One forbidden sentence at the beginning spoils the answer; one further on is left out, with what comes after a refusal.
    What has been told (`question.told`, and whatever else was `before`) is not told again.
    """
    if sight is None or not sight.looked:
        return Refused(NO_ANSWER)
    answer = "\n".join(filter(None, (sight.text, sight.long)))
    if why := spoilt(answer):
        return Refused(why)
    if is_foreign(" ".join(said.text for said in sentences(answer)), question.language):
        return Refused(not_in(question.language))
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
            if judged.why in SPOILS:
                if not kept:
                    return Refused(judged.why)
                break
        if len(kept) == _MOST_DETAILS:
            break
    if not kept:
        return Refused(first_drop or EMPTY)
    return Answer(tuple(kept), tuple(dict.fromkeys((*reasons, *doubts_of_all(sight.confidence, question)))))


def _judged(said: Said, question: Question, told: Sequence[str], first: bool) -> Detail | Dropped:
    """Return what is told of one sentence, or why nothing is."""
    language = question.language
    text = mended(said.text, language)
    if refuses(text):
        return Dropped(REFUSES)
    if says_nothing(text) or says_nothing(said.text) or sum(map(str.isalpha, text)) < LEAST_LETTERS:
        return Dropped(NOTHING)
    if instructs(text) or any(copies(text, line) for line in (*question.said, question.caption, question.title)):
        return Dropped(SAYS_BACK)
    if tells_of_text(text, question.texts) or any(
            copies(text, line) for line in (*question.texts, " ".join(question.texts))):
        return Dropped("it only says what stands on the screen")
    if addresses(text):
        return Dropped(ADDRESS)
    if len(text.split()) > LONGEST_WORDS or (said.facet is None and not said.ended and breaks_off(text, language, first)):
        return Dropped(NO_END)
    if is_foreign(text, language):
        return Dropped(not_in(language))
    if any(repeats(text, other, language) for other in told):
        return Dropped(TOLD)
    return Detail(said.facet or facet_of(text, language, first), sentence_of(text))

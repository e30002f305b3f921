"""What makes a sentence doubtful: what nobody can see, what no data bears out, and what is not said in a description's way.

None of this is left out for it: a person is told where to look.
"""

from __future__ import annotations

from access.engines.base import Question, Subject
from access.lexis.names import names_not_in, words_of
from access.lexis.people import IDENTITY
from access.lexis.picturewords import FEELINGS, GUESSES, OF_THE_PICTURE, PAST, found
from access.lexis.quotes import without_quotes
from access.model.orders import orders_a_model
from access.understand.replies.readings import unread

_UNSURE = 0.4
"""An engine that gives its answer less than this is unsure of it, however it counts."""
_WHERE = {Subject.SHOT: "on the screen", Subject.PICTURE: "in the picture"}
_ORDERS = {
    Subject.SHOT: "what is said or shown there reads like an instruction to a model",
    Subject.PICTURE: "a text in the picture or about it reads like an instruction to a model"}


def doubts_about(text: str, question: Question) -> tuple[str, ...]:
    """Return why a person should look at one sentence of the answer to `question`."""
    language, own = question.language, without_quotes(text)
    reasons = [
        (found(GUESSES, own, language), "it guesses: {}"),
        (found(FEELINGS, own, language), "it tells what cannot be seen: {}"),
        (found(PAST, own, language), "it may tell of the past: {}"),
        (found(OF_THE_PICTURE, own, language), "it speaks of the picture: {}"),
        (match.group() if (match := IDENTITY.search(own)) else "", "it says what a person is by looks: {}"),
        (", ".join(unknown_names(text, question)), "nothing that is known has this name: {}"),
        (", ".join(unread(text, question.texts, data_of(question))), f"nobody has read this {_WHERE[question.subject]}: {{}}"),
    ]
    return tuple(reason.format(word) for word, reason in reasons if word)


def doubts_of_all(confidence: float, question: Question) -> tuple[str, ...]:
    """Return why a person should look at the whole answer. An engine that says no figure gives 0."""
    reasons = []
    if 0 < confidence < _UNSURE:
        reasons.append(f"the engine is unsure of it ({confidence:.2f})")
    if any(map(orders_a_model, (*question.texts, *data_of(question), " ".join(question.texts)))):
        reasons.append(_ORDERS[question.subject])
    return tuple(reasons)


def unknown_names(text: str, question: Question) -> list[str]:
    """Return the names in a sentence that stand in nothing the engine was told, each once."""
    return names_not_in(text, question.language, words_of((*question.texts, *question.told, *data_of(question))))


def data_of(question: Question) -> tuple[str, ...]:
    """Return what the file, a person or the page says, but for the text in the picture and what was described before."""
    return tuple(filter(None, (
        *question.people, question.place, question.title, question.caption, *question.keywords, question.purpose,
        question.page, question.link, *(part for pair in question.product for part in pair), question.given, *question.said)))

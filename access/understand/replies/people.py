"""How people are told of, enforced on what a model said: the policy stands in the settings, the words in `access/lexis/`.

What a rule can take out or replace, and leave a sentence, is taken out or replaced. German, Dutch and the Romance words for
women give way to `person`, which has their gender; where a man's word would take agreements with it that no rule knows, it is
left and named, and whoever asks asks again.
"""

from __future__ import annotations

from dataclasses import dataclass

from access.engines.base import Question
from access.lexis.names import is_given_name, names_not_in, words_of
from access.lexis.persons import FORBIDDEN, Known, Told, hide, show, told_of_people, unjoined
from access.lexis.personwords import TONGUES, Trait
from access.model.languages import primary
from access.understand.replies import people_elsewhere, people_english
from access.understand.replies.doubts import data_of
from access.understand.replies.marks import OUT, tidied

_MOST_PASSES = 8
"""A noun has no more adjectives than that; each pass takes one off."""
_SPEAK_OF_PEOPLE = (
    "Say a person, people or a child, in the language of the answer: nothing of sex, age, descent, body, health, belief, "
    "beauty or feelings that the data does not say.")
_SPEAK_OF_LOOKS = (
    "Say how people look, but not what descent, belief, health or standing they seem to have, nor how pretty they are.")
_SPEAK_OF_DEEDS = "Say of people only that they are there and what they do, unless the data says more."
_NAME_NOBODY = "Name nobody whose name does not stand in the data."
_INSTEAD = dict.fromkeys(Trait, _SPEAK_OF_PEOPLE) | {Trait.DRESS: _SPEAK_OF_DEEDS, Trait.AID: _SPEAK_OF_DEEDS}


@dataclass(frozen=True, slots=True)
class Enforced:
    """A text that keeps the policy as far as rules can make it."""

    text: str
    repairs: tuple[str, ...] = ()
    left: tuple[str, ...] = ()
    """What the engine is to be told where something is left that no rule can mend."""


def enforced(text: str, question: Question) -> Enforced:
    """Return a text of one or more sentences that tells of people as `question.people_policy` has it.

    Nothing is changed in a language whose words are not known here.
    """
    tag = primary(question.language)
    if tag not in TONGUES or not text:
        return Enforced(text)
    data = data_of(question)
    known = Known.of(data, tag)
    hidden, pieces = hide(text, tag)
    before = hidden
    taken: list[Told] = []
    for _ in range(_MOST_PASSES):
        loose = [one for one in told_of_people(hidden, question.people_policy, known) if one.loose]
        if not loose:
            break
        taken += loose
        hidden = tidied(unjoined(_without(hidden, loose), tag, OUT), tag)
    repairs = [f"“{one.word}” taken out" for one in taken]
    if Trait.SEX in FORBIDDEN[question.people_policy]:
        hidden, replaced = _neutral(hidden, tag, known, bool(question.people))
        repairs += replaced
    hidden, renamed = _unnamed(hidden, tag, words_of((*data, *question.texts)))
    repairs += renamed
    if hidden != before:
        hidden = tidied(hidden, tag)
    result = show(hidden, pieces)
    return Enforced(result, tuple(dict.fromkeys(repairs)), _left(hidden, question, known))


def _without(text: str, told: list[Told]) -> str:
    """Take spans out of a text, the last first; of two that overlap, the longer one."""
    end = len(text)
    for one in sorted(told, key=lambda one: (one.start, -one.end), reverse=True):
        if one.end <= end:
            aside = text[one.start] == "," and text[one.end:one.end + 1] == ","
            text = f"{text[:one.start]}{OUT}{text[one.end + aside:]}"
            end = one.start
    return text


def _neutral(text: str, tag: str, known: Known, named: bool) -> tuple[str, list[str]]:
    """Put a word that tells of nobody's sex for each that does, as far as the grammar of its language lets a rule do that."""
    if tag == "en":
        return people_english.neutral(text, known, named)
    return people_elsewhere.neutral(text, tag, known)


def _unnamed(text: str, tag: str, known: frozenset[str]) -> tuple[str, list[str]]:
    """Put a person for a name that no data bears, where it is surely somebody's and stands where a person may."""
    replaced = []
    for name in names_not_in(text, tag, known):
        if is_given_name(name) and (rest := people_english.unnamed(text, name) if tag == "en" else people_elsewhere.unnamed(
                text, name, tag)) != text:
            text = rest
            replaced.append("an unknown name taken out")
    return text, replaced


def _left(text: str, question: Question, known: Known) -> tuple[str, ...]:
    """Return what the engine is told of that which no rule could mend."""
    told = told_of_people(text, question.people_policy, known)
    by_looks = Trait.SEX not in FORBIDDEN[question.people_policy]
    left = [_SPEAK_OF_LOOKS if by_looks else _INSTEAD[one.trait] for one in told]
    names = names_not_in(text, question.language, words_of((*question.texts, *data_of(question))))
    if any(map(is_given_name, names)) or people_english.acts_under_a_name(text, names):
        left.append(_NAME_NOBODY)
    return tuple(dict.fromkeys(left))

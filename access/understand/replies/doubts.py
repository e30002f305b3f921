"""What makes a sentence doubtful: what nobody can see, what no data bears out, and what is not said in a description's way.

None of this is left out for it: a person is told where to look.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from importlib.resources import files

from access.engines.base import Question, Subject
from access.model.languages import primary
from access.model.orders import orders_a_model
from access.model.words import spoken_form, spoken_forms
from access.understand.commonness import everyday, has_list, ordinary
from access.understand.replies.picturewords import FEELINGS, GUESSES, OF_THE_PICTURE, PAST, found
from access.understand.replies.quotes import blanked
from access.understand.replies.readings import unread

_UNSURE = 0.4
"""An engine that gives its answer less than this is unsure of it, however it counts."""
_WORD = re.compile(r"(?<![\w'])[^\W\d_][\w'-]*")
_NO_NAMES = frozenset(
    "i tv dna us usa uk eu un ok t-shirt t-shirts x-ray suv cd dvd led wwii monday tuesday wednesday thursday friday "
    "saturday sunday january february march april may june july august september october november december christmas "
    "easter halloween english german french spanish italian portuguese dutch american british european asian african "
    "chinese japanese russian indian roman greek gothic victorian art-deco earth moon sun santa jeep polaroid".split())
"""Written with a capital, and nobody's name."""
_TITLE = re.compile(
    r"\b(?:mr|mrs|ms|dr|prof|professor|sir|lady|president|king|queen|herr|frau|monsieur|madame|señora?|signora?|senhora?"
    r"|meneer|mevrouw)"
    r"\.? $", re.IGNORECASE)
_OPENS = " \"'“„«(¿¡-"
_IDENTITY = re.compile(
    r"\b(?:caucasian|african[- ]american|hispanic|latin[oax]|(?:black|white|asian|arab|indian|african|middle[- ]eastern"
    r"|jewish|muslim|christian|hindu"
    r"|gay|lesbian|transgender|disabled|mentally ill|obese|foreign) (?:man|woman|men|women|people|person|child|children|boy"
    r"|girl|couple|family)"
    r"|(?:schwarze[rns]?|weiße[rns]?|asiatische[rns]?|arabische[rns]?|jüdische[rns]?|muslimische[rns]?"
    r"|behinderte[rns]?) (?:mann|frau|menschen|person"
    r"|kind|junge|mädchen)|(?:homme|femme|personne|enfant)s? (?:noire?|blanche?|asiatique|arabe|juive?|musulmane?"
    r"|handicapée?)s?"
    r"|(?:hombre|mujer|persona|niñ[oa])s? (?:negr[oa]|blanc[oa]|asiátic[oa]|árabe|judí[oa]|musulm[aá]n[oa]?)s?)\b",
    re.IGNORECASE)

_WHERE = {Subject.SHOT: "on the screen", Subject.PICTURE: "in the picture"}
_ORDERS = {
    Subject.SHOT: "what is said or shown there reads like an instruction to a model",
    Subject.PICTURE: "a text in the picture or about it reads like an instruction to a model"}


def doubts_about(text: str, question: Question) -> tuple[str, ...]:
    """Return why a person should look at one sentence of the answer to `question`."""
    language = question.language
    reasons = [
        (found(GUESSES, text, language), "it guesses: {}"),
        (found(FEELINGS, text, language), "it tells what cannot be seen: {}"),
        (found(PAST, text, language), "it may tell of the past: {}"),
        (found(OF_THE_PICTURE, text, language), "it speaks of the picture: {}"),
        (match.group() if (match := _IDENTITY.search(text)) else "", "it says what a person is by looks: {}"),
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
    known = _known(question)
    names: list[str] = []
    unquoted = blanked(text)
    for hit in _WORD.finditer(unquoted):
        word = re.sub(r"'s?$", "", hit.group())
        form = spoken_form(word)
        if not word[0].isupper() or form in known or form in _NO_NAMES or not form or word in names:
            continue
        if _is_name(word, text[:hit.start()], text[hit.end():], question.language):
            names.append(word)
    return names


def _is_name(word: str, before: str, after: str, language: str) -> bool:
    if spoken_form(word) in _given_names() or _TITLE.search(before[-14:]):
        return True
    rare = has_list(language) and not ordinary(word, language)
    leads = not before.strip(_OPENS) or before.rstrip(_OPENS).endswith((".", "!", "?", ":"))
    following = re.match(r"\s+([^\W\d_][\w'-]*)", after)
    next_word = following.group(1) if following else ""
    if primary(language) == "de":
        # Every noun has a capital there: only two rare ones in a row are taken for a name.
        return rare and next_word[:1].isupper() and not ordinary(next_word, language)
    if not leads:
        return not (word.isupper() and len(word) > 1)
    if next_word[:1].isupper():
        return rare
    # "Obama speaks": in English a noun that begins a sentence on its own is a name, or a matter of which there is no plural.
    return rare and primary(language) == "en" and next_word.endswith("s") and not word.endswith("s") and everyday(
        next_word[:-1], language)


def data_of(question: Question) -> tuple[str, ...]:
    """Return what the file, a person or the page says, but for the text in the picture and what was described before."""
    return tuple(filter(None, (
        *question.people, question.place, question.title, question.caption, *question.keywords, question.purpose,
        question.page, question.link, *(part for pair in question.product for part in pair), question.given, *question.said)))


def _known(question: Question) -> set[str]:
    told = (*question.texts, *question.told, *data_of(question))
    return {re.sub(r"'s?$", "", form) for text in told for form in spoken_forms(text)}


@cache
def _given_names() -> frozenset[str]:
    lines = files(__package__).joinpath("givennames.txt").read_text("utf-8").splitlines()
    return frozenset(name for line in lines if not line.startswith("#") for name in line.split())

"""The words in which a model is asked for the text alternative of a still picture, of an animation, or of pages.

Each rule is said only where it matters, so that a question stays short enough for small models. What is known of the picture is
called here as it is in the data (`known`), and never said.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from enum import StrEnum

from access.engines.base import Question
from access.engines.vision import fencing
from access.engines.vision.frames import MOST
from access.model.languages import english_name
from access.model.pictures import PeoplePolicy, PictureKind

LONG = "LONG:"
"""Stands before the long description of a picture."""
NOTHING = "NONE"
"""What a model is to answer where it has nothing to tell."""
SHARES = (
    ("people", 300), ("place", 150), ("purpose", 150), ("link", 200), ("product", 300), ("title", 150), ("caption", 300),
    ("keywords", 150), ("given", 500), ("answered", 300), ("page", 500), ("written", 1_000))
"""Which data, what they are called there, and how many characters of each are taken at most: `fencing.MOST_DATA` in all."""
SETTLED = ("informative", "link", "decorative")
"""Purposes that say how a picture is used, and nothing of what it is to tell."""
_MUCH_TEXT = 16
"""Words: more than a sign has, and than one sentence can quote."""
_MOST_PROBLEMS, _LONGEST_PROBLEM = 5, 200
_TOKENS_LONG, _TOKENS_BESIDE = 640, 48
"""Of a long description, and of what stands around a short one: labels, thoughts in few words."""
_MOST_TOKENS_SHORT = 512
_KINDS = {
    PictureKind.CHART: "It seems to be a chart, a diagram or a map: say which, of what, and what it shows above all.",
    PictureKind.SCREENSHOT: "It seems to be a screenshot: say of which program or page, and what matters in it.",
    PictureKind.DOCUMENT: "It seems to be a page, a slide or a sign: what is written matters most.",
    PictureKind.DRAWING: "It seems to be drawn: say so where that matters.",
    PictureKind.BLANK: f"It seems to be blank. Where it is, answer {NOTHING}.",
}
_KINDS_LONG = (PictureKind.CHART, PictureKind.SCREENSHOT)
_KINDS_BRIEF = (PictureKind.PHOTO, PictureKind.BLANK)
_PEOPLE = {
    PeoplePolicy.NEUTRAL:
        "Call people a person, people or a child. Tell nothing of their sex, descent, age, body, religion or illness",
    PeoplePolicy.DESCRIBE_VISIBLE:
        "Of people tell what can be seen: hair, clothes, about what age. Never tell by looks who or what they are: no sex, "
        "descent, religion or illness",
    PeoplePolicy.CONTEXT_ONLY: "Of people tell no more than that a person or people are there, and nothing of their looks",
}
_TELL_OF_PEOPLE = frozenset({"people", "caption", "page"})
"""Data that may tell more of people than policy lets a model see in them."""


class Long(StrEnum):
    """Whether a long description is asked for."""

    NO = "no"
    IF_MORE = "if more"
    """Where the picture holds more than its text alternative can say."""
    YES = "yes"


def long(question: Question) -> Long:
    """Tell whether a picture needs a long description, as far as that is known before it is looked at."""
    if translates(question):
        return Long.NO
    many_pages = question.pages and len(question.frames) > 1
    if many_pages or question.kind in _KINDS_LONG or len(" ".join(question.texts).split()) > _MUCH_TEXT:
        return Long.YES
    return Long.NO if question.kind in _KINDS_BRIEF else Long.IF_MORE


def translates(question: Question) -> bool:
    """Tell whether there is a person's text to be said in another language, rather than a picture to be told of."""
    return bool(fencing.line(question.given, 2))


def most(question: Question) -> int:
    """Return how many characters the answer should have at most. What a person said in so many is said whole."""
    return max(question.max_characters, question.hard_max_characters if translates(question) else 0)


def known(question: Question) -> dict[str, Sequence[str]]:
    """Return what is known of a picture, by what it is called in the data."""
    answered = (question.answered,) if question.again else ()
    if translates(question):
        return {"people": question.people, "given": (question.given,), "answered": answered}
    settled = question.purpose.casefold().strip(" .") in SETTLED
    return {
        "people": question.people, "place": (question.place,), "purpose": () if settled else (question.purpose,),
        "link": (question.link,), "product": tuple(f"{name}: {value}" for name, value in question.product),
        "title": (question.title,), "caption": (question.caption,), "keywords": (", ".join(question.keywords),),
        "answered": answered, "page": (question.page,), "written": question.texts}


def tokens(question: Question) -> int:
    """Return as many as an answer may take: in a script of which a model knows no whole words, a letter is one or more."""
    short = min(_MOST_TOKENS_SHORT, _TOKENS_BESIDE + 2 * most(question))
    return short if long(question) is Long.NO else short + _TOKENS_LONG


def ask(question: Question) -> str:
    """Return what is asked, in a sentence or two."""
    tongue = english_name(question.language) or "English"
    if translates(question):
        return f"Say in {tongue} what `given` in the data says, in at most {most(question)} characters in all."
    wanted = f"Write its text alternative in {tongue}: one or two plain sentences, at most {most(question)} characters in all."
    return f"{wanted} After it write the line {LONG}" if long(question) is Long.YES else wanted


def instructions(question: Question, data: Collection[str]) -> tuple[str, ...]:
    """Return what stands before the data, a line each. `data` is what the data is called that there is."""
    rules = _translating() if translates(question) else _looking(question, data)
    return (f"{_shown(question)} {ask(question)}", *rules, *_again(question, data))


def closing(question: Question) -> str:
    """Return what stands after the data."""
    if translates(question):
        return f"Now s{ask(question)[1:]}"
    return f"Now look at the picture{'s' if _count(question) > 1 else ''}. {ask(question)}"


def _shown(question: Question) -> str:
    shown = _count(question)
    if shown < 2:
        return "This picture stands in a document, and somebody cannot see it."
    if question.pages:
        return f"These {shown} pictures are pages of one document, in their order, and somebody cannot see them."
    return (f"These {shown} pictures are moments of one animation, in order of time, and somebody cannot see it. "
            "Tell it as one, and what happens in it.")


def _count(question: Question) -> int:
    return min(MOST, len(question.frames))


def _translating() -> Iterator[str]:
    yield ("A person wrote that for this picture. Add nothing and leave nothing out, even where the picture shows otherwise. "
           "Keep names and quoted text as they are written. Answer with that text and nothing else.")


def _looking(question: Question, data: Collection[str]) -> Iterator[str]:
    yield ('What matters most comes first. Do not begin with "image of", "picture of" or "photo of". '
           "Use no markup, and no label before the text.")
    if question.kind in _KINDS:
        yield _KINDS[question.kind]
    yield from _meant(data)
    yield f"Tell only what can be seen. Do not guess what somebody feels. {_people(question.people_policy, data)}"
    yield from _doubted(data)
    read = " What a program read there, with mistakes, is `written` in the data." if "written" in data else ""
    yield ("Quote text that matters exactly as it is written in the picture, letter for letter and in its own language, "
           f"between double quotes.{read}")
    yield from _at_length(question)
    yield f"Where there is nothing to tell, answer {NOTHING}."


def _meant(data: Collection[str]) -> Iterator[str]:
    """Say what the text must do where it stands."""
    if "link" in data:
        yield "It is a link. The text must tell where that leads, as `link` in the data says; how it looks matters little."
    if "purpose" in data:
        yield "Tell first what serves the `purpose` in the data."
    if "product" in data:
        yield ("It shows something that is sold, `product` in the data. Tell what buyers must see: "
               "its colour, material, pattern and shape.")


def _people(policy: PeoplePolicy, data: Collection[str]) -> str:
    unless = ", unless the data says it" if _TELL_OF_PEOPLE.intersection(data) else ""
    named = [f"`{name}`" for name in ("people", "caption") if name in data]
    names = f"Call somebody by name only where {' or '.join(named)} in the data gives it." if named else "Name nobody."
    return f"{_PEOPLE[policy]}{unless}. {names}"


def _doubted(data: Collection[str]) -> Iterator[str]:
    """Say what of the data is not to be said again, and what may be wrong."""
    said, loose = ([f"`{name}`" for name in names if name in data] for names in (("caption", "page"), ("title", "keywords")))
    if said:
        yield f"Do not say again what {' and '.join(said)} in the data {'says' if len(said) < 2 else 'say'}."
    if loose:
        yield f"In the data {' and '.join(loose)} may be wrong: believe the picture."


def _at_length(question: Question) -> Iterator[str]:
    line = f"a line that begins {LONG} with all that it tells, in order, in plain sentences"
    match long(question):
        case Long.YES:
            yield f"After the text alternative write {line}: titles, labels, values and what they show."
        case Long.IF_MORE:
            yield ("Only where the picture holds more than that can say – a chart, a table, a diagram, a map, a page of text – "
                   f"write, after it, {line}.")


def _again(question: Question, data: Collection[str]) -> Iterator[str]:
    """Say what was wrong with the first answer, or how to mend it. That is ours; still it is cleaned as data is."""
    problems = [problem for text in question.again[:_MOST_PROBLEMS] if (problem := fencing.line(text, _LONGEST_PROBLEM))]
    if problems:
        first = "Your first answer, `answered` in the data," if "answered" in data else "Your first answer"
        yield f"{first} will not do. Write a better one:"
        yield from (f"- {problem}" for problem in problems)

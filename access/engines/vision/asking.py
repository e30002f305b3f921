"""The words in which a model is asked about pictures, or for fewer words: the same on this machine and behind a server.

A question is in two parts: instructions, which are ours, and data, which is everybody's (`fencing`). The instructions stand
before the data and after it. That makes it hard for a sign in a picture to say what is to be told; what comes back is data too.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from access.engines.base import Question, Subject
from access.engines.vision import stills
from access.engines.vision.fencing import FENCE, MOST_DATA, fenced, line, within
from access.engines.vision.stills import LONG, NOTHING
from access.model.findings import Facet
from access.model.languages import english_name

__all__ = ["FENCE", "LONG", "MOST_DATA", "NOTHING", "Asked", "about", "data", "shorter"]

_SEVERAL, _LONGEST_ITEM = frozenset({"people", "product", "told", "on screen", "said", "written"}), 300
"""What there may be several of, and how many characters one of them has at most."""
_MOST_TOKENS = 256
"""Of an answer about a shot: four short sentences, in a script of which a model knows no whole words, too."""
_SHARES = (
    ("people", 400), ("place", 200), ("title", 200), ("caption", 300), ("told", 900), ("on screen", 900), ("said", 1_100))
"""Which data of a shot, what they are called there, and how many characters of each are taken at most: `MOST_DATA` in all."""
_WHAT = {
    Facet.PLACE: "where this is",
    Facet.WHO: "who or what can be seen, in general before in particular",
    Facet.ACTION: "what they do, or what happens",
    Facet.LOOK: "what else matters to see: dress, gesture, an object, light",
}


@dataclass(frozen=True, slots=True)
class Asked:
    """A question put into words."""

    text: str
    """What stands after the pictures."""
    tokens: int
    """As many as an answer may take."""


def about(question: Question) -> Asked:
    """Put a question about pictures into words."""
    ask = _shot if question.subject is Subject.SHOT else _picture
    return ask(question)


def shorter(text: str, language: str, words: int) -> Asked:
    """Ask for `text` in fewer words."""
    tongue = english_name(language) or "its own language"
    return Asked("\n".join((
        f"Say the text below again in {tongue}, in at most {words} words.",
        "Keep what matters most to somebody who cannot see the film, keep names as they are written, keep the present tense. "
        "Add nothing that it does not say.",
        "Answer with the shorter text and nothing else: no quotation marks, no explanation.",
        *fenced([("text", line(text, MOST_DATA))]),
        f"Now say that text in {tongue}, in at most {words} words.",
    )), 24 + 4 * words)


def data(question: Question) -> list[tuple[str, str]]:
    """Return what is known, cleaned and bounded: what it is and its text, nothing twice.

    Of what was described before, the latest is kept; of everything else, the first.
    """
    shot = question.subject is Subject.SHOT
    known = _known(question) if shot else stills.known(question)
    items = []
    for name, share in _SHARES if shot else stills.SHARES:
        longest = _LONGEST_ITEM if name in _SEVERAL else share
        texts = [text for text in (line(text, longest) for text in known.get(name, ())) if text]
        latest = name == "told"
        kept = within(reversed(texts) if latest else texts, share)
        items += [(name, text) for text in (reversed(kept) if latest else kept)]
    return items


def _shot(question: Question) -> Asked:
    many, tongue = len(question.frames), english_name(question.language) or "English"
    lines = tuple(f"{facet.name}: {what}" for facet, what in _WHAT.items())
    limit = f"All lines together have at most {question.max_words} words." if question.max_words else ""
    pictures = f"These {many} pictures are frames of one shot of a film, in order of time." if many > 1 else (
        "This picture is a frame of a film.")
    ask = f"Answer in {tongue}, in these lines and nothing else. Leave out a line that has nothing certain and new to tell:"
    return Asked("\n".join((
        f"{pictures} Describe it for somebody who hears the film and cannot see it.", ask, *lines,
        "After each name comes one short sentence in the present tense, in the third person, about what can be seen. "
        f"{limit}".rstrip(),
        "Tell nothing that is said or can be heard. Do not say what somebody feels, means or is about to do. "
        'Do not write "we see", and nothing about camera, frame, shot or picture. Do not read out text.',
        "Call somebody by name only where `people` in the data gives it; "
        "else say a woman, a man, a child, a person, in the language of the answer.",
        "Do not repeat what `told` in the data says already.",
        f"Where there is nothing to tell, answer {NOTHING}.",
        *fenced(data(question)), ask, *(f"{facet.name}:" for facet in _WHAT),
    )), min(_MOST_TOKENS, max(128, 48 + 8 * question.max_words)) if question.max_words else _MOST_TOKENS)


def _picture(question: Question) -> Asked:
    known = data(question)
    return Asked("\n".join((
        *stills.instructions(question, {name for name, _ in known}), *fenced(known),
        stills.closing(question),
    )), stills.tokens(question))


def _known(question: Question) -> dict[str, Sequence[str]]:
    """Return what is known of a shot, by what it is called in the data."""
    return {
        "people": question.people, "place": (question.place,), "title": (question.title,), "caption": (question.caption,),
        "told": question.told, "on screen": question.texts, "said": question.said}

"""What of the pictures is told, from what a model said of them: general before specific, each thing once, nothing heard.

The place is told by itself, for it may be told as long as it is seen; who is there, what they do and how it looks belong
together and to their shot. One look at a film serves every `detail`: it is chosen here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import takewhile

from access.config import DescribeOptions
from access.model.findings import Depiction, Detail, Facet
from access.model.script import Matter, Wanted
from access.model.time import Span
from access.model.words import spoken_form
from access.write.heard import Speech, alike
from access.write.lexicon import lexicon
from access.write.shorten import shorter
from access.write.wording import content_words

_TOLD = {
    "brief": (Facet.PLACE, Facet.ACTION),
    "standard": (Facet.PLACE, Facet.WHO, Facet.ACTION),
    "detailed": (Facet.PLACE, Facet.WHO, Facet.ACTION, Facet.LOOK),
}
_WEIGHTS = {Facet.PLACE: 0.5, Facet.WHO: 0.2, Facet.ACTION: 0.12, Facet.LOOK: 0.05}
"""A change of place weighs more than all the rest of a picture, who is there more than what they do and how it looks."""
_DOUBTFUL = 0.6
"""What a depiction weighs that a person should look at first."""
_MATTERS = {Facet.PLACE: Matter.PLACE, Facet.WHO: Matter.WHO, Facet.ACTION: Matter.ACTION, Facet.LOOK: Matter.LOOK}
_REMEMBERED_MS = {Facet.WHO: 180_000, Facet.ACTION: 60_000}
"""Somebody is told anew who has not been seen for so long, and so is what is done again; a place and a look are told once."""
_REPEATED = 0.6
"""Share of a sentence's content words that one told before has, too."""
_STAYS_MS = 30_000
"""A place may be told so long after the shot that shows it, where none that follows shows another."""
_MOST_TEXTS = 6
"""Ways to say one thing: each is spoken to be measured."""
_QUOTED = re.compile(r"[“\"„«»](?=\S)([^“”\"„«»]{2,})[”\"“»«]")


def pictured(
    depictions: Sequence[Depiction], speech: Speech, read: Sequence[Wanted], language: str, options: DescribeOptions,
) -> tuple[Wanted, ...]:
    """Return what is to be told of the pictures, in order of time; `read` is what is read from the screen."""
    ordered = sorted(depictions, key=lambda depiction: depiction.span)
    memory = _Memory(language)
    found: list[Wanted] = []
    for number, depiction in enumerate(ordered):
        details = _chosen(depiction, language, options)
        on_screen = [text.texts[0] for text in read if text.span.overlap(depiction.span)]
        new = [
            detail for detail in details
            if not memory.repeats(detail, depiction.span.start)
            and not speech.says(detail.text, depiction.span) and not _read(detail.text, on_screen, language)]
        for detail in details:
            memory.keep(detail, depiction.span.start)
        places = [detail for detail in new if detail.facet is Facet.PLACE]
        others = [detail for detail in new if detail.facet is not Facet.PLACE]
        if places:
            found.append(_wish(depiction, places, _stays(ordered[number:], places[0], memory), language))
        if others:
            found.append(_wish(depiction, others, depiction.span, language))
    return tuple(found)


def _chosen(depiction: Depiction, language: str, options: DescribeOptions) -> list[Detail]:
    """Return what is told in as much detail as is asked for: who acts is told where the action calls them `she` alone."""
    facets = _TOLD[options.detail]
    chosen = [detail for detail in depiction.details if detail.facet in facets]
    acts = next((detail.text for detail in chosen if detail.facet is Facet.ACTION), "")
    if acts and Facet.WHO not in facets and spoken_form(acts.split()[0]) in lexicon(language).pronouns:
        return [detail for detail in depiction.details if detail.facet in (*facets, Facet.WHO)]
    return chosen


def _wish(depiction: Depiction, details: Sequence[Detail], span: Span, language: str) -> Wanted:
    facets = [facet for facet in Facet if any(detail.facet is facet for detail in details)]
    weight = sum(_WEIGHTS[facet] for facet in facets) * (_DOUBTFUL if depiction.doubts else 1.0)
    return Wanted(span, _texts(details, facets, language), round(weight, 3), _MATTERS[facets[0]], depiction.doubts)


def _texts(details: Sequence[Detail], facets: Sequence[Facet], language: str) -> tuple[str, ...]:
    """Return it whole, then in fewer facets, each of these in fewer words too: shorter and shorter."""
    forms: list[str] = []
    for count in range(len(facets), 0, -1):
        text = " ".join(detail.text for detail in details if detail.facet in facets[:count])
        forms += [text, *shorter(text, language)]
    descending: list[str] = []
    for form in sorted(dict.fromkeys(forms), key=len, reverse=True):
        if not descending or len(form.split()) < len(descending[-1].split()):
            descending.append(form)
    if len(descending) <= _MOST_TEXTS:
        return tuple(descending)
    step = (len(descending) - 1) / (_MOST_TEXTS - 1)
    return tuple(descending[round(number * step)] for number in range(_MOST_TEXTS))


def _stays(following: Sequence[Depiction], place: Detail, memory: _Memory) -> Span:
    """Return how long a place can be seen: from its own depiction to the last before another place, and not for ever."""
    own = following[0].span
    same = takewhile(lambda one: one.span.start <= own.end + _STAYS_MS and all(
        detail.facet is not Facet.PLACE or memory.same(detail.text, place.text) for detail in one.details), following[1:])
    end = max([own.end, *(one.span.end for one in same)])
    return Span(own.start, min(end, own.end + _STAYS_MS))


def _read(text: str, on_screen: Sequence[str], language: str) -> bool:
    """Return whether a sentence tells what is read from the screen anyway: it quotes it, or has mostly its words."""
    known = {word for one in on_screen for word in content_words(one, language)}
    if not known:
        return False
    quoted = [word for quote in _QUOTED.findall(text) for word in content_words(quote, language)]
    return _share(quoted, known) >= _REPEATED or _share(content_words(text, language), known) >= _REPEATED


def _share(words: Sequence[str], known: set[str]) -> float:
    return sum(any(alike(word, other) for other in known) for word in words) / len(words) if words else 0.0


def _same(words: set[str], told: set[str]) -> bool:
    return len(words & told) >= _REPEATED * len(words)


class _Memory:
    """What has been told, and when it was seen last."""

    def __init__(self, language: str) -> None:
        self._language = language
        self._told: dict[Facet, list[tuple[int, set[str]]]] = {facet: [] for facet in Facet}

    def repeats(self, detail: Detail, at: int) -> bool:
        words = set(content_words(detail.text, self._language))
        return any(_same(words, told) for _, told in self._lately(detail.facet, at))

    def keep(self, detail: Detail, at: int) -> None:
        self._told[detail.facet].append((at, set(content_words(detail.text, self._language))))

    def same(self, text: str, other: str) -> bool:
        """Return whether two sentences tell the same."""
        return _same(set(content_words(text, self._language)), set(content_words(other, self._language)))

    def _lately(self, facet: Facet, at: int) -> Iterator[tuple[int, set[str]]]:
        since = at - _REMEMBERED_MS[facet] if facet in _REMEMBERED_MS else 0
        return takewhile(lambda told: told[0] >= since, reversed(self._told[facet]))

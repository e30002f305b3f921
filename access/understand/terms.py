"""Names and rare words that are likely said: what people listed, what the file says of itself, and what stands on its slides.

A recogniser writes a name that it never met as the ordinary words that sound nearest. Slides and titles show how it is
written, often while it is said.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from access.lexis.commonness import everyday, has_list, ordinary, small
from access.model.findings import Context, Probe, ScreenText, Term
from access.model.time import Span, merged
from access.model.words import spoken_form
from access.understand.given import guess_language

MOST = 400
"""Terms in all: every one costs the recogniser time, and a chance to hear it where it was not said."""
_GRID_MS = 10_000
"""A finer time would say no more, and make a recogniser listen again for nothing."""
_LEAST_LETTERS = 4
_LONGEST_ACRONYM = 5
_LONGEST_NAME = 4
"""Words."""
_LONGEST_WORD, _LONGEST_TERM = 40, 80
"""Letters. A longer one is a picture's data, a key or an attack: whoever sends a file writes its title."""
_PARTICLES = frozenset("al ap ben bin d da das de del della den der di dos du el ibn la le st ten ter van von y zu".split())
"""Small words inside a name, which begins and ends with a capital."""
_ADDRESS = re.compile(r"@|://|^www\.|\w\.(?:com|org|net|edu|gov|info|io|html?|[a-z]{2})(?:/|$)", re.IGNORECASE)
_PARTS = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|[^\W\d_a-zA-Z]+")
"""Of a word that was written together: `TheOldRiver` is three words that the reader of text ran together."""
_EDGES = re.compile(r"^[^\w]+|[^\w]+$")
_POSSESSIVE = re.compile(r"['’]s?$")


def likely_terms(
    context: Context, glossary: Sequence[Term], probe: Probe, screen: Sequence[ScreenText], language: str
) -> tuple[Term, ...]:
    """Return what is likely said and hard to hear, the likeliest first, each once, at most `MOST`.

    First what people listed, all of it; then the names on the screen; then what the container says of itself.
    """
    people = [Term(name) for name in (*context.people, context.place) if 0 < len(name) <= _LONGEST_TERM]
    listed = [*glossary, *context.glossary, *people, *rare_words(people, language)]
    shown = _on_screen(screen, language)
    told = [Term(name) for text in (probe.title, *probe.texts) for name in names_in(text, language)]
    found: dict[str, Term] = {}
    for term in (*listed, *shown, *told):
        key = spoken_form(term.text)
        if key in found:
            found[key] = replace(found[key], shown=merged((*found[key].shown, *term.shown)))
        elif key:
            found[key] = term
    return tuple(found.values())[:MOST]


def written_in(screen: Sequence[ScreenText]) -> str:
    """Return the language that the text on the screen shows; English where there is too little of it."""
    return guess_language(" ".join(text.text for text in screen)) or "en"


def _on_screen(screen: Sequence[ScreenText], language: str) -> list[Term]:
    """Return the terms of the screen, those that stand longest in all first."""
    times: dict[str, list[Span]] = {}
    for text in screen:
        for line in text.lines:
            for name in names_in(line, language):
                times.setdefault(name, []).append(_on_grid(text.span))
    terms = [Term(name, shown=merged(spans)) for name, spans in times.items()]
    return sorted(terms, key=lambda term: -sum(span.duration for span in term.shown))


def _on_grid(span: Span) -> Span:
    return Span(span.start // _GRID_MS * _GRID_MS, -(-span.end // _GRID_MS) * _GRID_MS)


def names_in(line: str, language: str) -> Iterator[str]:
    """Yield the names and rare words of one line, names of several words whole.

    A line all in capitals shows no names; its rare words are written with one capital.
    """
    shouted = line.isupper()
    run: list[str] = []
    # What is longer than any word ends a name, as a full stop does; it is not looked into, for that takes time.
    for raw in (*(raw if len(raw) <= _LONGEST_WORD else "." for raw in line.split()), "."):
        word = _POSSESSIVE.sub("", _EDGES.sub("", raw))
        address = bool(_ADDRESS.search(raw))
        if run and (word.lower() in _PARTICLES) and not word[:1].isupper():
            run.append(word)
        elif word[:1].isupper() and not (address or small(word, language) or any(map(str.isdigit, word))):
            run.append(word.capitalize() if shouted and len(word) > _LONGEST_ACRONYM else word)
        else:
            yield from _of_run(run, language, shouted)
            run = []
            if word and not address and _is_term(word, language, shouted):
                yield word
        if run and raw[-1] in ",;:.!?)/|":
            yield from _of_run(run, language, shouted)
            run = []


def _of_run(run: Sequence[str], language: str, shouted: bool) -> Iterator[str]:
    """Yield the name in a run of capitalised words, whatever a title's capitals put around it, and its rare words."""
    words = list(run)
    while words and (_is_no_name(words[0], language) or words[0].lower() in _PARTICLES):
        words.pop(0)
    while words and (_is_no_name(words[-1], language) or words[-1].lower() in _PARTICLES):
        words.pop()
    rare = [word for word in run if _is_term(word, language, shouted)]
    if 1 < len(words) <= _LONGEST_NAME and any(word in rare for word in words):
        yield " ".join(words)
    yield from rare


def _is_no_name(word: str, language: str) -> bool:
    return has_list(language) and everyday(word, language)


def _is_term(word: str, language: str, shouted: bool) -> bool:
    """Tell whether a word is one that a recogniser is likely not to know.

    In a language that no list is at hand for, only words with a capital are, and those of letters and digits.
    """
    letters = sum(map(str.isalpha, word))
    if any(map(str.isdigit, word)):
        return letters > 0 and word[0].isalpha() and letters + sum(map(str.isdigit, word)) >= len(word) - 2
    if word.isupper() and not shouted and 2 <= letters <= _LONGEST_ACRONYM:
        return not small(word, language)
    if letters < _LEAST_LETTERS or ordinary(word, language):
        return False
    if not has_list(language):
        return word[0].isupper()
    return not _run_together(word, language)


def _run_together(word: str, language: str) -> bool:
    """Tell whether a reader of text lost the blanks between ordinary words: at a capital, or in a word without any."""
    parts = _PARTS.findall(word)
    if len(parts) > 1:
        return all(ordinary(part, language) for part in parts)
    if not word.islower():
        return False
    cuts = range(3, len(word) - 2)
    return any(everyday(word[:cut], language) and everyday(word[cut:], language) for cut in cuts)


def rare_words(terms: Iterable[Term], language: str) -> tuple[Term, ...]:
    """Return the single names in the terms: those words of each that are rare."""
    return tuple(
        replace(term, text=word, sounds_like="") for term in terms for word in term.text.split()
        if len(word) >= _LEAST_LETTERS and not ordinary(word, language))

"""How an alternative text is written: its length and end, and signs that a voice stumbles over."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from access.check.alt_around import Case, note, shown, warning
from access.lexis.signs import (
    ADDRESS,
    ASCII_ART,
    ENTITY,
    ESCAPE,
    FANCY,
    KAOMOJI,
    MARKDOWN,
    PICTOGRAM,
    SPACED_LETTERS,
    STRAY_BLANKS,
    TAG,
    UNENDED_LANGUAGES,
    UNSEEN,
    ended,
)
from access.model.package import Finding, Severity

_SENTENCE = re.compile(r"[^.!?…]+")
_WORD = re.compile(r"[^\W\d_]{2,}")
_SHOUTED_WORDS, _LONG_WORD = 3, 5


def form_rules(case: Case) -> Iterator[Finding]:
    yield from _length(case)
    yield from _signs(case)
    yield from _letters(case)
    yield from _left_in(case)
    yield from _end(case)


def _length(case: Case) -> Iterator[Finding]:
    length, profile = len(case.alt.text), case.profile
    hard = length > profile.hard_max_characters
    limit = profile.hard_max_characters if hard else profile.max_characters
    if length > limit:
        yield Finding(
            "alt.too-long", Severity.WARNING if hard else Severity.NOTE,
            f"It has {length} characters, more than {limit}: what is more belongs in the extended description.",
            measure=length, limit=limit)


def _signs(case: Case) -> Iterator[Finding]:
    if any(pattern.search(case.alt.text) for pattern in (PICTOGRAM, KAOMOJI, ASCII_ART)):
        yield warning("alt.emoji", "It holds emoji or drawings of characters, which are read out by name.")
    if FANCY.search(case.alt.text):
        yield warning("alt.fancy-letters", "Letters of mathematics or in circles stand for plain ones: many voices skip them.")


def _letters(case: Case) -> Iterator[Finding]:
    if (match := SPACED_LETTERS.search(case.own)) and not _alphabet(match[0]):
        yield warning("alt.spaced-letters", f"“{shown(match[0])}” is spelt by a voice: write the word as one.")
    for sentence in _SENTENCE.findall(case.own):
        words = _WORD.findall(sentence)
        if len(words) >= _SHOUTED_WORDS and all(map(str.isupper, words)) and sum(
                len(word) >= _LONG_WORD for word in words) * 3 >= len(words):
            yield warning("alt.shouting", f"“{shown(sentence)}” is all in capitals, which some voices spell.")
            break


def _alphabet(letters: str) -> bool:
    plain = [sign.casefold() for sign in letters if sign.isalpha()]
    return all(ord(two) - ord(one) == 1 for one, two in pairwise(plain))


def _left_in(case: Case) -> Iterator[Finding]:
    for pattern in (TAG, ENTITY, MARKDOWN, ESCAPE):
        if match := pattern.search(case.alt.text):
            yield warning("alt.markup", f"“{shown(match[0])}” is markup or code that is read out as it stands.")
            break
    for match in ADDRESS.finditer(case.own):
        if not any(match[0].rstrip(".,") in text for text in case.around.texts):
            yield warning("alt.address", f"“{shown(match[0])}” is read out sign by sign; put the address on the page.")
            break
    if STRAY_BLANKS.search(case.alt.text) or UNSEEN.search(case.alt.text):
        yield note("alt.blanks", "It holds line breaks, several blanks in a row, or characters that are not seen.")


def _end(case: Case) -> Iterator[Finding]:
    if case.tongue not in UNENDED_LANGUAGES and not ended(case.text):
        yield note("alt.no-punctuation", "It ends without punctuation: a screen reader makes no pause.")

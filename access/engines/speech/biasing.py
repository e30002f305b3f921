"""Teaches a PocketSphinx decoder names that it does not know, and writes what it heard as they are written.

Each term becomes one word of the decoder, a name of several words too, with every reading of it that is likely; what is heard
of it comes out in the term's own spelling. The decoder cannot forget: it is for one file.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import count, product, takewhile
from typing import Any

from access.engines.speech.pronounce import readings
from access.model.findings import Term, Word

WEIGHT = 30.0
"""How much likelier than a word of which nothing is known (bench/names.py)."""
_MARK = "~"
"""Begins the decoder's own names of terms; no word of its dictionary does."""
_MOST_READINGS = 48
_MOST_OF_A_PART, _MOST_WAYS = 12, 2_000
"""Readings of one word in a name of several, and of the whole before the likeliest are taken."""
_SPLIT = re.compile(r"[\s\-–/]+")
_HISSING, _VOICELESS = frozenset("S Z SH ZH CH JH".split()), frozenset("P T K F TH".split())


def teach(decoder: Any, terms: Sequence[Term], weight: float = WEIGHT) -> dict[str, str]:
    """Add the terms, and their possessives, to what `decoder` can hear; return how each of its new words is written."""
    model, written, entries = decoder.get_lm(), dict[str, str](), list[tuple[str, str]]()
    for term in terms:
        said = _readings(decoder, term)
        owned = [f"{phones} {_possessive(phones)}" for phones in said[:_MOST_OF_A_PART]]
        for text, spoken in ((term.text, said), (f"{term.text}'s", owned)):
            if not spoken or term.text.lower().endswith("'s"):
                continue
            token = f"{_MARK}{len(written)}"
            written[token] = text
            model.add_word(token, weight)
            entries += ((token if number == 1 else f"{token}({number})", phones) for number, phones in enumerate(spoken, 1))
    for number, (name, phones) in enumerate(entries, 1):
        decoder.add_word(name, phones, number == len(entries))
    return written


def spelled(words: Iterable[Word], written: Mapping[str, str]) -> Iterator[Word]:
    """Yield the words, each term's as it is written; a name of several shares its time by their letters."""
    for word in words:
        parts = written.get(word.text, word.text).split()
        for part, span in zip(parts, word.span.shared_out(map(len, parts)), strict=True):
            yield Word(part, span, word.confidence)


def _readings(decoder: Any, term: Term) -> tuple[str, ...]:
    """Return how a term may be said, likeliest first; the dictionary knows best, and a person better than that."""
    split = _SPLIT.split(term.sounds_like or term.text)
    parts = [tuple(_of_part(decoder, part)) for part in split if any(map(str.isalnum, part))]
    if len(parts) < 2:
        return parts[0] if parts else ()
    each = min(_MOST_OF_A_PART, int(_MOST_WAYS ** (1 / len(parts))))
    ranked = sorted(product(*(enumerate(part[:each]) for part in parts)), key=lambda way: sum(rank for rank, _ in way))
    return tuple(" ".join(phones for _, phones in way) for way in ranked[:_MOST_READINGS])


def _of_part(decoder: Any, part: str) -> Iterable[str]:
    plain = part.strip(".,;:!?\"'’()[]")
    names = (plain.lower() if number == 1 else f"{plain.lower()}({number})" for number in count(1))
    return list(takewhile(bool, map(decoder.lookup_word, names))) or readings(plain)


def _possessive(phones: str) -> str:
    last = phones.split()[-1]
    return "AH Z" if last in _HISSING else "S" if last in _VOICELESS else "Z"

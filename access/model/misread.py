"""Whether a line of the screen is a line at all, or what a reader of pictures made of a blur: `htto:itwww.pics.com`.

On the ground because what writes must not read such a line out, and what checks must name it. Cautious: a line is misread only
where most of its letters stand in words that no language writes. Names, acronyms, addresses and foreign scripts are words.
"""

from __future__ import annotations

import re
import unicodedata
from itertools import groupby, pairwise

_LEAST = 0.5
"""Share of a line's letters and digits that must stand in what could be words."""
_EDGES = re.compile(r"^\W+|[^\w%°)]+$")
_ADDRESS = re.compile(
    r"(?:https?://)?(?:[\w.+-]+@)?(?!\w+www\.)[\w-]+(?:\.[\w-]+)*\.[a-z]{2,24}(?::\d+)?(?:[/?#]\S*)?", re.IGNORECASE)
_ABBREVIATION = re.compile(r"(?:[^\W\d_]{1,4}\.)+[^\W\d_]*", re.IGNORECASE)
_LIKE_ADDRESS = re.compile(r"www|https?|://|@|\w\.\w+\.\w|:\w*www", re.IGNORECASE)
_INSIDE = re.compile(r"[-–—'’/&+.,_()·:]+")
_STRANGE = re.compile(r"[|\\~¬¦`]|(?<=[^\W\d]):(?=[^\W\d])")
_VOWELS = frozenset("aeiouyæœøıäëïöüÿáàâãåéèêíìîóòôõúùûýāēīōūąęůő")
_ACRONYM = 6
_SHORT = 4
_LONGEST_RUN = 3
"""So often one letter stands in a row: Schifffahrt."""
_PER_VOWEL = 10
"""Letters to a vowel: strengths."""
_SWITCHES = 2
"""Between letters and digits: B2B, COVID19; and from small to capital letters inside a word."""


def is_misread(line: str) -> bool:
    """Return whether most of a line could not be words."""
    weights = [(sum(map(str.isalnum, token)), token) for token in line.split()]
    whole = sum(weight for weight, _ in weights)
    return whole > 0 and sum(weight for weight, token in weights if _could_be(token)) < _LEAST * whole


def _could_be(token: str) -> bool:
    """Return whether a token could be a word, a number or an address of some language."""
    bare = _EDGES.sub("", token)
    if not any(map(str.isalpha, bare)) or not all(map(_is_latin, bare)):
        return True
    if _LIKE_ADDRESS.search(bare):
        return bool(_ADDRESS.fullmatch(bare) or _ABBREVIATION.fullmatch(bare))
    if _STRANGE.search(bare):
        return False
    return all(_is_word(part) for part in _INSIDE.split(bare) if part)


def _is_word(part: str) -> bool:
    if any(len(list(run)) > _LONGEST_RUN for letter, run in groupby(part.lower()) if letter.isalpha()):
        return False
    digits = sum(one.isdigit() != other.isdigit() for one, other in pairwise(part))
    capitals = sum(one.islower() and other.isupper() for one, other in pairwise(part))
    if digits > _SWITCHES or capitals > _SWITCHES:
        return False
    letters = [letter for letter in part if letter.isalpha()]
    if len(letters) <= _SHORT or (part.isupper() and len(letters) <= _ACRONYM):
        return True
    return sum(letter.lower() in _VOWELS for letter in letters) * _PER_VOWEL >= len(letters)


def _is_latin(character: str) -> bool:
    return not character.isalpha() or unicodedata.name(character, "").startswith("LATIN")

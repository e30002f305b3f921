"""Names in a sentence: words with a capital that are nobody's everyday words, and that nothing at hand bears out."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from functools import cache
from importlib.resources import files

from access.lexis.commonness import everyday, has_list, ordinary
from access.lexis.quotes import blanked
from access.model.languages import primary
from access.model.words import spoken_form, spoken_forms

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


def words_of(texts: Iterable[str]) -> frozenset[str]:
    """Return the words of texts in the form in which names are looked up."""
    return frozenset(re.sub(r"'s?$", "", form) for text in texts for form in spoken_forms(text))


def names_not_in(text: str, language: str, known: Collection[str]) -> list[str]:
    """Return the names in a sentence that are not among the `known` words (`words_of`), each once; quotes are passed over."""
    names: list[str] = []
    unquoted = blanked(text)
    for hit in _WORD.finditer(unquoted):
        word = re.sub(r"'s?$", "", hit.group())
        form = spoken_form(word)
        if not word[0].isupper() or form in known or form in _NO_NAMES or not form or word in names:
            continue
        if _is_name(word, text[:hit.start()], text[hit.end():], language):
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


@cache
def _given_names() -> frozenset[str]:
    lines = files(__package__).joinpath("givennames.txt").read_text("utf-8").splitlines()
    return frozenset(name for line in lines if not line.startswith("#") for name in line.split())


def is_given_name(word: str) -> bool:
    """Tell whether people are called by a word that means nothing else."""
    return spoken_form(word) in _given_names()

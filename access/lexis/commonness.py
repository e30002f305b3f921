"""How common a word is: what tells a name or a term from the words that every recogniser knows.

Frequencies come with `pyspellchecker` (MIT; from film subtitles, a dozen languages). They are in lower case and know few
names, which is just what is wanted here.
"""

from __future__ import annotations

from functools import cache

from spellchecker import SpellChecker

from access.model.languages import primary
from access.model.words import spoken_form

_ORDINARY = 5e-7
"""Share of running text from which a word is one that everybody knows: `mammals` is, `photosynthesis` is not."""
_EVERYDAY = 1e-5
_SMALL = 1e-3
_ENDINGS = ("'s", "s", "es", "ed", "ing", "ly")
"""An ordinary word in another of its forms is ordinary, though the list may lack it."""
_SHORTEST_STEM = 4


def has_list(language: str) -> bool:
    """Tell whether there is a list for the language; without one every word counts as rare."""
    return primary(language) in SpellChecker.languages()


def known(word: str, language: str) -> bool:
    """Tell whether a word stands in the list at all, however rare it is."""
    return _share(spoken_form(word), language) > 0


def ordinary(word: str, language: str) -> bool:
    """Tell whether a word is one that everybody knows, in this or another of its forms."""
    form = spoken_form(word)
    stems = (form.removesuffix(end) for end in _ENDINGS if form.endswith(end))
    forms = [form, *(stem for stem in stems if len(stem) >= _SHORTEST_STEM)]
    return any(_share(one, language) >= _ORDINARY for one in (*forms, *(f"{stem}e" for stem in forms[1:])))


def everyday(word: str, language: str) -> bool:
    """Tell whether a word is in everybody's mouth: `welcome`, `history`; hardly ever a part of a name."""
    return _share(spoken_form(word), language) >= _EVERYDAY


def small(word: str, language: str) -> bool:
    """Tell whether a word is one of the few hundred that hold sentences together: `of`, `and`, `the`."""
    return _share(spoken_form(word), language) >= _SMALL


def _share(form: str, language: str) -> float:
    counts, total = _counts(primary(language))
    return counts.get(form, 0) / total


@cache
def _counts(subtag: str) -> tuple[dict[str, int], int]:
    if not has_list(subtag):
        return {}, 1
    listed = SpellChecker(language=subtag).word_frequency
    return dict(listed.dictionary), listed.total_words

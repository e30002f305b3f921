"""Which language a short text is surely not in: by its script, and by what a small model of languages says of its words."""

from __future__ import annotations

import re
from copy import copy
from functools import cache

from py3langid.langid import MODEL_FILE, LanguageIdentifier

from access.model.languages import primary, spaceless, spaceless_letters

_FEW_LETTERS = 8
_ANSWERED_IN = frozenset(("en", "de", "fr", "es", "it", "pt", "nl", "zh"))
"""What models answer in, whatever they are asked in."""
_ENOUGH_LETTERS, _ENOUGH_WORDS, _SURE = 14, 4, 0.93
"""Measured on 47 short sentences of seven languages: none is taken for another with 0.9, and most reach it for their own."""
_SCRIPTS = re.compile(r"[\u0370-\u03ff\u0400-\u052f\u0590-\u06ff\u0900-\u0dff\u10a0-\u10ff\uac00-\ud7af]")
"""Greek, Cyrillic, Hebrew, Arabic, the scripts of India, Georgian, Hangul; those without blanks are counted apart."""
_LATIN = frozenset(
    "af ca cs cy da de en es et eu fi fr ga gl hr hu id is it lt lv ms mt nl nb nn no pl pt ro sk sl sq sv sw tl tr vi".split())


def is_foreign(text: str, language: str) -> bool:
    """Tell whether a text is surely not in `language`. Little text is judged by its script and its smallest words alone."""
    tag = primary(language)
    letters = sum(map(str.isalpha, text))
    other_script = spaceless_letters(text) + len(_SCRIPTS.findall(text))
    if not tag or not letters:
        return False
    if tag in _LATIN and other_script > letters // 5:
        return True
    if spaceless(tag) and not spaceless_letters(text) and letters >= _FEW_LETTERS:
        return True
    if letters < _ENOUGH_LETTERS or len(text.split()) < _ENOUGH_WORDS:
        return False
    guessed, likely = _likeliest(tag).classify(text)
    return str(guessed) != tag and float(likely) >= _SURE


@cache
def language_model() -> LanguageIdentifier:
    """Return what tells the language of a text, of all that it knows. Not to be changed: all share it.

    It takes half a second and 50 MB, once a process.
    """
    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)


@cache
def _likeliest(tag: str) -> LanguageIdentifier:
    """Return what tells the asked language from those that models answer in: among so few, a short sentence is enough."""
    identifier = copy(language_model())
    known = set(identifier.nb_classes)
    identifier.set_languages(sorted({tag, *_ANSWERED_IN} & known))
    return identifier

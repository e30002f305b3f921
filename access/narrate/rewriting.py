"""Whether what an engine says in fewer words may be spoken in a description's place: it is never trusted, only checked.

The checks compare two texts and know no language. What says the same in fewer words is made of mostly the same words; a
refusal, an apology, an answer to something in the text, or a new thought is not, in any language.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable

from access.model.words import spoken_forms

Rewrite = Callable[[str, int], str]
"""Says a text again in at most so many words, as far as it keeps to that."""

LEAST_WORDS = 3
"""Nothing is worth saying in fewer."""
_FAMILIAR = 0.6
"""Share of the words that must come from the text, be it in another form."""
_STEM = 4
"""Letters at a word's beginning that its forms share at least."""
_MARKUP = re.compile(r"[*_#`<>{}\[\]|\\]|https?:")
_LABEL = re.compile(r"^[^.!?:]{1,40}:\s")
_NUMBER = re.compile(r"\d+(?:[.,:]\d+)*")
_QUOTES = "\"'“”„«»‘’"


def accepted(text: str, answer: str, *, quoted: bool) -> str:
    """Return what of `answer` may be spoken instead of `text`; empty where it may not.

    It is one line, shorter, whole, in the words of `text`, with all its numbers and names and no others. `quoted` text
    stands on the screen: it keeps its label and its order, and only loses words.
    """
    said = " ".join(answer.split())
    if len(said) > 2 and said[0] in _QUOTES and said[-1] in _QUOTES and text[:1] not in _QUOTES:
        said = said[1:-1].strip()
    words, known = spoken_forms(said), spoken_forms(text)
    if not LEAST_WORDS <= len(words) < len(known) or len(said) >= len(text):
        return ""
    if "\n" in answer.strip() or _MARKUP.search(said) or any(unicodedata.category(sign) == "Cc" for sign in said):
        return ""
    if _unchanged(said) != _unchanged(text) or not _same_names(said, text) or _LABEL.findall(said) != _LABEL.findall(text):
        return ""
    if quoted and not _in_order(words, known):
        return ""
    if sum(_familiar(word, known) for word in words) < _FAMILIAR * len(words):
        return ""
    return said if said[-1] in ".!?…。" else f"{said.rstrip(',;:–— ')}."


def _unchanged(text: str) -> list[str]:
    """Return the numbers, and the words that turn the sense of all others: none may go or come."""
    words = [form for form in spoken_forms(text) if form in _TURNS or form.endswith("n't")]
    return sorted([*_NUMBER.findall(text), *words])


def _same_names(said: str, text: str) -> bool:
    """Return whether both name the same. A name is what has a capital inside a sentence.

    A word that opens a sentence may be one or not: it has to stay unless it is surely none, and none may come.
    """
    of_text, of_said = set(spoken_forms(text)), set(spoken_forms(said))
    kept = _names(text) | (_openings(text) - _MAY_GO)
    return kept <= of_said and _names(said) <= of_text and _openings(said) <= of_text | _MAY_COME


def _names(text: str) -> set[str]:
    return {form for opens, word in _opened(text) if not opens and word[:1].isupper() for form in spoken_forms(word)}


def _openings(text: str) -> set[str]:
    return {form for opens, word in _opened(text) if opens and word[:1].isupper() for form in spoken_forms(word)}


def _opened(text: str) -> list[tuple[bool, str]]:
    """Return each word with whether it opens a sentence; opening quotation marks are taken off."""
    opens, found = True, []
    for word in text.split():
        bare = word.lstrip(_QUOTES + "(")
        if spoken_forms(bare):
            found.append((opens, bare))
            opens = bare.rstrip(_QUOTES + ")")[-1:] in ".!?…:"
    return found


_MAY_COME = frozenset("a an the he she it they his her its their".split())
"""May open a sentence though the text has them not. English only: elsewhere an opening word stays or nothing is accepted."""
_MAY_GO = _MAY_COME | frozenset(
    "at in on inside outside under over behind beside beneath above below near with from then now as while and but".split())
_TURNS = frozenset(
    "two three four five six seven eight nine ten eleven twelve hundred thousand million half both no not never none nobody "
    "without nicht kein keine keinen nie ohne ne pas jamais sans non nunca sin senza mai não nem sem niet geen zonder".split())


def _in_order(words: list[str], known: list[str]) -> bool:
    rest = iter(known)
    return all(word in rest for word in words)


def _familiar(word: str, known: list[str]) -> bool:
    stem = word[:max(_STEM, len(word) - 3)]
    return any(other == word or (len(stem) >= _STEM and other.startswith(stem)) for other in known)

"""How text from the screen is worded for a voice: lines joined into phrases, addresses and capitals made speakable.

Apart from `describe`, which decides what is told at all. Text from the screen is data; nothing here obeys it.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from itertools import pairwise

from access.model.languages import primary
from access.model.script import Matter
from access.model.words import spoken_form, spoken_forms
from access.write.lexicon import lexicon
from access.write.linebreaks import ends_sentence

_LABELS = {
    "en": ("Title", "Credits", "Caption", "Text on screen"),
    "de": ("Titel", "Abspann", "Einblendung", "Text im Bild"),
    "fr": ("Titre", "Générique", "Bandeau", "Texte à l'écran"),
    "es": ("Título", "Créditos", "Rótulo", "Texto en pantalla"),
    "it": ("Titolo", "Titoli di coda", "Didascalia", "Testo sullo schermo"),
    "pt": ("Título", "Créditos", "Legenda", "Texto na tela"),
    "nl": ("Titel", "Aftiteling", "Onderschrift", "Tekst in beeld"),
}
_MATTERS = (Matter.TITLE, Matter.CREDITS, Matter.CAPTION, Matter.TEXT)
"""What on-screen text is marked as (DCMP, Netflix, ACB: it always is), in the order of `_MATTERS`. A language that is not here
is read without a label rather than with an English one in a foreign voice."""

_BULLET = re.compile(r"^[·•●▪◦‣∙*–—-]+\s*(?=\S)")
_SCHEME = re.compile(r"\b(?:https?|ftp)://", re.IGNORECASE)
_ADDRESS_END = re.compile(r"(?<=\w)/(?=\s|$)")
_GLUED = re.compile(r"(?<=[^\W\d_]{3})\.(?=[(\[]|[A-ZÀ-ÖØ-Þ][a-zß-öø-ÿ]{2})")
_MAY_BE_ADDRESS = re.compile(r"www\.|@|\w/\w|\.(?:com|org|net|edu|gov|info|biz)\b|\.\w+\.\w", re.IGNORECASE)
_ADDRESS = re.compile(r"\W*(?:\S+@)?[\w-]+(?:\.[\w-]+)*\.[^\W\d_]{2,}(?:[/?#:]\S*)?\W*")
_BRACKETED = re.compile(r"[(\[][^()\[\]]*[)\]]\W*")
_ENDS = ".!?…:;"
_CLOSES = re.compile(r"[.!?…][\"'”’»)]*$")
_SHORT = 2
"""Letters of a word that, with its full stop, may be short for another."""
_SHORTER = (48, 40, 32, 24, 16, 10)
"""The variants between keep as many phrases as hold about this many words."""
_VOWELS = frozenset("aeiouyäöüàáâèéêìíîòóôùúû")


def clean(line: str) -> str:
    """Return one line of the screen without bullets, control characters, and what of an address nobody says."""
    plain = "".join(" " if unicodedata.category(character) in {"Cc", "Zl", "Zp"} else character for character in line)
    plain = _BULLET.sub("", " ".join(map(_parted, plain.split())))
    return _ADDRESS_END.sub("", _SCHEME.sub("", plain)).strip()


def _parted(token: str) -> str:
    """Give back the blank after a full stop that a reader of letters ran over: `cod.(Photo`, `dusk.Then`."""
    head = token.split("(")[0]
    return token if _MAY_BE_ADDRESS.search(head) else _GLUED.sub(". ", token)


def phrases(lines: Sequence[str], language: str) -> tuple[str, ...]:
    """Join lines that a designer broke in mid-sentence; each result can end in a full stop."""
    joined: list[str] = []
    for shown in filter(None, map(clean, lines)):
        line = _cased(shown, language)
        if joined and _goes_on(joined[-1], line, language):
            before = joined.pop()
            joined.append(before[:-1] + line if _hyphenated(before, line) else f"{before} {line}")
        else:
            joined.append(line if line == shown else line[:1].upper() + line[1:])
    return tuple(joined)


def variants(matter: Matter, said: Sequence[str], language: str) -> tuple[str, ...]:
    """Return the text to be spoken, whole, then shorter and shorter: the first sentences, the first one alone.

    What can be spared most goes first: addresses, then what stands in brackets, as the names of photographers do.
    """
    if not said:
        return ()
    whole = [sentence for phrase in said for sentence in _sentences(phrase, language)]
    named = [one for one in whole if not _ADDRESS.fullmatch(one)] or whole
    told = [one for one in named if not _BRACKETED.fullmatch(one)] or named
    counts = [len(told), *(_count_of(told, words) for words in _SHORTER), 1]
    forms = [said, named, *(told[:count] for count in counts)]
    return tuple(dict.fromkeys(_spoken(matter, form, language) for form in forms))


def _sentences(phrase: str, language: str) -> list[str]:
    """Take a line apart where a sentence of it surely ends: not after what may be short, `U.S. Navy`, `Vol. 2`."""
    words = phrase.split()
    ends = [number for number, (one, other) in enumerate(pairwise(words), 1)
            if ends_sentence(one, other, language) and not _may_be_short(one, other)]
    return [" ".join(words[first:last]) for first, last in pairwise([0, *ends, len(words)])]


def _may_be_short(word: str, following: str) -> bool:
    return len(spoken_form(word)) <= _SHORT or "." in word[:-1] or following[:1].isdigit()


def unmarked(text: str, language: str) -> str:
    """Return the text of the screen without the words that mark it as such, for where it is marked in another way."""
    for label in _LABELS.get(primary(language), ()):
        if text.startswith(f"{label}: "):
            return text.removeprefix(f"{label}: ")
    return text


def _spoken(matter: Matter, said: Sequence[str], language: str) -> str:
    sentences = [phrase if _CLOSES.search(phrase) else phrase.rstrip(_ENDS + ",–— ") + "." for phrase in said]
    labels = _LABELS.get(primary(language))
    text = " ".join(sentences)
    return f"{labels[_MATTERS.index(matter)]}: {text}" if labels else text


def _count_of(said: Sequence[str], words: int) -> int:
    """Return how many phrases, one at least, hold at most so many words."""
    total = 0
    for count, phrase in enumerate(said):
        total += len(phrase.split())
        if total > words:
            return max(1, count)
    return len(said)


def _goes_on(before: str, after: str, language: str) -> bool:
    """Return whether the second line goes on with the first one's sentence."""
    words = lexicon(language)
    if _CLOSES.search(before) and spoken_form(before.split()[-1]) not in words.abbreviations:
        return False
    last, first = before.split()[-1], spoken_form(after.split()[0])
    if last.endswith((",", "&", ":")) or _hyphenated(before, after):
        return True
    leans = words.determiners | words.prepositions | words.conjunctions
    leads = words.prepositions | words.conjunctions
    follows = after[:1].islower() and not _is_address(after.split()[0])
    return spoken_form(last) in leans - _numbers(last) or (first in leads and not _opens(after, language)) or follows


def _opens(line: str, language: str) -> bool:
    """Return whether a line begins a phrase of its own: a capital first, and small letters in what carries its sense.

    `From the hills to the sea` is a subtitle, `Of the Rings` the rest of a title.
    """
    rest = [word for word in line.split()[1:] if spoken_form(word) not in lexicon(language).function_words]
    return line[:1].isupper() and any(word[:1].islower() for word in rest)


def _numbers(word: str) -> frozenset[str]:
    """A line may well end in a number, which the lexicon counts among what opens a noun phrase."""
    return frozenset({spoken_form(word)}) if any(letter.isdigit() for letter in word) else frozenset()


def _hyphenated(before: str, after: str) -> bool:
    return len(before) > 2 and before.endswith("-") and before[-2].isalpha() and after[:1].islower()


def _is_address(word: str) -> bool:
    return "." in word.strip(".") or "@" in word


def _cased(line: str, language: str) -> str:
    """Take a line that is all capitals down to capitals at the beginnings of its words, where that is surely no loss.

    A voice spells some words in capitals out ("I T"). Short ones and those that cannot be pronounced may be acronyms, and
    stay; in a language whose small words are not known nothing is touched.
    """
    function_words = lexicon(language).function_words
    words = line.split()
    if not function_words or len(words) < 2 or line != line.upper() or line == line.lower():
        return line
    return " ".join(_cased_word(word, spoken_form(word) in function_words) for word in words)


def _cased_word(word: str, function_word: bool) -> str:
    if function_word:
        return word.lower()
    return word.capitalize() if _pronounceable(word) else word


def _pronounceable(word: str) -> bool:
    """Return whether it reads like a word: long enough, all letters, a vowel, and no heap of consonants."""
    letters = spoken_form(word)
    if len(letters) < 4 or not letters.isalpha():
        return False
    heaps = [len(heap) for heap in re.split(f"[{''.join(sorted(_VOWELS))}]+", letters)]
    return len(heaps) > 1 and max(heaps) <= (2 if len(letters) == 4 else 4)


def content_words(text: str, language: str) -> list[str]:
    """Return the words that carry the sense, in spoken form."""
    empty = lexicon(language).function_words
    words = spoken_forms(text)
    return [word for word in words if word not in empty] or words

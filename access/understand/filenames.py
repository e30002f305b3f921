"""The words of a file's name, where it was given words: a person's shortest caption.

Most names are none: a camera's count, a hash, an export's number, the size of a thumbnail. Those must not be told to a model,
which would make something of them. Pure.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from urllib.parse import unquote

from access.lexis.commonness import known, ordinary, small
from access.model.labels import is_file_name, is_placeholder

_MOST_WORDS = 12
_LONGEST = 200
"""Characters of a name that are looked at; the longest name of most file systems is 255 bytes."""
_CAMEL = re.compile(r"(?<=[^\W\d_][^\W\d_A-Z])(?=[A-Z][^\W\d_A-Z])")
"""Between `grey` and `Heron` of `greyHeron`, between `In` and `Flight` of `InFlight`."""
_SIZE = re.compile(r"\d+[x×]\d+|@\d+x|\d+(?:px|dpi|mp|k|w|h)|v\d+|(?:19|20)\d\d", re.IGNORECASE)
_VOWELS = frozenset("aeiouyäöüåæøœáéíóúàèìòùâêîôûëïãõ")
_CONSONANTS = re.compile(r"[^\W\d_aeiouyäöüåæøœáéíóúàèìòùâêîôûëïãõ]{5,}", re.IGNORECASE)
_SHORTEST, _LONGEST_WORD = 3, 24
"""Letters of a word that no list has."""
_EXPORT = frozenset("""
    img image images dsc dscf dscn dcim pxl pic pict pics picture photo photos foto bild gopr mvi vid scan screenshot
    screen shot capture snapshot whatsapp signal telegram fb received download downloads unnamed untitled unbenannt file asset
    media upload default sample copy kopie copie copia final finale draft edit edited bearbeitet retouched crop cropped resized
    rotated scaled thumb thumbnail preview min retina hires lowres highres web print original export exported rgb cmyk srgb
    hero banner header footer background bg cover featured slide slider teaser logo icon favicon sprite placeholder spacer
    design
    jpg jpeg png gif webp avif heic tif tiff bmp svg pdf psd
""".split())
"""What programs and habits put into a name, and what no picture shows."""
_STOCK = frozenset("""
    pexels unsplash pixabay shutterstock istock istockphoto adobestock gettyimages depositphotos dreamstime freepik flickr
""".split())
"""Who sells pictures names them after the photographer, who is not in them."""
_BARE = frozenset("a an the and of in on at to with der die das und von mit im am le la les de du et el los y di il e".split())
"""A name that begins or ends with one of these was cut there."""


def name_words(stem: str, languages: Sequence[str] = ()) -> str:
    """Return what the name says, `grey heron in flight` for `grey-heron_inFlight-1024x768`; empty where it is no words.

    `stem` is the name without its ending. At least half of its words must be known in one of `languages` or in English, and one
    of them must mean something; a name or a rare word beside such is taken along.
    """
    name = unicodedata.normalize("NFC", unquote(stem))[:_LONGEST]
    if is_file_name(name) or is_placeholder(name):
        return ""
    pieces = _pieces(name)
    if _STOCK & set(map(str.lower, pieces)):
        return ""
    words = _trimmed([word for piece in pieces if not _export(piece) for word in _CAMEL.split(piece) if not _export(word)])
    asked = tuple(dict.fromkeys((*filter(None, languages), "en")))
    sure = [word for word in words if _known(word, asked)]
    if not 2 * len(sure) >= len(words) or not any(_tells(word, asked) for word in sure):
        return ""
    kept = _trimmed([word for word in words if word in sure or _pronounceable(word)])
    return " ".join(kept[:_MOST_WORDS])


def _pieces(name: str) -> list[str]:
    """Return what stands between separators; what holds a digit is a count, a size or a hash."""
    # Not \w: it knows no vowel signs, which most Indian scripts write apart.
    apart = "".join(letter if unicodedata.category(letter)[0] in "LMN" else " " for letter in _SIZE.sub(" ", name))
    return [piece for piece in apart.split() if all(unicodedata.category(letter)[0] in "LM" for letter in piece)]


def _export(word: str) -> bool:
    return word.lower() in _EXPORT


def _trimmed(words: list[str]) -> list[str]:
    first, last = 0, len(words)
    while last > first and words[last - 1].lower() in _BARE:
        last -= 1
    while last - first > 1 and words[first].lower() in _BARE - {"a", "an", "the", "in", "on", "at", "im", "am"}:
        first += 1
    return words[first:last]


def _known(word: str, languages: Sequence[str]) -> bool:
    if not _latin(word):
        return True
    if len(word) < _SHORTEST:
        return any(small(word, language) for language in languages)
    return any(known(word, language) or ordinary(word, language) for language in languages)


def _tells(word: str, languages: Sequence[str]) -> bool:
    return not _latin(word) or (len(word) >= _SHORTEST and not any(small(word, language) for language in languages))


def _pronounceable(word: str) -> bool:
    """Tell whether it may be a name or a rare word, rather than letters thrown together."""
    return (
        _SHORTEST <= len(word) <= _LONGEST_WORD and bool(_VOWELS & set(word.lower())) and not _CONSONANTS.search(word)
        and (word.islower() or word.istitle()))


def _latin(word: str) -> bool:
    """Tell whether it is written in the letters that programs write hashes in."""
    return any(unicodedata.name(letter, "").startswith("LATIN") for letter in word)

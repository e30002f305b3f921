"""Pronunciations for words that the recogniser's dictionary lacks: espeak-ng's IPA turned into CMU (ARPAbet) phones."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from access.engines.espeak_phonemes import Espeak

_ARPABET = {
    "aɪɚ": "AY ER", "aɪə": "AY AH", "aʊɚ": "AW ER", "tʃ": "CH", "dʒ": "JH", "eɪ": "EY", "aɪ": "AY", "aʊ": "AW",
    "ɔɪ": "OY", "oʊ": "OW", "əʊ": "OW", "iə": "IY AH", "ɪɹ": "IH R", "ɛɹ": "EH R", "ɑːɹ": "AA R", "ɔːɹ": "AO R",
    "oːɹ": "AO R", "ʊɹ": "UH R", "əl": "AH L", "n̩": "AH N", "l̩": "AH L", "m̩": "AH M",
    "iː": "IY", "uː": "UW", "ɑː": "AA", "ɔː": "AO", "oː": "AO", "ɜː": "ER", "eː": "EY", "aː": "AA",
    "i": "IY", "ɪ": "IH", "ᵻ": "IH", "e": "EH", "ɛ": "EH", "æ": "AE", "a": "AE", "ɑ": "AA", "ɒ": "AA", "ɔ": "AO",
    "o": "OW", "ʊ": "UH", "u": "UW", "ʌ": "AH", "ə": "AH", "ɐ": "AH", "ɚ": "ER", "ɝ": "ER", "ɜ": "ER", "y": "UW",
    "p": "P", "b": "B", "t": "T", "d": "D", "k": "K", "ɡ": "G", "g": "G", "f": "F", "v": "V", "θ": "TH", "ð": "DH",
    "s": "S", "z": "Z", "ʃ": "SH", "ʒ": "ZH", "h": "HH", "m": "M", "n": "N", "ŋ": "NG", "l": "L", "ɫ": "L",
    "ɹ": "R", "r": "R", "j": "Y", "w": "W", "ɾ": "T", "ʔ": "T", "x": "K", "ç": "HH", "ɬ": "L", "ɲ": "N Y", "β": "B",
}
_TOKEN = re.compile("|".join(sorted(map(re.escape, _ARPABET), key=len, reverse=True)))
_TWICE = re.compile(r"\b(ER) R\b|\b(\w+) \2\b")
"""Where a sign that holds an R stands before one, or a letter is written twice: it is said once."""
_DOUBTFUL = {
    "AE": "AA EY AH", "AA": "AE OW AH", "AH": "AE EH IH AA UW", "AO": "OW", "AY": "IY", "EH": "IY EY AH", "ER": "EH_R AA_R",
    "EY": "AE AA IY", "IH": "IY AY AH", "IY": "IH AY AH", "OW": "AA AH", "UH": "UW AH", "UW": "AH UH",
}
"""What else the letter that a vowel was read from may be."""
_MOST_READINGS = 48
_LONGEST_ACRONYM = 5
_YEAR = re.compile(r"(1[1-9]|20)(\d\d)")


def pronunciations(word: str) -> tuple[str, ...]:
    """Return the likely pronunciations of an English word or number, as space-separated ARPAbet phones, likeliest first.

    A year is said in two ways, "two thousand eight" and "twenty oh eight". Empty where espeak-ng finds nothing to say.
    """
    readings = [word]
    if year := _YEAR.fullmatch(word):
        century, rest = year.groups()
        readings.append(f"{century} {'hundred' if rest == '00' else f'oh {rest[1]}' if rest[0] == '0' else rest}")
    phones = (arpabet(Espeak.shared().phonemes(reading, "en-us")) for reading in readings)
    return tuple(dict.fromkeys(filter(None, phones)))


def readings(word: str) -> tuple[str, ...]:
    """Return how a name may be said, likeliest first.

    As an American and a Briton would read it, letter by letter where it is all capitals, and each with one vowel changed: who
    meets a name for the first time is sure of its consonants, not of its vowels.
    """
    spoken = [*pronunciations(word), arpabet(Espeak.shared().phonemes(word, "en-gb"))]
    letters = "".join(filter(str.isalpha, word))
    if word.isupper() and len(letters) <= _LONGEST_ACRONYM:
        spoken.insert(0, " ".join(arpabet(Espeak.shared().phonemes(letter, "en-us")) for letter in letters))
    whole = list(dict.fromkeys(filter(None, spoken)))
    changed = (other for reading in whole for other in _one_vowel_changed(reading.split()))
    return tuple(islice(dict.fromkeys((*whole, *changed)), _MOST_READINGS))


def _one_vowel_changed(phones: list[str]) -> Iterator[str]:
    for place, phone in enumerate(phones):
        for other in _DOUBTFUL.get(phone, "").split():
            yield " ".join((*phones[:place], *other.split("_"), *phones[place + 1:]))


def arpabet(ipa: str) -> str:
    """Turn American English IPA as espeak-ng writes it into ARPAbet; stress, length and unknown signs are passed over."""
    plain = re.sub("[ˈˌ\u200d_|]", "", ipa)
    return _TWICE.sub(r"\1\2", " ".join(_ARPABET[sign] for sign in _TOKEN.findall(plain)))

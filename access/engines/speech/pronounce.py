"""Pronunciations for words that the recogniser's dictionary lacks: espeak-ng's IPA turned into CMU (ARPAbet) phones."""

from __future__ import annotations

import re

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


def arpabet(ipa: str) -> str:
    """Turn American English IPA as espeak-ng writes it into ARPAbet; stress, length and unknown signs are passed over."""
    plain = re.sub("[ˈˌ\u200d_|]", "", ipa)
    return " ".join(_ARPABET[sign] for sign in _TOKEN.findall(plain))

"""The text that is left where an announcement is taken off its front: `Image of a boat` is a boat, `Foto del porto` il porto.

Where the announcement ends with a preposition that has swallowed an article, the article comes back. German takes its nouns
into another case behind it: only what has one form in both is cut.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from access.lexis.announcing import announced
from access.model.languages import primary

_ARTICLES: Mapping[str, Mapping[str, str]] = {
    "fr": {"du": "le", "des": "des"},
    "es": {"del": "el"},
    "it": {"del": "il", "dello": "lo", "della": "la", "dei": "i", "degli": "gli", "delle": "le", "dell'": "l'"},
    "pt": {"do": "o", "da": "a", "dos": "os", "das": "as", "dum": "um", "duma": "uma"},
}
_GOES_ON = {"nl": ("waarop", "die", "dat", "laat"), "es": ("muestra a",)}
"""What no noun follows."""
_FEMININE = re.compile(r"(?:von |mit )?einer (?P<adj>(?:[a-zäöüß]+en )*)(?P<noun>[A-ZÄÖÜ].*)", re.DOTALL)
_EITHER = re.compile(r"(?:von |mit )einem (?P<noun>[A-ZÄÖÜ][\wäöüß]*(?<!en))(?P<rest>\b.*)", re.DOTALL)
_THE = re.compile(r"der (?P<noun>[A-ZÄÖÜ].*)", re.DOTALL)


def unannounced(text: str, language: str) -> str:
    """Return `text` without the words by which it announces a picture; as it is where it has none, or no rule is safe."""
    found = announced(text)
    tag = primary(language)
    if found is None or found.language not in (tag, "en") or not any(map(str.isalpha, found.rest)):
        return text
    rest = found.rest.lstrip(" ,:–—-")
    last = found.words.casefold().replace("’", "'").split()[-1].rstrip(",")
    if last in _GOES_ON.get(found.language, ()):
        return text
    if found.language == "de":
        rest = _german(last, rest)
    else:
        last = "dell'" if last.endswith("dell'") else last
        article = _ARTICLES.get(found.language, {}).get(last, "")
        rest = f"{article}{'' if article.endswith(chr(39)) or not article else ' '}{rest}"
    return rest[:1].upper() + rest[1:] if rest else text


def _german(last: str, rest: str) -> str:
    """Return a German noun with what stands before it as a sentence begins with it; empty where only a dictionary knows how."""
    after = f"{last} {rest}" if last in ("von", "mit", "einer", "der") else rest
    if last in ("zeigt", "eines", "des", "vom"):
        return ""
    if feminine := _FEMININE.fullmatch(after):
        return f"Eine {re.sub(r'en ', 'e ', feminine.group('adj'))}{feminine.group('noun')}"
    if either := _EITHER.fullmatch(after):
        return f"Ein {either.group('noun')}{either.group('rest')}"
    if the := _THE.fullmatch(after):
        return f"Die {the.group('noun')}"
    return "" if last in ("von", "mit", "einer", "der", "sind", "ist", "sieht", "sehen") else rest

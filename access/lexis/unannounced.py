"""The text that is left where an announcement is taken off its front: `Image of a boat` is a boat, `Foto del porto` il porto.

Where the announcement ends with a preposition that has swallowed an article, the article comes back. German takes its nouns
into another case behind it: only what has one form in both is cut. What the announcement says besides, `Aerial photo of`, is
kept, and it with it.
"""

from __future__ import annotations

import re

from access.lexis.announcing import Announced, announced
from access.model.languages import primary

_OF = {
    "en": re.compile(r"of|showing|depicting|displaying|featuring|containing|representing|with|from"
                     r"|(?:(?:that|which) )?(?:clearly )?(?:shows?|depicts?|displays?|features?|contains?|portrays?)",
                     re.IGNORECASE),
    "fr": re.compile(r"d[ue]|des|d['’]|montrant|représentant|illustrant|contenant|(?:qui )?(?:montre|représente)",
                     re.IGNORECASE),
    "es": re.compile(r"de|del|que muestra|mostrando|muestra|representa", re.IGNORECASE),
    "it": re.compile(r"d[ei]|d['’]|del|dello|della|dell['’]|dei|degli|delle|che mostra|raffigurante|mostra|raffigura",
                     re.IGNORECASE),
    "pt": re.compile(r"de|d[oa]s?|dum|duma|que mostra|mostrando|mostra|retrata", re.IGNORECASE),
    "nl": re.compile(r"van|met|toont", re.IGNORECASE),
    "sv": re.compile(r"på|av|som visar|föreställande|visar", re.IGNORECASE),
    "da": re.compile(r"af|der viser|som viser|viser", re.IGNORECASE),
    "nb": re.compile(r"av|som viser|viser", re.IGNORECASE),
    "fi": re.compile(r"kuvassa (?:on|ovat|näkyy|näkyvät)", re.IGNORECASE),
}
"""What an announcement may end with so that the rest stands by itself."""
_KEEPS = re.compile(
    r"\b(?:aerial|close[- ]?up|black|b&w|blanc|blanco|bianco|branco|zwart|vintage|old|oude|vieille|altes|historic(?:al)?"
    r"|historisches|icon|logo|logotyp|logotipo|illustration|illustratie|illustrasjon|ilustración|ilustração|illustrazione|thumbnail"
    r"|clip ?art|ic[ôo]ne|[ií]cono|icona|ícone|icoon|pictogram|ikon|vignette|miniatura|promotional|official|press|product"
    r"|profile|cover|framed|gráfico)\b",
    re.IGNORECASE)
"""What an announcement says besides: to leave it out would lose it."""
_ARTICLES = {
    "fr": {"du": "le ", "des": "les ", "au": "le "}, "es": {"del": "el "},
    "it": {"del": "il ", "dello": "lo ", "della": "la ", "dell'": "l'", "dei": "i ", "degli": "gli ", "delle": "le "},
    "pt": {"do": "o ", "da": "a ", "dos": "os ", "das": "as ", "dum": "um ", "duma": "uma "},
}
"""What a preposition has swallowed."""
_NOT_A_THING = re.compile(
    r"(?:how|that|what|why|where|when|which|who|if|whether|him|her|them|me|us|it|que|qui|comment|cómo|come|como|hoe|dat|hur|att?)\b",
    re.IGNORECASE)
_GERMAN_SHOWS = re.compile(r".*\b(?:bild|foto|grafik|abbildung|aufnahme|illustration) zeigt$", re.IGNORECASE)
_GERMAN_OF = re.compile(r".*\b(?:bild|foto|fotografie|aufnahme|abbildung|bildschirmfoto|screenshot) von$", re.IGNORECASE)
_NOMINATIVE_TOO = re.compile(r"(?:ein|eine|das|die|zwei|drei|vier|fünf|mehrere|viele|einige)\b", re.IGNORECASE)
_ACCUSATIVE = re.compile(r"\b(?:den|einen|keinen|ihren|seinen|\w+en (?:Mann|Jungen|Herrn|Menschen))\b", re.IGNORECASE)
_GENITIVE = re.compile(
    r".*\b(?:bild|foto|fotografie|aufnahme|abbildung|bildschirmfoto|screenshot) (?P<article>der|einer)", re.IGNORECASE)
_DECLINED = re.compile(
    r"(?P<article>einem|einer|der) (?P<adjectives>(?:[a-zäöüß]+en )*)(?P<noun>[A-ZÄÖÜ][\wäöüß-]*)(?P<rest>.*)", re.DOTALL)
_JOINED = re.compile(r"\b(?:und|sowie|oder|bzw)\b|,")
"""What follows would be in the other case, too."""
_LABEL = re.compile(r".*[:–—-]$", re.DOTALL)


def unannounced(text: str, language: str) -> str:
    """Return `text` without the words by which it announces a picture; as it is where it has none, or no rule is safe."""
    opening = announced(text, language)
    if opening is None or opening.language not in (primary(language), "en"):
        return text
    rest = by_itself(opening)
    return rest[:1].upper() + rest[1:] if any(map(str.isalpha, rest)) else text


def by_itself(opening: Announced) -> str:
    """Return what follows an announcement as a text of its own; empty where grammar or meaning would be lost."""
    words, rest, tongue = opening.words.replace("’", "'"), opening.rest, opening.language
    if _KEEPS.search(words):
        return ""
    if _LABEL.fullmatch(words):
        return rest
    if re.match(r"(?:in|on) (?:the|this)\b", words, re.IGNORECASE):
        return rest if words.endswith(",") and not re.match(r"(?:we|you|there|one)\b", rest, re.IGNORECASE) else ""
    if tongue == "de":
        return _german(words, rest)
    link = _link(words, tongue)
    if not link or _NOT_A_THING.match(rest):
        return ""
    article = _ARTICLES.get(tongue, {}).get(link, "")
    return (article.replace("'", "’") if opening.words.endswith("’") else article) + rest


def _link(words: str, tongue: str) -> str:
    """Return the word that leads from the announcement to what is shown, where what follows it keeps its form."""
    pattern = _OF.get(tongue)
    if pattern is None:
        return ""
    match = re.search(rf"(?:^|(?<=[\s'])|\b)(?P<link>{pattern.pattern})$", words.casefold(), re.IGNORECASE)
    return match["link"] if match else ""


def _german(words: str, rest: str) -> str:
    if _GERMAN_SHOWS.fullmatch(words):
        return rest if _NOMINATIVE_TOO.match(rest) and not _ACCUSATIVE.search(rest) else ""
    match = _GENITIVE.fullmatch(words)
    phrase = f"{match['article']} {rest}" if match else rest if _GERMAN_OF.fullmatch(words) else ""
    match = _DECLINED.fullmatch(phrase)
    if match is None or _JOINED.search(match["rest"]):
        return ""
    article, adjectives, noun = match["article"], match["adjectives"], match["noun"]
    if article == "einer":
        return f"eine {re.sub('en ', 'e ', adjectives)}{noun}{match['rest']}"
    # An adjective does not tell one castle from several, nor a weak noun's case: `von einem Jungen`.
    if adjectives or (article == "einem" and noun.endswith("n") and not noun.endswith("chen")):
        return ""
    return f"{'die' if article == 'der' else 'ein'} {noun}{match['rest']}"

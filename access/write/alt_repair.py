"""An alternative text mended by rule, where a rule can do that and lose nothing: `Image of a boat` becomes `A boat.`

What needs a person or a model stays, and is found by the checks: capitals, keywords, guesses. What stands between quotation
marks is somebody else's, and stays as it is. Grammar counts: after `Ein Bild von` German has another case than at the
beginning, and only what keeps its form there is mended.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from access.lexis.announcing import ENDING, Announced, announced
from access.lexis.quotes import each_quote
from access.lexis.signs import DOUBLED, ENTITY, MARKDOWN, PICTOGRAM, TAG, UNENDED_LANGUAGES, UNSEEN, ended
from access.model.labels import is_file_name, is_placeholder
from access.model.languages import primary
from access.model.pictures import AltProfile

_MOST_PASSES = 8
"""One repair may bring out another: `&lt;b&gt;` is an entity, and then a tag."""
_BLANK = re.compile(r"\s+")
_RUN = re.compile(r"[^\S\u00a0\u202f]+|\s{2,}")
_QUOTE_MARKS = frozenset("\"“”„«»‚‘’‹›'")
_HIDDEN = 0xF0000
"""Private characters, one for each quote: no text has them, or it is not mended."""
_HAS_PRIVATE = re.compile(r"[\U000f0000-\U000fffff]")
_OPEN_END = re.compile(r"[\s,;:–—-]+$")
_FULL_STOPS = {"ja": "。", "zh": "。", "yue": "。", "hi": "।", "bn": "।", "mr": "।", "ne": "।", "am": "።", "my": "။", "hy": "։"}
_STANDS_ALONE = re.compile(rf"(?:^\s*|(?<=[.!?…])\s*)(?:{PICTOGRAM.pattern})|\s*(?:{PICTOGRAM.pattern})(?=\s*[.!?…]*\s*$)")
"""Emoji that stand at an end and for no word: `I ❤ NY` keeps its own."""

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
    r"|clip ?art|ic[ôo]ne|[ií]cono|icona|ícone|icoon|pictogram|ikon|vignette|miniatura|promotional|official|press|product|profile"
    r"|cover|framed|gráfico)\b",
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
_DATIVE = re.compile(r"(?P<article>einem|einer) (?P<noun>[A-ZÄÖÜ][\wäöüß-]*)(?P<rest>.*)", re.DOTALL)
_JOINED_DATIVE = re.compile(r"\b(?:und|sowie|oder|bzw)\b|,")
_IN_A_WORD = re.compile(r"</?(?:b|i|em|strong|u|s|span|small|sub|sup|font|mark|a|code|tt)\b", re.IGNORECASE)
"""Tags that may stand inside of a word."""
_LABEL = re.compile(r".*[:–—-]$", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Repaired:
    """A text as rules mended it."""

    text: str
    repairs: tuple[str, ...] = ()
    """What was done, each once, in a few words that begin with the rule that asked for it: `redundant-prefix: …`."""


_Step = Callable[[str, str, AltProfile], tuple[str, str]]
"""From a text, its language and the lengths to the text mended and what was done; what was done is empty where nothing was."""


def repaired(text: str, language: str, profile: AltProfile) -> Repaired:
    """Return `text` mended as far as rules safely can. Idempotent; never empty where the text is not; quotes stay."""
    done: list[str] = []
    if _HAS_PRIVATE.search(text):
        return Repaired(text)
    for _ in range(_MOST_PASSES):
        before = text
        for step in _STEPS:
            mended, what = _outside_quotes(text, language, profile, step)
            if what and mended != text and _tells(mended):
                text = mended
                done.append(what)
        if text == before:
            break
    return Repaired(text, tuple(dict.fromkeys(done)))


def _outside_quotes(text: str, language: str, profile: AltProfile, step: _Step) -> tuple[str, str]:
    quoted: list[str] = []

    def put_by(match: re.Match[str]) -> str:
        quoted.append(match.group())
        return chr(_HIDDEN + len(quoted) - 1)

    mended, what = step(each_quote(text, put_by), language, profile)
    for number, quote in enumerate(quoted):
        mended = mended.replace(chr(_HIDDEN + number), quote)
    return mended, what


def _tells(text: str) -> bool:
    return any(map(str.isalnum, text)) and not is_placeholder(text) and not is_file_name(text)


# --- signs ---------------------------------------------------------------------------------------------------------


def _entities(text: str, language: str, profile: AltProfile) -> tuple[str, str]:
    def decoded(match: re.Match[str]) -> str:
        signs = html.unescape(match[0])
        # A mark that comes in would pair with one that is there, and a text would be quoted that was not.
        return match[0] if signs == match[0] or _QUOTE_MARKS & set(signs) or _HAS_PRIVATE.search(signs) else signs

    return ENTITY.sub(decoded, text), "markup: entities made signs"


def _tags(text: str, language: str, profile: AltProfile) -> tuple[str, str]:
    return TAG.sub(lambda tag: "" if _IN_A_WORD.match(tag[0]) else " ", text), "markup: tags left out"


def _markdown(text: str, language: str, profile: AltProfile) -> tuple[str, str]:
    return MARKDOWN.sub(lambda mark: next((part for part in mark.groups() if part), ""), text), "markup: Markdown left out"


def _blanks(text: str, language: str, profile: AltProfile) -> tuple[str, str]:
    # A no-break space alone is typography, as before a French question mark.
    line = _RUN.sub(lambda run: "\u00a0" if set(run[0]) == {"\u00a0"} else " ", UNSEEN.sub("", text))
    return re.sub(r"^\s+|\s+$", "", line), "blanks: line breaks and blanks made single"


def _emoji(text: str, language: str, profile: AltProfile) -> tuple[str, str]:
    rest = _STANDS_ALONE.sub("", text)
    return (text, "") if rest == text else (_BLANK.sub(" ", rest).strip(), "emoji: left out")


# --- words ---------------------------------------------------------------------------------------------------------


def _doubled(text: str, language: str, profile: AltProfile) -> tuple[str, str]:
    pattern = DOUBLED.get(primary(language))
    return pattern.sub(lambda twice: twice["word"], text) if pattern else text, "repeated-words: said once"


def _ending(text: str, language: str, profile: AltProfile) -> tuple[str, str]:
    match = ENDING.search(text)
    if match is None:
        return text, ""
    return text[:match.start()].rstrip(" ,;|–—-("), f"redundant-ending: “{match[0].strip(' ,;|–—-')}” left out"


def _opening(text: str, language: str, profile: AltProfile) -> tuple[str, str]:
    opening = announced(text, language)
    rest = _by_itself(opening) if opening else ""
    if opening is None or not rest or not (_tells(rest) or _HAS_PRIVATE.search(rest)):
        return text, ""
    return rest[:1].upper() + rest[1:], f"redundant-prefix: “{opening.words}” left out"


def _by_itself(opening: Announced) -> str:
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
    match = _DATIVE.fullmatch(rest) if _GERMAN_OF.fullmatch(words) else None
    if match is None or _JOINED_DATIVE.search(match["rest"]):
        return ""
    # A weak noun, `von einem Jungen`, has another form at the beginning.
    if match["noun"].endswith("n") and not match["noun"].endswith("chen"):
        return ""
    return f"{'eine' if match['article'] == 'einer' else 'ein'} {match['noun']}{match['rest']}"


def _end(text: str, language: str, profile: AltProfile) -> tuple[str, str]:
    if primary(language) in UNENDED_LANGUAGES or not text.strip():
        return text, ""
    last = text.rstrip()
    shown = f"{last[:-1]}”" if _HAS_PRIVATE.match(last[-1]) else last
    if ended(shown):
        return text, ""
    whole = _OPEN_END.sub("", last) + _FULL_STOPS.get(primary(language), ".")
    return (whole, "no-punctuation: ended") if len(whole) <= max(len(text), profile.hard_max_characters) else (text, "")


def _steps() -> Iterator[_Step]:
    yield from (_entities, _tags, _markdown, _blanks, _emoji, _doubled, _ending, _opening, _end)


_STEPS = tuple(_steps())

"""What a text tells of people that a policy does not let it tell: who they are by looks, how old, of what sex or descent.

Data may bear it: what a caption, a page or a person says of somebody may be said. What only looks like it is passed over:
statues, snowmen, women's shoes, names, and whatever stands between quotation marks.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache

from access.lexis.names import words_of
from access.lexis.personwords import COLOUR_EN, GARMENT_EN, TONGUES, Trait
from access.lexis.quotes import each_quote
from access.lexis.tongues import is_foreign
from access.model.languages import primary
from access.model.pictures import PeoplePolicy

_BY_LOOKS = frozenset((
    Trait.DESCENT, Trait.RELIGION, Trait.DISABILITY, Trait.ORIENTATION, Trait.HEALTH, Trait.STANDING, Trait.BEAUTY))
_NEUTRAL = _BY_LOOKS | {Trait.SEX, Trait.AGE, Trait.BODY, Trait.HAIR, Trait.EMOTION}
FORBIDDEN: Mapping[PeoplePolicy, frozenset[Trait]] = {
    PeoplePolicy.DESCRIBE_VISIBLE: _BY_LOOKS,
    PeoplePolicy.NEUTRAL: _NEUTRAL,
    PeoplePolicy.CONTEXT_ONLY: _NEUTRAL | {Trait.DRESS, Trait.AID},
}
"""What each policy does not let be told of anybody, unless the data says it."""
_HIDDEN = 0xE000
"""Private characters, one for each piece that is passed over: no text has them, for no answer keeps one."""
_OPENS = " \"'“„«(¿¡-–"
_WORD = re.compile(r"[^\W_][\w'-]*")
_LONG_WORD = 4
"""Letters: which words of a phrase the data must hold to bear it."""
_THING = re.compile(rf"(?:an?|the|his|her|their|one|two) |{COLOUR_EN}{GARMENT_EN}(?![\w-])", re.IGNORECASE)
"""What follows `and` that somebody has or wears."""
_MEANS_ELSE = (
    r"man|men|sons?|he|him|his|her|hers|she|papa|mama|opa|pais|maris?|lads?|guys?|grooms?|sono|figli|dames?|mariés?|heer")
"""Words of men and women in one language that are other words in the next: `son` is French for his or hers."""
_WORN = r"(?! (?:hats?|coats?|uniforms?|caps?|clothes|costumes?|statues?|dolls?|robots?|bands?|suits?|robes?|jackets?)\b)"


@dataclass(frozen=True, slots=True)
class Known:
    """What the data says of people, for a text in one language."""

    language: str
    female: bool
    male: bool
    words: frozenset[str]

    @classmethod
    def of(cls, texts: Iterable[str], language: str) -> Known:
        tag, said = primary(language), tuple(texts)
        female, male = (tag in TONGUES and any(_says_sex(sex, text, tag) for text in said) for sex in ("female", "male"))
        return cls(tag, female, male, words_of(said))

    def bears(self, trait: Trait, word: str) -> bool:
        """Tell whether the data says it too: of women and men in whatever word and language, of all else in the same words."""
        if trait is Trait.SEX:
            return self.female if is_female(word, self.language) else self.male
        needed = words_of((word,))
        long = {part for part in needed if len(part) >= _LONG_WORD} or needed
        return bool(long) and long <= self.words


@dataclass(frozen=True, slots=True)
class Told:
    """One thing told of somebody that may not be."""

    trait: Trait
    word: str
    start: int
    end: int
    """With the comma or the `and` that would be left alone if it were taken out."""
    loose: bool
    """Whether it can be taken out, and a sentence is left."""


def told_of_people(text: str, policy: PeoplePolicy, known: Known) -> tuple[Told, ...]:
    """Return what a text tells of people and may not, in order; nothing in a language whose words are not known here.

    Quotes and what is no person are passed over only where `hide` has put them by.
    """
    if known.language not in TONGUES:
        return ()
    found = (one for one in _found(text, known.language, FORBIDDEN[policy]) if not known.bears(one.trait, one.word.casefold()))
    return tuple(sorted(found, key=lambda one: (one.start, one.end)))


def hide(text: str, language: str) -> tuple[str, list[str]]:
    """Return a text with one private character for each quote and whatever is no person, and those pieces in their order."""
    pieces: list[str] = []

    def put_by(match: re.Match[str]) -> str:
        pieces.append(match.group())
        return chr(_HIDDEN + len(pieces) - 1)

    tongue = TONGUES.get(primary(language))
    hidden = each_quote(text, put_by)
    return (_nobody(primary(language)).sub(put_by, hidden) if tongue else hidden), pieces


def show(text: str, pieces: list[str]) -> str:
    """Return a text with the pieces back that were hidden, the later ones first: one may hold another."""
    for number in range(len(pieces) - 1, -1, -1):
        text = text.replace(chr(_HIDDEN + number), pieces[number])
    return text


def is_female(word: str, tag: str) -> bool:
    """Tell whether a word that tells of sex tells of women; else it tells of men."""
    return word.casefold().startswith("fem") or bool(re.fullmatch(TONGUES[tag].female, word, re.IGNORECASE))


def unjoined(text: str, tag: str, out: str) -> str:
    """Return a text without the `and` that joins an adjective to one that was taken out, where the mark `out` stands."""
    joined = rf"(?<![\w-])({_filler(tag)})(?:,| {TONGUES[tag].joins}) {out}(?=\w)"
    return re.sub(joined, rf"\1 {out}", text, flags=re.IGNORECASE)


def is_name_there(text: str, start: int, end: int) -> bool:
    """Tell whether a word with a capital stands where it would have none, were it no name: `Spider Man`, `Lady Gaga`."""
    if not text[start].isupper():
        return False
    before = text[:start].rstrip(_OPENS)
    leads = not before or before[-1] in ".!?:…\n"
    following = re.match(r" ([^\W\d_])", text[end:])
    return not leads or bool(following and following.group(1).isupper())


def _found(text: str, tag: str, forbidden: frozenset[Trait]) -> Iterator[Told]:
    patterns = _patterns(tag)
    if Trait.SEX in forbidden:
        for match in patterns.sexes.finditer(text):
            if tag == "de" or not is_name_there(text, match.start(), match.end()):
                yield Told(Trait.SEX, match.group(), match.start(), match.end(), loose=False)
    for match in patterns.before.finditer(text):
        if (trait := _trait(match.group("it"), tag)) in forbidden:
            yield Told(trait, match.group("it"), match.start(), match.end(), True)
    for chain in patterns.after.finditer(text) if patterns.after else ():
        for match in patterns.link.finditer(text, *chain.span("chain")):
            if (trait := _trait(match.group("it"), tag)) in forbidden:
                yield Told(trait, match.group("it"), match.start(), match.end(), True)
    for trait, phrase in patterns.phrases.items():
        if trait in forbidden:
            for match in phrase.finditer(text):
                sentence = re.split(r"[.!?\n]", text[:match.start()])[-1]
                if patterns.anybody.search(sentence):
                    yield _phrase(trait, match, patterns, tag)
    for match in patterns.predicate.finditer(text) if patterns.predicate else ():
        if (trait := _trait(match.group("it"), tag)) in forbidden:
            yield Told(trait, match.group("it"), match.start("it"), match.end("it"), False)


def _phrase(trait: Trait, match: re.Match[str], patterns: _Patterns, tag: str) -> Told:
    """Return a phrase as far as it can be taken out where `and` follows: of `with a beard and a hat`, the hat stays.

    `with a beard and a woman` goes on with somebody else. Elsewhere than in English no rule knows which of the two it is.
    """
    text, end = match.string, match.end()
    preposition = re.match(r"\w+", match.group("it"))
    goes_on = re.match(rf" {TONGUES[tag].joins} ((?:[\w'-]+ ?){{1,4}})", text[end:])
    if goes_on is None or preposition is None or patterns.anybody.search(goes_on.group(1)):
        return Told(trait, match.group("it"), match.start(), end, True)
    if tag != "en":
        return Told(trait, match.group("it"), match.start(), end, False)
    if preposition.group() == "with" and _THING.match(goes_on.group(1)):
        return Told(trait, match.group("it"), match.start("it") + len("with "), end + len(" and "), True)
    return Told(trait, match.group("it"), match.start(), end, True)


@dataclass(frozen=True, slots=True)
class _Patterns:
    sexes: re.Pattern[str]
    anybody: re.Pattern[str]
    before: re.Pattern[str]
    """An adjective, with what joins it to what follows, in front of a person."""
    after: re.Pattern[str] | None
    """The adjectives behind a person, where a language has them there."""
    link: re.Pattern[str]
    """One of those."""
    phrases: Mapping[Trait, re.Pattern[str]]
    predicate: re.Pattern[str] | None
    """What a person is said to be; in English."""


_FILLERS = {
    "en": r"[\w-]+(?:ing|ed)|single|other|barefoot", "de": r"\w+(?:nd|t)e[nmrs]?|ander\w+", "nl": r"\w+(?:nde?|de)|andere",
    "fr": r"\w+(?:ée?s?|ante?s?|is|ise|us?|ue)", "es": r"\w+(?:ad|id)[oa]s?|\w+ando|\w+iendo", "it": r"\w+[aiu]t[oaie]|\w+ndo",
    "pt": r"\w+(?:ad|id)[oa]s?|\w+ndo",
}


def _filler(tag: str) -> str:
    """Return the pattern of an adjective, of whatever kind."""
    return f"(?:{'|'.join(TONGUES[tag].adjectives.values())}|{_FILLERS[tag]})"


@cache
def _patterns(tag: str) -> _Patterns:
    """Return what finds one language's words; compiled once, at the first text in it."""
    tongue = TONGUES[tag]
    nouns = f"{tongue.female}|{tongue.male}|{tongue.heads}"
    filler, joint = _filler(tag), rf"(?:,? {tongue.joins} |, | )"

    def compiled(pattern: str) -> re.Pattern[str]:
        return re.compile(pattern, re.IGNORECASE)

    every, anybody = "|".join(tongue.adjectives.values()), rf"(?<![\w-])(?:{nouns})"
    said_to_be = r"(?: (?!that\b|which\b)\w+){0,4}? (?:is|are|looks?|seems?|appears?|feels?)(?: to be)?(?: very| so| quite)?"
    return _Patterns(
        sexes=compiled(rf"(?<![\w'-])(?:{tongue.female}|{tongue.male})(?![\w-])"),
        anybody=compiled(rf"{anybody}(?![\w-])"),
        before=compiled(rf"(?<![\w-])(?P<it>{every}){joint}(?=(?:{filler}{joint}){{0,3}}(?:{nouns})(?![\w-]){_WORN})"),
        after=compiled(rf"{anybody}(?P<chain>(?:{joint}{filler}(?![\w-]))+)") if tongue.after else None,
        link=compiled(rf"{joint}(?P<it>{every})(?![\w-])"),
        phrases={trait: compiled(rf"(?:, | )(?P<it>{words})(?![\w-])") for trait, words in tongue.phrases.items()},
        predicate=compiled(
            rf"{anybody}{said_to_be} (?P<it>{every})(?=[.,;!]| and\b| while\b| as\b|$)") if tag == "en" else None,
    )


@lru_cache(4096)
def _trait(adjective: str, tag: str) -> Trait:
    """Return what one of the adjectives of a language tells."""
    return next(trait for trait, words in TONGUES[tag].adjectives.items() if re.fullmatch(words, adjective, re.IGNORECASE))


@cache
def _nobody(tag: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w-])(?:{TONGUES[tag].nobody})", re.IGNORECASE)


def _says_sex(sex: str, text: str, tag: str) -> bool:
    """Tell whether data speaks of women or of men, in whatever language it is."""
    words = {word.removesuffix("'s").removesuffix("'") for word in _WORD.findall(text.casefold().replace("’", "'"))}
    if any(_means_sex(word, sex) for word in words):
        return True
    return any(_is_of(word, sex, tag) for word in words) and not is_foreign(text, tag)


@lru_cache(16_384)
def _means_sex(word: str, sex: str) -> bool:
    """Tell whether a word means women, or men, in some language and nothing else in another."""
    return not re.fullmatch(_MEANS_ELSE, word) and any(_is_of(word, sex, tag) for tag in TONGUES)


@lru_cache(16_384)
def _is_of(word: str, sex: str, tag: str) -> bool:
    stem = word.partition("-")[0]
    compound = next((part.partition(":")[2] for part in TONGUES[tag].data.split() if part.startswith(sex)), "")
    words: str = getattr(TONGUES[tag], sex)
    return any(re.fullmatch(words, one) or (compound and re.fullmatch(compound, one)) for one in (word, stem))

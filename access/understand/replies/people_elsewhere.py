"""German, French, Spanish, Italian, Portuguese and Dutch: a word that tells nobody's sex for one that does, where it has the
same gender, or where all that agrees with it stands right before it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from access.lexis.persons import Known
from access.lexis.personwords import TONGUES, Trait
from access.understand.replies.marks import OUT

_SAME_GENDER: Mapping[str, tuple[tuple[str, str], ...]] = {
    "de": (("frau|dame|seniorin", "person"), ("frauen|damen|seniorinnen", "menschen"), ("männern?|herren", "menschen"),
           ("sportlerin", "person")),
    "fr": (("jeunes filles|femmes|dames", "personnes"), ("jeune fille|femme|dame", "personne"),
           ("filles|fillettes|garçons", "enfants")),
    "es": (("mujer|señora|dama|chica|muchacha|anciana|jovencita", "persona"),
           ("mujeres|señoras|damas|chicas|muchachas|ancianas|jovencitas", "personas")),
    "it": (("donna|signora|signorina|ragazza|anziana", "persona"), ("donne|signorine|ragazze|anziane", "persone")),
    "pt": (("mulher|senhora|dama|moça|rapariga|garota|idosa", "pessoa"),
           ("mulheres|senhoras|damas|moças|raparigas|garotas|idosas", "pessoas"), ("menina", "criança"),
           ("meninas", "crianças")),
    "nl": (("vrouw|dame|man|heer", "persoon"), ("vrouwen|dames|mannen|heren", "mensen"), ("meisje", "kind"),
           ("meisjes|jongens", "kinderen")),
}
"""A noun and one of its gender and number: whatever agrees with it goes on to."""
_GERMAN = {
    "ein": ("eine", "ein", "e"), "einen": ("eine", "ein", "e"), "einem": ("einer", "einem", "en"),
    "eines": ("einer", "eines", "en"),
    "der": ("die", "das", "e"), "den": ("die", "", "e"), "dem": ("der", "dem", "en"), "des": ("der", "des", "en"),
    "kein": ("keine", "kein", "e"), "vom": ("von der", "vom", "en"), "beim": ("bei der", "beim", "en"),
    "zum": ("zur", "zum", "en"),
    "": ("", "", "e"),
}
"""What stands before a man, what then before a person and before a child, and how an adjective between ends before a person."""
_MAN = re.compile(
    r"(?<![\w-])(?:(?P<det>einen|einem|eines|ein|kein|der|den|dem|des|vom|beim|zum) )?(?P<adj>(?:[a-zäöüß]+(?:nd|t)e[nrs] )*)"
    r"(?P<noun>mannes|mann|jungen|junge)(?![\w-])", re.IGNORECASE)
_MASCULINE = re.compile(r"(?<![\w-])(?:er|ihn|ihm|sein(?:e[mnrs]?)?|dessen)(?![\w-])|, (?:der|den|dem) ", re.IGNORECASE)
_GIRL = re.compile(r"(?<![\w-])(?P<before>(?:ein|das|einem|dem|eines|des|kein) )?(?P<noun>mädchens?)(?![\w-])", re.IGNORECASE)
_SEVERAL_GIRLS = re.compile(
    r"(?<![\w-])(?P<before>(?:zwei|drei|vier|fünf|sechs|einige|mehrere|viele|die) )(?P<noun>mädchen|jungen"
    r"|jungs)(?![\w-])", re.IGNORECASE)
_DATIVE = re.compile(r"(?:mit|von|bei|aus|nach|zu|neben|vor|hinter|zwischen|in|auf|an|unter|über) $", re.IGNORECASE)
_MORE: Mapping[str, tuple[tuple[str, str], ...]] = {
    "fr": ((r"(?<![\w'])(?:le|la) (?:fille|fillette|garçon)\b", "l'enfant"), (r"\bdu garçon\b", "de l'enfant"),
           (r"\bau garçon\b", "à l'enfant"), (r"\b(de|à|une?|d'une?|chaque|cette) (?:fille|fillette|garçon)\b", r"\1 enfant"),
           (r"\b(des|les) hommes et (?:des |les )?(?:femmes|personnes)\b", r"\1 gens"), (r"\b(des"
            r"|les) hommes\b", r"\1 gens")),
    "nl": ((r"\bde jongen\b", "het kind"), (r"\been jongen\b", "een kind")),
}
_PAIRS: Mapping[str, tuple[str, str, str]] = {
    "de": (r"eine (?:person|frau|dame)|ein mann|einen mann|eine", "zwei personen", r"\b(?:er|sie|ihn|sein\w*|ihr\w*)\b"),
    "fr": (r"un homme|une (?:femme|personne|dame)", "deux personnes", r"\w(?:és|is|us|eux|ts)\b|\bils\b"),
    "es": (r"un (?:hombre|señor|chico)|una (?:mujer|persona|señora|chica)", "dos personas", r"\w{3,}os\b"),
    "it": (r"un (?:uomo|signore|ragazzo)|una (?:donna|persona|signora|ragazza)", "due persone", r"\w{3,}[tsnlrv]i\b"),
    "pt": (r"um (?:homem|senhor|rapaz)|uma (?:mulher|pessoa|senhora|moça)", "duas pessoas", r"\w{3,}os\b"),
    "nl": (r"een (?:man|vrouw|persoon|dame|heer)", "twee mensen", r"(?!)"),
}
"""One of two, both of them in one, and what agrees with two men so that no rule can part it from them."""
_CHILDREN = {
    "de": (r"ein kind", "zwei Kinder"), "fr": (r"une? enfant", "deux enfants"), "pt": (r"uma criança", "duas crianças"),
    "nl": (r"een kind", "twee kinderen")}
_DOUBLED = {
    "de": "menschen", "fr": "personnes|enfants", "es": "personas", "it": "persone", "pt": "pessoas|crianças",
    "nl": "mensen|kinderen"}
_PERSON = {
    "de": "Eine Person", "fr": "Une personne", "es": "Una persona", "it": "Una persona", "pt": "Uma pessoa",
    "nl": "Een persoon"}
_AGREES = {
    "de": r"(?!)", "nl": r"(?!)", "fr": r"\w(?:é|i|u|is|it|t)\b", "es": r"\w{3,}o\b", "it": r"\w{3,}o\b", "pt": r"\w{3,}o\b"}
_NAME_GOES_ON = r"(?: (?:von|van|de|di|da|der|den|la|le)(?= [^\W\d_a-z]))*(?: [^\W\d_a-z][\w-]+)*"


def neutral(text: str, tag: str, known: Known) -> tuple[str, list[str]]:
    """Return a text with as few words for women and men as a rule can leave, and what was put in their place."""
    replaced: list[str] = []

    def swap(pattern: str | re.Pattern[str], put: Callable[[re.Match[str]], str | None]) -> None:
        nonlocal text

        def one(match: re.Match[str]) -> str:
            nouns = [word for word in re.findall(r"[^\W\d_]+", match.group()) if _sexed(word, tag)]
            new = None if not nouns or any(known.bears(Trait.SEX, noun) for noun in nouns) else put(match)
            if new is None:
                return match.group()
            put_in = _cased(new.strip(), match.group())
            written = _capitals(OUT + put_in).replace(OUT, "") if tag == "de" else put_in
            replaced.append(f"“{match.group().strip()}” became “{written}”")
            return OUT + _cased(new, match.group())

        text = re.sub(pattern, one, text, flags=0 if isinstance(pattern, re.Pattern) else re.IGNORECASE)

    one_of, both, agrees = _PAIRS[tag]
    joins = TONGUES[tag].joins
    swap(rf"(?<![\w-])(?:{one_of}) {joins} (?:{one_of})(?![\w-])",
         lambda pair: None if re.search(agrees, _sentence_after(text, pair.end()), re.IGNORECASE) else both)
    for pattern, put in _MORE.get(tag, ()):
        swap(pattern, lambda match, put=put: match.expand(put))  # type: ignore[misc]
    if tag == "de":
        masculine = bool(_MASCULINE.search(text))
        swap(_SEVERAL_GIRLS, lambda girls: None if _DATIVE.search(text[:girls.start()]) else f"{girls.group('before')}kinder")
        swap(_GIRL, lambda girl: f"{girl.group('before') or ''}{'kindes' if girl.group('noun').endswith('s') else 'kind'}")
        swap(_MAN, lambda man: None if masculine else _german(man))
    for nouns, put in _SAME_GENDER[tag]:
        swap(rf"(?<![\w-])(?:{nouns})(?![\w-])(?! [A-ZÄÖÜ]\.)", lambda _, put=put: put)  # type: ignore[misc]
    text = re.sub(
        rf"(?<![\w-])({OUT}?)({_DOUBLED[tag]}) {joins} (?:(?:die|des|les|las|le|as"
        rf"|de) )?{OUT}?\2(?![\w-])", rf"{OUT}\2", text,
        flags=re.IGNORECASE)
    if tag in _CHILDREN:
        child, children = _CHILDREN[tag]
        text = re.sub(
            rf"(?<![\w-]){OUT}{child} {joins} {OUT}?{child}(?![\w-])", lambda two: OUT + _cased(children, two.group()[1:]),
            text, flags=re.IGNORECASE)
    return (_capitals(text) if tag == "de" else text), replaced


def unnamed(text: str, name: str, tag: str) -> str:
    """Return a text with a person for a name that begins a sentence, where nothing after it agrees with a man."""
    leads = re.match(rf"{re.escape(name)}{_NAME_GOES_ON}(?= [a-zà-ÿ])", text)
    if not leads or re.search(_AGREES[tag], _sentence_after(text, leads.end())):
        return text
    return f"{_PERSON[tag]}{OUT}{text[leads.end():]}"


def _german(man: re.Match[str]) -> str | None:
    """Return a person or a child for a man or a boy, with the article and the adjectives before them."""
    det, noun, adjectives = (man.group("det") or "").casefold(), man.group("noun").casefold(), man.group("adj")
    article, of_a_child, ending = _GERMAN[det]
    if noun.startswith("mann"):
        bent = re.sub(r"e[nrs] ", f"{ending} ", adjectives)
        return f"{article} {bent}person".lstrip()
    if adjectives or not of_a_child or (det in ("", "der", "ein", "kein")) != (noun == "junge"):
        return None
    return f"{of_a_child} {'kindes' if det in ('eines', 'des') else 'kind'}"


def _sexed(word: str, tag: str) -> bool:
    return bool(re.fullmatch(f"{TONGUES[tag].female}|{TONGUES[tag].male}", word, re.IGNORECASE))


def _sentence_after(text: str, at: int) -> str:
    return re.split(r"[.!?]", text[at:])[0]


def _cased(new: str, old: str) -> str:
    return new[:1].upper() + new[1:] if old[:1].isupper() else new


def _capitals(text: str) -> str:
    """Write the nouns that were put in with the capital that German gives them."""
    return re.sub(
        rf"((?:{OUT})[^.!?]{{0,40}}?)(?<![\w-])(person|personen|menschen|kind|kindes|kinder)(?![\w-])",
        lambda noun: noun.group(1) + noun.group(2).title(), text)

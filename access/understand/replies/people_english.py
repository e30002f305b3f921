"""English: words that tell nobody's sex for those that do, two of them made one, and pronouns that agree with their verbs."""

from __future__ import annotations

import re
from collections.abc import Sequence

from access.lexis.persons import Known, is_female, is_name_there
from access.lexis.personwords import EN, Trait
from access.understand.replies.marks import OUT

_ROLES = {
    "business": ("businessperson", "businesspeople"), "police": ("police officer", "police officers"),
    "sales": ("salesperson", "salespeople"), "spokes": ("spokesperson", "spokespeople"), "sports": ("athlete", "athletes"),
    "chair": ("chairperson", "chairpeople"), "camera": ("camera operator", "camera operators"), "horse": ("rider", "riders"),
    "congress": ("member of Congress", "members of Congress"), "fire": ("firefighter", "firefighters"),
    "fisher": ("fisher", "fishers"), "crafts": ("craftsperson", "craftspeople"), "work": ("worker", "workers"),
    "mail": ("mail carrier", "mail carriers"), "post": ("mail carrier", "mail carriers"),
}
_ONES = {
    "waitress": "waiter", "actress": "actor", "hostess": "host", "stewardess": "flight attendant", "ballerina": "ballet dancer",
    "cowgirl": "rider", "bride": "person in wedding clothes", "groom": "person in wedding clothes",
    "bridegroom": "person in wedding clothes", "boyfriend": "friend", "girlfriend": "friend",
}
_MANY_OF = {"person in wedding clothes": "people in wedding clothes"}
_CHILDREN = re.compile(r"(?:school)?(?:girl|boy)s?|sons?|daughters?|nieces?|nephews?")
_PLURAL = re.compile(r".*(?:men|ies|wives|[^s]s|sses)")
_PRONOUNS = re.compile(r"(?<![\w'-])(she|he|him|his|hers|her|himself|herself)(?![\w-])", re.IGNORECASE)
_NOUN = re.compile(
    rf"(?<![\w'-])(?:(?P<det>an?|one|the|another) )?(?P<noun>(?!(?:she|he|him|his|hers?|himself"
    rf"|herself)(?![\w-]))(?:{EN.female}|{EN.male}))"
    r"(?![\w-])", re.IGNORECASE)
_COUPLE = re.compile(
    r"(?<![\w-])(a |the )?(?:bride and (?:the |a )?groom|groom and (?:the |a )?bride)(?![\w-])", re.IGNORECASE)
_NUMBERS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_COUNT = "|".join(("an?", "another", *_NUMBERS))
_ADDED = re.compile(
    rf"(?<![\w-])(?P<first>{_COUNT}) {OUT}?(?P<one>person|people|child|children)(?P<join>,| and|, and)"
    rf"(?: (?P<second>{_COUNT}))? {OUT}?(?P<two>person|people|child|children)(?![\w'-])", re.IGNORECASE)
_DOUBLED = re.compile(
    rf"(?<![\w-])((?:the |some |many |several )?){OUT}?(people|children)(?: and|, and|,) (?:the "
    rf"|some )?{OUT}?\2(?![\w'-])", re.IGNORECASE)
_THE_TWO = re.compile(rf"(?<![\w-])(the) {OUT}?(person|child) and (?:the )?(?:other )?{OUT}?\2(?![\w'-])", re.IGNORECASE)
_EITHER = re.compile(r"\b(?:his or her|her or his)\b", re.IGNORECASE)
_ONE_OF_TWO = ("one of them", "the other")
_BE = {"is": "are", "isn't": "aren't", "has": "have", "hasn't": "haven't", "was": "were", "wasn't": "weren't", "does": "do",
       "doesn't": "don't"}
_UNCHANGED = re.compile(r"(?:can|could|will|would|shall|should|may|might|must|had|did|\w+ed)(?:n't)?", re.IGNORECASE)
_SECOND_VERB = re.compile(r"[^.;:!?]*?(?:\band|\bor|\bbut|\bthen|,)(?: then| also| \w+ly)? (?:is|has|\w{2,}s)\b")
_OBJECT_AFTER = re.compile(
    r"\W*(?:[.,;:!?]|$|(?:and|or|but|in|on|at|by|to|with|from|for|as|while|when|near|behind|through|across|over|under|into"
    r"|onto|out"
    r"|up|down|off|away|who|which|that|is|are|has|during|after|before|closely|gently|there|here)\b)", re.IGNORECASE)
_ANYBODY = re.compile(rf"(?<![\w-])(?:person|people|child|children|{EN.heads}|{'|'.join(set(_ONES.values()))}|worker|rider"
                      rf"|fisher)(?![\w-])")
_ANIMAL = re.compile(
    r"(?<![\w-])(?:dog|pupp(?:y|ies)|cat|kitten|horse|foal|cow|cal(?:f|ves)|sheep|lamb|goat|pig|bird|duck|goose|geese|swan"
    r"|hen|owl|eagle"
    r"|lion|tiger|bear|elephant|monkey|gorilla|fox|wol(?:f|ves)|deer|rabbit|seal|whale|dolphin|animal|turtle|penguin|parrot"
    r"|donkey"
    r"|camel|giraffe|zebra|squirrel)s?(?![\w-])", re.IGNORECASE)
_BEFORE_A_NAME = re.compile(
    r"(?:^|[.!?:\n] |\b(?:by|with|of|and|to|at|beside|behind|from|near|next to|for|like|shows?|hugs?|helps?|meets?|greets?"
    r"|thanks?"
    r"|watch(?:es)?|,) )$", re.IGNORECASE)
_TITLED = (
    r"(?:(?:Mr|Mrs|Ms|Dr|Prof|Professor|Sir|President|King|Queen|Prince|Princess|Pope|Saint|Captain|Judge|Senator)\.? )?")
_ACTS = re.compile(
    r" (?:speaks?|stands?|sits?|smiles?|holds?|wears?|walks?|looks?|poses?|waves?|sings?|plays?|reads?|writes?|talks?"
    r"|gives?|shakes?"
    r"|hugs?|is \w+ing)\b")
_LEAST_RUN = 2


def neutral(text: str, known: Known, named: bool) -> tuple[str, list[str]]:
    """Return a text with no word for women or men that the data does not bear, and what was put in their place.

    `named` says that somebody in it may be called by name.
    """
    replaced: list[str] = []
    if not (known.female or known.male) and (couple := _COUPLE.search(text)):
        replaced.append(f"“{couple.group()}” became “wedding couple”")
        text = _COUPLE.sub(lambda both: f"{both.group(1) or 'a '}wedding couple", text)
        text = text[:1].upper() + text[1:] if couple.start() == 0 else text
    singles: list[str] = []

    def put(match: re.Match[str]) -> str:
        noun, sure = match.group("noun"), match.start("noun")
        if is_name_there(text, sure, match.end()) or known.bears(Trait.SEX, noun):
            return match.group()
        many, plain = _plain(noun.casefold())
        replaced.append(f"“{noun}” became “{plain}”")
        return _placed(match, plain, many, singles)

    changed = _NOUN.sub(put, text)
    several = len(singles) > 1
    changed = _summed(changed)
    changed, pronouns = _pronouns(changed, known, named, several)
    return changed, [*replaced, *pronouns]


def unnamed(text: str, name: str) -> str:
    """Return a text with `a person` for a name and whatever name stands beside it; as it is where the grammar is in doubt."""
    run = re.compile(rf"(?:, | )?(?:named|called) {_TITLED}{re.escape(name)}(?: (?!I\b)[^\W\d_a-z][\w'-]*[^\W_])*(?![\w-])")
    text = run.sub(OUT, text)
    alone = re.compile(rf"(?<![\w-]){_TITLED}{re.escape(name)}(?: [^\W\d_a-z][\w-]+)*(?P<own>'s)?(?![\w-])")

    def put(match: re.Match[str]) -> str:
        before = text[:match.start()]
        if not _BEFORE_A_NAME.search(before):
            return match.group()
        leads = not before.strip() or before.rstrip()[-1] in ".!?:"
        return f"{'A' if leads else 'a'} {OUT}person{match.group('own') or ''}"

    return alone.sub(put, text)


def acts_under_a_name(text: str, names: Sequence[str]) -> bool:
    """Tell whether two unknown names in a row do what a person does: `Barack Obama speaks`."""
    runs = re.finditer(r"[^\W\d_a-z][\w'-]+(?: [^\W\d_a-z][\w'-]+)+", text)
    return any(
        sum(word in names for word in run.group().split()) >= _LEAST_RUN and _ACTS.match(text[run.end():])
        and not text[:run.start()].rstrip().casefold().endswith("the") for run in runs)


def _plain(noun: str) -> tuple[bool, str]:
    """Return whether a word means several, and the word that says the same of anybody."""
    many = bool(_PLURAL.fullmatch(noun)) and noun not in ("waitress", "actress", "hostess", "stewardess")
    if role := next((role for stem, role in _ROLES.items() if noun.startswith(stem) and noun.endswith(("man", "men"))), None):
        return many, role[many]
    one = next((plain for word, plain in _ONES.items() if noun in (word, f"{word}s", f"{word}es")), "")
    if one:
        return many, (_MANY_OF.get(one, f"{one}s") if many else one)
    if _CHILDREN.fullmatch(noun):
        return many, "children" if many else "child"
    return many, "people" if many else "person"


def _placed(match: re.Match[str], plain: str, many: bool, singles: list[str]) -> str:
    """Put a word where another stood; the second person of a text is another one, or the other one."""
    det, noun = match.group("det") or "", match.group("noun")
    capital = match.group()[0].isupper()
    kind = f"{plain} {'f' if is_female(noun, 'en') else 'm'}"
    if not many:
        other = any(one != kind and one.split(" ")[0] == plain.split(" ")[0] for one in singles)
        if other and det.casefold() == "the":
            det = f"{det} other"
        elif singles and det.casefold() in ("a", "an") and any(one.startswith(plain) for one in singles):
            det = "another"
        if kind not in singles:
            singles.append(kind)
    put = f"{det} {OUT}{plain}" if det else f"{OUT}{plain}"
    start = len(OUT) if put.startswith(OUT) else 0
    return put[:start] + put[start:start + 1].upper() + put[start + 1:] if capital else put


def _summed(text: str) -> str:
    """Make one of what stands twice now: two people of a person and another person."""
    while True:
        rest = _ADDED.sub(_sum, text)
        rest = _DOUBLED.sub(lambda both: f"{both.group(1)}{OUT}{both.group(2)}", rest)
        rest = _THE_TWO.sub(
            lambda both: f"{both.group(1)} two {OUT}{'people' if both.group(2) == 'person' else 'children'}", rest)
        if rest == text:
            return text
        text = rest


def _sum(match: re.Match[str]) -> str:
    kinds = {"person": "people", "people": "people", "child": "children", "children": "children"}
    one, two = kinds[match.group("one").casefold()], kinds[match.group("two").casefold()]
    total = _number(match.group("first")) + _number(match.group("second") or "a")
    if one != two or total > len(_NUMBERS) or (match.group("second") is None and match.group("two") in ("people", "children")):
        return match.group()
    word = _NUMBERS[total - 1]
    return f"{word.title() if match.group('first')[0].isupper() else word} {OUT}{one}"


def _number(word: str) -> int:
    return _NUMBERS.index(word.casefold()) + 1 if word.casefold() in _NUMBERS else 1


def _pronouns(text: str, known: Known, named: bool, several: bool) -> tuple[str, list[str]]:
    """Put `they` for he and she, with the verb that follows, or `the person` where two do; `it` where all are beasts."""
    replaced: list[str] = []
    text = _EITHER.sub("their", text)
    plain = text.replace(OUT, "").casefold()
    somebody = named or bool(_ANYBODY.search(plain)) or not _ANIMAL.search(plain)
    two = _two(text, known)
    child = bool(re.search(rf"\b{OUT}?child\b", text)) and not re.search(rf"\b{OUT}?person\b", text)
    parts: list[str] = []
    at = 0
    for match in _PRONOUNS.finditer(text):
        word = match.group()
        if known.bears(Trait.SEX, word) or match.start() < at:
            continue
        after = text[match.end():]
        new, used = _of_two(word.casefold(), after, several, two) if somebody and not named else None, 0
        if new is None:
            new, used = _instead(word.casefold(), after, somebody, child, named)
        replaced.append(f"“{word}” became “{new if new in _ONE_OF_TWO else new.split(' ')[0]}”")
        new = new[0].upper() + new[1:] if word[0].isupper() else new
        parts += [text[at:match.start()], new]
        at = match.end() + used
    return "".join((*parts, text[at:])), replaced


def _two(text: str, known: Known) -> list[bool]:
    """Return of which sex the ones are whom pronouns tell apart, in the order in which they come: whether female."""
    words = (match.group() for match in _PRONOUNS.finditer(text))
    return list(dict.fromkeys(is_female(word, "en") for word in words if not known.bears(Trait.SEX, word)))


def _of_two(word: str, after: str, several: bool, two: list[bool]) -> str | None:
    """Return how one of two people is told from the other without a word for their sex; None where nothing has to tell them."""
    if not (several or len(two) > 1):
        return None
    first = is_female(word, "en") == two[0]
    if word in ("he", "she"):
        return _ONE_OF_TWO[0] if first else _ONE_OF_TWO[1]
    is_object = word == "him" or (word == "her" and _OBJECT_AFTER.match(after))
    return _ONE_OF_TWO[1] if is_object and not first else None


def _instead(word: str, after: str, somebody: bool, child: bool, named: bool) -> tuple[str, int]:
    """Return what stands for a pronoun, and how many characters after it that takes the place of."""
    if word in ("himself", "herself"):
        return ("themselves" if somebody else "itself"), 0
    if word == "hers":
        return ("theirs" if somebody else "its"), 0
    if word == "him" or (word == "her" and _OBJECT_AFTER.match(after)):
        return ("them" if somebody else "it"), 0
    if word in ("his", "her"):
        owned = not (word == "his" and _OBJECT_AFTER.match(after))
        return ("their" if owned else "theirs") if somebody else "its", 0
    if not somebody:
        return "it", 0
    verb = re.match(r"((?: (?:\w+ly|also|then|now|still|just))?)(?:('s)(?= )| ([\w']+))", after)
    if verb and not _SECOND_VERB.match(after[verb.end():]):
        if verb.group(2):
            return f"they{verb.group(1)}'re", verb.end()
        if (plural := _agreeing(verb.group(3))) is not None:
            return f"they{verb.group(1)} {plural}", verb.end()
    if named:
        return "they", 0
    return ("the child" if child else "the person"), 0


def _agreeing(verb: str) -> str | None:
    """Return a verb as it follows `they`; None where it may be none."""
    low = verb.casefold()
    if low in _BE:
        return _BE[low]
    if _UNCHANGED.fullmatch(low):
        return verb
    if not low.endswith("s") or low.endswith("ss") or not low.isalpha():
        return None
    if low.endswith("ies") and len(low) > len("lies"):
        return f"{verb[:-3]}y"
    return verb[:-2] if low.endswith(("sses", "shes", "ches", "xes", "zzes", "oes")) else verb[:-1]

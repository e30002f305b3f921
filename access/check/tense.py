"""Whether a description tells of the past. Descriptions are in the present tense: what is told happens now.

No parser and no model: verbs that are known, and where they stand. A form in -ed is as often a participle (`a painted wall`,
`is seated`, `a woman dressed in white`) as it is past, so it counts only where it can be nothing else: behind a pronoun that
is a subject, before an object of its own, or as a verb that hardly describes a noun. What is unsure stays untold.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum

from access.check import tense_words as words
from access.check.quoting import own_words
from access.check.tense_words import PASTS, Past
from access.model.languages import primary

LANGUAGES = frozenset({"en", *PASTS})
"""Whose tenses are known here."""
_SENTENCE = re.compile(r"(?<=[.!?…])\s+")
_TOKEN = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*|[,;:()–—]")
_STOPS = frozenset(",;:()–—")


class Sure(Enum):
    """How sure it is that a text is in the past."""

    YES = "yes"
    NO = "no"
    """Another verb of the same sentence is in the present, which may be right, or it may be a participle."""


@dataclass(frozen=True, slots=True)
class PastTense:
    verb: str
    """As it stands in the text."""
    sure: Sure


def past_tense(text: str, language: str) -> PastTense | None:
    """Return the first verb of `text` that is in the past; None where none surely is, or the language is not known here.

    What is quoted, or cited behind `reads:`, is somebody else's.
    """
    tongue = primary(language)
    if tongue not in LANGUAGES:
        return None
    for sentence in _SENTENCE.split(own_words(text)):
        tokens = _TOKEN.findall(sentence.replace("’", "'"))
        found = _english(tokens) if tongue == "en" else _other(tokens, PASTS[tongue])
        if found is not None:
            return found
    return None


# --- English -------------------------------------------------------------------------------------------------------


def _english(tokens: Sequence[str]) -> PastTense | None:
    low = [token.lower() for token in tokens]
    inside = list(_subordinate(low))
    past = [at for at in range(len(low)) if _is_past(low, tokens, at)]
    if not past:
        return _alone(low, tokens)
    present = [at for at in range(len(low)) if at not in past and _is_present(low, at)]
    main = [at for at in past if not inside[at] and not _in_bare_clause(low, at)]
    if not main and (present or not _has_subject_before(low, past[0])):
        return None
    first = (main or past)[0]
    return PastTense(tokens[first], Sure.NO if present else Sure.YES)


def _alone(low: Sequence[str], tokens: Sequence[str]) -> PastTense | None:
    """Return the verb of `The rain stopped.`: one noun with its article, and nothing behind."""
    body = [at for at, word in enumerate(low) if word not in _STOPS | words.EN_BETWEEN and not word.endswith("ly")]
    if len(body) != 3 or body[-1] != len(low) - 1 or low[body[0]] not in {"the", "a", "an"}:
        return None
    verb, noun = low[body[2]], low[body[1]]
    if not _regular(verb) or verb in words.EN_NO_VERBS or noun in words.EN_NO_VERBS or _regular(noun):
        return None
    return PastTense(tokens[body[2]], Sure.NO)


def _in_bare_clause(low: Sequence[str], at: int) -> bool:
    """Return whether it belongs to a noun, with no word between: `the letter he left`."""
    subject = _subject_of(low, at)
    return subject in words.EN_SUBJECTS and not _opens_clause(low, at, subject)


def _has_subject_before(low: Sequence[str], at: int) -> bool:
    """Return whether a clause in the past can be the whole sentence: `As he walked away.` is one; `a man who fell` is none."""
    return any(word in words.EN_SUBJECTS for word in low[:at])


def _subordinate(low: Sequence[str]) -> Iterator[bool]:
    """Tell for each token whether a word that opens a clause stands before it in its own part of the sentence."""
    opened = False
    for at, word in enumerate(low):
        if word in _STOPS or (word in words.EN_OPENING and at + 1 < len(low) and low[at + 1] in words.EN_SUBJECTS):
            opened = False
        elif word in words.EN_SUBORDINATE and not (word == "that" and _before(low, at) in _STOPS | {""}):
            opened = True
        yield opened


def _is_past(low: Sequence[str], tokens: Sequence[str], at: int) -> bool:
    word, before, after = low[at], _subject_of(low, at), _after(low, at)
    direct = _before(low, at)
    if word in _STOPS or word in words.EN_NO_VERBS or (tokens[at][:1].isupper() and at > 0):
        return False
    if _unreal(low, at):
        return False
    if word in words.EN_SIMPLE_PAST:
        return _simple_past(low, at)
    if before in {"he", "she"} and (word in words.EN_UNCHANGED or word == "lay"):
        return _opens_clause(low, at, before)
    if not (word in words.EN_STANDING_ALONE or word in words.EN_TAKING_OBJECTS or _regular(word)):
        return False
    if direct in words.EN_BE or direct in words.EN_ARTICLES or direct == "'s" or at == 0:
        return False
    if before in words.EN_SUBJECTS or (before == "it" and _opens_clause(low, at, "it")):
        return True
    if direct in {"who", "which"} or not _may_be_subject(low, at):
        return False
    if word in words.EN_STANDING_ALONE and after not in {"by"}:
        return True
    if word in words.EN_TWO_OBJECTS and after not in {"him", "them"}:
        return False
    return after in words.EN_OBJECTS and not _finished_before(low, at)


def _simple_past(low: Sequence[str], at: int) -> bool:
    """Return whether a form that is past and no participle is a verb here: `saw` and `rose` are things, too."""
    if low[at] not in words.EN_ALSO_NOUNS:
        return _before(low, at) not in {"the", "a", "an"}
    before = _subject_of(low, at)
    if before in words.EN_SUBJECTS or before in {"it", "who"}:
        return True
    direct = _before(low, at)
    if direct in words.EN_ARTICLES or not _may_be_subject(low, at) or low[at] in {"saw", "wore", "rose"}:
        return _may_be_subject(low, at) and direct not in words.EN_ARTICLES and _after(low, at) in words.EN_OBJECTS | {"up"}
    return True


def _regular(word: str) -> bool:
    return len(word) > 3 and word.endswith("ed") and not word.endswith("eed") and "-" not in word


def _unreal(low: Sequence[str], at: int) -> bool:
    """Return whether it is only imagined: `as if he were asleep`."""
    return any(word in words.EN_UNREAL for word in low[max(0, at - 4):at]) or (
        low[at] == "were" and any(word in {"as", "wish"} for word in low[max(0, at - 4):at]))


def _before(low: Sequence[str], at: int) -> str:
    return low[at - 1] if at else ""


def _after(low: Sequence[str], at: int) -> str:
    return low[at + 1] if at + 1 < len(low) else ""


def _subject_of(low: Sequence[str], at: int) -> str:
    """Return what stands before a verb and the adverbs that lean on it."""
    at -= 1
    while at >= 0 and (low[at] in words.EN_BETWEEN or low[at].endswith("ly")):
        at -= 1
    return low[at] if at >= 0 else ""


def _opens_clause(low: Sequence[str], at: int, subject: str) -> bool:
    """Return whether the pronoun before a verb begins a clause, and is no object: `He finds it locked`."""
    place = max(number for number in range(at) if low[number] == subject)
    before = _before(low, place)
    return before in _STOPS | words.EN_OPENING | {"", "as", "when", "while"}


def _may_be_subject(low: Sequence[str], at: int) -> bool:
    """Return whether what stands before may be the noun that does it: no small word, no stop, no verb of its own."""
    before = _subject_of(low, at)
    if not before or before in _STOPS:
        return False
    if before == "and":
        # `He turned and walked`: told by the verb before.
        return any(_is_past(low, low, number) for number in range(max(0, at - 8), at - 1))
    small = (words.EN_ARTICLES | words.EN_OPENING | words.EN_SUBORDINATE | words.EN_BE | words.EN_PRESENT | _PREPOSITIONS)
    return before not in small and not _is_present(low, low.index(before))


def _finished_before(low: Sequence[str], at: int) -> bool:
    """Return whether the sentence has its verb already: then a noun and a form in -ed are likely noun and participle."""
    return any(_is_present(low, number) for number in range(at))


_PREPOSITIONS = frozenset("""
    in on at of to from with by for into onto over under behind beside between through across along around against past near
    above below up down off out inside outside towards toward among upon within without about like fully half partly very too so
    partially completely badly newly well not neatly heavily
""".split())
_S_FORMS = frozenset(
    form for base in words.EN_BASES for form in (
        f"{base}es" if base.endswith(("s", "sh", "ch", "x", "z", "o")) else
        f"{base[:-1]}ies" if base.endswith("y") and base[-2] not in "aeiou" else f"{base}s",))


def _is_present(low: Sequence[str], at: int) -> bool:
    """Return whether a word is surely enough a verb in the present; a plural that looks like one may count as one."""
    word, before = low[at], _before(low, at)
    if word in words.EN_PRESENT:
        return True
    if before in words.EN_SUBJECTS and word in words.EN_BASES:
        return True
    return word in _S_FORMS and before not in words.EN_ARTICLES | {"", "of", "with", "in", "and"}


# --- other languages -----------------------------------------------------------------------------------------------


def _other(tokens: Sequence[str], past: Past) -> PastTense | None:
    for at, token in enumerate(tokens):
        # A verb has no capital; in German a noun has one, and `Stand` is no past.
        if token in _STOPS or (token[:1].isupper() and at > 0):
            continue
        word = token.lower()
        before = tokens[at - 1].lower() if at else ""
        if word in past.but_not or before in past.articles:
            continue
        if word in past.surely or _by_ending(word, before, past):
            earlier = {one.lower() for one in tokens[:at]}
            return PastTense(token, Sure.NO if earlier & past.relatives else Sure.YES)
    return None


def _by_ending(word: str, before: str, past: Past) -> bool:
    if len(word) < 4:
        return False
    return word.endswith(past.endings or ("\0",)) or (before in past.pronouns and word.endswith(past.after_pronoun or ("\0",)))

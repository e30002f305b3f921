"""Where text may break: what it costs the sense to part two words, and the best lines for a few of them.

One table of costs serves lines and cues alike: a place that is good for a line is good for a cue. Sense beats geometry
(Netflix, BBC): after punctuation; before a conjunction or preposition; never between article and noun, adjective and noun,
first and last name, title and name, number and unit, pronoun and verb, verb and auxiliary.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from access.model.findings import Word
from access.model.languages import spaceless
from access.model.profile import CaptionProfile, columns_of
from access.model.time import Span
from access.model.words import spoken_form
from access.write.lexicon import Lexicon, lexicon
from access.write.phrases import phrased, spaced
from access.write.pieces import Piece, pieces

SENTENCE = 0.0
_CLAUSE = 1.0
COMMA = 2.0
_QUOTE = 2.5
CONJUNCTION = 3.0
_PREPOSITION = 3.5
_NEUTRAL = 6.0
_OBJECT = 12.0
"""`have | these membranes`."""
_COPULA = 9.0
"""`are | like legs`."""
_IN_NAME = 8.0
"""`Museum | of Natural History`, `one | of them`, `weighs | 30 tons`."""
_BEFORE_NUMBER = 14.0
"""`January | 2009`."""
LEANS = 18.0
"""A verb on its auxiliary, a clause on its conjunction, a noun on its adjective."""
_HANGING = 20.0
"""A preposition or conjunction without what it opens."""
_NAME = 22.0
_ARTICLE = 26.0
INSIDE_WORD = 40.0

LEAST_ROOM = 8
"""Columns that a name must leave on its line; a name that leaves less makes the line too long, and the check says so."""

_LINE = 0.7
"""A line break weighs less than the end of a cue: both halves are on the screen."""
_BALANCE = 26.0
_PYRAMID = 0.06
"""How much shorter than the mean the first line is wanted, and how much longer the last."""

_CLOSING = "\"'”’»)]}」』）】"
_OPENING = "\"'“‘«([{¿¡「『（【"
_HANGS_BACK = frozenset("?!;:.,…%’”»)]}」』）】؟؛،。、？！；：，।॥։።")
"""What stands alone only where a language sets a blank before it, and belongs to the word before: `Quoi ?`, `Oui, dit-il »`."""
_LEANS_FORWARD = frozenset("«‘([{¿¡「『（【")
_NUMBER = re.compile(r"[$€£]?\d[\d.,:]*")
_INITIAL = re.compile(r"[^\W\d_]\.")
_POINTS = dict.fromkeys((*range(0x064B, 0x0660), 0x0670, 0x0640, *range(0x0591, 0x05BE), *range(0x05BF, 0x05C8)))
"""Arabic and Hebrew vowel points, and the Arabic stretch of a letter."""
_ENDS_CLAUSE = (";", ":", "—", "–", "!", "?", "…", "؛", "；", "：", "？", "！")
_COMMAS = (",", "、", "，", "،")


def ends_sentence(text: str, following: str, language: str) -> bool:
    """Say whether a word ends its sentence, the next word being `following` (empty at the end of all)."""
    bare = text.rstrip(_CLOSING)
    if not bare or bare[-1] not in ".!?…。．！？؟۔।॥։။។":
        return False
    if bare[-1] == "." and (_INITIAL.fullmatch(bare) or _form(bare) in lexicon(language).abbreviations):
        return False
    return not following.lstrip(_OPENING)[:1].islower()


def parting(left: str, right: str, language: str, before: str = "") -> float:
    """Return what it costs the sense to break between two words: 0 after a sentence, 26 between article and noun.

    `before` stands before `left`, and tells a noun from what it looks like: `the outside | to`, `these complicated | birth`.
    """
    if _HANGS_BACK.issuperset(right) or _LEANS_FORWARD.issuperset(left):
        return INSIDE_WORD
    if ends_sentence(left, right, language):
        return SENTENCE
    words = lexicon(language)
    first, second = _form(left), _form(right)
    bare = left.rstrip(_CLOSING)
    if bare.endswith(".") and first in words.abbreviations:
        return _ARTICLE
    if bare.endswith(_ENDS_CLAUSE) or right.startswith(("—", "–")):
        return _CLAUSE
    if bare.endswith(_COMMAS):
        return COMMA
    if right[0] in _OPENING or left[-1] in _CLOSING:
        return _QUOTE
    return _by_word_class(left, right, first, second, _form(before), words)


def parts_sense(left: str, right: str, language: str) -> bool:
    """Return whether a line that ends between two words parts what belongs together: article | noun, verb | auxiliary."""
    return parting(left, right, language) >= LEANS


@lru_cache(maxsize=10_000)
def _form(word: str) -> str:
    """Return a word as the lexicon has it, also of a script whose vowels are marks: pointed or not, ending in one or not."""
    if word.isascii():
        return spoken_form(word)
    plain = word.translate(_POINTS).lower()
    edges = "".join(letter for letter in {plain[:1], plain[-1:]} if unicodedata.category(letter or " ")[0] in "PSZ")
    return _form(plain.strip(edges)) if edges and plain.strip(edges) != word else plain.replace("’", "'")


def _by_word_class(left: str, right: str, first: str, second: str, before: str, words: Lexicon) -> float:
    if second in words.enclitics:
        return LEANS
    determined = before in words.articles
    opens = second in words.conjunctions or second in words.prepositions
    if first in words.articles:
        return LEANS if second in words.conjunctions else _ARTICLE
    if first in words.quantifiers:
        return _IN_NAME if opens else _HANGING if second in words.auxiliaries else _ARTICLE
    if (first in words.prepositions or first in words.conjunctions) and not (determined and first in words.nouns_too):
        return _HANGING
    if opens:
        return _opening_cost(left, first, second, words)
    if words.clause_endings and first.endswith(words.clause_endings):
        return CONJUNCTION
    if first in words.auxiliaries and (second in words.articles or second in words.quantifiers):
        # `have | these` is a verb and its object, not an auxiliary and its verb.
        return _OBJECT
    if first in words.auxiliaries or first in words.pronouns:
        return LEANS
    named = words.capitals_name and left[:1].isupper() and right[:1].isupper() and second not in words.pronouns
    if _NUMBER.fullmatch(first) or named or _INITIAL.fullmatch(left):
        return _NAME
    if right[:1].isdigit():
        return _BEFORE_NUMBER if left[:1].isupper() else _IN_NAME
    endings = words.adjective_endings + (words.participle_endings if determined or before in words.quantifiers else ())
    if first in words.adjectives or (endings and first.endswith(endings)):
        return LEANS
    return _NEUTRAL


def _opening_cost(left: str, first: str, second: str, words: Lexicon) -> float:
    if first in words.auxiliaries:
        return _COPULA
    if second in words.conjunctions:
        return CONJUNCTION
    return _IN_NAME if words.capitals_name and left[:1].isupper() else _PREPOSITION


@dataclass(frozen=True, slots=True)
class Text:
    """Words laid out in one endless line, so that the width of any stretch of them is one subtraction."""

    words: tuple[str, ...]
    glued: tuple[bool, ...]
    """Whether no blank stands before the word."""
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    """Columns."""
    costs: tuple[float, ...]
    """What it costs to break before the word."""

    def line(self, first: int, last: int) -> str:
        """Return the words `first` ≤ n < `last` as one line."""
        return "".join(
            word if number == first or self.glued[number] else f" {word}"
            for number, word in enumerate(self.words[first:last], first)
        )


def lay_out(words: Sequence[str], glued: Sequence[bool], costs: Sequence[float]) -> Text:
    starts: list[int] = []
    ends: list[int] = []
    column = 0
    for number, word in enumerate(words):
        column += 0 if glued[number] or not number else 1
        starts.append(column)
        column += columns_of(word)
        ends.append(column)
    return Text(tuple(words), tuple(glued), tuple(starts), tuple(ends), tuple(costs))


Layout = tuple[float, tuple[int, ...]]
"""What the line breaks cost, and the words before which they stand."""


def layout(text: Text, first: int, last: int, indent: int, columns: int, max_lines: int) -> Layout | None:
    """Return the best lines for the words `first` ≤ n < `last`, as few as hold them; None where they do not fit.

    `indent` columns of the first line are taken by the speaker's name.
    """
    total = text.ends[last - 1] - text.starts[first] + indent
    if total <= columns:
        return 0.0, ()
    for lines in range(2, max_lines + 1):
        if total <= lines * columns + lines and (found := _split(text, first, last, indent, columns, lines, total / lines)):
            return found
    return None


def _split(text: Text, first: int, last: int, indent: int, columns: int, lines: int, mean: float) -> Layout | None:
    starts, ends, costs = text.starts, text.ends, text.costs
    stop = ends[last - 1]
    begin = starts[first] - indent
    top, bottom = mean * (1 - _PYRAMID), mean * (1 + _PYRAMID)
    best: Layout | None = None
    least = float("inf")
    for place in range(bisect_left(starts, stop - (lines - 1) * (columns + 1) + 1, first + 1, last), last):
        wide = ends[place - 1] - begin
        if wide > columns:
            break
        if lines == 2:
            rest = stop - starts[place]
            if rest > columns:
                continue
            cost = _LINE * costs[place] + _BALANCE * ((wide - top) ** 2 + (rest - bottom) ** 2) / columns ** 2
            if cost < least:
                least, best = cost, (cost, (place,))
        elif tail := _split(text, place, last, 0, columns, lines - 1, mean):
            cost = tail[0] + _LINE * costs[place] + _BALANCE * ((wide - mean) / columns) ** 2
            if cost < least:
                least, best = cost, (cost, (place, *tail[1]))
    return best


def cut(text: Text, first: int, last: int, breaks: Sequence[int]) -> tuple[str, ...]:
    edges = [first, *breaks, last]
    return tuple(text.line(edges[n], edges[n + 1]) for n in range(len(edges) - 1))


def break_lines(words: Sequence[str], profile: CaptionProfile, language: str, label: str = "") -> tuple[str, ...]:
    """Return words broken into lines by sense, then balance, the lower line rather longer.

    As few lines as hold them: more than the profile allows, where the words ask for it; a word wider than a line is broken.
    `label` stands before the first line and takes room there.
    """
    columns, indent = profile.for_language(language).max_characters, columns_of(label)
    room = columns - indent if columns - indent >= LEAST_ROOM else columns
    texts = [word.text for word in phrased([Word(word, Span(0, 0), line=0) for word in words], language)]
    parts = [
        part for number, word in enumerate(texts) for part in pieces(word, columns if number else room, columns, language)]
    if not parts:
        return ()
    text = lay_out([part.text for part in parts], [part.glued for part in parts], costs_between(parts, language))
    indent = columns - room
    found = layout(text, 0, len(parts), indent, columns, profile.max_lines)
    return cut(text, 0, len(parts), found[1] if found else _ragged(text, indent, columns))


def _ragged(text: Text, indent: int, columns: int) -> tuple[int, ...]:
    """Return breaks for text that asks for more lines than the profile allows: any number of them, well filled."""
    count = len(text.words)
    best = [0.0] + [float("inf")] * count
    step = [0] * (count + 1)
    for first in range(count):
        begin = text.starts[first] - (0 if first else indent)
        for last in range(first + 1, count + 1):
            wide = text.ends[last - 1] - begin
            if wide > columns:
                break
            here = 0.0 if last == count else _LINE * text.costs[last] + _BALANCE * (1 - wide / columns) ** 2
            cost = best[first] + here
            if cost < best[last]:
                best[last], step[last] = cost, first
    breaks: list[int] = []
    place = count
    while place := step[place]:
        breaks.append(place)
    return tuple(reversed(breaks))


def costs_between(parts: Sequence[Piece], language: str) -> list[float]:
    """Return what it costs to break before each of the pieces; nothing before the first."""
    texts = ["", "", *(part.text for part in parts)]
    return [0.0, *(
        INSIDE_WORD if part.inside
        else COMMA if _blank_for_comma(left, part, language)
        else parting(left, part.text, language, before)
        for before, left, part in zip(texts[1:], texts[2:], parts[1:], strict=False)
    )]


def _blank_for_comma(left: str, part: Piece, language: str) -> bool:
    """Say whether a blank stands where there are none between words."""
    return not part.glued and spaceless(language) and not (spaced(left[-1]) and spaced(part.text[0]))

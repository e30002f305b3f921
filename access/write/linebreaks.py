"""Where text may break: what it costs the sense to part two words, and the best lines for a few of them.

One table of costs serves lines and cues alike: a place that is good for a line is good for a cue. Sense beats geometry
(Netflix, BBC): after punctuation; before a conjunction or preposition; never between article and noun, adjective and noun,
first and last name, title and name, number and unit, pronoun and verb, verb and auxiliary.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from access.model.profile import CaptionProfile, columns_of
from access.model.words import spoken_form
from access.write.lexicon import Lexicon, lexicon, primary, spaceless
from access.write.pieces import Piece, pieces

SENTENCE = 0.0
_CLAUSE = 1.0
COMMA = 2.0
_QUOTE = 2.5
_CONJUNCTION = 3.0
_PREPOSITION = 3.5
_NEUTRAL = 6.0
_OBJECT = 12.0
"""`have | these membranes`."""
_COPULA = 9.0
"""`are | like legs`."""
_IN_NAME = 8.0
"""`Museum | of Natural History`."""
_LEANS = 18.0
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
_NUMBER = re.compile(r"[$€£]?\d[\d.,:]*")
_INITIAL = re.compile(r"[^\W\d_]\.")
_KANA = re.compile("[\u3041-\u309f]")
"""Hiragana."""


def joined(words: Sequence[str], language: str) -> str:
    """Return words as running text of the language."""
    return ("" if spaceless(language) else " ").join(words)


def ends_sentence(text: str, following: str, language: str) -> bool:
    """Say whether a word ends its sentence, the next word being `following` (empty at the end of all)."""
    bare = text.rstrip(_CLOSING)
    if not bare or bare[-1] not in ".!?…。！？؟।":
        return False
    if bare[-1] == "." and (_INITIAL.fullmatch(bare) or spoken_form(bare) in lexicon(language).abbreviations):
        return False
    return not following.lstrip(_OPENING)[:1].islower()


def parting(left: str, right: str, language: str) -> float:
    """Return what it costs the sense to break between two words: 0 after a sentence, 26 between article and noun."""
    if ends_sentence(left, right, language):
        return SENTENCE
    words = lexicon(language)
    first, second = spoken_form(left), spoken_form(right)
    bare = left.rstrip(_CLOSING)
    if bare.endswith(".") and first in words.abbreviations:
        return _ARTICLE
    if bare.endswith((";", ":", "—", "–", "!", "?", "…", "；", "：")) or right.startswith(("—", "–")):
        return _CLAUSE
    if bare.endswith((",", "、", "，", "،")):
        return COMMA
    if right[0] in _OPENING or left[-1] in _CLOSING:
        return _QUOTE
    if primary(language) == "ja":
        return _between_scripts(left[-1], right[0])
    return _by_word_class(left, right, first, second, words)


def parts_sense(left: str, right: str, language: str) -> bool:
    """Return whether a line that ends between two words parts what belongs together: article | noun, verb | auxiliary."""
    return parting(left, right, language) >= _LEANS


def _between_scripts(left: str, right: str) -> float:
    """Japanese without a dictionary: a phrase ends in hiragana and begins with anything else; other places split words."""
    if _KANA.match(left):
        return _LEANS if _KANA.match(right) else _PREPOSITION
    return _LEANS if _KANA.match(right) else _NAME


def _by_word_class(left: str, right: str, first: str, second: str, words: Lexicon) -> float:
    opens = second in words.conjunctions or second in words.prepositions
    named = words.capitals_name and left[:1].isupper() and right[:1].isupper() and second != "i"
    if first in words.articles:
        return _PREPOSITION if opens and second not in words.conjunctions else _LEANS if opens else _ARTICLE
    if first in words.prepositions or first in words.conjunctions:
        return _HANGING
    if opens:
        return _opening_cost(left, first, second, words)
    if first in words.auxiliaries and second in words.articles:
        # `have | these` is a verb and its object, not an auxiliary and its verb.
        return _OBJECT
    if first in words.auxiliaries or first in words.pronouns:
        return _LEANS
    if _NUMBER.fullmatch(first) or named or _INITIAL.fullmatch(left):
        return _NAME
    if first in words.adjectives or (words.adjective_endings and first.endswith(words.adjective_endings)):
        return _LEANS
    return _NEUTRAL


def _opening_cost(left: str, first: str, second: str, words: Lexicon) -> float:
    if first in words.auxiliaries:
        return _COPULA
    if second in words.conjunctions:
        return _CONJUNCTION
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
    parts = [
        part for number, word in enumerate(words) for part in pieces(word, columns if number else room, columns, language)]
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
    return [0.0, *(
        INSIDE_WORD if right.inside else parting(left.text, right.text, language)
        for left, right in pairwise(parts)
    )]

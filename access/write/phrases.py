"""Languages written without blanks: their words, however they come, made into phrases that lines may break between.

A recogniser gives Japanese letter by letter, a script gives a whole sentence as one word. Both are run together, and taken
apart again between phrases, as a reader would: by the models of BudouX where there is one, at blanks in any case. A line
never ends inside what a reader sees as one letter, nor where the Japanese rules (kinsoku) or a number or a Latin word forbid.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import cache
from itertools import groupby

import budoux
import regex

from access.model.findings import Word
from access.model.languages import primary, spaceless, spaceless_letters
from access.model.profile import columns_of
from access.model.time import Span

_NO_LINE_START = frozenset(
    "、。，．・：；？！,.:;?!ー～）)」』】〉》〕］]｝}”’…‥々〻ゝゞヽヾ％%℃°ぁぃぅぇぉっゃゅょゎゕゖァィゥェォッャュョヮヵヶㇰㇱㇲㇳㇴㇵㇶㇷㇸㇹㇺㇻㇼㇽㇾㇿ"
    "ๆฯะาำๅ"
    "។៕ៗ၊။ໆຯ" "་༌།༎༏༐༑༔")
"""Punctuation that closes, small kana, marks of repetition, Thai vowels and signs that follow their consonant, and what ends a
Tibetan syllable."""
_NO_LINE_END = frozenset("（([「『【〈《〔［｛{“‘￥＄$€£＃#№" "เแโใไ" "ເແໂໃໄ")
"""Punctuation that opens, signs before a number, Thai and Lao vowels that are written before their consonant."""
_TIBETAN = range(0x0F40, 0x0FBD)
"""Letters: no line ends inside a syllable, and a mark of its own ends that."""
_LINE_IS_A_BLANK = frozenset({"bo", "km", "lo", "my", "th"})
"""They set blanks where others set commas."""
_ZERO_WIDTH_SPACE = "\u200b"
"""Where Khmer, Lao, Thai and Burmese texts mark the ends of their words, this does."""
_MOST_LETTERS = 4_000
"""Run together at once."""


def joined(words: Sequence[Word], language: str) -> str:
    """Return words as running text of the language."""
    if not spaceless(language):
        return " ".join(word.text for word in words)
    return "".join(text for text, _, _ in _letters(words, language))


def phrased(words: Sequence[Word], language: str) -> Sequence[Word]:
    """Return words as phrases of a language without blanks, each with the time of its letters; other words as they are.

    A phrase that a blank stands before begins with one.
    """
    if not spaceless(language):
        return words
    result: list[Word] = []
    for _, turn in groupby(words, key=lambda word: (word.speaker, word.line if word.apart else None)):
        run: list[Word] = []
        length = 0
        for word in turn:
            if length + len(word.text) > _MOST_LETTERS:
                result += _phrases(run, language)
                run, length = [], 0
            run.append(word)
            length += len(word.text)
        result += _phrases(run, language)
    return result


def units(text: str) -> list[str]:
    """Take text apart wherever a line may break at all."""
    result: list[str] = []
    for letter in graphemes(text):
        if result and _held(result[-1][-1], letter[0]):
            result[-1] += letter
        else:
            result.append(letter)
    return result


def graphemes(text: str) -> list[str]:
    """Take text apart into what a reader sees as single letters (extended grapheme clusters of Unicode)."""
    if text.isascii():
        return list(text)
    letters: list[str] = regex.findall(r"\X", text)
    return letters


def _held(left: str, right: str) -> bool:
    inside = (spaced(left) and spaced(right)) or (ord(left) in _TIBETAN and ord(right) in _TIBETAN)
    return inside or right in _NO_LINE_START or left in _NO_LINE_END or not columns_of(right)


def spaced(letter: str) -> bool:
    """Say whether a letter is of a script that has blanks between its words, or stands inside its words and numbers."""
    if letter.isascii():
        return not letter.isspace()
    return letter.isalpha() and not spaceless_letters(letter)


def _phrases(words: Sequence[Word], language: str) -> Iterator[Word]:
    letters = list(_letters(words, language))
    text = "".join(letter for letter, _, _ in letters)
    starts = _starts(text, language)
    for first, last in zip(starts, [*starts[1:], len(text)], strict=True):
        part = text[first:last]
        said = [letter for letter in letters[first:last] if not letter[0].isspace()]
        if said:
            blank = " " if first and (part[0].isspace() or text[first - 1].isspace()) else ""
            span = Span(said[0][1].start, max(said[0][1].start, said[-1][1].end))
            yield replace(said[0][2], text=blank + part.strip(), span=span)


def _letters(words: Sequence[Word], language: str) -> Iterator[tuple[str, Span, Word]]:
    """Yield the letters of the words run together, blanks where there must be some, each with its time and its word."""
    before: Word | None = None
    told = False
    for word in words:
        text = " ".join(word.text.split())
        told = told or word.text[:1].isspace()
        if not text:
            continue
        if before and _blank_between(before, word, told, language):
            yield " ", Span(word.span.start, word.span.start), word
        for letter, span in zip(text, word.span.shared_out(map(columns_of, text)), strict=True):
            yield letter, span, word
        before = word
        told = word.text[-1:].isspace()


def _blank_between(left: Word, right: Word, told: bool, language: str) -> bool:
    """Say whether a blank stands between two words: a script's own one, or one between two that are not of this language.

    `told`: the recogniser gave one. Single letters without one are parts of a word: some recognisers give letter after letter.
    """
    if left.line >= 0 and right.line >= 0 and (left.line == right.line or primary(language) in _LINE_IS_A_BLANK):
        return True
    last, first = left.text.rstrip()[-1], right.text.lstrip()[0]
    if not (spaced(last) and spaced(first)) or last in _NO_LINE_END or not first.isalnum():
        return False
    parts = len(left.text.strip()) == 1 or len(right.text.strip()) == 1 or (last.isdigit() and first.isdigit())
    return told or left.line >= 0 or not parts


def _starts(text: str, language: str) -> list[int]:
    """Return where the phrases of a text begin."""
    edges, at = set(), 0
    for unit in units(text):
        edges.add(at)
        at += len(unit)
    starts = {0}
    at = 0
    for phrase in _parsed(text, language):
        starts.add(at)
        at += len(phrase)
    starts |= {place + 1 for place, letter in enumerate(text[:-1]) if letter.isspace() or letter == _ZERO_WIDTH_SPACE}
    return sorted(place for place in starts & (edges | {0}) if place < len(text))


def _parsed(text: str, language: str) -> Sequence[str]:
    subtag = primary(language)
    if subtag in ("zh", "yue"):
        traditional = subtag == "yue" or any(part in language.lower() for part in ("hant", "-tw", "-hk", "-mo"))
        subtag = "zh-hant" if traditional else "zh-hans"
    load = _MODELS.get(subtag)
    return _parser(load).parse(text) if load else (text,)


@cache
def _parser(load: Callable[[], budoux.Parser]) -> budoux.Parser:
    return load()


_MODELS: dict[str, Callable[[], budoux.Parser]] = {
    "ja": budoux.load_default_japanese_parser, "th": budoux.load_default_thai_parser,
    "zh-hans": budoux.load_default_simplified_chinese_parser, "zh-hant": budoux.load_default_traditional_chinese_parser,
}

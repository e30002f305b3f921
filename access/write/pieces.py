"""Words made ready for lines: whole where a line holds them, in pieces where none does.

Apart from the line breaks, because it looks at the letters of one word and at nothing around it.
"""

from __future__ import annotations

from dataclasses import dataclass

from access.model.profile import columns_of
from access.write.lexicon import spaceless

_NO_LINE_START = frozenset("、。，．・：；？！ー）」』】〉》〕］｝…‥々ぁぃぅぇぉっゃゅょァィゥェォッャュョ")
_NO_LINE_END = frozenset("（「『【〈《〔［｛เแโใไ")
_BREAK_AFTER = frozenset("-/_.?&=@:,、。")


@dataclass(frozen=True, slots=True)
class Piece:
    """A word, or a part of one that is too wide for a line."""

    text: str
    glued: bool
    """No blank stands before it."""
    inside: bool
    """It goes on with the word before it."""


def pieces(word: str, room: int, columns: int, language: str) -> tuple[Piece, ...]:
    """Return a word whole if it is no wider than `room`, else in pieces: the first within `room`, the rest within `columns`.

    A "word" of a language without blanks may be a whole sentence: a wide one is taken apart wherever a line may break.
    """
    run = spaceless(language)
    result: list[Piece] = []
    for number, part in enumerate(word.split()):
        space = columns if number else room
        whole = columns_of(part) <= space
        texts = [part] if whole else _clusters(part) if run else _cut_to(part, space, columns)
        result += (
            Piece(text, glued=run if not place else True, inside=place > 0 and not run)
            for place, text in enumerate(texts)
        )
    return tuple(result)


def _clusters(text: str) -> list[str]:
    """Take text without blanks apart where a line may break: by the Japanese kinsoku rules, Latin words held together."""
    result: list[str] = []
    for character in text:
        held = result and (
            character in _NO_LINE_START or result[-1][-1] in _NO_LINE_END or not columns_of(character)
            or (character.isascii() and result[-1][-1].isascii())
        )
        if held:
            result[-1] += character
        else:
            result.append(character)
    return result


def _cut_to(text: str, room: int, columns: int) -> list[str]:
    """Cut a word that no line holds, after a slash, dot or hyphen where one stands in the right half."""
    result: list[str] = []
    line, used = "", 0
    for character in text:
        step = columns_of(character)
        if line and used + step > room:
            place = max((n + 1 for n, each in enumerate(line) if each in _BREAK_AFTER), default=0)
            if place <= len(line) // 2:
                place = len(line)
            result.append(line[:place])
            line, room = line[place:], columns
            used = columns_of(line)
        line += character
        used += step
    return [*result, line]

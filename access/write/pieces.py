"""Words made ready for lines: whole where a line holds them, in pieces where none does.

Apart from the line breaks, because it looks at the letters of one word and at nothing around it.
"""

from __future__ import annotations

from dataclasses import dataclass

from access.model.languages import spaceless
from access.model.profile import columns_of
from access.write.phrases import graphemes, units

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

    A phrase of a language without blanks (`phrases.py`) is taken apart where a line may break.
    """
    run = spaceless(language)
    result: list[Piece] = []
    for number, part in enumerate(word.split()):
        space = columns if number else room
        apart = [part] if columns_of(part) <= space else _packed(part, space, columns) if run else _cut_to(part, space, columns)
        glued = run and not number and not word[0].isspace()
        result += (Piece(text, glued=glued if not place else True, inside=place > 0) for place, text in enumerate(apart))
    return tuple(result)


def _packed(text: str, room: int, columns: int) -> list[str]:
    """Return text in parts as wide as lines hold, broken where a line may break; a part that no line holds is cut."""
    result: list[str] = []
    for unit in units(text):
        space = columns if len(result) > 1 else room
        if result and columns_of(result[-1]) + columns_of(unit) <= space:
            result[-1] += unit
        elif columns_of(unit) <= (columns if result else room):
            result.append(unit)
        else:
            result += _cut_to(unit, columns if result else room, columns)
    return result


def _cut_to(text: str, room: int, columns: int) -> list[str]:
    """Cut a word that no line holds, after a slash, dot or hyphen where one stands in the right half; never inside a letter
    as a reader sees it, unless a line does not hold even that."""
    result: list[str] = []
    line: list[str] = []
    used = 0
    for letter in _letters_within(text, min(room, columns)):
        step = columns_of(letter)
        if line and used + step > room:
            place = max((n + 1 for n, each in enumerate(line) if each in _BREAK_AFTER), default=0)
            if place <= len(line) // 2:
                place = len(line)
            result.append("".join(line[:place]))
            line, room = line[place:], columns
            used = sum(map(columns_of, line))
        line.append(letter)
        used += step
    return [*result, "".join(line)]


def _letters_within(text: str, columns: int) -> list[str]:
    return [
        part for letter in graphemes(text) for part in ([letter] if columns_of(letter) <= columns else list(letter))]

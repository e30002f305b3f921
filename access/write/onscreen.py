"""What of the text on the screen is told: what nobody says, each thing once, called what it is.

`wording` puts it into words. Text from the screen is data; nothing here obeys it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from rapidfuzz import process
from rapidfuzz.distance import Indel

from access.model.findings import ScreenText
from access.model.labels import is_time_code
from access.model.misread import is_misread
from access.model.script import Matter, Wanted
from access.model.time import Span
from access.model.words import spoken_form, spoken_forms
from access.write.heard import Speech
from access.write.lexicon import lexicon
from access.write.wording import clean, phrases, variants

_SAME_LINE = 0.88
_STILL_MS = 2_000
"""A text that comes back sooner never went away; a reader of frames may miss it for that long."""
_OPENING_MS = 15_000
_TALL = 0.06
"""Of the picture's height: smaller letters at the beginning are no title unless they come first."""
_CLOSING = 0.25
"""Credits stand in this last part of a film."""
_MANY_LINES = 5
_CREDIT = re.compile(
    r"produc|direct|written by|screenplay|edited by|editor|camera|photograph|music by|narrat|recorded|thanks|funded|copyright|©"
    r"|regie|kamera|schnitt|musik|produktion|dank|réalis|montage|musique|remerci|dirigid|guion|música|gracias|regia|montaggio",
    re.IGNORECASE,
)
_LOW = 0.55
"""Of the picture's height from above: a lower third stands below this."""
_CAPTION_LINES, _CAPTION_NAME, _CAPTION_WORDS = 3, 5, 14
"""A caption is so many lines at most, the first of so many words, all of them together of so many."""
_OF_NAMES = frozenset("van von zu de du di da do dos del della der den la le bin ibn al el y e af".split())
_WEIGHTS = {Matter.TITLE: 4.0, Matter.CAPTION: 3.0, Matter.CREDITS: 3.5, Matter.TEXT: 1.5}
"""Titles and credits say what and whose the film is, captions who speaks, and nothing else does; what stands beside a
talk often repeats it. Any of it weighs more than all that is told of a picture."""
_CORES = {Matter.TITLE: 40.0, Matter.CREDITS: 5.0, Matter.CAPTION: 5.0}
"""What their shortest form weighs already. Before anything else is told, and before more of anything is, each title is told;
then whose the film is, and who or what is seen: more than a page of other text weighs."""
_PLAIN_WORDS = 10
_LEAST, _MOST = 0.7, 3.0
"""A text weighs as much as it says, between a word and a page of names."""


@dataclass(slots=True)
class _Shown:
    """A text on its way to be told, growing in time as it is shown on."""

    lines: tuple[str, ...]
    start: int
    end: int
    height: float
    top: float
    opened: bool
    """It is the film's first text."""

    @property
    def span(self) -> Span:
        return Span(self.start, self.end)


def on_screen(texts: Sequence[ScreenText], speech: Speech, language: str, duration: int) -> tuple[Wanted, ...]:
    """Return what stands on the screen of a film of `duration` ms and is not heard, in order of time, each thing once.

    A slide that grows is told by its new lines, and what is still on the screen counts as standing there; what comes back
    later has been told.
    """
    found = []
    for shown in _shown(texts):
        if speech.says(" ".join(shown.lines), shown.span):
            continue
        matter = _matter(shown, speech.end, duration, language)
        if said := variants(matter, phrases(shown.lines, language), language):
            size = min(max(len(" ".join(shown.lines).split()) / _PLAIN_WORDS, _LEAST), _MOST)
            core = _CORES.get(matter, 0.0)
            found.append(Wanted(shown.span, said, core + _WEIGHTS[matter] * size, matter, core=core))
    return tuple(found)


def captions(texts: Sequence[ScreenText], language: str) -> tuple[str, ...]:
    """Return the captions that name who is seen, or the place, each once, as they stand there."""
    named = [shown for shown in _shown(texts) if _is_caption(shown, language)]
    return tuple(", ".join(shown.lines) for shown in named)


def _shown(texts: Sequence[ScreenText]) -> list[_Shown]:
    """Return each text once, with what it repeats of earlier ones taken away."""
    found: list[_Shown] = []
    shown_in: dict[str, list[int]] = {}
    """Which texts have a line, by its letters: of a long film's texts only those that share one are compared."""
    for text in sorted(texts, key=lambda text: text.span):
        lines = legible(text)
        for number in sorted({number for line in lines for number in _with_such_a_line(_letters(line), shown_in)}):
            lines = _without(lines, found[number], text.span)
        if lines:
            for line in lines:
                shown_in.setdefault(_letters(line), []).append(len(found))
            found.append(_Shown(lines, text.span.start, text.span.end, text.height, text.top, not found))
    return found


def _with_such_a_line(letters: str, shown_in: dict[str, list[int]]) -> list[int]:
    alike = process.extract(letters, shown_in.keys(), scorer=Indel.normalized_similarity, score_cutoff=_SAME_LINE, limit=None)
    return [number for line, *_ in alike for number in shown_in[line]]


def _without(lines: tuple[str, ...], earlier: _Shown, span: Span) -> tuple[str, ...]:
    """Take away the lines of an earlier text that stands on, or that comes back whole at either end of this one.

    A line that comes back inside another text is part of that text: "Special thanks to the / Museum / for …".
    """
    repeated = [line for line in lines if any(_same_line(line, other) for other in earlier.lines)]
    stands = span.start - earlier.end <= _STILL_MS
    if stands and repeated:
        earlier.end = max(earlier.end, span.end)
        return tuple(line for line in lines if line not in repeated)
    if len(repeated) == len(lines):
        return ()
    block = len(earlier.lines)
    if _same_lines(lines[:block], earlier.lines):
        return lines[block:]
    return lines[:-block] if _same_lines(lines[-block:], earlier.lines) else lines


def legible(text: ScreenText) -> tuple[str, ...]:
    """Return the lines that say something: no lone signs, no running clocks, nothing that was misread beyond words."""
    cleaned = (clean(line) for line in text.lines if not is_misread(line))
    return tuple(line for line in cleaned if spoken_forms(line) and not is_time_code(line))


def _same_lines(some: Sequence[str], others: Sequence[str]) -> bool:
    return len(some) == len(others) and all(map(_same_line, some, others))


def _same_line(one: str, other: str) -> bool:
    """Return whether they are one line, read twice: an engine wavers in letters, and a digit tells two lines apart."""
    letters, others = _letters(one), _letters(other)
    if letters == others:
        return True
    if [sign for sign in letters if sign.isdigit()] != [sign for sign in others if sign.isdigit()]:
        return False
    return min(len(letters), len(others)) >= 8 and Indel.normalized_similarity(letters, others) >= _SAME_LINE


def _letters(line: str) -> str:
    return "".join(spoken_forms(line))


def _matter(shown: _Shown, last_word: int, duration: int, language: str) -> Matter:
    closing = shown.start >= max(last_word, round(duration * (1 - _CLOSING))) - _STILL_MS
    if closing and (len(shown.lines) >= _MANY_LINES or _CREDIT.search(" ".join(shown.lines))):
        return Matter.CREDITS
    if _is_caption(shown, language):
        return Matter.CAPTION
    opening = shown.start <= min(_OPENING_MS, duration // 4)
    return Matter.TITLE if opening and (shown.opened or shown.height >= _TALL) else Matter.TEXT


def _is_caption(shown: _Shown, language: str) -> bool:
    """Return whether it is a lower third: it stands low, and begins with a name, be it of a person or of a place."""
    if shown.top < _LOW or shown.height >= 2 * _TALL or len(shown.lines) > _CAPTION_LINES:
        return False
    name, small = shown.lines[0].split(), lexicon(language).function_words
    big = [word for word in name if spoken_form(word) and spoken_form(word) not in small | _OF_NAMES]
    called = any(word[:1].isupper() for word in big) and all(word[:1].isupper() or word[:1].isdigit() for word in big)
    few = len(name) <= _CAPTION_NAME and len(" ".join(shown.lines).split()) <= _CAPTION_WORDS
    return called and few and not shown.lines[0].endswith((".", "!", "?", "…"))

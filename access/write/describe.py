"""What a description has to tell: text that stands on the screen and that nobody says.

`wording` puts it into words, `placing` finds it a pause; both are called from here or by the same door.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from access.model.findings import ScreenText, Word
from access.model.script import Description, Verdict, Wanted
from access.model.time import Span
from access.model.words import spoken_forms
from access.write.placing import plan
from access.write.wording import Label, clean, content_words, phrases, variants

__all__ = ["plan", "verdict", "wanted"]

_NEAR_MS = 5_000
"""A text is heard if it is spoken this long before it appears or after it is gone."""
_MOSTLY = 0.6
"""Share of its content words that must be heard."""
_FEW = 3
"""Fewer content words than this fall by chance: such a text is heard if it is said as it stands."""
_SAME_WORD = 0.8
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
_CLOCK = re.compile(r"[\d\s]*\d[:;.]\d{2}[:;.]\d{2}(?:[:;.,]\d{1,3})?[\d\s]*")
"""A burnt-in time code."""
_WEIGHTS = {Label.TITLE: 3.0, Label.CREDITS: 2.0, Label.TEXT: 1.0}
"""Titles and credits say what and whose the film is, and nothing else does; what stands beside a talk often repeats it."""
_PLAIN_WORDS = 10
_LEAST, _MOST = 0.4, 3.0
"""A text weighs as much as it says, between two words of a heading and a page of names."""


@dataclass(slots=True)
class _Shown:
    """A text on its way to be told, growing in time as it is shown on."""

    lines: tuple[str, ...]
    start: int
    end: int
    height: float
    opened: bool
    """It is the film's first text."""

    @property
    def span(self) -> Span:
        return Span(self.start, self.end)


def wanted(texts: Sequence[ScreenText], spoken: Sequence[Word], language: str, duration: int) -> tuple[Wanted, ...]:
    """Return what stands on the screen of a film of `duration` ms and is not heard, in order of time, each thing once.

    `language` (BCP 47) is that of the descriptions. A slide that grows is told by its new lines, and what is still on the
    screen counts as standing there; what comes back later has been told.
    """
    told = [shown for shown in _shown(texts) if not _heard(shown, spoken, language)]
    last_word = max((word.span.end for word in spoken), default=0)
    found = []
    for shown in told:
        label = _label(shown, last_word, duration)
        if said := variants(label, phrases(shown.lines, language), language):
            size = min(max(len(" ".join(shown.lines).split()) / _PLAIN_WORDS, _LEAST), _MOST)
            found.append(Wanted(shown.span, said, _WEIGHTS[label] * size))
    return tuple(found)


def verdict(texts: Sequence[ScreenText], wishes: Sequence[Wanted], descriptions: Sequence[Description]) -> Verdict:
    """Return what a film needs by way of description, as far as text on the screen tells."""
    if descriptions:
        return Verdict.DESCRIBED
    if wishes:
        return Verdict.NO_USABLE_PAUSE
    return Verdict.SPEECH_SAYS_ALL if any(_lines(text) for text in texts) else Verdict.PICTURES_NOT_LOOKED_AT


def _shown(texts: Sequence[ScreenText]) -> list[_Shown]:
    """Return each text once, with what it repeats of earlier ones taken away."""
    found: list[_Shown] = []
    for text in sorted(texts, key=lambda text: text.span):
        lines = _lines(text)
        for earlier in found:
            lines = _without(lines, earlier, text.span)
        if lines:
            found.append(_Shown(lines, text.span.start, text.span.end, text.height, not found))
    return found


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


def _lines(text: ScreenText) -> tuple[str, ...]:
    """Return the lines that say something: no lone signs, no running clocks."""
    cleaned = (clean(line) for line in text.lines)
    return tuple(line for line in cleaned if spoken_forms(line) and not _CLOCK.fullmatch(line))


def _same_lines(some: Sequence[str], others: Sequence[str]) -> bool:
    return len(some) == len(others) and all(map(_same_line, some, others))


def _same_line(one: str, other: str) -> bool:
    """Return whether they are one line, read twice: an engine wavers in letters, and a digit tells two lines apart."""
    letters, others = ("".join(spoken_forms(line)) for line in (one, other))
    if letters == others:
        return True
    if [sign for sign in letters if sign.isdigit()] != [sign for sign in others if sign.isdigit()]:
        return False
    return min(len(letters), len(others)) >= 8 and SequenceMatcher(None, letters, others, autojunk=False).ratio() >= _SAME_LINE


def _heard(shown: _Shown, spoken: Sequence[Word], language: str) -> bool:
    around = shown.span.padded(_NEAR_MS)
    near = {form for word in spoken if word.span.overlap(around) for form in spoken_forms(word.text)}
    run = "".join(form for word in spoken if word.span.overlap(around) for form in spoken_forms(word.text))
    text = " ".join(shown.lines)
    words = content_words(text, language)
    if len(words) < _FEW:
        return "".join(spoken_forms(text)) in run
    return sum(_is_spoken(word, near, run) for word in words) >= _MOSTLY * len(words)


def _is_spoken(word: str, near: set[str], run: str) -> bool:
    """Return whether it is among the words `near`, or nearly, or several of them run together as readers of text do."""
    if word in near or (len(word) >= 8 and word in run):
        return True
    return len(word) >= 4 and any(
        len(other) >= 4 and SequenceMatcher(None, word, other, autojunk=False).ratio() >= _SAME_WORD for other in near
    )


def _label(shown: _Shown, last_word: int, duration: int) -> Label:
    closing = shown.start >= max(last_word, round(duration * (1 - _CLOSING))) - _STILL_MS
    if closing and (len(shown.lines) >= _MANY_LINES or _CREDIT.search(" ".join(shown.lines))):
        return Label.CREDITS
    opening = shown.start <= min(_OPENING_MS, duration // 4)
    return Label.TITLE if opening and (shown.opened or shown.height >= _TALL) else Label.TEXT

"""What a model's answer becomes: text of a known shape, or nothing. Whether it is true, fit to be spoken or a refusal in polite
words is judged later, by what asked.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from access.engines.base import Question, Subject
from access.engines.vision.parting import EMPTY, parted
from access.engines.vision.stills import most, translates
from access.model.findings import Sight
from access.model.languages import primary

ELLIPSIS = "…"
_ENDED = re.compile(r"[.!?…。！？][\"”»’')\]]*$")
_WITHIN = re.compile(r"(?<=[.!?…])[\"”»’')\]]*\s+|(?<=[。！？])")
"""Between two sentences, or after an abbreviation."""
_ABBREVIATED = re.compile(
    r"(?:\b[^\W\d_]|\b(?:abb|approx|art|bzw|ca|cf|co|corp|dr|etc|evtl|fig|ggf|hr|inc|jr|jun|ltd|mme|mlle|mr|mrs|ms|mt|no|nos|nr|pág"
    r"|prof|sen|sr|sra|srta|st|ste|str|tel|usw|vgl|vol|vs))\.\Z", re.IGNORECASE)
"""A letter alone, as in `J. S. Bach`, and words that go on after their full stop."""
_THINK = "(?:think|thinking|thought|thoughts|reasoning|analysis|seed:think)"
_THOUGHT = re.compile(
    rf"\A.*[<\[◁]/{_THINK}[>\]▷]|\A\s*[<\[◁]{_THINK}[>\]▷].*", re.DOTALL | re.IGNORECASE)
"""What a model of the thinking kind says to itself before it answers, or instead of answering."""
_WRAPPER = re.compile(r"</?(?:answer|response|output|final)>|<\|(?:begin|end)_of_box\|>", re.IGNORECASE)
"""What some put around what they mean to be their answer."""
_MARKS, _BULLET = re.compile(r"\*\*|^\s*#+\s+|^\s*```\w*\s*$", re.MULTILINE), re.compile(r"^\s*[-*•]\s+", re.MULTILINE)
_LONGEST = 20_000
"""Characters of an answer. What says more has lost itself, and is told no further."""
_FULL_STOPS = {"ja": "。", "zh": "。", "yue": "。"}
_JOINERS, _UNSEEN = "\u200c\u200d", {"Cc", "Cf", "Cs", "Cn", "Co"}


@dataclass(frozen=True, slots=True)
class Said:
    """What a model answered, letter for letter."""

    text: str
    confidence: float = 0.0
    """The mean probability of its tokens, 0 to 1: uncalibrated. 0 where nobody told it."""
    whole: bool = True
    """False where it broke off because it had no more tokens."""


def sight(said: Said, question: Question) -> Sight | None:
    """Return what an answer to `question` says; None where it says nothing."""
    sure = min(1.0, max(0.0, said.confidence))
    if question.subject is Subject.SHOT:
        lines = _lines(_heard(said))
        if len(lines) == 1 and ":" not in lines[0]:
            lines = [_sentence(lines[0], question.language)]
        return Sight("\n".join(lines), confidence=sure, looked=True) if lines else None
    parts = parted(_MARKS.sub("", _heard(said)))
    short = _sentence(_unquoted(" ".join(_lines(parts.short))), question.language)
    long = "\n".join(_lines(parts.long))
    if translates(question):
        long = ""
    fitting = _fitting(short or " ".join(long.split()), question)
    if fitting != short and short:
        long = f"{short}\n{long}".rstrip()
    return Sight(fitting, "" if long == fitting else long, sure, looked=True) if fitting else None


def text(said: Said) -> str:
    """Return an answer that is one text; empty where it says nothing."""
    return _unquoted(" ".join(_lines(_heard(said))))


def shortened(text: str, most: int) -> str:
    """Return the whole sentences with which `text` begins, as many as fit; where none does, as many of its words."""
    return text if len(text) <= most else _whole(text, most) or beginning(text, most)


def beginning(text: str, room: int) -> str:
    """Return as much of `text` as fits with an ellipsis, cut between words; inside one only where there is no space at all."""
    if len(text) <= room:
        return text
    if room < 2:
        return ""
    cut = text[: room - 1]
    if not text[room - 1].isspace() and " " in cut:
        cut = cut[: cut.rindex(" ")]
    return cut.rstrip(" .,;:–-…") + ELLIPSIS


def ended(text: str, full_stop: str = ".") -> str:
    """Return `text` with a full stop, unless it has an end."""
    return f"{text.rstrip(' ,;:')}{full_stop}" if text and not _ENDED.search(text) else text


def _fitting(text: str, question: Question) -> str:
    """Return the whole sentences of a text alternative that fit; the first alone where it may be longer than it should be."""
    length = most(question)
    if len(text) <= length:
        return text
    return _whole(text, length) or _first(text, question.hard_max_characters) or beginning(text, length)


def _whole(text: str, most: int) -> str:
    return max((kept for cut in _ends(text) if len(kept := text[:cut].rstrip()) <= most), key=len, default="")


def _first(text: str, most: int) -> str:
    first = text[:next(iter(_ends(text)), len(text))].rstrip()
    return first if len(first) <= most else ""


def _ends(text: str) -> list[int]:
    """Return where sentences end that others follow."""
    return [
        cut.end() for cut in _WITHIN.finditer(text)
        if not _ABBREVIATED.search(text, max(0, cut.start() - 12), cut.start()) and not text[cut.end():cut.end() + 1].islower()]


def _heard(answer: Said) -> str:
    """Return what was answered, without thoughts; of an answer that broke off what is whole."""
    said = _WRAPPER.sub("", _THOUGHT.sub("", answer.text))
    if not answer.whole or len(said) > _LONGEST:
        said = said[:_LONGEST]
        said = said[:max([said.rfind("\n") + 1, *_ends(f"{said} ")])]
    return said


def _lines(said: str) -> list[str]:
    """Return a text line by line, without markup, signs nobody can see, and lines that say nothing."""
    lines = ("".join(
        sign for sign in " ".join(line.split()) if sign in _JOINERS or unicodedata.category(sign) not in _UNSEEN)
        for line in _BULLET.sub("", _MARKS.sub("", said)).splitlines())
    return [line for line in lines if not EMPTY.match(line)]


def _sentence(text: str, language: str) -> str:
    return ended(text[:1].upper() + text[1:], _FULL_STOPS.get(primary(language), "."))


def _unquoted(text: str) -> str:
    for left, right in ('""', "“”", "„“", "«»", "''"):
        if len(text) > 2 and text[0] == left and text[-1] == right and left not in text[1:-1] and right not in text[1:-1]:
            return text[1:-1].strip()
    return text

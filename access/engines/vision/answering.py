"""What a model's answer becomes: text of a known shape, or nothing. Whether it is true, fit to be spoken or a refusal in polite
words is judged later, by what asked.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from access.engines.base import Question, Subject
from access.engines.vision.asking import LONG, NOTHING
from access.model.findings import Sight
from access.model.languages import primary

ELLIPSIS = "…"
_ENDED = re.compile(r"[.!?…。！？][\"”»’')\]]*$")
_WITHIN = re.compile(r"(?<=[.!?…])[\"”»’')\]]*\s+|(?<=[。！？])")
"""Between two sentences."""
_THOUGHT = re.compile(r"\A.*?</think(?:ing)?>|\A\s*<think(?:ing)?>.*", re.DOTALL)
"""What a model of the thinking kind says to itself before it answers, or instead of answering."""
_MARKS = re.compile(r"\*\*|^\s*(?:[-*•]|#+)\s+|^\s*```\w*\s*$", re.MULTILINE)
_LABEL = re.compile(r"\A(?:alt(?:ernative)? text|text alternative)\s*:\s*", re.IGNORECASE)
_LONG = re.compile(rf"^\s*{LONG}[ \t]*", re.MULTILINE | re.IGNORECASE)
_EMPTY = re.compile(rf"\A(?!{LONG})(?:[A-Z]+:)?\s*[\"'(\[]*(?:{NOTHING}|N/A)?[\"').\]]*\Z", re.IGNORECASE)
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
    lines, sure = _lines(said), min(1.0, max(0.0, said.confidence))
    if question.subject is Subject.SHOT:
        if len(lines) == 1 and ":" not in lines[0]:
            lines = [_sentence(lines[0], question.language)]
        return Sight("\n".join(lines), confidence=sure, looked=True) if lines else None
    first, rest = _parted(lines)
    short = _sentence(_unquoted(_LABEL.sub("", " ".join(first))), question.language)
    long = "\n".join(rest)
    if len(short) > question.max_characters:
        long = f"{short}\n{long}".rstrip()
        short = shortened(short, question.max_characters)
    elif not short and long:
        short = shortened(" ".join(rest), question.max_characters)
    return Sight(short, long, sure, looked=True) if short else None


def text(said: Said) -> str:
    """Return an answer that is one text; empty where it says nothing."""
    return _unquoted(" ".join(_lines(said)))


def shortened(text: str, most: int) -> str:
    """Return the whole sentences with which `text` begins, as many as fit; where none does, as many of its words."""
    if len(text) <= most:
        return text
    fits = [kept for cut in _WITHIN.finditer(text) if len(kept := text[:cut.end()].rstrip()) <= most]
    return fits[-1] if fits else beginning(text, most)


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


def _lines(answer: Said) -> list[str]:
    """Return what an answer holds line by line, without thoughts, markup, signs nobody can see, and lines that say nothing."""
    said = _MARKS.sub("", _THOUGHT.sub("", answer.text))
    if not answer.whole:
        said = said[:max([said.rfind("\n") + 1, *(cut.end() for cut in _WITHIN.finditer(f"{said} "))])]
    lines = ("".join(
        sign for sign in " ".join(line.split()) if sign in _JOINERS or unicodedata.category(sign) not in _UNSEEN)
        for line in said.splitlines())
    return [line for line in lines if not _EMPTY.match(line)]


def _parted(lines: list[str]) -> tuple[list[str], list[str]]:
    """Part the text alternative of a picture from its long description."""
    before, _, after = _LONG.sub("\0", "\n".join(lines), count=1).partition("\0")
    return before.split(), [line for line in after.split("\n") if not _EMPTY.match(line)]


def _sentence(text: str, language: str) -> str:
    return ended(text[:1].upper() + text[1:], _FULL_STOPS.get(primary(language), "."))


def _unquoted(text: str) -> str:
    for left, right in ('""', "“”", "„“", "«»", "''"):
        if len(text) > 2 and text[0] == left and text[-1] == right and left not in text[1:-1] and right not in text[1:-1]:
            return text[1:-1].strip()
    return text

"""Cues against what is said: which words no cue shows, and when the words of each cue are spoken."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence

from access.check.caption_limits import ROUNDING_MS, Limits
from access.check.finding import finding
from access.model.findings import Word
from access.model.package import Finding, Severity
from access.model.script import Cue
from access.model.time import Span

_ANCHOR_WORDS = 3
"""Where captions and words part, so many words in a row show where they meet again, …"""
_SEARCH = 600
"""… within so many characters."""


def spoken_in(cues: Sequence[Cue], words: Sequence[Word]) -> tuple[list[Span | None], list[int | None], list[Word]]:
    """Return when the words of each cue are spoken, when the word that begins it is, and the words that no cue shows."""
    shown, places = _run_together(cues)
    found, lost = _matched(shown, words)
    spoken: list[Span | None] = [None] * len(cues)
    begins = [found[place].span.start if place in found else None for place in places]
    for at, word in found.items():
        number = bisect_right(places, at) - 1
        before = spoken[number]
        spoken[number] = word.span if before is None else Span(
            min(before.start, word.span.start), max(before.end, word.span.end))
    return spoken, begins, lost


def lost_rule(lost: Sequence[Word]) -> Iterator[Finding]:
    if lost:
        span = Span(lost[0].span.start, max(lost[0].span.start, lost[-1].span.end))
        sample = " ".join(word.text for word in lost[:5]) + (" …" if len(lost) > 5 else "")
        said = finding("words-lost", Severity.FAILURE, span, len(lost), 0, f"{len(lost)} spoken words are not there: {sample}")
        yield said


def sync_rule(cue: Cue, begins: int | None, limits: Limits, cuts: Sequence[int]) -> Iterator[Finding]:
    """Measure a cue's in-time against its first word, which is spoken at `begins`."""
    if begins is None:
        return
    off = cue.span.start - begins
    at_cut = any(
        abs(cue.span.start + ahead - cut) <= limits.frame
        for ahead in (0, limits.in_clear) for cut in _near(cuts, cue.span.start + ahead))
    limit = max(limits.sync, limits.at_cut if at_cut else 0)
    if abs(off) > limit + ROUNDING_MS:
        yield finding("sync", Severity.WARNING, cue.span, off, limit,
                      f"begins {off:+d} ms from its first word; {{l}} at most")


def _near(cuts: Sequence[int], instant: int) -> Sequence[int]:
    place = bisect_left(cuts, instant)
    return cuts[max(0, place - 1):place + 1]


def _run_together(cues: Sequence[Cue]) -> tuple[str, list[int]]:
    """Return all that is shown without blanks, and where in it each cue begins: lines and cues break words as they must."""
    parts: list[str] = []
    places: list[int] = []
    length = 0
    for cue in cues:
        text = "".join("".join(cue.lines).split())
        places.append(length)
        parts.append(text)
        length += len(text)
    return "".join(parts), places


def _matched(shown: str, words: Sequence[Word]) -> tuple[dict[int, Word], list[Word]]:
    """Find the words one after the other in what is shown: return them by their place, and those that are not there."""
    texts = ["".join(word.text.split()) for word in words]
    found: dict[int, Word] = {}
    lost: list[Word] = []
    at = 0
    for number, (word, text) in enumerate(zip(words, texts, strict=True)):
        if not text:
            continue
        if not shown.startswith(text, at) or not _goes_on(shown, at + len(text), texts, number + 1):
            anchor = "".join(texts[number:number + _ANCHOR_WORDS])
            again = shown.find(anchor, at, at + len(anchor) + _SEARCH)
            if again >= 0:
                at = again
            elif not shown.startswith(text, at):
                lost.append(word)
                continue
        found[at] = word
        at += len(text)
    return found, lost


def _goes_on(shown: str, at: int, texts: Sequence[str], following: int) -> bool:
    return following >= len(texts) or shown.startswith(texts[following], at)

"""Times that can be: in order, on the voice, no word over another, and a time for every word.

Whisper stretches a word over the pause beside it, steps back by a few ms, and piles words up at the end of a window; aligners
that know letters only give numbers no time at all. A good time is never moved.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace
from itertools import zip_longest

from access.model.findings import Word
from access.model.time import Span
from access.understand.voice import NEAR_MS, Voice, least_ms, letters

_LEISURELY, _AT_EASE_MS = 4, 1_000
"""Words whose time is not known take at most so many times the least that they need, and as much more: "£5" is short in
writing only."""


def timed(words: Sequence[Word], voice: Voice) -> tuple[Word, ...]:
    """Return the words with times in order, not overlapping, within 0.5 s of the voice.

    A word without a time, or whose time cannot be (far from any voice, or out of order with most others), is given time between
    its neighbours, in proportion to its letters. Where nobody speaks there are no words.
    """
    said = [word for word in words if word.text.strip()]
    if not voice.total:
        return ()
    spans = _anchors(said, voice)
    place = 0
    while place < len(said):
        if spans[place] is not None:
            place += 1
            continue
        last = next((n for n in range(place, len(said)) if spans[n] is not None), len(said))
        _fill(said, spans, place, last, voice)
        place = last
    return tuple(
        word if span == word.span else replace(word, span=span)
        for word, span in zip(said, spans, strict=True) if span is not None)


def _anchors(words: Sequence[Word], voice: Voice) -> list[Span | None]:
    """Return the times that can be true: the most that are in order, cut where the next word begins, and on the voice."""
    spans: list[Span | None] = [None] * len(words)
    there = [place for place, word in enumerate(words) if word.span.duration and _near(word.span, voice)]
    # From the end: of two words that are the wrong way round, the one that steps back has the wrong time.
    falling = _rising([-words[place].span.start for place in reversed(there)])
    kept = [there[-1 - n] for n in reversed(falling)]
    for place, following in zip_longest(kept, kept[1:]):
        span = words[place].span
        if following is not None:
            span = Span(span.start, min(span.end, words[following].span.start))
        if span.duration and _near(span, voice):
            fitted = voice.fitted(span) if voice.ms(span) else voice.beside(span)
            spans[place] = fitted if fitted.duration else None
    return spans


def _near(span: Span, voice: Voice) -> bool:
    distance = voice.distance(span)
    return distance is not None and distance < NEAR_MS


def _rising(starts: Sequence[int]) -> list[int]:
    """Return the places of the longest run of `starts`, gaps allowed, that rises throughout (patience sorting)."""
    tails: list[int] = []
    ends: list[int] = []
    before: list[int] = []
    for place, start in enumerate(starts):
        pile = bisect_left(tails, start)
        before.append(ends[pile - 1] if pile else -1)
        if pile == len(tails):
            tails.append(start)
            ends.append(place)
        else:
            tails[pile], ends[pile] = start, place
    run, place = [], ends[-1] if ends else -1
    while place >= 0:
        run.append(place)
        place = before[place]
    return run[::-1]


def _fill(words: Sequence[Word], spans: list[Span | None], first: int, last: int, voice: Voice) -> None:
    """Give `words[first:last]` time between their neighbours; and of these, where there is no room between them."""
    need = max(last - first, least_ms(words[first:last]))
    left, right = spans[first - 1] if first else None, spans[last] if last < len(words) else None
    start, end = left.end if left else voice.spans[0].start, right.start if right else voice.spans[-1].end
    if left and _voiced(voice, start, end) < need:
        first, start = first - 1, left.start
    if right and _voiced(voice, start, end) < need:
        last, end = last + 1, right.end
    place_in = voice.fitted
    if not _voiced(voice, start, end):
        # The neighbours lie beside the voice, and share what they have.
        voice = Voice(span for span in (left, right) if span)
        place_in = voice.widest
    base, length = voice.until(start), _voiced(voice, start, end)
    most = _AT_EASE_MS + _LEISURELY * least_ms(words[first:last])
    if (left or right) and length > most:
        base, length = (base if left else base + length - most), most
    shares = Span(base, base + length).shared_out(max(1, letters(word.text)) for word in words[first:last])
    spans[first:last] = [place_in(voice.sounding(share)) for share in shares]


def _voiced(voice: Voice, start: int, end: int) -> int:
    return voice.ms(Span(start, max(start, end)))

"""Times for words that came without: from those of their neighbours, of their segment, or of the voice.

Recognisers that stand behind an interface often say less than they know: words without their punctuation, segments without
words, or text alone. Pure functions; every engine that is told so little may use them.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace
from difflib import SequenceMatcher
from itertools import accumulate, groupby, pairwise

from access.model.findings import Word
from access.model.languages import spaceless_letters
from access.model.time import Span

_PHRASE = re.compile(r"[^\s、。，！？]+[、。，！？”」』）]*|\S")
_OPENING = "「『（《〈【“‘([{«¿¡"
_LEAST_MATCHED = 0.5
"""Of a word's letters that a timed word must bear out."""


def tokens(text: str) -> list[str]:
    """Return the words of `text` with their punctuation; of a script without blanks, its phrases."""
    return (_PHRASE.findall(text) if _is_spaceless(text) else text.split())


def spread(words: Sequence[str], spans: Sequence[Span], confidence: float) -> list[Word]:
    """Return the words over `spans` (in order, disjoint), each as long as its letters ask.

    No word lasts over the pause between two spans: it belongs to that of the two where most of it would sound.
    """
    rooms = [span for span in spans if span.duration] or list(spans[:1]) or [Span(0, 0)]
    before = [0, *accumulate(span.duration for span in rooms)]
    result: list[Word] = []
    for word, share in zip(words, Span(0, before[-1]).shared_out(map(len, words)), strict=True):
        place = _room_of(share.start, share.end, before)
        start, end = (
            rooms[place].start + min(max(edge - before[place], 0), rooms[place].duration) for edge in (share.start, share.end))
        result.append(Word(word, Span(start, end), confidence))
    return result


def placed(text: str, timed: Sequence[Word], voice: Sequence[Span], confidence: float) -> list[Word]:
    """Return the words of `text` at the times of `timed`, the same words as a recogniser times them: bare, or cut otherwise.

    The two are matched letter by letter. A word of which too little is found again takes its share of the voice between its
    neighbours.
    """
    letters = [(number, char) for number, char in enumerate(text) for char in char.casefold() if char.isalnum()]
    sounds = [
        (word, place, len(plain)) for word, plain in enumerate(map(_plain, (one.text for one in timed)))
        for place in range(len(plain))]
    ours, theirs = "".join(char for _, char in letters), "".join(_plain(word.text) for word in timed)
    found: dict[int, int] = {}
    for block in _blocks(ours, theirs):
        found |= {letters[block[0] + step][0]: block[1] + step for step in range(block[2])}
    result: list[Word | str] = []
    for start, end in _bounds(text, found, sounds):
        token = text[start:end]
        heard = [found[at] for at in range(start, end) if at in found]
        if not heard or len(heard) < _LEAST_MATCHED * sum(map(str.isalnum, token)):
            result.append(token)
            continue
        (first, place, _), (last, until, length) = sounds[heard[0]], sounds[heard[-1]]
        begin = _within(timed[first].span, place, sounds[heard[0]][2])
        span = Span(begin, max(begin, _within(timed[last].span, until + 1, length)))
        sure = {sounds[at][0] for at in heard}
        result.append(Word(token, span, sum(timed[word].confidence for word in sure) / len(sure)))
    return list(_filled(result, voice, confidence))


def overlapping(spans: Sequence[Span], bounds: Span) -> tuple[Span, ...]:
    """Return what of `spans` lies in `bounds`; `bounds` itself where nothing does."""
    return tuple(span.within(bounds) for span in spans if span.overlap(bounds)) or (bounds,)


def _is_spaceless(text: str) -> bool:
    return 2 * spaceless_letters(text) > sum(map(str.isalnum, text))


def _plain(text: str) -> str:
    return "".join(char for char in text.casefold() if char.isalnum())


def _room_of(first: int, last: int, before: Sequence[int]) -> int:
    """Return the number of the span that holds most of what lasts from `first` to `last`, counted over all spans."""
    count = len(before) - 1
    lowest = min(bisect_right(before, first) - 1, count - 1)
    highest = min(max(bisect_right(before, last - 1) - 1, lowest), count - 1)
    return max(range(lowest, highest + 1), key=lambda n: min(last, before[n + 1]) - max(first, before[n]))


def _blocks(ours: str, theirs: str) -> Sequence[tuple[int, int, int]]:
    if ours == theirs:
        return [(0, 0, len(ours))]
    matcher = SequenceMatcher(None, ours, theirs, autojunk=False)
    return [(block.a, block.b, block.size) for block in matcher.get_matching_blocks()]


def _bounds(text: str, found: dict[int, int], sounds: Sequence[tuple[int, int, int]]) -> Iterator[tuple[int, int]]:
    """Yield where each word of `text` begins and ends; one of a script without blanks begins where a timed word does."""
    cuts = {0, len(text)}
    if _is_spaceless(text):
        for at, sound in found.items():
            if sounds[sound][1] == 0:
                while at and text[at - 1] in _OPENING:
                    at -= 1
                cuts.add(at)
    edges = sorted(cuts)
    for first, last in pairwise(edges):
        for match in re.finditer(r"\S+", text[first:last]):
            yield first + match.start(), first + match.end()


def _within(span: Span, letters: int, of: int) -> int:
    return span.start + span.duration * letters // of


def _filled(words: Sequence[Word | str], voice: Sequence[Span], confidence: float) -> Iterator[Word]:
    """Yield the words in order, those that have no time yet between their neighbours, none before the one ahead of it ends."""
    clock = 0
    runs = [(known, list(run)) for known, run in groupby(words, key=lambda word: isinstance(word, Word))]
    for number, (known, run) in enumerate(runs):
        if known:
            for word in run:
                assert isinstance(word, Word)
                start = max(clock, word.span.start)
                clock = max(start, word.span.end)
                yield replace(word, span=Span(start, clock))
            continue
        following = runs[number + 1][1][0] if number + 1 < len(runs) else None
        if not number and voice:
            clock = voice[0].start
        end = following.span.start if isinstance(following, Word) else voice[-1].end if voice else clock
        gap = Span(min(clock, end), end) if not number else Span(clock, max(clock, end))
        yield from spread([str(word) for word in run], overlapping(voice, gap), confidence)
        clock = gap.end if isinstance(following, Word) else clock

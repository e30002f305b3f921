"""Loops: a recogniser that caught itself repeating a phrase, and words too many for their time.

A loop comes with high confidence, so only its shape and its times show it; and people repeat themselves too. What is suspicious
is heard again, on its own and without terms: what two hearings agree on, in a time in which it can be said, was said.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import accumulate

import numpy as np

from access.model.findings import Remark, Word
from access.model.languages import spaceless_letters
from access.model.time import Span
from access.model.words import spoken_form
from access.understand.guards.guarded import Again, Guarded, extent, quoted
from access.understand.voice import Voice, least_ms

_LONGEST_PHRASE = 12
"""In words."""
_LONGEST_SIGNS = 40
"""The same in signs, where these repeat: in languages without spaces, and inside a word that is no word."""
_NO_WORD = 20
"""A word of more letters may be one of those."""
_TIMES = 3
_LEAST_WORDS, _LEAST_SIGNS = 4, 9
"""A run below this is how people speak: "No. No. No.", "very, very good", ははは."""
_ORDINARY = 6
"""Words, or twice as many signs: so short a run in a time that fits is taken for said."""
_COUNTS_AGREE = 0.2
_GIVE_UP = 2
"""A recogniser that looped again so often in a row is not mended by asking."""
_SLIVER_MS = 150
"""Less voice is the end of the word before."""
_CROWD = 12
"""So many words in a row that there is no time for are no slip of their times."""


@dataclass(frozen=True, slots=True)
class _Unit:
    """What repeats: a word, or a sign of it."""

    form: str
    word: int
    end: int
    """Where it ends in the word's text."""
    sign: bool


@dataclass(frozen=True, slots=True)
class _Crowd:
    """Words for which there is no time."""

    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Loop:
    """A phrase said over and over."""

    phrase: tuple[str, ...]
    signs: bool
    """It is made of signs, not of words."""
    times: int
    first: int
    last: int
    """The words it stands in, the last one included."""
    once: tuple[Word, ...]
    """Those words, with the phrase said once."""

    @property
    def ordinary(self) -> bool:
        return len(self.phrase) * self.times <= (2 * _ORDINARY if self.signs else _ORDINARY)

    def repeats(self, other: Loop) -> bool:
        """Tell whether both say the same, wherever in the phrase each begins."""
        return any(self.phrase == other.phrase[place:] + other.phrase[:place] for place in range(len(other.phrase)))

    def agrees(self, other: Loop) -> bool:
        """Tell whether both say the same about as often."""
        return self.repeats(other) and abs(self.times - other.times) <= max(1, _COUNTS_AGREE * self.times)


def loops(words: Sequence[Word]) -> list[Loop]:
    """Return the runs in which a phrase stands three times and more in a row, in order, no word in two of them."""
    units = _units(words)
    numbers: dict[str, int] = {}
    row = np.array([numbers.setdefault(unit.form, len(numbers)) for unit in units], dtype=np.int64)
    taken = np.zeros(len(units), dtype=bool)
    found: list[Loop] = []
    longest = _LONGEST_SIGNS if any(unit.sign for unit in units) else _LONGEST_PHRASE
    for length in range(1, min(longest, len(units) // _TIMES) + 1):
        edges = np.flatnonzero(np.diff((row[length:] == row[:-length]).astype(np.int8), prepend=0, append=0))
        for start, end in zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True):
            times = (end - start) // length + 1
            stop = start + times * length
            least, most = (_LEAST_SIGNS, _LONGEST_SIGNS) if units[start].sign else (_LEAST_WORDS, _LONGEST_PHRASE)
            if times >= _TIMES and stop - start >= least and length <= most and not taken[start:stop].any():
                taken[start:stop] = True
                found.append(_loop(words, units[start:stop], length, times))
    return _apart(sorted(found, key=lambda loop: loop.first))


def _units(words: Sequence[Word]) -> list[_Unit]:
    units: list[_Unit] = []
    for number, word in enumerate(words):
        if len(word.text) > _NO_WORD or spaceless_letters(word.text):
            signs = ((place, sign.lower()) for place, sign in enumerate(word.text) if sign.isalnum())
            units += [_Unit(sign, number, place + 1, sign=True) for place, sign in signs]
        elif form := spoken_form(word.text):
            units.append(_Unit(form, number, len(word.text), sign=False))
    return units


def _loop(words: Sequence[Word], units: Sequence[_Unit], length: int, times: int) -> Loop:
    first, last, final = units[0].word, units[-1].word, units[length - 1]
    rest = words[last].text[units[-1].end:].strip()
    follows = any(sign.isalnum() for sign in rest)
    ending = "" if follows else rest
    once = [*words[first:final.word], _shortened(words[final.word], words[final.word].text[:final.end] + ending)]
    if follows:
        # The loop ends inside a word: what follows in it was said.
        once.append(_shortened(words[last], rest))
    return Loop(tuple(unit.form for unit in units[:length]), units[0].sign, times, first, last, tuple(once))


def _shortened(word: Word, text: str) -> Word:
    length = word.span.duration * len(text) // len(word.text)
    return word if text == word.text else replace(word, text=text, span=Span(word.span.start, word.span.start + length))


def _apart(found: Sequence[Loop]) -> list[Loop]:
    kept: list[Loop] = []
    for loop in found:
        if not kept or loop.first > kept[-1].last:
            kept.append(loop)
    return kept


def suspicious(words: Sequence[Word], voice: Voice) -> list[Loop]:
    """Return the loops that are longer than people repeat themselves, or than there is time for."""
    return [loop for loop in loops(words) if not (loop.ordinary and _fits(words[loop.first:loop.last + 1], voice))]


def said_once(words: Sequence[Word], voice: Voice) -> tuple[Word, ...]:
    """Return the words with every suspicious loop cut to its first time."""
    rest = tuple(words)
    while found := suspicious(rest, voice):
        for loop in reversed(found):
            rest = (*rest[:loop.first], *loop.once, *rest[loop.last + 1:])
    return rest


def unlooped(words: Sequence[Word], voice: Voice, again: Again) -> Guarded:
    """Hear again what looks like a loop or is too much for its time, and keep what can be true of both hearings.

    Where the second hearing loops too, the phrase stays once; where nothing can be heard again, a loop stays only if there is
    time enough for it.
    """
    heard = voice.with_onsets()
    suspects = _suspects(words, heard)
    kept: list[Word] = []
    remarks: list[Remark] = []
    done = vain = 0
    for suspect in suspects:
        said = words[suspect.first:suspect.last + 1]
        hole = _hole(words, suspect, heard)
        parts = [part for part in voice.parts(hole) if part.duration >= _SLIVER_MS]
        second = again(parts) if vain < _GIVE_UP else None
        if second is not None:
            vain = vain + 1 if suspicious(second, heard) else 0
        judged = _judged_loop(suspect, said, hole, second, heard) if isinstance(suspect, Loop) else _judged_crowd(
            said, hole, second, heard)
        kept += [*words[done:suspect.first], *judged.words]
        remarks += judged.remarks
        done = suspect.last + 1
    return Guarded((*kept, *words[done:]), tuple(remarks))


def _suspects(words: Sequence[Word], voice: Voice) -> list[Loop | _Crowd]:
    found: list[Loop | _Crowd] = [*suspicious(words, voice)]
    starts = [word.span.start for word in words] + [voice.spans[-1].end if voice.spans else 0]
    needed = [0, *accumulate(least_ms([word]) for word in words)]
    free = [0, *accumulate(_marks(found, len(words)))]
    crowd: _Crowd | None = None
    for first in range(len(words) - _CROWD + 1):
        last = first + _CROWD
        if free[last] > free[first] or needed[last] - needed[first] <= voice.ms(
                Span(starts[first], max(starts[first], starts[last]))):
            continue
        if crowd and first <= crowd.last:
            found.remove(crowd)
            first = crowd.first
        crowd = _Crowd(first, last - 1)
        found.append(crowd)
    return sorted(found, key=lambda suspect: suspect.first)


def _marks(found: Sequence[Loop | _Crowd], count: int) -> list[int]:
    marks = [0] * count
    for suspect in found:
        marks[suspect.first:suspect.last + 1] = [1] * (suspect.last + 1 - suspect.first)
    return marks


def _fits(words: Sequence[Word], voice: Voice, room: Span | None = None) -> bool:
    span = extent(words)
    return least_ms(words) <= voice.ms(span if span.duration or room is None else room)


def _hole(words: Sequence[Word], suspect: Loop | _Crowd, voice: Voice) -> Span:
    """Return the time between the words before and after: the times of what looped say little of where it was."""
    span = extent(words[suspect.first:suspect.last + 1])
    start = words[suspect.first - 1].span.end if suspect.first else 0
    end = words[suspect.last + 1].span.start if suspect.last + 1 < len(words) else max(
        span.end, voice.spans[-1].end if voice.spans else 0)
    start, end = start if start <= span.end else span.start, end if end >= span.start else span.end
    return Span(min(start, end), max(start, end))


def _judged_loop(loop: Loop, said: Sequence[Word], hole: Span, second: Sequence[Word] | None, voice: Voice) -> Guarded:
    fits = _fits(said, voice, hole)
    what = f"{quoted(loop.once)} stood here {loop.times} times over"
    if second is None and fits:
        return _told(said, f"{what}, and could not be heard again: is it said so often?", hole)
    if second:
        if fits and any(loop.agrees(other) for other in loops(second)):
            return Guarded(tuple(said))
        if fits and least_ms(second) <= voice.ms(hole) and (same := next(filter(loop.repeats, loops(second)), None)):
            return _told(second, f"{what}, and {same.times} times when it was heard again: how often is it said?", hole)
        end = ", and looped again: it stands here once" if suspicious(second, voice) else ""
        mended = said_once(second, voice)
        return _told(mended, f"{what}; heard again, it is {quoted(mended)}{end}.", hole)
    once = loop.once if least_ms(loop.once) <= voice.ms(hole) else ()
    return _told(once, f"{what}, {'more than can be said there' if not fits else 'and nothing was heard the second time'}: "
                       f"it stands here {'once' if once else 'no more'}.", hole)


def _judged_crowd(said: Sequence[Word], hole: Span, second: Sequence[Word] | None, voice: Voice) -> Guarded:
    what = f"{quoted(said)} is more than can be said in {voice.ms(hole) / 1000:.1f} s"
    if second and (mended := said_once(second, voice)) and least_ms(mended) <= voice.ms(hole):
        return _told(mended, f"{what}; heard again, it is {quoted(mended)}.", hole, "speech.crowded")
    return _told(said, f"{what}, and was kept: what is said there?", hole, "speech.crowded")


def _told(words: Sequence[Word], text: str, span: Span, rule: str = "speech.loop") -> Guarded:
    return Guarded(tuple(words), (Remark(rule, text, span),))

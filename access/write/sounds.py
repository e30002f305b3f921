"""Sounds among the words, so that they are captioned too (WCAG 1.2.2): what a person named, and what an engine heard.

A person's own names win. What an engine heard is named once, where it begins or in the first pause that it fills, and gives
way to what is said.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right, insort
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import accumulate

from access.model.findings import ScriptLine, SoundEvent, Word
from access.model.profile import SoundForm
from access.model.time import Span, between, merged
from access.write.soundwords import sound_word

_LEAST_MS = 500
"""A shorter pause has no room for a label."""
_MOST_MS = 4_000
"""A label need not stand as long as its sound."""
GOES_ON_MS = 20_000
"""A sound that is heard again within this time is the same sound: it went on under the speech, or paused."""
_NEAR_MS = 2_000
"""A person who names a sound this near to one that was heard has named it."""
_BREATH_MS = 700
"""What was said stays readable before a label takes its place."""
_MARGIN_MS = 120
"""Between a label and the next word: the gap that every profile asks for."""


def label(name: str, form: SoundForm) -> str:
    """Return how a guideline writes the name of a sound: `[applause]`, `APPLAUSE`; what is sung stays between its notes."""
    if name.startswith("♪"):
        return name
    return name.upper() if form is SoundForm.CAPITALS else f"[{name}]"


def timed(lines: Sequence[ScriptLine], words: Sequence[Word]) -> tuple[ScriptLine, ...]:
    """Return the lines, each sound without a time given the pause between the lines around it, where that is one."""
    pauses = _pauses(words, len(lines))
    return tuple(
        replace(line, span=pause) if line.sounds and line.span is None else line
        for line, pause in zip(lines, pauses, strict=True))


def with_labels(
    words: Sequence[Word], lines: Sequence[ScriptLine], form: SoundForm = SoundForm.BRACKETS,
) -> tuple[Word, ...]:
    """Return the words and, as one word each, the labels of the sounds whose time is known.

    A label gives way to the words: it ends where the next one begins.
    """
    result = list(words)
    starts = sorted(word.span.start for word in words)
    for number, line in enumerate(lines):
        if not line.sounds or line.span is None:
            continue
        place = bisect_left(starts, line.span.start)
        following = starts[place] if place < len(starts) else line.span.end
        end = min(line.span.end, max(following, line.span.start + 1))
        result.append(Word(
            label(line.text, form), Span(line.span.start, end), line=number, speaker=line.speaker, apart=True))
    return tuple(sorted(result, key=lambda word: word.span))


def gone_on(events: Iterable[SoundEvent]) -> tuple[SoundEvent, ...]:
    """Return the sounds in order of time, those of one label that go on made one."""
    result: list[SoundEvent] = []
    latest: dict[str, int] = {}
    for event in sorted(events, key=lambda event: event.span):
        place = latest.get(event.label)
        if place is not None and event.span.start - result[place].span.end <= GOES_ON_MS:
            before = result[place]
            result[place] = replace(
                before, span=Span(before.span.start, max(before.span.end, event.span.end)),
                confidence=max(before.confidence, event.confidence))
        else:
            latest[event.label] = len(result)
            result.append(event)
    return tuple(result)


def unnamed(events: Iterable[SoundEvent], lines: Sequence[ScriptLine]) -> tuple[SoundEvent, ...]:
    """Return the sounds that no person has named at their time."""
    named = [line.span for line in lines if line.sounds and line.span is not None]
    return tuple(
        event for event in events if not any(span.overlap(event.span.padded(_NEAR_MS)) for span in named))


def named(lines: Sequence[ScriptLine]) -> tuple[SoundEvent, ...]:
    """Return the sounds that a person named and whose time is known."""
    return tuple(SoundEvent(line.span, line.text) for line in lines if line.sounds and line.span is not None)


def in_words(events: Iterable[SoundEvent], language: str) -> tuple[SoundEvent, ...]:
    """Return the sounds with their labels in the language of the captions."""
    return tuple(replace(event, label=sound_word(event.label, language)) for event in events)


def as_lines(events: Sequence[SoundEvent], words: Sequence[Word], least: int = 1_000) -> tuple[ScriptLine, ...]:
    """Return where each sound is named: for `least` ms to four seconds, in the first pause of what is said that has room.

    `words` may hold labels already. A sound for which there is no room while it lasts is not named.
    """
    result: list[ScriptLine] = []
    taken = list(merged(word.span for word in words))
    for event in events:
        span = _room(event.span, taken, least)
        if span is not None:
            result.append(ScriptLine(event.label, span=span, sounds=True))
            insort(taken, span)
    return tuple(result)


def _room(sound: Span, taken: Sequence[Span], least: int) -> Span | None:
    """Return the first room for a label. The spans of `taken` lie apart and in order, so that their ends are in order too."""
    around = Span(max(0, sound.start - _BREATH_MS), sound.end + least + _MARGIN_MS)
    first = bisect_left(taken, around.start, key=lambda span: span.end)
    near = taken[first:bisect_right(taken, around.end, first, key=lambda span: span.start)]
    begins, ends = {span.start for span in near}, {span.end for span in near}
    for pause in between(near, around):
        start = max(sound.start, pause.start + (_BREATH_MS if pause.start in ends else 0))
        end = min(max(sound.end, start + least), start + _MOST_MS, pause.end - (_MARGIN_MS if pause.end in begins else 0))
        if start < sound.end and end - start >= least:
            return Span(start, end)
    return None


def _pauses(words: Sequence[Word], count: int) -> list[Span | None]:
    """Return for each line the pause between what is said before it and what is said after it, None where that is none."""
    never = max((word.span.start for word in words), default=0) + _MOST_MS + 1
    until, begins = [0] * (count + 1), [never] * (count + 1)
    for word in words:
        after, place = min(max(word.line + 1, 0), count), min(max(word.line, 0), count)
        until[after] = max(until[after], word.span.end)
        begins[place] = min(begins[place], word.span.start)
    said = [*accumulate(until, max)]
    following = [*accumulate(reversed(begins), min)][::-1]
    pauses = ((said[number], min(following[number + 1], said[number] + _MOST_MS)) for number in range(count))
    return [Span(before, end) if end - before >= _LEAST_MS else None for before, end in pauses]

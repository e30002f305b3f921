"""What belongs to a film, on the clock of the longer one: captions and descriptions, and nothing told twice or lost.

The film holds still in no word. So a caption across a hold is one of three: its words are over, and it lingers into the
hold as it would have lingered; or they are still to come, and it appears as long before them as it did; or they are on
both sides, and it stays. In no case is it shown for less time than before, and captions never come to overlap.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace

from access.model.script import Cue, Description, Extension
from access.model.time import Span


def retimed_cues(cues: Sequence[Cue], words: Sequence[Span], extension: Extension) -> tuple[Cue, ...]:
    """Return the captions of the longer film. `words` say when each word is spoken; a cue without any stays as a whole."""
    spoken = sorted(words, key=lambda word: word.middle)
    middles = [word.middle for word in spoken]

    def voiced(cue: Span) -> Span:
        inside = spoken[bisect_left(middles, cue.start) : bisect_left(middles, cue.end)]
        return Span(min(word.start for word in inside), max(word.end for word in inside)).within(cue) if inside else cue

    return tuple(replace(cue, span=_shown(cue.span, voiced(cue.span), extension)) for cue in cues)


def retimed_descriptions(descriptions: Sequence[Description], extension: Extension) -> tuple[Description, ...]:
    """Return all that is told in the longer film, in order of time: in pauses as before, and while it holds still."""
    moved = [
        replace(one, span=extension.whole(one.span), about=extension.whole(one.about)) for one in descriptions]
    held = [replace(hold.told, about=extension.whole(hold.told.about)) for hold in extension.holds]
    return tuple(sorted([*moved, *held], key=lambda one: one.span))


def _shown(cue: Span, voiced: Span, extension: Extension) -> Span:
    moved = extension.whole(voiced)
    return Span(cue.start + moved.start - voiced.start, cue.end + moved.end - voiced.end)

"""The descriptive transcript: what is said, in paragraphs, with the descriptions, sounds and texts on screen where they belong.

A paragraph ends where the speaker changes, after a long pause, where something else comes in between, and before it gets too
long to read; at the end of a sentence if the words show sentences, else at the longest pause.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from itertools import pairwise

from access.model.findings import SoundEvent, Transcript, Word
from access.model.script import Description, Hold, Omission, Passage, PassageKind
from access.model.time import Span
from access.write.linebreaks import ends_sentence
from access.write.phrases import joined
from access.write.wording import unmarked

_PAUSE_MS = 2_000
"""A longer pause after a sentence ends the paragraph, …"""
_SILENCE_MS = 5_000
"""… a pause as long as this ends it anywhere."""
_BREATH_MS = 700
"""Words without punctuation: something else may come in between in a pause from this on."""
_MOST_WORDS = 80
_FEWEST_WORDS = 30
"""A paragraph that is cut for its length keeps at least so many, if there is a choice."""
_SENTENCE_BONUS_MS = 3_000
"""In the choice of a place to cut, the end of a sentence counts as so much pause."""

_ORDER = (
    PassageKind.EXTENDED, PassageKind.SOUND, PassageKind.DESCRIPTION, PassageKind.UNSPOKEN, PassageKind.SCREEN_TEXT,
    PassageKind.SPEECH,
)
"""Of what begins together: a film that holds still goes on only when all is told."""


def passages(
    transcript: Transcript, descriptions: Sequence[Description] = (), unsaid: Sequence[Omission] = (),
    sounds: Sequence[SoundEvent] = (), holds: Sequence[Hold] = (),
) -> tuple[Passage, ...]:
    """Return the paragraphs in order of time, on the clock of the film as it is.

    `unsaid`: what no description found room for, each once, when it can be seen, without the words that mark a text for the
    ear; but for what is told while the longer film holds still (`holds`), which stands where it does. Sounds that a script or
    given captions name, and whose time is known, are among the sounds.
    """
    held = {(hold.told.about, hold.told.matter) for hold in holds}
    others = [
        *(Passage(PassageKind.DESCRIPTION, one.span, one.text, "", one.matter, one.doubts) for one in descriptions),
        *(Passage(PassageKind.EXTENDED, Span(hold.at, hold.at), hold.told.text, "", hold.told.matter, hold.told.doubts)
          for hold in holds),
        *(_unsaid(one, transcript.language) for one in unsaid if (one.about, one.matter) not in held),
        *(Passage(PassageKind.SOUND, one.span, one.label) for one in sounds),
        *(Passage(PassageKind.SOUND, line.span, line.text, line.speaker)
          for line in transcript.lines if line.sounds and line.span is not None),
    ]
    speech = _speech(transcript, sorted(other.span.start for other in others))
    return tuple(sorted([*others, *speech], key=lambda one: (one.span.start, _ORDER.index(one.kind))))


def _unsaid(one: Omission, language: str) -> Passage:
    if one.matter.read:
        return Passage(PassageKind.SCREEN_TEXT, one.about, unmarked(one.text, language), "", one.matter, one.doubts)
    return Passage(PassageKind.UNSPOKEN, one.about, one.text, "", one.matter, one.doubts)


def _speech(transcript: Transcript, interruptions: Sequence[int]) -> list[Passage]:
    words = [word for word in transcript.words if word.text.strip()]
    if not words:
        return []
    language = transcript.language
    ends = [ends_sentence(left.text, right.text, language) for left, right in pairwise(words)]
    punctuated = sum(ends) * _MOST_WORDS * 2 >= len(words) and any(ends)
    result: list[Passage] = []
    first = 0
    for last in _turns(words, ends, punctuated, interruptions):
        for begin, end in _short_enough(words, ends, first, last):
            result.append(_paragraph(words[begin:end], language))
        first = last
    return result


def _turns(words: Sequence[Word], ends: Sequence[bool], punctuated: bool, interruptions: Sequence[int]) -> list[int]:
    """Return the places where a paragraph must end, the last one among them."""
    places: list[int] = []
    waiting = 0
    """Interruptions dealt with: each ends one paragraph at most."""
    for place in range(1, len(words)):
        left, right = words[place - 1], words[place]
        pause = right.span.start - left.span.end
        sentence = ends[place - 1]
        due = bisect_left(interruptions, right.span.start)
        fits = sentence if punctuated else pause >= _BREATH_MS
        between = due > waiting and (fits or interruptions[due - 1] >= left.span.end)
        long = pause > _SILENCE_MS or (pause > _PAUSE_MS and (sentence or not punctuated))
        if between or long or left.speaker != right.speaker:
            places.append(place)
            waiting = due
    return [*places, len(words)]


def _short_enough(words: Sequence[Word], ends: Sequence[bool], first: int, last: int) -> list[tuple[int, int]]:
    parts: list[tuple[int, int]] = []
    while last - first > _MOST_WORDS:
        # Leave the rest worth a paragraph of its own.
        nearest, farthest = first + _FEWEST_WORDS, min(first + _MOST_WORDS, last - _FEWEST_WORDS // 2)
        place = max(range(nearest, farthest + 1), key=lambda place: (
            words[place].span.start - words[place - 1].span.end + _SENTENCE_BONUS_MS * ends[place - 1], place))
        parts.append((first, place))
        first = place
    return [*parts, (first, last)]


def _paragraph(words: Sequence[Word], language: str) -> Passage:
    span = Span(words[0].span.start, max(word.span.end for word in words))
    return Passage(PassageKind.SPEECH, span, joined(words, language), words[0].speaker)

"""Asks a vision model what a film shows, a batch of shots at a time, and keeps of its answers what may be told.

Each question carries what is known: what is said around the shot, what was described before it, who may be named by then, what
stands on the screen, and how many words fit. All of it is data. What comes back goes through the guards of `answers`.

An engine that fails at some of them is borne with (`patience`).
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from access.config import DescribeOptions
from access.engines.base import Question, Subject, VisionEngine
from access.errors import EngineFailed
from access.model.findings import Depiction, Remark, Scene, ScreenText, Seen, Sight, Word
from access.model.time import Span, clock
from access.model.words import spoken_forms
from access.understand.answers import details
from access.understand.asking import Part, worth_asking
from access.understand.patience import Look, Patient
from access.understand.replies.verdicts import FAILED, Refused

BATCH = 8
"""Questions of one call: engines may answer them together, and what one tells the next batch knows."""
_TOLD = 6
"""The latest descriptions that a question carries."""
_GUARDED = 40
"""The latest descriptions that an answer must not repeat."""
_AROUND_MS = 10_000
_MOST_SAID = 6
_PAUSE_MS = 900
_LONGEST_SENTENCE = 40
"""Words; a recogniser without full stops gives none at all."""
_SENTENCE_ENDS = (".", "!", "?", "…", "。", "?”", ".”", "!”", '."', '?"', '!"')
_POSSESSIVE = re.compile(r"'s?$")
_SHOWN_MS = 300
_LEAST_WORDS, _MOST_WORDS = 8, 60
_UNHURRIED_WORDS = 30
"""Where no pause is near: what is told then, the film holds still for."""
_REMARKS = 20
"""Of one kind; the rest are counted."""


@dataclass(frozen=True, slots=True)
class Depicted:
    """What a vision model said of a film."""

    depictions: tuple[Depiction, ...]
    """In order of time."""
    refused: tuple[Remark, ...] = ()
    """Answers that were kept back, and why."""
    asked: int = 0
    failed: int = 0
    """Questions at which the engine failed; they are among the refused."""


def looked(vision: VisionEngine, questions: Sequence[Question]) -> tuple[Sight | None, ...]:
    """Ask an engine, and see that it answers each question. Raises `EngineFailed`."""
    sights = vision.look(questions)
    if len(sights) != len(questions):
        raise EngineFailed(f"The vision engine gave {len(sights)} answers to {len(questions)} questions.")
    return sights


def depict(
    seen: Seen, scenes: Sequence[Scene], gaps: Sequence[Span], words: Sequence[Word], screen: Sequence[ScreenText],
    names: Sequence[str], language: str, look: Look, options: DescribeOptions, place: str = "",
) -> Depicted:
    """Ask about the shots that matter, and return what may be told of them.

    `gaps` are the usable pauses and `words` the spoken words, in order of time; `names` are those of people, known from
    anywhere, and `place` is what a person said of where it is. Raises `EngineFailed` where the engine fails at `GIVE_UP`
    questions in a row, or at all there are.
    """
    parts = worth_asking(seen, scenes, gaps, options)
    asking = Patient(look)
    known = _Known(tuple(words), tuple(screen), tuple(names))
    depictions: list[Depiction] = []
    refused: list[tuple[Span, str]] = []
    for first in range(0, len(parts), BATCH):
        batch = parts[first:first + BATCH]
        told = [_text(depiction) for depiction in depictions[-_TOLD:]]
        questions = [known.question(part, told, language, place, options) for part in batch]
        for part, question, sight in zip(batch, questions, asking.answers(questions), strict=True):
            before = tuple(_text(depiction) for depiction in depictions[-_GUARDED:])
            answer = Refused(FAILED) if isinstance(sight, EngineFailed) else details(sight, question, before)
            if isinstance(answer, Refused):
                refused.append((part.span, answer.reason))
            elif isinstance(sight, Sight):
                depictions.append(Depiction(part.span, answer.details, sight.confidence, answer.doubts))
    if parts and asking.failed == len(parts) and asking.latest:
        raise asking.latest
    return Depicted(tuple(depictions), _remarks(refused), len(parts), asking.failed)


def _text(depiction: Depiction) -> str:
    return " ".join(detail.text for detail in depiction.details)


def _remarks(refused: Sequence[tuple[Span, str]]) -> tuple[Remark, ...]:
    """Say what was kept back, each place for itself, too many of one kind in one."""
    remarks: list[Remark] = []
    for reason, group in groupby(sorted(refused, key=lambda one: one[1]), key=lambda one: one[1]):
        places = [span for span, _ in group]
        remarks += [
            Remark("descriptions.answer-refused", f"What the vision engine answered is not told: {reason}.", span)
            for span in places[:_REMARKS]]
        if more := places[_REMARKS:]:
            text = f"{len(more)} more answers of the vision engine are not told, the first at {clock(more[0].start)}: {reason}."
            remarks.append(Remark("descriptions.answer-refused", text, more[0]))
    return tuple(sorted(remarks, key=lambda remark: remark.span or Span(0, 0)))


class _Known:
    """What is known of a film besides its pictures, looked up by time."""

    def __init__(self, words: tuple[Word, ...], screen: tuple[ScreenText, ...], names: tuple[str, ...]) -> None:
        self._sentences = _sentences([word for word in words if not word.apart])
        self._ends = [span.end for span, _ in self._sentences]
        self._screen = screen
        texts = sorted([*self._sentences, *((text.span, text.text) for text in screen)], key=lambda one: one[0])
        forms = [(span.start, _padded(text)) for span, text in texts]
        self._since = {name: _introduced(name, forms) for name in dict.fromkeys(names)}

    def question(
        self, part: Part, told: Sequence[str], language: str, place: str, options: DescribeOptions
    ) -> Question:
        return Question(
            frames=part.frames, language=language, texts=self._texts(part.span),
            people=tuple(name for name, since in self._since.items() if since < part.span.end), place=place,
            subject=Subject.SHOT, said=self._said(part.span), told=tuple(told), max_words=_words(part.pause, options))

    def _texts(self, span: Span) -> tuple[str, ...]:
        shown = (text for text in self._screen if text.span.overlap(span) >= min(_SHOWN_MS, span.duration))
        return tuple(dict.fromkeys(line for text in shown for line in text.lines))

    def _said(self, span: Span) -> tuple[str, ...]:
        """Return the sentence before a stretch, those during it, and the one after it."""
        first = bisect_left(self._ends, span.start + 1)
        before = self._sentences[first - 1:first] if first else []
        during, after = [], []
        for sentence in self._sentences[first:]:
            if sentence[0].start >= span.end:
                after = [sentence]
                break
            during.append(sentence)
        before = [one for one in before if span.start - one[0].end <= _AROUND_MS]
        after = [one for one in after if one[0].start - span.end <= _AROUND_MS]
        return tuple(text for _, text in (*before, *during[:_MOST_SAID - 2], *after))


def _words(pause: Span | None, options: DescribeOptions) -> int:
    """Return how many words can be spoken in a pause."""
    if pause is None:
        return _UNHURRIED_WORDS
    return min(_MOST_WORDS, max(_LEAST_WORDS, pause.duration * options.words_per_minute // 60_000))


def _sentences(words: Sequence[Word]) -> list[tuple[Span, str]]:
    found: list[tuple[Span, str]] = []
    run: list[Word] = []
    for number, word in enumerate(words):
        run.append(word)
        later = words[number + 1] if number + 1 < len(words) else None
        ends = word.text.endswith(_SENTENCE_ENDS) or len(run) >= _LONGEST_SENTENCE
        if later is None or ends or later.span.start - word.span.end >= _PAUSE_MS or later.line != word.line:
            start = run[0].span.start
            found.append((Span(start, max(start, run[-1].span.end)), " ".join(one.text for one in run)))
            run = []
    return found


def _introduced(name: str, texts: Sequence[tuple[int, str]]) -> int:
    """Return when a name is first heard or read; one that never is has been given by a person, and may be used from the start.

    A description calls nobody by a name that the viewers do not know yet.
    """
    wanted = _padded(name)
    return next((start for start, text in texts if wanted in text), 0)


def _padded(text: str) -> str:
    """Return the words of a text in spoken form, with a blank around each, so that only whole words are found in it."""
    forms = [_POSSESSIVE.sub("", form) for form in spoken_forms(text)]
    return f" {' '.join(forms)} "

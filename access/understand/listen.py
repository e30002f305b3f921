"""Listening: where someone speaks, and what a recogniser hears there, guarded against the known faults."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from access.engines.base import Heard, Listening, SpeechEngine
from access.errors import EngineError
from access.model.findings import Remark, TextOrigin, Transcript, Word
from access.model.languages import primary
from access.model.media import Sound
from access.model.time import Span, merged
from access.understand.given import guess_language
from access.understand.guards.figures import Figures, near_the_voice, without_non_speech
from access.understand.guards.guarded import Guarded
from access.understand.guards.loops import unlooped
from access.understand.guards.phantoms import without_phantoms
from access.understand.guards.second_look import SECOND_LOOK, looked_again
from access.understand.guards.times import timed
from access.understand.voice import Voice

LEAST_SPEECH_MS = 300
"""Less voice than this in a whole file is a click or a cough."""
_AGAIN_MS, _AGAIN_SHARE = 60_000, 0.1
"""What may be heard again of a file: a minute, or a tenth of its voice. An engine that needs more is not mended by asking."""
_CALL_MS = 10_000
"""What a short stretch counts for at least: many recognisers look at 30 s whatever they are given."""
_NOT_AGAIN = "The recogniser failed when it was asked again: what looked doubtful was heard once only."
_REMARKS = 20
"""Of one kind; the rest are counted."""


def is_speech(voiced: Sequence[Span]) -> bool:
    return sum(span.duration for span in voiced) >= LEAST_SPEECH_MS


def knows(languages: Sequence[str], language: str) -> bool:
    """Tell whether an engine with these primary subtags (none means any) takes `language`; an unnamed one is taken."""
    return not languages or not language or primary(language) in languages


def listen(
    sound: Sound, voiced: Sequence[Span], engine: SpeechEngine, asked: Listening, voice_only: bool = False
) -> Transcript:
    """Recognise what is said. The caller has asked `knows` first. Raises `EngineFailed`.

    With `voice_only` the engine gets no sound but the voice, not even for a second look: it is somewhere else.

    The guards, in this order: words where nobody speaks go; known phantom phrases go where there was not the voice to say
    them; what looks like a loop is heard again; times are made to fit the voice; then voices that were missed are looked for.
    """
    voice = Voice(voiced)
    heard = _in_its_language(engine.transcribe(sound, voiced, asked), engine)
    again = _Again(sound, engine, replace(asked, terms=(), language=_again_in(asked, heard)),
                   max(_AGAIN_MS, int(_AGAIN_SHARE * voice.total)))
    checked = _checked(heard, voice)
    mended = unlooped(checked.words, voice, again)
    looked, whole = looked_again(timed(mended.words, voice), None if voice_only else sound, voice, again)
    why = "the recogniser could not be told of it" if asked.language else (
        "nothing named the language, and this engine knows no other" if engine.languages else
        "neither the file nor the recogniser named the language")
    notes = [f"{asked.language or heard.language} was assumed: {why}."] if heard.language_assumed else []
    notes += [_NOT_AGAIN] if again.failed else []
    return Transcript(
        words=timed(looked.words, whole), language=heard.language if asked.translate else asked.language or heard.language,
        origin=TextOrigin.MACHINE, language_assumed=heard.language_assumed, notes=tuple(notes),
        remarks=_counted((*checked.remarks, *mended.remarks, *looked.remarks)))


def with_missed(voiced: Sequence[Span], heard: Transcript) -> tuple[Span, ...]:
    """Return where someone speaks, and where a second look found that someone does."""
    return merged([*voiced, *(remark.span for remark in heard.remarks if remark.rule == SECOND_LOOK and remark.span)])


def _in_its_language(heard: Heard, engine: SpeechEngine) -> Heard:
    """Take the language that the words show where the engine knows many and did not say which it heard: still assumed."""
    if not heard.language_assumed or engine.languages:
        return heard
    return replace(heard, language=guess_language(" ".join(word.text for word in heard.words)) or heard.language)


def _checked(heard: Heard, voice: Voice) -> Guarded:
    """Drop what was said where nobody speaks, as the figures of the engine, the gate and the phrases themselves show."""
    figures = Figures(heard.stretches)
    spoken = without_non_speech(heard.words, figures)
    real = without_phantoms(spoken.words, voice, figures)
    near = near_the_voice(real.words, voice)
    return Guarded(near.words, (*spoken.remarks, *real.remarks, *near.remarks))


def _again_in(asked: Listening, heard: Heard) -> str:
    """Return the language for a second hearing: a short stretch says less of it than the file did."""
    return asked.language or ("" if asked.translate or heard.language_assumed else heard.language)


@dataclass(slots=True)
class _Again:
    """Hears stretches again, each on its own, while there is time to spend.

    A failure ends that, and costs no file: a server that is away or asks for patience would let each stretch wait anew.
    """

    sound: Sound
    engine: SpeechEngine
    asked: Listening
    most: int
    spent: int = 0
    failed: bool = False

    def __call__(self, spans: Sequence[Span]) -> tuple[Word, ...] | None:
        cost = max(_CALL_MS, sum(span.duration for span in spans))
        if not spans or self.failed or self.spent + cost > self.most:
            return None
        self.spent += cost
        try:
            heard = self.engine.transcribe(self.sound, spans, self.asked)
        except EngineError:
            self.failed = True
            return None
        voice, whole = Voice(spans), Span(spans[0].start, spans[-1].end)
        words = timed(_checked(heard, voice).words, voice)
        # An engine pads what it is given, and hears the edges of its neighbours.
        return tuple(word for word in words if whole.start <= word.span.middle <= whole.end)


def _counted(remarks: Iterable[Remark]) -> tuple[Remark, ...]:
    """Keep the first remarks of each kind, and count the others: a recogniser that always errs needs no list of it."""
    told: list[Remark] = []
    for rule, same in groupby(sorted(remarks, key=lambda remark: remark.rule), key=lambda remark: remark.rule):
        first, rest = (every := list(same))[:_REMARKS], every[_REMARKS:]
        told += first
        if rest:
            spans = merged((remark.span for remark in rest if remark.span), join=1 << 62)
            told.append(Remark(rule, f"… and {len(rest)} more of this kind.", spans[0] if spans else None))
    return tuple(sorted(told, key=lambda remark: remark.span or Span(0, 0)))

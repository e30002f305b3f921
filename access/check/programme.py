"""The programme that descriptions are held against: what is heard and shown in it, and what was asked of them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from access.config import DescribeOptions
from access.model.findings import ScreenText, Word
from access.model.script import Description
from access.model.time import Span
from access.model.words import spoken_forms


class Timing(StrEnum):
    """What the time of a description says."""

    CLIPS = "clips"
    """When its spoken clip sounds, as it was measured."""
    CUES = "cues"
    """When it is shown, and a player begins to speak it: it may well be silent before its cue ends."""


def no_language(text: str) -> str:
    """Nobody tells languages apart."""
    return ""


@dataclass(frozen=True, slots=True)
class Programme:
    """All of it in ms. What nobody looked for is empty, or None where emptiness would say something."""

    language: str
    """BCP 47, of the descriptions; empty where nobody knows."""
    options: DescribeOptions
    speech: tuple[Span, ...] = ()
    """When somebody speaks in the original sound."""
    words: tuple[Word, ...] = ()
    """What is said."""
    gaps: tuple[Span, ...] = ()
    """The pauses that could be used."""
    screen: tuple[ScreenText, ...] = ()
    cuts: tuple[int, ...] | None = None
    """Where shots begin, but the first; None where nobody looked at the film."""
    duration: int | None = None
    timing: Timing = Timing.CLIPS
    language_of: Callable[[str], str] = no_language
    """Returns the language that a text shows, empty where it is too short to tell."""

    def sounding(self, description: Description) -> Span:
        """Return when a description is surely heard: of a cue, as long as its words take at the planned rate, at most."""
        if self.timing is Timing.CLIPS:
            return description.span
        spoken = round(len(spoken_forms(description.text)) * 60_000 / self.options.words_per_minute)
        return Span(description.span.start, min(description.span.end, description.span.start + spoken))

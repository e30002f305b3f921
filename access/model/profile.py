"""The limits that a caption guideline sets, as a noun: `write` composes by it, `check` measures against it."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, replace
from enum import StrEnum
from math import inf

from access.model.languages import primary

DEFAULT_FRAME_RATE = 25.0
"""Frames per second, where there is no picture or nothing says."""

LINE_21_COLUMNS = 32
"""Of a row of closed captions in American television (CEA-608)."""

SLOWEST_FRAME_RATE = 24000 / 1001
"""Frames per second: guidelines count the frames of films; of a screen recording with 6 a second, 12 are no half second."""

MOST_LINES = 4
"""More would hide the picture, whatever the guideline."""


def speaker_label(name: str) -> str:
    """Return how a speaker is written before the first line, the blank included; empty for nobody.

    One form for all guidelines: it takes room on the line, and every caption format and player shows it.
    """
    return f"{name}: " if name else ""


def columns_of(text: str) -> int:
    """Return how wide text is: a full-width character is two columns, what joins the one before it (a combining mark, the
    vowels and finals of Hangul letters that stand apart) none."""
    if text.isascii():
        return len(text)
    return sum(
        0 if unicodedata.category(character) in ("Mn", "Me", "Cf") or "\u1160" <= character <= "\u11ff" else
        2 if unicodedata.east_asian_width(character) in "WF" else 1
        for character in text
    )


@dataclass(frozen=True, slots=True)
class Stretch:
    """A length of time as guidelines give it: in ms, or in frames of the film."""

    ms: int = 0
    frames: int = 0

    def at(self, frame_rate: float | None) -> int:
        """Return it in whole ms, a part of one rounded up."""
        return self.ms - int(-self.frames * 1000 // max(frame_rate or DEFAULT_FRAME_RATE, SLOWEST_FRAME_RATE))


@dataclass(frozen=True, slots=True)
class ShotRule:
    """How the in- and out-times of cues lie to the cuts of the film."""

    in_after: Stretch
    """Speech that begins up to this long after a cut: the cue begins on the cut."""
    in_before: Stretch
    """Speech that begins up to this long before a cut: the cue waits for the cut."""
    in_clear: Stretch
    """Longer before than `in_before`, but not as long as this: the cue begins this long before the cut."""
    out_window: Stretch
    """A cue that ends up to this long before or after a cut ends on it, …"""
    out_before: Stretch
    """… or rather this long before it."""


@dataclass(frozen=True, slots=True)
class LanguageLimits:
    """What a guideline asks otherwise of one language; None where nothing."""

    language: str
    """Primary subtag."""
    max_characters: int | None = None
    max_cps: float | None = None

    def __post_init__(self) -> None:
        for key in ("max_characters", "max_cps"):
            value = getattr(self, key)
            if value is not None and not 0 < value < inf:
                raise ValueError(f"`languages.{self.language}.{key}` must be more than 0, and a number")


class SoundForm(StrEnum):
    """How a guideline has sounds written."""

    BRACKETS = "brackets"
    """`[applause]`"""
    CAPITALS = "capitals"
    """`APPLAUSE`"""


class SpeakerForm(StrEnum):
    """How a guideline tells who speaks."""

    NAME = "name"
    """`NAME: …`"""
    BRACKETS = "brackets"
    """`[Name] …` or `(Name) …`"""
    HYPHEN = "hyphen"
    """Two speakers at once have a line each, which a hyphen begins."""


@dataclass(frozen=True, slots=True)
class CaptionProfile:
    """What one guideline asks of captions. Characters are columns (`columns_of`)."""

    name: str
    max_characters: int
    """Of a line, the written name of the speaker counted in."""
    max_lines: int
    min_duration: int
    """In ms; speech may leave less."""
    max_duration: int
    """In ms."""
    max_cps: float
    """Reading speed in characters per second, blanks and names counted in."""
    min_gap: Stretch
    """Between the end of one cue and the start of the next."""
    close_gap: Stretch
    """A gap shorter than this flickers, and is closed to `min_gap`."""
    sync: Stretch
    """How far the in-time may be off its first word, where no cut asks for more."""
    linger: int
    """In ms: how long a cue stays after its last word, where there is room."""
    max_linger: int
    """In ms: how long it may stay where reading needs it."""
    shots: ShotRule
    languages: tuple[LanguageLimits, ...] = ()
    sounds: SoundForm = SoundForm.BRACKETS
    speakers: SpeakerForm = SpeakerForm.NAME

    def __post_init__(self) -> None:
        for key in ("max_characters", "max_lines", "min_duration", "max_duration", "max_cps"):
            if not 0 < getattr(self, key) < inf:
                raise ValueError(f"`{key}` must be more than 0, and a number")
        if self.max_lines > MOST_LINES:
            raise ValueError(f"`max_lines` must be no more than {MOST_LINES}")
        if self.max_duration < self.min_duration:
            raise ValueError("`max_duration` must not be less than `min_duration`")
        if not 0 <= self.linger <= self.max_linger:
            raise ValueError("`linger` must be at least 0 and no more than `max_linger`")

    def for_language(self, language: str) -> CaptionProfile:
        """Return the profile with the limits of one language (BCP 47)."""
        subtag = primary(language)
        for limits in self.languages:
            if limits.language == subtag:
                return replace(
                    self, languages=(), max_characters=limits.max_characters or self.max_characters,
                    max_cps=limits.max_cps or self.max_cps)
        return self

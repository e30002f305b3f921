"""A captions file that somebody made with anything: its cues as viewers meet them, and what no viewer will.

Nouns on the ground: `pack` reads them out of a file, `check` measures them, and a corrected copy is written from them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from access.model.script import Cue
from access.model.time import Span

_NAMED = re.compile(r"(?P<name>[^\W\d_][\w .'’&/-]{0,38}?) ?:\s+(?=\S)")
_NAME_WORDS = 4
HYPHENED = re.compile(r"[-–—‐]\s?(?=\S)")
CHEVRONS = re.compile(r">>+\s*(?=\S)")
SOUND_LABEL = re.compile(r"(?P<open>[\[(*♪])(?P<label>[^\[\]()*♪]+)[\])*♪]?")


def names_speaker(line: str) -> bool:
    """Return whether a line begins with a speaker's name. Only capitals make one: `Question: why?` is a sentence."""
    match = _NAMED.match(line)
    return match is not None and match["name"].isupper() and len(match["name"].split()) <= _NAME_WORDS


def name_ends(line: str) -> int:
    """Return where a speaker's name at the start of a line ends; 0 where none stands there."""
    match = _NAMED.match(line) if names_speaker(line) else None
    return match.end() if match else 0


def opens_speech(line: str) -> bool:
    """Return whether a line begins as the line of another speaker does: `ANNA: …`, `- …`, `>> …`."""
    return names_speaker(line) or any(mark.match(line) for mark in (HYPHENED, CHEVRONS))


def without_mark(line: str) -> str:
    """Return a line without the hyphen or the chevrons of another speaker. `-5` and `-- and so` have neither."""
    match = HYPHENED.match(line) or CHEVRONS.match(line)
    if match is None or (match.end() == 1 and line[1].isdigit()) or HYPHENED.match(line, match.end()):
        return line
    return line[match.end():]


def without_speaker(line: str) -> str:
    """Return a line without what tells that a speaker begins: hyphen, chevrons, a name in capitals."""
    line = without_mark(line)
    return line[name_ends(line):]


class CaptionFormat(StrEnum):
    VTT = "vtt"
    SRT = "srt"
    TTML = "ttml"


class FlawKind(StrEnum):
    """What is wrong with a file as a file: parsers pass over it, stumble, or show what nobody wrote."""

    ENCODING = "encoding"
    """Its bytes are not UTF-8."""
    HEADER = "header"
    """The first line does not say what it is."""
    TIMING = "timing"
    """Times that no parser of the format reads: the caption is never shown."""
    BACKWARDS = "backwards"
    """It ends before it begins, or as it begins."""
    ARROW = "arrow"
    """An arrow in the text, where a parser takes it for times."""
    STRAY = "stray"
    """Text that belongs to no cue: players pass over it."""
    SEPARATOR = "separator"
    """No blank line before the next cue."""
    UNESCAPED = "unescaped"
    """A `<` that opens no tag: players swallow what follows."""
    MARKUP = "markup"
    """A mark that players do not know, and drop or show as text."""
    CHARACTERS = "characters"
    """Characters that stand where others were lost, or that no text holds."""


@dataclass(frozen=True, slots=True)
class Flaw:
    kind: FlawKind
    row: int
    """In the file, from 1; 0 where there are no rows."""
    sample: str = ""
    """What stands there, shortened."""
    span: Span | None = None
    """Of the cue, where its times can be read."""


@dataclass(frozen=True, slots=True)
class FileCue:
    """One cue of a file."""

    span: Span
    lines: tuple[str, ...]
    """As a viewer reads them, without tags and entities; no blank ones."""
    payload: tuple[str, ...] = ()
    """The same lines as they stand in the file."""
    voices: tuple[str, ...] = ()
    """Speakers that only the markup names, in order."""
    row: int = 0
    """Of its times, from 1."""
    identifier: str = ""
    settings: str = ""
    """Where on the picture it stands, as written."""
    timing: str = ""
    """The line of its times as it stands in the file; empty where that is not how the format wants it."""
    place: str = ""
    """The same for cues that stand at one place on the picture; empty where captions stand if nothing is said."""

    @property
    def cue(self) -> Cue:
        return Cue(self.span, self.lines)


@dataclass(frozen=True, slots=True)
class CaptionFile:
    """A captions file, parsed."""

    format: CaptionFormat
    language: str
    """BCP 47, as the file itself says; empty where it does not."""
    cues: tuple[FileCue, ...]
    """In the order of the file."""
    flaws: tuple[Flaw, ...]
    parts: tuple[str | int, ...] = ()
    """The file from top to bottom: text that is kept as it stands, and the numbers of its cues."""

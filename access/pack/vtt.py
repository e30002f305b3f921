"""WebVTT, written and read. An own writer and reader: no library escapes, keeps voices, or forgives what people write.

Source: WebVTT, W3C Candidate Recommendation, sections 4 (syntax) and 6 (parsing).
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from access.model.findings import ScriptLine
from access.model.script import Cue, Description
from access.model.time import Span, clock
from access.pack.texts import clean, cleaned, script_line, spoken_lines, steered

_ARROW = "-->"
_TIME = r"(?:(\d{1,4}):)?([0-5]?\d):([0-5]?\d)[.,](\d{1,3})"
_TIMING = re.compile(rf"\s*{_TIME}\s*-->\s*{_TIME}(?:\s+(?P<settings>\S.*))?\s*")
_VOICE = re.compile(r"<v(?:\.[^\s>]*)?\s+([^>]*)>")
_TAG = re.compile(r"</?[a-zA-Z][^>]*>|<[\d:.]+>|</>")


@dataclass(frozen=True, slots=True)
class RawCue:
    """One cue as it stands in a file."""

    span: Span
    lines: tuple[str, ...]
    """With tags and entities."""
    settings: str = ""
    """Where on the picture it stands, as written."""

    @property
    def plain(self) -> tuple[str, ...]:
        """The lines as a viewer reads them, without tags."""
        return cleaned(_plain("\n".join(self.lines)).split("\n"))


def captions_vtt(cues: Sequence[Cue], language: str, note: str) -> str:
    """Write captions. `note` says who or what made them; it stands in a comment, one line a line.

    A speaker's name is written twice: as a voice, for players that colour voices, and in the open, because browsers
    show no voices.
    """
    return _file(((cue.span, cue_text(cue, language), "") for cue in cues), "captions", language, note)


def descriptions_vtt(descriptions: Sequence[Description], language: str, note: str) -> str:
    """Write descriptions as a text track, each when its spoken clip sounds.

    Why a person should look at one stands in a comment before it, which no player shows.
    """
    told = ((one.span, description_text(one), "; ".join(cleaned(one.doubts))) for one in descriptions)
    return _file(told, "descriptions", language, note)


def cue_text(cue: Cue, language: str) -> str:
    """Return a cue's text as it stands in a file: escaped, with its voice; empty where there is nothing to read.

    Players take the direction of a line from its first letter: where that letter is of a foreign name, a mark says better.
    """
    text = "\n".join(_escaped(steered(line, language)) for line in spoken_lines(cue.lines, cue.speaker))
    name = _escaped(clean(cue.speaker))
    # A name that ends in two hyphens must not make an arrow with the end of its tag.
    return f"<v {name}{' ' if name.endswith('--') else ''}>{text}" if text and name else text


def description_text(description: Description) -> str:
    """Return a description's text as it stands in a file."""
    return _escaped(clean(description.text))


def parse(text: str) -> tuple[ScriptLine, ...]:
    """Read captions that somebody wrote with anything; a cue that cannot be read is left out.

    A cue with several voices becomes a line for each, its time shared out by their length.
    """
    found = (line for cue in raw_cues(text) for line in _script_lines(cue))
    return tuple(line for line in found if line is not None)


def raw_cues(text: str) -> Iterator[RawCue]:
    """Yield the cues of a file as it gives them: a line with an arrow begins one, a blank line or the next arrow ends it."""
    span: Span | None = None
    settings = ""
    payload: list[str] = []
    for line in [*re.split(r"\r\n|\r|\n", text.removeprefix("\ufeff").replace("\0", "\ufffd")), ""]:
        if _ARROW in line or not line.strip():
            if span is not None and payload:
                yield RawCue(span, tuple(payload), settings)
            timing = _TIMING.fullmatch(line)
            span = _span(timing) if timing else None
            settings = " ".join((timing["settings"] or "").split()) if timing else ""
            payload = []
        elif span is not None:
            payload.append(line)


def _file(cues: Iterable[tuple[Span, str, str]], kind: str, language: str, note: str) -> str:
    """Write cues, each with what is to be checked about it."""
    comment = (f"{kind}, language: {language}", *note.splitlines())
    blocks = ["WEBVTT", "\n".join(("NOTE", *map(_escaped, cleaned(comment))))]
    for span, text, doubts in sorted(cues, key=lambda cue: cue[0]):
        if text:
            if doubts:
                blocks.append(f"NOTE To be checked: {_escaped(doubts)}")
            # A cue must last: players never show one that ends when it begins.
            end = max(span.end, span.start + 1)
            blocks.append(f"{clock(span.start)} {_ARROW} {clock(end)}\n{text}")
    return "\n\n".join(blocks) + "\n"


def _escaped(text: str) -> str:
    """Escape one clean line. With `>` escaped, no text can hold an arrow."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _plain(text: str) -> str:
    return html.unescape(_TAG.sub("", text))


def _span(timing: re.Match[str]) -> Span | None:
    start, end = (
        int(hours or 0) * 3_600_000 + int(minutes) * 60_000 + int(seconds) * 1000 + int(millis.ljust(3, "0"))
        for hours, minutes, seconds, millis in (timing.groups()[0:4], timing.groups()[4:8])
    )
    return Span(start, end) if end > start else None


def _script_lines(cue: RawCue) -> Iterator[ScriptLine | None]:
    before, *pieces = _VOICE.split("\n".join(cue.lines))
    voiced = [("", before), *zip(pieces[::2], pieces[1::2], strict=True)]
    said = [(_plain(voice), "\n".join(rows)) for voice, piece in voiced if (rows := cleaned(_plain(piece).split("\n")))]
    for (voice, text), span in zip(said, cue.span.shared_out(len(text) for _, text in said), strict=True):
        yield script_line(text, span, voice)

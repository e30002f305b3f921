"""SubRip, written and read through pysrt. The format has no standard and no escape: what would be a mark is replaced."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

import pysrt

from access.model.findings import ScriptLine
from access.model.script import Cue
from access.model.time import Span
from access.pack.texts import cleaned, script_line, spoken_lines

_OPENS_A_TAG = re.compile(r"<(?= *[/!?a-zA-Z])")
_TAG = re.compile(r"</?[a-zA-Z][^>]*>|\{\\[^}]*\}")
_TIME = re.compile(r"(?:\d{1,2}:){2}\d{1,2}[.,]\d")
_LONGEST = 10_000 * 3_600_000
"""In ms; a later time is no time."""


def captions_srt(cues: Sequence[Cue]) -> str:
    """Write captions as plain text, a speaker's name before the first line.

    An arrow, `<` before a letter, `{\\` and two times in a line would be read as marks by players: look-alikes stand in their
    place.
    """
    shown = ((cue.span, "\n".join(map(_harmless, spoken_lines(cue.lines, cue.speaker)))) for cue in cues)
    items = [
        pysrt.SubRipItem(
            index,
            pysrt.SubRipTime.from_ordinal(span.start),
            pysrt.SubRipTime.from_ordinal(max(span.end, span.start + 1)),
            text,
        )
        for index, (span, text) in enumerate(sorted((cue for cue in shown if cue[1]), key=lambda cue: cue[0]), start=1)
    ]
    return "\n".join(str(item) for item in items)


def parse(text: str) -> tuple[ScriptLine, ...]:
    """Read captions that somebody wrote with anything; a cue that cannot be read is left out."""
    found = (script_line("\n".join(lines), span) for span, lines in raw_cues(text))
    return tuple(line for line in found if line is not None)


def raw_cues(text: str) -> Iterator[tuple[Span, tuple[str, ...]]]:
    """Yield the time and the lines of each cue, without tags."""
    unix = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    for block in re.split(r"\n(?:[^\S\n]*\n)+", unix.strip()):
        try:
            item = pysrt.SubRipItem.from_lines(block.split("\n"))
        except (pysrt.Error, ValueError):
            continue
        start, end = int(item.start.ordinal), int(item.end.ordinal)
        lines = cleaned(_TAG.sub("", str(item.text)).split("\n"))
        if lines and 0 <= start < end <= _LONGEST:
            yield Span(start, end), lines


def _harmless(line: str) -> str:
    plain = _OPENS_A_TAG.sub("‹", line.replace("-->", "→")).replace("{\\", "{ \\")
    return _TIME.sub(lambda time: time[0].replace(":", "∶"), plain) if len(_TIME.findall(plain)) > 1 else plain

"""A captions file as a file: what parsers skip, stumble over or show wrongly, and speakers that no viewer is told of."""

from __future__ import annotations

from collections.abc import Iterator

from access.check.finding import finding
from access.model.captions import CaptionFile, CaptionFormat, Flaw, FlawKind
from access.model.package import Finding, Severity
from access.model.time import clock

_FAILURE, _WARNING = Severity.FAILURE, Severity.WARNING
_RULES = {
    FlawKind.ENCODING: ("captions.encoding", "the file is not UTF-8: players show other letters than were meant"),
    FlawKind.HEADER: ("captions.header", "the file does not begin with WEBVTT: no browser shows any of it"),
    FlawKind.TIMING: ("captions.bad-timing", "times that the format does not have: players may skip the caption"),
    FlawKind.BACKWARDS: ("captions.backwards", "ends before it begins: no player shows it"),
    FlawKind.ARROW: ("captions.arrow", "an arrow in the text ends the caption: what follows is not shown"),
    FlawKind.STRAY: ("captions.stray-text", "text that belongs to no caption: no player shows it"),
    FlawKind.SEPARATOR: ("captions.separator", "no blank line before the next caption: its number may be shown as text"),
    FlawKind.UNESCAPED: ("captions.unescaped", "a < that opens no tag: players swallow what follows; &lt; writes one"),
    FlawKind.MARKUP: ("captions.markup", "a mark that players do not know: they drop it, or show it as it stands"),
    FlawKind.CHARACTERS: ("captions.characters", "characters that are lost, or that no text holds"),
}
_ALWAYS_WARNINGS = {FlawKind.SEPARATOR, FlawKind.MARKUP, FlawKind.CHARACTERS}
_FORGIVEN_IN_SRT = {FlawKind.ENCODING, FlawKind.ARROW}
"""SRT has no standard: most players cope."""


def file_rules(file: CaptionFile) -> Iterator[Finding]:
    """Yield what is wrong with a file apart from what its cues look like."""
    if not file.cues:
        yield Finding("captions.none", _FAILURE, "the file holds no caption that can be read.", None, 0, 1)
    for flaw in file.flaws:
        rule, message = _RULES[flaw.kind]
        yield Finding(rule, _severity(flaw, file.format), f"{_where(flaw)}{message}{_shown(flaw)}.", flaw.span)
    yield from _hidden_speakers(file)


def _severity(flaw: Flaw, format: CaptionFormat) -> Severity:
    forgiven = format is CaptionFormat.SRT and (
        flaw.kind in _FORGIVEN_IN_SRT or (flaw.kind is FlawKind.TIMING and flaw.span is not None))
    return _WARNING if forgiven or flaw.kind in _ALWAYS_WARNINGS else _FAILURE


def _where(flaw: Flaw) -> str:
    row = f"line {flaw.row}" if flaw.row else ""
    time = clock(flaw.span.start) if flaw.span else ""
    return f"{', '.join(filter(None, (time, row)))}: " if row or time else ""


def _shown(flaw: Flaw) -> str:
    return f" ({flaw.sample})" if flaw.sample else ""


def _hidden_speakers(file: CaptionFile) -> Iterator[Finding]:
    """Tell where somebody else begins to speak and only the markup says who: browsers show no voices."""
    before: str | None = None
    for cue in file.cues:
        shown = " ".join(cue.lines).casefold()
        for name in cue.voices:
            if name != before and name.casefold() not in shown:
                yield finding("speaker-hidden", _WARNING, cue.span, 1, 0,
                              f"{name} is named in the markup alone, which browsers do not show")
            before = name

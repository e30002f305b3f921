"""Captions of any format read as players meet them: the cues that show, and all that does not.

Beside `vtt` and `srt`, which forgive whatever people write, because a checker must see what was forgiven. It keeps the file
from top to bottom, so that a corrected copy changes only what it must.

Source: WebVTT, W3C Candidate Recommendation, section 6.1 (file structure parsing) and 6.2 (timings).
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from access.errors import MediaRefused
from access.files import decoded, printable
from access.mediafile import open_regular
from access.model.captions import CaptionFile, CaptionFormat, FileCue, Flaw, FlawKind
from access.model.languages import bcp47
from access.model.time import Span
from access.pack import imsc
from access.pack.markup import SRT_MARKS, VTT_MARKS, Dialect, plain_lines, unknown_marks, voices_in
from access.pack.texts import clean

MAX_BYTES = 16 << 20
"""A day of captions in the wordiest format is smaller."""
_MOST_IN_A_CUE = 20_000
"""Characters: what holds more between two times is no caption."""
_SAMPLE = 60
_ARROW = "-->"
_LOOSE_TIME = r"(?:(\d{1,4}):)?(\d{1,2}):(\d{1,2})[.,](\d{1,3})"
_LOOSE = re.compile(rf"\s*{_LOOSE_TIME}\s*-->\s*{_LOOSE_TIME}(?:\s+(?P<settings>\S.*))?\s*")
_VTT_TIME = r"(?:\d+:)?[0-5]\d:[0-5]\d\.\d{3}"
_SRT_TIME = r"\d{1,4}:[0-5]\d:[0-5]\d,\d{3}"
_LANGUAGE = re.compile(r"^(?:Language:|(?:captions|descriptions), language:)\s*([\w-]+)\s*$", re.IGNORECASE | re.MULTILINE)
_COMMENT = re.compile(r"(?:NOTE|STYLE|REGION)(?:\s|$)")
HEADER = re.compile(r"WEBVTT(?:\s|$)")
PLACE_MARK = re.compile(r"\{\\(?:an?\d|pos|move)[^{}]*\}")
_PLACES = ("region", "vertical", "line", "position")
_USUAL = {"", "auto", "-1", "50%", "{\\an2}", "{\\a2}"}
_MEANT = re.compile(r"\d:\d\d[.,]\d{1,3}\D{1,9}\d{1,4}:\d\d")
"""Two times on a line that no arrow parts: somebody meant a caption to stand there."""
_LOST = re.compile("[\ufffd\x00-\x08\x0b\x0c\x0e-\x1f]")


@dataclass(frozen=True, slots=True)
class _Format:
    """How one format wants its cues written."""

    name: CaptionFormat
    strict: re.Pattern[str]
    marks: Dialect
    header: bool
    """Its first line says what it is, and comments may stand between cues."""


_VTT = _Format(CaptionFormat.VTT, re.compile(rf"\s*{_VTT_TIME}\s*-->\s*{_VTT_TIME}(?:\s.*)?"), VTT_MARKS, header=True)
_SRT = _Format(CaptionFormat.SRT, re.compile(rf"\s*{_SRT_TIME}\s*-->\s*{_SRT_TIME}(?:\s.*)?"), SRT_MARKS, header=False)


def read_captions(path: Path) -> CaptionFile:
    """Read a captions file by the ending of its name.

    Raises `MediaRefused` where it is no regular file, larger than captions ever are, of another kind, or no captions at all.
    """
    name = printable(path.name)
    read = _READERS.get(path.suffix.lower())
    if read is None:
        raise MediaRefused(f"{name} is no captions file by its name.", f"Captions end in {', '.join(sorted(_READERS))}.")
    with open_regular(path) as file:
        data = file.read(MAX_BYTES + 1)
    if len(data) > MAX_BYTES:
        raise MediaRefused(f"{name} is larger than {MAX_BYTES >> 20} MiB: captions never are.", "Is it what its name says?")
    if not data.strip():
        raise MediaRefused(f"{name} is empty.", "Was it copied whole?")
    try:
        return read(data)
    except MediaRefused as error:
        raise MediaRefused(f"{name}: {error.message}", error.hint) from error


def parsed(text: str, format: CaptionFormat) -> CaptionFile:
    """Read captions that stand in memory. Raises `MediaRefused`."""
    return _READERS[f".{format}"](text.encode("utf-8"))


def parse_vtt(data: bytes) -> CaptionFile:
    return _Scanner(_VTT, data).read()


def parse_srt(data: bytes) -> CaptionFile:
    return _Scanner(_SRT, data).read()


def parse_ttml(data: bytes) -> CaptionFile:
    """Read TTML. Paragraphs with times that cannot be read have no place of their own: each is a flaw at the start."""
    try:
        # An XML file says itself how its bytes are meant, but the parser below takes text.
        text = data.decode("utf-16" if data.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8-sig")
        flaws = []
    except UnicodeDecodeError:
        text, flaws = decoded(data), [Flaw(FlawKind.ENCODING, 0)]
    text = re.sub(r"\A\s*<\?xml[^>]*\?>", "", text)
    cues = tuple(FileCue(span, lines, lines, (agent,) if agent else (), place=place)
                 for span, lines, agent, place in imsc.placed_cues(text))
    flaws += [Flaw(FlawKind.TIMING, 0)] * imsc.unreadable(text)
    flaws += [Flaw(FlawKind.CHARACTERS, 0, _sample(" ".join(cue.lines)), cue.span)
              for cue in cues if _LOST.search("".join(cue.lines))]
    match = re.search(r"<(?:\w+:)?tt\b[^>]*?\sxml:lang\s*=\s*[\"']([\w-]+)[\"']", text[:_MOST_IN_A_CUE])
    return CaptionFile(CaptionFormat.TTML, bcp47(match[1]) if match else "", cues, tuple(flaws), tuple(range(len(cues))))


_READERS: dict[str, Callable[[bytes], CaptionFile]] = {
    ".vtt": parse_vtt, ".srt": parse_srt, ".ttml": parse_ttml, ".dfxp": parse_ttml, ".xml": parse_ttml}
CAPTION_ENDINGS = frozenset(_READERS)


def format_of(path: Path) -> CaptionFormat | None:
    """Return the format that a file has by the ending of its name; None where that names none."""
    ending = path.suffix.lower()
    if ending not in _READERS:
        return None
    return {".vtt": CaptionFormat.VTT, ".srt": CaptionFormat.SRT}.get(ending, CaptionFormat.TTML)


def place_of(settings: str, payload: str) -> str:
    """Return where on the picture a cue of VTT or SRT stands; empty where it stands as if nothing were said."""
    told = dict(one.split(":", 1) for one in settings.split() if ":" in one)
    parts = [f"{name}:{told[name]}" for name in _PLACES if told.get(name, "") not in _USUAL]
    parts += [mark for mark in PLACE_MARK.findall(payload) if mark not in _USUAL]
    return " ".join(parts)


@dataclass(slots=True)
class _Open:
    """A cue whose payload is being read."""

    span: Span | None
    row: int
    identifier: str
    settings: str
    timing: str
    above: list[str]
    """Lines right over the times: they belong to it as they stand."""
    payload: list[str] = field(default_factory=list)


class _Scanner:
    """Reads a file line by line, as `vtt.raw_cues` does: an arrow begins a cue, a blank line or the next arrow ends it."""

    def __init__(self, format: _Format, data: bytes) -> None:
        self._format = format
        self._flaws: list[Flaw] = []
        self._cues: list[FileCue] = []
        self._parts: list[str | int] = []
        self._open: _Open | None = None
        self._loose: list[tuple[int, str]] = []
        """Lines since the last blank one that belong to no cue."""
        self._dropped: list[str] = []
        """Lines of a cue whose times cannot be read, as they stand."""
        self._text = self._decoded(data)

    def read(self) -> CaptionFile:
        rows = re.split(r"\r\n|\r|\n", self._text)
        size = 0
        for row, line in [*enumerate(rows, 1), (len(rows) + 1, "")]:
            arrow = _ARROW in line
            size = 0 if arrow or not line.strip() or (self._open is None and not self._dropped) else size + len(line) + 1
            if size > _MOST_IN_A_CUE or (arrow and len(line) > _MOST_IN_A_CUE):
                raise MediaRefused(f"line {row} belongs to a cue of more than {_MOST_IN_A_CUE} characters.",
                                   "Is it what its name says?")
            if arrow:
                self._times(row, line)
            elif not line.strip():
                self._blank()
            elif self._open is not None:
                self._open.payload.append(line)
            elif self._dropped:
                self._dropped.append(line)
            else:
                self._loose.append((row, line))
        if self._format.header and not HEADER.match(rows[0]):
            self._flaws.insert(0, Flaw(FlawKind.HEADER, 1, _sample(rows[0])))
        if not self._cues and not any(flaw.kind is FlawKind.TIMING for flaw in self._flaws) and not self._has_header(rows):
            raise MediaRefused("there is no caption in it, and no description.", "Is it what its name says?")
        match = _LANGUAGE.search(self._text[:_MOST_IN_A_CUE])
        return CaptionFile(self._format.name, bcp47(match[1]) if match else "", tuple(self._cues), tuple(self._flaws),
                           tuple(self._parts))

    def _has_header(self, rows: list[str]) -> bool:
        return self._format.header and rows[0].startswith("WEBVTT")

    def _decoded(self, data: bytes) -> str:
        text = decoded(data).removeprefix("\ufeff")
        try:
            data.decode("utf-8")
        except UnicodeDecodeError:
            self._flaws.append(Flaw(FlawKind.ENCODING, 0))
        if "\0" in text:
            self._flaws.append(Flaw(FlawKind.CHARACTERS, text.count("\n", 0, text.index("\0")) + 1, "a NUL"))
        return text.replace("\0", "\ufffd")

    def _times(self, row: int, line: str) -> None:
        """Begin a cue, or find an arrow where no times are."""
        timing = _LOOSE.fullmatch(line)
        strict = self._format.strict.fullmatch(line) is not None
        above = self._above(timing is not None, row)
        identifier = above[-1].strip() if above else ""
        if timing is None:
            kind = FlawKind.TIMING if self._like_times(line) else FlawKind.ARROW
            self._flaws.append(Flaw(kind, row, _sample(line)))
            self._dropped = [*above, line]
            return
        span, backwards = _span(timing)
        if not strict:
            self._flaws.append(Flaw(FlawKind.TIMING, row, _sample(line), span))
        if backwards:
            self._flaws.append(Flaw(FlawKind.BACKWARDS, row, _sample(line), Span(backwards, backwards)))
        settings = " ".join((timing["settings"] or "").split())
        if span is None:
            self._dropped = [*above, line]
            return
        self._open = _Open(span, row, identifier, settings, line if strict else "", above)

    def _above(self, times: bool, row: int) -> list[str]:
        """Close what is open before a line with an arrow, and return the lines that belong to that line."""
        taken: list[str] = []
        if self._open is not None:
            last = self._open.payload[-1].strip() if self._open.payload else ""
            if times and self._open.payload:
                self._flaws.append(Flaw(FlawKind.SEPARATOR, row))
                if last.isdecimal() and last.isascii():
                    taken = [self._open.payload.pop()]
            self._close()
        elif self._dropped:
            self._keep(self._dropped)
            self._dropped = []
        elif self._loose:
            *others, (_, line) = self._loose
            self._loose = others
            if not others and self._format.header and row == 2:
                self._loose.append((1, line))
            else:
                taken = [line]
            self._flush()
        return taken

    @staticmethod
    def _like_times(line: str) -> bool:
        """Return whether somebody meant times here, rather than an arrow in a text."""
        before, _, after = line.partition(_ARROW)
        digits = before.rstrip()[-1:].isdecimal() and after.lstrip()[:1].isdecimal()
        return digits or not (before + after).strip("0123456789:., \t")

    def _blank(self) -> None:
        if self._open is not None:
            self._close()
        elif self._dropped:
            self._keep(self._dropped)
            self._dropped = []
        else:
            self._flush()

    def _close(self) -> None:
        """Put the open cue among the others."""
        cue, self._open = self._open, None
        assert cue is not None
        assert cue.span is not None
        marks, payload = self._format.marks, tuple(cue.payload)
        lines = plain_lines(payload, marks)
        text = "\n".join(payload)
        for kind, sample in unknown_marks(text, marks):
            self._flaws.append(Flaw(kind, cue.row, _sample(sample), cue.span))
        if _LOST.search(text):
            self._flaws.append(Flaw(FlawKind.CHARACTERS, cue.row, _sample(text), cue.span))
        self._parts.append(len(self._cues))
        self._cues.append(FileCue(
            cue.span, lines, payload, voices_in(text, marks), cue.row, cue.identifier, cue.settings, cue.timing,
            place_of(cue.settings, text)))

    def _flush(self) -> None:
        """Keep lines that belong to no cue; those that are neither head nor comment are lost to every viewer."""
        if not self._loose:
            return
        (row, first), *_ = self._loose
        number = len(self._loose) == 1 and first.strip().isdecimal()
        if not (self._format.header and (row == 1 or _COMMENT.match(first))) and not number:
            timing = next(((at, line) for at, line in self._loose if _MEANT.search(line)), None)
            self._flaws.append(
                Flaw(FlawKind.TIMING, timing[0], _sample(timing[1])) if timing else Flaw(FlawKind.STRAY, row, _sample(first)))
        self._keep([line for _, line in self._loose])
        self._loose = []

    def _keep(self, lines: list[str]) -> None:
        self._parts.append("\n".join(lines))


def _span(timing: re.Match[str]) -> tuple[Span | None, int]:
    """Return the time of a cue, or where one begins that does not end later."""
    start, end = (
        int(hours or 0) * 3_600_000 + int(minutes) * 60_000 + int(seconds) * 1000 + int(millis.ljust(3, "0"))
        for hours, minutes, seconds, millis in (timing.groups()[0:4], timing.groups()[4:8])
    )
    return (Span(start, end), 0) if end > start else (None, start or 1)


def _sample(text: str) -> str:
    line = clean(text)
    return line if len(line) <= _SAMPLE else f"{line[:_SAMPLE - 1]}…"

"""SCC (Scenarist), the captions of American television: fitted to what line 21 can carry, written, and read through ttconv.

Line 21 carries two bytes a frame, and a caption is loaded out of sight before it is shown. So a caption that follows
another too soon is shown together with it, or late; no word is left out for want of time. Times are drop-frame time
code at 29.97 frames a second, counted from the first instant of the media.
"""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from unicodedata import normalize

from ttconv import model
from ttconv.scc import reader
from ttconv.style_properties import StyleProperties
from ttconv.time_code import FPS_29_97, SmpteTimeCode

from access.errors import MediaRefused
from access.model.captions import opens_speech
from access.model.findings import ScriptLine
from access.model.package import Finding, Severity
from access.model.script import Cue
from access.model.time import Span
from access.pack import cea608
from access.pack.cea608 import COLUMNS, ROWS
from access.pack.texts import clean, cleaned, script_line, spoken_lines

_FRAMES_A_SECOND = Fraction(30_000, 1001)
_SETTLE = 2
"""Frames that showing a caption takes, and erasing one."""
_LATE = 6
"""Frames: a caption that waits no longer for its loading keeps in step with the speech (0.2 s)."""
_LEAST = 10
"""Frames that a caption is seen at least."""
_FOREIGN = 0.02
"""The share of letters that line 21 may lack: œ now and then in French reads well as oe, Polish without its letters badly."""
_LAST_HOUR = 100
_SHOWN = 8

logging.getLogger("ttconv").addHandler(logging.NullHandler())


@dataclass(frozen=True, slots=True)
class Fitted:
    """Captions as line 21 can carry them, and what had to be done to them."""

    cues: tuple[Cue, ...]
    """In rows of at most 32 of its characters, names written out, times on its frames; none where it cannot carry them."""
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class _Caption:
    """One caption on its way: frames and rows."""

    due: int
    """When it is meant to be seen."""
    begin: int
    end: int
    rows: tuple[str, ...]

    @property
    def cost(self) -> int:
        """Frames that loading it takes."""
        return sum(map(len, cea608.pop_on(self.rows)))

    @property
    def ahead(self) -> int:
        """Frames that the caption before must begin earlier: to be shown, and erased while this one is loaded."""
        return self.cost + 2 * _SETTLE


def fitted(cues: Sequence[Cue]) -> Fitted:
    """Fit captions, best composed in lines of 32 characters already: rows, characters, and time to load each."""
    meant = sorted(
        ((cue.span, lines) for cue in cues if (lines := _lines(cue))), key=lambda cue: cue[0])
    letters = Counter(letter for _, lines in meant for line in lines for letter in line if letter.isalpha())
    foreign = sum(count for letter, count in letters.items() if not cea608.has(letter))
    if foreign > _FOREIGN * letters.total():
        share = foreign / letters.total()
        return Fitted((), (Finding(
            "captions.scc-letters", Severity.WARNING,
            f"No SCC was written: its character set lacks {share:.0%} of the letters of these captions.",
            measure=round(share, 3), limit=_FOREIGN),))
    if meant and meant[-1][0].end >= _LAST_HOUR * 3_600_000:
        return Fitted((), (Finding("captions.scc-timing", Severity.WARNING,
                                   f"No SCC was written: its time code ends after {_LAST_HOUR} hours.",),))
    captions = [caption for span, lines in meant for caption in _captions(span, lines)]
    shown = _in_time(captions)
    made = tuple(Cue(Span(_ms(one.begin), _ms(one.end)), one.rows) for one in shown)
    return Fitted(made, (*_respelled(meant), *_moved(captions, shown)))


def captions_scc(cues: Sequence[Cue]) -> str:
    """Write captions that were `fitted`."""
    blocks = ["Scenarist_SCC V1.0"]
    seen: _Caption | None = None
    for cue in cues:
        caption = _caption(_frame(cue.span.start), _frame(cue.span.end), cue.lines)
        begin, erased = caption.begin - caption.cost, seen.end if seen and seen.end < caption.begin - 1 else None
        if erased is not None and erased + _SETTLE <= begin:
            blocks.append(_block(erased, [cea608.erase()]))
            erased = None
        units = _with_erasure(caption, erased)
        blocks.append(_block(caption.begin - sum(map(len, units)), [*units, cea608.show()]))
        seen = caption
    if seen:
        blocks.append(_block(seen.end, [cea608.erase()]))
    return "\n\n".join(blocks) + "\n"


def parse(text: str) -> tuple[ScriptLine, ...]:
    """Read captions that somebody wrote with anything. Raises `MediaRefused` where it is no SCC.

    The rows of one speaker are run together: it is line 21 that breaks them so short.
    """
    found = (script_line(_run_together(lines), span) for span, lines, _ in raw_cues(text))
    return tuple(line for line in found if line is not None)


def raw_cues(text: str) -> Iterator[tuple[Span, tuple[str, ...], str]]:
    """Yield time, lines and place of each caption in the first channel. Raises `MediaRefused` where it is no SCC."""
    lines = text.removeprefix("\ufeff").splitlines()
    if not lines or not lines[0].strip().lower().startswith("scenarist_scc"):
        raise MediaRefused("This is no SCC: it does not begin with Scenarist_SCC.", "Mend it, or take it away.")
    try:
        document = reader.to_model("\n".join(line.strip() for line in lines))
        found = [one for one in document.get_body().dfs_iterator() if isinstance(one, model.P)]
    except Exception as error:
        # Whatever a stranger's file makes the library trip over, it is that file that cannot be read.
        raise MediaRefused(f"This SCC cannot be read: {type(error).__name__}: {error}.", "Mend it, or take it away.") from error
    for paragraph in found:
        begin, end = paragraph.get_begin(), paragraph.get_end()
        shown = cleaned("".join(_text(paragraph)).split("\n"))
        if shown and begin is not None and end is not None and begin < end:
            origin = paragraph.get_region().get_style(StyleProperties.Origin)
            place = f"{origin.x.value:.0f}% {origin.y.value:.0f}%"
            yield Span(round(begin * 1000), round(end * 1000)), shown, place


def _run_together(rows: Sequence[str]) -> str:
    return "".join(f"\n{row}" if opens_speech(row) else f" {row}" for row in rows)


def _text(element: model.ContentElement) -> Iterator[str]:
    if isinstance(element, model.Text):
        yield cea608.read(str(element.get_text()))
    elif isinstance(element, model.Br):
        yield "\n"
    for child in element:
        yield from _text(child)


# --- rows ----------------------------------------------------------------------------------------------------------


def _lines(cue: Cue) -> tuple[str, ...]:
    return tuple(normalize("NFC", line) for line in spoken_lines(cue.lines, cue.speaker))


def _captions(span: Span, lines: Sequence[str]) -> Iterator[_Caption]:
    """Yield a cue as captions of at most four rows, its time shared out by their length."""
    rows = _rows(lines)
    parts = [rows[at:at + ROWS] for at in range(0, len(rows), ROWS)]
    begin, end = _frame(span.start), max(_frame(span.end), _frame(span.start) + 1)
    total, read = sum(map(len, rows)), 0
    for part in parts:
        start = begin + (end - begin) * read // total
        read += sum(map(len, part))
        yield _caption(start, begin + (end - begin) * read // total, part)


def _caption(begin: int, end: int, rows: tuple[str, ...]) -> _Caption:
    return _Caption(begin, begin, end, rows)


def _rows(lines: Sequence[str]) -> tuple[str, ...]:
    """Return lines in the characters of line 21; broken anew where they would not fit."""
    rows = [row for row in map(cea608.spelled, lines) if row]
    if all(len(row) <= COLUMNS for row in rows):
        return tuple(rows)
    broken = [""]
    for word in " ".join(rows).split():
        while word:
            joined = f"{broken[-1]} {word}".lstrip()
            if len(joined) <= COLUMNS:
                broken[-1], word = joined, ""
            elif broken[-1]:
                broken.append("")
            else:
                broken[-1], word = word[:COLUMNS], word[COLUMNS:]
    return tuple(broken)


# --- time ----------------------------------------------------------------------------------------------------------


def _in_time(captions: Sequence[_Caption]) -> list[_Caption]:
    """Return captions that can all be loaded: what comes too soon joins the one before where there is room, else waits."""
    made: list[_Caption] = []
    for caption in captions:
        while made and (joined := _joined(made, caption)) is not None:
            made.pop()
            caption = joined
        earliest = made[-1].begin + caption.ahead if made else caption.cost
        begin = max(caption.begin, earliest)
        if made:
            made[-1] = replace(made[-1], end=min(made[-1].end, begin))
        made.append(replace(caption, begin=begin, end=begin + max(caption.end - caption.begin, _LEAST)))
    return made


def _joined(made: Sequence[_Caption], caption: _Caption) -> _Caption | None:
    """Return the last caption and this one as one; None where they keep apart, or both have no room or no time together."""
    last = made[-1]
    late, hidden = last.begin + caption.ahead - caption.begin, last.end - caption.begin
    if max(late, hidden) <= _LATE or len(last.rows) + len(caption.rows) > ROWS:
        return None
    end = max(caption.end, last.end + caption.end - caption.begin)
    both = _Caption(last.due, last.begin, end, (*last.rows, *caption.rows))
    earliest = made[-2].begin + both.ahead if len(made) > 1 else both.cost
    return both if earliest - both.begin <= max(_LATE, late) else None


def _with_erasure(caption: _Caption, erased: int | None) -> list[cea608.Unit]:
    """Return what loads a caption; where the one before ends meanwhile, at `erased`, it is erased between two words."""
    units = cea608.pop_on(caption.rows)
    if erased is None:
        return units
    at = caption.begin - caption.cost - _SETTLE
    for number, unit in enumerate(units):
        if 2 * (erased - at) <= len(unit):
            return [*units[:number], cea608.erase(), *units[number:]]
        at += len(unit)
    return [*units, cea608.erase()]


def _frame(ms: int) -> int:
    return round(ms * _FRAMES_A_SECOND / 1000)


def _ms(frame: int) -> int:
    return round(frame * 1000 / _FRAMES_A_SECOND)


def _block(frame: int, units: Sequence[cea608.Unit]) -> str:
    code = SmpteTimeCode.from_frames(frame, FPS_29_97, True)
    return f"{code}\t{' '.join(cea608.hexadecimal(word) for unit in units for word in unit)}"


# --- what is told --------------------------------------------------------------------------------------------------


def _respelled(meant: Sequence[tuple[Span, Sequence[str]]]) -> Iterator[Finding]:
    """Tell which characters line 21 lacks, and what stands for them."""
    lacking = Counter(one for _, lines in meant for line in lines for one in line if not cea608.has(one) and not one.isspace())
    if lacking:
        pairs = [f"{one} as {cea608.spelled(one) or 'nothing'}" for one, _ in lacking.most_common(_SHOWN)]
        more = f" and {len(lacking) - _SHOWN} more" if len(lacking) > _SHOWN else ""
        yield Finding(
            "captions.scc-characters", Severity.NOTE,
            f"SCC lacks some characters, which stand in it as others: {clean(', '.join(pairs))}{more}.",
            measure=lacking.total(), limit=0)


def _moved(captions: Sequence[_Caption], shown: Sequence[_Caption]) -> Iterator[Finding]:
    """Tell of captions that SCC shows together with the one before, or late, because there is no time to load them."""
    joined = len(captions) - len(shown)
    late = [caption.begin - caption.due for caption in shown if caption.begin - caption.due > _LATE]
    if joined or late:
        longest = float(max(late, default=0) / _FRAMES_A_SECOND)
        yield Finding(
            "captions.scc-timing", Severity.NOTE,
            f"SCC needs time to load a caption: {joined} are shown together with the one before, {len(late)} begin late, "
            f"by {longest:.1f} s at most.", measure=joined + len(late), limit=0)

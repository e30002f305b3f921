"""A corrected copy of a captions file, in its own format: cues that are as they were stand in it as they stood.

The words are the same in the same order, so each word takes its marks along to wherever it stands now. Comments, styles,
regions, identifiers and places on the picture stay.
"""

from __future__ import annotations

import html
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

from access.model.captions import CaptionFile, CaptionFormat, FileCue
from access.model.languages import spaceless
from access.model.script import Cue
from access.model.time import clock
from access.pack import imsc
from access.pack.captionfile import HEADER
from access.pack.markup import SRT_MARKS, VTT_MARKS, Dialect, closing, escaped, is_karaoke, opened, raw_letters, tokens

_NOTE = "Corrected: times and line breaks, no word."


@dataclass(frozen=True, slots=True)
class _Word:
    """One word of the file, in order of time."""

    raw: str
    plain: str
    cue: int
    """The number of its cue in the file."""
    first: bool
    """It begins that cue, …"""
    last: bool
    """… or ends it."""
    before: tuple[str, ...]
    """The marks that are open where it begins."""
    after: tuple[str, ...]

    def letters(self, vtt: bool) -> list[_Word]:
        """Return its letters as words of their own, each with the marks that cling to it."""
        raws = raw_letters(self.raw, self.plain, _marks_of(vtt))
        if raws is None:
            raws = [html.escape(letter, quote=False) if vtt else letter for letter in self.plain]
        found: list[_Word] = []
        stack = self.before
        for place, (raw, letter) in enumerate(zip(raws, self.plain, strict=True), 1):
            after = opened(raw, stack)
            first, last = self.first and place == 1, self.last and place == len(raws)
            found.append(_Word(raw, letter, self.cue, first, last, stack, after))
            stack = after
        return found


def words_of(cue: FileCue) -> list[str]:
    """Return the words of a cue as they are read; a no-break space is inside one."""
    return [word for line in cue.lines for word in line.split(" ") if word]


def keeps_marks(cue: FileCue, format: CaptionFormat, language: str = "") -> bool:
    """Return whether the marks of a cue can be taken along when its lines break anew: between words, or between letters."""
    marks = _marks(format)
    if marks is None:
        return True
    found = tokens(cue.payload, marks)
    return [token.plain for token in found] == words_of(cue) and (
        not spaceless(language) or all(raw_letters(token.raw, token.plain, marks) is not None for token in found))


def has_word_times(cue: FileCue) -> bool:
    return is_karaoke(cue.payload)


def rewritten(
    file: CaptionFile, cues: Sequence[Cue], language: str, title: str, untouched: Sequence[int] = (),
) -> str:
    """Return the file with these cues in place of its own. They hold the words of its cues, in order of time.

    `untouched`: the cues of the file, in order of time, that stay as they are beside them.

    TTML is written anew: its times are those of the cues, its layout is IMSC's own.
    """
    if file.format is CaptionFormat.TTML:
        return imsc.captions_imsc(cues, language, title, _NOTE, _agents(file, cues))
    kept = set(untouched)
    order = sorted((number for number, cue in enumerate(file.cues) if cue.lines and number not in kept),
                   key=lambda number: file.cues[number].span)
    blocks = _Blocks(file, [word for number in order for word in _words(file, number)])
    return blocks.text(cues, untouched)


def _agents(file: CaptionFile, cues: Sequence[Cue]) -> list[str]:
    """Return who speaks in each cue: whoever speaks in the cue of the file that its first letter came from."""
    starts, agents = [0], [""]
    for one in sorted(file.cues, key=lambda cue: cue.span):
        starts.append(starts[-1] + _letters(one.lines))
        agents.append(one.voices[0] if one.voices else "")
    at = [0, *accumulate(_letters(cue.lines) for cue in cues)]
    return [agents[bisect_right(starts, place)] for place in at[:-1]]


def _letters(lines: Sequence[str]) -> int:
    return sum(len("".join(line.split(" "))) for line in lines)


class _Blocks:
    def __init__(self, file: CaptionFile, words: list[_Word]) -> None:
        self._file = file
        self._words = words
        # Cues are found again by their letters: where words have no blanks, a cue may end inside one.
        self._starts = [0, *accumulate(len(word.plain) for word in words)]
        self._mark = "." if file.format is CaptionFormat.VTT else ","
        self._above: dict[int, list[str]] = {}
        """What stands in the file before each cue."""
        self._head: list[str] = []
        self._tail: list[str] = []
        self._share_out()

    def text(self, cues: Sequence[Cue], untouched: Sequence[int]) -> str:
        blocks, at = list(self._head), 0
        told: set[int] = set()
        waiting = list(untouched)
        number = 0
        for cue in cues:
            while waiting and self._file.cues[waiting[0]].span < cue.span:
                number += 1
                blocks += self._as_it_is(number, waiting.pop(0))
            number += 1
            letters = _letters(cue.lines)
            first = bisect_right(self._starts, at) - 1
            words = self._words[first:bisect_right(self._starts, at + letters - 1)]
            if [word.plain for word in words] != [word for line in cue.lines for word in line.split(" ") if word]:
                skipped, vtt = at - self._starts[first], self._file.format is CaptionFormat.VTT
                words = [letter for word in words for letter in word.letters(vtt)][skipped:skipped + letters]
            at += letters
            for place in dict.fromkeys(word.cue for word in words):
                if place not in told:
                    blocks += self._above.get(place, [])
                    told.add(place)
            blocks.append(self._block(number, cue, words))
        for place, one in enumerate(waiting, number + 1):
            blocks += self._as_it_is(place, one)
        return "\n\n".join([*blocks, *self._tail]) + "\n"

    def _as_it_is(self, number: int, place: int) -> list[str]:
        return [*self._above.get(place, []), self._block(number, self._file.cues[place].cue, _words(self._file, place))]

    def _share_out(self) -> None:
        """Give each text between the cues to the cue that follows it."""
        shown = {number for number, cue in enumerate(self._file.cues) if cue.lines}
        waiting: list[str] = []
        head_over = self._file.format is not CaptionFormat.VTT
        for part in self._file.parts:
            if isinstance(part, str):
                if not head_over:
                    head_over = True
                    # What stands where the header should be, nobody has ever seen: it stays as a comment.
                    self._head.append(part if HEADER.match(part) else f"WEBVTT\n\nNOTE\n{part}")
                else:
                    waiting.append(part)
            elif part in shown:
                self._above[part], waiting = waiting, []
                if not head_over:
                    head_over = True
                    self._head.append("WEBVTT")
        self._tail = waiting
        if not head_over:
            self._head.append("WEBVTT")

    def _block(self, number: int, cue: Cue, words: Sequence[_Word]) -> str:
        """Return one cue; its words are words of the file, or single letters of them."""
        source, vtt = self._file.cues[words[0].cue], self._file.format is CaptionFormat.VTT
        timing = source.timing if cue.span == source.span and source.timing else " ".join(filter(None, (
            f"{clock(cue.span.start, self._mark)} --> {clock(cue.span.end, self._mark)}", source.settings)))
        name = (source.identifier if words[0].first else "") if vtt else str(number)
        if cue.lines == source.lines and words[0].first and words[-1].last:
            text = "\n".join(source.payload)
        else:
            text = _in_lines(cue.lines, words)
        return "\n".join([*([name] if name else []), timing, escaped(text) if vtt else text])


def _in_lines(lines: Sequence[str], words: Sequence[_Word]) -> str:
    """Return the words in new lines, their marks closed where a cue ends among them and opened again in the next."""
    rows: list[str] = []
    at = 0
    for line in lines:
        row: list[str] = []
        for length in map(len, filter(None, line.split(" "))):
            raws = ""
            while length > 0:
                word = words[at]
                at += 1
                length -= len(word.plain)
                raws += word.raw if at > 1 or word.first else "".join(word.before) + word.raw
                if not (word.last and at == len(words)) and (at == len(words) or words[at].cue != word.cue):
                    raws += closing(word.after)
            row.append(raws)
        rows.append(" ".join(row))
    return "\n".join(rows)


def _words(file: CaptionFile, number: int) -> list[_Word]:
    cue, marks = file.cues[number], _marks(file.format)
    assert marks is not None
    plain = words_of(cue)
    raws = [token.raw for token in tokens(cue.payload, marks)]
    if len(raws) != len(plain):
        raws = plain
    found: list[_Word] = []
    stack: tuple[str, ...] = ()
    for place, (raw, word) in enumerate(zip(raws, plain, strict=True), 1):
        after = opened(raw, stack)
        found.append(_Word(raw, word, number, place == 1, place == len(plain), stack, after))
        stack = after
    return found


def _marks_of(vtt: bool) -> Dialect:
    return VTT_MARKS if vtt else SRT_MARKS


def _marks(format: CaptionFormat) -> Dialect | None:
    return {CaptionFormat.VTT: VTT_MARKS, CaptionFormat.SRT: SRT_MARKS}.get(format)

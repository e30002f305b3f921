"""The text in a picture, told: what fits into a short text, and all of it for the long one.

Words are read out; a table is told row by row; a formula and code stand under their names as they are, for who reads with the
eyes of a braille display; what nobody could read is only named. All of it is data, whatever it says.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import median

from access.lexis.saying import Saying
from access.model.natures import is_number
from access.model.orders import orders_a_model
from access.model.pictures import Nature, TextBlock
from access.model.words import spoken_forms
from access.write.blocks import cells_of
from access.write.textwords import TextWords, names, text_words
from access.write.wording import phrases

MUCH_TEXT_WORDS = 12
"""More than this is a page rather than a sign: the short text then only says how it begins."""
_LEAST_BEGINNING = 20
"""Characters; a shorter beginning tells nothing."""
_TITLE = 1.25
"""A title's letters are so much taller than the middle of a picture's."""
_LABEL_WORDS = 4
_UNSURE = 0.85
"""A score below which an engine may well have misread a line that is told."""
_CLOSED = re.compile(r"[.!?…。！？][\"”»’')\]]*$")
_DOUBLE_QUOTES = re.compile('["“”„«»‟″]')
_WHY = {
    Nature.FORMULA: "the picture holds a formula, which no voice reads out well: say in words what it means",
    Nature.TABLE: "the picture holds a table, read by a machine: compare its rows",
    Nature.CODE: "the picture holds program code, read by a machine: say in words what it does",
    Nature.GARBLED: "the picture holds text that could not be read",
}


@dataclass(frozen=True, slots=True)
class PictureText:
    """What stands in a picture, each thing once, and by what it is."""

    prose: tuple[TextBlock, ...]
    """In reading order."""
    labels: tuple[str, ...]
    """Of a chart: its numbers and the names beside them."""
    others: tuple[TextBlock, ...]
    """Tables, formulas, code."""
    garbled: bool

    @classmethod
    def of(cls, blocks: Iterable[TextBlock], chart: bool) -> PictureText:
        """Return the text of blocks. In a `chart`, short texts that are no title are labels."""
        once = {"".join(spoken_forms(block.text)) + block.nature: block for block in reversed(list(blocks))}
        told = list(reversed(once.values()))
        prose = [block for block in told if block.nature is Nature.PROSE]
        title = max(prose, key=lambda block: block.height, default=None)
        short = [block for block in prose if chart and block is not title and _is_label(block)]
        labels = [line for block in told if block.nature is Nature.LABELS or block in short for line in block.lines]
        return cls(
            tuple(block for block in prose if block not in short), tuple(dict.fromkeys(labels)),
            tuple(block for block in told if block.nature in (Nature.TABLE, Nature.FORMULA, Nature.CODE)),
            any(block.nature is Nature.GARBLED for block in told))

    def not_said(self, said: Saying) -> PictureText:
        """Return what of it a text does not say yet."""
        return PictureText(
            tuple(block for block in self.prose if not said.tells(block.lines)),
            tuple(label for label in self.labels if said.missing(label)),
            tuple(block for block in self.others if not said.tells(block.lines)), self.garbled)

    @property
    def doubts(self) -> tuple[str, ...]:
        """Why a person should look at what is told of it."""
        natures = {block.nature for block in self.others} | ({Nature.GARBLED} if self.garbled else set())
        why = [reason for nature, reason in _WHY.items() if nature in natures]
        told = (*self.prose, *self.others)
        orders = next((block.text for block in told if orders_a_model(block.text)), "")
        if orders:
            why.append(f"a text in the picture reads like an instruction to a model: “{_cut(orders, 80)}”")
        unsure = next((block.text for block in self.prose if block.score < _UNSURE), "")
        if unsure:
            why.append(f"a text in the picture may be misread: “{_cut(unsure, 80)}”")
        return tuple(why)

    # --- short -----------------------------------------------------------------------------------------------------

    def sentence(self, language: str) -> str:
        """Return its words as a short text may quote them, a title first; empty where there are none, or too many."""
        if not self.prose or sum(len(block.text.split()) for block in self.prose) > MUCH_TEXT_WORDS:
            return ""
        return text_words(language).reads.format(_quotable(self._run(language)))

    def beginning(self, language: str, room: int) -> str:
        """Return how its words begin, in a sentence of at most `room` characters; empty where that would tell nothing."""
        if not self.prose:
            return ""
        begins = text_words(language).begins
        said = _quotable(self._run(language))
        opening = " ".join(said.split()[:MUCH_TEXT_WORDS])
        if opening != said:
            opening = opening.rstrip(" .,;:–-") + "…"
        room -= len(begins.format(""))
        return begins.format(_cut(opening, room)) if room >= min(_LEAST_BEGINNING, len(opening)) else ""

    def named(self, language: str, said: str) -> list[str]:
        """Return a sentence for each sort of text that is no prose, and that `said` does not name."""
        words = text_words(language)
        sentences: list[str] = []
        for nature in (Nature.TABLE, Nature.FORMULA, Nature.CODE):
            blocks = [block for block in self.others if block.nature is nature]
            if blocks and not names(said, nature):
                sentences += [_table_named(block, words) for block in blocks] if nature is Nature.TABLE else [
                    _named(nature, blocks, words)]
        if self.garbled and not sentences and not self.prose and not said:
            sentences.append(words.garbled)
        return list(dict.fromkeys(sentences))

    def _run(self, language: str) -> str:
        return _running([line for block in self._titles_first() for line in _phrases(block, language)])

    def _titles_first(self) -> list[TextBlock]:
        middle = median(block.height for block in self.prose)
        return sorted(self.prose, key=lambda block: (block.page, block.height < _TITLE * middle))

    # --- long ------------------------------------------------------------------------------------------------------

    def in_full(self, language: str) -> str:
        """Return all of it, paragraphs apart by a blank line; empty where there is nothing."""
        words = text_words(language)
        parts = ["\n".join([words.heading, *(line for block in self.prose for line in _phrases(block, language))])
                 if self.prose else ""]
        parts += [_in_full(block, words) for block in self.others]
        figures, labels = ([label for label in self.labels if is_number(label) is wanted] for wanted in (True, False))
        parts.append("\n".join([
            *([words.labels.format("; ".join(labels))] if labels else []),
            *([words.numbers.format("; ".join(figures))] if figures else [])]))
        parts.append(words.garbled if self.garbled else "")
        return "\n\n".join(filter(None, parts))


def _is_label(block: TextBlock) -> bool:
    return len(block.text.split()) <= _LABEL_WORDS * len(block.lines) and not _CLOSED.search(block.text)


def _phrases(block: TextBlock, language: str) -> tuple[str, ...]:
    return phrases(block.lines, language) or block.lines


def _running(said: Sequence[str]) -> str:
    return " ".join(phrase if _CLOSED.search(phrase) else phrase.rstrip(" ,;:–-") + "." for phrase in said)


def _quotable(text: str) -> str:
    return _DOUBLE_QUOTES.sub("'", text)


def _table_named(block: TextBlock, words: TextWords) -> str:
    columns = max(len(cells_of(line)) for line in block.lines)
    return words.table.format(rows=len(block.lines), columns=columns)


def _named(nature: Nature, blocks: Sequence[TextBlock], words: TextWords) -> str:
    count = sum(len(block.lines) for block in blocks)
    if nature is Nature.CODE:
        return words.line_of_code if count == 1 else words.code.format(count)
    return words.formula if count == 1 else words.formulas.format(count)


def _in_full(block: TextBlock, words: TextWords) -> str:
    if block.nature is Nature.TABLE:
        rows = ("; ".join(cell or "–" for cell in cells_of(line)) for line in block.lines)
        return "\n".join([_table_named(block, words), *(words.row.format(number, row) for number, row in enumerate(rows, 1))])
    return "\n".join([_named(block.nature, [block], words), *block.lines])


def _cut(text: str, limit: int) -> str:
    """Return the words that fit, with an ellipsis where that is not all."""
    if len(text) <= limit:
        return text
    cut = text[: max(0, limit - 1)]
    if " " in cut and not text[len(cut)].isspace():
        cut = cut[: cut.rindex(" ")]
    return cut.rstrip(" .,;:–-…") + "…"

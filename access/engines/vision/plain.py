"""No model: says of a picture what its file and the text in it say, and nothing else. Always a draft.

It exists so that a plain install gives a reviewer a start rather than an empty field, and never an invention.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.metadata import version
from pathlib import Path

from access.engines.base import Engine, EngineKind, Question, Readiness
from access.engines.vision.answering import ELLIPSIS, beginning, ended
from access.model.findings import Sight
from access.model.labels import is_file_name, is_placeholder
from access.model.languages import primary
from access.model.pictures import PictureKind
from access.model.script import EngineIdentity, Tier

_TABLE = Path(__file__).with_name("phrases.toml")
_ALIKE = {"no": "nb"}
"""Languages that have another tag in the table."""
_MUCH_TEXT_WORDS = 12
"""More than this is a document rather than a sign: the short text then only says how it begins."""
_LEAST_BEGINNING = 20
"""Characters; a shorter beginning tells nothing."""
_DOUBLE_QUOTES = re.compile('["“”„«»‟″]')
_ADDRESS = re.compile(r"\S*(?:://|www\.)\S*|\S*[/#?]\S*|\S+\.\w{2,5}")
"""Of a page rather than its name."""
_JOINERS = "\u200c\u200d"
"""Format characters that belong to the spelling of some scripts."""


@dataclass(frozen=True, slots=True)
class _Phrases:
    """How a language introduces what is known of a picture."""

    text: str
    begins: str
    people: str
    place: str
    keywords: str
    chart: str
    chart_text: str
    screenshot: str
    screenshot_text: str

    def whole(self, kind: PictureKind | None) -> str:
        """Return what stands before all the text in a picture.

        A chart and a screenshot are called so, which tells how to read their text. A sign, a slide or a page is told by its
        text as well, and a photo is what a picture is thought to be.
        """
        known = {PictureKind.CHART: self.chart_text, PictureKind.SCREENSHOT: self.screenshot_text}
        return known.get(kind, self.text) if kind else self.text

    def beginning(self, kind: PictureKind | None) -> str:
        """Return what stands before the beginning of the text in a picture."""
        known = {PictureKind.CHART: self.chart, PictureKind.SCREENSHOT: self.screenshot}
        return f"{known[kind]}. {self.begins}" if kind in known else self.begins


@cache
def _table() -> Mapping[str, _Phrases]:
    read = tomllib.loads(_TABLE.read_text("utf-8"))
    return {language: _Phrases(**phrases) for language, phrases in read.items()}


def _phrases(language: str) -> _Phrases:
    """Return the phrases of a language as it is spoken in a country, of the language, or else English ones."""
    table, known = _table(), primary(language)
    return table.get(language) or table.get(_ALIKE.get(known, known)) or table["en"]


class PlainVision:
    sees = False

    def __init__(self) -> None:
        self.identity = EngineIdentity(name="plain", version=version("access-media"), tier=Tier.DRAFT, licence="Apache-2.0")

    def look(self, questions: Sequence[Question]) -> tuple[Sight | None, ...]:
        """Say what is known, in the phrases of the asked language (English where it has none).

        Whatever the short text had to leave out, or only begins, stands whole in `long`. What kind a picture is says nothing by
        itself, and keywords are said only of a picture of which nothing else is known.
        """
        return tuple(map(self._sight, questions))

    def _sight(self, question: Question) -> Sight | None:
        phrases = _phrases(question.language)
        known = _Known.of(question)
        short = _Short(question.max_characters, question.hard_max_characters)
        short.add(known.link)
        short.add_whole_or_cut(known.caption)
        for name, value in known.product:
            short.add(_labelled(name, value))
        short.add(_labelled(phrases.people, ", ".join(known.people)))
        if known.texts:
            _add_text(short, known, phrases)
        short.add(_labelled(phrases.place, known.place))
        if not short.text:
            short.add_whole_or_cut(known.first or _keywords(known.keywords, phrases, short.room))
        if not short.text:
            return None
        return Sight(short.text, long="" if short.complete else known.in_full(phrases))

    def close(self) -> None:
        pass


@dataclass(frozen=True, slots=True)
class _Known:
    """The question's data, cleaned, nothing said twice."""

    caption: str
    people: tuple[str, ...]
    place: str
    texts: tuple[str, ...]
    link: str
    product: tuple[tuple[str, str], ...]
    keywords: tuple[str, ...]
    """None of a picture on which there is nothing to be seen."""
    kind: PictureKind | None

    @classmethod
    def of(cls, question: Question) -> _Known:
        caption = next((text for text in map(_clean, (question.caption, question.title)) if _tells(text)), "")
        link = _clean(question.link)
        link = "" if _ADDRESS.fullmatch(link) or not _tells(link) or _says(caption, link) else link
        people = (_clean(name) for name in question.people)
        place = _clean(question.place)
        product = ((_clean(name), _clean(value)) for name, value in question.product)
        keywords = () if question.kind is PictureKind.BLANK else map(_clean, question.keywords)
        return cls(
            caption=ended(caption),
            people=tuple(dict.fromkeys(name for name in people if name and not _says(caption, name))),
            place="" if _says(caption, place) else place,
            texts=tuple(text for text in map(_clean, question.texts) if text),
            link=ended(link),
            product=tuple((name[:1].upper() + name[1:], value) for name, value in product if name and value),
            keywords=tuple(dict.fromkeys(word for word in keywords if _tells(word))),
            kind=question.kind,
        )

    @property
    def first(self) -> str:
        """Return what comes first of all that is known, for a limit so small that no sentence fits."""
        return next(iter([*(value for _, value in self.product), *self.people, *self.texts, self.place]), "")

    def in_full(self, phrases: _Phrases) -> str:
        """Return all of it, a line each; the text in the picture line by line as it stands there."""
        lines = [
            self.link, self.caption, *(_labelled(name, value) for name, value in self.product),
            _labelled(phrases.people, ", ".join(self.people)), _labelled(phrases.place, self.place)]
        if self.texts:
            lines += [f"{phrases.whole(self.kind)}:", *self.texts]
        return "\n".join(line for line in lines if line)


class _Short:
    """The short text while it grows, and whether all that was offered went in."""

    def __init__(self, limit: int, hard_limit: int) -> None:
        self.text = ""
        self.complete = True
        self._limit, self._hard_limit = limit, max(limit, hard_limit)

    @property
    def room(self) -> int:
        return self._limit - len(self.text) - bool(self.text)

    def add(self, sentence: str) -> None:
        if not sentence:
            return
        if len(sentence) > self.room:
            self.complete = False
            return
        self.text = f"{self.text} {sentence}" if self.text else sentence

    def add_whole_or_cut(self, sentence: str) -> None:
        """Add a sentence. Of one that has no room as much as has, unless it is the first and may be longer than is asked."""
        if len(sentence) > self.room:
            if not self.text and len(sentence) <= self._hard_limit:
                self.text = sentence
                return
            self.complete = False
            sentence = beginning(sentence, self.room)
        self.add(sentence)


def _add_text(short: _Short, known: _Known, phrases: _Phrases) -> None:
    joined = _DOUBLE_QUOTES.sub("'", _joined(known.texts))
    whole = f'{phrases.whole(known.kind)}: "{joined}"'
    much = len(joined.split()) > _MUCH_TEXT_WORDS
    if not much and len(whole) <= short.room:
        short.add(whole)
        return
    short.complete = False
    opening = _DOUBLE_QUOTES.sub("'", _opening(known.texts)) if much else joined
    for begins in dict.fromkeys((phrases.beginning(known.kind), phrases.begins)):
        room = short.room - len(f'{begins}: ""')
        if room >= min(_LEAST_BEGINNING, len(opening)):
            short.add(f'{begins}: "{beginning(opening, room)}"')
            return


def _keywords(words: Sequence[str], phrases: _Phrases, room: int) -> str:
    """Return as many keywords as fit."""
    for count in range(len(words), 0, -1):
        if len(said := _labelled(phrases.keywords, ", ".join(words[:count]))) <= room:
            return said
    return ""


def _opening(texts: Sequence[str]) -> str:
    """Return the first lines, about as many words as a sign has, with an ellipsis."""
    taken: list[str] = []
    for text in texts:
        if taken and len(" ".join([*taken, text]).split()) > _MUCH_TEXT_WORDS:
            break
        taken.append(text)
    words = _joined(taken).split()
    return " ".join(words[:_MUCH_TEXT_WORDS]).rstrip(" .,;:–-") + ELLIPSIS


def _joined(texts: Sequence[str]) -> str:
    """Return lines as running text, ended with punctuation: a line that goes on in lower case was only broken."""
    joined = ""
    for text in texts:
        goes_on = bool(joined) and (text[0].islower() or joined[-1] in ",;:-–—.!?…。！？")
        joined += text if not joined else f" {text}" if goes_on else f". {text}"
    return ended(joined)


def _labelled(label: str, value: str) -> str:
    return ended(f"{label}: {value}") if value else ""


def _tells(text: str) -> bool:
    return bool(text) and not is_file_name(text) and not is_placeholder(text)


def _says(text: str, part: str) -> bool:
    return part.casefold() in text.casefold()


def _clean(text: str) -> str:
    """Return one line without control, bidirectional or unpaired characters."""
    kept = (
        " " if character.isspace() else character for character in text
        if character.isspace() or character in _JOINERS or unicodedata.category(character) not in {"Cc", "Cf", "Cs", "Cn"}
    )
    return " ".join("".join(kept).split())


class PlainFactory:
    name = "plain"
    kind = EngineKind.VISION
    tier = Tier.DRAFT
    licence = "Apache-2.0"
    remote = False

    def readiness(self, model: str) -> Readiness:
        return Readiness(True, "Needs no model: it repeats what the file and the text in the picture say.")

    def open(self, model: str, offline: bool) -> Engine:
        return PlainVision()


factory = PlainFactory()

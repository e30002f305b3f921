"""No model: says of a picture what its file and the text in it say, and nothing else. Always a draft.

It exists so that a plain install gives a reviewer a start rather than an empty field, and never an invention.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.metadata import version

from access.engines.base import Engine, EngineKind, Question, Readiness
from access.engines.vision.answering import ELLIPSIS, beginning, ended
from access.model.findings import Sight
from access.model.labels import is_file_name, is_placeholder
from access.model.languages import primary
from access.model.script import EngineIdentity, Tier

_MUCH_TEXT_WORDS = 12
"""More than this is a document rather than a sign: the short text then only says how it begins."""
_LEAST_BEGINNING = 20
"""Characters; a shorter beginning tells nothing."""
_DOUBLE_QUOTES = re.compile('["“”„«»‟″]')
_JOINERS = "\u200c\u200d"
"""Format characters that belong to the spelling of some scripts."""


@dataclass(frozen=True, slots=True)
class _Phrases:
    text: str
    begins: str
    people: str
    place: str


_PHRASES = {
    "en": _Phrases("Text", "Text that begins", "People", "Place"),
    "de": _Phrases("Text", "Text, der beginnt mit", "Personen", "Ort"),
    "fr": _Phrases("Texte", "Texte qui commence par", "Personnes", "Lieu"),
    "es": _Phrases("Texto", "Texto que empieza por", "Personas", "Lugar"),
}


class PlainVision:
    sees = False

    def __init__(self) -> None:
        self.identity = EngineIdentity(name="plain", version=version("access-media"), tier=Tier.DRAFT, licence="Apache-2.0")

    def look(self, questions: Sequence[Question]) -> tuple[Sight | None, ...]:
        """Say what is known, in the phrases of the asked language (English where it has none).

        Whatever the short text had to leave out, or only begins, stands whole in `long`.
        """
        return tuple(map(self._sight, questions))

    def _sight(self, question: Question) -> Sight | None:
        phrases = _PHRASES.get(primary(question.language), _PHRASES["en"])
        known = _Known.of(question)
        short = _Short(question.max_characters)
        short.add_whole_or_cut(known.caption)
        short.add(_labelled(phrases.people, ", ".join(known.people)))
        if known.texts:
            _add_text(short, known.texts, phrases)
        short.add(_labelled(phrases.place, known.place))
        if not short.text:
            short.add_whole_or_cut(_first(known, phrases))
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

    @classmethod
    def of(cls, question: Question) -> _Known:
        captions = (_clean(text) for text in (question.caption, question.title))
        caption = next((text for text in captions if text and not is_file_name(text) and not is_placeholder(text)), "")
        people = (_clean(name) for name in question.people)
        place = _clean(question.place)
        return cls(
            caption=ended(caption),
            people=tuple(dict.fromkeys(name for name in people if name and not _says(caption, name))),
            place="" if _says(caption, place) else place,
            texts=tuple(text for text in map(_clean, question.texts) if text),
        )

    def in_full(self, phrases: _Phrases) -> str:
        """Return all of it, a line each; the text in the picture line by line as it stands there."""
        lines = [self.caption, _labelled(phrases.people, ", ".join(self.people)), _labelled(phrases.place, self.place)]
        if self.texts:
            lines += [f"{phrases.text}:", *self.texts]
        return "\n".join(line for line in lines if line)


class _Short:
    """The short text while it grows, and whether all that was offered went in."""

    def __init__(self, limit: int) -> None:
        self.text = ""
        self.complete = True
        self._limit = limit

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
        if len(sentence) > self.room:
            self.complete = False
            sentence = beginning(sentence, self.room)
        self.add(sentence)


def _add_text(short: _Short, texts: Sequence[str], phrases: _Phrases) -> None:
    joined = _DOUBLE_QUOTES.sub("'", _joined(texts))
    whole = f'{phrases.text}: "{joined}"'
    much = len(joined.split()) > _MUCH_TEXT_WORDS
    if not much and len(whole) <= short.room:
        short.add(whole)
        return
    short.complete = False
    frame = f'{phrases.begins}: ""'
    opening = _DOUBLE_QUOTES.sub("'", _opening(texts)) if much else joined
    if short.room - len(frame) >= min(_LEAST_BEGINNING, len(opening)):
        short.add(f'{phrases.begins}: "{beginning(opening, short.room - len(frame))}"')


def _opening(texts: Sequence[str]) -> str:
    """Return the first lines, about as many words as a sign has, with an ellipsis."""
    taken: list[str] = []
    for text in texts:
        if taken and len(" ".join([*taken, text]).split()) > _MUCH_TEXT_WORDS:
            break
        taken.append(text)
    words = _joined(taken).split()
    return " ".join(words[:_MUCH_TEXT_WORDS]).rstrip(" .,;:–-") + ELLIPSIS


def _first(known: _Known, phrases: _Phrases) -> str:
    """Return what comes first of all that is known, for a limit so small that no sentence fits."""
    return next(iter([*known.people, *known.texts, known.place]), "")


def _joined(texts: Sequence[str]) -> str:
    """Return lines as running text, ended with punctuation: a line that goes on in lower case was only broken."""
    joined = ""
    for text in texts:
        goes_on = bool(joined) and (text[0].islower() or joined[-1] in ",;:-–—.!?…。！？")
        joined += text if not joined else f" {text}" if goes_on else f". {text}"
    return ended(joined)


def _labelled(label: str, value: str) -> str:
    return ended(f"{label}: {value}") if value else ""


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

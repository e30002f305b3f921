"""What the page of a picture tells: its texts in every language, where a person should look, what it may be for."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import groupby

from access.model.languages import english_name, runs_right_to_left
from access.model.pictures import Pictured, Use
from access.model.script import AltText, Provenance, Script
from access.pack.texts import clean, cleaned

_SHOWN = frozenset({"jpeg", "png", "gif", "webp", "avif", "bmp", "svg"})
"""What every current browser shows."""
_CELLS = " | "
_USES = {
    Use.INFORMATIVE: "It seems to inform.",
    Use.FUNCTIONAL: "It is a link or a button: its text must tell where that leads.",
    Use.MAYBE_DECORATIVE: "It may be decorative: where it only adorns a page, an empty text would be right there.",
    Use.FUNCTION_UNKNOWN: "It may be a link or a button: then its text must tell where that leads.",
}
_HEADING = "Alternative text"
_DECIDES = "That depends on the page it stands on: a person decides."


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of a long description: a paragraph, or the rows of a table."""

    text: str
    rows: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class Told:
    """The text in one language as it stands on a page."""

    language: str
    """BCP 47."""
    direction: str
    """`ltr`, `rtl`, or `auto` where the language is not known."""
    heading: str
    text: str
    long: tuple[Part, ...]
    standing: str
    doubts: str
    """What a person should look at, in a sentence; empty where nothing is."""


def texts(script: Script, standing: Callable[[Provenance], str]) -> tuple[Told, ...]:
    """Return every language's text, the picture's own first."""
    return tuple(_told(alt, len(script.alts) > 1, standing) for alt in script.alts)


def summary(alts: Sequence[AltText], standing: Callable[[Provenance], str]) -> list[str]:
    """Say how the texts stand: once where all stand alike, else a language at a time."""
    said = {alt.language: standing(alt.provenance) for alt in alts}
    if len(set(said.values())) <= 1:
        return [f"Text: {one}" for one in dict.fromkeys(said.values())]
    return [f"Text in {english_name(language)}: {one}" for language, one in said.items()]


def about(pictured: Pictured | None, signed: bool) -> list[str]:
    """Say in sentences what is known of the picture besides its texts."""
    said: list[str] = []
    if pictured:
        use = pictured.suggested
        said.append(" ".join(filter(None, (_USES[use.use], _ended(use.why), _DECIDES))))
        if guess := pictured.kind:
            said.append(f"Kind, by its looks: {guess.kind.value} (confidence {guess.confidence:.2f}, calibration unknown).")
    if signed:
        said.append("It bears content credentials (C2PA), which any changed byte breaks: its text stands beside it.")
    return said


def not_shown(format: str) -> str:
    """Say that browsers do not show a kind of picture; empty where they do."""
    return "" if format in _SHOWN else f"Most browsers show no {format.upper()} pictures: open the original to see it."


def _told(alt: AltText, several: bool, standing: Callable[[Provenance], str]) -> Told:
    direction = ("rtl" if runs_right_to_left(alt.language) else "ltr") if alt.language else "auto"
    doubts = "; ".join(one.rstrip(".") for one in cleaned(alt.doubts))
    return Told(
        alt.language, direction, f"{_HEADING} in {english_name(alt.language)}" if several and alt.language else _HEADING,
        clean(alt.text), _parts(alt.long), standing(alt.provenance), f"A person should look: {doubts}." if doubts else "")


def _parts(long: str) -> tuple[Part, ...]:
    """Return paragraphs and tables: lines of cells that follow each other, as many in each."""
    parts: list[Part] = []
    for count, lines in groupby(cleaned(long.splitlines()), key=lambda line: line.count(_CELLS)):
        rows = tuple(lines)
        if count and len(rows) > 1:
            parts.append(Part("", tuple(tuple(row.split(_CELLS)) for row in rows)))
        else:
            parts += [Part(row) for row in rows]
    return tuple(parts)


def _ended(text: str) -> str:
    sentence = clean(text)
    sentence = sentence[:1].upper() + sentence[1:]
    return sentence if not sentence or sentence.endswith((".", "!", "?", "…")) else f"{sentence}."

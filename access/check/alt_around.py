"""What an alternative text is held against, and one text with it: what every room of rules is handed."""

from __future__ import annotations

from dataclasses import dataclass

from access.lexis.quotes import blanked
from access.model.findings import TextOrigin
from access.model.languages import primary
from access.model.package import Finding, Severity
from access.model.pictures import AltProfile, PeoplePolicy, TextBlock
from access.model.script import AltText


@dataclass(frozen=True, slots=True)
class Around:
    """What is known of the picture that a text stands for, as far as it is at hand."""

    name: str = ""
    """The file's."""
    caption: str = ""
    """What stands beside the picture for all to read."""
    title: str = ""
    page: str = ""
    """Text of the page around it."""
    people: tuple[str, ...] = ()
    """The names that are known."""
    place: str = ""
    texts: tuple[str, ...] = ()
    """What OCR read in it with a high score, a line each."""
    blocks: tuple[TextBlock, ...] = ()
    """The same as it belongs together."""
    read: bool = False
    """Whether anybody looked for text in it at all."""
    policy: PeoplePolicy = PeoplePolicy.NEUTRAL


@dataclass(frozen=True, slots=True)
class Case:
    """One text, what it is held against, and how long it may be."""

    alt: AltText
    around: Around
    profile: AltProfile
    own: str
    """The short text without what is quoted in it: that somebody else wrote."""

    @classmethod
    def of(cls, alt: AltText, around: Around, profile: AltProfile) -> Case:
        return cls(alt, around, profile, blanked(alt.text))

    @property
    def text(self) -> str:
        return self.alt.text.strip()

    @property
    def tongue(self) -> str:
        """The primary subtag; empty where nobody knows the language."""
        return primary(self.alt.language)

    @property
    def machines(self) -> bool:
        """Whether a machine wrote it: what a person writes, they know."""
        return self.alt.provenance.origin is not TextOrigin.PERSON


def failure(rule: str, message: str) -> Finding:
    return Finding(rule, Severity.FAILURE, message)


def warning(rule: str, message: str) -> Finding:
    return Finding(rule, Severity.WARNING, message)


def note(rule: str, message: str) -> Finding:
    return Finding(rule, Severity.NOTE, message)


def shown(text: str) -> str:
    """Return a piece of a text as a message shows it: one line, not long."""
    line = " ".join(text.split())
    return line if len(line) <= 60 else f"{line[:59]}…"

"""What processing a medium gave: its texts, read back from the sidecars that its manifest lists."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from access.errors import MediaRefused
from access.files import printable, read_text
from access.jobs.job import Outcome
from access.model.languages import primary
from access.model.package import Role
from access.pack.manifest import read as read_manifest
from access.pack.names import live_name


@dataclass(frozen=True, slots=True)
class Text:
    """One sidecar."""

    role: Role
    path: Path
    language: str
    draft: bool
    """It stands under a draft's name."""


@dataclass(frozen=True, slots=True)
class Alt:
    text: str
    language: str
    draft: bool


@dataclass(frozen=True, slots=True)
class Processed:
    """How one medium ended."""

    texts: tuple[Text, ...] = ()
    why_not: str = ""
    """Why there are none, where it could not be processed."""
    failed: bool = False
    """It may go better another time; false where it never will."""

    def alt(self, language: str) -> Alt | None:
        """Return its alternative text in a page's language, any where the page does not say; what is no draft first."""
        found = [one for one in self.texts if one.role is Role.ALT_TEXT and (
            not language or primary(one.language) == primary(language))]
        found.sort(key=lambda one: (one.draft, one.language != language))
        for one in found:
            short = " ".join(read_text(one.path).strip().partition("\n\n")[0].split())
            if short:
                return Alt(short, one.language, one.draft)
        return None

    def languages(self, role: Role) -> tuple[str, ...]:
        return tuple(dict.fromkeys(one.language for one in self.texts if one.role is role))

    def of(self, role: Role, ending: str) -> tuple[Text, ...]:
        return tuple(one for one in self.texts if one.role is role and one.path.suffix == ending)


def processed(outcome: Outcome) -> Processed:
    """Read what one attempt left. Where nothing was left the reason is told."""
    if outcome.error is not None:
        return Processed(why_not=printable(outcome.error), failed=not isinstance(outcome.error, MediaRefused))
    known = read_manifest(outcome.made.manifest) if outcome.made else None
    if known is None or outcome.made is None:
        return Processed(why_not="No manifest says what was made.", failed=True)
    folder = outcome.made.manifest.parent
    return Processed(tuple(
        Text(one.role, folder / one.file, one.language, live_name(one.file) != one.file) for one in known.sidecars
        if (folder / one.file).is_file()))

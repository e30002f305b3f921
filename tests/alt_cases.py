"""The table of cases for the rules of alternative texts, read: `tests/check/alt_cases.toml`."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from access.check.alt import Around, check_alt
from access.model.findings import TextOrigin
from access.model.script import AltText, Provenance, ReviewState
from access.profiles import load_alt_profile

TABLE = Path(__file__).parent / "check" / "alt_cases.toml"
WEB = load_alt_profile("web")
GOOD = "good"


@dataclass(frozen=True, slots=True)
class AltCase:
    rule: str
    """Without `alt.`; `good` where every rule is kept."""
    broken: bool
    language: str
    text: str
    around: Around
    long: str = ""
    machine: bool = False
    doubts: tuple[str, ...] = ()

    def found(self) -> set[str]:
        """Return the rules that ours find broken."""
        origin = TextOrigin.MACHINE if self.machine else TextOrigin.PERSON
        alt = AltText(self.text, self.long, self.language, Provenance(origin, ReviewState.PROPOSED), self.doubts)
        return {finding.rule.removeprefix("alt.") for finding in check_alt(alt, self.around, WEB)}

    def __str__(self) -> str:
        return f"{self.rule}-{'finds' if self.broken else 'passes'}-{self.language}-{self.text[:40]!r}"


def cases() -> Iterator[AltCase]:
    for rule, sides in tomllib.loads(TABLE.read_text("utf-8")).items():
        for side, rows in sides.items():
            for language, text, *more in rows:
                yield _case(rule, side == "finds", language, text, dict(more[0]) if more else {})


def _case(rule: str, broken: bool, language: str, text: str, around: dict[str, Any]) -> AltCase:
    lists: dict[str, Any] = {key: tuple(value) if isinstance(value, list) else value for key, value in around.items()}
    long, by, doubts = lists.pop("long", ""), lists.pop("by", "person"), lists.pop("doubts", ())
    return AltCase(rule, broken, language, text, Around(**lists), long, by == "machine", doubts)

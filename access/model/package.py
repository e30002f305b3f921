"""What comes out: sidecar files, what the checks found, and the package that holds them all together."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from access.model.media import Asset
from access.model.script import Cue, Description, Provenance
from access.model.time import Span


class Role(StrEnum):
    """What a sidecar is for."""

    CAPTIONS = "captions"
    TRANSCRIPT = "transcript"
    DESCRIPTIONS = "descriptions"
    DESCRIBED_AUDIO = "described audio"
    NARRATION = "narration"
    """The descriptions alone, at their instants."""
    DESCRIBED_VIDEO = "described video"
    EXTENDED_VIDEO = "extended video"
    """A longer film that holds still where something is told that fits no pause."""
    EXTENDED_CAPTIONS = "captions of the extended video"
    EXTENDED_DESCRIPTIONS = "descriptions of the extended video"
    ALT_TEXT = "alt text"
    METADATA = "metadata"
    EMBEDDED = "embedded copy"
    """A copy of the picture with its alternative text inside."""
    PAGE = "page"


class Severity(StrEnum):
    NOTE = "note"
    WARNING = "warning"
    FAILURE = "failure"


@dataclass(frozen=True, slots=True)
class Finding:
    """One rule that a text does not keep."""

    rule: str
    """Its name in the docs: `captions.reading-speed`."""
    severity: Severity
    message: str
    span: Span | None = None
    measure: float | None = None
    limit: float | None = None


class Standing(StrEnum):
    """What a machine may say of a success criterion. Never "met"."""

    NO_FAILURE_FOUND = "no failure found"
    FAILURE = "failure"
    NEEDS_A_PERSON = "needs a person"
    NOT_APPLICABLE = "not applicable"


@dataclass(frozen=True, slots=True)
class Criterion:
    """A WCAG 2.2 success criterion, where this file stands, and what shows it."""

    number: str
    name: str
    standing: Standing
    evidence: str


@dataclass(frozen=True, slots=True)
class Checked:
    """How one kind of text came out of its checks, in numbers."""

    role: Role
    against: str
    """What it was held against: the profile's name."""
    count: int
    """How many there were to check: cues of captions."""
    failures: int
    warnings: int
    notes: int


def tally(role: Role, against: str, count: int, findings: Iterable[Finding]) -> Checked:
    """Count the findings of one kind of text."""
    grave = Counter(finding.severity for finding in findings)
    return Checked(role, against, count, grave[Severity.FAILURE], grave[Severity.WARNING], grave[Severity.NOTE])


@dataclass(frozen=True, slots=True)
class Report:
    findings: tuple[Finding, ...]
    criteria: tuple[Criterion, ...]
    checked: tuple[Checked, ...] = ()


@dataclass(frozen=True, slots=True)
class Ducking:
    """How the programme steps back under the descriptions, as it was mixed."""

    gain: float
    """As a factor, under a description."""
    ramp: int
    """In ms: how long it takes to step back, and to return; linear."""
    spans: tuple[Span, ...]
    """Where it does, ramps and all, in order of time. One may hold several descriptions."""


@dataclass(frozen=True, slots=True)
class Narrated:
    """What was made of the descriptions to listen to and to watch, made elsewhere and to be copied; None: it was not."""

    described: Path | None = None
    """The whole sound, with the descriptions in it."""
    narration: Path | None = None
    """The descriptions alone, at their instants."""
    film: Path | None = None
    """The film with the described sound as its second track."""
    extended: Path | None = None
    """The longer film."""
    extended_cues: tuple[Cue, ...] = ()
    """Its captions, on its own clock."""
    extended_descriptions: tuple[Description, ...] = ()
    """All that is told in it, on its own clock."""
    ducking: Ducking | None = None
    """None where the programme has no sound to duck."""

    @property
    def heard(self) -> bool:
        """Whether the descriptions were spoken."""
        return any((self.described, self.narration, self.film, self.extended))


@dataclass(frozen=True, slots=True)
class Sidecar:
    """One file written beside the copy of the original's place."""

    role: Role
    path: Path
    """Absolute."""
    sha256: str
    """Of the bytes."""
    content: str
    """Digest of what it says, parsed: tools change bytes, only people change content."""
    language: str
    provenance: Provenance
    a_persons_file: bool = False
    """A person wrote or changed the file itself; the words of ours may be a person's too."""


@dataclass(frozen=True, slots=True)
class StepRecord:
    """One step of the pipeline, for the manifest's timings."""

    name: str
    hit: bool
    """True where the cache had the result."""
    seconds: float
    engine: str = ""


@dataclass(frozen=True, slots=True)
class Package:
    """Everything made for one original."""

    asset: Asset
    sidecars: tuple[Sidecar, ...]
    report: Report
    steps: tuple[StepRecord, ...]
    manifest: Path

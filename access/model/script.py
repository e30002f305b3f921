"""What is written for a reader: cues, alternative texts and descriptions, each with who or what wrote it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from access.model.findings import TextOrigin
from access.model.time import Span


class Tier(StrEnum):
    """How far an engine's work may be trusted without a person."""

    DRAFT = "draft"
    STANDARD = "standard"
    HIGH = "high"


class ReviewState(StrEnum):
    PROPOSED = "proposed"
    """A machine made it; nobody has looked."""
    EDITED = "edited"
    """A person changed it."""
    APPROVED = "approved"
    """A person said yes, or wrote it in the first place."""


@dataclass(frozen=True, slots=True)
class EngineIdentity:
    """Which engine, exactly. Part of every cache key and every manifest."""

    name: str
    version: str
    tier: Tier
    licence: str
    model: str = ""
    reason: str = ""
    """Why this engine was chosen."""


@dataclass(frozen=True, slots=True)
class Provenance:
    """Who or what made a text, and whether a person has said yes."""

    origin: TextOrigin
    review: ReviewState
    engines: tuple[EngineIdentity, ...] = ()
    confidence: float | None = None
    """0 to 1, uncalibrated; None where nothing measured it."""
    why_draft: tuple[str, ...] = ()
    """Reasons that keep the text under a draft name; empty for a live one."""
    source: str = ""
    """The file a person's words came from."""

    @property
    def draft(self) -> bool:
        return bool(self.why_draft)


@dataclass(frozen=True, slots=True)
class Cue:
    """One caption as a viewer sees it."""

    span: Span
    lines: tuple[str, ...]
    """Already broken, without the speaker's name."""
    speaker: str = ""
    """Written out before the first line where it is not empty."""

    @property
    def text(self) -> str:
        return " ".join(self.lines)


@dataclass(frozen=True, slots=True)
class AltText:
    text: str
    """Short: what stands in `alt`. Never empty; where nothing is known there is no AltText."""
    long: str
    """The extended description, empty where the short text says all."""
    language: str
    provenance: Provenance


@dataclass(frozen=True, slots=True)
class Wanted:
    """Something to be said about the picture, before it is known whether it fits."""

    span: Span
    """When it can be seen."""
    texts: tuple[str, ...]
    """The same thing in fewer and fewer words."""
    weight: float
    """What is lost if it is left out; larger is worse."""


@dataclass(frozen=True, slots=True)
class Placement:
    """Where one of the texts of something wanted is to be spoken."""

    wanted: int
    """Its number in the list of what is wanted."""
    text: str
    span: Span
    """The clip fits in it at `tempo`."""
    tempo: float
    """Against the clip as it was measured, at least 1.0."""
    room: int
    """In ms: how long the clip may be at most, without touching what comes next."""


@dataclass(frozen=True, slots=True)
class Description:
    """One spoken description, placed and measured."""

    span: Span
    """When the clip sounds."""
    text: str
    rate: float
    """Tempo against the voice's own: 1.0 to 1.25."""
    about: Span
    """When what it tells of can be seen."""


class Verdict(StrEnum):
    """What a film needs by way of description."""

    DESCRIBED = "described"
    SPEECH_SAYS_ALL = "speech says all"
    NO_USABLE_PAUSE = "no usable pause"
    NOTHING_TO_READ = "nothing on screen to read"
    """Without a vision model there was nothing to say; the pictures themselves were not looked at."""


@dataclass(frozen=True, slots=True)
class Omission:
    """Something that was not said, and why."""

    about: Span
    text: str
    reason: str


@dataclass(frozen=True, slots=True)
class DescriptionPlan:
    descriptions: tuple[Description, ...]
    omitted: tuple[Omission, ...]
    verdict: Verdict
    pictures_looked_at: bool


class PassageKind(StrEnum):
    SPEECH = "speech"
    SOUND = "sound"
    DESCRIPTION = "description"
    SCREEN_TEXT = "screen text"
    """Stands on screen; nobody spoke it because there was no room."""


@dataclass(frozen=True, slots=True)
class Passage:
    """One paragraph of a descriptive transcript."""

    kind: PassageKind
    span: Span
    text: str
    speaker: str = ""


@dataclass(frozen=True, slots=True)
class Listened:
    """What was listened for besides speech. All else was not."""

    labels: tuple[str, ...] = ()
    """Caption labels; none where nobody listened."""
    engine: EngineIdentity | None = None


@dataclass(frozen=True, slots=True)
class Script:
    """Everything written for one original, before it is a file."""

    language: str
    """BCP 47, of the texts."""
    title: str
    """For people: the media's own title, else its file name without the ending."""
    cues: tuple[Cue, ...] = ()
    captions: Provenance | None = None
    passages: tuple[Passage, ...] = ()
    plan: DescriptionPlan | None = None
    described: Provenance | None = None
    alt: AltText | None = None
    line21: tuple[Cue, ...] = ()
    """The captions as American television carries them (CEA-608), for SCC; empty where nobody asked, or they cannot be."""
    listened: Listened | None = None
    """None where there is no sound."""

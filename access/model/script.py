"""What is written for a reader: cues, alternative texts and descriptions, each with who or what wrote it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise
from pathlib import Path

from access.model.findings import TextOrigin
from access.model.pictures import Pictured
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
    doubts: tuple[str, ...] = ()
    """Why a person should look at it."""


class Matter(StrEnum):
    """What a description tells, which says how it is marked and how much is lost without it."""

    TITLE = "title"
    CREDITS = "credits"
    CAPTION = "caption"
    """Names who is seen, or the place: a lower third."""
    TEXT = "text"
    PLACE = "place"
    WHO = "who"
    ACTION = "action"
    LOOK = "look"

    @property
    def read(self) -> bool:
        """Whether it is text that stands on the screen."""
        return self in (Matter.TITLE, Matter.CREDITS, Matter.CAPTION, Matter.TEXT)

    @property
    def important(self) -> bool:
        """Whether leaving it out calls for an extended description: text that must be read, and a change of place."""
        return self.read or self is Matter.PLACE


class Course(StrEnum):
    """What may become of something wanted, in the order in which it is tried."""

    WHOLE = "as written"
    SHORTER = "in fewer words"
    REWRITTEN = "said anew by an engine, in fewer words"
    FASTER = "faster"
    EXTENDED = "while the film holds still"
    LEFT_OUT = "left out"


@dataclass(frozen=True, slots=True)
class Decision:
    """One turn of the loop of speaking, measuring and fitting: what was tried, and what came of it."""

    course: Course
    text: str
    length: int
    """Measured, in ms; 0 where it was not spoken."""
    room: int
    """What there was, in ms."""
    kept: bool


@dataclass(frozen=True, slots=True)
class Wanted:
    """Something to be said about the picture, before it is known whether it fits."""

    span: Span
    """When it can be seen."""
    texts: tuple[str, ...]
    """The same thing in fewer and fewer words."""
    weight: float
    """What is lost if it is left out; larger is worse."""
    matter: Matter = Matter.TEXT
    doubts: tuple[str, ...] = ()
    """Why a person should look at it."""
    core: float = 0.0
    """How much of the weight any of its texts keeps, however short and wherever it is told."""

    @property
    def important(self) -> bool:
        return self.matter.important


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
    matter: Matter = Matter.TEXT
    doubts: tuple[str, ...] = ()
    decisions: tuple[Decision, ...] = ()
    """How it came to be spoken so; empty where a person placed it."""


class Verdict(StrEnum):
    """What a film needs by way of description."""

    DESCRIBED = "described"
    SPEECH_SAYS_ALL = "speech says all"
    TALKING_HEAD = "talking head"
    """One view of someone who speaks: its static text alternative is made (WCAG G203)."""
    NO_USABLE_PAUSE = "no usable pause: extended needed"
    PICTURES_NOT_LOOKED_AT = "pictures not looked at"
    """Without a vision model there was nothing to say."""


@dataclass(frozen=True, slots=True)
class Omission:
    """Something that was not said, and why."""

    about: Span
    text: str
    reason: str
    matter: Matter = Matter.TEXT
    weight: float = 0.0
    important: bool = False
    """Whether an extended description is called for."""
    doubts: tuple[str, ...] = ()
    decisions: tuple[Decision, ...] = ()


@dataclass(frozen=True, slots=True)
class Hold:
    """Where the film holds still while something is told that no pause has room for."""

    at: int
    """In ms of the film as it is, before the content that is told, in no word."""
    duration: int
    """In ms: how much longer the film gets there."""
    told: Description
    """Its span is on the longer film's clock, what it is about on the film's own."""


@dataclass(frozen=True, slots=True)
class Extension:
    """What makes a film longer, so that all that matters is told."""

    holds: tuple[Hold, ...]
    """In order of time. Several at one instant are told one after the other, while the film holds still."""

    def later(self, at: int) -> int:
        """Return when an instant of the film comes in the longer one, in ms: at a hold itself, before it."""
        return at + sum(hold.duration for hold in self.holds if hold.at < at)

    def resumed(self, at: int) -> int:
        """Return when what begins at an instant begins in the longer film, in ms: at a hold itself, after it."""
        return at + sum(hold.duration for hold in self.holds if hold.at <= at)

    def parts(self, span: Span) -> tuple[Span, ...]:
        """Return where a stretch of the film lies in the longer one: in pieces where the film holds still inside it."""
        inside = sorted({hold.at for hold in self.holds if span.start < hold.at < span.end})
        return tuple(
            Span(self.resumed(start), max(self.resumed(start), self.later(end)))
            for start, end in pairwise([span.start, *inside, span.end]))

    def whole(self, span: Span) -> Span:
        """Return the same with the holds inside it."""
        parts = self.parts(span)
        return Span(parts[0].start, parts[-1].end)

    @property
    def added(self) -> int:
        """How much longer the film gets, in ms."""
        return sum(hold.duration for hold in self.holds)


@dataclass(frozen=True, slots=True)
class DescriptionPlan:
    descriptions: tuple[Description, ...]
    omitted: tuple[Omission, ...]
    verdict: Verdict
    pictures_looked_at: bool
    static: str = ""
    """The static text alternative of a film that needs no description, or has none (WCAG G203); empty elsewhere."""
    extension: Extension | None = None
    """How the longer film is made; None where nobody asked, or nothing important was left out."""

    @property
    def extended_offered(self) -> bool:
        """Whether something important was left out, which a longer film would have room for."""
        return any(omission.important for omission in self.omitted)


@dataclass(frozen=True, slots=True)
class Picture:
    """A small picture of a scene, for the illustrated transcript."""

    at: int
    """When the scene begins, in ms."""
    path: Path
    """JPEG."""
    width: int
    height: int
    alt: str
    """Empty where nobody looked at it."""


class PassageKind(StrEnum):
    SPEECH = "speech"
    SOUND = "sound"
    DESCRIPTION = "description"
    EXTENDED = "extended description"
    """Told while the longer film holds still."""
    UNSPOKEN = "unspoken description"
    """Tells what is seen; nobody speaks it because there was no room."""
    SCREEN_TEXT = "screen text"
    """Stands on screen; nobody speaks it because there was no room."""


@dataclass(frozen=True, slots=True)
class Passage:
    """One paragraph of a descriptive transcript."""

    kind: PassageKind
    span: Span
    text: str
    speaker: str = ""
    matter: Matter | None = None
    """What a description or a text on the screen tells; None for all else."""
    doubts: tuple[str, ...] = ()
    """Why a person should look at it."""


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
    alts: tuple[AltText, ...] = ()
    """A language each; the first is the picture's own."""
    picture: Pictured | None = None
    """None where it is no picture."""
    line21: tuple[Cue, ...] = ()
    """The captions as American television carries them (CEA-608), for SCC; empty where nobody asked, or they cannot be."""
    listened: Listened | None = None
    """None where there is no sound."""
    pictures: tuple[Picture, ...] = ()
    """One a change of scene, in order of time."""
    looker: EngineIdentity | None = None
    """Which model looked at a film's pictures; None where none did."""
    voice: EngineIdentity | None = None
    """The synthetic voice that speaks the descriptions; None where nothing is spoken."""

    @property
    def alt(self) -> AltText | None:
        """The alternative text in the picture's own language; None where there is none, in whatever language."""
        return self.alts[0] if self.alts else None

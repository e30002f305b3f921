"""Still pictures: what a file says of one, what kind it is, what stands written in it, and what a model tells of it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

LEAST_CHARACTERS = 20
"""Of an alternative text's limit: less would tell nothing."""


@dataclass(frozen=True, slots=True)
class Translation:
    """An author's alternative text in one more language."""

    language: str
    """BCP 47."""
    alt: str
    long: str = ""


@dataclass(frozen=True, slots=True)
class PictureInfo:
    """What the file, and an XMP sidecar that came with it, say."""

    width: int
    height: int
    """Upright, after EXIF orientation, in pixels; 0 where a drawing does not say."""
    frames: int
    """Pages of a TIFF, frames of an animation; else 1."""
    alt: str = ""
    """IPTC `AltTextAccessibility`: what the author wrote for those who cannot see the picture."""
    long: str = ""
    """IPTC `ExtDescrAccessibility`."""
    caption: str = ""
    """`dc:description`, IPTC Caption, EXIF ImageDescription or a PNG `Description`: a caption is no alt text, but helps."""
    title: str = ""
    people: tuple[str, ...] = ()
    """IPTC PersonInImage: the only place a name may come from, but for what a person lays beside the file."""
    place: str = ""
    keywords: tuple[str, ...] = ()
    language: str = ""
    """Of `alt`, as its language alternative says."""
    translations: tuple[Translation, ...] = ()
    """The author's alternative text in further languages."""
    pages: bool = False
    """Whether its frames are pages to be read one after the other, rather than moments of an animation."""
    drawn: bool = False
    """A drawing of instructions (SVG): a stranger's are never carried out, so nobody sees it."""
    words: tuple[str, ...] = ()
    """The texts in such a drawing."""
    signed: bool = False
    """It bears C2PA content credentials, which a changed byte of the file breaks."""


class PictureKind(StrEnum):
    """What sort of picture it is, as it bears on its text alternative."""

    PHOTO = "photo"
    SCREENSHOT = "screenshot"
    CHART = "chart"
    """A diagram of any sort: lines, bars, boxes and arrows, a map."""
    DOCUMENT = "document"
    """A page, a slide, a sign: text above all."""
    DRAWING = "drawing"
    """Drawn, painted or a logo."""
    BLANK = "blank"
    """One colour, or next to nothing on it."""


@dataclass(frozen=True, slots=True)
class KindGuess:
    """What kind a picture is, as measured in it."""

    kind: PictureKind
    confidence: float
    """0 to 1: uncalibrated."""


class Nature(StrEnum):
    """What a text in a picture is, which says whether it can be read out."""

    PROSE = "prose"
    """Words to be read: a title, a sign, a sentence, a button."""
    LABELS = "labels"
    """Numbers along an axis and the names beside them, a line each: no sentence, and nothing without the chart or the map."""
    TABLE = "table"
    FORMULA = "formula"
    CODE = "code"
    GARBLED = "garbled"
    """What no reader could have meant: OCR saw a texture, or misread."""


@dataclass(frozen=True, slots=True)
class TextBlock:
    """Lines of text in a picture that belong together."""

    nature: Nature
    lines: tuple[str, ...]
    """In reading order; a table has a line a row, its cells apart by ` | `."""
    page: int = 0
    """Which of the frames that were looked at it stands in, from 0."""
    score: float = 1.0
    """The lowest of its lines, 0 to 1, the OCR engine's own."""
    height: float = 0.0
    """Of its tallest line, as a fraction of the picture: a title is tall. 0 where nobody measured it."""

    @property
    def text(self) -> str:
        return " ".join(self.lines)


class PeoplePolicy(StrEnum):
    """How people are told of."""

    NEUTRAL = "neutral"
    """A person, people, a child: nothing of sex, descent, age or body, unless the context says it."""
    DESCRIBE_VISIBLE = "describe-visible"
    """What can be seen of them too: hair, clothes, about what age. Never who or what they are by looks."""
    CONTEXT_ONLY = "context-only"
    """Nothing of them but what the context says: who they are, and what they do."""


@dataclass(frozen=True, slots=True)
class Alternative:
    """What a model tells of a picture in one language, once all that may not be told is taken out of it."""

    text: str
    """One line, ended with punctuation, never empty."""
    long: str = ""
    confidence: float = 0.0
    """0 to 1 as the engine gives it: uncalibrated."""
    doubts: tuple[str, ...] = ()
    """Why a person should look at it before it is trusted."""
    repairs: tuple[str, ...] = ()
    """What rules mended in it, in a few words each."""
    asked_again: bool = False
    """Whether the first answer would not do."""


class Use(StrEnum):
    """What a picture is for. It depends on the page, not on the pixels: suggested, and for a person to decide."""

    INFORMATIVE = "informative"
    FUNCTIONAL = "functional"
    """A link or a button, as its context says: its text must tell where that leads."""
    MAYBE_DECORATIVE = "maybe decorative"
    FUNCTION_UNKNOWN = "functional unknown"
    """It may be a link, a button or a logo, and nothing says where that leads."""


@dataclass(frozen=True, slots=True)
class Suggested:
    use: Use
    why: str
    """What shows it, in a sentence."""


@dataclass(frozen=True, slots=True)
class Pictured:
    """What is known of a picture besides its texts."""

    kind: KindGuess | None
    """None where nobody could look: a drawing of instructions."""
    suggested: Suggested
    blocks: tuple[TextBlock, ...] = ()


@dataclass(frozen=True, slots=True)
class AltProfile:
    """How long a text alternative may be, where it is published."""

    name: str
    max_characters: int
    """What a short text alternative keeps to; what is more goes to the long one."""
    hard_max_characters: int
    """Never more than this. A person's own text that is longer is told, and never cut."""

    def __post_init__(self) -> None:
        if not LEAST_CHARACTERS <= self.max_characters <= self.hard_max_characters:
            raise ValueError(f"`max_characters` must be at least {LEAST_CHARACTERS}, and `hard_max_characters` no less than it")

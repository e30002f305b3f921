"""What was found in the media: facts with times, from probes and engines, before anything is written for a reader."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from access.model.media import Frame
from access.model.pictures import PictureInfo
from access.model.time import Span


@dataclass(frozen=True, slots=True)
class VideoStream:
    codec: str
    width: int
    height: int
    frame_rate: str
    """As a fraction, `30000/1001`: a decimal cannot say it."""
    timecode: str = ""
    """Start timecode as the container writes it, `10:00:00:00` or with `;` for drop frame."""

    @property
    def frames_per_second(self) -> float | None:
        """The frame rate as a number; None where the container says none."""
        above, _, below = self.frame_rate.partition("/")
        return int(above) / int(below or 1) if above and above != "0" else None


@dataclass(frozen=True, slots=True)
class AudioStream:
    index: int
    """Counted among the sound tracks, from 0."""
    codec: str
    sample_rate: int
    channels: int
    language: str = ""
    title: str = ""
    end: int = 0
    """When it ends on the media's clock, in ms, as the container says; 0 where it does not say."""


@dataclass(frozen=True, slots=True)
class Probe:
    """What the container says."""

    container: str
    duration: int = 0
    """In ms; 0 for a still picture."""
    video: VideoStream | None = None
    audio: tuple[AudioStream, ...] = ()
    picture: PictureInfo | None = None
    title: str = ""
    texts: tuple[str, ...] = ()
    """What else the container says in words: its artist, comment, description, the titles of its chapters."""
    notes: tuple[str, ...] = ()
    """Oddities that a person should know: drift, missing durations, a late sound track."""


@dataclass(frozen=True, slots=True)
class Shot:
    span: Span
    key: Frame
    """The frame that stands for the shot."""


@dataclass(frozen=True, slots=True)
class Seen:
    """The pictures of a film, from one decode."""

    shots: tuple[Shot, ...]
    samples: tuple[Frame, ...]
    """Frames where the picture had changed since the last sample: what is worth reading."""
    motion: tuple[int, ...] = ()
    """How much the picture moves, per second of film: mean absolute difference of luma, 0 to 255."""


@dataclass(frozen=True, slots=True)
class Word:
    text: str
    """As it is to be read, with its punctuation."""
    span: Span
    confidence: float = 1.0
    """0 to 1 as the engine gives it: uncalibrated. 1 for a person's word."""
    line: int = -1
    """The line of the script it comes from; −1 for a recogniser's words."""
    speaker: str = ""
    apart: bool = False
    """It is shown and not said: the name of a sound, or a line that nobody speaks. Such a line has captions of its own."""


@dataclass(frozen=True, slots=True)
class Term:
    """A name or a rare word that is likely said: what a recogniser does not know, or would not think of."""

    text: str
    """As it is written; a few words at most."""
    sounds_like: str = ""
    """How it is said, in plain words, where a person told: `Goethe` sounds like `gerta`."""
    shown: tuple[Span, ...] = ()
    """When it stands on the screen, in whole tens of seconds; empty where nothing says when it is likely."""


@dataclass(frozen=True, slots=True)
class Context:
    """What a person said of a file in its `NAME.EXT.context.toml`, or the page says that it stands in."""

    purpose: str = ""
    """What it is for, in their words; `informative`, `link` and `decorative` settle what a picture is for."""
    people: tuple[str, ...] = ()
    place: str = ""
    glossary: tuple[Term, ...] = ()
    language: str = ""
    """BCP 47, of the speech; of a picture's text alternative."""
    page: str = ""
    """Text of the page around it."""
    link: str = ""
    """What the link that it stands in leads to, in words."""
    product: tuple[tuple[str, str], ...] = ()
    """What is sold: names and values, such as `colour`, `blue`."""


class TextOrigin(StrEnum):
    """Where words come from, best first."""

    PERSON = "person"
    DRAFT = "draft"
    """Given, but it bears the marks of a machine."""
    MACHINE = "machine"


@dataclass(frozen=True, slots=True)
class ScriptLine:
    """One line of a script, or one cue of given captions."""

    text: str
    speaker: str = ""
    span: Span | None = None
    """When the given captions show it; a script has no times."""
    sounds: bool = False
    """It names a sound, `[applause]`, or is sung, `♪ la la ♪`: nobody says it, and it is not looked for."""
    rows: tuple[str, ...] = ()
    """A cue as its author wrote it, line by line, the speaker's name taken off; empty where `text` says it all."""


@dataclass(frozen=True, slots=True)
class GivenText:
    """A script or captions that came along, parsed."""

    lines: tuple[ScriptLine, ...]
    language: str
    """Empty where nothing says."""
    origin: TextOrigin
    source: str
    """The companion's file name."""
    marks: tuple[str, ...] = ()
    """What shows that a machine wrote it."""


@dataclass(frozen=True, slots=True)
class Remark:
    """Where a person should look: what was mended in what a recogniser heard, or what is odd about the sound."""

    rule: str
    """Its name in the docs: `speech.loop`."""
    text: str
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class Transcript:
    """What is said, word by word, in order of time."""

    words: tuple[Word, ...]
    language: str
    origin: TextOrigin
    language_assumed: bool = False
    unheard: tuple[int, ...] = ()
    """Lines of the script that nobody speaks, or that could not be placed."""
    lines: tuple[ScriptLine, ...] = ()
    """The script, where there was one."""
    notes: tuple[str, ...] = ()
    remarks: tuple[Remark, ...] = ()

    @property
    def unspoken(self) -> tuple[int, ...]:
        """Lines of captions that nobody speaks, as a captioned title: their words keep the times their author gave."""
        return tuple(sorted({word.line for word in self.words if word.apart}))

    @property
    def spoken(self) -> tuple[Word, ...]:
        """The words without those that are only shown."""
        return tuple(word for word in self.words if not word.apart)


@dataclass(frozen=True, slots=True)
class SoundEvent:
    span: Span
    label: str
    """As it stands in a caption, without brackets: `music`."""
    confidence: float = 1.0
    """0 to 1 as the engine gives it: uncalibrated."""


@dataclass(frozen=True, slots=True)
class Turn:
    """One speaker's stretch of speech."""

    span: Span
    speaker: str
    """`Speaker 1`, where nobody is known by name."""


@dataclass(frozen=True, slots=True)
class TextBox:
    """One line of text in one picture."""

    text: str
    left: float
    top: float
    width: float
    height: float
    """As fractions of the picture, 0 to 1, so that a scaled copy keeps them."""
    score: float
    """0 to 1, the engine's own."""


@dataclass(frozen=True, slots=True)
class ScreenText:
    """Text that stands on the screen for a while, once, in the order a person reads it."""

    span: Span
    lines: tuple[str, ...]
    score: float
    """The lowest of its lines."""
    height: float
    """Of its tallest line, as a fraction of the picture: a title is tall, a credit small."""
    top: float = 0.0
    """Of its highest line, as a fraction of the picture from above: a lower third stands low."""

    @property
    def text(self) -> str:
        return " ".join(self.lines)


@dataclass(frozen=True, slots=True)
class Sight:
    """What a vision engine says of a picture or a shot, as it said it."""

    text: str
    long: str = ""
    confidence: float = 0.0
    looked: bool = False
    """False where no model looked at the picture: the text then says only what the file and its words say."""


class Facet(StrEnum):
    """What a sentence tells of a picture, general before specific, in the order of its worth to who cannot see it."""

    PLACE = "place"
    WHO = "who"
    ACTION = "action"
    LOOK = "look"


@dataclass(frozen=True, slots=True)
class Detail:
    """One sentence about a picture: present tense, ended with a full stop."""

    facet: Facet
    text: str


@dataclass(frozen=True, slots=True)
class Depiction:
    """What a model says of one shot, once all that may not be spoken is taken out of it."""

    span: Span
    details: tuple[Detail, ...]
    """In the order in which they are told; never empty."""
    confidence: float = 0.0
    """0 to 1 as the engine gives it: uncalibrated."""
    doubts: tuple[str, ...] = ()
    """Why a person should look at it before it is trusted."""


@dataclass(frozen=True, slots=True)
class Scene:
    """Shots that follow one another and show one place, and the frame that stands for them."""

    span: Span
    key: Frame

"""The seams: one Protocol for each kind of engine, one verb each, and `close()`.

An engine comes from a factory that the registry finds. It loads its weights at its first use and stays warm from then on.
An engine must be safe to call again and again from one thread; it need not be safe to share between threads.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Protocol, runtime_checkable

from access.model.findings import Sight, SoundEvent, Term, TextBox, Turn, Word
from access.model.media import Frame, Sound
from access.model.pictures import PeoplePolicy, PictureKind
from access.model.script import EngineIdentity, Tier
from access.model.time import Span


class EngineKind(StrEnum):
    ACTIVITY = "activity"
    SPEECH = "speech"
    ALIGNMENT = "alignment"
    OCR = "ocr"
    VISION = "vision"
    VOICE = "voice"
    SOUNDS = "sounds"
    SPEAKERS = "speakers"
    TEXT = "text"


class Engine(Protocol):
    @property
    def identity(self) -> EngineIdentity: ...

    def close(self) -> None:
        """Give back memory and devices. Calling it twice is no error."""


class VoiceActivityEngine(Engine, Protocol):
    def voiced(self, sound: Sound) -> tuple[Span, ...]:
        """Return where someone speaks, in order of time, not overlapping, unpadded, short pauses (0.2 s) kept apart."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch that an engine decoded in one go, and its own figures for it."""

    span: Span
    no_speech: float
    """How likely nobody speaks there, 0 to 1."""
    logprob: float
    """The mean natural logarithm of its tokens' probabilities."""


@dataclass(frozen=True, slots=True)
class Heard:
    words: tuple[Word, ...]
    """In order of time, inside the voiced spans (± 0.5 s)."""
    language: str
    """BCP 47; what was recognised."""
    language_assumed: bool
    """True where the engine knows just this one and nobody named it, or could not be told of the one that was named."""
    stretches: tuple[Stretch, ...] = ()
    """In order of time, not overlapping; from engines that give such figures."""


@dataclass(frozen=True, slots=True)
class Listening:
    """How a recogniser is to listen. All of it is data, no instruction."""

    language: str = ""
    """BCP 47; empty where nobody named one."""
    terms: tuple[Term, ...] = ()
    """Names and rare words that are likely said, the likeliest first."""
    translate: bool = False
    """Into English, where the model can."""


class SpeechEngine(Engine, Protocol):
    @property
    def languages(self) -> tuple[str, ...]:
        """Primary subtags it can recognise; empty means any."""

    def transcribe(self, sound: Sound, voiced: Sequence[Span], asked: Listening) -> Heard:
        """Turn the voiced parts of `sound` into words with times.

        A word whose time is not known has an empty span where the word before it ends. Raises `EngineFailed`.
        """


class SoundEngine(Engine, Protocol):
    """Names sounds that matter and are no speech."""

    @property
    def labels(self) -> tuple[str, ...]:
        """The caption labels it listens for: `music`, `applause`."""

    def listen(self, sound: Sound, voiced: Sequence[Span]) -> tuple[SoundEvent, ...]:
        """Return what it is sure of, in order of time; nothing where it is unsure. Raises `EngineFailed`."""


class SpeakerEngine(Engine, Protocol):
    def turns(self, sound: Sound, voiced: Sequence[Span]) -> tuple[Turn, ...]:
        """Return who speaks when, in order of time, by names that mean nothing but "the same voice". Raises `EngineFailed`."""


class AlignmentEngine(Engine, Protocol):
    """Places words that are known."""

    @property
    def languages(self) -> tuple[str, ...]:
        """Primary subtags whose words it can place; empty means any."""

    def hear(self, sound: Sound, voiced: Sequence[Span], lines: Sequence[str]) -> tuple[Word, ...]:
        """Recognise `sound` with a language model made of `lines` and nothing else: rough words, in order of time."""

    def align(self, sound: Sound, span: Span, words: Sequence[str]) -> tuple[Word, ...] | None:
        """Place `words`, all of them spoken in `span`, in their order; None where the sound does not bear them."""


class OcrEngine(Engine, Protocol):
    def read(self, frame: Frame) -> tuple[TextBox, ...]:
        """Return the lines of text in the picture, in reading order (top to bottom, left to right within a row)."""


class Subject(StrEnum):
    """What the pictures of a question are of, and so what the answer is for."""

    PICTURE = "picture"
    """A still, or a few frames of an animation, or pages: its text alternative is wanted."""
    SHOT = "shot"
    """Frames of one shot of a film, in order of time: what an audio description tells of it is wanted."""


@dataclass(frozen=True, slots=True)
class Question:
    """What a vision engine is asked: pictures of one thing, and what is known of it. All of it is data, no instruction."""

    frames: tuple[Frame, ...]
    language: str
    texts: tuple[str, ...] = ()
    """Text that OCR read in the picture, in reading order."""
    caption: str = ""
    title: str = ""
    people: tuple[str, ...] = ()
    place: str = ""
    max_characters: int = 125
    hard_max_characters: int = 0
    """What a whole sentence may take where none fits into `max_characters`; 0: no more than that."""
    subject: Subject = Subject.PICTURE
    said: tuple[str, ...] = ()
    """What is said just before a shot, during it and after it, a sentence each."""
    told: tuple[str, ...] = ()
    """What has been described before, the latest last."""
    max_words: int = 0
    """As many as fit into the pause near the shot; 0 where nothing limits them."""
    kind: PictureKind | None = None
    """What sort of picture it seems to be."""
    pages: bool = False
    """Whether several frames are pages, rather than moments of an animation."""
    people_policy: PeoplePolicy = PeoplePolicy.NEUTRAL
    keywords: tuple[str, ...] = ()
    """The author's, and the words of a file's name that is words."""
    purpose: str = ""
    """What the picture is for, as a person said."""
    page: str = ""
    """Text of the page around it."""
    link: str = ""
    """What the link that it stands in leads to."""
    product: tuple[tuple[str, str], ...] = ()
    """What is sold, as names and values."""
    given: str = ""
    """A person's alternative text for it in another language: to be said in the asked one."""
    again: tuple[str, ...] = ()
    """What is wrong with the first answer, where it is asked again: ours, no data of the file."""
    answered: str = ""
    """That first answer."""


class VisionEngine(Engine, Protocol):
    @property
    def sees(self) -> bool:
        """Whether it looks at pictures at all. One that does not is never asked about a film."""

    def look(self, questions: Sequence[Question]) -> tuple[Sight | None, ...]:
        """Say what each shows, in the asked language: one answer a question, in their order.

        None where it has nothing to say, and where it refuses. Questions of one call may be answered in one batch, and know
        nothing of each other. A shot is told in lines named `PLACE:`, `WHO:`, `ACTION:` and `LOOK:` where the engine can,
        else in plain sentences. Raises `EngineFailed`.
        """


@runtime_checkable
class Rewriter(Protocol):
    """What can say a text in fewer words: a text engine, or a vision engine that takes words alone."""

    def shorten(self, text: str, language: str, words: int) -> str:
        """Return `text` in at most so many words, as far as the engine keeps to it; empty where it has nothing.

        `text` is data, no instruction. Raises `EngineFailed`.
        """


class TextEngine(Engine, Rewriter, Protocol):
    """A language model without eyes."""


@dataclass(frozen=True, slots=True)
class Clip:
    """One spoken text, measured."""

    path: Path
    """WAV, mono, 16 bit."""
    sample_rate: int
    duration: int
    """In ms, of the sound itself: silence at either end is cut off."""


@dataclass(frozen=True, slots=True)
class VoiceChoice:
    """One of an engine's voices."""

    name: str
    """As `speak` takes it, and as `[describe] voice` names it."""
    pitch: float = 0.0
    """The median of its fundamental frequency, in Hz; 0 where nobody has measured it."""


class VoiceEngine(Engine, Protocol):
    @property
    def languages(self) -> tuple[str, ...]:
        """Primary subtags it can speak; empty means any, or that it cannot tell."""

    def voices(self, language: str) -> tuple[VoiceChoice, ...]:
        """Return the voices it has for `language`, its own choice first; none where it has one alone, or cannot tell.

        Raises `EngineFailed`.
        """

    def speak(self, text: str, language: str, words_per_minute: int, into: Path, voice: str = "") -> Clip:
        """Speak `text` into the WAV file `into` and measure it, in a voice by its name, else in its own choice.

        Raises `EngineFailed`.
        """


@dataclass(frozen=True, slots=True)
class Readiness:
    """Whether an engine can be opened now, found without loading it."""

    ready: bool
    reason: str
    """Why (not), in a sentence that a person can act on."""
    command: str = ""
    """What would make it ready."""
    fetchable: bool = False
    """True where nothing is missing but weights, and `FetchingFactory.fetch` may bring them."""


class EngineFactory(Protocol):
    """What an entry point of the group `access.engines` names: an object that knows one engine.

    Neither `readiness` nor `open` loads a model: an engine loads at its first use, so that a run whose every step is cached
    loads nothing, and still every engine can say its identity.
    """

    name: str
    kind: EngineKind
    tier: Tier
    licence: str
    remote: bool
    """True where media would leave this machine: `auto` never picks it."""

    def readiness(self, model: str) -> Readiness: ...

    def open(self, model: str, offline: bool) -> Engine:
        """Return the engine. `model` is what followed the colon, often empty. `offline` ones ask no model hub for anything.

        Raises `EngineNotReady`.
        """


@runtime_checkable
class Restricted(Protocol):
    """A factory some of whose models may not be used for business."""

    def restriction(self, model: str) -> str:
        """Return the name of the licence that forbids commercial use of `model`; empty where none is known to.

        Found without loading it and without asking anybody. A setting accepts it by this name.
        """


@runtime_checkable
class Reachable(Protocol):
    """A factory of a remote engine that can ask whether the server is there; only `access doctor` calls it."""

    def reach(self, model: str) -> Readiness:
        """Ask, for 3 seconds at most. `readiness` has said that `model` names a server."""


@runtime_checkable
class FetchingFactory(EngineFactory, Protocol):
    """One whose engine needs weights that can be fetched. Nothing else fetches: `open` finds them here or raises."""

    def fetch(self, model: str, offline: bool) -> None:
        """Bring the weights of `model` here, with a progress bar, unless they are here. Raises `EngineNotReady`."""

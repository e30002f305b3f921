"""The transcript as it is read: passages in order of time, beside them a small picture for each change of scene.

The pictures are an aid to those who follow better with them; what they show is said in their alternative texts. They stand
inside the page, so that it stays one file.
"""

from __future__ import annotations

import base64
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from access.errors import OutputError
from access.files import printable
from access.model.script import Description, DescriptionPlan, Omission, Passage, PassageKind, Picture, Script
from access.model.time import Span
from access.pack.texts import clean, cleaned

MOST_PICTURES = 200
"""Of some 10 kB each. Of more, those of the longest scenes are shown."""
SEEN = "What is seen:"
_LABELS = {
    PassageKind.SPEECH: "",
    PassageKind.SOUND: "Sound:",
    PassageKind.DESCRIPTION: "Description:",
    PassageKind.EXTENDED: "Extended description:",
    PassageKind.UNSPOKEN: "Description, not spoken:",
    # The text says itself what it is: "Title: …".
    PassageKind.SCREEN_TEXT: "Shown, not spoken:",
}
_MOST_TEXTS = 3
_MOST_LETTERS = 250
"""Of an alternative text (IPTC)."""
_END = 1 << 60


@dataclass(frozen=True, slots=True)
class SmallPicture:
    """A picture as it stands in a page."""

    source: str
    """Its bytes, as a `data:` address."""
    width: int
    height: int
    alt: str
    own: bool
    """The alternative text is in the language of the script; else it is in the page's own."""


@dataclass(frozen=True, slots=True)
class Line:
    """A passage as it stands in a page."""

    kind: str
    """A class of the style sheet."""
    label: str
    speaker: str
    text: str
    doubts: str
    """What is to be checked about it, and why; empty where nothing is."""
    seconds: str
    clock: str


@dataclass(frozen=True, slots=True)
class Scene:
    """What is said from one picture to the next."""

    picture: SmallPicture | None
    lines: tuple[Line, ...]


def scenes(script: Script) -> tuple[Scene, ...]:
    """Return the transcript, its passages beside the pictures of the scenes that they begin in.

    A description that begins a little before the scene that it is told in mostly stands with that one, where nothing else
    comes in between. Raises `OutputError` where a picture cannot be read.
    """
    pictures = _chosen(script.pictures)
    starts = [0, *(picture.at for picture in pictures), _END]
    parts = [
        [one for one in script.passages if one.span.start in Span(start, max(start, end))] for start, end in pairwise(starts)]
    for (here, after), (start, end) in zip(pairwise(parts), pairwise(starts[1:]), strict=True):
        while here and _told_mostly_in(Span(start, end), here[-1]):
            after.insert(0, here.pop())
    shown = [_small(picture, Span(picture.at, max(picture.at + 1, end)), script.plan)
             for picture, end in zip(pictures, starts[2:], strict=True)]
    return tuple(
        Scene(picture, tuple(map(_line, told))) for picture, told in zip([None, *shown], parts, strict=True) if picture or told)


def _told_mostly_in(scene: Span, one: Passage) -> bool:
    return one.kind is PassageKind.DESCRIPTION and one.span.middle in scene


def plain(script: Script) -> tuple[Scene, ...]:
    """Return the transcript in one piece, without pictures."""
    return (Scene(None, tuple(map(_line, script.passages))),) if script.passages else ()


def paragraphs(script: Script) -> list[str]:
    """Return the transcript for a file of plain text, a paragraph a passage; what nobody says stands in brackets."""
    seen = [f"[{SEEN} {said}]" for said in static_lines(script)]
    return [*seen, *filter(None, map(_paragraph, script.passages))]


def static_lines(script: Script) -> list[str]:
    """Return the static text alternative of a film that needs no description, a paragraph an entry."""
    return list(cleaned(script.plan.static.split("\n"))) if script.plan else []


# --- pictures ------------------------------------------------------------------------------------------------------


def _chosen(pictures: Sequence[Picture]) -> list[Picture]:
    """Return the pictures in order of time, one an instant, and no more than a page can hold."""
    ordered = list({picture.at: picture for picture in sorted(pictures, key=lambda one: one.at)}.values())
    lasting = {one.at: other.at - one.at for one, other in pairwise(ordered)}
    longest = sorted(ordered, key=lambda one: -lasting.get(one.at, _END))[:MOST_PICTURES]
    return sorted(longest, key=lambda one: one.at)


def _small(picture: Picture, scene: Span, plan: DescriptionPlan | None) -> SmallPicture:
    try:
        data = picture.path.read_bytes()
    except OSError as error:
        raise OutputError(f"{printable(picture.path)} cannot be read: {error.strerror}.", "Run it again.") from error
    alt = clean(picture.alt)
    return SmallPicture(
        f"data:image/jpeg;base64,{base64.b64encode(data).decode()}", picture.width, picture.height,
        alt or _unseen(picture, scene, plan), bool(alt))


def _unseen(picture: Picture, scene: Span, plan: DescriptionPlan | None) -> str:
    """Say honestly that nobody looked at a picture, and what text stood on it."""
    told: list[Description | Omission] = [*plan.descriptions, *plan.omitted] if plan else []
    read = [clean(one.text) for one in sorted(told, key=lambda one: one.about) if one.matter.read and one.about.overlap(scene)]
    texts = [text if text.endswith((".", "!", "?", "…")) else f"{text}." for text in dict.fromkeys(read) if text]
    alt = " ".join([f"Picture at {clock_text(picture.at)}, not described.", *_marked_once(texts[:_MOST_TEXTS])])
    return alt if len(alt) <= _MOST_LETTERS else f"{alt[: _MOST_LETTERS - 1].rstrip()}…"


def _marked_once(texts: Sequence[str]) -> list[str]:
    """Leave out the words that mark a text, `Text on screen:`, where the one before has the same."""
    marks = ["", *(text.partition(": ")[0] for text in texts)]
    return [text.removeprefix(f"{mark}: ") for text, mark in zip(texts, marks, strict=False)]


# --- passages ------------------------------------------------------------------------------------------------------


def _line(one: Passage) -> Line:
    return Line(
        kind=one.kind.value.replace(" ", "-"), label=_LABELS[one.kind], speaker=one.speaker,
        text=_bracketed(one.text) if one.kind is PassageKind.SOUND else one.text, doubts=_doubts(one),
        seconds=f"{one.span.start / 1000:.3f}", clock=clock_text(one.span.start))


def _paragraph(one: Passage) -> str:
    text, speaker = clean(one.text), clean(one.speaker)
    if not text:
        return ""
    match one.kind:
        case PassageKind.SPEECH:
            return f"{speaker}: {text}" if speaker else text
        case PassageKind.SOUND:
            return _bracketed(text)
    doubts = _doubts(one)
    return f"[{_LABELS[one.kind]} {text}{f' {doubts}' if doubts else ''}]"


def _doubts(one: Passage) -> str:
    why = "; ".join(cleaned(one.doubts))
    return f"(To be checked: {why}.)" if why else ""


def _bracketed(text: str) -> str:
    return text if text.startswith(("[", "(", "♪")) else f"[{text}]"


def clock_text(ms: int) -> str:
    """Return an instant as people read it: `1:23`, or `1:01:23` from an hour on."""
    minutes, seconds = divmod(ms // 1000, 60)
    return f"{minutes // 60}:{minutes % 60:02d}:{seconds:02d}" if minutes >= 60 else f"{minutes}:{seconds:02d}"

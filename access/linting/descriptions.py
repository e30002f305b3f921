"""Descriptions of anybody's: told from captions, read, and held against their film or its captions, where those are at hand."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from pathlib import Path

from access.check.caption_files import file_rules
from access.check.description_phrases import MARKED_AS_TEXT
from access.check.descriptions import Programme, Timing, check_descriptions
from access.config import DescribeOptions
from access.errors import MediaRefused
from access.files import decoded, read_text
from access.linting.captions import Linted, language_of
from access.mediafile import open_regular
from access.model.captions import CaptionFile
from access.model.findings import ScreenText, ScriptLine, SoundEvent, Word
from access.model.package import Finding, Severity
from access.model.script import Description, DescriptionPlan, Matter, Verdict
from access.model.texts import TextKind
from access.model.time import Span
from access.pack import dapt
from access.pack.captionfile import read_captions
from access.understand.align import spread
from access.understand.given import guess_language
from access.write.gaps import usable_gaps

_NAMED = frozenset("descriptions description descriptive audiodescription audiodesc dapt".split())
"""Parts of file names, between dots."""
_HEAD = 4_000
_VTT_HEAD = re.compile(r"\A\ufeff?WEBVTT[^\n]*\n(?:[^\n]+\n)*?kind:\s*descriptions\s*$", re.IGNORECASE | re.MULTILINE)
_NOTE = re.compile(r"^(?:NOTE\s*)?descriptions(?:, language:|\s*$)", re.IGNORECASE | re.MULTILINE)
_DAPT = re.compile(r"profile/dapt|daptm:")
_SOUND = re.compile(r"[\[(♪*][^\[\]()♪]*[\])♪*]?")
_TITLES = ("title", "titel", "titre", "título", "titolo")
_CREDITS = re.compile(r"credits|abspann|vorspann|générique|créditos|titoli di coda|aftiteling", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Around:
    """What descriptions are held against, as far as it is at hand; times in ms."""

    speech: tuple[Span, ...] = ()
    words: tuple[Word, ...] = ()
    noises: tuple[SoundEvent, ...] = ()
    screen: tuple[ScreenText, ...] = ()
    cuts: tuple[int, ...] | None = None
    """None where nobody looked at the film."""
    duration: int | None = None
    heard: bool = False
    """Whether anybody knows when somebody speaks, so that what is left are pauses."""


def kind_of(path: Path) -> TextKind:
    """Return what a file says that it holds: by a part of its name, `a.en.descriptions.vtt`, else by its head.

    A file that cannot be read is of the kind that says so: captions.
    """
    if _NAMED & {part.lower() for part in path.name.split(".")[1:-1]}:
        return TextKind.DESCRIPTIONS
    try:
        with open_regular(path) as file:
            head = decoded(file.read(_HEAD)).replace("\r\n", "\n")
    except (MediaRefused, OSError):
        return TextKind.CAPTIONS
    if path.suffix.lower() == ".vtt":
        return TextKind.DESCRIPTIONS if _VTT_HEAD.search(head) or _NOTE.search(head) else TextKind.CAPTIONS
    xml = path.suffix.lower() in (".ttml", ".xml", ".dfxp")
    return TextKind.DESCRIPTIONS if xml and _DAPT.search(head) else TextKind.CAPTIONS


def lint(path: Path, language: str, around: Around, options: DescribeOptions) -> Linted:
    """Read descriptions and check them. `language` as it was named, else found. Raises `MediaError`."""
    file = read_captions(path)
    language = language or language_of(path, file)
    plan = DescriptionPlan(_descriptions(path, file), (), Verdict.DESCRIBED, pictures_looked_at=True)
    programme = Programme(
        language, options, around.speech, around.words, _gaps(around, options), around.screen, around.cuts, around.duration,
        Timing.CUES, guess_language)
    broken = [*file_rules(file)]
    if not file.cues:
        broken = [Finding("descriptions.none", Severity.FAILURE, "the file holds no description that can be read.", None, 0, 1)]
    found = [*broken, *check_descriptions(plan, programme)]
    return Linted(path, file, language, tuple(sorted(found, key=lambda one: (one.span or Span(0, 0), one.rule))))


def against_captions(path: Path, around: Around) -> Around:
    """Return what descriptions are held against with the times and words of captions for speech. Raises `MediaError`.

    Captions that only name a sound are no speech.
    """
    spoken = [cue for cue in read_captions(path).cues if cue.lines and not _SOUND.fullmatch(" ".join(cue.lines))]
    words = [word for cue in spoken for word in spread(ScriptLine(" ".join(cue.lines), span=cue.span), -1)]
    return replace(around, speech=tuple(cue.span for cue in spoken), words=tuple(words), heard=True)


def _gaps(around: Around, options: DescribeOptions) -> tuple[Span, ...]:
    """Return the pauses, as far as anybody listened: without a film, up to the last caption."""
    if not around.heard:
        return ()
    end = around.duration or max((span.end for span in around.speech), default=0)
    return usable_gaps(around.speech, [word.span for word in around.words], around.noises, end, options)


def _descriptions(path: Path, file: CaptionFile) -> tuple[Description, ...]:
    if path.suffix.lower() not in (".vtt", ".srt") and _DAPT.search(text := read_text(path)):
        return dapt.parse(text)
    told = sorted((cue for cue in file.cues if cue.lines), key=lambda cue: cue.span)
    return tuple(Description(cue.span, text, 1.0, cue.span, _matter(text)) for cue in told for text in (" ".join(cue.lines),))


def _matter(text: str) -> Matter:
    """Return what a description says that it reads: only a label in front of a text, `Title: …`, makes all of it text."""
    match = MARKED_AS_TEXT.match(text)
    mark = (match["mark"] or "").lower() if match else ""
    if not mark:
        return Matter.LOOK
    return Matter.TITLE if mark in _TITLES else Matter.CREDITS if _CREDITS.search(mark) else Matter.TEXT


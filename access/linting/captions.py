"""Captions of anybody's: read, held against a profile, and mended into a copy that says the same words."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from access.check.captions import check_file, findings_by_cue
from access.errors import OutputError
from access.files import printable, write_text
from access.model.captions import CaptionFile, CaptionFormat, FileCue, FlawKind
from access.model.languages import bcp47, iso_639_2, primary, spaceless
from access.model.package import Finding, Severity
from access.model.profile import CaptionProfile
from access.model.script import Cue
from access.pack.captionfile import PLACE_MARK, format_of, parsed, read_captions
from access.pack.rewrite import has_word_times, keeps_marks, rewritten
from access.understand.align import spread
from access.understand.given import guess_language
from access.write.linebreaks import parts_sense
from access.write.mending import Freedom, Ground, Mendable, mend

__all__ = ["FIXED", "Film", "Fixed", "Linted", "fix", "format_of", "language_of", "lint", "write"]

FIXED = ".fixed"
_NOT_A_LANGUAGE = {"sdh", "cc", "forced", "draft", "fixed", "descriptions", "description", "extended", "dapt"}
_LOOK = re.compile(rf"<(?:c|font|lang)\b[^<>]*>|{PLACE_MARK.pattern}")
"""Colours tell speakers apart."""
_ENOUGH = 20_000
"""Characters that show a language."""


@dataclass(frozen=True, slots=True)
class Film:
    """What captions are held against, where their film is at hand."""

    cuts: tuple[int, ...] = ()
    """In ms."""
    duration: int | None = None
    """In ms; None where nobody knows."""
    frame_rate: float | None = None


@dataclass(frozen=True, slots=True)
class Linted:
    """A file of captions or descriptions, and what was found in it."""

    path: Path
    file: CaptionFile
    language: str
    """BCP 47; empty where nothing shows it."""
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class Fixed:
    """A corrected copy, before it is written."""

    text: str
    linted: Linted
    """The copy, checked."""


def lint(path: Path, profile: CaptionProfile, language: str, film: Film) -> Linted:
    """Read a captions file and check it. `language` as it was named, else found. Raises `MediaError`."""
    return _checked(path, read_captions(path), profile, language, film)


def language_of(path: Path, file: CaptionFile) -> str:
    """Return the language that a file's name says, else the file itself, else its words; empty where none does."""
    for part in reversed(path.stem.split(".")[1:]):
        if part.lower() in _NOT_A_LANGUAGE:
            continue
        tag = bcp47(part)
        if len(primary(tag)) == 2 and iso_639_2(tag) != "und":
            return tag
        break
    return file.language or guess_language(" ".join(line for cue in file.cues for line in cue.lines)[:_ENOUGH])


def fix(linted: Linted, profile: CaptionProfile, film: Film, target: Path) -> Fixed | None:
    """Return the file with its times and breaks mended; None where nothing could be.

    Raises `OutputError` where the copy would not say the same words in the same order.
    """
    file = linted.file
    if file.format is CaptionFormat.TTML and any(flaw.kind is FlawKind.TIMING for flaw in file.flaws):
        raise OutputError(f"{printable(linted.path.name)} holds captions whose times cannot be read; a copy would lose them.",
                          "Mend their times first.")
    ground = Ground(
        profile, linted.language,
        lambda cues, places, cuts: findings_by_cue(
            cues, profile, cuts, film.duration, linted.language, film.frame_rate, parts_sense, places),
        spread, film.cuts, film.duration, film.frame_rate)
    aside = _aside(file.cues)
    if aside and file.format is CaptionFormat.TTML:
        raise OutputError(f"{printable(linted.path.name)} shows captions at different places at once; a copy would not.",
                          "Our TTML knows one place. As WebVTT they could be mended.")
    moved = mend([_mendable(cue, file.format, linted.language) for number, cue in enumerate(file.cues) if number not in aside],
                 ground)
    mended = tuple(sorted([*moved, *(file.cues[number].cue for number in aside)], key=lambda cue: cue.span))
    if mended == tuple(cue.cue for cue in file.cues) and not file.flaws:
        return None
    text = rewritten(file, moved, linted.language, linted.path.stem, aside)
    copy = parsed(text, file.format)
    same = _words(moved, linted.language) == _words(
        [cue.cue for number, cue in enumerate(file.cues) if number not in aside], linted.language)
    if not same or [one.cue for one in copy.cues] != list(mended):
        raise OutputError(f"A corrected copy of {printable(linted.path.name)} would not say the same words: it is not written.",
                          "Please send us the file.")
    fixed = Fixed(text, _checked(target, copy, profile, linted.language, film))
    return fixed if _severities(fixed.linted) < _severities(linted) else None


def write(fixed: Fixed) -> None:
    """Write the copy. What is there already is somebody's and stays. Raises `OutputError`."""
    target = fixed.linted.path
    if target.exists():
        raise OutputError(f"{printable(target)} is there already.", "Move it away, or name another with --output.")
    write_text(target, fixed.text)


def _checked(path: Path, file: CaptionFile, profile: CaptionProfile, language: str, film: Film) -> Linted:
    language = language or language_of(path, file)
    return Linted(path, file, language, check_file(
        file, profile, film.cuts, film.duration, language, film.frame_rate, parts_sense))


def _mendable(cue: FileCue, format: CaptionFormat, language: str) -> Mendable:
    freedom = Freedom.BREAKS
    if has_word_times(cue):
        freedom = Freedom.NOTHING
    elif len(cue.voices) > 1 or not keeps_marks(cue, format, language):
        freedom = Freedom.TIMES
    look = _LOOK.findall("\n".join(cue.payload))
    return Mendable(cue.cue, freedom, " ".join((cue.settings, cue.place, *cue.voices, *look)), cue.place)


def _aside(cues: Sequence[FileCue]) -> tuple[int, ...]:
    """Return the captions, in order of time, that are shown at once with others and stand elsewhere than most: signs.

    They are no part of what is said in turn, and stay as they are.
    """
    shown = sorted((number for number, cue in enumerate(cues) if cue.lines), key=lambda number: cues[number].span)
    usual = Counter(cues[number].place for number in shown).most_common(1)[0][0] if shown else ""
    aside: set[int] = set()
    for place, number in enumerate(shown):
        for other in shown[place + 1:]:
            if cues[other].span.start >= cues[number].span.end:
                break
            if cues[other].place != cues[number].place:
                aside |= {one for one in (number, other) if cues[one].place != usual}
    return tuple(number for number in shown if number in aside)


def _words(cues: Sequence[Cue], language: str) -> list[str]:
    """Return what is said in order of time: words, or letters where a language does not part its words."""
    words = [word for cue in sorted(cues, key=lambda cue: cue.span) for line in cue.lines for word in line.split(" ") if word]
    return ["".join(words)] if spaceless(language) else words


def _severities(linted: Linted) -> list[int]:
    return [sum(one.severity is severity for one in linted.findings)
            for severity in (Severity.FAILURE, Severity.WARNING, Severity.NOTE)]

"""One text against another: captions or a transcript, and what was really said."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from access.check.captions import check_captions
from access.check.score import SaidWord, Score, score
from access.errors import MediaRefused
from access.files import decoded, printable
from access.linting.captions import language_of
from access.mediafile import open_regular
from access.model.captions import CaptionFile
from access.model.languages import spaceless
from access.model.package import Severity
from access.model.profile import CaptionProfile
from access.pack.captionfile import CAPTION_ENDINGS, MAX_BYTES, read_captions
from access.pack.texts import script_line
from access.understand.align import spread
from access.understand.given import script
from access.write.linebreaks import parts_sense


@dataclass(frozen=True, slots=True)
class Told:
    """A text that is scored: its words without labels of sounds and names of speakers."""

    path: Path
    words: tuple[SaidWord, ...]
    language: str
    captions: CaptionFile | None
    """None for plain text."""


@dataclass(frozen=True, slots=True)
class Violations:
    """What a profile's rules find in captions."""

    cues: int
    by_rule: dict[str, int]
    """Failures and warnings."""
    notes: int

    @property
    def per_hundred(self) -> float | None:
        """Failures and warnings a hundred cues."""
        return 100 * sum(self.by_rule.values()) / self.cues if self.cues else None


@dataclass(frozen=True, slots=True)
class Compared:
    score: Score
    language: str
    hypothesis: Violations | None
    reference: Violations | None


def compare(hypothesis: Path, reference: Path, profile: CaptionProfile, language: str) -> Compared:
    """Score one file against another. Raises `MediaError` where one cannot be read."""
    written, said = read(hypothesis, language), read(reference, language)
    if not said.words:
        raise MediaRefused(f"{printable(reference.name)} holds no word that anybody says.", "A reference is what was said.")
    language = language or said.language or written.language
    return Compared(
        score(written.words, said.words, language, spaceless(language)), language,
        _violations(written.captions, profile, language), _violations(said.captions, profile, language))


def read(path: Path, language: str) -> Told:
    """Read captions, or plain text that has no times. Raises `MediaError`."""
    if path.suffix.lower() in CAPTION_ENDINGS:
        file = read_captions(path)
        return Told(path, tuple(_words_of(file)), language or language_of(path, file), file)
    with open_regular(path) as opened:
        data = opened.read(MAX_BYTES + 1)
    if len(data) > MAX_BYTES or b"\0" in data[:MAX_BYTES]:
        raise MediaRefused(f"{printable(path.name)} is no text that can be scored.",
                           f"Captions end in {', '.join(sorted(CAPTION_ENDINGS))}; anything else is read as plain text.")
    text = script(decoded(data), path.name, language)
    words = (SaidWord(word) for line in text.lines if not line.sounds for word in line.text.split())
    return Told(path, tuple(words), text.language, None)


def _words_of(file: CaptionFile) -> list[SaidWord]:
    found: list[SaidWord] = []
    for number, cue in enumerate(sorted(file.cues, key=lambda cue: cue.span)):
        line = script_line(" ".join(cue.lines), cue.span, cue.voices[0] if len(cue.voices) == 1 else "")
        if line is None or line.sounds:
            continue
        words = spread(line, number)
        found += (SaidWord(word.text, word.span, not place, place + 1 == len(words)) for place, word in enumerate(words))
    return found


def _violations(file: CaptionFile | None, profile: CaptionProfile, language: str) -> Violations | None:
    if file is None:
        return None
    found = check_captions([cue.cue for cue in file.cues], profile, language=language, parts_sense=parts_sense,
                           places=[cue.place for cue in file.cues])
    grave = [one.rule for one in found if one.severity is not Severity.NOTE]
    return Violations(len(file.cues), dict(sorted(Counter(grave).items())), len(found) - len(grave))

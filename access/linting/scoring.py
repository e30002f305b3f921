"""One text against another: captions or a transcript, and what was really said."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from access.check.captions import check_captions
from access.check.score import SaidWord, Score, score
from access.errors import MediaRefused
from access.files import decoded, printable
from access.linting.captions import language_of
from access.mediafile import open_regular
from access.model.captions import CaptionFile, without_mark, without_speaker
from access.model.findings import ScriptLine
from access.model.languages import spaceless
from access.model.package import Severity
from access.model.profile import CaptionProfile
from access.pack.captionfile import CAPTION_ENDINGS, MAX_BYTES, read_captions
from access.pack.texts import clean
from access.understand.align import spread
from access.understand.given import script
from access.write.linebreaks import parts_sense

_LABEL = re.compile(
    r" ?(?:[\[［【][^\[\]［］【】]{1,200}[\]］】]|(?P<round>[(（][^()（）]{1,200}[)）]))(?P<colon>\s?[:：](?=\s))?")
_NOTES = dict.fromkeys(map(ord, "♩♪♫♬"), " ")
_APART = ".,;:!?…-–—>♪)）。、！？"
"""What may stand before a label in round brackets; a sentence goes on into others."""
_OTHER_CAPTIONS = {".scc", ".ass", ".ssa", ".sub", ".stl", ".sbv"}
"""Captions in other formats: their codes are no words that anybody says."""
_NEAR = 8
"""Characters: enough to pass over blanks."""


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
    if path.suffix.lower() in _OTHER_CAPTIONS:
        raise MediaRefused(f"{printable(path.name)} holds captions that are not read for a score.",
                           f"Captions end in {', '.join(sorted(CAPTION_ENDINGS))}.")
    with open_regular(path) as opened:
        data = opened.read(MAX_BYTES + 1)
    if len(data) > MAX_BYTES or b"\0" in data[:MAX_BYTES]:
        raise MediaRefused(f"{printable(path.name)} is no text that can be scored.",
                           f"Captions end in {', '.join(sorted(CAPTION_ENDINGS))}; anything else is read as plain text.")
    rows = map(without_mark, map(clean, _without_labels(decoded(data)).splitlines()))
    text = script("\n".join(rows), path.name, language)
    words = (SaidWord(word) for line in text.lines for word in line.text.split())
    return Told(path, tuple(words), text.language, None)


def _words_of(file: CaptionFile) -> list[SaidWord]:
    found: list[SaidWord] = []
    for number, cue in enumerate(sorted(file.cues, key=lambda cue: cue.span)):
        lines = _without_labels("\n".join(cue.lines)).split("\n")
        words = spread(ScriptLine(" ".join(_speech(line, cue.voices) for line in lines), span=cue.span), number)
        found += (SaidWord(word.text, word.span, not place, place + 1 == len(words)) for place, word in enumerate(words))
    return found


def _speech(line: str, voices: Sequence[str]) -> str:
    """Return what is said in a line: not the name before it, be it in capitals or one that the markup names too."""
    said = without_speaker(clean(line))
    named = next((voice for voice in voices if said.startswith(f"{voice}:")), None)
    return said if named is None else said[len(named) + 1:]


def _without_labels(text: str) -> str:
    """Return a text without its labels of sounds and ways of speaking. What stands between notes is sung, and stays."""
    return _LABEL.sub(_kept, text).translate(_NOTES)


def _kept(match: re.Match[str]) -> str:
    """Return what stays where brackets stand: all of it, the colon of `MAN [on phone]: Yes.`, or a blank."""
    if match["round"] and _is_said(match):
        return match[0]
    named = match.string[max(0, match.start() - 1):match.start()].strip()
    return ":" if named and match["colon"] else " "


def _is_said(match: re.Match[str]) -> bool:
    """Return whether round brackets are of a sentence, `the French (and Germans) came`: a label stands apart."""
    text, start, end = match.string, match.start(), match.end()
    before, after = text[max(0, start - _NEAR):start], text[end:end + _NEAR]
    alone = before.rstrip(" ")[-1:] in ("", "\n") and after.lstrip(" ")[:1] in ("", "\n")
    apart = before.rstrip()[-1:] in ("", *_APART) or match["colon"]
    return not (alone or apart or match["round"].isupper())


def _violations(file: CaptionFile | None, profile: CaptionProfile, language: str) -> Violations | None:
    if file is None:
        return None
    found = check_captions([cue.cue for cue in file.cues], profile, language=language, parts_sense=parts_sense,
                           places=[cue.place for cue in file.cues])
    grave = [one.rule for one in found if one.severity is not Severity.NOTE]
    return Violations(len(file.cues), dict(sorted(Counter(grave).items())), len(found) - len(grave))

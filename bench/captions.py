"""Measure captions: how many keep the guidelines, beside what Whisper's own writer makes of the same words; and the speed.

    PYTHONPATH=tests python bench/captions.py [../shared/media/mammals.mp4 ../shared/media/mammals.human.en.vtt]

The words are made, with true times (`tests/made_words.py`): at a usual pace, brisk, fast, and in turns; sentences are spoken
by flite and placed by the whole pipeline; and a real film with the words of its human captions as a script. A caption *keeps* a
profile if `access check` finds no failure and no warning in it. "Least" is how many no arrangement of the words could show in
time, told by going through all of them: a lower bound. Prints Markdown tables.
"""

from __future__ import annotations

import re
import shutil
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from unittest.mock import patch

from made import speak
from made_words import cuts, sentences, speech, unmeetable
from whisper.utils import get_writer

from access import Settings, captioning
from access.api import process
from access.check.captions import check_captions
from access.model.findings import Word
from access.model.package import Finding, Severity
from access.model.profile import CaptionProfile
from access.model.script import Cue
from access.model.time import Span
from access.pack.vtt import raw_cues
from access.profiles import load_profile
from access.write.cues import compose
from access.write.linebreaks import ends_sentence, parts_sense

RATE = 25.0
WINDOW_MS = 30_000
"""What Whisper hears at once."""
WHISPER = {"max_line_width": 42, "max_line_count": 2, "highlight_words": False, "max_words_per_line": None}
COUNTS = (12_500, 25_000, 50_000, 100_000)


@dataclass(frozen=True, slots=True)
class Material:
    """What captions are composed of."""

    name: str
    words: Sequence[Word]
    shots: Sequence[int] = ()
    bounds: Span | None = None
    frame_rate: float | None = RATE


def main(media: Sequence[Path]) -> None:
    materials = [*_made(), *_heard(media)]
    print("| words | profile | cues | keep it | do not | least | overlaps | words lost |")
    print("|---|---|---:|---:|---:|---:|---:|---:|")
    for material in materials:
        for name in ("web", "netflix"):
            _standing(material, name)
    for name in ("web", "netflix"):
        _beside_whisper(materials, name)
    _speed()


def _made() -> Iterator[Material]:
    for name, seed, pace, speakers in (
        ("usual pace (105–145 words/min)", 5, (105, 145), ()), ("brisk (125–175)", 1, (125, 175), ()),
        ("fast (150–220)", 4, (150, 220), ()), ("three speakers, brisk", 3, (125, 175), ("ANNA", "BEN", "GUIDE")),
    ):
        words = speech(10_000, seed, pace, speakers)
        until = words[-1].span.end + 2_000
        yield Material(name, words, cuts(until), Span(0, until))


def _heard(media: Sequence[Path]) -> Iterator[Material]:
    """Run the whole pipeline, and take what it composes captions of."""
    with tempfile.TemporaryDirectory() as scratch:
        room = Path(scratch)
        wanted = sentences(7)
        texts = [text for text in (next(wanted) for _ in range(60)) if len(text.split()) > 3]
        spoken = speak(room / "spoken.wav", texts, pauses=400)
        (room / "spoken.txt").write_text("\n".join(texts), "utf-8")
        yield _processed("spoken by flite", spoken.path, room)
        if len(media) == 2:
            film = Path(shutil.copy(media[0], room))
            captions = media[1].read_text("utf-8")
            lines = [" ".join(cue.plain) for cue in raw_cues(captions)]
            film.with_suffix(".txt").write_text("\n".join(lines), "utf-8")
            yield _processed(film.name, film, room)


def _processed(name: str, path: Path, room: Path) -> Material:
    taken: list[Material] = []

    def taking(
        words: Sequence[Word], profile: CaptionProfile, language: str, shots: Sequence[int] = (), bounds: Span | None = None,
        frame_rate: float | None = None,
    ) -> tuple[Cue, ...]:
        taken.append(Material(name, words, shots, bounds, frame_rate))
        return compose(words, profile, language, shots, bounds, frame_rate)

    with patch.object(captioning, "compose", taking):
        process(path, room / "out", settings=Settings(speech={"language": "en"}), state=room / "state")
    return taken[0]


def _checked(cues: Sequence[Cue], material: Material, name: str) -> list[Finding]:
    until = material.bounds.end if material.bounds else None
    return list(check_captions(
        cues, load_profile(name), material.words, material.shots, until, "en", material.frame_rate, parts_sense))


def _ours(material: Material, name: str) -> tuple[Cue, ...]:
    return compose(material.words, load_profile(name), "en", material.shots, material.bounds, material.frame_rate)


def _standing(material: Material, name: str) -> None:
    cues = _ours(material, name)
    found = [finding for finding in _checked(cues, material, name) if finding.severity is not Severity.NOTE]
    bad = {finding.span for finding in found}
    least = unmeetable(material.words, load_profile(name), material.shots, material.frame_rate or RATE)
    overlaps = sum(left.span.end > right.span.start for left, right in pairwise(cues))
    shown = re.sub(r"\s", "", "".join("".join(cue.lines) for cue in cues))
    said = re.sub(r"\s", "", "".join(word.text for word in material.words))
    lost = "none" if shown == said else "some"
    print(f"| {material.name} | {name} | {len(cues):,} | {100 - 100 * len(bad) / len(cues):.2f} % | {len(bad)} | {least} | "
          f"{overlaps} | {lost} |")


def _beside_whisper(materials: Sequence[Material], name: str) -> None:
    """Print findings per 100 cues by rule: theirs and ours, over all materials."""
    theirs, ours = Counter[str](), Counter[str]()
    totals = [0, 0]
    for material in materials:
        for number, (cues, counted) in enumerate(((_whispers(material), theirs), (_ours(material, name), ours))):
            totals[number] += len(cues)
            for finding in _checked(cues, material, name):
                counted[finding.rule.removeprefix("captions.") + " (note)" * (finding.severity is Severity.NOTE)] += 1
    print(f"\n| `{name}`, findings per 100 cues | whisper's writer ({totals[0]:,} cues) | access ({totals[1]:,} cues) |")
    print("|---|---:|---:|")
    for rule in sorted(theirs | ours, key=lambda rule: ("(note)" in rule, -theirs[rule])):
        print(f"| {rule} | {100 * theirs[rule] / totals[0]:.2f} | {100 * ours[rule] / totals[1]:.2f} |")


def _whispers(material: Material) -> tuple[Cue, ...]:
    """Return what Whisper's own writer makes of the words."""
    segments = [
        {"start": part[0].span.start / 1000, "end": part[-1].span.end / 1000, "text": "".join(f" {word.text}" for word in part),
         "words": [{"word": f" {word.text}", "start": word.span.start / 1000, "end": word.span.end / 1000} for word in part]}
        for part in _segments(material.words)
    ]
    with tempfile.TemporaryDirectory() as folder:
        get_writer("vtt", folder)({"segments": segments, "language": "en"}, "words.wav", WHISPER)
        text = (Path(folder) / "words.vtt").read_text("utf-8")
    return tuple(Cue(cue.span, cue.plain) for cue in raw_cues(text))


def _segments(words: Sequence[Word]) -> Iterator[Sequence[Word]]:
    """Yield the words as Whisper segments them: by sentence, and never over the end of what it hears at once."""
    first = 0
    for place, word in enumerate(words, start=1):
        following = words[place] if place < len(words) else None
        if following is None or ends_sentence(word.text, following.text, "en") or (
                following.span.end > words[first].span.start + WINDOW_MS):
            yield words[first:place]
            first = place


def _speed() -> None:
    print("\n| words | cues | CPU, s | wall, s | CPU against 12,500 |\n|---:|---:|---:|---:|---:|")
    profile = load_profile("web")
    first = 0.0
    for count in COUNTS:
        words = speech(count)
        until = words[-1].span.end + 2_000
        shots = cuts(until)
        began, wall = time.process_time(), time.perf_counter()
        cues = compose(words, profile, "en", shots, Span(0, until), RATE)
        spent, waited = time.process_time() - began, time.perf_counter() - wall
        first = first or spent
        print(f"| {count:,} | {len(cues):,} | {spent:.2f} | {waited:.2f} | {spent / first:.2f} |")


if __name__ == "__main__":
    main([Path(argument) for argument in sys.argv[1:]])

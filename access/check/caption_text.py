"""What a cue looks like: its lines, where they break, and how speakers and sounds are written."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from access.check.caption_limits import Limits, PartsSense
from access.check.finding import finding
from access.model.captions import CHEVRONS, HYPHENED, SOUND_LABEL, name_ends, names_speaker, opens_speech
from access.model.package import Finding, Severity
from access.model.profile import SoundForm, SpeakerForm, columns_of, speaker_label
from access.model.script import Cue

_SENTENCE_OVER = re.compile(r"[.!?…]['\"”’]?\s+(?=\S)")
_LONGEST_LABEL = 6
"""Words; more in parentheses are an aside that somebody says."""


def text_rules(cue: Cue, limits: Limits, parts_sense: PartsSense | None) -> Iterator[Finding]:
    profile = limits.profile
    label = speaker_label(cue.speaker)
    shown = [label + line if not number else line for number, line in enumerate(cue.lines)]
    if not any(line.strip() for line in shown):
        yield finding("empty", Severity.WARNING, cue.span, 0, 1, "a caption with nothing to read")
        return
    if len(shown) > profile.max_lines:
        yield finding("lines", Severity.FAILURE, cue.span, len(shown), profile.max_lines, "{m} lines; {l} at most")
    widest = max(map(columns_of, shown))
    if widest > profile.max_characters:
        yield finding("line-length", Severity.FAILURE, cue.span, widest, profile.max_characters,
                      "a line of {m} characters; {l} at most")
    if parts_sense is not None:
        yield from _line_breaks(cue, shown, limits, parts_sense)
    yield from _speakers(cue, shown, profile.speakers)
    yield from _sounds(cue, shown, profile.sounds)


def _line_breaks(cue: Cue, shown: list[str], limits: Limits, parts_sense: PartsSense) -> Iterator[Finding]:
    """Tell a line that ends inside what belongs together, where the same two lines could have ended better."""
    for upper, lower in pairwise(line.split() for line in shown):
        if not upper or not lower or not parts_sense(upper[-1], lower[0], limits.language):
            continue
        if _could_break_better([*upper, *lower], len(upper), limits, parts_sense):
            yield finding("line-break", Severity.NOTE, cue.span, 1, 0,
                          f"a line ends between “{upper[-1]}” and “{lower[0]}”, which belong together")


def _could_break_better(words: list[str], now: int, limits: Limits, parts_sense: PartsSense) -> bool:
    most = limits.profile.max_characters
    return any(
        place != now
        and columns_of(" ".join(words[:place])) <= most and columns_of(" ".join(words[place:])) <= most
        and not parts_sense(words[place - 1], words[place], limits.language)
        for place in range(1, len(words)))


def _speakers(cue: Cue, shown: list[str], form: SpeakerForm) -> Iterator[Finding]:
    label = len(speaker_label(cue.speaker))
    crowded = sum(_has_two_speakers(line, 0 if number else label) for number, line in enumerate(shown))
    if crowded:
        yield finding("speakers-on-one-line", Severity.WARNING, cue.span, crowded, 0,
                      "two speakers on one line; each has a line to himself")
    named = sum(map(names_speaker, shown))
    hyphened = sum(HYPHENED.match(line) is not None for line in shown)
    chevrons = sum(CHEVRONS.match(line) is not None for line in shown)
    other = ""
    if chevrons:
        other = "chevrons say that the speaker changes, not who speaks"
    elif form is SpeakerForm.BRACKETS and named:
        other = "a speaker's name stands before a colon; this guideline has it in brackets"
    elif form is SpeakerForm.HYPHEN and named > 1 and not hyphened:
        other = "two speakers at once; this guideline begins the line of each with a hyphen"
    elif form is not SpeakerForm.HYPHEN and hyphened > 1 and not named:
        other = "hyphens say that the speaker changes, not who speaks"
    if other:
        yield finding("speaker-form", Severity.NOTE, cue.span, max(named, hyphened, chevrons), 0, other)


def _has_two_speakers(line: str, label: int) -> bool:
    """Return whether a line begins as a speaker's does, and after its label another one follows a sentence."""
    said = max(label, name_ends(line))
    rests = [line[over.end():] for over in _SENTENCE_OVER.finditer(line, said)] if opens_speech(line) else []
    return any(
        names_speaker(rest) or CHEVRONS.match(rest) or ((dash := HYPHENED.match(rest)) and rest[dash.end()].isupper())
        for rest in rests)


def _sounds(cue: Cue, shown: list[str], form: SoundForm) -> Iterator[Finding]:
    for line in shown:
        match = SOUND_LABEL.fullmatch(line.strip())
        if match is None or len(match["label"].split()) > _LONGEST_LABEL:
            continue
        if form is SoundForm.BRACKETS and match["open"] not in "[♪":
            yield finding("sound-form", Severity.NOTE, cue.span, 1, 0, f"“{line}”: this guideline has sounds in brackets")
        elif form is SoundForm.CAPITALS and match["open"] != "♪":
            yield finding("sound-form", Severity.NOTE, cue.span, 1, 0, f"“{line}”: this guideline has sounds in capitals")

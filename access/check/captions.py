"""Captions measured against a profile: one function a rule, and every finding with what was measured and what was asked.

Whoever wrote the captions: ours and a stranger's go through the same rules.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from access.model.findings import Word
from access.model.package import Finding, Severity
from access.model.profile import DEFAULT_FRAME_RATE, CaptionProfile, columns_of, speaker_label
from access.model.script import Cue
from access.model.time import Span, clock

_ANCHOR_WORDS = 3
"""Where captions and words part, so many words in a row show where they meet again, …"""
_SEARCH = 600
"""… within so many characters."""
_ROUNDING_MS = 1
"""Times are whole ms; frames are not."""


@dataclass(frozen=True, slots=True)
class _Limits:
    """A profile in ms."""

    profile: CaptionProfile
    gap: int
    close_gap: int
    sync: int
    at_cut: int
    """How far the in-time may be off where a cut asks for it."""
    in_clear: int
    frame: int


def check_captions(
    cues: Sequence[Cue], profile: CaptionProfile, words: Sequence[Word] = (), shots: Sequence[int] = (),
    duration: int | None = None, language: str = "", frame_rate: float | None = None,
) -> tuple[Finding, ...]:
    """Return what in the cues does not keep the profile, in order of time.

    `words` are what was said: with them, lost words and late cues are found. `shots`: where shots begin, in ms. `duration`:
    of the media, in ms. Measures and limits are in ms, columns, lines or characters a second, as the rule is.
    """
    rule = profile.shots
    limits = _Limits(
        profile.for_language(language), max(0, profile.min_gap.at(frame_rate) - _ROUNDING_MS),
        profile.close_gap.at(frame_rate) - _ROUNDING_MS, profile.sync.at(frame_rate),
        max(each.at(frame_rate) for each in (rule.in_after, rule.in_before, rule.in_clear)), rule.in_clear.at(frame_rate),
        int(1000 / (frame_rate or DEFAULT_FRAME_RATE)))
    cuts = sorted(shots)
    findings = [
        *(finding for cue in cues for finding in (*_text(cue, limits), *_times(cue, limits, cuts, duration))),
        *(finding for left, right in pairwise(cues) for finding in _between(left, right, limits, cuts)),
        *_against_words(cues, words, limits, cuts),
    ]
    return tuple(sorted(findings, key=lambda finding: (finding.span or Span(0, 0), finding.rule)))


def _text(cue: Cue, limits: _Limits) -> Iterator[Finding]:
    profile = limits.profile
    label = speaker_label(cue.speaker)
    if len(cue.lines) > profile.max_lines:
        yield _finding("lines", Severity.FAILURE, cue.span, len(cue.lines), profile.max_lines, "{m:.0f} lines; {l:.0f} at most")
    shown = [label + line if not number else line for number, line in enumerate(cue.lines)]
    widest = max(map(columns_of, shown), default=0)
    if widest > profile.max_characters:
        yield _finding("line-length", Severity.FAILURE, cue.span, widest, profile.max_characters,
                       "a line of {m:.0f} characters; {l:.0f} at most")
    if cue.span.duration:
        speed = columns_of(label + cue.text) * 1000 / cue.span.duration
        if speed > profile.max_cps + 0.05:
            yield _finding("reading-speed", Severity.WARNING, cue.span, round(speed, 1), profile.max_cps,
                           "{m:.1f} characters a second; {l:.1f} at most")


def _times(cue: Cue, limits: _Limits, cuts: Sequence[int], duration: int | None) -> Iterator[Finding]:
    profile, span = limits.profile, cue.span
    if span.duration < profile.min_duration:
        yield _finding("min-duration", Severity.WARNING, span, span.duration, profile.min_duration,
                       "shown for {m:.0f} ms; {l:.0f} at least")
    if span.duration > profile.max_duration:
        yield _finding("max-duration", Severity.WARNING, span, span.duration, profile.max_duration,
                       "shown for {m:.0f} ms; {l:.0f} at most")
    if duration is not None and span.end > duration:
        yield _finding("past-end", Severity.FAILURE, span, span.end, duration, "ends at {m:.0f} ms; the media at {l:.0f}")
    first = bisect_right(cuts, span.start + limits.frame)
    last = bisect_left(cuts, span.end - limits.frame)
    if last > first:
        yield _finding("straddles-shot", Severity.NOTE, span, last - first, 0, "stays over {m:.0f} cuts of the film")


def _between(left: Cue, right: Cue, limits: _Limits, cuts: Sequence[int]) -> Iterator[Finding]:
    gap = right.span.start - left.span.end
    between = Span(min(left.span.end, right.span.start), max(left.span.end, right.span.start))
    if gap < 0:
        yield _finding("overlap", Severity.FAILURE, between, -gap, 0, "two captions at once for {m:.0f} ms")
    elif gap < limits.gap:
        yield _finding("gap", Severity.WARNING, between, gap, limits.profile.min_gap.ms or limits.gap + _ROUNDING_MS,
                       "a gap of {m:.0f} ms; {l:.0f} at least")
    elif limits.gap + limits.frame < gap < limits.close_gap and not _cut_in(between, cuts):
        yield _finding("gap", Severity.NOTE, between, gap, limits.close_gap + _ROUNDING_MS,
                       "a gap of {m:.0f} ms flickers; the profile closes gaps under {l:.0f}")


def _cut_in(span: Span, cuts: Sequence[int]) -> bool:
    return bisect_right(cuts, span.end) > bisect_left(cuts, span.start)


def _against_words(
    cues: Sequence[Cue], words: Sequence[Word], limits: _Limits, cuts: Sequence[int],
) -> Iterator[Finding]:
    shown, cue_at = _run_together(cues)
    first_words, lost = _matched(shown, words)
    if lost:
        span = Span(lost[0].span.start, max(lost[0].span.start, lost[-1].span.end))
        sample = " ".join(word.text for word in lost[:5]) + (" …" if len(lost) > 5 else "")
        yield _finding("words-lost", Severity.FAILURE, span, len(lost), 0, f"{{m:.0f}} spoken words are not there: {sample}")
    for place, cue in cue_at:
        word = first_words.get(place)
        if word is None:
            continue
        off = cue.span.start - word.span.start
        at_cut = any(
            abs(cue.span.start + ahead - cut) <= limits.frame
            for ahead in (0, limits.in_clear) for cut in _near(cuts, cue.span.start + ahead))
        limit = max(limits.sync, limits.at_cut if at_cut else 0)
        if abs(off) > limit + _ROUNDING_MS:
            yield _finding("sync", Severity.WARNING, cue.span, off, limit,
                           "begins {m:+.0f} ms from its first word; {l:.0f} at most")


def _near(cuts: Sequence[int], instant: int) -> Sequence[int]:
    place = bisect_left(cuts, instant)
    return cuts[max(0, place - 1):place + 1]


def _run_together(cues: Sequence[Cue]) -> tuple[str, list[tuple[int, Cue]]]:
    """Return all that is shown without blanks, and where in it each cue begins: lines and cues break words as they must."""
    parts: list[str] = []
    places: list[tuple[int, Cue]] = []
    length = 0
    for cue in cues:
        text = "".join("".join(cue.lines).split())
        places.append((length, cue))
        parts.append(text)
        length += len(text)
    return "".join(parts), places


def _matched(shown: str, words: Sequence[Word]) -> tuple[dict[int, Word], list[Word]]:
    """Find the words one after the other in what is shown: return them by their place, and those that are not there."""
    texts = ["".join(word.text.split()) for word in words]
    found: dict[int, Word] = {}
    lost: list[Word] = []
    at = 0
    for number, (word, text) in enumerate(zip(words, texts, strict=True)):
        if not text:
            continue
        if not shown.startswith(text, at) or not _goes_on(shown, at + len(text), texts, number + 1):
            anchor = "".join(texts[number:number + _ANCHOR_WORDS])
            again = shown.find(anchor, at, at + len(anchor) + _SEARCH)
            if again >= 0:
                at = again
            elif not shown.startswith(text, at):
                lost.append(word)
                continue
        found[at] = word
        at += len(text)
    return found, lost


def _goes_on(shown: str, at: int, texts: Sequence[str], following: int) -> bool:
    return following >= len(texts) or shown.startswith(texts[following], at)


def _finding(rule: str, severity: Severity, span: Span, measure: float, limit: float, message: str) -> Finding:
    said = message.format(m=measure, l=limit)
    return Finding(f"captions.{rule}", severity, f"{clock(span.start)}: {said}.", span, measure, limit)

"""Captions measured against a profile: every finding with its time, what was measured and what was asked.

Whoever wrote the captions: ours and a stranger's go through the same rules. What a cue looks like is `caption_text.py`, when
it comes and goes `caption_times.py`, how it lies to the cuts `caption_shots.py`, to the speech `caption_words.py`; what is
wrong with a file as a file `caption_files.py`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from access.check.caption_files import file_rules
from access.check.caption_limits import Around, Limits, PartsSense, limits_of
from access.check.caption_shots import shot_rules
from access.check.caption_text import text_rules
from access.check.caption_times import gap_rules, order_rule, time_rules
from access.check.caption_words import lost_rule, spoken_in, sync_rule
from access.model.captions import CaptionFile
from access.model.findings import Word
from access.model.package import Finding
from access.model.profile import CaptionProfile
from access.model.script import Cue
from access.model.time import Span


def check_captions(
    cues: Sequence[Cue], profile: CaptionProfile, words: Sequence[Word] = (), shots: Sequence[int] = (),
    duration: int | None = None, language: str = "", frame_rate: float | None = None, parts_sense: PartsSense | None = None,
    places: Sequence[str] = (),
) -> tuple[Finding, ...]:
    """Return what in the cues does not keep the profile, in order of time.

    `words` are what was said: with them, lost words and late cues are found, and speech that is too fast is told from cues
    that are too short. `shots`: where shots begin, in ms. `duration`: of the media, in ms. `parts_sense` says where a line
    must not break. `places`: where on the picture each cue stands, all at one place if none are given; those at different
    places may be shown at once. Measures and limits are in ms, columns, lines or characters a second, as the rule is.
    """
    limits = limits_of(profile, language, frame_rate, duration)
    found = [finding for _, finding in _all(cues, limits, words, sorted(shots), parts_sense, places)]
    return tuple(sorted(found, key=_in_time))


def check_file(
    file: CaptionFile, profile: CaptionProfile, shots: Sequence[int] = (), duration: int | None = None, language: str = "",
    frame_rate: float | None = None, parts_sense: PartsSense | None = None,
) -> tuple[Finding, ...]:
    """Return what is wrong with a captions file: what its cues do not keep, and what no player shows as it was meant."""
    cues = [one.cue for one in file.cues]
    places = [one.place for one in file.cues]
    found = [*file_rules(file),
             *check_captions(cues, profile, (), shots, duration, language, frame_rate, parts_sense, places)]
    return tuple(sorted(found, key=_in_time))


def findings_by_cue(
    cues: Sequence[Cue], profile: CaptionProfile, shots: Sequence[int] = (), duration: int | None = None, language: str = "",
    frame_rate: float | None = None, parts_sense: PartsSense | None = None, places: Sequence[str] = (),
) -> tuple[tuple[Finding, ...], ...]:
    """Return for each cue what it does not keep; a gap counts with the cue before it."""
    limits = limits_of(profile, language, frame_rate, duration)
    by_cue: list[list[Finding]] = [[] for _ in cues]
    for number, finding in _all(cues, limits, (), sorted(shots), parts_sense, places):
        by_cue[number].append(finding)
    return tuple(map(tuple, by_cue))


def _in_time(finding: Finding) -> tuple[Span, str]:
    return finding.span or Span(0, 0), finding.rule


def _all(
    cues: Sequence[Cue], limits: Limits, words: Sequence[Word], cuts: Sequence[int], parts_sense: PartsSense | None,
    places: Sequence[str],
) -> Iterator[tuple[int, Finding]]:
    """Yield the findings, each with the number of its cue."""
    spoken, begins, lost = spoken_in(cues, words) if words else ([None] * len(cues), [None] * len(cues), [])
    latest = 0
    for number, cue in enumerate(cues):
        yield from ((number, found) for found in order_rule(cue, latest))
        yield from ((number, found) for found in text_rules(cue, limits, parts_sense))
        yield from ((number, found) for found in sync_rule(cue, begins[number], limits, cuts))
        latest = max(latest, cue.span.start)
    together: dict[str, list[int]] = {}
    for number in range(len(cues)):
        together.setdefault(places[number] if places else "", []).append(number)
    for here in together.values():
        yield from _in_turn(cues, here, limits, cuts, spoken, begins)
    yield from ((len(cues) - 1, found) for found in lost_rule(lost))


def _in_turn(
    cues: Sequence[Cue], here: Sequence[int], limits: Limits, cuts: Sequence[int], spoken: Sequence[Span | None],
    begins: Sequence[int | None],
) -> Iterator[tuple[int, Finding]]:
    """Yield what is found in the times of the cues that follow each other at one place."""
    last: int | None = None
    """The cue that has ended last so far."""
    in_time = sorted(here, key=lambda number: cues[number].span)
    for place, number in enumerate(in_time):
        cue = cues[number]
        following = in_time[place + 1] if place + 1 < len(in_time) else None
        around = Around(
            cues[in_time[place - 1]].span if place else None, None if following is None else cues[following].span,
            spoken[number], None if following is None else begins[following])
        yield from ((number, found) for found in time_rules(cue, around, limits))
        if cuts:
            yield from ((number, found) for found in shot_rules(cue, around, limits, cuts))
        if last is not None:
            yield from ((last, found) for found in gap_rules(cues[last].span.end, cue.span, limits, cuts))
        if last is None or cue.span.end > cues[last].span.end:
            last = number

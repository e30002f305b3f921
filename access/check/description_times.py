"""When descriptions sound: over nobody, not too fast, whole; and which pauses stay empty (WCAG F113)."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence

from access.check.programme import Programme
from access.model.languages import spaceless
from access.model.nearness import BREATH_MS, usable
from access.model.package import Finding, Severity
from access.model.script import Course, Description, DescriptionPlan, Omission
from access.model.time import Span, between, clock, merged
from access.model.words import spoken_forms, words_per_minute

LONG_MS = 5_000
"""A pause that is left empty for this long is worth a word; shorter ones may well be meant (not every pause is filled)."""
_ROUNDING = 0.5
"""Words a minute: clips are measured in whole ms."""
_NOBODY = 330
"""Words a minute, half as fast again as the fastest description (220): a clip that says so many is not all there."""


def time_rules(plan: DescriptionPlan, programme: Programme) -> Iterator[Finding]:
    yield from _over_speech(plan.descriptions, programme)
    yield from _over_another(plan.descriptions, programme)
    for description in plan.descriptions:
        yield from _rate(description, programme)
        yield from _past_end(description, programme)
    yield from _unused(plan, programme)


def _over_speech(descriptions: Sequence[Description], programme: Programme) -> Iterator[Finding]:
    speech = merged(programme.speech)
    starts, ends = [span.start for span in speech], [span.end for span in speech]
    for description in descriptions:
        heard = programme.sounding(description)
        near = speech[bisect_right(ends, heard.start):bisect_left(starts, heard.end)]
        if over := sum(heard.overlap(span) for span in near):
            yield _overlap(description, over, "speech")


def _over_another(descriptions: Sequence[Description], programme: Programme) -> Iterator[Finding]:
    latest = 0
    for description in sorted(descriptions, key=lambda description: description.span):
        heard = programme.sounding(description)
        if (over := min(latest, heard.end) - heard.start) > 0:
            yield _overlap(description, over, "another description")
        latest = max(latest, heard.end)


def _overlap(description: Description, over: int, what: str) -> Finding:
    message = f"{clock(description.span.start)}: the description sounds over {what} for {over} ms."
    return Finding("descriptions.overlap", Severity.FAILURE, message, description.span, over, 0)


def _rate(description: Description, programme: Programme) -> Iterator[Finding]:
    """Measure how fast it is spoken, where blanks part its words: what is far too fast is no longer all there."""
    if spaceless(programme.language):
        return
    rate = words_per_minute(description.text, description.span.duration)
    limit, at = programme.options.max_words_per_minute, clock(description.span.start)
    if rate > max(_NOBODY, limit) + _ROUNDING:
        message = f"{at}: {description.span.duration} ms are too short to say all of it ({rate:.0f} words a minute)."
        yield Finding("descriptions.cut-off", Severity.FAILURE, message, description.span, round(rate, 1), float(_NOBODY))
    elif rate > limit + _ROUNDING:
        message = f"{at}: {rate:.0f} words a minute; {limit} at most."
        yield Finding("descriptions.rate", Severity.WARNING, message, description.span, round(rate, 1), float(limit))


def _past_end(description: Description, programme: Programme) -> Iterator[Finding]:
    end, heard = programme.duration, programme.sounding(description).end
    if end is not None and heard > end:
        message = f"{clock(description.span.start)}: the film ends {heard - end} ms before the description: it is cut off."
        yield Finding("descriptions.cut-off", Severity.FAILURE, message, description.span, heard, end)


# --- pauses --------------------------------------------------------------------------------------------------------


def empty_pauses(plan: DescriptionPlan, programme: Programme) -> list[Span]:
    """Return what is left of the pauses, in order of time, without a breath next to a description."""
    return _rests([programme.sounding(description).padded(BREATH_MS) for description in plan.descriptions], programme.gaps)


def _rests(told: Iterable[Span], gaps: Sequence[Span]) -> list[Span]:
    """Return what is left of each gap. Each looks only at what lies in it: a film has a thousand of both."""
    lying = merged(told)
    starts, ends = [span.start for span in lying], [span.end for span in lying]
    return [rest for gap in gaps for rest in between(lying[bisect_right(ends, gap.start):bisect_left(starts, gap.end)], gap)]


def would_take(text: str, programme: Programme) -> int:
    """Return how many ms a text takes at the rate that is planned: so long a pause has room for it, surely."""
    return round(len(spoken_forms(text)) * 60_000 / programme.options.words_per_minute)


def _unused(plan: DescriptionPlan, programme: Programme) -> Iterator[Finding]:
    """Leaving usable pauses empty while something was left out is failure F113; having nothing to say is not.

    Sure it is only where what was left out matters and would have fitted in as it stands.
    """
    told = [programme.sounding(description) for description in plan.descriptions]
    rests = [rest for rest in _rests(told, programme.gaps) if rest.duration >= LONG_MS]
    idle = []
    for rest in rests:
        near = [(part, one) for one in plan.omitted if (part := usable(rest, one.about, one.matter))]
        if wide := [(part, one) for part, one in near if part.duration >= programme.options.min_gap_seconds * 1000]:
            yield _missed(rest, wide, programme)
        elif _changes(rest, programme):
            idle.append(rest)
    if idle:
        longest = max(idle, key=lambda rest: rest.duration)
        total = sum(rest.duration for rest in idle) / 1000
        shown = "" if programme.cuts is None else " while the pictures change"
        message = (f"Long pauses that stay empty{shown}: {len(idle)}, {total:.0f} s in all; "
                   f"the longest at {clock(longest.start)}.")
        yield Finding("descriptions.unused-gap", Severity.NOTE, message, longest, longest.duration / 1000, LONG_MS / 1000)


def _missed(rest: Span, near: Sequence[tuple[Span, Omission]], programme: Programme) -> Finding:
    fits = any(
        one.important and not one.doubts and _took(one, programme) <= part.duration - 2 * BREATH_MS for part, one in near)
    what = "something important that would have fitted in was left out" if fits else "something near it was left out"
    message = f"{clock(rest.start)}: a pause of {rest.duration / 1000:.1f} s is not used, and {what}."
    return Finding("descriptions.unused-gap", Severity.FAILURE if fits else Severity.WARNING, message,
                   rest, rest.duration / 1000, LONG_MS / 1000)


def _took(omission: Omission, programme: Programme) -> int:
    """Return how many ms it takes as it stands: as the voice was measured, else at the rate that is planned."""
    measured = next((one.length for one in omission.decisions if one.course is Course.WHOLE), 0)
    return measured or would_take(omission.text, programme)


def _changes(rest: Span, programme: Programme) -> bool:
    """Return whether the pictures change in a pause, or nobody knows."""
    return programme.cuts is None or any(cut in rest for cut in programme.cuts)

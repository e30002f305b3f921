"""Text on the screen: what stands there long enough to be read is read out or said by somebody, once, and is told as text."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence

from rapidfuzz.distance import Indel

from access.check.description_phrases import MARKED_AS_TEXT
from access.check.description_times import empty_pauses, would_take
from access.check.programme import Programme
from access.model.findings import ScreenText
from access.model.labels import is_time_code
from access.model.languages import spaceless_letters
from access.model.nearness import may_begin, usable
from access.model.package import Finding, Severity
from access.model.script import Description, DescriptionPlan, Matter
from access.model.time import Span, clock
from access.model.words import spoken_forms

STANDS_MS = 2_000
"""Text that stands for less is glanced at, if that."""
_NEAR_MS = 5_000
"""Somebody says it this long before it appears or after it is gone."""
_MOSTLY = 0.6
_NEARLY_ALL = 0.8
_FEW = 3
"""Fewer words than this fall by chance: they must all be there, in order."""
_SAME_WORD = 0.8
_FUZZY_LETTERS = 4


def screen_rules(plan: DescriptionPlan, programme: Programme) -> Iterator[Finding]:
    yield from _unread(plan, programme)
    for description in plan.descriptions:
        yield from _unmarked(description, programme)


def _unread(plan: DescriptionPlan, programme: Programme) -> Iterator[Finding]:
    """Tell each text that nobody is told of, at its first time.

    It is a failure where an empty pause near it had room for it: where none has, only a longer film would tell it.
    """
    held = [hold.told for hold in plan.extension.holds] if plan.extension else []
    longer = [(one, spoken_forms(one.text)) for one in held]
    told = [(one, spoken_forms(one.text)) for one in plan.descriptions]
    empty = empty_pauses(plan, programme)
    words = sorted(programme.words, key=lambda word: word.span)
    starts = [word.span.start for word in words]
    missed: list[list[str]] = []
    for text in sorted(programme.screen, key=lambda text: text.span):
        said = _sayable(text)
        forms = spoken_forms(said)
        if text.span.duration < STANDS_MS or not forms or any(_shared(forms, earlier) for earlier in missed):
            continue
        around = text.span.padded(_NEAR_MS)
        said_then = words[bisect_left(starts, around.start):bisect_left(starts, around.end)]
        if _tells(forms, [form for word in said_then for form in spoken_forms(word.text)]) or _read(forms, text, told):
            continue
        missed.append(forms)
        yield _finding(text, said, programme, empty, _in_longer(forms, text, longer))


def _finding(text: ScreenText, said: str, programme: Programme, empty: Sequence[Span], in_longer: bool) -> Finding:
    needed = would_take(said, programme)
    room = any((part := usable(rest, text.span, Matter.TEXT)) and part.duration >= needed for rest in empty)
    if in_longer:
        severity, why = Severity.NOTE, "only the extended film tells it"
    elif room:
        severity, why = Severity.FAILURE, "an empty pause near it has room for it"
    else:
        severity, why = Severity.WARNING, "no pause near it has room left for it"
    shown = said if len(said) <= 60 else f"{said[:59]}…"
    return Finding(
        "descriptions.unread-text", severity,
        f"{clock(text.span.start)}: “{shown}” stands on the screen for {text.span.duration / 1000:.1f} s, and nobody reads or "
        f"says it; {why}.", text.span, text.span.duration / 1000, STANDS_MS / 1000)


def _unmarked(description: Description, programme: Programme) -> Iterator[Finding]:
    """Tell a description that reads text from the screen as if somebody said it."""
    forms = spoken_forms(description.text)
    if description.matter.read or len(forms) < _FEW or MARKED_AS_TEXT.search(description.text):
        return
    for text in programme.screen:
        if description.span.overlap(may_begin(text.span, Matter.TEXT)) and (
                _share(forms, spoken_forms(_sayable(text))) >= _NEARLY_ALL):
            yield Finding(
                "descriptions.text-unmarked", Severity.NOTE,
                f"{clock(description.span.start)}: it reads what stands on the screen, and does not say that it is text.",
                description.span)
            return


def _sayable(text: ScreenText) -> str:
    """Return the lines that say something: no lone signs, no running clocks."""
    return " ".join(line for line in text.lines if spoken_forms(line) and not is_time_code(line))


def _read(forms: Sequence[str], text: ScreenText, told: Sequence[tuple[Description, list[str]]]) -> bool:
    """Return whether those descriptions near it together read it, or an earlier one did: not later than is of use."""
    around = may_begin(text.span, Matter.TEXT)
    if _tells(forms, [form for one, said in told if one.span.overlap(around) for form in said]):
        return True
    return any(one.span.start <= around.end and _shared(forms, said) for one, said in told)


def _in_longer(forms: Sequence[str], text: ScreenText, held: Sequence[tuple[Description, list[str]]]) -> bool:
    """Return whether the longer film reads it: in parts near it, a part that stood there before when that first appeared."""
    around = may_begin(text.span, Matter.TEXT)
    return _tells(forms, [form for one, said in held if one.about.overlap(around) or _shared(said, forms) for form in said])


def _shared(forms: Sequence[str], told: Sequence[str]) -> bool:
    """Return whether words hold a text; those that have no word of it at all are not looked at letter by letter."""
    common = not set(forms).isdisjoint(told) or any(spaceless_letters(form) for form in forms)
    return common and _tells(forms, told)


def _tells(forms: Sequence[str], told: Sequence[str]) -> bool:
    """Return whether words hold a text: most of it, or a short one as it stands."""
    run, whole = "".join(told), "".join(forms)
    if whole in run:
        return True
    if spaceless_letters(whole) * 2 > len(whole):
        return sum(letter in run for letter in whole) >= _NEARLY_ALL * len(whole)
    carrying = [form for form in forms if len(form) > 2 or form.isdigit()]
    return len(carrying) >= _FEW and _share(carrying, told) >= _MOSTLY


def _share(some: Sequence[str], others: Sequence[str]) -> float:
    """Return how many of some words are among others, or nearly: an engine that reads wavers in letters."""
    known = set(others)
    return sum(one in known or any(_same(one, other) for other in known) for one in some) / (len(some) or 1)


def _same(one: str, other: str) -> bool:
    if min(len(one), len(other)) < _FUZZY_LETTERS or one.isdigit() or other.isdigit():
        return False
    return bool(Indel.normalized_similarity(one, other, score_cutoff=_SAME_WORD) >= _SAME_WORD)

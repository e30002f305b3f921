"""What the manifest tells of descriptions: what is told and what is not, what was tried, and where a person should look.

A manifest is read whole by every tool, so what a long film could fill without end is limited, and says how much it left out.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass

from access.model.script import Decision, Description, DescriptionPlan, EngineIdentity, Extension, Omission
from access.model.time import Span
from access.pack.texts import clean

MOST_OMITTED = 500
"""The weightiest; a detailed look at a long film finds more than anybody reads."""
MOST_DECISIONS = 8
"""Of one text, the last ones: they say why it is as it is."""
_MOST_LETTERS = 300
"""Of a text that was tried. What is told stands there whole."""


@dataclass(frozen=True, slots=True)
class DescribedFacts:
    """All that is told of descriptions."""

    plan: DescriptionPlan
    voice: EngineIdentity | None = None
    """Synthetic, always."""
    looker: EngineIdentity | None = None
    """Which model looked at the pictures."""
    extended: bool = False
    """Whether the longer film was made."""


def described(facts: DescribedFacts) -> dict[str, object]:
    """Return it ready for JSON."""
    plan = facts.plan
    omitted = sorted(sorted(plan.omitted, key=lambda one: -one.weight)[:MOST_OMITTED], key=lambda one: one.about)
    held = [hold.told for hold in plan.extension.holds] if plan.extension else []
    return {
        "verdict": plan.verdict,
        "pictures_looked_at": plan.pictures_looked_at,
        "looked_at_by": _engine(facts.looker),
        "voice": {"synthetic": True, "engine": _engine(facts.voice)} if facts.voice else None,
        "static": plan.static,
        "spoken": [_spoken(one) for one in plan.descriptions],
        "omitted": [_omitted(one) for one in omitted],
        "omitted_not_listed": len(plan.omitted) - len(omitted),
        "to_be_checked": sum(bool(one.doubts) for one in (*plan.descriptions, *held)),
        "extended": {"offered": plan.extended_offered, "made": facts.extended, "holds": _holds(plan.extension)},
    }


def _holds(extension: Extension | None) -> list[dict[str, object]]:
    held = extension.holds if extension else ()
    return [{"at_ms": hold.at, "duration_ms": hold.duration, "told": _spoken(hold.told)} for hold in held]


def _spoken(one: Description) -> dict[str, object]:
    return {
        "span": _span(one.span), "text": one.text, "rate": round(one.rate, 3), "about": _span(one.about),
        "matter": one.matter, "doubts": list(one.doubts), "decisions": _decisions(one.decisions),
    }


def _omitted(one: Omission) -> dict[str, object]:
    return {
        "about": _span(one.about), "text": one.text, "reason": one.reason, "matter": one.matter,
        "weight": round(one.weight, 3), "important": one.important, "doubts": list(one.doubts),
        "decisions": _decisions(one.decisions),
    }


def _decisions(decisions: Sequence[Decision]) -> list[dict[str, object]]:
    return [
        {"course": one.course, "text": _short(one.text), "length_ms": one.length, "room_ms": one.room, "kept": one.kept}
        for one in decisions[-MOST_DECISIONS:]
    ]


def _short(text: str) -> str:
    said = clean(text)
    return said if len(said) <= _MOST_LETTERS else f"{said[: _MOST_LETTERS - 1]}…"


def _engine(one: EngineIdentity | None) -> dict[str, object] | None:
    return asdict(one) if one else None


def _span(span: Span) -> dict[str, int]:
    return {"start_ms": span.start, "end_ms": span.end}

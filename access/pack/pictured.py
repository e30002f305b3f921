"""What the manifest tells of a still picture: its texts in every language and how each stands, its kind, what it may be for.

Written for the next run, for those who look texts over and for publishing systems, and read back here: both ways of one form.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from access.model.findings import TextOrigin
from access.model.pictures import KindGuess, Nature, PeoplePolicy, Pictured, PictureKind, Suggested, TextBlock, Use
from access.model.script import AltText, Provenance, ReviewState

MOST_BLOCKS = 500
"""Of text; a scanned book has more than anybody reads here. Its words stand in the texts."""
_UNKNOWN = "unknown"
"""How far an engine's confidence comes true: nobody has measured it on pictures such as these."""


@dataclass(frozen=True, slots=True)
class PicturedFacts:
    """All that is told of a picture."""

    alts: tuple[AltText, ...]
    """A language each, the picture's own first; read back without their engines, which stand at the sidecars."""
    pictured: Pictured | None = None
    """None where nobody asked what it is."""
    policy: PeoplePolicy = PeoplePolicy.NEUTRAL
    profile: str = ""
    """Of length: the name or the path that the settings gave."""
    signed: bool = False
    """It bears content credentials."""


def pictured(facts: PicturedFacts) -> dict[str, object]:
    """Return it ready for JSON."""
    known = facts.pictured
    blocks = known.blocks if known else ()
    guess = known.kind if known else None
    return {
        "kind": {"kind": guess.kind, "confidence": round(guess.confidence, 3), "calibration": _UNKNOWN} if guess else None,
        "suggested": {"use": known.suggested.use, "why": known.suggested.why} if known else None,
        "policy": facts.policy,
        "profile": facts.profile,
        "signed": facts.signed,
        "texts": [_text(alt) for alt in facts.alts],
        "blocks": [_written(one) for one in blocks[:MOST_BLOCKS]],
        "blocks_not_listed": max(0, len(blocks) - MOST_BLOCKS),
    }


def read_pictured(told: Any) -> PicturedFacts:
    """Return what `pictured` wrote. Raises `KeyError`, `TypeError` or `ValueError` where it did not."""
    kind, suggested = told["kind"], told["suggested"]
    known = Pictured(
        KindGuess(PictureKind(kind["kind"]), float(kind["confidence"])) if kind else None,
        Suggested(Use(suggested["use"]), _words(suggested["why"])),
        tuple(_block(one) for one in told["blocks"])) if suggested else None
    return PicturedFacts(
        tuple(_alt(one) for one in told["texts"]), known, PeoplePolicy(told["policy"]), _words(told["profile"]),
        bool(told["signed"]))


def _text(alt: AltText) -> dict[str, object]:
    by = alt.provenance
    return {
        "language": alt.language,
        "text": alt.text,
        "long": alt.long,
        "draft": by.draft,
        "why_draft": list(by.why_draft),
        "doubts": list(alt.doubts),
        "confidence": None if by.confidence is None else round(by.confidence, 3),
        "calibration": _UNKNOWN,
        "origin": by.origin,
        "review": by.review,
        "source": by.source,
    }


def _alt(one: Any) -> AltText:
    confidence = one["confidence"]
    provenance = Provenance(
        TextOrigin(one["origin"]), ReviewState(one["review"]), confidence=None if confidence is None else float(confidence),
        why_draft=tuple(map(_words, one["why_draft"])), source=_words(one["source"]))
    return AltText(
        _words(one["text"]), _words(one["long"]), _words(one["language"]), provenance, tuple(map(_words, one["doubts"])))


def _written(one: TextBlock) -> dict[str, object]:
    return {
        "nature": one.nature, "lines": list(one.lines), "page": one.page, "score": round(one.score, 3),
        "height": round(one.height, 4)}


def _block(one: Any) -> TextBlock:
    return TextBlock(Nature(one["nature"]), tuple(map(_words, one["lines"])), int(one["page"]), float(one["score"]),
                     float(one["height"]))


def _words(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError(f"not text: {value!r}")
    return value

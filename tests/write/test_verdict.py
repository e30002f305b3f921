"""What a film needs by way of description: the truth table, row by row."""

from __future__ import annotations

import pytest

from access.model.script import Description, Matter, Omission, Verdict
from access.model.time import Span
from access.write.describe import verdict

SPOKEN = [Description(Span(0, 900), "Title: Radio.", 1.0, Span(0, 900), Matter.TITLE)]


def missing(*matters: Matter) -> list[Omission]:
    return [Omission(Span(0, 900), "It.", "no pause", matter) for matter in matters]


@pytest.mark.parametrize(("told", "omitted", "looked", "talking_head", "expected"), [
    (SPOKEN, [], True, False, Verdict.DESCRIBED),
    (SPOKEN, [], False, False, Verdict.DESCRIBED),
    (SPOKEN, [], True, True, Verdict.DESCRIBED),
    (SPOKEN, missing(Matter.TEXT, Matter.PLACE), True, False, Verdict.DESCRIBED),
    ([], missing(Matter.TEXT), True, False, Verdict.NO_USABLE_PAUSE),
    ([], missing(Matter.TEXT), False, False, Verdict.NO_USABLE_PAUSE),
    ([], missing(Matter.TEXT), True, True, Verdict.NO_USABLE_PAUSE),
    ([], missing(Matter.CREDITS), True, True, Verdict.NO_USABLE_PAUSE),
    ([], missing(Matter.ACTION), True, False, Verdict.NO_USABLE_PAUSE),
    ([], missing(Matter.CAPTION), True, False, Verdict.NO_USABLE_PAUSE),
    ([], missing(Matter.CAPTION, Matter.LOOK), True, True, Verdict.TALKING_HEAD),
    ([], missing(Matter.TITLE), False, True, Verdict.TALKING_HEAD),
    ([], [], True, True, Verdict.TALKING_HEAD),
    ([], [], False, True, Verdict.TALKING_HEAD),
    ([], [], True, False, Verdict.SPEECH_SAYS_ALL),
    ([], [], False, False, Verdict.PICTURES_NOT_LOOKED_AT),
])
def test_each_case_has_its_verdict(
    told: list[Description], omitted: list[Omission], looked: bool, talking_head: bool, expected: Verdict
) -> None:
    assert verdict(told, omitted, looked=looked, talking_head=talking_head) is expected

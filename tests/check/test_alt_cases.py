"""Every rule for alternative texts, broken and kept, from a table that people can read and add to."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from alt_cases import GOOD, AltCase, cases

CASES = tuple(cases())
ELSEWHERE = ("alt_advice", "alt_truth")
"""What a model is told, and what is held against the picture itself: they have tests of their own."""
ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize("case", CASES, ids=str)
def test_a_rule_finds_what_breaks_it_and_passes_over_what_keeps_it(case: AltCase) -> None:
    found = case.found()
    if case.rule == GOOD:
        assert not found
    else:
        assert (case.rule in found) is case.broken, found


def test_every_rule_has_cases_on_both_sides() -> None:
    sides = {(case.rule, case.broken) for case in CASES}
    rooms = [room for room in (ROOT / "access" / "check").glob("alt*.py") if room.stem not in ELSEWHERE]
    text = "".join(room.read_text("utf-8") for room in rooms)
    rules = set(re.findall(r'"alt\.([\w-]+)"', text))
    assert len(CASES) > 500
    assert len(rules) > 25
    assert {rule for rule in rules if not {(rule, True), (rule, False)} <= sides} == set()

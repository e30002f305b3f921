"""Every rule for alternative texts, broken and kept, from a table that people can read and add to."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from alt_cases import GOOD, AltCase, cases

CASES = tuple(cases())
DOCS = Path(__file__).parents[2] / "docs" / "rules.md"


@pytest.mark.parametrize("case", CASES, ids=str)
def test_a_rule_finds_what_breaks_it_and_passes_over_what_keeps_it(case: AltCase) -> None:
    found = case.found()
    if case.rule == GOOD:
        assert not found
    else:
        assert (case.rule in found) is case.broken, found


def test_every_rule_has_cases_on_both_sides() -> None:
    sides = {(case.rule, case.broken) for case in CASES}
    rules = set(re.findall(r"^\| `alt\.([\w-]+)`", DOCS.read_text("utf-8"), re.MULTILINE))
    assert len(CASES) > 250
    assert {rule for rule in rules if not {(rule, True), (rule, False)} <= sides} == set()

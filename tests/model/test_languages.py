"""Language tags: which way a language is written."""

from __future__ import annotations

import pytest

from access.model.languages import runs_right_to_left


@pytest.mark.parametrize(("tag", "rtl"), [
    ("ar", True), ("he-IL", True), ("fa", True), ("ur-PK", True), ("yi", True), ("az-Arab", True), ("en-Hebr-US", True),
    ("ar-Latn", False), ("en", False), ("zh-Hant", False), ("", False), ("und", False),
])
def test_a_language_runs_the_way_of_its_script(tag: str, rtl: bool) -> None:
    assert runs_right_to_left(tag) is rtl

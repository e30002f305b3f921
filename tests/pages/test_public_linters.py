"""What public linters find in an alternative text we find, too: every case of the table, through all of them."""

from __future__ import annotations

import pytest
from alt_cases import cases
from playwright.sync_api import Browser
from public_linters import LINTERS, found_by_all, missing


def test_whatever_a_public_linter_finds_in_a_broken_text_we_find_too(browser: Browser) -> None:
    if absent := missing():
        pytest.skip(absent)
    page = browser.new_page()
    broken = [case for case in cases() if case.broken]
    found = found_by_all(broken, page)
    page.close()
    for linter in LINTERS:
        assert sum(map(bool, found[linter])) > 0, f"{linter} finds nothing at all: it did not run"
        missed = [str(case) for case, theirs in zip(broken, found[linter], strict=True) if theirs and not case.found()]
        assert not missed, f"{linter} finds these, and we do not"

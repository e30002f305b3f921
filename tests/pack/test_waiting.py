"""What goes to a person first: findings decide, then confidence."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pack_facts import facts

from access.model.findings import TextOrigin
from access.model.package import Finding, Report, Role, Severity, Sidecar
from access.model.script import Provenance, ReviewState
from access.pack.manifest import manifest
from access.pack.waiting import Waiting, waiting

NOTHING = Waiting(Path("a"), "a", ("a.alt.txt",), False, 0, 0, 0, 0.9, ())
GRAVE = Finding("alt.missing", Severity.FAILURE, "It has no text.")
ODD = Finding("alt.too-long", Severity.WARNING, "It is too long.")
SMALL = Finding("alt.no-punctuation", Severity.NOTE, "It does not end.")


def first(*many: Waiting) -> Waiting:
    return min(many, key=lambda one: one.order)


def test_findings_come_before_confidence() -> None:
    sure_and_wrong = replace(NOTHING, warnings=1, confidence=0.99)
    assert first(replace(NOTHING, confidence=0.01), sure_and_wrong) is sure_and_wrong
    failed = replace(NOTHING, failures=1, confidence=1.0)
    assert first(failed, replace(NOTHING, warnings=9, notes=9, confidence=0.0)) is failed


def test_of_those_that_the_checks_found_alike_the_least_sure_comes_first() -> None:
    unsure, untold = replace(NOTHING, confidence=0.2), replace(NOTHING, confidence=None)
    assert first(NOTHING, unsure) is unsure
    assert first(unsure, untold) is untold


@given(st.tuples(st.integers(0, 3), st.integers(0, 3)), st.tuples(st.integers(0, 3), st.integers(0, 3)))
def test_more_of_what_is_graver_is_never_later(one: tuple[int, int], other: tuple[int, int]) -> None:
    a = replace(NOTHING, failures=one[0], warnings=one[1])
    b = replace(NOTHING, failures=other[0], warnings=other[1])
    assert (a.order < b.order) == (one > other)


def written(
    folder: Path, *findings: Finding, review: ReviewState = ReviewState.PROPOSED, confidence: float | None = 0.5,
) -> Path:
    """Write the manifest of a picture with an alternative text and a page that stand so."""
    path = folder / "talks" / "lecture.mp4.access.json"
    path.parent.mkdir(parents=True, exist_ok=True)
    by = Provenance(TextOrigin.MACHINE, review, confidence=confidence)
    sidecars = tuple(
        Sidecar(role, path.parent / name, "", "", "en", by)
        for role, name in ((Role.ALT_TEXT, "a.en.alt.txt"), (Role.PAGE, "a.html")))
    known = replace(facts(folder), sidecars=sidecars, report=Report(findings, ()))
    path.write_text(manifest(known, path), "utf-8")
    return path


def test_a_manifest_tells_what_waits_and_why(tmp_path: Path) -> None:
    found = waiting(written(tmp_path, SMALL, ODD, GRAVE, ODD))
    assert found is not None
    assert (found.original, found.failures, found.warnings, found.notes) == ("talks/lecture.mp4", 1, 2, 1)
    assert found.reasons == (GRAVE.message, ODD.message)
    assert found.confidence == 0.5
    assert found.texts == ("a.en.alt.txt",)


def test_what_is_approved_waits_only_where_a_check_failed(tmp_path: Path) -> None:
    assert waiting(written(tmp_path, ODD, review=ReviewState.APPROVED)) is None
    failed = waiting(written(tmp_path, GRAVE, review=ReviewState.APPROVED))
    assert failed is not None
    assert failed.texts == ()


@pytest.mark.parametrize("content", ["", "[]", "{}", '{"sidecars": [{}], "findings": []}', '{"sidecars": 3}'])
def test_what_is_no_manifest_raises(tmp_path: Path, content: str) -> None:
    path = tmp_path / "a.access.json"
    path.write_text(content)
    with pytest.raises((ValueError, LookupError, TypeError)):
        waiting(path)

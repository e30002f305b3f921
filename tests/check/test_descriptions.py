"""The rules for descriptions: each names what breaks it, and stays silent about what keeps it."""

from __future__ import annotations

from access.check.descriptions import check_descriptions
from access.config import DescribeOptions
from access.model.package import Finding, Severity
from access.model.script import Description, DescriptionPlan, Omission, Verdict
from access.model.time import Span

OPTIONS = DescribeOptions()


def said(start: int, end: int, text: str = "A door opens.") -> Description:
    return Description(Span(start, end), text, 1.0, Span(start, end))


def check(
    *descriptions: Description, omitted: tuple[Omission, ...] = (), speech: tuple[Span, ...] = (), gaps: tuple[Span, ...] = (),
    looked: bool = True,
) -> list[Finding]:
    plan = DescriptionPlan(descriptions, omitted, Verdict.DESCRIBED, looked)
    return list(check_descriptions(plan, speech, gaps, OPTIONS))


def test_good_descriptions_raise_nothing() -> None:
    good = (said(1_000, 3_000), said(4_000, 6_000, "A boat leaves."))
    assert check(*good, speech=(Span(0, 900), Span(6_100, 9_000)), gaps=(Span(900, 6_100),)) == []


def test_a_description_over_speech_is_a_failure() -> None:
    (finding,) = check(said(1_000, 3_000), speech=(Span(2_500, 4_000), Span(2_900, 2_950)))
    assert (finding.rule, finding.severity, finding.span) == ("descriptions.overlap", Severity.FAILURE, Span(1_000, 3_000))
    assert finding.measure is not None
    assert finding.measure >= 0.5


def test_two_descriptions_at_once_are_a_failure() -> None:
    (finding,) = check(said(1_000, 3_000), said(2_000, 4_000, "Another."))
    assert finding.rule == "descriptions.overlap"
    assert "another description" in finding.message


def test_a_description_faster_than_the_limit_is_named_with_its_rate() -> None:
    (finding,) = check(said(0, 2_000, "one two three four five six seven eight"))
    assert (finding.rule, finding.severity, finding.measure, finding.limit) == (
        "descriptions.rate", Severity.WARNING, 240.0, 220.0)
    assert check(said(0, 2_200, "one two three four five six seven eight")) == []


def test_the_same_said_twice_is_named_once_at_its_second_place() -> None:
    (finding,) = check(said(0, 2_000), said(5_000, 7_000, "A DOOR opens"))
    assert (finding.rule, finding.span) == ("descriptions.repeated", Span(5_000, 7_000))


def test_an_empty_pause_is_a_warning_only_where_something_near_it_was_left_out() -> None:
    gap = (Span(10_000, 20_000),)
    near = Omission(Span(15_000, 16_000), "Text.", "no room")
    far = Omission(Span(90_000, 91_000), "Text.", "no room")
    assert [(one.rule, one.severity) for one in check(omitted=(near,), gaps=gap)] == [
        ("descriptions.unused-gap", Severity.WARNING)]
    for omitted in ((), (far,)):
        assert [(one.rule, one.severity) for one in check(omitted=omitted, gaps=gap)] == [
            ("descriptions.unused-gap", Severity.NOTE)]


def test_what_is_left_of_a_used_pause_counts_and_short_rests_do_not() -> None:
    near = (Omission(Span(5_000, 6_000), "Text.", "no room"),)
    assert check(said(2_000, 4_000), omitted=near, gaps=(Span(0, 8_900),)) == []
    (finding,) = check(said(2_000, 4_000), omitted=near, gaps=(Span(0, 9_100),))
    assert finding.span == Span(4_000, 9_100)


def test_a_film_with_many_empty_pauses_gets_one_note() -> None:
    (finding,) = check(gaps=tuple(Span(start, start + 6_000) for start in range(0, 100_000, 10_000)))
    assert finding.severity is Severity.NOTE
    assert "10" in finding.message


def test_pictures_that_nobody_looked_at_are_noted() -> None:
    assert [(one.rule, one.severity) for one in check(looked=False)] == [
        ("descriptions.pictures-not-looked-at", Severity.NOTE)]

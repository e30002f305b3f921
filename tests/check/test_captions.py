from __future__ import annotations

import pytest

from access.check.captions import check_captions
from access.model.findings import Word
from access.model.package import Severity
from access.model.script import Cue
from access.model.time import Span
from access.profiles import load_profile

WEB = load_profile("web")
GOOD = (Cue(Span(1_000, 3_000), ("We walked home",), "ANNA"), Cue(Span(3_080, 5_000), ("along the river.",)))
WORDS = tuple(
    Word(text, Span(start, start + 300)) for text, start in zip(
        ["We", "walked", "home", "along", "the", "river."], (1_000, 1_400, 2_000, 3_100, 3_500, 3_900), strict=True))


def found(*cues: Cue) -> list[tuple[str, float | None, float | None]]:
    return [(finding.rule.removeprefix("captions."), finding.measure, finding.limit) for finding in check_captions(cues, WEB)]


def test_good_captions_have_no_findings() -> None:
    assert check_captions(GOOD, WEB, WORDS, shots=[0, 3_080], duration=5_000) == ()


def test_no_captions_have_no_findings() -> None:
    assert check_captions((), WEB) == ()


@pytest.mark.parametrize(("cue", "expected"), [
    (Cue(Span(0, 7_000), ("x" * 43,)), ("line-length", 43, 42)),
    (Cue(Span(0, 7_000), ("x" * 40,), "BEN"), ("line-length", 45, 42)),
    (Cue(Span(0, 7_000), ("漢" * 22,)), ("line-length", 44, 42)),
    (Cue(Span(0, 2_000), ("a", "b", "c")), ("lines", 3, 2)),
    (Cue(Span(0, 2_000), ("x" * 40,)), ("reading-speed", 20.0, 17.0)),
    (Cue(Span(0, 900), ("Yes.",)), ("min-duration", 900, 1_000)),
    (Cue(Span(0, 7_001), ("Yes.",)), ("max-duration", 7_001, 7_000)),
])
def test_each_limit_of_a_cue_is_measured(cue: Cue, expected: tuple[str, float, float]) -> None:
    assert found(cue) == [expected]


def test_cues_that_overlap_or_come_too_close_are_found() -> None:
    first = Cue(Span(0, 2_000), ("One.",))
    assert found(first, Cue(Span(1_900, 4_000), ("Two.",))) == [("overlap", 100, 0)]
    assert found(first, Cue(Span(2_040, 4_000), ("Two.",))) == [("gap", 40, 80)]
    assert found(first, Cue(Span(2_300, 4_000), ("Two.",))) == [("gap", 300, 500)]
    assert found(first, Cue(Span(2_500, 4_000), ("Two.",))) == []


def test_a_gap_that_a_cut_explains_is_left() -> None:
    cues = (Cue(Span(0, 2_000), ("One.",)), Cue(Span(2_300, 4_000), ("Two.",)))
    assert check_captions(cues, WEB, shots=[2_080]) == ()


def test_a_cue_over_a_cut_is_noted() -> None:
    finding, = check_captions(GOOD, WEB, shots=[2_000])
    assert (finding.rule, finding.severity, finding.span) == ("captions.straddles-shot", Severity.NOTE, GOOD[0].span)


def test_a_cue_that_begins_off_its_first_word_is_found_early_or_late() -> None:
    def late_by(shift: int) -> list[tuple[str, float | None]]:
        cues = (GOOD[0], Cue(Span(3_100 + shift, 6_000), ("along the river.",)))
        return [(f.rule, f.measure) for f in check_captions(cues, WEB, WORDS) if f.rule == "captions.sync"]

    assert late_by(200) == []
    assert late_by(400) == [("captions.sync", 400)]


def test_a_cut_explains_a_start_off_the_first_word() -> None:
    netflix = load_profile("netflix")
    cues = (GOOD[0], Cue(Span(3_300, 6_000), ("along the river.",)))
    rules = {f.rule for f in check_captions(cues, netflix, WORDS, frame_rate=25)}
    assert "captions.sync" in rules
    assert "captions.sync" not in {f.rule for f in check_captions(cues, netflix, WORDS, shots=[3_300], frame_rate=25)}


def test_lost_words_are_a_failure_that_names_them() -> None:
    cues = (GOOD[0], Cue(Span(3_080, 5_000), ("along river.",)))
    finding, = check_captions(cues, WEB, WORDS)
    assert (finding.rule, finding.severity, finding.measure) == ("captions.words-lost", Severity.FAILURE, 1)
    assert finding.message.endswith("1 spoken words are not there: the.")
    assert finding.span == WORDS[4].span


def test_words_that_nobody_spoke_do_not_hide_the_ones_that_were() -> None:
    title = Cue(Span(0, 1_000), ("A RIVER FILM",))
    assert check_captions((title, *GOOD[:1]), WEB, WORDS[:3]) == (
        *(f for f in check_captions((title, *GOOD[:1]), WEB, WORDS[:3]) if f.rule == "captions.gap"),)
    lost = [f.measure for f in check_captions((title,), WEB, WORDS) if f.rule == "captions.words-lost"]
    assert lost == [6]


def test_a_word_broken_over_two_cues_is_not_lost() -> None:
    cues = (Cue(Span(0, 2_000), ("https://example.org/",)), Cue(Span(2_080, 4_000), ("river.html",)))
    assert check_captions(cues, WEB, [Word("https://example.org/river.html", Span(0, 4_000))]) == ()


def test_captions_after_the_end_of_the_media_are_a_failure() -> None:
    assert [f.rule for f in check_captions(GOOD, WEB, duration=4_000)] == ["captions.past-end"]


def test_a_language_is_measured_by_its_own_limits() -> None:
    cue = Cue(Span(0, 6_000), ("哺" * 23,))
    assert [f.rule for f in check_captions((cue,), WEB)] == ["captions.line-length"]
    assert check_captions((cue,), WEB, language="ja") == ()

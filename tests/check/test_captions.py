from __future__ import annotations

from collections.abc import Sequence

import pytest

from access.check.caption_times import UNMEETABLE
from access.check.captions import check_captions
from access.model.findings import Word
from access.model.package import Severity
from access.model.script import Cue
from access.model.time import Span
from access.profiles import load_profile
from access.write.linebreaks import parts_sense

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


def rules_of(
    *cues: Cue, profile: str = "web", shots: Sequence[int] = (), words: Sequence[Word] = (), rate: float = 25,
) -> list[str]:
    found = check_captions(cues, load_profile(profile), words, shots, frame_rate=rate)
    return [finding.rule.removeprefix("captions.") for finding in found]


# --- cuts, at 25 frames a second: 40 ms each ------------------------------------------------------------------------

@pytest.mark.parametrize(("start", "expected"), [
    (10_000, []), (10_040, []), (10_100, ["in-cue"]), (10_200, ["in-cue"]), (10_210, []),
    (9_970, []), (9_900, ["in-cue"]), (9_790, ["straddles-shot"]),
])
def test_a_cue_that_begins_near_a_cut_begins_on_it(start: int, expected: list[str]) -> None:
    assert rules_of(Cue(Span(start, 12_000), ("Along the river.",)), shots=[10_000]) == expected


def test_a_cue_that_cannot_begin_on_the_cut_may_begin_after_it() -> None:
    over = Cue(Span(7_000, 10_070), ("We walked home",))
    assert "in-cue" not in rules_of(over, Cue(Span(10_150, 12_000), ("along the river.",)), shots=[10_000])


def test_netflix_pulls_a_cue_that_begins_9_to_11_frames_before_a_cut() -> None:
    cue = Cue(Span(9_600, 12_000), ("Along the river.",))
    assert rules_of(cue, profile="netflix", shots=[10_000]) == ["in-cue"]
    assert rules_of(Cue(Span(9_520, 12_000), ("Along the river.",)), profile="netflix", shots=[10_000]) == ["straddles-shot"]


@pytest.mark.parametrize(("end", "expected"), [
    (9_920, []), (9_900, []), (9_800, ["out-cue"]), (10_200, ["out-cue"]), (9_300, []), (10_600, ["straddles-shot"]),
])
def test_a_cue_that_ends_near_a_cut_ends_two_frames_before_it(end: int, expected: list[str]) -> None:
    assert rules_of(Cue(Span(7_000, end), ("Along the river.",)), shots=[10_000]) == expected


def test_an_out_time_that_nothing_could_mend_is_not_told() -> None:
    over = Cue(Span(7_000, 10_300), ("We walked home",))
    words = [Word("We", Span(7_000, 8_000)), Word("walked", Span(8_000, 9_000)), Word("home", Span(9_000, 10_300)),
             Word("along.", Span(10_380, 11_000))]
    following = Cue(Span(10_380, 12_000), ("along.",))
    assert rules_of(over, following, shots=[10_000], words=words) == ["straddles-shot"]
    assert "out-cue" in rules_of(over, following, shots=[10_000])


def test_a_cue_that_makes_way_for_the_next_one_on_the_cut_keeps_the_gap_s_rule() -> None:
    bbc = (Cue(Span(7_000, 10_000), ("We walked home",)), Cue(Span(10_000, 12_000), ("along the river.",)))
    assert rules_of(*bbc, profile="bbc", shots=[10_000]) == []


# --- speech ---------------------------------------------------------------------------------------------------------

FAST = [Word(f"antidisestablished{n}", Span(n * 200, n * 200 + 200)) for n in range(8)]


def test_speech_that_is_too_fast_is_told_from_a_cue_that_is_too_short() -> None:
    line = " ".join(word.text for word in FAST[:2])
    cues = (Cue(Span(0, 400), (line,)), Cue(Span(480, 4_000), tuple(word.text for word in FAST[2:4])))
    words = [*FAST[:2], *(Word(word.text, word.span.shifted(80)) for word in FAST[2:4])]
    speed = next(f for f in check_captions(cues, WEB, words) if f.rule == "captions.reading-speed")
    assert UNMEETABLE in speed.message
    slow = (Cue(Span(0, 1_000), (line,)),)
    speed = next(f for f in check_captions(slow, WEB, FAST[:1]) if f.rule == "captions.reading-speed")
    assert UNMEETABLE in speed.message
    unhurried = [Word(FAST[0].text, Span(0, 1_000)), Word(FAST[1].text, Span(1_000, 2_000))]
    speed = next(f for f in check_captions(slow, WEB, unhurried) if f.rule == "captions.reading-speed")
    assert UNMEETABLE not in speed.message
    assert all(UNMEETABLE not in f.message for f in check_captions(cues, WEB))


# --- order, emptiness, sense, speakers, sounds ----------------------------------------------------------------------

def test_a_caption_behind_a_later_one_is_out_of_order_and_overlaps_nothing_for_that() -> None:
    assert rules_of(GOOD[1], GOOD[0]) == ["order"]


def test_a_long_caption_overlaps_all_that_comes_while_it_stands() -> None:
    cues = (Cue(Span(0, 6_900), ("A title",)), Cue(Span(1_000, 3_000), ("One.",)), Cue(Span(4_000, 6_000), ("Two.",)))
    assert rules_of(*cues) == ["overlap", "overlap"]


def test_a_caption_with_nothing_to_read_is_found() -> None:
    assert rules_of(Cue(Span(0, 2_000), ())) == ["empty"]


def test_a_line_that_parts_what_belongs_together_is_noted_where_it_could_break_better() -> None:
    bad = Cue(Span(0, 5_000), ("She would buy a", "pound of herring every day."))
    finding, = check_captions((bad,), WEB, language="en", parts_sense=parts_sense)
    assert (finding.rule, finding.severity) == ("captions.line-break", Severity.NOTE)
    assert "“a” and “pound”" in finding.message
    for lines in (("She would buy a pound", "of herring every day."), ("the", "pound")):
        assert check_captions((Cue(Span(0, 5_000), lines),), WEB, language="en", parts_sense=parts_sense) == ()


@pytest.mark.parametrize(("line", "expected"), [
    ("- Hi. - Hello there.", ["speakers-on-one-line"]), ("ANNA: Hi. BEN: Hello.", ["speakers-on-one-line"]),
    ("He said - well. - No.", []), ("I was born in 1984. It was cold.", []), ("ANNA: Question: why?", []),
    ("DR. WREN: My name is Ottoline Wren.", []), ("DR. WREN: Hi. BEN: Hello.", ["speakers-on-one-line"]),
    ("АННА: Привет. БОРИС: Да.", ["speakers-on-one-line"]), ("Да. Вопрос: почему? Ответ: нет.", []),
])
def test_two_speakers_have_a_line_each(line: str, expected: list[str]) -> None:
    assert rules_of(Cue(Span(0, 4_000), (line,))) == expected


@pytest.mark.parametrize(("lines", "profile", "expected"), [
    (("- Hi.", "- Hello."), "web", ["speaker-form"]), (("- Hi.", "- Hello."), "netflix", []),
    (("ANNA: Hi.", "BEN: Hello."), "netflix", ["speaker-form"]), (("ANNA: Hi.", "BEN: Hello."), "web", []),
    (("ANNA: Hi.",), "netflix", []), (("ANNA: Hi.",), "dcmp", ["speaker-form"]), (("(Anna) Hi.",), "dcmp", []),
    ((">> Hi.",), "web", ["speaker-form"]),
    (("[applause]",), "web", []), (("(applause)",), "web", ["sound-form"]), (("[applause]",), "bbc", ["sound-form"]),
    (("♪ Oh, my darling ♪",), "bbc", []), (("(as he said to all of us before.)",), "web", []),
])
def test_speakers_and_sounds_are_written_in_the_guideline_s_way(
    lines: tuple[str, ...], profile: str, expected: list[str],
) -> None:
    assert rules_of(Cue(Span(0, 4_000), lines), profile=profile) == expected


def test_a_slow_screen_recording_does_not_make_half_a_second_of_two() -> None:
    cue = Cue(Span(0, 8_500 - 2_000), ("Along the river.",))
    assert rules_of(cue, shots=[8_000], rate=6) == []


def test_a_name_with_a_title_is_one_speaker() -> None:
    cue = Cue(Span(0, 4_000), ("We crossed the river.",), "DR. ROSS")
    assert not [finding for finding in check_captions([cue], WEB) if finding.rule == "captions.speakers-on-one-line"]


def test_a_cue_that_begins_on_a_cut_is_settled_whatever_cut_is_close_by() -> None:
    netflix = load_profile("netflix")
    cue = Cue(Span(10_000, 13_000), ("We crossed the river.",))
    found = check_captions([cue], netflix, shots=[10_000, 10_414], frame_rate=25.0)
    assert "captions.in-cue" not in {finding.rule for finding in found}
    assert "captions.in-cue" in {
        finding.rule for finding in check_captions([cue], netflix, shots=[10_300], frame_rate=25.0)}

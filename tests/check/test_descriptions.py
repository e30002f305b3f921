"""The rules for descriptions: each names what breaks it, and stays silent about what keeps it."""

from __future__ import annotations

from dataclasses import replace

import description_texts as texts
import pytest
from hypothesis import given
from hypothesis import strategies as st

from access.check.descriptions import Programme, Timing, check_descriptions, tallied
from access.config import DescribeOptions
from access.model.findings import ScreenText, Word
from access.model.package import Finding, Role, Severity
from access.model.script import Course, Decision, Description, DescriptionPlan, Extension, Hold, Matter, Omission, Verdict
from access.model.time import Span

OPTIONS = DescribeOptions()
PLAIN = Programme("en", OPTIONS)
Told = list[tuple[str, Severity]]


def said(
    start: int, end: int, text: str = "A door opens.", matter: Matter = Matter.LOOK, doubts: tuple[str, ...] = ()
) -> Description:
    return Description(Span(start, end), text, 1.0, Span(start, end), matter, doubts)


def check(
    *descriptions: Description, programme: Programme = PLAIN, omitted: tuple[Omission, ...] = (), looked: bool = True,
    extension: Extension | None = None,
) -> list[Finding]:
    plan = DescriptionPlan(descriptions, omitted, Verdict.DESCRIBED, looked, extension=extension)
    return list(check_descriptions(plan, programme))


def told(findings: list[Finding]) -> Told:
    return [(one.rule.removeprefix("descriptions."), one.severity) for one in findings]


def worded(text: str, language: str = "en") -> Told:
    """Check one text that has all the time it needs."""
    return told(check(said(0, 60_000, text), programme=replace(PLAIN, language=language)))


def heard(*words: str, start: int = 0) -> tuple[Word, ...]:
    return tuple(Word(word, Span(start + 400 * number, start + 400 * number + 300)) for number, word in enumerate(words))


def shown(start: int, end: int, *lines: str) -> ScreenText:
    return ScreenText(Span(start, end), lines, 0.99, 0.1)


def test_good_descriptions_raise_nothing() -> None:
    good = (said(1_000, 3_000), said(4_000, 6_000, "A boat leaves."))
    around = replace(PLAIN, speech=(Span(0, 900), Span(6_100, 9_000)), gaps=(Span(900, 6_100),), cuts=(), duration=9_000)
    assert check(*good, programme=around) == []


# --- when they sound -----------------------------------------------------------------------------------------------


def test_a_description_over_speech_is_a_failure_measured_in_ms() -> None:
    around = replace(PLAIN, speech=(Span(2_500, 4_000), Span(2_900, 2_950)))
    (finding,) = check(said(1_000, 3_000), programme=around)
    assert (finding.rule, finding.severity, finding.span, finding.measure) == (
        "descriptions.overlap", Severity.FAILURE, Span(1_000, 3_000), 500)


def test_touching_speech_is_no_overlap_and_one_ms_is() -> None:
    for end, found in ((2_500, 0), (2_501, 1)):
        assert len(check(said(1_000, end), programme=replace(PLAIN, speech=(Span(2_500, 4_000),)))) == found


STRETCHES = st.lists(st.tuples(st.integers(0, 5_000), st.integers(1, 2_000)), max_size=8)


@given(STRETCHES, st.integers(0, 5_000), st.integers(1, 3_000))
def test_overlap_is_the_time_in_which_both_sound(stretches: list[tuple[int, int]], start: int, length: int) -> None:
    speech = tuple(Span(begin, begin + lasting) for begin, lasting in stretches)
    both = sum(any(ms in span for span in speech) for ms in range(start, start + length))
    found = [one.measure for one in check(said(start, start + length), programme=replace(PLAIN, speech=speech))
             if one.rule == "descriptions.overlap"]
    assert found == ([both] if both else [])


def test_two_descriptions_at_once_are_a_failure_though_a_third_lies_between() -> None:
    (finding,) = check(said(1_000, 3_000), said(2_000, 4_000, "Another."))
    assert (finding.rule, finding.measure) == ("descriptions.overlap", 1_000)
    assert "another description" in finding.message
    long = said(0, 9_000, "A long one.")
    assert [one.measure for one in check(long, said(1_000, 2_000), said(8_000, 9_500, "Later."))] == [1_000, 1_000]


def test_a_cue_that_stays_when_it_has_been_spoken_sounds_over_nobody() -> None:
    around = replace(PLAIN, speech=(Span(3_000, 5_000),))
    assert told(check(said(1_000, 4_000), programme=around)) == [("overlap", Severity.FAILURE)]
    assert check(said(1_000, 4_000), programme=replace(around, timing=Timing.CUES)) == []


def test_a_description_faster_than_the_limit_is_named_with_its_rate() -> None:
    eight = "One two three four five six seven eight."
    (finding,) = check(said(0, 2_000, eight))
    assert (finding.rule, finding.severity, finding.measure, finding.limit) == (
        "descriptions.rate", Severity.WARNING, 240.0, 220.0)
    assert check(said(0, 2_200, eight)) == []
    slower = replace(PLAIN, options=DescribeOptions(max_words_per_minute=180))
    assert told(check(said(0, 2_400, eight), programme=slower)) == [("rate", Severity.WARNING)]


def test_a_clip_that_is_too_short_for_its_text_is_cut_off_and_not_merely_fast() -> None:
    assert told(check(said(0, 1_000, "One two three four five six seven eight."))) == [("cut-off", Severity.FAILURE)]


def test_words_are_not_counted_where_no_blanks_part_them() -> None:
    assert check(said(0, 1_000, "男の人がドアを開けて部屋に入る。"), programme=replace(PLAIN, language="ja")) == []


def test_a_description_that_outlasts_the_film_is_cut_off() -> None:
    (finding,) = check(said(8_000, 10_500), programme=replace(PLAIN, duration=10_000))
    assert (finding.rule, finding.severity, finding.measure, finding.limit) == (
        "descriptions.cut-off", Severity.FAILURE, 10_500, 10_000)
    assert check(said(8_000, 10_000), programme=replace(PLAIN, duration=10_000)) == []


# --- pauses --------------------------------------------------------------------------------------------------------


GAP = replace(PLAIN, gaps=(Span(10_000, 20_000),))


def test_an_empty_pause_is_a_warning_only_where_something_near_it_was_left_out() -> None:
    near = Omission(Span(15_000, 16_000), "Text.", "no room")
    far = Omission(Span(90_000, 91_000), "Text.", "no room")
    assert told(check(omitted=(near,), programme=GAP)) == [("unused-gap", Severity.WARNING)]
    for omitted in ((), (far,)):
        assert told(check(omitted=omitted, programme=GAP)) == [("unused-gap", Severity.NOTE)]


def test_an_empty_pause_that_would_have_held_something_important_is_failure_f113() -> None:
    near = Omission(Span(15_000, 16_000), "Title: The Sea.", "no room", Matter.TITLE, important=True)
    assert told(check(omitted=(near,), programme=GAP)) == [("unused-gap", Severity.FAILURE)]
    for other in (replace(near, text="word " * 60), replace(near, doubts=("unsure",)), replace(near, important=False)):
        assert told(check(omitted=(other,), programme=GAP)) == [("unused-gap", Severity.WARNING)]


def test_a_pause_is_empty_only_for_what_might_have_begun_in_it() -> None:
    seen = Omission(Span(24_000, 25_000), "A man rows.", "no room", Matter.ACTION)
    assert told(check(omitted=(seen,), programme=GAP)) == [("unused-gap", Severity.NOTE)], "two seconds before, it is over"
    read = Omission(Span(22_500, 25_000), "Sign: " + "Boats for hire. " * 3, "no room", Matter.TEXT, important=True)
    assert told(check(omitted=(read,), programme=GAP)) == [
        ("unused-gap", Severity.WARNING)], "2.5 s of it are within reach, less than it takes"
    for about, word in ((Span(3_900, 4_900), Severity.NOTE), (Span(3_900, 5_100), Severity.WARNING)):
        assert told(check(omitted=(replace(seen, about=about),), programme=GAP)) == [("unused-gap", word)]


def test_what_the_voice_was_measured_to_take_counts_and_not_a_guess() -> None:
    slow = Decision(Course.WHOLE, "Title: The Sea.", 9_500, 9_000, kept=False)
    near = Omission(Span(15_000, 16_000), "Title: The Sea.", "no room", Matter.TITLE, 4.0, True, (), (slow,))
    assert told(check(omitted=(near,), programme=GAP)) == [("unused-gap", Severity.WARNING)]


def test_an_empty_pause_in_which_the_picture_stays_is_not_told() -> None:
    assert check(programme=replace(GAP, cuts=(5_000, 20_000))) == []
    assert told(check(programme=replace(GAP, cuts=(5_000, 12_000)))) == [("unused-gap", Severity.NOTE)]


def test_what_is_left_of_a_used_pause_counts_and_short_rests_do_not() -> None:
    near = (Omission(Span(5_000, 6_000), "Text.", "no room"),)
    assert check(said(2_000, 4_000), omitted=near, programme=replace(PLAIN, gaps=(Span(0, 8_900),))) == []
    (finding,) = check(said(2_000, 4_000), omitted=near, programme=replace(PLAIN, gaps=(Span(0, 9_100),)))
    assert finding.span == Span(4_000, 9_100)


def test_a_film_with_many_empty_pauses_gets_one_note() -> None:
    (finding,) = check(programme=replace(PLAIN, gaps=tuple(Span(start, start + 6_000) for start in range(0, 100_000, 10_000))))
    assert finding.severity is Severity.NOTE
    assert "10" in finding.message


# --- words ---------------------------------------------------------------------------------------------------------


_OTHERS = ["de"] * 3 + ["fr"] * 3 + ["es"] * 2 + ["it"] * 2 + ["pt"] * 2 + ["nl"] * 2
LANGUAGES = ["en"] * (len(texts.OF_THE_PICTURE) - len(_OTHERS)) + _OTHERS


@pytest.mark.parametrize(("text", "language"), [*zip(texts.OF_THE_PICTURE, LANGUAGES, strict=True)])
def test_words_about_the_looking_are_found(text: str, language: str) -> None:
    assert ("we-see", Severity.WARNING) in worded(text, language)


@pytest.mark.parametrize("text", texts.KEPT)
def test_good_wording_raises_nothing_but_notes_about_feelings(text: str) -> None:
    assert set(worded(text)) <= {("interpreted", Severity.NOTE)}


def test_good_wording_is_hardly_ever_called_an_interpretation() -> None:
    assert [text for text in texts.KEPT if worded(text)] == [
        "Excited, the dog runs in circles.", "Bored pupils doodle in their notebooks."]


@pytest.mark.parametrize(("text", "language"), [
    (text, language) for language, lines in texts.SPOKEN_IN_OTHER_LANGUAGES.items() for text in lines.strip().splitlines()
    if "Eu sou" not in text])
def test_good_wording_raises_nothing_in_other_languages(text: str, language: str) -> None:
    assert worded(text, language) == []


@pytest.mark.parametrize("text", texts.NEVER_TO_BE_SPOKEN)
def test_a_refusal_an_error_or_a_placeholder_is_a_failure(text: str) -> None:
    assert ("placeholder", Severity.FAILURE) in worded(text)


@pytest.mark.parametrize("text", [*texts.KEPT, *texts.IN_THE_PAST])
def test_no_description_is_taken_for_a_refusal(text: str) -> None:
    assert "placeholder" not in [rule for rule, _ in worded(text)]


@pytest.mark.parametrize("text", [
    "Title: I'm sorry, I can't help you.", "A sign reads: Error 404.", "On a screen, “No description available”."])
def test_a_refusal_that_stands_on_the_screen_is_read(text: str) -> None:
    assert worded(text) == []


def test_past_tense_is_a_warning_and_where_it_may_be_right_a_note() -> None:
    assert worded("The man walked to the door.") == [("past-tense", Severity.WARNING)]
    assert worded("The rain stopped.") == [("past-tense", Severity.NOTE)]


@pytest.mark.parametrize(("text", "rule", "severity"), [
    ("Our boat drifts to the shore.", "person", Severity.WARNING),
    ("I walk along a beach.", "person", Severity.WARNING),
    ("King Henry I rides past.", "", None),
    ("He probably knows her.", "interpreted", Severity.NOTE),
    ("She sadly lowers her head.", "interpreted", Severity.NOTE),
    ("A woman opens the", "cut-off", Severity.FAILURE),
    ("A woman, a man,", "cut-off", Severity.FAILURE),
    ("A woman opens the door", "no-punctuation", Severity.NOTE),
    ("…", "placeholder", Severity.FAILURE),
    ("Title: Home from the", "", None),
    ("word " * 60 + "end.", "too-long", Severity.NOTE),
])
def test_how_a_text_is_worded_is_told_by_its_rule(text: str, rule: str, severity: Severity | None) -> None:
    assert worded(text) == ([(rule, severity)] if rule else [])


def test_text_from_the_screen_is_not_held_to_how_descriptions_are_worded() -> None:
    read = said(0, 60_000, "We were here and saw the camera", Matter.TEXT)
    assert check(read) == []


def test_the_same_said_twice_is_named_once_at_its_second_place() -> None:
    (finding,) = check(said(0, 2_000), said(5_000, 7_000, "A DOOR opens!"))
    assert (finding.rule, finding.severity, finding.span) == ("descriptions.repeated", Severity.WARNING, Span(5_000, 7_000))


def test_a_short_thing_that_happens_again_much_later_is_a_note_and_a_long_text_a_warning() -> None:
    assert told(check(said(0, 2_000), said(500_000, 502_000))) == [("repeated", Severity.NOTE)]
    text = "A red boat glides past the old mill."
    assert told(check(said(0, 3_000, text), said(500_000, 503_000, text))) == [("repeated", Severity.WARNING)]


def test_nearly_the_same_is_a_note_unless_a_number_differs_or_long_ago() -> None:
    one, other = "A red boat glides past the old stone mill.", "A red boat glides past the old stone tower."
    assert told(check(said(0, 4_000, one), said(9_000, 13_000, other))) == [("repeated", Severity.NOTE)]
    assert check(said(0, 4_000, one), said(600_000, 604_000, other)) == []
    dated = [f"On the wall a chart for the year {year} falls." for year in (2020, 2021)]
    assert check(said(0, 4_000, dated[0]), said(9_000, 13_000, dated[1])) == []


def test_doubts_are_told_with_their_reasons() -> None:
    (finding,) = check(said(0, 2_000, doubts=("two looks disagree", "low confidence")))
    assert (finding.rule, finding.severity) == ("descriptions.doubt", Severity.WARNING)
    assert "two looks disagree; low confidence" in finding.message


def test_descriptions_in_another_language_than_the_film_are_a_failure_and_one_among_them_a_warning() -> None:
    def language_of(text: str) -> str:
        return "de" if text.count("ein") > text.count(" a ") else "en"

    around = replace(PLAIN, language_of=language_of)
    german = "Ein Mann mit einem Hut betritt einen Raum und öffnet ein Fenster."
    english = "A man in a hat enters a room, opens a window and takes a seat."
    (whole,) = check(said(0, 9_000, german), programme=around)
    assert (whole.rule, whole.severity, whole.span) == ("descriptions.other-language", Severity.FAILURE, None)
    two = (said(0, 9_000, english), said(10_000, 19_000, english.replace("hat", "a a a cap")), said(20_000, 29_000, german))
    found = [one for one in check(*two, programme=around) if one.rule == "descriptions.other-language"]
    assert [(one.severity, one.span) for one in found] == [(Severity.WARNING, Span(20_000, 29_000))]
    assert check(said(0, 9_000, german, Matter.TEXT), programme=around) == []


def test_a_name_is_told_where_the_film_itself_says_it_only_later() -> None:
    around = replace(PLAIN, words=heard("I", "am", "Clara", start=30_000))
    early, later = said(1_000, 4_000, "A woman, Clara, opens a door."), said(40_000, 43_000, "Now Clara closes it.")
    (finding,) = check(early, later, programme=around)
    assert (finding.rule, finding.severity, finding.span) == ("descriptions.name-too-soon", Severity.NOTE, early.span)
    assert "00:00:30.800" in finding.message
    assert check(later, programme=around) == []
    assert check(said(1_000, 4_000, "A woman, Greta, opens a door."), programme=around) == []
    assert check(early, programme=replace(around, screen=(shown(0, 1_500, "Clara Vane"),))) == []


# --- the screen ----------------------------------------------------------------------------------------------------

TITLE = shown(1_000, 5_000, "The Old Mill", "A film by Ann Lee")


def test_text_that_nobody_reads_or_says_is_a_failure_where_a_pause_has_room_else_a_warning() -> None:
    for gaps, severity in (((Span(6_000, 12_000),), Severity.FAILURE), ((Span(6_000, 7_000),), Severity.WARNING),
                           ((Span(60_000, 80_000),), Severity.WARNING)):
        found = check(programme=replace(PLAIN, screen=(TITLE,), gaps=gaps, cuts=()))
        assert told(found) == [("unread-text", severity)]
        assert (found[0].span, found[0].measure) == (TITLE.span, 4.0)


@pytest.mark.parametrize("text", ["Title: The Old Mill. A film by Ann Lee.", "Title: The old mil, a film by Ann Lea."])
def test_text_that_is_read_is_no_finding_though_the_reader_of_text_wavers(text: str) -> None:
    assert check(said(6_000, 10_000, text, Matter.TITLE), programme=replace(PLAIN, screen=(TITLE,))) == []


def test_text_that_somebody_says_then_is_no_finding_and_said_much_later_it_is() -> None:
    words = ("the", "old", "mill", "a", "film", "by", "Ann", "Lee")
    for start, found in ((2_000, []), (60_000, [("unread-text", Severity.WARNING)])):
        assert told(check(programme=replace(PLAIN, screen=(TITLE,), words=heard(*words, start=start)))) == found


def test_text_that_is_gone_at_once_a_clock_and_lone_signs_are_not_for_reading() -> None:
    screen = (shown(0, 1_900, "Gone at once"), shown(0, 9_000, "00:12:45:10"), shown(0, 9_000, "•", "—"))
    assert check(programme=replace(PLAIN, screen=screen)) == []


def test_text_that_comes_back_is_told_once_and_need_be_read_once() -> None:
    screen = (TITLE, shown(50_000, 55_000, *TITLE.lines))
    assert len(check(programme=replace(PLAIN, screen=screen))) == 1
    assert check(said(6_000, 10_000, "Title: The Old Mill. A film by Ann Lee.", Matter.TITLE),
                 programme=replace(PLAIN, screen=screen)) == []


def test_a_text_that_comes_again_with_more_is_told_by_the_holds_that_tell_its_parts() -> None:
    again = shown(60_000, 66_000, "A Home in the Sea", "For more see the January issue")
    about = replace(said(500, 3_500, "Title: A Home in the Sea."), about=Span(0, 3_000), matter=Matter.TITLE)
    more = replace(said(70_000, 74_000, "Text on screen: For more see the January issue."), about=again.span)
    around = replace(PLAIN, screen=(again,), duration=70_000, gaps=())
    for holds, severity in (
        ((Hold(0, 3_500, about), Hold(60_000, 4_500, more)), Severity.NOTE), ((Hold(0, 3_500, about),), Severity.WARNING),
    ):
        plan = DescriptionPlan((), (), Verdict.NO_USABLE_PAUSE, True, extension=Extension(holds))
        found = [one for one in check_descriptions(plan, around) if one.rule == "descriptions.unread-text"]
        assert [one.severity for one in found] == [severity]


def test_text_that_only_the_extended_film_tells_is_a_note() -> None:
    told_there = said(1_000, 4_000, "Title: The Old Mill. A film by Ann Lee.", Matter.TITLE)
    extension = Extension((Hold(900, 3_500, told_there),))
    found = check(programme=replace(PLAIN, screen=(TITLE,)), extension=extension)
    assert told(found) == [("unread-text", Severity.NOTE)]


def test_text_that_is_read_as_if_somebody_said_it_is_noted() -> None:
    around = replace(PLAIN, screen=(TITLE,))
    assert told(check(said(6_000, 10_000, "The Old Mill, a film by Ann Lee."), programme=around)) == [
        ("text-unmarked", Severity.NOTE)]
    assert check(said(6_000, 10_000, "A sign reads: The Old Mill, a film by Ann Lee."), programme=around) == []


def test_text_without_blanks_is_compared_by_its_letters() -> None:
    screen = (shown(0, 5_000, "古い水車小屋"),)
    around = replace(PLAIN, language="ja", screen=screen)
    assert told(check(programme=around)) == [("unread-text", Severity.WARNING)]
    assert check(said(0, 3_000, "題名：古い水車小屋。", Matter.TITLE), programme=around) == []


# --- in all --------------------------------------------------------------------------------------------------------


def test_pictures_that_nobody_looked_at_are_noted() -> None:
    assert told(check(looked=False)) == [("pictures-not-looked-at", Severity.NOTE)]


def test_the_report_counts_descriptions_and_their_findings_and_no_others() -> None:
    plan = DescriptionPlan((said(0, 2_000),), (), Verdict.DESCRIBED, pictures_looked_at=False)
    other = Finding("captions.gap", Severity.WARNING, "")
    checked = tallied(plan, [*check_descriptions(plan, replace(PLAIN, speech=(Span(0, 500),))), other], OPTIONS)
    assert checked is not None
    assert (checked.role, checked.count, checked.failures, checked.warnings, checked.notes) == (Role.DESCRIPTIONS, 1, 1, 0, 1)
    empty = DescriptionPlan((), (), Verdict.SPEECH_SAYS_ALL, pictures_looked_at=False)
    assert tallied(empty, check_descriptions(empty, PLAIN), OPTIONS) is None


@given(st.lists(st.text(max_size=60), max_size=5), st.sampled_from(["en", "de", "fr", "es", "it", "pt", "nl", "ja", ""]))
def test_any_text_is_checked(lines: list[str], language: str) -> None:
    around = replace(PLAIN, language=language, screen=tuple(shown(0, 5_000, line) for line in lines))
    told = tuple(said(9_000 * number, 9_000 * number + 5_000, line) for number, line in enumerate(lines))
    plan = DescriptionPlan(told, (), Verdict.DESCRIBED, True)
    assert all(one.rule.startswith("descriptions.") for one in check_descriptions(plan, around))

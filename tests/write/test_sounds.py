from __future__ import annotations

import sys
from collections.abc import Callable
from itertools import pairwise
from types import FrameType
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from access.check.captions import check_captions
from access.engines.sounds.audioset import kinds
from access.model.findings import ScriptLine, SoundEvent, Word
from access.model.time import Span
from access.profiles import load_profile
from access.write.cues import compose
from access.write.sounds import as_lines, gone_on, in_words, label, timed, unnamed, with_labels
from access.write.soundwords import labels, sound_word

WORDS = (Word("Hello.", Span(1_000, 2_000), line=0), Word("Goodbye.", Span(6_000, 7_000), line=2))
LINES = (ScriptLine("Hello."), ScriptLine("applause", sounds=True), ScriptLine("Goodbye."))


def music(start: int, end: int, confidence: float = 1.0) -> SoundEvent:
    return SoundEvent(Span(start, end), "music", confidence)


def said(*starts: int) -> tuple[Word, ...]:
    """One second of speech, three words, at each of the times."""
    return tuple(
        Word(text, Span(start + 300 * number, start + 300 * number + 250))
        for start in starts for number, text in enumerate(("We", "walked", "home.")))


# --- what a person named -------------------------------------------------------------------------------------------


def test_a_sound_of_a_script_stands_in_the_pause_between_the_lines_around_it() -> None:
    assert timed(LINES, WORDS)[1].span == Span(2_000, 6_000)


def test_a_sound_for_which_there_is_no_pause_has_no_time_and_no_label() -> None:
    close = (WORDS[0], Word("Goodbye.", Span(2_300, 3_000), line=2))
    lines = timed(LINES, close)
    assert lines[1].span is None
    assert with_labels(close, lines) == close


def test_a_sound_keeps_the_time_that_its_author_gave_but_gives_way_to_words() -> None:
    lines = (LINES[0], ScriptLine("music", span=Span(5_000, 9_000), sounds=True), LINES[2])
    labelled = with_labels(WORDS, timed(lines, WORDS))
    assert [word.text for word in labelled] == ["Hello.", "[music]", "Goodbye."]
    assert labelled[1].span == Span(5_000, 6_000)


def test_what_a_person_named_near_its_time_is_not_named_again() -> None:
    line = ScriptLine("a band plays", span=Span(4_000, 6_000), sounds=True)
    assert unnamed([music(7_500, 20_000), music(40_000, 50_000)], [line]) == (music(40_000, 50_000),)


def test_a_sound_that_a_person_named_without_a_time_hides_nothing() -> None:
    assert unnamed([music(0, 5_000)], [ScriptLine("applause", sounds=True)]) == (music(0, 5_000),)


# --- what an engine heard ------------------------------------------------------------------------------------------


def test_a_sound_that_goes_on_under_speech_is_one_sound() -> None:
    events = gone_on([music(30_000, 40_000, 0.7), music(0, 12_000, 0.9), SoundEvent(Span(13_000, 14_000), "applause")])
    assert events == (music(0, 40_000, 0.9), SoundEvent(Span(13_000, 14_000), "applause"))


def test_a_sound_that_comes_back_after_long_is_another_one() -> None:
    assert len(gone_on([music(0, 12_000), music(33_000, 40_000)])) == 2


def test_a_sound_in_a_pause_is_named_when_it_begins_for_four_seconds_at_most() -> None:
    line, = as_lines([music(3_000, 30_000)], said(0, 40_000))
    assert line == ScriptLine("music", span=Span(3_000, 7_000), sounds=True)


def test_a_label_lets_the_words_before_it_be_read_and_ends_before_the_next() -> None:
    line, = as_lines([music(850, 30_000)], said(0, 4_000))
    assert line.span == Span(1_550, 3_880)


def test_a_sound_that_begins_under_speech_is_named_in_the_first_pause_that_it_fills() -> None:
    line, = as_lines([music(200, 30_000)], said(0, 1_000, 2_000, 8_000))
    assert line.span is not None
    assert 2_850 < line.span.start < 4_000


def test_a_sound_that_has_ended_before_there_is_room_is_not_named() -> None:
    assert as_lines([music(200, 2_500)], said(0, 1_000, 2_000, 8_000)) == ()


def test_a_short_sound_is_named_for_long_enough_to_be_read() -> None:
    line, = as_lines([SoundEvent(Span(5_000, 5_200), "door slams")], said(0, 20_000), least=1_500)
    assert line.span == Span(5_000, 6_500)


def test_two_sounds_at_once_are_named_one_after_the_other() -> None:
    first, second = as_lines([SoundEvent(Span(5_000, 15_000), "applause"), music(5_000, 15_000)], said(0, 20_000))
    assert first.span is not None
    assert second.span is not None
    assert first.span.end <= second.span.start


def work(function: Callable[[], object]) -> int:
    """Count the steps of the interpreter that a call takes."""
    steps = 0

    def trace(frame: FrameType, event: str, _: Any) -> Any:
        nonlocal steps
        frame.f_trace_opcodes = True
        steps += event == "opcode"
        return trace

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        function()
    finally:
        sys.settrace(before)
    return steps


def test_the_work_of_naming_sounds_grows_with_the_film_and_no_faster() -> None:
    def naming(count: int) -> int:
        words = said(*(start * 10_000 for start in range(count)))
        events = [music(start * 10_000 + 3_000, start * 10_000 + 6_000) for start in range(count)]
        return work(lambda: as_lines(events, words))
    assert naming(120) < 5 * naming(30)


def test_the_work_of_timing_the_sounds_of_a_script_grows_with_the_script_and_no_faster() -> None:
    def timing(count: int) -> int:
        words = [Word("Hello.", Span(start * 9_000, start * 9_000 + 500), line=2 * start) for start in range(count)]
        lines = [line for _ in range(count) for line in LINES[:2]]
        return work(lambda: timed(lines, words))
    assert timing(120) < 5 * timing(30)


def test_a_pause_counts_every_word_before_and_after_it_in_whatever_order_they_are_said() -> None:
    lines = (ScriptLine("applause", sounds=True), ScriptLine("One."), ScriptLine("bell", sounds=True), ScriptLine("Two."))
    words = (Word("Two.", Span(1_000, 1_500), line=3), Word("One.", Span(6_000, 6_500), line=1))
    assert [line.span for line in timed(lines, words)] == [Span(0, 1_000), None, None, None]
    assert timed(lines[2:], ())[0].span == Span(0, 4_000)


@given(
    st.lists(st.tuples(st.integers(0, 600), st.integers(1, 200)), max_size=12),
    st.lists(st.integers(0, 800), max_size=15), st.sampled_from([1_000, 2_000]))
def test_labels_never_lie_over_words_or_each_other(sounds: list[tuple[int, int]], starts: list[int], least: int) -> None:
    words = said(*(start * 100 for start in sorted(starts)))
    events = gone_on(music(start * 100, (start + length) * 100) for start, length in sounds)
    lines = as_lines(events, words, least)
    spans = [line.span for line in lines if line.span]
    assert all(least <= span.duration <= 4_000 for span in spans)
    assert not any(span.overlap(word.span) for span in spans for word in words)
    assert all(left.end <= right.start for left, right in pairwise(sorted(spans)))


@pytest.mark.parametrize("name", ["web", "netflix", "bbc", "dcmp"])
@pytest.mark.parametrize("language", ["en", "ja"])
def test_captions_with_labels_keep_the_profile_and_each_label_has_a_cue_of_its_own(name: str, language: str) -> None:
    profile = load_profile(name)
    words = said(1_000, 12_000, 24_000, 60_000)
    events = in_words([music(4_000, 11_000), SoundEvent(Span(14_000, 16_000), "applause"), music(40_000, 55_000)], language)
    least = max(1_000, profile.for_language(language).min_duration)
    labelled = with_labels(words, as_lines(events, words, least), profile.sounds)
    cues = compose(labelled, profile, language, (), Span(0, 70_000), 25.0)
    shown = [cue.text for cue in cues if cue.text in {word.text for word in labelled if word.apart}]
    assert shown == [label(sound_word(name, language), profile.sounds) for name in ("music", "applause", "music")]
    without = {finding.rule for finding in check_captions(
        compose(words, profile, language, (), Span(0, 70_000), 25.0), profile, words, (), 70_000, language, 25.0)}
    assert {finding.rule for finding in check_captions(cues, profile, labelled, (), 70_000, language, 25.0)} <= without


def test_a_label_has_the_form_that_the_guideline_asks_for() -> None:
    line = ScriptLine("applause", span=Span(3_000, 5_000), sounds=True)
    assert [with_labels([], [line], load_profile(name).sounds)[0].text for name in ("web", "bbc")] == ["[applause]", "APPLAUSE"]


def test_what_is_sung_stays_between_its_notes_whatever_form_sounds_have() -> None:
    sung = ScriptLine("♪ We are the champions ♪", span=Span(3_000, 5_000), sounds=True)
    assert {with_labels([], [sung], load_profile(name).sounds)[0].text for name in ("web", "bbc")} == {sung.text}


def test_words_around_a_label_stay_out_of_its_cue_even_in_a_short_pause() -> None:
    words = said(1_000, 4_500)
    labelled = with_labels(words, as_lines([music(2_000, 4_400)], words))
    assert [cue.text for cue in compose(labelled, load_profile("web"), "en")] == [
        "We walked home.", "[music]", "We walked home."]


# --- in other languages --------------------------------------------------------------------------------------------


def test_labels_are_in_the_language_of_the_captions_else_in_english() -> None:
    assert in_words([music(0, 1)], "de-AT")[0].label == "Musik"
    assert sound_word("applause", "ja") == "拍手"
    assert sound_word("applause", "fi") == "applause"
    assert sound_word("theremin solo", "de") == "theremin solo"


def test_there_is_a_word_for_every_sound_that_is_listened_for() -> None:
    assert set(labels()) == {kind.label for kind in kinds()}
    languages = ("de", "fr", "es", "it", "nl", "pt", "ja", "zh")
    assert all(sound_word(label, language) for label in labels() for language in languages)

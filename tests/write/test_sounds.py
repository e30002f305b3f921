from __future__ import annotations

from access.model.findings import ScriptLine, Word
from access.model.time import Span
from access.write.sounds import timed, with_labels

WORDS = (Word("Hello.", Span(1_000, 2_000), line=0), Word("Goodbye.", Span(6_000, 7_000), line=2))
LINES = (ScriptLine("Hello."), ScriptLine("applause", sounds=True), ScriptLine("Goodbye."))


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

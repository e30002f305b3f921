from __future__ import annotations

from access.model.findings import ScriptLine, TextOrigin
from access.model.time import Span
from access.understand import given


def lines(text: str) -> list[tuple[str, str]]:
    return [(line.speaker, line.text) for line in given.script(text, "talk.txt").lines]


def test_a_name_before_a_colon_is_the_speaker() -> None:
    assert lines("GUIDE: Welcome.\nVISITOR: Thank you.") == [("GUIDE", "Welcome."), ("VISITOR", "Thank you.")]


def test_a_name_in_small_letters_is_a_speaker_when_it_speaks_more_than_once() -> None:
    twice = lines("Ross MacPhee: Welcome.\nRoss MacPhee: Thank you.")
    assert twice == [("Ross MacPhee", "Welcome."), ("Ross MacPhee", "Thank you.")]
    assert lines("Question: why is that?") == [("", "Question: why is that?")]


def test_a_sentence_with_a_colon_names_no_speaker() -> None:
    assert lines("More specifically: it is hair.") == [("", "More specifically: it is hair.")]


def test_a_speaker_goes_on_until_the_paragraph_ends() -> None:
    text = "GUIDE: Welcome.\nCome in.\n\nMusic plays."
    assert lines(text) == [("GUIDE", "Welcome."), ("GUIDE", "Come in."), ("", "Music plays.")]


def test_a_line_in_brackets_is_a_sound_that_nobody_speaks() -> None:
    line, = given.script("[applause]", "talk.txt").lines
    assert line == ScriptLine("applause", sounds=True)


def test_what_is_sung_keeps_its_notes() -> None:
    line, = given.script("♪ We are the champions ♪", "talk.txt").lines
    assert line == ScriptLine("♪ We are the champions ♪", sounds=True)


def test_in_a_cue_of_two_speakers_each_has_his_own_words_and_his_share_of_its_time() -> None:
    cue = ScriptLine("Where is it? BOB: There.", "ANNA", Span(0, 2_000), rows=("Where", "is it?", "BOB: There."))
    assert given.told_apart([cue]) == (
        ScriptLine("Where is it?", "ANNA", Span(0, 1_333)), ScriptLine("There.", "BOB", Span(1_333, 2_000)))


def test_the_lines_of_one_speaker_are_words_in_a_row_however_they_are_broken() -> None:
    cues = [ScriptLine("- Where? - There.", span=Span(0, 2_000), rows=("- Where?", "- There.")),
            ScriptLine("music", span=Span(3_000, 4_000), sounds=True, rows=("(music)",)), ScriptLine("Hello.")]
    assert [(line.text, line.span, line.sounds) for line in given.told_apart(cues)] == [
        (cue.text, cue.span, cue.sounds) for cue in cues]


def test_a_long_paragraph_is_taken_apart_into_its_sentences() -> None:
    sentences = ["This is the first of three sentences in a row.", "Dr. Smith wrote the second one himself.",
                 "And this is the last of them all."]
    assert [line for _, line in lines(" ".join(sentences))] == sentences


def test_the_language_of_a_script_is_told_by_its_words() -> None:
    assert given.script("Die Säugetiere sind eine Gruppe von Wirbeltieren mit Haaren und Milch.", "a.txt").language == "de"
    assert given.script("Hello.", "a.txt").language == ""


def test_captions_with_the_marks_of_a_machine_are_a_draft() -> None:
    assert given.captions([ScriptLine("hi")], "a.vtt", "en", ["auto-generated"]).origin is TextOrigin.DRAFT
    assert given.captions([ScriptLine("hi")], "a.vtt", "en", []).origin is TextOrigin.PERSON

from __future__ import annotations

from access.model.findings import ScriptLine, TextOrigin
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

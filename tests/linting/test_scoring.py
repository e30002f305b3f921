"""What of a file is scored: all that is said, nothing that only tells who or how."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from access.check.score import Errors
from access.errors import MediaRefused
from access.linting.scoring import Compared, compare, read
from access.model.captions import without_mark, without_speaker
from access.model.time import Span
from access.profiles import load_profile


def vtt(folder: Path, *lines: str, name: str = "a.en.vtt") -> Path:
    """Write captions of one cue, from 1 to 5 s."""
    path = folder / name
    path.write_text("\n".join(("WEBVTT", "", "00:01.000 --> 00:05.000", *lines, "")), encoding="utf-8")
    return path


def words(path: Path) -> str:
    return " ".join(word.text for word in read(path, "en").words)


def scored(folder: Path, cue: str, said: str) -> Compared:
    reference = folder / "said.txt"
    reference.write_text(said, encoding="utf-8")
    return compare(vtt(folder, *cue.split("\n")), reference, load_profile("web"), "en")


SAID = pytest.mark.parametrize(("text", "said"), [
    ("[applause] Thank you.", "Thank you."),
    ("ANNA: Where?\nBOB: There.", "Where? There."),
    ("- Where?\n- [laughs] BOB: There.", "Where? There."),
    (">> ANNA: Where?\n>> There.", "Where? There."),
    ("♪ We are the champions ♪", "We are the champions"),
    ("♪ We are\nthe champions ♪\n[crowd\nroars]", "We are the champions"),
    ("♪ (piano) ♪\nAnd so. (sighs) We went [coughs] home (LAUGHS) late.", "And so. We went home late."),
    ("(whispering): Go.\nMAN [on phone]: Now!", "Go. Now!"),
    ("- BOB (off-screen): Now!", "Now!"),
    ("the French\n(and Germans) came", "the French (and Germans) came"),
    ("-5 degrees\n-- and so on", "-5 degrees -- and so on"),
    ("（拍手）ありがとう", "ありがとう"),
    ("I told him: go", "I told him: go"),
    ("an [unclosed\n♪♪", "an [unclosed"),
])


@SAID
def test_captions_are_scored_by_what_is_said_in_each_of_their_lines(tmp_path: Path, text: str, said: str) -> None:
    assert words(vtt(tmp_path, *text.split("\n"))) == said


@SAID
def test_plain_text_is_scored_by_the_same_words(tmp_path: Path, text: str, said: str) -> None:
    path = tmp_path / "said.txt"
    path.write_text(text, encoding="utf-8")
    assert words(path) == said


def test_a_name_that_the_markup_names_too_is_not_said(tmp_path: Path) -> None:
    assert words(vtt(tmp_path, "<v Anna>Anna: Where?</v>", "<v Bob>Bob: There.</v>")) == "Where? There."


def test_a_label_takes_no_time_from_the_words_of_its_caption(tmp_path: Path) -> None:
    first, last = read(vtt(tmp_path, "[a very long applause]", "BOB: Yes.", "Good"), "en").words
    assert (first.span, last.span) == (Span(1_000, 3_000), Span(3_000, 5_000))
    assert (first.begins, first.ends, last.begins, last.ends) == (True, False, False, True)


def test_a_perfect_file_with_speakers_sounds_and_a_song_has_no_errors(tmp_path: Path) -> None:
    cue = "[applause] Thank you.\nBOB: Mr. Smith!\n♪ We are the champions ♪"
    found = scored(tmp_path, cue, "Thank you.\nMr. Smith!\nWe are the champions").score
    assert found.words == Errors(8, 8, 0, 0, 0)
    assert found.verbatim == Errors(8, 8, 0, 0, 0)
    assert found.names
    assert (found.names.total, found.names.missed) == (1, 0)


@given(st.text(st.sampled_from("-–>A: a5.\t"), max_size=30))
def test_what_tells_a_speaker_is_taken_from_the_start_alone(line: str) -> None:
    assert line.endswith(without_mark(line))
    assert without_mark(line).endswith(without_speaker(line))


def test_many_brackets_and_names_are_read_in_reasonable_time(tmp_path: Path) -> None:
    path = tmp_path / "said.txt"
    path.write_text("A: " * 100_000 + "- " * 100_000 + "([" * 100_000 + ") " * 100_000, encoding="utf-8")
    assert len(read(path, "en").words) > 299_000


def test_captions_in_a_format_of_codes_are_refused_rather_than_scored(tmp_path: Path) -> None:
    (tmp_path / "a.scc").write_text("Scenarist_SCC V1.0\n\n00:00:01:00\t9420 9420 c8e5\n")
    with pytest.raises(MediaRefused, match="not read for a score"):
        read(tmp_path / "a.scc", "en")

"""SCC: line 21 carries two bytes a frame and 32 columns; what does not fit is joined, moved or spelled, never lost."""

from __future__ import annotations

import itertools
from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from access.errors import MediaRefused
from access.model.findings import ScriptLine
from access.model.package import Severity
from access.model.script import Cue
from access.model.time import Span
from access.pack import cea608
from access.pack.readback import meant_cues, scc
from access.pack.scc import captions_scc, fitted, parse, raw_cues
from access.pack.texts import spoken_lines


def cue(start: int, end: int, *lines: str, speaker: str = "") -> Cue:
    return Cue(Span(start, end), lines, speaker)


def test_captions_are_written_whole() -> None:
    cues = [cue(2000, 4000, "Grüße,", "alle!", speaker="ANNA"), cue(4000, 6000, "♪♪"), cue(3_600_000, 3_601_001, "[applause]")]
    assert captions_scc(fitted(cues).cues) == """\
Scenarist_SCC V1.0

00:00:01;04\t9420 9420 94ae 94ae 9454 9454 97a2 97a2 c1ce cec1 ba20 c7f2 7580 9225 9225 7380 1334 1334 e52c 9476 \
9476 97a1 97a1 61ec ece5 a180 942f 942f

00:00:03;18\t9420 9420 94ae 94ae 9476 9476 9723 9723 9137 9137 9137 9137 942f 942f

00:00:06;00\t942c 942c

00:59:59;17\t9420 9420 94ae 94ae 94f4 94f4 9723 9723 5b61 7070 ec61 7573 e55d 942f 942f

01:00:01;00\t942c 942c
"""


def test_what_fits_stays_where_it_is_to_the_frame() -> None:
    cues = [cue(2000, 4000, "Grüße,", "alle!", speaker="ANNA"), cue(4500, 6000, "[music]")]
    fit = fitted(cues)
    assert fit.findings == ()
    assert [made.lines for made in fit.cues] == [("ANNA: Grüße,", "alle!"), ("[music]",)]
    assert [abs(made.span.start - one.span.start) <= 17 and abs(made.span.end - one.span.end) <= 17
            for made, one in zip(fit.cues, cues, strict=True)] == [True, True]


def test_a_short_caption_that_follows_too_soon_is_shown_with_the_one_before() -> None:
    fit = fitted([cue(3000, 3150, "Yes."), cue(3150, 3300, "No."), cue(5000, 6000, "Well then.")])
    assert [(made.lines, made.span.start) for made in fit.cues] == [(("Yes.", "No."), 3003), (("Well then.",), 5005)]
    (told,) = fit.findings
    assert (told.rule, told.severity, told.measure) == ("captions.scc-timing", Severity.NOTE, 1)


def test_where_there_is_no_room_it_waits_until_it_is_loaded() -> None:
    full = ("one two three four five six",) * 4
    fit = fitted([cue(4000, 4900, *full), cue(4900, 6900, *full)])
    first, second = fit.cues
    assert (first.span.start, first.lines, second.lines) == (4004, full, full)
    assert second.span.start - first.span.start == pytest.approx(1000 * (12 + 4 * 18) / 29.97, abs=300)
    assert first.span.end <= second.span.start
    assert second.span.duration == pytest.approx(2000, abs=40)
    assert "begin late" in fit.findings[0].message


def test_the_first_caption_waits_for_its_own_loading() -> None:
    (made,) = fitted([cue(0, 3000, "Good morning.")]).cues
    assert 400 < made.span.start < 700


def test_captions_that_stand_at_one_time_are_joined() -> None:
    fit = fitted([cue(2000, 6000, "Low."), cue(3000, 4000, "Above.")])
    assert [(made.lines, made.span.start) for made in fit.cues] == [(("Low.", "Above."), 2002)]
    assert fit.cues[0].span.end >= 6000


def test_lines_that_are_too_long_are_broken_and_a_word_too_long_is_cut() -> None:
    (made,) = fitted([cue(5000, 9000, "As our lecture is on mammals, here is a cat.", "x" * 40)]).cues
    assert made.lines == ("As our lecture is on mammals,", "here is a cat.", "x" * 32, "x" * 8)


def test_more_than_four_rows_are_captions_one_after_the_other() -> None:
    fit = fitted([cue(5000, 11_000, *("row",) * 6)])
    assert [(made.lines, made.span.start // 100) for made in fit.cues] == [(("row",) * 4, 50), (("row",) * 2, 90)]


@pytest.mark.parametrize(("said", "spelled"), [
    ("Él vive — aquí: ¿sí?", "Él vive ━ aquí: ¿sí?"), ("“Wow” ‘ok’ it’s", "“Wow” ‘ok' it's"),
    ("1–2 … 3×4 → 5€", "1-2 ... 3x4 -> 5EUR"),
    ("cœur Æsop Łódź", "coeur AEsop Lódz"), ("π Ω", "pi Omega"), ("😀", "[grinning face]"), ("fi ﬁ ² ½ ¼", "fi fi 2 ½ 1/4"),
    ("e\u0301 a\u030a", "é å"), ("東", "?"), ("no\u00a0break", "no break"), ("♫ la", "♪ la"), ("{a|b}_\\~^*", "{a|b}_\\~ʌ*"),
])
def test_characters_that_line_21_lacks_are_spelled(said: str, spelled: str) -> None:
    assert cea608.spelled(said) == spelled


def test_what_is_spelled_otherwise_is_told() -> None:
    (told,) = fitted([cue(5000, 9000, "It is 3 × 4… – and “so” on", "an’ on — and on…")]).findings
    assert (told.rule, told.severity, told.measure) == ("captions.scc-characters", Severity.NOTE, 4)
    assert told.message == "SCC lacks some characters, which stand in it as others: … as ..., × as x, – as -."


@pytest.mark.parametrize("text", ["Привет, мир", "東京へ", "Zażółć gęślą jaźń", "שלום"])
def test_a_language_that_line_21_cannot_write_gets_no_scc_and_that_is_told(text: str) -> None:
    fit = fitted([cue(5000, 9000, text)])
    assert fit.cues == ()
    assert [(told.rule, told.severity) for told in fit.findings] == [("captions.scc-letters", Severity.WARNING)]


@pytest.mark.parametrize("text", [
    "¡El pingüino Wenceslao hizo kilómetros bajo exhaustiva lluvia!",
    "Zwölf Boxkämpfer jagen Viktor über den großen Sylter Deich",
    "Dès Noël où un zéphyr haï me vêt de glaçons würmiens", "À noite, vovô Kowalsky vê o ímã cair no pé do pinguim",
    "Høj bly gom vandt",
])
def test_spanish_german_french_portuguese_and_danish_are_written_letter_by_letter(text: str) -> None:
    fit = fitted([cue(5000, 9000, text)])
    assert fit.findings == ()
    assert " ".join(lines for made in fit.cues for lines in made.lines) == text


def test_time_code_ends_after_a_hundred_hours() -> None:
    fit = fitted([cue(360_000_000, 360_001_000, "late")])
    assert fit.cues == ()
    assert [told.rule for told in fit.findings] == ["captions.scc-timing"]


def test_nothing_said_is_nothing_written() -> None:
    assert fitted([]).cues == fitted([cue(0, 1000, " ", "\u200d")]).cues == ()
    assert fitted([]).findings == ()


WORDS = st.sampled_from(["ü", "“so”", "a", "word", "♪", "♪♪", "[x]", "1984", "ß", "it’s", "{", "—", "y" * 50])


@st.composite
def dense(draw: st.DrawFn) -> list[Cue]:
    """Draw captions faster, longer and closer together than any decoder takes, some of them at one time."""
    cues, at = [], 0
    for _ in range(draw(st.integers(1, 12))):
        start = max(0, at + draw(st.integers(-500, 900)))
        at = start + draw(st.integers(0, 2500))
        lines = draw(st.lists(st.lists(WORDS, min_size=1, max_size=7).map(" ".join), min_size=1, max_size=5))
        cues.append(Cue(Span(start, at), tuple(lines), draw(st.sampled_from(["", "ANNA"]))))
    return cues


@settings(max_examples=80, deadline=None)
@given(dense())
def test_however_dense_it_is_no_letter_is_lost_and_everything_is_loaded_in_time(cues: list[Cue]) -> None:
    fit = fitted(cues).cues
    assert letters(line for made in fit for line in made.lines) == letters(
        cea608.spelled(line) for one in sorted(cues, key=lambda one: one.span) for line in spoken_lines(one.lines, one.speaker))
    assert all(len(made.lines) <= 4 and all(0 < len(line) <= 32 for line in made.lines) for made in fit)
    assert all(one.span.end <= other.span.start for one, other in itertools.pairwise(fit))
    text = captions_scc(fit)
    scc("a.scc", text, meant_cues(fit))
    lines = (line.partition("\t") for line in text.split("\n\n")[1:])
    blocks = [(frames(code), len(words.split())) for code, _, words in lines]
    assert all(begin + length <= later for (begin, length), (later, _) in itertools.pairwise(blocks))


def letters(lines: object) -> list[str]:
    assert hasattr(lines, "__iter__")
    return sorted("".join(lines).replace(" ", ""))


def frames(code: str) -> int:
    """Return the frame that drop-frame time code names: two are left out each minute but the tenth."""
    hours, minutes, seconds = map(int, code.split(";")[0].split(":"))
    total = hours * 60 + minutes
    return (total * 60 + seconds) * 30 + int(code.split(";")[1]) - 2 * (total - total // 10)


def test_what_another_program_wrote_is_read() -> None:
    text = (
        "\ufeffScenarist_SCC V1.0\r\n\r\n"
        "00:00:01:00\t94ae 94ae 9420 9420 9470 9470 c845 ccccc 942f 942f\r\n\r\n"
    )
    with pytest.raises(MediaRefused):
        parse(text)
    good = text.replace("ccccc", "cccc cf80")
    assert parse(good + "00:00:03:00\t942c 942c\r\n") == (ScriptLine("HELLO", span=Span(1301, 3003)),)


def test_rows_that_line_21_made_short_are_run_together_and_those_of_another_speaker_are_not() -> None:
    cues = [cue(2_000, 5_000, "- The museum opens at nine", "in the morning.", "- Thank you."),
            cue(6_000, 9_000, "The museum opens at nine", "in the morning.")]
    two, one = parse(captions_scc(fitted(cues).cues))
    assert two.rows == ("- The museum opens at nine in the morning.", "- Thank you.")
    assert (one.text, one.rows) == ("The museum opens at nine in the morning.", ())


def test_what_ttconv_calls_otherwise_is_read_as_it_is_shown() -> None:
    assert [lines for _, lines, _ in raw_cues(captions_scc(fitted([cue(5000, 6000, "so — 2^3 “it’s”")]).cues))] == [
        ("so — 2^3 “it's”",)]


@pytest.mark.parametrize("text", [
    "", "WEBVTT\n", "1\n00:00:01,000 --> 00:00:02,000\nx\n", "Scenarist_SCC V1.0\n\n00:00:01;00\tzz\n"])
def test_what_is_no_scc_is_refused(text: str) -> None:
    with pytest.raises(MediaRefused, match="SCC"):
        list(raw_cues(text))


@settings(max_examples=80, deadline=None)
@given(st.text(st.characters() | st.sampled_from("0123456789abcdef :;\t\n"), max_size=200))
def test_no_text_at_all_breaks_the_reader(text: str) -> None:
    for body in (text, f"Scenarist_SCC V1.0\n\n{text}", f"Scenarist_SCC V1.0\n\n00:00:01;00\t{text}"):
        with suppress(MediaRefused):
            assert all(span.duration > 0 for span, *_ in raw_cues(body))


def test_the_tables_are_ttconv_s_so_a_newer_ttconv_shows_here() -> None:
    missing = [character for character in "áéíóúüñ¿¡çãõâêôàèùëïîûäöß“”‘«»—*{}\\|_~©•♪½°" if not cea608.has(character)]
    assert missing == []

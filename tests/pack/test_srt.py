"""SubRip: read back by others word for word, with look-alikes for what would be a mark."""

from __future__ import annotations

import pysubs2
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from pack_texts import cue_lists, misread_by_pysubs2, shown

from access.model.findings import ScriptLine
from access.model.script import Cue
from access.model.time import Span
from access.pack.srt import captions_srt, parse


def test_captions_are_written_whole() -> None:
    cues = [Cue(Span(0, 1500), ("Good morning,", "all."), "ANNA"), Cue(Span(3_600_000, 3_601_250), ("[applause]",))]
    assert captions_srt(cues) == """\
1
00:00:00,000 --> 00:00:01,500
ANNA: Good morning,
all.

2
01:00:00,000 --> 01:00:01,250
[applause]
"""


@settings(max_examples=60, deadline=None)
@given(cue_lists())
def test_an_independent_reader_finds_every_cue_and_every_word(cues: list[Cue]) -> None:
    assume(not misread_by_pysubs2(cues))
    wanted = [(cue.span, shown(cue)) for cue in cues if shown(cue)]
    text = captions_srt(cues)
    assert text.count("-->") == len(wanted)
    found = pysubs2.SSAFile.from_string(text, format_="srt") if wanted else []
    assert [(one.start, one.end) for one in found] == [(span.start, span.end) for span, _ in wanted]
    assert [one.text for one in found] == [plain(said).replace("\n", "\\N") for _, said in wanted]


@settings(max_examples=60, deadline=None)
@given(cue_lists())
def test_our_own_reader_gives_back_the_times(cues: list[Cue]) -> None:
    assert [line.span for line in parse(captions_srt(cues))] == [cue.span for cue in cues if shown(cue)]


@settings(max_examples=60, deadline=None)
@given(st.text(st.characters() | st.sampled_from("\n-> :,.<i>0123[]"), max_size=300))
def test_no_text_at_all_breaks_the_reader(text: str) -> None:
    parse(text)
    parse(f"1\n00:00:01,000 --> 00:00:02,000\n{text}")


def test_a_time_of_thousands_of_digits_is_no_cue() -> None:
    assert parse(f"1\n{'9' * 5000}:00:00,000 --> 00:00:02,000\nx\n") == ()
    assert parse("1\n00:00:00,000 --> 99999999:00:02,000\nx\n") == ()


@pytest.mark.parametrize(("said", "written"), [
    ("a --> b", "a → b"),
    ("<b>bold</b> <3", "‹b>bold‹/b> <3"),
    ("a < b > c", "a ‹ b > c"),
    ("{\\an8}up", "{ \\an8}up"),
    ("from 00:00:01.000 to 00:00:02,5", "from 00∶00∶01.000 to 00∶00∶02,5"),
    ("at 00:00:01.000 sharp", "at 00:00:01.000 sharp"),
])
def test_what_players_would_obey_is_shown_instead(said: str, written: str) -> None:
    assert captions_srt([Cue(Span(0, 1000), (said,))]).splitlines()[2] == written


def test_what_people_and_programs_write_is_read() -> None:
    text = (
        "\ufeff1\r\n00:00:01,000 --> 00:00:02,500\r\n<i>Hello</i> {\\an8}you\r\nall\r\n\r\n\r\n"
        "00:00:03.000 --> 00:00:04.000 X1:10 X2:20\r\nJOHN: no number\r\n\r\n"
        "3\r\nnot a time --> at all\r\nlost\r\n\r\n4\r\n00:00:09,000 --> 00:00:08,000\r\nbackwards\r\n\r\n"
        "5\r\n00:00:10,000 --> 00:00:11,000\r\n[music]"
    )
    assert parse(text) == (
        ScriptLine("Hello you all", span=Span(1000, 2500), rows=("Hello you", "all")),
        ScriptLine("no number", "JOHN", Span(3000, 4000)),
        ScriptLine("music", span=Span(10_000, 11_000), sounds=True),
    )


def plain(said: str) -> str:
    """Return what a player shows of a text that SubRip cannot hold as it is."""
    harmless = said.replace("-->", "→").replace("{\\", "{ \\")
    after = (harmless[at + 1:].lstrip(" ")[:1] or " " for at in range(len(harmless)))
    return "".join(
        "‹" if mark == "<" and (first in "/!?" or (first.isascii() and first.isalpha())) else mark
        for mark, first in zip(harmless, after, strict=True)
    )

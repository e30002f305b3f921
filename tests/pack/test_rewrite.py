"""A corrected copy: new times and breaks, every mark with its word, and all else as it stood."""

from __future__ import annotations

from access.model.script import Cue
from access.model.time import Span
from access.pack.captionfile import parse_srt, parse_vtt
from access.pack.rewrite import keeps_marks, rewritten

VTT = """WEBVTT - a talk

STYLE
::cue { color: red }

first
00:00:01.000 --> 00:00:05.000 line:0
<v Anna><i>We walked home
along the</i> river &amp; back.

NOTE before the second

00:00:06.000 --> 00:00:07.000
As it <b>was</b>.

00:09 --> 00:10
nobody reads this
"""


def test_what_is_as_it_was_stands_as_it_stood() -> None:
    file = parse_vtt(VTT.encode())
    assert rewritten(file, [cue.cue for cue in file.cues], "en", "") == VTT


def test_marks_are_closed_where_a_cue_ends_and_opened_where_the_next_begins() -> None:
    file = parse_vtt(VTT.encode())
    cues = (Cue(Span(1_000, 2_900), ("We walked", "home along")), Cue(Span(3_000, 5_000), ("the river & back.",)),
            file.cues[1].cue)
    assert rewritten(file, cues, "en", "") == VTT.replace("""00:00:01.000 --> 00:00:05.000 line:0
<v Anna><i>We walked home
along the</i> river &amp; back.
""", """00:00:01.000 --> 00:00:02.900 line:0
<v Anna><i>We walked
home along</i></v>

00:00:03.000 --> 00:00:05.000 line:0
<v Anna><i>the</i> river &amp; back.
""")


def test_cues_made_one_keep_the_comment_between_them() -> None:
    file = parse_vtt(VTT.encode())
    text = rewritten(file, (Cue(Span(1_000, 7_000), ("We walked home along the river & back.", "As it was.")),), "en", "")
    assert "NOTE before the second\n\nfirst\n00:00:01.000 --> 00:00:07.000 line:0\n<v Anna><i>We walked home along the</i> " \
        "river &amp; back.</v>\nAs it <b>was</b>.\n" in text


def test_srt_is_numbered_anew_and_keeps_its_comma() -> None:
    file = parse_srt(b"7\n00:00:01,000 --> 00:00:04,000\n<i>We walked home</i>\n\n8\n00:00:05,000 --> 00:00:06,000\nYes.\n")
    cues = (Cue(Span(1_000, 2_000), ("We",)), Cue(Span(2_100, 4_000), ("walked", "home")), file.cues[1].cue)
    text = rewritten(file, cues, "en", "")
    assert text == ("1\n00:00:01,000 --> 00:00:02,000\n<i>We</i>\n\n2\n00:00:02,100 --> 00:00:04,000\n<i>walked\nhome</i>\n\n"
                    "3\n00:00:05,000 --> 00:00:06,000\nYes.\n")


def test_a_bare_sign_is_escaped_and_times_of_another_format_are_written_properly() -> None:
    file = parse_vtt(b"00:01,000 --> 00:02,000\nif a < b & c\n")
    text = rewritten(file, [cue.cue for cue in file.cues], "en", "")
    assert text == "WEBVTT\n\n00:00:01.000 --> 00:00:02.000\nif a &lt; b & c\n"
    assert parse_vtt(text.encode()).flaws == ()


def test_a_word_without_blanks_around_it_may_be_cut_between_cues() -> None:
    file = parse_vtt("WEBVTT\n\n00:01.000 --> 00:05.000\n今日は天気がいいですね\n".encode())
    text = rewritten(file, (Cue(Span(1_000, 2_000), ("今日は",)), Cue(Span(2_000, 5_000), ("天気が", "いいですね"))), "ja", "")
    assert [cue.lines for cue in parse_vtt(text.encode()).cues] == [("今日は",), ("天気が", "いいですね")]


def test_one_word_without_blanks_breaks_into_lines_and_its_marks_stay_on_its_letters() -> None:
    file = parse_vtt("WEBVTT\n\n00:01.000 --> 00:05.000\n今日は<i>天気が&amp;いい</i>ですね\n".encode())
    text = rewritten(file, (Cue(Span(1_000, 5_000), ("今日は天気", "が&いいですね")),), "ja", "")
    assert "00:01.000 --> 00:05.000\n今日は<i>天気\nが&amp;いい</i>ですね\n" in text
    text = rewritten(file, (Cue(Span(1_000, 2_000), ("今日は天気",)), Cue(Span(2_000, 5_000), ("が&いい", "ですね"))), "ja", "")
    assert text.endswith("今日は<i>天気</i>\n\n00:00:02.000 --> 00:00:05.000\n<i>が&amp;いい</i>\nですね\n")


def test_a_blank_written_as_an_entity_keeps_a_cue_s_breaks() -> None:
    file = parse_vtt(b"WEBVTT\n\n00:01.000 --> 00:02.000\na&#32;b\n\n00:03.000 --> 00:04.000\na b\n")
    assert [keeps_marks(cue, file.format) for cue in file.cues] == [False, True]

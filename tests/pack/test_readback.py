"""What is written is read back by somebody else's parser as it was meant, whatever the words; what is not is not written."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pack_facts import CUES, PLAN, script
from pack_texts import cue_lists

from access.errors import Miswritten
from access.model.script import Cue, Description
from access.model.time import Span
from access.pack import readback
from access.pack.formats import FORMATS
from access.pack.readback import meant_cues, meant_descriptions
from access.pack.scc import fitted
from access.pack.vtt import descriptions_vtt

TRAPS = st.sampled_from([
    "a --> b", "--", "-->", "->", "→", "‹b›", "<v Anna>", "<b>bold</b>", "< / i >", "<!--", "<?x?>", "<00:00:01.000>",
    "{\\an8}", "{ \\", "\\N", "\\", "&amp;lt;", "&", "]]>", "<![CDATA[", "NOTE x", "WEBVTT", "1", "12", "1984", "٣",
    "00:00:01,000 00:00:02,5", "00:00:01.000 --> 00:00:02.000", "\0", "\ud800", "\u202eabc\u202c", "\u200d", "👩\u200d👧",
    "שלום", "مرحبا", "e\u0301", "\ufffe", "\uffff", "\u0085", "\u2028", "\u00a0", "\u3000", "x" * 400, "", " ", "\r\n\r\n",
    "♪♪♪", "“ü”", "[applause]", "ANNA: x", "∶",
])


@st.composite
def hostile(draw: st.DrawFn) -> list[Cue]:
    cues, at = [], 0
    for _ in range(draw(st.integers(0, 6))):
        start = at + draw(st.integers(0, 3000))
        at = start + draw(st.integers(0, 4000))
        lines = draw(st.lists(TRAPS | st.text(max_size=8), min_size=1, max_size=3))
        cues.append(Cue(Span(start, at), tuple(lines), draw(st.just("") | TRAPS)))
    return cues


def written(name: str, cues: list[Cue], language: str = "en") -> str:
    form, made = FORMATS[name], script(cues=tuple(cues), language=language, line21=fitted(cues).cues)
    held = form.cues(made)
    return form.checked("lecture.en.x", form.write(held, made, "Machine-made --> draft."), meant_cues(held))


@pytest.mark.parametrize("name", FORMATS)
@settings(max_examples=120, deadline=None)
@given(cues=hostile() | cue_lists())
def test_whatever_is_said_reads_back_as_it_was_meant(name: str, cues: list[Cue]) -> None:
    written(name, cues)


@pytest.mark.parametrize("language", ["ar", "he", "ja", "", "no tag at all", "en-Latn-GB"])
@pytest.mark.parametrize("name", FORMATS)
def test_every_language_reads_back(name: str, language: str) -> None:
    assert written(name, list(CUES), language)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 90_000_000), st.integers(0, 9000), TRAPS), max_size=5))
def test_descriptions_read_back_as_they_were_meant(told: list[tuple[int, int, str]]) -> None:
    descriptions = [Description(Span(at, at + length), text, 1.0, Span(at, at)) for at, length, text in told]
    assert readback.vtt("x", descriptions_vtt(descriptions, "en", "note"), meant_descriptions(descriptions))


def swapped(old: str, new: str) -> Callable[[str], str]:
    return lambda text: text.replace(old, new, 1)


@pytest.mark.parametrize(("name", "spoil", "told"), [
    ("vtt", swapped("Good morning", "Good evening"), "cue 1 was meant as “ANNA: Good morning.” by ANNA, and reads"),
    ("vtt", swapped("ANNA: ", ""), "cue 1 was meant as"),
    ("vtt", swapped("<v BEN>", ""), "by BEN, and reads"),
    ("vtt", swapped("<v BEN>", "<v EVE>"), "by EVE"),
    ("vtt", swapped("&lt;b&gt;", "<b>"), "cue 2"),
    ("vtt", swapped("&amp; chips", "& chips"), ""),
    ("vtt", swapped("Fish", "-->"), "reads “”"),
    ("vtt", swapped("00:00:01.500", "00:00:01.501"), "cue 1 was meant from 0 to 1500 ms, and is from 0 to 1501"),
    ("vtt", swapped("chips\ncost", "chips\n\ncost"), "cue 2"),
    ("vtt", swapped("chips\ncost", "chips cost"), "cue 2"),
    ("vtt", swapped("[applause]", ""), "cue 3"),
    ("vtt", swapped("WEBVTT", "WEBVT"), "a parser fails on it with MalformedFileError"),
    ("srt", swapped("BEN: ", ""), "cue 2"),
    ("srt", swapped("chips\ncost", "chips\n\ncost"), "cue 2"),
    ("srt", swapped("‹b>", "<b>"), "cue 2"),
    ("srt", swapped("00:00:04,200", "00:00:04,300"), "cue 3 was meant from 4200"),
    ("srt", lambda text: text.rpartition("\n\n")[0], "3 cues were meant, 2 are found"),
    ("imsc", swapped("BEN: ", ""), "cue 2"),
    ("imsc", swapped("<br />", " "), "cue 2"),
    ("imsc", swapped("00:00:01.500", "00:00:01.499"), "cue 1 was meant from 0 to 1500"),
    ("imsc", swapped("&amp;", "&"), "a parser fails on it with ParseError"),
    ("imsc", swapped('begin="00:00:04.200"', ""), "cue 3"),
    ("imsc", swapped("ns/ttml", "ns/ttmx"), "a parser fails"),
    ("scc", swapped("c245 ceba", "c145 ceba"), "meant as “BEN: Fish"),
    ("scc", swapped("942f 942f", "942f"), ""),
    ("scc", swapped("942f 942f", ""), "cues were meant"),
    ("scc", swapped("00:00:0", "00:01:0"), "cue 1 was meant from"),
    ("scc", swapped("9420", "94zz"), "a parser fails"),
])
def test_a_writer_that_goes_wrong_is_caught(name: str, spoil: Callable[[str], str], told: str) -> None:
    form, made = FORMATS[name], script(line21=fitted(CUES).cues)
    cues = form.cues(made)
    good = form.write(cues, made, "note")
    assert form.checked("a", good, meant_cues(cues)) == good
    bad = spoil(good)
    assert bad != good
    if not told:
        # Two spellings of the same: every reader finds the same words and times.
        assert form.checked("a", bad, meant_cues(cues)) == bad
        return
    with pytest.raises(Miswritten) as caught:
        form.checked("lecture.en.x", bad, meant_cues(cues))
    assert caught.value.message.startswith("lecture.en.x would not read back as it was meant: ")
    assert told in caught.value.message
    assert not caught.value.worth_a_retry


@pytest.mark.parametrize("name", FORMATS)
def test_a_cue_that_is_left_out_or_told_twice_is_caught(name: str) -> None:
    form, made = FORMATS[name], script(line21=fitted(CUES).cues)
    cues = list(form.cues(made))
    for wrong in (cues[1:], cues[:-1], [*cues, replace(cues[-1], span=Span(6000, 7000))]):
        with pytest.raises(Miswritten, match="cues were meant"):
            form.checked("a", form.write(wrong, made, ""), meant_cues(cues))


def test_descriptions_that_go_wrong_are_caught() -> None:
    told = PLAN.descriptions
    good = descriptions_vtt(told, "en", "note")
    with pytest.raises(Miswritten, match="cue 1"):
        readback.vtt("a", good.replace("Opening", "Closing"), meant_descriptions(told))

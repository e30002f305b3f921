from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from access.check.captions import check_captions
from access.model.findings import ScriptLine, Word
from access.model.profile import columns_of, speaker_label
from access.model.script import Cue
from access.model.time import Span
from access.profiles import NAMES, load_profile
from access.write import cues as room
from access.write import linebreaks
from access.write.cues import compose, from_lines

WEB = load_profile("web")
NETFLIX = load_profile("netflix")
MAMMALS = (
    "An interview with Dr. Ross MacPhee, curator and researcher at the American Museum of Natural History. What is a mammal? "
    "Mammals are a group of vertebrates, that is to say, animals with backbones, who are distinguished by having four legs or "
    "four appendages that are like legs and whose young develop within a complicated series of birth membranes."
)


def spoken(
    text: str, start: int = 0, each: int = 300, after_sentence: int = 0, speaker: str = "", line: int = -1,
) -> list[Word]:
    """Say each word in `each` ms, without a pause but after sentences."""
    words: list[Word] = []
    for part in text.split():
        words.append(Word(part, Span(start, start + each), speaker=speaker, line=line))
        start += each + (after_sentence if part[-1] in ".?!" else 0)
    return words


def lines_of(cues: Sequence[Cue]) -> list[tuple[str, ...]]:
    return [cue.lines for cue in cues]


def letters(parts: Sequence[str]) -> str:
    return "".join("".join(parts).split())


def test_a_paragraph_is_captioned_as_a_person_would() -> None:
    assert compose(spoken(MAMMALS, each=400, after_sentence=300), WEB, "en") == (
        Cue(Span(0, 3_820), ("An interview with Dr. Ross MacPhee,", "curator and researcher")),
        Cue(Span(3_900, 6_920), ("at the American Museum of Natural History.",)),
        Cue(Span(7_000, 8_820), ("What is a mammal?",)),
        Cue(Span(8_900, 14_020), ("Mammals are a group of vertebrates,", "that is to say, animals with backbones,")),
        Cue(Span(14_100, 18_020), ("who are distinguished", "by having four legs or four appendages")),
        Cue(Span(18_100, 21_220), ("that are like legs and whose young develop",)),
        Cue(Span(21_300, 24_600), ("within a complicated series", "of birth membranes.")),
    )


def test_a_narrower_profile_makes_other_lines_of_the_same_words() -> None:
    cues = compose(spoken("Mammals are a group of vertebrates, that is to say, animals with backbones.", each=400),
                   load_profile("dcmp"), "en")
    assert lines_of(cues) == [("Mammals are a group", "of vertebrates,"), ("that is to say,", "animals with backbones.")]


def test_two_short_sentences_share_a_cue_and_two_long_ones_do_not() -> None:
    assert lines_of(compose(spoken("Yes. I do.", each=300), WEB, "en")) == [("Yes. I do.",)]
    long = "She would buy a pound of herring every day. And the boats stopped coming in the end."
    assert lines_of(compose(spoken(long, each=400), WEB, "en")) == [
        ("She would buy a pound", "of herring every day."), ("And the boats stopped coming in the end.",)]


def test_a_cue_begins_with_its_first_word_and_lingers_where_there_is_room() -> None:
    cue, = compose(spoken("We walked home along the river.", start=5_000, each=350), WEB, "en")
    assert cue.span == Span(5_000, 5_000 + 6 * 350 + WEB.linger)


def test_a_cue_stays_longer_where_reading_needs_it() -> None:
    cue, = compose(spoken("Incomprehensibly complicated circumstances notwithstanding", each=500), WEB, "en")
    assert cue.span.duration == columns_of(cue.text) * 1000 // 17 > 4 * 500 + WEB.linger


def test_a_cue_makes_way_for_the_next_one_by_the_least_gap() -> None:
    for left, right in pairwise(compose(spoken(MAMMALS), WEB, "en")):
        assert right.span.start - left.span.end == 80


def test_a_short_gap_is_closed_and_a_long_one_left() -> None:
    def gap(pause: int) -> int:
        words = [*spoken("That is all there is.", each=400), *spoken("Here is another one.", start=2_000 + pause, each=400)]
        first, second = compose(words, replace(WEB, max_characters=24, max_lines=1), "en")
        return second.span.start - first.span.end

    assert gap(pause=900) == 80
    assert gap(pause=3_000) == 3_000 - WEB.linger


def test_a_long_pause_ends_the_cue_even_within_a_sentence() -> None:
    words = [*spoken("I think", each=400), *spoken("not.", start=2_000, each=400)]
    assert lines_of(compose(words, WEB, "en")) == [("I think",), ("not.",)]


def test_a_change_of_speaker_always_ends_the_cue_and_names_the_new_one() -> None:
    words = [*spoken("Who was it?", speaker="ANNA"), *spoken("Me. It was me.", 900, speaker="BEN"),
             *spoken("Me again.", 2_100, speaker="BEN"), *spoken("Oh.", 2_700), *spoken("Well.", 3_000, speaker="BEN")]
    assert [(cue.speaker, cue.text) for cue in compose(words, WEB, "en")] == [
        ("ANNA", "Who was it?"), ("BEN", "Me. It was me. Me again."), ("", "Oh."), ("BEN", "Well.")]


def test_the_written_name_takes_its_room_on_the_first_line() -> None:
    text = "I have worked on mammals in this building for more than thirty years."
    words = spoken(text, each=400, speaker="Dr. Ross MacPhee")
    first, *others = compose(words, WEB, "en")
    assert columns_of(speaker_label(first.speaker) + first.lines[0]) <= 42
    assert first.speaker == "Dr. Ross MacPhee"
    assert not any(cue.speaker for cue in others)


def test_the_end_of_a_script_line_is_a_good_place() -> None:
    text = "the river runs down past the mill", "the wheel turns all day all night"
    words = [*spoken(text[0], each=350, line=0), *spoken(text[1], 7 * 350, each=350, line=1)]
    assert lines_of(compose(words, replace(WEB, max_lines=1), "xx")) == [(text[0],), (text[1],)]


def test_in_and_out_times_snap_to_a_cut_as_netflix_asks() -> None:
    words = [*spoken("We walked home along the river.", 1_000, each=400), *spoken("Nobody else was there.", 4_000, each=400)]
    first, second = compose(words, NETFLIX, "en", shots=[800, 3_900], frame_rate=25)
    assert first.span == Span(800, 3_900 - 80)
    assert second.span.start == 3_900


@pytest.mark.parametrize(("cut", "begins"), [
    (4_000, 4_000), (3_600, 3_600), (3_500, 4_000), (4_300, 4_300), (4_400, 3_920), (4_480, 4_000),
])
def test_an_in_time_near_a_cut_follows_the_frames_of_the_guideline(cut: int, begins: int) -> None:
    cue, = compose(spoken("Nobody else was there.", 4_000, each=400), NETFLIX, "en", shots=[cut], frame_rate=25)
    assert cue.span.start == begins


def test_a_cue_does_not_straddle_a_cut_if_the_speech_allows() -> None:
    words = spoken("who are distinguished by having four legs or four appendages that are like legs", each=400)
    cut = 7 * 400 + 60
    assert len(compose(words, WEB, "en")) == 1
    first, second = compose(words, WEB, "en", shots=[cut], frame_rate=25)
    assert first.text == "who are distinguished by having four legs"
    assert first.span.end == cut - 80
    assert second.span.start in (cut - 60, cut)


def test_a_cue_does_not_linger_over_a_cut() -> None:
    cue, = compose(spoken("We walked home along the river.", each=400), WEB, "en", shots=[2_700], frame_rate=25)
    assert cue.span.end == 2_700 - 80


def test_words_of_a_language_without_blanks_are_joined() -> None:
    words = [Word(text, Span(n * 400, n * 400 + 400)) for n, text in enumerate(["哺乳類", "は", "脊椎", "動物", "です。"])]
    assert lines_of(compose(words, WEB, "ja")) == [("哺乳類は脊椎動物です。",)]


def test_a_whole_japanese_sentence_as_one_word_becomes_several_cues_in_time() -> None:
    text = "哺乳類は脊椎動物の一群であり、つまり背骨を持つ動物で、四本の足または足のような四つの付属肢を持ち、" * 2
    cues = compose([Word(text, Span(0, 20_000))], WEB, "ja")
    assert letters([line for cue in cues for line in cue.lines]) == text
    assert len(cues) > 2
    assert not [f for f in check_captions(cues, WEB, language="ja") if f.rule in ("captions.line-length", "captions.lines")]


def test_a_word_wider_than_a_line_goes_through_several_lines_and_loses_nothing() -> None:
    url = "https://www.example.org/" + "/".join(["exhibitions"] * 12)
    cues = compose([Word("See", Span(0, 300)), Word(url, Span(300, 12_000))], WEB, "en")
    assert letters([line for cue in cues for line in cue.lines]) == f"See{url}"
    assert all(columns_of(line) <= 42 for cue in cues for line in cue.lines)


def test_no_words_no_cues() -> None:
    assert compose([], WEB, "en") == compose([Word(" ", Span(0, 5))], WEB, "en") == ()


def test_words_piled_up_at_one_instant_are_all_there_and_do_not_overlap() -> None:
    words = [Word(f"word{n}", Span(1_000, 1_000)) for n in range(60)]
    cues = compose(words, WEB, "en", bounds=Span(0, 4_000))
    assert letters([line for cue in cues for line in cue.lines]) == letters([word.text for word in words])
    assert all(cue.span.duration > 200 for cue in cues)


def test_the_work_grows_with_the_words_and_no_faster(monkeypatch: pytest.MonkeyPatch) -> None:
    calls = 0
    layout = linebreaks.layout

    def counting(*arguments: Any) -> Any:
        nonlocal calls
        calls += 1
        return layout(*arguments)

    def work(times: int) -> int:
        nonlocal calls
        calls = 0
        compose(spoken(" ".join([MAMMALS] * times)), WEB, "en", shots=range(0, 20_000 * times, 3_000))
        return calls

    monkeypatch.setattr(room, "layout", counting)
    small, large = work(5), work(20)
    assert large < 4.2 * small
    assert small < 30 * 5 * len(MAMMALS.split())


def test_given_captions_keep_the_times_their_author_gave() -> None:
    lines = [
        ScriptLine("First line\nand second.", "ANNA", Span(100, 900)),
        ScriptLine("door slams", span=Span(950, 1_000), sounds=True),
        ScriptLine("A title that nobody speaks and that is wider than a line of the profile", span=Span(1_000, 9_000)),
        ScriptLine("has no time"),
    ]
    assert from_lines(lines, WEB, "en") == (
        Cue(Span(100, 900), ("First line", "and second."), "ANNA"), Cue(Span(950, 1_000), ("[door slams]",)),
        Cue(Span(1_000, 9_000), ("A title that nobody speaks and that is", "wider than a line of the profile")),
    )


letters_of_all = st.characters(codec="utf-8", exclude_categories=["Zs", "Zl", "Zp", "Cc", "Cs"])
texts = st.text(letters_of_all, min_size=1, max_size=50) | st.sampled_from(
    ["the", "and", "house.", "of", "Dr.", "Ross,", "a", "animals", "who", "What?", "membranes", "I"])


@st.composite
def speech(draw: st.DrawFn) -> list[Word]:
    """Words as engines give them: in order of their starts, now and then overlapping, of no length, or far apart."""
    words, at = [], 0
    for text in draw(st.lists(texts, min_size=1, max_size=40)):
        at += draw(st.sampled_from([0, 0, 60, 250, 300, 400, 900, 1_500, 6_000]))
        length = draw(st.sampled_from([0, 80, 300, 500, 2_000, 9_000]))
        words.append(Word(text, Span(at, at + length), speaker=draw(st.sampled_from(["", "ANNA", "BEN"])),
                          line=draw(st.integers(-1, 2))))
    return words


@settings(max_examples=200, deadline=None)
@given(speech(), st.sampled_from(NAMES), st.sampled_from(["en", "de", "ja"]), st.lists(st.integers(0, 60_000), max_size=12),
       st.none() | st.integers(200, 40_000), st.sampled_from([None, 23.976, 60.0]))
def test_whatever_is_said_the_hard_rules_hold(
    words: list[Word], name: str, language: str, shots: list[int], until: int | None, frame_rate: float | None,
) -> None:
    profile = load_profile(name)
    bounds = None if until is None else Span(0, until)
    cues = compose(words, profile, language, shots, bounds, frame_rate)
    limits = profile.for_language(language)
    shown = [line for cue in cues for line in cue.lines]
    assert letters(shown) == letters([word.text for word in words])
    assert all(len(cue.lines) <= limits.max_lines for cue in cues)
    for cue in cues:
        label = columns_of(speaker_label(cue.speaker))
        assert all(columns_of(line) + (0 if n else label) <= limits.max_characters for n, line in enumerate(cue.lines))
    assert all(left.span.end <= right.span.start for left, right in pairwise(cues))
    assert bounds is None or all(bounds.start <= cue.span.start <= cue.span.end <= bounds.end for cue in cues)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(MAMMALS.split()), min_size=1, max_size=60), st.integers(200, 600), st.sampled_from(NAMES))
def test_plain_speech_keeps_the_profile_but_for_what_its_own_pace_forbids(words: list[str], each: int, name: str) -> None:
    profile = load_profile(name)
    said = spoken(" ".join(words), each=each)
    findings = check_captions(compose(said, profile, "en"), profile, said)
    assert {finding.rule for finding in findings} <= {"captions.reading-speed", "captions.min-duration"}

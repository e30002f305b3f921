from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from math import ceil
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from made_words import cuts, speech, unmeetable

from access.check.captions import check_captions
from access.model.findings import ScriptLine, Word
from access.model.package import Finding, Severity
from access.model.profile import CaptionProfile, columns_of, speaker_label
from access.model.script import Cue
from access.model.time import Span
from access.profiles import NAMES, load_profile
from access.write.cues import compose, from_lines
from access.write.linebreaks import layout, parts_sense
from access.write.phrases import graphemes
from access.write.timing import Timing

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
    assert cue.span.duration == ceil(columns_of(cue.text) * 1000 / 17) > 4 * 500 + WEB.linger


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
    counts = {"layout": 0, "out_time": 0}

    def counted(name: str, function: Any) -> Any:
        def counting(*arguments: Any) -> Any:
            counts[name] += 1
            return function(*arguments)
        return counting

    monkeypatch.setattr("access.write.chain.layout", counted("layout", layout))
    monkeypatch.setattr(Timing, "out_time", counted("out_time", Timing.out_time))

    said = speech(1_500)
    length = said[-1].span.end + 500
    shots = cuts(length)

    def work(times: int) -> dict[str, int]:
        counts.update(layout=0, out_time=0)
        again = [replace(word, span=word.span.shifted(n * length)) for n in range(times) for word in said]
        compose(again, WEB, "en", shots=[cut + n * length for n in range(times) for cut in shots])
        return dict(counts)

    small, large = work(1), work(4)
    for name, most in (("layout", 20), ("out_time", 60)):
        assert large[name] < 4.1 * small[name]
        assert small[name] < most * len(said)


def broken(cues: Sequence[Cue], words: Sequence[Word], profile: CaptionProfile, shots: Sequence[int] = ()) -> list[Finding]:
    found = check_captions(cues, profile, words, shots, words[-1].span.end + 2_000, "en", 25.0)
    return [finding for finding in found if finding.severity is not Severity.NOTE]


@pytest.mark.parametrize("name", NAMES)
def test_speech_at_a_usual_pace_keeps_every_rule_of_every_profile_cuts_and_all(name: str) -> None:
    profile = load_profile(name)
    words = speech(3_000, 5, (105, 145))
    shots = cuts(words[-1].span.end)
    cues = compose(words, profile, "en", shots, Span(0, words[-1].span.end + 2_000), 25.0)
    assert len(cues) > 300
    assert len(broken(cues, words, profile, shots)) == unmeetable(words, profile, shots) == 0


@pytest.mark.parametrize(("name", "spare"), [("web", 0.005), ("netflix", 0.002)])
def test_of_brisk_speech_no_more_is_too_fast_than_must_be(name: str, spare: float) -> None:
    profile = load_profile(name)
    words = speech(3_000, 1, (125, 175))
    shots = cuts(words[-1].span.end)
    cues = compose(words, profile, "en", shots, Span(0, words[-1].span.end + 2_000), 25.0)
    found = broken(cues, words, profile, shots)
    assert {finding.rule for finding in found} <= {"captions.reading-speed"}
    assert len(found) <= unmeetable(words, profile, shots) + spare * len(cues)


def test_speech_too_fast_for_the_profile_keeps_every_word_and_is_told() -> None:
    words = spoken(MAMMALS, each=150)
    cues = compose(words, WEB, "en")
    assert letters([line for cue in cues for line in cue.lines]) == letters([word.text for word in words])
    assert [finding.rule for finding in broken(cues, words, WEB)].count("captions.reading-speed") >= unmeetable(words, WEB) > 2


def test_hardly_a_line_of_plain_speech_ends_within_what_belongs_together() -> None:
    words = speech(3_000, 5, (105, 145))
    cues = compose(words, WEB, "en")
    ends = [(line.split()[-1], after.split()[0]) for cue in cues for line, after in pairwise(cue.lines)]
    ends += [(a.lines[-1].split()[-1], b.lines[0].split()[0]) for a, b in pairwise(cues)]
    assert sum(parts_sense(left, right, "en") for left, right in ends) <= 0.02 * len(ends)


def test_a_hesitation_after_an_article_ends_no_cue() -> None:
    words = [*spoken("We went down to the", each=350), *spoken("river and looked for the others.", 3_000, each=350)]
    assert not any(cue.text.endswith("the") for cue in compose(words, WEB, "en"))


def test_fast_speech_borrows_time_from_its_neighbours() -> None:
    words = [*spoken("We had walked along the river.", each=400, speaker="A"),
             *spoken("Nevertheless everything changed completely overnight.", 2_600, each=580, speaker="B"),
             *spoken("It was cold.", 5_800, each=400, speaker="A")]
    cues = compose(words, WEB, "en")
    assert broken(cues, words, WEB) == []
    assert any(cue.span.start not in {word.span.start for word in words} for cue in cues)


def test_a_cue_that_cannot_end_before_a_cut_ends_well_after_it() -> None:
    words = spoken("We walked home along the river and nobody else was there.", each=300)
    cut = words[-1].span.end - 350
    cue = compose(words, NETFLIX, "en", shots=[cut], frame_rate=25)[-1]
    assert cue.span.end == cut - 80 or cue.span.end > cut + 480


@pytest.mark.parametrize("language", ["ja", "zh", "th"])
def test_letters_one_by_one_and_a_whole_sentence_make_the_same_lines(language: str) -> None:
    text = SENTENCES[language]
    parts = graphemes(text)
    apart = [Word(part, Span(n * 150, n * 150 + 150)) for n, part in enumerate(parts)]
    whole = [Word(text, Span(0, 150 * len(parts)))]
    one, other = compose(apart, NETFLIX, language), compose(whole, NETFLIX, language)
    assert lines_of(one) == lines_of(other)
    assert "".join(line for cue in one for line in cue.lines) == text
    assert max(columns_of(line) for cue in one for line in cue.lines) <= NETFLIX.for_language(language).max_characters


SENTENCES = {
    "ja": "その子は複雑な一連の胎膜の中で発育するという特徴によって区別されます。"
          "2009年1月、学芸員が30分間インタビューに答えた。",
    "zh": "哺乳动物是一群脊椎动物，也就是说有脊骨的动物，它们的幼崽在一系列复杂的胎膜中发育。2009年1月接受了采访。",
    "th": "สัตว์เลี้ยงลูกด้วยนมเป็นกลุ่มของสัตว์มีกระดูกสันหลังและลูกอ่อนเจริญเติบโตภายในเยื่อหุ้มที่ซับซ้อนมาก",
}


@pytest.mark.parametrize(("words", "language", "text"), [
    ([("哺乳", -1), ("類は", -1), ("Ross", -1), ("MacPhee", -1), ("さん", -1)], "ja", "哺乳類はRoss MacPheeさん"),
    ([(letter, -1) for letter in "2009年にGPSを使う"], "ja", "2009年にGPSを使う"),
    ([("วันนี้อากาศดี", 0), ("เราไปตลาด", 0)], "th", "วันนี้อากาศดี เราไปตลาด"),
    ([("はい", 0), ("わかりました", 0)], "ja", "はい わかりました"),
    ([("วัน", -1), ("นี้", -1)], "th", "วันนี้"),
    ([("AI", -1), (" ", -1), ("モデル", -1)], "ja", "AIモデル"),
])
def test_blanks_stand_where_a_person_wrote_one_and_between_foreign_words(
    words: list[tuple[str, int]], language: str, text: str,
) -> None:
    said = [Word(part, Span(n * 300, n * 300 + 300), line=line) for n, (part, line) in enumerate(words)]
    assert [cue.text for cue in compose(said, WEB, language)] == [text]


def test_given_captions_keep_the_times_their_author_gave() -> None:
    lines = [
        ScriptLine("First line and second.", "ANNA", Span(100, 900), rows=("First line", "and second.")),
        ScriptLine("door slams", span=Span(950, 1_000), sounds=True),
        ScriptLine("A title that nobody speaks and that is wider than a line of the profile", span=Span(1_000, 9_000)),
        ScriptLine("has no time"),
    ]
    assert from_lines(lines, WEB, "en") == (
        Cue(Span(100, 900), ("First line", "and second."), "ANNA"), Cue(Span(950, 1_000), ("[door slams]",)),
        Cue(Span(1_000, 9_000), ("A title that nobody speaks and that is", "wider than a line of the profile")),
    )


@pytest.mark.parametrize(("line", "shown"), [
    (ScriptLine("- Where? - There.", rows=("- Where?", "- There.")), ("- Where?", "- There.")),
    (ScriptLine("Where? BOB: There.", "ANNA", rows=("Where?", "BOB: There.")), ("Where?", "BOB: There.")),
    (ScriptLine("♪ We are the champions ♪", sounds=True), ("♪ We are the champions ♪",)),
    (ScriptLine("music", sounds=True, rows=("(music)",)), ("(music)",)),
    (ScriptLine("- Nobody knew whether it would work at all. - It did.",
                rows=("- Nobody knew whether it would work at all.", "- It did.")),
     ("- Nobody knew", "whether it would work at all.", "- It did.")),
])
def test_given_captions_keep_the_lines_of_each_speaker_and_their_marks(line: ScriptLine, shown: tuple[str, ...]) -> None:
    cue, = from_lines([replace(line, span=Span(0, 4_000))], WEB, "en")
    assert (cue.lines, cue.speaker) == (shown, line.speaker)


def test_japanese_lines_too_wide_are_broken_anew_without_a_blank_where_one_ended() -> None:
    wide = ScriptLine("", span=Span(0, 4_000), rows=("今日はとても天気がいいので", "散歩に行きましょうと思います"))
    cue, = from_lines([replace(wide, text=" ".join(wide.rows))], replace(WEB, max_characters=22), "ja")
    assert "".join(cue.lines) == "".join(wide.rows)


letters_of_all = st.characters(codec="utf-8", exclude_categories=["Zs", "Zl", "Zp", "Cc", "Cs"])
texts = st.text(letters_of_all, min_size=1, max_size=50) | st.sampled_from(
    ["the", "and", "house.", "of", "Dr.", "Ross,", "a", "animals", "who", "What?", "membranes", "I"])


@st.composite
def any_speech(draw: st.DrawFn) -> list[Word]:
    """Words as engines give them: in order of their starts, now and then overlapping, of no length, or far apart."""
    words, at = [], 0
    for text in draw(st.lists(texts, min_size=1, max_size=40)):
        at += draw(st.sampled_from([0, 0, 60, 250, 300, 400, 900, 1_500, 6_000]))
        length = draw(st.sampled_from([0, 80, 300, 500, 2_000, 9_000]))
        words.append(Word(text, Span(at, at + length), speaker=draw(st.sampled_from(["", "ANNA", "BEN"])),
                          line=draw(st.integers(-1, 2))))
    return words


@settings(max_examples=200, deadline=None)
@given(any_speech(), st.sampled_from(NAMES), st.sampled_from(["en", "de", "ja", "th", "zh-TW", "ko", "ar", "km"]),
       st.lists(st.integers(0, 60_000), max_size=12),
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


def test_a_line_that_nobody_speaks_has_captions_of_its_own() -> None:
    title = [Word(text, Span(n * 400, n * 400 + 400), line=0, apart=True) for n, text in enumerate(["An", "interview"])]
    spoken = [Word(text, Span(900 + n * 400, 1_300 + n * 400), line=1) for n, text in enumerate(["What", "is", "that?"])]
    credit = [Word("Thanks.", Span(2_300, 3_500), line=2, apart=True), Word("Ann.", Span(3_600, 4_800), line=3, apart=True)]
    assert [cue.text for cue in compose([*title, *spoken, *credit], WEB, "en")] == [
        "An interview", "What is that?", "Thanks.", "Ann."]

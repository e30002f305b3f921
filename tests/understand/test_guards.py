"""Each known fault of recognisers, made on purpose, and the guard that cures it; and honest recognisers, who are left alone."""

from __future__ import annotations

import tracemalloc
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from made import PER_MS, Spoken, _quiet, _write, samples_of, silence, speak, tone
from scripted import Scripted, honest, piled, sound_of, spaced

from access.engines.base import Listening, Stretch
from access.errors import EngineError, EngineFailed, EngineNotReady
from access.model.findings import Term, Transcript, Word
from access.model.media import Sound
from access.model.time import Span, merged
from access.understand.guards.loops import loops
from access.understand.guards.phantoms import is_credit, is_farewell
from access.understand.guards.second_look import loud
from access.understand.guards.times import timed
from access.understand.listen import listen
from access.understand.voice import NEAR_MS, Voice, least_ms

ONE, TWO, THREE = (
    "The museum opens at nine in the morning.", "Please leave your bags at the front desk.",
    "The last guided tour begins at half past four.")


@pytest.fixture(scope="module")
def talk(tmp_path_factory: pytest.TempPathFactory) -> Spoken:
    """Three sentences, 2.5 s of silence between them."""
    return speak(tmp_path_factory.mktemp("talk") / "talk.wav", [ONE, TWO, THREE], pauses=2_500, tail=4_000)


def hear(spoken: Spoken, engine: Scripted, voiced: Sequence[Span] | None = None, terms: tuple[Term, ...] = ()) -> Transcript:
    heard = listen(sound_of(spoken.path), spoken.speech if voiced is None else voiced, engine, Listening("en", terms))
    assert_possible(heard.words, merged([*(spoken.speech if voiced is None else voiced), *(
        remark.span for remark in heard.remarks if remark.rule == "speech.second-look" and remark.span)]))
    return heard


def assert_possible(words: Sequence[Word], voiced: Sequence[Span]) -> None:
    assert all(a.span.end <= b.span.start for a, b in pairwise(words))
    assert all(any(word.span.within(span.padded(NEAR_MS)) == word.span for span in voiced) for word in words)


def text(words: Sequence[Word]) -> str:
    return " ".join(word.text for word in words)


def rules(heard: Transcript) -> list[str]:
    return [remark.rule for remark in heard.remarks]


def said(spoken: Spoken) -> str:
    return " ".join(sentence for sentence, _ in spoken.sentences)


# --- an honest recogniser ------------------------------------------------------------------------------------------

ORDINARY = [
    [ONE, TWO, THREE],
    ["That was very, very good.", "Bye bye.", "No. No. No.", "No, no, no, no, no!"],
    ["One, two, three, four, five, six, seven, eight, nine, ten.", "Again: one, two, three, one, two, three."],
    ["Thank you.", "Thank you for watching.", "Please subscribe to my channel.", "See you next time. Bye."],
    ["Knock knock.", "Who is there?", "Ha ha ha ha.", "It was a long, long, long way to go, and we went on and on and on."],
    ["He said that that was all that he had had.", "What is is, and what was was."],
    ["You.", "Music.", "The end."],
]


@pytest.mark.parametrize("sentences", ORDINARY, ids=lambda sentences: sentences[0])
def test_an_honest_recognisers_words_are_never_changed(sentences: list[str], tmp_path: Path) -> None:
    spoken = speak(tmp_path / "talk.wav", sentences)
    heard = hear(spoken, Scripted(honest(spoken), honest(spoken)))
    assert list(heard.words) == honest(spoken)
    assert heard.remarks == ()


def test_an_honest_recogniser_is_asked_once(talk: Spoken) -> None:
    engine = Scripted(honest(talk))
    hear(talk, engine)
    assert len(engine.asked) == 1


@pytest.mark.parametrize("sentence", [
    "はい、そうです。はい。はい。ありがとうございました。", "谢谢大家，慢慢来，慢慢来。", "ไปช้าๆ ไปช้าๆ ขอบคุณครับ"])
def test_repetition_in_languages_without_spaces_is_left_alone(sentence: str, tmp_path: Path) -> None:
    spoken = speak(tmp_path / "talk.wav", ["This takes about as long as that would take, which is what matters here."])
    words = [word for sign in [spaced(" ".join(sentence.replace(" ", "")), spoken.speech[0])] for word in sign]
    heard = hear(spoken, Scripted(words, language="ja"))
    assert list(heard.words) == words
    assert heard.remarks == ()


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_good_times_are_never_moved(data: st.DataObject) -> None:
    at, words, voiced = 0, [], []
    for _ in range(data.draw(st.integers(1, 6))):
        at += data.draw(st.integers(1, 5_000))
        begun = at
        for _ in range(data.draw(st.integers(1, 8))):
            length = data.draw(st.integers(1, 900))
            words.append(Word("word", Span(at, at + length)))
            at += length + data.draw(st.integers(0, 300))
        voiced.append(Span(begun, words[-1].span.end))
    assert list(timed(words, Voice(voiced))) == words


# --- loops ---------------------------------------------------------------------------------------------------------


def test_a_loop_is_heard_again_on_its_own_and_without_terms(talk: Spoken) -> None:
    _, second, third = talk.speech
    loop = piled("and so on " * 14, second.end)
    engine = Scripted([*honest(talk)[:8], *loop, *spaced(THREE, third)], honest(talk))
    heard = hear(talk, engine, terms=(Term("Ottoline"),))
    assert text(heard.words) == said(talk)
    assert [asked.terms for asked in engine.asked] == [(Term("Ottoline"),), ()]
    assert engine.given[1] == (second,)
    (remark,) = heard.remarks
    assert remark.rule == "speech.loop"
    assert "14 times" in remark.text
    assert remark.span
    assert remark.span.overlap(second) == second.duration


def test_a_loop_over_other_words_at_a_speakable_rate_gives_way_to_the_second_hearing(talk: Spoken) -> None:
    _, second, third = talk.speech
    engine = Scripted(
        [*honest(talk)[:8], *spaced("and then and then and then and then", second), *spaced(THREE, third)], honest(talk))
    heard = hear(talk, engine)
    assert text(heard.words) == said(talk)
    assert rules(heard) == ["speech.loop"]


def test_what_loops_again_is_said_once_and_told(talk: Spoken) -> None:
    _, second, third = talk.speech
    loop = spaced("the front desk " * 12, second)
    heard = hear(talk, Scripted([*honest(talk)[:8], *loop, *spaced(THREE, third)], loop))
    assert text(heard.words) == f"{ONE} the front desk {THREE}"
    assert "looped again" in heard.remarks[0].text


def test_a_loop_on_silence_goes_altogether(talk: Spoken) -> None:
    engine = Scripted([*honest(talk), *spaced("okay so " * 20, Span(talk.speech[-1].end + 150, talk.speech[-1].end + 1_400))])
    heard = hear(talk, engine)
    assert text(heard.words) == said(talk)
    assert rules(heard) == ["speech.loop"]


@pytest.mark.parametrize("failure", [EngineFailed("It lost its connection."), EngineNotReady("The server asks for patience.")])
def test_a_failure_to_hear_again_costs_no_file_is_told_and_ends_the_asking(failure: EngineError, talk: Spoken) -> None:
    first, second, third = talk.speech
    words = [*spaced("over and out " * 12, first), *piled("and so on " * 14, second.end), *spaced(THREE, third)]
    engine = Scripted(words, fails_again=failure)
    heard = hear(talk, engine)
    assert text(heard.words) == f"over and out and so on {THREE}"
    assert {"speech.loop"} <= set(rules(heard)) <= {"speech.loop", "speech.unheard"}
    assert heard.notes == ("The recogniser failed when it was asked again: what looked doubtful was heard once only.",)
    assert len(engine.asked) == 2


def test_a_refrain_that_is_heard_twice_alike_stays(tmp_path: Path) -> None:
    spoken = speak(tmp_path / "song.wav", ["Row, row, row your boat, " * 6])
    engine = Scripted(honest(spoken), honest(spoken))
    heard = hear(spoken, engine)
    assert list(heard.words) == honest(spoken)
    assert heard.remarks == ()
    assert len(engine.asked) == 2


def test_a_refrain_that_is_heard_less_often_the_second_time_is_told_and_never_cut_to_one(tmp_path: Path) -> None:
    spoken = speak(tmp_path / "song.wav", ["Row, row, row your boat, " * 6])
    fewer = spaced("Row, row, row your boat, " * 4, spoken.speech[0])
    heard = hear(spoken, Scripted(honest(spoken), fewer))
    assert list(heard.words) == fewer
    assert "how often is it said?" in heard.remarks[0].text


@pytest.mark.parametrize("looping", ["ありがとうございます" * 12, "ครับผม" * 12, "哈" * 60, "o" * 90, "1.2." * 30])
def test_loops_of_signs_are_found_in_words_and_across_them(looping: str, tmp_path: Path) -> None:
    spoken = speak(tmp_path / "talk.wav", [ONE])
    pieces = " ".join(looping[place:place + 30] for place in range(0, len(looping), 30))
    words = [*spaced("はい、", Span(500, 900)), *spaced(pieces, Span(900, 1_800))]
    heard = hear(spoken, Scripted(words, language="ja"))
    assert "speech.loop" in rules(heard)
    assert 0 < len(text(heard.words)) < 20
    assert heard.words[0].text == "はい、"


def test_a_recogniser_that_always_loops_is_not_asked_for_ever(tmp_path: Path) -> None:
    spoken = speak(tmp_path / "talk.wav", [ONE] * 12, pauses=1_000)
    engine = Scripted([word for span in spoken.speech for word in spaced("gamma " * 40, span)], lambda spans: spaced(
        "gamma " * 40, spans[0]))
    heard = hear(spoken, engine)
    assert len(engine.asked) <= 6
    assert len(heard.words) <= 12


def test_many_remarks_of_one_kind_are_counted(tmp_path: Path) -> None:
    spoken = speak(tmp_path / "talk.wav", ["No."] * 60, pauses=4_000)
    words = [word for number, span in enumerate(spoken.speech) for word in [
        *spaced(f"It is number {number}.", span), Word("so", Span(span.end + 1_550, span.end + 1_600))]]
    heard = hear(spoken, Scripted(words[:-1], words))
    counted = [remark for remark in heard.remarks if remark.rule == "speech.outside-voice"]
    assert len(counted) == 21
    assert "… and 39 more of this kind." in [remark.text for remark in counted]


@given(phrase=st.permutations(["a", "b", "c", "d", "e"]).map(lambda some: some[:1 + some.index("a")]), times=st.integers(5, 12))
def test_any_repeated_phrase_is_found_with_all_its_times(phrase: list[str], times: int) -> None:
    words = [Word(one, Span(0, 0)) for one in ["before", *phrase * times, "after"]]
    found = loops(words)
    assert len(found) == 1
    assert found[0].times * len(found[0].phrase) == len(phrase) * times
    assert (found[0].first, found[0].last) == (1, len(phrase) * times)


# --- too many words for their time ---------------------------------------------------------------------------------


def test_words_that_no_time_can_hold_are_heard_again(talk: Spoken) -> None:
    _, second, third = talk.speech
    made_up = "we would like to take this chance to welcome everybody who has come here from far away today and tomorrow"
    words = [*honest(talk)[:8], *spaced(made_up, Span(second.start, second.start + 900)),
             *spaced(TWO, Span(second.start + 900, second.end)), *spaced(THREE, third)]
    heard = hear(talk, Scripted(words, honest(talk)))
    assert "speech.crowded" in rules(heard)
    assert made_up not in text(heard.words)


def test_words_that_stay_too_many_are_kept_and_told(talk: Spoken) -> None:
    _, second, third = talk.speech
    words = [*honest(talk)[:8], *spaced(f"{TWO} {ONE} {THREE} {TWO}", second), *spaced(THREE, third)]
    heard = hear(talk, Scripted(words, fails_again=EngineFailed("It lost its connection.")))
    assert [word.text for word in heard.words] == [word.text for word in words]
    assert "speech.crowded" in rules(heard)


# --- phantoms ------------------------------------------------------------------------------------------------------

PHANTOMS = [
    "Thanks for watching!", "Untertitel der Amara.org-Community", "ご視聴ありがとうございました", "字幕由Amara.org社区提供",
    "Продолжение следует...", "Sous-titres réalisés par la communauté d'Amara.org", "Субтитры сделал DimaTorzok",
    "¡Gracias por ver el video!", "시청해주셔서 감사합니다.", "Untertitel im Auftrag des ZDF für funk, 2017", "Altyazı M.K.",
]


@pytest.mark.parametrize("phantom", PHANTOMS)
def test_a_phantom_after_the_last_voice_goes_and_is_told(phantom: str, talk: Spoken) -> None:
    end = talk.speech[-1].end
    heard = hear(talk, Scripted([*honest(talk), *spaced(phantom, Span(end + 150, end + 1_700))]))
    assert text(heard.words) == said(talk)
    assert rules(heard) == ["speech.phantom"]


@pytest.mark.parametrize("phantom", PHANTOMS)
def test_a_phantom_in_a_click_that_the_gate_let_through_goes(phantom: str, talk: Spoken) -> None:
    click = Span(talk.speech[-1].end + 2_000, talk.speech[-1].end + 2_100)
    words = [*honest(talk), *spaced(phantom, Span(click.start - 200, click.end + 400))]
    heard = hear(talk, Scripted(words), (*talk.speech, click))
    assert text(heard.words) == said(talk)


def test_a_phantom_without_a_time_goes_where_there_is_no_room_for_it(talk: Spoken) -> None:
    heard = hear(talk, Scripted([*honest(talk), *piled("Thank you for watching.", talk.speech[-1].end)]))
    assert text(heard.words) == said(talk)


@pytest.mark.parametrize("thanks", ["Thanks for watching.", "Thank you.", "Please subscribe to my channel.", "Bye."])
def test_thanks_that_are_said_stay(thanks: str, tmp_path: Path) -> None:
    spoken = speak(tmp_path / "talk.wav", [ONE, thanks], pauses=3_000)
    stretched = [*spaced(ONE, spoken.speech[0]), *spaced(thanks, spoken.speech[1])]
    stretched[-1] = replace(stretched[-1], span=Span(stretched[-1].span.start, spoken.speech[1].end + 400))
    heard = hear(spoken, Scripted(stretched))
    assert text(heard.words) == f"{ONE} {thanks}"
    assert heard.remarks == ()


def test_thanks_of_which_the_recogniser_is_unsure_stay_beside_other_words_and_go_alone(tmp_path: Path) -> None:
    spoken = speak(tmp_path / "talk.wav", [ONE, "Thank you.", TWO], pauses=[3_000, 3_000])
    unsure = spaced("Thank you.", spoken.speech[1], 0.2)
    words = [*spaced(ONE, spoken.speech[0]), *unsure, *spaced(TWO, spoken.speech[2])]
    assert text(hear(spoken, Scripted(words)).words) == f"{ONE} {TWO}"
    close = speak(tmp_path / "close.wav", [ONE, "Thank you.", TWO], pauses=400)
    words = [*spaced(ONE, close.speech[0]), *spaced("Thank you.", close.speech[1], 0.2), *spaced(TWO, close.speech[2])]
    assert text(hear(close, Scripted(words)).words) == f"{ONE} Thank you. {TWO}"


def test_a_phantom_on_a_stretch_that_the_engine_holds_for_no_speech_goes(talk: Spoken) -> None:
    words = [*honest(talk)[:8], *spaced("Thank you.", talk.speech[1]), *spaced(THREE, talk.speech[2])]
    stretches = (Stretch(talk.speech[1], 0.9, -0.2),)
    heard = hear(talk, Scripted(words, stretches=stretches))
    assert "Thank" not in text(heard.words)
    assert "speech.phantom" in rules(heard)


def test_credits_read_out_by_a_voice_stay_and_are_told(talk: Spoken) -> None:
    words = [*honest(talk)[:8], *spaced("Subtitles by the Amara.org community", talk.speech[1]), *spaced(THREE, talk.speech[2])]
    heard = hear(talk, Scripted(words))
    assert [word.text for word in heard.words] == [word.text for word in words]
    assert rules(heard) == ["speech.phantom"]


def test_a_sentence_that_only_begins_like_a_phantom_is_none() -> None:
    assert not is_farewell("Thank you for coming.")
    assert not is_credit("Captions by hand take long, so we asked the whole class to write them together over the summer.")
    assert is_farewell("THANK YOU FOR WATCHING!!!")


# --- the engine's figures, and the gate ----------------------------------------------------------------------------


@pytest.mark.parametrize(("no_speech", "logprob", "stays"), [(0.9, -1.5, False), (0.9, -0.3, True), (0.1, -1.5, True)])
def test_a_stretch_goes_only_where_both_figures_are_bad(no_speech: float, logprob: float, stays: bool, talk: Spoken) -> None:
    stretches = tuple(Stretch(span.padded(200), 0.01, -0.2) for span in talk.speech[:2])
    stretches += (Stretch(talk.speech[2].padded(200), no_speech, logprob),)
    heard = hear(talk, Scripted(honest(talk), stretches=stretches))
    assert text(heard.words) == (said(talk) if stays else f"{ONE} {TWO}")
    assert ("speech.non-speech" in rules(heard)) is not stays


def test_words_far_from_any_voice_go_and_are_told(talk: Spoken) -> None:
    end = talk.speech[-1].end
    heard = hear(talk, Scripted([*honest(talk), *spaced("all around the world", Span(end + 2_000, end + 3_500))]))
    assert text(heard.words) == said(talk)
    assert rules(heard) == ["speech.outside-voice"]


# --- times ---------------------------------------------------------------------------------------------------------


def test_a_word_stretched_over_a_pause_is_pulled_to_its_voice(talk: Spoken) -> None:
    last, following = honest(talk)[7:9]
    words = honest(talk)
    words[7] = replace(last, span=Span(last.span.start, last.span.end + 2_000))
    assert list(hear(talk, Scripted(words)).words) == honest(talk)
    words = honest(talk)
    words[8] = replace(following, span=Span(last.span.end + 20, following.span.end))
    heard = hear(talk, Scripted(words))
    assert list(heard.words) == honest(talk)
    assert heard.remarks == ()


def test_numbers_without_times_get_time_between_their_neighbours(talk: Spoken) -> None:
    span = talk.speech[0]
    words = spaced("They cost exactly £5 and 40% more today", span)
    for place in (3, 5):
        words[place] = replace(words[place], span=Span(words[place - 1].span.end, words[place - 1].span.end))
    heard = hear(talk, Scripted([*words, *honest(talk)[8:]]))
    assert [word.text for word in heard.words[:8]] == [word.text for word in words]
    for place in (3, 5):
        assert heard.words[place].span == Span(words[place - 1].span.end, words[place + 1].span.start)


def test_a_word_for_which_there_is_no_room_shares_its_neighbours_time(talk: Spoken) -> None:
    span = talk.speech[0]
    words = [Word("costs", Span(span.start, span.start + 900)), Word("1,000", Span(span.start + 900, span.start + 900)),
             Word("pounds", Span(span.start + 900, span.end))]
    heard = hear(talk, Scripted([*words, *honest(talk)[8:]]))
    costs, number, pounds = heard.words[:3]
    assert min(word.span.duration for word in (costs, number, pounds)) >= 150
    assert pounds.span == words[2].span


def test_a_text_without_any_time_is_spread_over_the_voice(talk: Spoken) -> None:
    heard = hear(talk, Scripted(piled(said(talk), 0)))
    assert text(heard.words) == said(talk)
    assert heard.words[0].span.start == talk.speech[0].start
    assert heard.words[-1].span.end == talk.speech[-1].end
    assert all(word.span.duration for word in heard.words)


def test_times_that_step_back_or_leap_are_mended_and_the_others_stay(talk: Spoken) -> None:
    truth = honest(talk)
    words = list(truth)
    words[3] = replace(words[3], span=Span(words[2].span.start - 40, words[2].span.start + 60))
    words[10] = replace(words[10], span=talk.speech[2])
    heard = hear(talk, Scripted(words))
    assert text(heard.words) == said(talk)
    for place, (got, true) in enumerate(zip(heard.words, truth, strict=True)):
        if place not in (1, 2, 3, 4, 9, 10, 11):
            assert got == true
        assert abs(got.span.start - true.span.start) <= 300


WORDS = st.builds(
    lambda text, start, length, confidence: Word(text, Span(start, start + length), confidence),
    st.sampled_from(["the", "museum", "no", "40%", "", "はい", "Thank you.", "x" * 60, "and so on"]), st.integers(0, 20_000),
    st.one_of(st.just(0), st.integers(0, 6_000)), st.floats(0, 1))
SPANS = st.lists(st.builds(lambda start, length: Span(start, start + length), st.integers(0, 20_000), st.integers(1, 4_000)),
                 max_size=6).map(lambda spans: tuple(merged(spans)))


@given(words=st.lists(WORDS, max_size=30), voiced=SPANS)
def test_whatever_the_times_they_come_out_in_order_on_the_voice_and_apart(words: list[Word], voiced: tuple[Span, ...]) -> None:
    out = timed(words, Voice(voiced))
    assert_possible(out, voiced)
    assert [word.text for word in out] == ([word.text for word in words if word.text] if voiced else [])


@pytest.fixture(scope="module")
def still(tmp_path_factory: pytest.TempPathFactory) -> Sound:
    return sound_of(silence(tmp_path_factory.mktemp("still") / "still.wav", 30_000))


@settings(deadline=None)
@given(first=st.lists(WORDS, max_size=40), again=st.lists(WORDS, max_size=20), voiced=SPANS)
def test_whatever_a_recogniser_gives_its_words_come_out_possible(
    still: Sound, first: list[Word], again: list[Word], voiced: tuple[Span, ...]
) -> None:
    heard = listen(still, voiced, Scripted(first, lambda spans: again), Listening("en"))
    assert_possible(heard.words, voiced)
    assert all(word.text.strip() for word in heard.words)


# --- the second look -----------------------------------------------------------------------------------------------


def test_speech_that_the_gate_dropped_is_heard_and_told(talk: Spoken) -> None:
    first, second, third = talk.speech
    engine = Scripted([*spaced(ONE, first), *spaced(THREE, third)], honest(talk))
    heard = hear(talk, engine, (first, third))
    assert text(heard.words) == said(talk)
    (remark,) = heard.remarks
    assert remark.rule == "speech.second-look"
    assert remark.span
    assert remark.span.overlap(second) >= second.duration - 300


def after_the_talk(talk: Spoken, tmp_path: Path, tail: object) -> Spoken:
    samples = np.concatenate([samples_of(talk.path), np.asarray(tail, dtype=np.int16), _quiet(1_000)])
    return replace(talk, path=_write(tmp_path / "more.wav", samples))


MADE_UP = "all the people in the whole wide world are dancing now"


@pytest.mark.parametrize(("why", "first", "second", "confidence"), [
    ("other words each time", MADE_UP, "some of them were never going to be there at night", 0.9),
    ("nothing the second time", MADE_UP, "", 0.9),
    ("it is unsure of them", MADE_UP, MADE_UP, 0.4),
    ("a known phrase", "Thank you so much for watching.", "Thank you so much for watching.", 0.9),
    ("a loop", "do you know " * 4, "do you know " * 4, 0.9),
    ("a stray word", "thank", "thank", 0.9),
    ("a few words", "so the you", "so the you", 0.9),
])
def test_music_does_not_become_words(
    why: str, first: str, second: str, confidence: float, talk: Spoken, tmp_path: Path
) -> None:
    music = samples_of(tone(tmp_path / "tone.wav", 5_000))
    loud_talk = after_the_talk(talk, tmp_path, music)
    texts = iter([first, second])
    engine = Scripted(honest(talk), lambda spans: spaced(next(texts), spans[0], confidence))
    heard = hear(loud_talk, engine)
    assert text(heard.words) == said(talk), why
    assert len(engine.given) > 1, "it was looked at"


def test_a_recogniser_without_figures_is_not_asked_what_it_hears_in_music(talk: Spoken, tmp_path: Path) -> None:
    equally_sure = [replace(word, confidence=1.0) for word in honest(talk)]
    engine = Scripted(equally_sure, lambda spans: spaced(MADE_UP, spans[0]))
    heard = hear(after_the_talk(talk, tmp_path, samples_of(tone(tmp_path / "tone.wav", 5_000))), engine)
    assert list(heard.words) == equally_sure
    assert len(engine.asked) == 1


def test_faint_sound_is_not_looked_at(talk: Spoken, tmp_path: Path) -> None:
    engine = Scripted(honest(talk), lambda spans: spaced(MADE_UP, spans[0]))
    hear(after_the_talk(talk, tmp_path, samples_of(tone(tmp_path / "tone.wav", 5_000, level=0.01))), engine)
    assert len(engine.asked) == 1


def test_a_voice_without_a_word_is_heard_again(talk: Spoken) -> None:
    first, second, third = talk.speech
    missed = [*spaced(ONE, first), *spaced(THREE, third)]
    heard = hear(talk, Scripted(missed, honest(talk)))
    assert text(heard.words) == said(talk)
    assert rules(heard) == ["speech.second-look"]
    still_missed = hear(talk, Scripted(missed))
    assert text(still_missed.words) == f"{ONE} {THREE}"
    (remark,) = still_missed.remarks
    assert remark.rule == "speech.unheard"
    assert remark.span
    assert remark.span.overlap(second) == second.duration


def test_speech_of_which_the_gate_heard_nothing_is_found(talk: Spoken) -> None:
    engine = Scripted((), honest(talk))
    heard = hear(talk, engine, ())
    assert {"museum", "bags", "tour"} <= set(text(heard.words).split())


def test_an_engine_elsewhere_gets_a_voice_without_a_word_again_and_no_sound_without_a_voice(talk: Spoken) -> None:
    first, second, third = talk.speech
    engine = Scripted(spaced(THREE, third), honest(talk))
    heard = listen(sound_of(talk.path), (second, third), engine, Listening("en"), voice_only=True)
    assert text(heard.words) == f"{TWO} {THREE}"
    assert engine.given == [(second, third), (second,)], f"{first}, which the gate dropped, is as loud"


def test_memory_does_not_grow_with_the_length_that_is_looked_through(tmp_path: Path) -> None:
    sound = sound_of(tone(tmp_path / "long.wav", 600_000))
    voice = Voice([Span(0, 1_000)])
    tracemalloc.start()
    try:
        assert loud(sound, voice)
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert peak < 3_000_000, "of 19 million bytes"


def test_least_time_knows_that_wide_signs_take_longer() -> None:
    assert least_ms([Word("ありがとう", Span(0, 0))]) == least_ms([Word("arigatouXX", Span(0, 0))])
    assert PER_MS == 16

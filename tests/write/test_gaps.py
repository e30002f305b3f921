"""Pauses that can be used: no speech in them, long enough, and not right up against a voice."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from access.config import DescribeOptions
from access.model.findings import ScriptLine, SoundEvent
from access.model.time import Span
from access.write.gaps import is_meaningful, usable_gaps
from access.write.sounds import named
from access.write.soundwords import labels, names

OPTIONS = DescribeOptions(min_gap_seconds=2.0, lead_ms=250)


def spans() -> st.SearchStrategy[list[Span]]:
    edges = st.tuples(st.integers(0, 60_000), st.integers(1, 5_000))
    return st.lists(edges.map(lambda pair: Span(pair[0], sum(pair))), max_size=12)


def test_the_beginning_and_the_end_of_the_film_are_used_to_the_last_ms() -> None:
    assert usable_gaps([Span(5_000, 20_000)], [], [], 30_000, OPTIONS) == (Span(0, 4_750), Span(20_250, 30_000))


def test_a_pause_is_a_pause_only_where_neither_words_nor_voice_are_heard() -> None:
    voiced = [Span(0, 4_000), Span(10_000, 20_000)]
    words = [Span(5_000, 5_400)]
    assert usable_gaps(voiced, words, [], 20_000, OPTIONS) == (Span(5_650, 9_750),)


def test_the_least_length_counts_before_the_lead_is_taken_off() -> None:
    assert usable_gaps([Span(0, 1_000), Span(3_000, 9_000)], [], [], 9_000, OPTIONS) == (Span(1_250, 2_750),)
    assert usable_gaps([Span(0, 1_000), Span(2_999, 9_000)], [], [], 9_000, OPTIONS) == ()


def test_a_pause_that_the_lead_eats_up_is_none() -> None:
    assert usable_gaps([Span(0, 100), Span(500, 900)], [], [], 900, DescribeOptions(min_gap_seconds=0.3, lead_ms=250)) == ()


def test_a_film_without_speech_is_one_pause() -> None:
    assert usable_gaps([], [], [], 40_000, OPTIONS) == (Span(0, 40_000),)
    assert usable_gaps([], [], [], 0, OPTIONS) == ()


# --- sounds ----------------------------------------------------------------------------------------------------------


def sound(start: int, end: int, label: str) -> SoundEvent:
    return SoundEvent(Span(start, end), label)


def test_music_is_spoken_over_and_a_phone_is_not() -> None:
    assert usable_gaps([], [], [sound(0, 30_000, "music")], 30_000, OPTIONS) == (Span(0, 30_000),)
    phone = sound(10_000, 12_000, "phone rings")
    assert usable_gaps([], [], [phone], 30_000, OPTIONS) == (Span(0, 9_750), Span(12_250, 30_000))


def test_what_goes_on_is_known_after_its_beginning() -> None:
    siren = sound(10_000, 60_000, "siren")
    assert usable_gaps([], [], [siren], 60_000, OPTIONS) == (Span(0, 9_750), Span(14_250, 60_000))


def test_a_pause_that_a_sound_cuts_short_is_left_alone() -> None:
    knock = sound(1_500, 2_000, "knocking")
    assert usable_gaps([Span(4_000, 9_000)], [], [knock], 9_000, OPTIONS) == (Span(2_250, 3_750),)
    assert usable_gaps([Span(3_900, 9_000)], [], [knock], 9_000, OPTIONS) == ()


@pytest.mark.parametrize("label", [
    "music", "[tense music]", "Musik", "leise Musik", "♪ la la ♪", "applaudissements", "música", "音楽", "静かな音楽",
    "audience applause", "MUSIC", "canto", "Schritte", "music, applause", "",
])
def test_background_may_be_spoken_over_in_any_language(label: str) -> None:
    assert not is_meaningful(label)


@pytest.mark.parametrize("label", [
    "door slams", "[door slams]", "Telefon klingelt", "rires", "laughter", "crying", "gunshots", "bell rings", "dog barks",
    "door slams, music swells", "a machine starts", "musician sobs", "ノックの音", "silence",
])
def test_what_tells_something_and_what_nobody_knows_is_not_drowned(label: str) -> None:
    assert is_meaningful(label)


def test_every_sound_that_an_engine_names_is_one_or_the_other_by_its_meaning_in_all_languages() -> None:
    for label in labels():
        assert len({is_meaningful(name) for name in names(label)}) == 1, label
    assert sum(map(is_meaningful, labels())) == len(labels()) - 9


def test_the_sounds_of_a_person_are_those_whose_time_is_known() -> None:
    lines = [
        ScriptLine("door slams", span=Span(100, 900), sounds=True), ScriptLine("knocking", sounds=True),
        ScriptLine("Come in.", span=Span(1_000, 2_000)),
    ]
    assert named(lines) == (sound(100, 900, "door slams"),)


@given(spans(), spans(), spans(), st.lists(st.sampled_from(labels()), min_size=12, max_size=12), st.integers(0, 60_000))
@settings(max_examples=150, deadline=None)
def test_no_gap_ever_touches_speech_or_a_sound_that_tells_something(
    voiced: list[Span], words: list[Span], noises: list[Span], called: list[str], duration: int,
) -> None:
    events = [SoundEvent(span, label) for span, label in zip(noises, called, strict=False)]
    gaps = usable_gaps(voiced, words, events, duration, OPTIONS)
    telling = [Span(event.span.start, min(event.span.end, event.span.start + 4_000))
               for event in events if is_meaningful(event.label)]
    for gap in gaps:
        assert gap.duration > 0
        assert gap.end <= duration
        for span in [*voiced, *words, *telling]:
            assert not gap.overlap(span)
            if span.start >= duration:
                continue
            assert span.end + OPTIONS.lead_ms <= gap.start or gap.end + OPTIONS.lead_ms <= span.start
    assert list(gaps) == sorted(gaps)
    silent = usable_gaps(voiced, words, [], duration, OPTIONS)
    assert all(any(one.start <= gap.start and gap.end <= one.end for one in silent) for gap in gaps)

"""On the longer film's clock nothing changes places, nothing overlaps that did not, and nothing is shown for less time."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st
from made_clock import holds

from access.model.script import Cue, Description, Extension
from access.model.time import Span
from access.narrate.retime import retimed_cues, retimed_descriptions

WORD, PAUSE = 300, 700


@st.composite
def films(draw: st.DrawFn) -> tuple[list[Span], list[Cue], list[Description], Extension]:
    """Words in order, captions of a few words each that linger, descriptions in pauses, holds in other pauses."""
    words: list[Span] = []
    pauses: list[Span] = []
    at = 0
    for pause, length in draw(st.lists(st.tuples(st.integers(0, 4_000), st.integers(80, 900)), min_size=1, max_size=25)):
        if pause > PAUSE:
            pauses.append(Span(at, at + pause))
        words.append(Span(at + pause, at + pause + length))
        at += pause + length
    cues: list[Cue] = []
    number = 0
    while number < len(words):
        count = draw(st.integers(1, 5))
        some = words[number : number + count]
        number += count
        room = words[number].start if number < len(words) else at + 2_000
        lead = min(draw(st.integers(0, 300)), some[0].start - (cues[-1].span.end if cues else 0))
        cues.append(Cue(Span(some[0].start - max(0, lead), min(room, some[-1].end + draw(st.integers(0, 1_500)))), ("x",)))
    told, instants = [], []
    for silence in pauses:
        use = draw(st.sampled_from(["nothing", "description", "hold", "holds"]))
        if use == "description":
            told.append(Description(silence.padded(-50), "told", 1.0, silence))
        elif use != "nothing":
            instants += [draw(st.integers(silence.start, silence.end))] * (2 if use == "holds" else 1)
    return words, cues, told, holds(*((instant, draw(st.integers(200, 9_000))) for instant in instants))


@given(films())
def test_captions_keep_their_order_and_their_time_and_never_overlap(
    film: tuple[list[Span], list[Cue], list[Description], Extension],
) -> None:
    words, cues, _, extension = film
    later = retimed_cues(cues, words, extension)
    assert all(after.span.duration >= before.span.duration for before, after in zip(cues, later, strict=True))
    assert all(one.span.end <= other.span.start for one, other in pairwise(later))
    assert [one.lines for one in later] == [one.lines for one in cues]
    for word in words:
        (moved,) = extension.parts(word)
        assert moved.duration == word.duration, "no word is torn"
        for before, after in zip(cues, later, strict=True):
            if word.overlap(before.span) == word.duration:
                assert moved.overlap(after.span) == word.duration, "it is captioned while it is said"


@given(films())
def test_nothing_is_told_over_speech_or_over_another_description(
    film: tuple[list[Span], list[Cue], list[Description], Extension],
) -> None:
    words, _, told, extension = film
    later = retimed_descriptions(told, extension)
    assert len(later) == len(told) + len(extension.holds)
    assert all(one.span.end <= other.span.start for one, other in pairwise(later))
    spoken = [part for word in words for part in extension.parts(word)]
    assert all(not one.span.overlap(word) for one in later for word in spoken)


@given(films(), st.integers(0, 60_000), st.integers(0, 20_000))
def test_the_clock_only_goes_forward_and_gains_the_holds(
    film: tuple[list[Span], list[Cue], list[Description], Extension], at: int, length: int,
) -> None:
    extension = film[3]
    assert extension.later(at) <= extension.resumed(at) <= extension.later(at + 1)
    parts = extension.parts(Span(at, at + length))
    assert sum(part.duration for part in parts) == length
    assert all(one.end < other.start for one, other in pairwise(parts))
    last = max([hold.at for hold in extension.holds], default=0) + 1
    assert extension.later(last) == last + extension.added


def test_a_caption_lingers_into_a_hold_after_its_words() -> None:
    (cue,) = retimed_cues([Cue(Span(1_000, 3_000), ("x",))], [Span(1_000, 1_800)], holds((2_000, 4_000)))
    assert cue.span == Span(1_000, 3_000)


def test_a_caption_that_comes_early_comes_as_early_after_a_hold() -> None:
    (cue,) = retimed_cues([Cue(Span(1_000, 3_000), ("x",))], [Span(1_300, 2_800)], holds((1_200, 4_000)))
    assert cue.span == Span(5_400, 7_400)


def test_a_caption_with_words_on_both_sides_of_a_hold_stays() -> None:
    (cue,) = retimed_cues([Cue(Span(1_000, 3_000), ("x",))], [Span(1_000, 1_500), Span(2_500, 3_000)], holds((2_000, 4_000)))
    assert cue.span == Span(1_000, 7_400)


def test_what_ends_at_a_hold_ends_before_it_and_what_begins_there_begins_after_it() -> None:
    extension = holds((2_000, 600))
    assert extension.whole(Span(1_000, 2_000)) == Span(1_000, 2_000)
    assert extension.whole(Span(2_000, 3_000)) == Span(3_000, 4_000)
    assert extension.parts(Span(1_000, 3_000)) == (Span(1_000, 2_000), Span(3_000, 4_000))

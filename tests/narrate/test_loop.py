"""The loop tries one thing after the other, writes down each, and ends, whatever voice and engine do."""

from __future__ import annotations

import random
import wave
from collections.abc import Callable, Sequence
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pydantic import TypeAdapter

from access.config import DescribeOptions
from access.engines.base import Clip, VoiceChoice
from access.engines.voice.espeak import EspeakVoice
from access.errors import EngineFailed
from access.model.nearness import BREATH_MS, lead, reach
from access.model.script import Course, Decision, Description, EngineIdentity, Matter, Omission, Tier, Wanted
from access.model.time import Span
from access.model.words import words_per_minute
from access.narrate.fit import Narration, narrate
from access.write.describe import plan

OPTIONS = DescribeOptions()
HOLDING = DescribeOptions(extended="when-needed")
LONG = "Anna walks slowly across the wide old bridge of the town, carrying two heavy brown suitcases."
SHORT = "Anna walks across the bridge, carrying two suitcases."


class Puppet:
    """A voice that takes as long as a function of text and rate says, and may say that it took another time."""

    identity = EngineIdentity("puppet", "1", Tier.DRAFT, "Apache-2.0")
    languages: tuple[str, ...] = ("en",)

    def __init__(
        self, length: Callable[[str, int], float] = lambda text, rate: len(text.split()) * 60_000 / rate, lie: float = 1.0,
    ) -> None:
        self.asked: list[tuple[str, int]] = []
        self._length = length
        self._lie = lie

    def voices(self, language: str) -> tuple[VoiceChoice, ...]:
        return ()

    def speak(self, text: str, language: str, words_per_minute: int, into: Path, voice: str = "") -> Clip:
        self.asked.append((text, words_per_minute))
        ms = self._length(text, words_per_minute)
        with wave.open(str(into), "wb") as file:
            file.setnchannels(1)
            file.setsampwidth(2)
            file.setframerate(16_000)
            file.writeframes(bytes(2 * round(ms * 16)))
        return Clip(into, 16_000, round(ms * self._lie))

    def close(self) -> None:
        pass


def wish(start: int, end: int, *texts: str, weight: float = 1.0, matter: Matter = Matter.ACTION) -> Wanted:
    return Wanted(Span(start, end), texts, weight, matter, ("unsure",))


def words(count: int, word: str = "word") -> str:
    return " ".join([word] * count)


def courses(decisions: Sequence[Decision]) -> list[tuple[Course, bool]]:
    return [(one.course, one.kept) for one in decisions]


def test_each_turn_is_written_down_with_what_was_measured(tmp_path: Path) -> None:
    narration = narrate(
        [wish(5_000, 8_000, words(30), words(16), words(4))], [Span(5_000, 10_000)], Puppet(), "en", OPTIONS, tmp_path, plan)
    (told,) = narration.descriptions
    assert told.decisions == (
        Decision(Course.WHOLE, words(30), 11_250, told.decisions[0].room, kept=False),
        Decision(Course.SHORTER, words(16), 6_000, told.decisions[0].room, kept=False),
        Decision(Course.FASTER, words(16), told.span.duration, told.decisions[0].room, kept=True),
    )
    assert told.span.duration <= told.decisions[0].room <= 5_000
    assert (told.matter, told.doubts) == (Matter.ACTION, ("unsure",))


def test_what_is_left_out_says_what_was_tried_and_what_is_lost(tmp_path: Path) -> None:
    (omission,) = narrate(
        [wish(5_000, 8_000, words(30), words(20), weight=2.5, matter=Matter.PLACE)], [Span(5_000, 7_000)], Puppet(), "en",
        OPTIONS, tmp_path, plan).omitted
    assert courses(omission.decisions) == [
        (Course.WHOLE, False), (Course.SHORTER, False), (Course.FASTER, False), (Course.EXTENDED, False),
        (Course.LEFT_OUT, True)]
    assert [one.length for one in omission.decisions] == [11_250, 7_500, 0, 0, 0]
    assert omission.decisions[0].room == 2_000
    assert (omission.matter, omission.weight, omission.important, omission.doubts) == (Matter.PLACE, 2.5, True, ("unsure",))
    assert omission.reason


# --- an engine's words ---------------------------------------------------------------------------------------------


def test_an_engine_is_asked_for_as_many_words_as_fit_and_heard_where_it_keeps_to_the_text(tmp_path: Path) -> None:
    asked: list[tuple[str, int]] = []

    def rewrite(text: str, count: int) -> str:
        asked.append((text, count))
        return SHORT

    (told,) = narrate(
        [wish(5_000, 8_000, LONG)], [Span(5_000, 8_500)], Puppet(), "en", OPTIONS, tmp_path, plan, rewrite).descriptions
    assert told.text == SHORT
    assert asked == [(LONG, 9)], "3.5 s at 160 words a minute"
    assert courses(told.decisions) == [(Course.WHOLE, False), (Course.REWRITTEN, True)]


@pytest.mark.parametrize("answer", ["I'm sorry, I can't help with that.", "", LONG, "Ben walks across it with two cases."])
def test_an_engine_that_says_something_else_is_not_heard(answer: str, tmp_path: Path) -> None:
    narration = narrate([wish(5_000, 8_000, LONG)], [Span(5_000, 8_500)], Puppet(), "en", OPTIONS, tmp_path, plan,
                        lambda text, count: answer)
    assert narration.descriptions == ()
    (omission,) = narration.omitted
    assert (Course.REWRITTEN, False) in courses(omission.decisions)
    assert not [one for one in omission.decisions if one.text not in ("", LONG)], "what it said is not kept"


def test_an_engine_that_fails_is_not_asked_again_and_costs_nothing_else(tmp_path: Path) -> None:
    asked: list[str] = []

    def rewrite(text: str, count: int) -> str:
        asked.append(text)
        raise EngineFailed("The server is down.")

    wishes = [wish(at, at + 3_000, LONG) for at in (5_000, 30_000, 60_000)]
    gaps = [Span(at, at + 3_500) for at in (5_000, 30_000)] + [Span(60_000, 70_000)]
    narration = narrate(wishes, gaps, Puppet(), "en", OPTIONS, tmp_path, plan, rewrite)
    assert len(asked) == 1
    assert [one.about.start for one in narration.descriptions] == [60_000]


def test_an_engine_is_not_asked_where_there_is_no_pause_for_three_words(tmp_path: Path) -> None:
    wishes = [wish(5_000, 8_000, LONG), wish(60_000, 61_000, LONG)]
    narrate(wishes, [Span(5_000, 6_000)], Puppet(), "en", OPTIONS, tmp_path, plan,
            lambda text, count: pytest.fail("asked for nothing"))


# --- the longer film -----------------------------------------------------------------------------------------------


def crowded() -> tuple[list[Wanted], list[Span]]:
    wishes = [
        wish(1_000, 4_000, words(8)), wish(9_000, 12_000, words(30), matter=Matter.TITLE),
        wish(9_500, 12_000, words(20), matter=Matter.PLACE), wish(9_700, 12_000, words(25), matter=Matter.LOOK),
        wish(30_000, 33_000, words(24), words(22), matter=Matter.CAPTION),
    ]
    return wishes, [Span(0, 5_000)]


def test_the_film_holds_still_for_what_is_important_and_has_no_pause(tmp_path: Path) -> None:
    wishes, gaps = crowded()
    narration = narrate(wishes, gaps, Puppet(), "en", HOLDING, tmp_path, plan, stops=[0, 2_000, 8_000, 29_000])
    assert narration.extension is not None
    holds = narration.extension.holds
    assert [(hold.at, hold.told.text, hold.told.rate) for hold in holds] == [
        (8_000, words(30), 1.0), (8_000, words(20), 1.0), (29_000, words(24), 1.0)]
    assert [clip.name for clip in narration.hold_clips] == ["hold-0001.wav", "hold-0002.wav", "hold-0003.wav"]
    for hold, clip in zip(holds, narration.hold_clips, strict=True):
        with wave.open(str(clip)) as file:
            assert file.getnframes() / 16 == hold.told.span.duration < hold.duration
    assert all(one.told.span.end < other.told.span.start for one, other in pairwise(holds))
    assert holds[0].told.span.start >= 8_000
    assert holds[2].told.span.start >= narration.extension.later(29_000)
    assert holds[2].told.span.end <= narration.extension.resumed(29_000)
    left = {one.text: courses(one.decisions)[-1] for one in narration.omitted}
    assert left == {
        words(30): (Course.EXTENDED, True), words(20): (Course.EXTENDED, True), words(24): (Course.EXTENDED, True),
        words(25): (Course.LEFT_OUT, True)}
    assert sorted(path.name for path in tmp_path.iterdir()) == ["0001.wav", *(clip.name for clip in narration.hold_clips)]


def test_a_longer_film_is_only_offered_where_nobody_asked_for_it(tmp_path: Path) -> None:
    wishes, gaps = crowded()
    voice = Puppet()
    narration = narrate(wishes, gaps, voice, "en", OPTIONS, tmp_path, plan, stops=[0, 8_000, 29_000])
    assert (narration.extension, narration.hold_clips) == (None, ())
    assert [one.important for one in narration.omitted] == [True, True, False, True]
    assert words(24) not in [text for text, _ in voice.asked], "nothing is spoken for an offer"


def test_where_all_that_matters_is_told_the_film_holds_nowhere(tmp_path: Path) -> None:
    wishes = [wish(1_000, 4_000, words(8), matter=Matter.TITLE)]
    narration = narrate(wishes, [Span(0, 9_000)], Puppet(), "en", HOLDING, tmp_path, plan, stops=[0])
    assert narration.extension is None


def test_without_an_instant_near_it_a_film_does_not_hold(tmp_path: Path) -> None:
    wishes, gaps = crowded()
    narration = narrate(wishes, gaps, Puppet(), "en", HOLDING, tmp_path, plan, stops=[70_000])
    assert narration.extension is None
    assert {courses(one.decisions)[-1] for one in narration.omitted} == {(Course.LEFT_OUT, True)}


# --- any voice, any engine -----------------------------------------------------------------------------------------


def test_a_clip_is_measured_and_not_believed(tmp_path: Path) -> None:
    narration = narrate([wish(5_000, 8_000, words(16))], [Span(5_000, 9_000)], Puppet(lie=0.5), "en", OPTIONS, tmp_path, plan)
    assert narration.descriptions == (), "it says 3 s and takes 6"


def test_a_clip_that_is_none_is_the_voice_s_failure(tmp_path: Path) -> None:
    with pytest.raises(EngineFailed, match="empty"):
        narrate([wish(5_000, 8_000, words(3))], [Span(0, 9_000)], Puppet(lambda text, rate: 0), "en", OPTIONS, tmp_path, plan)


def test_a_voice_that_hurries_whatever_it_is_asked_says_nothing(tmp_path: Path) -> None:
    voice = Puppet(lambda text, rate: len(text.split()) * 200)
    wishes = [wish(5_000, 8_000, words(9)), wish(40_000, 42_000, words(6), matter=Matter.TITLE)]
    narration = narrate(wishes, [Span(0, 9_000)], voice, "en", HOLDING, tmp_path, plan, stops=[39_000])
    assert (narration.descriptions, narration.extension) == ((), None), "300 words a minute"


@st.composite
def jobs(draw: st.DrawFn) -> tuple[list[Wanted], list[Span], int]:
    wishes = [
        wish(start, start + length, *(words(count) for count in sorted(counts, reverse=True)), weight=weight, matter=matter)
        for start, length, counts, weight, matter in draw(st.lists(st.tuples(
            st.integers(0, 60_000), st.integers(500, 8_000), st.sets(st.integers(1, 30), min_size=1, max_size=4),
            st.floats(0.1, 5), st.sampled_from(Matter)), max_size=8))]
    gaps, at = [], 0
    for space, length in draw(st.lists(st.tuples(st.integers(500, 9_000), st.integers(1_000, 9_000)), max_size=8)):
        gaps.append(Span(at + space, at + space + length))
        at += space + length
    return wishes, gaps, draw(st.integers(0, 2**32))


@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(jobs())
def test_a_moody_voice_and_a_babbling_engine_overrun_nothing_and_the_loop_ends(
    tmp_path_factory: pytest.TempPathFactory, job: tuple[list[Wanted], list[Span], int],
) -> None:
    wishes, gaps, seed = job
    mood = random.Random(seed)
    voice = Puppet(lambda text, rate: len(text.split()) * 60_000 / rate * mood.uniform(0.6, 1.6) + mood.uniform(0, 300))
    questions: list[str] = []

    def rewrite(text: str, count: int) -> str:
        questions.append(text)
        return words(mood.randint(0, 40))

    stops = sorted(mood.randrange(70_000) for _ in range(20))
    narration = narrate(wishes, gaps, voice, "en", HOLDING, tmp_path_factory.mktemp("job"), plan, rewrite, stops)
    texts = {text for one in wishes for text in one.texts}
    assert max((sum(text == asked for asked, _ in voice.asked) for text in texts), default=0) <= 17
    assert len(questions) <= 2 * len(wishes)
    assert len(narration.descriptions) + len(narration.omitted) == len(wishes)
    for told, path in zip(narration.descriptions, narration.clips, strict=True):
        with wave.open(str(path)) as file:
            assert file.getnframes() / 16 <= told.span.duration, "the clip is whole"
        assert any(gap.start <= told.span.start and told.span.end <= gap.end for gap in gaps)
        assert words_per_minute(told.text, told.span.duration) <= OPTIONS.max_words_per_minute + 0.5
        assert told.rate <= OPTIONS.max_tempo + 0.01
        assert told.span.duration <= told.decisions[-1].room
        assert told.span.start in range(max(0, told.about.start - lead(told.matter)), told.about.end + reach(told.matter) + 1)
    assert all(one.span.end + BREATH_MS <= other.span.start for one, other in pairwise(narration.descriptions))
    assert all(one.about.start <= other.about.start for one, other in pairwise(narration.descriptions))
    wished: list[Description | Omission] = [*narration.descriptions, *narration.omitted]
    for every in wished:
        assert sum(one.kept for one in every.decisions) == 1
        assert every.decisions[-1].kept
    for hold in narration.extension.holds if narration.extension else ():
        assert hold.at in stops
        assert not any(told.span.start < hold.at < told.span.end for told in narration.descriptions)


def test_a_narration_survives_the_cache(tmp_path: Path) -> None:
    wishes, gaps = crowded()
    narration = narrate(wishes, gaps, Puppet(), "en", HOLDING, tmp_path, plan, stops=[8_000])
    adapter = TypeAdapter(Narration)
    assert adapter.validate_json(adapter.dump_json(narration)) == narration


def test_the_real_voice_speaks_in_pauses_and_in_holds(tmp_path: Path) -> None:
    wishes = [
        wish(1_000, 4_000, "A lighthouse stands on a cliff.", matter=Matter.PLACE),
        wish(39_000, 42_000, "Title: The old lighthouse. Built by the harbour board.", matter=Matter.TITLE),
    ]
    narration = narrate(wishes, [Span(0, 6_000)], EspeakVoice(), "en", HOLDING, tmp_path, plan, stops=[38_500])
    assert len(narration.descriptions) == len(narration.hold_clips) == 1

"""A model is asked about the shots that matter, with what is known around them; what may be told of its answers is kept."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
from filmed import OPTIONS, SIZE, Film, told
from made import slide
from PIL import Image
from scripted import ScriptedVision, spaced

from access.config import DescribeOptions
from access.engines.base import Question, Subject
from access.errors import EngineFailed, EngineNotReady
from access.model.findings import Facet, Scene, ScreenText, Seen, Shot, Sight, Word
from access.model.media import Frame
from access.model.time import Span
from access.understand.asking import MOST_FRAMES, worth_asking
from access.understand.patience import GIVE_UP
from access.understand.scenes import scenes
from access.understand.seeing import BATCH


def test_each_scene_is_asked_about_and_each_answer_becomes_sentences(tmp_path: Path) -> None:
    film = Film(tmp_path, [(1, 5000), (2, 5000), (3, 5000)])
    vision = ScriptedVision([
        "PLACE: A valley.\nWHO: Two men in hats.", "**PLACE:** a harbour at night", "A dog sleeps on a rug."])
    found = film.depicted(vision)
    assert [depiction.span for depiction in found.depictions] == [shot.span for shot in film.seen.shots]
    assert [[(detail.facet, detail.text) for detail in depiction.details] for depiction in found.depictions] == [
        [(Facet.PLACE, "A valley."), (Facet.WHO, "Two men in hats.")], [(Facet.PLACE, "A harbour at night.")],
        [(Facet.WHO, "A dog sleeps on a rug.")]]
    assert found.refused == ()
    assert all(question.subject is Subject.SHOT for question in vision.asked)


def test_frames_are_of_the_shot_alone_and_in_order_of_time(tmp_path: Path) -> None:
    film = Film(tmp_path, [(1, 5000), (2, 3000), (1, 30_000), (4, 500), (5, 2000)], moves=(0, 1, 2, 3, 4))
    vision = ScriptedVision(told)
    film.depicted(vision, gaps=[Span(0, 40_000)])
    assert len(vision.asked) > 3
    for question in vision.asked:
        times = [frame.at for frame in question.frames]
        assert times == sorted(set(times))
        assert 1 <= len(times) <= MOST_FRAMES
        assert len({film.shot_of(frame) for frame in question.frames}) == 1


def test_a_still_picture_is_shown_once(tmp_path: Path) -> None:
    still, moving = ScriptedVision(told), ScriptedVision(told)
    Film(tmp_path, [(1, 6000)]).depicted(still)
    Film(tmp_path, [(1, 6000)], moves=(0,)).depicted(moving)
    assert [len(question.frames) for question in still.asked] == [1]
    assert [len(question.frames) for question in moving.asked] == [3]


def test_a_question_carries_what_is_known_around_the_shot(tmp_path: Path) -> None:
    film = Film(tmp_path, [(1, 6000), (2, 6000), (3, 6000)])
    words = [
        *spaced("We walk down to the mill.", Span(500, 3000)), *spaced("Nobody lives here.", Span(3200, 5000)),
        *spaced("Here is Anna Berg.", Span(7000, 8500)), *spaced("She grinds flour.", Span(12_500, 14_000))]
    screen = [
        ScreenText(Span(6500, 9000), ("Anna Berg", "miller"), 0.99, 0.05),
        ScreenText(Span(13_000, 16_000), ("Tom Reed",), 0.99, 0.05)]
    vision = ScriptedVision(told)
    film.depicted(vision, [Span(8800, 12_300)], words, screen, ["Anna Berg", "Tom Reed", "Olga Lind"])
    first, second, third = vision.asked
    assert second.said == ("Nobody lives here.", "Here is Anna Berg.", "She grinds flour.")
    assert second.texts == ("Anna Berg", "miller")
    assert first.people == ("Olga Lind",), "a name is used once it has been heard or read, one that a person gave always"
    assert second.people == ("Anna Berg", "Olga Lind")
    assert third.people == ("Anna Berg", "Tom Reed", "Olga Lind")
    assert second.max_words == 3500 * OPTIONS.words_per_minute // 60_000
    assert (second.language, second.told) == ("en", ())


def test_what_is_only_shown_is_not_said(tmp_path: Path) -> None:
    vision = ScriptedVision(told)
    words = [Word("[music]", Span(500, 900), apart=True), *spaced("Good evening.", Span(1000, 2000))]
    Film(tmp_path, [(1, 6000)]).depicted(vision, words=words)
    assert vision.asked[0].said == ("Good evening.",)


def test_questions_come_in_batches_and_the_next_batch_knows_what_was_told(tmp_path: Path) -> None:
    film = Film(tmp_path, [(seed, 20_000) for seed in range(2 * BATCH + 1)])
    vision = ScriptedVision(told)
    found = film.depicted(vision)
    assert vision.calls == [BATCH, BATCH, 1]
    assert found.asked == len(vision.asked) == 2 * BATCH + 1
    texts = [depiction.details[0].text for depiction in found.depictions]
    for number, question in enumerate(vision.asked):
        known = number // BATCH * BATCH
        assert question.told == tuple(texts[max(0, known - 6):known])


def test_what_was_told_is_not_told_again(tmp_path: Path) -> None:
    film = Film(tmp_path, [(seed, 20_000) for seed in range(12)])
    found = film.depicted(ScriptedVision(lambda question: "PLACE: A wide valley in the evening.\nWHO: A shepherd."))
    assert len(found.depictions) == 1
    assert {remark.rule for remark in found.refused} == {"descriptions.answer-refused"}
    assert len(found.refused) == 11


def test_refusals_errors_and_empty_answers_are_recorded_and_not_told(tmp_path: Path) -> None:
    answers = ["I'm sorry, I can't help with that.", "Error: 500", "", None, "A boat on a lake.", Sight("Text.")]
    film = Film(tmp_path, [(seed, 20_000) for seed in range(6)])
    found = film.depicted(ScriptedVision(answers))
    assert [depiction.details[0].text for depiction in found.depictions] == ["A boat on a lake."]
    assert [remark.span for remark in found.refused] == [shot.span for n, shot in enumerate(film.seen.shots) if n != 4]
    assert not any("sorry" in remark.text for remark in found.refused)


def test_many_refusals_are_counted(tmp_path: Path) -> None:
    film = Film(tmp_path, [(seed % 9, 20_000) for seed in range(50)])
    found = film.depicted(ScriptedVision(lambda question: "I cannot describe this."))
    assert found.depictions == ()
    assert len(found.refused) == 21
    assert any(remark.text.startswith("30 more") for remark in found.refused)


def test_an_engine_that_loses_answers_has_failed(tmp_path: Path) -> None:
    class Forgetful(ScriptedVision):
        def look(self, questions: Sequence[Question]) -> tuple[Sight | None, ...]:
            return super().look(questions)[1:]

    with pytest.raises(EngineFailed, match="0 answers to 1"):
        Film(tmp_path, [(1, 5000)]).depicted(Forgetful(told))


# --- an engine that fails -----------------------------------------------------------------------------------------------


LONG = 20_000
"""Of shots that are few enough in a minute for each to be asked about."""


def test_a_shot_at_which_the_engine_fails_costs_no_other_its_answer(tmp_path: Path) -> None:
    film = Film(tmp_path, [(seed, LONG) for seed in range(BATCH + 2)])
    vision = ScriptedVision(lambda question: EngineFailed("Boom.") if question.frames[0].at < LONG else told(question))
    found = film.depicted(vision)
    assert [depiction.span.start for depiction in found.depictions] == [LONG * number for number in range(1, BATCH + 2)]
    assert [(remark.span, "the engine failed at it" in remark.text) for remark in found.refused] == [(Span(0, LONG), True)]
    assert found.failed == 1
    assert vision.calls == [BATCH, *[1] * BATCH, 2]


def test_an_engine_that_fails_at_all_it_is_asked_has_failed(tmp_path: Path) -> None:
    with pytest.raises(EngineFailed, match="gone"):
        Film(tmp_path, [(1, 5000), (2, 5000)]).depicted(ScriptedVision(lambda _: EngineFailed("gone")))


def test_an_engine_that_fails_again_and_again_is_given_up(tmp_path: Path) -> None:
    film = Film(tmp_path, [(seed, LONG) for seed in range(4 * BATCH)])
    vision = ScriptedVision(lambda question: told(question) if question.frames[0].at < LONG else EngineFailed("gone"))
    with pytest.raises(EngineFailed, match="gone"):
        film.depicted(vision)
    assert sum(count == 1 for count in vision.calls) == 1 + GIVE_UP


def test_failures_with_answers_between_them_are_no_reason_to_give_up(tmp_path: Path) -> None:
    film = Film(tmp_path, [(seed, LONG) for seed in range(2 * GIVE_UP + 2)])
    vision = ScriptedVision(lambda question: EngineFailed("Boom.") if question.frames[0].at // LONG % 2 else told(question))
    found = film.depicted(vision)
    assert (len(found.depictions), found.failed) == (9, 9)


def test_an_engine_that_is_gone_is_not_asked_about_the_rest(tmp_path: Path) -> None:
    vision = ScriptedVision(lambda _: EngineNotReady("No server answers."))
    with pytest.raises(EngineNotReady):
        Film(tmp_path, [(1, 5000), (2, 5000)]).depicted(vision)
    assert vision.calls == [2]


# --- which shots ------------------------------------------------------------------------------------------------------


def asked(film: Film, gaps: Sequence[Span] = (), options: DescribeOptions = OPTIONS) -> list[int]:
    return [part.span.start for part in worth_asking(film.seen, film.scenes, gaps, options)]


def test_a_view_that_was_asked_about_is_not_asked_about_again(tmp_path: Path) -> None:
    dialogue = Film(tmp_path, [(1, 3000), (2, 3000)] * 5)
    assert asked(dialogue) == [0]
    assert asked(dialogue, [Span(0, 30_000)]) == [0, 3000]


def test_a_shot_in_which_something_happens_is_asked_about_though_its_view_is_known(tmp_path: Path) -> None:
    dialogue = Film(tmp_path, [(1, 4000), (2, 4000)] * 3, moves=(2,))
    assert asked(dialogue, [Span(0, 24_000)]) == [0, 4000, 8000]


def test_far_from_a_pause_only_what_opens_a_scene_is_asked_about(tmp_path: Path) -> None:
    film = Film(tmp_path, [(1, 4000), (2, 4000), (1, 4000), (3, 12_000), (4, 4000), (3, 4000)])
    assert asked(film) == [0, 12_000]
    assert asked(film, [Span(26_000, 29_000)]) == [0, 12_000, 24_000]


def test_a_long_shot_is_asked_about_near_each_of_its_pauses_if_something_happens(tmp_path: Path) -> None:
    gaps = [Span(2000, 5000), Span(50_000, 53_000)]
    assert asked(Film(tmp_path, [(1, 60_000)], moves=(0,)), gaps) == [0, 40_000]
    assert asked(Film(tmp_path, [(1, 60_000)]), gaps) == [0]


def test_how_many_are_asked_about_is_bounded_by_the_minute(tmp_path: Path) -> None:
    film = Film(tmp_path, [(number % 40, 2500) for number in range(240)])
    for most in (1, 4, 9):
        starts = asked(film, [Span(0, 600_000)], DescribeOptions(looks_per_minute=most))
        assert starts == sorted(starts)
        assert max(np.bincount([start // 60_000 for start in starts])) <= most


def test_what_is_asked_does_not_depend_on_how_much_is_wanted(tmp_path: Path) -> None:
    film = Film(tmp_path, [(1, 5000), (2, 5000), (3, 7000), (1, 5000)], moves=(1,))
    questions = []
    for detail in ("brief", "standard", "detailed"):
        vision = ScriptedVision(told)
        film.depicted(vision, [Span(3000, 9000)], options=DescribeOptions.model_validate({"detail": detail}))
        questions.append(vision.asked)
    assert questions[0] == questions[1] == questions[2]
    assert questions[0]


def test_black_shots_are_not_asked_about(tmp_path: Path) -> None:
    black, card = tmp_path / "black.jpg", slide(tmp_path / "card.png", ["The End"], SIZE, 20, background="#000000")
    Image.new("RGB", SIZE).save(black)
    shots = tuple(
        Shot(Span(at, at + 4000), Frame(path, *SIZE, at + 2000)) for path, at in ((black, 0), (card, 4000), (black, 8000)))
    seen = Seen(shots, ())
    assert [part.span.start for part in worth_asking(seen, scenes(seen), [Span(0, 12_000)], OPTIONS)] == [4000]
    assert worth_asking(Seen((), ()), (), (), OPTIONS) == ()
    assert worth_asking(Seen(shots[:1], ()), [Scene(Span(0, 4000), shots[0].key)], [Span(0, 4000)], OPTIONS) == ()

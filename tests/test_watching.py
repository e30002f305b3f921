"""What is seen of a film is kept as it comes: nothing that a model looked at for minutes is looked at twice."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest
from filmed import Film, told
from scripted import ScriptedVision

from access.cache import Cache, Kept, Steps
from access.config import Settings
from access.engines.base import Question
from access.errors import EngineFailed, EngineNotReady
from access.hearing import Said
from access.model.time import Span
from access.understand.seeing import BATCH, Depicted
from access.watching import Watched, looked_at
from access.workpiece import Job

MANY = 2 * BATCH + 2
LONG = 20_000
Looking = Callable[..., Depicted]


def job(folder: Path, vision: ScriptedVision, **describe: Any) -> Job:
    kit = SimpleNamespace(vision=vision, identity=lambda kind: vision.identity)
    return cast(Job, SimpleNamespace(
        kit=kit, steps=Steps(Cache(folder / "cache", 1 << 30)), settings=Settings.model_validate({"describe": describe}),
        context=SimpleNamespace(people=(), place="")))


@pytest.fixture
def film(tmp_path: Path) -> Film:
    return Film(tmp_path, [(seed, LONG) for seed in range(MANY)])


@pytest.fixture
def look(tmp_path: Path, film: Film) -> Looking:
    """Look at the film anew, as another run does."""
    said = Said((), None, "en", None, (), ())
    view = Watched(Kept(film.seen, "seen"), Kept((), "screen"), Kept(film.scenes, "scenes"))

    def run(vision: ScriptedVision, gaps: tuple[Span, ...] = (), **describe: Any) -> Depicted:
        return looked_at(job(tmp_path, vision, **describe), said, view, (), gaps)

    return run


def gone_after(batches: int, error: EngineFailed | EngineNotReady) -> Callable[[Question], Any]:
    limit = batches * BATCH * LONG
    return lambda question: told(question) if question.frames[0].at < limit else error


def test_what_was_looked_at_is_not_looked_at_again(look: Looking) -> None:
    first, second = ScriptedVision(told), ScriptedVision(told)
    assert look(first) == look(second)
    assert (len(first.asked), second.asked) == (MANY, [])


@pytest.mark.parametrize("error", [EngineNotReady("No server answers."), EngineFailed("Out of memory.")])
def test_looking_that_breaks_off_goes_on_where_it_was(look: Looking, error: EngineFailed | EngineNotReady) -> None:
    with pytest.raises(type(error)):
        look(ScriptedVision(gone_after(1, error)))
    again = ScriptedVision(told)
    found = look(again)
    assert [question.frames[0].at // LONG for question in again.asked] == list(range(BATCH, MANY))
    assert len(found.depictions) == MANY


def test_a_shot_at_which_the_engine_failed_is_asked_about_again_at_the_next_run(look: Looking) -> None:
    bad = LONG * (MANY - 1)
    first = look(ScriptedVision(lambda question: EngineFailed("Boom.") if question.frames[0].at >= bad else told(question)))
    assert (first.failed, len(first.depictions)) == (1, MANY - 1)
    again = ScriptedVision(told)
    second = look(again)
    assert (second.failed, len(second.depictions)) == (0, MANY)
    assert len(again.asked) < BATCH


@pytest.mark.parametrize("other", [{"looks_per_minute": 1}, {"words_per_minute": 120}])
def test_settings_that_change_what_is_asked_make_it_asked_again(look: Looking, other: dict[str, Any]) -> None:
    gaps = (Span(2_000, 12_000),)
    look(ScriptedVision(told), gaps)
    again = ScriptedVision(told)
    look(again, gaps, **other)
    assert again.asked


def test_an_engine_without_eyes_is_not_asked(look: Looking) -> None:
    blind = ScriptedVision(told, sees=False)
    assert look(blind) == Depicted(())
    assert blind.asked == []

from __future__ import annotations

import os
import time
from dataclasses import dataclass
from pathlib import Path

import pytest
from pydantic import TypeAdapter

from access.cache import Cache, Steps, Unfinished
from access.config import CaptionOptions
from access.model.media import Sound
from access.model.script import EngineIdentity, Tier

TEXT = TypeAdapter(str)
SOUND = TypeAdapter(Sound)
GIB = 1 << 30


@dataclass
class Counted:
    """A step that counts its runs."""

    text: str
    runs: int = 0

    def __call__(self, folder: Path) -> str:
        self.runs += 1
        return self.text


def steps(folder: Path) -> Steps:
    return Steps(Cache(folder, GIB))


def test_a_step_runs_once_for_the_same_inputs(tmp_path: Path) -> None:
    work = Counted("heard")
    for _ in range(3):
        assert steps(tmp_path).run("listen", 1, TEXT, work, of=("abc",)).value == "heard"
    assert work.runs == 1


@pytest.mark.parametrize("other", [
    {"name": "look"}, {"version": 2}, {"of": ("abd",)}, {"of": ("abc", CaptionOptions(profile="bbc"))},
    {"engine": EngineIdentity("whisper", "1", Tier.STANDARD, "MIT")},
])
def test_a_step_runs_again_when_anything_that_determines_it_changed(tmp_path: Path, other: dict[str, object]) -> None:
    work = Counted("heard")
    call: dict[str, object] = {"name": "listen", "version": 1, "of": ("abc",), "engine": None}
    for changed in ({}, other):
        merged = {**call, **changed}
        steps(tmp_path).run(
            str(merged["name"]), int(str(merged["version"])), TEXT, work, of=merged["of"], engine=merged["engine"])  # type: ignore[arg-type]
    assert work.runs == 2


def test_the_reason_an_engine_was_chosen_does_not_make_it_work_again(tmp_path: Path) -> None:
    work = Counted("heard")
    for reason in ("auto", "named in the settings"):
        steps(tmp_path).run(
            "listen", 1, TEXT, work, of=("abc",), engine=EngineIdentity("x", "1", Tier.DRAFT, "MIT", reason=reason))
    assert work.runs == 1


def test_a_result_that_says_the_same_again_spares_the_steps_that_stand_on_it(tmp_path: Path) -> None:
    later = Counted("cues")
    for setting in ("one", "two"):
        run = steps(tmp_path)
        words = run.run("listen", 1, TEXT, Counted("the same words"), of=(setting,))
        run.run("compose", 1, TEXT, later, of=(words,))
    assert later.runs == 1


def test_files_of_a_step_are_kept_with_it_wherever_the_cache_is_moved(tmp_path: Path) -> None:
    def decode(folder: Path) -> Sound:
        (folder / "sound.wav").write_bytes(b"RIFF")
        return Sound(folder / "sound.wav", 16_000, 0)

    steps(tmp_path / "old").run("decode", 1, SOUND, decode, of=("abc",))
    (tmp_path / "old").rename(tmp_path / "new")
    run = steps(tmp_path / "new")
    sound = run.run("decode", 1, SOUND, decode, of=("abc",)).value
    assert run.records[0].hit
    assert sound.path.read_bytes() == b"RIFF"
    assert sound.path.is_relative_to(tmp_path / "new")


def test_a_step_that_fails_leaves_nothing_behind(tmp_path: Path) -> None:
    def fail(folder: Path) -> str:
        (folder / "half").write_text("…")
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        steps(tmp_path).run("listen", 1, TEXT, fail, of=())
    assert list(tmp_path.iterdir()) == []


def test_what_is_lent_is_taken_back_whatever_happens(tmp_path: Path) -> None:
    def look(folder: Path) -> None:
        (folder / "frame.bmp").write_bytes(b"BM")
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError), steps(tmp_path).lent() as folder:
        look(folder)
    assert list(tmp_path.iterdir()) == []


def test_a_step_that_did_only_some_of_its_work_is_used_and_not_kept(tmp_path: Path) -> None:
    def half(folder: Path) -> str:
        raise Unfinished("half")

    first = steps(tmp_path)
    result = first.run("look", 1, TEXT, half, of=("abc",))
    assert result.value == "half"
    assert [record.name for record in first.records] == ["look"]
    whole = steps(tmp_path).run("look", 1, TEXT, Counted("whole"), of=("abc",))
    assert (whole.value, whole.key != result.key) == ("whole", True)


def test_parts_of_a_step_are_kept_and_only_the_step_is_recorded(tmp_path: Path) -> None:
    part = Counted("an answer")

    def broken(folder: Path) -> str:
        work.part("answers", 1, TEXT, part, of=(1,))
        raise ValueError("gone")

    work = steps(tmp_path)
    with pytest.raises(ValueError, match="gone"):
        work.run("look", 1, TEXT, broken, of=("abc",))
    work.run("look", 1, TEXT, lambda _: work.part("answers", 1, TEXT, part, of=(1,)), of=("abc",))
    assert part.runs == 1
    assert [record.name for record in work.records] == ["look"]


def test_an_entry_that_no_longer_reads_is_made_again(tmp_path: Path) -> None:
    work = Counted("heard")
    steps(tmp_path).run("listen", 1, TEXT, work, of=())
    next(tmp_path.glob("??/*/result.json")).write_text("{torn")
    assert steps(tmp_path).run("listen", 1, TEXT, work, of=()).value == "heard"
    assert work.runs == 2


def test_what_was_used_longest_ago_is_dropped_first(tmp_path: Path) -> None:
    cache = Cache(tmp_path, max_bytes=2_500)
    now = time.time()
    for age, name in ((30, "oldest"), (20, "middle"), (10, "latest")):
        Steps(cache).run("listen", 1, TEXT, Counted(name * 150), of=(name,))
        newest = max(tmp_path.glob("??/*/result.json"), key=lambda file: file.stat().st_mtime)
        os.utime(newest, (now - age * 86_400, now - age * 86_400))
    cache.prune()
    left = [file.read_text()[1:7] for file in tmp_path.glob("??/*/result.json")]
    assert sorted(left) == ["latest", "middle"]


def test_an_entry_in_use_is_not_dropped_however_little_room_there_is(tmp_path: Path) -> None:
    cache = Cache(tmp_path, max_bytes=0)
    Steps(cache).run("listen", 1, TEXT, Counted("heard"), of=())
    cache.prune()
    assert len(list(tmp_path.glob("??/*/result.json"))) == 1


def test_pruning_is_due_once_an_hour_for_all_processes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pruned: list[str] = []
    monkeypatch.setattr(Cache, "prune", lambda cache: pruned.append("pruned"))
    for _ in range(3):
        Cache(tmp_path, GIB).prune_when_due()
    assert pruned == ["pruned"]
    an_hour_ago = time.time() - 3601
    os.utime(tmp_path / "pruned", (an_hour_ago, an_hour_ago))
    Cache(tmp_path, GIB).prune_when_due()
    assert len(pruned) == 2


def test_pruning_is_due_sooner_where_much_was_put_in(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pruned: list[str] = []
    monkeypatch.setattr(Cache, "prune", lambda cache: pruned.append("pruned"))
    cache = Cache(tmp_path, max_bytes=100_000)
    cache.prune_when_due()
    for number, size in enumerate((1_000, 2_000)):
        Steps(cache).run("listen", 1, TEXT, Counted("x" * size), of=(number,))
        cache.prune_when_due()
    assert len(pruned) == 2

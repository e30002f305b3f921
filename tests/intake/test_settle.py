"""Settling: a file is whole when nothing about it has changed for long enough, and not a moment sooner."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from access.intake.settle import Settling, Signature

FILE = Path("/inbox/talk.mp4")
WHOLE = Signature(device=1, inode=2, size=3, mtime_ns=4, regular=True)


def settled(settling: Settling) -> list[Path]:
    return [path for path, _ in settling.settled()]


def test_a_file_that_stays_as_it_is_settles() -> None:
    settling = Settling(5)
    settling.observe(FILE, WHOLE, 100)
    settling.observe(FILE, WHOLE, 104.9)
    assert not settling.settled()
    settling.observe(FILE, WHOLE, 105)
    assert settling.settled() == [(FILE, WHOLE)]


def test_a_file_seen_once_does_not_settle_by_the_passing_of_time() -> None:
    settling = Settling(5)
    settling.observe(FILE, WHOLE, 0)
    settling.observe(Path("/inbox/other.mp4"), WHOLE, 1_000_000)
    assert not settling.settled()


def test_every_part_of_the_signature_starts_the_wait_anew() -> None:
    for change in ({"device": 9}, {"inode": 9}, {"size": 9}, {"mtime_ns": 9}, {"beside": "script"}):
        settling = Settling(5)
        settling.observe(FILE, WHOLE, 0)
        settling.observe(FILE, replace(WHOLE, **change), 4)
        settling.observe(FILE, replace(WHOLE, **change), 8)
        assert not settling.settled(), change
        settling.observe(FILE, replace(WHOLE, **change), 9)
        assert settled(settling) == [FILE]


def test_an_empty_file_and_what_is_no_file_never_settle_and_say_why() -> None:
    settling = Settling(5)
    for path, signature in ((FILE, replace(WHOLE, size=0)), (Path("/inbox/pipe.mp4"), replace(WHOLE, regular=False))):
        settling.observe(path, signature, 0)
        settling.observe(path, signature, 1000)
    assert not settling.settled()
    assert [(waiting.path.name, waiting.reason, waiting.since) for waiting in settling.waiting()] == [
        ("talk.mp4", "It is empty.", 0),
        ("pipe.mp4", "It is a link, a folder that cannot be read, or no file at all.", 0),
    ]


def test_what_went_away_is_waited_for_no_longer() -> None:
    settling = Settling(5)
    settling.observe(FILE, WHOLE, 0)
    settling.observe(FILE, None, 1)
    assert FILE not in settling
    settling.observe(FILE, WHOLE, 2)
    settling.observe(FILE, WHOLE, 6)
    assert not settling.settled()


def test_what_settled_stays_until_it_is_forgotten() -> None:
    settling = Settling(5)
    for now in (0, 5):
        settling.observe(FILE, WHOLE, now)
    assert settled(settling) == settled(settling) == [FILE]
    settling.forget(FILE)
    assert not settling.settled()
    assert not settling.paths


def test_a_link_is_no_regular_file_and_a_file_is(tmp_path: Path) -> None:
    file = tmp_path / "talk.mp4"
    file.write_bytes(b"film")
    link = tmp_path / "link.mp4"
    link.symlink_to(file)
    assert Signature.of(file.lstat()).regular
    assert not Signature.of(link.lstat()).regular
    assert Signature.of(file.lstat()).size == 4


def test_the_token_outlives_a_mount_but_no_change(tmp_path: Path) -> None:
    file = tmp_path / "talk.mp4"
    file.write_bytes(b"film")
    before = Signature.of(file.lstat())
    assert replace(before, device=before.device + 1).token == before.token
    os.utime(file, ns=(0, 1))
    assert Signature.of(file.lstat()).token != before.token


LOOKS = st.lists(st.tuples(st.floats(0, 4), st.integers(0, 2)), max_size=30)


@settings(max_examples=150, deadline=None)
@given(LOOKS)
def test_nothing_settles_that_was_not_the_same_for_the_whole_wait(looks: list[tuple[float, int]]) -> None:
    """Against the rule said another way: all looks of the last `seconds` agree, and there is one at least as old."""
    settling, now = Settling(5), 0.0
    history: list[tuple[float, int]] = []
    for pause, size in looks:
        now += pause
        history.append((now, size))
        settling.observe(FILE, replace(WHOLE, size=size), now)
        run = [at for at, _ in history]
        for position in range(len(history) - 1, -1, -1):
            if history[position][1] != size:
                run = [at for at, _ in history[position + 1 :]]
                break
        assert bool(settling.settled()) == (size > 0 and now - run[0] >= 5)

"""What a film tells of its captions: cuts, length and frame rate, kept for the next time."""

from __future__ import annotations

from pathlib import Path

import pytest
from made import film, picture, tone

from access.config import Settings
from access.errors import MediaError
from access.linting.film import look_at


def test_a_film_gives_its_cuts_its_length_and_its_frame_rate(tmp_path: Path) -> None:
    scenes = [(picture(tmp_path / f"{seed}.png", (320, 180), seed), 2_000) for seed in (1, 2, 3)]
    path = film(tmp_path / "a.mp4", scenes, tone(tmp_path / "a.wav", 6_000))
    seen = look_at(path, Settings(), tmp_path / "state")
    assert seen.frame_rate == 25
    assert seen.duration
    assert abs(seen.duration - 6_000) <= 100
    assert len(seen.cuts) == 2
    assert all(abs(cut - there) <= 40 for cut, there in zip(seen.cuts, (2_000, 4_000), strict=True))
    kept = sorted(path.name for path in (tmp_path / "state").rglob("*") if path.is_file())
    assert look_at(path, Settings(), tmp_path / "state") == seen
    assert sorted(path.name for path in (tmp_path / "state").rglob("*") if path.is_file()) == kept


def test_a_recording_gives_its_length(tmp_path: Path) -> None:
    seen = look_at(tone(tmp_path / "a.wav", 3_000), Settings(), tmp_path / "state")
    assert (seen.cuts, seen.duration, seen.frame_rate) == ((), 3_000, None)


def test_what_is_no_film_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.mp4").write_text("only words")
    with pytest.raises(MediaError):
        look_at(tmp_path / "a.mp4", Settings(), tmp_path / "state")

"""What tests of several rooms ask for by name."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
from made import Spoken, film, picture, slide, speak
from workshops import SENTENCES, Run, processing


@pytest.fixture(scope="module")
def state(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A state folder that the tests of a module share: what one has cached, the next need not make again."""
    return tmp_path_factory.mktemp("state")


@pytest.fixture
def inbox(tmp_path: Path) -> Path:
    folder = tmp_path / "inbox" / "talks"
    folder.mkdir(parents=True)
    return folder


@pytest.fixture
def run(state: Path, tmp_path: Path) -> Iterator[Run]:
    """Process a file below `inbox` into `out`, with settings as sections of keys."""
    with processing(state) as process:
        yield partial(process, out=tmp_path / "out", root=tmp_path / "inbox")


@pytest.fixture(scope="session")
def lecture(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Spoken]:
    """12 s: a title in silence for 5 s, then talk over a picture, then credits."""
    folder = tmp_path_factory.mktemp("lecture")
    spoken = speak(folder / "talk.wav", SENTENCES, lead=5_000, tail=4_000)
    length = -(-(spoken.speech[-1].end + 4_000) // 40) * 40
    last = length - 4_000
    scenes = [(slide(folder / "title.png", ["The Old River", "A film by Ottoline Wren"], (854, 480)), 4_800),
              (picture(folder / "hills.png", (854, 480)), last - 4_800),
              (slide(folder / "credits.png", ["Camera: John Miller"], (854, 480)), length - last)]
    return film(folder / "lecture.mp4", scenes, spoken.path), spoken

"""What the scripted vision engines promise those who test with them."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image
from scripted import ScriptedSeer, ScriptedVision, ScriptedWriter, by_colour

from access.engines.base import Question, Rewriter
from access.errors import EngineFailed
from access.model.findings import Sight
from access.model.media import Frame


def question(folder: Path, colour: str) -> Question:
    path = folder / f"{colour}.png"
    Image.new("RGB", (40, 30), colour).save(path)
    return Question((Frame(path, 40, 30),), "en")


def test_answers_hang_on_what_the_picture_shows(tmp_path: Path) -> None:
    engine = ScriptedVision(by_colour({"red": "A red wall.", "blue": Sight("The sea.", confidence=0.2, looked=True)}))
    red, blue, green = (question(tmp_path, colour) for colour in ("red", "blue", "green"))
    assert engine.look([red, green, blue]) == (
        Sight("A red wall.", confidence=0.9, looked=True), None, Sight("The sea.", confidence=0.2, looked=True))
    assert (engine.asked, engine.calls) == ([red, green, blue], [3])


def test_a_list_of_answers_is_said_in_order_and_an_error_is_raised(tmp_path: Path) -> None:
    one = question(tmp_path, "red")
    engine = ScriptedVision(["First.", EngineFailed("It failed.")])
    assert engine.look([one])[0] == Sight("First.", confidence=0.9, looked=True)
    with pytest.raises(EngineFailed, match="It failed"):
        engine.look([one])
    assert engine.look([one]) == (None,)


def test_only_one_that_takes_words_alone_is_a_rewriter() -> None:
    assert not isinstance(ScriptedVision(), Rewriter)
    seer = ScriptedSeer(writer=ScriptedWriter({"A man walks slowly.": "A man walks."}))
    assert isinstance(seer, Rewriter)
    assert seer.shorten("A man walks slowly.", "en", 3) == "A man walks."
    assert seer.writer.asked == [("A man walks slowly.", "en", 3)]

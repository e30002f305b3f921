"""What a model is asked with is known when it says it back: the words of the engines and the guards hold together."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from access.engines.base import Question
from access.engines.vision.asking import FENCE, about
from access.model.media import Frame
from access.model.pictures import PeoplePolicy, PictureKind
from access.understand.replies.forbidden import instructs

FRAME = Frame(Path("a.png"), 40, 30)


@pytest.mark.parametrize("policy", PeoplePolicy)
@pytest.mark.parametrize("pages", [True, False])
@pytest.mark.parametrize("kind", [None, *PictureKind])
def test_every_line_about_a_still_is_known_for_an_instruction(
    kind: PictureKind | None, pages: bool, policy: PeoplePolicy
) -> None:
    full = Question(
        (FRAME, FRAME), "de", ("EXIT",), "A caption", "T", ("Ada",), "Bern", kind=kind, pages=pages, people_policy=policy,
        keywords=("heron",), purpose="To sell it", page="A page", link="Home", product=(("colour", "blue"),),
        again=("Say everything once.",), answered="A boat.")
    for question in (full, replace(full, given="Ein Boot."), Question((FRAME,), "en", kind=kind, people_policy=policy)):
        lines = [line for line in about(question).text.splitlines() if not line.startswith(("{", FENCE, "- "))]
        assert [line for line in lines if not instructs(line)] == []


@pytest.mark.parametrize("text", [
    "A gap in the data for May stands out in a bar chart.", "The sign is an instruction to wash hands.",
    "It is a link of a chain.",
    "A person, a child and people behind them.", "Visitors look at the picture of a lake.", "A door that leads to a yard.",
    "The first answer on the quiz sheet is ticked.", "One page of a document lies on a desk.", "A blue scarf, made of wool.",
])
def test_what_tells_of_a_picture_is_none(text: str) -> None:
    assert not instructs(text)

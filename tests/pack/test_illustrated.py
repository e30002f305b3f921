"""The illustrated transcript: each picture beside what is said there, an honest text for each, no more than a page can hold."""

from __future__ import annotations

import base64
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pack_facts import PASSAGES, PLAN, script
from PIL import Image

from access.errors import OutputError
from access.model.script import (
    Description,
    DescriptionPlan,
    Matter,
    Omission,
    Passage,
    PassageKind,
    Picture,
    Script,
    Verdict,
)
from access.model.time import Span
from access.pack.illustrated import MOST_PICTURES, paragraphs, plain, scenes, static_lines


def picture(folder: Path, at: int, alt: str = "") -> Picture:
    path = folder / "scene.jpg"
    if not path.is_file():
        Image.new("RGB", (240, 135), "teal").save(path)
    return Picture(at, path, 240, 135, alt)


def illustrated(folder: Path, *pictures: tuple[int, str], made: Script | None = None) -> Script:
    return replace(made or script(), pictures=tuple(picture(folder, at, alt) for at, alt in pictures))


def test_a_picture_stands_beside_what_begins_in_its_scene(tmp_path: Path) -> None:
    first, second, third = scenes(illustrated(tmp_path, (0, "A hall."), (4_000, "A clock."), (6_500, "")))
    assert [[line.text for line in scene.lines] for scene in (first, second, third)] == [
        ["Good morning.", "Fish & chips cost < 5 <b>pounds</b>."], ["[applause]", "Text on screen: Opening hours."],
        ["Credits"]]
    assert first.picture is not None
    data = base64.b64decode(first.picture.source.removeprefix("data:image/jpeg;base64,"))
    assert data == (tmp_path / "scene.jpg").read_bytes()
    assert (first.picture.alt, first.picture.own, first.picture.width, first.picture.height) == ("A hall.", True, 240, 135)


def test_a_description_that_begins_before_its_picture_stands_beside_it(tmp_path: Path) -> None:
    told = Passage(PassageKind.DESCRIPTION, Span(3_500, 6_000), "A clock.")
    speech = Passage(PassageKind.SPEECH, Span(1_000, 3_300), "Look.")
    late = Passage(PassageKind.SPEECH, Span(3_900, 6_000), "Look again.")
    shown = illustrated(tmp_path, (0, ""), (4_000, ""))
    for passages, sides in (
        ((speech, told), [["Look."], ["A clock."]]),
        ((speech, replace(told, span=Span(3_000, 4_500))), [["Look.", "A clock."], []]),
        ((told, late), [["A clock.", "Look again."], []]),
        ((replace(speech, span=Span(3_500, 6_000)),), [["Look."], []]),
    ):
        found = scenes(replace(shown, passages=passages))
        assert [[line.text for line in scene.lines] for scene in found] == sides


def test_what_is_said_before_the_first_picture_and_where_there_is_none_stands_alone(tmp_path: Path) -> None:
    before, after = scenes(illustrated(tmp_path, (3_000, "A clock.")))
    assert before.picture is None
    assert [line.text for line in before.lines] == ["Good morning.", "Fish & chips cost < 5 <b>pounds</b>."]
    assert after.picture is not None
    (alone,) = scenes(script())
    assert (alone.picture, len(alone.lines)) == (None, len(PASSAGES))
    assert plain(script()) == (alone,)


def test_a_scene_in_which_nothing_begins_is_still_shown(tmp_path: Path) -> None:
    found = scenes(illustrated(tmp_path, (0, "A hall."), (9_000, "A street."), (12_000, "A wood.")))
    assert [len(scene.lines) for scene in found] == [5, 0, 0]
    assert scenes(Script("en", "Silence")) == ()


def test_where_nobody_looked_the_alternative_text_says_so_and_tells_the_text_on_it(tmp_path: Path) -> None:
    first, second = scenes(illustrated(tmp_path, (0, ""), (4_000, "")))
    assert (first.picture and first.picture.alt) == "Picture at 0:00, not described."
    assert (second.picture and second.picture.alt) == (
        "Picture at 0:04, not described. Text on screen: Opening hours. Credits.")
    assert second.picture is not None
    assert not second.picture.own


def test_texts_of_one_kind_on_a_picture_are_marked_once(tmp_path: Path) -> None:
    def read(text: str) -> Description:
        return Description(Span(0, 9), text, 1.0, Span(0, 9))

    told = tuple(map(read, ("Text on screen: Hair.", "Text on screen: Milk.", "Title: Mammals.")))
    (found,) = scenes(illustrated(tmp_path, (0, ""), made=script(plan=replace(PLAN, descriptions=told, omitted=()))))
    assert (found.picture and found.picture.alt) == (
        "Picture at 0:00, not described. Text on screen: Hair. Milk. Title: Mammals.")


def test_what_is_seen_of_people_and_places_is_no_text_on_a_picture(tmp_path: Path) -> None:
    plan = replace(PLAN, descriptions=(Description(Span(0, 9), "A dog runs.", 1.0, Span(0, 9), Matter.ACTION),), omitted=())
    (found,) = scenes(illustrated(tmp_path, (0, ""), made=script(plan=plan)))
    assert (found.picture and found.picture.alt) == "Picture at 0:00, not described."


@given(st.text(max_size=2000))
def test_an_alternative_text_of_a_picture_is_short_whatever_stands_on_it(text: str) -> None:
    plan = DescriptionPlan((), (Omission(Span(0, 9), text, "no room", Matter.TEXT),), Verdict.NO_USABLE_PAUSE, False)
    here = Path(__file__)
    (found,) = scenes(Script("en", "", plan=plan, pictures=(Picture(0, here, 1, 1, ""),)))
    assert found.picture is not None
    assert found.picture.alt.startswith("Picture at 0:00, not described.")
    assert len(found.picture.alt) <= 250


def test_a_page_holds_the_pictures_of_the_longest_scenes(tmp_path: Path) -> None:
    starts = [0]
    for number in range(MOST_PICTURES + 99):
        starts.append(starts[-1] + (1_000 if number % 3 else 9_000))
    made = illustrated(tmp_path, *((at, "") for at in starts), made=script(plan=None))
    shown = [scene for scene in scenes(made) if scene.picture]
    assert len(shown) == MOST_PICTURES
    long = [at for at, after in pairwise(starts) if after - at == 9_000]
    alts = {scene.picture.alt for scene in shown if scene.picture}
    assert {f"Picture at {at // 60_000}:{at // 1000 % 60:02d}, not described." for at in long if at < 3_600_000} <= alts
    assert sum(len(scene.lines) for scene in scenes(made)) == len(PASSAGES)


def test_a_picture_that_is_gone_is_told(tmp_path: Path) -> None:
    made = illustrated(tmp_path, (0, "A hall."))
    (tmp_path / "scene.jpg").unlink()
    with pytest.raises(OutputError, match="scene"):
        scenes(made)


@given(
    st.lists(st.integers(0, 100_000), max_size=12),
    st.lists(st.tuples(st.integers(0, 100_000), st.integers(0, 50_000), st.sampled_from(PassageKind)), max_size=20))
def test_every_passage_stands_once_and_in_order(pictures: list[int], told: list[tuple[int, int, PassageKind]]) -> None:
    passages = tuple(
        Passage(kind, Span(at, at + length), f"{number}.") for number, (at, length, kind) in enumerate(sorted(told)))
    here = Path(__file__)
    found = scenes(Script("en", "", passages=passages, pictures=tuple(Picture(at, here, 1, 1, "x") for at in pictures)))
    assert [line.text.strip("[]") for scene in found for line in scene.lines] == [one.text for one in passages]
    assert sum(scene.picture is not None for scene in found) == len(set(pictures))


def test_doubts_and_what_was_not_spoken_are_said_in_words() -> None:
    passages = (
        Passage(PassageKind.DESCRIPTION, Span(0, 9), "A dog runs.", doubts=("the picture is dark", "brief")),
        Passage(PassageKind.EXTENDED, Span(9, 9), "A park.", matter=Matter.PLACE),
        Passage(PassageKind.UNSPOKEN, Span(10, 19), "A red hat.", matter=Matter.LOOK, doubts=("unsure",)),
        Passage(PassageKind.SCREEN_TEXT, Span(20, 29), "Title: Dogs.", matter=Matter.TITLE),
    )
    assert paragraphs(Script("en", "", passages=passages)) == [
        "[Description: A dog runs. (To be checked: the picture is dark; brief.)]",
        "[Extended description: A park.]",
        "[Description, not spoken: A red hat. (To be checked: unsure.)]",
        "[Shown, not spoken: Title: Dogs.]",
    ]


def test_a_talking_head_s_text_alternative_comes_first() -> None:
    plan = DescriptionPlan((), (), Verdict.TALKING_HEAD, True, "A woman in a library.\n\n She speaks to the camera. ")
    made = Script("en", "", passages=PASSAGES[:1], plan=plan)
    assert static_lines(made) == ["A woman in a library.", "She speaks to the camera."]
    assert paragraphs(made) == [
        "[What is seen: A woman in a library.]", "[What is seen: She speaks to the camera.]", "ANNA: Good morning."]

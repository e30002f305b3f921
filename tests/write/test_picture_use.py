"""What a picture is for is suggested, by what people said before what its pixels show."""

from __future__ import annotations

import pytest

from access.model.findings import Context
from access.model.pictures import KindGuess, PictureInfo, PictureKind, Use
from access.write.picture_use import suggested

PHOTO = PictureInfo(1200, 800, 1)


def use(
    picture: PictureInfo = PHOTO, kind: PictureKind | None = PictureKind.PHOTO, context: Context = Context(),  # noqa: B008
    words: tuple[str, ...] = (), name: str = "heron",
) -> Use:
    return suggested(picture, KindGuess(kind, 0.9) if kind else None, context, words, name).use


def test_a_picture_informs_unless_something_speaks_against_it() -> None:
    assert use() is Use.INFORMATIVE
    assert use(kind=PictureKind.CHART) is Use.INFORMATIVE
    assert use(PictureInfo(0, 0, 1, drawn=True), None) is Use.INFORMATIVE


@pytest.mark.parametrize(("context", "expected"), [
    (Context(purpose="Decorative."), Use.MAYBE_DECORATIVE),
    (Context(purpose="link"), Use.FUNCTION_UNKNOWN),
    (Context(purpose="link", link="Opening hours"), Use.FUNCTIONAL),
    (Context(link="Opening hours"), Use.FUNCTIONAL),
    (Context(purpose="informative"), Use.INFORMATIVE),
    (Context(product=(("colour", "blue"),)), Use.INFORMATIVE),
    (Context(purpose="Shows the way to the lifts"), Use.INFORMATIVE),
])
def test_what_a_person_said_comes_first(context: Context, expected: Use) -> None:
    assert use(PictureInfo(1, 1, 1), PictureKind.BLANK, context) is expected


@pytest.mark.parametrize(("size", "kind"), [
    ((1, 1), PictureKind.PHOTO), ((1200, 4), PictureKind.DRAWING), ((16, 16), PictureKind.DRAWING),
    ((900, 600), PictureKind.BLANK),
])
def test_spacers_rules_and_blanks_may_be_decoration(size: tuple[int, int], kind: PictureKind) -> None:
    assert use(PictureInfo(*size, 1), kind) is Use.MAYBE_DECORATIVE


def test_what_can_be_read_in_it_is_no_decoration() -> None:
    assert use(PictureInfo(20, 20, 1), PictureKind.DOCUMENT, words=("EXIT",)) is Use.INFORMATIVE


@pytest.mark.parametrize("name", ["search-icon", "logo_museum", "Pfeil rechts", "bouton.envoyer"])
def test_a_file_called_after_a_control_may_be_one(name: str) -> None:
    assert use(name=name) is Use.FUNCTION_UNKNOWN


def test_a_small_drawing_may_be_an_icon_and_a_large_one_is_not() -> None:
    assert use(PictureInfo(64, 64, 1), PictureKind.DRAWING) is Use.FUNCTION_UNKNOWN
    assert use(PictureInfo(640, 640, 1), PictureKind.DRAWING) is Use.INFORMATIVE
    assert use(PictureInfo(64, 64, 1), PictureKind.PHOTO) is Use.INFORMATIVE


def test_what_its_author_wrote_of_it_makes_it_inform() -> None:
    assert use(PictureInfo(16, 16, 1, alt="A red dot marks the exit."), PictureKind.DRAWING) is Use.INFORMATIVE
    assert use(PictureInfo(16, 16, 1, people=("Ada Lovelace",)), PictureKind.PHOTO) is Use.INFORMATIVE


def test_words_that_only_hold_such_a_name_are_none() -> None:
    assert use(name="iconic-building") is Use.INFORMATIVE
    assert use(name="patterns-of-migration") is Use.INFORMATIVE

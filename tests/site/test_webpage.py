"""What a page of HTML says of its pictures and players: links, figures, texts around them, and where more may be put."""

from __future__ import annotations

import time

import pytest

from access.site.found import Form, Picture, Read
from access.site.webpage import read


def only(html: str) -> tuple[Read, Picture]:
    page = read(html)
    assert len(page.pictures) == 1
    return page, page.pictures[0]


@pytest.mark.parametrize(("html", "told"), [
    ('<a href="b"><img src=a></a>', False), ('<a href="b"> <b>\n<img src=a></b> </a>', False),
    ('<a href="b"><img src=a> Words</a>', True), ('<a href="b">Words <img src=a></a>', True),
    ('<a href="b"><img src=a><img src=c alt="A boat."></a>', True),
    ('<a href="b"><img src=a><img src=c alt="c.jpg"></a>', False),
    ('<a href="b"><img src=a><svg><title>Home</title></svg></a>', True),
    ('<a href="b"><img src=a><script>1</script></a>', False),
    ("<button><img src=a></button>", False), ("<button><img src=a>Go</button>", True),
    ('<a href="b"><!-- words --><img src=a>&nbsp;</a>', False),
])
def test_a_link_is_told_by_its_words_or_by_another_picture(html: str, told: bool) -> None:
    link = read(html).pictures[0].link
    assert link is not None
    assert link.told is told


def test_an_anchor_that_leads_nowhere_is_no_link_and_one_that_is_over_holds_nothing() -> None:
    assert [picture.link for picture in read("<a name=x><img src=a></a><a href=b></a><img src=c>").pictures] == [None, None]


def test_what_a_page_says_near_a_picture() -> None:
    page, picture = only(
        "<html lang=de-at><title>A &amp; B</title><h1>One</h1><p>far away</p><h2>Two</h2><p>before</p>"
        "<p>here <img src=a> too</p><p>after</p><p>further</p>")
    assert (page.title, page.heading, page.language) == ("A & B", "One", "de-AT")
    assert page.around(picture) == "Two before here too after"


def test_a_caption_belongs_to_the_figure_that_it_stands_in() -> None:
    page = read("<figure><figure><img src=a><figcaption><p>In</p></figcaption></figure><img src=b>"
                "<figcaption>Out</figcaption></figure><img src=c>")
    assert [page.caption(picture) for picture in page.pictures] == ["In", "Out", ""]


@pytest.mark.parametrize(("tag", "spot"), [
    ('<img src="a" class=b>', (' class=b>', Form.ATTRIBUTE)), ("<img src=a>", (">", Form.ATTRIBUTE)),
    ('<img class=b data-src="a" src="data:image/gif;base64,xx" >', (' src="data:image/gif;base64,xx" >', Form.ATTRIBUTE)),
    ('<img src="a" alt="b">', ('b">', Form.DOUBLE)), ("<img ALT='b' src=a>", ("b' src=a>", Form.SINGLE)),
    ("<img alt=b src=a>", ("b src=a>", Form.BARE)), ("<img srcset='a.png 2x, b.png'>", (">", Form.ATTRIBUTE)),
])
def test_a_text_goes_behind_the_address_or_in_the_place_of_the_old_one(tag: str, spot: tuple[str, Form]) -> None:
    _, picture = only(tag)
    assert picture.spot is not None
    assert (tag[picture.spot.start :], picture.spot.form) == spot


@pytest.mark.parametrize(("tag", "addresses"), [
    ("<img src=a data-src=b srcset='c 1x'>", ("b", "c", "a")), ("<img srcset='c.png 1x, d.png 2x' src=a>", ("a", "c.png")),
    ("<picture><source srcset='w.webp'><img src=a></picture>", ("a", "w.webp")), ("<img>", ()), ("<img src=''>", ()),
])
def test_the_likeliest_address_of_a_picture_comes_first(tag: str, addresses: tuple[str, ...]) -> None:
    assert only(tag)[1].addresses == addresses


@pytest.mark.parametrize("html", [
    "<img src=a role=presentation>", "<img src=a role=NONE>", "<img src=a aria-hidden=true>",
    "<div aria-hidden='true'><p><img src=a></div>"])
def test_a_picture_that_its_author_hides_is_hidden(html: str) -> None:
    assert only(html)[1].hidden


def test_hiding_ends_with_the_element() -> None:
    assert not only("<div aria-hidden=true></div><img src=a>")[1].hidden


@pytest.mark.parametrize("html", [
    "<script>'<img src=a>'</script>", "<!-- <img src=a> -->", "<textarea><img src=a></textarea>", "<style><img src=a></style>",
    "<svg><image href=a /></svg>", "<iframe><img src=a></iframe>"])
def test_what_is_no_picture_of_the_page_is_none(html: str) -> None:
    assert read(html).pictures == []


def test_pictures_for_those_without_scripts_and_in_templates_count() -> None:
    assert len(read("<noscript><img src=a></noscript><template><img src=b></template>").pictures) == 2


@pytest.mark.parametrize(("html", "follows"), [
    ("<div><video src=a></video></div>", True), ("<video src=a></video>", True),
    ("<figure><video src=a></video></figure>", True),
    ("<table><tr><td><video src=a></video></td></tr></table>", True), ("<ul><li>one<li><video src=a></video></ul>", True),
    ("<p>Words<div><video src=a></video></div>", True), ("<p><video src=a></video></p>", False),
    ("<p><span>x<div><video src=a></video></div>", False), ("<a href=b><div><video src=a></video></div></a>", False),
    ("<h2><video src=a></video></h2>", False), ("<button><video src=a></video></button>", False),
    ("<ul><video src=a></video></ul>", False), ("<div><video src=a>", False), ("<span><video src=a></video></span>", False),
])
def test_a_paragraph_follows_a_player_only_where_it_breaks_nothing(html: str, follows: bool) -> None:
    (player,) = read(html).players
    assert (player.after >= 0) is follows
    if follows:
        assert html[: player.after].endswith("</video>")


def test_tracks_go_behind_the_last_source_or_track() -> None:
    html = "<video><source src=a><source src=b><track src=c kind=Chapters>more</video>"
    (player,) = read(html).players
    assert (player.addresses, player.kinds, player.tracks) == (("a", "b"), ("chapters",), ("c",))
    assert html[player.inside :] == "more</video>"


def test_a_player_that_xml_ends_at_once_can_hold_nothing() -> None:
    assert [player.alone for player in read('<p><video src="a"/><audio src="b"></audio></p>', xml=True).players] == [True,
        False]


def test_areas_and_buttons_that_are_pictures_are_found_with_where_they_lead() -> None:
    page = read("<map><area href=b.html shape=rect></map><input type=IMAGE src=go.png><input type=text><area nohref>")
    assert [(one.element, one.link.address if one.link else "") for one in page.pictures] == [("area", "b.html"), ("input", "")]


@pytest.mark.parametrize("html", [
    "<div>" * 200_000, "<img src=a.png>" * 100_000, "</div>" * 200_000, "<div></p>" * 100_000, "<a href=b><img src=a>" * 50_000,
    "<figure><img src=a>" * 50_000, "<video><source src=a>" * 30_000, "<video>" + "<track src=a><source src=b>" * 5_000,
    "<picture>" + "<source srcset=a>" * 5_000, "<p aria-hidden=true>" * 100_000, "word " * 200_000, "<b>x" * 100_000],
    ids=lambda html: html[:16])
def test_a_page_that_was_made_to_take_long_does_not(html: str) -> None:
    began = time.process_time()
    read(html)
    assert time.process_time() - began < 20

"""What is wrong where: what a person decided stands, what cannot be looked at is told, each medium is wanted once."""

from __future__ import annotations

import time
import tracemalloc
from pathlib import Path, PurePosixPath

import pytest

from access import profiles
from access.site.surveying import Site, Survey, survey

PICTURE = ("a.png", "b.png", "in/c.png", "talk.mp4")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in PICTURE:
        path = tmp_path / "site" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"not looked at here")
    return tmp_path / "site"


def surveyed(folder: Path, **pages: str) -> Survey:
    for name, text in pages.items():
        (folder / name.replace("__", "/").replace("_", ".")).write_text(text, "utf-8")
    return survey(Site(folder, profiles.load_alt_profile("web")))


def wanted(found: Survey) -> list[tuple[str, str]]:
    return [(one.rule, str(one.medium) if one.medium else "link") for one in found.alts]


@pytest.mark.parametrize(("tag", "rule"), [
    ("<img src=a.png>", "alt.missing"), ("<img src=a.png alt='a.png'>", "alt.file-name"),
    ("<img src=a.png alt=image>", "alt.placeholder"),
    ("<img src=a.png alt='IMG_2041.JPG'>", "alt.file-name")])
def test_a_picture_without_a_text_that_tells_wants_one(folder: Path, tag: str, rule: str) -> None:
    assert wanted(surveyed(folder, x_html=tag)) == [(rule, "a.png")]


@pytest.mark.parametrize("tag", [
    '<img src=a.png alt="">', "<img src=a.png alt>", '<img src=a.png alt="A heron on a wall.">', "<img src=a.png role=none>",
    "<img src=a.png aria-hidden=true>", "<img src=a.png aria-label='A heron.'>", "<img src=a.png aria-labelledby=x>",
    "<video src=talk.mp4><track kind=captions src=x.vtt></video>", "<video src=talk.mp4><track src=x.vtt></video>"])
def test_what_a_person_decided_is_in_force_and_no_word_is_lost_on_it(folder: Path, tag: str) -> None:
    found = surveyed(folder, x_html=tag)
    assert (found.alts, found.tracks, found.listed, found.media) == ([], [], [], {})


@pytest.mark.parametrize(("tag", "rule"), [
    ('<a href=x><img src=a.png alt=""></a>', "alt.empty-in-link"),
    ('<button><img src=a.png alt=""></button>', "alt.empty-in-link"),
    ("<img src=a.png title='A heron.'>", ""), ("<img>", "alt.missing"), ("<img src=none.png>", "alt.missing"),
    ("<img src=../../x.png>", "alt.missing"), ("<img src=https://example.org/x.png>", "alt.missing"),
    ("<img src=javascript:x>", "alt.missing"),
    ("<img src=data:image/png;base64,xx alt=image>", "alt.placeholder"), ("<img src='{{ x }}'>", ""),
    ("<img src=a.png {{ x }}>", ""),
    ("<video src=none.mp4></video>", "captions.no-track"), ("<audio src=https://example.org/x.mp3></audio>",
        "captions.no-track"),
    ("<figure><img src=a.png alt='The old river.'><figcaption>The old river.</figcaption></figure>", "alt.repeats-caption"),
    ("<video src='<?= $x ?>'></video>", ""),
])
def test_what_only_a_person_can_mend_is_listed(folder: Path, tag: str, rule: str) -> None:
    found = surveyed(folder, x_html=tag)
    assert [one.rule for one in found.listed] == [rule]
    assert (found.alts, found.tracks) == ([], [])


def test_an_empty_text_in_a_link_that_is_named_otherwise_is_right(folder: Path) -> None:
    assert surveyed(folder,
        x_html='<a href=x aria-label="Home"><img src=a.png alt=""></a><a href=y>Y <img src=b.png alt=""></a>').listed == []


def test_a_picture_that_is_a_link_wants_its_meaning_and_no_look(folder: Path) -> None:
    found = surveyed(folder,
        x_html="<a href=y.html><img src=a.png></a> <a href=b.png><img src=b.png></a> <a href=y.html>Y <img src=in/c.png></a>",
                     y_html="<title>Why</title>")
    assert wanted(found) == [("alt.missing", "link"), ("alt.missing", "b.png"), ("alt.missing", "in/c.png")]
    assert found.alts[0].target == PurePosixPath("y.html")
    assert list(found.media) == [PurePosixPath("b.png"), PurePosixPath("in/c.png")]


def test_of_two_pictures_that_are_one_link_one_tells_where_it_leads(folder: Path) -> None:
    found = surveyed(folder, x_html="<a href=y.html><img src=a.png><img src=b.png></a>")
    assert (len(found.alts), [one.where.address for one in found.listed]) == (1, ["b.png"])


def test_a_medium_is_wanted_once_with_what_its_first_page_says_in_the_languages_of_all(folder: Path) -> None:
    found = surveyed(folder, a_html="<html lang=en><title>First</title><p>Near it <img src=a.png>",
        b_md="---\nlang: de\n---\n![](a.png)",
                     c_html="<html lang=en><img src='./a.png?2'>")
    (medium,) = found.media.values()
    assert (medium.path, list(medium.languages), medium.context.language) == (PurePosixPath("a.png"), ["en", "de"], "en")
    assert medium.context.page == "First Near it"
    assert len(found.alts) == 3


def test_lines_and_columns_are_told_as_editors_count_them(folder: Path) -> None:
    found = surveyed(folder, x_html="<p>\r\né <img src=a.png>\r\n<img\nsrc=b.png>")
    assert [(one.where.line, one.where.column) for one in found.alts] == [(2, 3), (3, 1)]


def test_a_page_that_cannot_be_read_is_listed_and_harms_no_other(folder: Path) -> None:
    (folder / "a.html").write_bytes("<img src=a.png>".encode("utf-16"))
    found = surveyed(folder, b_html="<img src=b.png>")
    assert [(one.where.page.name, one.where.element) for one in found.listed] == [("a.html", "page")]
    assert wanted(found) == [("alt.missing", "b.png")]


def test_a_passage_of_markdown_that_two_readers_read_otherwise_is_listed(folder: Path) -> None:
    found = surveyed(folder, x_md="![ref][![](a.png)](b.html)\n\n[ref]: b.png\n")
    assert [one.where.element for one in found.listed] == ["passage"]
    assert found.alts == []


def test_a_page_of_a_hundred_thousand_pictures_is_surveyed_in_bounds(folder: Path) -> None:
    (folder / "x.html").write_text("<p>word <a href=y.html><img src=a.png></a> <img src='b.png?1' alt=image>\n" * 50_000)
    began = time.process_time()
    found = survey(Site(folder, profiles.load_alt_profile("web")))
    assert len(found.alts) == 100_000
    assert time.process_time() - began < 60


def test_a_text_of_megabytes_is_judged_by_its_beginning(folder: Path) -> None:
    began = time.process_time()
    found = surveyed(folder, x_html=f"<title>{'x ' * 500_000}</title>"
                                    f"<a href=y.html aria-label='{'l ' * 500_000}'><img src=a.png></a>"
                                    f"<img src=a.png alt='Image of a {'boat ' * 500_000}'>")
    assert time.process_time() - began < 20
    assert "alt.too-long" in {one.rule for one in found.listed}
    assert all(len(one.link.label) <= 300 for one in found.alts if one.link)
    assert all(len(facts.title) <= 300 for facts in found.pages.values())


def test_pages_are_not_kept(folder: Path) -> None:
    words = "word " * 40_000
    for number in range(30):
        (folder / f"{number}.html").write_text(f"<p>{words}<img src=a.png><p>{words}")
    tracemalloc.start()
    found = survey(Site(folder, profiles.load_alt_profile("web")))
    held, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert len(found.alts) == 30
    assert held < 2_000_000

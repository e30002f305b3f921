"""`access site` as its user meets it: what it prints and writes, and how it ends."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from commandtools import Place
from made import picture

PAGE = ('<!DOCTYPE html>\n<html lang="en"><title>Home</title>\n'
        '<a href="news.md"><img src="a.png"></a>\n<img src="a.png">\n</html>\n')
NEWS = "---\ntitle: News\nlang: en\n---\n![](https://example.org/b.png)\n"


@pytest.fixture
def place(tmp_path: Path) -> Place:
    place = Place(tmp_path)
    (place.inbox / "index.html").write_text(PAGE)
    (place.inbox / "news.md").write_text(NEWS)
    picture(place.inbox / "a.png", (64, 48))
    return place


def test_it_writes_patches_and_a_report_beside_the_folder_and_touches_nothing(place: Place) -> None:
    before = {path: path.read_bytes() for path in place.inbox.iterdir()}
    said = place.access("site", place.inbox, "--state", place.state)
    assert said.code == 0, said.err
    out = place.folder / "in-accessible"
    assert 'alt="News"' in (out / "site.patch").read_text()
    report = json.loads((out / "site.report.json").read_text())
    assert (report["pages"], report["pictures"], report["applied"]) == (2, 3, None)
    assert [(one["page"], one["line"], one["for"], one["text"]) for one in report["proposed"]] == [("index.html", 3, "link",
        "News")]
    assert {one["rule"] for one in report["left"]} == {"alt.missing"}
    assert "1 changes are proposed" in said.out
    assert {path: path.read_bytes() for path in place.inbox.iterdir()} == before


def test_apply_changes_the_pages_and_a_second_run_has_nothing_to_propose(place: Place) -> None:
    first = place.access("site", place.inbox, "--out", place.out, "--state", place.state, "--apply", "--check", "--json")
    assert first.code == 1  # something was proposed
    assert (place.inbox / "index.html").read_text() == PAGE.replace('"a.png"></a>', '"a.png" alt="News"></a>')
    second = place.access("site", place.inbox, "--out", place.out, "--state", place.state, "--apply", "--drafts", "--check",
        "--json")
    assert second.code == 0, second.err
    last = second.rows[-1]
    assert (last["event"], last["proposed"], last["proposed_drafts"], last["left"]) == ("site", 0, 0, 2)
    assert not (place.out / "site.patch").exists()


def test_a_site_without_faults_needs_no_engine(place: Place) -> None:
    (place.inbox / "index.html").write_text("<img src=a.png alt='A heron on a wall.'>")
    said = place.access("site", place.inbox, "--state", place.state, ACCESS_ENGINES__VISION="nobody")
    assert said.code == 0, said.err


@pytest.mark.parametrize(("arguments", "code"), [
    (("--drafts",), 2), (("--out", "in"), 2), (("--out", "in/below"), 2), (("--out", "."), 2)])
def test_what_cannot_be_meant_is_refused(place: Place, arguments: tuple[str, ...], code: int) -> None:
    said = place.access("site", place.inbox, "--state", place.state, *arguments)
    assert said.code == code
    assert said.err.startswith("access: ")


def test_a_broken_picture_is_told_and_fails_the_run_but_not_the_rest(place: Place) -> None:
    whole = (place.inbox / "a.png").read_bytes()
    (place.inbox / "b.png").write_bytes(whole[: len(whole) // 2])
    (place.inbox / "c.png").write_text("no picture")
    (place.inbox / "index.html").write_text(PAGE.replace("</html>", "<img src=b.png><img src=c.png></html>"))
    said = place.access("site", place.inbox, "--out", place.out, "--state", place.state)
    assert said.code == 1
    left = {one["address"]: one["why"] for one in json.loads((place.out / "site.report.json").read_text())["left"]}
    assert "cut off" in left["b.png"]
    assert "is text" in left["c.png"]
    assert (place.out / "site.patch").is_file()

"""The illustrated transcript in a real browser: it plays from any line in any version, reflows, prints, says where it is."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from page_site import HOLD, LATER, LONGER, Site, box_of, wait
from playwright.sync_api import Browser, Page, Request

NAME = "illustrated.webm.html"
ORIGINAL, DESCRIBED, EXTENDED = (
    "document.querySelector('[data-player]')", "document.querySelector('[data-version=described] audio')",
    "document.querySelector('[data-version=extended] video')")


@pytest.fixture
def film(page: Page, site: Site) -> Page:
    """Return the page with its three players ready, opened as a file: the server knows no ranges, without which none seeks."""
    page.goto((site.root / "out" / NAME).as_uri())
    for player in (ORIGINAL, DESCRIBED, EXTENDED):
        wait(page, f"{player}.readyState >= 1")
    return page


def choose(page: Page, name: str) -> None:
    page.get_by_role("radio", name=name).check()


def play_from(page: Page, clock: str) -> None:
    page.get_by_role("button", name=f"Play from {clock}").first.click()


def test_each_scene_shows_its_picture_beside_what_is_said_there(film: Page) -> None:
    assert [image.get_attribute("alt") for image in film.locator(".scene img").all()] == [
        "A hall with a clock.", "Picture at 0:02, not described. Text on screen: Opening hours.", "A sign.", "A street."]
    assert [image.get_attribute("lang") for image in film.locator(".scene img").all()] == [None, "en", None, None]
    image = film.locator(".scene img").first
    image.scroll_into_view_if_needed()
    wait(film, "document.querySelector('.scene img').complete")
    assert image.evaluate("image => [image.naturalWidth, image.naturalHeight]") == [240, 135]
    picture, text = box_of(image.bounding_box()), box_of(film.get_by_text("Good morning.").bounding_box())
    assert picture["x"] + picture["width"] <= text["x"]
    assert abs(picture["y"] - text["y"]) < 40


def test_the_page_is_one_file_that_asks_for_nothing_but_media_and_tracks(page: Page, site: Site) -> None:
    asked: list[Request] = []
    page.on("request", lambda request: asked.append(request))
    page.goto(site.page(NAME))
    page.evaluate("document.querySelectorAll('img').forEach(image => image.loading = 'eager')")
    wait(page, "[...document.images].every(image => image.complete && image.naturalWidth === 240)")
    asked_for = [one.url for one in asked if one.resource_type not in ("document", "media") and not one.url.startswith("data:")]
    assert [url for url in asked_for if not url.endswith(("favicon.ico", ".vtt"))] == []


def test_a_page_without_pictures_lets_no_data_in(page: Page, site: Site) -> None:
    rules = "document.querySelector('meta[http-equiv]').content"
    page.goto(site.page(NAME))
    assert re.search(r"img-src [^;]* data:", page.evaluate(rules))
    page.goto(site.page("film.webm.html"))
    assert "data:" not in page.evaluate(rules)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_at_400_percent_the_picture_stands_above_its_text_and_nothing_scrolls_sideways(
    browser: Browser, site: Site, scheme: str
) -> None:
    context = browser.new_context(viewport={"width": 320, "height": 256}, color_scheme="dark" if scheme == "dark" else "light")
    page = context.new_page()
    page.goto(site.page(NAME))
    picture = box_of(page.locator(".scene img").first.bounding_box())
    text = box_of(page.get_by_text("Good morning.").bounding_box())
    assert picture["y"] + picture["height"] <= text["y"]
    assert picture["width"] >= 200
    assert picture["height"] == pytest.approx(picture["width"] * 135 / 240, abs=1)
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    assert page.evaluate(
        "[...document.querySelectorAll('main *')].filter(one => one.getBoundingClientRect().right > 321 && !one.closest('bdi'))"
        ".map(one => one.outerHTML.slice(0, 80))") == []
    context.close()


def test_words_twice_as_large_stay_beside_or_below_the_picture(page: Page, site: Site) -> None:
    page.set_viewport_size({"width": 640, "height": 800})
    page.goto(site.page(NAME))
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    assert page.evaluate("document.documentElement.scrollWidth") <= 640


@pytest.mark.parametrize(("version", "player"), [
    ("The original", ORIGINAL), ("With audio description", DESCRIBED)])
def test_it_plays_from_any_line_in_the_version_that_was_chosen(film: Page, version: str, player: str) -> None:
    choose(film, version)
    play_from(film, "0:05")
    wait(film, f"{player}.currentTime >= 5.2 && !{player}.paused")
    assert film.evaluate(f"{player}.currentTime") < 8


def test_the_film_runs_silently_along_with_the_described_sound(film: Page) -> None:
    choose(film, "With audio description")
    assert film.evaluate(f"[{ORIGINAL}.muted, {ORIGINAL}.controls, {ORIGINAL}.hidden]") == [True, False, False]
    play_from(film, "0:04")
    wait(film, f"!{ORIGINAL}.paused && Math.abs({ORIGINAL}.currentTime - {DESCRIBED}.currentTime) < 0.3")
    film.evaluate(f"{DESCRIBED}.currentTime = 1")
    wait(film, f"{ORIGINAL}.currentTime < 2")
    film.evaluate(f"{DESCRIBED}.pause()")
    wait(film, f"{ORIGINAL}.paused")
    choose(film, "The original")
    assert film.evaluate(f"[{ORIGINAL}.muted, {ORIGINAL}.controls]") == [False, True]
    assert film.evaluate(f"{ORIGINAL}.currentTime") == pytest.approx(1, abs=0.9)


def test_the_longer_film_is_sought_on_its_own_clock(film: Page) -> None:
    choose(film, "The extended version")
    assert not film.locator("[data-player]").is_visible()
    play_from(film, "0:05")
    wait(film, f"{EXTENDED}.currentTime >= 7.2")
    assert film.evaluate(f"{EXTENDED}.currentTime") < 9
    film.evaluate(f"{EXTENDED}.pause()")
    at = film.evaluate(f"{EXTENDED}.currentTime")
    choose(film, "The original")
    assert film.evaluate(f"{ORIGINAL}.currentTime") == pytest.approx(at - HOLD.duration / 1000, abs=0.2)


def test_what_the_longer_film_holds_still_for_is_played_from_before_it_holds(film: Page) -> None:
    choose(film, "The extended version")
    film.locator(".extended-description button").click()
    wait(film, f"{EXTENDED}.currentTime >= 4.5")
    assert film.evaluate(f"{EXTENDED}.currentTime") < 6


def test_the_longer_film_has_tracks_of_its_own(film: Page) -> None:
    shown = f"[...{EXTENDED}.textTracks].map(one => [one.kind, one.mode, [...(one.cues || [])].map(cue => cue.startTime)])"
    wait(film, f"[...{EXTENDED}.textTracks].some(track => track.cues && track.cues.length === {len(LATER)})")
    tracks = [one for one in film.evaluate(shown) if one[2]]
    assert ["captions", "showing", [cue.span.start / 1000 for cue in LATER]] in tracks
    film.evaluate(f"[...{EXTENDED}.textTracks].forEach(one => {{ one.mode = 'hidden' }})")
    wait(film, f"[...{EXTENDED}.textTracks].some(track => track.kind === 'descriptions' && track.cues && track.cues.length)")
    tracks = [one for one in film.evaluate(shown) if one[2]]
    assert ["descriptions", "hidden", [one.span.start / 1000 for one in LONGER]] in tracks


def test_one_version_plays_at_a_time(film: Page) -> None:
    play_from(film, "0:02")
    wait(film, f"!{ORIGINAL}.paused")
    choose(film, "The extended version")
    wait(film, f"!{EXTENDED}.paused")
    assert film.evaluate(f"[{ORIGINAL}.paused, {DESCRIBED}.paused]") == [True, True]
    assert film.evaluate(f"{EXTENDED}.currentTime") >= 2


@pytest.mark.parametrize(("version", "player", "at"), [
    ("The original", ORIGINAL, 5.5), ("With audio description", DESCRIBED, 5.5), ("The extended version", EXTENDED, 7.5)])
def test_the_passage_that_plays_is_marked(film: Page, version: str, player: str, at: float) -> None:
    choose(film, version)
    film.evaluate(f"{player}.currentTime = {at}")
    wait(film, "document.querySelector('[aria-current]')?.textContent.includes('Opening hours')")
    film.evaluate(f"{player}.currentTime = 0.2")
    wait(film, "document.querySelector('[aria-current]')?.textContent.includes('Good morning')")
    assert film.locator("[aria-current=true]").count() == 1


@pytest.mark.parametrize(("reduced", "behavior"), [("reduce", "auto"), ("no-preference", "smooth")])
def test_the_page_moves_only_when_asked_and_gently_for_who_wants_no_motion(
    browser: Browser, site: Site, reduced: str, behavior: str
) -> None:
    context = browser.new_context(
        viewport={"width": 800, "height": 300}, reduced_motion="reduce" if reduced == "reduce" else "no-preference")
    page = context.new_page()
    page.goto((site.root / "out" / NAME).as_uri())
    wait(page, f"{ORIGINAL}.readyState >= 1")
    page.evaluate("window.moved = []; Element.prototype.scrollIntoView = how => { window.moved.push(how.behavior) }; void 0")
    page.evaluate(f"{ORIGINAL}.currentTime = 5.5")
    wait(page, "document.querySelector('[aria-current]')")
    assert page.evaluate("window.moved") == []
    page.get_by_label("Follow the transcript while it plays").check()
    page.evaluate(f"{ORIGINAL}.currentTime = 0.2")
    wait(page, "window.moved.length > 0")
    assert page.evaluate("window.moved") == [behavior]
    context.close()


def test_everything_can_be_done_with_keys(film: Page) -> None:
    film.get_by_role("radio", name="The original").focus()
    film.keyboard.press("ArrowRight")
    assert film.get_by_role("radio", name="With audio description").is_checked()
    film.keyboard.press("ArrowRight")
    assert film.locator("[data-version=extended]").is_visible()
    assert not film.locator("[data-version=described]").is_visible()
    film.get_by_role("button", name="Play from 0:07").focus()
    film.keyboard.press("Enter")
    wait(film, f"{EXTENDED}.currentTime >= 9")


def test_without_scripts_all_versions_and_pictures_are_there(browser: Browser, site: Site) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(site.page(NAME))
    assert page.locator("video").count() == 2
    assert all(one.is_visible() for one in page.locator("video, audio").all())
    assert not page.locator("fieldset").is_visible()
    assert not page.get_by_text("Follow the transcript").is_visible()
    assert page.locator(".scene img").count() == 4
    context.close()


def test_on_paper_pictures_stay_with_their_passages_and_players_are_gone(film: Page, tmp_path: Path) -> None:
    film.emulate_media(media="print")
    for hidden in ("video", "audio", "fieldset", "[data-follow]", "[data-version]"):
        assert not any(one.is_visible() for one in film.locator(hidden).all())
    assert film.locator(".scene img").first.is_visible()
    assert film.evaluate("getComputedStyle(document.querySelector('.scene')).breakInside") == "avoid"
    assert film.evaluate("getComputedStyle(document.querySelector('.passages p')).breakInside") == "avoid"
    paper = film.pdf(format="A4")
    (tmp_path / "page.pdf").write_bytes(paper)
    # All four pictures are printed, those too that had not been scrolled to.
    assert paper.count(b"/Subtype /Image") + paper.count(b"/Subtype/Image") >= 4


def test_verdict_and_doubts_are_said_in_words(film: Page, site: Site) -> None:
    assert film.get_by_text("What is seen and not said is described in the pauses of the speech.").is_visible()
    assert film.get_by_text("The extended version holds still where there is more to tell").is_visible()
    assert film.get_by_text("(To be checked: it was dark.)").is_visible()
    film.goto((site.root / "out" / "head.webm.html").as_uri())
    assert film.get_by_text("One view of someone who speaks needs no audio description").is_visible()
    assert film.get_by_text("A woman in a library speaks to the camera.").is_visible()

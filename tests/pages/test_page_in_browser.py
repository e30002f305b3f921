"""Pages in a real browser: nothing that axe finds fault with, tracks that load, times that seek, keys that reach everything.

Needs Chromium, and axe-core in `node_modules` (`npm install --no-save axe-core`); says so and skips where one is absent.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from pack_facts import CUES, PLAN
from page_site import HOSTILE, PAGES, Site, box_of, wait
from playwright.sync_api import Browser, Page

AXE = Path(__file__).parents[2] / "node_modules" / "axe-core" / "axe.min.js"
SCHEMES = ("light", "dark")
MANY_KEYS = 120
REACHED = "a, button, video, audio, input:checked, input[type=checkbox]"


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("name", PAGES)
def test_axe_finds_no_fault(browser: Browser, site: Site, name: str, scheme: Any) -> None:
    if not AXE.is_file():
        pytest.skip("needs axe-core: npm install --no-save axe-core")
    context = browser.new_context(color_scheme=scheme, bypass_csp=True)
    page = context.new_page()
    page.goto(site.page(name))
    page.add_script_tag(path=str(AXE))
    found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
    context.close()
    assert [(one["id"], [node["html"] for node in one["nodes"]]) for one in found["violations"]] == []
    assert found["testEngine"]["name"] == "axe-core"


def test_the_tracks_load_with_every_cue(page: Page, site: Site) -> None:
    page.goto(site.page("film.webm.html"))
    wait(page, "document.querySelector('track').readyState === 2")
    assert page.evaluate("document.querySelector('video').textTracks[0].cues.length") == len(CUES)
    assert page.evaluate("document.querySelector('video').textTracks[0].mode") == "showing"
    page.evaluate("document.querySelector('video').textTracks[1].mode = 'hidden'")
    wait(page, "document.querySelectorAll('track')[1].readyState === 2")
    assert page.evaluate("document.querySelector('video').textTracks[1].cues[0].text") == PLAN.descriptions[0].text


def test_a_page_opened_as_a_file_fills_its_tracks_itself(page: Page, site: Site) -> None:
    page.goto((site.root / "out" / "film.webm.html").as_uri())
    wait(page, "document.querySelector('video').readyState > 0")
    wait(page, "[...document.querySelector('video').textTracks].some(t => t.cues && t.cues.length === 3)")
    shown = "[...document.querySelector('video').textTracks].filter(t => t.mode === 'showing')"
    assert page.evaluate(f"{shown}.map(t => [t.kind, t.language, t.cues.length])") == [["captions", "en", 3]]
    assert page.evaluate(f"{shown}[0].cues[1].getCueAsHTML().textContent") == "BEN: Fish & chips\ncost < 5 <b>pounds</b>"


@pytest.mark.parametrize(("name", "tag"), [("film.webm.html", "video"), ("talk.wav.html", "audio")])
def test_a_time_in_the_transcript_moves_the_player(page: Page, site: Site, name: str, tag: str) -> None:
    page.goto(site.page(name))
    wait(page, f"document.querySelector('{tag}').readyState > 0")
    page.get_by_role("button", name="Play from 0:04").click()
    wait(page, f"document.querySelector('{tag}').currentTime >= 4.2")
    assert page.evaluate(f"document.querySelector('{tag}').currentTime") < 8


def test_without_scripts_the_times_are_plain_text(browser: Browser, site: Site) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(site.page("film.webm.html"))
    assert page.get_by_role("button").count() == 0
    assert page.get_by_text("0:04").is_visible()
    assert page.get_by_text("Good morning.").is_visible()
    context.close()


@pytest.mark.parametrize("name", ["film.webm.html", "talk.wav.html", "photo.png.html", "illustrated.webm.html"])
def test_the_keyboard_reaches_everything(page: Page, site: Site, name: str) -> None:
    page.goto(site.page(name))
    wanted = page.locator(f":is({REACHED}):visible").count()
    page.evaluate(f"document.querySelectorAll('{REACHED}').forEach((one, index) => one.dataset.number = index)")
    reached: set[str] = set()
    for _ in range(MANY_KEYS):
        page.keyboard.press("Tab")
        number = page.evaluate("document.activeElement.dataset.number")
        if number:
            reached.add(number)
            # A player draws the focus on its own controls, inside.
            seen = "document.activeElement.controls || getComputedStyle(document.activeElement).outlineStyle !== 'none'"
            assert page.evaluate(seen), f"focus cannot be seen on {number}"
        if len(reached) == wanted:
            break
    assert len(reached) == wanted


def test_the_first_key_offers_the_way_past_the_player(page: Page, site: Site) -> None:
    page.goto(site.page("film.webm.html"))
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to the transcript"
    assert page.evaluate("document.activeElement.getBoundingClientRect().top >= 0")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "transcript"


def test_hostile_words_do_nothing(page: Page, site: Site) -> None:
    page.goto(site.page("hostile.webm.html"))
    wait(page, "document.querySelector('track').readyState === 2")
    assert page.evaluate("window.broken") is None
    assert page.locator("img").count() == 0
    assert page.locator("h1").text_content() == HOSTILE
    assert page.evaluate("document.querySelector('video').textTracks[0].cues.length") == 1


def test_even_a_script_that_got_in_would_not_run(page: Page, site: Site) -> None:
    page.goto(site.page("film.webm.html"))
    page.evaluate("const s = document.createElement('script'); s.textContent = 'window.broken = 1'; document.body.append(s)")
    page.evaluate("document.body.insertAdjacentHTML('beforeend', '<img src=x onerror=\"window.broken = 1\">')")
    page.wait_for_load_state("networkidle")
    assert page.evaluate("window.broken") is None


@pytest.mark.parametrize("name", PAGES)
def test_no_page_scrolls_sideways_on_a_narrow_screen(page: Page, site: Site, name: str) -> None:
    page.set_viewport_size({"width": 320, "height": 640})
    page.goto(site.page(name))
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


def test_on_paper_the_player_is_gone_and_the_words_stay(page: Page, site: Site) -> None:
    page.goto(site.page("film.webm.html"))
    page.emulate_media(media="print")
    assert not page.locator("video").is_visible()
    assert page.get_by_text("Good morning.").is_visible()


def test_targets_are_large_enough_to_hit(page: Page, site: Site) -> None:
    page.goto(site.page("film.webm.html"))
    for button in page.get_by_role("button").all():
        box = box_of(button.bounding_box())
        assert box["width"] >= 24
        assert box["height"] >= 24


def test_a_picture_s_texts_are_read_in_their_languages_and_directions(page: Page, site: Site) -> None:
    page.goto(site.page("chart.png.html"))
    assert page.evaluate("document.querySelector('img').complete && document.querySelector('img').naturalWidth") == 640
    arabic = page.locator("p[lang=ar]")
    assert arabic.evaluate("one => getComputedStyle(one).direction") == "rtl"
    assert page.locator("p[lang=de]").evaluate("one => getComputedStyle(one).direction") == "ltr"
    headings = [one.text_content() for one in page.get_by_role("heading", level=3).all()]
    assert headings == [
        "Alternative text in English", "Alternative text in German", "Alternative text in Arabic", "What it may be"]
    assert page.get_by_role("cell", name="1,340").is_visible()


def test_a_picture_that_the_browser_cannot_show_is_no_broken_image(page: Page, site: Site) -> None:
    page.goto(site.page("scan.tiff.html"))
    assert page.locator("img").count() == 0
    assert page.get_by_text("open the original to see it").is_visible()
    assert page.get_by_text("A chart of visitors.").is_visible()

"""Pages in a real browser: nothing that axe finds fault with, tracks that load, times that seek, keys that reach everything.

Needs Chromium, and axe-core in `node_modules` (`npm install --no-save axe-core`); says so and skips where one is absent.
"""

from __future__ import annotations

import subprocess
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import imageio_ffmpeg
import pytest
from pack_facts import CUES, DRAFT, PASSAGES, PLAN, REPORT, asset, picture_script, script, sidecar
from PIL import Image
from playwright.sync_api import Browser, Page

from access.config import PageOptions
from access.model.media import MediaKind
from access.model.package import Role, Sidecar
from access.model.script import Cue, Passage, PassageKind, Script
from access.model.time import Span
from access.pack.page import PageFacts, media_page, transcript_html
from access.pack.vtt import captions_vtt, descriptions_vtt

AXE = Path(__file__).parents[2] / "node_modules" / "axe-core" / "axe.min.js"
SCHEMES = ("light", "dark")
PAGES = ("film.webm.html", "talk.wav.html", "photo.png.html", "film.en.transcript.html", "hostile.webm.html", "blank.png.html")
HOSTILE = "</script><img src=x onerror=\"window.broken=1\"><script>window.broken=1</script>"
MANY_KEYS = 120


@dataclass(frozen=True, slots=True)
class Site:
    """Originals in `in`, pages in `out`, one server over both."""

    root: Path
    address: str

    def page(self, name: str) -> str:
        return f"{self.address}/out/{name}"


def write_pages(root: Path) -> None:
    """Make a film, a sound and pictures, and the pages for them."""
    out = root / "out"
    for folder in (root / "in", out):
        folder.mkdir()
    hostile = script(
        title=HOSTILE, cues=(Cue(Span(0, 1000), (HOSTILE,), HOSTILE),),
        passages=tuple(Passage(kind, Span(0, 1000), HOSTILE, HOSTILE) for kind in PassageKind),
    )
    film, sound = root / "in" / "film.webm", root / "in" / "talk.wav"
    moving, tone = ("-f", "lavfi", "-i", "testsrc=d=9:s=160x90:r=10"), ("-f", "lavfi", "-i", "sine=d=9")
    ffmpeg(*moving, *tone, "-c:v", "libvpx", "-c:a", "libvorbis", film)
    ffmpeg(*tone, sound)
    (root / "in" / "hostile.webm").write_bytes(film.read_bytes())
    for name in ("photo.png", "blank.png"):
        Image.new("RGB", (640, 360), "teal").save(root / "in" / name)
    for name, kind, made in (
        ("film.webm", MediaKind.VIDEO, script()),
        ("hostile.webm", MediaKind.VIDEO, hostile),
        ("talk.wav", MediaKind.AUDIO, script(plan=None, passages=PASSAGES[:3])),
        ("photo.png", MediaKind.IMAGE, picture_script()),
        ("blank.png", MediaKind.IMAGE, Script("", "")),
    ):
        sidecars, manifest = sidecars_of(out, name, made, kind), out / f"{name}.access.json"
        facts = PageFacts(made, asset(root, name, kind), sidecars, REPORT, manifest, PageOptions())
        (out / f"{name}.html").write_text(media_page(facts), "utf-8")
    (out / "film.en.transcript.html").write_text(transcript_html(script()), "utf-8")


def sidecars_of(out: Path, name: str, made: Script, kind: MediaKind) -> tuple[Sidecar, ...]:
    if kind is MediaKind.IMAGE:
        return ()
    stem = Path(name).stem
    captions, descriptions, mix = (
        out / f"{stem}.en.{end}" for end in ("draft.vtt", "descriptions.draft.vtt", "described.draft.m4a")
    )
    captions.write_text(captions_vtt(made.cues, "en", "a note"), "utf-8")
    found = [sidecar(captions, Role.CAPTIONS, provenance=DRAFT)]
    if kind is MediaKind.VIDEO:
        descriptions.write_text(descriptions_vtt(PLAN.descriptions, "en", "a note"), "utf-8")
        ffmpeg("-f", "lavfi", "-i", "sine=d=9", mix)
        found.append(sidecar(descriptions, Role.DESCRIPTIONS, provenance=DRAFT))
        found.append(sidecar(mix, Role.DESCRIBED_AUDIO, provenance=DRAFT))
    return tuple(found)


def ffmpeg(*arguments: object) -> None:
    subprocess.run([imageio_ffmpeg.get_ffmpeg_exe(), "-v", "error", "-y", *map(str, arguments)], check=True)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory, serve: Callable[[Path], str]) -> Site:
    root = tmp_path_factory.mktemp("site")
    write_pages(root)
    return Site(root, serve(root))


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    made = browser.new_page()
    made.set_default_timeout(10_000)
    yield made
    made.close()


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


@pytest.mark.parametrize("name", ["film.webm.html", "talk.wav.html", "photo.png.html"])
def test_the_keyboard_reaches_everything(page: Page, site: Site, name: str) -> None:
    page.goto(site.page(name))
    wanted = page.locator("a, button, video, audio").count()
    page.evaluate("document.querySelectorAll('a, button, video, audio').forEach((one, index) => one.dataset.number = index)")
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


def wait(page: Page, condition: str) -> None:
    """Wait until a condition holds in the page. Playwright's own waiting evaluates strings, which the page's policy forbids."""
    assert page.evaluate(f"""new Promise(done => {{
        const end = performance.now() + 15000;
        const look = () => {condition} ? done(true) : performance.now() > end ? done(false) : setTimeout(look, 20);
        look();
    }})"""), f"never came true: {condition}"


def box_of(box: Any) -> dict[str, float]:
    assert box is not None
    return dict(box)

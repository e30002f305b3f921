"""Captions in a real browser: Chromium loads our WebVTT as a `<track>` and *shows* every cue, letter by letter.

What is shown is read where the browser draws it: in the shadow tree of the video element, and on the screen itself. Needs
Chromium; says so and skips where it is absent.
"""

from __future__ import annotations

import io
import subprocess
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import imageio_ffmpeg
import numpy as np
import pytest
from PIL import Image
from playwright.sync_api import Browser, CDPSession, Page

from access.model.findings import Word
from access.model.script import Cue, Description
from access.model.time import Span
from access.pack.vtt import captions_vtt, descriptions_vtt
from access.profiles import load_profile
from access.write.cues import compose

WIDTH, HEIGHT, SECONDS = 640, 360, 40
CUES = {
    "en": (
        Cue(Span(500, 2_000), ("Good morning.",)),
        Cue(Span(2_500, 4_000), ("Who was it?",), "ANNA"),
        Cue(Span(4_100, 6_000), ("It was me, in the garden", "behind the old museum."), "DR. ROSS"),
        Cue(Span(6_500, 8_000), ("[applause]",)),
        Cue(Span(8_100, 9_000), ("[door slams]",), "BEN"),
        Cue(Span(9_500, 11_000), ("If a < b && b > c --> stop", "<i>no tag</i> &amp; <v Nobody>"), "R&D <lab>"),
        Cue(Span(11_500, 13_000), ("{curly} \\N 50% -- «quoted»", "1:02.500 → 7"),),
    ),
    "he": (
        Cue(Span(500, 2_000), ("יונקים הם קבוצה של בעלי חוליות.",)),
        Cue(Span(2_500, 4_000), ("אמר Ross MacPhee בשנת 2009 במוזיאון.",)),
        Cue(Span(4_500, 6_000), ("Ross MacPhee אמר שלום.",)),
        Cue(Span(6_500, 8_000), ("שלום עולם, זה טוב.",), "ROSS"),
        Cue(Span(8_500, 10_000), ("3 ילדים הלכו", "(לאט) הביתה."), "דנה"),
    ),
    "ar": (
        Cue(Span(500, 2_000), ("ما هو الحيوان الثديي؟", "كِتَابٌ، ثم 30 كتابًا."), "ليلى"),
        Cue(Span(2_500, 4_000), ("قال Ross في عام 2009 إنها مهمة.",)),
    ),
    "ja": (
        Cue(Span(500, 2_000), ("哺乳類は脊椎動物の一群であり、", "つまり背骨を持つ動物です。"), "博士"),
        Cue(Span(2_500, 4_000), ("GPSを2009年に使う",)),
    ),
    "th": (Cue(Span(500, 2_000), ("สัตว์เลี้ยงลูกด้วยนม เป็นกลุ่มของสัตว์", "มีกระดูกสันหลัง")),),
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("tracks")
    subprocess.run([
        imageio_ffmpeg.get_ffmpeg_exe(), "-v", "error", "-f", "lavfi", "-i", f"color=c=navy:s={WIDTH}x{HEIGHT}:r=5:d={SECONDS}",
        "-c:v", "libvpx", "-g", "5", str(folder / "film.webm")], check=True)
    return folder


@pytest.fixture(scope="module")
def address(folder: Path, serve: Callable[[Path], str]) -> str:
    return serve(folder)


class Player:
    """A page with nothing but the film and its track, and what can be seen of it."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.tools: CDPSession = page.context.new_cdp_session(page)

    def count(self) -> int:
        return int(self.page.evaluate("document.querySelector('track').track.cues.length"))

    def seek(self, ms: int) -> None:
        self.page.evaluate("""ms => new Promise(done => {
            const video = document.querySelector('video');
            video.addEventListener('seeked', () => requestAnimationFrame(() => requestAnimationFrame(done)), {once: true});
            video.currentTime = ms / 1000;
        })""", ms)

    def active(self) -> list[str]:
        """Return the texts of the cues that the browser holds to be active."""
        texts: list[str] = self.page.evaluate(
            "[...document.querySelector('track').track.activeCues].map(cue => cue.getCueAsHTML().textContent)")
        return texts

    def shown(self) -> str:
        """Return the text that is drawn over the picture."""
        return "".join(str(node["nodeValue"]) for node in self._texts())

    def places(self) -> list[tuple[str, float, float]]:
        """Return the letters that are drawn, in order of the text, each with its left edge and its top."""
        found: list[tuple[str, float, float]] = []
        for node in self._texts():
            there = self.tools.send("DOM.resolveNode", {"backendNodeId": node["backendNodeId"]})["object"]["objectId"]
            boxes = self.tools.send("Runtime.callFunctionOn", {
                "objectId": there, "returnByValue": True, "functionDeclaration": """function() {
                    return [...this.data].map((letter, at, all) => {
                        const range = document.createRange(), from = all.slice(0, at).join('').length;
                        range.setStart(this, from); range.setEnd(this, from + letter.length);
                        const box = range.getBoundingClientRect();
                        return [letter, box.left, box.top, box.width];
                    });
                }"""})["result"]["value"]
            found += [(letter, left, top) for letter, left, top, width in boxes if width]
        return found

    def picture(self) -> np.ndarray[Any, np.dtype[np.int16]]:
        return np.asarray(Image.open(io.BytesIO(self.page.screenshot())).convert("RGB")).astype(np.int16)

    def _texts(self) -> list[dict[str, Any]]:
        tree = self.tools.send("DOM.getDocument", {"depth": -1, "pierce": True})["root"]
        boxes = _within(tree, lambda node: "-webkit-media-text-track-container" in node.get("attributes", ()))
        return [node for box in boxes for node in _within(box, lambda node: node["nodeType"] == 3)]


def _within(node: dict[str, Any], wanted: Any) -> Iterator[dict[str, Any]]:
    if wanted(node):
        yield node
        return
    for child in (*node.get("children", ()), *node.get("shadowRoots", ())):
        yield from _within(child, wanted)


@pytest.fixture
def play(browser: Browser, folder: Path, address: str) -> Iterator[Any]:
    page = browser.new_page(viewport={"width": WIDTH, "height": HEIGHT})
    page.set_default_timeout(15_000)

    def opened(cues: Sequence[Cue], language: str, track: str = "", kind: str = "captions") -> Player:
        (folder / f"film.{language}.vtt").write_text(track or captions_vtt(cues, language, "made by a test"), "utf-8")
        (folder / f"{language}.html").write_text(
            "<!doctype html><meta charset=utf-8><style>body{margin:0;background:navy}</style>"
            f"<video muted width={WIDTH} height={HEIGHT}>"
            f"<track default kind={kind} srclang={language} src=film.{language}.vtt></video>"
            # The little server knows no ranges, without which nothing seeks; a film in memory does.
            "<script>fetch('film.webm').then(got => got.blob()).then(film => {"
            "document.querySelector('video').src = URL.createObjectURL(film)})</script>", "utf-8")
        page.goto(f"{address}/{language}.html")
        page.wait_for_function(
            "document.querySelector('track').readyState === 2 && document.querySelector('video').readyState >= 2")
        page.evaluate("document.querySelector('track').track.mode = 'showing'")
        return Player(page)

    yield opened
    page.close()


def written(cue: Cue) -> str:
    """Return what a viewer is to read, by a rule written apart from the writer's."""
    return (f"{cue.speaker}: " if cue.speaker else "") + "\n".join(cue.lines)


def plain(text: str) -> str:
    """Return text without the marks that only steer the direction of writing."""
    return "".join(letter for letter in text if unicodedata.bidirectional(letter) not in ("R", "L", "AL")
                   or unicodedata.category(letter) != "Cf")


@pytest.mark.parametrize("language", CUES)
def test_the_browser_counts_and_shows_the_same_cues_names_included(play: Any, language: str) -> None:
    cues = CUES[language]
    player = play(cues, language)
    assert player.count() == len(cues)
    for cue in cues:
        player.seek(cue.span.middle)
        assert [plain(text) for text in player.active()] == [written(cue)]
        assert plain(player.shown()) == written(cue).replace("\n", "") or plain(player.shown()) == written(cue)
        rows = sorted({round(top) for _, _, top in player.places()})
        assert len(rows) == len(cue.lines)


def test_a_cue_is_seen_on_the_screen_and_goes_again(play: Any) -> None:
    cues = CUES["en"]
    player = play(cues, "en")
    player.seek(20_000)
    bare = player.picture()
    for cue in cues:
        player.seek(cue.span.middle)
        changed = np.abs(player.picture() - bare).max(axis=2) > 40
        assert changed.sum() > 500
        lefts = [left for _, left, _ in player.places()]
        columns = np.flatnonzero(changed.any(axis=0))
        assert columns[0] <= min(lefts) + 2
        assert columns[-1] >= max(lefts)
    player.seek(20_000)
    assert player.shown() == ""
    assert (np.abs(player.picture() - bare).max(axis=2) > 40).sum() == 0


def test_cues_composed_from_words_are_shown_word_for_word(play: Any) -> None:
    text = ("An interview with Dr. Ross MacPhee, curator & researcher at the American Museum of Natural History. What is a "
            "mammal? Mammals are a group of vertebrates, that is to say, animals with backbones.").split()
    words = [
        Word(word, Span(500 + n * 380, 880 + n * 380), speaker="GUIDE" if n < 16 else "ANNA") for n, word in enumerate(text)]
    cues = compose(words, load_profile("web"), "en")
    player = play(cues, "en")
    assert player.count() == len(cues) > 3
    read = []
    for cue in cues:
        player.seek(cue.span.middle)
        read += player.active()[0].split()
    assert [word for word in read if word not in ("GUIDE:", "ANNA:")] == text


def test_descriptions_load_cue_by_cue_and_what_is_to_be_checked_is_shown_to_nobody(play: Any) -> None:
    texts = ("Text on screen: <b>5 > 4</b> & --> so on.", "NOTE A dog runs.", "אדם רץ.", "1")
    told = [
        Description(Span(1_000 + 2_000 * n, 2_500 + 2_000 * n), text, 1.0, Span(0, 9), doubts=("unsure --> <i>of it</i>",))
        for n, text in enumerate(texts)]
    player = play((), "en", descriptions_vtt(told, "en", "Machine-made --> draft."), "descriptions")
    assert player.count() == len(told)
    for one in told:
        player.seek(one.span.middle)
        assert player.active() == [one.text]
    player.seek(20_000)
    assert player.active() == []


@pytest.mark.parametrize("cue", range(1, 4))
def test_a_hebrew_line_reads_right_to_left_with_numbers_and_latin_names_left_to_right(play: Any, cue: int) -> None:
    one = CUES["he"][cue]
    player = play((one,), "he")
    player.seek(one.span.middle)
    letters = [(letter, left) for letter, left, _ in player.places() if not letter.isspace()]
    hebrew = [left for letter, left in letters if unicodedata.bidirectional(letter) == "R"]
    assert hebrew == sorted(hebrew, reverse=True)
    for _, run in _runs(letters):
        assert run == sorted(run)
    stop = letters[-1]
    assert stop[0] == "."
    assert stop[1] == min(left for _, left in letters)


def _runs(letters: Sequence[tuple[str, float]]) -> Iterator[tuple[str, list[float]]]:
    """Yield the runs of Latin letters, and of digits."""
    run: list[float] = []
    kind = ""
    for letter, left in letters:
        here = unicodedata.bidirectional(letter) if unicodedata.bidirectional(letter) in ("L", "EN") else ""
        if here != kind and run:
            yield kind, run
            run = []
        kind = here
        if here:
            run.append(left)
    if run:
        yield kind, run

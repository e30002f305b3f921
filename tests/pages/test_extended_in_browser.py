"""The longer film in a real browser: Chromium plays it, and shows the same picture all through a hold."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from made_clock import BITS, HEIGHT, WIDTH, clip, film, holds
from playwright.sync_api import Browser

from access.config import LimitOptions
from access.model.media import Asset, MediaKind
from access.narrate.extend import extend

SEEN = f"""async at => {{
    const video = document.querySelector('video');
    await new Promise(done => {{ video.addEventListener('seeked', done, {{once: true}}); video.currentTime = at; }});
    const canvas = new OffscreenCanvas({WIDTH}, {HEIGHT}), context = canvas.getContext('2d');
    context.drawImage(video, 0, 0);
    const row = context.getImageData(0, {HEIGHT // 2}, {WIDTH}, 1).data, wide = {WIDTH // BITS};
    return Array.from({{length: {BITS}}}, (_, bit) => row[4 * (bit * wide + wide / 2)] > 128 ? 1 << bit : 0)
        .reduce((sum, bit) => sum + bit);
}}"""
PLAYED = """async () => {
    const video = document.querySelector('video');
    video.currentTime = 1.9;
    video.playbackRate = 4;
    await video.play();
    await new Promise(done => video.addEventListener('ended', done, {once: true}));
    return video.error === null ? video.currentTime : -1;
}"""


def test_chromium_plays_it_to_the_end_and_holds_the_picture(
    browser: Browser, serve: Callable[[Path], str], tmp_path: Path,
) -> None:
    original = film(tmp_path / "film.mp4", bf="3", g="50")
    extension = holds((2_000, 1_000), (6_000, 800), (6_000, 600))
    clips = [clip(tmp_path / f"{number}.wav", hold.told.span.duration) for number, hold in enumerate(extension.holds)]
    asset = Asset(original, Path(original.name), MediaKind.VIDEO, "mp4", "0" * 64, 0)
    extend(asset, 0, None, extension, clips, "en", LimitOptions(), tmp_path)
    (tmp_path / "page.html").write_text(
        # The little server knows no ranges, without which nothing seeks; a film in memory does.
        "<!doctype html><meta charset=utf-8><video muted></video><script>fetch('extended.mp4').then(got => got.blob())"
        ".then(film => { document.querySelector('video').src = URL.createObjectURL(film) })</script>", "utf-8")
    page = browser.new_page()
    page.set_default_timeout(20_000)
    page.goto(f"{serve(tmp_path)}/page.html")
    page.wait_for_function("document.querySelector('video').readyState >= 2")
    assert page.evaluate("document.querySelector('video').duration") == pytest.approx(10 + extension.added / 1000, abs=0.05)
    seen = {at: page.evaluate(SEEN, at / 1000) for at in (1_020, 1_980, 2_100, 2_700, 3_380, 3_420, 7_390, 8_000, 9_580, 9_620)}
    assert seen == {
        1_020: 25, 1_980: 49, 2_100: 49, 2_700: 49, 3_380: 49, 3_420: 50, 7_390: 149, 8_000: 149, 9_580: 149, 9_620: 150}
    assert page.evaluate(PLAYED) == pytest.approx(10 + extension.added / 1000, abs=0.1)
    page.close()

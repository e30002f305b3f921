"""Pages for tests in a browser: originals, the pages for them, and what helps to look at them."""

from __future__ import annotations

import subprocess
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import imageio_ffmpeg
from pack_facts import CUES, DRAFT, PASSAGES, PLAN, REPORT, asset, picture_script, script, sidecar, told_picture
from PIL import Image
from playwright.sync_api import Page

from access.config import PageOptions
from access.model.media import MediaKind
from access.model.package import Narrated, Role, Sidecar
from access.model.script import (
    Cue,
    Description,
    DescriptionPlan,
    Extension,
    Hold,
    Matter,
    Passage,
    PassageKind,
    Picture,
    Script,
    Verdict,
)
from access.model.time import Span
from access.pack.page import PageFacts, media_page, transcript_html
from access.pack.vtt import captions_vtt, descriptions_vtt

PAGES = (
    "film.webm.html", "talk.wav.html", "photo.png.html", "film.en.transcript.html", "hostile.webm.html", "blank.png.html",
    "illustrated.webm.html", "head.webm.html", "chart.png.html", "scan.tiff.html",
)
HOSTILE = "</script><img src=x onerror=\"window.broken=1\"><script>window.broken=1</script>"
HOLD = Hold(4_500, 2_000, Description(Span(4_700, 6_300), "A tall hall.", 1.0, Span(4_000, 6_000), Matter.PLACE))
LATER = tuple(replace(cue, span=cue.span.shifted(2_000 if cue.span.start > HOLD.at else 0)) for cue in CUES)
LONGER = (HOLD.told, *(replace(one, span=one.span.shifted(2_000)) for one in PLAN.descriptions))


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
    for name in ("photo.png", "blank.png", "chart.png", "scan.tiff"):
        Image.new("RGB", (640, 360), "teal").save(root / "in" / name)
    (root / "in" / "illustrated.webm").write_bytes(film.read_bytes())
    (root / "in" / "head.webm").write_bytes(film.read_bytes())
    head = DescriptionPlan((), (), Verdict.TALKING_HEAD, True, "A woman in a library speaks to the camera.")
    for name, kind, made in (
        ("film.webm", MediaKind.VIDEO, script()),
        ("illustrated.webm", MediaKind.VIDEO, illustrated(root)),
        ("head.webm", MediaKind.VIDEO, script(plan=head, passages=PASSAGES[:2])),
        ("hostile.webm", MediaKind.VIDEO, hostile),
        ("talk.wav", MediaKind.AUDIO, script(plan=None, passages=PASSAGES[:3])),
        ("photo.png", MediaKind.IMAGE, picture_script()),
        ("blank.png", MediaKind.IMAGE, Script("", "")),
        ("chart.png", MediaKind.IMAGE, told_picture()),
        ("scan.tiff", MediaKind.IMAGE, picture_script()),
    ):
        sidecars, manifest = sidecars_of(out, name, made, kind), out / f"{name}.access.json"
        narrated = Narrated()
        if name == "illustrated.webm":
            narrated = Narrated(extended_cues=LATER, extended_descriptions=LONGER)
            sidecars = (*sidecars, *extended_sidecars(out))
        facts = PageFacts(made, asset(root, name, kind), sidecars, REPORT, manifest, PageOptions(), narrated)
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


def illustrated(root: Path) -> Script:
    """Return a script of four scenes, the second of which nobody looked at, and of a film that holds still at 4.5 s."""
    pictures = []
    for number, (at, alt) in enumerate(((0, "A hall with a clock."), (2_000, ""), (5_000, "A sign."), (8_500, "A street."))):
        path = root / f"scene{number}.jpg"
        Image.new("RGB", (240, 135), ("teal", "navy", "olive", "black")[number]).save(path)
        pictures.append(Picture(at, path, 240, 135, alt))
    passages = (
        *PASSAGES[:3],
        Passage(PassageKind.EXTENDED, Span(HOLD.at, HOLD.at), HOLD.told.text, matter=Matter.PLACE, doubts=("it was dark",)),
        *PASSAGES[3:],
    )
    plan = replace(PLAN, pictures_looked_at=True, extension=Extension((HOLD,)))
    return script(passages=passages, pictures=tuple(pictures), plan=plan)


def extended_sidecars(out: Path) -> list[Sidecar]:
    film, captions, told = (out / f"illustrated.en.extended.{end}" for end in ("webm", "vtt", "descriptions.vtt"))
    ffmpeg("-f", "lavfi", "-i", "testsrc=d=11:s=160x90:r=10", "-f", "lavfi", "-i", "sine=d=11",
           "-c:v", "libvpx", "-c:a", "libvorbis", film)
    captions.write_text(captions_vtt(LATER, "en", "a note"), "utf-8")
    told.write_text(descriptions_vtt(LONGER, "en", "a note"), "utf-8")
    return [sidecar(film, Role.EXTENDED_VIDEO), sidecar(captions, Role.EXTENDED_CAPTIONS),
            sidecar(told, Role.EXTENDED_DESCRIPTIONS)]


def ffmpeg(*arguments: object) -> None:
    subprocess.run([imageio_ffmpeg.get_ffmpeg_exe(), "-v", "error", "-y", *map(str, arguments)], check=True)


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

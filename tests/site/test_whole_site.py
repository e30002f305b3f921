"""The site command on a made site of 200 pages: the patch applies, HTML validates as before, a second run proposes nothing."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

import defusedxml.ElementTree
import html5lib
import pytest
from jobtools import Inline
from made_site import MadeSite, made_site
from scripted import ScriptedFactory, ScriptedVision

from access import profiles
from access.config import Settings, load
from access.engines import registry
from access.engines.base import EngineKind, Question
from access.files import digest_of
from access.jobs.batch import BatchResult, run_sources
from access.jobs.job import Source
from access.site.applying import DRAFTS_PATCH, PATCH, apply, patches, write_patches
from access.site.proposing import Proposals, proposals
from access.site.sourcing import process_media
from access.site.surveying import AltWish, Site, Survey, survey

ROOT = Path(__file__).parents[2]
ENGINES: dict[str, object] = {
    "vision": "scripted", "ocr": "null-ocr", "speech": "null-speech", "activity": "null-activity", "voice": "null-voice",
    "sounds": "none", "alignment": "pocketsphinx"}
NOUNS = ("green hills", "a wide river", "a quiet harbour", "a walled garden", "an old wall", "a market", "a bridge", "a tower")
SIGNS = ("a kiosk & a bench", "a fisher's boat", "the Café Röstī", "a snack-bar – closed")
"""What is written otherwise in a page, or not to be had in its encoding."""


def seen(question: Question) -> str:
    mark = int(digest_of(question.frames[0].path)[:8], 16)
    return f"The sun stands over {NOUNS[mark % len(NOUNS)]} and {SIGNS[mark // 8 % len(SIGNS)]}."


@dataclass
class Run:
    survey: Survey
    found: Proposals
    processed: int
    """How many originals were handed over."""


class Place:
    def __init__(self, folder: Path, site: MadeSite) -> None:
        self.site, self.out, self.state = site, folder / "out", folder / "state"
        self.settings = load(overrides={"engines": ENGINES})

    def run(self, folder: Path | None = None) -> Run:
        handed: list[Source] = []

        def process(sources: list[Source], settings: Settings) -> BatchResult:
            handed.extend(sources)
            return run_sources(sources, settings, self.state, 1, executor=Inline())

        found = survey(Site(folder or self.site.folder, profiles.load_alt_profile("web")))
        made = process_media(found, self.out, self.state, self.settings, process)  # type: ignore[arg-type]
        return Run(found, proposals(found, made, publish_drafts=False), len(handed))


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    folder = tmp_path_factory.mktemp("whole")
    installed, vision = registry.factories(), ScriptedVision(seen)
    with pytest.MonkeyPatch.context() as patch:
        # 5,000 files are written whole; that they outlast a power cut is not what is asked here.
        patch.setattr(os, "fsync", lambda handle: None)
        patch.setattr(registry, "factories", lambda: (*installed, ScriptedFactory(vision, kind=EngineKind.VISION)))
        yield Place(folder, made_site(folder / "site"))


@pytest.fixture(scope="module")
def first(place: Place) -> Run:
    run = place.run()
    write_patches(patches(run.survey, run.found), place.out)
    return run


def copied(place: Place, tmp_path: Path) -> Path:
    return Path(shutil.copytree(place.site.folder, tmp_path / "copy"))


def there(run: Run, folder: Path) -> Survey:
    """Return a survey as it is of a copy of the site: pages are known by their content."""
    return replace(run.survey, site=replace(run.survey.site, folder=folder))


def tree(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*"))
            if path.is_file() and ".git/" not in path.as_posix()}


def test_it_is_a_site_of_two_hundred_pages_and_three_hundred_media(place: Place, first: Run) -> None:
    assert len(first.survey.pages) == 200
    assert len(place.site.pictures) + len(place.site.players) + len(place.site.heard) == 297
    assert {path for path in place.site.folder.rglob("*.*g") if path.suffix in (".png", ".jpg")} == set(place.site.pictures)


def test_exactly_what_is_wrong_is_proposed_and_each_medium_is_processed_once(place: Place, first: Run) -> None:
    told: dict[str, list[tuple[int, str]]] = {page: [] for page in place.site.wanted}
    for one in first.found.changes:
        if isinstance(one.wish, AltWish):
            name = f"link {one.text}" if one.wish.link else f"picture {one.wish.medium and one.wish.medium.name}"
        else:
            name = f"player {one.wish.medium.name}"
        told[one.where.page.as_posix()].append((one.where.line, name))
    assert {page: sorted(name for _, name in rows) for page, rows in told.items()} == {
        page: sorted(rows) for page, rows in place.site.wanted.items()}
    left = Counter(one.where.page.as_posix() for one in first.found.listed)
    assert {page: left[page] for page in place.site.left} == place.site.left
    assert first.processed == len(first.survey.media)
    assert first.found.failed == 0


@pytest.mark.parametrize("tool", ["git", "patch"])
def test_both_patches_apply_and_give_what_apply_gives(place: Place, first: Run, tmp_path: Path, tool: str) -> None:
    if shutil.which(tool) is None:
        pytest.skip(f"needs the program {tool}")
    by_tool, by_us = copied(place, tmp_path / "tool"), copied(place, tmp_path / "us")
    for name in (PATCH, DRAFTS_PATCH):
        file = place.out / name
        assert file.stat().st_size
        if tool == "git":
            subprocess.run(["git", "init", "-q", "."], cwd=by_tool, check=True)
            subprocess.run(["git", "apply", "--check", str(file)], cwd=by_tool, check=True)
            subprocess.run(["git", "apply", str(file)], cwd=by_tool, check=True, capture_output=True)
        else:
            subprocess.run(["patch", "-p1", "--dry-run", "-s", "-i", str(file)], cwd=by_tool, check=True)
            subprocess.run(["patch", "-p1", "-s", "-i", str(file)], cwd=by_tool, check=True)
    assert apply(there(first, by_us), first.found, drafts=True).stale == ()
    assert tree(by_tool) == tree(by_us)


def test_only_lines_with_a_change_differ(place: Place, first: Run) -> None:
    lines = b"".join((place.out / name).read_bytes() for name in (PATCH, DRAFTS_PATCH)).split(b"\n")
    gone = [line[1:] for line in lines if line.startswith(b"-") and not line.startswith(b"---")]
    come = Counter(line[1:] for line in lines if line.startswith(b"+") and not line.startswith(b"+++"))
    assert gone
    assert [line for line in gone if come[line]] == []
    assert all(b"<img" in line.lower() or b"![" in line or b"<a" in line for line in gone)


@cache
def errors_of(data: bytes) -> frozenset[str]:
    parser = html5lib.HTMLParser()
    parser.parse(data, transport_encoding="utf-8")
    return frozenset(code for _, code, _ in parser.errors)


def test_html_validates_as_before(place: Place, first: Run, tmp_path: Path) -> None:
    after = copied(place, tmp_path)
    apply(there(first, after), first.found, drafts=True)
    worse = {
        page.as_posix(): errors_of((after / page).read_bytes()) - errors_of((place.site.folder / page).read_bytes())
        for page in first.survey.pages if page.suffix not in (".md", ".markdown")}
    assert {page: errors for page, errors in worse.items() if errors} == {}


def test_what_is_read_as_xml_stays_well_formed(place: Place, first: Run, tmp_path: Path) -> None:
    after = copied(place, tmp_path)
    apply(there(first, after), first.found, drafts=True)
    pages = sorted(after.rglob("*.xhtml"))
    assert len(pages) == 25
    for page in pages:
        defusedxml.ElementTree.parse(page)


def test_a_validator_finds_in_the_html_what_it_found_before(place: Place, first: Run, tmp_path: Path) -> None:
    program = shutil.which("html-validate", path=f"{ROOT / 'node_modules' / '.bin'}{os.pathsep}{os.environ['PATH']}")
    if not program:
        pytest.skip("needs html-validate (CONTRIBUTING.md says how to get it)")
    after = copied(place, tmp_path)
    apply(there(first, after), first.found, drafts=True)
    rules: list[Counter[tuple[str, str]]] = []
    for folder in (place.site.folder, after):
        (folder / ".htmlvalidate.json").write_text('{"root": true, "extends": ["html-validate:recommended"]}')
        names = sorted(path.as_posix() for page in first.survey.pages if (path := folder / page).suffix in (".html", ".htm"))
        told = tmp_path / "told.json"
        with told.open("wb") as file:  # what it writes into a pipe is cut off
            subprocess.run([program, "--formatter", "json", *names], stdout=file, cwd=folder, check=False)
        (folder / ".htmlvalidate.json").unlink()
        rules.append(Counter((Path(page["filePath"]).name, message["ruleId"])
                             for page in json.loads(told.read_bytes()) for message in page["messages"]))
    before, now = rules
    assert before
    assert now - before == Counter()
    mended = before - now
    assert {rule for _, rule in mended} >= {"wcag/h37"}


@pytest.mark.parametrize("drafts", [False, True], ids=["live", "with drafts"])
def test_a_second_run_proposes_nothing_of_what_was_applied(place: Place, first: Run, tmp_path: Path, drafts: bool) -> None:
    folder = copied(place, tmp_path)
    assert apply(there(first, folder), first.found, drafts).stale == ()
    second = place.run(folder)
    assert [one for one in second.found.changes if not one.draft or drafts] == []
    assert second.found.failed == 0
    if drafts:
        assert second.processed == 0

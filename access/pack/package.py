"""Everything made for one original put in its place: which files a script becomes, under which names, and in which order."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from importlib.metadata import version
from pathlib import Path
from typing import Any

from access.config import CaptionOptions, PageOptions, ReleaseOptions
from access.model.findings import Probe, TextOrigin, Transcript
from access.model.media import Asset
from access.model.package import Package, Report, Role, StepRecord
from access.model.script import AltText, Provenance, ReviewState, Script
from access.pack import readback
from access.pack.edits import Edited
from access.pack.formats import FORMATS
from access.pack.manifest import ManifestFacts, Previous, manifest
from access.pack.names import Names
from access.pack.page import PageFacts, media_page, standing, transcript_html, transcript_text
from access.pack.vtt import descriptions_vtt
from access.pack.write import Shelf
from access.pack.xmp import xmp_sidecar

_READ_ONLY = Provenance(
    TextOrigin.MACHINE, ReviewState.PROPOSED, why_draft=("no speech was heard: only the text on the screen was read",))


@dataclass(frozen=True, slots=True)
class Contents:
    """All that goes into a package."""

    asset: Asset
    probe: Probe
    script: Script
    report: Report
    steps: tuple[StepRecord, ...]
    names: Names
    previous: Previous | None
    edits: tuple[Edited, ...]
    transcript: Transcript | None
    mix: Path | None
    """The described sound, made elsewhere."""
    settings: Mapping[str, Any]
    captions: CaptionOptions
    page: PageOptions
    release: ReleaseOptions


def put(contents: Contents) -> Package:
    """Write every sidecar, the page, and last the manifest. A person's file is never overwritten. Raises `OutputError`.

    A caption file that would read back as something else raises `Miswritten`.
    """
    script, names = contents.script, contents.names
    shelf = Shelf(names.manifest(), contents.previous)
    _put_captions(shelf, contents)
    _put_transcript(shelf, contents)
    _put_descriptions(shelf, contents)
    if script.alt:
        _put_alt(shelf, contents, script.alt)
    for edit in contents.edits:
        shelf.keep(edit)
    facts = PageFacts(script, contents.asset, shelf.sidecars, contents.report, names.manifest(), contents.page)
    shelf.text(Role.PAGE, names.page(), media_page(facts), script.language, _page_provenance(script))
    shelf.finish(manifest(_facts(contents, shelf), names.manifest()))
    return Package(contents.asset, shelf.sidecars, contents.report, contents.steps, names.manifest())


def _put_captions(shelf: Shelf, contents: Contents) -> None:
    script, by = contents.script, contents.script.captions
    if not script.cues or by is None:
        return
    held, language = _held(contents, by), script.language
    for form in (FORMATS[name] for name in contents.captions.formats):
        cues = form.cues(script)
        if meant := readback.meant_cues(cues):
            path = contents.names.captions(language, held, form.ending)
            text = form.checked(path.name, form.write(cues, script, standing(by)), meant)
            shelf.text(Role.CAPTIONS, path, text, language, by)


def _put_transcript(shelf: Shelf, contents: Contents) -> None:
    script = contents.script
    if not script.passages:
        return
    by = _of_both(script.captions, script.described) if script.captions else script.described or _READ_ONLY
    held, language = _held(contents, by), script.language
    shelf.text(Role.TRANSCRIPT, contents.names.transcript(language, held, "html"), transcript_html(script), language, by)
    shelf.text(Role.TRANSCRIPT, contents.names.transcript(language, held, "txt"), transcript_text(script), language, by)


def _put_descriptions(shelf: Shelf, contents: Contents) -> None:
    script, by = contents.script, contents.script.described
    if script.plan is None or not script.plan.descriptions or by is None:
        return
    held, language = _held(contents, by), script.language
    path, told = contents.names.descriptions(language, held), script.plan.descriptions
    vtt = readback.vtt(path.name, descriptions_vtt(told, language, standing(by)), readback.meant_descriptions(told))
    shelf.text(Role.DESCRIPTIONS, path, vtt, language, by)
    if contents.mix:
        shelf.file(Role.DESCRIBED_AUDIO, contents.names.described(language, held), contents.mix, language, by)


def _put_alt(shelf: Shelf, contents: Contents, alt: AltText) -> None:
    held, by = _held(contents, alt.provenance), alt.provenance
    text = f"{alt.text}\n\n{alt.long}\n" if alt.long else f"{alt.text}\n"
    shelf.text(Role.ALT_TEXT, contents.names.alt(alt.language, held), text, alt.language, by)
    if not by.draft:
        xmp = contents.names.xmp()
        existing = xmp.read_bytes() if xmp.is_file() else None
        shelf.data(Role.METADATA, xmp, xmp_sidecar(alt.text, alt.long, alt.language, existing), alt.language, by)


def _of_both(captions: Provenance, described: Provenance | None) -> Provenance:
    """Say who made a transcript: it stands under the name that its speech earns, but is approved only if all of it is."""
    if described is None:
        return captions
    review = captions.review if described.review is ReviewState.APPROVED else described.review
    return replace(captions, review=review, engines=tuple(dict.fromkeys([*captions.engines, *described.engines])))


def _held(contents: Contents, by: Provenance) -> bool:
    """Tell whether a text goes under a draft name."""
    return by.draft and contents.release.drafts == "hold"


def _page_provenance(script: Script) -> Provenance:
    """The page is put together by a machine out of the texts; it says itself how each of them stands."""
    texts = [by for by in (script.captions, script.described, script.alt.provenance if script.alt else None) if by]
    engines = tuple(dict.fromkeys(engine for by in texts for engine in by.engines))
    return Provenance(TextOrigin.MACHINE, ReviewState.PROPOSED, engines)


def _facts(contents: Contents, shelf: Shelf) -> ManifestFacts:
    transcript, previous = contents.transcript, contents.previous
    silent = sorted((*transcript.unheard, *transcript.unspoken)) if transcript else ()
    unheard = tuple(transcript.lines[number].text for number in silent) if transcript else ()
    return ManifestFacts(
        asset=contents.asset, probe=contents.probe, sidecars=shelf.sidecars, report=contents.report, steps=contents.steps,
        settings=contents.settings, version=version("access-media"), language=contents.script.language,
        language_assumed=transcript.language_assumed if transcript else False, plan=contents.script.plan, unheard=unheard,
        notes=transcript.notes if transcript else (),
        history=previous.lineage(contents.asset.sha256) if previous else (), listened=contents.script.listened)

"""Everything made for one original put in its place: which files a script becomes, under which names, and in which order."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import Any

from access.config import AltOptions, CaptionOptions, DescribeOptions, PageOptions, ReleaseOptions
from access.model.findings import Probe, TextOrigin, Transcript
from access.model.media import Asset
from access.model.package import Finding, Narrated, Package, Report, Role, StepRecord
from access.model.script import Provenance, ReviewState, Script
from access.pack import readback
from access.pack.dapt import Recording, script_dapt
from access.pack.described import DescribedFacts
from access.pack.edits import Edited, How
from access.pack.formats import FORMATS
from access.pack.manifest import ManifestFacts, Previous, manifest
from access.pack.metadata import merged, together
from access.pack.names import Names
from access.pack.page import PageFacts, media_page, standing, transcript_html, transcript_text
from access.pack.pictured import PicturedFacts
from access.pack.vtt import captions_vtt, descriptions_vtt
from access.pack.write import Shelf

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
    narrated: Narrated
    """What was made of the descriptions to listen to and to watch."""
    settings: Mapping[str, Any]
    captions: CaptionOptions
    describe: DescribeOptions
    page: PageOptions
    release: ReleaseOptions
    alt: AltOptions = field(default_factory=AltOptions)
    embedded: Path | None = None
    """The copy of a picture with its alternative text inside, made elsewhere and to be copied; None: there is none."""


def put(contents: Contents) -> Package:
    """Write every sidecar, the page, and last the manifest. A person's file is never overwritten. Raises `OutputError`.

    A caption file that would read back as something else raises `Miswritten`.
    """
    script, names = contents.script, contents.names
    shelf = Shelf(names.manifest(), contents.previous)
    _put_captions(shelf, contents)
    _put_transcript(shelf, contents)
    _put_descriptions(shelf, contents)
    _put_extended(shelf, contents)
    if script.alts:
        contents = replace(contents, report=_told(contents.report, _put_alts(shelf, contents)))
    for edit in contents.edits:
        shelf.keep(edit)
    facts = PageFacts(script, contents.asset, shelf.sidecars, contents.report, names.manifest(), contents.page,
                      contents.narrated, bool(contents.probe.picture and contents.probe.picture.signed))
    shelf.text(Role.PAGE, names.page(), media_page(facts), script.language, _page_provenance(script))
    shelf.finish(manifest(_facts(contents, shelf), names.manifest()))
    return Package(contents.asset, shelf.sidecars, contents.report, contents.steps, names.manifest())


@cache
def _version() -> str:
    return version("access-media")


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
    script, by, made, names = contents.script, contents.script.described, contents.narrated, contents.names
    if script.plan is None or not script.plan.descriptions or by is None:
        return
    held, language = _held(contents, by), script.language
    path, told = names.descriptions(language, held), script.plan.descriptions
    meant = readback.meant_descriptions(told)
    vtt = readback.vtt(path.name, descriptions_vtt(told, language, standing(by)), meant)
    shelf.text(Role.DESCRIPTIONS, path, vtt, language, by)
    narration = names.narration(language, held)
    if "dapt" in contents.describe.outputs:
        path = names.dapt(language, held)
        recording = Recording(made.ducking, narration.name if made.narration else "") if made.heard else None
        text = script_dapt(told, language, script.title, standing(by), recording)
        shelf.text(Role.DESCRIPTIONS, path, readback.dapt(path.name, text, meant), language, by)
    if made.described:
        shelf.file(Role.DESCRIBED_AUDIO, names.described(language, held), made.described, language, by)
    if made.narration:
        shelf.file(Role.NARRATION, narration, made.narration, language, by)
    if made.film:
        path = names.described_film(language, held, made.film.suffix[1:])
        shelf.file(Role.DESCRIBED_VIDEO, path, made.film, language, by)


def _put_extended(shelf: Shelf, contents: Contents) -> None:
    """Put the longer film with texts of its own: nothing of them goes back into the film's, or is taken for a change of it."""
    script, by, made, names = contents.script, contents.script.described, contents.narrated, contents.names
    if made.extended is None or by is None:
        return
    held, language = _held(contents, by), script.language
    path = names.extended(language, held, made.extended.suffix[1:])
    shelf.file(Role.EXTENDED_VIDEO, path, made.extended, language, by)
    path, told = names.extended_descriptions(language, held), made.extended_descriptions
    vtt = readback.vtt(path.name, descriptions_vtt(told, language, standing(by)), readback.meant_descriptions(told))
    shelf.text(Role.EXTENDED_DESCRIPTIONS, path, vtt, language, by)
    heard = script.captions
    if heard and (meant := readback.meant_cues(made.extended_cues)):
        # Players find captions by the film's name, so those of a draft stand under a draft's.
        path = names.extended(language, held or _held(contents, heard), "vtt")
        vtt = readback.vtt(path.name, captions_vtt(made.extended_cues, language, standing(heard)), meant)
        shelf.text(Role.EXTENDED_CAPTIONS, path, vtt, language, heard)


def _put_alts(shelf: Shelf, contents: Contents) -> tuple[Finding, ...]:
    """Put a text file for each language, the metadata with the live ones, and the copy that holds them."""
    script, names, language = contents.script, contents.names, contents.script.language
    for alt in script.alts:
        held = _held(contents, alt.provenance)
        text = f"{alt.text}\n\n{alt.long}\n" if alt.long else f"{alt.text}\n"
        shelf.text(Role.ALT_TEXT, names.alt(alt.language, held), text, alt.language, alt.provenance)
    place = names.xmp()
    theirs, before = shelf.is_a_persons(place), contents.previous.picture if contents.previous else None
    made = merged(place, contents.asset.companions.metadata, script.alts, before, theirs)
    live = [alt for alt in script.alts if not alt.provenance.draft]
    if made.data is not None:
        shelf.merged(place, made.data, language, together(live or script.alts), theirs)
    elif theirs:
        shelf.keep(Edited(How.CHANGED, place, Role.METADATA, language))
    if contents.embedded and live:
        shelf.file(Role.EMBEDDED, names.embedded(), contents.embedded, language, together(live))
    return made.findings


def _told(report: Report, more: tuple[Finding, ...]) -> Report:
    return replace(report, findings=(*report.findings, *more))


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
    texts = [by for by in (script.captions, script.described, *(alt.provenance for alt in script.alts)) if by]
    engines = tuple(dict.fromkeys(engine for by in texts for engine in by.engines))
    return Provenance(TextOrigin.MACHINE, ReviewState.PROPOSED, engines)


def _facts(contents: Contents, shelf: Shelf) -> ManifestFacts:
    transcript, previous = contents.transcript, contents.previous
    silent = sorted((*transcript.unheard, *transcript.unspoken)) if transcript else ()
    unheard = tuple(transcript.lines[number].text for number in silent) if transcript else ()
    script = contents.script
    described = DescribedFacts(
        script.plan, script.voice, script.looker, contents.narrated.extended is not None) if script.plan else None
    picture = PicturedFacts(
        script.alts, script.picture, contents.alt.people, contents.alt.profile, contents.probe.picture.signed,
    ) if contents.probe.picture else None
    return ManifestFacts(
        asset=contents.asset, probe=contents.probe, sidecars=shelf.sidecars, report=contents.report, steps=contents.steps,
        settings=contents.settings, version=_version(), language=script.language,
        language_assumed=transcript.language_assumed if transcript else False, described=described,
        unheard=unheard,
        notes=transcript.notes if transcript else (),
        history=previous.lineage(contents.asset.sha256) if previous else (), listened=script.listened, picture=picture)

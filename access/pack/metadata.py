"""The XMP sidecar in its place: upon what it is built, what of ours goes into it, and what a person wrote there stays.

It is shared ground as no other sidecar is: photo programs keep a person's edits in it, CMSs import it, people correct one
language of it. So it is merged at every run, language by language, and where that would cost a person a word, it is left alone.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from access.errors import MediaRefused, OutputError
from access.files import printable
from access.mediafile import open_regular
from access.model.findings import TextOrigin
from access.model.media import Companion
from access.model.package import Finding, Severity
from access.model.pictures import Translation
from access.model.script import AltText, Provenance, ReviewState
from access.pack.pictured import PicturedFacts
from access.pack.xmp import cleaned, xmp_sidecar
from access.pack.xmp_reading import ALT, LONG, Document

_STATES = (ReviewState.PROPOSED, ReviewState.EDITED, ReviewState.APPROVED)


@dataclass(frozen=True, slots=True)
class Merged:
    """What is to stand in the sidecar's place."""

    data: bytes | None
    """None: what stands there stays as it is, or nothing does."""
    findings: tuple[Finding, ...] = ()


def merged(
    place: Path, beside: Companion | None, alts: Sequence[AltText], before: PicturedFacts | None, theirs: bool
) -> Merged:
    """Return the sidecar that is to lie at `place`, with the texts that are live in it.

    It is built upon what lies there, else upon what lies beside the original. `before` is what the last run wrote; `theirs`
    says that a person changed what lies there since: then what they took out is not put back, and every word of theirs stays.
    """
    existing, findings = _existing(place, beside)
    live = [alt for alt in alts if not alt.provenance.draft]
    withdrawn = tuple(Translation(alt.language, alt.text, alt.long) for alt in _live(before) if not _by_a_person(alt))
    # What lies beside the original only: it was never ours, and where nothing of ours is to be told, nothing is to be written.
    if not live and not (withdrawn and place.is_file()):
        return Merged(None, findings)
    try:
        if not theirs:
            return Merged(xmp_sidecar(live, existing, withdrawn), findings)
        assert existing is not None
        old = _slots(existing)
        # Where a language that we wrote is gone, the person took it out.
        standing = {alt.language for alt in live if (ALT, alt.language.lower()) in old}
        taken_out = {alt.language for alt in _live(before)} - standing
        wanted = [alt for alt in live if alt.language not in taken_out]
        data = xmp_sidecar(wanted, existing, withdrawn)
    except OutputError as error:
        return Merged(None, (*findings, _unreadable(place.name, error)))
    new, replaceable = _slots(data), _replaceable(before, live)
    lost = [text for slot, text in old.items() if new.get(slot) != text and text not in replaceable]
    return Merged(None if lost else data, findings)


def together(texts: Sequence[AltText]) -> Provenance:
    """Say who made a file that holds several texts: a person only where all are theirs, approved only where all are."""
    by = [alt.provenance for alt in texts]
    measured = [one.confidence for one in by if one.confidence is not None]
    theirs = all(one.origin is TextOrigin.PERSON for one in by)
    return replace(
        by[0], origin=TextOrigin.PERSON if theirs else TextOrigin.MACHINE,
        review=min((one.review for one in by), key=_STATES.index),
        engines=tuple(dict.fromkeys(engine for one in by for engine in one.engines)),
        confidence=min(measured, default=None), source=by[0].source if theirs else "")


def _existing(place: Path, beside: Companion | None) -> tuple[bytes | None, tuple[Finding, ...]]:
    """Return what the sidecar is built upon; one beside the original that cannot be read is told, and not built upon."""
    if place.is_file():
        return place.read_bytes(), ()
    if beside is None:
        return None, ()
    try:
        with open_regular(beside.path) as file:
            data = file.read()
        Document.of(data)
        return data, ()
    except (OSError, MediaRefused, OutputError) as error:
        return None, (_unreadable(beside.path.name, error),)


def _unreadable(name: str, error: Exception) -> Finding:
    why = error.message if isinstance(error, OutputError | MediaRefused) else str(error)
    return Finding("alt.metadata-unreadable", Severity.WARNING, f"{printable(name)}: {printable(why)}")


def _live(before: PicturedFacts | None) -> list[AltText]:
    return [alt for alt in before.alts if not alt.provenance.draft] if before else []


def _by_a_person(alt: AltText) -> bool:
    return alt.provenance.origin is TextOrigin.PERSON


def _slots(data: bytes) -> Mapping[tuple[str, str], str]:
    """Return the text of each property in each language."""
    document = Document.of(data)
    return {(name, tag.lower()): text for name in (ALT, LONG) for tag, text in document.entries(name)}


def _replaceable(before: PicturedFacts | None, live: Sequence[AltText]) -> set[str]:
    """Return the texts that the last run wrote and that something newer may take the place of.

    A machine's may always be; a person's only where a person has written another one since.
    """
    new = {alt.language: alt for alt in live}
    return {
        cleaned(text) for alt in _live(before) for text in (alt.text, alt.long)
        if not _by_a_person(alt) or (alt.language in new and _by_a_person(new[alt.language]))}

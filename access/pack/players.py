"""What the page of a film plays: the original, the described sound with it, the longer film, each with its text tracks.

All of them stand on the page, so that it works without a script; the script lets a reader choose one.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from access.model.package import Narrated, Role, Sidecar
from access.model.script import Cue, Description, Script, Verdict
from access.pack.vtt import cue_text, description_text

Timed = tuple[float, float, str]
"""A cue: begin and end in s, text as in a file."""

_VERDICTS = {
    Verdict.DESCRIBED: "What is seen and not said is described in the pauses of the speech.",
    Verdict.SPEECH_SAYS_ALL: "The speech says what stands on the screen: nothing was added by way of audio description.",
    Verdict.TALKING_HEAD: "One view of someone who speaks needs no audio description: its text alternative stands below.",
    Verdict.NO_USABLE_PAUSE: "No pause is long enough for an audio description: read what is shown in the transcript.",
    Verdict.PICTURES_NOT_LOOKED_AT: "No text stands on the screen, and nobody looked at the pictures: they are not described.",
}
_READ_ONLY = "Text on the screen is read in the pauses of the speech. Nobody looked at the pictures: they are not described."
_MADE = "The extended version holds still where there is more to tell than the pauses have room for."
_OFFERED = "Something important found no room in the pauses: an extended version, which holds still for it, can be made."


@dataclass(frozen=True, slots=True)
class Track:
    kind: str
    href: str
    language: str
    label: str
    default: bool
    """Captions are shown from the start: who needs them should not have to find them."""
    cues: tuple[Timed, ...]
    """For a page that was opened as a file, into which browsers load no tracks."""


@dataclass(frozen=True, slots=True)
class Player:
    """A sound or a film that was made beside the original."""

    href: str
    language: str
    sidecar: Sidecar
    tracks: tuple[Track, ...] = ()


@dataclass(frozen=True, slots=True)
class Players:
    tracks: tuple[Track, ...]
    """Of the original."""
    described: Player | None
    """The whole sound with the descriptions in it."""
    film: Player | None
    """The film with that sound as its second track, which browsers give no choice of."""
    extended: Player | None


def players(script: Script, sidecars: Sequence[Sidecar], made: Narrated, folder: Path) -> Players:
    """Return what can be played from a page in `folder`."""
    told = script.plan.descriptions if script.plan else ()
    normal = {
        Role.CAPTIONS: _captions(script.cues, script.language), Role.DESCRIPTIONS: _descriptions(told)}
    longer = {
        Role.EXTENDED_CAPTIONS: _captions(made.extended_cues, script.language),
        Role.EXTENDED_DESCRIPTIONS: _descriptions(made.extended_descriptions)}
    return Players(
        _tracks(sidecars, normal, folder), _player(sidecars, Role.DESCRIBED_AUDIO, folder),
        _player(sidecars, Role.DESCRIBED_VIDEO, folder),
        _player(sidecars, Role.EXTENDED_VIDEO, folder, _tracks(sidecars, longer, folder)))


def verdict(script: Script, extended: bool) -> list[str]:
    """Say what the film needs by way of description, and what there is of it, in sentences."""
    plan = script.plan
    if plan is None:
        return []
    said = _VERDICTS[plan.verdict]
    if plan.verdict is Verdict.DESCRIBED and not plan.pictures_looked_at:
        said = _READ_ONLY
    if plan.verdict is Verdict.NO_USABLE_PAUSE and extended:
        said = "No pause is long enough for an audio description."
    return [said, *([_MADE] if extended else [_OFFERED] if plan.extended_offered else [])]


def href(path: Path, folder: Path) -> str:
    """Return the relative address of a file from a page in `folder`."""
    return quote(os.fsencode(os.path.relpath(path, folder)))


def _player(sidecars: Sequence[Sidecar], role: Role, folder: Path, tracks: tuple[Track, ...] = ()) -> Player | None:
    found = next((one for one in sidecars if one.role is role), None)
    return Player(href(found.path, folder), found.language, found, tracks) if found else None


_KINDS = {
    Role.CAPTIONS: "captions", Role.DESCRIPTIONS: "descriptions",
    Role.EXTENDED_CAPTIONS: "captions", Role.EXTENDED_DESCRIPTIONS: "descriptions",
}


def _tracks(sidecars: Sequence[Sidecar], cues: dict[Role, tuple[Timed, ...]], folder: Path) -> tuple[Track, ...]:
    files = [one for one in sidecars if one.role in cues and one.path.suffix == ".vtt"]
    first = next((one for one in files if _KINDS[one.role] == "captions"), None)
    return tuple(_track(one, cues[one.role], one is first, folder) for one in files)


def _track(sidecar: Sidecar, cues: tuple[Timed, ...], default: bool, folder: Path) -> Track:
    kind, draft = _KINDS[sidecar.role], ", machine-made draft" if sidecar.provenance.draft else ""
    label = f"{kind.capitalize()} ({sidecar.language}{draft})"
    return Track(kind, href(sidecar.path, folder), sidecar.language, label, default, cues)


def _captions(cues: Sequence[Cue], language: str) -> tuple[Timed, ...]:
    return _timed([(cue.span.start, cue.span.end, cue_text(cue, language)) for cue in cues])


def _descriptions(told: Sequence[Description]) -> tuple[Timed, ...]:
    return _timed([(one.span.start, one.span.end, description_text(one)) for one in told])


def _timed(cues: Sequence[tuple[int, int, str]]) -> tuple[Timed, ...]:
    return tuple((start / 1000, max(end, start + 1) / 1000, text) for start, end, text in cues if text)

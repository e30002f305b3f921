"""Pages for people: the transcript, and one page an original with its player, every track and how each text stands.

A page is one file. It runs one script of its own, named by its hash, and loads nothing but what lies beside it or where
`[page] media_url` says; without the script it is a page to read.
"""

from __future__ import annotations

import base64
import hashlib
import os
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlsplit

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from access.config import PageOptions
from access.errors import SettingsError
from access.model.findings import TextOrigin
from access.model.media import Asset, MediaKind
from access.model.package import Narrated, Report, Sidecar
from access.model.script import PassageKind, Provenance, ReviewState, Script
from access.pack import pictured_page
from access.pack.illustrated import SEEN, paragraphs, plain, scenes, static_lines
from access.pack.players import href, players, verdict
from access.pack.texts import clean

_TEMPLATES = Path(__file__).parent / "templates"
_NOTHING_SAID = "Nothing is said here, as far as could be told, and no description was made."
_NO_ALT = "No alternative text has been written for this picture yet."


@dataclass(frozen=True, slots=True)
class PageFacts:
    """All that the page of one original shows."""

    script: Script
    asset: Asset
    sidecars: tuple[Sidecar, ...]
    """But the page itself."""
    report: Report
    manifest: Path
    """Where it will lie; the page lies in the same folder."""
    options: PageOptions
    narrated: Narrated = field(default_factory=Narrated)
    signed: bool = False
    """The picture bears content credentials."""


def media_page(facts: PageFacts) -> str:
    """Return the page of one original.

    Raises `SettingsError` where `media_url` is no address, `OutputError` where a picture of a scene cannot be read.
    """
    script, kind, folder = facts.script, facts.asset.kind, facts.manifest.parent
    played = players(script, facts.sidecars, facts.narrated, folder)
    told = scenes(script)
    code = _asset_text("player.js") if kind is not MediaKind.IMAGE else ""
    media, origin = _media(facts)
    return _render(
        "media.html",
        title=clean(script.title) or facts.asset.path.name,
        what={"image": "described picture", "audio": "sound with transcript", "video": "film with captions"}[kind],
        policy=_policy(code, origin, any(scene.picture for scene in told)),
        lang=_lang(script.language),
        standing=_summary(facts),
        kind=kind.value,
        media=media,
        name=facts.asset.path.name,
        no_alt=_NO_ALT,
        texts=pictured_page.texts(script, standing),
        about=pictured_page.about(script.picture, facts.signed),
        not_shown=pictured_page.not_shown(facts.asset.format) if kind is MediaKind.IMAGE else "",
        played=played,
        described_standing=standing(played.described.sidecar.provenance) if played.described else "",
        extended_standing=standing(played.extended.sidecar.provenance) if played.extended else "",
        verdict=verdict(script, played.extended is not None),
        static=static_lines(script),
        files=[_file(one, folder) for one in facts.sidecars],
        manifest={"href": href(facts.manifest, folder), "name": facts.manifest.name},
        criteria=facts.report.criteria,
        findings=facts.report.findings,
        seen=SEEN,
        scenes=told,
        seek=True,
        nothing_said=_NOTHING_SAID,
        data={
            "cues": [track.cues for track in (*played.tracks, *(played.extended.tracks if played.extended else ()))],
            "holds": [(hold.at / 1000, hold.duration / 1000) for hold in script.plan.extension.holds]
            if script.plan and script.plan.extension else [],
        } if kind is MediaKind.VIDEO else {"cues": [], "holds": []},
        script=Markup(code),
    )


def transcript_html(script: Script) -> str:
    """Return the descriptive transcript as a page of its own."""
    return _render(
        "transcript.html",
        title=clean(script.title) or "Transcript",
        what="transcript",
        policy=_policy("", "", False),
        lang=_lang(script.language),
        standing=_transcript_standing(script),
        static=static_lines(script),
        seen=SEEN,
        scenes=plain(script),
        seek=False,
        nothing_said=_NOTHING_SAID,
    )


def transcript_text(script: Script) -> str:
    """Return the descriptive transcript as plain text, a paragraph a passage; what nobody says stands in brackets."""
    said = [f"({line})" for line in _transcript_standing(script)]
    return "\n\n".join([clean(script.title), *paragraphs(script), *said]) + "\n"


def _transcript_standing(script: Script) -> list[str]:
    """Say whose the words are, and whose the descriptions among them."""
    told = (PassageKind.DESCRIPTION, PassageKind.EXTENDED, PassageKind.UNSPOKEN)
    described = script.described if any(one.kind in told for one in script.passages) else None
    named = (("Speech", script.captions), ("Descriptions", described))
    return [f"{name}: {standing(provenance)}" for name, provenance in named if provenance]


def standing(provenance: Provenance) -> str:
    """Say in a sentence or two who or what made a text, and whether a person has said yes."""
    reviewed = {
        ReviewState.PROPOSED: "No person has checked it yet.",
        ReviewState.EDITED: "A person has edited it.",
        ReviewState.APPROVED: "A person has approved it.",
    }[provenance.review]
    if provenance.origin is TextOrigin.PERSON:
        words = f"Written by a person ({provenance.source})." if provenance.source else "Written by a person."
        said = f"{words} {reviewed}" if provenance.review is ReviewState.PROPOSED else words
    else:
        said = f"{'Machine-made draft' if provenance.draft else 'Machine-made'}. {reviewed}"
    return " ".join((said, *(f"{reason[:1].upper()}{reason[1:].rstrip('.')}." for reason in provenance.why_draft)))


# --- the parts of a page -------------------------------------------------------------------------------------------

def _file(sidecar: Sidecar, folder: Path) -> dict[str, str]:
    language = f", language {sidecar.language}" if sidecar.language else ""
    return {
        "href": href(sidecar.path, folder),
        "name": sidecar.path.name,
        "language": sidecar.language,
        "what": f"{sidecar.role.value}{language}",
        "standing": standing(sidecar.provenance),
    }


def _summary(facts: PageFacts) -> list[str]:
    """Say once, at the top, how the texts stand."""
    named = (("Captions and transcript", facts.script.captions), ("Audio description", facts.script.described))
    said = [f"{name}: {standing(provenance)}" for name, provenance in named if provenance]
    return [*said, *pictured_page.summary(facts.script.alts, standing)]


# --- addresses, policy, rendering ----------------------------------------------------------------------------------


def _media(facts: PageFacts) -> tuple[str, str]:
    """Return the address of the original, and the foreign origin that the page must be let load from."""
    base = facts.options.media_url
    if not base:
        return href(facts.asset.path, facts.manifest.parent), ""
    try:
        parts = urlsplit(base)
        origin = f"{parts.scheme}://{parts.hostname}" + (f":{parts.port}" if parts.port else "") if parts.scheme else ""
        good = (parts.scheme in ("http", "https") and parts.hostname) or (not parts.scheme and not parts.netloc)
    except ValueError:
        good, origin = False, ""
    if not good or any(mark in origin for mark in " ;,'\""):
        raise SettingsError(f"Setting `page.media_url`: {base} is no address.", "Give one that begins with https:// or /.")
    return f"{base.rstrip('/')}/{quote(os.fsencode(facts.asset.relative))}", origin


def _policy(code: str, origin: str, pictures: bool) -> str:
    """Return the content security policy: own media, the one style, the one script, pictures inside the page, nothing else."""
    own = f"'self' file: {origin}".rstrip()
    rules = {
        "default-src": "'none'",
        "script-src": _hash(code) if code else "'none'",
        "style-src": _hash(_asset_text("style.css")),
        "img-src": f"{own} data:" if pictures else own,
        "media-src": own,
        "base-uri": "'none'",
        "form-action": "'none'",
    }
    return "; ".join(f"{name} {value}" for name, value in rules.items())


def _hash(code: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(code.encode()).digest()).decode()}'"


def _lang(language: str) -> Markup:
    return Markup(f' lang="{escape(clean(language))}"') if language else Markup("")


@cache
def _asset_text(name: str) -> str:
    return (_TEMPLATES / name).read_text(encoding="utf-8")


def _finalize(value: Any) -> Any:
    """Clean every text on its way into a page, so that no template can forget to."""
    return clean(value) if isinstance(value, str) and not isinstance(value, Markup) else value


_ENVIRONMENT = Environment(
    loader=FileSystemLoader(_TEMPLATES), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True,
    keep_trailing_newline=True, finalize=_finalize, auto_reload=False,
)


def _render(template: str, **values: Any) -> str:
    return _ENVIRONMENT.get_template(template).render(style=Markup(_asset_text("style.css")), **values)

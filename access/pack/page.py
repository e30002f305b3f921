"""Pages for people: the transcript, and one page an original with its player, every track and how each text stands.

A page is one file. It runs one script of its own, named by its hash, and loads nothing but what lies beside it or where
`[page] media_url` says; without the script it is a page to read.
"""

from __future__ import annotations

import base64
import hashlib
import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlsplit

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from access.config import PageOptions
from access.errors import SettingsError
from access.model.findings import TextOrigin
from access.model.media import Asset, MediaKind
from access.model.package import Report, Role, Sidecar
from access.model.script import Passage, PassageKind, Provenance, ReviewState, Script, Verdict
from access.model.time import Span
from access.pack.texts import clean
from access.pack.vtt import cue_text, description_text

_TEMPLATES = Path(__file__).parent / "templates"
_NOTHING_SAID = "Nothing is said here, as far as could be told, and no description was made."
_NO_ALT = "No alternative text has been written for this picture yet."
_LABELS = {
    PassageKind.SPEECH: "",
    PassageKind.SOUND: "Sound:",
    PassageKind.DESCRIPTION: "Description:",
    PassageKind.EXTENDED: "Extended description:",
    PassageKind.UNSPOKEN: "Description, not spoken:",
    # The text says itself what it is: "Title: …".
    PassageKind.SCREEN_TEXT: "Shown, not spoken:",
}
_VERDICTS = {
    Verdict.DESCRIBED: "",
    Verdict.SPEECH_SAYS_ALL: "The speech says what stands on the screen: nothing was added by way of audio description.",
    Verdict.NO_USABLE_PAUSE: "No pause is long enough for an audio description: read what is shown in the transcript.",
    Verdict.TALKING_HEAD: "One view of someone who speaks: its static text alternative stands below.",
    Verdict.PICTURES_NOT_LOOKED_AT: "No text stands on the screen, and nobody looked at the pictures: they are not described.",
}


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


def media_page(facts: PageFacts) -> str:
    """Return the page of one original. Raises `SettingsError` where `media_url` is no address."""
    script, kind, folder = facts.script, facts.asset.kind, facts.manifest.parent
    tracks = [_track(one, script, folder) for one in facts.sidecars if one.path.suffix == ".vtt" and one.role in _TRACKS]
    code = _asset_text("player.js") if kind is not MediaKind.IMAGE else ""
    media, origin = _media(facts)
    return _render(
        "media.html",
        title=clean(script.title) or facts.asset.path.name,
        what={"image": "described picture", "audio": "sound with transcript", "video": "film with captions"}[kind],
        policy=_policy(code, origin),
        lang=_lang(script.language),
        standing=_summary(facts),
        kind=kind.value,
        media=media,
        name=facts.asset.path.name,
        alt=script.alt.text if script.alt else "",
        no_alt=_NO_ALT,
        long=[line for line in script.alt.long.splitlines() if clean(line)] if script.alt else [],
        tracks=_with_default(tracks) if kind is MediaKind.VIDEO else [],
        mixes=[_file(one, folder) for one in facts.sidecars if one.role is Role.DESCRIBED_AUDIO],
        verdict=_VERDICTS[script.plan.verdict] if script.plan else "",
        files=[_file(one, folder) for one in facts.sidecars],
        manifest={"href": _href(facts.manifest, folder), "name": facts.manifest.name},
        criteria=facts.report.criteria,
        findings=facts.report.findings,
        passages=_passages(script.passages),
        seek=True,
        nothing_said=_NOTHING_SAID,
        cues=[track["cues"] for track in tracks] if kind is MediaKind.VIDEO else [],
        script=Markup(code),
    )


def transcript_html(script: Script) -> str:
    """Return the descriptive transcript as a page of its own."""
    return _render(
        "transcript.html",
        title=clean(script.title) or "Transcript",
        what="transcript",
        policy=_policy("", ""),
        lang=_lang(script.language),
        standing=_transcript_standing(script),
        passages=_passages(script.passages),
        seek=False,
        nothing_said=_NOTHING_SAID,
    )


def transcript_text(script: Script) -> str:
    """Return the descriptive transcript as plain text, a paragraph a passage; what nobody says stands in brackets."""
    paragraphs = [clean(script.title), *filter(None, map(_paragraph, script.passages))]
    paragraphs += [f"({said})" for said in _transcript_standing(script)]
    return "\n\n".join(paragraphs) + "\n"


def _transcript_standing(script: Script) -> list[str]:
    """Say whose the words are, and whose the descriptions among them."""
    described = script.described if any(one.kind is PassageKind.DESCRIPTION for one in script.passages) else None
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

_TRACKS = {Role.CAPTIONS: "captions", Role.DESCRIPTIONS: "descriptions"}


def _track(sidecar: Sidecar, script: Script, folder: Path) -> dict[str, Any]:
    if sidecar.role is Role.CAPTIONS:
        cues = [(cue.span, cue_text(cue, script.language)) for cue in script.cues]
    else:
        cues = [(one.span, description_text(one)) for one in script.plan.descriptions] if script.plan else []
    draft = ", machine-made draft" if sidecar.provenance.draft else ""
    return {
        "kind": _TRACKS[sidecar.role],
        "href": _href(sidecar.path, folder),
        "language": sidecar.language,
        "label": f"{_TRACKS[sidecar.role].capitalize()} ({sidecar.language}{draft})",
        "cues": [(_seconds(span.start), _seconds(max(span.end, span.start + 1)), text) for span, text in cues if text],
    }


def _with_default(tracks: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """Show the first captions from the start: who needs them should not have to find them."""
    first = next((index for index, track in enumerate(tracks) if track["kind"] == "captions"), -1)
    return [track | {"default": index == first} for index, track in enumerate(tracks)]


def _file(sidecar: Sidecar, folder: Path) -> dict[str, str]:
    language = f", language {sidecar.language}" if sidecar.language else ""
    return {
        "href": _href(sidecar.path, folder),
        "name": sidecar.path.name,
        "language": sidecar.language,
        "what": f"{sidecar.role.value}{language}",
        "standing": standing(sidecar.provenance),
    }


def _summary(facts: PageFacts) -> list[str]:
    """Say once, at the top, how the texts stand."""
    alt = facts.script.alt.provenance if facts.script.alt else None
    named = (("Captions and transcript", facts.script.captions), ("Audio description", facts.script.described), ("Text", alt))
    return [f"{name}: {standing(provenance)}" for name, provenance in named if provenance]


def _passages(passages: Sequence[Passage]) -> list[dict[str, str]]:
    return [
        {
            "kind": one.kind.value.replace(" ", "-"),
            "label": _LABELS[one.kind],
            "speaker": one.speaker,
            "text": _bracketed(one.text) if one.kind is PassageKind.SOUND else one.text,
            "seconds": f"{_seconds(one.span.start):.3f}",
            "clock": _clock(one.span),
        }
        for one in passages
    ]


def _paragraph(passage: Passage) -> str:
    text, speaker = clean(passage.text), clean(passage.speaker)
    if not text:
        return ""
    match passage.kind:
        case PassageKind.SPEECH:
            return f"{speaker}: {text}" if speaker else text
        case PassageKind.SOUND:
            return _bracketed(text)
    return f"[{_LABELS[passage.kind]} {text}]"


def _bracketed(text: str) -> str:
    return text if text.startswith(("[", "(", "♪")) else f"[{text}]"


def _clock(span: Span) -> str:
    minutes, seconds = divmod(span.start // 1000, 60)
    return f"{minutes // 60}:{minutes % 60:02d}:{seconds:02d}" if minutes >= 60 else f"{minutes}:{seconds:02d}"


def _seconds(ms: int) -> float:
    return ms / 1000


# --- addresses, policy, rendering ----------------------------------------------------------------------------------


def _href(path: Path, folder: Path) -> str:
    return quote(os.fsencode(os.path.relpath(path, folder)))


def _media(facts: PageFacts) -> tuple[str, str]:
    """Return the address of the original, and the foreign origin that the page must be let load from."""
    base = facts.options.media_url
    if not base:
        return _href(facts.asset.path, facts.manifest.parent), ""
    try:
        parts = urlsplit(base)
        origin = f"{parts.scheme}://{parts.hostname}" + (f":{parts.port}" if parts.port else "") if parts.scheme else ""
        good = (parts.scheme in ("http", "https") and parts.hostname) or (not parts.scheme and not parts.netloc)
    except ValueError:
        good, origin = False, ""
    if not good or any(mark in origin for mark in " ;,'\""):
        raise SettingsError(f"Setting `page.media_url`: {base} is no address.", "Give one that begins with https:// or /.")
    return f"{base.rstrip('/')}/{quote(os.fsencode(facts.asset.relative))}", origin


def _policy(code: str, origin: str) -> str:
    """Return the content security policy: own media, the one style and the one script, nothing else."""
    own = f"'self' file: {origin}".rstrip()
    rules = {
        "default-src": "'none'",
        "script-src": _hash(code) if code else "'none'",
        "style-src": _hash(_asset_text("style.css")),
        "img-src": own,
        "media-src": own,
        "base-uri": "'none'",
        "form-action": "'none'",
    }
    return "; ".join(f"{name} {value}" for name, value in rules.items())


def _hash(code: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(code.encode()).digest()).decode()}'"


def _lang(language: str) -> Markup:
    return Markup(f' lang="{escape(clean(language))}"') if language else Markup("")


def _asset_text(name: str) -> str:
    return (_TEMPLATES / name).read_text(encoding="utf-8")


def _finalize(value: Any) -> Any:
    """Clean every text on its way into a page, so that no template can forget to."""
    return clean(value) if isinstance(value, str) and not isinstance(value, Markup) else value


_ENVIRONMENT = Environment(
    loader=FileSystemLoader(_TEMPLATES), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True,
    keep_trailing_newline=True, finalize=_finalize,
)


def _render(template: str, **values: Any) -> str:
    return _ENVIRONMENT.get_template(template).render(style=Markup(_asset_text("style.css")), **values)

"""The alternative text of a picture: whose words win, and what keeps them a draft.

Pure: what is known comes in, an `AltText` goes out. A person's words are taken as they stand, never shortened or mixed with a
machine's.
"""

from __future__ import annotations

import re
from dataclasses import replace

from access.lexis.marks import machine_marks
from access.model.findings import Sight, TextOrigin
from access.model.labels import is_file_name, is_placeholder
from access.model.pictures import AltProfile, PictureInfo
from access.model.script import AltText, EngineIdentity, Provenance, ReviewState, Tier

_PARAGRAPH = re.compile(r"\n[^\S\n]*\n\s*")
_SENTENCE_END = re.compile(r"[.!?…。！？][\"”»’')\]]*(?=\s|$)")
_NOT_LOOKED = "no vision model looked at the picture: the text says only what its file and the text in it say"


def alt_text(
    picture: PictureInfo, sight: Sight | None, language: str, engines: tuple[EngineIdentity, ...], given: str,
    profile: AltProfile,
) -> AltText | None:
    """Return the best text there is: `given` beside the file, else the author's in the metadata, else what was seen.

    `given` may hold the extended description after a blank line. A given text that bears a machine's marks is a draft, and
    one that is a file name or a placeholder is none. None where nothing is known.
    """
    short, long = _given(given)
    if _tells(short):
        return _persons(short, long or picture.long.strip(), language, "given beside the file")
    if _tells(picture.alt):
        return _persons(_line(picture.alt), picture.long.strip(), picture.language or language, "metadata of the picture")
    if sight is None or not _tells(sight.text):
        return None
    return _seen(sight, picture.long.strip(), language, engines, profile)


def _persons(short: str, long: str, language: str, source: str) -> AltText:
    marks = machine_marks(short)
    if marks:
        why = tuple(f"it bears the mark of a machine: {mark}" for mark in marks)
        return AltText(short, long, language, Provenance(
            TextOrigin.DRAFT, ReviewState.PROPOSED, why_draft=why, source=source))
    return AltText(short, long, language, Provenance(TextOrigin.PERSON, ReviewState.APPROVED, source=source))


def _seen(
    sight: Sight, authors_long: str, language: str, engines: tuple[EngineIdentity, ...], profile: AltProfile
) -> AltText:
    short, long = _line(sight.text), sight.long.strip()
    if len(short) > profile.hard_max_characters:
        short, long = _shortened(short, profile.max_characters), _both(short, long)
    provenance = Provenance(TextOrigin.MACHINE, ReviewState.PROPOSED, engines, why_draft=(_NOT_LOOKED,))
    if sight.looked:
        drafts = tuple(f"{engine.name} is an engine for drafts" for engine in engines if engine.tier is Tier.DRAFT)
        provenance = replace(provenance, confidence=sight.confidence, why_draft=drafts)
    return AltText(short, _both(authors_long, long), language, provenance)


def _given(text: str) -> tuple[str, str]:
    """Return the first paragraph as one line, and what follows it."""
    paragraphs = _PARAGRAPH.split(text.strip(), maxsplit=1)
    return _line(paragraphs[0]), paragraphs[1].strip() if len(paragraphs) > 1 else ""


def _tells(text: str) -> bool:
    return not is_placeholder(text) and not is_file_name(text)


def _line(text: str) -> str:
    return " ".join(text.split())


def _both(first: str, second: str) -> str:
    return "\n\n".join(dict.fromkeys(text for text in (first, second) if text))


def _shortened(text: str, limit: int) -> str:
    """Return the whole sentences that fit, else the words that do with an ellipsis."""
    ends = [match.end() for match in _SENTENCE_END.finditer(text) if match.end() <= limit]
    if ends:
        return text[: ends[-1]]
    cut = text[: limit - 1]
    if not text[limit - 1].isspace() and " " in cut:
        cut = cut[: cut.rindex(" ")]
    return cut.rstrip(" .,;:–-") + "…"

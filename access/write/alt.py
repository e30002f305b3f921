"""The alternative text of a picture in one language: whose words win, what of the text in it is added, what keeps it a draft.

Pure: what is known comes in, an `AltText` goes out. A person's words are taken as they stand, never shortened or mixed with a
machine's. To a machine's words is added what stands in the picture and they do not say: to the short text while it fits, to the
long one else.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from access.lexis.marks import machine_marks
from access.lexis.saying import Saying
from access.model.findings import Sight, TextOrigin
from access.model.labels import is_file_name, is_placeholder
from access.model.languages import primary
from access.model.pictures import Alternative, AltProfile, KindGuess, PictureInfo, PictureKind, TextBlock
from access.model.script import AltText, EngineIdentity, Provenance, ReviewState, Tier
from access.write.blocks import told_blocks
from access.write.textinpicture import PictureText

_PARAGRAPH = re.compile(r"\n[^\S\n]*\n\s*")
_SENTENCE_END = re.compile(r"[.!?…。！？][\"”»’')\]]*(?=\s|$)")
_NOT_LOOKED = "no vision model looked at the picture: the text says only what its file and the text in it say"
_NOT_TOLD = "no vision model told what the picture shows: the text says only what stands in it"
_METADATA = "metadata of the picture"
_LIKELY = 0.5
"""How sure a guess must be for short texts to count as a chart's labels."""


@dataclass(frozen=True, slots=True)
class Sources:
    """All that a text alternative can be made of."""

    picture: PictureInfo
    given: str = ""
    """What a person laid beside the file, in the language wanted; the extended description after a blank line."""
    answer: Alternative | None = None
    """What a model told in the language wanted."""
    sight: Sight | None = None
    """What an engine without eyes says: used where nobody looked."""
    blocks: tuple[TextBlock, ...] = ()
    """The text in the picture."""
    kind: KindGuess | None = None

    @property
    def text(self) -> PictureText:
        chart = self.kind is not None and self.kind.kind is PictureKind.CHART and self.kind.confidence >= _LIKELY
        return PictureText.of(self.blocks or told_blocks(self.picture.words), chart)


def alt_text(
    sources: Sources, language: str, engines: tuple[EngineIdentity, ...], profile: AltProfile,
) -> AltText | None:
    """Return the best text there is in `language`: a person's, else a model's, else what the file and its text say.

    A person's is what lies beside the file, else what the metadata says in this language, or in one that they do not name. One
    that bears a machine's marks is a draft, which gives way to a model's; one that is a file name or a placeholder is none.
    None where nothing is known.
    """
    given = _given(sources, language)
    if given and (sources.answer is None or given.provenance.origin is TextOrigin.PERSON):
        return given
    if sources.answer:
        return _told(sources.answer, sources, language, engines, profile)
    return _drafted(sources, language, engines, profile)


# --- a person's ----------------------------------------------------------------------------------------------------


def _given(sources: Sources, language: str) -> AltText | None:
    """Return what people wrote in the language; first what bears no mark of a machine."""
    picture = sources.picture
    short, long = _parted(sources.given)
    found = [_persons(short, long or _own_long(picture, language), language, "given beside the file")]
    if not picture.language or _same(picture.language, language):
        found.append(_persons(_line(picture.alt), picture.long.strip(), picture.language or language, _METADATA))
    found += [_persons(_line(one.alt), one.long.strip(), one.language, _METADATA)
              for one in picture.translations if _same(one.language, language)]
    texts = [text for text in found if text]
    return next((text for text in texts if not text.provenance.draft), texts[0] if texts else None)


def _persons(short: str, long: str, language: str, source: str) -> AltText | None:
    if is_placeholder(short) or is_file_name(short):
        return None
    marks = machine_marks(short)
    if marks:
        why = tuple(f"it bears the mark of a machine: {mark}" for mark in marks)
        return AltText(short, long, language, Provenance(
            TextOrigin.DRAFT, ReviewState.PROPOSED, why_draft=why, source=source))
    return AltText(short, long, language, Provenance(TextOrigin.PERSON, ReviewState.APPROVED, source=source))


def _own_long(picture: PictureInfo, language: str) -> str:
    """Return the author's extended description in the language."""
    if not picture.language or _same(picture.language, language):
        return picture.long.strip()
    return next((one.long.strip() for one in picture.translations if _same(one.language, language)), "")


def _same(one: str, other: str) -> bool:
    """Return whether two tags name a language that one text serves: `de` and `de-AT`, not `pt-BR` and `pt-PT`."""
    short, long = sorted((one.lower(), other.lower()), key=len)
    return short == long or (short == primary(short) == primary(long))


def _parted(text: str) -> tuple[str, str]:
    """Return the first paragraph as one line, and what follows it."""
    paragraphs = _PARAGRAPH.split(text.strip(), maxsplit=1)
    return _line(paragraphs[0]), paragraphs[1].strip() if len(paragraphs) > 1 else ""


# --- a machine's ---------------------------------------------------------------------------------------------------


def _told(
    answer: Alternative, sources: Sources, language: str, engines: tuple[EngineIdentity, ...], profile: AltProfile
) -> AltText:
    text = sources.text
    short, long = _completed(_line(answer.text), answer.long.strip(), text, language, profile)
    drafts = tuple(f"{engine.name} is an engine for drafts" for engine in engines if engine.tier is Tier.DRAFT)
    provenance = Provenance(
        TextOrigin.MACHINE, ReviewState.PROPOSED, engines, confidence=answer.confidence, why_draft=drafts)
    long = _both(_own_long(sources.picture, language), long)
    return AltText(short, long, language, provenance, tuple(dict.fromkeys((*answer.doubts, *text.doubts))))


def _drafted(
    sources: Sources, language: str, engines: tuple[EngineIdentity, ...], profile: AltProfile
) -> AltText | None:
    sight, text = sources.sight, sources.text
    known = sight is not None and not (is_placeholder(sight.text) or is_file_name(sight.text))
    short, long = (_line(sight.text), sight.long.strip()) if sight and known else ("", "")
    short, long = _completed(short, long, text, language, profile)
    if not short:
        return None
    provenance = Provenance(
        TextOrigin.MACHINE, ReviewState.PROPOSED, engines, why_draft=(_NOT_LOOKED if sight else _NOT_TOLD,))
    return AltText(short, _both(_own_long(sources.picture, language), long), language, provenance, text.doubts)


def _completed(short: str, long: str, text: PictureText, language: str, profile: AltProfile) -> tuple[str, str]:
    """Return a machine's short and long text with what stands in the picture and neither of them says.

    The short one never is longer than the profile's hardest limit; what is added to it keeps to what it aims at, but for the
    name of what cannot be read out. Where no word is told, something of it is told, however small the limit.
    """
    missing = text.not_said(Saying.of(short, long))
    if len(short) > profile.hard_max_characters:
        short, long = _shortened(short, profile.max_characters), _both(short, long)
    room = profile.max_characters - len(short) - bool(short)
    sentence = missing.sentence(language)
    if sentence and len(sentence) <= room:
        short, missing = _line(f"{short} {sentence}"), replace(missing, prose=())
    else:
        short = _line(f"{short} {missing.beginning(language, room)}")
    for name in missing.named(language, f"{short} {long}"):
        if len(short) + len(name) < profile.hard_max_characters:
            short = _line(f"{short} {name}")
    long = _both(long, missing.in_full(language))
    if not short and long:
        short = _shortened(_line(long), profile.max_characters)
    return short, long


def _line(text: str) -> str:
    return " ".join(text.split())


def _both(first: str, second: str) -> str:
    return "\n\n".join(dict.fromkeys(text for text in (first, second) if text))


def _shortened(text: str, limit: int) -> str:
    """Return the whole sentences that fit, else the words that do with an ellipsis."""
    if len(text) <= limit:
        return text
    ends = [match.end() for match in _SENTENCE_END.finditer(text) if match.end() <= limit]
    if ends:
        return text[: ends[-1]]
    cut = text[: limit - 1]
    if not text[limit - 1].isspace() and " " in cut:
        cut = cut[: cut.rindex(" ")]
    return cut.rstrip(" .,;:–-") + "…"

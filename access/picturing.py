"""A still picture, told to who cannot see it: read, looked at, written down in every language that is asked for, and checked.

The part of the story that only pictures have. Nothing is opened where every step that looks is in the cache.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from pydantic import TypeAdapter

from access import people
from access.cache import Unfinished
from access.check.alt import Around, check_alt
from access.check.alt_advice import advice
from access.engines.base import EngineKind, Question
from access.mediafile import exiftool_identity
from access.model.findings import Sight, TextBox, TextOrigin
from access.model.languages import english_name
from access.model.media import Frame
from access.model.package import Finding, Severity
from access.model.pictures import Alternative, AltProfile, KindGuess, Nature, Pictured, PictureInfo, TextBlock
from access.model.script import AltText, EngineIdentity, Provenance, ReviewState
from access.pack.embedding import Embedded, embed, not_embedded
from access.pack.manifest import Previous
from access.profiles import load_alt_profile
from access.understand import given, look, read
from access.understand.alternatives import told
from access.understand.filenames import name_words
from access.understand.picturekind import picture_kind
from access.understand.replies.verdicts import FAILED, Refused
from access.workpiece import Job, reading
from access.write.alt import Sources, alt_text
from access.write.alt_repair import repaired
from access.write.blocks import text_blocks, told_blocks
from access.write.picture_use import suggested

PAGES: TypeAdapter[tuple[tuple[TextBox, ...], ...]] = TypeAdapter(tuple[tuple[TextBox, ...], ...])
KIND = TypeAdapter(KindGuess)
EMBEDDED = TypeAdapter(Embedded)
SIGHTS: TypeAdapter[tuple[Sight | None, ...]] = TypeAdapter(tuple[Sight | None, ...])
ANSWERS: TypeAdapter[tuple[Alternative | Refused, ...]] = TypeAdapter(tuple[Alternative | Refused, ...])

_FRAMES = 1
"""Version of how a picture is made ready to be looked at: part of the key of every step that looks."""

_NOT_READ_OUT = (Nature.TABLE, Nature.FORMULA, Nature.CODE, Nature.GARBLED)
_MODELS = Provenance(TextOrigin.MACHINE, ReviewState.PROPOSED)

Frames = Callable[[], tuple[Frame, ...]]
"""Returns the picture ready to be looked at, made at the first call."""


@dataclass(frozen=True, slots=True)
class Portrayed:
    """A picture's texts, what else is known of it, and what the checks found."""

    alts: tuple[AltText, ...]
    """A language each, its own first."""
    picture: Pictured
    findings: tuple[Finding, ...]
    language: str
    """Its own."""
    copy: Path | None = None
    """Of the picture, with its texts inside; None where nobody asked, or none can be made."""


@dataclass(frozen=True, slots=True)
class Shown:
    """What a picture shows, as far as it can be measured and read."""

    info: PictureInfo
    texts: tuple[str, ...]
    """Line by line."""
    blocks: tuple[TextBlock, ...]
    kind: KindGuess | None

    def lines(self, *but: Nature) -> tuple[str, ...]:
        """Return the lines of its text, without those of some natures."""
        return tuple(line for block in self.blocks if block.nature not in but for line in block.lines)


def portrayed(job: Job) -> Portrayed:
    """Read the picture, look at it, choose whose words win, and check them."""
    info, profile = job.probe.picture, load_alt_profile(job.settings.alt.profile)
    assert info is not None
    info = _without_ours(info, job.previous)
    with made_ready(job) as frames:
        shown = _shown(job, info, frames)
        languages = languages_of(job, shown)
        theirs = _peoples(job, shown, languages, profile)
        missing = [language for language in languages if language not in theirs]
        told, refused = _told(job, shown, missing, _to_translate(theirs), profile, frames)
    ours = {language: alt_text(sources, language, _makers(job, shown), profile) for language, sources in told.items()}
    chosen = (theirs.get(language) or ours.get(language) for language in dict.fromkeys((*languages, *theirs)))
    alts = tuple(alt for alt in chosen if alt)
    around = _around(job, shown)
    checked = [finding for alt in alts or (None,) for finding in check_alt(alt, around, profile)]
    use = suggested(info, shown.kind, job.context, shown.texts, job.asset.relative.stem)
    copy = _copy(job, info, alts)
    findings = (*checked, *refused, *(not_embedded(copy) if copy else ()))
    return Portrayed(alts, Pictured(shown.kind, use, shown.blocks), findings, languages[0], copy.copy if copy else None)


# --- what it shows -------------------------------------------------------------------------------------------------


@contextmanager
def made_ready(job: Job) -> Iterator[Frames]:
    """Lend what makes the picture ready to be looked at: at its first call, once, and gone when the story is over."""
    with ExitStack() as lent:
        make = reading(job.asset, lambda into: look.frames(job.asset, job.settings.limits, into))
        yield cache(lambda: make(lent.enter_context(job.steps.lent())))


def _shown(job: Job, info: PictureInfo, frames: Frames) -> Shown:
    """Read the picture and tell its kind. A drawing of instructions is never carried out: its words are read as they stand."""
    if info.drawn:
        return Shown(info, info.words, told_blocks(info.words), None)
    steps, options, reader = job.steps, job.settings.read, job.kit.identity(EngineKind.OCR)
    pages = steps.run(
        "read", 2, PAGES, lambda _: tuple(read.read_picture(frame, job.kit.ocr, options) for frame in frames()),
        of=(job.asset.sha256, _FRAMES, options), engine=reader)
    boxes = pages.value[0] if pages.value else ()
    kind = steps.run("kind", 2, KIND, lambda _: picture_kind(frames()[0], boxes), of=(job.asset.sha256, _FRAMES, pages))
    texts = tuple(dict.fromkeys(box.text for page in pages.value for box in page))
    return Shown(info, texts, text_blocks(pages.value, _own_language(job, info, texts)), kind.value)


def languages_of(job: Job, shown: Shown) -> tuple[str, ...]:
    """Return the languages that there are to be texts in, BCP 47, the picture's own first: what settings ask for, else what it
    says itself; and those that its author wrote in."""
    info = shown.info
    wanted = job.settings.alt.languages or (_own_language(job, info, shown.texts),)
    authors = (info.language if info.alt else "", *(one.language for one in info.translations))
    return tuple(dict.fromkeys(filter(None, (*wanted, *authors))))


def _own_language(job: Job, info: PictureInfo, texts: Sequence[str]) -> str:
    authors = info.language if info.alt else ""
    named = job.context.language or authors or job.settings.speech.language or info.language
    return named or given.guess_language(" ".join(texts)) or "en"


# --- what is said of it --------------------------------------------------------------------------------------------


def _peoples(job: Job, shown: Shown, languages: Sequence[str], profile: AltProfile) -> dict[str, AltText]:
    """Return the texts that people wrote, by language: into our sidecars, else into the picture's own metadata."""
    written = {language: alt_text(Sources(shown.info), language, (), profile) for language in languages}
    authors = {language: alt for language, alt in written.items() if alt and alt.provenance.origin is TextOrigin.PERSON}
    return authors | people.edited_alts(job.edits, job.previous, languages[0])


def _without_ours(info: PictureInfo, previous: Previous | None) -> PictureInfo:
    """Return what the file says without the texts that we made of it: our own XMP, laid beside the original, is no author's."""
    before = previous.picture.alts if previous and previous.picture else ()
    ours = {alt.text for alt in before if alt.provenance.origin is TextOrigin.MACHINE}
    theirs = replace(info, translations=tuple(one for one in info.translations if one.alt not in ours))
    return replace(theirs, alt="", long="") if info.alt in ours else theirs


def _to_translate(theirs: Mapping[str, AltText]) -> str:
    """Return a person's words, which a model says in other languages rather than words of its own."""
    return next((alt.text for alt in theirs.values()), "")


def _told(
    job: Job, shown: Shown, languages: Sequence[str], to_translate: str, profile: AltProfile, frames: Frames,
) -> tuple[dict[str, Sources], tuple[Finding, ...]]:
    """Return what a text can be made of in each language, and where a model that looked gave no answer of use."""
    known = {language: Sources(shown.info, blocks=shown.blocks, kind=shown.kind) for language in languages}
    eyes, options = job.kit.vision, job.settings.alt
    # Eyes know what a table is; who only repeats the text would read it out.
    lines = shown.lines(Nature.GARBLED) if eyes.sees else shown.lines(*_NOT_READ_OUT)
    questions = tuple(
        look.question(
            shown.info, job.context, lines, (), shown.kind.kind if shown.kind else None, language, options.people,
            profile, name_words(job.asset.relative.stem, (language,)), to_translate)
        for language in languages)
    if not eyes.sees:
        return {
            question.language: replace(known[question.language], sight=sight)
            for question, sight in zip(questions, eyes.look(questions), strict=True)}, ()
    if shown.info.drawn or not questions:
        return known, ()
    answers = _answers(job, shown, questions, profile, frames)
    refused = tuple(
        Finding("alt.no-answer", Severity.WARNING,
                f"{english_name(language) or language}: the model gave no answer that can be used, because {answer.reason}.")
        for language, answer in zip(languages, answers, strict=True) if isinstance(answer, Refused))
    return {
        language: known[language] if isinstance(answer, Refused) else replace(known[language], answer=answer)
        for language, answer in zip(languages, answers, strict=True)}, refused


def _answers(
    job: Job, shown: Shown, questions: Sequence[Question], profile: AltProfile, frames: Frames,
) -> tuple[Alternative | Refused, ...]:
    """Ask a model in all languages at once, and once more where the rules hold something against what it said."""
    around, engine = _around(job, shown), job.kit.identity(EngineKind.VISION)

    def asked(batch: Sequence[Question]) -> tuple[Sight | None, ...]:
        """Keep what is answered: a change in how answers are judged asks nobody again."""
        return job.steps.part(
            "sights", 2, SIGHTS, lambda _: job.kit.vision.look([replace(one, frames=frames()) for one in batch]),
            of=(job.asset.sha256, _FRAMES, batch), engine=engine)

    def flaws(answer: Alternative, question: Question) -> tuple[str, ...]:
        answer = _mended(answer, question.language, profile)
        alt = AltText(answer.text, answer.long, question.language, _MODELS)
        return advice(check_alt(alt, around, profile), profile)

    def judged(_: Path) -> tuple[Alternative | Refused, ...]:
        answers = told(questions, asked, flaws)
        if any(isinstance(answer, Refused) and answer.reason == FAILED for answer in answers):
            raise Unfinished(answers)
        return answers

    answers = job.steps.run(
        "look", 2, ANSWERS, judged, of=(job.asset.sha256, _FRAMES, questions, around, profile), engine=engine).value
    return tuple(
        _mended(answer, question.language, profile) if isinstance(answer, Alternative) else answer
        for answer, question in zip(answers, questions, strict=True))


def _mended(answer: Alternative, language: str, profile: AltProfile) -> Alternative:
    """Return an answer as rules mend anybody's text."""
    better = repaired(answer.text, language, profile)
    return replace(answer, text=better.text, repairs=(*answer.repairs, *better.repairs))


def _copy(job: Job, info: PictureInfo, alts: Sequence[AltText]) -> Embedded | None:
    """Make a copy of the picture with its texts inside; None where nobody asked."""
    if not job.settings.alt.embed:
        return None

    def make(into: Path) -> Embedded:
        made = embed(job.asset, info, alts, job.settings.limits, into)
        if not made.lasting:
            raise Unfinished(made)
        return made

    told = [(alt.language, alt.text, alt.long) for alt in alts if not alt.provenance.draft]
    return job.steps.run(
        "embed", 1, EMBEDDED, reading(job.asset, make), of=(job.asset.sha256, job.asset.format, info.signed, told),
        engine=exiftool_identity()).value


def _makers(job: Job, shown: Shown) -> tuple[EngineIdentity, ...]:
    """Return the engines whose work stands in a text of ours."""
    if shown.info.drawn:
        return ()
    looker, reader = job.kit.identity(EngineKind.VISION), job.kit.identity(EngineKind.OCR)
    return (looker, reader) if shown.texts else (looker,)


def _around(job: Job, shown: Shown) -> Around:
    info, context = shown.info, job.context
    return Around(
        job.asset.path.name, info.caption, info.title, context.page, (*context.people, *info.people),
        context.place or info.place, shown.texts, shown.blocks, read=True, policy=job.settings.alt.people)

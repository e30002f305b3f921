"""What people gave, and what they changed. Their words win, so they are asked for before any engine is.

Beside the pipeline, because it reads what `pack` wrote for `understand` and `write`, and those know nothing of each other.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from access.errors import MediaRefused, OutputError
from access.files import printable, read_text
from access.lexis.marks import caption_marks
from access.model.captions import FlawKind
from access.model.findings import Context, GivenText, ScriptLine, Term, TextOrigin
from access.model.languages import bcp47, primary
from access.model.media import Asset, Companion
from access.model.package import Role
from access.model.script import AltText, Matter, Provenance, ReviewState, Wanted
from access.model.time import Span
from access.pack import dapt, imsc, scc, srt, vtt
from access.pack.captionfile import format_of, parsed
from access.pack.edits import NOT_APPROVED, Edited, How
from access.pack.manifest import Previous
from access.pack.xmp import cleaned
from access.pack.xmp_reading import read_alts
from access.understand import context, given
from access.write.wording import unmarked

_READERS: Mapping[str, Callable[[str], tuple[ScriptLine, ...]]] = {
    ".vtt": vtt.parse, ".srt": srt.parse, ".ttml": imsc.parse, ".dfxp": imsc.parse, ".scc": scc.parse}


@dataclass(frozen=True, slots=True)
class EditedCaptions:
    """Captions that a person edited: cues and times are theirs."""

    lines: tuple[ScriptLine, ...]
    language: str
    provenance: Provenance
    unreadable: int
    """How many cues could not be read."""


@dataclass(frozen=True, slots=True)
class EditedDescriptions:
    """Descriptions that a person edited, each to be spoken where they put it."""

    wishes: tuple[Wanted, ...]
    spans: tuple[Span, ...]
    provenance: Provenance


def given_context(asset: Asset) -> Context:
    """Return what the context file beside the original says. Raises `MediaRefused` where it is not what it should be."""
    beside = asset.companions.context
    return context.context(read_text(beside.path), printable(beside.path.name)) if beside else Context()


def given_glossary(asset: Asset) -> tuple[Term, ...]:
    beside = asset.companions.glossary
    return context.glossary(read_text(beside.path)) if beside else ()


@dataclass(frozen=True, slots=True)
class GivenWords:
    """The texts that lie beside a file, captions before a script."""

    fitting: tuple[GivenText, ...]
    foreign: tuple[GivenText, ...]
    """In another language than what is said."""
    empty: tuple[str, ...]
    """Names of those that hold nothing that can be read."""


def given_words(asset: Asset, language: str) -> GivenWords:
    """Return the texts that lie beside the file, and which of them are of use.

    `language` is that of the sound, empty where nothing names it. What a file's name says wins over what its text shows.
    """
    beside = asset.companions
    texts = [_captions_of(companion) for companion in beside.captions]
    if beside.script:
        texts.append(given.script(read_text(beside.script.path), printable(beside.script.path.name), beside.script.language))
    told = [text for text in texts if text.lines]
    fits = [not language or primary(text.language) in ("", primary(language)) for text in told]
    return GivenWords(
        tuple(text for text, fit in zip(told, fits, strict=True) if fit),
        tuple(text for text, fit in zip(told, fits, strict=True) if not fit),
        tuple(text.source for text in texts if not text.lines))


def edited_captions(edits: Sequence[Edited]) -> EditedCaptions | None:
    edit = _of(edits, Role.CAPTIONS, ".vtt", ".srt", ".ttml", ".scc")
    if edit is None:
        return None
    text = read_text(edit.path)
    lines = _caption_lines(edit.path, text)
    return EditedCaptions(lines, edit.language, _by_a_person(edit), _lost(edit.path, text))


def edited_descriptions(edits: Sequence[Edited]) -> EditedDescriptions | None:
    edit = _of(edits, Role.DESCRIPTIONS, ".vtt", ".ttml")
    if edit is None:
        return None
    text = read_text(edit.path)
    if edit.path.suffix == ".ttml":
        told = [(one.span, one.text, one.matter) for one in dapt.parse(text)]
    else:
        told = [(line.span, line.text, _matter(line.text, edit.language)) for line in vtt.parse(text) if line.span]
    wishes = tuple(Wanted(span, (words,), 1.0, matter) for span, words, matter in told)
    return EditedDescriptions(wishes, tuple(wish.span for wish in wishes), _by_a_person(edit))


def _matter(text: str, language: str) -> Matter:
    """Return what a text that a person wrote tells: what is written there, where they say so, else what must not be missed."""
    return Matter.TEXT if unmarked(text, language) != text else Matter.PLACE


def edited_alts(edits: Sequence[Edited], previous: Previous | None, language: str) -> dict[str, AltText]:
    """Return the alt texts that a person wrote into our sidecars, by language (BCP 47).

    In a text file the long one follows a blank line. Of the metadata only those languages are a person's that say something
    else than we wrote, or were theirs before; a text file wins over it. `language` is that of an entry that names none, where
    no manifest does.
    """
    found: dict[str, AltText] = {}
    files = [edit for edit in edits if edit.role is Role.ALT_TEXT]
    for edit in sorted(files, key=lambda one: ".draft." in one.path.name):
        short, _, long = read_text(edit.path).strip().partition("\n\n")
        tag, short = edit.language or language, " ".join(short.split())
        if short and tag not in found:
            found[tag] = AltText(short, long.strip(), tag, _by_a_person(edit))
    for edit in edits:
        if edit.role is Role.METADATA:
            for alt in _metadata_alts(edit, previous, language):
                found.setdefault(alt.language, alt)
    return found


def _metadata_alts(edit: Edited, previous: Previous | None, language: str) -> Iterator[AltText]:
    try:
        entries = read_alts(edit.path.read_bytes())
    except OutputError:
        return  # the package tells it, and leaves it as it is
    before = previous.picture.alts if previous and previous.picture else ()
    written = {alt.language: alt for alt in before}
    own = before[0].language if before else language
    # The default comes first. Where it alone was changed it wins over its own language, which still says what we wrote.
    for entry in (replace(one, language=bcp47(one.language) or own) for one in entries):
        known = written.get(entry.language)
        said = known and not known.provenance.draft and (cleaned(known.text), cleaned(known.long)) == (entry.alt, entry.long)
        theirs = known is not None and known.provenance.source == edit.path.name
        short = " ".join((entry.alt or (known.text if known else "")).split())
        if short and (theirs or not said):
            yield AltText(short, entry.long, entry.language, _by_a_person(edit))


def _captions_of(companion: Companion) -> GivenText:
    text, name = read_text(companion.path), companion.path.name
    lines = _caption_lines(companion.path, text)
    return given.captions(lines, printable(name), companion.language, caption_marks(text, (name,)))


def _lost(path: Path, text: str) -> int:
    """Return how many cues cannot be read: whoever damages an arrow or a time must not lose a caption without a word."""
    format = format_of(path)
    flaws = parsed(text, format).flaws if format and text.strip() else ()
    lost = [flaw.row for flaw in flaws if flaw.kind in (FlawKind.BACKWARDS, FlawKind.ARROW)
            or (flaw.kind is FlawKind.TIMING and flaw.span is None)]
    # TTML has no rows: there each flaw is a cue.
    return len(set(lost) - {0}) + lost.count(0)


def _caption_lines(path: Path, text: str) -> tuple[ScriptLine, ...]:
    try:
        return _READERS[path.suffix.lower()](text)
    except MediaRefused as error:
        raise MediaRefused(f"{printable(path.name)}: {error.message}", error.hint) from error


def _of(edits: Sequence[Edited], role: Role, *endings: str) -> Edited | None:
    """Return the file of this role that is a person's, the ending named first preferred."""
    found = [edit for edit in edits if edit.role is role and edit.path.suffix in endings]
    return min(found, key=lambda edit: endings.index(edit.path.suffix), default=None)


def _by_a_person(edit: Edited) -> Provenance:
    changed_draft = edit.how is How.CHANGED and ".draft." in edit.path.name
    review = ReviewState.EDITED if edit.how is How.CHANGED else ReviewState.APPROVED
    return Provenance(TextOrigin.PERSON, review, why_draft=(NOT_APPROVED,) if changed_draft else (), source=edit.path.name)

"""The rules that an alternative text is held to, whoever wrote it.

From axe, HTML_CodeSniffer and jsx-a11y, WCAG's failures F30, F38, F39 and F65 and techniques H37 and H67; lengths from IPTC.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher

from access.model.labels import is_file_name, is_placeholder
from access.model.package import Finding, Severity
from access.model.pictures import AltProfile, PeoplePolicy, TextBlock
from access.model.script import AltText
from access.model.words import spoken_forms

_PREFIX = re.compile(
    r"(?:an? |the |this is an? |shows? an? )?(?:\w+ )?(?:image|photo(?:graph)?|picture|graphic|screen ?shot|icon|thumbnail)"
    r" (?:of|showing|shows|containing|depicting|that shows)\b"
    r"|(?:ein |das |dieses )?(?:bild|foto|grafik|bildschirmfoto) (?:von|vom|der|des|mit|zeigt)\b"
    r"|(?:une? |l['’])?(?:image|photo(?:graphie)?|capture d['’]écran) (?:de|du|d['’]|montrant|contenant)"
    r"|(?:una |la )?(?:imagen|foto(?:grafía)?|captura de pantalla) (?:de|del|que)\b",
    re.IGNORECASE,
)
_ENDED = re.compile(r"[.!?…。！？।؟][\"”»’')\]]*$")
_EMOJI = re.compile(
    "[\U0001f000-\U0001faff\u2600-\u27bf\u2b50\u2b55\u2b1b\u2b1c\u203c\u2049\ufe0f\u20e3]"
    r"|(?:^|\s)(?:[:;=8xX]['’]?-?[)(DPpOo/\\|*]|<3|\^_+\^)(?=\s|[.!?]|$)|¯\\_|\(╯|ಠ_ಠ"
)
_ASCII_ART = re.compile(r"[^\w\s'\"“”‘’«»()]{5,}|[\u2500-\u259f]{2,}")
_SAME = 0.9
"""Share of characters in common from which two sentences are one said twice."""
_COVERED = 0.7
"""Share of a text's words that must be said: OCR misreads some."""


@dataclass(frozen=True, slots=True)
class Around:
    """What is known of the picture that a text stands for, as far as it is at hand."""

    name: str = ""
    """The file's."""
    caption: str = ""
    """What stands beside the picture for all to read."""
    title: str = ""
    page: str = ""
    """Text of the page around it."""
    people: tuple[str, ...] = ()
    """The names that are known."""
    place: str = ""
    texts: tuple[str, ...] = ()
    """What OCR read in it with a high score, a line each."""
    blocks: tuple[TextBlock, ...] = ()
    """The same as it belongs together."""
    read: bool = False
    """Whether anybody looked for text in it at all."""
    policy: PeoplePolicy = PeoplePolicy.NEUTRAL


@dataclass(frozen=True, slots=True)
class _Case:
    alt: AltText
    around: Around
    profile: AltProfile


def check_alt(alt: AltText | None, around: Around, profile: AltProfile) -> tuple[Finding, ...]:
    """Return the rules that `alt` does not keep, the gravest first."""
    if alt is None or not alt.text.strip():
        return (Finding("alt.missing", Severity.FAILURE, "The picture has no alternative text."),)
    case = _Case(alt, around, profile)
    found = [finding for rule in _RULES for finding in rule(case)]
    order = (Severity.FAILURE, Severity.WARNING, Severity.NOTE)
    return tuple(sorted(found, key=lambda finding: order.index(finding.severity)))


def _says_nothing(case: _Case) -> Iterator[Finding]:
    text = case.alt.text.strip().rstrip(".").casefold()
    name = case.around.name.casefold()
    stem = name.rpartition(".")[0] or name
    # A person may well name the file after what it shows, "Grey heron.jpg": only a stem that is no words is a mere name.
    if text == name or is_file_name(case.alt.text) or (text == stem and len(spoken_forms(stem)) < 2):
        yield Finding("alt.file-name", Severity.FAILURE, "The alternative text is a file's name.")
    elif is_placeholder(case.alt.text):
        yield Finding("alt.placeholder", Severity.FAILURE, "The alternative text is a placeholder and says nothing.")


def _redundant_prefix(case: _Case) -> Iterator[Finding]:
    match = _PREFIX.match(case.alt.text.strip())
    if match:
        yield Finding(
            "alt.redundant-prefix", Severity.WARNING,
            f"It begins with “{match[0]}”: a screen reader has announced the picture as one already.")


def _repeats_caption(case: _Case) -> Iterator[Finding]:
    text, caption = (" ".join(spoken_forms(part)) for part in (case.alt.text, case.around.caption))
    if text and caption and SequenceMatcher(None, text, caption, autojunk=False).ratio() >= _SAME:
        yield Finding("alt.repeats-caption", Severity.WARNING, "It says the caption again, which everybody hears anyway.")


def _punctuation(case: _Case) -> Iterator[Finding]:
    if not _ENDED.search(case.alt.text.strip()):
        yield Finding("alt.no-punctuation", Severity.NOTE, "It ends without punctuation: a screen reader makes no pause.")


def _length(case: _Case) -> Iterator[Finding]:
    length, profile = len(case.alt.text), case.profile
    hard = length > profile.hard_max_characters
    limit = profile.hard_max_characters if hard else profile.max_characters
    if length > limit:
        yield Finding(
            "alt.too-long", Severity.WARNING if hard else Severity.NOTE,
            f"It has {length} characters, more than {limit}: what is more belongs in the extended description.",
            measure=length, limit=limit)


def _emoji(case: _Case) -> Iterator[Finding]:
    if _EMOJI.search(case.alt.text) or _ASCII_ART.search(case.alt.text):
        yield Finding("alt.emoji", Severity.WARNING, "It holds emoji or drawings of characters, which are read out by name.")


def _text_not_covered(case: _Case) -> Iterator[Finding]:
    said = spoken_forms(f"{case.alt.text} {case.alt.long}")
    for text in case.around.texts:
        words = spoken_forms(text)
        matched = sum(any(_alike(word, other) for other in said) for word in words)
        if words and matched < _COVERED * len(words):
            yield Finding(
                "alt.text-not-covered", Severity.WARNING,
                f"The picture shows the text “{' '.join(text.split())[:80]}”, which is said neither in short nor at length.",
                measure=round(matched / len(words), 2), limit=_COVERED)


def _alike(one: str, other: str) -> bool:
    if one == other:
        return True
    if min(len(one), len(other)) < 4 or abs(len(one) - len(other)) > 2:
        return False
    return SequenceMatcher(None, one, other, autojunk=False).ratio() >= 0.8


_RULES: tuple[Callable[[_Case], Iterator[Finding]], ...] = (
    _says_nothing, _redundant_prefix, _repeats_caption, _length, _emoji, _text_not_covered, _punctuation,
)

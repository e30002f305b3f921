"""What is said held against what the screen shows at that time: the same name written in two ways, a number that differs.

It tells only what can hardly be two things: a word that nobody knows, nearly that of the screen in sound or letters, and not
one of its forms; a long number with one digit other or two of them exchanged; a short one beside the same word.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence, Set
from dataclasses import dataclass

from rapidfuzz.distance import OSA

from access.check.numerals import Number, numbers_in
from access.model.findings import ScreenText, Term, TextOrigin, Transcript, Word
from access.model.languages import primary
from access.model.package import Finding, Severity
from access.model.time import Span
from access.model.words import spoken_form

RULE = "captions.disagrees-with-screen"
NEAR_MS = 30_000
"""People speak of what they show within this time."""
_LEAST_LETTERS = 4
_AROUND = ".,;:!?()\"“”"
_VOWELS = tuple("aeiou")
_UNBENT = frozenset("en de es fr it nl pt".split())
"""Languages whose names keep their letters in every place of a sentence, and whose common words are listed."""
_TELLING_DIGITS = 4
"""Shorter numbers, and round ones, that are nearly the same are often of two things: 400 students in `Room 401`."""
_YEARS = range(1100, 2100)
_ENDINGS = ("", *"'s s es n an ian ean ish ese e ed ing er ers ist ists ism ic ical al y ies ly ous ation ity".split())
_SOUNDS = (
    ("ph", "f"), ("gh", ""), ("sch", "S"), ("sh", "S"), ("ch", "S"), ("th", "t"), ("ck", "k"), ("cz", "S"), ("qu", "kv"),
    ("x", "ks"), ("q", "k"), ("z", "s"), ("w", "v"), ("dt", "t"), ("j", "y"))
"""Spellings that sound alike, in the order in which they are replaced."""


@dataclass(frozen=True, slots=True)
class _Said:
    """A word, or two run together, that may be a name written otherwise."""

    form: str
    text: str
    span: Span


def check_against_screen(
    transcript: Transcript, names: Sequence[Term], screen: Sequence[ScreenText], ordinary: Callable[[str], bool]
) -> tuple[Finding, ...]:
    """Tell where captions and screen differ, each difference once, at its first time.

    `names` are rare, of one word each, with the times when they are shown; `ordinary` knows the words that everybody knows.
    Names are compared in languages that do not bend them. In a person's words a difference is a note: they may know better
    than the slide.
    """
    severity = Severity.NOTE if transcript.origin is TextOrigin.PERSON else Severity.WARNING
    unbent = primary(transcript.language) in _UNBENT
    found = [*_names(transcript.words, names if unbent else (), screen, ordinary), *_numbers(transcript.words, screen)]
    first: dict[tuple[str, str], Span] = {}
    for said, shown, span in found:
        key = said, shown
        first[key] = min(span, first.get(key, span))
    return tuple(
        Finding(RULE, severity, f"Said: “{said}”; on the screen near it: “{shown}”. One of the two is likely wrong.", span)
        for (said, shown), span in sorted(first.items(), key=lambda item: item[1]))


# --- names ---------------------------------------------------------------------------------------------------------


def _names(
    words: Sequence[Word], names: Sequence[Term], screen: Sequence[ScreenText], ordinary: Callable[[str], bool]
) -> Iterator[tuple[str, str, Span]]:
    correct = {spoken_form(part) for text in screen for line in text.lines for part in line.split()}
    correct |= {spoken_form(name.text) for name in names}
    known = {form for word in correct for form in _forms(word)}
    strange = sorted(_strange(words, known, ordinary), key=lambda said: said.span.start)
    starts = [said.span.start for said in strange]
    for name in names:
        written = spoken_form(name.text)
        for shown in name.shown if len(written) >= _LEAST_LETTERS else ():
            near = shown.padded(NEAR_MS)
            around = strange[bisect_left(starts, near.start):bisect_left(starts, near.end)]
            alike = [said for said in around if _alike(said.form, written)]
            alone = [said for said in alike if " " not in said.text]
            for said in alike:
                if said in alone or not any(said.span.overlap(other.span) for other in alone):
                    yield said.text, name.text, said.span


def _strange(words: Sequence[Word], known: Set[str], ordinary: Callable[[str], bool]) -> Iterator[_Said]:
    """Yield what may be a name written otherwise: words that nobody knows, and two in a row of which one is such a word."""
    before: tuple[str, Word] | None = None
    rare_before = False
    for word in words:
        form = spoken_form(word.text).removesuffix("'s")
        if not form.isalpha() or known & _forms(form):
            before = None
            continue
        rare = not ordinary(form)
        if rare and len(form) >= _LEAST_LETTERS:
            yield _Said(form, word.text.strip(_AROUND), word.span)
        if before and (rare or rare_before):
            text = f"{before[1].text} {word.text}".strip(_AROUND)
            yield _Said(before[0] + form, text, Span(before[1].span.start, max(before[1].span.start, word.span.end)))
        before, rare_before = None if word.text[-1:] in ".!?:" else (form, word), rare


def _forms(form: str) -> frozenset[str]:
    """Return what a word may be a form of: it without each ending that it may bear."""
    stems = (form.removesuffix(ending) for ending in _ENDINGS if form.endswith(ending))
    return frozenset(stem for stem in stems if len(stem) >= _LEAST_LETTERS) | {form}


def _alike(said: str, written: str) -> bool:
    """Tell whether two spellings, not the same, are likely one name: they sound alike, or a letter or two differ."""
    sounds, others = _sound(said), _sound(written)
    shorter = min(len(said), len(written))
    if sounds == others and len(sounds) > 1:
        most = max(2, shorter // 2)
    elif sounds[:1] == others[:1]:
        most = 2 if shorter >= 8 else 1 if shorter >= 5 else 0
    else:
        most = 0
    return 0 < OSA.distance(said, written, score_cutoff=most) <= most


def _sound(form: str) -> str:
    """Return a word's consonants as they sound, roughly, in any language of Latin letters, and `a` for a vowel at its start."""
    plain = "".join(sign for sign in unicodedata.normalize("NFKD", form) if sign.isalpha())
    plain = re.sub(r"c(?=[eiy])", "s", re.sub(r"^ma?c(?=[^aeiouhk])", "mk", plain))
    for spelling, sound in _SOUNDS:
        plain = plain.replace(spelling, sound)
    plain = plain.replace("c", "k")
    first = "a" if plain[:1] in _VOWELS else plain[:1]
    return re.sub(r"(.)\1+", r"\1", first + re.sub("[aeiouyh]", "", plain[1:]))


# --- numbers -------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Figure:
    """A number, how it is written or said, when, and the words beside it."""

    value: str
    text: str
    span: Span
    beside: frozenset[str]


def _numbers(words: Sequence[Word], screen: Sequence[ScreenText]) -> Iterator[tuple[str, str, Span]]:
    said = list(_figures([word.text for word in words], [word.span for word in words]))
    starts = [figure.span.start for figure in said]
    lines = [(_apart(line), text.span) for text in screen for line in text.lines]
    shown = [figure for line, span in lines for figure in _figures(line, [span] * len(line))]
    for figure in shown:
        around = figure.span.padded(NEAR_MS)
        near = said[bisect_left(starts, around.start):bisect_left(starts, around.end)]
        if any(other.value == figure.value for other in near):
            continue
        for other in near:
            if _mistaken(other, figure) and not _is_shown(other, shown):
                yield other.text, figure.text, other.span


def _apart(line: str) -> list[str]:
    """Return the words of a line, `1914–1918` as two."""
    return re.sub(r"(?<=\d)[–—-](?=\d)", " – ", line).split()


def _figures(texts: Sequence[str], spans: Sequence[Span]) -> Iterator[_Figure]:
    for number in numbers_in(texts):
        span = Span(spans[number.first].start, max(spans[number.first].end, spans[number.end - 1].end))
        text = " ".join(texts[number.first:number.end]).strip(_AROUND)
        yield _Figure(number.value, text, span, _beside(texts, number))


def _beside(texts: Sequence[str], number: Number) -> frozenset[str]:
    around = (*texts[max(0, number.first - 1):number.first], *texts[number.end:number.end + 1])
    return frozenset(form for form in map(spoken_form, around) if form.isalpha() and len(form) >= _LEAST_LETTERS)


def _mistaken(said: _Figure, shown: _Figure) -> bool:
    """Tell whether one is hardly another number than the other: short or round ones, and years, only beside the same word."""
    one, other = said.value, shown.value
    if len(one) != len(other) or len(one) < 2 or one == other:
        return False
    differ = [place for place, (a, b) in enumerate(zip(one, other, strict=True)) if a != b]
    swapped = len(differ) == 2 and differ[1] == differ[0] + 1 and sorted(one) == sorted(other)
    if not swapped and len(differ) > 1:
        return False
    year = other.isdigit() and int(other) in _YEARS and "," not in shown.text
    sure = min(map(_significant, (one, other))) >= _TELLING_DIGITS and not year
    return sure or bool(_stems(said.beside) & _stems(shown.beside)) or (year and swapped)


def _significant(value: str) -> int:
    """Return how many digits a number has that are not only its size: `12,300` has three."""
    return len(value.replace(".", "").strip("0"))


def _stems(words: frozenset[str]) -> set[str]:
    return {stem for word in words for stem in _forms(word)}


def _is_shown(said: _Figure, shown: Sequence[_Figure]) -> bool:
    return any(figure.value == said.value and figure.span.padded(NEAR_MS).overlap(said.span) for figure in shown)

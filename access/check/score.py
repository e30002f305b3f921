"""How far what was written is from what was said: errors of words, of names and numbers, and of times.

Pure: two texts in, figures out. The words are aligned by jiwer (least edit distance); what is right, wrong, missing or added,
and every time that is compared, follows from that one alignment.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

import jiwer

from access.check.numerals import SIGNS, ends_in_pause, is_number, normalised
from access.model.languages import primary
from access.model.time import Span
from access.model.words import spoken_form

_SENTENCE_END = re.compile(r"[.!?…:]['\"”’)\]]*$")
_INITIAL = re.compile(r"[^\W\d_I]\.")
_TITLES = frozenset(
    "mr mrs ms dr prof st ste rev hon gov sen rep gen col capt lt sgt mt mme mlle sr sra srta dra sig dott".split())
"""Their dot ends no sentence: a name follows."""
_ONE_PERSON = frozenset("i i'm i'll i'd i've".split())
_HARDLY_NUMBERS = frozenset("one first second".split())
"""`no one`, `at first`, `a second`: seldom a figure that anybody would miss."""
_NOUNS_HAVE_CAPITALS = frozenset({"de", "lb"})
_ALIKE = str.maketrans("‘’‚´`“”„‐‑–—\u00a0", "'''''\"\"\"---- ")
_EXAMPLES = 20
_CLOSING = ".,;:!?…\"')]"
_OPENING = "\"'“‘(«¿¡[-–—"

_Belongs = Callable[[str, int], bool]
"""Whether a word is of a kind, by the form that is compared and its place in the text."""


@dataclass(frozen=True, slots=True)
class SaidWord:
    """One word of a text that is scored."""

    text: str
    span: Span | None = None
    """None where the text has no times."""
    begins: bool = False
    """It is the first of its cue, …"""
    ends: bool = False
    """… or the last."""


@dataclass(frozen=True, slots=True)
class Errors:
    """What an alignment found, counted in words (or in characters, for languages that do not part their words)."""

    reference: int
    """How many there are in the reference."""
    right: int
    wrong: int
    missing: int
    added: int

    @property
    def rate(self) -> float | None:
        """The error rate, which may be over 1; None where the reference is empty."""
        return (self.wrong + self.missing + self.added) / self.reference if self.reference else None


@dataclass(frozen=True, slots=True)
class Kind:
    """Words of one kind, names or numbers, and how many of them were missed."""

    total: int
    missed: int
    examples: tuple[tuple[str, str], ...]
    """What was said, and what was written for it; empty where nothing was."""

    @property
    def rate(self) -> float | None:
        return self.missed / self.total if self.total else None


@dataclass(frozen=True, slots=True)
class Offsets:
    """How far times lie apart, in ms."""

    compared: int
    total: int
    """How many there were to compare."""
    bias: int
    """The median with its sign: what is late for good is above 0."""
    median: int
    p95: int
    """Both of them without sign."""


@dataclass(frozen=True, slots=True)
class Score:
    characters: bool
    """Whether it is counted in characters."""
    words: Errors
    """Case, punctuation and the writing of numbers set aside."""
    verbatim: Errors
    """With them."""
    names: Kind | None
    """None where nothing tells a name: capitals throughout, or at every noun."""
    numbers: Kind
    starts: Offsets | None
    """In-times of cues that begin with the same word; None where a text has no times."""
    ends: Offsets | None
    word_starts: Offsets | None
    """Of all words that are right. Inside a cue of a caption file they are estimates."""


def score(hypothesis: Sequence[SaidWord], reference: Sequence[SaidWord], language: str, characters: bool = False) -> Score:
    """Compare what was written with what was said. `characters`: the language does not part its words by blanks."""
    if characters:
        hypothesis, reference = list(_characters(hypothesis)), list(_characters(reference))
    plain_hypothesis, plain_reference = _forms(hypothesis, language), _forms(reference, language)
    words = _aligned([form for form, _ in plain_reference], [form for form, _ in plain_hypothesis])
    verbatim = _aligned([_alike(word.text) for word in reference], [_alike(word.text) for word in hypothesis])
    pairs = [(reference[plain_reference[left][1]], hypothesis[plain_hypothesis[right][1]]) for left, right in words.same]
    names = _names(reference, language)
    return Score(
        characters, words.errors, verbatim.errors,
        None if names is None else _kind(plain_reference, plain_hypothesis, words, lambda _, origin: origin in names),
        _kind(plain_reference, plain_hypothesis, words,
              lambda form, origin: is_number(form) and spoken_form(reference[origin].text) not in _HARDLY_NUMBERS),
        _offsets([(left.span.start, right.span.start) for left, right in pairs
                  if left.begins and right.begins and left.span and right.span],
                 sum(word.begins for word in reference)),
        _offsets([(left.span.end, right.span.end) for left, right in pairs
                  if left.ends and right.ends and left.span and right.span],
                 sum(word.ends for word in reference)),
        _offsets([(left.span.start, right.span.start) for left, right in pairs if left.span and right.span],
                 len(reference)))


@dataclass(frozen=True, slots=True)
class _Alignment:
    errors: Errors
    same: list[tuple[int, int]]
    """The places of what is the same in both."""
    instead: dict[int, list[int]]
    """For each place of the reference that is not right: what stands there."""


def _aligned(reference: Sequence[str], hypothesis: Sequence[str]) -> _Alignment:
    if not reference:
        return _Alignment(Errors(0, 0, 0, 0, len(hypothesis)), [], {})
    found = jiwer.process_words(" ".join(reference), " ".join(hypothesis)) if hypothesis else None
    if found is None:
        return _Alignment(Errors(len(reference), 0, 0, len(reference), 0), [], {place: [] for place in range(len(reference))})
    same: list[tuple[int, int]] = []
    instead: dict[int, list[int]] = {}
    for chunk in found.alignments[0]:
        left, right = range(chunk.ref_start_idx, chunk.ref_end_idx), range(chunk.hyp_start_idx, chunk.hyp_end_idx)
        if chunk.type == "equal":
            same += zip(left, right, strict=True)
        elif chunk.type == "substitute":
            instead.update({place: [other] for place, other in zip(left, right, strict=True)})
        elif chunk.type == "delete":
            instead.update({place: [] for place in left})
    return _Alignment(
        Errors(len(reference), found.hits, found.substitutions, found.deletions, found.insertions), same, instead)


def _forms(words: Sequence[SaidWord], language: str) -> list[tuple[str, int]]:
    """Return what is compared, each with the place of the word it stands for."""
    forms: list[str] = []
    places: list[int] = []
    for place, word in enumerate(words):
        for part in _spoken(word.text):
            forms.append(part)
            places.append(place)
    return [(form, places[first]) for form, first, _ in normalised(forms, language)]


def _spoken(text: str) -> list[str]:
    """Return the spoken forms of one word as `normalised` takes them: `well-known` is two, `$5,` keeps its sign and comma."""
    # A mark without a letter (U+00A8) becomes a blank with it, and no word holds a blank.
    text = "".join(unicodedata.normalize("NFKC", text.translate(_ALIKE)).split())
    form = spoken_form(text)
    parts = [part for part in map(spoken_form, form.split("-")) if part]
    if not parts:
        return [SIGNS[mark] for mark in SIGNS if text.rstrip(_CLOSING) == mark]
    if form[0].isdigit():
        parts[0] = next((mark for mark in SIGNS if f"{mark}{form}" in text), "") + parts[0]
    if form[-1].isdigit():
        parts[-1] += next((mark for mark in SIGNS if f"{form}{mark}" in text), "")
    if ends_in_pause(text):
        parts[-1] += ","
    return parts


def _alike(text: str) -> str:
    """Return a word with its typography set aside: which quotes and dashes a keyboard has is no error."""
    return "".join(unicodedata.normalize("NFC", text).translate(_ALIKE).split()) or "-"


def _characters(words: Sequence[SaidWord]) -> Iterator[SaidWord]:
    for word in words:
        count = len(word.text)
        spans = word.span.shared_out([1] * count) if word.span else [None] * count
        for place, (character, span) in enumerate(zip(word.text, spans, strict=True), 1):
            yield replace(word, text=character, span=span, begins=word.begins and place == 1, ends=word.ends and place == count)


def _names(words: Sequence[SaidWord], language: str) -> set[int] | None:
    """Return the places of words that are names by their capitals inside a sentence, and of the same words elsewhere."""
    lettered = [word.text for word in words if any(map(str.isalpha, word.text))]
    capitals = sum(text.isupper() and len(text) > 1 for text in lettered)
    if primary(language) in _NOUNS_HAVE_CAPITALS or capitals * 2 > len(lettered):
        return None
    inside = set[str]()
    before = "."
    for word in words:
        letters = word.text.lstrip(_OPENING)
        form = spoken_form(word.text)
        if letters[:1].isupper() and form not in _ONE_PERSON | _TITLES and not _ends_sentence(before):
            inside.add(form)
        before = word.text
    return {place for place, word in enumerate(words)
            if spoken_form(word.text) in inside and word.text.lstrip(_OPENING)[:1].isupper()}


def _ends_sentence(text: str) -> bool:
    initial = _INITIAL.fullmatch(text.lstrip(_OPENING)) is not None
    return _SENTENCE_END.search(text) is not None and not initial and spoken_form(text) not in _TITLES


def _kind(
    reference: Sequence[tuple[str, int]], hypothesis: Sequence[tuple[str, int]], found: _Alignment, belongs: _Belongs,
) -> Kind:
    of_kind = [place for place, (form, origin) in enumerate(reference) if belongs(form, origin)]
    missed = [place for place in of_kind if place in found.instead]
    examples = dict.fromkeys(
        (reference[place][0], " ".join(hypothesis[other][0] for other in found.instead[place])) for place in missed)
    return Kind(len(of_kind), len(missed), tuple(examples)[:_EXAMPLES])


def _offsets(times: Sequence[tuple[int, int]], total: int) -> Offsets | None:
    if not times:
        return None
    signed = sorted(there - here for here, there in times)
    distances = sorted(map(abs, signed))
    return Offsets(len(times), total, _rank(signed, 0.5), _rank(distances, 0.5), _rank(distances, 0.95))


def _rank(ordered: Sequence[int], share: float) -> int:
    """Return the nearest-rank quantile."""
    return ordered[max(0, -int(-share * len(ordered) // 1) - 1)]

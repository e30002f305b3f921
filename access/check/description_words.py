"""How descriptions are worded: whole sentences in the present, of what is there, once, in the film's language.

What a description reads out from the screen is somebody else's text, and is not held to this.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from rapidfuzz.distance import Indel

from access.check import description_phrases as phrases
from access.check.programme import Programme
from access.check.quoting import own_words
from access.check.tense import Sure, past_tense
from access.lexis.picturewords import FEELINGS, GUESSES
from access.lexis.refusals import DATA, NEVER_SPOKEN
from access.model.languages import primary, spaceless
from access.model.package import Finding, Severity
from access.model.script import Description, DescriptionPlan
from access.model.time import clock
from access.model.words import spoken_form, spoken_forms

_MOST_WORDS = 60
"""At 160 words a minute over 22 s: nobody follows a film meanwhile."""
_NEAR_MS = 60_000
_SOME_WORDS = 5
"""Fewer words may well happen again: `He nods.`"""
_LATELY_MS = 300_000
_ALIKE = 0.85
_ENOUGH = 60
"""Characters; a shorter text does not show its language well enough to blame it for it."""
_ALIKE_LANGUAGES = (
    frozenset("da no nb nn sv".split()), frozenset("hr bs sr sl".split()), frozenset("es gl ca pt".split()),
    frozenset("cs sk".split()), frozenset("id ms".split()), frozenset("nl af".split()), frozenset("ru uk be bg".split()))
"""A short text of one is often taken for another."""
_CLOSED = re.compile(r"[.!?…。！？｡][\"'”’»)\]]*\s*$")
_OPEN = re.compile(
    r"(?:[,;:–—&/(-]|\.{2}|\b(?:and|or|but|the|an?|of|to|with|in|on|at|by|from|into|his|her|their|its|who|which|that|as|while|"
    r"und|oder|der|die|das|ein|eine|mit|von|zu|im|et|ou|le|la|les|un|une|de|du|des|avec|y|el|los|con|una|di|os|um|uma|com|en|het|"
    r"een|van|met))\W*$", re.IGNORECASE)
"""No sentence ends so."""
_CAPITALS = frozenset("""
    monday tuesday wednesday thursday friday saturday sunday january february march april may june july august september october
    november december christmas easter english german french spanish italian american british i i'm
""".split())


def word_rules(plan: DescriptionPlan, programme: Programme) -> Iterator[Finding]:
    for description in plan.descriptions:
        yield from _whole(description)
        yield from _doubted(description)
        if not description.matter.read:
            yield from _worded(description, programme)
    yield from _repeated(plan.descriptions)
    yield from _in_another_language(plan.descriptions, programme)
    yield from _named_too_soon(plan.descriptions, programme)


def _found(rule: str, severity: Severity, description: Description, message: str) -> Finding:
    return Finding(rule, severity, f"{clock(description.span.start)}: {message}.", description.span)


def _shown(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= 60 else f"{line[:59]}…"


# --- one description -----------------------------------------------------------------------------------------------


def _worded(description: Description, programme: Programme) -> Iterator[Finding]:
    own, tongue = own_words(description.text), primary(programme.language)
    if not spoken_forms(description.text):
        return
    if match := DATA.match(description.text) or NEVER_SPOKEN.search(own):
        yield _found("descriptions.placeholder", Severity.FAILURE, description,
                     f"a refusal, an error or a placeholder, and no description ({_shown(match[0])})")
        return
    looked = phrases.OF_THE_PICTURE.get(tongue, _NEVER).search(own)
    if looked:
        yield _found("descriptions.we-see", Severity.WARNING, description,
                     f"“{_shown(looked[0].strip(' .!?…'))}” tells of looking, or of a picture as a picture; say what is there")
    # "We see" has been told.
    rest = own.replace(looked[0], " ") if looked else own
    if match := phrases.PERSON.get(tongue, _NEVER).search(rest):
        yield _found("descriptions.person", Severity.WARNING, description,
                     f"“{match[0].strip()}”: descriptions are in the third person")
    if past := past_tense(description.text, programme.language):
        severity = Severity.WARNING if past.sure is Sure.YES else Severity.NOTE
        unsure = "" if past.sure is Sure.YES else ", or so it seems"
        yield _found("descriptions.past-tense", severity, description,
                     f"“{past.verb}” is past tense{unsure}; what is told happens now")
    if match := GUESSES.get(tongue, _NEVER).search(own):
        yield _found("descriptions.interpreted", Severity.NOTE, description, f"“{match[0]}” is a guess; say what shows it")
    if match := FEELINGS.get(tongue, _NEVER).search(own):
        yield _found("descriptions.interpreted", Severity.NOTE, description,
                     f"“{match[0]}” says how it feels or strikes somebody; say what is seen of it")
    count = len(spoken_forms(description.text))
    if count > _MOST_WORDS:
        yield Finding("descriptions.too-long", Severity.NOTE,
                      f"{clock(description.span.start)}: {count} words in one go; {_MOST_WORDS} at most are followed.",
                      description.span, count, _MOST_WORDS)


_NEVER = re.compile(r"(?!)")


def _whole(description: Description) -> Iterator[Finding]:
    """Tell a text that breaks off. Text from the screen ends as it ends there."""
    text = description.text.strip()
    if not spoken_forms(text):
        yield _found("descriptions.placeholder", Severity.FAILURE, description, "nothing that can be spoken")
    elif description.matter.read or _CLOSED.search(text) or phrases.MARKED_AS_TEXT.match(text):
        return
    elif _OPEN.search(text):
        yield _found("descriptions.cut-off", Severity.FAILURE, description, f"the sentence breaks off (…{text[-30:]})")
    else:
        yield _found("descriptions.no-punctuation", Severity.NOTE, description,
                     "no punctuation at the end: a voice makes no pause")


def _doubted(description: Description) -> Iterator[Finding]:
    if description.doubts:
        yield _found("descriptions.doubt", Severity.WARNING, description,
                     f"a person should look at “{_shown(description.text)}”: {'; '.join(description.doubts)}")


# --- among each other ----------------------------------------------------------------------------------------------


def _repeated(descriptions: Sequence[Description]) -> Iterator[Finding]:
    """Tell what is said twice: the same words, or nearly, not long before. Short things do happen again."""
    said = sorted(((one, spoken_forms(one.text)) for one in descriptions), key=lambda item: item[0].span)
    last: dict[tuple[str, ...], Description] = {}
    first = 0
    for number, (one, forms) in enumerate(said):
        while said[first][0].span.start < one.span.start - _LATELY_MS:
            first += 1
        earlier = last.get(tuple(forms))
        if forms and earlier is not None:
            grave = len(forms) >= _SOME_WORDS or one.span.start - earlier.span.end <= _NEAR_MS
            yield _found("descriptions.repeated", Severity.WARNING if grave else Severity.NOTE, one,
                         f"the same was said at {clock(earlier.span.start)}")
        elif len(forms) > _SOME_WORDS and not one.matter.read:
            alike = next((other for other, others in reversed(said[first:number])
                          if len(others) > _SOME_WORDS and _nearly(forms, others)), None)
            if alike is not None:
                yield _found("descriptions.repeated", Severity.NOTE, one,
                             f"nearly the same was said at {clock(alike.span.start)}")
        last[tuple(forms)] = one


def _nearly(some: Sequence[str], others: Sequence[str]) -> bool:
    # A number tells two texts apart.
    if {word for word in some if word.isdigit()} != {word for word in others if word.isdigit()}:
        return False
    return bool(Indel.normalized_similarity(some, others, score_cutoff=_ALIKE) >= _ALIKE)


def _in_another_language(descriptions: Sequence[Description], programme: Programme) -> Iterator[Finding]:
    """Tell where descriptions are in another language than the film's: all of them, else those that surely are."""
    own = [(one, own_words(one.text)) for one in descriptions if not one.matter.read]
    whole = programme.language_of(" ".join(text for _, text in own))
    if programme.language and _differ(whole, programme.language):
        yield Finding("descriptions.other-language", Severity.FAILURE,
                      f"The descriptions are in {whole}; their film, or their file's name, is in {programme.language}.")
    expected = whole or programme.language
    for one, text in own:
        shown = programme.language_of(text) if len(text.strip()) >= _ENOUGH else ""
        if expected and _differ(shown, expected):
            yield _found("descriptions.other-language", Severity.WARNING, one,
                         f"“{_shown(text)}” is in {shown}, and the others are in {expected}")


def _differ(one: str, other: str) -> bool:
    one, other = primary(one), primary(other)
    return bool(one and other) and one != other and not any({one, other} <= alike for alike in _ALIKE_LANGUAGES)


def _named_too_soon(descriptions: Sequence[Description], programme: Programme) -> Iterator[Finding]:
    """Tell names that are used before the film itself says or shows them; those that it never does, it cannot give away.

    Where nouns have capitals, or words have no blanks between, nothing tells a name.
    """
    if primary(programme.language) in ("de", "lb") or spaceless(programme.language):
        return
    known: dict[str, int] = {}
    texts = [(word.span.start, word.text) for word in programme.words]
    texts += [(text.span.start, word) for text in programme.screen for line in text.lines for word in line.split()]
    for start, word in texts:
        form = _name_form(word)
        known[form] = min(start, known.get(form, start))
    told: set[str] = set()
    for one in sorted(descriptions, key=lambda description: description.span):
        names = _names(own_words(one.text)) if not one.matter.read else []
        if one.matter.read:
            told |= {_name_form(word) for word in one.text.split()}
        for name in names:
            form = _name_form(name)
            if form not in told and known.get(form, 0) > one.span.end:
                yield _found("descriptions.name-too-soon", Severity.NOTE, one,
                             f"“{name}” is named here, and in the film first at {clock(known[form])}")
            told.add(form)


def _names(text: str) -> list[str]:
    """Return the words that have a capital inside a sentence."""
    found, opens = [], True
    for word in text.split():
        plain = spoken_form(word)
        if not opens and word.lstrip("\"“‘'(")[:1].isupper() and plain and plain not in _CAPITALS and len(plain) > 1:
            found.append(word.strip("\"“”‘’'().,;:!?…"))
        opens = word.endswith((".", "!", "?", "…", ":"))
    return found


def _name_form(word: str) -> str:
    form = spoken_form(word)
    return form.removesuffix("'s") or form

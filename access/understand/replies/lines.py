"""An answer taken apart: its lines, what each is about, and its sentences, without markup and the tokens of a chat."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from access.model.findings import Facet
from access.model.words import spoken_form

_LABELS = {
    Facet.PLACE: "place|location|setting|where|scene|ort|schauplatz|lieu|endroit|décor|lugar|luogo|posto|local|plaats|locatie",
    Facet.WHO: "who|people|person|persons|character|characters|subject|subjects|wer|personen|qui|personnes|personnages|quién"
               "|quiénes|quien|personas|chi|persone|personaggi|quem|pessoas|wie|mensen|personages",
    Facet.ACTION: "action|actions|activity|what happens|what|handlung|aktion|geschehen|acción|azione|azioni|ação|actie"
                  "|handeling",
    Facet.LOOK: "look|looks|appearance|detail|details|visual|visual details|aussehen|erscheinung|aspect|apparence|aspecto"
                "|apariencia|aspetto|apparenza|aparência|uiterlijk",
}
_FACETS = {label: facet for facet, labels in _LABELS.items() for label in labels.split("|")}
_ANY = "|".join(sorted(_FACETS, key=len, reverse=True))
_LABEL = re.compile(rf"^\W*({_ANY})\s*(?:\([^)]*\)\s*)?(?::|\s[–—-]\s)\s*", re.IGNORECASE)
_INLINE = re.compile(rf"(?<=[\s.;|,])(?=(?:{_ANY.upper()}|(?:Frame|Image|Picture|Shot) \d+)\s*:)")
"""Labels that follow one another on one line, in capitals, and the numbers of frames."""
_OTHER_LABEL = re.compile(
    r"^\W*(?:alt(?:ernative)?[ -]?text|text alternative|long|alternativtext"
    r"|(?:audio |short |brief |final |long |extended )?(?:description|answer|caption|output|response|summary|sentence)"
    r"|(?:frames?|images?"
    r"|pictures?|shots?|scene)\s*#?\d+(?:\s*(?:-|–|to)\s*\d+)?|beschreibung|antwort|bild \d+|réponse|descripción|respuesta"
    r"|descrizione|risposta|descrição|resposta|beschrijving|antwoord)\s*:\s*", re.IGNORECASE)
_ASIDE = re.compile(r"^\W*(?:note|hinweis|remarque|nota|opmerking|disclaimer|tip|words?|word count)\s*:", re.IGNORECASE)
_THOUGHTS = re.compile(r"<(think|thinking|reasoning)>.*?(?:</\1>|$)", re.DOTALL | re.IGNORECASE)
_TURN = re.compile(r"^\s*(?:assistant|ai|model)\s*:", re.MULTILINE | re.IGNORECASE)
_NEXT_TURN = re.compile(r"^\s*(?:user|human|system|question)\s*:.*", re.MULTILINE | re.DOTALL | re.IGNORECASE)
_SHOT_LABEL = re.compile(r"^\W*(?:PLACE|WHO|ACTION|LOOK)\s*:\s*")
"""What the lines about a shot are named: a model that was taught so may name those about a still."""
_TOKEN = re.compile(r"<\|[^<>|]{0,60}\|>|</?[A-Za-z][^<>]{0,120}>|<(?:0x[0-9A-F]{2})>|\[/?INST\]|\[/?SYS\]")
_FENCE = re.compile(r"^\s*(?:```|~~~).*$", re.MULTILINE)
_LINK = re.compile(r"!?\[([^\[\]]*)\]\([^()]*\)")
_MARKUP = re.compile(r"\*+|`+|~~|(?<!\w)_+|_+(?!\w)|^\s{0,3}#{1,6}\s+|-->|[<>|\\]")
_BULLET = re.compile(r"^\s*(?:[-–—•·*+▪►]|\(?\d{1,2}[.)]|\(?[a-d]\))\s+")
_ROW = re.compile(r"^[ \t]*\|(.*\w.*)\|[ \t]*$", re.MULTILINE)
_RULE = re.compile(r"^[ \t]*\|?[ \t:|-]*-{2,}[ \t:|-]*$\n?", re.MULTILINE)
"""A table's row, and the line beneath its head, as Markdown draws them."""
_JOINERS = "\u200c\u200d"
_KEPT = "°©®™℃℉№"
"""Signs that are read, not drawings."""
_UNSEEN = frozenset(("Cc", "Cf", "Cs", "Cn", "Co", "So", "Zl", "Zp"))
_SENTENCE = re.compile(
    r"(?<=[.!?…])([\"”’»)]*)\s+(?=[^\W\d_a-zß-ÿ]|[\"“„«¿¡(\d])|(?<=[。！？])([」』”）]*)\s*(?=[^\s」』”）])")
_ABBREVIATIONS = frozenset(
    "dr mr mrs ms prof st jr sr mt no vs approx ca bzw z.b d.h u.a hr fr nr sra sr.ª dott ing av rev gen".split())


@dataclass(frozen=True, slots=True)
class Said:
    """One sentence of an answer, as the engine wrote it but for markup."""

    text: str
    facet: Facet | None = None
    """What its line was named; None in plain sentences."""
    ended: bool = True
    """Whether it ends as a sentence does."""


def sentences(answer: str) -> tuple[Said, ...]:
    """Return the sentences of an answer, in order, with what their line says that they are about."""
    return tuple(_sentences(plain(answer)))


def paragraphs(answer: str) -> tuple[tuple[Said, ...], ...]:
    """Return the lines of an answer about a still, each as its sentences: lists and tables stay what they are.

    A table's cells are parted by commas. What a line is named, `People: 5 million`, is its text here.
    """
    rows = _RULE.sub("", answer)
    rows = _ROW.sub(lambda row: ", ".join(cell.strip() for cell in row.group(1).split("|") if cell.strip()), rows)
    lines = (_SHOT_LABEL.sub("", _OTHER_LABEL.sub("", line)) for line in plain(rows).splitlines() if not _ASIDE.match(line))
    return tuple(
        tuple(Said(sentence, ended=ended(sentence)) for sentence in split(line)) for line in lines if line.strip(" .:-–—"))


def plain(answer: str) -> str:
    """Return an answer without what belongs to a chat, to markup, or on no page: line by line."""
    text = _THOUGHTS.sub(" ", unicodedata.normalize("NFC", answer))
    *_, text = _TURN.split(text)
    text = _NEXT_TURN.sub("", text)
    text = _LINK.sub(r"\1", _FENCE.sub("", _TOKEN.sub(" ", text)))
    lines = []
    for line in text.splitlines():
        cleaned = "".join(filter(_shown, line.replace("\t", " ").replace("\u00a0", " ")))
        while (bare := _MARKUP.sub("", _BULLET.sub("", cleaned))) != cleaned:
            cleaned = bare
        lines.append(" ".join(cleaned.split()))
    return "\n".join(filter(None, lines))


def ended(text: str) -> bool:
    return text.rstrip("\"'”’»)」』）").endswith((".", "!", "?", "…", "。", "！", "？"))


def sentence_of(text: str) -> str:
    """Return words as a sentence: with a capital, and a full stop."""
    bare = text.strip(" ,;:–—-")
    bare = bare if not bare or ended(bare) else f"{bare}."
    return bare[:1].upper() + bare[1:]


def _shown(sign: str) -> bool:
    """Tell whether a sign may stand in a description: no controls, no marks that turn the direction, no drawings."""
    return sign in _JOINERS or sign in _KEPT or unicodedata.category(sign) not in _UNSEEN


def _sentences(text: str) -> Iterator[Said]:
    facet: Facet | None = None
    for line in _INLINE.sub("\n", text).splitlines():
        if _ASIDE.match(line):
            continue
        if label := _LABEL.match(line):
            facet, line = _FACETS[label.group(1).casefold()], line[label.end():]
        elif other := _OTHER_LABEL.match(line):
            facet, line = None, line[other.end():]
        if line.rstrip().endswith(":"):
            continue
        for sentence in split(line):
            yield Said(sentence, facet, ended(sentence))


def split(line: str) -> list[str]:
    """Return the sentences of one line."""
    parts: list[str] = []
    start = 0
    for border in _SENTENCE.finditer(line):
        words = line[start:border.start()].split()
        last = words[-1] if words else ""
        if last.endswith(".") and (spoken_form(last) in _ABBREVIATIONS or (len(last) == 2 and last[0].isupper())):
            continue
        parts.append(line[start:max(border.end(1), border.end(2))].strip())
        start = border.end()
    return [part for part in (*parts, line[start:].strip()) if part]

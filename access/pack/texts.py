"""What all text formats share: text made safe to write, and the text of a given cue made into a line of a script.

Words come from media, from recognisers and from people; here they are data. Each format escapes its own marks.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from xml.etree.ElementTree import Element

from access.model.findings import ScriptLine
from access.model.languages import runs_right_to_left
from access.model.time import Span

_BIDI = frozenset(map(chr, (0x061C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A), 0xFEFF)))
RIGHT_TO_LEFT = "\u200f"
"""A letter that is not seen and is written from right to left."""
_SOUND = re.compile(r"\[([^\[\]]*)\]|\(([^()]*)\)|♪([^♪]*)♪?")
_NAME = re.compile(r"(?P<name>[^\W_][\w .'’&/-]{0,38}?) ?:\s+(?=\S)")
_NAME_WORDS = 4


def clean(text: str) -> str:
    """Return one line without control, bidirectional and undecodable characters, spaces made single. Idempotent.

    A no-break space and the joiners that scripts and emoji need stay.
    """
    # All that is taken out or tamed is what Python calls not printable; most text has none of it.
    kept = text if text.isprintable() else "".join(_tame(character) for character in text)
    return re.sub(" +", " ", kept).strip()


def cleaned(lines: Sequence[str]) -> tuple[str, ...]:
    """Return the lines clean, the blank ones left out."""
    return tuple(line for line in map(clean, lines) if line)


def spoken_lines(lines: Sequence[str], speaker: str) -> tuple[str, ...]:
    """Return the lines of a caption as a viewer reads them: clean, and `NAME: ` before the first where there is a name."""
    text = cleaned(lines)
    name = clean(speaker)
    return (f"{name}: {text[0]}", *text[1:]) if text and name else text


def steered(line: str, language: str) -> str:
    """Return a clean line of a language written from right to left with a mark before it if it would be taken for another.

    `clean` takes the mark away again.
    """
    first = next((kind for kind in map(unicodedata.bidirectional, line) if kind in ("L", "R", "AL")), "")
    return f"{RIGHT_TO_LEFT}{line}" if first == "L" and runs_right_to_left(language) else line


def script_line(text: str, span: Span, voice: str = "") -> ScriptLine | None:
    """Read the plain text of a given cue, line by line; None where nothing is left of it.

    A cue all in brackets or between notes names a sound, or is sung. `voice` is the speaker where the format says so; else a
    name before a colon is, but only in capitals: `So I told him: go` is a sentence.
    """
    rows, name = cleaned(text.split("\n")), clean(voice)
    if not rows:
        return None
    line = " ".join(rows)
    if not _SOUND.sub("", line).strip(" ,-–—"):
        label = ", ".join(filter(None, map(_label, _SOUND.finditer(line)))) or "music"
        return ScriptLine(label, name, span, sounds=True, rows=() if rows in ((label,), (f"[{label}]",)) else rows)
    if name:
        begin = len(name) + 1 if line.startswith(f"{name}:") and line[len(name) + 1:].strip() else 0
        return _spoken(rows, begin, name, span)
    match = _NAME.match(line)
    if match and match["name"].isupper() and len(match["name"].split()) <= _NAME_WORDS:
        return _spoken(rows, match.end(), match["name"].strip(), span)
    return _spoken(rows, 0, "", span)


def _spoken(rows: Sequence[str], begin: int, speaker: str, span: Span) -> ScriptLine:
    """Take what is said from its `begin` on, counted in letters over all lines."""
    said = cleaned("\n".join(rows)[begin:].split("\n"))
    return ScriptLine(" ".join(said), speaker, span, rows=said if len(said) > 1 else ())


def _label(match: re.Match[str]) -> str:
    """Return what a sound is called; what is sung keeps its notes, which tell it from a sound."""
    named, aside, sung = (clean(part or "") for part in match.groups())
    return f"♪ {sung} ♪" if sung else named or aside


def _tame(character: str) -> str:
    category = unicodedata.category(character)
    if category in ("Cc", "Zl", "Zp"):
        return " "
    return "" if category == "Cs" or character in _BIDI else character


def indent(element: Element, whole: str, margin: str = "\n") -> None:
    """Put every element of XML on a line of its own, but leave those named `whole` as they are: white space there is text."""
    if element.tag == whole or not len(element):
        return
    element.text = f"{margin}  "
    for child in element:
        indent(child, whole, f"{margin}  ")
        child.tail = f"{margin}  "
    element[-1].tail = margin

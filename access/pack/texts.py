"""What all text formats share: text made safe to write, and the text of a given cue made into a line of a script.

Words come from media, from recognisers and from people; here they are data. Each format escapes its own marks.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

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
    kept = "".join(_tame(character) for character in text)
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
    """Read the plain text of a given cue; None where nothing is left of it.

    A cue all in brackets or between notes names a sound. `voice` is the speaker where the format says so; else a name
    before a colon is, but only in capitals: `So I told him: go` is a sentence.
    """
    line, name = clean(text), clean(voice)
    if not line:
        return None
    if not _SOUND.sub("", line).strip(" ,-–—"):
        labels = [clean("".join(match)) for match in _SOUND.findall(line)]
        return ScriptLine(", ".join(filter(None, labels)) or "music", speaker=name, span=span, sounds=True)
    if name:
        return ScriptLine(line.removeprefix(f"{name}:").lstrip() or line, name, span)
    match = _NAME.match(line)
    if match and match["name"].isupper() and len(match["name"].split()) <= _NAME_WORDS:
        return ScriptLine(line[match.end():], match["name"].strip(), span)
    return ScriptLine(line, span=span)


def _tame(character: str) -> str:
    category = unicodedata.category(character)
    if category in ("Cc", "Zl", "Zp"):
        return " "
    return "" if category == "Cs" or character in _BIDI else character

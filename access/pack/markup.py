"""The marks inside a cue of VTT or SRT: what a viewer reads without them, and how words keep theirs when lines break anew.

Every pattern here is linear in what it reads: a stranger's file may hold nothing but `<`.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from access.model.captions import FlawKind
from access.pack.texts import clean, cleaned

_TAG = re.compile(r"</?(?P<name>[a-zA-Z]+)[^<>]*>|</>|<(?P<time>[\d:.]+)>")
_BRACES = re.compile(r"\{\\[^{}]*\}")
_ENTITY = re.compile(r"&(?:[a-zA-Z]{2,8}|#\d{1,7}|#x[\da-fA-F]{1,6});")
_LETTER = re.compile(rf"{_ENTITY.pattern}|.", re.DOTALL)
_VOICE = re.compile(r"<v(?:\.[^\s<>]*)?\s+([^<>]*)>")
_BLANK = " \t\n\f"


@dataclass(frozen=True, slots=True)
class Dialect:
    """The marks of one format."""

    known: frozenset[str]
    """Names of tags that players know, in lower case."""
    escaped: bool
    """`<` and `&` are written as entities."""
    parts: re.Pattern[str]
    """A mark, blanks, or text, one after the other."""


def _dialect(known: str, escaped: bool) -> Dialect:
    mark = _TAG.pattern if escaped else rf"{_TAG.pattern}|{_BRACES.pattern}"
    return Dialect(frozenset(known.split()), escaped,
                   re.compile(rf"(?P<mark>{mark})|(?P<blank>[{_BLANK}]+)|(?P<text>[^<{{{_BLANK}]+|.)", re.DOTALL))


VTT_MARKS = _dialect("b c i lang rt ruby u v", escaped=True)
SRT_MARKS = _dialect("b font i s u", escaped=False)


@dataclass(frozen=True, slots=True)
class Token:
    """One word with the marks that cling to it."""

    raw: str
    plain: str


def plain_lines(payload: Sequence[str], marks: Dialect) -> tuple[str, ...]:
    """Return the lines as a viewer reads them."""
    text = "".join(match[0] for match in marks.parts.finditer("\n".join(payload)) if match["mark"] is None)
    return cleaned((html.unescape(text) if marks.escaped else text).split("\n"))


def voices_in(text: str, marks: Dialect) -> tuple[str, ...]:
    """Return who speaks by the markup alone, in order, each once."""
    if not marks.escaped:
        return ()
    return tuple(dict.fromkeys(filter(None, (clean(html.unescape(name)) for name in _VOICE.findall(text)))))


def unknown_marks(text: str, marks: Dialect) -> Iterator[tuple[FlawKind, str]]:
    """Yield what players drop, swallow or show as it stands, with a sample of it; each kind once."""
    tags = [match for match in marks.parts.finditer(text) if match["mark"] is not None]
    unknown = next((tag[0] for tag in tags if tag["name"] and tag["name"].lower() not in marks.known), "")
    if marks.escaped:
        # In WebVTT a `<` swallows all that follows up to the next `>`.
        bare = next((match.start() for match in marks.parts.finditer(text) if match[0] == "<"), None)
        if bare is not None:
            yield FlawKind.UNESCAPED, text[bare:bare + 40]
        unknown = unknown or next(iter(_BRACES.findall(text)), "")
    else:
        unknown = unknown or next(iter(_ENTITY.findall(text)), "")
    if unknown:
        yield FlawKind.MARKUP, unknown


def is_karaoke(payload: Sequence[str]) -> bool:
    """Return whether words carry times of their own, which a new time of the cue would contradict."""
    return any(match["time"] for line in payload for match in _TAG.finditer(line))


def tokens(payload: Sequence[str], marks: Dialect) -> tuple[Token, ...]:
    """Return the words of a cue, each with its marks; together they are the whole cue."""
    found: list[Token] = []
    raw = plain = ""
    for match in marks.parts.finditer("\n".join(payload)):
        if match["blank"] is None:
            raw += match[0]
            if match["mark"] is None:
                plain += match[0]
        elif word := clean(html.unescape(plain) if marks.escaped else plain):
            found.append(Token(raw, word))
            raw = plain = ""
    if word := clean(html.unescape(plain) if marks.escaped else plain):
        found.append(Token(raw, word))
    elif raw and found:
        found[-1] = Token(found[-1].raw + raw, found[-1].plain)
    return tuple(found)


def raw_letters(raw: str, plain: str, marks: Dialect) -> list[str] | None:
    """Take a word apart into its letters, each with the marks that cling to it; None where its marks hold for no letter."""
    found: list[str] = []
    waiting = ""
    for match in marks.parts.finditer(raw):
        if match["mark"] is not None:
            if match[0].startswith("</") and found and not waiting:
                found[-1] += match[0]
            else:
                waiting += match[0]
            continue
        for letter in _LETTER.findall(match[0]) if marks.escaped else match[0]:
            found.append(waiting + letter)
            waiting = ""
    if waiting and found:
        found[-1] += waiting
    read = ["".join(part[0] for part in marks.parts.finditer(one) if part["mark"] is None) for one in found]
    return found if [html.unescape(one) if marks.escaped else one for one in read] == list(plain) else None


def opened(raw: str, before: Sequence[str]) -> tuple[str, ...]:
    """Return the marks that are open after `raw`, those open before it being `before`."""
    stack = list(before)
    for match in re.finditer(rf"{_TAG.pattern}|{_BRACES.pattern}", raw):
        if match[0].startswith("{"):
            stack.append(match[0])
        elif match["time"]:
            continue
        elif not match[0].startswith("</"):
            stack.append(match[0])
        else:
            name = (match["name"] or "").lower()
            place = next((n for n in range(len(stack) - 1, -1, -1) if _name(stack[n]) == name), None)
            if place is not None:
                del stack[place]
    return tuple(stack)


def closing(stack: Sequence[str]) -> str:
    """Return the marks that close what is open."""
    return "".join(f"</{name}>" for name in map(_name, reversed(stack)) if name)


def escaped(text: str) -> str:
    """Return text of WebVTT in which a bare `<` is written as one."""
    return "".join("&lt;" if match[0] == "<" else match[0] for match in VTT_MARKS.parts.finditer(text))


def _name(mark: str) -> str:
    match = _TAG.match(mark)
    return (match["name"] or "").lower() if match else ""

"""What a model answered about a still picture, parted: its text alternative, and its long description.

One line `LONG:` between them is asked for. What comes is that, or labels in whatever language, with numbers; JSON; HTML;
several proposals to choose from; a polite sentence before it and a count of its characters after.
"""

from __future__ import annotations

import html
import json
import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from access.engines.vision.stills import LONG, NOTHING

EMPTY = re.compile(rf"\A(?!{LONG})(?:[A-Z]+:)?\s*[\"'(\[]*(?:{NOTHING}|N/A)?[\"').\]]*\Z", re.IGNORECASE)
"""A line that says nothing, with or without a label."""
_TABLE = Path(__file__).with_name("labels.toml")
_LABEL = re.compile(r"\s*(?:[-*•]\s+|\(?\d{1,2}[.)]\s+)?_*([^\W\d_][^:：\n]{0,60}?)\s*[:：](?!//)(?:__)?[ \t]*")
_HEADING = re.compile(r"\s*(?:\(?\d{1,2}[.)]\s+)?_*([^\W\d_][^:：.\n]{2,40}?)\s*")
_TONGUE = re.compile(r"\s+(?:in|auf|en|em|på|po|w)\s+\S+\Z")
_LATER = re.compile(rf"(?<=[.!?…\"”»)。！？])(?<!^\d\.)[ \t]+(?={LONG})", re.MULTILINE)
"""Before a label that stands within a line."""
_ITEM = re.compile(r"\s*(?:[-*•–]|\(?(\d{1,2})[.)])\s+")
_NUMBER = re.compile(r"\s*\(?\d{1,2}[.)]\s+")
_BRACKETED = re.compile(r"\s*\(?\d{1,2}\)\s+")
"""No text begins so; one may well begin as `1. FC Köln`."""
_OBJECT = re.compile(r"\{\s*[\"'“]")
_PAIR = re.compile(r"""["'“]([^"'”\n]{1,40})["'”]\s*:\s*(?:"((?:[^"\\]|\\.)*)(?:"|\Z)|'((?:[^'\\]|\\.)*)(?:'|\Z))""", re.DOTALL)
_IMG = re.compile(r"<img\b[^>]*?\balt\s*=\s*(?:\"([^\"]*)\"|'([^']*)')[^>]*>|!\[([^\]\n]+)\]\([^)\n]*\)", re.IGNORECASE)
_COUNT = re.compile(
    r"\s*[(\[]\s*(?:~|about |ca\. )?\d{1,4}\s*(?:characters?|chars?|zeichen|caractères|caracteres|caratteri|tekens|tecken|tegn"
    r"|znaków|znaki|文字|字符|words?|wörter|mots|palabras|parole)[^)\]\n]{0,20}[)\]]\.?\s*\Z", re.IGNORECASE)
_EMPHASIS = re.compile(r"(?<![\w*])\*([^*\n]+)\*(?![\w*])")
_LONGEST_POLITE = 120


@dataclass(frozen=True, slots=True)
class Parts:
    short: str
    """The text alternative, in one line."""
    long: str = ""


def parted(answer: str) -> Parts:
    """Part an answer without thoughts in it."""
    found = _of_json(answer) or _of_markup(answer)
    return found if found else _of_lines(_LATER.sub("\n", answer).splitlines())


def _of_json(answer: str) -> Parts | None:
    start = _OBJECT.search(answer)
    if start is None or _said(answer[:start.start()].strip(" \t\n[").splitlines()):
        return None  # the picture shows it
    try:
        read, _ = json.JSONDecoder().raw_decode(answer, start.start())
    except (ValueError, RecursionError):  # cut off, or written as Python writes it
        read = {key: _unescaped(double or single) for key, double, single in _PAIR.findall(answer, start.start())}
    return _of_object(read) if isinstance(read, dict) else None


def _of_object(read: Mapping[str, Any], depth: int = 2) -> Parts | None:
    said: dict[str, str] = {}
    for key, value in read.items():
        if isinstance(value, Mapping) and depth and (inner := _of_object(value, depth - 1)):
            return inner
        kind = _kind(str(key))
        if kind in ("alt", "short", "long") and (text := _text_of(value)):
            said.setdefault("long" if kind == "short" and "alt" in said else kind, text)
    short = said.get("alt") or said.get("short", "")
    known = said or any(_kind(str(key)) in ("alt", "long") for key in read)
    return Parts(_joined(short.splitlines(), numbered=False), said.get("long", "")) if known else None


def _text_of(value: Any) -> str:
    if isinstance(value, Sequence) and not isinstance(value, str):
        return "\n".join(one for one in value if isinstance(one, str))
    return value if isinstance(value, str) else ""


def _unescaped(text: str) -> str:
    """Return a JSON string that has lost its end."""
    try:
        return str(json.loads(f'"{text}"', strict=False))
    except ValueError:
        return text


def _of_markup(answer: str) -> Parts | None:
    """Read the text of an `<img>` or of Markdown's image; what follows it is more."""
    found = _IMG.search(answer)
    if found is None or _said(answer[:found.start()].splitlines()):
        return None
    short = html.unescape(next(filter(None, found.groups()), ""))
    more = _of_lines(answer[found.end():].splitlines())
    return Parts(" ".join(short.split()), more.long) if short.strip() else None


def _of_lines(lines: Sequence[str]) -> Parts:
    before: list[str] = []
    alt: list[str] = []
    long: list[str] = []
    aside: list[str] = []
    into, numbered = before, False
    for line in lines:
        kind, rest = _label(line)
        if into is long and not (kind == "long" or (kind == "alt" and not _said([*before, *alt]))):
            kind = ""  # a form, a page, a chart has labels of its own
        numbered |= bool(kind and _NUMBER.match(line))
        match kind:
            case "long":
                into = long
            case "alt" | "proposal":
                into = [] if _said(alt) else alt
            case "short":
                into = long if _said([*before, *alt]) else alt
            case "aside":
                into, rest = aside, line
        if not EMPTY.match(text := rest if kind else line) and not _is_farewell(text):
            into.append(text)
    short = next(filter(_said, (alt, before)), [] if long else aside)
    return Parts(_joined(short, numbered), "\n".join(long))


def _label(line: str) -> tuple[str, str]:
    """Return what a line is labelled as, empty where it is not, and what stands after the label."""
    found = _LABEL.match(line)
    if found and (kind := _kind(found[1])):
        return kind, line[found.end():]
    alone = _HEADING.fullmatch(line)
    if alone and " " in alone[1].strip() and (kind := _kind(alone[1])):
        return kind, ""
    return "", line


def _kind(label: str) -> str:
    named = _labels()
    return named.get(_plain(label)) or named.get(_plain(_TONGUE.sub("", label))) or ""


def _said(lines: Sequence[str]) -> bool:
    """Tell whether lines say anything but that something follows."""
    return any(line.strip() and not _is_polite(line) for line in lines)


def _joined(lines: Sequence[str], numbered: bool) -> str:
    """Return the text alternative in one line: without politeness, its items made sentences, its numbers left out.

    `numbered`: what followed it bore a number.
    """
    kept = [line for line in lines if line.strip() and not _is_polite(line)]
    items = [_ITEM.match(line) for line in kept]
    if len(kept) > 1 and all(items) and _counts([item[1] for item in items if item]):
        kept = [_as_sentence(line[item.end():]) for line, item in zip(kept, items, strict=True) if item]
    elif kept:
        kept[0] = (_NUMBER if numbered else _BRACKETED).sub("", kept[0], count=1)
    text = _EMPHASIS.sub(r"\1", _unannounced(" ".join(" ".join(kept).split())))
    text = _COUNT.sub("", text)
    return text[1:-1] if len(text) > 2 and text[0] == text[-1] == "`" else text


def _counts(numbers: Sequence[str | None]) -> bool:
    told = [number for number in numbers if number]
    return not told or told == [str(number) for number in range(1, len(numbers) + 1)]


def _as_sentence(text: str) -> str:
    text = text.strip()
    return text if not text or text[-1] in ".!?…。！？\"”»" else f"{text.rstrip(' ,;:')}."


def _is_polite(line: str) -> bool:
    """Tell whether a line only announces what follows."""
    plain = line.strip().rstrip("*").rstrip()
    return plain.endswith((":", "：")) and len(plain) <= _LONGEST_POLITE and bool(_announced(plain))


def _is_farewell(line: str) -> bool:
    return line.strip().casefold().startswith(tuple(_table()["farewell"]))


def _unannounced(text: str) -> str:
    """Return a text without the words that announce it in its own line."""
    found = _announced(text)
    return text[found:] if found and text[found:].strip() else text


def _announced(text: str) -> int:
    """Return how many letters of a text only announce it, up to a colon."""
    head, colon, rest = text[:_LONGEST_POLITE + 1].partition(":")
    small = " ".join(head.casefold().split())
    known = _table()
    begins = next((start for start in known["polite"] if small.startswith(start)), "")
    fits = colon and begins and not small[len(begins):len(begins) + 1].isalpha() and not re.search("[\"“„«]", head) and any(
        word in small for word in known["speaks_of"])
    return len(head) + 1 + len(rest) - len(rest.lstrip()) if fits else 0


def _plain(label: str) -> str:
    return re.sub(r"[\W\d_]+", "", re.sub(r"[(\[（].*?(?:[)\]）]|\Z)", "", label)).casefold()


@cache
def _labels() -> Mapping[str, str]:
    return dict(_pairs())


def _pairs() -> Iterator[tuple[str, str]]:
    for kind in ("aside", "proposal", "short", "long", "alt"):
        yield from ((_plain(label), kind) for label in _table()[kind])


@cache
def _table() -> Mapping[str, Sequence[str]]:
    return tomllib.loads(_TABLE.read_text("utf-8"))

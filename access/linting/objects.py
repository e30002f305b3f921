"""Lists of JSON, read so that each value keeps its place: a corrected copy changes one text and no other byte."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

_DECODER = json.JSONDecoder(strict=False)
_BLANK = re.compile(r"[ \t\r\n\ufeff]*")


@dataclass(frozen=True, slots=True)
class Member:
    """One value of an object, and where it stands in the text."""

    key: str
    value: Any
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Thing:
    """An object of a list."""

    start: int
    """Where it stands in the text."""
    end: int
    members: tuple[Member, ...]
    """None are there where it is no object."""
    name: str = ""
    """The key that it stands under, where it is no element of a list."""


def things(text: str) -> Iterator[Thing]:
    """Yield the objects of a document: of a list, of a list under a key, or one under each name, `{"a.jpg": "A boat."}`.

    Raises `ValueError` where it is no JSON.
    """
    start = _skip(text, 0)
    whole, end = _value(text, start)
    if _skip(text, end) != len(text):
        raise json.JSONDecodeError("more than one value", text, end)
    if isinstance(whole, list):
        yield from _elements(text, start)
    elif isinstance(whole, dict):
        members = members_of(text, start)
        lists = [one for one in members if isinstance(one.value, list) and any(isinstance(item, dict) for item in one.value)]
        if lists:
            yield from _elements(text, lists[0].start)
        elif members and all(isinstance(one.value, dict) for one in members):
            yield from (Thing(one.start, one.end, members_of(text, one.start), one.key) for one in members)
        else:
            yield Thing(start, end, members)


def members_of(text: str, start: int) -> tuple[Member, ...]:
    """Return the members of the object that begins at `start`."""
    found: list[Member] = []
    at = _skip(text, start + 1)
    while text[at] != "}":
        key, at = _value(text, at)
        at = _skip(text, _skip(text, at) + 1)
        value, end = _value(text, at)
        found.append(Member(str(key), value, at, end))
        at = _skip(text, end)
        at = _skip(text, at + 1) if text[at] == "," else at
    return tuple(found)


def _elements(text: str, start: int) -> Iterator[Thing]:
    at = _skip(text, start + 1)
    while text[at] != "]":
        value, end = _value(text, at)
        yield Thing(at, end, members_of(text, at) if isinstance(value, dict) else ())
        at = _skip(text, end)
        at = _skip(text, at + 1) if text[at] == "," else at


def _skip(text: str, at: int) -> int:
    match = _BLANK.match(text, at)
    return match.end() if match else at


def _value(text: str, at: int) -> tuple[Any, int]:
    return _DECODER.raw_decode(text, at)


def written(value: str, before: str) -> str:
    """Return a text as JSON, with escapes for what is not ASCII where the text before it had them."""
    return json.dumps(value, ensure_ascii="\\u" in before and before.isascii())

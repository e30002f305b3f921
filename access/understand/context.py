"""What a person laid beside a file so that it is told of as it is meant: a context file and `glossary.txt`, parsed."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from typing import Any

from access.errors import MediaRefused
from access.files import printable
from access.model.findings import Context, Term
from access.model.languages import bcp47

_KEYS = ("purpose", "people", "place", "glossary", "language", "page", "link", "product")
_LISTS = ("people", "glossary")
_LONGEST_TEXT, _LONGEST_PAGE = 500, 20_000
"""Characters. Of a whole page its beginning does; a longer text of any other key is a mistake."""
_MOST_FACTS, _LONGEST_FACT = 50, 80
"""Of a product, and characters of a fact's name."""
_LONGEST_TERM = 80
"""Characters. A longer line is no term."""
_LONGEST_KEY, _LONGEST_REASON = 40, 200
"""Characters of a stranger's file that a message repeats."""
_COMMENT = re.compile(r"(?:^|\s)#.*")
"""Not every `#` begins one: C# is a term."""


def context(text: str, source: str) -> Context:
    """Read a context file; `source` is its name, for the error. Raises `MediaRefused` where it is not what it should be.

    Its glossary's entries are written as the lines of `glossary.txt` are.
    """
    try:
        said = tomllib.loads(text)
    except RecursionError as error:
        raise _wrong(source, "is not TOML that can be read: its brackets are nested too deeply") from error
    except ValueError as error:  # tomllib's own errors, and a number that is too long for int()
        raise _wrong(source, f"is not TOML that can be read: {printable(str(error)[:_LONGEST_REASON])}") from error
    for key, value in said.items():
        if key not in _KEYS:
            shown = printable(key[:_LONGEST_KEY])
            raise _wrong(source, f"has a key `{shown}`, which means nothing here; there are {', '.join(_KEYS)}")
        if key in _LISTS:
            if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
                raise _wrong(source, f'needs a list of texts for `{key}`: {key} = ["…", "…"]')
        elif key == "product":
            if not isinstance(value, dict) or not all(map(_is_fact, value.values())):
                raise _wrong(source, 'needs a table of texts and numbers for `product`: product = { colour = "…", price = 9 }')
        elif not isinstance(value, str):
            raise _wrong(source, f'needs a text for `{key}`: {key} = "…"')
    language = bcp47(said.get("language", ""))
    if said.get("language", "").strip() and not language:
        raise _wrong(source, "names no language that is one; a tag is like en or pt-BR")
    purpose, place, link = (_text(said, key, source) for key in ("purpose", "place", "link"))
    people = tuple(filter(None, map(_line, said.get("people", ()))))
    return Context(
        purpose, people, place, glossary("\n".join(said.get("glossary", ()))), language,
        _line(said.get("page", ""))[:_LONGEST_PAGE], link, _facts(said.get("product", {}), source))


def _text(said: Mapping[str, Any], key: str, source: str) -> str:
    text = _line(said.get(key, ""))
    if len(text) > _LONGEST_TEXT:
        raise _wrong(source, f"has a `{key}` of {len(text)} characters; {_LONGEST_TEXT} are the most")
    return text


def _facts(product: Mapping[str, Any], source: str) -> tuple[tuple[str, str], ...]:
    facts = tuple((name, value) for key, said in product.items() if (name := _line(key)) and (value := _line(str(said))))
    if len(facts) > _MOST_FACTS or any(len(name) > _LONGEST_FACT or len(value) > _LONGEST_TEXT for name, value in facts):
        raise _wrong(
            source, f"tells too much in `product`: {_MOST_FACTS} lines are the most, {_LONGEST_FACT} characters of a name and "
                    f"{_LONGEST_TEXT} of what it is")
    return facts


def _is_fact(value: object) -> bool:
    return isinstance(value, str | int | float) and not isinstance(value, bool)


def _line(text: str) -> str:
    return " ".join(text.split())


def glossary(text: str) -> tuple[Term, ...]:
    """Read a glossary: a term a line, `term = how it sounds` where it is not said as it is written, `#` begins a comment."""
    terms: dict[str, Term] = {}
    for line in text.splitlines():
        written, _, sounds = _COMMENT.sub("", line).partition("=")
        term, sound = " ".join(written.split()), " ".join(sounds.split())
        if any(map(str.isalnum, term)) and len(term) <= _LONGEST_TERM:
            terms.setdefault(term, Term(term, sound[:_LONGEST_TERM]))
    return tuple(terms.values())


def _wrong(source: str, why: str) -> MediaRefused:
    return MediaRefused(f"{source} {why}.", "Mend it, or take it away.")

"""What a person laid beside a file so that its names come out right: `NAME.EXT.context.toml` and `glossary.txt`, parsed."""

from __future__ import annotations

import re
import tomllib

from access.errors import MediaRefused
from access.files import printable
from access.model.findings import Context, Term
from access.model.languages import bcp47

_KEYS = ("purpose", "people", "place", "glossary", "language")
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
        if key in ("people", "glossary"):
            if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
                raise _wrong(source, f'needs a list of texts for `{key}`: {key} = ["…", "…"]')
        elif not isinstance(value, str):
            raise _wrong(source, f'needs a text for `{key}`: {key} = "…"')
    language = bcp47(said.get("language", ""))
    if said.get("language", "").strip() and not language:
        raise _wrong(source, "names no language that is one; a tag is like en or pt-BR")
    people = tuple(filter(None, (" ".join(name.split()) for name in said.get("people", ()))))
    return Context(
        " ".join(said.get("purpose", "").split()), people, " ".join(said.get("place", "").split()),
        glossary("\n".join(said.get("glossary", ()))), language)


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

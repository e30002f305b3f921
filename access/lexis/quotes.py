"""Quotation marks of all languages: what stands between them is somebody else's words, or text that stands in a picture."""

from __future__ import annotations

import re
from collections.abc import Callable

_QUOTED = re.compile(
    r"[\"“”„«»]([^\"“”„«»]{2,})[\"“”»«]|(?<!\w)['‘‚‹]([^'‘’‚‹›]{2,}(?:(?<=\w)['’](?=\w)[^'‘’‚‹›]*)*)['’‘›](?!\w)")
_IN_PLACE = '"X"'


def quotes(text: str) -> list[str]:
    """Return what stands between quotation marks of any language, in order, without them."""
    return ["".join(filter(None, parts)).strip() for parts in _QUOTED.findall(text)]


def without_quotes(text: str, which: Callable[[str], bool] = lambda _: True, instead: str = _IN_PLACE) -> str:
    """Return `text` with a stand-in for each quote that `which` holds for.

    What is nothing but one quote stays: it is then the whole answer, marks or no marks.
    """
    def replaced(match: re.Match[str]) -> str:
        return instead if which("".join(filter(None, match.groups())).strip()) else match.group()

    rest = _QUOTED.sub(replaced, text)
    return rest if any(map(str.isalpha, rest.replace(instead, ""))) else text


def each_quote(text: str, instead: Callable[[re.Match[str]], str]) -> str:
    """Return `text` with whatever `instead` gives for each quote and its marks."""
    return _QUOTED.sub(instead, text)


def blanked(text: str) -> str:
    """Return `text` with blanks for each quote, as long as before."""
    return _QUOTED.sub(lambda quote: " " * len(quote.group()), text)

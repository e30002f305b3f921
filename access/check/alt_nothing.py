"""Texts that say nothing of their picture: file names, placeholders, refusals, credits, links."""

from __future__ import annotations

import re
from urllib.parse import unquote

from access.check.alt_around import Case, failure, shown, warning
from access.lexis.announcing import announced
from access.lexis.fillers import LINK_WORDS, NO_TEXT, REFUSED, only_credits
from access.lexis.refusals import DATA
from access.lexis.signs import TEMPLATE
from access.model.labels import is_file_name, is_placeholder
from access.model.package import Finding
from access.model.words import spoken_forms

_WHOLE_ADDRESS = re.compile(
    r"(?:https?://|www\.|file:|data:|blob:|[a-z]:\\|\\\\|\.{0,2}/(?=[\w.-]+/))\S+|(?:[\w.%~-]+/)+[\w%~-]*\.[a-z]{2,5}\d?"
    r"|(?=\S*[\d_.-])[a-z][\w.%~-]*/(?:[\w.%~-]+/)+[\w.%~-]+", re.IGNORECASE)
_SLUG = re.compile(r"[a-z0-9]+(?:[-_][a-z0-9]+)+", re.IGNORECASE)
_SLUG_SIGNS = re.compile(
    r"_|(?:^|[-_])(?:v?\d+|final|copy|scaled|small|large|thumb|web|print|edit(?:ed)?|draft|new|old|bw|x\d|\d+x\d+|img|image|photo|pic|bg|hero"
    r"|banner|header|logo|icon)(?=[-_]|$)", re.IGNORECASE)


def says_nothing(case: Case) -> Finding | None:
    """Return why a text tells nothing of the picture; None where it tells something."""
    text = case.text
    if _is_a_name(text, case.around.name):
        return failure("alt.file-name", "The alternative text is a file's name, a path or an address.")
    if TEMPLATE.search(text):
        return failure("alt.placeholder", f"“{shown(TEMPLATE.findall(text)[0])}” stands where a text was to be put in.")
    if is_placeholder(text) or NO_TEXT.match(text) or _announces_nothing(text):
        return failure("alt.placeholder", "The alternative text is a placeholder and says nothing.")
    if match := DATA.match(text) or REFUSED.search(case.own):
        return failure("alt.refusal", f"“{shown(match[0])}” is what a model or a program says that has no text.")
    if only_credits(text):
        return warning("alt.credit", "It says who made the picture or whose it is, and nothing of what it shows.")
    if match := LINK_WORDS.search(case.own):
        return warning("alt.link-words", f"“{shown(match[0])}” tells of a link, which a screen reader announces by itself; "
                                     "say where it leads, or what is shown.")
    return None


def _is_a_name(text: str, name: str) -> bool:
    plain = text.rstrip(".").casefold()
    file = name.casefold()
    stem = file.rpartition(".")[0] or file
    if plain == file or is_file_name(text):
        return bool(plain)
    if _WHOLE_ADDRESS.fullmatch(text):
        return True
    if _SLUG.fullmatch(plain) and (_SLUG_SIGNS.search(plain) or plain == stem or plain == unquote(stem)):
        return True
    # A person may well name the file after what it shows, "Grey heron.jpg": only a stem that is no words is a mere name.
    return plain == stem and len(spoken_forms(stem)) < 2


def _announces_nothing(text: str) -> bool:
    """Tell whether nothing follows the announcement of a picture: `Photo of`, `Image: picture 3`."""
    found = announced(text) or announced(f"{text.rstrip(' .:')} ")
    return found is not None and (is_placeholder(found.rest) or is_file_name(found.rest))

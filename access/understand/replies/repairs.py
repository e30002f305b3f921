"""Sentences that speak of the picture made to speak of what it shows, where a rule can do that and lose nothing.

"The image shows a boat on a lake." becomes "A boat on a lake." What cannot be mended so stays, and is marked. German is
mended only where the grammar allows: after "Das Bild zeigt" a man stands in another case than at the beginning.
"""

from __future__ import annotations

from access.lexis.openings import LEFTOVER, OPENINGS, Openings
from access.model.languages import primary
from access.understand.replies.lines import sentence_of


def mended(text: str, language: str) -> str:
    """Return a sentence without what it says of the picture, empty where nothing is left."""
    rules = OPENINGS.get(primary(language))
    if rules is None:
        return text
    rest = text.replace("’", "'")
    changed = False
    while (shorter := _once(rest, rules)) != rest:
        rest, changed = shorter, True
    return sentence_of(rest) if changed else text


def _once(text: str, rules: Openings) -> str:
    shorter = rules.front.sub("", text, count=1)
    if shorter != text:
        shorter = LEFTOVER.sub("", shorter)
    for pattern in (rules.end, rules.middle):
        if pattern and (cut := pattern.sub("", shorter, count=1)).strip(" .!…"):
            shorter = cut
    return shorter.strip()

"""Cues of whatever text media may hold, hostile text above all, and what a viewer is to read of them."""

from __future__ import annotations

import re

from hypothesis import strategies as st

from access.model.script import Cue
from access.model.time import Span
from access.pack.texts import clean

ANY_TEXT = st.text(st.characters(), max_size=30)
HOSTILE = st.sampled_from([
    "-->", "<v X>", "</v>", "&amp;", "NOTE", "STYLE", "WEBVTT", "00:00:01.000 --> 00:00:02.000", "<", ">", "&", "\n\n", "\r",
    "\0", "\u202etxt", "\u2028", "<00:00:01.000>", "&lrm;", "\ufeff",
])
TEXTS = st.lists(ANY_TEXT | HOSTILE, min_size=1, max_size=4).map("".join)


@st.composite
def cue_lists(draw: st.DrawFn) -> list[Cue]:
    cues, at = [], 0
    for lines in draw(st.lists(st.lists(TEXTS, min_size=1, max_size=3), max_size=5)):
        start = at + draw(st.integers(0, 5_000_000))
        at = start + draw(st.integers(1, 10_000))
        cues.append(Cue(Span(start, at), tuple(lines), draw(st.just("") | TEXTS)))
    return cues


def shown(cue: Cue) -> str:
    """Return what a viewer is to read, by a rule written apart from the writer's."""
    lines = [line for line in map(clean, cue.lines) if line]
    name = clean(cue.speaker)
    return "\n".join([f"{name}: {lines[0]}", *lines[1:]] if name and lines else lines)


def misread_by_pysubs2(cues: list[Cue]) -> bool:
    """Say whether pysubs2 reads words as something else: two times as a new cue, a last line of digits as a number."""
    times = any(len(re.findall(r"\d[.,:]\d", line)) > 1 for cue in cues for line in shown(cue).split("\n"))
    return times or any(re.search(r"\n *\d+ *$", shown(cue)) for cue in cues)

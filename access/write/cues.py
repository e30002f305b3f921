"""Captions out of words: which words stand together, where lines break and when each cue comes and goes.

The words are made ready here; `chain.py` decides.
"""

from __future__ import annotations

from collections.abc import Sequence

from access.model.captions import opens_speech
from access.model.findings import ScriptLine, Word
from access.model.languages import spaceless
from access.model.profile import CaptionProfile, SoundForm, columns_of, speaker_label
from access.model.script import Cue
from access.model.time import Span
from access.write.chain import Atom, Chain
from access.write.linebreaks import LEAST_ROOM, break_lines, cut
from access.write.phrases import phrased
from access.write.pieces import pieces
from access.write.sounds import label
from access.write.timing import settled, timing

_LEAST_WORD_MS = 30
"""Nobody begins words closer together: a recogniser that piles them up is spread out."""


def compose(
    words: Sequence[Word], profile: CaptionProfile, language: str, shots: Sequence[int] = (), bounds: Span | None = None,
    frame_rate: float | None = None,
) -> tuple[Cue, ...]:
    """Return the words as cues, every word once and in order, within the profile's lines.

    `shots`: where shots begin, in ms; `bounds`: where cues may stand (the whole film); `frame_rate`: for what the profile
    gives in frames. A speaker's name stands in the cue where it changes. Speech faster than the reading speed stays as it
    is: the words are what was said.
    """
    limits = profile.for_language(language)
    atoms = _atoms(words, limits, language, bounds)
    if not atoms:
        return ()
    clock = timing(limits, shots, bounds, frame_rate)
    chain = Chain(atoms, limits, clock, language)
    links = chain.links()
    times = settled([(link.begin, link.end) for link in links], clock.bounds)
    return tuple(
        Cue(span, cut(chain.text, link.first, link.last, link.breaks),
            atoms[link.first].speaker if atoms[link.first].label else "")
        for span, link in zip(times, links, strict=True)
    )


def from_lines(lines: Sequence[ScriptLine], profile: CaptionProfile, language: str) -> tuple[Cue, ...]:
    """Return given captions as cues at the times their author gave; those without a time are passed over.

    Lines stay broken as their author broke them; what a speaker says in lines too wide for the profile is broken here.
    """
    return tuple(
        Cue(line.span, _rows(line, profile, language), line.speaker)
        for line in lines if line.span is not None and line.text.strip())


def _rows(line: ScriptLine, profile: CaptionProfile, language: str) -> tuple[str, ...]:
    most = profile.for_language(language).max_characters
    turns: list[list[str]] = []
    for row in line.rows or (label(line.text, SoundForm.BRACKETS) if line.sounds else line.text,):
        if turns and not opens_speech(row):
            turns[-1].append(row)
        else:
            turns.append([row])
    rows: list[str] = []
    for number, turn in enumerate(turns):
        name = "" if number else speaker_label(line.speaker)
        fits = columns_of(name + turn[0]) <= most and all(columns_of(row) <= most for row in turn)
        rows += turn if fits else break_lines(("" if spaceless(language) else " ").join(turn).split(), profile, language, name)
    return tuple(rows)


def _atoms(words: Sequence[Word], limits: CaptionProfile, language: str, bounds: Span | None) -> list[Atom]:
    result: list[Atom] = []
    before = ""
    clock = bounds.start if bounds else 0
    latest = bounds.end if bounds else None
    for word in phrased(words, language):
        label = columns_of(speaker_label(word.speaker)) if word.speaker != before else 0
        before = word.speaker
        room = limits.max_characters - label
        parts = pieces(word.text, room if room >= LEAST_ROOM else limits.max_characters, limits.max_characters, language)
        whole = word.span.within(bounds) if bounds else word.span
        for part, span in zip(parts, whole.shared_out(max(1, columns_of(part.text)) for part in parts), strict=True):
            start = max(span.start, clock)
            end = max(span.end, start)
            if latest is not None:
                start, end = min(start, latest), min(end, latest)
            result.append(Atom(part, start, end, word.line, word.speaker, label, word.line if word.apart else None))
            clock = start + _LEAST_WORD_MS
            label = 0
    return result

"""Texts that came along: a script or captions that a person laid beside the media, made into lines to be placed."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from access.lexis.tongues import language_model
from access.model.captions import names_speaker
from access.model.findings import GivenText, ScriptLine, TextOrigin

_SPEAKER = re.compile(r"(?P<name>[^\W\d_][\w .'’-]{0,38}?)\s?:\s+(?=\S)")
_SOUND = re.compile(r"[\[(♪].*[\])♪]")
_SENTENCE_END = re.compile(r"(?<=[.!?…])[\"”’')]*\s+(?=[\"“‘'(]?[^\W\d_])")
_LONG_LINE_WORDS = 16
_ENOUGH_TO_GUESS = 40
_SURE = 0.95
"""In characters: a shorter text does not show its language."""
_ABBREVIATION = re.compile(r"\b(?:[A-Z]|Dr|Mr|Mrs|Ms|Prof|St|Jr|Sr|vs|etc|No|Nr)\.$")


def script(text: str, source: str, language: str = "") -> GivenText:
    """Read a script: one line a line, `NAME: …` names the speaker, a line all in brackets is a sound.

    A long line is taken apart into its sentences, so that what is not heard can be told sentence by sentence.
    """
    lines: list[ScriptLine] = []
    speaker = ""
    names = Counter(match["name"].strip() for match in map(_SPEAKER.match, text.splitlines()) if match)
    for raw in text.splitlines():
        line = " ".join(raw.split())
        if not line:
            speaker = ""
        elif _SOUND.fullmatch(line):
            name = line.strip("[]()♪ ")
            lines.append(ScriptLine(f"♪ {name} ♪" if name and line.startswith("♪") else name or "music", sounds=True))
        else:
            if named := _speaker(line, names):
                speaker, line = named
            lines += (ScriptLine(sentence, speaker) for sentence in _sentences(line))
    return GivenText(tuple(lines), language or guess_language(_words(lines)), TextOrigin.PERSON, source)


def captions(lines: Sequence[ScriptLine], source: str, language: str, marks: Sequence[str]) -> GivenText:
    """Take captions that are parsed already; `marks` are signs that a machine wrote them, which makes them a draft."""
    origin = TextOrigin.DRAFT if marks else TextOrigin.PERSON
    return GivenText(tuple(lines), language or guess_language(_words(lines)), origin, source, tuple(marks))


def told_apart(lines: Sequence[ScriptLine]) -> tuple[ScriptLine, ...]:
    """Return the lines in plain words, one for each speaker: in a cue of several, each is named at the begin of his own."""
    return tuple(turn for line in lines for turn in _turns(line))


def guess_language(text: str) -> str:
    """Return the language that the text itself shows (py3langid, BSD), empty where there is too little of it."""
    if len(text) < _ENOUGH_TO_GUESS:
        return ""
    language, probability = language_model().classify(text)
    return str(language) if probability >= _SURE else ""


def _words(lines: Sequence[ScriptLine]) -> str:
    return " ".join(line.text for line in lines if not line.sounds)


def _turns(line: ScriptLine) -> list[ScriptLine]:
    said: list[str] = []
    for row in line.rows or (line.text,):
        if said and not names_speaker(row):
            said[-1] += f" {row}"
        else:
            said.append(row)
    if line.sounds or len(said) == 1:
        return [replace(line, rows=())]
    turns = [ScriptLine(said[0], line.speaker)]
    for name, _, text in (row.partition(":") for row in said[1:]):
        turns.append(ScriptLine(text.strip(), name.strip()))
    if line.span is None:
        return turns
    spans = line.span.shared_out(len(turn.text) for turn in turns)
    return [replace(turn, span=span) for turn, span in zip(turns, spans, strict=True)]


def _speaker(line: str, names: Counter[str]) -> tuple[str, str] | None:
    """Return the name and what is said.

    A name is all in capitals, or has a capital at the start of its every word and speaks more than once: "Question: why?" is
    a sentence that somebody says.
    """
    match = _SPEAKER.match(line)
    if match is None:
        return None
    name = match["name"].strip()
    capital = all(part[0].isupper() or part[0].isdigit() for part in name.split())
    if len(name.split()) > 4 or not capital or not (name.isupper() or names[name] > 1):
        return None
    return name, line[match.end():]


def _sentences(line: str) -> list[str]:
    if len(line.split()) <= _LONG_LINE_WORDS:
        return [line]
    parts: list[str] = []
    for part in _SENTENCE_END.split(line):
        if parts and _ABBREVIATION.search(parts[-1]):
            parts[-1] += f" {part}"
        else:
            parts.append(part)
    return parts

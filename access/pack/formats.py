"""The caption formats: which cues each holds, who writes it, and who reads it back. A table, so that another is a line."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from access.model.script import Cue, Script
from access.pack import readback
from access.pack.imsc import captions_imsc
from access.pack.readback import Read
from access.pack.scc import captions_scc
from access.pack.srt import captions_srt
from access.pack.vtt import captions_vtt


@dataclass(frozen=True, slots=True)
class CaptionFormat:
    """One format of captions."""

    ending: str
    """Of its files, without the dot."""
    cues: Callable[[Script], Sequence[Cue]]
    """The cues that it holds; none where it cannot hold these captions."""
    write: Callable[[Sequence[Cue], Script, str], str]
    """Cues, the script they belong to, and a note on who or what made them -> the file."""
    checked: Callable[[str, str, Sequence[Read]], str]
    """File name, file and what it is to say -> the file, if an independent parser reads it so; else `Miswritten`."""


FORMATS: Mapping[str, CaptionFormat] = {
    "vtt": CaptionFormat(
        "vtt", lambda script: script.cues, lambda cues, script, note: captions_vtt(cues, script.language, note), readback.vtt),
    "srt": CaptionFormat("srt", lambda script: script.cues, lambda cues, *_: captions_srt(cues), readback.srt),
    "imsc": CaptionFormat(
        "ttml", lambda script: script.cues,
        lambda cues, script, note: captions_imsc(cues, script.language, script.title, note), readback.imsc),
    "scc": CaptionFormat("scc", lambda script: script.line21, lambda cues, *_: captions_scc(cues), readback.scc),
}

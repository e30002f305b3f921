"""The script of an audio description for other tools: DAPT, a W3C profile of TTML2 for those who write, voice and mix it.

An event a description. Once its sound is made, each says how far the programme steps back under it, as it was mixed, and
where in the narration it is spoken. Source: DAPT 1.0, W3C Candidate Recommendation of 18 December 2025, with its registry of
content descriptors.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from urllib.parse import quote
from xml.etree.ElementTree import Element, SubElement, tostring

from access.model.languages import bcp47, primary
from access.model.package import Ducking
from access.model.script import Description, Matter
from access.model.time import Span, clock
from access.pack import imsc
from access.pack.texts import clean, cleaned, indent

_TTML = "http://www.w3.org/ns/ttml"
_TT = f"{{{_TTML}}}"
_DAPT = f"{{{_TTML}/profile/dapt#metadata}}"
_PROFILE = f"{_TTML}/profile/dapt1.0/content"
_XML = "{http://www.w3.org/XML/1998/namespace}"
_NO_XML = str.maketrans("\ufffe\uffff", "\ufffd\ufffd")
"""`clean` text holds no other characters that XML does not have."""

_REPRESENTS = {
    Matter.TITLE: "visual.text.title",
    Matter.CREDITS: "visual.text.credit",
    # A caption names a person or a place, and DAPT knows a descriptor for places alone.
    Matter.CAPTION: "visual.text",
    Matter.TEXT: "visual.text",
}
_PICTURE = "visual.nonText"
_READ_BACK = {
    "visual.text.title": Matter.TITLE, "visual.text.credit": Matter.CREDITS, "visual.text.location": Matter.CAPTION,
    "visual.text": Matter.TEXT,
}

_NAMESPACES = {
    "xmlns": _TTML, "xmlns:ttm": f"{_TTML}#metadata", "xmlns:ttp": f"{_TTML}#parameter", "xmlns:tta": f"{_TTML}#audio",
    "xmlns:daptm": f"{_TTML}/profile/dapt#metadata",
}
"""Written out: which prefix the library gives a namespace depends on what else the process has registered."""


@dataclass(frozen=True, slots=True)
class Recording:
    """The sound that was made of a script."""

    ducking: Ducking | None
    narration: str = ""
    """The file beside the script that holds the descriptions alone, at their instants; empty where there is none."""


def script_dapt(
    descriptions: Sequence[Description], language: str, title: str, note: str, recording: Recording | None = None
) -> str:
    """Write the script. `note` says who or what made it, one line a line; `recording` is None before it is spoken.

    What reads text from the screen names that text's language as its source; what tells of the picture has none.
    """
    told = sorted((one for one in descriptions if clean(one.text)), key=lambda one: one.span)
    tag = bcp47(language) or "und"
    root = Element("tt", _NAMESPACES | {
        "ttp:contentProfiles": _PROFILE, "ttp:timeBase": "media", "xml:lang": tag,
        "daptm:scriptRepresents": f"{_PICTURE} visual.text",
        "daptm:scriptType": "asRecorded" if recording else "preRecording"})
    told_of = {"title": clean(title), "desc": "\n".join(cleaned(note.splitlines()))}
    if any(told_of.values()):
        metadata = SubElement(SubElement(root, "head"), "metadata")
        for name, text in told_of.items():
            if text:
                SubElement(metadata, f"ttm:{name}").text = text.translate(_NO_XML)
    body = SubElement(root, "body")
    for number, (one, window, ducked) in enumerate(_windows(told, recording), start=1):
        event = SubElement(body, "div", {
            "xml:id": f"d{number}", "begin": clock(window.start), "end": clock(window.end),
            "daptm:represents": _REPRESENTS.get(one.matter, _PICTURE)})
        if one.matter.read:
            event.set("daptm:langSrc", tag)
        if doubts := cleaned(one.doubts):
            SubElement(event, "ttm:desc").text = f"To be checked: {'; '.join(doubts)}".translate(_NO_XML)
        _text(SubElement(event, "p"), one, window, ducked, recording)
    indent(root, "span")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{tostring(root, "unicode")}\n'


def parse(text: str) -> tuple[Description, ...]:
    """Read the descriptions of a script that somebody wrote with anything, in order of time.

    A text in another language than the script's is left out where its event has one in the script's own. What cannot be
    read is left out. Raises `MediaRefused` where it is no TTML.
    """
    return tuple(
        Description(span, " ".join(lines), 1.0, span, _READ_BACK.get(represents, Matter.LOOK))
        for span, lines, represents, _ in imsc.named_cues(text, _by_content))


def said(text: str) -> list[object]:
    """Return all that a script says: how many events cannot be read, then time, text and content of each.

    Raises `MediaRefused` where it is no TTML.
    """
    return [imsc.unreadable(text), *((one.span.start, one.span.end, one.text, one.matter) for one in parse(text))]


# --- an event ------------------------------------------------------------------------------------------------------


def _windows(told: Sequence[Description], recording: Recording | None) -> Iterator[tuple[Description, Span, Span | None]]:
    """Yield each description with the stretch that its event covers, and the ducked stretch that it lies in.

    An event begins where the programme begins to step back for it. Where it does not return between two descriptions, the
    event of the first lasts until the second is spoken, so that no instant is ducked twice.
    """
    spans = [Span(one.span.start, max(one.span.end, one.span.start + 1)) for one in told]
    ducking = recording.ducking if recording else None
    for number, (one, span) in enumerate(zip(told, spans, strict=True)):
        ducked = next((each for each in ducking.spans if each.overlap(span)), None) if ducking else None
        if ducked is None:
            yield one, span, None
            continue
        before = spans[number - 1] if number and spans[number - 1].overlap(ducked) else None
        after = spans[number + 1] if number + 1 < len(spans) and spans[number + 1].overlap(ducked) else None
        start = span.start if before else min(span.start, ducked.start)
        end = max(span.end, after.start if after else ducked.end)
        yield one, Span(start, end), ducked


def _text(paragraph: Element, one: Description, window: Span, ducked: Span | None, recording: Recording | None) -> None:
    """Write how the programme steps back, then what is spoken; times in it count from the event's beginning."""
    span = Span(one.span.start, max(one.span.end, one.span.start + 1))
    if ducked and recording and recording.ducking:
        levels = _levels(window, ducked, recording.ducking)
        before = levels[0][1]
        if before != 1:
            paragraph.set("tta:gain", _number(before))
        for (at, low), (until, high) in pairwise(levels):
            if low != high:
                ramp = SubElement(paragraph, "animate", {
                    "begin": clock(at), "end": clock(until), "tta:gain": f"{_number(low)};{_number(high)}"})
                if high != before:
                    ramp.set("fill", "freeze")
    spoken = SubElement(paragraph, "span")
    if span != window:
        spoken.attrib |= {"begin": clock(span.start - window.start), "end": clock(span.end - window.start)}
    text = clean(one.text).translate(_NO_XML)
    if recording and recording.narration:
        sound = SubElement(spoken, "audio", {
            "src": quote(os.fsencode(recording.narration)), "type": "audio/mp4",
            "clipBegin": clock(span.start), "clipEnd": clock(span.end)})
        sound.tail = text
    else:
        spoken.text = text


def _levels(window: Span, ducked: Span, ducking: Ducking) -> list[tuple[int, float]]:
    """Return how loud the programme is at each bend of the ramps inside the window, its ends included.

    Instants in ms from the window's beginning. Ramps that meet before they are down turn where they meet.
    """
    ramp = max(1, min(ducking.ramp, ducked.duration // 2))
    bends = {ducked.start, ducked.start + ramp, ducked.end - ramp, ducked.end, window.start, window.end}

    def level(at: int) -> float:
        down = max(0, min(at - ducked.start, ducked.end - at, ramp)) / max(1, ducking.ramp)
        return round(1 + (ducking.gain - 1) * min(down, 1.0), 3)

    return [(at - window.start, level(at)) for at in sorted(bends) if window.start <= at <= window.end]


def _number(value: float) -> str:
    return f"{value:.3f}".rstrip("0").rstrip(".") or "0"


# --- reading -------------------------------------------------------------------------------------------------------


def _by_content(root: Element) -> None:
    """Leave in each event the texts of the script's own language, and name each text by what it represents."""
    _walk(root, "", primary(root.get(f"{_XML}lang", "")))


def _walk(element: Element, represents: str, language: str) -> None:
    represents = element.get(f"{_DAPT}represents", represents)
    texts = [child for child in element if child.tag == f"{_TT}p"]
    own = [text for text in texts if primary(text.get(f"{_XML}lang", language)) == language]
    for child in list(element):
        if child in texts and own and child not in own:
            element.remove(child)
        else:
            _walk(child, represents, language)
    if element.tag == f"{_TT}p":
        element.set(f"{_XML}lang", represents)

"""The rules of DAPT, one by one, for tests: what a script breaks, and how far it takes the programme back at an instant.

Written from the specification (W3C Candidate Recommendation of 18 December 2025), apart from the writer.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element, ParseError, fromstring

TT = "{http://www.w3.org/ns/ttml}"
PARAMETER, AUDIO, METADATA = (f"{{http://www.w3.org/ns/ttml#{part}}}" for part in ("parameter", "audio", "metadata"))
DAPT = "{http://www.w3.org/ns/ttml/profile/dapt#metadata}"
XML = "{http://www.w3.org/XML/1998/namespace}"
DESCRIPTORS = {
    "audio", "audio.dialogue", "audio.nonDialogueSounds", "visual", "visual.dialogue", "visual.nonText", "visual.text",
    "visual.text.title", "visual.text.credit", "visual.text.location",
}
TYPES = {"originalTranscript", "translatedTranscript", "preRecording", "asRecorded"}
LANGUAGE = re.compile(r"[a-zA-Z]{1,8}(-[a-zA-Z0-9]{1,8})*")
CLOCK = re.compile(r"(\d{2,}):([0-5]\d):([0-5]\d)(?:\.(\d+))?")
ORDER = {f"{TT}metadata": 0, f"{METADATA}desc": 0, f"{TT}animate": 1}
"""Of what stands in an event or a text: what tells of it, then what moves, then the text."""


def broken(script: str) -> set[str]:
    """Return the names of the rules that a script does not keep."""
    if "<!DOCTYPE" in script or "<!ENTITY" in script or re.search(r"&(?!#|amp;|lt;|gt;|quot;|apos;)", script):
        return {"no document type and no entities"}
    try:
        root = fromstring(script.encode("utf-8"))
    except ParseError:
        return {"well-formed"}
    if root.tag != f"{TT}tt":
        return {"tt is the root"}
    return {rule for rule in (*_root(root), *_events(root)) if rule}


def _root(root: Element) -> Iterator[str]:
    if "http://www.w3.org/ns/ttml/profile/dapt1.0/content" not in root.get(f"{PARAMETER}contentProfiles", "").split():
        yield "content profile"
    if root.get(f"{PARAMETER}profile") is not None:
        yield "no ttp:profile"
    if not LANGUAGE.fullmatch(root.get(f"{XML}lang", "")):
        yield "a language"
    promised = root.get(f"{DAPT}scriptRepresents", "").split()
    if not promised or not DESCRIPTORS.issuperset(promised):
        yield "what the script represents"
    if root.get(f"{DAPT}scriptType") not in TYPES:
        yield "a script type"
    if root.get(f"{PARAMETER}timeBase", "media") != "media":
        yield "media time"
    if any(element.get("timeContainer", "par") != "par" for element in root.iter()):
        yield "no time container"
    head = root.find(f"{TT}head")
    if head is not None and any(element.tag in (f"{TT}animation", f"{TT}animate") for element in head.iter()):
        yield "no animation out of line"


def _events(root: Element) -> Iterator[str]:
    promised = root.get(f"{DAPT}scriptRepresents", "").split()
    seen: set[str] = set()
    recorded = root.get(f"{DAPT}scriptType") == "asRecorded"
    for event in root.iter(f"{TT}div"):
        name = event.get(f"{XML}id", "")
        if not re.fullmatch(r"[A-Za-z_][\w.-]*", name) or name in seen:
            yield "an event has an identifier of its own"
        seen.add(name)
        begin, end = ms(event.get("begin", "")), ms(event.get("end", ""))
        if begin is None or end is None or begin >= end:
            yield "an event begins and ends"
            continue
        descriptor = event.get(f"{DAPT}represents", "")
        if descriptor not in DESCRIPTORS:
            yield "what an event represents"
        elif not any(descriptor == one or descriptor.startswith(f"{one}.") for one in promised):
            yield "an event represents what the script promises"
        if descriptor.startswith("visual.text") and not event.get(f"{DAPT}langSrc"):
            yield "text from the screen names its language"
        if not LANGUAGE.fullmatch(event.get(f"{DAPT}langSrc", "x")):
            yield "text from the screen names its language"
        texts = event.findall(f"{TT}p")
        if not texts or not all("".join(text.itertext()).strip() for text in texts):
            yield "an event has a text"
        for text in texts:
            yield from _text(text, end - begin, recorded)
        for holder in (event, *event.iter(f"{TT}p")):
            places = [ORDER.get(child.tag, 2) for child in holder]
            if places != sorted(places):
                yield "order of what stands in an event"


def _text(text: Element, duration: int, recorded: bool) -> Iterator[str]:
    for timed in (*text.iter(f"{TT}animate"), *text.iter(f"{TT}span")):
        begin, end = ms(timed.get("begin", "00:00:00")), ms(timed.get("end", "00:00:00.001"))
        if begin is None or end is None or begin >= end or ("end" in timed.attrib and end > duration):
            yield "inner times lie in their event"
    if len(list(text.iter(f"{TT}animate"))) != len(text.findall(f"{TT}animate")):
        yield "a mixing instruction stands in the text that it is for"
    for animated in text.iter(f"{TT}animate"):
        values = animated.get(f"{AUDIO}gain", "").split(";")
        if len(values) < 2 or not all(re.fullmatch(r"\d+(\.\d+)?", value) for value in values):
            yield "gain is a list of factors"
    for sound in text.iter(f"{TT}audio"):
        if not recorded:
            yield "no sound before it is recorded"
        if not sound.get("src") or not sound.get("type") or re.search(r"[\s<>\"]", sound.get("src", "")):
            yield "a sound has an address and a type"
        if sound.get(f"{XML}lang") is not None:
            yield "a sound speaks its text's language"


def ms(time: str) -> int | None:
    match = CLOCK.fullmatch(time)
    if match is None:
        return None
    hours, minutes, seconds, part = match.groups()
    return (int(hours) * 3600 + int(minutes) * 60 + int(seconds)) * 1000 + round(float(f"0.{part or 0}") * 1000)


def programme_gain(script: str, at: int) -> float:
    """Return the factor by which a script says that the programme is heard at an instant, in ms."""
    gain = 1.0
    for event in fromstring(script.encode("utf-8")).iter(f"{TT}div"):
        begin, end = ms(event.attrib["begin"]) or 0, ms(event.attrib["end"]) or 0
        if not begin <= at < end:
            continue
        for text in event.findall(f"{TT}p"):
            here = float(text.get(f"{AUDIO}gain", "1"))
            for animated in text.findall(f"{TT}animate"):
                first, last = begin + (ms(animated.attrib["begin"]) or 0), begin + (ms(animated.attrib["end"]) or 0)
                low, high = map(float, animated.attrib[f"{AUDIO}gain"].split(";"))
                if first <= at < last:
                    here = low + (high - low) * (at - first) / (last - first)
                elif at >= last:
                    here = high if animated.get("fill") == "freeze" else float(text.get(f"{AUDIO}gain", "1"))
            gain *= here
    return gain

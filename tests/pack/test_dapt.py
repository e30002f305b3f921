"""DAPT: every rule of the profile is kept and can be broken, the ducking is the mix's own, and people's scripts are read."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise
from xml.etree.ElementTree import fromstring

import pytest
from dapt_rules import AUDIO, TT, broken, programme_gain
from hypothesis import given, settings
from hypothesis import strategies as st
from pack_texts import TEXTS

from access.errors import MediaRefused, Miswritten
from access.model.package import Ducking
from access.model.script import Description, Matter
from access.model.time import Span
from access.pack import readback
from access.pack.dapt import Recording, parse, said, script_dapt
from access.pack.readback import meant_descriptions

TOLD = (
    Description(Span(5_200, 7_000), "Title: The Lake District.", 1.1, Span(4_800, 7_000), Matter.TITLE, ("the text is small",)),
    Description(Span(25_300, 27_700), "The sails billow in the wind.", 1.0, Span(25_000, 28_000), Matter.ACTION),
    Description(Span(30_300, 31_000), "Rain & <fog>.", 1.0, Span(30_000, 34_000), Matter.PLACE),
    Description(Span(31_400, 32_000), "Credits: Anna.", 1.0, Span(30_000, 34_000), Matter.CREDITS),
)
DUCKING = Ducking(0.39, 300, (Span(5_200, 7_300), Span(25_000, 28_000), Span(30_000, 32_300)))
MIXED = Recording(DUCKING, "my lecture.en.narration.m4a")


def script(recording: Recording | None = MIXED) -> str:
    return script_dapt(TOLD, "en", "The <lake>", "Machine-made.\nNo person has checked it yet.", recording)


def test_a_whole_script_before_it_is_spoken() -> None:
    assert script_dapt(TOLD[:2], "en-GB", "The <lake>", "Machine-made.") == """\
<?xml version="1.0" encoding="UTF-8"?>
<tt xmlns="http://www.w3.org/ns/ttml" xmlns:ttm="http://www.w3.org/ns/ttml#metadata" \
xmlns:ttp="http://www.w3.org/ns/ttml#parameter" xmlns:tta="http://www.w3.org/ns/ttml#audio" \
xmlns:daptm="http://www.w3.org/ns/ttml/profile/dapt#metadata" \
ttp:contentProfiles="http://www.w3.org/ns/ttml/profile/dapt1.0/content" ttp:timeBase="media" xml:lang="en-GB" \
daptm:scriptRepresents="visual.nonText visual.text" daptm:scriptType="preRecording">
  <head>
    <metadata>
      <ttm:title>The &lt;lake&gt;</ttm:title>
      <ttm:desc>Machine-made.</ttm:desc>
    </metadata>
  </head>
  <body>
    <div xml:id="d1" begin="00:00:05.200" end="00:00:07.000" daptm:represents="visual.text.title" daptm:langSrc="en-GB">
      <ttm:desc>To be checked: the text is small</ttm:desc>
      <p>
        <span>Title: The Lake District.</span>
      </p>
    </div>
    <div xml:id="d2" begin="00:00:25.300" end="00:00:27.700" daptm:represents="visual.nonText">
      <p>
        <span>The sails billow in the wind.</span>
      </p>
    </div>
  </body>
</tt>
"""


def test_what_was_recorded_is_ducked_as_in_the_specification_s_own_example() -> None:
    event = script().partition('xml:id="d2"')[2].partition("</div>")[0]
    assert event == """\
 begin="00:00:25.000" end="00:00:28.000" daptm:represents="visual.nonText">
      <p>
        <animate begin="00:00:00.000" end="00:00:00.300" tta:gain="1;0.39" fill="freeze" />
        <animate begin="00:00:02.700" end="00:00:03.000" tta:gain="0.39;1" />
        <span begin="00:00:00.300" end="00:00:02.700">\
<audio src="my%20lecture.en.narration.m4a" type="audio/mp4" clipBegin="00:00:25.300" clipEnd="00:00:27.700" />\
The sails billow in the wind.</span>
      </p>
    """


@pytest.mark.parametrize("recording", [None, MIXED, Recording(None), Recording(DUCKING), Recording(None, "n.m4a")])
def test_every_rule_is_kept(recording: Recording | None) -> None:
    assert broken(script(recording)) == set()
    assert broken(script_dapt((), "", "", "", recording)) == set()


def swapped(old: str, new: str) -> Callable[[str], str]:
    return lambda text: text.replace(old, new, 1)


@pytest.mark.parametrize(("spoil", "rule"), [
    (swapped("<tt ", "<!DOCTYPE tt><tt "), "no document type and no entities"),
    (swapped("&amp;", "&nbsp;"), "no document type and no entities"),
    (swapped("</p>", ""), "well-formed"),
    (swapped("http://www.w3.org/ns/ttml\"", "urn:x\""), "tt is the root"),
    (swapped("dapt1.0/content", "dapt1.0"), "content profile"),
    (swapped("ttp:timeBase", 'ttp:profile="x" ttp:timeBase'), "no ttp:profile"),
    (swapped('xml:lang="en"', 'xml:lang=""'), "a language"),
    (swapped('xml:lang="en" ', ""), "a language"),
    (swapped("visual.nonText visual.text", ""), "what the script represents"),
    (swapped("visual.nonText visual.text", "pictures"), "what the script represents"),
    (swapped("asRecorded", "recorded"), "a script type"),
    (swapped('timeBase="media"', 'timeBase="smpte"'), "media time"),
    (swapped("<body>", '<body timeContainer="seq">'), "no time container"),
    (swapped("</head>", "<animation><animate tta:gain=\"1;0\"/></animation></head>"), "no animation out of line"),
    (swapped('xml:id="d2"', 'xml:id="d1"'), "an event has an identifier of its own"),
    (swapped('xml:id="d2"', 'xml:id="2"'), "an event has an identifier of its own"),
    (swapped('xml:id="d2" ', ""), "an event has an identifier of its own"),
    (swapped('end="00:00:07.300"', 'end="00:00:05.200"'), "an event begins and ends"),
    (swapped('begin="00:00:05.200" ', ""), "an event begins and ends"),
    (swapped('daptm:represents="visual.nonText"', 'daptm:represents="visual.picture"'), "what an event represents"),
    (swapped(' daptm:represents="visual.nonText"', ""), "what an event represents"),
    (swapped('daptm:represents="visual.nonText"', 'daptm:represents="audio.dialogue"'),
     "an event represents what the script promises"),
    (swapped(' daptm:langSrc="en"', ""), "text from the screen names its language"),
    (swapped(' daptm:langSrc="en"', ' daptm:langSrc="the screen"'), "text from the screen names its language"),
    (swapped("The sails billow in the wind.", ""), "an event has a text"),
    (swapped('<span begin="00:00:00.300" end="00:00:02.700">', '<span begin="00:00:00.300" end="00:00:09.000">'),
     "inner times lie in their event"),
    (swapped('tta:gain="1;0.39"', 'tta:gain="-8.2dB"'), "gain is a list of factors"),
    (swapped('tta:gain="1;0.39"', 'tta:gain="0.39"'), "gain is a list of factors"),
    (swapped("<audio ", '<animate tta:gain="1;0"/><audio '), "a mixing instruction stands in the text that it is for"),
    (swapped("</span>\n      </p>", '</span><animate tta:gain="1;0"/>\n      </p>'), "order of what stands in an event"),
    (swapped(' type="audio/mp4"', ""), "a sound has an address and a type"),
    (swapped("my%20lecture", "my lecture"), "a sound has an address and a type"),
    (swapped("<audio ", '<audio xml:lang="de" '), "a sound speaks its text's language"),
    (swapped("asRecorded", "preRecording"), "no sound before it is recorded"),
])
def test_each_rule_can_be_broken(spoil: Callable[[str], str], rule: str) -> None:
    bad = spoil(script())
    assert bad != script()
    assert rule in broken(bad)


@st.composite
def films(draw: st.DrawFn) -> tuple[list[Description], Ducking]:
    """Return descriptions in order, and ducking that holds each of them as a mix does: ramps that may reach into a clip."""
    told, spans, at = [], list[Span](), draw(st.integers(0, 2_000))
    for _ in range(draw(st.integers(1, 5))):
        first = at + draw(st.integers(0, 300))
        for _ in range(draw(st.integers(1, 3))):
            end = first + draw(st.integers(1, 3_000))
            told.append(Description(Span(first, end), "Words.", 1.0, Span(first, end), draw(st.sampled_from(Matter))))
            first = end + draw(st.integers(0, 500))
        start = max(0, at + draw(st.integers(0, 400)))
        stop = max(start + 2, told[-1].span.end + draw(st.integers(-200, 400)))
        spans.append(Span(start, stop))
        at = stop + draw(st.integers(400, 5_000))
    return told, Ducking(draw(st.sampled_from((0.39, 0.5, 0.1))), draw(st.sampled_from((0, 100, 300))), tuple(spans))


@settings(max_examples=60, deadline=None)
@given(films())
def test_the_programme_steps_back_exactly_as_it_was_mixed(film: tuple[list[Description], Ducking]) -> None:
    told, ducking = film
    text = script_dapt(told, "en", "", "", Recording(ducking))
    assert broken(text) == set()
    events = [(one.span.start, one.span.end) for one in told]
    for at in range(0, ducking.spans[-1].end + 500, 97):
        ducked = next((span for span in ducking.spans if at in span), None)
        if ducked and not any(ducked.overlap(Span(*event)) for event in events):
            continue
        away = min(at - ducked.start, ducked.end - at) / ducking.ramp if ducked and ducking.ramp else 1.0
        mixed = 1 + (ducking.gain - 1) * min(away, 1.0) if ducked else 1.0
        # Without a ramp the step takes the millisecond that DAPT's `animate` needs.
        if ducking.ramp or all(abs(at - edge) > 1 for span in ducking.spans for edge in (span.start, span.end)):
            assert programme_gain(text, at) == pytest.approx(mixed, abs=0.005)


WORDS = TEXTS | st.sampled_from(["a --> b", "]]>", "<!--", "&amp;", "</p>", "\0", "\ufffe", "‮", "<audio src='x'/>"])


@settings(max_examples=80, deadline=None)
@given(
    texts=st.lists(WORDS, max_size=4), doubt=WORDS, title=WORDS, note=WORDS, recorded=st.booleans(),
    language=WORDS | st.sampled_from(["de", "zh-Hant", ""]), narration=st.text(st.characters(codec="utf-8"), max_size=12),
)
def test_whatever_the_words_it_is_valid_and_reads_back(
    texts: list[str], doubt: str, title: str, note: str, recorded: bool, language: str, narration: str
) -> None:
    told = [
        Description(Span(number * 4_000, number * 4_000 + 2_000), text, 1.0, Span(0, 9), list(Matter)[number], (doubt,))
        for number, text in enumerate(texts)]
    ducking = Ducking(0.39, 300, tuple(one.span.padded(0, 300) for one in told))
    text = script_dapt(told, language, title, note, Recording(ducking, narration) if recorded else None)
    assert broken(text) == set()
    assert readback.dapt("x", text, meant_descriptions(told)) == text
    assert [(one.span, one.text) for one in parse(text)] == [
        (Span(one.start, one.end), one.text.replace("\ufffe", "\ufffd").replace("\uffff", "\ufffd"))
        for one in meant_descriptions(told)]


@pytest.mark.parametrize(("spoil", "told"), [
    (swapped("The sails billow", "The sail billows"), "cue 2 was meant as"),
    (swapped('begin="00:00:25.000"', 'begin="00:00:25.001"'), "cue 2 was meant from 25300 to 27700 ms, and is from 25301"),
    (swapped('<span begin="00:00:00.300"', '<span begin="00:00:00.000"'), "cue 2 was meant from"),
    (swapped("Rain &amp; &lt;fog&gt;.", ""), "4 cues were meant, 3 are found"),
    (swapped("</tt>", ""), "a parser fails on it with ParseError"),
])
def test_a_writer_that_goes_wrong_is_caught(spoil: Callable[[str], str], told: str) -> None:
    with pytest.raises(Miswritten) as caught:
        readback.dapt("lecture.en.dapt.ttml", spoil(script()), meant_descriptions(TOLD))
    assert told in caught.value.message


def test_times_are_of_the_media_and_events_never_duck_one_instant_twice() -> None:
    root = fromstring(script())
    events = [(event.get("begin", ""), event.get("end", "")) for event in root.iter(f"{TT}div")]
    assert all(one[1] <= other[0] for one, other in pairwise(events))
    assert [text.get(f"{AUDIO}gain") for text in root.iter(f"{TT}p")] == [None, None, None, "0.39"]


THEIRS = """<?xml version="1.0"?>
<x:tt xmlns:x="http://www.w3.org/ns/ttml" xmlns:d="http://www.w3.org/ns/ttml/profile/dapt#metadata"
  xmlns:ttp="http://www.w3.org/ns/ttml#parameter" ttp:frameRate="25" xml:lang="en-GB" d:scriptType="preRecording">
  <x:body d:represents="visual.nonText">
    <x:div xml:id="a" begin="7s" end="8.5s" d:represents="visual.text.location" d:langSrc="en">
      <x:p>The Lake District,<x:br/> England</x:p>
    </x:div>
    <x:div xml:id="b" begin="250f" dur="3s"><x:p xml:lang="en">A woman climbs
      into a boat.</x:p><x:p xml:lang="fr">Une femme monte.</x:p></x:div>
    <x:div xml:id="c" begin="00:00:18" end="00:00:20"><x:p><x:span begin="0.5s" end="1s">The boat turns.</x:span></x:p></x:div>
    <x:div xml:id="e" begin="soon" end="later"><x:p>Never.</x:p></x:div>
    <x:div xml:id="f" begin="30s" end="31s"/>
  </x:body>
</x:tt>"""


def test_a_person_s_script_is_read_with_what_each_event_tells() -> None:
    assert [(one.span, one.text, one.matter) for one in parse(THEIRS)] == [
        (Span(7_000, 8_500), "The Lake District, England", Matter.CAPTION),
        (Span(10_000, 13_000), "A woman climbs into a boat.", Matter.LOOK),
        (Span(18_500, 19_000), "The boat turns.", Matter.LOOK),
    ]
    assert said(THEIRS)[0] == 1


@pytest.mark.parametrize("text", ["", "no xml", "<a/>", '<!DOCTYPE tt [<!ENTITY x "y">]><tt xmlns="http://www.w3.org/ns/ttml"/>'])
def test_what_is_no_script_is_refused(text: str) -> None:
    with pytest.raises(MediaRefused):
        parse(text)

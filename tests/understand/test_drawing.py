"""What an SVG drawing says of itself is read; what it would do or fetch never happens."""

from __future__ import annotations

import sys
import time
from dataclasses import replace
from pathlib import Path

import pytest
from formats import asset_of
from hypothesis import given, settings
from hypothesis import strategies as st

from access.config import LimitOptions
from access.errors import MediaBroken, MediaError, MediaRefused
from access.files import digest_of
from access.model.media import Companion, Companions
from access.model.pictures import PictureInfo, Translation
from access.understand import drawing as room
from access.understand.drawing import Drawing, drawn_in
from access.understand.look import frames
from access.understand.probe import probe

SVG = 'xmlns="http://www.w3.org/2000/svg"'
RDF = """<metadata><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:cc="http://creativecommons.org/ns#"
 xmlns:dc="http://purl.org/dc/elements/1.1/"><cc:Work rdf:about=""><dc:title>{title}</dc:title>
 <dc:description>{description}</dc:description><dc:subject><rdf:Bag><rdf:li>heron</rdf:li><rdf:li>lake</rdf:li></rdf:Bag>
 </dc:subject></cc:Work></rdf:RDF></metadata>"""


def drawn(inside: str, attributes: str = "") -> Drawing:
    return drawn_in(f'<?xml version="1.0"?>\n<svg {SVG} {attributes}>{inside}</svg>'.encode(), "a.svg")


def told(inside: str, attributes: str = "") -> tuple[str, str, str]:
    said = drawn(inside, attributes).said
    return said.alt, said.long, said.title


# --- title and description -------------------------------------------------------------------------------------------


def test_a_title_alone_is_the_alternative_text_too() -> None:
    assert told("<title>Grey heron</title>") == ("Grey heron", "", "Grey heron")


def test_a_short_description_goes_before_the_title() -> None:
    assert told("<title>Heron</title><desc>\n  A heron  stands\n  in a lake.\n</desc>") == (
        "A heron stands in a lake.", "", "Heron")


def test_a_long_description_is_the_long_text_and_the_title_the_short_one() -> None:
    long = "A heron stands in a lake. " * 12
    assert told(f"<title>Heron in a lake</title><desc>{long}</desc>") == ("Heron in a lake", long.strip(), "Heron in a lake")


def test_paragraphs_of_a_description_stay_apart() -> None:
    assert told("<title>Sales</title><desc>Up in spring.\n\n  Down in\n autumn.</desc>")[:2] == (
        "Sales", "Up in spring.\n\nDown in autumn.")


def test_a_label_goes_before_both() -> None:
    assert told("<title>Heron</title><desc>A heron in a lake.</desc>", 'aria-label="Heron, fishing"') == (
        "Heron, fishing", "A heron in a lake.", "Heron")


def test_only_the_drawings_own_title_counts_and_none_of_a_part() -> None:
    assert told("<g><title>Left leg</title><desc>A leg.</desc></g>") == ("", "", "")


def test_languages_are_kept_apart() -> None:
    said = drawn('<title xml:lang="de">Reiher</title><title lang="en">Heron</title><title lang="fr">Héron</title>'
                 '<desc lang="de">Ein Reiher steht im See.</desc>', 'xml:lang="en-GB" lang="en"').said
    assert (said.alt, said.language, said.title) == ("Heron", "en", "Reiher")
    assert said.translations == (Translation("de", "Ein Reiher steht im See."), Translation("fr", "Héron"))


def test_the_language_of_the_drawing_is_that_of_its_texts() -> None:
    assert drawn("<title>Reiher</title>", 'xml:lang="de-AT"').said.language == "de-AT"
    assert drawn("<title>Reiher</title>", 'xml:lang="no language"').said.language == ""


@pytest.mark.parametrize("default", [
    "Created with Inkscape (http://www.inkscape.org/)", "Created with Sketch.", "Created using Figma 0.90", "Untitled", "",
    "Layer 1", "Group 12", "Page-1", "Artboard 1 copy.svg", "heron_final.svg", "Asset 3", "Gnuplot", "%3", "G", "icon", "logo",
    "Produced by GNUPLOT 5.4 patchlevel 8", "Created with Raphaël 2.1.0", "Created with Highcharts 10.3.3", "Ebene 2",
    "Generator: Adobe Illustrator 24.0.1, SVG Export Plug-In", "Created by potrace 1.16, written by Peter Selinger 2001",
    "untitled-3", "Unbenannt-1", "svg", "image", "IMG_2031",
])
def test_what_a_program_writes_into_every_file_is_no_ones_words(default: str) -> None:
    assert told(f"<title>{default}</title><desc>{default}</desc>", f'aria-label="{default}"') == ("", "", "")
    said = drawn(RDF.format(title=default, description=default)).said
    assert (said.title, said.caption) == ("", "")


@pytest.mark.parametrize("meant", [
    "Drawn by Ada Lovelace in 1843", "Generated from satellite data: sea ice in March", "Made in Chelsea", "Page from a diary",
    "Group of herons", "Created with love for Ana", "The Sketch", "Layers of the atmosphere",
])
def test_what_a_person_says_in_like_words_is_kept(meant: str) -> None:
    assert told(f"<title>{meant}</title>")[0] == meant


# --- metadata, size, texts -------------------------------------------------------------------------------------------


def test_the_authors_metadata_are_read() -> None:
    said = drawn(RDF.format(title="Heron", description="For the spring issue")).said
    assert (said.title, said.caption, said.keywords, said.alt) == ("Heron", "For the spring issue", ("heron", "lake"), "")


def test_an_alternative_text_in_the_metadata_goes_before_the_title() -> None:
    xmp = ('<metadata><x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
           '<rdf:Description xmlns:c="http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/"><c:AltTextAccessibility><rdf:Alt>'
           '<rdf:li xml:lang="x-default">A heron in a lake</rdf:li></rdf:Alt></c:AltTextAccessibility></rdf:Description>'
           "</rdf:RDF></x:xmpmeta></metadata>")
    assert told("<title>Heron</title>" + xmp) == ("A heron in a lake", "", "Heron")


@pytest.mark.parametrize(("attributes", "size"), [
    ('width="200" height="100"', (200, 100)), ('width="200px" height="1in"', (200, 96)), ('viewBox="0 0 30 40"', (30, 40)),
    ('width="10cm" viewBox="0 0 200 100"', (378, 189)), ('height="50" viewBox="0,0,200,100"', (100, 50)),
    ('width="100%" height="100%" viewBox="0 0 24 24"', (24, 24)), ('width="100%" height="100%"', (0, 0)), ("", (0, 0)),
    ('width="-5" height="5"', (0, 0)), ('width="nan" height="inf"', (0, 0)), ('viewBox="0 0 nan inf"', (0, 0)),
    ('width="1e99" height="1e99"', (1_000_000, 1_000_000)), ('width="0.2" height="0.2"', (1, 1)), ('viewBox="a b c d"', (0, 0)),
    ('width="' + "9" * 5000 + '" height="5"', (0, 0)),
])
def test_its_size_is_what_it_says(attributes: str, size: tuple[int, int]) -> None:
    found = drawn("", attributes)
    assert (found.width, found.height) == size


def test_its_texts_are_read_in_their_order() -> None:
    assert drawn(
        '<text>Sales <tspan font-weight="bold">rose</tspan>,</text><g><text x="1"><tspan x="1">in</tspan><tspan x="1" dy="12">'
        'spring</tspan></text><a href="#x"><text>Read <a>on</a></text></a></g><text> </text>').words == (
        "Sales rose,", "in spring", "Read on")


def test_labels_of_diagrams_that_are_written_as_html_are_read_once() -> None:
    assert drawn(
        '<switch><foreignObject><div xmlns="http://www.w3.org/1999/xhtml"><p>Start <b>here</b></p><p>then<br/>go on</p></div>'
        "</foreignObject><text>go on</text></switch>").words == ("Start here", "then", "go on")


def test_texts_that_are_not_shown_are_not_read() -> None:
    assert drawn(
        '<defs><text>a</text></defs><symbol><text>b</text></symbol><g display="none"><text>c</text></g>'
        '<text style="fill:red; display: none">d</text><text visibility="hidden">e</text><style>f</style><script>g</script>'
        "<text>shown<title>tooltip</title><script>h</script></text>").words == ("shown",)


def test_another_prefix_is_the_same_drawing() -> None:
    found = drawn_in(
        b'<s:svg xmlns:s="http://www.w3.org/2000/svg"><s:title>Heron</s:title><s:text>Lake</s:text></s:svg>', "a.svg")
    assert (found.said.title, found.words) == ("Heron", ("Lake",))


# --- what must not happen --------------------------------------------------------------------------------------------


BOMB = "<!DOCTYPE svg [" + '<!ENTITY a0 "ha">' + "".join(
    f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 12)) + f"]><svg {SVG}><title>&a11;</title></svg>"
OUTSIDE = f'<!DOCTYPE svg [<!ENTITY x SYSTEM "file:///etc/passwd">]><svg {SVG}><title>&x;</title></svg>'
PARAMETER = f'<!DOCTYPE svg [<!ENTITY % x SYSTEM "http://127.0.0.1:9/x.dtd"> %x;]><svg {SVG}><title>Heron</title></svg>'


@pytest.mark.parametrize("content", [BOMB, OUTSIDE, PARAMETER], ids=["billion laughs", "a file", "a parameter entity"])
def test_declared_entities_are_refused_at_once(content: str) -> None:
    began = time.monotonic()
    with pytest.raises(MediaRefused, match=r"^a\.svg declares entities"):
        drawn_in(content.encode(), "a.svg")
    assert time.monotonic() - began < 2


def test_a_document_type_that_only_says_its_name_is_no_harm_and_is_not_fetched(monkeypatch: pytest.MonkeyPatch) -> None:
    def no_network(*_: object) -> None:
        raise AssertionError("it asked the network")

    monkeypatch.setattr("socket.socket.connect", no_network)
    found = drawn_in(
        b'<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd">'
        b'<svg xmlns="http://www.w3.org/2000/svg"><title>Heron</title></svg>', "a.svg")
    assert found.said.title == "Heron"


HEARD: list[str] = []
"""What Python opened, connected to or started, while a test listens; an audit hook stays for ever."""
LISTENING: list[bool] = []


def listen(event: str, arguments: tuple[object, ...]) -> None:
    named = event in ("open", "socket.connect", "socket.getaddrinfo", "subprocess.Popen", "os.system")
    if LISTENING and named and not isinstance(arguments[0], int):
        HEARD.append(str(arguments[0]))


sys.addaudithook(listen)


def test_what_it_names_is_not_opened(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("the safe opens with 7391")
    there, path = secret.as_uri(), tmp_path / "a.svg"
    path.write_text(
        f'<?xml-stylesheet href="{there}"?><svg {SVG} xmlns:xlink="http://www.w3.org/1999/xlink" '
        f'xmlns:xi="http://www.w3.org/2001/XInclude"><title>Heron</title><image href="file:///etc/passwd"/>'
        f'<image xlink:href="{there}"/><use href="{there}#x"/><xi:include href="{there}" parse="text"/>'
        f"<text><xi:include href='{there}' parse='text'/>Lake</text><script>fetch('{there}')</script></svg>")
    asset = asset_of(path)
    LISTENING.append(True)
    try:
        picture = probe(asset, LimitOptions()).picture
    finally:
        LISTENING.clear()
    assert picture == PictureInfo(0, 0, 1, alt="Heron", title="Heron", drawn=True, words=("Lake",))
    assert set(HEARD) == {str(path)}


@pytest.mark.parametrize("content", [
    f"<svg {SVG}>" + "<g>" * 100_000, f"<svg {SVG}>" + "<g>" * 300 + "</g>" * 300 + "</svg>",
    f"<svg {SVG}>" + "<path/>" * 5_001 + "</svg>", f"<svg {SVG}><metadata>" + "<a>" * 300,
])
def test_more_than_anybody_draws_is_refused(content: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(room, "_MOST_ELEMENTS", 5_000)
    with pytest.raises(MediaRefused, match=r"^a\.svg has more than 5000 elements, or more than 200 inside one another"):
        drawn_in(content.encode(), "a.svg")


def test_a_heap_of_bytes_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(room, "MAX_BYTES", 1 << 20)
    with pytest.raises(MediaRefused, match=r"^a\.svg is larger than 1 MiB"):
        drawn_in(f"<svg {SVG}><!--{'x' * (1 << 20)}--></svg>".encode(), "a.svg")


def test_a_thousand_texts_are_enough() -> None:
    found = drawn("".join(f"<text>Place {number} {'x' * 600}</text>" for number in range(3_000)))
    assert len(found.words) == 1_000
    assert max(map(len, found.words)) == 500


@pytest.mark.parametrize("content", [
    b"<svg", b"<svg><text>", b"<svg></g></svg>", b"<svg>&nbsp;</svg>", b"<g><svg/></g>",
    b'<?xml version="1.0" encoding="no"?><svg/>', b"<svg>\xff\xfe</svg>", b"",
])
def test_what_is_no_whole_drawing_is_broken(content: bytes) -> None:
    with pytest.raises(MediaBroken, match=r"^a\.svg cannot be read as SVG") as caught:
        drawn_in(content, "a.svg")
    assert caught.value.message.isprintable()


WHOLE = (
    f'<?xml version="1.0"?><svg {SVG} width="10cm" viewBox="0 0 2 1" xml:lang="en" aria-label="x"><title>Heron</title>'
    f'<desc>A lake.</desc>{RDF.format(title="T", description="D")}<text>One <tspan dy="1">two</tspan></text></svg>').encode()


@settings(max_examples=300, deadline=None)
@given(st.lists(st.tuples(st.integers(0, len(WHOLE) - 1), st.binary(max_size=4)), max_size=6), st.integers(0, len(WHOLE)))
def test_whatever_is_damaged_only_our_own_errors_come_out(changes: list[tuple[int, bytes]], end: int) -> None:
    content = bytearray(WHOLE)
    for at, new in changes:
        content[at : at + 2] = new
    for data in (bytes(content), bytes(content[:end])):
        message = "a.svg is read"
        try:
            drawn_in(data, "a.svg")
        except MediaError as error:
            message = error.message
        assert message.startswith("a.svg ")
        assert message.isprintable()


# --- as a picture ----------------------------------------------------------------------------------------------------


def test_a_drawing_is_a_picture_that_nobody_looks_at(tmp_path: Path) -> None:
    path = tmp_path / "a.svg"
    path.write_bytes(WHOLE)
    picture = probe(asset_of(path), LimitOptions()).picture
    assert picture == PictureInfo(
        378, 189, 1, alt="A lake.", caption="", title="Heron", keywords=("heron", "lake"), language="en", drawn=True,
        words=("One two",))
    assert frames(asset_of(path), LimitOptions(), tmp_path / "into") == ()


def test_an_xmp_beside_it_wins(tmp_path: Path) -> None:
    path, xmp = tmp_path / "a.svg", tmp_path / "a.svg.xmp"
    path.write_text(f"<svg {SVG}><title>Heron</title></svg>")
    xmp.write_text(
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description '
        'xmlns:c="http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/" c:AltTextAccessibility="A heron in a lake"/></rdf:RDF>')
    asset = replace(asset_of(path), companions=Companions(metadata=Companion(xmp, digest_of(xmp))))
    picture = probe(asset, LimitOptions()).picture
    assert picture is not None
    assert (picture.alt, picture.title) == ("A heron in a lake", "Heron")

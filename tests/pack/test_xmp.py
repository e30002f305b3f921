"""The XMP sidecar: what other programs read in it, and that nothing of theirs is lost."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path
from xml.etree.ElementTree import fromstring

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from access.errors import OutputError
from access.pack.xmp import read_alt, xmp_sidecar

NASTY = "Tom & “Jerry”, <b>'bold'</b> \"quoted\" ]]> end."
WORDPRESS_PATH = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}RDF/{http://www.w3.org/1999/02/22-rdf-syntax-ns#}Description/" \
    "{http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/}AltTextAccessibility"

EXPECTED = """\
<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
 <rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
  <rdf:Description rdf:about="">
   <Iptc4xmpCore:AltTextAccessibility xmlns:Iptc4xmpCore="http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/">
    <rdf:Alt>
     <rdf:li xml:lang="x-default">A heron &amp; a duck.</rdf:li>
     <rdf:li xml:lang="en">A heron &amp; a duck.</rdf:li>
    </rdf:Alt>
   </Iptc4xmpCore:AltTextAccessibility>
  </rdf:Description>
 </rdf:RDF>
</x:xmpmeta>
<?xpacket end="w"?>
"""
DARKTABLE = """\
<?xml version="1.0" encoding="UTF-8"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/" x:xmptk="XMP Core 4.4.0-Exiv2">
 <rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
  <rdf:Description rdf:about=""
    xmlns:exif="http://ns.adobe.com/exif/1.0/"
    xmlns:xmp="http://ns.adobe.com/xap/1.0/"
    xmlns:darktable="http://darktable.sf.net/"
   exif:DateTimeOriginal="2024:01:02 03:04:05.000"
   xmp:Rating="3"
   darktable:xmp_version="5">
   <!-- a comment > with <signs -->
   <darktable:history>
    <rdf:Seq>
     <rdf:li
      darktable:num="0"
      darktable:operation="exposure"
      darktable:params="gz04eJxjYGBgAGIGAA=="/>
    </rdf:Seq>
   </darktable:history>
  </rdf:Description>
 </rdf:RDF>
</x:xmpmeta>
"""
RDF = '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">{}</rdf:RDF>'


def exiftool(path: Path) -> dict[str, object]:
    program = shutil.which("exiftool")
    if program is None:
        pytest.skip("needs the program exiftool (apt install libimage-exiftool-perl)")
    told = subprocess.run([program, "-j", "-struct", "-XMP:all", str(path)], check=True, capture_output=True)
    (tags,) = json.loads(told.stdout)
    assert "Warning" not in tags
    return dict(tags)


def test_a_new_sidecar_is_exactly_this() -> None:
    assert xmp_sidecar("A heron & a duck.", "", "en", None).decode() == EXPECTED


def test_exiftool_reads_both_texts_as_they_were_meant(tmp_path: Path) -> None:
    path = tmp_path / "photo.jpg.xmp"
    path.write_bytes(xmp_sidecar(NASTY, "First line.\nSecond & last.", "en-GB", None))
    tags = exiftool(path)
    assert tags["AltTextAccessibility"] == tags["AltTextAccessibility-en-GB"] == NASTY
    assert tags["ExtDescrAccessibility"] == "First line.\nSecond & last."


def test_the_element_stands_where_wordpress_looks() -> None:
    for existing in (None, DARKTABLE.encode(), RDF.format("").encode()):
        root = fromstring(xmp_sidecar("A heron.", "", "en", existing))
        assert root.tag == "{adobe:ns:meta/}xmpmeta"
        (element,) = root.findall(WORDPRESS_PATH)
        first = element[0][0]
        assert (first.get("{http://www.w3.org/XML/1998/namespace}lang"), first.text) == ("x-default", "A heron.")


def test_a_darktable_sidecar_keeps_every_byte(tmp_path: Path) -> None:
    result = xmp_sidecar(NASTY, "", "en", DARKTABLE.encode()).decode()
    before, after = DARKTABLE.split("  </rdf:Description>")
    assert result.startswith(before)
    assert result.endswith("  </rdf:Description>" + after)
    path = tmp_path / "photo.jpg.xmp"
    path.write_text(result, encoding="utf-8")
    tags = exiftool(path)
    assert tags["AltTextAccessibility"] == NASTY
    assert tags["Rating"] == 3
    assert "exposure" in json.dumps(tags)


def test_writing_again_replaces_ours_in_place_and_nothing_grows() -> None:
    once = xmp_sidecar("First.", "At length.", "en", DARKTABLE.encode())
    twice = xmp_sidecar("Second.", "At length.", "en", once)
    assert twice == once.replace(b"First.", b"Second.")
    assert xmp_sidecar("Second.", "At length.", "en", twice) == twice


def test_other_languages_stay_and_an_empty_long_text_leaves_the_old_one() -> None:
    german = xmp_sidecar("Ein Reiher.", "Im Schilf.", "de", None)
    both = xmp_sidecar("A heron.", "", "en", german)
    assert read_alt(both) == ("A heron.", "Im Schilf.", "en")
    assert '<rdf:li xml:lang="de">Ein Reiher.</rdf:li>' in both.decode()


def test_a_text_in_the_attribute_form_does_not_stay_beside_ours() -> None:
    old = RDF.format(
        '<rdf:Description xmlns:i="http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/" i:Location="Kew"'
        " i:AltTextAccessibility='old > text'/>")
    assert read_alt(old.encode()) == ("old > text", "", "")
    result = xmp_sidecar("New.", "", "en", old.encode())
    assert b"old" not in result
    assert b'i:Location="Kew"' in result
    assert read_alt(result) == ("New.", "", "en")


def test_another_prefix_and_utf_16_are_kept() -> None:
    other = DARKTABLE.replace("rdf:", "R:").replace(":rdf", ":R").replace("UTF-8", "UTF-16")
    result = xmp_sidecar("Ein Reiher – schön.", "", "de", other.encode("utf-16"))
    text = result.decode("utf-16")
    assert "<R:li" in text
    assert "rdf:li" not in text
    assert read_alt(result) == ("Ein Reiher – schön.", "", "de")


def test_what_an_old_encoding_cannot_say_is_written_as_a_reference() -> None:
    old = DARKTABLE.replace("UTF-8", "ISO-8859-1").replace("a comment", "f\u00fcr")
    result = xmp_sidecar("Curaçao – 日本.", "", "en", old.encode("latin-1"))
    assert "f\u00fcr".encode("latin-1") in result
    assert read_alt(result) == ("Curaçao – 日本.", "", "en")


@pytest.mark.parametrize("broken", [
    b"", b"not xml", DARKTABLE.encode()[:-30], b"<html><body/></html>", b"\xff\xfe\x00",
    b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><x>&a;</x>',
])
def test_a_sidecar_that_cannot_be_read_is_never_overwritten(broken: bytes) -> None:
    with pytest.raises(OutputError, match="left as it is"):
        xmp_sidecar("A heron.", "", "en", broken)
    with pytest.raises(OutputError):
        read_alt(broken)


def test_a_sidecar_without_our_fields_reads_as_empty() -> None:
    assert read_alt(DARKTABLE.encode()) == ("", "", "")


@settings(max_examples=60, deadline=None)
@given(alt=st.text(min_size=1), long=st.text(), existing=st.sampled_from([None, DARKTABLE.encode(), RDF.format(" ").encode()]))
def test_any_text_reads_back_as_it_was_but_for_what_xml_cannot_hold(alt: str, long: str, existing: bytes | None) -> None:
    result = xmp_sidecar(alt, long, "en", existing)
    read, read_long, _ = read_alt(result)
    assert [c for c in read if c.isprintable() and c != " "] == [c for c in alt if c.isprintable() and c != " "]
    assert [c for c in read_long if c.isprintable() and c != " "] == [c for c in long if c.isprintable() and c != " "]

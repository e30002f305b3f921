"""The XMP sidecar: what other programs read in it, in every language, and that nothing of theirs is lost."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path
from xml.etree.ElementTree import fromstring

import defusedxml.ElementTree
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pack_facts import alt_text
from xmp_samples import DARKTABLE, EXIFTOOL, IPTC, SAMPLES, graph, others

from access.errors import OutputError
from access.model.pictures import Translation
from access.model.script import AltText
from access.pack.xmp import cleaned, xmp_sidecar
from access.pack.xmp_reading import read_alts

NASTY = "Tom & “Jerry”, <b>'bold'</b> \"quoted\" ]]> end."
WORDPRESS_PATH = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}RDF/{http://www.w3.org/1999/02/22-rdf-syntax-ns#}Description/" \
    "{http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/}AltTextAccessibility"
THREE = (
    alt_text(NASTY, "First line.\nSecond & last.", "en-GB"), alt_text("Ein Reiher – schön.", "Im Schilf.", "de"),
    alt_text("مالك الحزين 12 في الماء.", "", "ar"))

EXPECTED = """\
<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
 <rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
  <rdf:Description rdf:about="">
   <Iptc4xmpCore:AltTextAccessibility xmlns:Iptc4xmpCore="http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/">
    <rdf:Alt>
     <rdf:li xml:lang="x-default">A heron &amp; a duck.</rdf:li>
     <rdf:li xml:lang="en">A heron &amp; a duck.</rdf:li>
     <rdf:li xml:lang="zh-Hant">蒼鷺。</rdf:li>
    </rdf:Alt>
   </Iptc4xmpCore:AltTextAccessibility>
   <Iptc4xmpCore:ExtDescrAccessibility xmlns:Iptc4xmpCore="http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/">
    <rdf:Alt>
     <rdf:li xml:lang="x-default">In the reeds.</rdf:li>
     <rdf:li xml:lang="en">In the reeds.</rdf:li>
    </rdf:Alt>
   </Iptc4xmpCore:ExtDescrAccessibility>
  </rdf:Description>
 </rdf:RDF>
</x:xmpmeta>
<?xpacket end="w"?>
"""
RDF = '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">{}</rdf:RDF>'


def one(text: str, long: str = "", language: str = "en", existing: bytes | None = None) -> bytes:
    return xmp_sidecar([alt_text(text, long, language)], existing)


def exiftool(path: Path) -> dict[str, object]:
    program = shutil.which("exiftool")
    if program is None:
        pytest.skip("needs the program exiftool (apt install libimage-exiftool-perl)")
    told = subprocess.run([program, "-j", "-struct", "-XMP:all", str(path)], check=True, capture_output=True)
    (tags,) = json.loads(told.stdout)
    assert "Warning" not in tags
    return dict(tags)


def test_a_new_sidecar_is_exactly_this() -> None:
    made = xmp_sidecar([alt_text("A heron & a duck.", "In the reeds."), alt_text("蒼鷺。", "", "zh-Hant")], None)
    assert made.decode() == EXPECTED


@pytest.mark.parametrize("sample", [None, *SAMPLES])
def test_exiftool_reads_both_texts_in_every_language_as_they_were_meant(tmp_path: Path, sample: str | None) -> None:
    path = tmp_path / "photo.jpg.xmp"
    path.write_bytes(xmp_sidecar(THREE, SAMPLES[sample] if sample else None))
    tags = exiftool(path)
    assert tags["AltTextAccessibility"] == tags["AltTextAccessibility-en-GB"] == NASTY
    assert tags["ExtDescrAccessibility"] == tags["ExtDescrAccessibility-en-GB"] == "First line.\nSecond & last."
    assert (tags["AltTextAccessibility-de"], tags["ExtDescrAccessibility-de"]) == ("Ein Reiher – schön.", "Im Schilf.")
    assert tags["AltTextAccessibility-ar"] == THREE[2].text
    assert "ExtDescrAccessibility-ar" not in tags


@pytest.mark.parametrize("sample", [None, *SAMPLES])
def test_the_element_stands_where_wordpress_looks(sample: str | None) -> None:
    root = fromstring(xmp_sidecar(THREE, SAMPLES[sample] if sample else None))
    assert root.tag == "{adobe:ns:meta/}xmpmeta"
    (element,) = root.findall(WORDPRESS_PATH)
    items = [(item.get("{http://www.w3.org/XML/1998/namespace}lang"), item.text) for item in element[0]]
    assert items[:4] == [("x-default", NASTY), *((alt.language, alt.text) for alt in THREE)]


@pytest.mark.parametrize("sample", SAMPLES)
def test_a_merge_changes_ours_and_nothing_else(sample: str) -> None:
    before = SAMPLES[sample]
    after = xmp_sidecar(THREE, before)
    assert graph(after) == graph(before)
    assert len(graph(before)) >= 1
    assert others(after) == others(before)
    assert {alt.language: (alt.text, alt.long) for alt in THREE}.items() <= {
        told.language: (told.alt, told.long) for told in read_alts(after)}.items()
    again = xmp_sidecar(THREE, after)
    assert again == after


@pytest.mark.parametrize("sample", SAMPLES)
def test_the_encoding_the_mark_and_the_line_ends_stay(sample: str) -> None:
    before, after = SAMPLES[sample], xmp_sidecar(THREE[:2], SAMPLES[sample])
    assert after[:3] == before[:3] or sample == "attributes"
    if sample == "windows":
        # Those inside a text are the text's own.
        assert after.count(b"\n") - after.count(b"\r\n") == sum(alt.long.count("\n") for alt in THREE[:1]) * 2


def test_a_darktable_sidecar_keeps_every_byte(tmp_path: Path) -> None:
    result = one(NASTY, existing=DARKTABLE.encode()).decode()
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
    once = one("First.", "At length.", existing=DARKTABLE.encode())
    twice = one("Second.", "At length.", existing=once)
    assert twice == once.replace(b"First.", b"Second.")
    assert one("Second.", "At length.", existing=twice) == twice


def test_other_languages_stay_and_an_empty_long_text_leaves_the_old_one() -> None:
    german = one("Ein Reiher.", "Im Schilf.", "de")
    both = one("A heron.", existing=german)
    assert read_alts(both) == (Translation("en", "A heron."), Translation("de", "Ein Reiher.", "Im Schilf."))
    assert b'<rdf:li xml:lang="x-default">Im Schilf.</rdf:li>' in both


def test_a_long_text_of_one_language_is_not_taken_for_another_s() -> None:
    made = xmp_sidecar([alt_text("A heron."), alt_text("Ein Reiher.", "Im Schilf.", "de")], None)
    assert read_alts(made) == (Translation("en", "A heron."), Translation("de", "Ein Reiher.", "Im Schilf."))


def test_texts_of_ours_that_hold_no_more_go_and_those_that_others_changed_stay() -> None:
    texts = (alt_text("A heron.", "Long."), alt_text("Ein Reiher.", "Lang.", "de"), alt_text("Un héron.", "", "fr"))
    three = xmp_sidecar(texts, DARKTABLE.encode())
    ours = (Translation("en", "A heron.", "Long."), Translation("de", "Ein Reiher.", "Lang."), Translation("fr", "Un canard."))
    assert read_alts(xmp_sidecar([alt_text("A grey heron.")], three, ours)) == (
        Translation("en", "A grey heron."), Translation("fr", "Un héron."))
    none_left = xmp_sidecar([], three.replace("Un héron".encode(), b"Un canard"), ours)
    assert read_alts(none_left) == ()
    assert none_left == DARKTABLE.encode()


def test_a_default_in_no_language_of_its_own_goes_with_the_text_it_repeats() -> None:
    both = xmp_sidecar([alt_text("A heron."), alt_text("Ein Reiher.", "", "de")], None)
    left = xmp_sidecar([], both, (Translation("en", "A heron."),))
    assert read_alts(left) == (Translation("de", "Ein Reiher."),)
    assert b'"x-default">Ein Reiher.' in left


def test_languages_are_the_same_in_whatever_case_they_are_written() -> None:
    made = one("Une aigrette.", language="fr-ca", existing=EXIFTOOL.encode())
    assert [told.language for told in read_alts(made)] == ["fr-ca", "de"]
    assert made.count(b"Une aigrette.") == 2


def test_a_property_inside_another_is_not_the_picture_s() -> None:
    assert read_alts(IPTC.encode()) == (Translation("", "", "At length."),)


def test_a_text_in_the_attribute_form_does_not_stay_beside_ours() -> None:
    old = SAMPLES["attributes"]
    assert read_alts(old) == (Translation("", "old > text"),)
    result = one("New.", existing=old)
    assert b"old" not in result
    assert b'i:Location="Kew"' in result
    assert read_alts(result) == (Translation("en", "New."),)


def test_another_prefix_and_utf_16_are_kept() -> None:
    other = DARKTABLE.replace("rdf:", "R:").replace(":rdf", ":R").replace("UTF-8", "UTF-16")
    result = one("Ein Reiher – schön.", "", "de", other.encode("utf-16"))
    text = result.decode("utf-16")
    assert "<R:li" in text
    assert "rdf:li" not in text
    assert read_alts(result) == (Translation("de", "Ein Reiher – schön."),)


def test_what_an_old_encoding_cannot_say_is_written_as_a_reference() -> None:
    result = one("Curaçao – 日本.", existing=SAMPLES["latin"])
    assert "f\u00fcr".encode("latin-1") in result
    assert read_alts(result) == (Translation("en", "Curaçao – 日本."),)


@pytest.mark.parametrize("broken", [
    b"", b"not xml", DARKTABLE.encode()[:-30], b"<html><body/></html>", b"\xff\xfe\x00",
    b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><x>&a;</x>',
])
def test_a_sidecar_that_cannot_be_read_is_never_overwritten(broken: bytes) -> None:
    with pytest.raises(OutputError, match="left as it is"):
        one("A heron.", existing=broken)
    with pytest.raises(OutputError):
        read_alts(broken)


def test_a_sidecar_without_our_fields_reads_as_empty() -> None:
    assert read_alts(DARKTABLE.encode()) == ()


LANGUAGES = st.from_regex(r"[a-z]{2,3}(-[A-Z]{2})?", fullmatch=True)
TEXTS = st.text(min_size=1).filter(lambda text: cleaned(text))
ALTS = st.lists(
    st.builds(alt_text, TEXTS, st.text(), LANGUAGES), min_size=1, max_size=4, unique_by=lambda alt: alt.language.lower())


@settings(max_examples=120, deadline=None)
@given(alts=ALTS, sample=st.sampled_from([None, *SAMPLES]), more=ALTS)
def test_any_texts_in_any_languages_read_back_as_they_were_but_for_what_xml_cannot_hold(
    alts: Sequence[AltText], sample: str | None, more: Sequence[AltText]
) -> None:
    before = SAMPLES[sample] if sample else None
    once = xmp_sidecar(alts, before)
    twice = xmp_sidecar(more, once)
    for made, meant in ((once, alts), (twice, more)):
        defusedxml.ElementTree.fromstring(made, forbid_dtd=True)
        told = {entry.language.lower(): entry for entry in read_alts(made)}
        for alt in meant:
            entry = told[alt.language.lower()]
            assert entry.alt == cleaned(alt.text)
            if cleaned(alt.long):
                assert entry.long == cleaned(alt.long)
        if before:
            assert graph(made) == graph(before)
            assert others(made) == others(before)
    # What was written under languages that the second does not name is still there.
    assert {alt.language.lower() for alt in (*alts, *more)} <= {entry.language.lower() for entry in read_alts(twice)}


@settings(max_examples=60, deadline=None)
@given(text=st.text())
def test_only_what_xml_cannot_hold_is_taken_out(text: str) -> None:
    assert [c for c in cleaned(text) if c.isprintable() and c != " "] == [c for c in text if c.isprintable() and c != " "]

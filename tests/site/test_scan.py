"""Tags and their places: as browsers read them, however broken the page is; what templates fill in is passed over."""

from __future__ import annotations

import time
from xml.etree.ElementTree import Element

import html5lib
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from access.site.scan import Tag, Words, scan

PIECES = (
    "<img src=a.png>", "<IMG SRC='b c.png' Alt>", '<img src="d.png"alt="x > y">', "<img src=e/>", "<img alt='' ALT=two src=f>",
    "<img\nsrc = g\talt= 'h' />", "<img", "<img src='", '<img src="', "<img =x src=y>", "<img/src=z>", "<a href=b>", "</a>",
    "<p>",
    "</p>", "<div class='<img src=no>'>", "</div x='>'>", "<!-- <img src=c1> -->", "<!--><img src=c2>", "<!--->",
    "<!-- -- --!>",
    "<!---->", "<!--", "-->", "<!doctype html>", "<!x <img src=c3>", "</ <img src=c4>", "</>", "<3", "< img src=t>",
    "<?x <img src=c5>",
    "<script>", "</script>", "<script>'<img src=s>'</script>", "<script><!--<script></script><img src=s2>--></script>",
    "<script><!--><script></script><img src=s3>", "</SCRIPT >", "<style>", "</style>", "<title>", "</title>", "<textarea>",
    "</textarea\n>", "<svg/>", "<svg><p>",
    "<svg><style><img src=v></style></svg>", "<svg><title><img src=w></title></svg>", "<svg><path d='M0'/><script/></svg>",
    "<svg><![CDATA[<img src=x>]]></svg>", "<![CDATA[<img src=c6>]]>", "<math><mi><img src=m></mi></math>", "<table><tr><td>",
    "</table>", "<b>", "</b>", "<iframe>", "</iframe>", "<noscript>", "</noscript>", "<xmp>", "</xmp>", "text & more",
    "&lt;img&gt;")

"""A drawing that is never closed ends at the first element of HTML, as in `<svg><p>`; what else ends one is not looked for."""


def seen(text: str) -> list[dict[str, str]]:
    """Return the pictures that a parser of the standard sees, each with its attributes."""
    tree: Element = html5lib.parse(text)
    return [dict(one.attrib) for one in tree.iter("{http://www.w3.org/1999/xhtml}img")]


def found(text: str) -> list[dict[str, str]]:
    pictures = [tag for tag in tags(text) if tag.name == "img" and not tag.closing]
    return [{one.name: one.value for one in reversed(tag.attributes)} for tag in pictures]


def tags(text: str, xml: bool = False) -> list[Tag]:
    return [token for token in scan(text, xml) if isinstance(token, Tag)]


def in_order(pictures: list[dict[str, str]]) -> list[list[tuple[str, str]]]:
    return sorted(sorted(one.items()) for one in pictures)


@settings(max_examples=400, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=12))
def test_pictures_are_found_where_a_parser_of_the_standard_finds_them(pieces: list[str]) -> None:
    text = "<!doctype html><body>" + "".join(pieces)
    assert in_order(found(text)) == in_order(seen(text))


@settings(max_examples=400, deadline=None)
@given(st.lists(st.sampled_from(["<", ">", "/", "!", "-", "=", '"', "'", " ", "img", "a", "src", "script", "x", "\n", "<img ",
    "<!--"]),
                max_size=30).map("".join))
def test_noise_is_read_as_a_parser_of_the_standard_reads_it(text: str) -> None:
    text = "<!doctype html><body>" + text
    assert in_order(found(text)) == in_order(seen(text))


@settings(max_examples=200, deadline=None)
@given(st.lists(st.sampled_from([*PIECES, "{{ x }}", "<?php '>' ?>", "<% '>' %>", "{% if x %}"]), max_size=12).map("".join),
    st.booleans())
def test_every_place_is_where_it_says(text: str, xml: bool) -> None:
    at = 0
    for token in scan(text, xml):
        assert token.start >= at
        at = token.end
        if isinstance(token, Words):
            continue
        assert text[token.start] == "<"
        assert text[token.end - 1] == ">"
        for one in token.attributes:
            assert text[one.start : one.end].lower().startswith(one.name)
            assert token.start < one.start <= one.value_start <= one.value_end <= one.end < token.end
            assert not one.quote or text[one.value_end] == one.quote == text[one.value_start - 1]


@pytest.mark.parametrize(("text", "told"), [
    ('<img src="{{ "a" }}" alt="b">', [("src", True), ("alt", False)]),
    ("<img src=\"<?php echo $a[\"b\"] > 1 ?>\" alt='c'>", [("src", True), ("alt", False)]),
    ("<img src={{ a }}/b.png alt=c>", [("src", True), ("alt", False)]),
    ("<img src=a alt=\"<%= x %>\">", [("src", False), ("alt", True)]),
])
def test_a_value_that_a_template_fills_in_is_one_value(text: str, told: list[tuple[str, bool]]) -> None:
    (tag,) = tags(text)
    assert [(one.name, one.marked) for one in tag.attributes] == told
    assert not tag.marked


@pytest.mark.parametrize("text", [
    '<img src="a" {% if x > 1 %}alt="b"{% endif %}>', "<img src=a <?php attributes(); ?>>", "<img src=a {{attributes}}>",
    "<img src=a <%= more %> >"])
def test_a_tag_whose_attributes_a_template_fills_in_is_marked(text: str) -> None:
    (tag,) = tags(text)
    assert tag.marked
    assert tag.end == len(text)


def test_code_of_a_server_is_passed_over_whole() -> None:
    text = "<?php if ($a > 1) echo '<img src=no>'; ?><img src=yes><% if a > 1 %><img src=too><?= '<img>' ?>"
    assert [tag.value("src") for tag in tags(text)] == ["yes", "too"]


def test_xml_knows_cdata_and_elements_that_end_at_once() -> None:
    text = ('<?xml version="1.0"?><!DOCTYPE html [<!ENTITY x "<img>">]><script/><img src="a"/><![CDATA[<img src="no"/>]]>'
            "<title>b</title>")
    assert [(tag.name, tag.empty) for tag in tags(text, xml=True)] == [
        ("script", True), ("img", True), ("title", False), ("title", False)]


@pytest.mark.parametrize("text", [
    "<" * 300_000, "<img " * 100_000, "<img src='" * 50_000, "<!--" * 100_000, "{{" * 200_000, "<img x={{" * 50_000,
    '<img x="' + "{{" * 100_000 + '">', "<a " + "b " * 100_000 + ">", "<script>" * 50_000, "<svg>" * 50_000, "</svg>" * 50_000,
    "<title>" + "</titl" * 100_000, "<svg>" * 30_000 + "<p>" * 30_000, "<![CDATA[" * 50_000,
    "<script>" + "<!--<script>" * 30_000,
], ids=lambda text: text[:12])
def test_a_page_that_was_made_to_take_long_does_not(text: str) -> None:
    began = time.process_time()
    for _ in scan(text):
        pass
    assert time.process_time() - began < 10

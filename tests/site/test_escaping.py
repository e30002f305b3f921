"""Texts put into pages: they come out as they were, and nothing of them breaks out."""

from __future__ import annotations

import re

import html5lib
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from access.site.escaping import one_line, put
from access.site.found import Form, Spot

TEXTS = st.text(st.one_of(st.sampled_from("\"'<>&{}[]()\\`*_!|#\n\t% ?=:-a1é"), st.characters()), min_size=1, max_size=40)
TAGS = {Form.ATTRIBUTE: "<img src=a{}>", Form.DOUBLE: '<img src=a alt="{}">', Form.SINGLE: "<img src=a alt='{}'>",
    Form.BARE: "<img alt={} src=a>"}


@pytest.mark.parametrize("form", TAGS)
@settings(max_examples=200, deadline=None)
@given(text=TEXTS)
def test_an_attribute_says_what_was_meant_and_ends_where_it_should(form: Form, text: str) -> None:
    said = put(Spot(0, 0, form), text)
    (tag,) = html5lib.parse(TAGS[form].replace("{}", said) + "<p>").iter("{http://www.w3.org/1999/xhtml}img")
    assert tag.attrib == {"src": "a", "alt": one_line(text)}
    assert not re.search(r"[<\n{}]", said)


@settings(max_examples=400, deadline=None)
@given(TEXTS, st.sampled_from(["{}", "| x | {} |\n|---|---|\n", "> - {}", "*a* ` {} ` `b`", "[{}](c)"]))
def test_brackets_hold_what_was_meant(text: str, around: str) -> None:
    before, after = (around.format(f"![{old}](a.png)") for old in ("x", put(Spot(0, 0, Form.BRACKETS), text)))
    parser = MarkdownIt("commonmark").enable("table")
    html, was = parser.render(after), parser.render(before)
    if 'alt="x"' not in was:
        assert "<img" not in html
        return
    assert html == was.replace('alt="x"', f'alt="{parser_escaped(one_line(text))}"')


def parser_escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")


def test_what_nobody_sees_is_left_out() -> None:
    assert one_line("a\u202eb\u2066 \x00\n c\u200b\u200d") == "a b c\u200b\u200d"

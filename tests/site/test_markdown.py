"""Pictures of Markdown: found where its parser finds them; code, front matter and templates are left alone."""

from __future__ import annotations

import re
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from access.site import markdown
from access.site.escaping import put
from access.site.found import Form, Picture
from access.site.patches import Edit, applied

PARSER = MarkdownIt("commonmark").enable("table")
PIECES = (
    "![](a.png)", "![one](b.png)", "![two *three*](<c d.png> \"T\")", "![four][ref]", "![ref]", "![ref][]",
    "[![](e.png)](f.html)",
    "[words ![](g.png)](h.html)", "![a ![b](c.png) d](i.png)", "`![](no.png)`", "``` ` ![](no.png)", "\\![](j.png)",
    "!\\[](k.png)",
    "![](l.png", "![nope][none]", "![x](m.png 'it''s')", "<img src=\"n.png\">", "<img src=o.png alt='p'>", "<b>", "</b>",
    "<http://example.org/![](q.png)>", "[r](s.html)", "[[![](t.png)](u)](v)", "![a\\]b](w.png)", "![a|b](x.png)", "*", "**",
    "`", "[", "]",
    "![", "(", ")", "<", ">", "\n", "\n\n", "\n> ", "\n- ", "\n    ", "\n# ", "\n```\n", "\n| a | b |\n|---|---|\n| ", " | ",
    "<!-- ![](no.png) -->",
    "\n<div>\n", "\n</div>\n\n", "text", "&amp;", "![&amp;](y.png)", "![](z%20z.png)", "![]( /&ouml;.png )", "\\")
REFERENCE = "\n\n[ref]: ref.png 'Title'\n"


def rendered(text: str) -> list[tuple[str, str]]:
    """Return the pictures that the parser's HTML has: address and text."""
    html = PARSER.render(text)
    html = re.sub(r"<!--.*?-->", "", html, flags=re.DOTALL)
    return [(m[1], m[2]) for m in re.finditer(r'<img src="([^"]*)" alt="([^"]*)"', html)]


def of_markdown(text: str) -> list[Picture]:
    return [one for one in markdown.read(text).pictures if one.spot and one.spot.form in (Form.BRACKETS, Form.REFERENCE)]


@settings(max_examples=600, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=14).map("".join))
def test_a_picture_is_found_where_the_parser_finds_one_and_a_new_text_changes_nothing_else(text: str) -> None:
    text += REFERENCE
    page = markdown.read(text)
    pictures = [one for one in page.pictures if one.spot and one.spot.form in (Form.BRACKETS, Form.REFERENCE)]
    before = rendered(text)
    if not page.not_understood:
        assert len(pictures) == len(before)
    edits = [Edit(one.spot.start, one.spot.end, put(one.spot, f"new [{number}] *text* `{{{{x}}}}` <b> \\ & _a_")) for number,
        one in
             enumerate(pictures) if one.spot]
    after = rendered(applied(text, edits))
    assert [address for address, _ in after] == [address for address, _ in before]
    told = [alt for _, alt in after]
    changed = [alt for alt in told if alt.startswith("new [")]
    assert changed == [f"new [{number}] *text* `{{{{x}}}}` &lt;b&gt; \\ &amp; _a_" for number in range(len(pictures))]


def test_few_passages_are_not_understood() -> None:
    text = ("> ![a\n> b](c.png) and\n> more\n\n1. ![](d.png)\n   ![](e.png)\n\n"
            "| ![a \\| b](f.png) | `x` |\n|---|---|\n| ![](g.png) | ![](h.png) |\n")
    page = markdown.read(text)
    assert page.not_understood == []
    assert [one.addresses[0] for one in page.pictures] == ["c.png", "d.png", "e.png", "f.png", "g.png", "h.png"]


@pytest.mark.parametrize("text", [
    "`![](a.png)`", "```\n![](a.png)\n```", "    ![](a.png)", "~~~html\n<img src=a>\n~~~", "---\nimage: '![](a.png)'\n---\n",
    "+++\ntitle = '![](a.png)'\n+++\n", "{% highlight html %}\n<img src=a>\n{% endhighlight %}",
    "{% raw %}![](a.png){% endraw %}",
    "{{< highlight go >}}\n![](a.png)\n{{< /highlight >}}", "<!-- ![](a.png) <img src=a> -->", "\\![](a.png)", "![](a b.png)"])
def test_what_is_no_picture_is_left_alone(text: str) -> None:
    assert markdown.read(text).pictures == []


def test_the_front_matter_names_the_page_and_its_language() -> None:
    page = markdown.read("---\ntitle: \"News: all\"\nlang: de\n---\n# Heading *one*\n\nSome **words** ![](a.png)\n")
    assert (page.title, page.language, page.heading) == ("News: all", "de", "Heading one")
    assert page.around(page.pictures[0]) == "Heading one Some words"


def test_a_picture_alone_in_a_link_knows_it_in_markdown_and_in_html() -> None:
    page = markdown.read("[![](a.png)](b.html) [![](c.png) words](d.html) <a href=e.html>![](f.png)</a>\n")
    assert [(one.link.address, one.link.told) for one in page.pictures if one.link] == [
        ("b.html", False), ("d.html", True), ("e.html", False)]


def test_a_reference_that_is_its_own_text_keeps_its_name() -> None:
    text = "![Ref][] ![ref]\n\n[ref]: a.png\n"
    spots = [one.spot for one in markdown.read(text).pictures if one.spot]
    assert applied(text, [Edit(spot.start, spot.end, put(spot, "New.")) for spot in spots]) == (
        "![New.][Ref] ![New.][ref]\n\n[ref]: a.png\n")


def test_lines_may_end_as_on_windows() -> None:
    text = "# A\r\n\r\n> ![x\r\n> y](a.png)\r\n\r\n<video controls>\r\n<source src=v.mp4>\r\n</video>\r\n"
    page = markdown.read(text)
    (picture,) = page.pictures
    assert picture.spot is not None
    assert text[picture.spot.start : picture.spot.end] == "x\r\n> y"
    assert text[: page.players[0].after].endswith("</video>")


def test_a_paragraph_follows_a_player_in_a_block_of_html_alone() -> None:
    assert markdown.read("<div>\n<video src=a></video>\n</div>\n").players[0].after > 0
    assert markdown.read("Words <video src=a></video> more\n").players[0].after == -1


@pytest.mark.parametrize("text", [
    "![](a.png)\n" * 20_000, "![](a.png) " * 20_000, "![" * 10_000, "[" * 20_000, "<img src=a> " * 20_000, "`" * 20_000,
    "> " * 20_000,
    "".join("`" * n + "a" for n in range(300)), "<a " * 20_000, "[a](" * 10_000, "![][a] " * 10_000, "<!--" * 20_000,
    "{% raw %}" * 10_000,
    "{{< highlight >}}" * 10_000, "---\n" * 20_000, "|a" * 10_000 + "\n" + "|-" * 10_000], ids=lambda text: text[:12].strip())
def test_a_page_that_was_made_to_take_long_does_not(text: str) -> None:
    began = time.process_time()
    markdown.read(text)
    assert time.process_time() - began < 20

"""Context and glossary files: read as a person means them, refused where they cannot be meant."""

from __future__ import annotations

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from access.errors import MediaRefused
from access.model.findings import Context, Term
from access.understand.context import context, glossary

WHOLE = '''
purpose = "A lecture  for first-year students"
people = ["Ottoline Wren", " ", "Ross MacPhee"]
place = "Strathmiglow"
glossary = ["lherzolite", "Goethe = gerta"]
language = "en_gb"
page = """Spring at  the lake.
Two herons came back."""
link = "The bird's own page"
product = { colour = "grey  blue", "price in EUR" = 12.50, seats = 4, empty = " " }
'''


def test_the_whole_file_is_read() -> None:
    assert context(WHOLE, "a.mp4.context.toml") == Context(
        "A lecture for first-year students", ("Ottoline Wren", "Ross MacPhee"), "Strathmiglow",
        (Term("lherzolite"), Term("Goethe", "gerta")), "en-GB",
        "Spring at the lake. Two herons came back.", "The bird's own page",
        (("colour", "grey blue"), ("price in EUR", "12.5"), ("seats", "4")))


def test_of_a_long_page_its_beginning_is_kept() -> None:
    assert context(f"page = '{'word ' * 9_000}'", "a").page == ("word " * 9_000)[:20_000]


def test_an_empty_file_says_nothing() -> None:
    assert context("# nothing yet\n", "a") == Context()


@pytest.mark.parametrize(("text", "why"), [
    ("people = [", "is not TOML"),
    ('persons = ["Ada"]', "a key `persons`, which means nothing here; there are purpose, people"),
    ('people = "Ada"', r"needs a list of texts for `people`: people = \["),
    ("glossary = [1]", "needs a list of texts for `glossary`"),
    ("place = 3", 'needs a text for `place`: place = "'),
    ('language = "English, mostly"', "names no language that is one"),
    ("page = ['x']", 'needs a text for `page`: page = "'),
    ("link = 1", 'needs a text for `link`: link = "'),
    ("product = 'blue'", r"needs a table of texts and numbers for `product`: product = \{"),
    ("product = { blue = true }", "needs a table of texts and numbers for `product`"),
    ("[product.size]\nx = 1", "needs a table of texts and numbers for `product`"),
    (f"link = '{'x' * 501}'", "has a `link` of 501 characters; 500 are the most"),
    (f"product = {{ size = '{'x' * 501}' }}", "tells too much in `product`"),
    (f"product = {{ {'x' * 81} = 1 }}", "tells too much in `product`"),
    ("[product]\n" + "\n".join(f"k{n} = {n}" for n in range(51)), "tells too much in `product`: 50 lines are the most"),
    ("[place]\nname = 'x'", "needs a text for `place`"),
    ("people = " + "[" * 5_000, "its brackets are nested too deeply"),
    ("place = " + "9" * 5_000, "is not TOML that can be read"),
    ('"per\\u001b[2Jsons" = 1', r"a key `per\\u001b\[2Jsons`, which means nothing"),
])
def test_what_cannot_be_meant_is_refused_with_the_files_name_and_what_to_do(text: str, why: str) -> None:
    with pytest.raises(MediaRefused, match=f"^lecture.mp4.context.toml .*{why}") as refused:
        context(text, "lecture.mp4.context.toml")
    assert refused.value.hint == "Mend it, or take it away."


def test_a_glossary_is_a_term_a_line_with_comments_and_sounds() -> None:
    assert glossary("# Names\n Ottoline   Wren \n\nC#\nlherzolite # a stone\nGoethe = gerta\n=x\n—\nC#\n") == (
        Term("Ottoline Wren"), Term("C#"), Term("lherzolite"), Term("Goethe", "gerta"))


@given(st.text())
def test_any_text_is_a_glossary_of_short_terms_each_once(text: str) -> None:
    terms = [term.text for term in glossary(text)]
    assert len(set(terms)) == len(terms)
    assert all(term == " ".join(term.split()) and 0 < len(term) <= 80 for term in terms)


@given(st.text())
def test_any_text_is_a_context_or_refused(text: str) -> None:
    with contextlib.suppress(MediaRefused):
        context(text, "a")

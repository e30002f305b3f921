"""What a link means, in words."""

from __future__ import annotations

import pytest

from access.site.meaning import leads_to_media, of_address, short_title, site_names


@pytest.mark.parametrize(("address", "words"), [
    ("contact-us.html", "Contact us"), ("/about/opening_hours/", "Opening hours"), ("/about/index.html", "About"),
    ("../files/annual%20report.pdf?x=1", "Annual report (PDF)"), ("https://www.example.org/", "example.org"),
    ("https://en.wikipedia.org/wiki/Grey_heron", "Grey heron (en.wikipedia.org)"),
    ("mailto:info@example.org?subject=x", "info@example.org"),
    ("tel:+43123", "+43123"), ("//example.org/a/4711", "example.org")])
def test_the_words_of_an_address_are_a_guess(address: str, words: str) -> None:
    found = of_address(address)
    assert found is not None
    assert (found.text, found.guessed) == (words, True)


@pytest.mark.parametrize("address", ["", "#top", "javascript:void(0)", "/4711/", "?id=3", "/d41d8cd98f00b204e9800998ecf8427e",
    "index.html", "data:,x",
                                     "/image.html", "http://[", "mailto:"])
def test_an_address_without_words_means_nothing(address: str) -> None:
    assert of_address(address) is None


def test_the_name_that_titles_share_is_taken_off() -> None:
    names = site_names(["Home | River Museum", "Contact | River Museum", "River Museum – News", "Imprint"])
    assert names == {"River Museum"}
    assert [short_title(title, names) for title in ("Home | River Museum", "River Museum – News", "A – B | River Museum",
        "Imprint", "A | B")] == [
        "Home", "News", "A – B", "Imprint", "A | B"]


def test_a_small_picture_that_leads_to_a_large_one_is_looked_at() -> None:
    assert [leads_to_media(one) for one in ("big.jpg", "/a/film.MP4?x", "drawing.svg", "page.html", "/",
        "http://[")] == [True] * 3 + [False] * 3

"""The words of a file's name: told where a person gave it words, and nothing where a program counted."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from access.understand.filenames import name_words


@pytest.mark.parametrize(("stem", "words"), [
    ("grey-heron_in_flight", "grey heron in flight"),
    ("greyHeronInFlight", "grey Heron In Flight"),
    ("DSC_0042_heron", "heron"),
    ("heron-1024x768", "heron"),
    ("heron-scaled-e1700000000000", "heron"),
    ("sunset@2x", "sunset"),
    ("grey%20heron%20(2)", "grey heron"),
    ("NASA_launch_pad", "NASA launch pad"),
    ("sales-chart-q3-2024", "sales chart"),
    ("in-the-garden-of", "in the garden"),
    ("Ottoline_Wren_portrait", "Ottoline Wren portrait"),
    ("strathmiglow-church-copy", "strathmiglow church"),
    ("Gräser_im_Wind", "Gräser im Wind"),
    ("白鷺_湖", "白鷺 湖"),
    ("झील-पर-बगुला", "झील पर बगुला"),
    ("цапля-на-озере", "цапля на озере"),
])
def test_words_are_told(stem: str, words: str) -> None:
    assert name_words(stem, ("de",)) == words


@pytest.mark.parametrize("stem", [
    "IMG_2031", "IMG-20240102-WA0003", "DSC00042", "PXL_20240102_123456789", "P1010001", "image", "photo1", "Bild 3", "logo",
    "hero-image-2", "Screenshot_2024-01-02", "Screenshot from 2024-01-02 10-11-12", "WhatsApp Image 2024-01-02 at 12.00.00",
    "Unbenannt-1", "untitled-design-(3)", "download", "3f2a9c41d7e0bb12", "550e8400-e29b-41d4-a716-446655440000",
    "8k7Hs2LmQp", "aBcDeFgHiJ", "kjhsdf-kjhwqe", "ef12-deadbeef-9a", "20240102_123456", "1234", "x1", "a", "of-the", "", "...",
    "pexels-john-smith-12345", "john-doe-9cZ_x-unsplash",
])
def test_counts_hashes_and_what_programs_call_their_files_are_no_words(stem: str) -> None:
    assert name_words(stem, ("de",)) == ""


@given(st.text(max_size=300))
def test_any_name_gives_a_few_words_without_a_digit(stem: str) -> None:
    words = name_words(stem).split()
    assert len(words) <= 12
    assert all(unicodedata.category(letter)[0] in "LM" for word in words for letter in word)


@given(st.text("0123456789abcdef", min_size=8, max_size=64).filter(lambda text: any(map(str.isdigit, text))))
def test_no_hash_is_words(stem: str) -> None:
    assert name_words(stem) == ""

"""Lines that a reader of pictures made up are left out; names, acronyms, addresses and other scripts never are."""

from __future__ import annotations

import pytest

from access.model.misread import is_misread


@pytest.mark.parametrize("line", [
    "htto:itwww.pics4leamino.com", "hltp:llwww.x.org", "xkjqz trwpl", "l|l|_ ~~", "i5t0r1c4l", "wwwwww", "aBcDeFg hIjKlM",
])
def test_what_could_be_no_words_is_misread(line: str) -> None:
    assert is_misread(line)


@pytest.mark.parametrize("line", [
    "www.wincows.ucar.edu", "http://beyondpenguins.nsdl.org", "museum.example.org/visit?a=1", "info@museum.org", "NSDL",
    "Seal. Man Yee DeSandies, 2002", "Arctic cod.(Russ Hopcroft'UAF/CoML/NOAA)", "U.S.A.", "10:30 a.m.", "00:12:33:04", "2008",
    "Rechtschreibung, Angstschweiß", "Schifffahrt", "B2B", "H2O", "COVID-19", "NaturalHistory Museum", "O'Neill & Sons", "Krk",
    "Strč prst skrz krk", "Москва", "ノックの音", "ΑΘΗΝΑ", "القاهرة", "e = mc²", "for (i=0; i<n; i++)", "$4.99/mo", "50S left",
    "Visit htto:itwww.x.com today, it is open and free for everybody", "", "—",
])
def test_what_could_be_words_is_kept(line: str) -> None:
    assert not is_misread(line)

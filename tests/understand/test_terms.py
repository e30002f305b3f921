"""Which words of slides, lists and metadata a recogniser is told."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from access.lexis.commonness import everyday, has_list, ordinary, small
from access.model.findings import Context, Probe, ScreenText, Term
from access.model.time import Span
from access.understand.terms import MOST, likely_terms, names_in, rare_words, written_in

SOUND = Probe("wav", 60_000)


def shown(start: int, end: int, *lines: str) -> ScreenText:
    return ScreenText(Span(start, end), lines, 0.99, 0.1)


def texts(terms: tuple[Term, ...]) -> list[str]:
    return [term.text for term in terms]


@pytest.mark.parametrize(("line", "names"), [
    ("A film by Ottoline Wren", ["Ottoline Wren", "Ottoline", "Wren"]),
    ("The Letters of Ignacz Trebuchon", ["Ignacz Trebuchon", "Ignacz", "Trebuchon"]),
    ("Welcome, Thandeka Mbathane!", ["Thandeka Mbathane", "Thandeka", "Mbathane"]),
    ("Dr. Ross MacPhee, American Museum of Natural History", ["Ross MacPhee", "Ross", "MacPhee"]),
    ("Ludwig van Beethoven", ["Ludwig van Beethoven", "Ludwig", "Beethoven"]),
    ("IGNACZ TREBUCHON OF OUKAIMEDEN", ["Ignacz Trebuchon", "Ignacz", "Trebuchon", "Oukaimeden"]),
    ("The farmers of Ballynacourty’s hills", ["Ballynacourty"]),
    ("riverbank and photosynthesis", ["photosynthesis"]),
    ("NASA, H2O and COVID-19", ["NASA", "H2O", "COVID-19"]),
    ("Mills: Kvernesfjord, Zlatiborsk; Tanzawa", ["Kvernesfjord", "Zlatiborsk", "Tanzawa"]),
])
def test_names_and_rare_words_are_found(line: str, names: list[str]) -> None:
    assert list(names_in(line, "en")) == names


@pytest.mark.parametrize("line", [
    "Welcome to the Old River Museum", "The Art Of Noticing", "Tickets and opening hours", "1,234 visitors in 1843", "9:30",
    "Karen.Taber@osu.edu", "https://www.osu.edu/Strathmiglow", "strathmiglow.org", "• •", "", "OPEN FROM NINE TO FIVE",
])
def test_ordinary_lines_numbers_and_addresses_have_none(line: str) -> None:
    assert list(names_in(line, "en")) == []


def test_words_that_a_reader_of_text_ran_together_are_no_names() -> None:
    assert list(names_in("TheOldRiver in theold days", "en")) == []
    assert list(names_in("Ross MacPhee", "en"))[-1] == "MacPhee"


def test_in_a_language_without_a_list_a_capital_shows_a_name() -> None:
    assert not has_list("pl")
    assert list(names_in("historia miasta Zakopane", "pl")) == ["Zakopane"]


def test_a_word_is_as_common_in_its_other_forms() -> None:
    assert ordinary("Museums", "en")
    assert ordinary("river's", "en-GB")
    assert ordinary("measured", "en")
    assert ordinary("Geschichte", "de")
    assert not ordinary("thixotropy", "en")
    assert not ordinary("museum", "tlh")
    assert everyday("welcome", "en")
    assert not everyday("geology", "en")
    assert small("of", "en")
    assert not small("welcome", "en")


def test_what_people_listed_goes_first_then_the_screen_then_what_the_file_says() -> None:
    probe = Probe("mp4", 60_000, title="Lherzolite", texts=("Recorded by Gundreda Hallowick",))
    screen = (shown(0, 2_000, "Castellanza"), shown(0, 40_000, "Ondine Vasquelle"))
    context = Context(people=("Fenellory Oldacre",), place="Tregarrow", glossary=(Term("harzburgite"),))
    found = texts(likely_terms(context, (Term("Goethe", "gerta"),), probe, screen, "en"))
    assert found == [
        "Goethe", "harzburgite", "Fenellory Oldacre", "Tregarrow", "Fenellory", "Oldacre", "Ondine Vasquelle", "Ondine",
        "Vasquelle", "Castellanza", "Lherzolite", "Gundreda Hallowick", "Gundreda", "Hallowick"]


def test_a_term_stands_once_with_all_its_times_and_as_people_wrote_it() -> None:
    screen = (shown(12_300, 18_000, "LHERZOLITE"), shown(41_000, 42_000, "Lherzolite"))
    terms = likely_terms(Context(), (Term("lherzolite", "lurzo light"),), SOUND, screen, "en")
    assert terms == (Term("lherzolite", "lurzo light", (Span(10_000, 20_000), Span(40_000, 50_000))),)


def test_a_text_that_moves_a_little_is_no_other_term() -> None:
    early, late = ((shown(start, 19_000, "Lherzolite"),) for start in (11_000, 11_400))
    assert likely_terms(Context(), (), SOUND, early, "en") == likely_terms(Context(), (), SOUND, late, "en")


def test_a_heap_of_terms_is_cut_and_what_people_listed_stays() -> None:
    listed = tuple(Term(f"Name{'abcdefghij'[n % 10] * (n // 10 + 1)}") for n in range(MOST))
    found = likely_terms(Context(), listed, SOUND, (shown(0, 9, "Castellanza"),), "en")
    assert found == listed


def test_what_is_longer_than_any_word_is_no_term_parts_the_names_around_it_and_is_never_looked_into(
    monkeypatch: pytest.MonkeyPatch
) -> None:
    looked_up: list[str] = []

    def everyday_and_counted(word: str, language: str) -> bool:
        looked_up.append(word)
        return everyday(word, language)

    monkeypatch.setattr("access.understand.terms.everyday", everyday_and_counted)
    assert list(names_in(f"Ottoline {'q' * 40_000} Wren", "en")) == ["Ottoline", "Wren"]
    assert not any("q" in word for word in looked_up)


def test_a_name_that_goes_on_for_pages_is_told_to_no_recogniser() -> None:
    context = Context(people=("Ottoline Wren " * 9, "Fenellory Oldacre"), place="Tregarrow " * 9)
    assert texts(likely_terms(context, (), SOUND, (), "en")) == ["Fenellory Oldacre", "Fenellory", "Oldacre"]


def test_the_rare_words_of_names_stand_alone() -> None:
    terms = (Term("Ludwig van Beethoven", "x", (Span(0, 10_000),)), Term("NASA"), Term("old river"))
    assert rare_words(terms, "en") == (
        Term("Ludwig", shown=(Span(0, 10_000),)), Term("Beethoven", shown=(Span(0, 10_000),)), Term("NASA"))


def test_the_language_of_slides_is_seen_where_nothing_names_it() -> None:
    assert written_in((shown(0, 9, "Die Geschichte der Burg und ihrer Bewohner im Mittelalter"),)) == "de"
    assert written_in((shown(0, 9, "Burg"),)) == "en"


@given(st.text(max_size=200), st.sampled_from(["en", "de", "pl", "ja", ""]))
def test_any_line_yields_words_that_stand_in_it(line: str, language: str) -> None:
    for name in names_in(line, language):
        assert name.strip()
        assert all(word.lower() in line.lower() for word in name.split())

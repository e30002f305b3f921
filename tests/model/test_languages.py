"""Language tags: which way a language is written, and whether with blanks."""

from __future__ import annotations

import pytest

from access.model.languages import called_in_english, english_name, runs_right_to_left, spaceless, spaceless_letters


@pytest.mark.parametrize(("tag", "rtl"), [
    ("ar", True), ("he-IL", True), ("fa", True), ("ur-PK", True), ("yi", True), ("az-Arab", True), ("en-Hebr-US", True),
    ("ar-Latn", False), ("en", False), ("zh-Hant", False), ("", False), ("und", False),
])
def test_a_language_runs_the_way_of_its_script(tag: str, rtl: bool) -> None:
    assert runs_right_to_left(tag) is rtl


@pytest.mark.parametrize(("tag", "without"), [
    ("ja", True), ("zh-Hant-TW", True), ("yue", True), ("TH", True), ("bo", True), ("ko", False), ("vi", False),
    ("en", False), ("", False),
])
def test_some_languages_set_no_blanks(tag: str, without: bool) -> None:
    assert spaceless(tag) is without


@pytest.mark.parametrize(("text", "letters"), [
    ("その子は三人。", 6), ("ｶﾅ", 2), ("𠮷野家", 3), ("ภาษาไทย", 7), ("བོད་", 4), ("ខ្មែរ", 5), ("မြန်", 4), ("한국어", 0),
    ("Nguyễn ９", 0),
])
def test_letters_of_scripts_without_blanks_are_told_from_all_others(text: str, letters: int) -> None:
    assert spaceless_letters(text) == letters


@pytest.mark.parametrize(("tag", "name"), [
    ("de", "German"), ("pt-BR", "Portuguese (pt-BR)"), ("ht", "Haitian Creole"), ("nb", "Norwegian Bokmål"), ("es", "Spanish"),
    ("EN", "English"), ("tlh", "tlh"), ("", ""),
])
def test_a_language_has_the_name_that_english_gives_it(tag: str, name: str) -> None:
    assert english_name(tag) == name


@pytest.mark.parametrize(("name", "tag"), [
    ("german", "de"), ("Haitian Creole", "ht"), (" Castilian ", "es"), ("mandarin", "zh"), ("Klingon", ""), ("de", ""),
    ("", ""),
])
def test_a_language_is_known_by_its_english_names(name: str, tag: str) -> None:
    assert called_in_english(name) == tag

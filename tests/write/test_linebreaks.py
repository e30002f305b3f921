from __future__ import annotations

import unicodedata
from dataclasses import replace
from itertools import pairwise

import pytest
import regex
from hypothesis import given, settings
from hypothesis import strategies as st

from access.model.findings import Word
from access.model.profile import columns_of
from access.model.time import Span
from access.profiles import load_profile
from access.write.cues import compose
from access.write.linebreaks import break_lines, ends_sentence, parting
from access.write.pieces import pieces

WEB = load_profile("web")
texts = st.text(st.characters(codec="utf-8", exclude_categories=["Zs", "Zl", "Zp", "Cc", "Cs"]), min_size=1, max_size=60)


def lines(text: str, characters: int = 42, language: str = "en") -> tuple[str, ...]:
    return break_lines(text.split(), replace(WEB, max_characters=characters), language)


@pytest.mark.parametrize(("text", "broken"), [
    ("I went to the market, and she stayed at home all day.", ("I went to the market,", "and she stayed at home all day.")),
    ("The boy who lived next door was called Tom.", ("The boy who lived", "next door was called Tom.")),
    ("We are distinguished from all other vertebrates.", ("We are distinguished", "from all other vertebrates.")),
    ("This interview was given by Dr. Ross MacPhee.", ("This interview was given", "by Dr. Ross MacPhee.")),
    ("Nobody knew whether it would work.", ("Nobody knew whether it would work.",)),
])
def test_lines_break_where_the_sense_does(text: str, broken: tuple[str, ...]) -> None:
    assert lines(text) == broken


@pytest.mark.parametrize("pair", [
    "the house", "a mammal", "my friend", "very good", "Dr. Ross", "Ross MacPhee", "she went", "have gone", "not members",
    "of vertebrates", "and animals", "30 kilometres", "four legs", "famous painter", "J. Smith",
])
def test_what_belongs_together_costs_more_to_part_than_two_words_that_do_not(pair: str) -> None:
    left, right = pair.split()
    assert parting(left, right, "en") > parting("legs", "walked", "en") > parting("legs", "and", "en")


def test_punctuation_is_the_best_place_and_the_end_of_a_sentence_the_best_of_all() -> None:
    pairs = ("end.", "Then"), ("end;", "then"), ("end,", "then"), ("end", "and")
    costs = [parting(left, right, "en") for left, right in pairs]
    assert costs == sorted(costs)
    assert costs[0] == 0


@pytest.mark.parametrize(("language", "bad", "good"), [
    ("de", "der Hund", "Hund und"), ("fr", "la maison", "maison dans"), ("es", "las casas", "casas de"),
    ("ja", "東 京", "は 東"),
])
def test_other_languages_have_their_small_words(language: str, bad: str, good: str) -> None:
    first, second = bad.split()
    third, fourth = good.split()
    assert parting(first, second, language) > parting(third, fourth, language)


def test_german_nouns_are_no_names() -> None:
    assert parting("Gruppe", "Menschen", "de") == parting("group", "walks", "xx")


@pytest.mark.parametrize("text", [
    "Mais où est-ce que tu vas comme ça Pierre ? Je ne sais pas.", "Il a répondu « certainement pas mon ami » à sa mère.",
    "Nous avons tout essayé dans cette maison ; rien ne marche.", "Ils ont crié ensemble : « Au secours les amis ! »",
    "Elle a demandé tout doucement « tu viens ? » puis elle est partie.",
])
def test_no_french_line_begins_with_a_mark_that_a_blank_sets_off_or_ends_with_an_opening_one(text: str) -> None:
    for characters in range(14, 42):
        broken = lines(text, characters, "fr")
        assert " ".join(broken) == text
        assert not [line for line in broken if line.split()[0] in "?!;:»" or line.split()[-1] == "«"]


@pytest.mark.parametrize("text", [
    "Mais où est-ce que tu vas comme ça Pierre ? Je ne sais pas.", "Il a dit « jamais de la vie » !",
])
def test_no_french_caption_begins_with_such_a_mark_even_after_a_pause(text: str) -> None:
    for pause in (0, 400, 1_500):
        words = [Word(word, Span(n * (300 + pause), n * (300 + pause) + 300)) for n, word in enumerate(text.split())]
        for characters in range(14, 30):
            cues = compose(words, replace(WEB, max_characters=characters), "fr")
            assert not [cue for cue in cues if cue.text.split()[0] in "?!»" or cue.text.split()[-1] == "«"]


def test_a_language_without_a_list_is_broken_by_punctuation_and_balance() -> None:
    assert lines("aaaa bbbb, cccc dddd", 12, "xx") == ("aaaa bbbb,", "cccc dddd")


@pytest.mark.parametrize(("word", "following", "ends"), [
    ("legs.", "By", True), ("legs", "By", False), ("Dr.", "Ross", False), ("J.", "Smith", False), ("e.g.", "this", False),
    ('right."', "Then", True), ("What?", "", True), ("Really!", "she", False), ("終わり。", "次", True),
])
def test_a_dot_does_not_always_end_a_sentence(word: str, following: str, ends: bool) -> None:
    assert ends_sentence(word, following, "en") is ends


def test_full_width_letters_take_two_columns_and_combining_marks_none() -> None:
    assert [columns_of(text) for text in ("abc", "哺乳類", "e\u0301te\u0301", "ｶﾅ", "한국")] == [3, 6, 3, 2, 4]


def test_japanese_is_broken_between_its_phrases_and_never_before_a_comma() -> None:
    text = "その子は複雑な一連の胎膜の中で発育するという特徴によって区別されます。"
    first, second = break_lines([text], WEB, "ja")
    assert first + second == text
    assert first.endswith("で")
    assert break_lines(["一二三四五六七八九十、一二三四五"], replace(WEB, max_characters=20, languages=()), "ja")[0][-1] != "十"


def test_a_word_wider_than_a_line_is_broken_after_a_slash() -> None:
    url = "https://www.example.org/exhibitions/permanent/mammals"
    assert lines(f"See {url}", 30) == ("See https://www.example.org/", "exhibitions/permanent/mammals")


def test_the_name_before_the_first_line_takes_room() -> None:
    words, profile = ["alpha", "beta", "gamma", "delta"], replace(WEB, max_characters=18)
    assert break_lines(words, profile, "en") == ("alpha beta", "gamma delta")
    assert break_lines(words, profile, "en", "GUIDE: ") == ("alpha", "beta gamma delta")


def test_more_text_than_the_lines_hold_gets_more_lines() -> None:
    broken = lines("word " * 400)
    assert all(columns_of(line) <= 42 for line in broken)
    assert len(broken) < 60


def test_no_words_no_lines() -> None:
    assert break_lines([], WEB, "en") == break_lines([" "], WEB, "en") == ()


@pytest.mark.parametrize(("left", "right", "language", "before"), [
    ("these", "membranes", "en", ""), ("particular", "group", "en", "that"),
    ("complicated", "membranes", "en", "these"), ("January", "2009", "en", "in"),
    ("una", "casa", "it", ""), ("dei", "mammiferi", "it", ""), ("uma", "casa", "pt", ""), ("het", "huis", "nl", ""),
    ("ett", "hus", "sv", ""), ("w", "domu", "pl", ""), ("в", "доме", "ru", ""),
    ("في", "البيت", "ar", ""), ("مِنْ", "البيت", "ar", ""),
    ("של", "הבית", "he", ""), ("کتاب", "را", "fa", ""), ("할", "수", "ko", ""),
    ("胎膜の", "中で", "ja", ""), ("特徴に", "よって", "ja", ""),
    ("脊骨", "的", "zh", ""), ("ของ", "สัตว์", "th", ""), ("ดี", "ครับ", "th", ""),
])
def test_small_words_lean_on_their_neighbours_in_every_language(left: str, right: str, language: str, before: str) -> None:
    assert parting(left, right, language, before) > parting("aaaa", "bbbb", language)


def test_what_looks_like_a_preposition_is_a_noun_after_an_article() -> None:
    assert parting("outside", "to", "en", "the") < parting("outside", "to", "en", "waited")
    assert parting("the", "outside", "en") > parting("saw", "outside", "en")


@pytest.mark.parametrize(("left", "language", "cost"), [
    ("الفقاريات،", "ar", "comma"), ("الثديي؟", "ar", "sentence"), ("گفت۔", "ur", "sentence"), ("أولا؛", "ar", "clause"),
    ("動物で、", "ja", "comma"), ("です。", "ja", "sentence"), ("であり；", "ja", "clause"),
])
def test_the_punctuation_of_every_script_ends_units_of_sense(left: str, language: str, cost: str) -> None:
    found = parting(left, "ثم" if language != "ja" else "次", language)
    assert found == {"sentence": 0.0, "clause": 1.0, "comma": 2.0}[cost]


@pytest.mark.parametrize(("text", "language"), [
    ("เด็กผู้หญิงกำลังอ่านหนังสือ", "th"), ("👩‍👩‍👧🇯🇵が゙ぎゃっきょう「とても」長い3,141.59％GPS。", "ja"), ("नमस्तेदुनियाक्षत्रिय", "hi"),
    ("각각각각각각", "ko"), ("ខ្ញុំស្រឡាញ់ភាសាខ្មែរ", "km"), ("བོད་སྐད་ནི་བོད་ཡུལ་གྱི་སྐད་ཡིག་ཡིན།", "bo"),
])
@pytest.mark.parametrize("columns", [8, 10, 13])
def test_no_line_ends_inside_a_letter_a_number_or_where_kinsoku_forbids(text: str, language: str, columns: int) -> None:
    broken = lines(text, columns, language)
    assert "".join(broken) == text
    edges, at = {0}, 0
    for letter in regex.findall(r"\X", text):
        at += len(letter)
        edges.add(at)
    at = 0
    for before, after in pairwise(broken):
        at += len(before)
        assert at in edges
        assert after[0] not in "、。」ゃょっー％ำะ"
        assert before[-1] not in "「เแโใไ"
        assert language != "bo" or before[-1] == "་"
        assert not (before[-1].isascii() and after[0].isascii())


def test_points_and_stretches_of_arabic_and_hebrew_take_no_column_and_no_part_in_the_comparison() -> None:
    assert columns_of("كِتَابٌ") == columns_of("كتاب") == 4
    assert columns_of("שָׁלוֹם") == columns_of("שלום") == 4
    assert columns_of(unicodedata.normalize("NFD", "한국어")) == columns_of("한국어") == 6
    assert columns_of("สวัสดี") == 4


@settings(max_examples=150, deadline=None)
@given(
    st.lists(texts, max_size=30), st.integers(8, 50),
    st.sampled_from(["en", "de", "ja", "th", "zh", "my", "bo", "ar", "xx"]))
def test_every_letter_stays_in_order_and_no_line_is_too_wide(words: list[str], characters: int, language: str) -> None:
    broken = break_lines(words, replace(WEB, max_characters=characters, languages=()), language)
    assert "".join("".join(broken).split()) == "".join("".join(words).split())
    assert all(columns_of(line) <= characters for line in broken)


@settings(max_examples=150, deadline=None)
@given(texts, st.integers(8, 50), st.integers(8, 50), st.sampled_from(["en", "ja"]))
def test_pieces_fit_and_make_up_the_word(word: str, room: int, columns: int, language: str) -> None:
    room = min(room, columns)
    parts = pieces(word, room, columns, language)
    assert "".join(part.text for part in parts) == "".join(word.split())
    assert all(columns_of(part.text) <= columns for part in parts)
    assert not parts or columns_of(parts[0].text) <= room

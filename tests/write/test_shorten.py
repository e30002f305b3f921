"""The same sentences in fewer words: each result is one that a person could have written, and no fact is turned."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from access.model.words import spoken_forms
from access.write.lexicon import lexicon
from access.write.linebreaks import ends_sentence
from access.write.shorten import shorter
from access.write.shortwords import short_words


def test_what_says_least_goes_first() -> None:
    text = "A woman in a red coat walks slowly across a wooden bridge, holding an umbrella. She looks at the river."
    assert shorter(text, "en") == (
        "A woman in a red coat walks slowly across a wooden bridge. She looks at the river.",
        "A woman in a red coat walks across a wooden bridge. She looks at the river.",
        "A woman in a red coat walks across a bridge. She looks at the river.",
        "A woman in a coat walks across a bridge. She looks at the river.",
        "A woman in a coat walks across a bridge.",
    )


@pytest.mark.parametrize(("language", "text", "shortest"), [
    ("en", "A tall man, who wears a dark hat, opens the door with a key.", "A man opens the door."),
    ("en", "Two girls (both of them in white) wave.", "Two girls (both of them in white) wave."),
    ("en", "A dog (wet and tired) barks.", "A dog barks."),
    ("en", "A boat – painted blue – drifts.", "A boat drifts."),
    ("en", "In a kitchen with a stove.", "In a kitchen."),
    ("en", "A smiling girl, dressed in white, waves.", "A smiling girl waves."),
    ("en", "She opens the very heavy box.", "She opens the box."),
    ("de", "Ein alter Mann mit einem Hut öffnet eine Tür, die knarrt.", "Ein Mann mit einem Hut öffnet eine Tür."),
    ("de", "Ein Junge, der lacht, rennt.", "Ein Junge rennt."),
    ("fr", "Une petite fille ouvre la porte avec une clé.", "Une fille ouvre la porte."),
    ("fr", "Un homme, qui porte un chapeau, marche.", "Un homme marche."),
    ("es", "Una mujer abre la puerta con una llave.", "Una mujer abre la puerta."),
    ("it", "Una donna apre la porta con una chiave.", "Una donna apre la porta."),
    ("pt", "Uma mulher muito velha abre a porta com uma chave.", "Uma mulher velha abre a porta."),
    ("nl", "Een oude vrouw opent een deur met een sleutel.", "Een vrouw opent een deur."),
])
def test_the_shortest_form_still_stands(language: str, text: str, shortest: str) -> None:
    assert [text, *shorter(text, language)][-1] == shortest


@pytest.mark.parametrize(("language", "text"), [
    ("en", "She does not walk quickly, wearing a coat."),  # a negation reaches as far as it likes
    ("en", "He is nearly asleep."), ("en", "The glass is only for show."), ("en", "A sign reads “Very old and very big”."),
    ("en", "The man puts the cup on the table."), ("en", "A woman turns on the light."), ("en", "A man is in a car."),
    ("en", "A man in a coat walks across the street."),  # "in a coat walks" is no phrase
    ("en", "An old man sits down."),  # "An man"
    ("en", "As he sings, passing cars honk."), ("en", "A boat drifts near Dover."), ("en", "Four riders wait."),
    ("en", "She walks with Anna."), ("en", "A family eats."), ("en", "She is lonely."), ("en", "The top of the hill."),
    ("de", "Ein Mann macht die Tür mit einem Schlüssel auf."), ("de", "Eine Frau geht nicht über eine Brücke."),
    ("de", "Das Schiff liegt vor der Insel Rügen."),
    ("nl", "Hij doet een deur met een sleutel open."), ("fr", "Il n'ouvre pas la porte avec une clé."),
    ("fr", "La vieille école."),  # "La école"
    ("es", "Una mujer pone la taza sobre la mesa."), ("sw", "Mwanamke, ambaye anacheka, anatembea."), ("ja", "女性が歩く。"),
])
def test_what_would_turn_or_break_a_sentence_is_left(language: str, text: str) -> None:
    assert shorter(text, language) == ()


def test_a_sentence_that_holds_a_number_a_name_or_a_negation_is_not_dropped() -> None:
    assert shorter("A man waits. He smiles.", "en") == ("A man waits.",)
    for second in ("There are 3 dogs.", "Anna waits.", "He sees Anna.", "Nobody comes.", "Two dogs bark.", "He reads “Exit”."):
        assert shorter(f"A man waits. {second}", "en") == (), second


_NOUNS = ("man", "woman", "dog", "house", "river", "table", "umbrella", "street", "Anna", "London", "window")
_PIECES = (
    "a", "the", "an", "his", "two", "no", "not", "never", "in", "on", "with", "across", "near", "of", "and", "while", "who",
    "is", "walks", "holds", "sits", "holding", "dressed", "wearing", "slowly", "very", "nearly", "red", "old", "wooden", "tall",
    "(wet)", "3", "–", "“Exit”", *_NOUNS,
)


@st.composite
def sentences(draw: st.DrawFn) -> str:
    result = []
    for _ in range(draw(st.integers(1, 3))):
        words = draw(st.lists(st.sampled_from(_PIECES), min_size=2, max_size=14))
        commas = draw(st.lists(st.booleans(), min_size=len(words), max_size=len(words)))
        tokens = [word + "," if comma and word != "–" else word for word, comma in zip(words, commas, strict=True)]
        text = " ".join(tokens).rstrip(",")
        result.append(text[:1].upper() + text[1:] + ".")
    return " ".join(result)


def _is_part(short: list[str], long: list[str]) -> bool:
    rest = iter(long)
    return all(word in rest for word in short)


def test_no_dash_is_left_where_what_it_led_to_is_gone() -> None:
    assert shorter("A boat – slowly.", "en") == ("A boat.",)


@given(sentences(), st.sampled_from(["en", "de", "fr", "es", "it", "pt", "nl", "sw"]))
@settings(max_examples=400, deadline=None)
def test_each_form_is_shorter_and_holds_nothing_new_and_nothing_dangles(text: str, language: str) -> None:
    forms = [text, *shorter(text, language)]
    words, small = short_words(language), lexicon(language)
    for longer, form in pairwise(forms):
        assert words is not None
        assert len(form.split()) < len(longer.split())
        assert _is_part(spoken_forms(form), spoken_forms(longer))
        assert form.split()[0].rstrip(",.") == longer.split()[0].rstrip(",.")
        assert form.endswith(".")
        gone = spoken_forms(longer)
        for word in spoken_forms(form):
            gone.remove(word)
        assert not set(gone) & (words.negations | words.numbers | {"3", "anna", "london", "exit"})
        tokens, before = form.split(), longer.split()
        ends = [one for one, other in zip(tokens, [*tokens[1:], ""], strict=True)
                if not other or ends_sentence(one, other, language)]
        known = set(before)
        for token in ends:
            if token not in known:  # where nothing was cut the sentence ends as it did
                assert spoken_forms(token)[-1] not in small.articles | small.prepositions | small.conjunctions


@pytest.mark.parametrize("language", ["en", "de", "fr", "es", "it", "pt", "nl"])
def test_the_word_classes_of_a_language_do_not_contradict_each_other(language: str) -> None:
    words, small = short_words(language), lexicon(language)
    assert words is not None
    assert not words.ornaments & (words.negations | words.numbers | words.cuttable | words.manner)
    assert not words.cuttable & words.negations
    assert words.cuttable <= small.prepositions | {"près", "dietro", "entlang", "inside", "outside", "among", "beneath", "op"}

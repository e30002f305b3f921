"""An engine's shorter words are spoken only where they say the same; whatever else it answers is not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from access.model.words import spoken_forms
from access.narrate.rewriting import accepted

TEXT = "Anna walks slowly across the wide old bridge of Prague, carrying 2 heavy suitcases."
SHOWN = "Text on screen: Special thanks to the Museum of Natural History in New York."


@pytest.mark.parametrize(("text", "answer", "spoken"), [
    (TEXT, "Anna crosses the bridge of Prague, carrying 2 suitcases.",
     "Anna crosses the bridge of Prague, carrying 2 suitcases."),
    (TEXT, "“Anna walks across the bridge of Prague carrying 2 suitcases”",
     "Anna walks across the bridge of Prague carrying 2 suitcases."),
    ("Three men in yellow coats pull a heavy net out of the sea.", "Three men pull a net out of the sea.",
     "Three men pull a net out of the sea."),
    ("In the harbour a man in a red coat mends a torn net.", "A man mends a net.", "A man mends a net."),
    ("Ein alter Mann geht langsam über die Brücke.", "Ein Mann geht über die Brücke.", "Ein Mann geht über die Brücke."),
])
def test_the_same_in_fewer_words_is_spoken(text: str, answer: str, spoken: str) -> None:
    assert accepted(text, answer, quoted=False) == spoken


@pytest.mark.parametrize("answer", [
    "", "   ", "Anna walks.", TEXT, TEXT + " It is raining.",
    "I'm sorry, but I can't help with that.", "As an AI, I cannot shorten this.", "Error 429: Too Many Requests",
    "Es tut mir leid, das kann ich nicht.", "Here is a shorter version: Anna walks across Prague with 2 suitcases.",
    "Anna walks across the bridge of Prague, carrying suitcases.",
    "Anna walks across the bridge of Prague, carrying 3 suitcases.",
    "A woman walks across the bridge of Prague, carrying 2 suitcases.",
    "Anna walks across the wide bridge, carrying 2 suitcases.",
    "Anna and Ben walk across the bridge of Prague, carrying 2 cases.",
    "Anna does not walk across the bridge of Prague with 2.",
    "Anna walks across\nthe bridge of Prague, carrying 2 suitcases.", "**Anna** walks across the bridge of Prague, carrying 2.",
    "Karel walks across the bridge of Prague with Anna and 2 suitcases.",
])
def test_everything_else_is_not(answer: str) -> None:
    assert accepted(TEXT, answer, quoted=False) == ""


@pytest.mark.parametrize(("answer", "spoken"), [
    ("Text on screen: Special thanks to the Museum of Natural History, New York.",
     "Text on screen: Special thanks to the Museum of Natural History, New York."),
    ("Special thanks to the Museum of Natural History in New York.", ""),
    ("Text on screen: Thank you to the Museum of Natural History in New York.", ""),
    ("Text on screen: Museum of Natural History in New York, special thanks.", ""),
])
def test_text_from_the_screen_only_loses_words_and_stays_marked(answer: str, spoken: str) -> None:
    assert accepted(SHOWN, answer, quoted=True) == spoken


def test_the_sense_is_not_turned() -> None:
    text = "The heavy door at the end of the long corridor does not open."
    assert accepted(text, "The door at the end does open.", quoted=False) == ""
    assert accepted(text, "The door does not open.", quoted=False) == "The door does not open."


@given(st.text(max_size=200), st.text(max_size=200), st.booleans())
def test_what_is_spoken_is_shorter_and_one_line_whatever_comes(text: str, answer: str, quoted: bool) -> None:
    said = accepted(text, answer, quoted=quoted)
    if said:
        assert len(spoken_forms(said)) < len(spoken_forms(text))
        assert said == " ".join(said.split())

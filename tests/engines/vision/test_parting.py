"""Answers about pictures as models give them, whatever they were asked for."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from access.engines.base import Question
from access.engines.vision.answering import Said, sight
from access.engines.vision.parting import parted
from access.model.media import Frame

PICTURE = Question((Frame(Path("a.png"), 40, 30),), "en", max_characters=125, hard_max_characters=250)
SHORT, LONG = "Sales rise from May to July.", "In May 3. In June 4. In July 9."


def said(answer: str, whole: bool = True, language: str = "en") -> tuple[str, str]:
    found = sight(Said(answer, 0.5, whole), Question(PICTURE.frames, language, max_characters=125, hard_max_characters=250))
    return (found.text, found.long) if found else ("", "")


@pytest.mark.parametrize("answer", [
    f"{SHORT}\nLONG: {LONG}", f"{SHORT} LONG: {LONG}", f"ALT: {SHORT}\nLONG: {LONG}", f"ALT: {SHORT} LONG: {LONG}",
    f"alt: {SHORT}\n\nlong: {LONG}", f"Alt text: {SHORT}\nLong description: {LONG}", f"Alt-Text:\n{SHORT}\n\nLONG:\n{LONG}",
    f"**Alt text:** {SHORT}\n\n**Long description:** {LONG}", f"**Alt text**: {SHORT}\n**LONG:** {LONG}",
    f"__Alt text:__ {SHORT}\n__Long description:__ {LONG}", f"## Alt text\n{SHORT}\n\n## Long description\n{LONG}",
    f"1. **Alt text:** {SHORT}\n2. **Long description:** {LONG}", f"1) {SHORT}\nLONG: {LONG}",
    f"1. {SHORT}\n2. LONG: {LONG}", f"- ALT: {SHORT}\n- LONG: {LONG}", f"It shows sales.\nFinal answer: {SHORT}\nLONG: {LONG}",
    f'ALT: "{SHORT}"\nLONG: {LONG}', f"Alt text (28 characters): {SHORT}\nLong description (extended): {LONG}",
    f"{SHORT} (28 characters)\nLONG: {LONG}", f"ALT: {SHORT}\nCharacter count: 28\nLONG: {LONG}",
    f"Sure! Here is the alt text:\n{SHORT}\nLONG: {LONG}", f"Here's the text alternative: {SHORT}\nLONG: {LONG}",
    f"Here is the alt text you asked for:\n\n**Alt text:** {SHORT}\n\n**Long description:**\n{LONG}",
    f"<think>A chart.\nALT: no.</think>\nALT: {SHORT}\nLONG: {LONG}", f"[THINK]A chart.[/THINK]{SHORT}\nLONG: {LONG}",
    f"◁think▷A chart.◁/think▷{SHORT}\nLONG: {LONG}", f"<answer>{SHORT}\nLONG: {LONG}</answer>",
    json.dumps({"alt": SHORT, "long": LONG}), json.dumps({"alt_text": SHORT, "long_description": LONG}, indent=2),
    f"```json\n{json.dumps({'altText': SHORT, 'longDescription': LONG}, indent=2)}\n```",
    f"Here is the JSON:\n```json\n{json.dumps({'ALT': SHORT, 'LONG': LONG})}\n```\nI hope that helps!",
    json.dumps([{"alt": SHORT, "long": LONG}]), json.dumps({"image": {"alt": SHORT, "description": LONG}}),
    json.dumps({"short": SHORT, "long": [LONG]}), f"{{'alt': '{SHORT}', 'long': '{LONG}'}}",
    json.dumps({"long": LONG, "alt": SHORT}), f"LONG: {LONG}\nALT: {SHORT}",
    f'<img src="a.png" alt="{SHORT}">\n\nLONG: {LONG}', f"![{SHORT}](a.png)\nLONG: {LONG}",
    f"Option 1: {SHORT}\nOption 2: Sales go up.\nLONG: {LONG}", f"Alt text 1: {SHORT}\nAlt text 2: Sales go up.\nLONG: {LONG}",
    f"Of course! Here is the text:\n{SHORT}\nLONG: {LONG}\n\nLet me know if you would like it shorter!",
    f"{SHORT}\nDescription: {LONG}", f"*{SHORT}*\nLONG: {LONG}", f"`{SHORT}`\nLONG: {LONG}",
])
def test_both_texts_are_found_however_they_are_put(answer: str) -> None:
    assert said(answer) == (SHORT, LONG)


@pytest.mark.parametrize(("language", "answer"), [
    ("de", "Alternativtext: Ein Boot.\nLangbeschreibung: Es ist rot."),
    ("de", "Kurzbeschreibung: Ein Boot.\nLANG: Es ist rot."),
    ("de", "Hier ist der Alternativtext:\nEin Boot.\nAusführliche Beschreibung: Es ist rot."),
    ("de", "**Alt-Text (Deutsch, 9 Zeichen):** Ein Boot.\n**Detaillierte Beschreibung:** Es ist rot."),
    ("fr", "Texte alternatif : Ein Boot.\nDescription longue : Es ist rot."),
    ("fr", "Voici le texte alternatif : Ein Boot.\nDescription détaillée : Es ist rot."),
    ("es", "Texto alternativo: Ein Boot.\nDescripción larga: Es ist rot."),
    ("it", "Testo alternativo: Ein Boot.\nDescrizione dettagliata: Es ist rot."),
    ("pt", "Texto alternativo: Ein Boot.\nDescrição longa: Es ist rot."),
    ("nl", "Alternatieve tekst: Ein Boot.\nUitgebreide beschrijving: Es ist rot."),
    ("sv", "Alternativtext: Ein Boot.\nUtförlig beskrivning: Es ist rot."),
    ("da", "Alternativ tekst: Ein Boot.\nLang beskrivelse: Es ist rot."),
    ("pl", "Tekst alternatywny: Ein Boot.\nSzczegółowy opis: Es ist rot."),
    ("ja", "代替テキスト：Ein Boot.\n詳細な説明：Es ist rot."), ("zh", "替代文本：Ein Boot.\n详细描述：Es ist rot."),
    ("en", "Alternative text in German: Ein Boot.\nLong description in German: Es ist rot."),
])
def test_labels_are_known_in_the_main_languages(language: str, answer: str) -> None:
    assert said(answer, language=language) == ("Ein Boot.", "Es ist rot.")


@pytest.mark.parametrize(("answer", "short"), [
    ("1. A man stands at a door\n2. Behind him a dog sleeps", "A man stands at a door. Behind him a dog sleeps."),
    ("- A man at a door\n- A dog asleep", "A man at a door. A dog asleep."),
    ("A man stands at\na green door.", "A man stands at a green door."),
    ("1. FC Köln plays in red.", "1. FC Köln plays in red."),
    ('A sign reads: "Closed".', 'A sign reads: "Closed".'), ('A sign that reads:\n"Closed."', 'A sign that reads: "Closed."'),
    ("Text: three lines.", "Text: three lines."), ("A screen shows __init__.py.", "A screen shows __init__.py."),
    ("Here a heron stands: it waits.", "Here a heron stands: it waits."), ("See https://example.org/a.", "See https://example.org/a."),
    ("The text on a door reads: Closed.", "The text on a door reads: Closed."),
    ("Klarer Text an der Wand: Ruhe.", "Klarer Text an der Wand: Ruhe."), ("Here is “alt”: a key.", "Here is “alt”: a key."),
    ('Note: "Closed" hangs on a door.', 'Note: "Closed" hangs on a door.'),
    ('A screen shows {"alt": "x", "long": "y"}.', 'A screen shows {"alt": "x", "long": "y"}.'),
    ('An editor with the line <img alt="x">.', 'An editor with the line <img alt="x">.'),
    ('A poster: "Option: none".', 'A poster: "Option: none".'), ("A mug with a 4*4 grid.", "A mug with a 4*4 grid."),
])
def test_what_is_part_of_the_text_stays_in_it(answer: str, short: str) -> None:
    assert said(answer) == (short, "")


def test_labels_of_the_picture_itself_stay_in_its_long_description() -> None:
    form = "Description: a blue mug.\nNote: fragile.\nAlt: 4 m.\n1. Name: Ada."
    assert said(f"A form.\nLONG: {form}") == ("A form.", form)


@pytest.mark.parametrize(("answer", "parts"), [
    ('{"alt": "A boat.", "long": "It is red. It lies on', ("A boat.", "It is red.")),
    ('{"alt": "A boat. It lies o', ("A boat.", "")), ('{"alt": "A bo', ("", "")),
    ("ALT: A boat\nLONG: It is red. It li", ("A boat.", "It is red.")), ("ALT: A boat\nLONG: It li", ("A boat.", "")),
])
def test_of_what_broke_off_only_whole_sentences_are_kept(answer: str, parts: tuple[str, str]) -> None:
    assert said(answer, whole=False) == parts


@pytest.mark.parametrize("answer", [
    "ALT: NONE\nLONG: NONE", "ALT: NONE", "**ALT:** none.", json.dumps({"alt": "", "long": ""}), json.dumps({"alt": "NONE"}),
    "ALT:\nLONG:", "Alt text: N/A", json.dumps({"alt": None})])
def test_what_says_nothing_is_none(answer: str) -> None:
    assert said(answer) == ("", "")


def test_a_long_description_alone_gives_its_first_sentences() -> None:
    assert said(f"LONG: {LONG}") == (LONG, "")
    much = " ".join(f"Bar {number} is {number} high." for number in range(40))
    short, long = said(f"LONG: {much}")
    assert long == much
    assert long.startswith(short)
    assert short.endswith("high.")


JSONISH = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=12),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["alt", "long", "Alt text", "x", ""]), inner),
    max_leaves=8)
LINES = st.lists(st.one_of(
    st.text(max_size=30), st.sampled_from([
        "ALT:", "LONG:", "Alt text: A boat.", "1. A", "2. B", "- c", "**", "Sure! Here is the alt text:", "Note: x", "NONE",
        "{'alt': '",
        "<img alt='", "![a](b)", '{"alt": {"alt": {"alt": {"alt": 1}}}}'])), max_size=6).map("\n".join)


@given(st.one_of(st.text(), LINES, JSONISH.map(json.dumps), JSONISH.map(repr)))
def test_whatever_is_answered_is_parted(answer: str) -> None:
    parts = parted(answer)
    assert "\n" not in parts.short
    short, long = said(answer)
    assert len(short) <= 250
    assert short or not long

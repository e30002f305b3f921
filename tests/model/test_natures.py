"""What no reader could read out is told from words: formulas, code, rubbish; and words are never taken for them."""

from __future__ import annotations

import pytest

from access.model.natures import code_points, is_code, is_formula, is_garbled, is_number, nature_of
from access.model.pictures import Nature


@pytest.mark.parametrize("line", [
    "E = mc²", "E=mc2", "x² + y² = z²", "a2+b2=c2", "f(x) = 3x + 2", "y = mx + b", "F = ma", "PV = nRT", "2 + 2 = 4",
    "∫ f(x) dx", "∑ xᵢ / n",
    "sin²θ + cos²θ = 1", "2 H₂ + O₂ → 2 H₂O", "NaOH + HCl → NaCl + H2O", "R² = 0.93", "v = s/t",
    "lim x → 0 sin(x) / x = 1", "P(A|B) = P(B|A) P(A) / P(B)", "2x + 3y", "E = mgh", "α + β = 180°", "x ≤ 10",
])
def test_a_formula_is_one(line: str) -> None:
    assert is_formula(line)
    assert nature_of([line]) is Nature.FORMULA


@pytest.mark.parametrize("line", [
    "if (x > 3) {", "for (int i = 0; i < n; i++) {", "def total(values):", "return total;", "import numpy as np; x = 1;",
    "console.log(\"hello\");", "$ pip install access-media", "ada@box:~/work$ ls -l", ">>> import access",
    "<div class=\"box\">",
    "SELECT name FROM people WHERE id = 3;", "from access import process", "let count = 0;", "#include <stdio.h>",
    "public static void main(String[] args) {", "C:\\Users\\ada>dir", "self.total += value", "x = 5;", "print(\"hello\")",
    "if x == 3:", "for name in sorted(names):", "</body>", "const root = document.getElementById('root');",
])
def test_code_is_code(line: str) -> None:
    assert code_points(line) >= 1
    assert is_code([line, "x += 1;"])


def test_a_function_is_code_with_all_its_lines() -> None:
    lines = ["def total(values):", "result = 0", "for value in values:", "result += value", "return result"]
    assert nature_of(lines) is Nature.CODE
    assert nature_of(["ada@box:~$ ls", "notes.txt", "pictures", "talks and slides"]) is Nature.CODE
    assert nature_of(["if (x > 3) {"]) is Nature.CODE


@pytest.mark.parametrize("line", [
    "Open 9:00 – 17:00", "Mon–Fri 10h-18h", "Tel. 030 / 12 34 56", "+49 (30) 1234-567", "€ 12.50", "$ 20", "$5 off today",
    "1 € = 1.08 $",
    "75 m² + 10 m² Balkon", "24/7", "50 %", "A+B Logistics", "Exit →", "Home > News > Sport", "10 x 15 cm",
    "Return to sender",
    "Return to sender;", "If you want to help:", "For (almost) everyone", "Import duty", "www.museum.org", "info@museum.org",
    "Hopcroft.UAF", "Entrance = left door", "< Back", "Gate A → B", "Class 3: the oceans", "Room 2.14", "Let it be",
    "Select all",
    "Vitamin B12", "H2O", "COVID-19", "Price: 3,50 €; children free;", "Nr. 9a – 9b", "C# and F#", "Terms & conditions (2024)",
    "θάλασσα και ουρανός", "入口", "Выход", "مدخل", "O'Neill & Sons", "Krk", "Try again?", "We ♥ tea",
    "Public library", "Print (A4)",
    "12.5 km", "Bus 100 → Zoo", "No. 5", "Sat + Sun closed", "Buy 2 + get 1", "Question 1: why?", "#1 choice", "@museum",
])
def test_what_people_read_is_prose(line: str) -> None:
    assert nature_of([line]) is Nature.PROSE, (is_formula(line), code_points(line))


@pytest.mark.parametrize("line", ["l|I1 |l", "xkjqz trwpl wgh", "eeeeeEeee", "~~--~~ |||", "{}<>^~#"])
def test_a_texture_is_garbled(line: str) -> None:
    assert is_garbled(line)
    assert nature_of([line]) is Nature.GARBLED


def test_an_engine_that_guesses_is_not_believed() -> None:
    assert nature_of(["Entrance"], 0.3) is Nature.GARBLED


def test_a_list_of_the_law_is_no_code() -> None:
    assert nature_of(["apples and pears;", "plums (when ripe);", "all other fruit."]) is Nature.PROSE


@pytest.mark.parametrize("text", ["10", "-5", "1,000", "2.5", "50%", "$ 20", "20 °C", "3k", "1 200", "2024", "12 km"])
def test_a_number_may_have_a_unit(text: str) -> None:
    assert is_number(text)


@pytest.mark.parametrize("text", ["9:00", "10 apples", "A1", "030 / 12", "Jan", ""])
def test_what_is_more_than_a_number_is_none(text: str) -> None:
    assert not is_number(text)

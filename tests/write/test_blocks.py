"""Lines of a picture's text become blocks as a reader sees them; each line stands in exactly one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from hypothesis import given
from hypothesis import strategies as st

from access.model.findings import TextBox
from access.model.pictures import Nature, TextBlock
from access.write.blocks import CELL, readable, text_blocks, told_blocks

WIDE, HIGH = 1280, 720
Placed = tuple[float, float, str]


def box(
    x: float, y: float, text: str, size: float = 24, score: float = 0.99, anchor: str = "l", mono: bool = False,
) -> TextBox:
    """A line as OCR boxes it: letters about half as wide as high, the box a little taller than the letters."""
    width = len(text) * size * (0.6 if mono else 0.5)
    left = x - {"l": 0, "m": width / 2, "r": width}[anchor]
    return TextBox(text, left / WIDE, y / HIGH, width / WIDE, size * 1.2 / HIGH, score)


def blocks(*boxes: TextBox, language: str = "en") -> list[TextBlock]:
    return list(text_blocks([boxes], language))


def lines(x: float, y: float, texts: Sequence[str], size: float = 24, step: float = 1.5, anchor: str = "l") -> list[TextBox]:
    return [box(x, y + number * size * step, text, size, anchor=anchor) for number, text in enumerate(texts)]


def test_lines_of_a_paragraph_are_one_block_and_a_taller_title_is_another() -> None:
    below = ["Water covers most of", "the Earth, and most of it", "is salty."]
    found = blocks(box(100, 50, "The sea", 48), *lines(100, 160, below))
    assert [block.lines for block in found] == [("The sea",), tuple(below)]
    assert found[0].height > found[1].height
    assert {block.nature for block in found} == {Nature.PROSE}


def test_columns_are_read_one_after_the_other_below_their_title() -> None:
    left = ["Herons wait in shallow", "water until a fish", "comes near them."]
    right = ["Storks walk over wet", "meadows and look for", "frogs and beetles."]
    across = [one for pair in zip(lines(100, 160, left), lines(700, 160, right), strict=True) for one in pair]
    found = blocks(box(640, 40, "Herons and storks in the meadows of the north", 40, anchor="m"), *across)
    assert [block.lines for block in found][1:] == [tuple(left), tuple(right)]


def test_columns_of_several_paragraphs_are_not_read_across() -> None:
    texts = (("First of the left,", "and more."), ("Second of the left,", "its end."),
             ("First of the right,", "and more."), ("Second of the right,", "its end."))
    parts = [lines(x, y, text) for (x, y), text in zip(((100, 100), (100, 220), (700, 100), (700, 220)), texts, strict=True)]
    found = blocks(*parts[0], *parts[2], *parts[1], *parts[3])
    assert [block.lines[0] for block in found] == [part[0].text for part in parts]


def test_words_that_ocr_took_apart_are_one_line() -> None:
    assert [block.lines for block in blocks(box(100, 100, "Grand", 40), box(212, 100, "Opening", 40))] == [("Grand Opening",)]


def test_aligned_rows_are_a_table_with_a_line_a_row() -> None:
    rows = [("Animal", "Legs", "Weight"), ("Spider", "8", "20 g"), ("Dog", "4", "20 kg"), ("Hen", "2", "2 kg")]
    found = blocks(*(box(x, 100 + number * 50, cell) for number, row in enumerate(rows)
                     for x, cell in zip((100, 400, 700), row, strict=True)))
    assert [(block.nature, block.lines) for block in found] == [(Nature.TABLE, tuple(map(CELL.join, rows)))]


def test_an_empty_cell_stays_empty() -> None:
    rows = [("Animal", "Legs", "Weight"), ("Spider", "8", "20 g"), ("Snake", "", "2 kg"), ("Hen", "2", "2 kg")]
    (table,) = blocks(*(box(x, 100 + number * 50, cell) for number, row in enumerate(rows)
                        for x, cell in zip((100, 400, 700), row, strict=True) if cell))
    assert table.lines[2] == "Snake |  | 2 kg"


def test_names_with_prices_are_a_table_of_two_columns() -> None:
    rows = [("Tomato soup", "4.50"), ("Fish of the day", "12.00"), ("Apple pie", "3.80")]
    (table,) = blocks(*(box(x, 100 + number * 50, cell) for number, row in enumerate(rows)
                        for x, cell in zip((100, 600), row, strict=True)))
    assert table.nature is Nature.TABLE
    assert table.lines[0] == "Tomato soup | 4.50"


def test_numbers_along_an_axis_and_the_names_along_the_other_are_labels() -> None:
    ticks = [box(110, 600 - 100 * number, str(10 * number), anchor="r") for number in range(5)]
    names = [box(250 + 200 * number, 660, name, anchor="m") for number, name in enumerate(["Mon", "Tue", "Wed", "Thu"])]
    found = blocks(box(100, 40, "Visitors of the museum", 44), *ticks, *names)
    assert [block.lines for block in found if block.nature is Nature.PROSE] == [("Visitors of the museum",)]
    labels = Counter(line for block in found if block.nature is Nature.LABELS for line in block.lines)
    assert labels == Counter([*(str(10 * number) for number in range(5)), "Mon", "Tue", "Wed", "Thu"])


def test_a_listing_is_code_with_its_indents_and_its_line_numbers() -> None:
    code = [(0, "def total(values):"), (4, "result = 0"), (4, "for value in values:"), (8, "result += value"),
            (4, "return result")]
    shown = [box(100 + indent * 14.4, 100 + number * 34, text, mono=True) for number, (indent, text) in enumerate(code)]
    (block,) = blocks(*shown)
    assert block.nature is Nature.CODE
    assert block.lines == tuple(" " * indent + text for indent, text in code)
    numbered = [piece for number, line in enumerate(shown)
                for piece in (box(40, 100 + number * 34, str(number + 1), mono=True), line)]
    (block,) = blocks(*numbered)
    assert block.nature is Nature.CODE
    assert [line.split() for line in block.lines] == [[str(number + 1), *text.split()] for number, (_, text) in enumerate(code)]


def test_what_a_terminal_answers_is_part_of_it() -> None:
    shown = ["ada@box:~/work$ ls", "notes.txt  pictures  talks", "ada@box:~/work$ wc -l notes.txt", "42 notes.txt"]
    (block,) = blocks(*(box(40, 60 + number * 32, text, mono=True) for number, text in enumerate(shown)))
    assert (block.nature, len(block.lines)) == (Nature.CODE, 4)


def test_a_formula_on_a_slide_is_apart_from_its_title() -> None:
    found = blocks(box(100, 60, "Energy and mass", 48), box(640, 300, "E = mc²", 60, anchor="m"))
    assert [block.nature for block in found] == [Nature.PROSE, Nature.FORMULA]


def test_a_texture_is_garbled_and_apart() -> None:
    found = blocks(box(100, 60, "Entrance", 48), box(700, 500, "l|I1 |l", 20))
    assert [block.nature for block in found] == [Nature.PROSE, Nature.GARBLED]


def test_an_upright_axis_title_is_a_block_of_its_own() -> None:
    upright = TextBox("Visitors a day", 0.02, 0.3, 0.02, 0.4, 0.99)
    found = blocks(upright, *lines(300, 250, ["A line of text here", "and another one below", "and the last one"]))
    assert ("Visitors a day",) in [block.lines for block in found]
    assert next(block for block in found if block.text == upright.text).height < 0.05


def test_right_to_left_rows_begin_at_the_right() -> None:
    first, second = "שלום לכולם וברוכים", "הבאים אל המוזיאון"
    found = blocks(box(100, 100, second, 30), box(700, 100, first, 30))
    assert [block.text for block in found] == [first, second]
    halves = blocks(box(100, 100, "הבאים", 30), box(180, 100, "ברוכים", 30))
    assert [block.text for block in halves] == ["ברוכים הבאים"]


def test_pages_are_told_apart() -> None:
    found = text_blocks([[box(100, 100, "One")], [], [box(100, 100, "Three")]], "en")
    assert [(block.text, block.page) for block in found] == [("One", 0), ("Three", 2)]


def test_only_words_are_readable() -> None:
    found = blocks(box(100, 60, "Energy and mass", 48), box(640, 300, "E = mc²", 60, anchor="m"))
    assert readable(found) == ("Energy and mass",)


def test_words_of_a_drawing_are_told_for_what_they_are() -> None:
    told = told_blocks(["Our  office", "40", " ", "E = mc²"])
    assert [(block.text, block.nature) for block in told] == [
        ("Our office", Nature.PROSE), ("40", Nature.LABELS), ("E = mc²", Nature.FORMULA)]


WORDS = st.sampled_from(
    ["Open", "10", "20", "def f(x):", "x = 1;", "E = mc²", "the river runs to the sea", "שלום", "入口", "  ", "l|I"])
BOXES = st.builds(
    TextBox, WORDS, st.floats(0, 1), st.floats(0, 1), st.floats(0, 0.6), st.floats(0, 0.2), st.floats(0, 1))


@given(st.lists(st.lists(BOXES, max_size=24), max_size=3), st.sampled_from(["en", "he", "ja"]))
def test_every_line_stands_in_exactly_one_block(pages: list[list[TextBox]], language: str) -> None:
    found = text_blocks(pages, language)
    for number, page in enumerate(pages):
        words = Counter(word for line in page for word in line.text.split())
        told = Counter(word for block in found if block.page == number for line in block.lines
                       for word in (line.replace(CELL, " ") if block.nature is Nature.TABLE else line).split() if word != "|")
        assert told == words


@given(st.lists(st.sampled_from(["10", "20", "Mon", "Tue", "Tomato soup", "4.50"]), min_size=2, max_size=5),
       st.integers(2, 6))
def test_a_regular_grid_loses_nothing(row: list[str], count: int) -> None:
    shown = [box(100 + 220 * column, 60 + 60 * number, cell) for number in range(count) for column, cell in enumerate(row)]
    found = text_blocks([shown], "en")
    words = Counter(word for block in found for line in block.lines for word in line.split() if word != "|")
    assert words == Counter(word for cell in row for word in cell.split()) + Counter(
        {word: (count - 1) * amount for word, amount in Counter(word for cell in row for word in cell.split()).items()})

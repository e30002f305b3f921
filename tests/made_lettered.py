"""Slides, signs, charts and screenshots whose every word is known because they are drawn here, in several fonts and colours.

The fonts are those that Debian's `fonts-dejavu-core` and `fonts-liberation` bring, and the one that comes inside Pillow;
`fonts()` says which of them this machine has. Everything else is chosen by a number, so that it is the same everywhere.
"""

from __future__ import annotations

import math
import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache

from PIL import Image, ImageDraw, ImageFilter, ImageFont

OWN = "Aileron (Pillow's)"
_FILES = {
    "DejaVu Sans": "DejaVuSans.ttf", "DejaVu Serif": "DejaVuSerif.ttf", "Liberation Sans": "LiberationSans-Regular.ttf",
    "Liberation Serif": "LiberationSerif-Regular.ttf", "Liberation Mono": "LiberationMono-Regular.ttf",
    "DejaVu Sans Mono": "DejaVuSansMono.ttf",
}
Colour = tuple[int, int, int]
Face = ImageFont.FreeTypeFont | ImageFont.ImageFont

_VOCABULARY = """
    river mountain museum garden library station market harbour bridge village island forest winter summer morning evening
    children visitors students teachers farmers engineers doctors history science music painting energy water paper metal glass
    budget revenue growth forecast meeting project schedule deadline customer product service quality safety health weather
    report summary overview results methods questions answers chapter lesson exercise example reading writing travel ticket
    platform entrance exit reception elevator parking bicycle airport hotel kitchen restaurant breakfast dinner coffee bread
    open closed free public private local national annual weekly daily early late quick simple better larger smaller
    follow remember improve protect explore discover measure compare explain protect collect prepare deliver support
""".split()
_SMALL = "the of and for with from to in on at by our your all new".split()
_MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()
_ABROAD = {
    "de": ["Öffnungszeiten der Bibliothek", "Eingang für Schüler", "Bitte nicht füttern", "Größe und Gewicht",
           "Übungen für Anfänger"],
    "fr": ["Entrée du musée", "Les élèves à l'école", "Ouvert tous les jours", "Forêt protégée", "Café et thé à emporter"],
    "es": ["Horario de atención", "Niños y niñas", "Información al público", "Próxima estación", "Año de la creación"],
}


@dataclass(frozen=True, slots=True)
class Palette:
    paper: Colour
    ink: Colour
    mark: Colour
    """Of bars, boards and title bars."""
    on_mark: Colour


PALETTES = (
    Palette((255, 255, 255), (24, 28, 36), (28, 88, 150), (255, 255, 255)),
    Palette((24, 28, 38), (232, 234, 240), (70, 110, 90), (250, 250, 240)),
    Palette((250, 246, 232), (92, 60, 40), (196, 90, 40), (255, 252, 244)),
    Palette((236, 240, 244), (96, 104, 116), (250, 204, 60), (30, 30, 30)),
    Palette((18, 60, 100), (255, 236, 150), (170, 30, 44), (255, 255, 255)),
)


@dataclass(slots=True)
class Lettered:
    """A picture, and every text that was set in it."""

    kind: str
    """Slide, sign, chart or screenshot."""
    sort: str
    font: str
    image: Image.Image
    texts: list[str] = field(default_factory=list)
    language: str = "en"


@cache
def face(font: str, size: int) -> Face:
    return ImageFont.load_default(size) if font == OWN else ImageFont.truetype(_FILES[font], size)


def fonts() -> list[str]:
    """Return the fonts that this machine has; Pillow's own is always there."""
    found = [OWN]
    for font, name in _FILES.items():
        try:
            ImageFont.truetype(name, 20)
        except OSError:
            continue
        found.append(font)
    return found


def lettered(font: str, numbers: Sequence[int]) -> Iterator[Lettered]:
    """Yield a picture of every sort for each number, in the font."""
    for number in numbers:
        for sort, (kind, draw) in _SORTS.items():
            if sort == "other languages" and font == OWN:  # it has no accented letters
                continue
            random_ = random.Random(f"{sort} {number}")
            palette = PALETTES[(number + len(sort)) % len(PALETTES)]
            size = ((1280, 720), (960, 540), (1600, 900), (800, 600))[number % 4]
            picture = Lettered(kind, sort, font, Image.new("RGB", size, palette.paper))
            draw(_Sheet(picture, palette, random_))
            yield picture


class _Sheet:
    """What is drawn on, in hundredths of its height."""

    def __init__(self, picture: Lettered, palette: Palette, random_: random.Random) -> None:
        self.picture, self.palette, self.random = picture, palette, random_
        self.pen = ImageDraw.Draw(picture.image)
        self.unit = picture.image.height / 100
        self.wide = picture.image.width / self.unit

    def set(self, x: float, y: float, text: str, size: float, ink: Colour | None = None, anchor: str = "lm") -> None:
        """Set one line; letters are never smaller than 12 pixels, which is what screens show."""
        font = face(self.picture.font, max(12, round(size * self.unit)))
        self.pen.text((x * self.unit, y * self.unit), text, fill=ink or self.palette.ink, font=font, anchor=anchor)
        self.picture.texts.append(text)

    def width(self, text: str, size: float) -> float:
        return face(self.picture.font, max(12, round(size * self.unit))).getlength(text) / self.unit

    def box(self, x: float, y: float, wide: float, high: float, colour: Colour, outline: Colour | None = None) -> None:
        u = self.unit
        self.pen.rectangle((x * u, y * u, (x + wide) * u, (y + high) * u), fill=colour, outline=outline)

    def wrapped(self, x: float, y: float, text: str, size: float, wide: float, most: float = 99) -> float:
        """Set a paragraph; return where the next may begin. What would stand below `most` is not set."""
        line = ""
        for word in [*text.split(), ""]:
            if line and (not word or self.width(f"{line} {word}", size) > wide):
                if y > most:
                    return y
                self.set(x, y, line, size)
                y += max(12 / self.unit, size) * 1.45
                line = word
            else:
                line = f"{line} {word}".strip()
        return y

    # --- words -----------------------------------------------------------------------------------------------------

    def words(self, count: int) -> str:
        said: list[str] = []
        while len(said) < count:
            if said and said[-1] not in _SMALL and self.random.random() < 0.3:
                said.append(self.random.choice(_SMALL))
            said.append(self.random.choice(_VOCABULARY))
        return " ".join(said[:count])

    def title(self, count: int) -> str:
        return self.words(count).capitalize()

    def sentence(self, count: int) -> str:
        return f"{self.title(count)}."


# --- slides --------------------------------------------------------------------------------------------------------


def _bullets(sheet: _Sheet) -> None:
    title = sheet.title(4)
    sheet.set(8, 14, title, 8)
    for number in range(5):
        y = 32 + 12 * number
        sheet.pen.ellipse([value * sheet.unit for value in (8.6, y - 0.9, 10.4, y + 0.9)], fill=sheet.palette.mark)
        sheet.set(13, y, sheet.title(sheet.random.randint(3, 6)), 5)


def _columns(sheet: _Sheet) -> None:
    sheet.set(sheet.wide / 2, 12, sheet.title(3), 8, anchor="mm")
    for x in (8, sheet.wide / 2 + 4):
        sheet.wrapped(x, 30, " ".join(sheet.sentence(8) for _ in range(4)), 4.2, sheet.wide / 2 - 14)


def _table(sheet: _Sheet) -> None:
    sheet.set(8, 12, sheet.title(3), 7)
    xs = [8, sheet.wide * 0.42, sheet.wide * 0.62, sheet.wide * 0.82]
    for number in range(6):
        y = 30 + 11 * number
        cells = [sheet.title(1), *(sheet.title(1) if not number else str(sheet.random.randint(2, 9_999)) for _ in range(3))]
        sheet.pen.line([(8 * sheet.unit, (y + 5.5) * sheet.unit), ((sheet.wide - 8) * sheet.unit, (y + 5.5) * sheet.unit)],
                       fill=sheet.palette.mark, width=1)
        for x, cell in zip(xs, cells, strict=True):
            sheet.set(x, y, cell, 4.6)


def _quote(sheet: _Sheet) -> None:
    sheet.box(0, 0, sheet.wide, 100, sheet.palette.mark)
    for number in range(3):
        sheet.set(sheet.wide / 2, 30 + 14 * number, sheet.title(4), 7.5, sheet.palette.on_mark, "mm")
    by = f"{sheet.title(1)} {sheet.title(1)}, {sheet.random.randint(1900, 2024)}"
    sheet.set(sheet.wide / 2, 84, by, 4.5, sheet.palette.on_mark, "mm")


def _abroad(sheet: _Sheet) -> None:
    sheet.picture.language = sheet.random.choice(list(_ABROAD))
    lines = _ABROAD[sheet.picture.language]
    sheet.set(8, 16, lines[0], 8)
    for number, line in enumerate(lines[1:]):
        sheet.set(10, 36 + 13 * number, line, 5.5)


# --- signs ---------------------------------------------------------------------------------------------------------


def _scene(sheet: _Sheet) -> None:
    """Put sky, grass and blurred leaves behind: nothing of it is a word."""
    image = sheet.picture.image
    sheet.box(0, 0, sheet.wide, 70, (150, 190, 220))
    sheet.box(0, 70, sheet.wide, 30, (96, 124, 80))
    for _ in range(160):
        x, y, r = sheet.random.uniform(0, sheet.wide), sheet.random.uniform(40, 100), sheet.random.uniform(1, 6)
        green = sheet.random.randint(70, 150)
        sheet.pen.ellipse([value * sheet.unit for value in (x - r, y - r, x + r, y + r)], fill=(green // 2, green, green // 2))
    image.paste(image.filter(ImageFilter.GaussianBlur(sheet.unit * 0.4)))


def _board(sheet: _Sheet, lines: Sequence[tuple[str, float]]) -> None:
    _scene(sheet)
    size = min(1.0, *((sheet.wide * 0.74) / sheet.width(text, high) for text, high in lines))
    total = sum(high * size * 1.5 for _, high in lines)
    wide = max(sheet.width(text, high * size) for text, high in lines) + 12
    left, top = (sheet.wide - wide) / 2, 46 - total / 2
    sheet.box(sheet.wide / 2 - 1.5, top, 3, 95 - top, (110, 110, 112))
    sheet.box(left, top - 4, wide, total + 8, sheet.palette.mark, sheet.palette.on_mark)
    for text, high in lines:
        sheet.set(sheet.wide / 2, top + high * size * 0.75, text, high * size, sheet.palette.on_mark, "mm")
        top += high * size * 1.5


def _street(sheet: _Sheet) -> None:
    _board(sheet, [(sheet.title(2), 14)])


def _notice(sheet: _Sheet) -> None:
    _board(sheet, [(sheet.words(2).upper(), 11), (sheet.title(4), 6), (sheet.title(5), 6)])


def _hours(sheet: _Sheet) -> None:
    _board(sheet, [("Opening hours", 9), (f"Monday to Friday {sheet.random.randint(7, 9)}:30 – 18:00", 5.5),
                   (f"Saturday {sheet.random.randint(9, 11)}:00 – 14:00", 5.5), ("Sunday closed", 5.5)])


# --- charts --------------------------------------------------------------------------------------------------------


def _axes(sheet: _Sheet, names: Sequence[str], top: int) -> tuple[float, float, float]:
    sheet.set(8, 8, sheet.title(4), 6)
    left, floor, roof = 18.0, 82.0, 24.0
    for step in range(5):
        y = floor - (floor - roof) * step / 4
        grey = tuple((3 * paper + ink) // 4 for paper, ink in zip(sheet.palette.paper, sheet.palette.ink, strict=True))
        ends = [(left * sheet.unit, y * sheet.unit), ((sheet.wide - 6) * sheet.unit, y * sheet.unit)]
        sheet.pen.line(ends, fill=grey, width=1)
        sheet.set(left - 2, y, str(top * step // 4), 3.8, anchor="rm")
    room = (sheet.wide - 6 - left) / len(names)
    for number, name in enumerate(names):
        sheet.set(left + room * (number + 0.5), floor + 6, name, 3.8, anchor="mm")
    return left, floor, room


def _bars(sheet: _Sheet) -> None:
    names, top = [sheet.title(1) for _ in range(5)], sheet.random.choice([40, 80, 200, 1000])
    left, floor, room = _axes(sheet, names, top)
    for number in range(5):
        value = sheet.random.randint(top // 10, top)
        high = 58 * value / top
        sheet.box(left + room * (number + 0.2), floor - high, room * 0.6, high, sheet.palette.mark)
        sheet.set(left + room * (number + 0.5), floor - high - 3, str(value), 3.8, anchor="mm")


def _lines(sheet: _Sheet) -> None:
    left, floor, room = _axes(sheet, _MONTHS[:8], sheet.random.choice([20, 100, 400]))
    for number, colour in enumerate((sheet.palette.mark, sheet.palette.ink)):
        points = [((left + room * (at + 0.5)) * sheet.unit, (floor - sheet.random.uniform(4, 56)) * sheet.unit)
                  for at in range(8)]
        sheet.pen.line(points, fill=colour, width=max(2, round(sheet.unit * 0.5)))
        x = 22 + 40 * number
        sheet.box(x, 15.4, 5, 1.2, colour)
        sheet.set(x + 7, 16, sheet.title(2), 3.8)


def _pie(sheet: _Sheet) -> None:
    sheet.set(sheet.wide / 2, 8, sheet.title(3), 6, anchor="mm")
    shares = [34, 26, 22, 18]
    angle, middle = -90.0, (sheet.wide / 2, 56.0)
    for number, share in enumerate(shares):
        shade = tuple(round(part * (1 - number * 0.2)) for part in sheet.palette.mark)
        box = [value * sheet.unit for value in (middle[0] - 24, middle[1] - 24, middle[0] + 24, middle[1] + 24)]
        sheet.pen.pieslice(box, angle, angle + 3.6 * share, fill=shade)
        half = math.radians(angle + 1.8 * share)
        x, y = middle[0] + 30 * math.cos(half), middle[1] + 30 * math.sin(half)
        sheet.set(x, y, f"{sheet.title(1)} {share}%", 4.2, anchor="lm" if x > middle[0] else "rm")
        angle += 3.6 * share


def _ranking(sheet: _Sheet) -> None:
    sheet.set(8, 8, sheet.title(4), 6)
    for number in range(6):
        y, value = 24 + 12 * number, sheet.random.randint(5, 100)
        sheet.set(40, y, sheet.title(2), 4, anchor="rm")
        wide = (sheet.wide - 70) * value / 100
        sheet.box(43, y - 3, wide, 6, sheet.palette.mark)
        sheet.set(46 + wide, y, str(value), 4)


# --- screenshots ---------------------------------------------------------------------------------------------------


def _frame(sheet: _Sheet, title: str) -> None:
    sheet.box(0, 0, sheet.wide, 5.6, sheet.palette.mark)
    for number in range(3):
        x = sheet.wide - 4 - 4 * number
        sheet.pen.ellipse([value * sheet.unit for value in (x - 1, 1.8, x + 1, 3.8)], fill=sheet.palette.on_mark)
    sheet.set(sheet.wide / 2, 2.9, title, 2.6, sheet.palette.on_mark, "mm")


def _window(sheet: _Sheet) -> None:
    _frame(sheet, f"{sheet.title(2)} - {sheet.title(1)}")
    x = 3.0
    for name in ("File", "Edit", "View", "Insert", "Format", "Help"):
        sheet.set(x, 8.6, name, 2.6)
        x += sheet.width(name, 2.6) + 5
    y = 20.0
    sheet.set(14, y, sheet.title(3), 5)
    y += 9
    for _ in range(4):
        y = sheet.wrapped(14, y, " ".join(sheet.sentence(9) for _ in range(3)), 2.7, sheet.wide - 40, most=92) + 3


def _menu(sheet: _Sheet) -> None:
    _frame(sheet, sheet.title(2))
    sheet.box(10, 12, 62, 74, sheet.palette.paper, sheet.palette.ink)
    for number, (name, key) in enumerate((
            ("New window", "Ctrl+N"), ("Open file", "Ctrl+O"), ("Save as", "Ctrl+S"), ("Print preview", "Ctrl+P"),
            ("Find next", "F3"), (sheet.title(2), "F5"), ("Quit", "Alt+F4"))):
        sheet.set(14, 18 + 10 * number, name, 3)
        sheet.set(68, 18 + 10 * number, key, 3, anchor="rm")


def _form(sheet: _Sheet) -> None:
    _frame(sheet, f"{sheet.title(1)} {sheet.title(1)}")
    sheet.set(12, 15, "Create your account", 5.5)
    for number, name in enumerate(("First name", "Last name", "Email address", "Password again")):
        y = 27 + 14 * number
        sheet.set(12, y, name, 2.8)
        sheet.box(12, y + 2.6, 70, 6.4, sheet.palette.paper, sheet.palette.ink)
        if number < 2:
            sheet.set(14, y + 5.9, sheet.title(1), 2.8)
    sheet.box(12, 86, 26, 8, sheet.palette.mark)
    sheet.set(25, 90, "Sign up", 3.2, sheet.palette.on_mark, "mm")
    sheet.set(46, 90, "Cancel", 3.2)


def _dialog(sheet: _Sheet) -> None:
    red, green, blue = (part // 2 for part in sheet.palette.mark)
    sheet.box(0, 0, sheet.wide, 100, (red, green, blue))
    left = sheet.wide / 2 - 44
    sheet.box(left, 28, 88, 44, sheet.palette.paper)
    sheet.set(left + 6, 35, f"{sheet.title(2)}?", 4.2)
    sheet.wrapped(left + 6, 44, sheet.sentence(12), 3, 76)
    sheet.box(left + 52, 60, 14, 7, sheet.palette.mark)
    sheet.set(left + 59, 63.5, "Keep", 3, sheet.palette.on_mark, "mm")
    sheet.set(left + 76, 63.5, "Delete", 3, anchor="mm")


_CODE = (
    "def total(values):", "    result = 0", "    for value in values:", "        if value > limit:",
    "            result += value", "    return result", "", "class Basket:", "    def add(self, item, price):",
    "        self.items.append(item)", "        self.sum = self.sum + price", "        print(item, price)",
)


def _editor(sheet: _Sheet) -> None:
    _frame(sheet, "basket.py - Editor")
    for number, line in enumerate(_CODE):
        y = 13 + 6.4 * number
        sheet.set(9, y, str(number + 1), 3, anchor="rm")
        if line:
            code = line.lstrip()
            sheet.set(13 + (len(line) - len(code)) * 1.8, y, code, 3)


def _terminal(sheet: _Sheet) -> None:
    sheet.box(0, 0, sheet.wide, 100, (16, 18, 22))
    for number, line in enumerate((
            "ada@box:~/work$ ls", "notes.txt  pictures  talks", "ada@box:~/work$ wc notes.txt",
            "42 310 1874 notes.txt",
            "ada@box:~/work$ python report.py", sheet.title(5),
            f"{sheet.random.randint(10, 99)} files written", "ada@box:~/work$ exit")):
        sheet.set(4, 9 + 8 * number, line, 3.4, (210, 220, 210))


_SORTS: dict[str, tuple[str, Callable[[_Sheet], None]]] = {
    "bullets": ("slide", _bullets), "two columns": ("slide", _columns), "table": ("slide", _table),
    "quotation": ("slide", _quote), "other languages": ("slide", _abroad),
    "street": ("sign", _street), "notice": ("sign", _notice), "opening hours": ("sign", _hours),
    "bars": ("chart", _bars), "lines": ("chart", _lines), "pie": ("chart", _pie), "ranking": ("chart", _ranking),
    "window": ("screenshot", _window), "menu": ("screenshot", _menu), "form": ("screenshot", _form),
    "dialog": ("screenshot", _dialog), "editor": ("screenshot", _editor), "terminal": ("screenshot", _terminal),
}

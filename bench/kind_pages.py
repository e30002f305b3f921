"""Pages for a browser to show: screens, documents, charts and drawings to fit on. Those to test on are in `kind_pages_apart`.

Apart from `kind_material`, because these are HTML. `chance` decides on words, fonts, sizes, colours, and light or dark.
"""

# ruff: noqa: E501 (HTML and SVG read better unbroken)
from __future__ import annotations

from collections.abc import Callable
from math import cos, sin

import numpy as np

Chance = np.random.Generator
Page = Callable[[Chance], str]

WORDS = (
    "the of and to a in harbour meeting annual report river paper council station light window number market people second water "
    "garden bridge letter member open notice winter summer payment account order school question answer train museum list change "
    "early during between without several public local new small large common result method figure project value customer"
).split()
FONTS = ("Liberation Sans", "Liberation Serif", "Liberation Mono", "DejaVu Sans", "DejaVu Serif")


def words(chance: Chance, count: int) -> str:
    return " ".join(chance.choice(WORDS, count)).capitalize()


def sentences(chance: Chance, count: int) -> str:
    return " ".join(words(chance, int(chance.integers(6, 16))) + "." for _ in range(count))


def colour(chance: Chance, light: int = 45, strong: int = 60) -> str:
    return f"hsl({chance.integers(360)} {strong}% {light}%)"


def _ground(chance: Chance) -> tuple[str, str, str, str]:
    """Return the colours of a screen: behind, in front, of a panel, of a rule."""
    if chance.random() < 0.4:
        return "#14171c", "#d6dae0", "#1f242c", "#333a45"
    return ("#ffffff", "#1d2129", "#f4f5f7", "#d8dce2") if chance.random() < 0.7 else ("#f0ede6", "#26221c", "#fffdf8", "#d0c8b8")


def _screen(chance: Chance, body: str, more: str = "") -> str:
    behind, front, panel, rule = _ground(chance)
    font = chance.choice(("Liberation Sans", "DejaVu Sans"))
    return (
        f"<style>*{{box-sizing:border-box}}body{{margin:0;font:{chance.integers(12, 17)}px '{font}';background:{behind};color:{front}}}"
        f".p{{background:{panel}}}.b{{border:1px solid {rule}}}.u{{border-bottom:1px solid {rule}}}.r{{border-right:1px solid {rule}}}"
        f".a{{background:{colour(chance)};color:#fff}}.s{{opacity:.65}}{more}</style>{body}")


def _rows(count: int, row: Callable[[int], str]) -> str:
    return "".join(row(number) for number in range(count))


# --- screens -------------------------------------------------------------------------------------------------------


def mail(chance: Chance) -> str:
    side = _rows(8, lambda _: f"<div style='padding:7px 14px'>{words(chance, 1)}</div>")
    rows = _rows(16, lambda _: (
        f"<div class=u style='padding:9px;display:flex;gap:12px'><input type=checkbox><b style='width:130px'>{words(chance, 2)}</b>"
        f"<span style='white-space:nowrap;overflow:hidden'>{words(chance, 4)} <span class=s>{sentences(chance, 1)}</span></span></div>"))
    return _screen(chance, (
        f"<div class=a style='padding:12px'>{words(chance, 2)} <input placeholder='Search mail' style='margin-left:80px;width:40%'></div>"
        f"<div style='display:flex'><div class='p r' style='width:170px;height:100vh'>{side}</div><div style='flex:1'>{rows}</div></div>"))


def preferences(chance: Chance) -> str:
    rows = _rows(9, lambda number: (
        f"<div class=u style='padding:14px 4px;display:flex'><div style='flex:1'>{words(chance, 3)}<div class=s>{words(chance, 7)}</div></div>"
        + (f"<select><option>{words(chance, 1)}</select>" if number % 3 else "<input type=checkbox checked>") + "</div>"))
    return _screen(chance, (
        f"<div style='max-width:720px;margin:20px auto;padding:8px 24px;border-radius:8px' class='p b'><h2>{words(chance, 2)}</h2>{rows}"
        f"<p><button class=a style='padding:8px 20px;border:0;border-radius:4px'>Save</button> <button>Cancel</button></div>"))


def code(chance: Chance) -> str:
    tints = [colour(chance, 60) for _ in range(4)]
    def line(number: int) -> str:
        parts = "".join(f"<span style='color:{tints[chance.integers(4)]}'>{chance.choice(WORDS)}</span>"
                        f"{chance.choice(('(', ' = ', '.', ', ', ') ', ': '))}" for _ in range(int(chance.integers(0, 8))))
        return f"<div><span class=s style='display:inline-block;width:40px'>{number + 1}</span>{'&nbsp;' * 4 * int(chance.integers(0, 4))}{parts}</div>"
    files = _rows(14, lambda _: f"<div style='padding:3px 12px'>{chance.choice(WORDS)}.py</div>")
    return _screen(chance, (
        f"<div class='p u' style='padding:8px'>File &nbsp; Edit &nbsp; View &nbsp; Run &nbsp; Help</div><div style='display:flex'>"
        f"<div class='p r' style='width:190px;height:100vh'>{files}</div><div style=\"flex:1;font-family:'Liberation Mono';padding:8px;"
        f"line-height:1.45\">{_rows(40, line)}</div></div>"))


def shop(chance: Chance) -> str:
    cards = _rows(8, lambda _: (
        f"<div class='p b' style='border-radius:6px;overflow:hidden'><div style='height:130px;background:linear-gradient({chance.integers(360)}deg,"
        f"{colour(chance)},{colour(chance, 75)})'></div><div style='padding:10px'><b>{words(chance, 2)}</b><div class=s>{words(chance, 5)}</div>"
        f"<p>€ {chance.integers(5, 90)}.90 <button class=a style='float:right;border:0;padding:5px 10px'>Add</button></div></div>"))
    return _screen(chance, (
        f"<div class=u style='padding:14px 24px'><b>{words(chance, 2)}</b> &nbsp; {words(chance, 1)} &nbsp; {words(chance, 1)} &nbsp; {words(chance, 1)}"
        f"</div><div style='display:grid;grid-template-columns:repeat(auto-fill,minmax(210px,1fr));gap:16px;padding:24px'>{cards}</div>"))


def login(chance: Chance) -> str:
    return _screen(chance, (
        f"<div style='width:340px;margin:90px auto;padding:28px;border-radius:10px' class='p b'><h2>{words(chance, 2)}</h2>{words(chance, 6)}"
        f"<p>E-mail<br><input style='width:100%;padding:8px'><p>Password<br><input style='width:100%;padding:8px'>"
        f"<p><button class=a style='width:100%;padding:10px;border:0'>Sign in</button><p class=s>{words(chance, 4)}</div>"))


def files(chance: Chance) -> str:
    rows = _rows(22, lambda number: (
        f"<tr class={'a' if number == 3 else 'x'}><td style='padding:4px 10px'><span style='display:inline-block;width:14px;height:12px;background:"
        f"{colour(chance, 60)}'></span> {chance.choice(WORDS)}_{number}.{chance.choice(('txt', 'jpg', 'pdf'))}<td>{chance.integers(1, 900)} KB"
        f"<td>2026-0{chance.integers(1, 9)}-1{chance.integers(9)}<td>{words(chance, 1)}"))
    return _screen(chance, (
        f"<div class='p u' style='padding:6px'><button>&lt;</button> <button>&gt;</button> <input value='/home/{chance.choice(WORDS)}/{chance.choice(WORDS)}'"
        f" style='width:60%'></div><table style='width:100%;border-collapse:collapse'><tr class=p><th align=left>Name<th align=left>Size"
        f"<th align=left>Date<th align=left>Kind{rows}</table>"))


def terminal(chance: Chance) -> str:
    lines = _rows(int(chance.integers(10, 40)), lambda number: (
        f"<div>{'<span style=color:#7c3>user@host</span>:~$ ' if number % 5 == 0 else ''}{' '.join(chance.choice(WORDS, int(chance.integers(2, 10))))}"
        f"{' ' + str(chance.integers(9999)) if number % 3 else ''}</div>"))
    dark = chance.random() < 0.7
    return (f"<body style=\"margin:0;padding:10px;font:{chance.integers(13, 18)}px 'Liberation Mono';"
            f"background:{'#101010' if dark else '#fdf6e3'};color:{'#ddd' if dark else '#333'}\">{lines}")


def chat(chance: Chance) -> str:
    def bubble(number: int) -> str:
        mine = chance.random() < 0.5
        return (f"<div style='margin:8px 16px;text-align:{'right' if mine else 'left'}'><span class={'a' if mine else 'p'} style='display:inline-block;"
                f"max-width:65%;padding:8px 13px;border-radius:14px;text-align:left'>{sentences(chance, int(chance.integers(1, 3)))}</span></div>")
    return _screen(chance, (
        f"<div class='p u' style='padding:14px'><b>{words(chance, 2)}</b><span class=s> online</span></div>{_rows(9, bubble)}"
        f"<div class='p' style='position:fixed;bottom:0;width:100%;padding:10px'><input style='width:80%;padding:8px'><button class=a>Send</button></div>"))


def sheet(chance: Chance) -> str:
    head = "".join(f"<th class='p b'>{chr(65 + number)}" for number in range(12))
    rows = _rows(26, lambda number: f"<tr><th class='p b'>{number + 1}" + "".join(
        f"<td class=b style='min-width:70px;text-align:right'>{chance.integers(1, 9999) if chance.random() < 0.6 else ''}" for _ in range(12)))
    return _screen(chance, (
        f"<div class='p u' style='padding:8px'>File &nbsp; Insert &nbsp; Format &nbsp; Data</div><div class=u style='padding:5px'>fx <b>=SUM(B2:B9)</b></div>"
        f"<table style='border-collapse:collapse'><tr><th class='p b'>{head}{rows}</table>"))


def news(chance: Chance) -> str:
    menu = " &nbsp; ".join(words(chance, 1) for _ in range(7))
    return _screen(chance, (
        f"<div class=a style='padding:12px 30px'><b>{words(chance, 2)}</b></div><div class='p u' style='padding:9px 30px'>{menu}</div>"
        f"<div style='display:flex;padding:20px 30px;gap:30px'><div style='flex:2'><h1>{words(chance, 6)}</h1><div style='height:200px;background:"
        f"radial-gradient({colour(chance)},{colour(chance, 25)})'></div><p>{sentences(chance, 7)}<p>{sentences(chance, 6)}</div>"
        f"<div style='flex:1' class='p'>{_rows(6, lambda _: f'<div class=u style=padding:10px><b>{words(chance, 4)}</b><br>{words(chance, 8)}</div>')}</div></div>"))


# --- documents -----------------------------------------------------------------------------------------------------


def _paper(chance: Chance, body: str, margin: int = 9, more: str = "") -> str:
    font = chance.choice(FONTS)
    return (f"<style>body{{margin:0;padding:{margin}%;font:{chance.integers(13, 21)}px/1.45 '{font}';background:#fff;color:#111}}{more}</style>{body}")


def article(chance: Chance) -> str:
    parts = "".join(f"<h2>{words(chance, 4)}</h2><p>{sentences(chance, 7)}" for _ in range(5))
    return _paper(chance, f"<h1>{words(chance, 6)}</h1><p><i>{words(chance, 3)}</i>{parts}", int(chance.integers(6, 13)))


def letter(chance: Chance) -> str:
    return _paper(chance, (
        f"<p style='text-align:right'>{words(chance, 2)}<br>{chance.integers(1, 99)} {words(chance, 1)} Street<br>12 March 2026"
        f"<p style='margin-top:60px'>Dear {words(chance, 1)},<p>{sentences(chance, 6)}<p>{sentences(chance, 4)}<p>Yours<p>{words(chance, 2)}"), 11)


def report(chance: Chance) -> str:
    rows = _rows(14, lambda _: f"<tr><td>{words(chance, 2)}" + "".join(f"<td align=right>{chance.integers(1, 9999)}" for _ in range(4)))
    return _paper(chance, f"<h2>{words(chance, 4)}</h2><p>{sentences(chance, 4)}<table border=1 cellpadding=5 style='border-collapse:collapse;width:100%'>"
                          f"{rows}</table><p>{sentences(chance, 5)}", 8)


def poster(chance: Chance) -> str:
    return (f"<body style=\"margin:0;background:{colour(chance, int(chance.integers(20, 92)))};color:{'#fff' if chance.random() < .4 else '#111'};"
            f"font-family:'{chance.choice(FONTS)}';text-align:center;padding:8%\"><h1 style='font-size:{chance.integers(60, 110)}px;margin:0'>"
            f"{words(chance, 2)}</h1><h2 style='font-size:40px'>{words(chance, 4)}</h2><p style='font-size:30px'>{chance.integers(1, 28)} May, 19.30"
            f"<br>{words(chance, 3)}")


def columns(chance: Chance) -> str:
    text = "".join(f"<h4>{number + 1}. {words(chance, 3)}</h4><p>{sentences(chance, 8)}" for number in range(7))
    return _paper(chance, f"<h2 style='text-align:center'>{words(chance, 7)}</h2><div style='columns:2;column-gap:4%;font-size:80%'>{text}</div>", 7)


def form(chance: Chance) -> str:
    fields = _rows(11, lambda _: f"<p>{words(chance, 2)}: <span style='display:inline-block;width:55%;border-bottom:1px solid #333'>&nbsp;</span>")
    return _paper(chance, f"<h2>{words(chance, 3)}</h2><p>{sentences(chance, 2)}{fields}<p>&#9633; {words(chance, 5)}<p>&#9633; {words(chance, 6)}", 9)


def receipt(chance: Chance) -> str:
    rows = _rows(int(chance.integers(6, 14)), lambda _: f"<div style='display:flex'><span style='flex:1'>{words(chance, 2)}</span>{chance.integers(1, 40)}.{chance.integers(10, 99)}</div>")
    return (f"<body style=\"margin:0 auto;padding:26px;max-width:420px;background:#fff;color:#222;font:{chance.integers(16, 22)}px 'Liberation Mono'\">"
            f"<center><b>{words(chance, 2)}</b><br>{words(chance, 3)}</center><hr>{rows}<hr><b>TOTAL {chance.integers(20, 300)}.00</b><p><center>Thank you")


def book(chance: Chance) -> str:
    return _paper(chance, f"<center>{words(chance, 2).upper()}</center>" + "".join(
        f"<p style='text-align:justify;text-indent:2em;margin:0'>{sentences(chance, int(chance.integers(3, 10)))}" for _ in range(9))
        + f"<center>{chance.integers(10, 400)}</center>", 14)


def notice(chance: Chance) -> str:
    """A sign: a few words, a frame, one colour."""
    tint = colour(chance, 32)
    return (f"<body style=\"margin:0;background:{tint if chance.random() < .5 else '#fff'};display:flex;height:100vh\"><div style=\"margin:auto;width:86%;"
            f"border:{chance.integers(4, 12)}px solid {'#fff' if chance.random() < .5 else '#c22'};border-radius:14px;background:{'#fff' if chance.random() < .5 else '#ffd800'};"
            f"text-align:center;padding:5%;font:bold {chance.integers(44, 80)}px '{chance.choice(FONTS)}';color:#111\">{words(chance, int(chance.integers(2, 6)))}</div>")


# --- charts and drawings in SVG ------------------------------------------------------------------------------------


def _svg(body: str, behind: str = "#fff") -> str:
    return f"<body style='margin:0;background:{behind}'><svg xmlns='http://www.w3.org/2000/svg' width='100%' height='100%' viewBox='0 0 1200 800'>{body}</svg>"


def flow(chance: Chance) -> str:
    """Boxes and arrows."""
    font, tint = chance.choice(FONTS), colour(chance, 85, 70)
    body = "<defs><marker id=m markerWidth=10 markerHeight=10 refX=9 refY=3 orient=auto><path d='M0,0 L9,3 L0,6' fill='#333'/></marker></defs>"
    for row in range(3):
        for column in range(3):
            x, y = 80 + column * 370, 90 + row * 240
            body += (f"<rect x={x} y={y} width=260 height=110 rx={chance.choice((0, 12, 50))} fill='{tint}' stroke='#333' stroke-width=2 />"
                     f"<text x={x + 130} y={y + 64} text-anchor=middle font-family='{font}' font-size=30>{words(chance, 2)}</text>")
            if column < 2:
                body += f"<line x1={x + 260} y1={y + 55} x2={x + 368} y2={y + 55} stroke='#333' stroke-width=3 marker-end='url(#m)'/>"
            if row < 2 and chance.random() < 0.6:
                body += f"<line x1={x + 130} y1={y + 110} x2={x + 130} y2={y + 238} stroke='#333' stroke-width=3 marker-end='url(#m)'/>"
    return _svg(body)


def columns_chart(chance: Chance) -> str:
    """A chart of columns as web pages draw them."""
    dark = chance.random() < 0.35
    ink, behind = ("#ddd", "#181c22") if dark else ("#333", "#fff")
    font, count, tint = chance.choice(FONTS), int(chance.integers(4, 11)), colour(chance, 50)
    body = f"<text x=90 y=70 font-size=40 fill='{ink}' font-family='{font}'>{words(chance, 4)}</text>"
    for level in range(6):
        y = 680 - level * 100
        body += (f"<line x1=100 x2=1140 y1={y} y2={y} stroke='{ink}' stroke-opacity='.3'/><text x=85 y={y + 8} text-anchor=end font-size=24 "
                 f"fill='{ink}' font-family='{font}'>{level * 20}</text>")
    for number in range(count):
        high, x = int(chance.integers(40, 500)), 120 + number * (1000 // count)
        body += (f"<rect x={x} y={680 - high} width={700 // count} height={high} fill='{tint}'/><text x={x + 350 // count} y=720 text-anchor=middle "
                 f"font-size=22 fill='{ink}' font-family='{font}'>{chance.choice(WORDS)}</text>")
    return _svg(body, behind)


def scene(chance: Chance) -> str:
    """A drawn landscape of flat shapes."""
    body = f"<rect width=1200 height=800 fill='{colour(chance, 80)}'/><circle cx={chance.integers(200, 1000)} cy=180 r=80 fill='{colour(chance, 70, 90)}'/>"
    for layer in range(4):
        points = " ".join(f"{x},{420 + layer * 90 + 70 * sin(x / (90 + 40 * layer) + chance.uniform(0, 1)):.0f}" for x in range(0, 1240, 40))
        body += f"<polygon points='0,800 {points} 1200,800' fill='{colour(chance, 62 - 12 * layer)}'/>"
    for _ in range(int(chance.integers(3, 10))):
        x, y = chance.integers(50, 1150), chance.integers(500, 700)
        body += f"<rect x={x - 5} y={y} width=10 height=50 fill='#543'/><polygon points='{x - 40},{y} {x},{y - 110} {x + 40},{y}' fill='{colour(chance, 28)}'/>"
    return _svg(body)


def emblem(chance: Chance) -> str:
    """A logo: a shape or two, perhaps a name."""
    a, b = colour(chance, 45, 80), colour(chance, 60, 80)
    star = " ".join(f"{600 + (260 if n % 2 else 120) * cos(n * 0.6283):.0f},{360 + (260 if n % 2 else 120) * sin(n * 0.6283):.0f}" for n in range(10))
    shape = chance.choice((
        f"<circle cx=600 cy=360 r=250 fill='{a}'/><path d='M450,360 A150,150 0 0 1 750,360 Z' fill='{b}'/>", f"<polygon points='{star}' fill='{a}'/>",
        f"<rect x=380 y=140 width=440 height=440 rx=90 fill='{a}'/><circle cx=600 cy=360 r=120 fill='{b}'/>",
        f"<path d='M300,600 Q600,-100 900,600 Q600,350 300,600' fill='{a}'/>"))
    name = f"<text x=600 y=740 text-anchor=middle font-size=90 font-family='{chance.choice(FONTS)}' fill='{a}'>{words(chance, 1)}</text>" if chance.random() < 0.5 else ""
    return _svg(shape + name, "#fff" if chance.random() < 0.7 else colour(chance, 92))


def figure(chance: Chance) -> str:
    """A cartoon: a face with black outlines."""
    skin, shirt = colour(chance, 75), colour(chance, 50, 80)
    x = int(chance.integers(350, 850))
    return _svg(
        f"<g stroke='#111' stroke-width={chance.integers(5, 14)} stroke-linecap=round><path d='M{x - 260},800 Q{x},480 {x + 260},800' fill='{shirt}'/>"
        f"<ellipse cx={x} cy=340 rx={chance.integers(150, 220)} ry=220 fill='{skin}'/><circle cx={x - 70} cy=300 r=26 fill='#fff'/><circle cx={x + 70} cy=300 r=26 fill='#fff'/>"
        f"<circle cx={x - 66} cy=304 r=6 /><circle cx={x + 66} cy=304 r=6 /><path d='M{x - 80},430 Q{x},{chance.integers(440, 520)} {x + 80},430' fill=none />"
        f"<path d='M{x - 200},250 Q{x},-40 {x + 200},250' fill='{colour(chance, 25)}'/></g>", colour(chance, 85))


FIT: dict[str, tuple[Page, ...]] = {
    "screenshot": (mail, preferences, code, shop, login, files, terminal, chat, sheet, news),
    "document": (article, letter, report, poster, columns, form, receipt, book, notice),
    "chart": (flow, columns_chart), "drawing": (emblem, scene, figure)}

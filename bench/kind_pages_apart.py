"""Pages for a browser to show that nothing was fitted on: other screens, documents, charts and drawings than in `kind_pages`."""

# ruff: noqa: E501 (HTML and SVG read better unbroken)
from __future__ import annotations

from math import cos, pi, sin

from kind_pages import FONTS, WORDS, Chance, Page, colour, sentences, words

# --- screens -------------------------------------------------------------------------------------------------------


def _app(chance: Chance, body: str, font: str = "") -> str:
    dark = chance.random() < 0.4
    behind, front, card, rule = ("#202225", "#e4e6ea", "#2c2f34", "#454a52") if dark else ("#fafafa", "#222", "#fff", "#ccc")
    return (f"<style>*{{box-sizing:border-box;margin:0}}body{{font:{chance.integers(12, 17)}px '{font or chance.choice(('DejaVu Sans', 'Liberation Sans'))}';background:{behind};"
            f"color:{front}}}.c{{background:{card};border:1px solid {rule}}}.d{{opacity:.6}}.h{{background:{colour(chance, 42)};color:#fff}}</style>{body}")


def calendar(chance: Chance) -> str:
    days = "".join(
        f"<div class=c style='height:92px;padding:4px'><span class=d>{number % 31 + 1}</span>"
        + (f"<div class=h style='padding:2px 5px;border-radius:3px'>{words(chance, 2)}</div>" if chance.random() < 0.4 else "") + "</div>" for number in range(35))
    return _app(chance, f"<div style='padding:12px'><b>{words(chance, 1)} 2026</b> <button>Today</button> <button>Week</button> <button>Month</button></div>"
                        f"<div style='display:grid;grid-template-columns:repeat(7,1fr)'>{days}</div>")


def board(chance: Chance) -> str:
    def card() -> str:
        return (f"<div class=c style='padding:10px;margin:8px;border-radius:5px;box-shadow:0 1px 3px #0004'>{words(chance, 5)}<div class=d>#{chance.integers(100, 999)}</div>"
                f"<span class=h style='padding:1px 8px;border-radius:9px'>{chance.choice(WORDS)}</span></div>")
    lanes = "".join(f"<div class=c style='flex:1;min-width:180px'><b style='padding:10px;display:block'>{words(chance, 2)}</b>"
                    f"{''.join(card() for _ in range(int(chance.integers(2, 6))))}</div>" for _ in range(4))
    return _app(chance, f"<div class=h style='padding:10px 20px'>{words(chance, 2)}</div><div style='display:flex;gap:12px;padding:14px'>{lanes}</div>")


def player(chance: Chance) -> str:
    songs = "".join(f"<div style='display:flex;padding:8px 20px'><span class=d style='width:30px'>{number + 1}</span><span style='flex:1'>{words(chance, 3)}</span>"
                    f"<span class=d>{chance.integers(2, 6)}:{chance.integers(10, 59)}</span></div>" for number in range(14))
    return _app(chance, f"<div style='padding:20px;display:flex;gap:20px'><div style='width:150px;height:150px;background:linear-gradient({colour(chance)},{colour(chance)})'></div>"
                        f"<div><h1>{words(chance, 2)}</h1><span class=d>{words(chance, 4)}</span></div></div>{songs}<div class=c style='position:fixed;bottom:0;width:100%;padding:16px'>"
                        f"&#9654; &#9632; <input type=range style='width:60%'> 2:14</div>")


def results(chance: Chance) -> str:
    found = "".join(f"<div style='margin:18px 0;max-width:640px'><div class=d>https://{chance.choice(WORDS)}.example/{chance.choice(WORDS)}</div>"
                    f"<a href=# style='font-size:19px;color:{colour(chance, 55)}'>{words(chance, 5)}</a><div>{sentences(chance, 2)}</div></div>" for _ in range(8))
    return _app(chance, f"<div class=c style='padding:14px 60px'><input style='width:420px;padding:8px;border-radius:18px' value='{words(chance, 2)}'> <button>Search</button>"
                        f"<div style='margin-top:12px' class=d>All &nbsp; Images &nbsp; News &nbsp; Maps</div></div><div style='padding:0 60px'>{found}</div>")


def telephone(chance: Chance) -> str:
    rows = "".join(f"<div class=c style='padding:15px;display:flex'><span style='width:30px;height:30px;border-radius:8px;margin-right:14px;background:{colour(chance, 55)}'></span>"
                   f"<span style='flex:1'>{words(chance, 2)}</span><span class=d>{chance.choice(('On', 'Off', '&rsaquo;'))}</span></div>" for _ in range(11))
    return _app(chance, f"<div style='padding:8px;display:flex;justify-content:space-between'><b>9:41</b><span>&#9679;&#9679;&#9679; 84%</span></div><h2 style='padding:14px'>{words(chance, 1)}</h2>{rows}")


def change(chance: Chance) -> str:
    lines = "".join(f"<div style='background:{('#3c92', '#c332', 'transparent', 'transparent')[chance.integers(4)]};white-space:pre'> {number:4} {'    ' * int(chance.integers(0, 4))}"
                    f"{' '.join(chance.choice(WORDS, int(chance.integers(1, 9))))}</div>" for number in range(38))
    return _app(chance, f"<div class=c style='padding:10px'><b>{words(chance, 5)}</b> <button class=h>Merge</button></div><div style=\"font-family:'DejaVu Sans Mono'\">{lines}</div>")


def warning(chance: Chance) -> str:
    icons = "".join(f"<div style='width:90px;text-align:center;display:inline-block;margin:14px;color:#fff'><div style='width:44px;height:44px;margin:auto;background:{colour(chance)}'></div>"
                    f"{words(chance, 1)}</div>" for _ in range(int(chance.integers(4, 20))))
    return _app(chance, f"<div style='height:100vh;background:linear-gradient({chance.integers(360)}deg,{colour(chance, 30)},{colour(chance, 55)})'>{icons}<div class=c style='position:fixed;left:30%;top:30%;"
                        f"width:40%'><div class=h style='padding:7px'>{words(chance, 2)} <span style='float:right'>&#10005;</span></div><p style='padding:20px'>{sentences(chance, 2)}</p>"
                        f"<p style='text-align:right;padding:12px'><button>Cancel</button> <button>OK</button></p></div></div>")


def tiles(chance: Chance) -> str:
    made = "".join(f"<div class=c style='padding:18px;border-radius:8px'><div class=d>{words(chance, 2)}</div><div style='font-size:34px'>{chance.integers(10, 9999)}</div>"
                   f"<div style='height:8px;background:{colour(chance, 50)};width:{chance.integers(20, 100)}%'></div></div>" for _ in range(8))
    rows = "".join(f"<tr>{''.join(f'<td class=c style=padding:7px>{words(chance, 2)}' for _ in range(5))}" for _ in range(8))
    return _app(chance, f"<div class=h style='padding:14px'>{words(chance, 2)} <span style='float:right'>{words(chance, 1)} &#9662;</span></div><div style='display:grid;grid-template-columns:"
                        f"repeat(4,1fr);gap:14px;padding:14px'>{made}</div><table style='width:96%;margin:auto;border-collapse:collapse'>{rows}</table>")


# --- documents -----------------------------------------------------------------------------------------------------


def _sheet(chance: Chance, body: str, size: int = 0) -> str:
    return (f"<body style=\"margin:0;padding:{chance.integers(6, 12)}%;background:{chance.choice(('#fff', '#fffef8', '#fbf7ee'))};color:#151515;"
            f"font:{size or chance.integers(14, 20)}px/1.4 '{chance.choice(FONTS)}'\">{body}")


def invoice(chance: Chance) -> str:
    rows = "".join(f"<tr style='border-bottom:1px solid #bbb'><td style='padding:6px'>{words(chance, 3)}<td>{chance.integers(1, 9)}<td align=right>{chance.integers(10, 900)}.00" for _ in range(int(chance.integers(3, 11))))
    return _sheet(chance, f"<b>{words(chance, 2)} Ltd</b><br>{words(chance, 3)}<h2 style='margin-top:50px'>Invoice {chance.integers(1000, 9999)}</h2><p>{words(chance, 2)}<br>{words(chance, 3)}"
                          f"<table style='width:100%;border-collapse:collapse'>{rows}</table><p style='text-align:right'><b>Total {chance.integers(100, 9000)}.00</b><p>{sentences(chance, 2)}")


def menu(chance: Chance) -> str:
    parts = "".join(f"<h3>{words(chance, 1)}</h3>" + "".join(f"<p>{words(chance, 3)} <i>{words(chance, 4)}</i> ... {chance.integers(5, 30)}" for _ in range(4)) for _ in range(3))
    return _sheet(chance, f"<div style='text-align:center;border:3px double #444;padding:5%'><h1>{words(chance, 2)}</h1>{parts}</div>")


def newspaper(chance: Chance) -> str:
    parts = "".join(f"<h3>{words(chance, 6)}</h3><p style='text-align:justify'>{sentences(chance, 9)}" for _ in range(6))
    return (f"<body style=\"margin:0;padding:3%;background:#f4f1e8;font:14px/1.25 'Liberation Serif'\"><h1 style='font-size:62px;text-align:center;border-bottom:3px solid #111;margin:0'>"
            f"The {words(chance, 1)}</h1><div style='columns:4;column-rule:1px solid #999'>{parts}</div>")


def contents(chance: Chance) -> str:
    rows = "".join(f"<div style='display:flex'><span>{number + 1}.{chance.integers(1, 5)} {words(chance, int(chance.integers(2, 6)))}</span><span style='flex:1;border-bottom:2px dotted #555'></span>{number * 7 + 3}</div>" for number in range(20))
    return _sheet(chance, f"<h1>Contents</h1>{rows}")


def certificate(chance: Chance) -> str:
    tint = colour(chance, 35)
    return (f"<body style=\"margin:0;background:#fffdf4;padding:4%\"><div style=\"border:10px solid {tint};outline:2px solid {tint};outline-offset:-20px;text-align:center;padding:9%;"
            f"font:24px 'Liberation Serif'\"><h1 style='font-size:54px;color:{tint}'>{words(chance, 2)}</h1><p>{words(chance, 5)}<h2>{words(chance, 2)}</h2><p>{words(chance, 8)}<p>{words(chance, 2)}, 2026</div>")


def memo(chance: Chance) -> str:
    return (f"<body style=\"margin:0;padding:11%;background:#fff;font:{chance.integers(15, 20)}px/2 'Liberation Mono';color:#222\">TO: {words(chance, 2)}<br>FROM: {words(chance, 2)}<br>"
            f"SUBJECT: {words(chance, 4)}<p>{sentences(chance, int(chance.integers(3, 12)))}")


def doorplate(chance: Chance) -> str:
    """A plate beside a door or a road: an arrow, a word or three."""
    dark = chance.random() < 0.6
    return (f"<body style=\"margin:0;height:100vh;display:flex;align-items:center;background:{colour(chance, 28, 70) if dark else '#f2f2ee'};color:{'#fff' if dark else '#181818'};"
            f"font:bold {chance.integers(60, 110)}px '{chance.choice(('Liberation Sans', 'DejaVu Sans', 'Liberation Sans Narrow'))}'\"><div style='padding:6%'>"
            f"{chance.choice(('&larr; ', '&rarr; ', '&uarr; ', ''))}{words(chance, int(chance.integers(1, 4)))}<br><span style='font-size:55%'>{words(chance, 2)}</span></div>")


# --- charts and drawings -------------------------------------------------------------------------------------------


def _svg(body: str, behind: str = "#fff") -> str:
    return f"<body style='margin:0;background:{behind}'><svg xmlns='http://www.w3.org/2000/svg' width='100%' height='100%' viewBox='0 0 1200 800'>{body}</svg>"


def network(chance: Chance) -> str:
    """Circles that hang together."""
    at = [(int(chance.integers(100, 1100)), int(chance.integers(80, 720))) for _ in range(int(chance.integers(6, 14)))]
    lines = "".join(f"<line x1={x} y1={y} x2={at[other][0]} y2={at[other][1]} stroke='#888' stroke-width=2 />" for x, y in at for other in chance.integers(0, len(at), 2))
    dots = "".join(f"<circle cx={x} cy={y} r={chance.integers(22, 48)} fill='{colour(chance, 60)}'/><text x={x} y={y + 70} text-anchor=middle font-size=24 font-family='{chance.choice(FONTS)}'>{chance.choice(WORDS)}</text>" for x, y in at)
    return _svg(lines + dots)


def tree(chance: Chance) -> str:
    """An organisation: boxes below a box."""
    def box(x: float, y: int) -> str:
        return f"<rect x={x - 85} y={y} width=170 height=70 fill='#fff' stroke='{tint}' stroke-width=3 /><text x={x} y={y + 43} text-anchor=middle font-size=22 font-family='Liberation Sans'>{words(chance, 2)[:15]}</text>"
    tint, count = colour(chance, 40), int(chance.integers(3, 6))
    body = box(600, 60)
    for number in range(count):
        x = 1200 * (number + 0.5) / count
        body += f"<path d='M600,130 V200 H{x} V260' fill=none stroke='#555' stroke-width=2 />" + box(x, 260)
        for below in range(int(chance.integers(0, 4))):
            body += f"<path d='M{x},{330 + below * 110} V{370 + below * 110}' stroke='#555' stroke-width=2 />" + box(x, 370 + below * 110)
    return _svg(body)


def trend(chance: Chance) -> str:
    """A line over time as newspapers draw it."""
    dark = chance.random() < 0.3
    ink, y, points = "#eee" if dark else "#222", 500.0, []
    for x in range(100, 1150, 35):
        y = min(700.0, max(150.0, y + chance.normal(0, 40)))
        points.append(f"{x},{y:.0f}")
    years = "".join(f"<text x={100 + number * 260} y=770 font-size=24 fill='{ink}'>{2000 + number * 6}</text>" for number in range(5))
    levels = "".join(f"<text x=30 y={700 - number * 130} font-size=24 fill='{ink}'>{number * 25}</text><line x1=90 x2=1160 y1={700 - number * 130} y2={700 - number * 130} stroke='{ink}' stroke-opacity='.2'/>" for number in range(5))
    return _svg(f"<g font-family='{chance.choice(FONTS)}'><text x=30 y=60 font-size=38 fill='{ink}'>{words(chance, 5)}</text>{years}{levels}</g><polyline points='{' '.join(points)}' fill=none "
                f"stroke='{colour(chance, 50, 80)}' stroke-width=5 />", "#1a1d22" if dark else "#fff")


def regions(chance: Chance) -> str:
    """A map: areas in shades of one colour, with their names."""
    hue, body = chance.integers(360), ""
    grid = {(x, y): (x * 240 + chance.uniform(-60, 60), y * 200 + chance.uniform(-50, 50)) for x in range(6) for y in range(5)}
    for x in range(5):
        for y in range(4):
            corners = [grid[x, y], grid[x + 1, y], grid[x + 1, y + 1], grid[x, y + 1]]
            body += f"<polygon points='{' '.join(f'{a:.0f},{b:.0f}' for a, b in corners)}' fill='hsl({hue} 55% {chance.integers(35, 90)}%)' stroke='#fff' stroke-width=3 />"
            if chance.random() < 0.5:
                body += f"<text x={x * 240 + 80} y={y * 200 + 110} font-size=22 font-family='Liberation Sans'>{chance.choice(WORDS)}</text>"
    return _svg(body)


def animal(chance: Chance) -> str:
    """A creature of round shapes, as in a picture book."""
    fur, body = colour(chance, 55), ""
    for x, y, wide, high in ((600, 520, 280, 180), (840, 330, 140, 130), (760, 220, 45, 80), (920, 220, 45, 80), (430, 690, 40, 90), (760, 690, 40, 90)):
        body += f"<ellipse cx={x + chance.integers(-20, 20)} cy={y} rx={wide} ry={high} fill='{fur}'/>"
    return _svg(f"<rect y=640 width=1200 height=160 fill='{colour(chance, 40)}'/>{body}<circle cx=800 cy=310 r=14 /><circle cx=890 cy=310 r=14 /><path d='M820,380 Q845,{chance.integers(390, 420)} 870,380' stroke='#000' stroke-width=5 fill=none />", colour(chance, 82))


def icons(chance: Chance) -> str:
    """A sheet of plain signs."""
    body = ""
    for number in range(24):
        x, y, tint = 130 + number % 6 * 185, 130 + number // 6 * 180, colour(chance, 40)
        edges = int(chance.integers(3, 9))
        corners = " ".join(f"{x + 60 * cos(turn * 2 * pi / edges):.0f},{y + 60 * sin(turn * 2 * pi / edges):.0f}" for turn in range(edges))
        body += (f"<polygon points='{corners}' fill='{tint}'/>", f"<circle cx={x} cy={y} r=55 fill=none stroke='{tint}' stroke-width=14 />", f"<path d='M{x - 50},{y} h100 M{x},{y - 50} v100' stroke='{tint}' stroke-width=18 />")[chance.integers(3)]
    return _svg(body)


TEST: dict[str, tuple[Page, ...]] = {
    "screenshot": (calendar, board, player, results, telephone, change, warning, tiles),
    "document": (invoice, menu, newspaper, contents, certificate, memo, doorplate),
    "chart": (network, tree, trend, regions), "drawing": (animal, icons)}

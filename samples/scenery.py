"""The places that the samples show, put together from what `drawing` draws."""

from __future__ import annotations

from math import sin

import numpy as np
from drawing import (
    Colour,
    Layer,
    Scene,
    Sheet,
    blurred,
    broadleaf,
    clouds,
    conifer,
    glints,
    gradient,
    grained,
    house,
    mix,
    ridge,
)
from PIL import Image, ImageFilter

Size = tuple[int, int]

SLATE: Colour = (44, 66, 84)


def _sky(size: Size, *colours: Colour) -> Layer:
    stops = [(index / (len(colours) - 1), colour) for index, colour in enumerate(colours)]
    return Layer(gradient(size, stops).convert("RGBA"))


def _peaks(wide: float, height: int, level: float, seed: int, rock: Colour, haze: Colour, snow: float) -> Image.Image:
    """Draw mountains that are white above `snow`."""
    sheet = Sheet(wide, height)
    outline = ridge(wide, level, 13, seed, jagged=True)
    sheet.land(outline, rock, haze)
    edge = ridge(wide, snow, 2.5, seed + 1, jagged=True)
    cap = [(x, max(y, low)) for (x, y), (_, low) in zip(outline, edge, strict=True)]
    sheet.shape([*outline, *reversed(cap)], (243, 247, 252))
    return sheet.done()


def _river(sheet: Sheet, top: float, begin: float, end: float, near: float, far: Colour, deep: Colour) -> None:
    """Draw a river that winds from the far point (`begin`, `top`) to the viewer, where it is 2 × `near` wide."""
    left, right = [], []
    for step in range(101):
        nearness = step / 100
        y = top + (100 - top) * nearness**1.5
        middle = begin + (end - begin) * nearness + sin(nearness * 8.5) * (3 + 9 * nearness)
        half = 0.5 + near * nearness**1.8
        left.append((middle - half, y))
        right.append((middle + half, y))
    sheet.shaded([*((x - 0.7, y) for x, y in left), *((x + 0.7, y) for x, y in reversed(right))],
                 [(0, (196, 205, 168)), (1, (126, 138, 98))])
    sheet.shaded([*left, *reversed(right)], [(0, far), (1, deep)])


def _firs(sheet: Sheet, ground: list[tuple[float, float]], count: int, seed: int, high: float, colour: Colour) -> None:
    """Set firs along an outline, those that stand higher up first."""
    chance = np.random.default_rng(seed)
    places = sorted((ground[int(index)] for index in chance.integers(0, len(ground), count)), key=lambda place: place[1])
    for x, y in places:
        foot, size = y + chance.uniform(0.4, 2.5), high * chance.uniform(0.75, 1.2)
        conifer(sheet, x, foot, size, mix(colour, SLATE, chance.uniform(0, 0.3)))


def mountains(size: Size) -> Scene:
    """A stream comes down from snowy mountains through meadows; a slow pan to the right."""
    height = size[1]
    wide = size[0] / height * 100
    far = _peaks(wide + 6, height, 38, 11, (122, 140, 166), (196, 210, 220), 37)
    near = Sheet(wide + 12, height)
    outline = ridge(near.wide, 56, 5, 5)
    near.land(outline, (112, 152, 118), (150, 178, 122))
    _firs(near, outline, 70, 3, 6, (58, 104, 84))
    meadow = Sheet(wide + 20, height)
    slope = ridge(meadow.wide, 68, 2.2, 8)
    meadow.land(slope, (140, 180, 96), (86, 136, 66))
    _river(meadow, 66.5, meadow.wide * 0.58, meadow.wide * 0.46, 11, (214, 232, 240), (92, 148, 178))
    glints(meadow, (meadow.wide * 0.44, 92, meadow.wide * 0.56, 99), 14, 4, [(176, 208, 222), (210, 230, 238)])
    for x, y, high in ((14, 84, 20), (23, 88, 26), (8, 92, 30), (150, 82, 19), (161, 86, 25), (174, 91, 30), (186, 86, 22)):
        conifer(meadow, x * meadow.wide / 198, y, high, (46, 96, 72))
    return Scene(size, (
        _sky(size, (104, 164, 214), (176, 212, 236), (232, 240, 240)),
        Layer(clouds(wide + 8, height, 21, 14, 7), 4 * height / 100),
        Layer(far, 5 * height / 100), Layer(near.done(), 11 * height / 100), Layer(meadow.done(), 19 * height / 100),
    ))


def village(size: Size) -> Scene:
    """An arched stone bridge leads over the river to a village; a slow pan to the left."""
    height = size[1]
    wide = size[0] / height * 100
    hills = Sheet(wide + 8, height)
    hills.land(ridge(hills.wide, 46, 7, 31), (142, 172, 150), (178, 200, 160))
    town = Sheet(wide + 14, height)
    water = 72.0
    bank = [(0.0, 60.0), (town.wide * 0.3, 57.0), (town.wide * 0.7, 58.5), (town.wide, 55.0)]
    town.land(bank, (138, 176, 102), (98, 142, 78))
    for x in (7, 26, 98, 168, 183):
        broadleaf(town, x, 66, 20, (84, 136, 74))
    roofs: tuple[Colour, ...] = ((178, 84, 62), (150, 74, 60), (190, 104, 70), (120, 82, 76))
    walls: tuple[Colour, ...] = ((244, 232, 208), (236, 214, 184), (250, 244, 230), (226, 206, 196))
    plots = ((110, 65, 15, 9), (129, 64, 13, 11), (146, 66, 17, 10), (118, 69.5, 16, 10), (160, 69.5, 18, 11))
    for number, (x, y, broad, high) in enumerate(plots):
        house(town, x, y, broad, high, walls[number % 4], roofs[number % 4])
    town.box(138.5, 34, 7, 32, (222, 212, 200))
    town.shape([(137.5, 34), (142, 17), (146.5, 34)], (96, 92, 108))
    town.disc(142, 39.5, 1.7, (250, 248, 236))
    town.line([(142, 39.5), (142, 38.3)], (60, 56, 60), 0.4)
    town.line([(142, 39.5), (142.9, 39.5)], (60, 56, 60), 0.4)
    bridge = Sheet(town.wide, height)
    deck = [(x, 58.5 - 5.5 * sin((x - 26) / 82 * 3.1416)) for x in range(26, 109)]
    bridge.shape([*((float(x), y) for x, y in deck), (114.0, 76.0), (20.0, 76.0)], (172, 160, 146))
    for arch, radius in ((43.0, 9.0), (67.0, 11.5), (91.0, 9.0)):
        bridge.disc(arch, 76, radius + 1.3, (148, 136, 124), radius * 1.05 + 1.3)
        bridge.cut(arch, 76, radius, radius * 1.05)
    bridge.line([(float(x), y) for x, y in deck], (128, 118, 108), 1.5)
    bridge.erase(water)
    town.erase(water)
    town.image.alpha_composite(bridge.image)
    town.mirrored(water, 0.5)
    pool = Sheet(town.wide, height)
    pool.box_shaded(water, [(0, (170, 204, 214)), (1, (74, 128, 150))])
    pool.image.alpha_composite(town.image)
    town = pool
    glints(town, (0, water + 1.5, town.wide, 99), 60, 6, [(196, 222, 228), (150, 192, 204)])
    reeds = Sheet(wide + 24, height)
    chance = np.random.default_rng(9)
    for x in [*chance.uniform(0, 40, 60), *chance.uniform(reeds.wide - 36, reeds.wide, 54)]:
        tall, lean = chance.uniform(8, 19), chance.uniform(-2, 2)
        shade = mix((66, 112, 66), (122, 146, 74), chance.uniform(0, 1))
        reeds.shape([(x - 0.45, 100), (x + lean, 100 - tall), (x + 0.45, 100)], shade)
    return Scene(size, (
        _sky(size, (132, 186, 222), (204, 226, 236), (242, 240, 226)),
        Layer(clouds(wide + 6, height, 7, 16, 6), -4 * height / 100),
        Layer(hills.done(), -6 * height / 100), Layer(town.done(), -12 * height / 100), Layer(reeds.done(), -22 * height / 100),
    ))


def _barge(wide: float, height: int, x: float) -> Image.Image:
    """Draw a barge that carries logs, with its reflection."""
    sheet = Sheet(wide, height)
    water = 66.0
    sheet.shape([(x, 59), (x + 46, 59), (x + 50, 57), (x + 46, water), (x + 3, water)], (92, 56, 50))
    sheet.shape([(x, 59), (x + 46, 59), (x + 50, 57), (x + 49.3, 58.6), (x + 46, 60.6), (x + 0.4, 60.6)], (206, 178, 120))
    sheet.box(x + 3, 49.5, 9.5, 9.5, (232, 222, 200))
    sheet.box(x + 2.2, 48.4, 11, 1.5, (150, 64, 54))
    for place in (4.4, 8.6):
        sheet.box(x + place, 51.6, 2.7, 2.9, (92, 124, 146))
    for row, (begin, end) in enumerate(((16.5, 43.5), (17.5, 41.5), (16.8, 42.6), (19.5, 39.5))):
        y, bark = 57.6 - row * 2.9, mix((146, 102, 66), (96, 64, 44), 0.3 * (row % 3))
        sheet.line([(x + begin, y), (x + end, y)], bark, 2.8)
        sheet.line([(x + begin + 1, y - 0.7), (x + end - 2, y - 0.7)], mix(bark, (240, 210, 160), 0.25), 0.4)
        sheet.disc(x + begin, y, 0.9, bark, 1.4)
        sheet.disc(x + end, y, 0.9, (218, 184, 134), 1.4)
    for post in (22, 36):
        sheet.box(x + post, 46.5, 0.7, 12.5, (84, 70, 62))
    sheet.mirrored(water, 0.4)
    return sheet.done()


def barge(size: Size) -> Scene:
    """A barge with timber glides to the right on the wide river, past poplars and a windmill."""
    height = size[1]
    wide = size[0] / height * 100
    bank = Sheet(wide + 6, height)
    bank.land([(0.0, 55.5), (bank.wide * 0.5, 54.0), (bank.wide, 55.5)], (134, 166, 98), (112, 150, 86))
    for number in range(17):
        x = 4 + number * 6.6 + 2 * sin(number * 2.4)
        tall = 16 + 3 * sin(number * 1.7)
        bank.disc(x, 57 - tall * 0.55, 2.2, mix((92, 132, 80), SLATE, 0.12 * (number % 3)), tall * 0.55)
    mill = bank.wide * 0.8
    tower = [(mill - 5.5, 57), (mill - 3.2, 34), (mill + 3.2, 34), (mill + 5.5, 57)]
    bank.shaded(tower, [(0, (246, 240, 226)), (1, (214, 204, 190))])
    bank.shape([(mill - 4, 34.4), (mill - 2.6, 29.5), (mill + 2.6, 29.5), (mill + 4, 34.4)], (132, 70, 58))
    bank.box(mill - 1.3, 51, 2.6, 6, (108, 68, 52))
    for dx, dy in ((12.5, -8.5), (8.5, 12.5), (-12.5, 8.5), (-8.5, -12.5)):
        side = (-dy * 0.17, dx * 0.17)
        bank.shape([(mill + dx * 0.2, 33 + dy * 0.2), (mill + dx, 33 + dy), (mill + dx + side[0], 33 + dy + side[1]),
                    (mill + dx * 0.2 + side[0], 33 + dy * 0.2 + side[1])], (238, 230, 214))
        bank.line([(mill, 33), (mill + dx, 33 + dy)], (96, 74, 60), 0.6)
    bank.erase(57.0)
    bank.mirrored(57.0, 0.38)
    water = Sheet(wide + 14, height)
    water.box_shaded(57.0, [(0, (190, 214, 218)), (1, (70, 120, 146))])
    light = Sheet(wide + 14, height)
    glints(light, (0, 58.5, light.wide, 99), 110, 12, [(214, 230, 232), (150, 188, 202)])
    return Scene(size, (
        _sky(size, (120, 178, 220), (198, 222, 236), (244, 236, 220)),
        Layer(clouds(wide + 6, height, 15, 17, 6), 3 * height / 100),
        Layer(water.done(), 0.0), Layer(bank.done(), 5 * height / 100), Layer(light.done(), 9 * height / 100),
        Layer(_barge(wide + 42, height, 66), -40 * height / 100),
    ))


def estuary(size: Size) -> Scene:
    """The sun goes down where the river meets the sea; a lighthouse on a rock, and a sailing boat on its way out."""
    height = size[1]
    wide = size[0] / height * 100
    sea = 60.0
    sun = Sheet(wide + 4, height)
    sun.glow(wide * 0.4, 51, 62, (255, 214, 138), 0.85)
    sun.disc(wide * 0.4, 51, 6.5, (255, 240, 200))
    water = Sheet(wide + 6, height)
    water.box_shaded(sea, [(0, (242, 168, 118)), (0.35, (150, 106, 128)), (1, (52, 56, 96))])
    chance = np.random.default_rng(2)
    for number in range(110):
        near = chance.uniform(0, 1)
        x = wide * 0.4 + chance.normal(0, 2 + 8 * near)
        long = 1.2 + 4 * near
        y = sea + 0.8 + 37 * near
        shade = mix((255, 232, 176), (222, 140, 116), near * 0.8 + 0.1 * (number % 2))
        water.shape([(x - long, y), (x, y - 0.35), (x + long, y), (x, y + 0.35)], shade)
    glints(water, (0, sea + 1, water.wide, 99), 70, 14, [(206, 142, 128), (118, 96, 132)])
    boat = Sheet(wide + 20, height)
    x = wide * 0.22 + 14
    boat.shape([(x - 6, 66), (x + 7, 66), (x + 4.6, 69), (x - 4, 69)], (58, 40, 52))
    boat.line([(x, 66), (x, 47)], (58, 40, 52), 0.4)
    boat.shape([(x + 0.5, 47.5), (x + 0.5, 64.6), (x + 8, 64.6)], (250, 226, 196))
    boat.shape([(x - 0.5, 50), (x - 0.5, 64.6), (x - 5.5, 64.6)], (232, 198, 172))
    boat.mirrored(69.0, 0.35)
    shore = Sheet(wide + 12, height)
    begin = shore.wide * 0.6
    rise = ((0, 66.0), (8, 62.5), (19, 57.0), (30, 53.0), (42, 54.0), (58, 48.5))
    land = [*((begin + x, y) for x, y in rise), (shore.wide, 46.0)]
    shore.shaded([*land, (shore.wide, 100.0), (begin + 34, 100.0), (begin + 14, 74.0)], [(0, (74, 58, 82)), (1, (30, 30, 56))])
    tower = begin + 34
    shore.shape([(tower - 4.2, 54), (tower - 2.7, 25), (tower + 2.7, 25), (tower + 4.2, 54)], (244, 226, 216))
    for level in (30.0, 40.0):
        half = 2.7 + (level - 25) / 29 * 1.5
        shore.shape([(tower - half, level), (tower + half, level), (tower + half + 0.25, level + 5),
                     (tower - half - 0.25, level + 5)], (190, 72, 66))
    shore.box(tower - 3.8, 24, 7.6, 1.3, (60, 46, 62))
    shore.box(tower - 2.2, 19.6, 4.4, 4.4, (255, 236, 160))
    shore.shape([(tower - 3, 19.8), (tower, 15.6), (tower + 3, 19.8)], (60, 46, 62))
    shore.glow(tower, 21.8, 15, (255, 240, 180), 0.8)
    return Scene(size, (
        _sky(size, (66, 70, 126), (170, 104, 138), (248, 170, 112), (252, 206, 140)),
        Layer(sun.done(), 2 * height / 100),
        Layer(clouds(wide + 8, height, 33, 24, 5, (244, 178, 160)), 5 * height / 100),
        Layer(water.done(), 4 * height / 100), Layer(boat.done(), -14 * height / 100), Layer(shore.done(), 10 * height / 100),
    ))


def valley(size: Size) -> Image.Image:
    """A lone red-roofed house by a river in a valley, under snowy mountains."""
    height = size[1]
    wide = size[0] / height * 100
    scene = mountains(size)
    front = Sheet(wide, height)
    house(front, wide * 0.2, 80, 15, 8.5, (248, 240, 222), (190, 70, 56))
    broadleaf(front, wide * 0.175, 81, 15, (80, 132, 70))
    return Scene(size, (*scene.layers, Layer(front.done()))).at(0.5)


def lake(size: Size) -> Image.Image:
    """A still lake at dawn between misty ranges, with the grain and the soft distance of a photograph."""
    height = size[1]
    wide = size[0] / height * 100
    shore = 58.0
    sheet = Sheet(wide, height)
    dawn = [(0.0, (96, 122, 164)), (0.3, (186, 180, 190)), (0.55, (250, 214, 180))]
    sheet.image.paste(gradient(sheet.image.size, dawn))
    sheet.glow(wide * 0.62, 47, 48, (255, 236, 200), 0.9)
    sheet.disc(wide * 0.62, 45, 3.2, (255, 250, 232))
    ranges = (
        ((176, 164, 180), 40.0, 10.0, 41), ((138, 138, 160), 46.0, 7.0, 47),
        ((92, 106, 130), 51.0, 5.0, 52), ((52, 72, 90), 55.5, 3.0, 58),
    )
    for depth, (colour, level, rise, seed) in enumerate(ranges):
        layer = Sheet(wide, height)
        outline = ridge(wide, level, rise, seed, jagged=True)
        layer.land(outline, colour, mix(colour, (244, 214, 190), 0.55))
        if depth == len(ranges) - 1:
            _firs(layer, outline, 150, 5, 4.5, (36, 58, 68))
        blur = (3 - depth) * 0.18 * layer.unit
        sheet.image.alpha_composite(blurred(layer.image, ImageFilter.GaussianBlur(blur)))
    edge = round(shore * sheet.unit)
    mirror = sheet.image.crop((0, 0, sheet.image.width, edge)).transpose(Image.Transpose.FLIP_TOP_BOTTOM)
    mirror = mirror.filter(ImageFilter.BoxBlur((0.2 * sheet.unit, 1.1 * sheet.unit)))
    tint = gradient(mirror.size, [(0, (224, 200, 190)), (1, (58, 76, 104))]).convert("RGBA")
    water = Image.blend(mirror, tint, 0.32)
    sheet.image.paste(water.crop((0, 0, water.width, sheet.image.height - edge)), (0, edge))
    glints(sheet, (wide * 0.48, shore + 2, wide * 0.76, 88), 44, 19, [(252, 226, 196), (214, 190, 186)])
    haze = Sheet(wide, height)
    haze.box(0, shore - 2.2, wide, 3.0, (250, 226, 206))
    veil = blurred(haze.image, ImageFilter.GaussianBlur(1.5 * haze.unit))
    veil.putalpha(veil.getchannel("A").point([round(value * 0.6) for value in range(256)]))
    sheet.image.alpha_composite(veil)
    return grained(sheet.done(), 77, 4.0)

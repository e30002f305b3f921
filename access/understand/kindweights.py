from access.model.pictures import PictureKind

BLANK_SPREAD, BLANK_EDGE = 24.0, 5.0
KINDS = (PictureKind.PHOTO, PictureKind.SCREENSHOT, PictureKind.CHART, PictureKind.DOCUMENT, PictureKind.DRAWING)
WEIGHTS = {
    "even": (0.0, 0.0, 0.0, 0.0, 0.0),
    "flat": (0.0, 0.0, 0.0, 0.0, 0.0),
    "noise": (0.0, 0.0, 0.0, 0.0, 0.0),
    "soft": (0.0, 0.0, 0.0, 0.0, 0.0),
    "hard": (0.0, 0.0, 0.0, 0.0, 0.0),
    "crisp": (0.0, 0.0, 0.0, 0.0, 0.0),
    "colours": (0.0, 0.0, 0.0, 0.0, 0.0),
    "ground": (0.0, 0.0, 0.0, 0.0, 0.0),
    "few": (0.0, 0.0, 0.0, 0.0, 0.0),
    "light": (0.0, 0.0, 0.0, 0.0, 0.0),
    "vivid": (0.0, 0.0, 0.0, 0.0, 0.0),
    "coloured": (0.0, 0.0, 0.0, 0.0, 0.0),
    "across": (0.0, 0.0, 0.0, 0.0, 0.0),
    "down": (0.0, 0.0, 0.0, 0.0, 0.0),
    "rules": (0.0, 0.0, 0.0, 0.0, 0.0),
    "square": (0.0, 0.0, 0.0, 0.0, 0.0),
    "edges": (0.0, 0.0, 0.0, 0.0, 0.0),
    "texts": (0.0, 0.0, 0.0, 0.0, 0.0),
    "covered": (0.0, 0.0, 0.0, 0.0, 0.0),
    "explained": (0.0, 0.0, 0.0, 0.0, 0.0),
    "aligned": (0.0, 0.0, 0.0, 0.0, 0.0),
    "wide": (0.0, 0.0, 0.0, 0.0, 0.0),
    "tall": (0.0, 0.0, 0.0, 0.0, 0.0),
    "figures": (0.0, 0.0, 0.0, 0.0, 0.0),
    "spread": (0.0, 0.0, 0.0, 0.0, 0.0),
}
BIAS = (0.0, 0.0, 0.0, 0.0, 0.0)

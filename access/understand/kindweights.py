"""What each measurement is worth for each kind of picture. Written by `bench/picture_kinds.py --fit`, not by hand."""

from __future__ import annotations

from access.model.pictures import PictureKind

BLANK_SPREAD, BLANK_EDGE = 18.0, 4.0
"""A picture without text whose shades, and whose neighbouring shades, lie no further apart is blank."""
KINDS = (PictureKind.PHOTO, PictureKind.SCREENSHOT, PictureKind.CHART, PictureKind.DOCUMENT, PictureKind.DRAWING)
WEIGHTS: dict[str, tuple[float, ...]] = {
    "even": (-2.68, 1.04, 1.00, -1.20, 1.84),
    "flat": (1.62, 0.02, -0.09, 1.29, -2.84),
    "noise": (2.22, -1.37, -0.34, -0.15, -0.37),
    "soft": (1.84, -0.20, -0.34, 0.29, -1.59),
    "hard": (2.48, 0.44, 1.03, -0.92, -3.04),
    "crisp": (-4.03, 0.85, 1.44, -0.22, 1.96),
    "colours": (0.33, 2.67, 1.47, -3.95, -0.52),
    "ground": (-1.47, 1.89, 0.30, -0.55, -0.17),
    "second": (1.81, -3.62, 6.64, -8.14, 3.30),
    "few": (-1.00, -1.71, 1.06, 2.41, -0.76),
    "light": (-1.72, -2.33, 1.93, 0.70, 1.42),
    "vivid": (1.63, -0.94, 0.95, 0.82, -2.47),
    "coloured": (-2.48, -1.89, -0.98, 2.56, 2.78),
    "across": (-1.78, 2.68, -0.64, 0.08, -0.34),
    "down": (0.78, 2.68, 1.95, -3.42, -1.98),
    "rules": (0.09, -3.21, -3.17, 10.71, -4.42),
    "square": (1.48, 0.04, 0.48, 2.77, -4.76),
    "edges": (1.66, -2.89, 0.48, 0.67, 0.09),
    "margin": (0.76, -4.27, 2.36, 3.38, -2.23),
    "texts": (-0.76, 2.34, 1.05, 0.38, -3.00),
    "covered": (-1.95, 0.54, -3.54, 1.01, 3.94),
    "explained": (-1.06, 1.45, -2.29, 2.84, -0.93),
    "aligned": (-0.84, 2.20, 0.47, 0.99, -2.81),
    "wide": (0.12, -0.77, -1.63, 3.66, -1.39),
    "tall": (0.57, -2.10, 0.76, 1.30, -0.53),
    "figures": (-1.09, -0.36, 3.01, -1.49, -0.06),
    "scale": (-0.45, -0.38, 0.23, 1.05, -0.45),
    "length": (-0.35, 0.63, -1.56, 2.94, -1.66),
    "spread": (-0.69, 1.74, 1.46, -1.00, -1.51),
}
BIAS = (4.14, 1.76, -7.66, -7.58, 9.34)

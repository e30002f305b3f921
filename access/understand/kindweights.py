"""What each measurement of a picture is worth for each kind. Written by `bench/picture_kinds.py --fit`: not by hand."""

from __future__ import annotations

from access.model.pictures import PictureKind

BLANK_SPREAD, BLANK_EDGE = 27.0, 4.5
"""A picture without text whose shades, and whose neighbouring shades, lie no further apart is blank."""
KINDS = (PictureKind.PHOTO, PictureKind.SCREENSHOT, PictureKind.CHART, PictureKind.DOCUMENT, PictureKind.DRAWING)
WEIGHTS: dict[str, tuple[float, ...]] = {
    "even": (-2.76, -0.11, 0.87, -0.34, 2.34),
    "flat": (0.99, 0.02, 0.40, 0.10, -1.52),
    "noise": (0.74, -1.49, -0.45, 0.29, 0.91),
    "soft": (3.64, 0.60, -0.55, 0.66, -4.35),
    "hard": (-1.72, -5.13, -0.47, 6.69, 0.64),
    "crisp": (-1.69, 0.56, 0.64, 0.88, -0.39),
    "colours": (-1.79, 1.81, 0.69, -0.28, -0.43),
    "ground": (-2.15, 0.76, 0.01, 0.15, 1.23),
    "few": (-1.23, -1.79, 1.25, 1.49, 0.28),
    "light": (0.23, -1.29, 1.33, 1.14, -1.41),
    "vivid": (1.04, -0.43, 1.44, -1.90, -0.15),
    "coloured": (-0.74, -1.95, -0.15, -0.09, 2.93),
    "across": (-2.26, 2.05, 0.17, -0.35, 0.39),
    "down": (-0.22, -0.87, 1.53, 0.30, -0.74),
    "rules": (2.19, -1.11, -1.05, 4.35, -4.38),
    "square": (0.28, 3.88, -2.24, 0.56, -2.48),
    "edges": (3.18, -1.51, -3.95, 3.47, -1.19),
    "texts": (-1.15, 3.34, 0.43, -0.42, -2.21),
    "covered": (-1.93, 3.12, -6.24, 6.37, -1.32),
    "explained": (-1.35, 1.37, -1.89, 3.36, -1.49),
    "aligned": (-1.10, 2.22, -0.31, 1.68, -2.49),
    "wide": (1.05, -3.91, -0.94, 4.54, -0.74),
    "tall": (0.62, -2.66, 1.17, 1.21, -0.34),
    "figures": (-1.07, -3.50, 4.78, 1.26, -1.47),
    "spread": (-0.91, 1.92, 2.54, -1.52, -2.03),
}
BIAS = (5.30, -2.12, -2.79, -6.70, 6.30)

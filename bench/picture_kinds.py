"""Fit how the kind of a picture is told, and measure it on pictures that were not fitted on.

    PYTHONPATH=samples:bench python bench/picture_kinds.py [--count 60] [--fit] [--film FILE]... [--keep FOLDER]

Makes both parts of the set (`kind_material`), reads them with the OCR of the plain install (once each: the boxes are
fractions, and serve every form of a picture), and prints the confusion matrix of the part that is tested on, and the accuracy
for each form. `--film` takes frames of a film for further photographs to test on. `--fit` fits the weights on the other part
and writes them to `access/understand/kindweights.py`. Chromium and the packages named in `kind_material` must be there.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
from kind_material import FORMS, forms, samples
from PIL import Image

from access.config import ReadOptions
from access.engines.ocr.rapidocr import RapidOcr
from access.model.findings import TextBox
from access.model.media import Frame
from access.model.pictures import PictureKind
from access.understand import kindweights
from access.understand.kindfeatures import Features, measured
from access.understand.picturekind import almost_nothing, decided, emptiness, why
from access.understand.read import read_picture

KINDS = (PictureKind.PHOTO, PictureKind.SCREENSHOT, PictureKind.CHART, PictureKind.DOCUMENT, PictureKind.DRAWING)
"""What is told apart by points; blank is told before, by two bounds."""
SHRINK = 0.6
"""How strongly weights are held small: fitted on few sources, they should lean on no single measurement."""
ROUNDS = 4000

Matrix = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Measured:
    kind: PictureKind
    source: str
    form: str
    features: Features
    boxes: int
    spread: float
    edge: float
    """Of what is there besides text."""


def part(fit: bool, count: int, folder: Path, films: tuple[Path, ...]) -> list[Measured]:
    """Make a part of the set in `folder`, unless it is there, and measure it."""
    there = folder / ("fit" if fit else "test")
    told = there / "told.json"
    if not told.is_file():
        there.mkdir(parents=True, exist_ok=True)
        reader, rows = RapidOcr(), []
        for number, sample in enumerate(samples(fit, count, films)):
            path = there / f"{number:04}.png"
            sample.image.save(path, compress_level=1)
            boxes = read_picture(Frame(path, *sample.image.size), reader, ReadOptions())
            rows.append(
                [
                    path.name,
                    sample.kind,
                    sample.source,
                    [[box.text, box.left, box.top, box.width, box.height, box.score] for box in boxes],
                ]
            )
            print(f"\r{number} {sample.kind} {sample.source}        ", end="", file=sys.stderr)
        told.write_text(json.dumps(rows), "utf-8")
    found: list[Measured] = []
    for number, (name, kind, source, boxes) in enumerate(json.loads(told.read_text("utf-8"))):
        with Image.open(there / name) as image:
            read = [TextBox(*box) for box in boxes]
            for form, one in forms(image.convert("RGB"), number).items():
                found.append(Measured(PictureKind(kind), source, form, measured(one, read), len(read), *emptiness(one, read)))
    return found


# --- fitting -------------------------------------------------------------------------------------------------------


def fitted(rows: Iterable[Measured]) -> tuple[Matrix, Matrix]:
    """Return weights (measurement × kind) and biases: a regression whose every source counts the same."""
    rows = [row for row in rows if row.kind in KINDS]
    values = np.array([row.features.values for row in rows])
    wanted = np.eye(len(KINDS))[[KINDS.index(row.kind) for row in rows]]
    sources = Counter((row.kind, row.source) for row in rows)
    kinds = Counter(kind for kind, _ in sources)
    share = np.array([1 / sources[row.kind, row.source] / kinds[row.kind] for row in rows])
    share /= share.sum()
    middle, scale = values.mean(axis=0), values.std(axis=0) + 1e-6
    known = (values - middle) / scale
    weights, bias = np.zeros((known.shape[1], len(KINDS))), np.zeros(len(KINDS))
    for _ in range(ROUNDS):
        points = known @ weights + bias
        shares = np.exp(points - points.max(axis=1, keepdims=True))
        shares /= shares.sum(axis=1, keepdims=True)
        wrong = (shares - wanted) * share[:, None]
        weights -= 0.5 * (known.T @ wrong + SHRINK * 0.01 * weights)
        bias -= 0.5 * wrong.sum(axis=0)
    plain = weights / scale[:, None]
    return plain, bias - middle @ plain


def blank_bounds(rows: Iterable[Measured]) -> tuple[float, float]:
    """Return bounds that lie midway between what is blank and the emptiest of what is not, and leave no blank one out."""
    rows = list(rows)
    blank = [row for row in rows if row.kind is PictureKind.BLANK]
    others = [row for row in rows if row.kind not in (PictureKind.BLANK, PictureKind.DOCUMENT)]
    spread, edge = (max(getattr(row, name) for row in blank) for name in ("spread", "edge"))
    near = min((max(row.spread / spread, row.edge / edge) for row in others), default=2.0)
    room = min(1.5, max(1.0, (1 + near) / 2))
    return round(spread * room, 1), round(edge * room, 1)


def write(weights: Matrix, bias: Matrix, spread: float, edge: float) -> None:
    names = Features.names()
    table = "".join(
        f'    "{name}": ({", ".join(f"{value:.2f}" for value in row)}),\n' for name, row in zip(names, weights, strict=True)
    )
    Path(kindweights.__file__).write_text(
        '"""What each measurement is worth for each kind of picture. Written by `bench/picture_kinds.py --fit`, not by hand."""'
        "\n\n"
        "from __future__ import annotations\n\nfrom access.model.pictures import PictureKind\n\n"
        f"BLANK_SPREAD, BLANK_EDGE = {spread}, {edge}\n"
        '"""A picture without text whose shades, and whose neighbouring shades, lie no further apart is blank."""\n'
        f"KINDS = ({', '.join(f'PictureKind.{kind.name}' for kind in KINDS)})\n"
        f"WEIGHTS: dict[str, tuple[float, ...]] = {{\n{table}}}\n"
        f"BIAS = ({', '.join(f'{value:.2f}' for value in bias)})\n",
        "utf-8",
    )


# --- testing -------------------------------------------------------------------------------------------------------


def tell(rows: list[Measured], wrong_ones: bool) -> None:
    names = [*KINDS, PictureKind.BLANK]
    counts: Counter[tuple[PictureKind, PictureKind]] = Counter()
    right: defaultdict[str, list[bool]] = defaultdict(list)
    sure: list[tuple[float, bool]] = []
    missed: Counter[str] = Counter()
    for row in rows:
        empty = almost_nothing(row.boxes, row.spread, row.edge)
        guess = decided(row.features)
        kind = (empty or guess).kind
        counts[row.kind, kind] += 1
        right[row.form].append(kind is row.kind)
        if not empty:
            sure.append((guess.confidence, kind is row.kind))
        if kind is not row.kind:
            because = "emptiness" if empty else ", ".join(why(row.features, kind))
            missed[f"{row.kind}: {row.source} taken for {kind} by {because}"] += 1
    print("| is \\ taken for | " + " | ".join(names) + " | right |\n|---|" + "---:|" * (len(names) + 1))
    for name in names:
        line = [counts[name, other] for other in names]
        print(
            f"| {name} | "
            + " | ".join(str(count) for count in line)
            + f" | {100 * counts[name, name] / max(1, sum(line)):.1f}% |"
        )
    every = [one for form in right.values() for one in form]
    print(
        f"\n{len(every)} pictures, {len({(row.kind, row.source) for row in rows})} sources; "
        f"right: {100 * np.mean(every):.1f}%. "
        + ", ".join(f"{form}: {100 * np.mean(right[form]):.1f}%" for form in FORMS if form in right)
        + "."
    )
    for low, high in ((0.0, 0.3), (0.3, 0.6), (0.6, 0.9), (0.9, 1.01)):
        inside = [good for confidence, good in sure if low <= confidence < high]
        if inside:
            print(f"Confidence {low:.1f} to {min(high, 1.0):.1f}: {len(inside)} pictures, {100 * np.mean(inside):.0f}% right.")
    if wrong_ones:
        for text, count in missed.most_common(60):
            print(f"{count:4} {text}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--count", type=int, default=60)
    parser.add_argument("--fit", action="store_true")
    parser.add_argument("--film", type=Path, action="append", default=[])
    parser.add_argument("--keep", type=Path, default=Path("/tmp/picture-kinds"))
    parser.add_argument("--wrong", action="store_true", help="list what is told wrongly")
    asked = parser.parse_args()
    if asked.fit:
        rows = part(True, asked.count, asked.keep, ())
        weights, bias = fitted(rows)
        write(weights, bias, *blank_bounds(rows))
        print("Written. Run it again without --fit to measure.")
        return
    print("Fitted on:\n")
    tell(part(True, asked.count, asked.keep, ()), False)
    print("\nTested on:\n")
    tell(part(False, asked.count, asked.keep, tuple(asked.film)), asked.wrong)


if __name__ == "__main__":
    main()

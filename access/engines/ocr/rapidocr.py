"""RapidOCR: the PP-OCR detector and recogniser on onnxruntime, their models inside the wheel. Reads printed text well."""

from __future__ import annotations

import importlib.util
import os
from collections.abc import Iterable
from importlib.metadata import version
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from PIL import Image

from access.engines.base import Engine, EngineKind, Readiness
from access.errors import EngineFailed
from access.files import printable
from access.model.findings import TextBox
from access.model.media import Frame
from access.model.script import EngineIdentity, Tier

_LICENCE = "Apache-2.0 (PP-OCR models)"
_LEAST_SCORE = 0.5
"""What scores less is a guess."""
_WELL_READ = 0.8
"""What scores less may stand on its head. The classifier of directions that comes with the models is not asked: it takes words
like `Quit`, and now and then a line of small print, for such text; the scores of reading both ways tell better."""
_UPRIGHT = 1.5
"""The recogniser lays down what is so much taller than wide."""
_MAX_THREADS = 4
"""More gain little on one picture, and take the cores from the engines that run beside."""


class RapidOcr:
    def __init__(self) -> None:
        self._reader: Any = None
        self.identity = EngineIdentity(
            name="rapidocr", version=version("rapidocr"), tier=Tier.STANDARD, licence=_LICENCE, model="PP-OCR, of the wheel")

    def read(self, frame: Frame) -> tuple[TextBox, ...]:
        reader = self._loaded()
        try:
            with Image.open(frame.path) as image:
                pixels = np.asarray(image.convert("RGB"))[:, :, ::-1]
            # It wants blue first, and OpenCV refuses the negative strides of a reversed view.
            pixels = np.ascontiguousarray(pixels)
            found = reader(pixels, use_det=True, use_cls=False, use_rec=True, text_score=0.0)
            lines = [] if found.boxes is None else [
                self._turned(pixels, text, corners, score)
                for text, corners, score in zip(found.txts or (), found.boxes, found.scores or (), strict=False)]
        except Exception as error:  # what an inference session raises is a class of its own in each release
            raise EngineFailed(f"rapidocr could not read {printable(frame.path.name)}: {printable(error)[:300]}.") from error
        height, width = pixels.shape[:2]
        boxes = (_box(text, corners, score, width, height) for text, corners, score in lines)
        return in_reading_order(box for box in boxes if box.text and box.score >= _LEAST_SCORE)

    def _turned(self, pixels: npt.NDArray[np.uint8], text: str, corners: Any, score: float) -> tuple[str, Any, float]:
        """Return a line as it reads best: as it stands, or, where that reads badly, the other way up."""
        line = _cut(pixels, corners)
        if score >= _WELL_READ or not line.size:
            return text, corners, score
        # What stands upright was read from below, bottom to top being up.
        turned = np.rot90(line, -1 if line.shape[0] >= _UPRIGHT * line.shape[1] else 2)
        other = self._loaded()(np.ascontiguousarray(turned), use_det=False, use_cls=False, use_rec=True)
        if not other.txts or other.scores[0] <= score:
            return text, corners, score
        return other.txts[0], corners, other.scores[0]

    def close(self) -> None:
        self._reader = None

    def _loaded(self) -> Any:
        if self._reader is None:
            from rapidocr import RapidOCR

            self._reader = RapidOCR(params={
                "Global.log_level": "critical",
                "EngineConfig.onnxruntime.intra_op_num_threads": max(1, min(_MAX_THREADS, os.cpu_count() or 1)),
                "EngineConfig.onnxruntime.inter_op_num_threads": 1,
            })
        return self._reader


def in_reading_order(boxes: Iterable[TextBox]) -> tuple[TextBox, ...]:
    """Return the boxes row by row, left to right within a row.

    A box belongs to the row above where its middle lies within the height of that row's first box.
    """
    rows: list[list[TextBox]] = []
    for box in sorted(boxes, key=lambda box: (box.top + box.height / 2, box.left)):
        first = rows[-1][0] if rows else None
        if first is not None and box.top + box.height / 2 < first.top + first.height:
            rows[-1].append(box)
        else:
            rows.append([box])
    return tuple(box for row in rows for box in sorted(row, key=lambda box: box.left))


def _cut(pixels: npt.NDArray[np.uint8], corners: Any) -> npt.NDArray[np.uint8]:
    """Return the upright rectangle around a quadrilateral."""
    across, down = np.asarray(corners, dtype=float)[:, 0], np.asarray(corners, dtype=float)[:, 1]
    left, top = max(0, int(across.min())), max(0, int(down.min()))
    return pixels[top:int(np.ceil(down.max())), left:int(np.ceil(across.max()))]


def _box(text: str, corners: Any, score: float, width: int, height: int) -> TextBox:
    """Return the upright rectangle around a quadrilateral of pixels, inside the picture."""
    across = np.clip(np.asarray(corners, dtype=float)[:, 0] / width, 0, 1)
    down = np.clip(np.asarray(corners, dtype=float)[:, 1] / height, 0, 1)
    return TextBox(
        text=" ".join(text.split()), left=float(across.min()), top=float(down.min()), width=float(np.ptp(across)),
        height=float(np.ptp(down)), score=min(1.0, max(0.0, float(score))))


class RapidOcrFactory:
    name = "rapidocr"
    kind = EngineKind.OCR
    tier = Tier.STANDARD
    licence = _LICENCE
    remote = False

    def readiness(self, model: str) -> Readiness:
        found = importlib.util.find_spec("rapidocr")
        if found is None:
            return Readiness(False, "The package rapidocr is not installed.", "pip install rapidocr")
        if model:
            return Readiness(False, f"It has no model `{printable(model)}`: its own come inside its wheel.")
        if not any(True for folder in found.submodule_search_locations or () for _ in Path(folder, "models").glob("*.onnx")):
            return Readiness(False, "The models of its wheel are missing.", "pip install --force-reinstall rapidocr")
        return Readiness(True, "Its models come inside its wheel.")

    def open(self, model: str, offline: bool) -> Engine:
        return RapidOcr()


factory = RapidOcrFactory()

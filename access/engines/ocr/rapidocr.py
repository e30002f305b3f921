"""RapidOCR: the PP-OCR detector and recogniser on onnxruntime, their models inside the wheel. Reads printed text well."""

from __future__ import annotations

import importlib.util
import os
from collections.abc import Iterable
from importlib.metadata import version
from pathlib import Path
from typing import Any

import numpy as np
from PIL import Image

from access.engines.base import Engine, EngineKind, Readiness
from access.errors import EngineFailed
from access.files import printable
from access.model.findings import TextBox
from access.model.media import Frame
from access.model.script import EngineIdentity, Tier

_LICENCE = "Apache-2.0 (PP-OCR models)"
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
            found = reader(np.ascontiguousarray(pixels))
        except Exception as error:  # what an inference session raises is a class of its own in each release
            raise EngineFailed(f"rapidocr could not read {printable(frame.path.name)}: {printable(error)[:300]}.") from error
        if found.boxes is None or not found.txts:
            return ()
        height, width = pixels.shape[:2]
        boxes = (
            _box(text, corners, score, width, height)
            for text, corners, score in zip(found.txts, found.boxes, found.scores, strict=True)
        )
        return in_reading_order(box for box in boxes if box.text)

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

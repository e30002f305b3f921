"""Measure what a thousand pictures cost beyond decoding them and reading their text: in one process, and as the command.

    python bench/pictures.py [--pictures 1000] [--ocr canned|real|none] [--profile] [--command] [--keep FOLDER]

Makes pictures of 1 MP that all differ: like photographs, one in five with words on it, one in ten with an alternative text of
its author, one in ten a PNG or a WebP. In one process they go the way that a worker sends them, first with nothing
known, then again with everything in the cache. Decoding and OCR are wrapped and counted apart; `canned` gives the words that
are known to stand there, in no time, and leaves all the rest as it is. `--command` runs `access run` on the same pictures
twice, with an OCR engine that reads nothing. Prints Markdown tables.
"""

from __future__ import annotations

import argparse
import cProfile
import json
import os
import platform
import pstats
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any
from unittest import mock

import numpy as np
from PIL import Image, ImageDraw, ImageFont

from access.config import Settings
from access.engines.ocr.rapidocr import RapidOcr
from access.files import write_bytes
from access.intake.identify import identify
from access.mediafile import pictures
from access.model.findings import TextBox
from access.model.media import Frame
from access.pipeline import Workshop

SIZE = (1152, 864)
SOURCES = 8
WORDS = (
    "Harbour",
    "Timetable",
    "Winter",
    "Sale",
    "Platform",
    "Museum",
    "Open",
    "Closed",
    "North",
    "Garden",
    "Station",
    "Ferry",
)
XMP = (
    '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
    '<rdf:Description rdf:about="" xmlns:c="http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/"><c:AltTextAccessibility><rdf:Alt>'
    '<rdf:li xml:lang="x-default">{0}</rdf:li><rdf:li xml:lang="en">{0}</rdf:li></rdf:Alt></c:AltTextAccessibility>'
    "</rdf:Description></rdf:RDF></x:xmpmeta>"
)


# --- the pictures --------------------------------------------------------------------------------------------------


def make(folder: Path, count: int, seed: int = 5) -> dict[str, tuple[TextBox, ...]]:
    """Make `count` pictures in `folder`, and return what stands written in each, by its name."""
    chance = np.random.default_rng(seed)
    sources = [_photo_like(np.random.default_rng(seed + number)) for number in range(SOURCES)]
    font = ImageFont.load_default(64)
    written: dict[str, tuple[TextBox, ...]] = {}
    for number in range(count):
        source = sources[number % SOURCES]
        left, top = (int(chance.integers(0, have - want)) for have, want in zip(source.size, SIZE, strict=True))
        image = source.crop((left, top, left + SIZE[0], top + SIZE[1]))
        image = image.transpose(Image.Transpose.FLIP_LEFT_RIGHT) if chance.random() < 0.5 else image
        lines = [" ".join(chance.choice(WORDS, 3)) for _ in range(2)] if number % 5 == 0 else []
        ending = {3: "png", 8: "webp"}.get(number % 20, "jpg")
        name = f"picture{number:04}.{ending}"
        written[name] = tuple(_write(image, font, row, line) for row, line in enumerate(lines))
        alt = f"A view of the {WORDS[number % len(WORDS)].lower()} on day {number} of the year."
        said: dict[str, Any] = {"xmp": XMP.format(alt).encode()} if number % 10 == 1 and ending != "png" else {}
        how: dict[str, dict[str, Any]] = {
            "png": {"compress_level": 1},
            "jpg": {"quality": 88},
            "webp": {"quality": 80, "method": 0},
        }
        image.save(folder / name, **how[ending], **said)
    return written


def _photo_like(chance: np.random.Generator) -> Image.Image:
    """Return soft shapes of every size in a few colours, with the noise of a sensor."""
    wide, high = SIZE[0] + 400, SIZE[1] + 400
    total = np.zeros((high, wide, 3), dtype=np.float32)
    for cells, weight in ((3, 1.0), (9, 0.6), (40, 0.3), (160, 0.15)):
        grid = chance.uniform(-1, 1, (cells, cells, 3)).astype(np.float32)
        layers = [Image.fromarray(grid[:, :, channel]).resize((wide, high), Image.Resampling.BICUBIC) for channel in range(3)]
        total += weight * np.stack([np.asarray(layer) for layer in layers], axis=2)
    noise = chance.normal(0, 5, (high, wide, 3)).astype(np.float32)
    return Image.fromarray(np.clip(chance.uniform(90, 160) + 70 * total + noise, 0, 255).astype(np.uint8))


def _write(image: Image.Image, font: Any, row: int, line: str) -> TextBox:
    pen, at = ImageDraw.Draw(image), (80, 560 + 110 * row)
    left, top, right, bottom = pen.textbbox(at, line, font=font)
    pen.rectangle((left - 16, top - 12, right + 16, bottom + 12), fill=(250, 250, 246))
    pen.text(at, line, fill=(20, 24, 40), font=font)
    wide, high = SIZE
    return TextBox(line, left / wide, top / high, (right - left) / wide, (bottom - top) / high, 0.99)


# --- in one process ------------------------------------------------------------------------------------------------


@dataclass
class Clocks:
    """Seconds inside what is counted apart, of the wall and of the processor; one inside another is counted once."""

    wall: dict[str, float] = field(default_factory=dict)
    cpu: dict[str, float] = field(default_factory=dict)
    _inside: int = 0

    def around(self, name: str, work: Callable[..., Any]) -> Callable[..., Any]:
        def timed(*given: Any, **named: Any) -> Any:
            began, cpu = time.perf_counter(), time.process_time()
            self._inside += 1
            try:
                return work(*given, **named)
            finally:
                self._inside -= 1
                if not self._inside:
                    self.wall[name] = self.wall.get(name, 0.0) + time.perf_counter() - began
                    self.cpu[name] = self.cpu.get(name, 0.0) + time.process_time() - cpu

        return timed


@contextmanager
def _counted(clocks: Clocks, ocr: str, known: Callable[[], tuple[TextBox, ...]]) -> Iterator[None]:
    def canned(engine: RapidOcr, frame: Frame) -> tuple[TextBox, ...]:
        return known()

    reader = RapidOcr.read if ocr == "real" else canned
    with (
        mock.patch.object(RapidOcr, "read", clocks.around("OCR", reader)),
        mock.patch.object(pictures, "_decoded", clocks.around("decoding", pictures._decoded)),
    ):
        yield


@dataclass
class Run:
    wall: float
    cpu: float
    """Seconds."""
    clocks: Clocks
    memory: dict[int, float]
    """MiB held after so many pictures."""


def in_process(
    folder: Path, out: Path, state: Path, settings: Settings, written: dict[str, tuple[TextBox, ...]], ocr: str
) -> Run:
    clocks, memory = Clocks(), {}
    now = ""
    with _counted(clocks, ocr, lambda: written[now]):
        workshop = Workshop(settings, state)
        began, cpu = time.perf_counter(), time.process_time()
        for number, now in enumerate(sorted(written), start=1):
            workshop.process(identify(folder / now, Path(now), settings.limits), out)
            if number in (100, len(written)):
                memory[number] = _memory()
        run = Run(time.perf_counter() - began, time.process_time() - cpu, clocks, memory)
        workshop.close()
    return run


def _memory() -> float:
    return int(Path("/proc/self/statm").read_text("ascii").split()[1]) * resource.getpagesize() / 2**20


def _table(runs: dict[str, Run], count: int) -> None:
    print("| ms a picture | all | OCR | decoding | the rest | of it the processor | MiB held after 100 | after all |")
    print("|---|---:|---:|---:|---:|---:|---:|---:|")
    for name, run in runs.items():
        apart = [1000 * run.clocks.wall.get(what, 0.0) / count for what in ("OCR", "decoding")]
        whole, rest = 1000 * run.wall / count, 1000 * run.wall / count - sum(apart)
        cpu = 1000 * (run.cpu - sum(run.clocks.cpu.values())) / count
        print(
            f"| {name} | {whole:.1f} | {apart[0]:.1f} | {apart[1]:.1f} | {rest:.1f} | {cpu:.1f} "
            f"| {run.memory.get(100, 0):.0f} | {run.memory[count]:.0f} |"
        )


# --- the command ---------------------------------------------------------------------------------------------------


def command(folder: Path, out: Path, state: Path, workers: int) -> tuple[float, float]:
    """Return the wall seconds of a run, and the CPU seconds of it and all that it started."""
    environment = os.environ | {"ACCESS_ENGINES__OCR": "null-ocr"}
    before, began = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    subprocess.run(
        [sys.executable, "-m", "access", "run", str(folder), "--out", str(out), "--state", str(state), "--jobs", str(workers)],
        check=True,
        env=environment,
        stdout=subprocess.DEVNULL,
    )
    wall, after = time.perf_counter() - began, resource.getrusage(resource.RUSAGE_CHILDREN)
    return wall, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def _speed_of_disk(folder: Path) -> float:
    """Return what one file put in place whole, and safe from a loss of power, costs here, in ms."""
    began = time.perf_counter()
    for number in range(100):
        write_bytes(folder / f"probe{number}", b"x" * 4000)
    return (time.perf_counter() - began) * 10


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pictures", type=int, default=1000)
    parser.add_argument("--ocr", choices=("canned", "real", "none"), default="canned")
    parser.add_argument("--profile", action="store_true")
    parser.add_argument("--command", action="store_true")
    parser.add_argument("--keep", type=Path, help="make the pictures here, or take those that are here")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="pictures-") as scratch:
        room = Path(scratch)
        folder = asked.keep or room / "in"
        written = _there(folder, asked.pictures)
        if asked.ocr == "none":
            written = dict.fromkeys(written, ())
        size = sum(file.stat().st_size for file in folder.iterdir() if file.name in written)
        print(
            f"{date.today()}, {platform.machine()}, {len(os.sched_getaffinity(0))} cores, Python {platform.python_version()}; "
            f"{len(written)} pictures of {SIZE[0]}×{SIZE[1]}, {size / 1e6:.0f} MB; a file put in place whole costs "
            f"{_speed_of_disk(room):.2f} ms here\n"
        )
        settings = Settings()
        runs: dict[str, Run] = {}
        for name in ("first run", "second run, all cached"):
            profile = cProfile.Profile(time.process_time) if asked.profile else None
            if profile:
                profile.enable()
            runs[name] = in_process(folder, room / "out", room / "state", settings, written, asked.ocr)
            if profile:
                profile.disable()
                pstats.Stats(profile).sort_stats("cumulative").print_stats(70)
        _table(runs, len(written))
        held = sum(file.stat().st_size for file in (room / "state").rglob("*") if file.is_file())
        print(f"\nThe cache holds {held / len(written) / 1024:.1f} KiB a picture.")
        if asked.command:
            print("\n| `access run`, no OCR | wall, ms a picture | CPU, ms a picture |\n|---|---:|---:|")
            shutil.rmtree(room / "out")
            for workers in (1, 2):
                for name in ("first run", "second run, all cached"):
                    wall, cpu = command(folder, room / f"out{workers}", room / f"state{workers}", workers)
                    print(
                        f"| {workers} worker{'s' * (workers > 1)}, {name} | {1000 * wall / len(written):.1f} "
                        f"| {1000 * cpu / len(written):.1f} |"
                    )


def _there(folder: Path, count: int) -> dict[str, tuple[TextBox, ...]]:
    """Make the pictures, or take those that were made before."""
    told = folder / ".written.json"
    if told.is_file():
        rows = json.loads(told.read_text("utf-8"))
        return {name: tuple(TextBox(*box) for box in boxes) for name, boxes in list(rows.items())[:count]}
    folder.mkdir(parents=True, exist_ok=True)
    written = make(folder, count)
    told.write_text(
        json.dumps(
            {
                name: [[box.text, box.left, box.top, box.width, box.height, box.score] for box in boxes]
                for name, boxes in written.items()
            }
        ),
        "utf-8",
    )
    return written


if __name__ == "__main__":
    main()

"""Measure a first and a second run: seconds a step for each file, start-up of the command, peak memory.

    python bench/stages.py samples ../shared/media/mammals.mp4

Every file is run with a state folder of its own, so the first run is cold and the second all cached. Prints Markdown tables.
"""

from __future__ import annotations

import json
import os
import platform
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from access.intake.identify import media_files

START_RUNS = 7


def main(paths: list[Path]) -> None:
    print(f"{date.today()}, {platform.machine()}, {_cores()} cores, Python {platform.python_version()}\n")
    print("| file | step | first run, s | second run, s |\n|---|---|---:|---:|")
    for root in paths:
        for file in media_files(root.absolute(), ()):
            _measure(file)
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    print(f"\nPeak memory of the largest process of all runs: {peak:.0f} MiB.")
    for command in (["--help"], ["status"]):
        times = sorted(_timed([sys.executable, "-m", "access", *command]) for _ in range(START_RUNS))
        print(f"`access {' '.join(command)}`: median {statistics.median(times):.2f} s of {START_RUNS} "
              f"({times[0]:.2f} to {times[-1]:.2f}).")


def _measure(file: Path) -> None:
    with tempfile.TemporaryDirectory() as folder:
        runs = [_run(file, Path(folder)) for _ in range(2)]
    (first, wall_1), (second, wall_2) = runs
    for step, seconds in first.items():
        print(f"| {file.name} | {step} | {seconds:.2f} | {second.get(step, 0):.2f} |")
    print(f"| **{file.name}** | whole command | **{wall_1:.2f}** | **{wall_2:.2f}** |")


def _run(file: Path, folder: Path) -> tuple[dict[str, float], float]:
    """Return the seconds of each step, as the manifest tells, and of the whole command."""
    out, state = folder / "out", folder / "state"
    wall = _timed([sys.executable, "-m", "access", "run", str(file), "--out", str(out), "--state", str(state)])
    manifest = json.loads(next(out.rglob("*.access.json")).read_text("utf-8"))
    return dict(_steps(manifest)), wall


def _steps(manifest: dict[str, list[dict[str, str]]]) -> Iterator[tuple[str, float]]:
    for step in manifest["steps"]:
        yield str(step["name"]), float(step["seconds"])


def _timed(command: list[str]) -> float:
    began = time.perf_counter()
    subprocess.run(command, check=True, capture_output=True)
    return time.perf_counter() - began


def _cores() -> int:
    return len(os.sched_getaffinity(0))


if __name__ == "__main__":
    main([Path(argument) for argument in sys.argv[1:]])

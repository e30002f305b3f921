"""Measure the peak memory of a caption run on ten minutes and on four hours of made speech.

    python tests/whisper_checkpoint.py micro /tmp/micro
    PYTHONPATH=tests python bench/long_sound.py faster-whisper:/tmp/micro/ct2 [hours]

Each run is a process of its own; its own peak is what is measured.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from whispers import OURS, made_speech

SHORT_S = 600


def main(engine: str, hours: float) -> None:
    print("| made speech | s | peak memory, MiB |\n|---|---:|---:|")
    with tempfile.TemporaryDirectory() as scratch:
        for seconds in (SHORT_S, hours * 3600):
            sound = made_speech(Path(scratch) / f"{seconds:.0f}.wav", seconds)
            began = time.perf_counter()
            peak = _peak_mib([sys.executable, "-c", OURS, engine, str(Path(scratch) / f"out{seconds:.0f}"), str(sound)])
            print(f"| {seconds / 60:.0f} minutes | {time.perf_counter() - began:.0f} | {peak:.0f} |", flush=True)


def _peak_mib(command: list[str]) -> float:
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    if status:
        raise SystemExit(f"the run failed: {status}")
    return usage.ru_maxrss / 1024


if __name__ == "__main__":
    main(sys.argv[1], float(sys.argv[2]) if len(sys.argv) > 2 else 4)

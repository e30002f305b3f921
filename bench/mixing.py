"""Measure mixing: how many times faster than the film plays, and the peak memory of the process and its children.

    python bench/mixing.py [minutes …]

Made films of 10 and 120 minutes (or as told): tiny pictures, stereo at 48 kHz with a swing like speech, a description every
30 s. Each is mixed in a process of its own; memory is the proportional share of all its processes, looked at 20 times a
second. Prints a Markdown table.
"""

from __future__ import annotations

import contextlib
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from access.config import LimitOptions, MixOptions
from access.engines.voice.espeak import EspeakVoice
from access.mediafile import ffmpeg_program
from access.model.media import Asset, MediaKind
from access.model.script import Description
from access.model.time import Span
from access.narrate.mix import mix

UNIT_S = 600
EVERY_S = 30
TEXT = "A woman in a red coat walks along the harbour wall and looks out to sea."
LOOK_S = 0.05


def main(lengths: list[int]) -> None:
    print(f"{len(os.sched_getaffinity(0))} cores\n")
    print("| film | mixed in, s | × real time | CPU, s | peak memory, MB |\n|---|---:|---:|---:|---:|")
    with tempfile.TemporaryDirectory() as folder:
        unit = _unit(Path(folder))
        peaks = []
        for minutes in lengths:
            film = _film(unit, minutes)
            wall, cpu, peak = _measured([sys.executable, __file__, "--mix", str(film), str(minutes)])
            peaks.append(peak)
            print(f"| {minutes} minutes | {wall:.1f} | {minutes * 60 / wall:.0f} | {cpu:.1f} | {peak:.0f} |", flush=True)
    print(f"\nPeak memory, longest against shortest: {peaks[-1] - peaks[0]:+.0f} MB.")


def _unit(folder: Path) -> Path:
    """Make ten minutes: noise in the rhythm of syllables and sentences under a murmur, each on its own side."""
    path = folder / "unit.mp4"
    rhythm = "(0.2+0.8*abs(sin(2*PI*1.9*t)))*gt(sin(2*PI*0.23*t),-0.6)"
    _ffmpeg(
        "-f", "lavfi", "-i", f"testsrc2=size=160x90:rate=5:duration={UNIT_S}",
        "-f", "lavfi", "-i", f"anoisesrc=color=pink:sample_rate=48000:duration={UNIT_S}:amplitude=0.5:seed=1",
        "-f", "lavfi", "-i", f"anoisesrc=color=brown:sample_rate=48000:duration={UNIT_S}:amplitude=0.3:seed=2",
        "-filter_complex",
        f"[1]lowpass=5000,volume='{rhythm}':eval=frame[a];[a][2]amerge,pan=stereo|c0=c0+.3*c1|c1=.8*c0+.4*c1",
        "-c:v", "libx264", "-preset", "ultrafast", "-c:a", "aac", "-b:a", "160k", str(path))
    return path


def _film(unit: Path, minutes: int) -> Path:
    path = unit.with_name(f"{minutes}.mp4")
    more = -(-minutes * 60 // UNIT_S) - 1
    _ffmpeg("-stream_loop", str(more), "-i", str(unit), "-t", str(minutes * 60), "-c", "copy", str(path))
    return path


def _ffmpeg(*arguments: str) -> None:
    subprocess.run([ffmpeg_program(), "-nostdin", "-y", "-loglevel", "error", *arguments], check=True)


def _mix(film: Path, minutes: int) -> None:
    with tempfile.TemporaryDirectory(dir=film.parent) as folder:
        clip = EspeakVoice().speak(TEXT, "en", 160, Path(folder) / "clip.wav")
        starts = range(10_000, minutes * 60_000 - clip.duration, EVERY_S * 1000)
        told = [Description(Span(at, at + clip.duration), TEXT, 1.0, Span(at, at + clip.duration)) for at in starts]
        asset = Asset(film, Path(film.name), MediaKind.VIDEO, "mp4", "0" * 64, film.stat().st_size)
        began, before = time.perf_counter(), sum(os.times()[:4])
        mix(asset, 0, told, [clip.path] * len(told), (), "en", MixOptions(), LimitOptions(), Path(folder) / "out")
        print(time.perf_counter() - began, sum(os.times()[:4]) - before)


def _measured(command: list[str]) -> tuple[float, float, float]:
    """Return what the command says (wall and CPU seconds), and the most that it and its children held at once, in MB."""
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    peak = 0.0
    while process.poll() is None:
        peak = max(peak, sum(_held(pid) for pid in _family(process.pid)))
        time.sleep(LOOK_S)
    assert process.stdout is not None
    wall, cpu = map(float, process.stdout.read().split())
    return wall, cpu, peak


def _family(pid: int) -> list[int]:
    children: list[int] = []
    with contextlib.suppress(OSError):
        for thread in Path(f"/proc/{pid}/task").iterdir():
            children += map(int, (thread / "children").read_text().split())
    return [pid, *(one for child in children for one in _family(child))]


def _held(pid: int) -> float:
    with contextlib.suppress(OSError):
        for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
            if line.startswith("Pss:"):
                return int(line.split()[1]) / 1000
    return 0.0


if __name__ == "__main__":
    if sys.argv[1:2] == ["--mix"]:
        _mix(Path(sys.argv[2]), int(sys.argv[3]))
    else:
        main([int(minutes) for minutes in sys.argv[1:]] or [10, 120])

"""Measure what watching a film for its shots costs, against one bare low-resolution decode of it.

    PYTHONPATH=tests python bench/shots.py [minutes] [rounds]

A made film of 10 minutes (or as told), 720p at 25 frames a second: hard cuts every few seconds, a picture that moves, a line
of text that comes and goes. The bare decode takes every frame through the same library on the same threads and scales
it to the small copy that cuts are found on. Both run in turn, each in a process of its own. Prints a Markdown table.
"""

from __future__ import annotations

import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from av.video.frame import VideoFrame
from av.video.reformatter import Interpolation, VideoReformatter
from made import picture, slide

from access.config import LimitOptions
from access.mediafile import decoded, ffmpeg_program, open_container, video_stream
from access.model.media import Asset, MediaKind
from access.understand.shots import watch

SCENES = 12
SCENE_S = 5
LIMITS = LimitOptions()


def main(minutes: float, rounds: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        film = _film(Path(folder), minutes)
        print(f"{minutes:g} minutes, {film.stat().st_size / 1e6:.0f} MB, {len(os.sched_getaffinity(0))} cores\n")
        taken: dict[str, list[list[float]]] = {"bare": [], "watch": []}
        for _ in range(rounds):
            for what, runs in taken.items():
                command = [sys.executable, __file__, f"--{what}", str(film)]
                done = subprocess.run(command, check=True, capture_output=True, text=True)
                runs.append([float(figure) for figure in done.stdout.split()])
        print("| | wall, s | CPU, s | peak memory, MB |\n|---|---:|---:|---:|")
        for what, name in (("bare", "bare decode to 256 pixels"), ("watch", "shots, samples and motion")):
            wall, cpu, memory = (statistics.median(column) for column in zip(*taken[what], strict=True))
            print(f"| {name} | {wall:.1f} | {cpu:.1f} | {memory:.0f} |")
        ratios = [[ours / theirs for ours, theirs in zip(watched[:2], bare[:2], strict=True)]
                  for watched, bare in zip(taken["watch"], taken["bare"], strict=True)]
        wall, cpu = (statistics.median(column) for column in zip(*ratios, strict=True))
        print(f"\nMedian of {rounds} pairs: {wall:.2f} × the wall time, {cpu:.2f} × the CPU time.")


def _film(folder: Path, minutes: float) -> Path:
    """Make a minute, and repeat it as often as it takes."""
    inputs, chains = [], []
    for number in range(SCENES):
        scene = picture(folder / f"{number}.png", (1920, 1080), number)
        line = slide(folder / f"line{number}.png", [f"Chapter {number + 1}: what the harbour saw"], (800, 80), 40)
        inputs += ["-loop", "1", "-t", str(SCENE_S), "-framerate", "25", "-i", str(scene), "-i", str(line)]
        chains.append(
            f"[{2 * number}:v]crop=1280:720:'(iw-ow)*(0.5+0.5*sin(t*{0.4 + number % 3 / 3:.2f}))':'(ih-oh)*t/{SCENE_S}',"
            f"noise=alls=6:allf=t[p{number}];[p{number}][{2 * number + 1}:v]overlay=240:600:enable='between(t,1,3.6)',"
            f"format=yuv420p,setsar=1[v{number}]")
    joined = "".join(f"[v{number}]" for number in range(SCENES)) + f"concat=n={SCENES}:v=1:a=0[v]"
    unit, film = folder / "unit.mp4", folder / "film.mp4"
    _ffmpeg(*inputs, "-filter_complex", ";".join([*chains, joined]), "-map", "[v]", "-c:v", "libx264", "-preset", "veryfast",
            "-crf", "23", str(unit))
    more = max(0, round(minutes * 60 / (SCENES * SCENE_S)) - 1)
    _ffmpeg("-stream_loop", str(more), "-i", str(unit), "-c", "copy", str(film))
    return film


def _ffmpeg(*arguments: str) -> None:
    subprocess.run([ffmpeg_program(), "-nostdin", "-y", "-loglevel", "error", *arguments], check=True)


def _bare(film: Path) -> None:
    scaler = VideoReformatter()
    with open_container(film, LIMITS, "mp4") as container:
        stream = video_stream(container)
        assert stream is not None
        stream.thread_type = "AUTO"
        for frame in decoded(container, stream):
            assert isinstance(frame, VideoFrame)
            scaler.reformat(frame, 256, 144, "bgr24", interpolation=Interpolation.AREA, threads=1)


def _watch(film: Path) -> None:
    with tempfile.TemporaryDirectory(dir=film.parent) as folder:
        watch(Asset(film, Path(film.name), MediaKind.VIDEO, "mp4", "", film.stat().st_size), LIMITS, Path(folder))


if __name__ == "__main__":
    tasks = {"--bare": _bare, "--watch": _watch}
    if sys.argv[1:] and sys.argv[1] in tasks:
        start, before = time.perf_counter(), time.process_time()
        tasks[sys.argv[1]](Path(sys.argv[2]))
        print(time.perf_counter() - start, time.process_time() - before,
              resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000)
    else:
        main(float(sys.argv[1]) if sys.argv[1:] else 10, int(sys.argv[2]) if sys.argv[2:] else 3)

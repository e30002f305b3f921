"""Measure the caption run against bare tools, process against process, on one random Whisper checkpoint of *tiny* size.

    python tests/whisper_checkpoint.py tiny /tmp/tiny
    PYTHONPATH=tests python bench/whispers.py /tmp/tiny [minutes] [clips]

Random weights cost what trained ones do, but they loop without end. All decode with the same options: greedy, no fallback
to other temperatures, word times, no segment times, no text carried on. Ours is measured twice: hearing everything once, as the
others do, and as it is shipped, with the guard that hears a loop again, which here is all of it, until its time is up.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
import wave
from itertools import cycle
from pathlib import Path
from statistics import median

from made import speak

from access.mediafile import ffmpeg_program

SENTENCES = [
    "The museum opens at nine and closes at five.", "Our guides will meet you at the entrance.",
    "A spring runs out from under a rock high in the hills.", "Please keep your ticket until you leave.",
    "The river turns the wheels of four old mills.", "Children may touch everything in the first room.",
]
BARE = """
import sys
from faster_whisper import WhisperModel
model = WhisperModel(sys.argv[1], device="cpu", compute_type="int8")
segments, _ = model.transcribe(sys.argv[2], language="en", word_timestamps=True,
                                  without_timestamps=True, condition_on_previous_text=False, temperature=0.0)
print(sum(len(segment.words) for segment in segments))
"""
ONCE = """
from access.understand import listen
listen._AGAIN_MS = listen._AGAIN_SHARE = 0
"""
OURS = """
import sys
from access.engines.speech import faster_whisper, openai_whisper
faster_whisper.TEMPERATURES = openai_whisper.TEMPERATURES = (0.0,)
from access.api import process
from access import Settings
from pathlib import Path
settings = Settings(engines={"speech": sys.argv[1]}, speech={"language": "en"})
for name in sys.argv[3:]:
    process(name, out=Path(sys.argv[2]), settings=settings, state=Path(sys.argv[2]) / "state")
"""

WHISPER = """
import functools
import sys
import whisper.transcribe
# Its command has no option for this; with times of random weights it would step through a clip by hundredths of a second.
module = sys.modules["whisper.transcribe"]
module.DecodingOptions = functools.partial(module.DecodingOptions, without_timestamps=True)
module.cli()
"""
COMMAND = """
# A worker runs these lines too, but for the last one.
from access.engines.speech import faster_whisper
faster_whisper.TEMPERATURES = (0.0,)
from access.cli.main import main
if __name__ == "__main__":
    main()
"""


def main(folder: Path, minutes: float, clips: int) -> None:
    with tempfile.TemporaryDirectory() as scratch:
        work = Path(scratch)
        sound = made_speech(work / "talk.wav", minutes * 60)
        print(f"| {minutes:g} minutes of made speech | s | ratio |\n|---|---:|---:|")
        rounds = [_round(folder, work, sound, number) for number in range(3)]
        print(f"| bare faster-whisper | {median(bare for bare, _, _ in rounds):.1f} | 1 |")
        for place, name in ((1, "access, captions and all, everything heard once"), (2, "the same as shipped")):
            taken, ratio = median(one[place] for one in rounds), median(one[place] / one[0] for one in rounds)
            print(f"| {name} | {taken:.1f} | {ratio:.3f} |", flush=True)
        if clips:
            _clips(folder, work, clips)


def _round(folder: Path, work: Path, sound: Path, number: int) -> tuple[float, float, float]:
    """Time the three one after the other."""
    bare = _timed([sys.executable, "-c", BARE, str(folder / "ct2"), str(sound)])
    once, shipped = (
        _timed([sys.executable, "-c", script, f"faster-whisper:{folder / 'ct2'}", str(work / f"{name}{number}"), str(sound)])
        for name, script in (("once", ONCE + OURS), ("shipped", OURS)))
    return bare, once, shipped


def _clips(folder: Path, work: Path, count: int) -> None:
    names = [made_speech(work / "clips" / f"{number:02}.wav", 10, number) for number in range(count)]
    programs = work / "programs"
    programs.mkdir()
    (programs / "ffmpeg").symlink_to(ffmpeg_program())  # whisper opens its files with what it finds by this name
    path = f"{programs}{os.pathsep}{os.environ['PATH']}"
    print(f"\n| {count} clips of 10 s | s | ratio |\n|---|---:|---:|")
    calls = sum(_timed([
        sys.executable, "-c", WHISPER, str(name), "--model", str(folder / "tiny.pt"), "--language", "en",
        "--temperature", "0", "--temperature_increment_on_fallback", "None", "--word_timestamps", "True",
        "--condition_on_previous_text", "False", "--fp16", "False", "--output_dir", str(work / "theirs")], PATH=path)
        for name in names)
    print(f"| {count} calls of whisper | {calls:.1f} | 1 |")
    for name, script in (("everything heard once", ONCE + COMMAND), ("as shipped", COMMAND)):
        command, out = work / "command.py", work / name
        command.write_text(script)
        ours = _timed([
            sys.executable, str(command), "run", str(work / "clips"), "--out", str(out), "--language", "en",
            "--state", str(work / f"{name} state")], ACCESS_ENGINES__SPEECH=f"faster-whisper:{folder / 'ct2'}")
        # A file that fails is no failure to whisper's command.
        assert len(list((work / "theirs").glob("*.vtt"))) == len(list(out.glob("*.vtt"))) == count
        print(f"| one access run, {name} | {ours:.1f} | {ours / calls:.3f} |", flush=True)


def made_speech(path: Path, seconds: float, first: int = 0) -> Path:
    """Write made speech of just this length."""
    path.parent.mkdir(parents=True, exist_ok=True)
    part = speak(path, [*SENTENCES[first % len(SENTENCES):], *SENTENCES[:first % len(SENTENCES)]])
    with wave.open(str(part.path)) as file:
        rate, data = file.getframerate(), file.readframes(file.getnframes())
    needed, pieces = int(seconds * rate) * 2, cycle([data])
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(rate)
        while needed > 0:
            piece = next(pieces)[:needed]
            file.writeframes(piece)
            needed -= len(piece)
    return path


def _timed(command: list[str], **variables: str) -> float:
    began = time.perf_counter()
    subprocess.run(command, check=True, capture_output=True, env={**os.environ, **variables})
    return time.perf_counter() - began


if __name__ == "__main__":
    main(Path(sys.argv[1]), float(sys.argv[2]) if len(sys.argv) > 2 else 10, int(sys.argv[3]) if len(sys.argv) > 3 else 50)

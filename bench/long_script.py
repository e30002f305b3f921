"""Place a long script: made speech whose times are known, with lines among it that nobody speaks.

    PYTHONPATH=tests python bench/long_script.py 1000     # 1,000 lines are about 80 minutes; needs flite
"""

from __future__ import annotations

import random
import resource
import statistics
import sys
import tempfile
import time
import wave
from pathlib import Path

from made import RATE, speak

from access.engines.speech.pocketsphinx import PocketSphinx
from access.engines.speech.silero import Silero
from access.model.media import Sound
from access.understand.align import align
from access.understand.given import script

PARTS = (
    "The old museum|A young teacher|Our captain|The quiet farmer|My second sister|The city council|Every visitor"
    "|The tall engineer|A small company|The river guide",
    "opens|describes|remembers|carries|paints|measures|answers|follows|protects|explains",
    "the wooden bridge|a letter from the north|seven green bottles|the longest winter|an empty theatre|the price of bread"
    "|a map of the valley|the evening train|some very old coins|the colour of the sea",
    "before the rain begins|after nine in the evening|without any hurry|for the first time this year|near the stone church"
    "|while the children sleep|as nobody expected|until the market closes|because of the storm|with a quiet smile",
)
UNSPOKEN = "This line was never recorded by anybody at all."
WINDOW_MS = 600_000


def main(count: int) -> None:
    random.seed(4)
    lines = [" ".join(random.choice(part.split("|")) for part in PARTS) + "." for _ in range(count)]
    with tempfile.TemporaryDirectory() as folder:
        spoken = speak(Path(folder, "talk.wav"), lines, pauses=700)
        with wave.open(str(spoken.path)) as file:
            sound = Sound(spoken.path, RATE, file.getnframes())
        written = list(lines)
        for place in range(0, count, 25):
            written.insert(place + 10, UNSPOKEN)
        voiced = Silero().voiced(sound)
        before, began = _peak(), time.perf_counter()
        transcript = align(sound, voiced, script("\n".join(written), "talk.txt", "en"), PocketSphinx(), WINDOW_MS)
        seconds = time.perf_counter() - began
    starts: dict[int, int] = {}
    for word in transcript.words:
        starts.setdefault(word.line, word.span.start)
    real = [number for number, line in enumerate(written) if line != UNSPOKEN]
    off = [abs(starts[number] - spoken.speech[place].start) for place, number in enumerate(real) if number in starts]
    print(f"{sound.span.end / 60_000:.0f} min, {count} lines: {len(off)} placed, median {statistics.median(off):.0f} ms off, "
          f"most {max(off)} ms, {sum(ms > 100 for ms in off)} over 100 ms")
    print(f"{len(transcript.unheard)} of {written.count(UNSPOKEN)} unspoken lines told as not heard")
    print(f"{seconds:.0f} s; peak memory {before:.0f} MiB before, {_peak():.0f} MiB after")


def _peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    main(int(sys.argv[1]))

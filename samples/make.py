"""Make the samples again: `python samples/make.py [talks|films|pictures …] [--to FOLDER]`.

Everything is drawn and spoken by this script, so that its words and times are known and it may be given away. It needs
the `flite` program for talks and films, and what `access` installs. The same versions of flite, Pillow and ffmpeg make the
same files.
"""

from __future__ import annotations

import argparse
import shutil
import subprocess
import tempfile
import wave
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Literal
from xml.sax.saxutils import escape

import imageio_ffmpeg
import lettering
import numpy as np
import numpy.typing as npt
import scenery

HERE = Path(__file__).resolve().parent
RATE = 16_000
"""Sample rate of all speech, in Hz: what flite's voices have."""

Voice = Literal["rms", "awb", "slt"]
Samples = npt.NDArray[np.float64]

# --- what is said --------------------------------------------------------------------------------------------------

WELCOME = (
    "Good morning, and welcome to the city museum.",
    "The museum is open every day from nine in the morning until five in the afternoon.",
    "The new exhibition is on the second floor.",
    "Please take the elevator beside the main entrance.",
    "You can borrow an audio guide at the front desk.",
    "We hope you enjoy your visit.",
)

TOUR: tuple[tuple[str, str, bool], ...] = (
    ("GUIDE", "Welcome to the old mill. My name is Alan, and I will show you around.", True),
    ("VISITOR", "How old is the mill?", True),
    ("GUIDE", "It was built by Ottoline Wrenfield, more than two hundred years ago.", True),
    ("VISITOR", "Does the water wheel still turn?", True),
    ("GUIDE", "It does. On Sundays we grind flour for the village bakery.", True),
    ("VISITOR", "Is there a shop where I can buy a bag of it?", False),
    ("GUIDE", "Mind your head on the way out. The beams are very low.", True),
    ("VISITOR", "Thank you. That was a lovely tour.", True),
)
"""Speaker, line, and whether anybody says it: the shop was cut, and the script was not."""
TOUR_VOICES: dict[str, Voice] = {"GUIDE": "rms", "VISITOR": "slt"}

TITLE = ("The River Wend", "From the hills to the sea")
NUMBERS = ("The River Wend", "86 kilometres long", "14 bridges and 3 locks")
CREDITS = ("The End", "Written and drawn for access", "Spoken by a flite voice", "Free for everybody to use")
RIVER = (
    "High in the hills, a spring runs out from under a rock. This is where the river begins.",
    "In the valley it is wide enough for a bridge. People have crossed here for six hundred years.",
    "Barges still carry timber down the river, as slowly as they always did.",
    "In the evening the water reaches the sea, and the journey is over.",
)

ALT = "A white house with a red roof stands alone in a green valley, beside a river that winds down from snowy mountains."
CAPTION = "Upper Wend valley in June."

# --- sound ---------------------------------------------------------------------------------------------------------


def spoken(text: str, voice: Voice) -> Samples:
    """Return one line as flite says it, from its first sound to its last, its peak at 0.6 of full scale."""
    flite = shutil.which("flite")
    if flite is None:
        raise SystemExit("The samples are spoken by flite, which is not installed: apt install flite")
    with tempfile.TemporaryDirectory() as room:
        path = Path(room) / "line.wav"
        subprocess.run([flite, "-voice", voice, "-t", text, "-o", str(path)], check=True, capture_output=True)
        with wave.open(str(path), "rb") as file:
            if (file.getframerate(), file.getnchannels(), file.getsampwidth()) != (RATE, 1, 2):
                raise SystemExit(f"flite's voice {voice} is not mono 16-bit {RATE} Hz")
            samples = np.frombuffer(file.readframes(file.getnframes()), dtype="<i2").astype(np.float64) / 32768
    heard = np.flatnonzero(np.abs(samples) > np.abs(samples).max() * 0.01)
    clip = samples[heard[0] : heard[-1] + 1]
    return np.asarray(clip * (0.6 / np.abs(clip).max()))


def quiet(seconds: float) -> Samples:
    return np.zeros(round(seconds * RATE))


def chord(seconds: float) -> Samples:
    """Return a soft, low chord that swells and fades, at most 0.04 of full scale."""
    times = np.arange(round(seconds * RATE)) / RATE
    waves = np.sin(2 * np.pi * np.outer((130.81, 196.0, 261.63), times)).mean(axis=0)
    swell = np.sqrt(np.sin(np.pi * times / seconds))
    return np.asarray(0.04 * swell * waves)


def talk(lines: Sequence[tuple[str, Voice]], pause: float, lead: float = 0.6) -> Samples:
    """Return the lines one after the other, `pause` seconds between them."""
    pieces = [piece for text, voice in lines for piece in (quiet(pause), spoken(text, voice))]
    return np.concatenate([quiet(lead), *pieces[1:], quiet(lead)])


def write_sound(samples: Samples, path: Path, *options: str) -> None:
    """Encode the sound as the name's ending says."""
    pcm = np.rint(samples * 32767).astype("<i2").tobytes()
    _ffmpeg(["-f", "s16le", "-ar", str(RATE), "-ac", "1", "-i", "pipe:0", *options], path, [pcm])


def _ffmpeg(arguments: Sequence[str], path: Path, pieces: Iterable[bytes]) -> None:
    exact = ["-threads", "1", "-map_metadata", "-1", "-fflags", "+bitexact", "-flags:v", "+bitexact", "-flags:a", "+bitexact"]
    program: str = imageio_ffmpeg.get_ffmpeg_exe()
    command = [program, "-y", "-loglevel", "error", *arguments, *exact, str(path)]
    with subprocess.Popen(command, stdin=subprocess.PIPE) as process:
        assert process.stdin is not None
        for piece in pieces:
            process.stdin.write(piece)
    if process.returncode:
        raise SystemExit(f"ffmpeg could not write {path.name}")


# --- the samples ---------------------------------------------------------------------------------------------------


def talks(folder: Path) -> None:
    """An announcement without a script, and a tour with one."""
    write_sound(talk([(line, "rms") for line in WELCOME], pause=0.9), folder / "welcome.flac")
    said = [(line, TOUR_VOICES[speaker]) for speaker, line, heard in TOUR if heard]
    write_sound(talk(said, pause=0.7), folder / "tour.mp3", "-b:a", "48k")
    (folder / "tour.txt").write_text("".join(f"{speaker}: {line}\n" for speaker, line, _ in TOUR), "utf-8")


def films(folder: Path) -> None:
    """A film with a title, a talk, a pause that shows a text, and credits; its script has the talk only."""
    size, rate, breath = (854, 480), 25, 0.6
    said = [np.concatenate([quiet(breath), spoken(line, "awb"), quiet(breath)]) for line in RIVER]
    counts = [-(-len(samples) * rate // RATE) for samples in said]
    places = [scene(size) for scene in (scenery.mountains, scenery.village, scenery.barge, scenery.estuary)]
    cards = {
        0: (lettering.card(size, TITLE, places[0].at(0)), 6.0),
        2: (lettering.card(size, NUMBERS, places[1].at(1)), 6.4),
        4: (lettering.card(size, CREDITS, places[3].at(1)), 6.4),
    }

    def frames() -> Iterator[bytes]:
        for part, place in enumerate([*places, None]):
            if part in cards:
                shown, seconds = cards[part]
                yield from [shown.tobytes()] * round(seconds * rate)
            if place is not None:
                yield from (place.at(number / counts[part]).tobytes() for number in range(counts[part]))

    heard: list[Samples] = []
    for part in range(len(places) + 1):
        if part in cards:
            heard.append(chord(cards[part][1]) if part == 0 else quiet(cards[part][1]))
        if part < len(places):
            heard += [said[part], np.zeros(counts[part] * RATE // rate - len(said[part]))]
    with tempfile.TemporaryDirectory() as room:
        sound = Path(room) / "sound.wav"
        write_sound(np.concatenate(heard), sound)
        _ffmpeg([
            "-f", "rawvideo", "-pix_fmt", "rgb24", "-s", f"{size[0]}x{size[1]}", "-r", str(rate), "-i", "pipe:0",
            "-i", str(sound),
            "-vf", "scale=out_color_matrix=bt709:out_range=tv,format=yuv420p",
            "-colorspace", "bt709", "-color_primaries", "bt709", "-color_trc", "bt709",
            "-c:v", "libx264", "-preset", "slow", "-tune", "animation", "-crf", "27", "-g", "125",
            "-c:a", "aac", "-ar", "44100", "-b:a", "64k", "-movflags", "+faststart",
        ], folder / "river.mp4", frames())
    (folder / "river.txt").write_text("".join(f"{line}\n" for line in RIVER), "utf-8")


def pictures(folder: Path) -> None:
    """A drawing with its author's alt text, a slide, a chart, a picture that says nothing about itself, and a sign."""
    scenery.valley((1200, 800)).save(folder / "valley.jpg", quality=88, xmp=described(ALT, CAPTION))
    lettering.slide((1280, 720), "Visiting the museum", (
        "Open every day from 9 to 5", "Free entrance for children under 12", "Elevator beside the main entrance",
        "Audio guides at the front desk", "Guided tours at 11 and at 2",
    )).save(folder / "slide.png", optimize=True)
    bars = (("2021", 310), ("2022", 460), ("2023", 580), ("2024", 720), ("2025", 690))
    lettering.chart((1080, 720), "Visitors to the old mill", "People per week", bars, 800, 200).save(
        folder / "chart.webp", lossless=True, method=6)
    scenery.lake((1200, 800)).save(folder / "lake.jpg", quality=80)
    lettering.sign((900, 600), ("Entrance", "Open 9 to 5")).save(folder / "sign.avif", quality=75, speed=4, max_threads=1)


def described(alt: str, caption: str) -> bytes:
    """Return an XMP packet as a picture's author would write it: alt text (IPTC) and caption (Dublin Core)."""

    def words(name: str, text: str) -> str:
        return f'<{name}><rdf:Alt><rdf:li xml:lang="x-default">{escape(text)}</rdf:li></rdf:Alt></{name}>'

    return (
        '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>'
        '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
        '<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/"'
        ' xmlns:Iptc4xmpCore="http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/">'
        f'{words("dc:description", caption)}{words("Iptc4xmpCore:AltTextAccessibility", alt)}'
        '</rdf:Description></rdf:RDF></x:xmpmeta><?xpacket end="r"?>'
    ).encode()


KINDS = {"talks": talks, "films": films, "pictures": pictures}


def main() -> None:
    command = argparse.ArgumentParser(description="Make the samples again.")
    command.add_argument("kinds", nargs="*", choices=["all", *KINDS], default="all", help="which samples; all by default")
    command.add_argument("--to", type=Path, default=HERE, metavar="FOLDER", help="where to; over the committed ones by default")
    asked = command.parse_args()
    for kind in KINDS if "all" in asked.kinds else asked.kinds:
        folder: Path = asked.to / kind
        folder.mkdir(parents=True, exist_ok=True)
        KINDS[kind](folder)


if __name__ == "__main__":
    main()

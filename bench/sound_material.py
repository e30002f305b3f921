"""What `sounds.py` listens to: made sounds, and real ones out of Debian packages, unpacked below one folder.

    mkdir material && cd material
    apt-get download PACKAGE… && for deb in *.deb; do dpkg-deb -x $deb ${deb%%_*}; done

The packages are those that `REAL` names (Debian 12); `rendered/*.wav` are the tunes of `openttd-openmsx`, played by fluidsynth
on the sound font of `timgm6mb-soundfont`. Each row is for tuning or held out: no package stands on both sides (the prompts of a
telephone exchange come in other languages), and no made sound has the same seed. Left out are names that are a matter of taste
(a fanfare, a jingle, a gong). Short effects are strung together with pauses, as a foley track is.
"""

from __future__ import annotations

import re
import subprocess
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import imageio_ffmpeg
import made_sounds
import numpy as np
from made_sounds import RATE, Wave

CLIP_S = 20.0
MADE_S = 16.0
MUSIC, OTHER = "music", ""
_TASTE = re.compile(
    r"fanfare|tada|harp|welldone|excellent|lifeup|invincible_start|coins_cleared|upgrade|savebell|gong"
    r"|kongas|drama|kling|chime|horn-|wardrums|bell|house_lo|secosmic|alert|complete|trash|service|camera"
    r"|select|whistle0|pluck|theetone|game-fail|sparcle|levelup|victory|credits|speech/|ride_of|frog_music"
    r"|gnu_flute|[0-9][A-G]\.ogg|hogchant|restaurant|tux_rap|mus\d|romans|timer|contract|gamestart|Treasure"
    r"|magic-holy|heal|ambient\d|arrive|leave|join|race_finish|start_race|plopp|jingle|won|lose|win\."
    r"|end\.ogg|menu/|intro|suddendeath|tux_ingame|cake_sad|piano|hymn|trumpet|chat|receive|AMB_|VOI_"
    r"|soundstuff|extralife|bonus|combo|newcolor|eliminate|failedlevel|extraball|phbx",
    re.IGNORECASE)
_MUSIC_LEFT_OUT = re.compile(r"wonrace|lostrace|raceintro|leveldone|victory|defeat|invincible|sounds/sound", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Row:
    truth: str
    kind: str
    held_out: bool
    patterns: tuple[str, ...]
    most: int


REAL = (
    Row(MUSIC, "game music", False, ("frozen-bubble-data/**/*.ogg", "supertux-data/**/music/**/*.ogg"), 30),
    Row(MUSIC, "game music", False, (
        "warzone2100-music/**/*.opus", "ardentryst/**/Music/*.ogg", "drascula-music/**/*.ogg"), 36),
    Row(MUSIC, "game music", False, ("planetblupi-music-ogg/**/*.ogg", "xmoto-data/**/*.ogg", "zaz-data/**/mus*.ogg"), 18),
    Row(MUSIC, "game music", False, ("singularity-music/**/*.ogg", "asc-music/**/*.mp3", "lugaru-data/**/Music*.ogg"), 22),
    Row(MUSIC, "game music", False, ("extremetuxracer-data/**/music/*.ogg", "lincity-ng-data/**/music/**/*.ogg"), 12),
    Row(MUSIC, "orchestra", False, ("wesnoth-1.16-music/**/*.ogg",), 30),
    Row(MUSIC, "rock band", False, ("fretsonfire-songs-sectoid/**/song.ogg",), 4),
    Row(MUSIC, "music on hold", False, ("asterisk-moh-opsound-wav/**/*.wav",), 5),
    Row(MUSIC, "rendered MIDI", False, ("rendered/*.wav",), 30),
    Row(OTHER, "effects", False, ("minetest-data/**/*.ogg", "wesnoth-1.16-data/**/sounds/**/*.*"), 330),
    Row(OTHER, "effects", False, ("supertux-data/**/sounds/**/*.*", "ardentryst/**/Sounds/*.ogg"), 180),
    Row(OTHER, "effects", False, ("colobot-common-sounds/**/sounds/*.wav", "lugaru-data/**/Sounds/*.ogg"), 150),
    Row(OTHER, "effects", False, ("extremetuxracer-data/**/sounds/*.wav", "bambam/**/*.wav"), 45),
    Row(OTHER, "effects", False, ("libreoffice-common/**/gallery/sounds/*.wav", "alsa-utils/**/Noise.wav"), 36),
    Row(OTHER, "crowd", False, ("tuxfootball/**/*.wav",), 13),
    Row(OTHER, "town and works", False, ("lincity-ng-data/**/sounds/*.wav",), 140),
    Row(OTHER, "animals", False, ("tuxpaint-stamps-default/**/animals/**/*[a-z0-9].ogg",), 70),
    Row(OTHER, "household", False, ("tuxpaint-stamps-default/**/household/**/*.ogg",), 60),
    Row(OTHER, "speech", False, ("asterisk-core-sounds-en-wav/**/*.wav", "asterisk-core-sounds-es-wav/**/*.wav"), 400),
    Row(OTHER, "speech", False, ("asterisk-core-sounds-fr-wav/**/*.wav", "tuxpaint-stamps-default/**/*_desc_*.ogg"), 400),
    Row(MUSIC, "game music", True, ("supertuxkart-data/**/music/*.ogg", "warmux-data/**/music/**/*.ogg"), 50),
    Row(MUSIC, "game music", True, ("hedgewars-data/**/Music/*.ogg", "btanks-data/**/tunes/*.ogg"), 32),
    Row(MUSIC, "game music", True, ("freedroidrpg-data/**/music/*.ogg", "redeclipse-data/**/sounds/music/*.ogg"), 26),
    Row(MUSIC, "orchestra", True, ("widelands-data/**/music/*.ogg",), 31),
    Row(OTHER, "nature and works", True, ("widelands-data/**/sound/**/*.ogg",), 120),
    Row(OTHER, "ambience of machines", True, ("redeclipse-data/**/ambience/**/*.ogg", "btanks-data/**/ambient/*.ogg"), 84),
    Row(OTHER, "effects", True, ("supertuxkart-data/**/sfx/*.*", "warmux-data/**/sound/**/*.*"), 190),
    Row(OTHER, "effects", True, ("hedgewars-data/**/Sounds/*.ogg", "freedroidrpg-data/**/effects/**/*.ogg"), 210),
    Row(OTHER, "effects", True, (
        "redeclipse-data/**/sounds/*/*.ogg", "btanks-data/**/sounds/*.ogg", "bzflag-data/**/*.wav"), 240),
    Row(OTHER, "effects", True, ("atanks-data/**/*.*", "pingus-data/**/*.*", "tuxtype-data/**/sounds/*.wav"), 60),
    Row(OTHER, "acted speech", True, ("hedgewars-data/**/voices/[!S]*/*.ogg", "redeclipse-data/**/announcer/*.ogg"), 600),
    Row(OTHER, "speech", True, ("asterisk-core-sounds-it-wav/**/*.wav", "asterisk-core-sounds-ru-wav/**/*.wav"), 400),
)


@dataclass(frozen=True, slots=True)
class Clip:
    """One sound, wholly of one truth."""

    name: str
    kind: str
    truth: str
    sound: Wave


def real(folder: Path, held_out: bool) -> Iterator[Clip]:
    for row in REAL:
        if row.held_out is not held_out:
            continue
        files = [file for pattern in row.patterns for file in sorted(folder.glob(pattern)) if _counts(row, file, folder)]
        chosen = [files[round(n)] for n in np.linspace(0, len(files) - 1, min(row.most, len(files)))] if files else []
        if row.truth == MUSIC:
            for file in chosen:
                sound = decoded(file)
                middle = max(0, (sound.size - int(CLIP_S * RATE)) // 2)
                if sound.size >= 6 * RATE:
                    yield Clip(file.name, row.kind, row.truth, sound[middle:middle + int(CLIP_S * RATE)])
        else:
            yield from _strung(row, chosen)


def made(held_out: bool) -> Iterator[Clip]:
    first = 5_000 if held_out else 100
    for number in range(40):
        timbre = sorted(made_sounds.TIMBRES)[number % len(made_sounds.TIMBRES)]
        yield Clip(f"{timbre} {number}", "music", MUSIC, made_sounds.music(MADE_S, first + number, timbre))
    for name in made_sounds.NOISES:
        for number in range(6):
            yield Clip(f"{name} {number}", name, OTHER, made_sounds.noise(name, MADE_S, first + number))
    for number in range(6):
        yield Clip(f"applause {number}", "applause", OTHER, made_sounds.applause(MADE_S, first + number))


def decoded(file: Path) -> Wave:
    """Return a file's sound as a recogniser gets it: mono, 16 kHz."""
    command = [imageio_ffmpeg.get_ffmpeg_exe(), "-nostdin", "-v", "error", "-i", str(file), "-ac", "1",
               "-ar", str(RATE), "-f", "s16le", "-"]
    raw = subprocess.run(command, capture_output=True, check=False).stdout
    return np.frombuffer(raw, dtype="<i2").astype(np.float64) / 32_768


def _counts(row: Row, file: Path, folder: Path) -> bool:
    name = str(file.relative_to(folder))
    if row.truth == MUSIC:
        return not _MUSIC_LEFT_OUT.search(name)
    return "speech" in row.kind or not (_TASTE.search(name) or "_desc" in name or re.search(r"/music/|/tunes/|/Music\d", name))


def _strung(row: Row, files: Sequence[Path]) -> Iterator[Clip]:
    dice = np.random.default_rng(zlib.crc32(row.patterns[0].encode()))
    parts: list[Any] = []
    names: list[str] = []
    length = 0
    for file in files:
        sound = decoded(file)[: int(CLIP_S * RATE)]
        if not sound.size or not np.any(sound):
            continue
        parts += [made_sounds.levelled(sound), np.zeros(int(dice.uniform(0.2, 1.2) * RATE))]
        length += parts[-1].size + sound.size
        names.append(file.name)
        if length >= CLIP_S * RATE:
            yield Clip(f"{names[0]} to {names[-1]}", row.kind, row.truth, np.concatenate(parts))
            parts, names, length = [], [], 0
    if length > 3 * RATE:
        yield Clip(f"{names[0]} to {names[-1]}", row.kind, row.truth, np.concatenate(parts))

"""Measure how names that stand on slides are recognised, with the words of the screen and without them.

    PYTHONPATH=tests python bench/names.py [lectures]

Made lectures: a slide with names that no dictionary of the recogniser has, and talk of them. Each goes the whole way twice,
once with the screen read and once with nothing read; the recogniser is pocketsphinx. A name counts as wrong where the captions
do not have it, letter for letter, at its place. The last lecture is ordinary talk under slides full of names that nobody says.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import jiwer
import pocketsphinx
from made import Voice, film, slide, speak, words_of

from access.api import process
from access.config import load
from access.model.package import Role
from access.pack.vtt import parse


@dataclass(frozen=True, slots=True)
class Lecture:
    voice: Voice
    slides: tuple[tuple[tuple[str, ...], tuple[str, ...]], ...]
    """What stands on each, and what is said under it."""
    names: tuple[str, ...]
    """Words that no dictionary has."""


LECTURES = (
    Lecture("rms", (
        (("The Hills of Strathmiglow", "Fenellory Oldacre"), (
            "Good morning, and welcome to the hills of Strathmiglow.",
            "The first map of them was drawn by Fenellory Oldacre.",
            "Oldacre walked for two summers with a compass and a dog.")),
        (("Lherzolite and harzburgite", "Tregarrow quarry"), (
            "The dark stone in this picture is called lherzolite.",
            "It was found in the old quarry at Tregarrow.",
            "Below the lherzolite lies a thin bed of harzburgite.",
            "Nobody at Tregarrow knew what it was worth.",
            "Fenellory took a piece of harzburgite home to Strathmiglow.")),
    ), ("strathmiglow", "fenellory", "oldacre", "lherzolite", "harzburgite", "tregarrow")),
    Lecture("awb", (
        (("Gardens of Castellanza", "Ondine Vasquelle"), (
            "These are the gardens of Castellanza in the spring.",
            "They were planned by a woman named Ondine Vasquelle.",
            "Vasquelle had never seen a garden before.")),
        (("Abelmoschus", "Pomerelle and Quintavalle"), (
            "The yellow flower by the gate is an Abelmoschus.",
            "It came by ship from the port of Pomerelle.",
            "A letter from Quintavalle says that it cost forty pounds.",
            "Ondine planted the Abelmoschus with her own hands.",
            "The road from Pomerelle to Quintavalle is closed in winter.")),
    ), ("castellanza", "ondine", "vasquelle", "abelmoschus", "pomerelle", "quintavalle")),
    Lecture("slt", (
        (("The Velorum Survey", "Tobiah Krenwick"), (
            "Tonight we look at the results of the Velorum survey.",
            "It was begun in the desert by Tobiah Krenwick.",
            "Krenwick built the mirror in his kitchen.")),
        (("Almucantar", "Mount Hesperion", "Dunmorrow Observatory"), (
            "The line on this chart is an almucantar.",
            "From the top of Hesperion it can be seen all night.",
            "The people at Dunmorrow did not believe it.",
            "Every almucantar was measured again at Dunmorrow.",
            "So Velorum was right, and Hesperion had a new road.")),
    ), ("velorum", "tobiah", "krenwick", "almucantar", "hesperion", "dunmorrow")),
    Lecture("kal16", (
        (("The Abbey of Wistanbury", "Gundreda Hallowick"), (
            "The abbey of Wistanbury stood on this hill.",
            "Its last head was a woman called Gundreda Hallowick.",
            "Hallowick kept a list of every book.")),
        (("Psalterion", "Ludgershaw", "The Pevensor Chronicle"), (
            "The largest of the books was the Psalterion.",
            "It was sold to a farmer in Ludgershaw.",
            "The story is told in the Pevensor chronicle.",
            "No one in Ludgershaw could read the Psalterion.",
            "Pevensor is now a village with one church.")),
    ), ("wistanbury", "gundreda", "hallowick", "psalterion", "ludgershaw", "pevensor")),
    Lecture("rms", (
        (("Ignacio Trebuchon", "Oukaimeden", "Ballynacourty"), (
            "The museum opens at nine and closes at five.",
            "Our guides will meet you at the entrance.",
            "Please keep your ticket until you leave.",
            "I would like to thank the committee for the invitation.")),
        (("Zlatiborsk", "Saoirse Gallarus", "Calcarenite"), (
            "When the water is cold enough it turns to ice.",
            "We measured the speed of the wind every hour of the day.",
            "The second half of the lecture is about money and trade.",
            "Children may touch everything in the first room.")),
    ), ()),
)


@dataclass(frozen=True, slots=True)
class Errors:
    """What was said and what of it is wrong in the captions."""

    names: int
    names_wrong: int
    words: int
    words_wrong: int


def made_lecture(folder: Path, lecture: Lecture) -> Path:
    """Write a film of the lecture's slides, each shown for as long as is spoken under it."""
    sentences = [sentence for _, said in lecture.slides for sentence in said]
    spoken = speak(folder / "talk.wav", sentences, lecture.voice, lead=1_000, tail=1_500)
    scenes, at, number = [], 0, 0
    for index, (lines, said) in enumerate(lecture.slides):
        number += len(said)
        last = spoken.speech[number - 1].end + (400 if index < len(lecture.slides) - 1 else 1_500)
        length = (last - at) // 40 * 40
        scenes.append((slide(folder / f"{index}.png", lines, (960, 540)), length))
        at += length
    return film(folder / "lecture.mp4", scenes, spoken.path)


def errors_in(captions: str, lecture: Lecture) -> Errors:
    said = words_of(" ".join(sentence for _, sentences in lecture.slides for sentence in sentences))
    compared = jiwer.process_words(" ".join(said), " ".join(words_of(captions)))
    right = {place for chunk in compared.alignments[0] if chunk.type == "equal"
             for place in range(chunk.ref_start_idx, chunk.ref_end_idx)}
    names = [place for place, word in enumerate(said) if word in lecture.names]
    wrong = compared.substitutions + compared.deletions + compared.insertions
    return Errors(len(names), sum(place not in right for place in names), len(said), wrong)


def captioned(film: Path, out: Path, ocr: str) -> str:
    """Return the words of the captions that `access` makes with this reader of text."""
    settings = load(overrides={"engines": {"speech": "pocketsphinx", "ocr": ocr}, "speech": {"language": "en"}})
    package = process(film, out=out / ocr, settings=settings, state=out / "state")
    file = next(one.path for one in package.sidecars if one.role is Role.CAPTIONS and one.path.suffix == ".vtt")
    return " ".join(line.text for line in parse(file.read_text("utf-8")))


def main(count: int) -> None:
    decoder = pocketsphinx.Decoder(lm=None, loglevel="FATAL")
    known = [name for lecture in LECTURES for name in lecture.names if decoder.lookup_word(name)]
    if known:
        raise SystemExit(f"In the recogniser's dictionary: {', '.join(known)}.")
    print("| lecture | names said | wrong without the screen | wrong with it | words said | wrong without | wrong with |")
    print("|---|---:|---:|---:|---:|---:|---:|")
    rows = []
    for number, lecture in enumerate(LECTURES[:count], 1):
        with tempfile.TemporaryDirectory() as scratch:
            made = made_lecture(Path(scratch), lecture)
            without, told = (errors_in(captioned(made, Path(scratch) / "out", ocr), lecture) for ocr in ("null-ocr", "auto"))
        rows.append((without, told))
        _print(f"{number}, voice {lecture.voice}" + ("" if lecture.names else ", no name is said"), [(without, told)])
    _print("**all**", rows)


def _print(title: str, rows: Sequence[tuple[Errors, Errors]]) -> None:
    names, words = (sum(getattr(row[0], kind) for row in rows) for kind in ("names", "words"))
    wrong = [sum(getattr(row[side], kind) for row in rows) for kind in ("names_wrong", "words_wrong") for side in (0, 1)]
    print(f"| {title} | {names} | {wrong[0]} | {wrong[1]} | {words} | {wrong[2]} | {wrong[3]} |", flush=True)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else len(LECTURES))

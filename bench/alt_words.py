"""Measure how many of the words that stand in pictures reach their text alternative, by kind of picture and by font.

    PYTHONPATH=tests python bench/alt_words.py [--numbers 2] [--missed]

Slides, signs, charts and screenshots are drawn (`tests/made_lettered.py`), so that every word in them is known; read by
RapidOCR, put into blocks, and told: once with no model, by the plain engine, and once beside a model that tells of no text at
all. A word counts where it stands in the short text or in the long one, letter for letter, whatever its capitals; punctuation
is no part of a word, and the parts of a hyphenated one count singly. `read`: what OCR alone has of them.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

import made_lettered
from made import words_of
from made_lettered import Lettered

from access.config import ReadOptions
from access.engines.base import Question
from access.engines.ocr.rapidocr import RapidOcr
from access.engines.vision.plain import PlainVision
from access.model.media import Frame
from access.model.pictures import Alternative, KindGuess, PictureInfo, PictureKind, TextBlock
from access.model.script import AltText
from access.profiles import load_alt_profile
from access.understand.read import read_picture
from access.write.alt import Sources, alt_text
from access.write.blocks import readable, text_blocks

WORDLESS = Alternative("Xxxxx.")
"""A model that leaves all text out, in no word that is drawn."""
WAYS = ("read", "plain", "model")


@dataclass(slots=True)
class Told:
    """What became of the words of one picture."""

    words: Counter[str]
    found: dict[str, Counter[str]] = field(default_factory=dict)

    def missed(self, way: str) -> list[str]:
        return sorted((self.words - self.found[way]).elements())


def told(picture: Lettered, engine: RapidOcr, at: Path) -> Told:
    """Read a picture and tell of it as a run would, both ways."""
    picture.image.save(at)
    boxes = read_picture(Frame(at, *picture.image.size), engine, ReadOptions())
    blocks = text_blocks([boxes], picture.language)
    result = Told(Counter(word for text in picture.texts for word in words_of(text)))
    ways = {"read": " ".join(box.text for box in boxes), "plain": _said(_plain(picture, blocks, at)),
            "model": _said(_composed(picture, blocks, WORDLESS))}
    for way, text in ways.items():
        said = set(words_of(text))
        result.found[way] = Counter({word: count for word, count in result.words.items() if word in said})
    return result


def _plain(picture: Lettered, blocks: tuple[TextBlock, ...], at: Path) -> AltText | None:
    profile = load_alt_profile("web")
    question = Question((Frame(at, *picture.image.size),), picture.language, texts=readable(blocks),
                        max_characters=profile.max_characters)
    (sight,) = PlainVision().look([question])
    return alt_text(Sources(PictureInfo(*picture.image.size, 1), sight=sight, blocks=blocks, kind=_kind(picture)),
                    picture.language, (), profile)


def _composed(picture: Lettered, blocks: tuple[TextBlock, ...], answer: Alternative) -> AltText | None:
    return alt_text(Sources(PictureInfo(*picture.image.size, 1), answer=answer, blocks=blocks, kind=_kind(picture)),
                    picture.language, (), load_alt_profile("web"))


def _kind(picture: Lettered) -> KindGuess | None:
    return KindGuess(PictureKind.CHART, 0.9) if picture.kind == "chart" else None


def _said(text: AltText | None) -> str:
    return f"{text.text}\n{text.long}" if text else ""


def share(results: Iterable[Told], way: str) -> float:
    """Return how many of all words were found, 0 to 1."""
    wanted, found = Counter[str](), Counter[str]()
    for result in results:
        wanted += Counter({"words": result.words.total()})
        found += Counter({"words": result.found[way].total()})
    return found["words"] / wanted["words"] if wanted["words"] else 0.0


def main(numbers: int, missed: bool) -> None:
    engine, results = RapidOcr(), defaultdict[tuple[str, str], list[Told]](list)
    fonts, began = made_lettered.fonts(), time.perf_counter()
    with tempfile.TemporaryDirectory() as scratch:
        for font in fonts:
            for picture in made_lettered.lettered(font, range(numbers)):
                result = told(picture, engine, Path(scratch) / "picture.png")
                results[picture.kind, font].append(result)
                if missed and any(result.missed(way) for way in WAYS):
                    print(font, picture.sort, picture.image.size, {way: result.missed(way) for way in WAYS}, file=sys.stderr)
    engine.close()
    print(f"{'':12}{'':20}{'pictures':>9}{'words':>7}" + "".join(f"{way:>8}" for way in WAYS))
    for kind in dict.fromkeys(kind for kind, _ in results):
        for font in fonts:
            _row(kind, font, results[kind, font])
        _row(kind, "all", [result for font in fonts for result in results[kind, font]])
    _row("all", "all", [result for each in results.values() for result in each])
    print(f"{time.perf_counter() - began:.0f} s")


def _row(kind: str, font: str, results: list[Told]) -> None:
    shares = "".join(f"{share(results, way):>8.1%}" for way in WAYS)
    print(f"{kind:12}{font:20}{len(results):>9}{sum(result.words.total() for result in results):>7}{shares}")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--numbers", type=int, default=2, help="pictures of each sort and font")
    parser.add_argument("--missed", action="store_true", help="name the words that are missing")
    options = parser.parse_args()
    main(options.numbers, options.missed)

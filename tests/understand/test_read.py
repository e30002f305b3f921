"""Text on the screen: when it comes and goes, and that nobody hears it twice."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from made import film, shared, slide
from PIL import Image

from access.config import LimitOptions, ReadOptions
from access.engines.ocr.rapidocr import RapidOcr
from access.model.findings import ScreenText, Seen, Shot, TextBox
from access.model.media import Asset, Frame, MediaKind
from access.model.script import EngineIdentity, Tier
from access.model.time import Span
from access.understand.read import read_film, read_picture
from access.understand.shots import watch

OPTIONS = ReadOptions()
SCRIPTED = EngineIdentity("scripted", "1", Tier.STANDARD, "Apache-2.0")


def box(text: str, row: float = 0, score: float = 0.99, left: float = 0.1) -> TextBox:
    return TextBox(text, left, 0.1 + row * 0.1, 0.5, 0.08, score)


@dataclass
class Scripted:
    """An engine that reads at each time what the test says."""

    shows: Mapping[int, Sequence[TextBox]]
    asked: list[int] = field(default_factory=list)
    identity: EngineIdentity = SCRIPTED

    def read(self, frame: Frame) -> tuple[TextBox, ...]:
        self.asked.append(frame.at)
        return tuple(self.shows[frame.at])

    def close(self) -> None:
        pass


class Screen:
    """Makes the frames: each shows its own pattern, so that none is taken for the last one."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.count = 0

    def frame(self, at: int, pattern: int | None = None) -> Frame:
        self.count += 1
        shade = self.count if pattern is None else pattern
        path = self.folder / f"{at}.png"
        image = Image.new("L", (192, 108))
        image.paste(255, (shade * 12 % 192, shade * 12 // 192 * 12, shade * 12 % 192 + 12, shade * 12 // 192 * 12 + 12))
        image.save(path)
        return Frame(path, 192, 108, at)

    def read(self, shows: Mapping[int, Sequence[TextBox]], end: int, options: ReadOptions = OPTIONS) -> tuple[ScreenText, ...]:
        frames = tuple(self.frame(at) for at in shows)
        return read_film(Seen((Shot(Span(0, end), frames[0]),), frames), Scripted(shows), options)


@pytest.fixture
def screen(tmp_path: Path) -> Screen:
    return Screen(tmp_path)


def told(texts: Sequence[ScreenText]) -> list[tuple[int, int, str]]:
    return [(text.span.start, text.span.end, " / ".join(text.lines)) for text in texts]


def test_a_text_lasts_until_a_sample_shows_that_it_is_gone(screen: Screen) -> None:
    texts = screen.read({0: [], 1000: [box("Hello")], 2000: [box("Hello")], 3500: [], 8000: []}, 9000)
    assert told(texts) == [(1000, 3500, "Hello")]


def test_what_is_there_at_the_end_lasts_to_the_end_of_the_film(screen: Screen) -> None:
    assert told(screen.read({0: [], 1000: [box("The end")]}, 7000)) == [(1000, 7000, "The end")]


def test_lines_that_come_and_go_together_are_one_text_in_reading_order(screen: Screen) -> None:
    (text,) = screen.read({0: [box("An interview with", 0), box("Dr. MacPhee", 1, score=0.9)], 4000: []}, 5000)
    assert text.lines == ("An interview with", "Dr. MacPhee")
    assert text.score == 0.9
    assert text.height == pytest.approx(0.08)
    assert text.top == pytest.approx(0.1)
    assert text.text == "An interview with Dr. MacPhee"


def test_the_best_reading_of_a_line_wins(screen: Screen) -> None:
    texts = screen.read({
        0: [box("Amerlcan Museurn", score=0.82)], 1000: [box("American Museum", score=0.99)],
        2000: [box("Arnerican Museum", score=0.85)], 3000: [],
    }, 4000)
    assert told(texts) == [(0, 3000, "American Museum")]


def test_a_bullet_list_is_read_line_by_line_and_never_again(screen: Screen) -> None:
    title, one, two, three = box("MAMMALS", 0), box("• Backbones", 1), box("• Hair", 2), box("• Milk", 3)
    shows = {0: [title], 3000: [title, one], 6000: [title, one, two], 9000: [title, one, two, three], 12_000: []}
    assert told(screen.read(shows, 13_000)) == [
        (0, 12_000, "MAMMALS"), (3000, 12_000, "Backbones"), (6000, 12_000, "Hair"), (9000, 12_000, "Milk")]


def test_a_line_typed_letter_by_letter_is_one_line(screen: Screen) -> None:
    shows = {0: [box("Wel")], 500: [box("Welcome to", score=0.9)], 1000: [box("Welcome to Berlin", score=0.85)], 5000: []}
    assert told(screen.read(shows, 6000)) == [(0, 5000, "Welcome to Berlin")]


def test_a_line_that_fades_in_late_belongs_to_its_title(screen: Screen) -> None:
    a, b, c = box("An interview", 0), box("with Ross", 1), box("MacPhee", 2)
    texts = screen.read({0: [a, c], 500: [a, b, c], 5000: []}, 6000)
    assert told(texts) == [(0, 5000, "An interview / with Ross / MacPhee")]


def test_a_logo_that_stays_is_read_once_and_is_no_part_of_the_title(screen: Screen) -> None:
    logo = box("NEWS 24", 7)
    shows = {0: [box("Tonight", 0), logo], 2000: [logo], 4000: [box("Weather", 0), logo], 6000: [logo], 8000: []}
    assert told(screen.read(shows, 9000)) == [(0, 2000, "Tonight"), (0, 8000, "NEWS 24"), (4000, 6000, "Weather")]


def test_a_line_that_is_missed_in_a_sample_is_still_the_same(screen: Screen) -> None:
    shows = {0: [box("Hello there")], 1000: [], 2000: [box("Hello there")], 3000: [], 3500: [], 9000: []}
    assert told(screen.read(shows, 10_000)) == [(0, 3000, "Hello there")]


def test_a_title_that_comes_back_soon_is_not_read_again_and_does_not_last_till_then(screen: Screen) -> None:
    shows = {0: [box("PENGUINS")], 5000: [box("Special thanks")], 12_000: [box("PENGUINS")], 15_000: []}
    assert told(screen.read(shows, 16_000)) == [(0, 5000, "PENGUINS"), (5000, 12_000, "Special thanks")]


def test_a_title_that_comes_back_late_is_read_again(screen: Screen) -> None:
    shows = {0: [box("PENGUINS")], 5000: [], 60_000: [box("PENGUINS")], 65_000: []}
    assert told(screen.read(shows, 66_000)) == [(0, 5000, "PENGUINS"), (60_000, 65_000, "PENGUINS")]


def test_rolling_credits_are_read_once_from_top_to_bottom(screen: Screen) -> None:
    names = ["Karen Taber", "Robert Payo", "Ana Lopez", "John Smith", "Mary Brown", "Paul Green", "Zoe White", "Tim Black"]
    rows = {step * 500: [(name, 6 - step + 1.5 * number) for number, name in enumerate(names)] for step in range(20)}
    shows = {at: [box(name, row) for name, row in placed if 0 <= row <= 7] for at, placed in rows.items()}
    texts = screen.read(shows, 12_000)
    assert [line for text in texts for line in text.lines] == names


def test_two_equal_lines_at_once_are_two_lines(screen: Screen) -> None:
    (text,) = screen.read({0: [box("Music", 0), box("Ana", 1), box("Music", 2)], 3000: []}, 4000)
    assert text.lines == ("Music", "Ana", "Music")


def test_numbers_that_differ_are_different_texts(screen: Screen) -> None:
    texts = screen.read({0: [box("Chapter 1")], 3000: [box("Chapter 2")], 6000: []}, 7000)
    assert [text.text for text in texts] == ["Chapter 1", "Chapter 2"]


def test_a_running_clock_is_one_text(screen: Screen) -> None:
    texts = screen.read({at: [box(f"00:00:{at // 1000:02d}")] for at in range(0, 8000, 1000)}, 8000)
    assert told(texts) == [(0, 8000, "00:00:00")]


def test_what_flashes_by_is_not_read(screen: Screen) -> None:
    shows = {0: [], 1000: [box("Blink")], 1500: [], 4000: [box("Stay")], 6000: []}
    assert told(screen.read(shows, 7000)) == [(4000, 6000, "Stay")]
    assert len(screen.read(shows, 7000, ReadOptions(min_seconds=0.2))) == 2


def test_a_line_cut_by_the_edge_of_the_picture_is_left_until_it_is_whole(screen: Screen) -> None:
    cut = TextBox("Karen Tahcr", 0.1, 0.97, 0.5, 0.03, 0.9)
    assert told(screen.read({0: [cut], 1000: [box("Karen Taber", 7)], 3000: []}, 4000)) == [(1000, 3000, "Karen Taber")]


def test_a_sample_that_looks_like_the_last_one_is_not_read_again(tmp_path: Path) -> None:
    screen = Screen(tmp_path)
    frames = (screen.frame(0, 1), screen.frame(1000, 1), screen.frame(2000, 2))
    engine = Scripted({0: [box("Hello")], 2000: []})
    texts = read_film(Seen((Shot(Span(0, 3000), frames[0]),), frames), engine, OPTIONS)
    assert engine.asked == [0, 2000]
    assert told(texts) == [(0, 2000, "Hello")]


def test_a_film_without_samples_has_no_text() -> None:
    assert read_film(Seen((), ()), Scripted({}), OPTIONS) == ()


def test_garbage_is_not_text(tmp_path: Path) -> None:
    symbols = [box("|"), box("–", 1), box("l", 2, 0.9), box("smudge", 5, 0.5)]
    found = [box("Exit"), *symbols, box("7", 3), box("出", 4, 0.9)]
    frame = Frame(tmp_path / "a.png", 10, 10)
    assert [found.text for found in read_picture(frame, Scripted({0: found}), OPTIONS)] == ["Exit", "7", "出"]


def asset(path: Path) -> Asset:
    return Asset(path, Path(path.name), MediaKind.VIDEO, "mp4", "0" * 64, path.stat().st_size)


def test_the_slides_of_a_made_film_are_read_with_their_times(tmp_path: Path) -> None:
    one = slide(tmp_path / "1.png", ["Welcome to the museum"])
    two = slide(tmp_path / "2.png", ["Opening hours", "Monday to Friday 9 to 5"])
    path = film(tmp_path / "a.mp4", [(one, 3000), (two, 3000)])
    engine = RapidOcr()
    texts = read_film(watch(asset(path), LimitOptions(), tmp_path / "seen"), engine, OPTIONS)
    engine.close()
    assert [text.lines for text in texts] == [("Welcome to the museum",), ("Opening hours", "Monday to Friday 9 to 5")]
    assert texts[0].span.start == 0
    assert abs(texts[1].span.start - 3000) <= 500
    assert texts[1].span.end == pytest.approx(6000, abs=50)


def test_the_titles_and_credits_of_a_real_film_are_read_once(tmp_path: Path) -> None:
    engine = RapidOcr()
    texts = read_film(watch(asset(shared("mammals.mp4")), LimitOptions(), tmp_path / "seen"), engine, OPTIONS)
    engine.close()
    lines = [line for text in texts for line in text.lines]
    opening = next(text for text in texts if "Dr. Ross MacPhee" in text.lines)
    assert "American Museum of Natural History" in opening.lines
    assert opening.span.start < 4_000 < 7_000 < opening.span.end
    for credit in (
        "Special thanks to Dr. MacPhee and the", "Recorded at AMNH, October 2008", "Karen Taber, Producer",
        "Podcast produced by Robert Payo", "National Science Digital Library",
    ):
        assert lines.count(credit) == 1
    for bullet in ("MAMMAL CHARACTERISTICS", "Backbones (vertebrates)", "Hair", "Mother's milk"):
        assert lines.count(bullet) == 1

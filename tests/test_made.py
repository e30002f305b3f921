"""The makers of test media keep their word: what they say is in a file is there, and where they say."""

from __future__ import annotations

from pathlib import Path

import av
import numpy as np
import pytest
from made import PER_MS, RATE, Voice, film, picture, samples_of, shared, silence, slide, speak, tone, words_of
from PIL import Image

from access.model.time import Span

SENTENCES = ("The river begins in the hills.", "Half of it is hidden.", "Four boats pass every hour.")


def loud(path: Path, window: int = 5) -> list[Span]:
    """Find what is heard, by the energy of windows of `window` ms, joined over pauses under 400 ms."""
    samples = samples_of(path).astype(np.float64)
    whole = samples[: len(samples) // (window * PER_MS) * window * PER_MS].reshape(-1, window * PER_MS)
    level = np.sqrt((whole**2).mean(axis=1))
    spans: list[Span] = []
    for index in np.flatnonzero(level > level.max() * 0.002):
        start = int(index) * window
        if spans and start - spans[-1].end < 400:
            spans[-1] = Span(spans[-1].start, start + window)
        else:
            spans.append(Span(start, start + window))
    return spans


@pytest.mark.parametrize("voice", ["rms", "awb", "kal16", "slt"])
def test_a_sentence_is_heard_exactly_where_its_span_says(tmp_path: Path, voice: Voice) -> None:
    spoken = speak(tmp_path / "a.wav", SENTENCES, voice, lead=700, pauses=[1000, 2500], tail=300)
    heard = loud(spoken.path)
    assert len(heard) == len(SENTENCES)
    for said, found in zip(spoken.speech, heard, strict=True):
        assert abs(said.start - found.start) <= 10
        assert abs(said.end - found.end) <= 10


def test_lead_pauses_and_tail_are_as_long_as_asked(tmp_path: Path) -> None:
    spoken = speak(tmp_path / "a.wav", SENTENCES, lead=700, pauses=[1000, 2500], tail=300)
    first, second, third = spoken.speech
    assert first.start == 700
    assert second.start - first.end == 1000
    assert third.start - second.end == 2500
    assert len(samples_of(spoken.path)) == (third.end + 300) * PER_MS
    assert [text for text, _ in spoken.sentences] == list(SENTENCES)
    assert spoken.words[:6] == ["the", "river", "begins", "in", "the", "hills"]


def test_as_many_pauses_as_stand_between_sentences(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="2 pauses"):
        speak(tmp_path / "a.wav", SENTENCES, pauses=[800])


def test_the_same_words_make_the_same_file(tmp_path: Path) -> None:
    assert speak(tmp_path / "a.wav", SENTENCES).path.read_bytes() == speak(tmp_path / "b.wav", SENTENCES).path.read_bytes()


def test_silence_is_silent_and_a_tone_has_its_pitch(tmp_path: Path) -> None:
    assert not samples_of(silence(tmp_path / "s.wav", 750)).any()
    assert len(samples_of(tmp_path / "s.wav")) == 750 * PER_MS
    heard = samples_of(tone(tmp_path / "t.wav", 1000, 440))
    assert int(np.abs(np.fft.rfft(heard)).argmax()) == 440


def test_a_slide_has_its_ink_and_a_picture_its_seed(tmp_path: Path) -> None:
    with Image.open(slide(tmp_path / "s.png", ["First line", "Second line"], (640, 360), 40, "black", "white")) as drawn:
        rows = np.flatnonzero(np.asarray(drawn.convert("L")).max(axis=1) > 200)
        assert drawn.size == (640, 360)
    assert np.count_nonzero(np.diff(rows) > 1) >= 1, "the two lines stand apart"
    pictures = [picture(tmp_path / f"{name}.png", seed=seed).read_bytes() for name, seed in (("a", 1), ("b", 1), ("c", 2))]
    assert pictures[0] == pictures[1] != pictures[2]


def test_a_film_cuts_on_the_frame_and_is_as_long_as_its_scenes(tmp_path: Path) -> None:
    scenes = [(slide(tmp_path / "a.png", [], (320, 180), background="black"), 1000),
              (slide(tmp_path / "b.png", [], (320, 180), background="white"), 520),
              (slide(tmp_path / "c.png", [], (640, 360), background="black"), 480)]
    path = film(tmp_path / "f.mp4", scenes, tone(tmp_path / "t.wav", 700, 300))
    with av.open(str(path)) as file:
        bright = [float(frame.to_ndarray(format="gray").mean()) > 128 for frame in file.decode(video=0)]
    assert bright == [False] * 25 + [True] * 13 + [False] * 12
    with av.open(str(path)) as file:
        assert file.streams.video[0].average_rate == 25
        heard = sum(frame.samples for frame in file.decode(audio=0)) / RATE
    assert heard == pytest.approx(2.0, abs=0.07)


def test_a_film_without_sound_has_no_sound_track(tmp_path: Path) -> None:
    path = film(tmp_path / "f.mp4", [(picture(tmp_path / "a.png", (320, 180)), 1000)])
    with av.open(str(path)) as file:
        assert not file.streams.audio


def test_a_scene_must_end_on_a_frame(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="whole number of frames"):
        film(tmp_path / "f.mp4", [(picture(tmp_path / "a.png"), 1010)])


def test_words_lose_case_and_punctuation_and_keep_their_apostrophe() -> None:
    assert words_of("“Don’t,” she said: it's 5 o'clock – _now_!") == ["don't", "she", "said", "it's", "5", "o'clock", "now"]


def test_media_that_is_not_here_skips() -> None:
    with pytest.raises(pytest.skip.Exception):
        shared("no-such-file.wav")

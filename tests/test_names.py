"""Names come out right: the words of slides, lists and metadata reach the recogniser, the whole way of a file."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from formats import ffmpeg
from made import film, slide, speak, words_of
from workshops import caption_text

from access.api import process
from access.config import load
from access.errors import MediaRefused
from access.model.package import Package, Role

SENTENCES = (
    "The story is told in the Pevensor chronicle.", "It was sold to a farmer in Ludgershaw.",
    "No one in Ludgershaw could read the Psalterion.")
SLIDE = ("The Pevensor Chronicle", "Psalterion", "Ludgershaw")
NAMES = {"pevensor", "ludgershaw", "psalterion"}


@pytest.fixture(scope="module")
def lecture(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("lecture")
    spoken = speak(folder / "talk.wav", SENTENCES)
    length = -(-(spoken.speech[-1].end + 1_000) // 40) * 40
    return film(folder / "lecture.mp4", [(slide(folder / "slide.png", SLIDE, (854, 480)), length)], spoken.path)


@pytest.fixture
def inbox(tmp_path: Path) -> Path:
    folder = tmp_path / "inbox"
    folder.mkdir()
    return folder


def run(path: Path, state: Path, **sections: dict[str, object]) -> Package:
    settings = load(overrides={"engines": {"speech": "pocketsphinx"}, **sections})
    return process(path, out=path.parents[1] / "out", settings=settings, state=state)


def missed(package: Package) -> int:
    """Return how many of the names that are said the captions do not have."""
    found, said = words_of(caption_text(package)), words_of(" ".join(SENTENCES))
    return sum(max(0, said.count(name) - found.count(name)) for name in NAMES)


def test_of_the_names_on_slides_at_most_half_as_many_are_missed_as_without_them(
    lecture: Path, inbox: Path, state: Path
) -> None:
    shutil.copy(lecture, inbox / "lecture.mp4")
    untold = missed(run(inbox / "lecture.mp4", state, engines={"speech": "pocketsphinx", "ocr": "null-ocr"}))
    package = run(inbox / "lecture.mp4", state)
    assert untold == 4
    assert missed(package) <= untold / 2
    assert "Ludgershaw" in caption_text(package)
    assert not [one for one in package.report.findings if one.rule == "captions.disagrees-with-screen"]


def test_a_change_of_how_the_screen_is_read_that_changes_no_term_hears_nothing_again(
    lecture: Path, inbox: Path, state: Path
) -> None:
    shutil.copy(lecture, inbox / "lecture.mp4")
    run(inbox / "lecture.mp4", state)
    steps = {step.name: step.hit for step in run(inbox / "lecture.mp4", state, read={"min_score": 0.7}).steps}
    assert not steps["screen text"]
    assert steps["recognise"]


def test_a_script_that_differs_from_the_slides_is_told(lecture: Path, inbox: Path, state: Path) -> None:
    shutil.copy(lecture, inbox / "lecture.mp4")
    (inbox / "lecture.txt").write_text("\n".join(SENTENCES).replace("Ludgershaw", "Ludgeshaw"))
    package = run(inbox / "lecture.mp4", state)
    finding, = (one for one in package.report.findings if one.rule == "captions.disagrees-with-screen")
    assert "“Ludgeshaw”" in finding.message
    assert "“Ludgershaw”" in finding.message
    assert "recognise" not in {step.name for step in package.steps}


@pytest.mark.parametrize("beside", ["glossary", "context", "metadata"])
def test_a_recording_is_heard_with_the_names_that_were_listed(beside: str, inbox: Path, state: Path) -> None:
    talk = speak(inbox / "talk.wav", SENTENCES[1:2]).path
    assert "ludgershaw" not in caption_text(run(talk, state)).lower()
    if beside == "glossary":
        (inbox / "glossary.txt").write_text("# places\nLudgershaw\n")
    elif beside == "context":
        (inbox / "talk.wav.context.toml").write_text('place = "Ludgershaw"\n')
    else:
        plain = talk.rename(inbox.parent / "plain.wav")
        ffmpeg("-i", str(plain), "-metadata", "comment=Recorded in Ludgershaw", "-c", "copy", str(talk))
    assert "Ludgershaw" in caption_text(run(talk, state))


def test_the_language_of_the_context_is_that_of_the_speech(inbox: Path, state: Path) -> None:
    talk = speak(inbox / "talk.wav", SENTENCES[1:2]).path
    context = inbox / "talk.wav.context.toml"
    context.write_text('language = "en-GB"\n')
    assert {one.language for one in run(talk, state).sidecars if one.role is Role.CAPTIONS} == {"en-GB"}
    context.write_text('language = "de"\n')
    assert "speech.none" in {finding.rule for finding in run(talk, state).report.findings}
    assert "en" in {one.language for one in run(talk, state, speech={"language": "en"}).sidecars}


def test_a_broken_context_is_refused_by_name_and_nothing_is_made_without_it(inbox: Path, state: Path) -> None:
    talk = speak(inbox / "talk.wav", SENTENCES[1:2]).path
    (inbox / "talk.wav.context.toml").write_text('peolpe = ["Ada"]\n')
    with pytest.raises(MediaRefused, match=r"talk\.wav\.context\.toml has a key `peolpe`"):
        run(talk, state)
    assert not (inbox.parent / "out").exists()

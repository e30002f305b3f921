"""The whole way of a file, on the embedded engines, with media whose truth is known."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from itertools import pairwise
from pathlib import Path

import made_sounds
import numpy as np
import pytest
from made import Spoken, film, picture, samples_of, shared, silence, slide, speak, words_of
from PIL import Image
from workshops import asset_of, caption_text, processing

from access.config import LimitOptions, load
from access.engines.speech.silero import Silero
from access.errors import MediaChanged, MediaRefused
from access.model.package import Package, Role, Standing
from access.model.script import Verdict
from access.model.time import Span
from access.pack.vtt import parse
from access.pipeline import Workshop
from access.understand.audio import decode

SENTENCES = ("The museum opens at nine in the morning.", "Please leave your bags at the front desk.")
LIVE = {"talk.en.vtt", "talk.en.srt", "talk.en.transcript.html", "talk.en.transcript.txt", "talk.wav.html"}
Run = Callable[..., Package]


@pytest.fixture
def inbox(tmp_path: Path) -> Path:
    folder = tmp_path / "inbox" / "talks"
    folder.mkdir(parents=True)
    return folder


@pytest.fixture
def run(state: Path, tmp_path: Path) -> Iterator[Run]:
    """Process a file below `inbox` into `out`, with settings as sections of keys."""
    with processing(state) as process:
        yield partial(process, out=tmp_path / "out", root=tmp_path / "inbox")


def names(package: Package) -> set[str]:
    return {sidecar.path.name for sidecar in package.sidecars}


def manifest(package: Package) -> dict[str, object]:
    document = json.loads(package.manifest.read_text("utf-8"))
    assert isinstance(document, dict)
    return document


def rules(package: Package) -> set[str]:
    return {finding.rule for finding in package.report.findings}


def hits(package: Package) -> dict[str, bool]:
    return {step.name: step.hit for step in package.steps}


# --- sound ---------------------------------------------------------------------------------------------------------


def test_speech_without_a_script_becomes_drafts_in_the_words_that_were_spoken(inbox: Path, run: Run) -> None:
    spoken = speak(inbox / "talk.wav", SENTENCES)
    package = run(spoken.path)
    assert {"talk.en.draft.vtt", "talk.en.draft.srt", "talk.en.transcript.draft.html", "talk.en.transcript.draft.txt",
            "talk.wav.html"} == names(package)
    assert words_of(caption_text(package)) == spoken.words
    captions = next(one for one in package.sidecars if one.role is Role.CAPTIONS)
    assert "assumed to be en" in " ".join(captions.provenance.why_draft)
    assert captions.provenance.engines[0].reason.startswith("auto: ")
    assert manifest(package)["language"] == {"tag": "en", "assumed": True}
    assert not any(criterion.standing is Standing.FAILURE for criterion in package.report.criteria)


def test_a_script_beside_the_file_gives_live_captions_in_its_words(inbox: Path, run: Run) -> None:
    spoken = speak(inbox / "talk.wav", SENTENCES)
    (inbox / "talk.txt").write_text("GUIDE: " + "\nGUIDE: ".join((*SENTENCES, "This is never spoken by anybody.")))
    package = run(spoken.path)
    assert names(package) == LIVE
    assert caption_text(package) == " ".join(SENTENCES)
    assert manifest(package)["unheard"] == ["This is never spoken by anybody."]
    lines = parse((package.manifest.parent / "talk.en.vtt").read_text("utf-8"))
    first = [next(line for line in lines if line.text.startswith(text.split()[0])) for text in SENTENCES]
    assert all(line.span and abs(line.span.start - span.start) <= 200
               for line, (_, span) in zip(first, spoken.sentences, strict=True))


def test_captions_beside_the_file_are_taken_for_the_truth_unless_a_machine_marked_them(inbox: Path, run: Run) -> None:
    speak(inbox / "talk.wav", SENTENCES)
    cues = f"WEBVTT\n\n00:00.500 --> 00:03.000\n{SENTENCES[0]}\n\n00:03.500 --> 00:07.000\n{SENTENCES[1]}\n"
    (inbox / "talk.vtt").write_text(cues)
    assert "talk.en.vtt" in names(run(inbox / "talk.wav"))
    (inbox / "talk.vtt").write_text(cues.replace("WEBVTT\n", "WEBVTT\n\nNOTE\nTranscribed by https://otter.ai\n"))
    package = run(inbox / "talk.wav")
    assert "talk.en.draft.vtt" in names(package)
    assert "talk.en.vtt" not in names(package)
    assert not (package.manifest.parent / "talk.en.vtt").exists()


def test_a_language_that_the_engine_does_not_know_gets_no_captions_rather_than_wrong_ones(inbox: Path, run: Run) -> None:
    speak(inbox / "talk.wav", SENTENCES)
    package = run(inbox / "talk.wav", speech={"language": "de"})
    assert names(package) == {"talk.wav.html"}
    assert any("does not know the language de" in finding.message for finding in package.report.findings)


def test_a_script_in_a_language_that_no_engine_can_place_keeps_its_words_under_a_draft_name(inbox: Path, run: Run) -> None:
    speak(inbox / "talk.wav", SENTENCES)
    text = "Das Museum öffnet um neun Uhr. Bitte lassen Sie Ihre Taschen am Eingang."
    (inbox / "talk.txt").write_text(text, encoding="utf-8")
    package = run(inbox / "talk.wav")
    assert "talk.de.draft.vtt" in names(package)
    assert caption_text(package) == text


def test_a_recording_without_speech_says_so_and_asks_a_person(inbox: Path, run: Run) -> None:
    package = run(silence(inbox / "quiet.wav", 4_000))
    assert names(package) == {"quiet.wav.html"}
    assert "speech.none" in rules(package)
    assert package.report.criteria[0].standing is Standing.NEEDS_A_PERSON


def test_a_script_of_which_nothing_is_heard_is_told_and_the_recogniser_listens(inbox: Path, run: Run) -> None:
    speak(inbox / "talk.wav", SENTENCES)
    (inbox / "talk.txt").write_text("Quarterly revenue figures.\nDepreciation schedules follow.")
    package = run(inbox / "talk.wav")
    assert "speech.script-misfit" in rules(package)
    assert "talk.en.draft.vtt" in names(package)


def test_sounds_that_a_person_names_are_captioned(inbox: Path, run: Run) -> None:
    speak(inbox / "talk.wav", SENTENCES, pauses=3_000)
    (inbox / "talk.txt").write_text(f"{SENTENCES[0]}\n[applause]\n{SENTENCES[1]}")
    package = run(inbox / "talk.wav")
    assert "[applause]" in (package.manifest.parent / "talk.en.srt").read_text("utf-8")
    assert "[applause]" in (package.manifest.parent / "talk.en.transcript.txt").read_text("utf-8")


def test_captions_of_a_recording_in_which_nobody_speaks_keep_their_authors_times(inbox: Path, run: Run) -> None:
    silence(inbox / "birds.wav", 6_000)
    (inbox / "birds.vtt").write_text("WEBVTT\n\n00:01.000 --> 00:03.000\n[a robin sings]\n\n00:03.500 --> 00:05.500\nListen.\n")
    package = run(inbox / "birds.wav")
    text = (package.manifest.parent / "birds.en.vtt").read_text("utf-8")
    assert "00:00:01.000 --> 00:00:03.000\n[a robin sings]" in text
    assert "Listen." in text


# --- sounds that matter --------------------------------------------------------------------------------------------


def with_music(path: Path, sentences: Sequence[str] = SENTENCES, seconds: float = 9) -> Path:
    """Music, then someone speaks."""
    spoken = speak(path.parent / "spoken.wav", sentences, lead=600, tail=400)
    talk = samples_of(spoken.path).astype(float) / 32_768
    spoken.path.unlink()
    return made_sounds.written(path, np.concatenate([made_sounds.music(seconds, 42, "plucked") * 0.5, talk]), 0.6)


def test_music_before_the_speech_is_captioned_and_stands_in_the_transcript(inbox: Path, run: Run) -> None:
    package = run(with_music(inbox / "show.wav"))
    cues = parse((package.manifest.parent / "show.en.draft.vtt").read_text("utf-8"))
    assert (cues[0].text, cues[0].sounds) == ("music", True)
    assert cues[0].span is not None
    assert cues[0].span.start < 1_500
    assert words_of(" ".join(cue.text for cue in cues if not cue.sounds)) == words_of(" ".join(SENTENCES))
    assert "[music]" in (package.manifest.parent / "show.en.transcript.draft.txt").read_text("utf-8").lower()
    told = manifest(package)["listened_for"]
    assert isinstance(told, dict)
    assert (told["sounds"], told["engine"]["name"]) == (["music"], "tonal")
    captions = next(one for one in package.sidecars if one.role is Role.CAPTIONS)
    assert [engine.name for engine in captions.provenance.engines] == ["pocketsphinx", "tonal"]


def test_a_recording_of_music_alone_gets_captions_that_name_it_in_the_language_of_the_file(inbox: Path, run: Run) -> None:
    made_sounds.written(inbox / "song.wav", made_sounds.music(12, 42, "plucked"))
    package = run(inbox / "song.wav", speech={"language": "de"})
    assert caption_text(package) == "Musik"
    assert {"song.de.vtt", "song.de.srt"} <= names(package)
    assert "song.en.draft.vtt" in names(run(inbox / "song.wav"))


def test_where_nobody_is_to_listen_nothing_is_named_and_that_is_said(inbox: Path, run: Run) -> None:
    package = run(with_music(inbox / "show.wav"), engines={"sounds": "none"})
    assert "music" not in caption_text(package)
    assert manifest(package)["listened_for"] == {"sounds": [], "engine": None}


def test_captions_of_a_person_are_not_added_to_but_what_they_leave_out_is_told(inbox: Path, run: Run) -> None:
    with_music(inbox / "show.wav")
    cues = f"WEBVTT\n\n00:09.600 --> 00:12.000\n{SENTENCES[0]}\n\n00:12.500 --> 00:16.000\n{SENTENCES[1]}\n"
    (inbox / "show.vtt").write_text(cues)
    package = run(inbox / "show.wav")
    assert "music" not in caption_text(package)
    assert "speech.sound-unnamed" in rules(package)
    (inbox / "show.vtt").write_text(cues.replace("WEBVTT\n", "WEBVTT\n\n00:00.500 --> 00:04.000\n[a guitar plays]\n"))
    package = run(inbox / "show.wav")
    assert "a guitar plays" in caption_text(package)
    assert "speech.sound-unnamed" not in rules(package)


def test_music_is_added_to_a_script_that_names_no_sound_there(inbox: Path, run: Run) -> None:
    with_music(inbox / "show.wav")
    (inbox / "show.txt").write_text("\n".join(SENTENCES))
    package = run(inbox / "show.wav")
    assert caption_text(package) == f"music {' '.join(SENTENCES)}"
    captions = next(one for one in package.sidecars if one.role is Role.CAPTIONS)
    assert not captions.provenance.draft
    assert "tonal" in {engine.name for engine in captions.provenance.engines}
    assert "speech.sound-added" in rules(package)


def test_a_script_is_placed_whichever_engine_recognises(inbox: Path, run: Run) -> None:
    speak(inbox / "talk.wav", SENTENCES)
    (inbox / "talk.txt").write_text("\n".join(SENTENCES))
    package = run(inbox / "talk.wav", engines={"speech": "null-speech"})
    assert names(package) == LIVE
    assert caption_text(package) == " ".join(SENTENCES)


# --- pictures ------------------------------------------------------------------------------------------------------


def test_a_picture_with_text_gets_a_draft_that_reads_it_and_no_metadata(inbox: Path, run: Run) -> None:
    package = run(slide(inbox / "sign.png", ["Entrance", "Open 9 to 5"]))
    assert names(package) == {"sign.png.en.alt.draft.txt", "sign.png.html"}
    text = (package.manifest.parent / "sign.png.en.alt.draft.txt").read_text("utf-8")
    assert {"entrance", "open", "9", "to", "5"} <= set(words_of(text))


def test_an_alt_text_in_the_picture_wins_and_goes_into_the_sidecar_metadata(inbox: Path, run: Run) -> None:
    source = Path(__file__).parents[1] / "samples" / "pictures" / "valley.jpg"
    shutil.copy(source, inbox / "valley.jpg")
    package = run(inbox / "valley.jpg")
    assert names(package) == {"valley.jpg.en.alt.txt", "valley.jpg.xmp", "valley.jpg.html"}
    assert "white house with a red roof" in (package.manifest.parent / "valley.jpg.en.alt.txt").read_text("utf-8")
    assert package.report.criteria[0].standing is Standing.NO_FAILURE_FOUND


def test_of_a_picture_of_which_nothing_is_known_nothing_is_said(inbox: Path, run: Run) -> None:
    package = run(picture(inbox / "IMG_0001.png", (640, 360)))
    assert names(package) == {"IMG_0001.png.html"}
    assert "alt.missing" in rules(package)
    assert package.report.criteria[0].standing is Standing.FAILURE


@pytest.mark.parametrize("ending", ["jpg", "png", "webp", "avif", "heic", "gif", "tiff", "bmp"])
def test_every_kind_of_picture_is_read(ending: str, inbox: Path, run: Run) -> None:
    import pillow_heif

    pillow_heif.register_heif_opener()
    with Image.open(slide(inbox.parent / "sign.png", ["Entrance"], (640, 360))) as drawn:
        drawn.convert("RGB").save(inbox / f"sign.{ending}")
    package = run(inbox / f"sign.{ending}")
    text = (package.manifest.parent / f"sign.{ending}.en.alt.draft.txt").read_text("utf-8")
    assert "entrance" in words_of(text)


# --- films ---------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def lecture(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Spoken]:
    """12 s: a title in silence for 5 s, then talk over a picture, then credits."""
    folder = tmp_path_factory.mktemp("lecture")
    spoken = speak(folder / "talk.wav", SENTENCES, lead=5_000, tail=4_000)
    length = -(-(spoken.speech[-1].end + 4_000) // 40) * 40
    last = length - 4_000
    scenes = [(slide(folder / "title.png", ["The Old River", "A film by Ottoline Wren"], (854, 480)), 4_800),
              (picture(folder / "hills.png", (854, 480)), last - 4_800),
              (slide(folder / "credits.png", ["Camera: John Miller"], (854, 480)), length - last)]
    return film(folder / "lecture.mp4", scenes, spoken.path), spoken


def test_a_film_gets_captions_and_descriptions_that_never_talk_over_speech(
    lecture: tuple[Path, Spoken], inbox: Path, run: Run, tmp_path: Path
) -> None:
    shutil.copy(lecture[0], inbox / "lecture.mp4")
    (inbox / "lecture.txt").write_text("\n".join(SENTENCES))
    package = run(inbox / "lecture.mp4")
    assert names(package) == {
        "lecture.en.vtt", "lecture.en.srt", "lecture.en.transcript.html", "lecture.en.transcript.txt", "lecture.mp4.html",
        "lecture.en.descriptions.draft.vtt", "lecture.en.described.draft.m4a"}
    told = parse((package.manifest.parent / "lecture.en.descriptions.draft.vtt").read_text("utf-8"))
    said = " ".join(line.text for line in told)
    assert {"old", "river", "ottoline", "camera", "miller"} <= set(words_of(said))
    sound = decode(package.asset, 0, LimitOptions(), tmp_path)
    speech = Silero().voiced(sound)
    assert speech
    spans = [line.span for line in told if line.span]
    assert sum(span.overlap(voice) for span in spans for voice in speech) == 0
    assert sum(span.overlap(voice) for span in spans for voice in lecture[1].speech) == 0
    descriptions = manifest(package)["descriptions"]
    assert isinstance(descriptions, dict)
    assert descriptions["verdict"] == Verdict.DESCRIBED
    assert descriptions["pictures_looked_at"] is False
    transcript = (package.manifest.parent / "lecture.en.transcript.txt").read_text("utf-8")
    assert transcript.index("Old River") < transcript.index("museum opens") < transcript.index("John Miller")


def test_a_film_that_says_what_it_shows_has_nothing_to_be_read(inbox: Path, run: Run) -> None:
    spoken = speak(inbox.parent / "talk.wav", ["Welcome to the old river museum."], lead=500, tail=4_000)
    length = -(-(spoken.speech[-1].end + 4_000) // 40) * 40
    film(inbox / "said.mp4", [(slide(inbox.parent / "s.png", ["The old river museum"], (854, 480)), length)], spoken.path)
    package = run(inbox / "said.mp4")
    descriptions = manifest(package)["descriptions"]
    assert isinstance(descriptions, dict)
    assert descriptions["verdict"] == Verdict.PICTURES_NOT_LOOKED_AT, "its text is heard, and nobody saw its pictures"
    assert not any(one.role in (Role.DESCRIPTIONS, Role.DESCRIBED_AUDIO) for one in package.sidecars)


def test_a_film_without_a_usable_pause_is_told_apart(inbox: Path, run: Run) -> None:
    spoken = speak(inbox.parent / "talk.wav", SENTENCES * 2, lead=200, pauses=300, tail=300)
    length = -(-spoken.speech[-1].end // 40) * 40
    film(inbox / "full.mp4", [(slide(inbox.parent / "s.png", ["Ticket office", "Camera: John Miller"], (854, 480)), length)],
         spoken.path)
    descriptions = manifest(run(inbox / "full.mp4"))["descriptions"]
    assert isinstance(descriptions, dict)
    assert descriptions["verdict"] == Verdict.NO_USABLE_PAUSE
    assert descriptions["omitted"]


def test_a_silent_film_is_described_on_a_track_of_its_own(inbox: Path, run: Run) -> None:
    film(inbox / "mute.mp4", [(slide(inbox.parent / "s.png", ["The Old River"], (854, 480)), 6_000)])
    package = run(inbox / "mute.mp4")
    assert {"mute.en.descriptions.draft.vtt", "mute.en.described.draft.m4a"} <= names(package)
    assert {criterion.number: criterion.standing for criterion in package.report.criteria}["1.2.2"] is Standing.NOT_APPLICABLE


def test_the_interview_is_described_where_nobody_speaks(inbox: Path, run: Run, tmp_path: Path) -> None:
    shutil.copy(shared("mammals.mp4"), inbox / "mammals.mp4")
    lines = parse(shared("mammals.human.en.vtt").read_text("utf-8"))
    (inbox / "mammals.txt").write_text("\n".join(line.text for line in lines))
    package = run(inbox / "mammals.mp4")
    unheard = manifest(package)["unheard"]
    assert isinstance(unheard, list)
    assert len(unheard) == 8
    told = parse((package.manifest.parent / "mammals.en.descriptions.draft.vtt").read_text("utf-8"))
    said = " ".join(line.text for line in told)
    assert "Ross MacPhee" in said
    assert "American Museum of Natural History" in said
    assert "Karen Taber" in said
    speech = Silero().voiced(decode(package.asset, 0, LimitOptions(), tmp_path))
    spans: list[Span] = [line.span for line in told if line.span]
    assert spans
    assert sum(span.overlap(voice) for span in spans for voice in speech) == 0
    assert all(a.end <= b.start for a, b in pairwise(spans))


# --- once, and people win ------------------------------------------------------------------------------------------


def test_a_second_run_does_nothing_again(inbox: Path, run: Run) -> None:
    speak(inbox / "again.wav", ["Nobody has said this before."])
    first = run(inbox / "again.wav")
    second = run(inbox / "again.wav")
    assert not all(hits(first).values())
    assert all(hits(second).values())
    assert {one.path.name: one.sha256 for one in first.sidecars} == {one.path.name: one.sha256 for one in second.sidecars}


def test_a_changed_caption_profile_makes_captions_again_and_hears_nothing_again(inbox: Path, run: Run) -> None:
    speak(inbox / "talk.wav", [*SENTENCES, "The train to the city leaves from platform two."], pauses=150)
    run(inbox / "talk.wav")
    package = run(inbox / "talk.wav", captions={"profile": "dcmp"})
    assert hits(package)["recognise"]
    assert not hits(package)["cues"]


def test_captions_that_a_person_edited_stay_and_everything_follows_from_them(inbox: Path, run: Run) -> None:
    speak(inbox / "talk.wav", SENTENCES)
    folder = run(inbox / "talk.wav").manifest.parent
    edited = folder / "talk.en.draft.vtt"
    edited.write_text(edited.read_text("utf-8").replace("museum", "Museum of Wool"), encoding="utf-8")
    mine = edited.read_bytes()
    package = run(inbox / "talk.wav")
    assert edited.read_bytes() == mine
    assert "Museum of Wool" in (folder / "talk.en.draft.srt").read_text("utf-8")
    assert "Museum of Wool" in (folder / "talk.en.transcript.draft.txt").read_text("utf-8")
    assert "recognise" not in hits(package)
    again = run(inbox / "talk.wav")
    assert edited.read_bytes() == mine
    assert names(again) == names(package)


def test_captions_that_a_person_edited_keep_their_lines_and_marks_wherever_they_go(inbox: Path, run: Run) -> None:
    speak(inbox / "talk.wav", SENTENCES)
    folder = run(inbox / "talk.wav").manifest.parent
    cues = (
        "- Where is it?\n- There, I think.", "ANNA: Where is it?\nBOB: There.", "♪ We are the champions ♪", "[crowd\ncheers]")
    (folder / "talk.en.draft.vtt").write_text("WEBVTT\n\n" + "\n\n".join(
        f"00:0{2 * number}.100 --> 00:0{2 * number + 2}.000\n{text}" for number, text in enumerate(cues)), encoding="utf-8")
    package = run(inbox / "talk.wav")
    srt = (folder / "talk.en.draft.srt").read_text("utf-8")
    assert [block.partition("\n")[2].partition("\n")[2].strip() for block in srt.strip().split("\n\n")] == list(cues)
    assert "captions.speakers-on-one-line" not in rules(package)
    transcript = (folder / "talk.en.transcript.draft.txt").read_text("utf-8")
    assert "ANNA: Where is it?" in transcript
    assert "BOB: There." in transcript
    assert "♪ We are the champions ♪" in transcript


def test_a_change_of_line_ends_is_no_edit(inbox: Path, run: Run) -> None:
    speak(inbox / "talk.wav", SENTENCES)
    folder = run(inbox / "talk.wav").manifest.parent
    file = folder / "talk.en.draft.vtt"
    file.write_bytes(file.read_bytes().replace(b"\n", b"\r\n"))
    package = run(inbox / "talk.wav")
    assert all(one.provenance.origin != "person" for one in package.sidecars)


def test_a_draft_renamed_to_its_live_name_is_approved(inbox: Path, run: Run) -> None:
    speak(inbox / "talk.wav", SENTENCES)
    folder = run(inbox / "talk.wav").manifest.parent
    (folder / "talk.en.draft.vtt").rename(folder / "talk.en.vtt")
    package = run(inbox / "talk.wav")
    assert names(package) == LIVE
    assert not (folder / "talk.en.draft.srt").exists()


def test_an_edited_alt_text_is_kept_and_goes_into_the_metadata_once_it_is_approved(inbox: Path, run: Run) -> None:
    folder = run(slide(inbox / "sign.png", ["Entrance"])).manifest.parent
    draft = folder / "sign.png.en.alt.draft.txt"
    draft.write_text("A blue sign at the museum door.\n")
    package = run(inbox / "sign.png")
    assert draft.read_text() == "A blue sign at the museum door.\n"
    assert not (folder / "sign.png.xmp").exists()
    assert package.report.criteria[0].standing is Standing.NEEDS_A_PERSON
    draft.rename(folder / "sign.png.en.alt.txt")
    package = run(inbox / "sign.png")
    assert names(package) == {"sign.png.en.alt.txt", "sign.png.xmp", "sign.png.html"}
    assert "A blue sign at the museum door." in (folder / "sign.png.xmp").read_text("utf-8")
    assert package.report.criteria[0].standing is Standing.NO_FAILURE_FOUND


def test_edited_captions_that_cannot_be_read_harm_nothing_that_was_made(inbox: Path, run: Run) -> None:
    speak(inbox / "talk.wav", SENTENCES)
    folder = run(inbox / "talk.wav").manifest.parent
    before = (folder / "talk.en.draft.srt").read_bytes()
    (folder / "talk.en.draft.vtt").write_text("WEBVTT\n\n00:01 -> 00:02\nMistyped.\n")
    with pytest.raises(MediaRefused, match="holds no caption that can be read"):
        run(inbox / "talk.wav")
    assert (folder / "talk.en.draft.srt").read_bytes() == before


def test_one_mistyped_time_in_edited_captions_is_told(inbox: Path, run: Run) -> None:
    speak(inbox / "talk.wav", SENTENCES)
    file = run(inbox / "talk.wav").manifest.parent / "talk.en.draft.vtt"
    file.write_text(file.read_text("utf-8") + "\n00:00:oops --> 00:00:09.000\nMistyped.\n", encoding="utf-8")
    assert "speech.unreadable-cues" in rules(run(inbox / "talk.wav"))


def test_a_damaged_arrow_in_edited_captions_is_told(inbox: Path, run: Run) -> None:
    speak(inbox / "talk.wav", SENTENCES, pauses=4_000)
    file = run(inbox / "talk.wav").manifest.parent / "talk.en.draft.vtt"
    head, arrow, rest = file.read_text("utf-8").rpartition(" --> ")
    file.write_text(head + arrow.replace("-->", "->") + rest, encoding="utf-8")
    assert "speech.unreadable-cues" in rules(run(inbox / "talk.wav"))


def test_an_empty_companion_is_told(inbox: Path, run: Run) -> None:
    speak(inbox / "talk.wav", SENTENCES)
    (inbox / "talk.vtt").write_bytes(b"")
    assert "speech.empty-companion" in rules(run(inbox / "talk.wav"))


def test_captions_in_another_language_than_the_sound_are_told_and_not_taken_for_it(inbox: Path, run: Run) -> None:
    speak(inbox / "talk.wav", SENTENCES)
    (inbox / "talk.de.vtt").write_text("WEBVTT\n\n00:00.500 --> 00:03.000\nDas Museum öffnet um neun.\n", encoding="utf-8")
    (inbox / "talk.en.vtt").write_text(f"WEBVTT\n\n00:00.500 --> 00:03.000\n{SENTENCES[0]}\n")
    package = run(inbox / "talk.wav", speech={"language": "en"})
    assert caption_text(package) == SENTENCES[0]
    assert "speech.other-language" in rules(package)
    assert caption_text(run(inbox / "talk.wav")) == SENTENCES[0]


def test_a_file_that_changes_while_it_is_worked_on_is_not_kept(inbox: Path, state: Path, tmp_path: Path) -> None:
    speak(inbox / "talk.wav", ["This is what it said at first."])
    asset = asset_of(inbox / "talk.wav", tmp_path / "inbox")
    speak(inbox / "talk.wav", ["Something else altogether was copied over it."])
    with pytest.raises(MediaChanged):
        Workshop(load(), state).process(asset, tmp_path / "out")


def test_a_language_out_of_a_file_never_leads_out_of_the_folder(inbox: Path, run: Run, tmp_path: Path) -> None:
    evil = b'<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">' \
        b'<rdf:Description rdf:about="" xmlns:i="http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/"><i:AltTextAccessibility>' \
        b'<rdf:Alt><rdf:li xml:lang="en/../../../evil">A red door.</rdf:li></rdf:Alt></i:AltTextAccessibility>' \
        b"</rdf:Description></rdf:RDF></x:xmpmeta>"
    Image.new("RGB", (64, 64), "red").save(inbox / "door.jpg", xmp=evil)
    package = run(inbox / "door.jpg")
    assert "door.jpg.en.alt.txt" in names(package)
    assert not list(tmp_path.rglob("evil*"))


def test_descriptions_that_a_person_edited_are_spoken_where_they_put_them(
    lecture: tuple[Path, Spoken], inbox: Path, run: Run
) -> None:
    shutil.copy(lecture[0], inbox / "lecture.mp4")
    folder = run(inbox / "lecture.mp4").manifest.parent
    edited = folder / "lecture.en.descriptions.draft.vtt"
    edited.write_text("WEBVTT\n\n00:00:00.300 --> 00:00:04.500\nWhite letters on dark blue: The Old River.\n")
    mine = edited.read_bytes()
    package = run(inbox / "lecture.mp4")
    assert edited.read_bytes() == mine
    assert not hits(package)["mix"]
    transcript = next(one.path for one in package.sidecars if one.role is Role.TRANSCRIPT and one.path.suffix == ".txt")
    assert "White letters on dark blue" in transcript.read_text("utf-8")


def test_originals_are_never_touched(lecture: tuple[Path, Spoken], inbox: Path, run: Run) -> None:
    shutil.copy(lecture[0], inbox / "lecture.mp4")
    before = {path: (path.read_bytes(), path.stat().st_mtime_ns) for path in inbox.iterdir()}
    run(inbox / "lecture.mp4")
    assert {path: (path.read_bytes(), path.stat().st_mtime_ns) for path in inbox.iterdir()} == before


def test_drafts_take_live_names_when_the_settings_publish_them(inbox: Path, run: Run) -> None:
    speak(inbox / "talk.wav", SENTENCES)
    package = run(inbox / "talk.wav", release={"drafts": "publish"})
    assert "talk.en.vtt" in names(package)
    assert next(one for one in package.sidecars if one.role is Role.CAPTIONS).provenance.draft

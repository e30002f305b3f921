"""The whole way of a file, on the embedded engines, with media whose truth is known."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from pathlib import Path

import made_sounds
import numpy as np
import pytest
from made import picture, samples_of, silence, slide, speak, words_of
from PIL import Image
from workshops import LIVE, SENTENCES, Run, caption_text, manifest, names, rules

from access.model.package import Role, Standing
from access.pack.vtt import parse

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

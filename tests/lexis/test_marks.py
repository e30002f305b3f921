"""Texts that pass as a person's and are a machine's, and those that look so and are not."""

from __future__ import annotations

import pytest

from access.lexis.marks import caption_marks, machine_marks

OFFICE = [
    "A picture containing grass, outdoor, sky\n\nDescription automatically generated",
    "A dog on a sofa\n\nDescription automatically generated with low confidence",
    "A screenshot of a computer AI-generated content may be incorrect.",
    "Ein Bild, das Text, Screenshot, Schrift enthält. Automatisch generierte Beschreibung",
    "Ein Bild, das Kreis, Diagramm, Text enthält.\n\nKI-generierte Inhalte können fehlerhaft sein.",
    "Une image contenant texte, capture d’écran, logo\n\nDescription générée automatiquement",
    "Une image contenant carte, texte\n\nLe contenu généré par l’IA peut être incorrect.",
    "Captura de pantalla de un cuadro blanco Descripción generada automáticamente",
    "Un ratón de computadora Descripción generada automáticamente con confianza media",
    "Diagrama El contenido generado por IA puede ser incorrecto.",
    "Schermata di uno smart phone Descrizione generata automaticamente",
]
FACEBOOK = [
    "May be an image of 2 people, people standing and text that says 'SALE'",
    "May be a Twitter screenshot of text",
    "May be art of flower",
    "Image may contain: one or more people, ocean and outdoor",
    "Photo by The Museum on August 30, 2026. May be an image of bird.",
    "Photo by Ana on August 30, 2026. Puede ser una imagen de mar.",
    "Peut être une image de 1 personne et texte qui dit ’edbibo’",
    "No photo description available.",
]
PERSONS = [
    "A grey heron stands in shallow water.",
    "A picture window in an old house.",
    "May Day parade in Berlin, with a brass band.",
    "It may be an hour before the next bus: the timetable of line 7.",
    "A drawing that may contain traces of nuts.",
    "A robot writes: 'I may be incorrect.'",
    "",
]

YOUTUBE = """WEBVTT
Kind: captions
Language: en

00:00:00.160 --> 00:00:02.869 align:start position:0%

welcome<00:00:00.480><c> to</c><00:00:00.640><c> the</c><00:00:00.800><c> talk</c>

00:00:02.869 --> 00:00:02.879 align:start position:0%
welcome to the talk
"""
YOUTUBE_WITHOUT_WORD_TIMES = """WEBVTT
Kind: captions
Language: en

00:00:00.160 --> 00:00:02.869 align:start position:0%
welcome to the talk

00:00:02.869 --> 00:00:02.879 align:start position:0%
welcome to the talk
"""
YOUTUBE_BY_A_PERSON = """WEBVTT
Kind: captions
Language: en

00:00:00.000 --> 00:00:01.390
MINKO: Hello, everyone,

00:00:01.390 --> 00:00:02.670 align:start position:0% line:0%
I'm working on Angular.
"""
TEAMS = """WEBVTT

6c4f3c2a-1d2e-4b5f-9a8b-0c1d2e3f4a5b/12-0
00:00:03.140 --> 00:00:07.230
<v Ana Pérez>Good morning.</v>
"""
STREAM = """WEBVTT

NOTE duration:"00:00:32.5820000"

NOTE language:en-us

NOTE Confidence: 0.69450831413269

00:00:03.300 --> 00:00:06.870
Hello.
"""
PANOPTO = "1\n00:00:00,240 --> 00:00:06,090\n[Auto-generated transcript. Edits may have been applied for clarity.]\nHello.\n"
OTTER = "1\n00:00:00,240 --> 00:00:06,090\nThank you.\n\nTranscribed by https://otter.ai\n"
TURBOSCRIBE = "1\n00:00:00,240 --> 00:00:06,090\n(Transcribed by TurboScribe.ai. Go Unlimited to remove this message.) Hello.\n"
PERSONS_CAPTIONS = """WEBVTT

NOTE Written by hand, July 2026

intro
00:00:01.000 --> 00:00:03.000
<v Ana>Our subtitles are made by people, not by machines.</v>

00:00:03.000 --> 00:00:05.000
I transcribed it with otter fur in mind. [__] Fill in the gap.
"""


@pytest.mark.parametrize("text", OFFICE)
def test_offices_descriptions_are_known_in_many_languages(text: str) -> None:
    assert machine_marks(text) == ("Office's automatic description",)


@pytest.mark.parametrize("text", FACEBOOK)
def test_facebooks_guesses_are_known(text: str) -> None:
    assert machine_marks(text) == ("Facebook's automatic description",)


@pytest.mark.parametrize("text", PERSONS)
def test_a_persons_alternative_text_has_no_marks(text: str) -> None:
    assert machine_marks(text) == ()


@pytest.mark.parametrize(("text", "mark"), [
    (YOUTUBE, "YouTube's word times"),
    (YOUTUBE_WITHOUT_WORD_TIMES, "YouTube's rolling cues"),
    ("1\n00:00:01,000 --> 00:00:02,000\nwhat the [\xa0__\xa0]\n", "YouTube's bleep for a word"),
    (TEAMS, "Microsoft Teams' cue names"),
    (STREAM, "Microsoft Stream's confidence notes"),
    (PANOPTO, "Panopto's notice"),
    (OTTER, "a transcription service's name"),
    (TURBOSCRIBE, "a transcription service's name"),
])
def test_captions_of_recognisers_bear_their_marks(text: str, mark: str) -> None:
    assert mark in caption_marks(text)
    assert mark in caption_marks("\ufeff" + text.replace("\n", "\r\n"))


@pytest.mark.parametrize("text", [YOUTUBE_BY_A_PERSON, PERSONS_CAPTIONS.replace("[__]", "…"), "", "WEBVTT\n"])
def test_a_persons_captions_have_no_marks(text: str) -> None:
    assert caption_marks(text, names=("Talk.en.vtt", "Das Auto.de.vtt", "The Horse Whisperer.srt")) == ()


def test_zooms_file_is_known_by_its_name_only() -> None:
    zoom = "WEBVTT\n\n1\n00:00:05.790 --> 00:00:13.514\nChristina: Lorem ipsum\n"
    assert caption_marks(zoom) == ()
    assert caption_marks(zoom, names=("GMT20240124-202901_Recording.transcript.vtt",)) == (
        "Zoom's name for its recogniser's file",)

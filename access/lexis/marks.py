"""The marks that machines leave in texts which then pass as given by a person.

A text that bears one is a draft, not the truth. Only what a person would hardly write counts: what Zoom and
Whisper write looks like a person's captions, and is known by its file's name or not at all.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

_OFFICE = "Office's automatic description"
_META = "Facebook's automatic description"

_ALT_MARKS = (
    # Office 2016 to 2024, with or without "with low confidence" after it.
    (_OFFICE, r"descriptions? (?:is )?automatically generated|automatically generated description"),
    (_OFFICE, r"automatisch (?:generierte|erstellte) beschreibung|description générée automatiquement"),
    (_OFFICE, r"descripción generada automáticamente|descrizione generata automaticamente|descrição gerada automaticamente"),
    (_OFFICE, r"automatisch gegenereerde beschrijving"),
    # Microsoft 365 since 2024.
    (_OFFICE, r"ai-generated content may be incorrect|ki-generierte inhalte können fehlerhaft sein"),
    (_OFFICE, r"le contenu généré par l.(?:ia|intelligence artificielle) peut être incorrect"),
    (_OFFICE, r"el contenido generado por (?:la )?ia puede ser incorrecto"),
    # The sentence before it, which stays when somebody deletes the warning.
    (_OFFICE, r"^a picture containing \w+|^ein bild, das .+ enthält|^une image contenant \w+|^imagen que contiene \w+"),
    (_OFFICE, r"^immagine che contiene \w+"),
    (_META, r"(?:^|\. )may be (?:an? [\w '-]+ of|art|an? (?:meme|cartoon|doodle|graphic|illustration|selfie|close-?up))\b"),
    (_META, r"^image may contain:|^(?:photo|image|video) by .{1,80} on \w+ \d{1,2}, \d{4}\."),
    (_META, r"^peut être une (?:image|photo) de|(?:^|\. )puede ser una (?:imagen|foto) de"),
    (_META, r"^kann (?:ein bild|eine grafik) von .+ sein"),
    (_META, r"no photo description available|no hay ninguna descripción de la foto disponible"),
    (_META, r"aucune description de photo disponible|keine fotobeschreibung verfügbar"),
)
_COMPILED_ALT_MARKS = tuple((name, re.compile(pattern, re.IGNORECASE)) for name, pattern in _ALT_MARKS)

_CAPTION_MARKS = (
    ("YouTube's word times", re.compile(r"<\d\d:\d\d:\d\d\.\d{3}><c(?:\.[\w.]+)?>")),
    ("YouTube's bleep for a word", re.compile(r"\[(?:&nbsp;|\xa0| )?__(?:&nbsp;|\xa0| )?\]")),
    ("Microsoft Stream's confidence notes", re.compile(r"^NOTE Confidence: \d[.,]\d+\s*$", re.MULTILINE)),
    ("Microsoft Teams' cue names", re.compile(
        r"^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}(?:/\d+-\d+)?\s*\n\s*\d[\d:.,]+ --> ", re.MULTILINE | re.IGNORECASE)),
    ("Panopto's notice", re.compile(r"\[auto-?generated transcript\. edits may have been applied", re.IGNORECASE)),
    ("a transcription service's name", re.compile(
        r"^[\[(]?(?:(?:transcrib|caption|subtitl)ed|(?:transcript|captions|subtitles)(?: (?:created|generated|made))?) "
        r"(?:by|with) "
        r"(?:https?://)?(?:www\.)?(?:otter\.ai|turboscribe|(?:openai )?whisper|sonix|trint|happy ?scribe|descript|notta)\b",
        re.MULTILINE | re.IGNORECASE)),
    ("a notice that it is automatic", re.compile(
        r"^(?:NOTE\s+|[\[(])(?:this (?:transcript|file) (?:was|is) )?"
        r"(?:auto(?:matically)?[- ]?generated|machine[- ]generated|ai[- ]generated)\b",
        re.MULTILINE | re.IGNORECASE)),
)
_YOUTUBE_HEAD = re.compile(r"\AWEBVTT[^\n]*\nKind: captions\n")
_CUE_TIME = re.compile(r"^\d[\d:.]+ --> \d[\d:.]+(?P<settings>[^\n]*)$", re.MULTILINE)
_YOUTUBE_SETTINGS = "align:start position:0%"
_NAME_MARKS = (
    ("Zoom's name for its recogniser's file", re.compile(r"GMT\d{8}-\d{6}_Recording.*\.(?:transcript|cc)\.vtt", re.IGNORECASE)),
    ("a name that says automatic", re.compile(
        r".*[._ ([-](?:auto-?generated|asr|otter[_.]ai)[\])]?(?:[._-][a-z]{2,3}(?:-\w+)?)?\.\w{3,4}",
        re.IGNORECASE)),
)


def machine_marks(text: str) -> tuple[str, ...]:
    """Return the marks of a machine in an alternative text, each named once; none where it may be a person's."""
    line = " ".join(text.split())
    return tuple(dict.fromkeys(name for name, pattern in _COMPILED_ALT_MARKS if pattern.search(line)))


def caption_marks(text_of_file: str, names: Sequence[str] = ()) -> tuple[str, ...]:
    """Return the marks of a recogniser in the text of a captions file, and in the `names` it has or had."""
    text = text_of_file.replace("\r\n", "\n").replace("\r", "\n").lstrip("\ufeff")
    found = [name for name, pattern in _CAPTION_MARKS if pattern.search(text)]
    if _rolls_up(text):
        found.append("YouTube's rolling cues")
    found += (mark for mark, pattern in _NAME_MARKS if any(pattern.fullmatch(name) for name in names))
    return tuple(found)


def _rolls_up(text: str) -> bool:
    """Return whether it has the shape of YouTube's automatic captions, which stays when a tool takes the word times out.

    People's captions on YouTube have the same head, and no place for each cue.
    """
    if not _YOUTUBE_HEAD.match(text):
        return False
    settings = [match["settings"].strip() for match in _CUE_TIME.finditer(text)]
    return settings.count(_YOUTUBE_SETTINGS) * 2 > len(settings)

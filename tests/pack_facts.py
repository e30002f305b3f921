"""Small true facts to pack: an original, sidecars, a script, a manifest's facts. Shared by the tests of packing."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

from access.files import digest
from access.model.findings import AudioStream, Probe, TextOrigin, VideoStream
from access.model.media import Asset, Companion, Companions, MediaKind
from access.model.package import Checked, Criterion, Finding, Report, Role, Severity, Sidecar, Standing, StepRecord
from access.model.pictures import KindGuess, Nature, Pictured, PictureInfo, PictureKind, Suggested, TextBlock, Use
from access.model.script import (
    AltText,
    Course,
    Cue,
    Decision,
    Description,
    DescriptionPlan,
    EngineIdentity,
    Extension,
    Hold,
    Listened,
    Matter,
    Omission,
    Passage,
    PassageKind,
    Provenance,
    ReviewState,
    Script,
    Tier,
    Verdict,
)
from access.model.time import Span
from access.pack.content import content_of
from access.pack.described import DescribedFacts
from access.pack.manifest import ManifestFacts

ENGINE = EngineIdentity("pocketsphinx", "5.1.1", Tier.DRAFT, "BSD-2-Clause", "en-us", "the only one that is ready")
DRAFT = Provenance(TextOrigin.MACHINE, ReviewState.PROPOSED, (ENGINE,), 0.61, ("only a draft engine heard it",))
PERSON = Provenance(TextOrigin.PERSON, ReviewState.APPROVED, source="lecture.txt")

CUES = (
    Cue(Span(0, 1500), ("Good morning.",), "ANNA"),
    Cue(Span(2000, 4000), ("Fish & chips", "cost < 5 <b>pounds</b>"), "BEN"),
    Cue(Span(4200, 5000), ("[applause]",)),
)
PLAN = DescriptionPlan(
    (Description(
        Span(5200, 6000), "Text on screen: Opening hours.", 1.1, Span(4800, 7000), Matter.TEXT, ("the letters are small",),
        (Decision(Course.WHOLE, "Text on screen: Opening hours. Daily.", 1500, 900, False),
         Decision(Course.FASTER, "Text on screen: Opening hours.", 800, 900, True))),),
    (Omission(Span(7000, 8000), "Credits.", "no room", Matter.CREDITS, 2.0, True),), Verdict.DESCRIBED, False,
)
EXTENSION = Extension((
    Hold(6500, 2000, Description(
        Span(6700, 8300), "Credits.", 1.0, Span(7000, 8000), Matter.CREDITS, ("a name is hard to read",))),
))
VOICE = EngineIdentity("espeak", "1.52", Tier.STANDARD, "GPL-3.0-or-later", "en-gb", "it is always there")
LOOKER = EngineIdentity("transformers", "5.23", Tier.HIGH, "Apache-2.0", "Qwen3-VL-4B", "the best one that is ready")
PASSAGES = (
    Passage(PassageKind.SPEECH, Span(0, 1500), "Good morning.", "ANNA"),
    Passage(PassageKind.SPEECH, Span(2000, 4000), "Fish & chips cost < 5 <b>pounds</b>.", "BEN"),
    Passage(PassageKind.SOUND, Span(4200, 5000), "applause"),
    Passage(PassageKind.DESCRIPTION, Span(5200, 6000), "Text on screen: Opening hours."),
    Passage(PassageKind.SCREEN_TEXT, Span(7000, 8000), "Credits"),
)
REPORT = Report(
    (Finding("captions.reading-speed", Severity.WARNING, "Too fast.", Span(2000, 4000), 18.2, 17.0),
     Finding("captions.sounds", Severity.NOTE, "No sounds are named.")),
    (Criterion("1.2.2", "Captions (Prerecorded)", Standing.NEEDS_A_PERSON, "Captions are a draft."),),
    (Checked(Role.CAPTIONS, "web", 3, 0, 1, 1),),
)


def asset(folder: Path, relative: str = "talks/lecture.mp4", kind: MediaKind = MediaKind.VIDEO) -> Asset:
    """Return an original below `folder`/in that need not be there."""
    place = Path(relative)
    script = Companion(folder / "in" / place.with_suffix(".txt"), "c" * 64, "en")
    ending = place.suffix.lower().removeprefix(".")
    format = {"jpg": "jpeg", "tif": "tiff"}.get(ending, ending) if kind is MediaKind.IMAGE else "mp4"
    return Asset(folder / "in" / place, place, kind, format, "a" * 64, 1234, Companions(script=script))


def sidecar(
    path: Path, role: Role, review: ReviewState = ReviewState.PROPOSED, provenance: Provenance | None = None
) -> Sidecar:
    """Return the noun of a sidecar, true to the file where there is one."""
    data = path.read_bytes() if path.is_file() else b""
    content = content_of(role, path) if path.is_file() else digest(data)
    return Sidecar(role, path, digest(data), content, "en", provenance or Provenance(TextOrigin.MACHINE, review, (ENGINE,)))


def script(**changes: Any) -> Script:
    """Return the script of a film with two speakers, a sound, a description and a credit that nobody reads."""
    made = Script("en", "A <lecture> & more", CUES, DRAFT, PASSAGES, PLAN, DRAFT)
    return replace(made, **changes)


def alt_text(text: str, long: str = "", language: str = "en", by: Provenance = PERSON, doubts: tuple[str, ...] = ()) -> AltText:
    return AltText(text, long, language, by, doubts)


LOOKED_AT = Provenance(TextOrigin.MACHINE, ReviewState.PROPOSED, (LOOKER,), 0.8123)


def told_picture() -> Script:
    """Return the script of a chart in three languages, with all that is known of it."""
    alts = (
        alt_text("A chart of visitors by year.", "Year | Visitors\n2023 | 1,200\n2024 | 1,340\n\nThe last one is the most.",
                 by=PERSON),
        alt_text("Besucherzahlen nach Jahren.", "Zwei Jahre.", "de", DRAFT, ("it names a number that OCR did not read",)),
        alt_text("2024 مخطط الزوار حسب السنة.", "", "ar", LOOKED_AT),
    )
    pictured = Pictured(
        KindGuess(PictureKind.CHART, 0.8254), Suggested(Use.INFORMATIVE, "It holds text."),
        (TextBlock(Nature.TABLE, ("2023 | 1,200", "2024 | 1,340"), 0, 0.9712), TextBlock(Nature.GARBLED, ("x~~",), 1)))
    return Script("en", "Visitors", alts=alts, picture=pictured)


def picture_script() -> Script:
    alt = AltText("A chart of visitors.", "Three bars.\n\nThe last one is the tallest.", "en", PERSON)
    return Script("en", "Visitors", alts=(alt,))


def facts(folder: Path, relative: str = "talks/lecture.mp4") -> ManifestFacts:
    """Return the facts of a film, every part of them filled."""
    video = VideoStream("h264", 1280, 720, "30000/1001", "10:00:00;00")
    sound = AudioStream(0, "aac", 48_000, 2, "en", "Programme")
    probe = Probe("mov", 8000, video, (sound,), PictureInfo(1280, 720, 1), "A lecture")
    steps = (StepRecord("listen", False, 1.23456, "pocketsphinx"), StepRecord("cues", True, 0.0))
    return ManifestFacts(
        asset(folder, relative), probe, (), REPORT, steps, {"captions": {"profile": "web"}, "alt": {"max_characters": 125}},
        "0.1.0", "en", True, DescribedFacts(replace(PLAN, extension=EXTENSION), VOICE, LOOKER, True),
        ("Nobody says this.",), ("English was assumed.",), ("b" * 64,),
        Listened(("music",), EngineIdentity("tonal", "1", Tier.STANDARD, "Apache-2.0")),
    )

"""Pages, read as text: what stands in them, what they may load, and that words of media never become marks."""

from __future__ import annotations

import base64
import hashlib
import json
import os
import re
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pack_facts import (
    CUES,
    DRAFT,
    EXTENSION,
    PASSAGES,
    PERSON,
    PLAN,
    REPORT,
    alt_text,
    asset,
    picture_script,
    script,
    sidecar,
    told_picture,
)

from access.config import PageOptions
from access.errors import SettingsError
from access.model.findings import TextOrigin
from access.model.media import MediaKind
from access.model.package import Narrated, Role
from access.model.pictures import Suggested, Use
from access.model.script import Cue, DescriptionPlan, Passage, PassageKind, Picture, Provenance, ReviewState, Script, Verdict
from access.model.time import Span
from access.pack.page import PageFacts, media_page, standing, transcript_html, transcript_text

HERE = PageOptions()


class Reader(HTMLParser):
    """Collects tags with their attributes, and the text that is shown."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str]]] = []
        self.text = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, {name: value or "" for name, value in attrs}))

    def handle_data(self, data: str) -> None:
        self.text += data

    def all(self, tag: str) -> list[dict[str, str]]:
        return [attributes for name, attributes in self.tags if name == tag]


def film(folder: Path, name: str = "talks/lecture.mp4", made: Script | None = None, options: PageOptions = HERE) -> PageFacts:
    out = folder / "out" / "talks"
    stem = Path(name).stem
    sidecars = (
        sidecar(out / f"{stem}.en.draft.vtt", Role.CAPTIONS, provenance=DRAFT),
        sidecar(out / f"{stem}.en.draft.srt", Role.CAPTIONS, provenance=DRAFT),
        sidecar(out / f"{stem}.en.descriptions.draft.vtt", Role.DESCRIPTIONS, provenance=DRAFT),
        sidecar(out / f"{stem}.en.described.draft.m4a", Role.DESCRIBED_AUDIO, provenance=DRAFT),
    )
    return PageFacts(made or script(), asset(folder, name), sidecars, REPORT, out / f"{Path(name).name}.access.json", options)


def picture(folder: Path, made: Script) -> PageFacts:
    out = folder / "out"
    return PageFacts(made, asset(folder, "photo.jpg", MediaKind.IMAGE), (), REPORT, out / "photo.jpg.access.json", HERE)


def test_a_film_s_page_has_player_tracks_mix_transcript_and_files(tmp_path: Path) -> None:
    page = Reader(media_page(film(tmp_path)))
    assert page.all("video")[0]["src"] == "../../in/talks/lecture.mp4"
    assert [(one["kind"], one["src"], one["srclang"], "default" in one) for one in page.all("track")] == [
        ("captions", "lecture.en.draft.vtt", "en", True),
        ("descriptions", "lecture.en.descriptions.draft.vtt", "en", False),
    ]
    assert page.all("audio")[0]["src"] == "lecture.en.described.draft.m4a"
    links = {one["href"] for one in page.all("a")}
    assert {"#transcript", "lecture.en.draft.vtt", "lecture.en.draft.srt", "lecture.en.described.draft.m4a",
            "lecture.mp4.access.json", "../../in/talks/lecture.mp4"} <= links
    assert "Play with audio description" in page.text
    for one in PASSAGES:
        assert one.text in page.text


def test_a_draft_is_called_one_in_words(tmp_path: Path) -> None:
    page = media_page(film(tmp_path))
    assert "Machine-made draft. No person has checked it yet. Only a draft engine heard it." in page
    assert "Captions (en, machine-made draft)" in page


def test_a_picture_s_page_shows_it_with_its_texts(tmp_path: Path) -> None:
    page = Reader(media_page(picture(tmp_path, picture_script())))
    assert page.all("img") == [{"src": "../in/photo.jpg", "alt": "A chart of visitors.", "lang": "en"}]
    assert "The last one is the tallest." in page.text
    assert not page.all("script")
    assert not page.all("video")


def test_a_picture_without_a_text_is_never_said_to_be_decorative(tmp_path: Path) -> None:
    page = Reader(media_page(picture(tmp_path, Script("en", "photo"))))
    assert "No alternative text" in page.all("img")[0]["alt"]


def test_a_picture_s_page_tells_every_language_how_each_stands_and_where_to_look(tmp_path: Path) -> None:
    text = media_page(picture(tmp_path, told_picture()))
    page = Reader(text)
    short, long = ([(one["lang"], one["dir"]) for one in page.all(tag) if "lang" in one] for tag in ("p", "div"))
    assert short == [("en", "ltr"), ("de", "ltr"), ("ar", "rtl")]
    assert long == [("en", "ltr"), ("de", "ltr")]
    for words in (
        "Alternative text in German", "2024 مخطط الزوار حسب السنة.", "Only a draft engine heard it.",
        "A person should look: it names a number that OCR did not read.", "It seems to inform. It holds text.",
        "a person decides",
        "Kind, by its looks: chart (confidence 0.83, calibration unknown).",
        "Text in English: Written by a person (lecture.txt).", "Text in Arabic: Machine-made. No person has checked it yet.",
    ):
        assert words in page.text
    assert len(page.all("table")) == 1
    assert text.count("<td>") == 6


@pytest.mark.parametrize("use", Use)
def test_what_a_picture_is_for_is_left_to_a_person(tmp_path: Path, use: Use) -> None:
    told = told_picture()
    assert told.picture is not None
    made = replace(told, picture=replace(told.picture, suggested=Suggested(use, "x")))
    assert "a person decides" in media_page(picture(tmp_path, made))


def test_a_maybe_decorative_picture_is_a_question_for_a_person(tmp_path: Path) -> None:
    told = told_picture()
    assert told.picture is not None
    suggested = Suggested(Use.MAYBE_DECORATIVE, "it is one colour")
    made = replace(told, picture=replace(told.picture, kind=None, suggested=suggested))
    page = Reader(media_page(picture(tmp_path, made)))
    assert "It may be decorative" in page.text
    assert "It is one colour." in page.text
    assert page.all("img")[0]["alt"] == "A chart of visitors by year."


@pytest.mark.parametrize(("name", "shown"), [
    ("a.jpg", True), ("a.bmp", True), ("a.svg", True), ("a.tif", False), ("a.heic", False)])
def test_a_picture_that_browsers_do_not_show_is_told_rather_than_broken(tmp_path: Path, name: str, shown: bool) -> None:
    facts = replace(picture(tmp_path, picture_script()), asset=asset(tmp_path, name, MediaKind.IMAGE))
    page = Reader(media_page(facts))
    assert bool(page.all("img")) is shown
    assert ("open the original to see it" in page.text) is not shown
    assert "A chart of visitors." in (page.text if not shown else page.all("img")[0]["alt"])


def test_a_signed_picture_s_page_says_why_its_text_stands_beside_it(tmp_path: Path) -> None:
    assert "content credentials" in media_page(replace(picture(tmp_path, picture_script()), signed=True))


WORDS = st.text(max_size=20) | st.sampled_from(["</p><script>", "\" onload=\"x", "a | b\nc | d", "\u202e", "<td>"])


@settings(max_examples=40, deadline=None)
@given(text=WORDS, long=WORDS, doubt=WORDS, why=WORDS, language=WORDS)
def test_no_words_of_a_picture_become_marks(text: str, long: str, doubt: str, why: str, language: str) -> None:
    alt = alt_text(f"x{text}", f"{long}", language, replace(DRAFT, why_draft=(why or "x",)), (f"x{doubt}",))
    known = replace(told_picture(), alts=(alt, alt))
    assert known.picture is not None
    page = media_page(picture(Path("/nowhere"), replace(
        known, title=text, picture=replace(known.picture, suggested=Suggested(Use.INFORMATIVE, why)))))
    assert {tag for tag, _ in Reader(page).tags} <= {
        "html", "head", "meta", "title", "style", "body", "a", "header", "h1", "h2", "h3", "h4", "p", "main", "section", "img",
        "ul", "li", "strong", "div", "table", "tr", "td"}
    assert not any(name.startswith("on") for _, attributes in Reader(page).tags for name in attributes)
    assert "\u202e" not in page


@pytest.mark.parametrize(("name", "link"), [
    ("talks/50% #1?.mp4", "50%25%20%231%3F.mp4"),
    ("talks/http:x.mp4", "http%3Ax.mp4"),
    ("talks/-é\n\".mp4", "-%C3%A9%0A%22.mp4"),
    (f"talks/{os.fsdecode(b'caf' + bytes([0xE9]))}.mp4", "caf%E9.mp4"),
])
def test_links_are_relative_and_percent_encoded(tmp_path: Path, name: str, link: str) -> None:
    page = Reader(media_page(film(tmp_path, name)))
    assert page.all("video")[0]["src"] == f"../../in/talks/{link}"
    for one in [*page.all("a"), *page.all("track")]:
        assert re.fullmatch(r"[\w%./#~-]+", one.get("href") or one["src"], re.ASCII)


def test_media_that_are_published_elsewhere_are_linked_there(tmp_path: Path) -> None:
    page = Reader(media_page(film(tmp_path, options=PageOptions(media_url="https://cdn.example:8443/media/"))))
    assert page.all("video")[0]["src"] == "https://cdn.example:8443/media/talks/lecture.mp4"
    assert "media-src 'self' file: https://cdn.example:8443;" in policy(page)
    here = Reader(media_page(film(tmp_path, options=PageOptions(media_url="/media"))))
    assert here.all("video")[0]["src"] == "/media/talks/lecture.mp4"


@pytest.mark.parametrize("address", ["javascript:alert(1)", "//evil.example", "https://", "https://a;b", "file:///etc", "https://a:b/"])
def test_what_is_no_address_for_media_is_refused(tmp_path: Path, address: str) -> None:
    with pytest.raises(SettingsError, match="media_url"):
        media_page(film(tmp_path, options=PageOptions(media_url=address)))


def test_the_policy_allows_the_page_s_own_script_and_style_and_no_other(tmp_path: Path) -> None:
    text = media_page(film(tmp_path))
    page = Reader(text)
    rules = dict(rule.split(" ", 1) for rule in policy(page).split("; "))
    code = text.rpartition("<script>")[2].partition("</script>")[0]
    style = text.partition("<style>")[2].partition("</style>")[0]
    assert rules["default-src"] == "'none'"
    assert rules["script-src"] == hashed(code)
    assert rules["style-src"] == hashed(style)
    assert not any(name.startswith("on") or name == "style" for _, attributes in page.tags for name in attributes)


def test_cues_for_pages_opened_as_files_are_the_track_s_own(tmp_path: Path) -> None:
    text = media_page(film(tmp_path))
    captions, descriptions = json.loads(text.partition('id="data">')[2].partition("</script>")[0])["cues"]
    assert [(start, end) for start, end, _ in captions] == [(0.0, 1.5), (2.0, 4.0), (4.2, 5.0)]
    assert captions[1][2] == "<v BEN>BEN: Fish &amp; chips\ncost &lt; 5 &lt;b&gt;pounds&lt;/b&gt;"
    assert descriptions == [[5.2, 6.0, "Text on screen: Opening hours."]]


HOSTILE = st.text(st.characters(), max_size=20) | st.sampled_from(
    ["</script><img src=x onerror=alert(1)>", "\" onload=\"alert(1)", "<!--", "]]>", "{{ 7*7 }}", "{% raw %}", "‮"]
)


@settings(max_examples=40, deadline=None)
@given(title=HOSTILE, said=HOSTILE, speaker=HOSTILE, language=HOSTILE, reason=HOSTILE, name=HOSTILE)
def test_no_words_of_media_become_marks(title: str, said: str, speaker: str, language: str, reason: str, name: str) -> None:
    folder = Path("/nowhere")
    # The system gives no names with surrogates, but for those that stand for single bytes.
    file = "talks/" + re.sub("[/\0\ud800-\udc7f\udd00-\udfff]", "", name).strip(".") + "x.mp4"
    provenance = replace(DRAFT, why_draft=(reason or "x",))
    passages = tuple(Passage(kind, Span(0, 1000), said, speaker, None, (f"x{reason}",)) for kind in PassageKind)
    cues = (Cue(Span(0, 1000), (said,), speaker),)
    pictures = (Picture(0, Path(__file__), 9, 9, said),)
    plan = replace(PLAN, static=f"x {said}".replace("\n", " "))
    hostile = replace(
        script(), language=language, title=title, passages=passages, cues=cues, captions=provenance, pictures=pictures,
        plan=plan)
    plain = replace(
        script(), passages=tuple(replace(one, text="x", speaker="", doubts=("x",)) for one in passages), pictures=pictures,
        plan=replace(PLAN, static="x"))
    for wild, tame in (
        (media_page(film(folder, file, hostile)), media_page(film(folder, "talks/x.mp4", plain))),
        (transcript_html(hostile), transcript_html(plain)),
    ):
        tags = [tag for tag, _ in Reader(wild).tags if tag != "b"]
        assert tags == [tag for tag, _ in Reader(tame).tags if tag != "b"]
        assert "\u202e" not in wild
        wild.encode("utf-8")


def test_a_transcript_page_runs_no_script() -> None:
    page = Reader(transcript_html(script()))
    assert not page.all("script")
    assert "script-src 'none'" in policy(page)
    assert "Fish & chips cost < 5 <b>pounds</b>." in page.text
    assert page.all("div")[0]["lang"] == "en"


def test_a_transcript_in_plain_text_tells_speech_from_what_nobody_says() -> None:
    assert transcript_text(script(captions=PERSON)) == """\
A <lecture> & more

ANNA: Good morning.

BEN: Fish & chips cost < 5 <b>pounds</b>.

[applause]

[Description: Text on screen: Opening hours.]

[Shown, not spoken: Credits]

(Speech: Written by a person (lecture.txt).)

(Descriptions: Machine-made draft. No person has checked it yet. Only a draft engine heard it.)
"""


def test_a_machine_s_transcript_says_so() -> None:
    assert "Machine-made draft. No person has checked it yet." in transcript_text(script())


def test_where_nothing_is_said_the_page_says_that(tmp_path: Path) -> None:
    assert "Nothing is said here" in media_page(film(tmp_path, made=Script("en", "Silence")))
    assert "Nothing is said here" in transcript_html(Script("", "Silence"))


@pytest.mark.parametrize(("provenance", "words"), [
    (PERSON, "Written by a person (lecture.txt)."),
    (Provenance(TextOrigin.PERSON, ReviewState.EDITED), "Written by a person."),
    (Provenance(TextOrigin.MACHINE, ReviewState.PROPOSED), "Machine-made. No person has checked it yet."),
    (Provenance(TextOrigin.MACHINE, ReviewState.APPROVED), "Machine-made. A person has approved it."),
    (Provenance(TextOrigin.DRAFT, ReviewState.PROPOSED, why_draft=("it bears the marks of Zoom.",)),
     "Machine-made draft. No person has checked it yet. It bears the marks of Zoom."),
])
def test_how_a_text_stands_is_said_in_words(provenance: Provenance, words: str) -> None:
    assert standing(provenance) == words


def test_times_of_an_hour_and_more_are_read_as_such(tmp_path: Path) -> None:
    late = script(passages=(Passage(PassageKind.SPEECH, Span(3_661_000, 3_662_000), "Late."),), cues=CUES)
    assert 'data-start="3661.000">1:01:01<' in media_page(film(tmp_path, made=late))


def test_every_version_that_was_made_can_be_chosen_and_no_other(tmp_path: Path) -> None:
    facts = film(tmp_path)
    out = facts.manifest.parent
    longer = replace(facts, script=script(plan=replace(PLAN, extension=EXTENSION)), narrated=Narrated(extended_cues=CUES[:1]),
                     sidecars=(
        *facts.sidecars, sidecar(out / "lecture.en.described.mp4", Role.DESCRIBED_VIDEO),
        sidecar(out / "lecture.en.extended.mp4", Role.EXTENDED_VIDEO),
        sidecar(out / "lecture.en.extended.vtt", Role.EXTENDED_CAPTIONS)))
    text = media_page(longer)
    page = Reader(text)
    assert [one["value"] for one in page.all("input") if one["type"] == "radio"] == ["original", "described", "extended"]
    assert [one["src"] for one in page.all("video")] == ["../../in/talks/lecture.mp4", "lecture.en.extended.mp4"]
    assert [(one["src"], "default" in one) for one in page.all("track")] == [
        ("lecture.en.draft.vtt", True), ("lecture.en.descriptions.draft.vtt", False), ("lecture.en.extended.vtt", True)]
    data = json.loads(text.partition('id="data">')[2].partition("</script>")[0])
    assert [len(cues) for cues in data["cues"]] == [3, 1, 1]
    assert data["holds"] == [[6.5, 2.0]]
    assert "lecture.en.described.mp4" in {one["href"] for one in page.all("a")}
    bare = Reader(media_page(replace(facts, sidecars=facts.sidecars[:2])))
    assert [one["type"] for one in bare.all("input")] == ["checkbox"]
    assert len(bare.all("video")) == 1


@pytest.mark.parametrize(("verdict", "looked", "words"), [
    (Verdict.DESCRIBED, True, "What is seen and not said is described in the pauses of the speech."),
    (Verdict.DESCRIBED, False, "Text on the screen is read in the pauses of the speech. Nobody looked at the pictures"),
    (Verdict.SPEECH_SAYS_ALL, True, "The speech says what stands on the screen"),
    (Verdict.TALKING_HEAD, True, "One view of someone who speaks needs no audio description"),
    (Verdict.NO_USABLE_PAUSE, True, "No pause is long enough for an audio description: read what is shown in the transcript."),
    (Verdict.PICTURES_NOT_LOOKED_AT, False, "nobody looked at the pictures"),
])
def test_each_verdict_is_said_in_a_sentence(tmp_path: Path, verdict: Verdict, looked: bool, words: str) -> None:
    plan = DescriptionPlan((), (), verdict, looked, "A woman in a library.")
    page = Reader(media_page(film(tmp_path, made=script(plan=plan))))
    assert words in page.text
    assert "A woman in a library." in page.text
    assert "an extended version" not in page.text


def test_a_longer_film_is_offered_where_something_important_found_no_room(tmp_path: Path) -> None:
    assert "an extended version, which holds still for it, can be made" in media_page(film(tmp_path))


def policy(page: Reader) -> str:
    return next(one["content"] for one in page.all("meta") if one.get("http-equiv") == "Content-Security-Policy")


def hashed(code: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(code.encode()).digest()).decode()}'"

"""Strangers' captions checked and mended: what is found, what a corrected copy changes, and what it never does."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from access.errors import OutputError
from access.linting import captions
from access.linting.captions import Film, Linted, fix, language_of, lint
from access.model.captions import CaptionFile
from access.model.package import Severity
from access.model.script import Cue
from access.model.time import Span, clock
from access.pack.captionfile import parse_vtt, read_captions
from access.pack.imsc import captions_imsc
from access.pack.rewrite import words_of
from access.pack.srt import captions_srt
from access.profiles import NAMES, load_profile
from access.write.timing import timing

WEB = load_profile("web")
ALONE = Film()
Cues = list[tuple[int, int, str]]


def vtt(*cues: tuple[int, int, str]) -> str:
    blocks = [f"{clock(start)} --> {clock(end)}\n{text}" for start, end, text in cues]
    return "\n\n".join(["WEBVTT", *blocks]) + "\n"


def linted(folder: Path, text: str, name: str = "a.en.vtt", film: Film = ALONE, profile: str = "web") -> Linted:
    path = folder / name
    path.write_text(text, "utf-8")
    return lint(path, load_profile(profile), "", film)


def mended(folder: Path, text: str, film: Film = ALONE, name: str = "a.en.vtt", profile: str = "web") -> Linted | None:
    """Return the corrected copy, checked; None where there is none."""
    before = linted(folder, text, name, film, profile)
    fixed = fix(before, load_profile(profile), film, folder / "fixed.vtt")
    return fixed.linted if fixed else None


def shown(file: CaptionFile) -> list[tuple[int, int, tuple[str, ...]]]:
    return [(cue.span.start, cue.span.end, cue.lines) for cue in file.cues]


def begin_too_soon_or_late(before: Cues, after: CaptionFile, profile: str, cuts: tuple[int, ...] = ()) -> list[Cue]:
    """Return the captions whose first words began, all that was shown before them having gone, at another time."""
    clock = timing(load_profile(profile), cuts, None, 25.0 if cuts else None)
    came: list[tuple[int, int, bool]] = []
    until = 0
    for start, end, text in sorted(before, key=lambda cue: cue[:2]):
        lengths = [len(word) for word in parse_vtt(vtt((start, end, text)).encode()).cues[0].lines for word in word.split(" ")]
        latest = max(start + clock.sync, until + clock.gap if until > start else 0)
        came += [(start, latest, True)] + [(start, end, False)] * (len(lengths) - 1)
        until = max(until, end)
    wrong, at = [], 0
    for cue in after.cues:
        start, latest, first = came[at]
        begin = cue.span.start
        if first and not start - clock.sync <= begin <= latest and begin != clock.moment(start).begin:
            wrong.append(cue.cue)
        at += len(words_of(cue))
    return wrong


def stands_shorter(before: Cues, after: CaptionFile, profile: str) -> list[tuple[int, int]]:
    """Return the times of captions that were shown for less than the least and now are for less still."""
    came, at = [cue for cue in after.cues for _ in words_of(cue)], 0
    shorter = []
    for start, end, text in sorted(before, key=lambda cue: cue[:2]):
        (cue,) = parse_vtt(vtt((start, end, text)).encode()).cues
        last = at + len(words_of(cue)) - 1
        if end - start < load_profile(profile).min_duration and came[last].span.end - came[at].span.start < end - start:
            shorter.append((start, end))
        at = last + 1
    return shorter


def counts(one: Linted) -> list[int]:
    return [sum(f.severity is severity for f in one.findings)
            for severity in (Severity.FAILURE, Severity.WARNING, Severity.NOTE)]


def rules(one: Linted) -> list[str]:
    return [finding.rule.removeprefix("captions.") for finding in one.findings]


# --- what is found --------------------------------------------------------------------------------------------------

def test_a_file_is_checked_as_a_file_and_as_captions(tmp_path: Path) -> None:
    found = linted(tmp_path, "00:01.000 --> 00:01.200\nHi\n\n00:01 --> 2\nlost\n")
    assert sorted(rules(found)) == ["bad-timing", "header", "min-duration"]
    assert counts(found) == [2, 1, 0]
    assert any("line 4" in finding.message for finding in found.findings)


def test_a_file_without_a_caption_is_no_captions(tmp_path: Path) -> None:
    assert rules(linted(tmp_path, "WEBVTT\n")) == ["none"]


@pytest.mark.parametrize(("text", "severities"), [
    ("WEBVTT\n\n00:01,000 --> 00:02,500\nHi\n", [1, 0, 0]), ("WEBVTT\n\n00:01.000 --> 00:02.500\na < b\n", [1, 0, 0]),
    ("WEBVTT\n\n00:01.000 --> 00:02.500\n<font>a</font>\n", [0, 1, 0]),
    ("WEBVTT\n\n00:01.000 --> 00:02.500\nHi\n\nlost\n", [1, 0, 0]),
])
def test_what_viewers_miss_is_a_failure_and_what_they_see_wrongly_a_warning(
    tmp_path: Path, text: str, severities: list[int],
) -> None:
    assert counts(linted(tmp_path, text)) == severities


def test_srt_is_forgiven_what_its_players_forgive(tmp_path: Path) -> None:
    text = "1\n00:00:01.000 --> 00:00:02.500\nHi\n"
    assert counts(linted(tmp_path, text, "a.srt")) == [0, 1, 0]


def test_a_speaker_whom_only_the_markup_names_is_hidden_where_the_speaker_changes(tmp_path: Path) -> None:
    lines = ("<v Anna>Hi there.", "<v Anna>How are you?", "<v Ben>BEN: Fine.", "<v Anna>Good.")
    found = linted(tmp_path, vtt(*((n * 2_000, n * 2_000 + 1_900, line) for n, line in enumerate(lines))))
    assert [f.span.start for f in found.findings if f.rule == "captions.speaker-hidden" and f.span] == [0, 6_000]


def test_the_film_s_end_and_cuts_count_where_it_is_known(tmp_path: Path) -> None:
    text = vtt((100, 2_000, "We walked home."))
    assert rules(linted(tmp_path, text)) == []
    assert sorted(rules(linted(tmp_path, text, film=Film((2_200,), 1_900, 25.0)))) == ["out-cue", "past-end"]


@pytest.mark.parametrize(("name", "text", "expected"), [
    ("talk.de.vtt", "", "de"), ("talk.pt-BR.srt", "", "pt-BR"), ("talk.en.sdh.srt", "", "en"), ("talk.en.draft.vtt", "", "en"),
    ("S01.web.srt", "", ""), ("talk.vtt", "", ""), ("talk.eng.vtt", "", "en"),
    ("talk.vtt", "Der alte Mann ging langsam über die Brücke und sah auf den Fluss hinunter.", "de"),
])
def test_the_language_is_the_name_s_else_the_words_(name: str, text: str, expected: str) -> None:
    assert language_of(Path(name), parse_vtt(vtt((0, 5_000, text or "x")).encode())) == expected


# --- what is mended -------------------------------------------------------------------------------------------------

WIDE = "An interview with Dr. Ross MacPhee, curator and researcher at the American Museum of Natural History."


def test_a_line_that_is_too_wide_is_broken_and_its_time_stays(tmp_path: Path) -> None:
    after = mended(tmp_path, vtt((0, 4_500, "Mammals are a group of vertebrates, that is to say, animals.")))
    assert after
    assert shown(after.file) == [(0, 4_500, ("Mammals are a group of vertebrates,", "that is to say, animals."))]


def test_what_is_too_much_for_one_cue_becomes_two(tmp_path: Path) -> None:
    after = mended(tmp_path, vtt((1_000, 8_000, WIDE)))
    assert after
    assert after.findings == ()
    assert len(after.file.cues) == 2
    assert (after.file.cues[0].span.start, after.file.cues[-1].span.end) == (1_000, 8_000)


@pytest.mark.parametrize(("before", "after"), [
    ([(0, 2_000, "One, two."), (2_000, 4_000, "Three.")], [(0, 1_920, ("One, two.",)), (2_000, 4_000, ("Three.",))]),
    ([(0, 2_000, "One, two."), (2_300, 4_000, "Three.")], [(0, 2_220, ("One, two.",)), (2_300, 4_000, ("Three.",))]),
    ([(0, 2_500, "One, two."), (2_000, 4_000, "Three.")], [(0, 1_920, ("One, two.",)), (2_000, 4_000, ("Three.",))]),
    ([(0, 400, "Yes.")], [(0, 1_000, ("Yes.",))]),
    ([(0, 30_000, "Yes.")], [(0, 7_000, ("Yes.",))]),
    ([(5_000, 7_000, "Three."), (0, 2_000, "One, two.")], [(0, 2_000, ("One, two.",)), (5_000, 7_000, ("Three.",))]),
])
def test_times_are_mended(tmp_path: Path, before: Cues, after: list[tuple[int, int, tuple[str, ...]]]) -> None:
    one = mended(tmp_path, vtt(*before))
    assert one
    assert shown(one.file) == after
    assert one.findings == ()


def test_cues_are_put_on_the_cuts_of_the_film(tmp_path: Path) -> None:
    text = vtt((100, 3_800, "We walked home"), (4_150, 7_000, "along the river."))
    after = mended(tmp_path, text, Film((4_000,), 9_000, 25.0))
    assert after
    assert shown(after.file) == [(100, 3_920, ("We walked home",)), (4_000, 7_000, ("along the river.",))]
    assert after.findings == ()


def test_captions_that_are_shown_at_once_follow_each_other(tmp_path: Path) -> None:
    after = mended(tmp_path, vtt((0, 4_000, "- Where have you been?"), (0, 4_000, "- At the river, with Anna.")))
    assert after
    assert counts(after)[:2] == [0, 0]
    assert " ".join(word for cue in after.file.cues for word in words_of(cue)) == \
        "- Where have you been? - At the river, with Anna."
    assert all(" - " not in line for cue in after.file.cues for line in cue.lines)


def test_cues_that_keep_the_rules_stay_as_they_are_to_the_letter(tmp_path: Path) -> None:
    good = "intro\n00:00:20.000 --> 00:00:22.000 align:start\n<c.yellow>As  it <b>was</b></c>, &amp; stays."
    text = vtt((0, 7_000, WIDE)) + f"\nNOTE keep me\n\n{good}\n"
    before = linted(tmp_path, text)
    fixed = fix(before, WEB, Film(), tmp_path / "b.vtt")
    assert fixed
    assert fixed.text.endswith(f"\n\nNOTE keep me\n\n{good}\n")


def test_speakers_and_sounds_never_come_to_share_a_line(tmp_path: Path) -> None:
    cues = ((0, 500, "[applause]"), (600, 1_000, "ANNA: Thank you."), (1_100, 1_600, "BEN: Thank you very much."),
            (1_700, 1_900, "[music]"))
    after = mended(tmp_path, vtt(*cues))
    assert after
    assert [" ".join(cue.lines) for cue in after.file.cues] == [text for _, _, text in cues]


def test_speech_that_is_too_fast_is_left_as_it_is(tmp_path: Path) -> None:
    names = ("ANNA", "BEN", "ANNA", "BEN")
    fast = [(n * 1_200, n * 1_200 + 1_120, f"{name}: A thousand words a minute.") for n, name in enumerate(names)]
    text = vtt(*fast, (4_800, 6_800, "CARL: Fine."))
    assert rules(linted(tmp_path, text)) == ["reading-speed"] * 4
    assert mended(tmp_path, text) is None


def test_words_with_times_of_their_own_are_not_moved(tmp_path: Path) -> None:
    assert mended(tmp_path, vtt((1_000, 2_000, "Hi <00:00:01.500>there"), (2_000, 4_000, "you <00:00:03.000>all"))) is None


def test_a_no_break_space_holds(tmp_path: Path) -> None:
    text = "Vous avez fini de regarder la télévision\u00a0? Alors il est grand temps d'aller au lit\u00a0!"
    after = mended(tmp_path, vtt((0, 6_000, text)), name="a.fr.vtt")
    assert after
    said = [line for cue in after.file.cues for line in cue.lines]
    assert " ".join(said) == text
    assert len(said) > 1


def test_japanese_is_mended_without_losing_a_letter(tmp_path: Path) -> None:
    text = "今日はとても天気がいいので、みんなで一緒に川沿いを歩いて家まで帰りました。そして夕食を作りました。"
    after = mended(tmp_path, vtt((0, 14_000, text)), name="a.ja.vtt")
    assert after
    assert "".join(line for cue in after.file.cues for line in cue.lines) == text
    assert counts(after)[0] == 0


@pytest.mark.parametrize(("language", "text"), [
    ("ja", "今日はとても天気がいいので散歩に行きましょうと思います"),
    ("zh", "今天天气非常好所以我们决定一起去公园散步然后吃晚饭"),
    ("th", "วันนี้อากาศดีมากเราจึงตัดสินใจไปเดินเล่นที่สวนสาธารณะด้วยกัน"),
])
def test_one_line_without_blanks_is_broken(tmp_path: Path, language: str, text: str) -> None:
    after = mended(tmp_path, vtt((1_000, 9_000, text)), name=f"a.{language}.vtt", profile="netflix")
    assert after
    assert "".join(line for cue in after.file.cues for line in cue.lines) == text
    assert "line-length" not in rules(after)


@pytest.mark.parametrize(("profile", "cues"), [
    ("web", [(60_000, 61_000, "Yes"), (61_000, 61_500, "Hello there my friend how are you doing on this fine day of ours?"),
             (61_500, 62_500, "it goes and goes on for ever and bold stuff that is far too long"), (62_500, 62_600, "Yes")]),
    ("web", [(60_000, 60_100, "Yes."), (60_100, 63_000, "No, not at all.")]),
    ("netflix", [(60_000, 60_400, "Yes."), (60_500, 60_800, "No."), (60_900, 61_300, "Well."), (61_400, 61_700, "No!")]),
])
def test_a_caption_that_is_mended_never_comes_before_its_words(tmp_path: Path, profile: str, cues: Cues) -> None:
    after = mended(tmp_path, vtt(*cues), profile=profile)
    assert begin_too_soon_or_late(cues, after.file if after else parse_vtt(vtt(*cues).encode()), profile) == []


def test_a_caption_that_is_hardly_seen_is_never_shown_for_a_shorter_time(tmp_path: Path) -> None:
    cues = ((5_000, 5_100, "<c.yellow>Yes</c>"), (5_100, 7_000, "<c.red>Not at all.</c>"), (7_000, 9_500, "Why?"))
    after = mended(tmp_path, vtt(*cues))
    assert after
    assert shown(after.file) == [(5_000, 5_100, ("Yes",)), (5_100, 6_920, ("Not at all.",)), (7_000, 9_500, ("Why?",))]


SIGN = "1\n00:00:05,000 --> 00:00:15,000\n{\\an8}SALOON\n\n"
SAID = ("2\n00:00:04,000 --> 00:00:07,000\nWe walked home.\n\n3\n00:00:07,000 --> 00:00:10,000\nAlong the river.\n\n"
        "4\n00:00:10,080 --> 00:00:16,000\nAnd then we sang.\n")


def test_captions_at_different_places_are_shown_at_once_and_that_is_no_overlap(tmp_path: Path) -> None:
    assert sorted(rules(linted(tmp_path, SIGN + SAID, "a.en.srt"))) == ["gap", "max-duration", "order"]
    text = vtt((4_000, 7_000, "We walked home.")) + "\n00:00:05.000 --> 00:00:09.000 line:0\nSALOON\n"
    assert rules(linted(tmp_path, text)) == []
    assert rules(linted(tmp_path, text.replace("line:0", "line:-1"))) == ["overlap"]


def test_a_sign_stays_as_it_is_while_what_is_said_below_is_mended(tmp_path: Path) -> None:
    before = linted(tmp_path, SIGN + SAID, "a.en.srt")
    fixed = fix(before, WEB, Film(), tmp_path / "b.srt")
    assert fixed
    assert fixed.text.split("\n\n") == [
        "1\n00:00:04,000 --> 00:00:06,920\nWe walked home.", SIGN.replace("1\n", "2\n", 1).strip(),
        "3\n00:00:07,000 --> 00:00:10,000\nAlong the river.", "4\n00:00:10,080 --> 00:00:16,000\nAnd then we sang.\n"]


def test_ttml_with_captions_at_two_places_at_once_is_not_put_at_one(tmp_path: Path) -> None:
    regions = "".join(f'<region xml:id="{name}" tts:origin="{origin}" tts:extent="80% 10%"/>'
                      for name, origin in (("top", "10% 10%"), ("foot", "10% 80%")))
    body = '<p begin="0s" end="4s" region="foot">One.</p><p begin="4s" end="6s" region="foot">Two.</p>' \
        '<p begin="1s" end="5s" region="top">SALOON</p>'
    text = ('<tt xmlns="http://www.w3.org/ns/ttml" xmlns:tts="http://www.w3.org/ns/ttml#styling" xml:lang="en">'
            f"<head><layout>{regions}</layout></head><body><div>{body}</div></body></tt>")
    before = linted(tmp_path, text, "a.en.ttml")
    assert rules(before) == ["gap"]
    with pytest.raises(OutputError, match="different places at once"):
        fix(before, WEB, Film(), tmp_path / "b.ttml")


def test_speakers_and_places_of_ttml_never_share_a_caption_and_the_speakers_are_named_in_the_copy(tmp_path: Path) -> None:
    agents = "".join(f'<ttm:agent xml:id="{name}" type="person"><ttm:name type="full">{name}</ttm:name></ttm:agent>'
                     for name in ("Anna", "Ben"))
    body = '<p ttm:agent="Anna" begin="0s" end="1s">Yes.</p><p ttm:agent="Ben" begin="1s" end="1.6s">No.</p>' \
        '<p ttm:agent="Ben" begin="5s" end="6.5s">Never.</p>'
    text = ('<tt xmlns="http://www.w3.org/ns/ttml" xmlns:ttm="http://www.w3.org/ns/ttml#metadata" xml:lang="en">'
            f"<head><metadata>{agents}</metadata></head><body><div>{body}</div></body></tt>")
    before = linted(tmp_path, text, "a.en.ttml")
    fixed = fix(before, WEB, Film(), tmp_path / "b.ttml")
    assert fixed
    assert [(cue.lines, cue.voices) for cue in fixed.linted.file.cues] == \
        [(("Yes.",), ("Anna",)), (("No.",), ("Ben",)), (("Never.",), ("Ben",))]


def test_captions_that_srt_puts_at_different_places_are_never_made_one(tmp_path: Path) -> None:
    text = "1\n00:00:01,000 --> 00:00:01,300\n{\\an8}Yes.\n\n2\n00:00:01,380 --> 00:00:01,700\nNo.\n\n" \
        "3\n00:00:01,780 --> 00:00:05,000\nWell, perhaps.\n"
    fixed = fix(linted(tmp_path, text, "a.en.srt"), WEB, Film(), tmp_path / "b.srt")
    assert fixed
    assert fixed.linted.file.cues[0].payload == ("{\\an8}Yes.",)


def test_a_word_without_blanks_never_goes_over_to_another_caption(tmp_path: Path) -> None:
    first = "<i>そうですね、それはいい考えだと思います。</i>でも寒いですからコートを着て温かいものを食べましょう"
    second = "はい"
    before = linted(tmp_path, vtt((1_000, 6_000, first), (6_000, 6_400, second)), "a.ja.vtt", profile="netflix")
    fixed = fix(before, load_profile("netflix"), Film(), tmp_path / "b.vtt")
    assert fixed
    assert "<i>" in fixed.text
    assert "</i>" in fixed.text
    assert fixed.linted.file.cues[-1].lines == (second,)


def test_a_copy_that_would_not_say_the_same_is_not_made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(captions, "mend", lambda cues, ground: tuple(one.cue for one in cues)[1:])
    before = linted(tmp_path, vtt((0, 2_000, "One."), (2_000, 4_000, "Two.")))
    with pytest.raises(OutputError, match="would not say the same words"):
        fix(before, WEB, Film(), tmp_path / "b.vtt")


def test_nothing_is_ever_written_over(tmp_path: Path) -> None:
    before = linted(tmp_path, vtt((0, 2_000, "One."), (2_000, 4_000, "Two.")))
    fixed = fix(before, WEB, Film(), before.path)
    assert fixed
    with pytest.raises(OutputError, match="is there already"):
        captions.write(fixed)


@pytest.mark.parametrize("ending", ["srt", "ttml"])
def test_the_copy_is_in_the_format_that_came(tmp_path: Path, ending: str) -> None:
    cues = (Cue(Span(0, 2_000), ("One, two.",)), Cue(Span(2_000, 4_000), ("Three, four.",)))
    text = captions_srt(cues) if ending == "srt" else captions_imsc(cues, "en", "", "")
    before = linted(tmp_path, text, f"a.en.{ending}")
    fixed = fix(before, WEB, Film(), tmp_path / f"b.{ending}")
    assert fixed
    captions.write(fixed)
    assert shown(read_captions(tmp_path / f"b.{ending}")) == [(0, 1_920, ("One, two.",)), (2_000, 4_000, ("Three, four.",))]


def test_ttml_with_captions_that_cannot_be_read_is_not_written_without_them(tmp_path: Path) -> None:
    body = '<p begin="0s" end="2s">One.</p><p begin="2s" end="4s">Two.</p><p begin="soon" end="6s">Three.</p>'
    text = f'<tt xmlns="http://www.w3.org/ns/ttml" xml:lang="en"><body><div>{body}</div></body></tt>'
    before = linted(tmp_path, text, "a.ttml")
    with pytest.raises(OutputError, match="would lose them"):
        fix(before, WEB, Film(), tmp_path / "b.ttml")


WORD = st.sampled_from([
    "the", "old", "man", "went", "home,", "and", "then", "he", "sang.", "What?", "Really!", "a", "of", "<i>river</i>", "&amp;",
    "antidisestablishmentarianism", "télé\u00a0?", "[music]", "-", "- No.", "ANNA:", "https://example.org/a/very/long/address/of/a/page",
])
TEXTS = st.lists(st.lists(WORD, min_size=1, max_size=14).map(" ".join), min_size=1, max_size=2).map("\n".join)
FILES = st.lists(st.tuples(st.integers(0, 30_000), st.integers(1, 9_000), TEXTS), min_size=1, max_size=9)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@example(made=[(0, 1, "the"), (21, 1, "[music]"), (1094, 1, "the\n- No.")], profile="netflix", cuts=[100])
@given(FILES, st.sampled_from(NAMES), st.lists(st.integers(100, 30_000), max_size=3, unique=True))
def test_mending_keeps_every_word_adds_no_failure_and_comes_to_an_end(
    tmp_path: Path, made: Cues, profile: str, cuts: list[int],
) -> None:
    film = Film(tuple(sorted(cuts)), 60_000, 25.0) if cuts else Film()
    cues = [(start, start + length, said) for start, length, said in made]
    text = vtt(*cues)
    before = linted(tmp_path, text, film=film, profile=profile)
    after = mended(tmp_path, text, film, profile=profile)
    if after is None:
        return
    in_time = sorted(before.file.cues, key=lambda cue: cue.span)
    assert [word for cue in after.file.cues for word in words_of(cue)] == [word for cue in in_time for word in words_of(cue)]
    assert counts(after) < counts(before)
    assert counts(after)[0] <= counts(before)[0]
    assert begin_too_soon_or_late(cues, after.file, profile, film.cuts) == []
    assert stands_shorter(cues, after.file, profile) == []
    # Rarely the room that a first copy leaves lets a second one mend more: each has less to find, so there is a last one.
    for _ in range(len(made)):
        further = fix(after, load_profile(profile), film, tmp_path / "c.vtt")
        if further is None:
            return
        assert counts(further.linted) < counts(after)
        after = further.linted
    pytest.fail("it never comes to an end")

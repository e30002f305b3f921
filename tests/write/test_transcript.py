from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from access.model.findings import ScriptLine, SoundEvent, TextOrigin, Transcript, Word
from access.model.script import Description, Hold, Matter, Omission, Passage, PassageKind
from access.model.time import Span
from access.write.transcript import passages

SPEECH, SOUND, DESCRIPTION, SCREEN = PassageKind.SPEECH, PassageKind.SOUND, PassageKind.DESCRIPTION, PassageKind.SCREEN_TEXT


def spoken(text: str, start: int = 0, speaker: str = "") -> list[Word]:
    return [Word(word, Span(start + n * 300, start + n * 300 + 300), speaker=speaker) for n, word in enumerate(text.split())]


def transcript(*runs: list[Word], language: str = "en", lines: tuple[ScriptLine, ...] = ()) -> Transcript:
    return Transcript(tuple(word for run in runs for word in run), language, TextOrigin.PERSON, lines=lines)


def texts(found: tuple[Passage, ...]) -> list[tuple[PassageKind, str]]:
    return [(passage.kind, passage.text) for passage in found]


def test_a_new_speaker_begins_a_paragraph_with_the_name() -> None:
    found = passages(transcript(spoken("Who was it?", 0, "ANNA"), spoken("Me. It was me.", 900, "BEN")))
    assert [(passage.speaker, passage.text) for passage in found] == [("ANNA", "Who was it?"), ("BEN", "Me. It was me.")]


def test_a_long_pause_after_a_sentence_begins_a_paragraph_and_one_inside_it_does_not() -> None:
    first, second = spoken("We walked home."), spoken("Then it rained.", 3_500)
    assert len(passages(transcript(first, second))) == 2
    hesitating = transcript(spoken("We walked"), spoken("home. It was late.", 3_500))
    assert texts(passages(hesitating)) == [(SPEECH, "We walked home. It was late.")]


def test_words_without_punctuation_are_parted_by_pauses() -> None:
    found = passages(transcript(spoken("we walked home"), spoken("then it rained", 3_500)))
    assert texts(found) == [(SPEECH, "we walked home"), (SPEECH, "then it rained")]


def test_a_description_stands_in_the_pause_where_it_is_spoken() -> None:
    found = passages(
        transcript(spoken("We walked home."), spoken("Then it rained.", 4_000)),
        [Description(Span(1_200, 3_800), "A red house.", 1.0, Span(1_000, 5_000))])
    assert texts(found) == [(SPEECH, "We walked home."), (DESCRIPTION, "A red house."), (SPEECH, "Then it rained.")]


def test_a_text_on_screen_that_nobody_spoke_stands_after_the_sentence_it_comes_up_in() -> None:
    found = passages(
        transcript(spoken("We walked home by the river. Then it rained.")),
        unsaid=[Omission(Span(500, 4_000), "River Cam", "no room")])
    assert texts(found) == [(SPEECH, "We walked home by the river."), (SCREEN, "River Cam"), (SPEECH, "Then it rained.")]


def test_a_text_on_screen_is_not_marked_twice_and_what_is_seen_is_told_as_not_spoken() -> None:
    missed = [
        Omission(Span(500, 1_000), "Text on screen: River Cam.", "no room", Matter.TEXT),
        Omission(Span(1_100, 1_500), "Caption: Jane Doe.", "no room", Matter.CAPTION),
        Omission(Span(1_600, 2_000), "A man rows.", "no room", Matter.ACTION),
    ]
    assert texts(passages(transcript(), unsaid=missed)) == [
        (SCREEN, "River Cam."), (SCREEN, "Jane Doe."), (PassageKind.UNSPOKEN, "A man rows.")]
    assert texts(passages(transcript(language="de"), unsaid=[Omission(Span(0, 1), "Text im Bild: Ende.", "")])) == [
        (SCREEN, "Ende.")]


def test_sounds_stand_where_they_are_heard_those_that_given_captions_name_too() -> None:
    found = passages(
        transcript(spoken("We walked home."), lines=(ScriptLine("applause", span=Span(2_000, 3_000), sounds=True),)),
        sounds=[SoundEvent(Span(5_000, 6_000), "music")])
    assert texts(found) == [(SPEECH, "We walked home."), (SOUND, "applause"), (SOUND, "music")]


def test_a_long_speech_is_cut_at_the_ends_of_sentences() -> None:
    sentence = "This is a sentence of nine words in all."
    found = passages(transcript(spoken(" ".join([sentence] * 30))))
    assert len(found) >= 4
    assert all(passage.text.endswith("all.") and len(passage.text.split()) <= 81 for passage in found)


def test_a_long_speech_without_punctuation_is_cut_at_its_longest_pauses() -> None:
    runs = [spoken("word " * 50, n * 16_000) for n in range(6)]
    assert [len(passage.text.split()) for passage in passages(transcript(*runs))] == [50] * 6


def test_japanese_is_joined_without_blanks() -> None:
    assert passages(transcript(spoken("哺乳類 は 動物 です。"), language="ja"))[0].text == "哺乳類は動物です。"


def test_nothing_said_and_nothing_seen_is_no_transcript() -> None:
    assert passages(transcript()) == ()


@settings(max_examples=100, deadline=None)
@given(
    st.lists(st.tuples(st.sampled_from(["a", "the", "end.", "Yes!", "river"]), st.sampled_from([0, 0, 0, 800, 2_500, 7_000]),
                       st.sampled_from(["", "", "ANNA"])), max_size=250),
    st.lists(st.integers(0, 100_000), max_size=6))
def test_every_word_and_everything_else_stands_there_once_in_order(said: list[tuple[str, int, str]], marks: list[int]) -> None:
    words, at = [], 0
    for text, pause, speaker in said:
        at += pause
        words.append(Word(text, Span(at, at + 200), speaker=speaker))
        at += 200
    found = passages(transcript(words), unsaid=[Omission(Span(mark, mark + 500), f"sign {mark}", "") for mark in marks])
    speech = [passage for passage in found if passage.kind is SPEECH]
    assert " ".join(passage.text for passage in speech).split() == [text for text, _, _ in said]
    assert sorted(passage.text for passage in found if passage.kind is SCREEN) == sorted(f"sign {mark}" for mark in marks)
    assert [passage.span.start for passage in found] == sorted(passage.span.start for passage in found)
    assert all(len(passage.text.split()) <= 80 for passage in speech)


def test_a_description_keeps_what_it_tells_and_why_it_is_to_be_checked() -> None:
    (found,) = passages(
        transcript(), [Description(Span(0, 900), "A red house.", 1.0, Span(0, 2_000), Matter.PLACE, ("the picture is dark",))])
    assert found == Passage(DESCRIPTION, Span(0, 900), "A red house.", "", Matter.PLACE, ("the picture is dark",))


def test_what_found_no_room_is_told_from_text_on_the_screen_by_what_it_tells() -> None:
    found = passages(transcript(), unsaid=[
        Omission(Span(0, 900), "Title: Dogs.", "no room", Matter.TITLE),
        Omission(Span(1_000, 1_900), "A red hat.", "no room", Matter.LOOK, doubts=("brief",))])
    assert [(one.kind, one.text, one.matter, one.doubts) for one in found] == [
        (SCREEN, "Dogs.", Matter.TITLE, ()), (PassageKind.UNSPOKEN, "A red hat.", Matter.LOOK, ("brief",))]


def test_what_the_longer_film_holds_still_for_stands_where_it_does_and_only_there() -> None:
    told = Description(Span(2_000, 4_000), "A park.", 1.0, Span(900, 4_000), Matter.PLACE)
    found = passages(
        transcript(spoken("We walked home."), spoken("Then it rained.", 950)),
        unsaid=[Omission(Span(900, 4_000), "A park with tall old trees.", "no room", Matter.PLACE, important=True),
                Omission(Span(900, 4_000), "A man.", "no room", Matter.WHO)],
        holds=[Hold(900, 2_400, told)])
    assert [(one.kind, one.text, one.span.start) for one in found] == [
        (SPEECH, "We walked home.", 0), (PassageKind.EXTENDED, "A park.", 900), (PassageKind.UNSPOKEN, "A man.", 900),
        (SPEECH, "Then it rained.", 950)]


def test_a_film_that_holds_still_goes_on_when_all_is_told() -> None:
    told = Description(Span(200, 2_000), "Title: The Sea.", 1.0, Span(0, 2_000), Matter.TITLE)
    spoken_then = Description(Span(0, 2_000), "Waves.", 1.0, Span(0, 2_000), Matter.LOOK)
    music = SoundEvent(Span(0, 900), "music")
    found = passages(transcript(), [spoken_then], sounds=[music], holds=[Hold(0, 2_400, told)])
    assert [one.kind for one in found] == [PassageKind.EXTENDED, SOUND, DESCRIPTION]

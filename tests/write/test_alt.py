"""Whose words become the alternative text, and when they stay a draft."""

from __future__ import annotations

from access.model.findings import Sight, TextOrigin
from access.model.pictures import PictureInfo
from access.model.script import AltText, EngineIdentity, ReviewState, Tier
from access.profiles import load_alt_profile
from access.write.alt import alt_text

WEB = load_alt_profile("web")
PLAIN = EngineIdentity("plain", "1", Tier.DRAFT, "Apache-2.0")
GOOD = EngineIdentity("seeing", "1", Tier.HIGH, "MIT")
SIGHT = Sight("A heron in a pond.", "In front, reeds.", confidence=0.7, looked=True)


def written(
    given: str = "", alt: str = "", long: str = "", alt_language: str = "", sight: Sight | None = SIGHT,
    engines: tuple[EngineIdentity, ...] = (GOOD,),
) -> AltText:
    picture = PictureInfo(100, 100, 1, alt=alt, long=long, language=alt_language)
    text = alt_text(picture, sight, "en", engines, given, WEB)
    assert text is not None
    return text


def test_a_persons_text_beside_the_file_wins_and_is_live() -> None:
    text = written(given="My heron.\n", alt="The author's heron.")
    assert text.text == "My heron."
    assert text.provenance.origin is TextOrigin.PERSON
    assert text.provenance.review is ReviewState.APPROVED
    assert not text.provenance.draft
    assert text.provenance.engines == ()


def test_what_follows_a_blank_line_is_the_long_description() -> None:
    text = written(given="A chart of\nvisitors.\n \nJanuary 100.\n\nFebruary 200.\n")
    assert (text.text, text.long) == ("A chart of visitors.", "January 100.\n\nFebruary 200.")


def test_the_authors_own_text_wins_over_the_machine_in_its_own_language() -> None:
    text = written(alt="Ein Reiher.", long="Im Schilf.", alt_language="de")
    assert (text.text, text.long, text.language) == ("Ein Reiher.", "Im Schilf.", "de")
    assert text.provenance.origin is TextOrigin.PERSON


def test_a_persons_text_is_never_mixed_with_a_machines() -> None:
    assert written(alt="The author's heron.").long == ""


def test_a_persons_text_is_never_shortened() -> None:
    words = "heron " * 100
    assert written(alt=words).text == words.strip()


def test_a_given_text_with_a_machines_marks_is_a_draft() -> None:
    for text in (written(alt="A bird. Description automatically generated"), written(given="May be an image of bird")):
        assert text.provenance.origin is TextOrigin.DRAFT
        assert text.provenance.review is ReviewState.PROPOSED
        assert "automatic description" in text.provenance.why_draft[0]


def test_a_file_name_or_a_placeholder_is_no_text_of_a_person() -> None:
    for nothing in ("IMG_2031.jpg", "image", "  ", "…"):
        assert written(alt=nothing, given=nothing).text == SIGHT.text


def test_what_a_good_engine_saw_is_a_proposal_and_no_draft() -> None:
    text = written()
    assert (text.text, text.long) == (SIGHT.text, SIGHT.long)
    assert text.provenance.origin is TextOrigin.MACHINE
    assert text.provenance.review is ReviewState.PROPOSED
    assert text.provenance.confidence == 0.7
    assert text.provenance.engines == (GOOD,)
    assert not text.provenance.draft


def test_where_nobody_looked_it_is_a_draft_that_says_so() -> None:
    text = written(sight=Sight('Text: "Exit."'), engines=(PLAIN,))
    assert text.provenance.why_draft == (
        "no vision model looked at the picture: the text says only what its file and the text in it say",)
    assert text.provenance.confidence is None


def test_what_a_draft_engine_saw_is_a_draft() -> None:
    assert written(engines=(GOOD, PLAIN)).provenance.why_draft == ("plain is an engine for drafts",)


def test_an_endless_sight_is_cut_at_a_sentence_and_nothing_is_lost() -> None:
    sentence = "A heron stands in the water."
    text = written(sight=Sight(" ".join([sentence] * 20), looked=True))
    assert text.text == " ".join([sentence] * 4)
    assert text.long == " ".join([sentence] * 20)
    words = written(sight=Sight("heron " * 80, looked=True))
    assert words.text.endswith("heron…")
    assert len(words.text) <= WEB.max_characters


def test_where_nothing_is_known_there_is_no_text() -> None:
    assert alt_text(PictureInfo(1, 1, 1), None, "en", (), "", WEB) is None
    assert alt_text(PictureInfo(1, 1, 1), Sight(" "), "en", (), "", WEB) is None

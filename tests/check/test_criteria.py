"""What is said of WCAG 1.2.2: never that captions without sounds meet it. And of 1.1.1, in every language."""

from __future__ import annotations

from dataclasses import replace

import pytest

from access.check.criteria import criteria
from access.model.findings import TextOrigin
from access.model.media import MediaKind
from access.model.package import Criterion, Finding, Severity, Standing
from access.model.script import (
    AltText,
    Cue,
    EngineIdentity,
    Listened,
    Passage,
    PassageKind,
    Provenance,
    ReviewState,
    Script,
    Tier,
)
from access.model.time import Span

EARS = EngineIdentity("tonal", "1", Tier.STANDARD, "Apache-2.0")
PERSON = Provenance(TextOrigin.PERSON, ReviewState.APPROVED, source="talk.vtt")
MACHINE = Provenance(TextOrigin.MACHINE, ReviewState.PROPOSED, (EngineIdentity("whisper", "1", Tier.HIGH, "MIT"),))
SPEECH = Passage(PassageKind.SPEECH, Span(0, 1_000), "Good morning.")
APPLAUSE = Passage(PassageKind.SOUND, Span(2_000, 4_000), "applause")
LISTENED = Listened(("music",), EARS)
UNNAMED = Finding("speech.sound-unnamed", Severity.WARNING, "00:00:00.000: music is heard, and no caption names it.")


def captions(
    by: Provenance, *passages: Passage, listened: Listened | None = LISTENED, findings: tuple[Finding, ...] = ()
) -> Criterion:
    script = Script("en", "Talk", (Cue(Span(0, 1_000), ("Good morning.",)),), by, passages, listened=listened)
    return next(one for one in criteria(MediaKind.VIDEO, script, True, findings) if one.number == "1.2.2")


@pytest.mark.parametrize("by", [MACHINE, PERSON])
@pytest.mark.parametrize("listened", [None, Listened(), LISTENED])
def test_captions_that_name_no_sound_always_need_a_person(by: Provenance, listened: Listened | None) -> None:
    found = captions(by, SPEECH, listened=listened)
    assert found.standing is Standing.NEEDS_A_PERSON
    assert "F8" in found.evidence


def test_captions_of_a_machine_need_a_person_though_they_name_sounds() -> None:
    assert captions(replace(MACHINE, engines=(*MACHINE.engines, EARS)), SPEECH, APPLAUSE).standing is Standing.NEEDS_A_PERSON


def test_captions_of_a_person_who_names_sounds_show_no_failure() -> None:
    found = captions(PERSON, SPEECH, APPLAUSE)
    assert found.standing is Standing.NO_FAILURE_FOUND
    assert found.evidence == "The captions are a person's, and name sounds. tonal listened for music, and for no other sound."


def test_a_sound_that_was_heard_and_that_a_person_did_not_name_needs_a_person() -> None:
    found = captions(PERSON, SPEECH, APPLAUSE, findings=(UNNAMED,))
    assert (found.standing, "is not named" in found.evidence) == (Standing.NEEDS_A_PERSON, True)


def test_a_sound_that_a_machine_added_to_a_persons_words_needs_a_person() -> None:
    assert captions(replace(PERSON, engines=(EARS,)), SPEECH, APPLAUSE).standing is Standing.NEEDS_A_PERSON


def test_what_was_listened_for_and_what_not_is_said() -> None:
    assert "tonal listened for music, and for no other sound." in captions(MACHINE, SPEECH).evidence
    assert "Nobody listened for sounds." in captions(MACHINE, SPEECH, listened=Listened()).evidence


def picture(*texts: tuple[str, Provenance], findings: tuple[Finding, ...] = ()) -> Criterion:
    alts = tuple(AltText("A heron.", "", language, by) for language, by in texts)
    (found,) = criteria(MediaKind.IMAGE, Script("en", "heron", alts=alts), False, findings)
    return found


def test_a_picture_s_texts_are_a_person_s_only_where_all_of_them_are() -> None:
    assert picture(("en", PERSON), ("de", PERSON)).standing is Standing.NO_FAILURE_FOUND
    found = picture(("en", PERSON), ("de", MACHINE), ("pt-BR", replace(MACHINE, why_draft=("it is hard to read",))))
    assert found.standing is Standing.NEEDS_A_PERSON
    assert found.evidence == "The text alternative in German, Portuguese (pt-BR) is a machine's draft: it is hard to read."
    assert "no person has approved it" in picture(("en", PERSON), ("de", MACHINE)).evidence


def test_a_person_s_draft_in_one_language_still_needs_a_person() -> None:
    assert picture(("en", PERSON), ("de", replace(PERSON, why_draft=("not approved",)))).standing is Standing.NEEDS_A_PERSON


def test_a_picture_without_a_text_and_one_whose_text_breaks_a_rule_fail() -> None:
    assert picture().standing is Standing.FAILURE
    broken = Finding("alt.file-name", Severity.FAILURE, "a name")
    assert picture(("en", PERSON), ("de", PERSON), findings=(broken,)).standing is Standing.FAILURE

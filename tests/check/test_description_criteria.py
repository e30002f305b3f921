"""What is said of 1.2.1, 1.2.3, 1.2.5, 1.2.7 and 1.2.8: never "met", and of a machine's words that a person is needed."""

from __future__ import annotations

from dataclasses import replace

import pytest

from access.check.criteria import criteria
from access.model.findings import TextOrigin
from access.model.media import MediaKind
from access.model.package import Criterion, Finding, Severity, Standing
from access.model.script import (
    Description,
    DescriptionPlan,
    EngineIdentity,
    Extension,
    Hold,
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

PERSON = Provenance(TextOrigin.PERSON, ReviewState.APPROVED, source="film.en.descriptions.vtt")
MACHINE = Provenance(TextOrigin.MACHINE, ReviewState.PROPOSED, (EngineIdentity("eyes", "1", Tier.HIGH, "MIT"),))
DRAFT = replace(MACHINE, why_draft=("no vision model looked at the pictures",))
ONE = Description(Span(0, 2_000), "A door opens.", 1.0, Span(0, 2_000))
IMPORTANT = Omission(Span(5_000, 6_000), "Title: The Sea.", "no room", Matter.TITLE, important=True)
TOLD = DescriptionPlan((ONE,), (), Verdict.DESCRIBED, pictures_looked_at=True)
LONGER = Extension((Hold(4_900, 2_000, replace(ONE, text="Title: The Sea.")),))
SPEECH = Passage(PassageKind.SPEECH, Span(0, 1_000), "Good morning.")
SEEN = Passage(PassageKind.DESCRIPTION, Span(0, 2_000), "A door opens.")
NUMBERS = ("1.2.3", "1.2.5", "1.2.7", "1.2.8")
NO_FAILURE, FAILURE, PERSON_NEEDED = Standing.NO_FAILURE_FOUND, Standing.FAILURE, Standing.NEEDS_A_PERSON


def stands(
    plan: DescriptionPlan | None, by: Provenance | None = PERSON, *rules: str, passages: tuple[Passage, ...] = (SPEECH, SEEN),
    sound: bool = True, captions: Provenance | None = PERSON, severity: Severity = Severity.FAILURE,
) -> dict[str, Criterion]:
    script = Script("en", "Film", captions=captions, passages=passages, plan=plan, described=by)
    found = [Finding(f"descriptions.{rule}", severity, "") for rule in rules]
    return {one.number: one for one in criteria(MediaKind.VIDEO, script, sound, found)}


def test_descriptions_of_a_person_with_nothing_left_out_show_no_failure() -> None:
    assert [stands(TOLD)[number].standing for number in NUMBERS] == [NO_FAILURE] * 4


@pytest.mark.parametrize("by", [MACHINE, DRAFT])
@pytest.mark.parametrize("plan", [
    TOLD, replace(TOLD, pictures_looked_at=False), *(replace(TOLD, descriptions=(), verdict=verdict) for verdict in Verdict)])
def test_whatever_a_machine_describes_needs_a_person(plan: DescriptionPlan, by: Provenance) -> None:
    assert {stands(plan, by)[number].standing for number in NUMBERS} == {PERSON_NEEDED}


def test_what_a_person_approved_counts_as_a_person_s_and_what_is_a_draft_does_not() -> None:
    assert stands(TOLD, replace(MACHINE, review=ReviewState.APPROVED))["1.2.5"].standing is NO_FAILURE
    found = stands(TOLD, DRAFT)["1.2.5"]
    assert "no vision model looked at the pictures" in found.evidence


@pytest.mark.parametrize("rule", ["overlap", "cut-off", "unread-text", "unused-gap"])
def test_what_is_wrong_as_sound_fails_1_2_5_and_where_the_transcript_holds_it_nothing_else(rule: str) -> None:
    found = stands(TOLD, PERSON, rule)
    assert [found[number].standing for number in ("1.2.3", "1.2.5")] == [PERSON_NEEDED, FAILURE]
    assert f"descriptions.{rule} (once)" in found["1.2.5"].evidence
    assert found["1.2.8"].standing is NO_FAILURE
    assert found["1.2.7"].standing is PERSON_NEEDED
    assert stands(TOLD, PERSON, rule, passages=(SPEECH,))["1.2.3"].standing is FAILURE


def test_what_is_wrong_in_any_form_fails_the_transcript_too() -> None:
    found = stands(TOLD, PERSON, "placeholder", "placeholder")
    assert [found[number].standing for number in ("1.2.3", "1.2.5", "1.2.8")] == [FAILURE] * 3
    assert "(2 times)" in found["1.2.8"].evidence


def test_warnings_fail_nothing() -> None:
    assert stands(TOLD, PERSON, "overlap", severity=Severity.WARNING)["1.2.5"].standing is NO_FAILURE


def test_a_film_without_sound_is_asked_about_1_2_1_and_1_2_8() -> None:
    found = stands(TOLD, sound=False)
    assert found["1.2.1"].standing is NO_FAILURE
    assert found["1.2.8"].standing is NO_FAILURE
    assert {found[number].standing for number in ("1.2.2", "1.2.3", "1.2.5", "1.2.7")} == {Standing.NOT_APPLICABLE}


def test_doubts_need_a_person_though_a_person_approved() -> None:
    plan = replace(TOLD, descriptions=(replace(ONE, doubts=("unsure",)),))
    assert stands(plan)["1.2.5"].standing is PERSON_NEEDED


def test_important_things_left_out_need_a_person_until_a_longer_film_tells_them() -> None:
    offered = replace(TOLD, omitted=(IMPORTANT,))
    found = stands(offered)
    assert [found[number].standing for number in ("1.2.3", "1.2.5", "1.2.7")] == [PERSON_NEEDED] * 3
    assert "is offered" in found["1.2.5"].evidence
    assert "is offered" in found["1.2.7"].evidence
    made = stands(replace(offered, extension=LONGER))
    assert "holds still once" in made["1.2.7"].evidence
    assert "G8" in made["1.2.5"].evidence
    assert "is offered" not in made["1.2.5"].evidence


def test_what_the_longer_film_tells_and_what_is_not_spoken_stand_in_the_transcript_too() -> None:
    kinds = (PassageKind.EXTENDED, PassageKind.UNSPOKEN, PassageKind.SCREEN_TEXT)
    passages = (SPEECH, *(replace(SEEN, kind=kind) for kind in kinds))
    found = stands(replace(TOLD, descriptions=(), omitted=(IMPORTANT,), extension=LONGER), MACHINE, passages=passages)
    assert "1 passage of speech and 3 passages of what is seen" in found["1.2.8"].evidence
    assert stands(TOLD, PERSON, "overlap", passages=passages)["1.2.3"].standing is PERSON_NEEDED


@pytest.mark.parametrize(("important", "said"), [
    ((True,), "1 text found no room, an important one."), ((False,), "1 text found no room, none that is important."),
    ((True, True), "2 texts found no room, all of them important."),
    ((True, False), "2 texts found no room, 1 of them important."),
])
def test_how_much_of_what_is_left_out_matters_is_told(important: tuple[bool, ...], said: str) -> None:
    omitted = tuple(replace(IMPORTANT, important=one) for one in important)
    assert said in stands(replace(TOLD, omitted=omitted), MACHINE)["1.2.5"].evidence


def test_that_no_machine_looked_is_told_once() -> None:
    unseen = replace(TOLD, pictures_looked_at=False)
    assert stands(unseen, DRAFT)["1.2.5"].evidence.count("pictures") == 1
    changed = replace(PERSON, review=ReviewState.EDITED, why_draft=("a person changed it",))
    assert "No machine looked at the pictures" in stands(unseen, changed)["1.2.5"].evidence


def test_unimportant_things_left_out_need_nobody() -> None:
    assert stands(replace(TOLD, omitted=(replace(IMPORTANT, important=False),)))["1.2.5"].standing is NO_FAILURE


def test_where_nothing_could_be_told_and_no_longer_film_was_made_1_2_7_fails() -> None:
    nothing = DescriptionPlan((), (IMPORTANT,), Verdict.NO_USABLE_PAUSE, pictures_looked_at=True)
    found = stands(nothing, None)
    assert found["1.2.7"].standing is FAILURE
    assert found["1.2.5"].standing is PERSON_NEEDED
    assert "when-needed" in found["1.2.5"].evidence
    assert stands(replace(nothing, extension=LONGER), MACHINE)["1.2.7"].standing is PERSON_NEEDED


def test_a_talking_head_is_told_by_g203_and_whether_its_static_text_was_made() -> None:
    head = DescriptionPlan((), (), Verdict.TALKING_HEAD, pictures_looked_at=True, static="A woman at a desk.")
    found = stands(head, None, passages=(SPEECH,))
    assert "G203), which was made" in found["1.2.5"].evidence
    assert "static text alternative" in found["1.2.8"].evidence
    assert "which is missing" in stands(replace(head, static=""), None)["1.2.3"].evidence


@pytest.mark.parametrize(("verdict", "evidence"), [
    (Verdict.SPEECH_SAYS_ALL, "the speech says all"), (Verdict.PICTURES_NOT_LOOKED_AT, "Nobody has looked at the pictures")])
def test_each_verdict_is_told(verdict: Verdict, evidence: str) -> None:
    assert evidence in stands(DescriptionPlan((), (), verdict, pictures_looked_at=False), None)["1.2.5"].evidence


def test_nothing_described_needs_a_person() -> None:
    assert {stands(None, None)[number].standing for number in NUMBERS} == {PERSON_NEEDED}


def test_nothing_is_ever_called_met() -> None:
    for verdict in Verdict:
        for by in (PERSON, MACHINE, DRAFT, None):
            for one in stands(replace(TOLD, verdict=verdict, omitted=(IMPORTANT,)), by).values():
                assert " met" not in one.evidence
                assert one.evidence.endswith((".", "`."))

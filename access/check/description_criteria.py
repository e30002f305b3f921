"""Where a film stands with the criteria of WCAG 2.2 that ask for its pictures in words: 1.2.1, 1.2.3, 1.2.5, 1.2.7, 1.2.8.

What fails as sound (over speech, cut off) may still be read in the transcript, which 1.2.1 and 1.2.3 allow instead and 1.2.8
asks for. Whether the words tell what matters, only a person can say.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from access.model.findings import TextOrigin
from access.model.package import Finding, Severity, Standing
from access.model.script import DescriptionPlan, PassageKind, Provenance, ReviewState, Script, Verdict

_IN_ANY_FORM = ("descriptions.placeholder", "descriptions.other-language")
"""Wrong when read, too."""
_OR_TEXT = ("1.2.1", "1.2.3")
"""Criteria that a full text alternative meets as well as descriptions do."""
_OF_WHAT_IS_SEEN = (PassageKind.DESCRIPTION, PassageKind.EXTENDED, PassageKind.UNSPOKEN, PassageKind.SCREEN_TEXT)
Stands = tuple[Standing, str]


def described(number: str, script: Script, findings: Sequence[Finding]) -> Stands:
    """Return how a film stands with one of these criteria, and what shows it."""
    plan = script.plan
    if plan is None:
        return Standing.NEEDS_A_PERSON, "Nothing was described."
    broken = Counter(finding.rule for finding in findings
                     if finding.severity is Severity.FAILURE and finding.rule.startswith("descriptions."))
    if number == "1.2.7":
        return _extended(plan, script.described, broken)
    if number == "1.2.8":
        return _in_full(plan, script, broken)
    if broken:
        told = f"The descriptions break {_named(broken)}."
        if number in _OR_TEXT and _transcribed(script) and not any(rule in broken for rule in _IN_ANY_FORM):
            return Standing.NEEDS_A_PERSON, (
                f"{told} The transcript holds the same in writing, and would do: a person must say whether it tells all.")
        return Standing.FAILURE, told
    return _by_verdict(number, plan, script)


def _by_verdict(number: str, plan: DescriptionPlan, script: Script) -> Stands:
    looked = "" if plan.pictures_looked_at else " No machine looked at the pictures, only at the text in them."
    if plan.verdict is Verdict.DESCRIBED:
        return _told(number, plan, script.described, looked)
    if plan.verdict is Verdict.SPEECH_SAYS_ALL:
        evidence = f"By what was seen and heard, the speech says all: no description is needed.{looked} A person must say so."
    elif plan.verdict is Verdict.TALKING_HEAD:
        static = "which was made" if plan.static else "which is missing"
        evidence = ("One view of someone who speaks: where the speech says all, it needs no description, but a static text "
                    f"alternative (WCAG technique G203), {static}. A person must say whether that is so.")
    elif plan.verdict is Verdict.NO_USABLE_PAUSE:
        evidence = f"No pause has room for what is to be told. {_longer(plan)}{looked}"
    else:
        evidence = "Nobody has looked at the pictures, so nobody knows what a description would have to tell."
    return Standing.NEEDS_A_PERSON, evidence


def _told(number: str, plan: DescriptionPlan, by: Provenance | None, looked: str) -> Stands:
    evidence = [f"{_count(len(plan.descriptions), 'description')}: none over speech, none cut off."]
    missing = [omission for omission in plan.omitted if omission.important]
    if plan.omitted:
        evidence.append(f"{_count(len(plan.omitted), 'text')} found no room, {_of_them(len(missing), len(plan.omitted))}.")
    if missing and not (plan.extension and number == "1.2.5"):
        evidence.append(_longer(plan))
    elif missing:
        evidence.append("The longer film that was made tells what is missing (WCAG technique G8).")
    doubtful = sum(bool(description.doubts) for description in plan.descriptions)
    if doubtful:
        evidence.append(f"{_count(doubtful, 'description')} should be looked at by a person.")
    if _approved(by) and not missing and not doubtful:
        return Standing.NO_FAILURE_FOUND, " ".join([*evidence, "A person wrote or approved them."])
    if not _approved(by):
        evidence.append(_unapproved(by))
    drafted = by is not None and by.draft and by.origin is TextOrigin.MACHINE
    # A machine's draft says itself that nothing looked at the pictures.
    return Standing.NEEDS_A_PERSON, " ".join(evidence) + ("" if drafted else looked)


def _extended(plan: DescriptionPlan, by: Provenance | None, broken: Counter[str]) -> Stands:
    """Say how 1.2.7 stands, which asks for a longer film where pauses do not suffice, and for nothing where they do."""
    holds = plan.extension.holds if plan.extension else ()
    if holds:
        return Standing.NEEDS_A_PERSON, (
            f"A longer film was made that holds still {_times(len(holds))}. A person must say whether it tells what matters.")
    if plan.extended_offered:
        missing = sum(omission.important for omission in plan.omitted)
        evidence = f"{_count(missing, 'important text')} found no room in the pauses. {_longer(plan)}"
        nothing = plan.verdict is Verdict.NO_USABLE_PAUSE
        return Standing.FAILURE if nothing else Standing.NEEDS_A_PERSON, evidence
    if plan.verdict is Verdict.NO_USABLE_PAUSE:
        return Standing.NEEDS_A_PERSON, "No pause has room, and nothing important seems to be left out. A person must say so."
    if plan.verdict is Verdict.PICTURES_NOT_LOOKED_AT or not plan.pictures_looked_at:
        return Standing.NEEDS_A_PERSON, "No machine looked at the pictures, so nobody knows whether the pauses suffice."
    suffices = "All that was to be told found a pause, or is said" if not broken else f"The descriptions break {_named(broken)}"
    if _approved(by) and plan.verdict is Verdict.DESCRIBED and not broken:
        return Standing.NO_FAILURE_FOUND, f"{suffices}: no longer film is needed. A person wrote or approved them."
    return Standing.NEEDS_A_PERSON, f"{suffices}. A person must say whether the pauses suffice."


def _in_full(plan: DescriptionPlan, script: Script, broken: Counter[str]) -> Stands:
    """Say how 1.2.8 stands, which asks for all that is said and shown in writing, in order: the descriptive transcript."""
    wrong = Counter({rule: count for rule, count in broken.items() if rule in _IN_ANY_FORM})
    if wrong:
        return Standing.FAILURE, f"The transcript holds what breaks {_named(wrong)}."
    kinds = Counter(passage.kind for passage in script.passages)
    shown = sum(kinds[kind] for kind in _OF_WHAT_IS_SEEN)
    if plan.verdict is Verdict.TALKING_HEAD and plan.static:
        seen = "a static text alternative for what is seen"
    else:
        seen = f"{_count(shown, 'passage')} of what is seen"
    evidence = f"The transcript holds {_count(kinds[PassageKind.SPEECH], 'passage')} of speech and {seen}."
    ready = _approved(script.described) and (script.captions is None or _approved(script.captions))
    if ready and shown and plan.pictures_looked_at:
        return Standing.NO_FAILURE_FOUND, f"{evidence} A person wrote or approved them."
    looked = "" if plan.pictures_looked_at else " No machine looked at the pictures."
    return Standing.NEEDS_A_PERSON, f"{evidence}{looked} A person must say whether it tells all."


def _longer(plan: DescriptionPlan) -> str:
    if plan.extension:
        return "A longer film was made that holds still for it (WCAG technique G8)."
    if plan.extended_offered:
        return 'A longer film that holds still for it (WCAG technique G8) is offered: `[describe] extended = "when-needed"`.'
    return "Only a longer film could tell it."


def _transcribed(script: Script) -> bool:
    return any(passage.kind in _OF_WHAT_IS_SEEN for passage in script.passages)


def _approved(by: Provenance | None) -> bool:
    return by is not None and not by.draft and (by.origin is TextOrigin.PERSON or by.review is not ReviewState.PROPOSED)


def _unapproved(by: Provenance | None) -> str:
    why = "; ".join(by.why_draft) if by else ""
    return f"They are a draft: {why}." if why else "They are a machine's, and no person has approved them."


def _named(broken: Counter[str]) -> str:
    return ", ".join(f"{rule} ({_times(count)})" for rule, count in sorted(broken.items()))


def _times(count: int) -> str:
    return "once" if count == 1 else f"{count} times"


def _of_them(important: int, count: int) -> str:
    if count == 1:
        return "an important one" if important else "none that is important"
    share = {0: "none", count: "all"}.get(important, str(important))
    return f"{share} of them important"


def _count(count: int, noun: str) -> str:
    return f"{count} {noun}{'' if count == 1 else 's'}"

"""Where a file stands with each success criterion of WCAG 2.2 that asks for an alternative.

A machine says *no failure found*, *failure*, *needs a person* or *not applicable*, with what shows it; never "met".
"""

from __future__ import annotations

from collections.abc import Sequence

from access.check.description_criteria import described
from access.model.findings import TextOrigin
from access.model.languages import english_name
from access.model.media import MediaKind
from access.model.package import Criterion, Finding, Severity, Standing
from access.model.script import AltText, Listened, PassageKind, Provenance, Script

_NAMES = {
    "1.1.1": "Non-text Content (A)",
    "1.2.1": "Audio-only and Video-only (Prerecorded) (A)",
    "1.2.2": "Captions (Prerecorded) (A)",
    "1.2.3": "Audio Description or Media Alternative (Prerecorded) (A)",
    "1.2.5": "Audio Description (Prerecorded) (AA)",
    "1.2.7": "Extended Audio Description (Prerecorded) (AAA)",
    "1.2.8": "Media Alternative (Prerecorded) (AAA)",
}
_NOT_APPROVED = "no person has approved it"


def criteria(kind: MediaKind, script: Script, has_sound: bool, findings: Sequence[Finding]) -> tuple[Criterion, ...]:
    """Return the criteria that a file of this kind is asked about. `has_sound`: a film with a sound track."""
    if kind is MediaKind.IMAGE:
        return (_picture(script.alts, findings),)
    if kind is MediaKind.AUDIO:
        return (_transcript("1.2.1", script.captions), _not_for("1.2.2", "There is no picture that captions would go with."))
    if not has_sound:
        return (
            _described("1.2.1", script, findings),
            *(_not_for(number, "The film has no sound.") for number in ("1.2.2", "1.2.3", "1.2.5", "1.2.7")),
            _described("1.2.8", script, findings),
        )
    seen = (_described(number, script, findings) for number in ("1.2.3", "1.2.5", "1.2.7", "1.2.8"))
    return (_captions(script, findings), *seen)


def _picture(alts: Sequence[AltText], findings: Sequence[Finding]) -> Criterion:
    """Say how the texts stand, in every language that there is one in."""
    if not alts:
        return _criterion("1.1.1", Standing.FAILURE, "The picture has no text alternative yet: nothing is known of it.")
    failed = [finding.rule for finding in findings if finding.severity is Severity.FAILURE and finding.rule.startswith("alt.")]
    if failed:
        return _criterion("1.1.1", Standing.FAILURE, f"The text alternative breaks {', '.join(failed)}.")
    if len(alts) == 1:
        return _by_author("1.1.1", "The text alternative", alts[0].provenance)
    machines = [alt for alt in alts if not _a_persons(alt.provenance)]
    if not machines:
        return _criterion("1.1.1", Standing.NO_FAILURE_FOUND, "The text alternative is a person's in every language.")
    named = [english_name(alt.language) for alt in machines]
    by = [alt.provenance for alt in machines]
    why = "; ".join(dict.fromkeys(reason for one in by for reason in one.why_draft)) or _NOT_APPROVED
    return _criterion(
        "1.1.1", Standing.NEEDS_A_PERSON, f"The text alternative in {', '.join(named)} is a machine's draft: {why}.")


def _captions(script: Script, findings: Sequence[Finding]) -> Criterion:
    """Say how the captions stand. That no sound that matters is missing, only the author of captions can know."""
    captions = script.captions
    if captions is None:
        return _criterion("1.2.2", Standing.NEEDS_A_PERSON, "No captions were made: see the notes for why.")
    if any(finding.rule == "captions.words-lost" for finding in findings):
        return _criterion("1.2.2", Standing.FAILURE, "Words are missing from the captions.")
    named = any(passage.kind is PassageKind.SOUND for passage in script.passages)
    theirs = captions.origin is TextOrigin.PERSON and not captions.draft
    ears = script.listened.engine if script.listened else None
    missed = any(finding.rule == "speech.sound-unnamed" for finding in findings)
    if theirs and named and ears not in captions.engines and not missed:
        return _criterion(
            "1.2.2", Standing.NO_FAILURE_FOUND, f"The captions are a person's, and name sounds. {_ears(script.listened)}")
    evidence = [_ears(script.listened), "A person must say whether any sound that matters is missing (WCAG failure F8)."]
    if theirs:
        evidence.insert(0, "The words are a person's.")
    if missed:
        evidence.append("A sound that was heard is not named.")
    if captions.why_draft:
        evidence.append(f"And: {'; '.join(captions.why_draft)}.")
    return _criterion("1.2.2", Standing.NEEDS_A_PERSON, " ".join(evidence))


def _ears(listened: Listened | None) -> str:
    """Say what was listened for, and what was not."""
    if listened is None or listened.engine is None:
        return "Nobody listened for sounds."
    return f"{listened.engine.name} listened for {', '.join(listened.labels) or 'nothing'}, and for no other sound."


def _transcript(number: str, captions: Provenance | None) -> Criterion:
    if captions is None:
        return _criterion(
            number, Standing.NEEDS_A_PERSON, "No transcript was made: no speech was heard, or none that an engine knows.")
    return _by_author(number, "The transcript", captions)


def _described(number: str, script: Script, findings: Sequence[Finding]) -> Criterion:
    return _criterion(number, *described(number, script, findings))


def _by_author(number: str, what: str, provenance: Provenance) -> Criterion:
    if _a_persons(provenance):
        return _criterion(number, Standing.NO_FAILURE_FOUND, f"{what} is a person's.")
    why = "; ".join(provenance.why_draft) or _NOT_APPROVED
    return _criterion(number, Standing.NEEDS_A_PERSON, f"{what} is a machine's draft: {why}.")


def _a_persons(provenance: Provenance) -> bool:
    return provenance.origin is TextOrigin.PERSON and not provenance.draft


def _not_for(number: str, why: str) -> Criterion:
    return _criterion(number, Standing.NOT_APPLICABLE, why)


def _criterion(number: str, standing: Standing, evidence: str) -> Criterion:
    return Criterion(number, _NAMES[number], standing, evidence)
